"""Fields of a PubMed citation, read from its XML elements."""

import re

from lxml import etree

from review.models import Correction, MeshHeading
from review.records.markup import plain_text
from review.records.registrations import is_registry, numbers_in

UNKNOWN = "Not recorded"
"""What the bundled snapshot writes where the DTD demands a value and none is known."""
UNKNOWN_LANGUAGE = "und"

_YEAR = re.compile(r"\d{4}")


def text(node: etree._Element, path: str) -> str:
    """Plain text of the first element at `path`; empty where there is none."""
    return plain_text(node.find(path))


def known(nodes: list[etree._Element]) -> tuple[str, ...]:
    """Texts of the elements, each once, without empty ones and those that stand for unknown."""
    texts = dict.fromkeys(plain_text(node) for node in nodes)
    return tuple(found for found in texts if found not in ("", UNKNOWN, UNKNOWN_LANGUAGE))


def journal(citation: etree._Element, article: etree._Element) -> str:
    """Abbreviation of the journal, or its title where there is none."""
    abbreviation = text(citation, "MedlineJournalInfo/MedlineTA")
    name = (
        abbreviation or text(article, "Journal/ISOAbbreviation") or text(article, "Journal/Title")
    )
    return "" if name == UNKNOWN else name


def year(node: etree._Element, *dates: str) -> int | None:
    """The year of the first date that has one; a `MedlineDate` is read by its first four digits."""
    dated = [text(node, f"{date}/{part}") for date in dates for part in ("Year", "MedlineDate")]
    found = [match for match in (_YEAR.search(each) for each in dated) if match]
    return int(found[0].group()) if found else None


def pages(node: etree._Element) -> str:
    """Pages or article number."""
    first, last = text(node, "Pagination/StartPage"), text(node, "Pagination/EndPage")
    return text(node, "Pagination/MedlinePgn") or (f"{first}-{last}" if first and last else first)


def doi(own_ids: etree._Element | None, article: etree._Element) -> str:
    """DOI of the article itself: never one of its references."""
    listed = text(own_ids, "ArticleId[@IdType='doi']") if own_ids is not None else ""
    locations = article.findall("ELocationID[@EIdType='doi']")
    valid = [plain_text(node) for node in locations if node.get("ValidYN", "Y") == "Y"]
    return listed or next(iter(valid), "")


def authors(author_list: etree._Element | None) -> tuple[str, ...]:
    """Authors as `Last Initials`, or the name of a group; names marked as invalid are left out."""
    if author_list is None:
        return ()
    names = [_name(node) for node in author_list.findall("Author") if node.get("ValidYN") != "N"]
    return tuple(name for name in names if name)


def _name(author: etree._Element) -> str:
    parts = (text(author, part) for part in ("LastName", "Initials", "Suffix"))
    return " ".join(part for part in parts if part) or text(author, "CollectiveName")


def is_complete(author_list: etree._Element | None) -> bool:
    """False where the list says that it names only some authors."""
    return author_list is None or author_list.get("CompleteYN", "Y") == "Y"


def mesh(heading: etree._Element) -> MeshHeading:
    """One MeSH heading; a major topic where the descriptor or any qualifier is one."""
    qualifiers = heading.findall("QualifierName")
    names = [*heading.findall("DescriptorName"), *qualifiers]
    return MeshHeading(
        descriptor=text(heading, "DescriptorName"),
        qualifiers=tuple(plain_text(node) for node in qualifiers),
        major=any(node.get("MajorTopicYN") == "Y" for node in names),
    )


def registrations(article: etree._Element, abstract: str) -> tuple[str, ...]:
    """Trial registration numbers in the data bank list and in the abstract, each once."""
    banks = article.findall("DataBankList/DataBank")
    listed = [
        plain_text(number)
        for bank in banks
        if is_registry(text(bank, "DataBankName"))
        for number in bank.findall("AccessionNumberList/AccessionNumber")
    ]
    return tuple(dict.fromkeys([*listed, *numbers_in(abstract)]))


def corrections(citation: etree._Element) -> tuple[Correction, ...]:
    """Links to notices, comments and versions; plain citations are left out."""
    links = citation.findall("CommentsCorrectionsList/CommentsCorrections")
    return tuple(
        Correction(
            link.get("RefType", ""),
            text(link, "RefSource").replace(UNKNOWN, ""),
            text(link, "PMID"),
        )
        for link in links
        if link.get("RefType") != "Cites"
    )
