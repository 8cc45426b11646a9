"""Records as text: the MEDLINE display format, a plain abstract, or PMIDs alone.

Fields after "MEDLINE/PubMed Data Element Descriptions"
(https://www.nlm.nih.gov/bsd/mms/medlineelements.html).
"""

from collections.abc import Iterator
from textwrap import wrap

from lxml import etree

from review.search.local.documents import text_of

WIDTH = 88
INDENT = " " * 6
AUTHORS = ".//Article/AuthorList/Author"
SIMPLE_BEFORE_AUTHORS = (
    ("IS", ".//Journal/ISSN"),
    ("VI", ".//JournalIssue/Volume"),
    ("IP", ".//JournalIssue/Issue"),
    ("DP", ".//JournalIssue/PubDate"),
    ("TI", ".//Article/ArticleTitle"),
    ("BTI", ".//Book/BookTitle"),
    ("PG", ".//Pagination/MedlinePgn"),
)
SIMPLE_AFTER_AUTHORS = (
    ("LA", ".//Language"),
    ("PT", ".//PublicationType"),
    ("TT", ".//VernacularTitle"),
    ("PL", ".//MedlineJournalInfo/Country"),
    ("TA", ".//MedlineTA"),
    ("JT", ".//Journal/Title"),
    ("JID", ".//NlmUniqueID"),
)
DATES = (("DCOM", ".//DateCompleted"), ("LR", ".//DateRevised"))


def medline(records: dict[str, bytes]) -> str:
    """Records in the MEDLINE format, which `Bio.Medline` and reference managers read."""
    return "".join(f"\n{_record(pmid, _parsed(xml))}" for pmid, xml in records.items())


def abstracts(records: dict[str, bytes]) -> str:
    """Citation, title, authors and abstract of records, numbered, for people to read."""
    parts = [
        _abstract(place, pmid, _parsed(xml)) for place, (pmid, xml) in enumerate(records.items(), 1)
    ]
    return "\n\n\n".join(parts) + "\n"


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(
        xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )


def _record(pmid: str, article: etree._Element) -> str:
    fields = [("PMID", pmid), *_fields(article)]
    return "".join(f"{_field(tag, text)}\n" for tag, text in fields if text)


def _field(tag: str, text: str) -> str:
    lines = wrap(text, WIDTH - len(INDENT), break_long_words=False, break_on_hyphens=False)
    return f"{tag:<4}- " + f"\n{INDENT}".join(lines)


def _fields(article: etree._Element) -> Iterator[tuple[str, str]]:
    citation = article.find("MedlineCitation")
    if citation is not None:
        yield "OWN", citation.get("Owner", "")
        yield "STAT", citation.get("Status", "")
    for tag, path in DATES:
        yield from ((tag, _day(node)) for node in article.iterfind(path))
    yield from _simple(article, SIMPLE_BEFORE_AUTHORS)
    yield from _identifiers(article, ".//Article/ELocationID", "EIdType", "LID")
    yield "AB", " ".join(_sections(article))
    yield from _authors(article)
    yield from _simple(article, SIMPLE_AFTER_AUTHORS)
    yield from _substances(article)
    yield from _headings(article)
    yield from (("OT", text_of(node)) for node in article.iterfind(".//KeywordList/Keyword"))
    yield from _identifiers(article, "PubmedData/ArticleIdList/ArticleId", "IdType", "AID")
    yield "PST", article.findtext("PubmedData/PublicationStatus", "")
    yield "SO", source(article)


def _simple(
    article: etree._Element, fields: tuple[tuple[str, str], ...]
) -> Iterator[tuple[str, str]]:
    for tag, path in fields:
        for node in article.iterfind(path):
            yield tag, _published(node) if node.tag == "PubDate" else text_of(node)


def _published(node: etree._Element) -> str:
    return " ".join(text for part in node if (text := text_of(part)))


def _day(node: etree._Element) -> str:
    return "".join(node.findtext(part, "").zfill(2) for part in ("Year", "Month", "Day"))


def _sections(article: etree._Element) -> Iterator[str]:
    for node in article.iterfind(".//Abstract/AbstractText"):
        label = node.get("Label", "")
        yield f"{label}: {text_of(node)}" if label else text_of(node)


def _authors(article: etree._Element) -> Iterator[tuple[str, str]]:
    for author in article.iterfind(AUTHORS):
        last, initials = author.findtext("LastName", ""), author.findtext("Initials", "")
        first = author.findtext("ForeName", "") or initials
        yield "FAU", f"{last}, {first}".strip(", ")
        yield "AU", f"{last} {initials}".strip()
        yield from (("AD", text_of(node)) for node in author.iterfind(".//Affiliation"))
        yield "CN", author.findtext("CollectiveName", "")


def _substances(article: etree._Element) -> Iterator[tuple[str, str]]:
    for chemical in article.iterfind(".//ChemicalList/Chemical"):
        number = chemical.findtext("RegistryNumber", "0")
        yield from (
            ("RN", f"{number} ({text_of(name)})") for name in chemical.iterfind("NameOfSubstance")
        )


def _headings(article: etree._Element) -> Iterator[tuple[str, str]]:
    for heading in article.iterfind(".//MeshHeading"):
        yield (
            "MH",
            "/".join(
                ("*" if part.get("MajorTopicYN") == "Y" else "") + text_of(part) for part in heading
            ),
        )


def _identifiers(
    article: etree._Element, path: str, attribute: str, tag: str
) -> Iterator[tuple[str, str]]:
    for node in article.iterfind(path):
        kind = node.get(attribute, "")
        if kind != "pubmed":
            yield tag, f"{text_of(node)} [{kind}]"


def source(article: etree._Element) -> str:
    """The citation in one line, as far as the record states it."""
    dates = article.iterfind(".//JournalIssue/PubDate")
    published = next(map(_published, dates), "")
    volume, issue, pages = (
        article.findtext(path, "")
        for path in (
            ".//JournalIssue/Volume",
            ".//JournalIssue/Issue",
            ".//Pagination/MedlinePgn",
        )
    )
    journal = article.findtext(".//MedlineTA", "") or article.findtext(".//BookTitle", "")
    where = volume + (f"({issue})" if issue else "") + (f":{pages}" if pages else "")
    return f"{journal}. {published}" + (f";{where}." if where else ".")


def _abstract(place: int, pmid: str, article: etree._Element) -> str:
    title = next(
        (
            text_of(n)
            for path in ("ArticleTitle", "BookTitle")
            for n in article.iterfind(f".//{path}")
        ),
        "",
    )
    names = [text for tag, text in _authors(article) if tag in ("AU", "CN") and text]
    sections = [*_sections(article)]
    paragraphs = [
        f"{place}. {source(article)}",
        title,
        ", ".join(names),
        *sections,
        f"PMID: {pmid}",
    ]
    return "\n\n".join("\n".join(wrap(text, WIDTH)) for text in paragraphs if text)
