"""Runs the searches of claims, step by step, and keeps the log from which they can be run again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from review.core import settings
from review.core.errors import SearchFailedError
from review.core.models import Claim, Strategy
from review.core.run_tables import SEARCHES
from review.core.vocabulary import SearchState
from review.search.entrez import EntrezClient, SearchAnswer
from review.search.known import known_columns
from review.search.rewriting import checked, left_out_blocks, left_out_terms

GIVE_UP_AFTER = 3
"""After so many claims in a row without an answer the service is taken to be gone: the other claims
are logged as failed without keeping the user waiting through every retry."""


@dataclass(frozen=True)
class Hit:
    """A record found for a claim, by the first search that found it; `rank` 1 is the best match."""

    claim_id: str
    search_id: str
    pmid: str
    rank: int


@dataclass
class _ClaimSearch:
    """The searches of one claim so far."""

    rows: list[dict[str, object]] = field(default_factory=list)
    hits: dict[str, Hit] = field(default_factory=dict)

    @property
    def has_failed(self) -> bool:
        """Whether a search of the claim got no answer."""
        return any(row["state"] is SearchState.FAILED for row in self.rows)


def run_searches(
    claims: Sequence[Claim],
    strategies: Callable[[Claim], Sequence[Strategy]],
    client: EntrezClient,
    *,
    limit: int,
) -> tuple[pd.DataFrame, list[Hit]]:
    """Search for every claim that has strategies.

    The steps of a claim run in order until at least `settings.ENOUGH_RECORDS` distinct records are
    found (or `limit`, where that is smaller). Records of all steps run are kept, in order of step,
    then rank, at most `limit` per claim. A step that fails is logged as failed and ends the claim's
    searches; so does an answer to something else than was asked (`rewriting.checked`). Other claims go on, unless `GIVE_UP_AFTER` claims in a row got no answer: then the
    rest is logged as failed without being sent.

    Returns:
        The log (table `searches`, one row per search sent) and the hits, each record once per claim.
    """
    done: list[_ClaimSearch] = []
    for claim in claims:
        steps = strategies(claim)
        lately = [search for search in done if search.rows][-GIVE_UP_AFTER:]
        is_gone = len(lately) == GIVE_UP_AFTER and all(search.has_failed for search in lately)
        search = _not_sent if steps and is_gone else _search_claim
        done.append(search(claim, steps, client, limit))
    log = SEARCHES.build(row for search in done for row in search.rows)
    return log, [hit for search in done for hit in search.hits.values()]


def _search_claim(
    claim: Claim, strategies: Sequence[Strategy], client: EntrezClient, limit: int
) -> _ClaimSearch:
    search = _ClaimSearch()
    for strategy in strategies:
        row = _row(claim, strategy, limit)
        try:
            answer = client.search(strategy.query, limit=limit)
            row |= _said(answer)
            checked(strategy, answer)
            row |= known_columns(claim, answer, client)
        except SearchFailedError as error:
            search.rows.append(row | _failed(client, error))
            break
        _keep(search.hits, claim, str(row["search_id"]), answer, limit)
        row["relaxation"] = _relaxation(strategy, answer)
        search.rows.append(row | _read(answer, search.hits))
        if len(search.hits) >= min(settings.ENOUGH_RECORDS, limit):
            break
    return search


def _not_sent(
    claim: Claim, steps: Sequence[Strategy], client: EntrezClient, limit: int
) -> _ClaimSearch:
    """A failed search that was not sent, because the searches before it got no answer."""
    reason = SearchFailedError(
        f"Not sent: the searches of the {GIVE_UP_AFTER} claims before got no answer; run again when the "
        "service answers."
    )
    return _ClaimSearch([_row(claim, steps[0], limit) | _failed(client, reason)])


def _keep(
    hits: dict[str, Hit], claim: Claim, search_id: str, answer: SearchAnswer, limit: int
) -> None:
    for rank, pmid in enumerate(answer.pmids, 1):
        if pmid not in hits and len(hits) < limit:
            hits[pmid] = Hit(claim.claim_id, search_id, pmid, rank)


def _row(claim: Claim, strategy: Strategy, limit: int) -> dict[str, object]:
    return {
        "search_id": f"{claim.claim_id}-{strategy.step}",
        "claim_id": claim.claim_id,
        "step": strategy.step,
        "relaxation": strategy.relaxation,
        "query": strategy.query,
        "study_filter": strategy.study_filter,
        "limit": limit,
    }


def _relaxation(strategy: Strategy, answer: SearchAnswer) -> str:
    """What the strategy left out, and what the service left out of it."""
    blocks = [
        f"{name} left out by the service, which knows none of its terms"
        for name in left_out_blocks(strategy, answer)
    ]
    terms = () if strategy.blocks else left_out_terms(answer.warnings, answer.query_translation)
    named = [f"left out by the service: {', '.join(terms)}"] if terms else []
    return "; ".join(part for part in (strategy.relaxation, *blocks, *named) if part)


def _said(answer: SearchAnswer) -> dict[str, object]:
    return {
        "database": answer.database,
        "query_translation": answer.query_translation,
        "warnings": answer.warnings,
        "searched_on": answer.searched_on,
        "count": answer.count,
    }


def _read(answer: SearchAnswer, hits: dict[str, Hit]) -> dict[str, object]:
    fetched = sum(pmid in hits for pmid in answer.pmids)
    return {
        "fetched": fetched,
        "limit_reached": answer.count > fetched,
        "state": SearchState.ANSWERED,
    }


def _failed(client: EntrezClient, error: SearchFailedError) -> dict[str, object]:
    return {
        "database": _name(client),
        "state": SearchState.FAILED,
        "error": str(error),
    }


def _name(client: EntrezClient) -> str:
    """The database as far as the service has named it."""
    return client.known_database or f"E-utilities service at {client.place}"
