"""Fields of a PubMed citation, read from its XML elements."""

import re

from lxml import etree

from review.models import Correction, MeshHeading
from review.records.markup import plain_text
from review.records.registrations import is_registry, numbers_in

UNKNOWN = "Not recorded"
"""What the bundled snapshot writes where the DTD demands a value and none is known."""
UNKNOWN_LANGUAGE = "und"

NAME_PARTS = ("LastName", "Initials", "Suffix")
"""What a person is cited by, in the order in which PubMed gives it."""

_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")


def text(node: etree._Element | None, name: str) -> str:
    """Plain text of the first element of that name directly inside `node`; empty without one."""
    return "" if node is None else plain_text(next(node.iterchildren(name), None))


def children(node: etree._Element | None) -> dict[str, etree._Element]:
    """The elements directly inside `node` by name, the first of each name."""
    return {} if node is None else {str(child.tag): child for child in reversed(node)}


def each(node: etree._Element | None, name: str) -> list[etree._Element]:
    """All elements of that name directly inside `node`; none where there is no node."""
    return [] if node is None else list(node.iterchildren(name))


def known(nodes: list[etree._Element]) -> tuple[str, ...]:
    """Texts of the elements, each once, without empty ones and those that stand for unknown."""
    texts = dict.fromkeys(plain_text(node) for node in nodes)
    return tuple(found for found in texts if found not in ("", UNKNOWN, UNKNOWN_LANGUAGE))


def journal(info: etree._Element | None, source: etree._Element | None) -> str:
    """Abbreviation of the journal, or its title where there is none."""
    name = text(info, "MedlineTA") or text(source, "ISOAbbreviation") or text(source, "Title")
    return "" if name == UNKNOWN else name


def year(*dates: etree._Element | None) -> int | None:
    """The year of the first date that states one.

    A `MedlineDate` (`1998 Dec-1999 Jan`, `Winter 2003`) counts by the first year written in it.
    """
    for date in dates:
        for part in ("Year", "MedlineDate"):
            stated = _YEAR.search(text(date, part))
            if stated:
                return int(stated.group())
    return None


def pages(pagination: etree._Element | None) -> str:
    """Pages or article number."""
    stated = {tag: plain_text(child) for tag, child in children(pagination).items()}
    first, last = stated.get("StartPage", ""), stated.get("EndPage", "")
    return stated.get("MedlinePgn", "") or (f"{first}-{last}" if first and last else first)


def doi(own_ids: etree._Element | None, article: etree._Element) -> str:
    """DOI of the article itself: never one of its references."""
    listed = [node for node in each(own_ids, "ArticleId") if node.get("IdType") == "doi"]
    located = [
        node
        for node in each(article, "ELocationID")
        if node.get("EIdType") == "doi" and node.get("ValidYN", "Y") == "Y"
    ]
    return next(filter(None, map(plain_text, [*listed, *located])), "")


def authors(author_list: etree._Element | None) -> tuple[str, ...]:
    """Authors as `Last Initials`, or the name of a group; names marked as invalid are left out."""
    valid = [node for node in each(author_list, "Author") if node.get("ValidYN") != "N"]
    return tuple(filter(None, map(_name, valid)))


def _name(author: etree._Element) -> str:
    parts = map(plain_text, author.iterchildren(*NAME_PARTS))
    return " ".join(filter(None, parts)) or text(author, "CollectiveName")


def is_complete(author_list: etree._Element | None) -> bool:
    """False where the list says that it names only some authors."""
    return author_list is None or author_list.get("CompleteYN", "Y") == "Y"


def mesh(heading: etree._Element) -> MeshHeading:
    """One MeSH heading; a major topic where the descriptor or any qualifier is one."""
    descriptor, qualifiers, major = "", [], False
    for name in heading:
        major = major or name.get("MajorTopicYN") == "Y"
        if name.tag == "QualifierName":
            qualifiers.append(plain_text(name))
        elif name.tag == "DescriptorName":
            descriptor = descriptor or plain_text(name)
    return MeshHeading(descriptor, tuple(qualifiers), major)


def registrations(bank_list: etree._Element | None, abstract: str) -> tuple[str, ...]:
    """Trial registration numbers in the data bank list and in the abstract, each once."""
    listed = [
        plain_text(number)
        for bank in each(bank_list, "DataBank")
        if is_registry(text(bank, "DataBankName"))
        for number in bank.findall("AccessionNumberList/AccessionNumber")
    ]
    return tuple(dict.fromkeys([*listed, *numbers_in(abstract)]))


def corrections(link_list: etree._Element | None) -> tuple[Correction, ...]:
    """Links to notices, comments and versions; plain citations are left out."""
    return tuple(
        Correction(
            link.get("RefType", ""),
            text(link, "RefSource").replace(UNKNOWN, ""),
            text(link, "PMID"),
        )
        for link in each(link_list, "CommentsCorrections")
        if link.get("RefType") != "Cites"
    )
