"""The rules of the verdict: for each family of claims an ordered list, the first that applies decides.

After Cochrane Handbook v6 chapter 15 and GRADE guidance on statements of findings (Santesso 2020):
a small null never contradicts, a claim is supported only as far as it goes, and harm needs less
than benefit to be shown possible.
"""

from collections.abc import Callable
from dataclasses import dataclass

from review.core.models import Claim
from review.core.vocabulary import Direction, Kind, Verdict
from review.synthesis.basis import LOW
from review.synthesis.direction import DirectionOfEffect
from review.synthesis.facts import (
    CONSISTENT,
    FAVOURABLE,
    LEADING,
    ONE_THIRD,
    SEVERAL_ANECDOTES,
    SUBSTANTIAL_STUDIES,
    Facts,
)
from review.terms.word_lists import has_words


@dataclass(frozen=True)
class Rule:
    """A named rule: when it applies, the verdict it gives and why."""

    name: str
    applies: Callable[[Facts], bool]
    verdict: Verdict
    reason: str


OPPOSITE_EFFECT = Rule(
    "opposite effect",
    lambda f: (
        f.opposite_leads
        and f.some_direct(DirectionOfEffect.AGAINST)
        and f.opposite_is_more_than_an_anecdote
    ),
    Verdict.CONTRADICTED,
    "Effects go the opposite way",
)
CONSISTENT_NULLS = Rule(
    "consistent nulls of sufficient size",
    lambda f: (
        f.null_is_consistent_and_large
        and f.level >= LOW
        and f.some_direct(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST)
        and not f.is_substantial(*FAVOURABLE)
    ),
    Verdict.CONTRADICTED,
    "Consistently no clear difference in a body of sufficient size",
)
OPPOSED = Rule(
    "substantial effects both ways",
    lambda f: (
        not f.favourable_leads
        and not f.opposite_leads
        and min(f.share(*FAVOURABLE), f.share(DirectionOfEffect.AGAINST)) >= ONE_THIRD
        and f.is_substantial(*FAVOURABLE)
        and f.is_substantial(DirectionOfEffect.AGAINST)
    ),
    Verdict.CONFLICTING,
    "Substantial evidence goes both ways",
)
TOO_LITTLE = Rule(
    "too little to tell",
    lambda f: True,
    Verdict.INSUFFICIENT,
    "The counted evidence is too small, too indirect, too uncertain or too divided to tell",
)


def _several_direct(f: Facts) -> bool:
    """Two or more studies of the question itself, some of them in people and more than case reports."""
    return (
        f.some_direct(*FAVOURABLE)
        and f.is_substantial(*FAVOURABLE)
        and f.count_direct(*FAVOURABLE) >= SUBSTANTIAL_STUDIES
    )


def _trial_and_another(f: Facts) -> bool:
    """A randomised trial and another study in people that is no case report, if on a neighbouring question."""
    people = [s for s in f.showing(*FAVOURABLE) if not (s.is_laboratory or s.is_anecdotal)]
    return len(people) >= SUBSTANTIAL_STUDIES and any(s.deciding.is_randomised for s in people)


def _is_no_chance_hit(f: Facts) -> bool:
    return _several_direct(f) or f.has_sizeable_trial or _trial_and_another(f)


EFFECT_RULES: tuple[Rule, ...] = (
    OPPOSITE_EFFECT,
    CONSISTENT_NULLS,
    OPPOSED,
    Rule(
        "favourable effects",
        lambda f: f.favourable_leads and f.level >= LOW and not f.shortfalls(),
        Verdict.SUPPORTED,
        "Effects go the claim's way",
    ),
    Rule(
        "favourable with a condition",
        lambda f: f.favourable_leads and f.level >= LOW,
        Verdict.PARTLY_SUPPORTED,
        "Effects go the claim's way, but not for all that it says",
    ),
    Rule(
        "unopposed but very uncertain",
        lambda f: f.share(*FAVOURABLE) == 1 and _is_no_chance_hit(f),
        Verdict.PARTLY_SUPPORTED,
        "Every counted study goes the claim's way, yet the certainty is very low",
    ),
    Rule(
        "mixed findings",
        lambda f: (
            f.level >= LOW
            and f.some_direct(*FAVOURABLE, DirectionOfEffect.MIXED)
            and f.share(*FAVOURABLE, DirectionOfEffect.MIXED) > ONE_THIRD
        ),
        Verdict.PARTLY_SUPPORTED,
        "Findings are favourable in part",
    ),
    TOO_LITTLE,
)


def _is_possibility(f: Facts) -> bool:
    return has_words(f.claim.statement, "possibility")


def _harm_seen(f: Facts) -> bool:
    return f.some_direct(DirectionOfEffect.TOWARDS)


HARM_RULES: tuple[Rule, ...] = (
    OPPOSITE_EFFECT,
    Rule(
        CONSISTENT_NULLS.name,
        lambda f: (
            CONSISTENT_NULLS.applies(f)
            and not f.count(DirectionOfEffect.TOWARDS)
            and not f.reported_beside()
        ),
        Verdict.CONTRADICTED,
        "A body of sufficient size looked for the harm and did not show it",
    ),
    Rule(
        "harm seen where the claim says it can happen",
        lambda f: (
            _is_possibility(f)
            and not f.not_shown
            and (_harm_seen(f) or len(f.towards_in_people) >= SEVERAL_ANECDOTES)
            and f.share(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST) <= LEADING
        ),
        Verdict.SUPPORTED,
        "The harm is documented, and the claim says only that it can happen",
    ),
    Rule(
        "harm shown by more than anecdotes",
        lambda f: (
            f.favourable_leads
            and not f.not_shown
            and f.share(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST, DirectionOfEffect.MIXED)
            < ONE_THIRD
            and (bool(f.controlled_towards) or len(f.anecdotes_towards) >= SEVERAL_ANECDOTES)
        ),
        Verdict.SUPPORTED,
        "The harm is shown by a study with more than single cases, or by several reports",
    ),
    OPPOSED,
    Rule(
        "harm reported in part",
        lambda f: bool(f.count(DirectionOfEffect.TOWARDS) or f.reported_beside()),
        Verdict.PARTLY_SUPPORTED,
        "The harm is reported, but only in few cases, on a neighbouring question or not by all who looked",
    ),
    TOO_LITTLE,
)


def _claims_caution_only(f: Facts) -> bool:
    return has_words(f.claim.statement, "caution")


def _tolerated(f: Facts) -> bool:
    return bool(f.count(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST))


CONTRAINDICATION_RULES: tuple[Rule, ...] = (
    Rule(
        "caution is all that is claimed",
        lambda f: _claims_caution_only(f) and _harm_seen(f) and not f.opposite_leads,
        Verdict.SUPPORTED,
        "Harm in this group is documented, and the claim asks for caution only",
    ),
    Rule(
        "caution rather than a ban",
        lambda f: (
            bool(f.count(DirectionOfEffect.TOWARDS, DirectionOfEffect.MIXED))
            and (_tolerated(f) or f.sources_call_for_caution)
            and f.share(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST) < CONSISTENT
        ),
        Verdict.PARTLY_SUPPORTED,
        "Harm in this group is documented, but sources ask for caution or a lower dose, or show tolerated use",
    ),
    Rule(
        "harm in this group shown by more than anecdotes",
        lambda f: (
            f.favourable_leads
            and (bool(f.controlled_towards) or len(f.anecdotes_towards) >= SEVERAL_ANECDOTES)
        ),
        Verdict.SUPPORTED,
        "Harm in this group is shown by a study with more than single cases, or by several reports",
    ),
    Rule(
        "tolerated in this group",
        lambda f: (
            f.level >= LOW
            and f.share(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST) >= CONSISTENT
            and f.some_direct(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST)
            and f.is_substantial(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST)
        ),
        Verdict.CONTRADICTED,
        "Studies in this group show no such harm",
    ),
    Rule(
        "harm in this group reported in part",
        lambda f: bool(f.count(DirectionOfEffect.TOWARDS, DirectionOfEffect.MIXED)),
        Verdict.PARTLY_SUPPORTED,
        "Harm is reported, but only in few cases or on a neighbouring question",
    ),
    TOO_LITTLE,
)

DESCRIPTIVE_RULES: tuple[Rule, ...] = (
    OPPOSITE_EFFECT,
    CONSISTENT_NULLS,
    OPPOSED,
    Rule(
        "sources agree",
        lambda f: (
            f.favourable_leads
            and f.some_direct(*FAVOURABLE)
            and f.share(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST, DirectionOfEffect.MIXED)
            < ONE_THIRD
            and not f.conditions
            and not f.not_shown
            and (bool(f.controlled_towards) or f.count_direct(*FAVOURABLE) >= SUBSTANTIAL_STUDIES)
        ),
        Verdict.SUPPORTED,
        "Sources agree with the claim",
    ),
    Rule(
        "sources agree in part",
        lambda f: f.some_direct(*FAVOURABLE, DirectionOfEffect.MIXED),
        Verdict.PARTLY_SUPPORTED,
        "Sources agree with part of the claim, or only one weak source does",
    ),
    TOO_LITTLE,
)


def rules_for(claim: Claim) -> tuple[Rule, ...]:
    """The ordered rules for a claim that GRADE's levels apply to."""
    rises = claim.direction in (Direction.INCREASES, Direction.WORSENS)
    if claim.kind is Kind.CONTRAINDICATION:
        return CONTRAINDICATION_RULES
    if claim.kind in (Kind.HARM, Kind.INTERACTION) and rises:
        return HARM_RULES
    if claim.kind in (Kind.DOSING, Kind.BACKGROUND) or claim.direction in (
        Direction.IS,
        Direction.IS_NOT,
    ):
        return DESCRIPTIVE_RULES
    return EFFECT_RULES
