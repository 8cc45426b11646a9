"""Read the rows of a claims file as text, whatever its form, with the place of each."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from review.core import bounds
from review.core.bounds import shown
from review.core.errors import InputError
from review.core.invisible import without_marks
from review.core.supplied import check_file, content_of

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
        InputError: the file is not there, not of a known form, not readable, has no rows, or goes
            beyond a bound.
    """
    check_file(path, "claims file")
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(
            f"{path.name} ends in {suffix or 'nothing'}; a claims file ends in {', '.join(SUFFIXES)}: save it as one of these."
        )
    content = content_of(path, "claims file", largest=bounds.LARGEST_TABLE)
    rows = {".csv": _csv_rows, ".xlsx": _workbook_rows, ".txt": _lines}[suffix](path, content)
    if not rows:
        raise InputError(f"{path.name} holds no claims; write one claim per row.")
    return rows


def decoded(path: Path, content: bytes) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises:
        InputError: the bytes are not UTF-8; the offset of the first wrong one is named.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path.name} is not UTF-8 at byte {error.start}; save it as UTF-8 and try again."
        ) from error


def _lines(path: Path, content: bytes) -> list[Row]:
    rows: list[Row] = []
    lines = enumerate(decoded(path, content).splitlines(), start=1)
    for number, line in ((number, line) for number, line in lines if line.strip()):
        statement = _clean(without_marks(line).lstrip(BULLETS), path, number, "statement")
        if statement:
            rows.append(Row(number, {"claim_id": str(len(rows) + 1), "statement": statement}))
            _check_count(path, len(rows))
    return rows


def _csv_rows(path: Path, content: bytes) -> list[Row]:
    reader = csv.reader(io.StringIO(decoded(path, content), newline=""), strict=True)
    try:
        return _table(path, enumerate(reader, start=1), is_ragged_wrong=True)
    except csv.Error as error:
        raise InputError(
            f"{path.name}, line {reader.line_num}, is not valid CSV ({error}); check the quotation marks there."
        ) from error


def _workbook_rows(path: Path, content: bytes) -> list[Row]:
    from review.claims.workbook_file import rows_of  # noqa: PLC0415 - openpyxl is slow to import

    return _table(path, rows_of(content, path.name), is_ragged_wrong=False)


def _check_count(path: Path, count: int) -> None:
    if count > bounds.MOST_CLAIMS:
        raise InputError(
            f"{path.name} holds more than {bounds.MOST_CLAIMS:,} claims; split it into several files."
        )


def _table(
    path: Path, table: Iterable[tuple[int, Sequence[str]]], *, is_ragged_wrong: bool
) -> list[Row]:
    """Rows below the header, which is the first row that is not empty."""
    read = ((number, [without_marks(cell) for cell in cells]) for number, cells in table)
    filled = ((number, cells) for number, cells in read if any(map(str.strip, cells)))
    number, header = next(filled, (0, []))
    columns = _columns(path, number, header)
    rows: list[Row] = []
    for place, cells in filled:
        surplus = [cell for cell in cells[len(columns) :] if cell.strip()]
        if surplus or (is_ragged_wrong and len(cells) != len(header)):
            raise InputError(
                f"{path.name}, row {place}, has {len(cells)} cells and the header has {len(columns)}; "
                f"put text that holds commas in double quotation marks."
            )
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        named = zip(columns, padded, strict=False)
        rows.append(Row(place, {name: _clean(cell, path, place, name) for name, cell in named}))
        _check_count(path, len(rows))
    return rows


def _columns(path: Path, number: int, header: Sequence[str]) -> list[str]:
    names = [name.strip() for name in header]
    while names and not names[-1]:
        names.pop()
    if len(names) > bounds.LAST_COLUMN:
        raise InputError(
            f"{path.name} has {len(names):,} columns and {bounds.LAST_COLUMN} are allowed; delete those "
            "that no claim needs."
        )
    if "" in names:
        raise InputError(
            f"{path.name}, row {number}: column {names.index('') + 1} has no name; name it or delete it."
        )
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise InputError(f"{path.name} has the column {shown(twice[0])} twice; keep one.")
    return names


def _clean(cell: str, path: Path, number: int, column: str) -> str:
    """The cell on one line; a control character in it, or a length beyond all claims, is an error."""
    if len(cell) > bounds.LONGEST_CELL:
        raise InputError(
            f"{path.name}, row {number}: {shown(column)} has {len(cell):,} characters and "
            f"{bounds.LONGEST_CELL:,} are allowed; shorten it."
        )
    text = " ".join(cell.split())
    wrong = next((c for c in text if unicodedata.category(c) in ("Cc", "Cs")), None)
    if wrong is not None:
        raise InputError(
            f"{path.name}, row {number}: {shown(column)} holds the control character U+{ord(wrong):04X}; delete it."
        )
    return text
