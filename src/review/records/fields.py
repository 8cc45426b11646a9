"""Fields of a PubMed citation, read from its XML elements.

Elements are handed on as `Parts`, the children of an element by name, so that each is visited once.
"""

from lxml import etree

from review.core.models import Correction, Grant, MeshHeading
from review.records.markup import leaf, plain_text
from review.records.registrations import is_registry, numbers_in

UNKNOWN = "Not recorded"
"""What the bundled snapshot writes where the DTD demands a value and none is known."""
NOT_KNOWN = frozenset({"", UNKNOWN, "und"})
"""What stands for unknown: no text, or the code of an undetermined language."""

NAME_PARTS = frozenset({"LastName", "Initials", "Suffix"})
"""What a person is cited by; PubMed gives them in this order."""

Node = etree._Element


class Parts(dict[str, list[Node]]):
    """The elements directly inside an element, by name, in order; an absent name has none."""

    def __missing__(self, name: str) -> list[Node]:
        return []

    def first(self, name: str) -> Node | None:
        """The first element of that name."""
        return self[name][0] if name in self else None

    def text(self, name: str) -> str:
        """Plain text of the first element of that name; empty without one."""
        return plain_text(self[name][0]) if name in self else ""

    def leaf(self, name: str) -> str:
        """Text of the first element of that name, which by its definition holds nothing else."""
        return leaf(self[name][0]) if name in self else ""


NOTHING = Parts()


def parts(node: Node | None) -> Parts:
    """The children of an element; none where there is no element."""
    if node is None:
        return NOTHING
    found = Parts()
    for child in node:
        name = child.tag
        if name in found:
            found[name].append(child)
        else:
            found[name] = [child]
    return found


def known(nodes: list[Node]) -> tuple[str, ...]:
    """Texts of the elements, each once, without empty ones and those that stand for unknown."""
    texts = dict.fromkeys([leaf(node) for node in nodes])
    return tuple([found for found in texts if found not in NOT_KNOWN])


def journal(info: Parts, source: Parts) -> str:
    """Abbreviation of the journal, or its title where there is none."""
    name = info.leaf("MedlineTA") or source.leaf("ISOAbbreviation") or source.leaf("Title")
    return "" if name == UNKNOWN else name


def pages(pagination: Parts) -> str:
    """Pages or article number."""
    stated = pagination.leaf("MedlinePgn")
    if stated:
        return stated
    first, last = pagination.leaf("StartPage"), pagination.leaf("EndPage")
    return f"{first}-{last}" if first and last else first


def own_ids(*lists: Node | None) -> dict[str, str]:
    """Identifiers in the article's own lists by kind, the first of each; never those of its references."""
    found: dict[str, str] = {}
    for node in [node for id_list in lists for node in parts(id_list)["ArticleId"]]:
        text = leaf(node)
        if text:
            found.setdefault(node.get("IdType", ""), text)
    return found


def located(locations: list[Node]) -> str:
    """DOI among the places where a journal publishes the article, unless marked as invalid."""
    valid = (
        plain_text(node)
        for node in locations
        if node.get("EIdType") == "doi" and node.get("ValidYN", "Y") == "Y"
    )
    return next(filter(None, valid), "")


def authors(author_list: Node | None) -> tuple[str, ...]:
    """Authors as `Last Initials`, or the name of a group; names marked as invalid are left out."""
    names = [
        _name(node)
        for node in (() if author_list is None else author_list)
        if node.tag == "Author" and node.get("ValidYN") != "N"
    ]
    return tuple(filter(None, names))


def _name(author: Node) -> str:
    names, group = [], ""
    for part in author:
        tag = part.tag
        if tag in NAME_PARTS:
            names.append(leaf(part))
        elif tag == "CollectiveName":
            group = group or plain_text(part)
    return " ".join(filter(None, names)) or group


def is_complete(author_list: Node | None) -> bool:
    """False where the list says that it names only some authors."""
    return author_list is None or author_list.get("CompleteYN", "Y") == "Y"


def mesh(heading_list: Node | None) -> tuple[MeshHeading, ...]:
    """MeSH headings; a major topic where the descriptor or any of its qualifiers is one."""
    return () if heading_list is None else tuple([_heading(node) for node in heading_list])


def _heading(heading: Node) -> MeshHeading:
    descriptor, qualifiers, major = "", [], False
    for name in heading:
        if name.tag == "DescriptorName":
            descriptor = leaf(name)
        else:
            qualifiers.append(leaf(name))
        major = major or name.get("MajorTopicYN") == "Y"
    return MeshHeading(descriptor, tuple(qualifiers), major)


def substances(chemical_list: Node | None) -> tuple[str, ...]:
    """Names of the substances, each once."""
    return () if chemical_list is None else known(list(chemical_list.iter("NameOfSubstance")))


def registrations(bank_list: Node | None, abstract: str) -> tuple[str, ...]:
    """Trial registration numbers in the data bank list and in the abstract, each once."""
    banks = map(parts, parts(bank_list)["DataBank"])
    listed = [
        plain_text(number)
        for bank in banks
        if is_registry(bank.leaf("DataBankName"))
        for number in parts(bank.first("AccessionNumberList"))["AccessionNumber"]
    ]
    return tuple(dict.fromkeys([*listed, *numbers_in(abstract)]))


def grants(grant_list: Node | None) -> tuple[Grant, ...]:
    """Grants with their number, agency and country, as far as each is given."""
    found = map(_grant, map(parts, parts(grant_list)["Grant"]))
    return tuple(grant for grant in found if grant != Grant())


def _grant(stated: Parts) -> Grant:
    return Grant(stated.leaf("GrantID"), stated.text("Agency"), stated.leaf("Country"))


def corrections(link_list: Node | None) -> tuple[Correction, ...]:
    """Links to notices, comments and versions; plain citations are left out."""
    links = parts(link_list)["CommentsCorrections"]
    return tuple(_correction(link) for link in links if link.get("RefType") != "Cites")


def _correction(link: Node) -> Correction:
    inside = parts(link)
    citation = inside.text("RefSource").replace(UNKNOWN, "")
    return Correction(link.get("RefType", ""), citation, inside.leaf("PMID"))
