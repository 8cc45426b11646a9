"""The E-utilities over an archive, as functions from parameters to answers.

After "Entrez Programming Utilities Help" (https://www.ncbi.nlm.nih.gov/books/NBK25499/).
"""

from collections.abc import Callable
from functools import cached_property

import numpy as np

from review.search.archive import Archive
from review.search.local import answers, info
from review.search.local.answers import HttpAnswer, SearchPage
from review.search.local.evaluate import Evaluation, Kept
from review.search.local.fields import DATE_FIELDS, TEXT_FIELDS, VALUE_FIELDS, Field, read_tag
from review.search.local.history import History, HistoryError
from review.search.local.info import Database
from review.search.local.medline import abstracts, medline
from review.search.local.postings import Numbers
from review.search.local.query import QueryError, parse
from review.search.local.ranking import by_date, by_relevance
from review.search.local.requests import (
    DATABASE,
    Parameters,
    RequestError,
    check_database,
    cleaned,
    ids,
    number,
    term_of,
    wants_history,
    wants_json,
)
from review.search.local.spelling import corrected
from review.search.local.store import build_of, opened_index
from review.search.local.summaries import summaries_json, summaries_xml

LOCAL = "Local index"
"""How the description of every local index begins; PubMed's own begins otherwise."""

PAGE = 20
LARGEST_PAGE = 10_000
LARGEST_SEARCH = 9_999
"""How many records of one search are named, as at PubMed."""

LONGEST_SPELLED = 2_000
"""Characters of a term to be spelled; every word that no record holds takes milliseconds."""

DATE_SORTS = frozenset({"pub_date", "pub date", "pub+date", "date"})
RELEVANCE_SORTS = frozenset({"", "relevance"})
XML_TYPES = frozenset({"", "null", "full", "abstract", "medline"})
"""Values of `rettype` with which PubMed sends the whole record where `retmode` is xml."""


class Utilities:
    """The E-utilities over an archive as it was when this was made."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._updated_on = archive.updated_on
        self._build = build_of(archive.hashes())
        self._index = opened_index(archive, self._build)
        self._history = History()
        self._by_name: dict[str, tuple[str, Callable[[Parameters], HttpAnswer]]] = {
            "esearch.fcgi": ("eSearchResult", self.esearch),
            "efetch.fcgi": ("eFetchResult", self.efetch),
            "esummary.fcgi": ("eSummaryResult", self.esummary),
            "epost.fcgi": ("ePostResult", self.epost),
            "einfo.fcgi": ("eInfoResult", self.einfo),
            "espell.fcgi": ("eSpellResult", self.espell),
        }

    @property
    def description(self) -> str:
        """What this database is, so that nobody takes it for PubMed."""
        return f"{LOCAL} of {len(self._index)} PubMed records, not PubMed itself"

    def answer(self, name: str, parameters: Parameters) -> HttpAnswer | None:
        """The answer of the utility of that name; None where there is none."""
        if name not in self._by_name:
            return None
        root, utility = self._by_name[name]
        clean = cleaned(parameters)
        try:
            return utility(clean)
        except (QueryError, RequestError, HistoryError) as error:
            return _refusal(root, str(error), clean)

    def offered(self) -> str:
        """The utilities there are, for a message."""
        return ", ".join(name.removesuffix(".fcgi") for name in self._by_name)

    def einfo(self, parameters: Parameters) -> HttpAnswer:
        """What the database is, as of when, and its fields."""
        name, as_json = parameters.get("db", "").lower(), wants_json(parameters)
        if not name:
            return info.databases(DATABASE, as_json=as_json)
        if name != DATABASE:
            raise RequestError(f"Can not retrieve DbInfo for db={name}")
        is_version_2 = parameters.get("version", "") == "2.0"
        return info.database(self._described, is_version_2=is_version_2, as_json=as_json)

    @cached_property
    def _described(self) -> Database:
        index = self._index
        return Database(
            name=DATABASE,
            description=self.description,
            build=self._build,
            count=len(index),
            updated_on=self._updated_on,
            terms=dict.fromkeys(TEXT_FIELDS, len(index.words.names) - 1)
            | {field: len(index.values[field].names) for field in VALUE_FIELDS}
            | {field: len(np.unique(index.dates[field].values)) for field in DATE_FIELDS},
        )

    def esearch(self, parameters: Parameters) -> HttpAnswer:
        """PMIDs that match a term."""
        check_database(parameters)
        start, most = number(parameters, "retstart", 0), number(parameters, "retmax", PAGE)
        if start >= LARGEST_SEARCH:
            raise RequestError(
                f"retstart must be below {LARGEST_SEARCH}: only the first {LARGEST_SEARCH} records of a search "
                "are named; narrow it with mindate and maxdate"
            )
        end = min(start + most, LARGEST_SEARCH)
        evaluation = self._evaluation(parameters)
        keeps = wants_history(parameters)
        numbers = self._ordered(evaluation, parameters, None if keeps else end)
        web_env, query_key = "", ""
        if keeps:
            kept = Kept(numbers, evaluation.result.translation)
            web_env, query_key = self._history.keep(kept, web_env=parameters.get("webenv", ""))
        found = SearchPage(
            count=int(evaluation.matches.sum()),
            start=start,
            pmids=self._index.named(numbers[start:end]),
            translation=evaluation.result.translation,
            issues=evaluation.issues,
            web_env=web_env,
            query_key=query_key,
        )
        only_count = parameters.get("rettype", "").lower() == "count"
        write = answers.search_json if wants_json(parameters) else answers.search_xml
        return write(found, only_count=only_count)

    def efetch(self, parameters: Parameters) -> HttpAnswer:
        """Records as XML or text; those the archive lacks are left out, as NCBI does."""
        check_database(parameters)
        kind = parameters.get("rettype", "").lower()
        mode = parameters.get("retmode", "").lower()
        if kind == "uilist":
            return answers.identifiers(self._asked(parameters), as_text=mode == "text")
        if kind == "xml" or (mode in ("", "xml") and kind in XML_TYPES):
            return answers.articles(self._archive.get(self._asked(parameters)).values())
        writers = {"medline": medline, "abstract": abstracts}
        if mode != "text" or kind not in writers:
            raise RequestError(
                f"This service does not give records as rettype={kind} and retmode={mode}: it gives retmode=xml, "
                "or retmode=text with rettype medline, abstract or uilist"
            )
        return answers.text(writers[kind](self._archive.get(self._asked(parameters))))

    def esummary(self, parameters: Parameters) -> HttpAnswer:
        """Short descriptions of records."""
        check_database(parameters)
        asked = self._asked(parameters)
        records = self._archive.get(asked)
        missing = [pmid for pmid in asked if pmid not in records]
        write = summaries_json if wants_json(parameters) else summaries_xml
        return write(records, missing)

    def epost(self, parameters: Parameters) -> HttpAnswer:
        """Keeps a list of PMIDs for later requests."""
        check_database(parameters)
        asked = ids(parameters)
        numbers = self._index.numbers_of(asked)
        known = set(self._index.named(numbers))
        web_env, key = self._history.keep(Kept(numbers, ""), web_env=parameters.get("webenv", ""))
        return answers.posted(web_env, key, [pmid for pmid in asked if pmid not in known])

    def espell(self, parameters: Parameters) -> HttpAnswer:
        """A spelling, from the words of the records, for words of a term that none of them holds."""
        check_database(parameters, usual=DATABASE)
        term = parameters.get("term", "").strip()
        if not term:
            raise RequestError("Empty term - nothing todo")
        if len(term) > LONGEST_SPELLED:
            raise RequestError(f"A term to be spelled may have {LONGEST_SPELLED} characters")
        return answers.spelled(DATABASE, term, corrected(self._index, term))

    def _evaluation(self, parameters: Parameters) -> Evaluation:
        default = read_tag(parameters.get("field", "") or Field.ALL)
        if default is None:
            raise RequestError(f"The field {parameters['field']} is not known")
        node = parse(term_of(parameters, today=self._updated_on))
        history = self._history.queries(parameters.get("webenv", ""))
        evaluation = Evaluation(self._index, node, default=default.field, history=history)
        if parameters.get("reldate"):
            evaluation.issues.messages.append(
                f"reldate was counted back from {self._updated_on}, the date of this local index"
            )
        return evaluation

    def _ordered(self, evaluation: Evaluation, parameters: Parameters, most: int | None) -> Numbers:
        sort = parameters.get("sort", "").lower()
        if sort not in DATE_SORTS | RELEVANCE_SORTS:
            evaluation.issues.messages.append(f"Unknown sort schema '{sort}' ignored")
        if sort in DATE_SORTS:
            return by_date(self._index, evaluation.matches)
        return by_relevance(self._index, evaluation.matches, evaluation.cues, most=most)

    def _asked(self, parameters: Parameters) -> tuple[str, ...]:
        """PMIDs a request names, or the page it asks for of a list kept here."""
        if not parameters.get("webenv") and not parameters.get("query_key"):
            return ids(parameters)
        kept = self._history.query(parameters.get("webenv", ""), parameters.get("query_key", ""))
        start = number(parameters, "retstart", 0)
        most = min(number(parameters, "retmax", LARGEST_PAGE), LARGEST_PAGE)
        return self._index.named(kept.numbers[start : start + most])


def _refusal(root: str, message: str, parameters: Parameters) -> HttpAnswer:
    if root == "eFetchResult":
        return answers.fetch_error(message)
    return answers.error(root, message, as_json=wants_json(parameters))
