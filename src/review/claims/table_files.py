"""Read the rows of a claims file as text, whatever its form, with the place of each."""

import csv
import io
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from review.errors import InputError
from review.invisible import without_marks

SUFFIXES = (".csv", ".xlsx", ".txt")
BULLETS = "-*•–— \t"


@dataclass(frozen=True)
class Row:
    """A row of a file: its number as a spreadsheet shows it, and its cells by column."""

    number: int
    cells: dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """Rows of a CSV, XLSX or text file; empty rows are left out but counted.

    Raises:
        InputError: the file is not there, not of a known form, not readable, or has no rows.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder; give a claims file ({', '.join(SUFFIXES)}).")
    if not path.is_file():
        raise InputError(f"{path} was not found; check the path of the claims file.")
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(
            f"{path.name} ends in {suffix or 'nothing'}; a claims file ends in {', '.join(SUFFIXES)}: save it as one of these."
        )
    rows = {".csv": _csv_rows, ".xlsx": _workbook_rows, ".txt": _lines}[suffix](path)
    if not rows:
        raise InputError(f"{path.name} holds no claims; write one claim per row.")
    return rows


def decoded(path: Path) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises:
        InputError: the bytes are not UTF-8; the offset of the first wrong one is named.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name} is not UTF-8 at byte {error.start}; save it as UTF-8 and try again."
        ) from error


def _lines(path: Path) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(decoded(path).splitlines(), start=1):
        statement = _clean(without_marks(line).lstrip(BULLETS), path, number, "statement")
        if statement:
            rows.append(Row(number, {"claim_id": str(len(rows) + 1), "statement": statement}))
    return rows


def _csv_rows(path: Path) -> list[Row]:
    reader = csv.reader(io.StringIO(decoded(path), newline=""), strict=True)
    try:
        table = [(number, cells) for number, cells in enumerate(reader, start=1)]
    except csv.Error as error:
        raise InputError(
            f"{path.name}, line {reader.line_num}, is not valid CSV ({error}); check the quotation marks there."
        ) from error
    return _table(path, table, is_ragged_wrong=True)


def _workbook_rows(path: Path) -> list[Row]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # features of Excel that hold no claims
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            sheet = book.worksheets[0]
            values = [list(row) for row in sheet.iter_rows(values_only=True)]
            book.close()
    except (InvalidFileException, BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise InputError(
            f"{path.name} cannot be read as an Excel workbook; save it again as .xlsx or as CSV."
        ) from error
    table = [(number, [_text(value) for value in row]) for number, row in enumerate(values, 1)]
    return _table(path, table, is_ragged_wrong=False)


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _table(
    path: Path, table: Iterable[tuple[int, Sequence[str]]], *, is_ragged_wrong: bool
) -> list[Row]:
    """Rows below the header, which is the first row that is not empty."""
    read = [(number, [without_marks(cell) for cell in cells]) for number, cells in table]
    filled = [(number, cells) for number, cells in read if any(cell.strip() for cell in cells)]
    if not filled:
        return []
    number, header = filled[0]
    columns = _columns(path, number, header)
    rows = []
    for place, cells in filled[1:]:
        surplus = [cell for cell in cells[len(columns) :] if cell.strip()]
        if surplus or (is_ragged_wrong and len(cells) != len(header)):
            raise InputError(
                f"{path.name}, row {place}, has {len(cells)} cells and the header has {len(columns)}; "
                f"put text that holds commas in double quotation marks."
            )
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        named = zip(columns, padded, strict=False)
        rows.append(Row(place, {name: _clean(cell, path, place, name) for name, cell in named}))
    return rows


def _columns(path: Path, number: int, header: Sequence[str]) -> list[str]:
    names = [name.strip() for name in header]
    while names and not names[-1]:
        names.pop()
    if "" in names:
        raise InputError(
            f"{path.name}, row {number}: column {names.index('') + 1} has no name; name it or delete it."
        )
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise InputError(f"{path.name} has the column {twice[0]} twice; keep one.")
    return names


def _clean(cell: str, path: Path, number: int, column: str) -> str:
    """The cell on one line; a control character in it is an error."""
    text = " ".join(cell.split())
    wrong = next((c for c in text if unicodedata.category(c) in ("Cc", "Cs")), None)
    if wrong is not None:
        raise InputError(
            f"{path.name}, row {number}: {column} holds the control character U+{ord(wrong):04X}; delete it."
        )
    return text
