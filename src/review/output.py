"""Run folders: checked before anything is written, replaced whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from review.errors import InputError
from review.run_tables import RUN_TABLES

MANIFEST = "manifest.json"

NOTEBOOKS = "notebooks"
"""Folder of a run's executed notebooks."""

RUN_FILES: frozenset[str] = frozenset(
    {
        *(f"{table.name}.csv" for table in RUN_TABLES),
        MANIFEST,
        "prisma.json",
        "references.ris",
        "evidence_matrix.xlsx",
        "report.html",
        NOTEBOOKS,
    }
)
"""Names of everything a run writes into its folder."""


@contextmanager
def new_run_folder(out: Path) -> Iterator[Path]:
    """A folder to write a run into; it takes the place of `out` when the block ends without error.

    Until then it is a hidden sibling of `out`, so that a failed run leaves an earlier one as it was.
    Files in an earlier run's folder that no run writes (notes, decisions) are kept.

    Raises:
        InputError: `out` is a file, holds something that is not a run, or cannot be written.
    """
    check_run_folder(out)
    work = _temporary_sibling(out)
    try:
        yield work
        _replace(out, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def check_run_folder(out: Path) -> None:
    """Makes sure that a run may be written to `out`; writes nothing.

    Raises:
        InputError: `out` is a file, holds something that is not a run, or cannot be written.
    """
    if out.exists() and not out.is_dir():
        raise InputError(f"{out} is a file: name a folder for the run with --out.")
    if out.is_dir():
        names = {entry.name for entry in out.iterdir()}
        if MANIFEST not in names and names - RUN_FILES:
            raise InputError(
                f"{out} holds {sorted(names - RUN_FILES)[0]}, which is not part of a run, so nothing "
                "was written there: name an empty or a new folder."
            )
    nearest = next(folder for folder in (out, *out.absolute().parents) if folder.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise InputError(
            f"{out} cannot be written: {nearest} does not allow it; name another folder."
        )


def start_run_folder(out: Path) -> Path:
    """Makes `out` ready for stages that write one after the other: created, checked, and without
    the tables and reports of an earlier run, so that nothing old stands beside something new.

    Raises:
        InputError: as `check_run_folder`.
    """
    check_run_folder(out)
    out.mkdir(parents=True, exist_ok=True)
    for name in sorted(RUN_FILES - {NOTEBOOKS}):
        (out / name).unlink(missing_ok=True)
    return out


def _temporary_sibling(out: Path) -> Path:
    try:
        out.absolute().parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.absolute().parent))
    except OSError as error:
        raise InputError(
            f"{out} cannot be written: {error.strerror}; name another folder."
        ) from error


def _replace(out: Path, work: Path) -> None:
    work.chmod(0o755)
    if not out.exists():
        work.rename(out)
        return
    for entry in sorted(out.iterdir()):
        if entry.name not in RUN_FILES:
            entry.rename(work / entry.name)
    old = work.with_name(work.name + ".old")
    out.rename(old)
    work.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def write_new(path: Path, text: str) -> None:
    """Write a text into a file that is not there yet.

    Raises:
        InputError: the file is there already, or cannot be written.
    """
    if path.exists():
        raise InputError(
            f"{path} exists already: name a new file, so that no checked claims are lost."
        )
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}; name another file."
        ) from error
