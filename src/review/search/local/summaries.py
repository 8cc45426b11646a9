"""Document summaries of records, as esummary gives them."""

from lxml import etree

from review.search.local.answers import HttpAnswer, document, json_answer
from review.search.local.documents import text_of
from review.search.local.nodes import element

TEXTS = {
    "PubDate": ("Date", ".//JournalIssue/PubDate"),
    "Source": ("String", ".//MedlineTA"),
    "Title": ("String", ".//ArticleTitle"),
    "Volume": ("String", ".//JournalIssue/Volume"),
    "Issue": ("String", ".//JournalIssue/Issue"),
    "Pages": ("String", ".//Pagination/MedlinePgn"),
    "ISSN": ("String", ".//Journal/ISSN"),
    "FullJournalName": ("String", ".//Journal/Title"),
}
LISTS = {
    "LangList": ("Lang", ".//Language"),
    "PubTypeList": ("PubType", ".//PublicationType"),
}
AUTHORS = ("AuthorList", "Author")
HAS_ABSTRACT = "HasAbstract"


def summary(xml: bytes) -> dict[str, str | list[str]]:
    """The fields of one record's summary; a text is empty where the record has none."""
    article = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    texts: dict[str, str | list[str]] = {
        name: next((_spaced(node) for node in article.iterfind(path)), "")
        for name, (_, path) in TEXTS.items()
    }
    if not texts["Title"]:
        texts["Title"] = next(map(text_of, article.iterfind(".//BookTitle")), "")
    lists = {
        name: [text_of(node) for node in article.iterfind(path)]
        for name, (_, path) in LISTS.items()
    }
    has_abstract = "1" if article.find(".//Abstract/AbstractText") is not None else "0"
    return {**texts, AUTHORS[0]: _authors(article), **lists, HAS_ABSTRACT: has_abstract}


def summaries_xml(records: dict[str, bytes], missing: list[str]) -> HttpAnswer:
    """The answer of esummary."""
    root = etree.Element("eSummaryResult")
    root.extend(_docsum(pmid, summary(xml)) for pmid, xml in records.items())
    root.extend(element("ERROR", f"UID={pmid}: cannot get document summary") for pmid in missing)
    return document(root)


def summaries_json(records: dict[str, bytes], missing: list[str]) -> HttpAnswer:
    """The answer of esummary with `retmode=json`."""
    found = {pmid: {"uid": pmid, **_lowered(summary(xml))} for pmid, xml in records.items()}
    wrong = {pmid: {"uid": pmid, "error": "cannot get document summary"} for pmid in missing}
    return json_answer("esummary", "result", {"uids": [*found, *missing], **found, **wrong})


def _spaced(node: etree._Element) -> str:
    """Text of an element; the parts of a date stand apart."""
    if node.tag != "PubDate":
        return text_of(node)
    return " ".join(text for part in node if (text := text_of(part)))


def _authors(article: etree._Element) -> list[str]:
    names = []
    for author in article.iterfind(".//AuthorList/Author"):
        personal = f"{author.findtext('LastName', '')} {author.findtext('Initials', '')}".strip()
        names.append(personal or author.findtext("CollectiveName", ""))
    return [name for name in names if name]


def _docsum(pmid: str, facts: dict[str, str | list[str]]) -> etree._Element:
    node = element("DocSum", element("Id", pmid))
    kinds = {name: kind for name, (kind, _) in TEXTS.items()} | {HAS_ABSTRACT: "Integer"}
    members = {name: member for name, (member, _) in LISTS.items()} | dict([AUTHORS])
    for name, fact in facts.items():
        if isinstance(fact, str):
            node.append(element("Item", fact, attributes={"Name": name, "Type": kinds[name]}))
        else:
            items = [
                element("Item", text, attributes={"Name": members[name], "Type": "String"})
                for text in fact
            ]
            node.append(element("Item", *items, attributes={"Name": name, "Type": "List"}))
    return node


def _lowered(facts: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
    return {name.lower(): fact for name, fact in facts.items()}
