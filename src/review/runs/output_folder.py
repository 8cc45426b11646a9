"""Run folders: checked before anything is written, and a run's only when everything is in them.

The manifest is the last file of a run to be written: without it a folder holds no run. While a run is
written over another, `UNFINISHED` stands in the manifest's place and says whose the folder is, so that
notes of a user's own in it do not make the next run refuse it.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from review.core.bounds import LONGEST_FOLDER_NAME
from review.core.errors import InputError
from review.core.run_tables import RUN_TABLES
from review.core.supplied import PathKind, entries_of, found_at
from review.core.work_folder import is_work_folder, remove_leftovers, work_folder

MANIFEST = "manifest.json"

UNFINISHED = ".unfinished-run"
"""Stands in a run folder as long as the manifest does not."""

NOTEBOOKS = "notebooks"
"""Folder of a run's executed notebooks."""

NOTEBOOK_NAMES = (
    "00_start_here",
    "01_claims",
    "02_search",
    "03_appraisal",
    "04_evidence_matrix",
)
"""Notebooks of an article, in the order in which they depend on each other."""

SHARED_NOTEBOOK = "04_evidence_matrix"
"""The notebook that is also exported to one HTML file."""

RUN_PATHS: tuple[str, ...] = (
    *(f"{table.name}.csv" for table in RUN_TABLES),
    "prisma.json",
    "references.ris",
    "evidence_matrix.xlsx",
    "report.html",
    *(f"{NOTEBOOKS}/{name}.ipynb" for name in NOTEBOOK_NAMES),
    f"{NOTEBOOKS}/{SHARED_NOTEBOOK}.html",
    MANIFEST,
)
"""Every file that a run writes into its folder; all others there are the user's own."""

RUN_FILES: frozenset[str] = frozenset(Path(path).parts[0] for path in RUN_PATHS)
"""Names of what a run writes, as they stand in its folder."""


@contextmanager
def new_run_folder(out: Path, *, keep_stopped: bool = False) -> Iterator[Path]:
    """A folder to write a run into; its files take their place in `out` when the block ends without
    error, one by one where `out` is there, and the manifest last.

    Until then it lies hidden beside `out` (beside its target where `out` is a link), so that a failed
    run leaves an earlier one as it was. Files that no run writes (notes, decisions) are not touched.

    Args:
        out: the run folder.
        keep_stopped: whether what a failed block wrote is kept in `out`, without a manifest, where no
            earlier run is there.

    Raises:
        InputError: `out` is a file, holds something that is not a run, or cannot be written.
    """
    check_run_folder(out)
    place = _place(out)
    with ExitStack() as stack:
        try:
            work = stack.enter_context(work_folder(_workshop(place)))
            new = work / Path(os.path.abspath(out)).name  # noqa: PTH100 - a link keeps its name
            new.mkdir()
        except OSError as error:
            raise InputError(
                f"{out} cannot be written: {error.strerror}; name another folder."
            ) from error
        try:
            yield new
        except Exception:
            if keep_stopped and not holds_run(out):
                with suppress(OSError):  # why the run stopped is what matters
                    (new / MANIFEST).unlink(missing_ok=True)
                    (new / UNFINISHED).touch()
                    _put_in_place(new, place)
            raise
        _put_in_place(new, place)


def holds_run(out: Path) -> bool:
    """Whether a run is in the folder: a complete one, which its manifest says."""
    return os.path.isfile(out / MANIFEST)  # noqa: PTH113 - Path.is_file may raise


def check_run_folder(out: Path) -> None:
    """Makes sure that a run may be written to `out`; writes nothing.

    Raises:
        InputError: `out` is a file, holds something that is not a run, or cannot be written.
    """
    found = found_at(out)
    if found not in (PathKind.FOLDER, PathKind.NOTHING):
        raise InputError(f"{out} is a {found}: name a folder for the run with --out.")
    if len(out.name.encode()) > LONGEST_FOLDER_NAME:
        raise InputError(
            f"The name of the run folder {out} has more than {LONGEST_FOLDER_NAME} bytes; name a shorter "
            "one with --out."
        )
    place = _place(out)
    parents = (place, *place.parents)
    nearest = next(folder for folder in parents if found_at(folder) is not PathKind.NOTHING)
    if not nearest.is_dir() or not os.access(nearest, os.R_OK | os.W_OK | os.X_OK):
        raise InputError(
            f"{out} cannot be written: {nearest} does not allow it; name another folder."
        )
    if found is PathKind.FOLDER:
        _check_content(out)


def _check_content(out: Path) -> None:
    names = {entry.name for entry in entries_of(out) if not is_work_folder(entry.name)}
    others = sorted(names - RUN_FILES)
    if others and not names & {MANIFEST, UNFINISHED}:
        raise InputError(
            f"{out} holds {others[0]}, which is not part of a run, so nothing was written there: name an "
            "empty or a new folder."
        )
    folders = {out / NOTEBOOKS}
    for path in (*folders, *(out / path for path in RUN_PATHS)):
        if path.is_dir() != (path in folders) and os.path.lexists(path):
            raise InputError(
                f"{path} is a {'file' if path in folders else 'folder'}, and a run writes something else "
                "of that name: move it or name another folder."
            )


def start_run_folder(out: Path) -> Path:
    """Makes `out` ready for stages that write one after the other: created, checked, and without
    the tables and reports of an earlier run, so that nothing old stands beside something new.

    Raises:
        InputError: as `check_run_folder`.
    """
    check_run_folder(out)
    try:
        _place(out).mkdir(parents=True, exist_ok=True)
        mark_unfinished(out)
        for name in RUN_FILES - {NOTEBOOKS}:
            (out / name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(
            f"{out} cannot be written: {error.strerror}; name another folder."
        ) from error
    return out


def mark_unfinished(folder: Path) -> None:
    """Say of a run folder that what is in it is no complete run; of an earlier one only that stays."""
    if holds_run(folder):
        (folder / MANIFEST).replace(folder / UNFINISHED)
    else:
        (folder / UNFINISHED).touch()


def remove_leftovers_of(out: Path) -> None:
    """Remove what runs into `out` whose process is gone have left beside it."""
    remove_leftovers(_workshop(_place(out)))


def _place(out: Path) -> Path:
    """Where a run folder lies, links followed, also one whose target is not there yet."""
    return Path(os.path.realpath(out))


def _workshop(place: Path) -> Path:
    """Where the work folder lies: on the same file system, in a folder that can be written."""
    parent = place.parent
    outside = not os.path.ismount(place) and os.access(parent, os.W_OK | os.X_OK)
    return place if place.is_dir() and not outside else parent


def _put_in_place(new: Path, place: Path) -> None:
    """Move the files of a run into its folder; where that fails, an earlier run is put back."""
    if not place.exists():
        new.rename(place)
        return
    aside = new.with_name(f"{new.name}.earlier")
    mark = [(place / MANIFEST, place / UNFINISHED)] if holds_run(place) else []
    old = [(place / path, aside / path) for path in RUN_PATHS if path != MANIFEST]
    fresh = [(path, place / path.relative_to(new)) for path in new.rglob("*") if path.is_file()]
    fresh.sort(key=lambda move: (move[0].name == MANIFEST, move))
    _move_all([*mark, *(move for move in old if os.path.lexists(move[0])), *fresh])
    if holds_run(place):
        (place / UNFINISHED).unlink(missing_ok=True)
    with suppress(OSError):  # holds something, or is not there
        (place / NOTEBOOKS).rmdir()


def _move_all(moves: list[tuple[Path, Path]]) -> None:
    """Move files one after the other; where one cannot be moved, those before it are moved back."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            done.append((source, target))
    except (OSError, KeyboardInterrupt):
        for source, target in reversed(done):
            target.replace(source)
        raise


def write_new(path: Path, text: str) -> None:
    """Write a text into a file that is not there yet.

    Raises:
        InputError: the file is there already, or cannot be written.
    """
    if found_at(path) is not PathKind.NOTHING:
        raise InputError(
            f"{path} exists already: name a new file, so that no checked claims are lost."
        )
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}; name another file."
        ) from error
