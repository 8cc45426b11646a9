"""What the index knows about one record: searchable segments, whole values, dates."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from review.search.local.fields import Field
from review.search.local.words import segment, value

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
LANGUAGES = {
    "chi": "chinese", "cze": "czech", "dan": "danish", "dut": "dutch", "eng": "english",
    "fin": "finnish", "fre": "french", "ger": "german", "gre": "greek", "heb": "hebrew",
    "hun": "hungarian", "ita": "italian", "jpn": "japanese", "kor": "korean", "nor": "norwegian",
    "per": "persian", "pol": "polish", "por": "portuguese", "rus": "russian", "spa": "spanish",
    "swe": "swedish", "tur": "turkish", "ukr": "ukrainian",
}  # fmt: skip
SYNTHESIS_TYPES = frozenset({"systematic review", "meta analysis", "network meta analysis"})
SYNTHESIS_TITLES = (
    " systematic review ",
    " systematic literature review ",
    " meta analysis ",
    " metaanalysis ",
    " meta analyses ",
)

SEGMENTS = {
    Field.TITLE: (0,),
    Field.ABSTRACT: (1,),
    Field.KEYWORD: (2,),
    Field.TIAB: (0, 1, 2),
    Field.TEXT: (0, 1, 2, 3),
    Field.ALL: (0, 1, 2, 3, 4),
}
"""Which segments of a document a text field covers: title, abstract, keywords, subjects, rest."""


@dataclass(frozen=True)
class Document:
    """One record as the index sees it."""

    pmid: str
    segments: tuple[str, ...]
    values: dict[Field, tuple[str, ...]]
    dates: tuple[int, ...]
    """Dates of publication as yyyymmdd, with zeros for what is not stated."""

    @property
    def newest(self) -> int:
        """The latest date of publication; 0 when the record states none."""
        return max(self.dates, default=0)


def read_document(pmid: str, xml: bytes) -> Document:
    """The document of one article element."""
    article = etree.fromstring(xml, _parser())
    values = _values(article)
    title = segment(
        _texts(article, "ArticleTitle", "VernacularTitle", "BookDocument/Book/BookTitle")
    )
    subset = ("systematic",) if _is_synthesis(title, values[Field.TYPE]) else ()
    return Document(
        pmid=pmid,
        segments=(
            title,
            segment(_texts(article, "AbstractText")),
            segment(_texts(article, "Keyword")),
            segment(_subjects(article)),
            segment([pmid, *_rest(article)]),
        ),
        values={**values, Field.UID: (pmid,), Field.SUBSET: subset},
        dates=tuple(dict.fromkeys(_dates(article))),
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def text_of(node: etree._Element) -> str:
    """All text inside an element, with single spaces."""
    return " ".join("".join(map(str, node.itertext())).split())


def _texts(article: etree._Element, *paths: str) -> list[str]:
    return [text_of(node) for path in paths for node in article.iterfind(f".//{path}")]


def _subjects(article: etree._Element) -> list[str]:
    paths = (
        "DescriptorName",
        "QualifierName",
        "NameOfSubstance",
        "SupplMeshName",
        "PublicationType",
    )
    return list(dict.fromkeys(_texts(article, *paths)))


def _rest(article: etree._Element) -> list[str]:
    paths = ("MedlineTA", "Journal/Title", "Language", "Affiliation", "AccessionNumber")
    years = [str(date // 10000) for date in _dates(article)]
    return list(dict.fromkeys([*_authors(article), *_texts(article, *paths), *years]))


def _values(article: etree._Element) -> dict[Field, tuple[str, ...]]:
    journal = _texts(article, "MedlineTA", "Journal/Title", "Journal/ISOAbbreviation")
    codes = _texts(article, "Language")
    issns = [text.replace("-", " ") for text in _texts(article, "ISSN", "ISSNLinking")]
    headings = list(article.iterfind(".//MeshHeading"))
    return {
        Field.MESH: _unique(name for heading in headings for name in _names(heading, False)),
        Field.MAJOR: _unique(name for heading in headings for name in _names(heading, True)),
        Field.QUALIFIER: _unique(_texts(article, "MeshHeading/QualifierName")),
        Field.SUBSTANCE: _unique(_texts(article, "NameOfSubstance", "SupplMeshName")),
        Field.TYPE: _unique(_texts(article, "PublicationType")),
        Field.AUTHOR: _unique(_authors(article)),
        Field.JOURNAL: _unique([*journal, *issns]),
        Field.LANGUAGE: _unique([*codes, *(LANGUAGES.get(code, "") for code in codes)]),
    }


def _names(heading: etree._Element, only_major: bool) -> list[str]:
    """Names by which a heading is found: alone and with each qualifier."""
    descriptor = heading.find("DescriptorName")
    if descriptor is None:
        return []
    parts = [descriptor, *heading.iterfind("QualifierName")]
    major = [part.get("MajorTopicYN") == "Y" for part in parts]
    name = text_of(descriptor)
    pairs = [
        f"{name}/{text_of(part)}"
        for part, is_major in zip(parts[1:], major[1:], strict=True)
        if is_major or major[0] or not only_major
    ]
    return [name, *pairs] if any(major) or not only_major else []


def _authors(article: etree._Element) -> list[str]:
    names = []
    for author in article.iterfind(".//AuthorList/Author"):
        last, initials = author.findtext("LastName", ""), author.findtext("Initials", "")
        names += [f"{last} {initials}".strip(), author.findtext("CollectiveName", "")]
    return [name for name in names if name]


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for text in texts if (name := value(text))))


def _dates(article: etree._Element) -> list[int]:
    nodes = [*article.iterfind(".//JournalIssue/PubDate"), *article.iterfind(".//ArticleDate")]
    nodes += article.iterfind("BookDocument/Book/PubDate")
    return [date for node in nodes if (date := _date(node))]


def _date(node: etree._Element) -> int:
    year = node.findtext("Year") or (node.findtext("MedlineDate") or "")[:4]
    if not (year.isascii() and year.isdigit()):
        return 0
    day = node.findtext("Day", "")
    return int(year) * 10000 + _month(node) * 100 + (int(day) if day.isdecimal() else 0)


def _month(node: etree._Element) -> int:
    month = node.findtext("Month", "").strip()
    if month.isdecimal():
        return int(month)
    return MONTHS.get(month[:3].lower(), 0)


def _is_synthesis(title: str, types: tuple[str, ...]) -> bool:
    return bool(SYNTHESIS_TYPES & set(types)) or any(name in title for name in SYNTHESIS_TITLES)
