"""Reads files of PubMed XML one article at a time, with flat memory and without any network."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

from lxml import etree

from review.core import bounds
from review.core.bounds import MEGABYTE, shown
from review.core.errors import InputError
from review.core.supplied import PathKind, check_file, content_of, entries_of, found_at

ENTITY = b"<!ENTITY"
"""Entities can grow without bound or name other files; those in attributes do so unasked."""

SNAPSHOT_FILE = "snapshot.json"
SUFFIXES = (".xml", ".xml.gz")
ARTICLES = ("PubmedArticle", "PubmedBookArticle")
ROOTS = frozenset({*ARTICLES, "PubmedArticleSet", "PubmedBookArticleSet"})
PMID_PATHS = {"PubmedArticle": "MedlineCitation/PMID", "PubmedBookArticle": "BookDocument/PMID"}
RELEASE_NAME = re.compile(r"pubmed\d{2}n\d{4,}\.xml(\.gz)?")
PMID = re.compile(r"[1-9][0-9]{0,8}")
FIRST_PMID = re.compile(rb"<PMID[^>]*>\s*([0-9]+)\s*</PMID>")
SHORT_NUMBER = re.compile(r"[0-9]{1,4}")
DATE_TAGS = ("DateRevised", "DateCompleted")


@dataclass(frozen=True)
class ArticleXml:
    """One article of a file: identifier, canonical bytes, last revision (ISO 8601), line."""

    pmid: str
    xml: bytes
    revised_on: str
    line: int


@dataclass(frozen=True)
class Deletion:
    """A record that PubMed withdrew."""

    pmid: str


def files_of(path: Path) -> list[Path]:
    """The XML files a path stands for: itself, or those of a folder in order of name.

    Raises:
        InputError: the path does not exist, or is or holds no `.xml` or `.xml.gz` file.
    """
    if found_at(path) is PathKind.FOLDER:
        files = sorted(file for file in entries_of(path) if _is_xml(file))
        if not files:
            raise InputError(f"The folder {path} holds no .xml or .xml.gz file with PubMed XML.")
        return files
    check_file(path, "file or folder of PubMed XML")
    if not _is_xml(path):
        raise InputError(f"{path} is not PubMed XML by its name; it must end in .xml or .xml.gz.")
    return [path]


def is_release(path: Path) -> bool:
    """Whether a file is named as PubMed names its baseline and update files."""
    return RELEASE_NAME.fullmatch(path.name) is not None


def in_order(paths: Sequence[Path]) -> list[Path]:
    """The files that the paths stand for, releases last and in the order in which they apply.

    Raises:
        InputError: as `files_of`.
    """
    files = [file for path in paths for file in files_of(path)]
    return sorted(files, key=lambda file: (is_release(file), file.name * is_release(file)))


def snapshot_facts(folder: Path) -> tuple[str, str] | None:
    """Date and note from the `snapshot.json` of a folder; None where there is no such file.

    Raises:
        InputError: the file is not JSON or its `updated_on` is not a date.
    """
    path = folder / SNAPSHOT_FILE
    if found_at(path) is PathKind.NOTHING:
        return None
    content = content_of(path, "description of a snapshot", largest=MEGABYTE)
    try:
        facts = json.loads(content)
        updated_on = date.fromisoformat(facts["updated_on"]).isoformat()
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            f'{path} must hold {{"updated_on": "YYYY-MM-DD", "note": "..."}}; it does not '
            f"({shown(error)})."
        ) from error
    return updated_on, str(facts.get("note", ""))


def read_file(path: Path) -> Iterator[ArticleXml | Deletion]:
    """Articles and withdrawals of one file, in order.

    Raises:
        InputError: the file cannot be read, is malformed (names the line) or is not PubMed XML.
    """
    try:
        with _open(path) as stream:
            yield from _items(stream, path)
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"{path.name}, line {error.lineno}: the XML is malformed ({error.msg}); get the file again."
        ) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{path.name} is not a complete gzip file; get the file again.") from error
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.") from error


class _Bounded:
    """Hands on a file and stops where its next record would fill the memory, or entities are declared."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, path: Path) -> None:
        self._stream = stream
        self._path = path
        self._tail = b""
        self.is_in_prolog = True
        self.pending = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the file."""
        piece = self._stream.read(size)
        self.pending += len(piece)
        if self.pending > bounds.LARGEST_RECORD:
            raise InputError(
                f"{self._path.name} has a record of more than {bounds.LARGEST_RECORD // MEGABYTE} MB, which PubMed "
                "does not; get the file again."
            )
        if self.is_in_prolog:
            recent = self._tail + piece
            self._tail = recent[-len(ENTITY) :]
            if ENTITY in recent:
                raise InputError(
                    f"{self._path.name} declares an XML entity, which PubMed XML does not; get it again."
                )
        return piece


def _is_xml(path: Path) -> bool:
    return path.name.endswith(SUFFIXES) and found_at(path) is PathKind.FILE


def _open(path: Path) -> IO[bytes] | gzip.GzipFile:
    if path.name.endswith(".gz"):
        return gzip.open(path, "rb")
    return path.open("rb")


def _items(stream: IO[bytes] | gzip.GzipFile, path: Path) -> Iterator[ArticleXml | Deletion]:
    root_seen = False
    bounded = _Bounded(stream, path)
    events = etree.iterparse(
        bounded,
        events=("start", "end"),
        encoding="UTF-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    for event, element in events:
        if not root_seen:
            _check_root(element, path)
            bounded.is_in_prolog = False
            root_seen = True
        if event == "end" and element.tag in ARTICLES:
            yield _article(element, path)
            _release(element)
            bounded.pending = 0
        elif event == "end" and element.tag == "DeleteCitation":
            yield from [Deletion(pmid.text or "") for pmid in element.iterfind("PMID")]
            _release(element)


def _check_root(element: etree._Element, path: Path) -> None:
    if element.tag not in ROOTS:
        raise InputError(
            f"{path.name} is not PubMed XML: its root is <{element.tag}>, not <PubmedArticleSet>."
        )


def _release(element: etree._Element) -> None:
    """Free an element that was read, and its earlier siblings."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _article(element: etree._Element, path: Path) -> ArticleXml:
    line: int = element.sourceline or 0  # type: ignore[assignment]  # the stub lacks its type
    if next(element.iter(etree.Entity), None) is not None:
        raise InputError(
            f"{path.name}, line {line}: the article uses an XML entity, which PubMed XML does not."
        )
    pmid = (element.findtext(PMID_PATHS[str(element.tag)]) or "").strip()
    if not is_pmid(pmid):
        raise InputError(
            f"{path.name}, line {line}: an article has no valid PMID ({shown(pmid)!r})."
        )
    return ArticleXml(pmid, serialised(element), revised_on(element), line)


def is_pmid(text: str) -> bool:
    """Whether a text is a PMID: up to nine digits (0 to 9), not beginning with 0.

    >>> is_pmid("123"), is_pmid("٣٤"), is_pmid("007")
    (True, False, False)
    """
    return PMID.fullmatch(text) is not None


def first_pmid(xml: bytes) -> str:
    """The first PMID in the bytes of an article, by which an archive knows it; empty without one."""
    own = FIRST_PMID.search(xml)
    return own[1].decode() if own else ""


def serialised(element: etree._Element) -> bytes:
    """Canonical bytes of an article element: UTF-8, no declaration, no text after its end."""
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=False, with_tail=False))


def revised_on(article: etree._Element) -> str:
    """Newest date (ISO 8601) on which PubMed says it revised or completed the record, or empty."""
    dates = [_date(node) for tag in DATE_TAGS for node in article.iterfind(f"*/{tag}")]
    return max(dates, default="")


def _date(node: etree._Element) -> str:
    parts = [str(node.findtext(tag) or "").strip() for tag in ("Year", "Month", "Day")]
    if not all(SHORT_NUMBER.fullmatch(part) for part in parts):
        return ""
    try:
        return date(*(int(part) for part in parts)).isoformat()
    except ValueError:  # a day that no calendar has
        return ""
