"""PRISMA 2020 flow (Page 2021, BMJ 372:n71): how many records came in, fell out, and why.

Counted for the whole run, where a record found for several claims is one record, and for each
claim. Every count is checked against the others; a flow that does not add up is an error.
"""

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from review.core.errors import InputError
from review.core.tables import parse_list
from review.core.vocabulary import ScreeningDecision, ScreeningReason, SearchState


def prisma(
    searches: pd.DataFrame,
    records: pd.DataFrame,
    screening: pd.DataFrame,
    appraisals: pd.DataFrame,
) -> dict[str, object]:
    """Counts of the flow: those of the run, and under `claims` those of each claim searched.

    Keys, of the run and of each claim: `searches`, `searches_failed`, `identified` (records asked for,
    summed over searches), `duplicates_removed`, `not_retrieved` (could not be had or read), `screened`,
    `excluded`, `excluded_by_reason`, `included` (records), `studies_included`, and `not_read` (matched,
    but beyond the limit).
    A record is excluded from the run when it is excluded for every claim it was found for; its
    reason is the one given most often.

    Raises:
        InputError: names the claim and the two counts that disagree.
    """
    _same(set(records["pmid"]), set(screening["pmid"]), "the run", "records", "screened records")
    whole = _flow("the run", searches, _record_level(screening), appraisals)
    claims = {
        str(claim_id): _flow(
            f"claim {claim_id}",
            searches[searches["claim_id"] == claim_id],
            screening[screening["claim_id"] == claim_id],
            appraisals[appraisals["claim_id"] == claim_id],
        )
        for claim_id in searches["claim_id"].unique()
    }
    return {**whole, "claims": claims}


def _record_level(screening: pd.DataFrame) -> pd.DataFrame:
    """Screening with one row per record: included where any claim includes it."""
    rows = []
    for pmid, of_record in screening.groupby("pmid", sort=True):
        included = (of_record["decision"] == ScreeningDecision.INCLUDED).any()
        rows.append(
            {
                "pmid": pmid,
                "decision": (
                    ScreeningDecision.INCLUDED if included else ScreeningDecision.EXCLUDED
                ),
                "reason": None if included else _most_frequent(of_record["reason"]),
            }
        )
    return pd.DataFrame(rows, columns=["pmid", "decision", "reason"])


def _most_frequent(reasons: Iterable[str]) -> str:
    """The reason given most often; among equals the first of the closed list."""
    given = Counter(str(reason) for reason in reasons)
    return max(ScreeningReason, key=lambda reason: given[reason])


def _flow(
    where: str, searches: pd.DataFrame, screening: pd.DataFrame, appraisals: pd.DataFrame
) -> dict[str, object]:
    included = screening[screening["decision"] == ScreeningDecision.INCLUDED]
    excluded = screening[screening["decision"] == ScreeningDecision.EXCLUDED]
    identified = int(searches["fetched"].sum())
    missing = len(not_retrieved(searches[searches["state"] == SearchState.ANSWERED.value]))
    by_reason = _by_reason(excluded["reason"])
    cut_short = searches[searches["limit_reached"].fillna(False)]
    unread = (cut_short["count"] - cut_short["fetched"]).clip(lower=0)
    _same(
        set(appraisals["pmid"]),
        set(included["pmid"]),
        where,
        "appraised records",
        "included records",
    )
    if identified < len(screening) + missing:
        raise InputError(
            f"The PRISMA flow of {where} does not add up: {len(screening)} records were screened and "
            f"{missing} not retrieved, but the searches log only {identified} as asked for; correct the "
            "column `fetched`."
        )
    if sum(by_reason.values()) != len(excluded):
        raise InputError(
            f"The PRISMA flow of {where} does not add up: {len(excluded)} records are excluded, "
            f"{sum(by_reason.values())} with a reason; give each exclusion one reason."
        )
    return {
        "searches": len(searches),
        "searches_failed": int((searches["state"] == SearchState.FAILED).sum()),
        "identified": identified,
        "duplicates_removed": identified - missing - len(screening),
        "not_retrieved": missing,
        "screened": len(screening),
        "excluded": len(excluded),
        "excluded_by_reason": by_reason,
        "included": len(included),
        "studies_included": int(appraisals["study_id"].nunique()),
        "not_read": int(unread.sum()),
    }


def not_retrieved(searches: pd.DataFrame) -> dict[str, str]:
    """Why records that searches of the table `searches` found could not be had or read, by PMID."""
    cells = map(parse_list, searches["not_retrieved"])
    return {pmid: reason for named in cells for pmid, reason in named}


def _by_reason(reasons: pd.Series) -> dict[str, int]:
    given = Counter(str(reason) for reason in reasons.dropna())
    return {reason.value: given[reason] for reason in ScreeningReason if given[reason]}


def _same(left: set[str], right: set[str], where: str, left_name: str, right_name: str) -> None:
    if left != right:
        apart = sorted(left ^ right)
        raise InputError(
            f"The PRISMA flow of {where} does not add up: {len(left)} {left_name} but {len(right)} "
            f"{right_name}; PMID {apart[0]} is in one and not in the other, so run the stages again."
        )
