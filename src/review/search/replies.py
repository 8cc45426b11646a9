"""Reads what an E-utilities service replied; a reply is used only when it is what was asked for."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from review.search.release import (
    ARTICLES,
    ENTITY,
    PMID_PATHS,
    first_pmid,
    is_pmid,
    serialised,
)

TEMPORARY = re.compile(
    r"backend|temporar|try again|timed? ?out|unavailable|rate limit|too many", re.I
)
RECORDS_BEGIN = re.compile(rb"<PubmedArticleSet[\s>]")
SEARCHED = 2_000
"""Bytes of an answer within which its first element begins."""

COUNT = re.compile(r"[0-9]{1,12}")
LARGEST_JSON = 4_096
"""Bytes; an answer in JSON is an error, and errors are short."""

LEFT_OUT = "the service left it out"
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
    """A reply that is not what was asked for.

    `may_pass` where asking again may help; `is_of_records` where it is a set of records all the same.
    """

    def __init__(self, reason: str, *, may_pass: bool = True, is_of_records: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_pass = may_pass
        self.is_of_records = is_of_records


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


@dataclass(frozen=True)
class ArticlesReply:
    """What efetch replied: the bytes of articles by PMID, and why the others asked for cannot be used."""

    articles: dict[str, bytes] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


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
    if len(set(pmids)) != len(pmids) or not all(map(is_pmid, pmids)):
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


def read_articles(body: bytes, *, asked: Sequence[str]) -> ArticlesReply:
    """The articles asked for, as far as the reply holds them whole, in the order asked for.

    A record that is missing or cannot be told from another is a fault of that record alone. Records
    that were not asked for are left aside: each one asked for is known by its own PMID.

    Raises:
        UnusableReplyError: it is no set of articles.
    """
    found: dict[str, bytes] = {}
    faults: dict[str, str] = {}
    for article in _document(body, "PubmedArticleSet").iterchildren(*ARTICLES):
        pmid = (article.findtext(PMID_PATHS[str(article.tag)]) or "").strip()
        if pmid not in asked:
            continue
        xml = serialised(article)
        if next(article.iter(etree.Entity), None) is not None:
            faults[pmid] = "it uses an XML entity, which PubMed does not"
        elif first_pmid(xml) != pmid:
            faults[pmid] = "another PMID stands before its own"
        elif found.setdefault(pmid, xml) != xml:
            faults[pmid] = "the service sent two different versions of it"
    missing = [pmid for pmid in asked if pmid not in found]
    faults = dict.fromkeys(missing, LEFT_OUT) | faults
    return ArticlesReply({pmid: found[pmid] for pmid in asked if pmid not in faults}, faults)


def json_error(body: bytes) -> str:
    """What an answer in JSON gives as its error, on one line; empty where it is none.

    NCBI's gateway answers so where too many requests arrive. Nothing else of it is shown: it repeats
    the key.

    >>> json_error(b'{"error": "API rate limit exceeded", "count": "11"}')
    'API rate limit exceeded'
    """
    if len(body) > LARGEST_JSON or not body.lstrip().startswith(b"{"):
        return ""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    named = [content.get(name) for name in ("error", "message", "esearchresult", "ERROR")]
    nested = [part.get("ERROR") if isinstance(part, dict) else part for part in named]
    said = next((part for part in nested if isinstance(part, str)), "")
    return " ".join(said.split())


def _document(body: bytes, expected: str) -> etree._Element:
    if ENTITY in body:
        raise UnusableReplyError("it declares XML entities, which PubMed does not", may_pass=False)
    parser = etree.XMLParser(
        encoding="UTF-8", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        said = json_error(body)
        if said:
            raise UnusableReplyError(
                f"it reported the error {said!r}", may_pass=TEMPORARY.search(said) is not None
            ) from error
        raise UnusableReplyError(
            "its content is not well-formed XML",
            is_of_records=RECORDS_BEGIN.search(body, 0, SEARCHED) is not None,
        ) from error
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
    if not COUNT.fullmatch(text):
        raise UnusableReplyError("it gave no count of records")
    return int(text)


def _warnings(root: etree._Element) -> tuple[str, ...]:
    return tuple(
        f"{name}: {' '.join((node.text or '').split())}"
        for path, name in ISSUES.items()
        for node in root.iterfind(path)
    )
