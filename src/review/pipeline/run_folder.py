"""A run folder: written whole from a run, and read back into one."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from review.core.bounds import LARGEST_DATASET, shown
from review.core.errors import InputError
from review.core.run_tables import RUN_TABLES
from review.core.supplied import content_of
from review.records.references import ris
from review.records.table import records_from
from review.report.finished_run import FinishedRun
from review.report.workbook import write_xlsx
from review.runs.output_folder import (
    MANIFEST,
    UNFINISHED,
    holds_run,
    mark_unfinished,
    new_run_folder,
)
from review.runs.run import Run

PRISMA = "prisma.json"
REFERENCES = "references.ris"
WORKBOOK = "evidence_matrix.xlsx"


def write_run(run: Run, out: Path) -> None:
    """Write everything of a run into its folder, or nothing where that fails.

    Args:
        run: the run.
        out: its folder; see `review.runs.output_folder.new_run_folder`.

    Raises:
        InputError: the folder cannot be written, or the article is not the one of the claims.
    """
    try:
        with new_run_folder(out) as folder:
            fill_run_folder(run, folder)
    except OSError as error:
        raise InputError(
            f"{out} cannot be written ({error.strerror}); make room or name another folder, and run again."
        ) from error


def fill_run_folder(run: Run, folder: Path) -> None:
    """Write everything of a run into a folder that is there, the manifest last."""
    from review.report.page import write_report  # noqa: PLC0415 - figures are slow to import

    mark_unfinished(folder)
    for table, frame in run.tables():
        table.write(frame, folder)
    write_json(folder / PRISMA, run.prisma)
    (folder / REFERENCES).write_text(ris(records_from(run.records)), encoding="utf-8")
    write_xlsx(run, folder / WORKBOOK)
    write_report(run, folder, article=run.article)
    write_manifest(folder, run.manifest)


def write_manifest(folder: Path, manifest: Mapping[str, object]) -> None:
    """Write the manifest, which makes the folder a run, whole or not at all."""
    write_json(folder / UNFINISHED, manifest)
    (folder / UNFINISHED).replace(folder / MANIFEST)


def read_run(folder: Path | str) -> FinishedRun:
    """The run in a folder.

    Raises:
        InputError: there is no run in the folder, or one of its files is damaged.
    """
    folder = Path(folder)
    if not holds_run(folder):
        raise InputError(f"{folder} holds no {MANIFEST}, so it is not a run folder; name one.")
    frames = {table.name: table.read(folder) for table in RUN_TABLES}
    manifest = _read_json(folder / MANIFEST)
    name = str(manifest.get("name", folder.name))
    return FinishedRun(name=name, manifest=manifest, prisma=_read_json(folder / PRISMA), **frames)


def write_json(path: Path, content: object) -> None:
    """Write plain values as JSON for people and programs: UTF-8, indented, keys in order."""
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(content_of(path, "file of a run", largest=LARGEST_DATASET))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} cannot be read: {shown(error)}; run the review again.") from error
    if not isinstance(content, dict):
        raise InputError(f"{path} holds no JSON object; run the review again.")
    return content
