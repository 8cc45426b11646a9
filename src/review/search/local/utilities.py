"""The E-utilities over an archive, as functions from parameters to answers.

After "Entrez Programming Utilities Help" (https://www.ncbi.nlm.nih.gov/books/NBK25499/).
"""

import hashlib
import re
import threading
from collections.abc import Callable, Mapping

from review.search.archive import Archive
from review.search.local import answers
from review.search.local.answers import Answer, Found
from review.search.local.documents import read_document
from review.search.local.evaluate import Evaluation
from review.search.local.fields import TEXT_FIELDS, Field, read_tag
from review.search.local.index import Index
from review.search.local.query import QueryError, parse
from review.search.local.ranking import by_date, by_relevance
from review.search.local.summaries import summaries_json, summaries_xml

DATABASE = "pubmed"
LOCAL = "Local index"
"""How the description of every local index begins; PubMed's own begins otherwise."""

BUILD_LENGTH = 16
PAGE = 20
LARGEST_PAGE = 10_000
LARGEST_SEARCH = 9_999
"""How many records of one search are named, as at PubMed."""

DATE_SORTS = frozenset({"pub_date", "pub date", "pub+date", "date"})
RELEVANCE_SORTS = frozenset({"", "relevance"})
UNSUPPORTED = ("reldate",)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")

Parameters = Mapping[str, str]


class RequestError(ValueError):
    """A request that cannot be answered; the message says why."""


class Utilities:
    """The E-utilities over an archive as it was when this was made."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._index = Index.of(read_document(pmid, xml) for pmid, xml in archive.records())
        self._updated_on = archive.updated_on
        self._build = build_of(archive.hashes())
        self._history: dict[str, tuple[str, ...]] = {}
        self._lock = threading.Lock()
        self._by_name: dict[str, tuple[str, Callable[[Parameters], Answer]]] = {
            "esearch.fcgi": ("eSearchResult", self.esearch),
            "efetch.fcgi": ("eFetchResult", self.efetch),
            "esummary.fcgi": ("eSummaryResult", self.esummary),
            "epost.fcgi": ("ePostResult", self.epost),
            "einfo.fcgi": ("eInfoResult", self.einfo),
        }

    @property
    def description(self) -> str:
        """What this database is, so that nobody takes it for PubMed."""
        return f"{LOCAL} of {len(self._index.documents)} PubMed records, not PubMed itself"

    def answer(self, name: str, parameters: Parameters) -> Answer | None:
        """The answer of the utility of that name; None where there is none."""
        if name not in self._by_name:
            return None
        root, utility = self._by_name[name]
        clean = {key: CONTROLS.sub(" ", text) for key, text in parameters.items()}
        try:
            if name != "einfo.fcgi":
                _check_database(clean)
            return utility(clean)
        except (QueryError, RequestError) as error:
            return _refusal(root, str(error), clean)

    def einfo(self, parameters: Parameters) -> Answer:
        """What the database is, as of when, and its fields."""
        name = parameters.get("db", "").lower()
        if not name:
            return answers.databases(DATABASE)
        if name != DATABASE:
            raise RequestError(f"Can not retrieve DbInfo for db={name}")
        terms = {field: len(self._index.values[field]) for field in Field}
        terms |= dict.fromkeys(TEXT_FIELDS, len(self._index.vocabulary))
        return answers.database(
            DATABASE,
            self.description,
            build=self._build,
            count=len(self._index.documents),
            updated_on=self._updated_on,
            terms=terms,
        )

    def esearch(self, parameters: Parameters) -> Answer:
        """PMIDs that match a term."""
        evaluation = self._evaluation(parameters)
        pmids = self._ordered(evaluation, parameters)
        start, most = _number(parameters, "retstart", 0), _number(parameters, "retmax", PAGE)
        if start >= LARGEST_SEARCH:
            raise RequestError(
                f"retstart must be below {LARGEST_SEARCH}: only the first {LARGEST_SEARCH} records of a search "
                "are named; narrow it with mindate and maxdate"
            )
        web_env, query_key = "", ""
        if parameters.get("usehistory", "").lower() in ("y", "yes", "true"):
            web_env, query_key = self._keep(pmids), "1"
        found = Found(
            count=len(pmids),
            start=start,
            pmids=pmids[start : min(start + most, LARGEST_SEARCH)],
            translation=evaluation.result.translation,
            issues=evaluation.issues,
            web_env=web_env,
            query_key=query_key,
        )
        only_count = parameters.get("rettype", "").lower() == "count"
        write = answers.search_json if _wants_json(parameters) else answers.search_xml
        return write(found, only_count=only_count)

    def efetch(self, parameters: Parameters) -> Answer:
        """Records as PubMed XML; those the archive lacks are left out, as NCBI does."""
        if parameters.get("retmode", "xml").lower() != "xml":
            raise RequestError("This service gives records as retmode=xml only")
        return answers.articles(self._archive.get(self._asked(parameters)).values())

    def esummary(self, parameters: Parameters) -> Answer:
        """Short descriptions of records."""
        asked = self._asked(parameters)
        records = self._archive.get(asked)
        missing = [pmid for pmid in asked if pmid not in records]
        write = summaries_json if _wants_json(parameters) else summaries_xml
        return write(records, missing)

    def epost(self, parameters: Parameters) -> Answer:
        """Keeps a list of PMIDs for later requests."""
        asked = _ids(parameters)
        held = self._archive.get(asked)
        web_env = self._keep(tuple(held))
        return answers.posted(web_env, "1", [pmid for pmid in asked if pmid not in held])

    def _evaluation(self, parameters: Parameters) -> Evaluation:
        node = parse(_dated(parameters.get("term", ""), parameters))
        default = read_tag(parameters.get("field", "") or Field.ALL)
        if default is None:
            raise RequestError(f"The field {parameters['field']} is not known")
        for name in UNSUPPORTED:
            if parameters.get(name):
                raise RequestError(f"This service does not read {name}; use mindate and maxdate")
        return Evaluation(self._index, node, default=default.field)

    def _ordered(self, evaluation: Evaluation, parameters: Parameters) -> tuple[str, ...]:
        sort = parameters.get("sort", "").lower()
        if sort in DATE_SORTS:
            numbers = by_date(self._index, evaluation.matches)
        else:
            numbers = by_relevance(self._index, evaluation.matches, evaluation.cues)
        if sort not in DATE_SORTS | RELEVANCE_SORTS:
            evaluation.issues.messages.append(f"Unknown sort schema '{sort}' ignored")
        return tuple(self._index.documents[number].pmid for number in numbers)

    def _asked(self, parameters: Parameters) -> tuple[str, ...]:
        """PMIDs a request names, or the page it asks for of a list kept here."""
        if not parameters.get("webenv"):
            return _ids(parameters)
        with self._lock:
            kept = self._history.get(parameters["webenv"])
        if kept is None or parameters.get("query_key") != "1":
            raise RequestError("Unable to obtain query: WebEnv and query_key name no kept list")
        start = _number(parameters, "retstart", 0)
        return kept[start : start + min(_number(parameters, "retmax", LARGEST_PAGE), LARGEST_PAGE)]

    def _keep(self, pmids: tuple[str, ...]) -> str:
        with self._lock:
            name = f"LOCAL_{len(self._history) + 1}"
            self._history[name] = pmids
        return name


def build_of(hashes: Mapping[str, str]) -> str:
    """Name of the content of an archive: another one as soon as any record differs."""
    lines = "".join(f"{pmid} {digest}\n" for pmid, digest in hashes.items())
    return hashlib.sha256(lines.encode()).hexdigest()[:BUILD_LENGTH]


def _check_database(parameters: Parameters) -> None:
    name = parameters.get("db", "")
    if name.lower() != DATABASE:
        raise RequestError(f"Invalid db name specified: {name}")


def _refusal(root: str, message: str, parameters: Parameters) -> Answer:
    if root == "eFetchResult":
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<eFetchResult><ERROR>{_escaped(message)}</ERROR></eFetchResult>'
        return Answer(body.encode(), status=answers.BAD_REQUEST)
    return answers.error(root, message, as_json=_wants_json(parameters))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _wants_json(parameters: Parameters) -> bool:
    return parameters.get("retmode", "").lower() == "json"


def _number(parameters: Parameters, name: str, default: int) -> int:
    text = parameters.get(name, "").strip()
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise RequestError(f"{name} must be a whole number, not {text}")
    return int(text)


def _ids(parameters: Parameters) -> tuple[str, ...]:
    pmids = tuple(dict.fromkeys(re.findall(r"[^\s,]+", parameters.get("id", ""))))
    if not pmids:
        raise RequestError("Empty id list - nothing todo")
    return pmids


def _dated(term: str, parameters: Parameters) -> str:
    """The term, limited to `mindate` and `maxdate` where both are given."""
    low, high = parameters.get("mindate", "").strip(), parameters.get("maxdate", "").strip()
    if not low and not high:
        return term
    if not (low and high) or parameters.get("datetype", "pdat").lower() != "pdat":
        raise RequestError("mindate and maxdate must both be given, with datetype=pdat")
    return f'({term}) AND "{low}:{high}"[pdat]'
