"""PubMed XML to records: one article at a time, and articles out of a file, streamed.

Element and attribute names are those of NLM's PubMed DTD. Nothing is fetched, no DTD is loaded and
no entity is expanded.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from review.errors import RecordError
from review.models import Record
from review.records import fields
from review.records.abstract import abstract_of
from review.records.markup import plain_text
from review.records.notices import notice_state
from review.records.pubmed_file import ARTICLES, article_elements, declares_entities
from review.records.registrations import numbers_in

SUMMARY_MARK = "Summary written for this project"
"""How the copyright line of an abstract begins that is not the authors' text."""

NO_TITLE = "[Title not recorded]"

_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);|#)")
"""A reference that is none of XML's own, as bytes that were written here hold it."""

_PMID = re.compile(r"[0-9]{1,9}")


def parse_article(xml: bytes) -> Record:
    """The record in the XML of one `PubmedArticle` or `PubmedBookArticle`.

    Raises:
        RecordError: the bytes are not such XML, or lack a PMID or the article; the message says
            which record and what is wrong.
    """
    root = _root(xml)
    if next(root.iter(etree.Entity), None) is not None:
        raise _uses_entity(root)
    return _record(root, xml)


def iter_articles(path: Path) -> Iterator[tuple[str, bytes]]:
    """PMID and XML of every article in a PubMed XML file (`.xml` or `.xml.gz`), in file order.

    Memory stays flat whatever the size of the file.

    Raises:
        InputError: the file is missing, cut off, declares XML entities, or is not PubMed XML.
        RecordError: an article in it has no PMID or uses an XML entity.
    """
    return ((_pmid(node), _serialised(node)) for node in article_elements(path))


def iter_records(path: Path) -> Iterator[Record]:
    """The record of every article in a PubMed XML file, as `parse_article` gives it, in file order.

    Memory stays flat whatever the size of the file.

    Raises:
        InputError: the file is missing, cut off, declares XML entities, or is not PubMed XML.
        RecordError: an article in it is not a PubMed record.
    """
    return (_record(node, _serialised(node)) for node in article_elements(path))


def _record(root: etree._Element, xml: bytes) -> Record:
    digest = hashlib.sha256(xml).hexdigest()
    return _journal_article(root, digest) if root.tag == ARTICLES[0] else _book(root, digest)


def _serialised(node: etree._Element) -> bytes:
    xml: bytes = etree.tostring(node, encoding="utf-8", with_tail=False)
    if _ENTITY.search(xml):
        raise _uses_entity(node)
    return xml


def _uses_entity(root: etree._Element) -> RecordError:
    return RecordError(f"PMID {_pmid(root)} uses an XML entity; PubMed records have none.")


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
    if declares_entities(root):
        raise RecordError(f"PMID {_pmid(root)} declares XML entities; PubMed records have none.")
    return root


def _journal_article(root: etree._Element, digest: str) -> Record:
    pmid = _pmid(root)
    cited = fields.children(root.find("MedlineCitation"))
    article = cited.get("Article")
    if article is None:
        raise RecordError(f"PMID {pmid} has no MedlineCitation/Article element.")
    parts = fields.children(article)
    journal = parts.get("Journal")
    issue = {} if journal is None else fields.children(journal.find("JournalIssue"))
    authors = parts.get("AuthorList")
    abstract, sections = abstract_of(parts.get("Abstract"))
    types = fields.known(fields.each(parts.get("PublicationTypeList"), "PublicationType"))
    corrections = fields.corrections(cited.get("CommentsCorrectionsList"))
    vernacular = plain_text(parts.get("VernacularTitle"))
    headings = fields.each(cited.get("MeshHeadingList"), "MeshHeading")
    return Record(
        title=plain_text(parts.get("ArticleTitle")) or vernacular or NO_TITLE,
        abstract=abstract,
        pmid=pmid,
        sections=sections,
        publication_types=types,
        mesh=tuple(map(fields.mesh, headings)),
        substances=fields.known(_substances(cited.get("ChemicalList"))),
        authors=fields.authors(authors),
        authors_complete=fields.is_complete(authors),
        journal=fields.journal(cited.get("MedlineJournalInfo"), journal),
        year=fields.year(issue.get("PubDate"), *fields.each(article, "ArticleDate")),
        volume=plain_text(issue.get("Volume")),
        issue=plain_text(issue.get("Issue")),
        pages=fields.pages(parts.get("Pagination")),
        doi=fields.doi(root.find("PubmedData/ArticleIdList"), article),
        languages=fields.known(fields.each(article, "Language")),
        vernacular_title=vernacular,
        registrations=fields.registrations(parts.get("DataBankList"), abstract),
        corrections=corrections,
        is_summary=_is_summary(parts.get("Abstract")),
        notice_state=notice_state(types, [correction.ref_type for correction in corrections]),
        sha256=digest,
    )


def _book(root: etree._Element, digest: str) -> Record:
    pmid = _pmid(root)
    document, book = root.find("BookDocument"), root.find("BookDocument/Book")
    if document is None or book is None:
        raise RecordError(f"PMID {pmid} has no BookDocument/Book element.")
    summary = document.find("Abstract")
    abstract, sections = abstract_of(summary)
    types = fields.known(fields.each(document, "PublicationType"))
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
        year=fields.year(book.find("PubDate"), document.find("ContributionDate")),
        volume=fields.text(book, "Volume"),
        pages=fields.pages(document.find("Pagination")),
        doi=fields.doi(document.find("ArticleIdList"), book)
        or fields.doi(root.find("PubmedBookData/ArticleIdList"), book),
        languages=fields.known(fields.each(document, "Language")),
        vernacular_title=fields.text(document, "VernacularTitle"),
        registrations=tuple(dict.fromkeys(numbers_in(abstract))),
        is_summary=_is_summary(summary),
        notice_state=notice_state(types, ()),
        sha256=digest,
    )


def _substances(chemical_list: etree._Element | None) -> list[etree._Element]:
    return [] if chemical_list is None else list(chemical_list.iter("NameOfSubstance"))


def _is_summary(abstract: etree._Element | None) -> bool:
    return fields.text(abstract, "CopyrightInformation").startswith(SUMMARY_MARK)


def _pmid(root: etree._Element) -> str:
    holder = "MedlineCitation" if root.tag == ARTICLES[0] else "BookDocument"
    pmid = fields.text(next(root.iterchildren(holder), None), "PMID")
    if not _PMID.fullmatch(pmid):
        raise RecordError(f"A {root.tag} has no valid PMID: found {pmid!r}, needed digits.")
    return pmid
