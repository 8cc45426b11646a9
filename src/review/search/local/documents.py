"""What the index knows about one record: searchable segments, whole values, dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from review.search.local.fields import Field
from review.search.local.words import segment, short_segment, value

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
    Field.ALL: (0, 1, 2, 3, 4, 5),
    Field.AFFILIATION: (5,),
}
"""Which segments of a document a text field covers: title, abstract, keywords, subjects, rest,
affiliations."""

SEGMENT_COUNT = len(SEGMENTS[Field.ALL])

TITLES = ("ArticleTitle", "VernacularTitle", "BookDocument/Book/BookTitle")
SUBJECTS = (
    "DescriptorName",
    "QualifierName",
    "NameOfSubstance",
    "SupplMeshName",
    "PublicationType",
)
DATES = ("JournalIssue/PubDate", "ArticleDate", "BookDocument/Book/PubDate")
WANTED = frozenset(
    {
        *("ArticleTitle", "VernacularTitle", "BookTitle", "AbstractText", "Keyword", *SUBJECTS),
        *("MedlineTA", "Title", "Language", "Affiliation", "AccessionNumber", "ISOAbbreviation"),
        *("ISSN", "ISSNLinking", "MeshHeading", "Author", "PubDate", "ArticleDate", "Volume"),
        *("Issue", "MedlinePgn", "StartPage", "ELocationID", "ArticleId", "PubMedPubDate"),
        *("DateRevised", "RegistryNumber"),
    }
)
"""Elements the index reads; everything else in a record it passes over."""

OWN_IDENTIFIERS = frozenset({"doi", "pii", "pmc", "mid", "bookaccession"})


@dataclass(frozen=True)
class Document:
    """One record as the index sees it."""

    pmid: str
    segments: tuple[str, ...]
    values: dict[Field, tuple[str, ...]]
    dates: dict[Field, tuple[int, ...]]
    """Dates as yyyymmdd, with zeros for what is not stated."""

    @property
    def newest(self) -> int:
        """The latest date of publication; 0 when the record states none."""
        return max(self.dates[Field.DATE], default=0)


class _Parts:
    """The elements of a record that the index reads, found in one pass."""

    def __init__(self, article: etree._Element) -> None:
        self._nodes: dict[str, list[etree._Element]] = {}
        for node in article.iter(*WANTED):
            self._nodes.setdefault(str(node.tag), []).append(node)

    def nodes(self, path: str) -> list[etree._Element]:
        """Elements by their tag and, where the path names them, the tags they stand in."""
        *outer, tag = path.split("/")
        found = self._nodes.get(tag, [])
        return [node for node in found if _stands_in(node, outer)] if outer else found

    def texts(self, *paths: str) -> list[str]:
        return [text_of(node) for path in paths for node in self.nodes(path)]


def read_document(pmid: str, xml: bytes) -> Document:
    """The document of one article element."""
    parts = _Parts(etree.fromstring(xml, _parser()))
    authors, published = _authors(parts), _dates(parts, DATES)
    values = _values(parts, authors)
    title = segment(parts.texts(*TITLES))
    subset = ("systematic",) if _is_synthesis(title, values[Field.TYPE]) else ()
    return Document(
        pmid=pmid,
        segments=(
            title,
            segment(parts.texts("AbstractText")),
            short_segment(parts.texts("Keyword")),
            short_segment(dict.fromkeys(parts.texts(*SUBJECTS))),
            short_segment([pmid, *_rest(parts, authors, published)]),
            segment(dict.fromkeys(parts.texts("Affiliation"))),
        ),
        values={**values, Field.UID: (pmid,), Field.SUBSET: subset},
        dates={
            Field.DATE: published,
            Field.ENTERED: _with_status(parts, "pubmed", "entrez"),
            Field.CREATED: _with_status(parts, "entrez", "pubmed"),
            Field.MODIFIED: _dates(parts, ("DateRevised",)),
        },
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def text_of(node: etree._Element) -> str:
    """All text inside an element, with single spaces."""
    text = "".join(map(str, node.itertext())) if len(node) else node.text or ""
    return " ".join(text.split())


def _stands_in(node: etree._Element, outer: Sequence[str]) -> bool:
    for tag in reversed(outer):
        parent = node.getparent()
        if parent is None or parent.tag != tag:
            return False
        node = parent
    return True


def _rest(parts: _Parts, authors: list[str], published: Iterable[int]) -> Iterable[str]:
    paths = ("MedlineTA", "Journal/Title", "Language", "AccessionNumber")
    years = [str(date // 10000) for date in published]
    return dict.fromkeys([*authors, *parts.texts(*paths), *years])


def _values(parts: _Parts, authors: list[str]) -> dict[Field, tuple[str, ...]]:
    journal = parts.texts("MedlineTA", "Journal/Title", "Journal/ISOAbbreviation")
    codes = parts.texts("Language")
    issns = [text.replace("-", " ") for text in parts.texts("ISSN", "ISSNLinking")]
    names = _unique(authors)
    return {
        **_headings(parts),
        Field.QUALIFIER: _unique(parts.texts("MeshHeading/QualifierName")),
        Field.SUBSTANCE: _unique(parts.texts("NameOfSubstance", "SupplMeshName")),
        Field.NUMBER: _unique(parts.texts("RegistryNumber")),
        Field.TYPE: _unique(parts.texts("PublicationType")),
        Field.AUTHOR: names,
        Field.FIRST_AUTHOR: _unique(authors[:1]),
        Field.LAST_AUTHOR: _unique(authors[-1:]),
        Field.JOURNAL: _unique([*journal, *issns]),
        Field.VOLUME: _unique(parts.texts("JournalIssue/Volume")),
        Field.ISSUE: _unique(parts.texts("JournalIssue/Issue")),
        Field.PAGES: _unique(_pages(parts)),
        Field.IDENTIFIER: _unique(_identifiers(parts)),
        Field.LANGUAGE: _unique([*codes, *(LANGUAGES.get(code, "") for code in codes)]),
    }


def _headings(parts: _Parts) -> dict[Field, tuple[str, ...]]:
    """Names by which headings are found, alone and with each qualifier; those of major topics too."""
    names: list[str] = []
    of_majors: list[str] = []
    for heading in parts.nodes("MeshHeading"):
        found = [(text_of(part), part.get("MajorTopicYN") == "Y") for part in heading]
        if not found or heading[0].tag != "DescriptorName":
            continue
        (name, is_major), *qualifiers = found
        names += [name, *(f"{name}/{text}" for text, _ in qualifiers)]
        if any(major for _, major in found):
            of_majors.append(name)
            of_majors += [f"{name}/{text}" for text, major in qualifiers if major or is_major]
    return {Field.MESH: _unique(names), Field.MAJOR: _unique(of_majors)}


def _authors(parts: _Parts) -> list[str]:
    names = []
    for author in parts.nodes("AuthorList/Author"):
        last, initials = author.findtext("LastName", ""), author.findtext("Initials", "")
        names += [f"{last} {initials}".strip(), author.findtext("CollectiveName", "")]
    return [name for name in names if name]


def _pages(parts: _Parts) -> Iterable[str]:
    """Pages as written and the first of them alone."""
    for text in parts.texts("Pagination/MedlinePgn"):
        yield from (text, text.partition("-")[0])
    yield from parts.texts("Pagination/StartPage")


def _identifiers(parts: _Parts) -> Iterable[str]:
    """Identifiers of the article itself, not of those it cites."""
    yield from parts.texts("Article/ELocationID")
    for node in parts.nodes("PubmedData/ArticleIdList/ArticleId"):
        if node.get("IdType") in OWN_IDENTIFIERS:
            yield text_of(node)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for text in texts if (name := value(text))))


def _with_status(parts: _Parts, *statuses: str) -> tuple[int, ...]:
    """The date of the record's history with the first of these statuses that it has."""
    nodes = {node.get("PubStatus"): node for node in parts.nodes("PubMedPubDate")}
    dates = [_date(nodes[status]) for status in statuses if status in nodes]
    return tuple(date for date in dates[:1] if date)


def _dates(parts: _Parts, paths: Sequence[str]) -> tuple[int, ...]:
    nodes = [node for path in paths for node in parts.nodes(path)]
    return tuple(dict.fromkeys(date for node in nodes if (date := _date(node))))


def _date(node: etree._Element) -> int:
    year = node.findtext("Year") or (node.findtext("MedlineDate") or "")[:4]
    if not (year.isascii() and year.isdigit() and len(year) == len("2000")):
        return 0
    day = node.findtext("Day", "").strip()
    return int(year) * 10000 + _month(node) * 100 + _two_digits(day)


def _month(node: etree._Element) -> int:
    month = node.findtext("Month", "").strip()
    return _two_digits(month) or MONTHS.get(month[:3].lower(), 0)


def _two_digits(text: str) -> int:
    """The number a text is; 0 where it is not one of at most two digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("12") else 0


def _is_synthesis(title: str, types: tuple[str, ...]) -> bool:
    padded = f" {title} "
    return bool(SYNTHESIS_TYPES & set(types)) or any(name in padded for name in SYNTHESIS_TITLES)
