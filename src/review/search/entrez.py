"""The client of the E-utilities: every request is made by `Bio.Entrez`, to whatever service.

Biopython builds the requests; this suite's transport sends them, because Biopython's own has one
fixed address, no time-out and no patience (see `transport`). Replies are validated before use.
"""

import io
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar
from urllib.parse import quote, quote_plus, urlsplit
from urllib.request import Request

from review.core import settings
from review.core.errors import SearchFailedError
from review.search import biopython
from review.search.archive import Archive
from review.search.fetched import FetchResult, read_all
from review.search.replies import (
    LOCAL,
    InfoReply,
    SearchReply,
    read_articles,
    read_info,
    read_search,
)
from review.search.spans import Span
from review.search.transport import TRIES, Transport

DATABASE = "pubmed"
PUBMED = "PubMed"
TOOL = "review"
LARGEST_SEARCH = 9_999
"""How many records of one search NCBI names."""

FIRST_YEAR, YEARS_AHEAD = 1500, 2
NO_DATES: Mapping[str, str] = MappingProxyType({})
BATCH = 200
REUSED_DAYS = 7
"""How old a kept record may be that stands in for a fetch: notices of retraction must get through."""

PER_SECOND, PER_SECOND_WITH_KEY = 3.0, 10.0
TIMEOUT = 60.0
LONGEST_MESSAGE = 400

Read = TypeVar("Read")


@dataclass(frozen=True)
class SearchAnswer:
    """What a service answered to one query; `pmids` are at most as many as asked for, best first."""

    database: str
    query: str
    query_translation: str
    warnings: tuple[str, ...]
    searched_on: str
    count: int
    pmids: tuple[str, ...]


class EntrezClient:
    """Searches and fetches from the E-utilities service at one base address. Thread-safe."""

    def __init__(
        self,
        base_url: str,
        *,
        email: str | None = None,
        api_key: str | None = None,
        archive: Archive | None = None,
        place: str = "",
        timeout: float = TIMEOUT,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """A client of the service at `base_url`.

        Args:
            base_url: what stands before `esearch.fcgi`.
            email: sent with every request, as NCBI asks.
            api_key: sent with every request; allows 10 requests a second instead of 3.
            archive: keeps what the service sends and gives the records it already holds.
            place: what the service is called in messages; its host and port where left out.
            timeout: seconds without a word after which a try has failed.
            sleep: waits between tries.
            jitter: gives the share, 0 to 1, by which a pause between tries is made longer.
        """
        self._secrets = tuple(text for text in (email, api_key) if text)
        self._identity = {"email": email or "", "api_key": api_key, "tool": TOOL}
        self._archive = archive
        self._answers: dict[tuple[str, int], SearchAnswer] = {}
        self._transport = Transport(
            base_url,
            per_second=PER_SECOND_WITH_KEY if api_key else PER_SECOND,
            timeout=timeout,
            sleep=sleep,
            jitter=jitter,
            place=place,
        )
        self._is_ncbi = self._transport.host == urlsplit(settings.NCBI).hostname
        self._info: InfoReply | None = InfoReply(PUBMED, "") if self._is_ncbi else None

    @property
    def place(self) -> str:
        """What the service is called in messages, its host and port as a rule."""
        return self._transport.place

    def database(self) -> str:
        """What is searched: `PubMed` at NCBI, else how the service describes its database.

        Raises:
            SearchFailedError: the service does not say.
        """
        return self._name(self._described())

    @property
    def known_database(self) -> str:
        """What is searched, as far as the service has said so; asks nothing. Empty when it has not."""
        return "" if self._info is None else self._name(self._info)

    def _name(self, info: InfoReply) -> str:
        names_itself = info.is_local or self._is_ncbi
        return info.description if names_itself else f"{info.description} at {self.place}"

    def search(self, query: str, *, limit: int) -> SearchAnswer:
        """Records that match a query, best match first, at most `limit`.

        Every client asks the service anew, so that counts are those of the day, but the same question
        once only: claims of one run often share a search. The archive keeps the answer. A service names `LARGEST_SEARCH` records of a search at most. Where more are wanted and there,
        the best matches are followed by the others in spans of publication dates, newest span first.

        Raises:
            SearchFailedError: there is no trustworthy answer; never to be read as "no evidence".
        """
        if (query, limit) not in self._answers:
            self._answers[query, limit] = self._searched(query, limit)
        return self._answers[query, limit]

    def _searched(self, query: str, limit: int) -> SearchAnswer:
        info = self._described()
        reply = self._page(query, min(limit, LARGEST_SEARCH))
        pmids = (
            reply.pmids
            if len(reply.pmids) >= min(limit, reply.count)
            else self._all(query, reply, limit)
        )
        answer = SearchAnswer(
            database=self.database(),
            query=query,
            query_translation=self._without_secrets(reply.query_translation),
            warnings=tuple(map(self._without_secrets, reply.warnings)),
            searched_on=info.updated_on if info.is_local else today(),
            count=reply.count,
            pmids=pmids,
        )
        if self._archive is not None:
            kept = self._archive.of(self._origin())
            kept.keep_search(query, _kept_parts(answer), most=limit, day=today())
        return answer

    def _page(self, query: str, most: int, dates: Mapping[str, str] = NO_DATES) -> SearchReply:
        return self._ask(
            biopython.esearch,
            partial(read_search, limit=most),
            {
                "db": DATABASE,
                "term": query,
                "retmax": most,
                "sort": "relevance",
                "retmode": "xml",
                **dates,
            },
        )

    def _all(self, query: str, first: SearchReply, limit: int) -> tuple[str, ...]:
        """The records of the first answer, then those of spans of dates, until there are enough."""
        found = dict.fromkeys(first.pmids)
        spans = [Span((FIRST_YEAR,), (datetime.now(UTC).year + YEARS_AHEAD,))]
        while spans and len(found) < limit:
            span = spans.pop()
            dates = {"datetype": "pdat", "mindate": span.mindate, "maxdate": span.maxdate}
            reply = self._page(query, LARGEST_SEARCH, dates)
            if reply.count <= LARGEST_SEARCH:
                found |= dict.fromkeys(reply.pmids)
                continue
            if not span.parts():
                raise SearchFailedError(
                    f"The search service at {self.place} counted {reply.count} records for the one day "
                    f"{span.mindate} and names {LARGEST_SEARCH} at most; make the query narrower."
                )
            spans.extend(span.parts())
        if len(found) < limit and len(found) != first.count:
            raise SearchFailedError(
                f"The search service at {self.place} counted {first.count} records and named {len(found)} "
                "over all dates; make the query narrower, or its limit smaller."
            )
        return tuple(found)[:limit]

    def fetch(
        self, pmids: Sequence[str], read: Callable[[bytes], Read], *, tries: int = TRIES
    ) -> FetchResult[Read]:
        """What `read` makes of every record asked for, by PMID, each once, in the order asked for.

        The service is asked only for those that the archive does not hold, has held for more than
        `REUSED_DAYS` days, or holds in a form that cannot be read. Nothing is kept that cannot be read,
        and each batch is in the archive before the next one is asked for.

        Args:
            pmids: which records.
            read: reads the XML of one article; a `RecordError` says that it cannot.
            tries: how often a request that fails is sent.

        Raises:
            SearchFailedError: a whole answer cannot be used; an `UnreadableAnswerError` where one record
                in it may be to blame.
            InputError: the archive is damaged or cannot be written.
        """
        wanted = list(dict.fromkeys(pmids))
        kept = None if self._archive is None else self._archive.of(self._origin())
        held = {} if kept is None else kept.get(wanted, since=day_before(REUSED_DAYS))
        done = read_all(held, read)
        rest = [pmid for pmid in wanted if pmid not in done.records]
        for start in range(0, len(rest), BATCH):
            batch = rest[start : start + BATCH]
            arrived = self._fetched(batch, read, kept, tries)
            if arrived.missing and self._transport.patience.wait(0, None):
                arrived.add(self._once_more(list(arrived.missing), read, kept))
            done.add(arrived)
        return FetchResult({p: done.records[p] for p in wanted if p in done.records}, done.missing)

    def _once_more(
        self, pmids: Sequence[str], read: Callable[[bytes], Read], kept: Archive | None
    ) -> FetchResult[Read]:
        """A last request for what is missing; where it fails they stay missing, as before it."""
        try:
            return self._fetched(pmids, read, kept, 1)
        except SearchFailedError:
            return FetchResult()

    def _fetched(
        self,
        batch: Sequence[str],
        read: Callable[[bytes], Read],
        kept: Archive | None,
        tries: int,
    ) -> FetchResult[Read]:
        reply = self._ask(
            biopython.efetch,
            partial(read_articles, asked=batch),
            {"db": DATABASE, "id": batch, "retmode": "xml"},
            tries=tries,
        )
        arrived = read_all(reply.articles, read)
        if kept is not None:
            readable = {pmid: reply.articles[pmid] for pmid in arrived.records}
            kept.keep(readable, source=self.place, stored_on=today())
        arrived.missing |= reply.faults
        return arrived

    def _origin(self) -> str:
        """Under which name the archive keeps what this service sends."""
        info = self._described()
        if info.is_local and info.build:
            return f"{LOCAL}, build {info.build}"
        return PUBMED if self._is_ncbi else self._transport.base

    def _described(self) -> InfoReply:
        if self._info is None:
            self._info = self._ask(biopython.einfo, read_info, {"db": DATABASE, "retmode": "xml"})
        return self._info

    def _ask(
        self,
        utility: Callable[..., Any],
        read: Callable[[bytes], Read],
        parameters: Mapping[str, object],
        *,
        tries: int = TRIES,
    ) -> Read:
        """What `read` makes of the answer of one Biopython function."""
        replies: list[Read] = []
        failure: SearchFailedError | None = None

        def opener(request: Request) -> io.BytesIO:
            body, reply = self._transport.send(request, read, tries=tries)
            replies.append(reply)
            return biopython.Handle(body, request.full_url)

        try:
            with biopython.sending_with(opener):
                utility(**parameters, **self._identity).close()
        except SearchFailedError as error:
            failure = type(error)(_message(self._without_secrets(str(error))))
        if failure:  # raised out here, so that no error with a secret in it hangs on to this one
            raise failure
        return replies[0]

    def _without_secrets(self, text: str) -> str:
        """What a service said, without address and key, however it may have repeated them."""
        for secret in self._secrets:
            for form in (secret, quote_plus(secret), quote(secret), quote(secret, safe="")):
                text = re.sub(re.escape(form), "[removed]", text, flags=re.IGNORECASE)
        return text


def _message(text: str) -> str:
    """A message cut to size."""
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}..."


def today() -> str:
    """Today's date (ISO 8601, UTC): as of when a service that is always current was searched."""
    return datetime.now(UTC).date().isoformat()


def day_before(days: int) -> str:
    """The day (ISO 8601, UTC) so many days before today."""
    return (datetime.now(UTC).date() - timedelta(days=days)).isoformat()


def _kept_parts(answer: SearchAnswer) -> dict[str, object]:
    """What the archive keeps of an answer beside its query."""
    return {name: part for name, part in asdict(answer).items() if name != "query"}
