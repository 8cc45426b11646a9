"""PubMed XML to records: one article at a time, and articles out of a file, streamed.

Element and attribute names are those of NLM's PubMed DTD. Nothing is fetched, no DTD is loaded and
no entity is expanded.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from review.errors import InputError, RecordError
from review.models import Record
from review.records import fields
from review.records.abstract import abstract_of
from review.records.notices import notice_state
from review.records.registrations import numbers_in

ARTICLES = ("PubmedArticle", "PubmedBookArticle")
SETS = ("PubmedArticleSet", "PubmedBookArticleSet")

SUMMARY_MARK = "Summary written for this project"
"""How the copyright line of an abstract begins that is not the authors' text."""

NO_TITLE = "[Title not recorded]"

_PMID = re.compile(r"\d{1,9}")


def parse_article(xml: bytes) -> Record:
    """The record in the XML of one `PubmedArticle` or `PubmedBookArticle`.

    Raises:
        RecordError: the bytes are not such XML, or lack a PMID or the article; the message says
            which record and what is wrong.
    """
    root = _root(xml)
    digest = hashlib.sha256(xml).hexdigest()
    return _journal_article(root, digest) if root.tag == ARTICLES[0] else _book(root, digest)


def iter_articles(path: Path) -> Iterator[tuple[str, bytes]]:
    """PMID and XML of every article in a PubMed XML file (`.xml` or `.xml.gz`), in file order.

    Memory stays flat whatever the size of the file.

    Raises:
        InputError: the file is missing, cut off, or not PubMed XML.
        RecordError: an article in it has no PMID.
    """
    if not path.is_file():
        raise InputError(f"{path} is not there: name a PubMed XML file (.xml or .xml.gz).")
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        yield from _articles(cast(BinaryIO, file), path)


def _articles(file: BinaryIO, path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        for event, node in etree.iterparse(
            file, events=("start", "end"), load_dtd=False, no_network=True, resolve_entities=False
        ):
            if event == "start" and node.getparent() is None and node.tag not in SETS + ARTICLES:
                raise InputError(
                    f"{path.name} is not PubMed XML: it begins with <{node.tag}>, not with <{SETS[0]}>."
                )
            if event == "end" and node.tag in ARTICLES:
                yield _pmid(node), etree.tostring(node, encoding="utf-8", with_tail=False)
                _forget(node)
    except (etree.XMLSyntaxError, EOFError, gzip.BadGzipFile) as error:
        raise InputError(
            f"{path.name} is not complete PubMed XML ({error}): download or export it again."
        ) from error


def _forget(node: etree._Element) -> None:
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]


def _root(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise RecordError(f"A record is not well-formed XML: {error}.") from error
    if root.tag not in ARTICLES:
        raise RecordError(
            f"A record begins with <{root.tag}>; it must be one {' or one '.join(ARTICLES)}."
        )
    if next(root.iter(etree.Entity), None) is not None:
        raise RecordError(f"PMID {_pmid(root)} uses an XML entity; PubMed records have none.")
    return root


def _journal_article(root: etree._Element, digest: str) -> Record:
    pmid = _pmid(root)
    citation = root.find("MedlineCitation")
    article = root.find("MedlineCitation/Article")
    if citation is None or article is None:
        raise RecordError(f"PMID {pmid} has no MedlineCitation/Article element.")
    abstract, sections = abstract_of(article.find("Abstract"))
    types = fields.known(article.findall("PublicationTypeList/PublicationType"))
    corrections = fields.corrections(citation)
    vernacular = fields.text(article, "VernacularTitle")
    return Record(
        title=fields.text(article, "ArticleTitle") or vernacular or NO_TITLE,
        abstract=abstract,
        pmid=pmid,
        sections=sections,
        publication_types=types,
        mesh=tuple(fields.mesh(node) for node in citation.findall("MeshHeadingList/MeshHeading")),
        substances=fields.known(citation.findall("ChemicalList/Chemical/NameOfSubstance")),
        authors=fields.authors(article.find("AuthorList")),
        authors_complete=fields.is_complete(article.find("AuthorList")),
        journal=fields.journal(citation, article),
        year=fields.year(article, "Journal/JournalIssue/PubDate", "ArticleDate"),
        volume=fields.text(article, "Journal/JournalIssue/Volume"),
        issue=fields.text(article, "Journal/JournalIssue/Issue"),
        pages=fields.pages(article),
        doi=fields.doi(root.find("PubmedData/ArticleIdList"), article),
        languages=fields.known(article.findall("Language")),
        vernacular_title=vernacular,
        registrations=fields.registrations(article, abstract),
        corrections=corrections,
        is_summary=fields.text(article, "Abstract/CopyrightInformation").startswith(SUMMARY_MARK),
        notice_state=notice_state(types, [correction.ref_type for correction in corrections]),
        sha256=digest,
    )


def _book(root: etree._Element, digest: str) -> Record:
    pmid = _pmid(root)
    document, book = root.find("BookDocument"), root.find("BookDocument/Book")
    if document is None or book is None:
        raise RecordError(f"PMID {pmid} has no BookDocument/Book element.")
    abstract, sections = abstract_of(document.find("Abstract"))
    types = fields.known(document.findall("PublicationType"))
    book_title, chapter = fields.text(book, "BookTitle"), fields.text(document, "ArticleTitle")
    authors = next(
        (found for found in document.findall("AuthorList") if found.get("Type") != "editors"),
        book.find("AuthorList"),
    )
    return Record(
        title=chapter or book_title or NO_TITLE,
        abstract=abstract,
        pmid=pmid,
        sections=sections,
        publication_types=types,
        authors=fields.authors(authors),
        authors_complete=fields.is_complete(authors),
        journal=book_title if chapter else "",
        year=fields.year(root, "BookDocument/Book/PubDate", "BookDocument/ContributionDate"),
        volume=fields.text(book, "Volume"),
        pages=fields.pages(document),
        doi=fields.doi(document.find("ArticleIdList"), book)
        or fields.doi(root.find("PubmedBookData/ArticleIdList"), book),
        languages=fields.known(document.findall("Language")),
        vernacular_title=fields.text(document, "VernacularTitle"),
        registrations=tuple(dict.fromkeys(numbers_in(abstract))),
        is_summary=fields.text(document, "Abstract/CopyrightInformation").startswith(SUMMARY_MARK),
        notice_state=notice_state(types, ()),
        sha256=digest,
    )


def _pmid(root: etree._Element) -> str:
    holder = "MedlineCitation" if root.tag == ARTICLES[0] else "BookDocument"
    pmid = fields.text(root, f"{holder}/PMID")
    if not _PMID.fullmatch(pmid):
        raise RecordError(f"A {root.tag} has no valid PMID: found {pmid!r}, needed digits.")
    return pmid
