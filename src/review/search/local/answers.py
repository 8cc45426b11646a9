"""What the E-utilities answer, as XML with NCBI's document types or as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from review.search.local.evaluate import Issues
from review.search.local.nodes import element

DTD = "https://eutils.ncbi.nlm.nih.gov/eutils/dtd"
DOCUMENT_TYPES = {
    "eSearchResult": f'"-//NLM//DTD esearch 20060628//EN" "{DTD}/20060628/esearch.dtd"',
    "ePostResult": f'"-//NLM//DTD epost 20090526//EN" "{DTD}/20090526/epost.dtd"',
    "eInfoResult": '"-//NLM//DTD eInfoResult, 11 May 2002//EN" "https://www.ncbi.nlm.nih.gov/entrez/query/DTD/eInfo_020511.dtd"',
    "eSpellResult": '"-//NLM//DTD eSpellResult, 23 November 2004//EN" "https://www.ncbi.nlm.nih.gov/entrez/query/DTD/eSpell.dtd"',
    "eSummaryResult": f'"-//NLM//DTD esummary v1 20041029//EN" "{DTD}/20041029/esummary-v1.dtd"',
    "PubmedArticleSet": (
        '"-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
        '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd"'
    ),
}
BAD_REQUEST = 400


@dataclass(frozen=True)
class HttpAnswer:
    """One answer over HTTP."""

    body: bytes
    content_type: str = "text/xml; charset=UTF-8"
    status: int = 200


@dataclass(frozen=True)
class SearchPage:
    """One page of a search, with where its whole list is kept on the server (empty: nowhere)."""

    count: int
    start: int
    pmids: tuple[str, ...]
    translation: str
    issues: Issues
    web_env: str = ""
    query_key: str = ""


def document(root: etree._Element, document_type: str = "") -> HttpAnswer:
    """An XML answer, with the usual document type of its root where none is named."""
    doctype = f"<!DOCTYPE {root.tag} PUBLIC {document_type or DOCUMENT_TYPES[str(root.tag)]}>"
    body = etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype=doctype)
    return HttpAnswer(bytes(body))


def json_answer(kind: str, name: str, content: object) -> HttpAnswer:
    """A JSON answer as NCBI heads it."""
    whole = {"header": {"type": kind, "version": "0.3"}, name: content}
    return HttpAnswer(
        json.dumps(whole, ensure_ascii=False).encode(), "application/json; charset=UTF-8"
    )


def error(root: str, message: str, *, as_json: bool = False, status: int = 200) -> HttpAnswer:
    """An answer that only says what was wrong with the request."""
    if as_json:
        kind = root.removesuffix("Result").lower()
        answer = json_answer(kind, f"{kind}result", {"ERROR": message})
    else:
        answer = document(element(root, element("ERROR", message)))
    return HttpAnswer(answer.body, answer.content_type, status)


def search_xml(found: SearchPage, *, only_count: bool) -> HttpAnswer:
    """The answer of esearch."""
    if only_count:
        return document(element("eSearchResult", element("Count", str(found.count))))
    kept = (
        [element("QueryKey", found.query_key), element("WebEnv", found.web_env)]
        if found.web_env
        else []
    )
    root = element(
        "eSearchResult",
        element("Count", str(found.count)),
        element("RetMax", str(len(found.pmids))),
        element("RetStart", str(found.start)),
        *kept,
        element("IdList", *(element("Id", pmid) for pmid in found.pmids)),
        element("TranslationSet"),
        element("QueryTranslation", found.translation),
    )
    issues = found.issues
    _append(
        root,
        "ErrorList",
        {"PhraseNotFound": issues.phrases_not_found, "FieldNotFound": issues.fields_not_found},
    )
    _append(
        root,
        "WarningList",
        {
            "PhraseIgnored": issues.phrases_ignored,
            "QuotedPhraseNotFound": issues.quoted_phrases_not_found,
            "OutputMessage": issues.messages,
        },
    )
    return document(root)


def search_json(found: SearchPage, *, only_count: bool) -> HttpAnswer:
    """The answer of esearch with `retmode=json`."""
    if only_count:
        return json_answer("esearch", "esearchresult", {"count": str(found.count)})
    kept = {"querykey": found.query_key, "webenv": found.web_env} if found.web_env else {}
    issues = found.issues
    content = {
        "count": str(found.count),
        "retmax": str(len(found.pmids)),
        "retstart": str(found.start),
        **kept,
        "idlist": list(found.pmids),
        "translationset": [],
        "querytranslation": found.translation,
        "errorlist": {
            "phrasesnotfound": issues.phrases_not_found,
            "fieldsnotfound": issues.fields_not_found,
        },
        "warninglist": {
            "phrasesignored": issues.phrases_ignored,
            "quotedphrasesnotfound": issues.quoted_phrases_not_found,
            "outputmessages": issues.messages,
        },
    }
    return json_answer("esearch", "esearchresult", content)


def posted(web_env: str, query_key: str, invalid: Iterable[str]) -> HttpAnswer:
    """The answer of epost."""
    wrong = (
        [element("InvalidIdList", *(element("Id", text) for text in invalid))] if invalid else []
    )
    return document(
        element("ePostResult", *wrong, element("QueryKey", query_key), element("WebEnv", web_env))
    )


def spelled(name: str, query: str, pieces: Sequence[tuple[str, bool]]) -> HttpAnswer:
    """The answer of espell: the query, and in pieces how it is better spelled."""
    is_better = any(replaced for _, replaced in pieces)
    better = "".join(text for text, _ in pieces) if is_better else ""
    parts = [element("Replaced" if replaced else "Original", text) for text, replaced in pieces]
    return document(
        element(
            "eSpellResult",
            element("Database", name),
            element("Query", query),
            element("CorrectedQuery", better),
            element("SpelledQuery", *(parts if is_better else [])),
            element("ERROR"),
        )
    )


def text(content: str) -> HttpAnswer:
    """An answer of plain text."""
    return HttpAnswer(content.encode(), "text/plain; charset=UTF-8")


def identifiers(pmids: Sequence[str], *, as_text: bool) -> HttpAnswer:
    """The answer of efetch with `rettype=uilist`."""
    if as_text:
        return text("".join(f"{pmid}\n" for pmid in pmids))
    return _plain_xml(element("IdList", *(element("Id", pmid) for pmid in pmids)))


def fetch_error(message: str) -> HttpAnswer:
    """An answer of efetch that only says what was wrong; it has a status of its own."""
    answer = _plain_xml(element("eFetchResult", element("ERROR", message)))
    return HttpAnswer(answer.body, answer.content_type, BAD_REQUEST)


def _plain_xml(root: etree._Element) -> HttpAnswer:
    return HttpAnswer(bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)))


def articles(records: Iterable[bytes]) -> HttpAnswer:
    """The answer of efetch: the records' own bytes in a set."""
    head = f"<!DOCTYPE PubmedArticleSet PUBLIC {DOCUMENT_TYPES['PubmedArticleSet']}>"
    parts = [
        b'<?xml version="1.0" encoding="UTF-8"?>',
        head.encode(),
        b"<PubmedArticleSet>",
        *records,
        b"</PubmedArticleSet>",
    ]
    return HttpAnswer(b"\n".join(parts))


def _append(root: etree._Element, name: str, lists: Mapping[str, list[str]]) -> None:
    nodes = [element(tag, text) for tag, texts in lists.items() for text in texts]
    if nodes:
        root.append(element(name, *nodes))
