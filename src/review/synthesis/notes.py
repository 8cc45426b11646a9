"""Cautions shown beside a verdict: small bodies, unanimity, retractions, borrowed questions, sample text."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from review.core.models import Claim, Record
from review.core.tables import parse_list
from review.core.vocabulary import NOT_READ, NoticeState, ScreeningReason
from review.synthesis.basis import directness_reasons
from review.synthesis.direction import LEVELS_OF_SOURCE, Body, DirectionOfEffect, effect
from review.synthesis.studies import pmid_order

SMALL_BODY = 3
UNANIMOUS_FROM = 2
NEARLY_ALL = 0.9
UNANIMITY_TRUSTED_FROM = 10

NOTICES = {
    NoticeState.RETRACTED: "Retracted and not counted",
    NoticeState.EXPRESSION_OF_CONCERN: "With an expression of concern",
}


def notes(claim: Claim, body: Body, records: Mapping[str, Record]) -> tuple[str, ...]:
    """The cautions that apply to a body of evidence, in a fixed order."""
    return (
        *_on_size(body),
        *_on_unanimity(claim, body),
        *_on_directness(body),
        *_on_unread(body),
        *_on_sources(body),
        *_on_notices(body, records),
        *_on_text(body, records),
    )


def _on_size(body: Body) -> list[str]:
    number = len(body.counted)
    if number == 1 and body.anchor is None:
        return ["Rests on a single study."]
    if number == 1:
        return [f"Rests on a single synthesis (PMID {body.counted[0].pmid})."]
    if 0 < number < SMALL_BODY:
        return [f"Small body of evidence: {number} counted studies."]
    return []


def _on_unanimity(claim: Claim, body: Body) -> list[str]:
    """In both directions: a few studies that agree are not strong because they agree."""
    if not UNANIMOUS_FROM <= len(body.counted) < UNANIMITY_TRUSTED_FROM:
        return []
    effects = [effect(claim, study) for study in body.counted]
    words = (
        (DirectionOfEffect.TOWARDS, "go the claim's way"),
        (DirectionOfEffect.AGAINST, "go the opposite way"),
        (DirectionOfEffect.NULL, "show no clear difference"),
    )
    return [
        f"{effects.count(item)} of {len(effects)} counted studies {word}: in so small a body, "
        "agreement is no sign of strength."
        for item, word in words
        if effects.count(item) >= NEARLY_ALL * len(effects)
    ]


def _on_unread(body: Body) -> list[str]:
    """Studies that may report on the claim and could not be read: silence is not what they say."""
    rules = [s.deciding.rule for s in body.studies if s.deciding.rule.startswith(NOT_READ)]
    if not rules:
        return []
    reasons = Counter(rule.removeprefix(f"{NOT_READ} (").removesuffix(")") for rule in rules)
    told = "; ".join(f"{reason} ({number})" for reason, number in sorted(reasons.items()))
    return [f"{len(rules)} of {len(body.studies)} included studies could not be read: {told}."]


def _on_directness(body: Body) -> list[str]:
    indirect = [study for study in body.counted if not study.is_direct]
    if not indirect or len(indirect) * 2 < len(body.counted):
        return []
    reasons = directness_reasons(indirect)
    return ["Evidence mostly indirect" + (f": {'; '.join(reasons)}." if reasons else ".")]


def _on_sources(body: Body) -> list[str]:
    weak = body.source_level and body.source_level != LEVELS_OF_SOURCE[0]
    return [f"No study in people speaks to the claim: only {body.source_level}."] if weak else []


def _on_notices(body: Body, records: Mapping[str, Record]) -> list[str]:
    pmids = sorted({pmid for study in body.studies for pmid in study.pmids}, key=pmid_order)
    noted = []
    for state, words in NOTICES.items():
        named = [p for p in pmids if p in records and records[p].notice_state is state]
        if named:
            noted.append(f"{words}: PMID {', '.join(named)}.")
    return noted


def _on_text(body: Body, records: Mapping[str, Record]) -> list[str]:
    decisive = [records[s.pmid] for s in body.counted if s.pmid in records]
    summaries = sum(record.is_summary for record in decisive)
    if not summaries:
        return []
    return [
        f"{summaries} of {len(body.counted)} counted studies were read from summaries written for this "
        "project, not from the authors' abstracts."
    ]


def on_searches(searches: pd.DataFrame, screening: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """By claim, what its searches leave open (more matched than were read, records that could not be
    had) and what was retracted.
    """
    noted: dict[str, tuple[str, ...]] = {}
    reached = searches[searches["limit_reached"].fillna(False).astype(bool)]
    for row in reached.to_dict("records"):
        words = (
            f"Search {row['search_id']} matched {row['count']} records; "
            f"only the best {row['limit']} for the claim were read."
        )
        noted[row["claim_id"]] = (*noted.get(row["claim_id"], ()), words)
    for row in searches[searches["not_retrieved"].notna()].to_dict("records"):
        lost = [f"PMID {pmid}" for pmid, _ in parse_list(row["not_retrieved"])]
        words = f"Found by search {row['search_id']} and not read, because they could not be had or read: "
        noted[row["claim_id"]] = (*noted.get(row["claim_id"], ()), f"{words}{', '.join(lost)}.")
    retracted = screening[screening["reason"] == ScreeningReason.RETRACTED.value]
    for claim_id, of_claim in retracted.groupby("claim_id", sort=False):
        words = f"Excluded because retracted: PMID {', '.join(of_claim['pmid'])}."
        noted[claim_id] = (*noted.get(claim_id, ()), words)
    return noted
