"""Searching for claims, so that nothing is lost without a word.

A claim that cannot be searched for and a search without an answer end as rows with state `failed` in the
log, never as an empty answer.
"""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from review.core.models import Claim
from review.core.run_tables import SEARCHES
from review.core.vocabulary import Kind, SearchState
from review.search.entrez import EntrezClient
from review.search.filters import StudyFilter
from review.search.runs import Hit, run_searches
from review.search.strategy import strategies
from review.search.terms import count_terms
from review.terms.concepts import INTERVENTION_GROUPS, thesaurus
from review.terms.precautions import is_checkable

NEEDS_INTERVENTION = frozenset(Kind) - {Kind.BACKGROUND, Kind.MECHANISM}
"""Kinds of claim whose search without the intervention would answer another question."""

NO_SEARCH = (
    "No search could be made: no intervention can be read from the claim; name it in the column "
    "intervention."
)
NOT_ASKED = "none: not sent"
"""What stands for the database of a search that was not sent to any."""


def search_claims(
    claims: Sequence[Claim],
    client: EntrezClient,
    *,
    limit: int,
    study_filter: StudyFilter | None = None,
) -> tuple[pd.DataFrame, list[Hit]]:
    """The log of all searches, in order of the claims, and the hits.

    A study filter is part of every search but a user's own query. A claim for which no search can be made has one row, failed, with the statement for a query.
    """
    hopeless = [claim for claim in claims if cannot_be_searched(claim)]
    others = [claim for claim in claims if claim not in hopeless]
    steps = partial(strategies, study_filter=study_filter)
    sent, hits = run_searches(others, steps, client, limit=limit)
    log = pd.concat([sent, SEARCHES.build(_not_sent(claim, limit) for claim in hopeless)])
    place = {claim.claim_id: number for number, claim in enumerate(claims)}
    in_order = log.sort_values("claim_id", key=lambda names: names.map(place), kind="stable")
    return SEARCHES.check(in_order.reset_index(drop=True)), hits


def count_search_terms(
    claims: Sequence[Claim], client: EntrezClient, *, study_filter: StudyFilter | None = None
) -> pd.DataFrame:
    """Hits of every block and term of the claims' first searches: the table `search_terms`."""
    searched = [claim for claim in claims if not cannot_be_searched(claim)]
    return count_terms(searched, partial(strategies, study_filter=study_filter), client)


def cannot_be_searched(claim: Claim) -> bool:
    """Whether a claim that asks for a search gives no words to search its intervention with."""
    if claim.query or claim.doubts or not is_checkable(claim):
        return False
    if claim.kind in NEEDS_INTERVENTION:
        return not thesaurus().resolve(claim.intervention, INTERVENTION_GROUPS)
    return not strategies(claim)


def _not_sent(claim: Claim, limit: int) -> dict[str, object]:
    return {
        "search_id": f"{claim.claim_id}-1",
        "claim_id": claim.claim_id,
        "step": 1,
        "database": NOT_ASKED,
        "query": claim.statement,
        "limit": limit,
        "state": SearchState.FAILED,
        "error": NO_SEARCH,
    }
