"""Fetches what the searches of all claims found, so that one bad record fails itself and nothing else."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import pandas as pd

from review.core.errors import SearchFailedError
from review.core.tables import list_cell
from review.core.vocabulary import SearchState
from review.search.entrez import EntrezClient
from review.search.fetched import FetchResult
from review.search.runs import Hit
from review.search.transport import TRIES, UnreadableAnswerError

Read = TypeVar("Read")

TOGETHER = 200
"""Records asked for in one request; of a request that fails both halves are asked for again."""

GIVE_UP_AFTER = 12
"""After so many fetches in a row without a record the service is taken to be gone. Finding one lost
record among 200 takes nine."""

MAY_BE_MISSING = 0.2
"""Share of a claim's records that may be missing; where more are, its search has failed."""


def fetch_hits(
    client: EntrezClient, hits: Sequence[Hit], read: Callable[[bytes], Read]
) -> FetchResult[Read]:
    """What `read` makes of every record found, by PMID, and why those that are missing could not be had.

    A request that fails is taken apart until the record that is to blame stands alone. Answers that
    arrive broken cost little and are followed to their end; of a service that does not answer no more
    than `GIVE_UP_AFTER` requests in a row are made.
    """
    pmids = sorted({hit.pmid for hit in hits}, key=int)
    starts = range(0, len(pmids), TOGETHER)
    waiting = [(pmids[start : start + TOGETHER], TRIES) for start in reversed(starts)]
    done: FetchResult[Read] = FetchResult()
    in_vain = 0
    while waiting:
        block, tries = waiting.pop()
        try:
            done.add(client.fetch(block, read, tries=tries))
            in_vain = 0
        except SearchFailedError as error:
            is_broken = isinstance(error, UnreadableAnswerError)
            in_vain += not is_broken
            if in_vain == GIVE_UP_AFTER:
                rest = [pmid for later, _ in ((block, tries), *waiting) for pmid in later]
                done.add(FetchResult(missing=dict.fromkeys(rest, str(error))))
                return done
            half = len(block) // 2
            if half:
                again = 1 if is_broken else TRIES
                waiting += [(block[half:], again), (block[:half], again)]
            else:
                done.missing[block[0]] = str(error)
    return done


def without_missing(
    log: pd.DataFrame, hits: Sequence[Hit], missing: dict[str, str]
) -> tuple[pd.DataFrame, list[Hit]]:
    """The log, which names every record that could not be had, and the hits that remain.

    A claim's search has failed where more than `MAY_BE_MISSING` of its records are missing, but for one,
    which may always be; and where nothing is left to read.
    """
    log = log.copy()
    of_claim: dict[str, list[Hit]] = {}
    for hit in hits:
        of_claim.setdefault(hit.claim_id, []).append(hit)
    remaining: list[Hit] = []
    for claim_id, found in of_claim.items():
        lost = [hit for hit in found if hit.pmid in missing]
        if is_too_much(len(lost), len(found)):
            rows = log["claim_id"] == claim_id
            log.loc[rows, "state"] = SearchState.FAILED.value
            log.loc[rows, "error"] = _told(lost, found, missing)
            log.loc[rows, "fetched"] = 0
        else:
            remaining += [hit for hit in found if hit.pmid not in missing]
        _name(log, lost, missing)
    return log, remaining


def is_too_much(lost: int, found: int) -> bool:
    """Whether so many records missing of those found are a failed search.

    >>> is_too_much(1, 3), is_too_much(2, 9), is_too_much(2, 10), is_too_much(1, 1)
    (False, True, False, True)
    """
    return lost == found > 0 or lost > max(1, MAY_BE_MISSING * found)


def _told(lost: Sequence[Hit], found: Sequence[Hit], missing: dict[str, str]) -> str:
    first = lost[0].pmid
    return f"{len(lost)} of {len(found)} records could not be had, first PMID {first}: {missing[first]}"


def _name(log: pd.DataFrame, lost: Iterable[Hit], missing: dict[str, str]) -> None:
    """Write the missing records, with the reason, into the row of the search that found them."""
    of_search: dict[str, list[tuple[str, str]]] = {}
    for hit in lost:
        of_search.setdefault(hit.search_id, []).append((hit.pmid, missing[hit.pmid]))
    for search_id, named in of_search.items():
        log.loc[log["search_id"] == search_id, "not_retrieved"] = list_cell(named)
