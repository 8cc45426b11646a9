"""Writes what an archive holds to files that others can read: PubMed XML and CSV."""

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from review.core.errors import InputError
from review.core.supplied import PathKind, found_at
from review.search.archive import Archive
from review.search.local.answers import DOCUMENT_TYPES

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f"<!DOCTYPE PubmedArticleSet PUBLIC {DOCUMENT_TYPES['PubmedArticleSet']}>\n"
    "<PubmedArticleSet>\n"
).encode()
TAIL = b"</PubmedArticleSet>\n"
LOGGED = (
    "query",
    "limit",
    "stored_on",
    "database",
    "searched_on",
    "count",
    "query_translation",
    "warnings",
    "pmids",
)


def export(archive: Archive, path: Path) -> int:
    """Write the records (`.xml`, `.xml.gz`) or the log of searches (`.csv`) and count them.

    Equal archives give equal bytes. The file is there whole or not at all.

    Raises:
        InputError: the name ends otherwise, the file exists, cannot be written, or the archive is damaged.
    """
    write = _writer(path)
    if found_at(path) is not PathKind.NOTHING:
        raise InputError(f"{path} exists already: name a new file.")
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            count = write(archive, stream)
        part.replace(path)
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}; name another file."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _writer(path: Path) -> Callable[[Archive, BinaryIO], int]:
    if path.name.endswith(".xml"):
        return _write_records
    if path.name.endswith(".xml.gz"):
        return _write_compressed
    if path.name.endswith(".csv"):
        return _write_searches
    raise InputError(
        f"{path} must end in .xml or .xml.gz, for records, or in .csv, for the log of searches."
    )


def _write_records(archive: Archive, stream: BinaryIO | gzip.GzipFile) -> int:
    count = 0
    stream.write(HEAD)
    for _, xml in archive.records():
        stream.write(xml + b"\n")
        count += 1
    stream.write(TAIL)
    return count


def _write_compressed(archive: Archive, stream: BinaryIO) -> int:
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as compressed:
        return _write_records(archive, compressed)


def _write_searches(archive: Archive, stream: BinaryIO) -> int:
    searches = archive.searches()
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(LOGGED)
    rows.writerows([_cell(search[name]) for name in LOGGED] for search in searches)
    stream.write(text.getvalue().encode())
    return len(searches)


def _cell(content: object) -> str:
    return " | ".join(map(str, content)) if isinstance(content, list) else str(content)
