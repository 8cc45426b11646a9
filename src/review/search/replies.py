"""Reads what an E-utilities service replied; a reply is used only when it is what was asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from review.search.release import ARTICLES, ENTITY, PMID_PATHS, serialised

TEMPORARY = re.compile(
    r"backend|temporar|try again|timed? ?out|unavailable|rate limit|too many", re.I
)
LOCAL = "Local index"
"""How a local index begins its description of itself."""

ISSUES = {
    "ErrorList/PhraseNotFound": "not found",
    "ErrorList/FieldNotFound": "field not found",
    "WarningList/PhraseIgnored": "ignored",
    "WarningList/QuotedPhraseNotFound": "quoted phrase not found",
    "WarningList/OutputMessage": "message",
}


class UnusableReplyError(ValueError):
    """A reply that is not what was asked for; `may_pass` where asking again may help."""

    def __init__(self, reason: str, *, may_pass: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_pass = may_pass


@dataclass(frozen=True)
class SearchReply:
    """What esearch replied."""

    count: int
    pmids: tuple[str, ...]
    query_translation: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class InfoReply:
    """What einfo replied: how the database describes itself, when it was last updated, its build."""

    description: str
    updated_on: str
    build: str = ""

    @property
    def is_local(self) -> bool:
        """Whether the database is a local index, whose date is that of its records."""
        return self.description.startswith(LOCAL)


def read_search(body: bytes, *, limit: int) -> SearchReply:
    """The reply to a search for at most `limit` records.

    Raises:
        UnusableReplyError: it is no search result, or holds fewer or other PMIDs than it counts.
    """
    root = _document(body, "eSearchResult")
    count = _count(root)
    pmids = tuple((node.text or "").strip() for node in root.iterfind("IdList/Id"))
    if len(pmids) != min(count, limit):
        raise UnusableReplyError(
            f"it counted {count} records and named {len(pmids)} of the {min(count, limit)} asked for"
        )
    if len(set(pmids)) != len(pmids) or not all(pmid.isdecimal() for pmid in pmids):
        raise UnusableReplyError("its list of PMIDs holds repeated or invalid ones")
    return SearchReply(count, pmids, root.findtext("QueryTranslation", "").strip(), _warnings(root))


def read_info(body: bytes) -> InfoReply:
    """The reply to a question about the database.

    Raises:
        UnusableReplyError: it does not describe a database.
    """
    root = _document(body, "eInfoResult")
    description = " ".join(root.findtext("DbInfo/Description", "").split())
    if not description:
        raise UnusableReplyError("it does not describe its database")
    return InfoReply(
        description,
        root.findtext("DbInfo/LastUpdate", "").strip(),
        root.findtext("DbInfo/DbBuild", "").strip(),
    )


def read_articles(body: bytes, *, asked: Sequence[str]) -> dict[str, bytes]:
    """The bytes of every article asked for, by PMID, in the order asked for.

    Raises:
        UnusableReplyError: an article is missing, occurs twice, was not asked for or is not whole.
    """
    found: dict[str, bytes] = {}
    for article in _document(body, "PubmedArticleSet").iterchildren(*ARTICLES):
        pmid = (article.findtext(PMID_PATHS[str(article.tag)]) or "").strip()
        if pmid in found or pmid not in asked:
            raise UnusableReplyError(f"it sent PMID {pmid} twice or unasked")
        if next(article.iter(etree.Entity), None) is not None:
            raise UnusableReplyError(f"PMID {pmid} uses an XML entity, which PubMed does not")
        found[pmid] = serialised(article)
    missing = [pmid for pmid in asked if pmid not in found]
    if missing:
        raise UnusableReplyError(
            f"it left out {len(missing)} of {len(asked)} records asked for, first PMID {missing[0]}"
        )
    return {pmid: found[pmid] for pmid in asked}


def _document(body: bytes, expected: str) -> etree._Element:
    if ENTITY in body:
        raise UnusableReplyError("it declares XML entities, which PubMed does not", may_pass=False)
    parser = etree.XMLParser(
        encoding="UTF-8", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise UnusableReplyError("its content is not well-formed XML") from error
    message = root.find(".//ERROR") if root.tag != "PubmedArticleSet" else root.find("ERROR")
    if message is not None:
        said = " ".join("".join(map(str, message.itertext())).split())
        raise UnusableReplyError(
            f"it reported the error {said!r}", may_pass=TEMPORARY.search(said) is not None
        )
    if root.tag != expected:
        raise UnusableReplyError(f"it sent a <{root.tag}> document instead of <{expected}>")
    return root


def _count(root: etree._Element) -> int:
    text = root.findtext("Count", "").strip()
    if not (text.isascii() and text.isdigit()):
        raise UnusableReplyError("it gave no count of records")
    return int(text)


def _warnings(root: etree._Element) -> tuple[str, ...]:
    return tuple(
        f"{name}: {' '.join((node.text or '').split())}"
        for path, name in ISSUES.items()
        for node in root.iterfind(path)
    )
