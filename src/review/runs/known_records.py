"""Which records that a user knows of a run's searches found: its recall, as far as the user can tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from review.claims.library import claims_from
from review.core.models import Claim
from review.core.tables import parse_list
from review.core.vocabulary import SearchState


@dataclass(frozen=True)
class Recall:
    """The known records of one claim; `found`, `missed`, `absent` and `untold` are all of them.

    `unread` are those among the found that lie beyond the limit of records; `lost` those among the found
    that could not be had or read; `absent` those that the
    database does not hold; `untold` all of them where a search failed or none was made.
    """

    claim_id: str
    found: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """How many records the user named."""
        return len(self.found) + len(self.missed) + len(self.absent) + len(self.untold)

    @property
    def is_whole(self) -> bool:
        """Whether every known record was found and read."""
        return not (self.missed or self.absent or self.untold or self.unread or self.lost)

    def __str__(self) -> str:
        parts = {
            "missed": self.missed,
            "beyond the limit": self.unread,
            "could not be had": self.lost,
            "not in the database": self.absent,
            "not looked for, because a search failed or none was made": self.untold,
        }
        told = [f"{what}: PMID {', '.join(pmids)}" for what, pmids in parts.items() if pmids]
        return "; ".join(
            [f"{self.claim_id}: {len(self.found)} of {self.known} known records found", *told]
        )


def recall(
    claims: pd.DataFrame, searches: pd.DataFrame, screening: pd.DataFrame
) -> tuple[Recall, ...]:
    """The recall of every claim for which a record is known, in file order.

    Args:
        claims: the table `claims`, with `known_pmids`.
        searches: the table `searches`.
        screening: the table `screening`: what was read.
    """
    return tuple(_recalls(claims_from(claims), searches, screening))


def _recalls(
    claims: Sequence[Claim], searches: pd.DataFrame, screening: pd.DataFrame
) -> Iterator[Recall]:
    for claim in claims:
        own = searches[searches["claim_id"] == claim.claim_id]
        read = set(screening.loc[screening["claim_id"] == claim.claim_id, "pmid"])
        if not claim.known_pmids:
            continue
        if own.empty or (own["state"] == SearchState.FAILED).any():
            yield Recall(claim.claim_id, untold=claim.known_pmids)
            continue
        found = _named(own["known_found"])
        absent = _named(own["known_absent"]) - found
        lost = {pmid for cell in own["not_retrieved"] for pmid, _ in parse_list(cell)} & found
        yield Recall(
            claim.claim_id,
            found=tuple(pmid for pmid in claim.known_pmids if pmid in found),
            missed=tuple(pmid for pmid in claim.known_pmids if pmid not in found | absent),
            absent=tuple(pmid for pmid in claim.known_pmids if pmid in absent),
            unread=tuple(pmid for pmid in claim.known_pmids if pmid in found - read - lost),
            lost=tuple(pmid for pmid in claim.known_pmids if pmid in lost),
        )


def _named(cells: pd.Series) -> set[str]:
    return {pmid for cell in cells for pmid in parse_list(cell)}
