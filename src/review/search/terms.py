"""Hits of every block and every term of a search, by which an information specialist checks it (PRESS)."""

from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from review.core.errors import SearchFailedError
from review.core.models import Claim, Strategy
from review.core.run_tables import SEARCH_TERMS
from review.search.entrez import EntrezClient

GIVE_UP_AFTER = 3
"""After so many strings in a row without an answer the others are not asked for."""


def count_terms(
    claims: Sequence[Claim],
    strategies: Callable[[Claim], Sequence[Strategy]],
    client: EntrezClient,
) -> pd.DataFrame:
    """How many records of the database match each block and term of each claim's first search.

    Every string is asked once, whichever claims share it. Hits that the service did not tell are
    missing; a user's own query has no blocks.

    Returns:
        The table `search_terms`: for each block a row for the whole, then one for each of its terms.
    """
    counter = _Counter(client)
    return SEARCH_TERMS.build(
        row
        for claim in claims
        for strategy in strategies(claim)[:1]
        for row in _rows(claim, strategy, counter)
    )


def _rows(claim: Claim, strategy: Strategy, counter: "_Counter") -> Iterator[dict[str, object]]:
    for block in strategy.blocks:
        terms = [term for term in block.terms if term != block.query]
        for term, query in [("", block.query), *((term, term) for term in terms)]:
            yield {
                "search_id": f"{claim.claim_id}-{strategy.step}",
                "claim_id": claim.claim_id,
                "block": block.name,
                "term": term,
                "hits": counter.hits(query),
            }


class _Counter:
    """Asks for the hits of a string, each string once."""

    def __init__(self, client: EntrezClient) -> None:
        self._client = client
        self._known: dict[str, int | None] = {}
        self._in_vain = 0

    def hits(self, query: str) -> int | None:
        """Records that match; None where the service does not say."""
        if query not in self._known:
            self._known[query] = self._asked(query)
        return self._known[query]

    def _asked(self, query: str) -> int | None:
        if self._in_vain == GIVE_UP_AFTER:
            return None
        try:
            count = self._client.search(query, limit=0).count
        except SearchFailedError:
            self._in_vain += 1
            return None
        self._in_vain = 0
        return count
