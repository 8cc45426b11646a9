"""Recall: which records that a user knows of are found by a search (PRESS, Cochrane Handbook 4.4)."""

from collections.abc import Sequence

from review.core.models import Claim
from review.search.entrez import EntrezClient, SearchAnswer


def known_columns(
    claim: Claim, answer: SearchAnswer, client: EntrezClient
) -> dict[str, tuple[str, ...]]:
    """Which of the claim's known records match the string, which do not, which the database lacks.

    A record beyond the limit matches all the same: the service is asked for the string together with
    the PMIDs that are not among those it named. At most two requests, none for a claim without any.

    Returns:
        The columns `known_found`, `known_missed` and `known_absent` of the table `searches`.

    Raises:
        SearchFailedError: the service gave no answer.
    """
    known = claim.known_pmids
    found = set(answer.pmids) & set(known)
    others = [pmid for pmid in known if pmid not in found]
    if others and answer.count > len(answer.pmids):
        found |= set(_among(client, others, within=answer.query))
    others = [pmid for pmid in known if pmid not in found]
    held = set(_among(client, others)) if others else set()
    return {
        "known_found": tuple(pmid for pmid in known if pmid in found),
        "known_missed": tuple(pmid for pmid in others if pmid in held),
        "known_absent": tuple(pmid for pmid in others if pmid not in held),
    }


def _among(client: EntrezClient, pmids: Sequence[str], *, within: str = "") -> tuple[str, ...]:
    """Those PMIDs that the database holds and, where a string is given, that match it."""
    named = " OR ".join(f"{pmid}[uid]" for pmid in pmids)
    query = f"({within}) AND ({named})" if within else named
    return client.search(query, limit=len(pmids)).pmids
