"""The cells of an Excel workbook's first sheet, out of a file that may be damaged or made to do harm.

Its parts are unpacked and looked through first, and only what passed is handed to openpyxl, a row at
a time: a small file can claim to hold gigabytes, a single cell can ask for millions of empty ones.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from lxml.etree import LxmlError
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from review.core import bounds
from review.core.errors import InputError

PARTS = (".xml", ".rels")
"""How the names of parts end that hold cells; pictures, macros and whatever else is not opened."""

DEEPEST = 100
"""How deeply the elements of a part may nest; those of a sheet nest six levels."""

LARGEST_TAG = bounds.MEGABYTE
"""Bytes of one tag with its attributes, or of one comment, which are held in memory as a whole."""

MOST_MARKS = 500_000
"""Elements and attributes of all parts, each of which openpyxl makes objects of: as many as 30,000 rows
of two columns have.
"""

MOST_PLACES = 5_000_000
"""Cells of all rows, those between two that the file names and before the last included."""

BLOCK = 1 << 16
EXCELS_LAST_ROW = 1_048_576

Row = tuple[int, list[str]]


class _UnfitError(Exception):
    """A part that goes beyond a bound; the message says what of it."""


def rows_of(content: bytes, name: str) -> list[Row]:
    """Number and cells of every row of the first sheet that holds something.

    Args:
        content: the file.
        name: what it is called, for the messages.

    Raises:
        InputError: the file is no workbook that can be read, or goes beyond a bound.
    """
    try:
        parts = _unpacked(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # features of Excel that hold no claims
            return _within_bounds(_filled(parts), name)
    except _UnfitError as error:
        raise InputError(
            f"{name} {error}; save the sheet with the claims as a new .xlsx or as CSV."
        ) from error
    except (
        *(BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error),  # of a broken zip
        *(expat.ExpatError, SyntaxError, LxmlError),  # of broken XML
        *(KeyError, IndexError, ValueError, TypeError, AttributeError, OSError),  # of openpyxl,
        # which checks nothing and stumbles over whatever a part lacks
    ) as error:
        raise InputError(
            f"{name} cannot be read as an Excel workbook; save it again as .xlsx or as CSV."
        ) from error


def _unpacked(content: bytes) -> BytesIO:
    """The parts that hold cells, looked through, as an archive of their own."""
    kept = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(kept, "w") as checked:
        listed = archive.infolist()
        if len(listed) > bounds.MOST_PARTS:
            raise _UnfitError(
                f"has {len(listed):,} parts, more than the {bounds.MOST_PARTS:,} allowed"
            )
        wanted = {info.filename: info for info in listed if info.filename.endswith(PARTS)}
        size = sum(info.file_size for info in wanted.values())
        if size > bounds.LARGEST_UNPACKED:
            raise _UnfitError(
                f"unpacks to {bounds.megabytes(size)}, more than the "
                f"{bounds.megabytes(bounds.LARGEST_UNPACKED)} allowed"
            )
        looked = _PartChecker()
        for info in wanted.values():
            if info.flag_bits & 1:
                raise _UnfitError("is encrypted")
            if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise BadZipFile("a compression that no workbook has")
            part = archive.read(info)
            looked.through(part)
            checked.writestr(info.filename, part)
    return kept


class _PartChecker:
    """Reads parts without keeping anything of them, and counts what they are made of."""

    def __init__(self) -> None:
        self._marks = self._depth = 0

    def through(self, part: bytes) -> None:
        """Read one part.

        Raises:
            _UnfitError: it has a document type, or more, deeper or longer elements than a workbook.
            ExpatError: it is not well-formed XML.
        """
        self._depth = 0
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        for start in range(0, len(part), BLOCK):
            parser.Parse(part[start : start + BLOCK], False)
            if start - parser.CurrentByteIndex > LARGEST_TAG:
                raise _UnfitError(f"has a tag of more than {bounds.megabytes(LARGEST_TAG)}")
        parser.Parse(b"", True)

    def _document_type(self, *_: object) -> None:
        raise _UnfitError("declares a document type, which no workbook does")

    def _start(self, _: str, attributes: dict[str, str]) -> None:
        self._marks += 1 + len(attributes)
        self._depth += 1
        if self._marks > MOST_MARKS:
            raise _UnfitError(f"has more than the {MOST_MARKS:,} elements and attributes allowed")
        if self._depth > DEEPEST:
            raise _UnfitError(f"nests elements more than {DEEPEST} deep")

    def _end(self, *_: object) -> None:
        self._depth -= 1


def _filled(parts: BytesIO) -> Iterator[Row]:
    """Rows of the first sheet that hold something; the sheets after it are not opened."""
    reader = ExcelReader(parts, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)  # tells dates from numbers
    sheets = (
        (sheet.name, found.target)
        for sheet, found in reader.parser.find_sheets()
        if found.target in reader.valid_files and "chartsheet" not in found.Type
    )
    title, target = next(sheets, ("", ""))
    if not target:
        raise _UnfitError("has no sheet with cells")
    sheet = ReadOnlyWorksheet(reader.wb, title, target, reader.shared_strings)
    sheet.reset_dimensions()  # what the file says of its size may be wrong, and would be padded to
    rows = sheet.iter_rows(values_only=True)  # type: ignore[misc]  # the stub knows no other sheets
    places = 0
    for number, values in enumerate(rows, start=1):
        places += len(values)
        if places > MOST_PLACES:
            raise _UnfitError("has rows that go on for millions of empty cells")
        if number > EXCELS_LAST_ROW:
            raise _UnfitError(f"has a row beyond {EXCELS_LAST_ROW:,}, the last of a sheet")
        if any(value is not None for value in values):
            yield number, [_text(value) for value in values]


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _within_bounds(rows: Iterator[Row], name: str) -> list[Row]:
    """The rows, none of them further out than is allowed and no more of them than fit the memory."""
    found: list[Row] = []
    length = 0
    for number, cells in rows:
        last = max(place for place, cell in enumerate(cells, start=1) if cell or place == 1)
        if number > bounds.LAST_ROW or last > bounds.LAST_COLUMN:
            cell = f"{get_column_letter(last)}{number}"
            edge = f"{get_column_letter(bounds.LAST_COLUMN)}{bounds.LAST_ROW}"
            raise InputError(
                f"{name} has something in cell {cell}; claims may stand no further out than {edge}: "
                "move it or delete it."
            )
        length += sum(map(len, cells))
        if length > bounds.LARGEST_TABLE:
            raise _UnfitError(
                f"has cells of more than {bounds.LARGEST_TABLE:,} characters together"
            )
        found.append((number, cells[:last]))
    return found
