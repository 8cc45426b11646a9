"""Files of published datasets, read with one clear sentence for everything that can be wrong."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from review.core.bounds import LARGEST_DATASET, shown
from review.core.errors import InputError
from review.core.supplied import PathKind, content_of, found_at


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        InputError: it is not there, is too large or is not UTF-8.
    """
    if found_at(path) is PathKind.NOTHING:
        raise InputError(
            f"{path.name} is not in {path.parent}: fetch the dataset as it is published and name its folder with --data."
        )
    try:
        return content_of(path, "file of a dataset", largest=LARGEST_DATASET).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path} is not UTF-8 at byte {error.start}: fetch it again as published."
        ) from error


def read_json(path: Path) -> Any:
    """The content of a JSON file."""
    return _parsed(read_text(path), str(path))


def read_json_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object per line."""
    lines = [line for line in read_text(path).split("\n") if line.strip()]
    return [_parsed(line, f"{path}, object {number}") for number, line in enumerate(lines, 1)]


def read_rows(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV file as texts.

    Raises:
        InputError: a needed column is missing.
    """
    rows = csv.DictReader(read_text(path).splitlines(keepends=True))
    try:
        return _with_columns(rows, needed, path)
    except csv.Error as error:
        raise InputError(
            f"{path} is not valid CSV ({error}): fetch it again as published."
        ) from error


def _with_columns(
    rows: "csv.DictReader[str]", needed: Sequence[str], path: Path
) -> list[dict[str, str]]:
    missing = [name for name in needed if name not in (rows.fieldnames or ())]
    if missing:
        raise InputError(
            f"{path} has no column {missing[0]!r}: fetch it as published, with {', '.join(needed)}."
        )
    return [{name: value or "" for name, value in row.items() if name} for row in rows]


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where} is not JSON: fetch it again as published.") from error


def known_label(label: str, known: dict[str, str], where: Path) -> str:
    """Our word for a label of the dataset.

    Raises:
        InputError: the dataset's description has no such label.
    """
    if label not in known:
        raise InputError(
            f"{where} has the label {shown(label)!r}; known are {', '.join(known)}: fetch the dataset as published."
        )
    return known[label]
