"""The effect that a rationale reports on the claim's outcome: measure, estimate, interval, p, as printed.

An estimate belongs to the outcome named last before it in its clause or, where none is, first after
it. It is taken only where that outcome is the claim's, and no other treatment's name stands nearer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from review.appraisal.arms import split_arms
from review.appraisal.evidence import Evidence
from review.appraisal.question import Question
from review.core.models import Claim
from review.core.vocabulary import Measure
from review.reading.abbreviations import abbreviations
from review.relations.clauses import clauses
from review.relations.estimates import (
    P_VALUE,
    POWER,
    RATIOS,
    Estimate,
    Interval,
    PValue,
    estimates,
    p_values,
)
from review.relations.naming import outcome_place
from review.terms.concepts import OWN_PHRASE, thesaurus
from review.terms.record_concepts import mentions_in, places

JOINED = re.compile(r"\s*(?:,|/|,?\s*(?:and|or|as well as))\s*(?:the\s+|of\s+)?", re.IGNORECASE)
"""What stands between two outcomes that share one estimate."""

COLON = re.compile(r"\s*:\s*")
OTHER_LEVEL = re.compile(r"\b9[09](?:\.\d+)?\s*%")
"""An interval at another level than 95 %."""

IN_WORDS = re.compile(r"ratio|risk|rate|odds|differen|reduction|effect|hedges|cohen", re.IGNORECASE)
"""A measure that is spelled out; HR alone may be a heart rate, RR a respiratory rate."""

EXPONENT = re.compile(r"\s*\^?\s*[−–-]?\s*\d+")
"""What follows "× 10" in a very small p-value."""

SPOKEN_RELATION = {"less than": "<", "greater than": ">", "&lt;": "<", "&gt;": ">"}

Span = tuple[int, int]
Figure = TypeVar("Figure", Estimate, PValue)


@dataclass(frozen=True)
class Reported:
    """An effect as printed; all of it may be missing, and a p-value may stand alone."""

    measure: Measure | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: str = ""


def reported_effect(claim: Claim, asked: Question, shown: Evidence | None) -> Reported:
    """The effect on the claim's outcome in the sentence that shows the finding.

    Args:
        claim: the claim.
        asked: its question.
        shown: the evidence that shows the finding; its sentence is the only one that is read.

    Returns:
        Estimate, 95 % interval and p-value exactly as the sentence gives them. Nothing where the
        sentence does not name the claim's outcome, or gives the figures of another outcome or treatment.
    """
    if shown is None:
        return Reported()
    text = shown.passage.text
    own = _own_places(text, claim, shown)
    if not own:
        return Reported()
    figures = [found for found in estimates(text) if _is_plausible(text, found)]
    ours = _of_treatment(text, asked, _of_outcome(text, own, figures))
    if ours:
        return _reported(text, next((item for item in ours if item.interval), ours[0]))
    alone = [] if figures else _of_treatment(text, asked, _of_outcome(text, own, p_values(text)))
    return Reported(p_value=_printed(text, alone[0]) if alone else "")


def _own_places(text: str, claim: Claim, shown: Evidence) -> list[Span]:
    """Where the sentence names the claim's outcome."""
    if shown.claimed.group != OWN_PHRASE:
        return list(places(text, shown.claimed))
    place = outcome_place(text, claim.outcome, abbreviations(text))
    return [] if place is None else [(place.start, place.end)]


def _of_outcome(text: str, own: list[Span], figures: Sequence[Figure]) -> list[Figure]:
    """The figures that belong to the claim's outcome."""
    rivals = _rivals(text, own)
    stretches = _stretches(text)
    return [item for item in figures if _belongs(text, item, own, rivals, stretches)]


def _rivals(text: str, own: list[Span]) -> list[Span]:
    """Where the sentence names another outcome."""
    known = thesaurus().concepts
    named = [
        (mention.start, mention.end)
        for mention in mentions_in(text)
        if known[mention.concept_id].group == "outcome"
    ]
    return [place for place in named if not any(_overlap(place, mine) for mine in own)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _stretches(text: str) -> list[Span]:
    """The clauses of the sentence, those with a colon between them as one."""
    found: list[Span] = []
    for clause in clauses(text):
        end = clause.start + len(clause.text)
        if found and COLON.fullmatch(text[found[-1][1] : clause.start]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((clause.start, end))
    return found


def _belongs(
    text: str,
    figure: Estimate | PValue,
    own: list[Span],
    rivals: list[Span],
    stretches: list[Span],
) -> bool:
    within = next((s for s in stretches if s[0] <= figure.start < s[1]), (0, len(text)))
    here = sorted(place for place in (*own, *rivals) if within[0] <= place[0] < within[1])
    before = [place for place in here if place[1] <= figure.start]
    after = [place for place in here if place[0] >= figure.end]
    if not before and not after:
        return False
    nearest = before[-1] if before else after[0]
    return nearest in own and not _is_shared(text, nearest, here, own)


def _is_shared(text: str, nearest: Span, here: list[Span], own: list[Span]) -> bool:
    """Whether another outcome is joined to this one, so that nobody can say whose the figure is."""
    others = [place for place in here if place not in own]
    return any(
        JOINED.fullmatch(text[min(one, nearest)[1] : max(one, nearest)[0]]) is not None
        for one in others
    )


def _of_treatment(text: str, asked: Question, figures: Sequence[Figure]) -> list[Figure]:
    """Of several figures those that stand by the claim's treatment, not by another one alone."""
    if len(figures) < 2:  # noqa: PLR2004 - one figure is the sentence's own comparison
        return list(figures)
    ours, others = split_arms(text, asked)
    edges = [0, *(figure.end for figure in figures)]
    starts = [*(figure.start for figure in figures), len(text)]
    kept = []
    for number, figure in enumerate(figures):
        before = (edges[number], figure.start)
        after = (figure.end, starts[number + 1])
        for span in (before, after):
            is_ours = any(span[0] <= arm.start < span[1] for arm in ours)
            if is_ours or any(span[0] <= arm.start < span[1] for arm in others):
                break
        else:
            is_ours = True
        if is_ours:
            kept.append(figure)
    return kept


def _is_plausible(text: str, found: Estimate) -> bool:
    """A ratio is positive, an estimate lies within its interval, and a bare HR or RR has one or a p."""
    if found.measure in RATIOS and found.value <= 0:
        return False
    if found.interval is not None:
        return found.interval.low <= found.value <= found.interval.high
    return found.p_value is not None or bool(IN_WORDS.search(text[found.start : found.end]))


def _reported(text: str, found: Estimate) -> Reported:
    limits = _limits(text, found)
    return Reported(
        Measure(found.measure),
        found.value,
        limits.low if limits else None,
        limits.high if limits else None,
        _printed(text, found.p_value) if found.p_value else "",
    )


def _limits(text: str, found: Estimate) -> Interval | None:
    """The interval, where it is of 95 %."""
    if found.interval is None or OTHER_LEVEL.search(text[found.end : found.interval.end]):
        return None
    return found.interval


def _printed(text: str, p_value: PValue) -> str:
    """A p-value as printed, without the letter and the sign of equality."""
    printed = text[p_value.start : p_value.end]
    match = P_VALUE.fullmatch(printed)
    if match is None:
        return "NS"
    relation = SPOKEN_RELATION.get(match["relation"], match["relation"])
    sign = relation if relation in "<>≤≥" else ""
    power = EXPONENT.match(text, p_value.end) if POWER.search(match["value"]) else None
    return sign + "".join((match["value"] + (power.group() if power else "")).split())
