"""Articles out of a whole PubMed XML file, one at a time and with flat memory.

Nothing is fetched, no DTD is loaded and no entity is expanded.
"""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from review.errors import InputError

ARTICLES = ("PubmedArticle", "PubmedBookArticle")
SETS = ("PubmedArticleSet", "PubmedBookArticleSet")


def article_elements(path: Path) -> Iterator[etree._Element]:
    """Every article element of a PubMed XML file (`.xml` or `.xml.gz`), in file order.

    An element is emptied when the next one is asked for.

    Raises:
        InputError: the file is missing, cut off, declares XML entities, or is not PubMed XML; the
            message names the file and how far it could be read.
    """
    if not path.is_file():
        raise InputError(f"{path} is not there: name a PubMed XML file (.xml or .xml.gz).")
    read = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as opened:
            file = cast(BinaryIO, opened)
            _check_beginning(file, path)
            for node in _streamed(file):
                read += 1
                yield node
    except (etree.XMLSyntaxError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(
            f"{path.name} is not complete PubMed XML after {read} articles ({error}): download or "
            "export it again."
        ) from error


def declares_entities(root: etree._Element) -> bool:
    """Whether the document of this element declares entities of its own."""
    declared = root.getroottree().docinfo.internalDTD
    return declared is not None and bool(declared.entities())  # type: ignore[attr-defined]  # not in the stub


def _check_beginning(file: BinaryIO, path: Path) -> None:
    _, root = next(_parsed(file, ("start",), None))
    if root.tag not in SETS + ARTICLES:
        raise InputError(
            f"{path.name} is not PubMed XML: it begins with <{root.tag}>, not with <{SETS[0]}>."
        )
    if declares_entities(root):
        raise InputError(
            f"{path.name} declares XML entities, which PubMed XML does not: get it from PubMed again."
        )
    file.seek(0)


def _streamed(file: BinaryIO) -> Iterator[etree._Element]:
    for _, node in _parsed(file, ("end",), ARTICLES):
        yield node
        node.clear()
        parent = node.getparent()
        while parent is not None and node.getprevious() is not None:
            del parent[0]


def _parsed(
    file: BinaryIO, events: tuple[str, ...], tags: tuple[str, ...] | None
) -> Iterator[tuple[str, etree._Element]]:
    events_of_file: Iterator[tuple[str, etree._Element]] = etree.iterparse(
        file,
        events=events,
        tag=tags,
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
    )
    return events_of_file
