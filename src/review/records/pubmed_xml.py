"""PubMed XML to records: one article at a time, and articles out of a file, streamed.

Element and attribute names are those of NLM's PubMed DTD. Nothing is fetched, no DTD is loaded and
no entity is expanded.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from review.core.bounds import LONGEST_ABSTRACT, LONGEST_TITLE, shown
from review.core.errors import RecordError
from review.core.models import OtherAbstract, Record
from review.records import dates, fields
from review.records.abstract import abstract_of
from review.records.fields import Parts, parts
from review.records.notices import notices_of, worst
from review.records.pubmed_file import ARTICLES, article_elements, declares_entities, xml_parser
from review.records.registrations import numbers_in

HOLDERS = dict(zip(ARTICLES, ("MedlineCitation", "BookDocument"), strict=True))
"""The element of each kind of article that holds its PMID."""

SUMMARY_MARK = "Summary written for this project"
"""How the copyright line of an abstract begins that is not the authors' text."""

NO_TITLE = "[Title not recorded]"

_PMID = re.compile(r"[0-9]{1,9}")


def parse_article(xml: bytes) -> Record:
    """The record in the XML of one `PubmedArticle` or `PubmedBookArticle`.

    Raises:
        RecordError: the bytes are not such XML, or lack a PMID or the article; the message says
            which record and what is wrong. So it is where its title or abstract is longer than any
            in PubMed.
    """
    return _record(_root(xml), xml)


def iter_articles(path: Path) -> Iterator[tuple[str, bytes]]:
    """PMID and XML of every article in a PubMed XML file (`.xml` or `.xml.gz`), in file order.

    Memory stays flat whatever the size of the file.

    Raises:
        InputError: the file is missing, cut off, has XML entities, or is not PubMed XML.
        RecordError: an article in it has no PMID.
    """
    return ((_pmid(node), xml) for node, xml in article_elements(path))


def iter_records(path: Path) -> Iterator[Record]:
    """The record of every article in a PubMed XML file, as `parse_article` gives it, in file order.

    Memory stays flat whatever the size of the file.

    Raises:
        InputError: the file is missing, cut off, has XML entities, or is not PubMed XML.
        RecordError: an article in it is not a PubMed record.
    """
    return (_record(node, xml) for node, xml in article_elements(path))


def _record(root: etree._Element, xml: bytes) -> Record:
    digest = hashlib.sha256(xml).hexdigest()
    record = _journal_article(root, digest) if root.tag == ARTICLES[0] else _book(root, digest)
    texts = (
        ("a title", record.title, LONGEST_TITLE),
        ("a vernacular title", record.vernacular_title, LONGEST_TITLE),
        ("an abstract", record.abstract, LONGEST_ABSTRACT),
    )
    for name, text, longest in texts:
        if len(text) > longest:
            raise RecordError(
                f"PMID {record.pmid} has {name} of {len(text):,} characters; PubMed's longest stay well "
                f"under {longest:,}, so it cannot be read."
            )
    return record


def _root(xml: bytes) -> etree._Element:
    try:
        root = etree.fromstring(xml, xml_parser())
    except etree.XMLSyntaxError as error:
        raise RecordError(f"A record is not well-formed XML: {error}.") from error
    if root.tag not in ARTICLES:
        raise RecordError(
            f"A record begins with <{root.tag}>; it must be one {' or one '.join(ARTICLES)}."
        )
    if declares_entities(root):
        raise RecordError(f"PMID {_pmid(root)} declares XML entities; PubMed records have none.")
    if _uses_entity(root):
        raise RecordError(f"PMID {_pmid(root)} uses an XML entity, which PubMed records do not.")
    return root


def _uses_entity(root: etree._Element) -> bool:
    """Without a document type the parser refuses what is not declared."""
    has_type = root.getroottree().docinfo.internalDTD is not None
    return has_type and next(root.iter(etree.Entity), None) is not None


def _journal_article(root: etree._Element, digest: str) -> Record:
    whole = parts(root)
    cited = parts(whole.first("MedlineCitation"))
    pmid = _valid_pmid(cited, root)
    if "Article" not in cited:
        raise RecordError(f"PMID {pmid} has no MedlineCitation/Article element.")
    article = parts(cited.first("Article"))
    journal = parts(article.first("Journal"))
    issue = parts(journal.first("JournalIssue"))
    ids = fields.own_ids(parts(whole.first("PubmedData")).first("ArticleIdList"))
    own = parts(article.first("Abstract"))
    abstract, sections = abstract_of(own["AbstractText"])
    types = fields.known(parts(article.first("PublicationTypeList"))["PublicationType"])
    corrections = fields.corrections(cited.first("CommentsCorrectionsList"))
    notices = notices_of(types, [correction.ref_type for correction in corrections])
    vernacular = article.text("VernacularTitle")
    dated = dates.published([*issue["PubDate"], *article["ArticleDate"]])
    return Record(
        title=article.text("ArticleTitle") or vernacular or NO_TITLE,
        abstract=abstract,
        pmid=pmid,
        sections=sections,
        publication_types=types,
        mesh=fields.mesh(cited.first("MeshHeadingList")),
        substances=fields.substances(cited.first("ChemicalList")),
        authors=fields.authors(article.first("AuthorList")),
        authors_complete=fields.is_complete(article.first("AuthorList")),
        journal=fields.journal(parts(cited.first("MedlineJournalInfo")), journal),
        year=dated.year,
        volume=issue.leaf("Volume"),
        issue=issue.leaf("Issue"),
        pages=fields.pages(parts(article.first("Pagination"))),
        doi=ids.get("doi") or fields.located(article["ELocationID"]),
        languages=fields.known(article["Language"]),
        vernacular_title=vernacular,
        registrations=fields.registrations(article.first("DataBankList"), abstract),
        corrections=corrections,
        is_summary=_is_summary(own),
        notice_state=worst(notices),
        sha256=digest,
        published=dated.words,
        date_precision=dated.precision,
        pmcid=ids.get("pmc", ""),
        grants=fields.grants(article.first("GrantList")),
        other_abstracts=tuple(filter(None, map(_other_abstract, cited["OtherAbstract"]))),
        notices=notices,
    )


def _book(root: etree._Element, digest: str) -> Record:
    whole = parts(root)
    document = parts(whole.first("BookDocument"))
    pmid = _valid_pmid(document, root)
    if "Book" not in document:
        raise RecordError(f"PMID {pmid} has no BookDocument/Book element.")
    book = parts(document.first("Book"))
    own = parts(document.first("Abstract"))
    abstract, sections = abstract_of(own["AbstractText"])
    types = fields.known(document["PublicationType"])
    notices = notices_of(types, ())
    book_title, chapter = book.text("BookTitle"), document.text("ArticleTitle")
    vernacular = document.text("VernacularTitle")
    writers = [found for found in document["AuthorList"] if found.get("Type") != "editors"]
    authors = writers[0] if writers else book.first("AuthorList")
    dated = dates.published([*book["PubDate"], *document["ContributionDate"]])
    listed = parts(whole.first("PubmedBookData")).first("ArticleIdList")
    ids = fields.own_ids(document.first("ArticleIdList"), listed)
    return Record(
        title=chapter or book_title or vernacular or NO_TITLE,
        abstract=abstract,
        pmid=pmid,
        sections=sections,
        publication_types=types,
        authors=fields.authors(authors),
        authors_complete=fields.is_complete(authors),
        journal=book_title if chapter else "",
        year=dated.year,
        volume=book.leaf("Volume"),
        pages=fields.pages(parts(document.first("Pagination"))),
        doi=ids.get("doi") or fields.located(book["ELocationID"]),
        languages=fields.known(document["Language"]),
        vernacular_title=vernacular,
        registrations=tuple(dict.fromkeys(numbers_in(abstract))),
        is_summary=_is_summary(own),
        notice_state=worst(notices),
        sha256=digest,
        published=dated.words,
        date_precision=dated.precision,
        pmcid=ids.get("pmc", ""),
        grants=fields.grants(document.first("GrantList")),
        notices=notices,
    )


def _other_abstract(node: etree._Element) -> OtherAbstract | None:
    text, _ = abstract_of(parts(node)["AbstractText"])
    return OtherAbstract(node.get("Type", ""), node.get("Language", ""), text) if text else None


def _is_summary(abstract: Parts) -> bool:
    return abstract.text("CopyrightInformation").startswith(SUMMARY_MARK)


def _pmid(root: etree._Element) -> str:
    """PMID of an article element."""
    return _valid_pmid(parts(parts(root).first(HOLDERS[str(root.tag)])), root)


def _valid_pmid(cited: Parts, root: etree._Element) -> str:
    pmid = cited.leaf("PMID")
    if not _PMID.fullmatch(pmid):
        raise RecordError(f"A {root.tag} has no valid PMID: found {shown(pmid)!r}, needed digits.")
    return pmid
