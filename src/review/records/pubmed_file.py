"""Articles out of a whole PubMed XML file, one at a time and with flat memory.

The file is cut behind every end tag of an article, and each piece is parsed by itself: that takes
less time than events for one long document do, and the bytes of an article stay as received. Every byte
of the file passes the XML parser. Nothing is fetched, no DTD is loaded and no entity is expanded.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from review.core import bounds
from review.core.errors import InputError
from review.core.supplied import check_file

ARTICLES = ("PubmedArticle", "PubmedBookArticle")
SETS = ("PubmedArticleSet", "PubmedBookArticleSet")

ENCODING = "UTF-8"
"""The pieces of a file declare no encoding of their own, and this is what XML takes them for."""

BLOCK = 1 << 16
"""Bytes read from a file at a time, but for an article that needs more."""

_END = re.compile(rb"</Pubmed(?:Book)?Article\s*>")
_BEFORE = r"\A(?s:(?:[^<]|<!--.*?-->|<(?!!--|{0}[\s>/]))*+)"
_BEFORE_ARTICLE = re.compile(_BEFORE.format("Pubmed(?:Book)?Article").encode())
"""What may stand before an article: white space, comments and the elements of withdrawn records."""

_DECLARED_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)""")
_DECLARATION_WITHIN = 200
"""Bytes at the beginning of a file that hold its XML declaration."""


def xml_parser() -> etree.XMLParser:
    """A parser that fetches nothing and expands no entity."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def article_elements(path: Path) -> Iterator[tuple[etree._Element, bytes]]:
    """Every article element of a PubMed XML file (`.xml` or `.xml.gz`) and its bytes, in file order.

    Raises:
        InputError: the file is missing, cut off, declares or uses XML entities, or is not PubMed XML;
            the message names the file and how far it could be read.
    """
    check_file(path, "PubMed XML file (.xml or .xml.gz)")
    read = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as opened:
            file = cast(BinaryIO, opened)
            root = _root_of(file, path)
            for article in _articles(file, path, root):
                read += 1
                yield article
    except (etree.XMLSyntaxError, EOFError, zlib.error, OSError) as error:
        raise InputError(
            f"{path.name} is not complete PubMed XML after {read} articles ({error}): download or "
            "export it again."
        ) from error


def declares_entities(root: etree._Element) -> bool:
    """Whether the document of this element declares entities of its own."""
    declared = root.getroottree().docinfo.internalDTD
    return declared is not None and bool(declared.entities())  # type: ignore[attr-defined]  # not in the stub


def _root_of(file: BinaryIO, path: Path) -> str:
    """Name of the root element, after all before it was checked."""
    _check_encoding(file.read(_DECLARATION_WITHIN), path)
    file.seek(0)
    begun = etree.iterparse(
        file,
        events=("start",),
        encoding=ENCODING,
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
    )
    _, root = next(iter(begun))
    if root.tag not in SETS + ARTICLES:
        raise InputError(
            f"{path.name} is not PubMed XML: it begins with <{root.tag}>, not with <{SETS[0]}>."
        )
    if declares_entities(root):
        raise InputError(
            f"{path.name} declares XML entities, which PubMed XML does not: get it from PubMed again."
        )
    file.seek(0)
    return str(root.tag)


def _check_encoding(beginning: bytes, path: Path) -> None:
    declared = _DECLARED_ENCODING.match(beginning)
    encoding = declared.group(1).decode("ascii", "replace") if declared else ENCODING
    if encoding.upper() != ENCODING:
        raise InputError(
            f"{path.name} is encoded as {encoding}; PubMed XML is {ENCODING}: get it from PubMed again."
        )


def _articles(file: BinaryIO, path: Path, root: str) -> Iterator[tuple[etree._Element, bytes]]:
    """Articles of a file that begins well; what stands between and behind them is parsed too."""
    if root in ARTICLES:
        xml = _from_article(file.read(bounds.LARGEST_RECORD))
        yield etree.fromstring(xml, xml_parser()), xml.rstrip()
        return
    parser, opening, closing = xml_parser(), f"<{root}>".encode(), f"</{root}>".encode()
    head: re.Pattern[bytes] | None = re.compile(rf"{_BEFORE.format(root)}<{root}[^>]*>".encode())
    for piece, is_last in _pieces(file, path):
        if is_last:
            etree.fromstring(piece if head else opening + piece, parser)
        else:
            inside = head.sub(b"", piece, count=1) if head else piece
            yield etree.fromstring(opening + inside + closing, parser)[-1], _from_article(inside)
        head = None


def _from_article(xml: bytes) -> bytes:
    """The bytes from the start tag of an article on."""
    before = _BEFORE_ARTICLE.match(xml)
    return xml[before.end() :] if before else xml


def _pieces(file: BinaryIO, path: Path) -> Iterator[tuple[bytes, bool]]:
    """The file cut behind every article; the last piece, after the last article, is marked."""
    rest = b""
    while block := file.read(max(BLOCK, len(rest))):
        rest += block
        start = 0
        for end in _END.finditer(rest):
            yield rest[start : end.end()], False
            start = end.end()
        rest = rest[start:]
        if len(rest) > bounds.LARGEST_RECORD:
            raise InputError(
                f"{path.name} has an article of more than {bounds.LARGEST_RECORD // bounds.MEGABYTE} MB, which PubMed "
                "has not: download or export it again."
            )
    yield rest, True
