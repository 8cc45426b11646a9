"""Mechanism claims: GRADE does not apply, the consistency of the pharmacology does.

`established` when at least three sources agree, practically none disagree, they come from more than
one group and from more than one level (tissue, whole animals, people or reviews); `probable` with two, or with some dissent; else `speculative`. Laboratory work is
primary evidence here, and a review or clinical paper that states the mechanism counts as a source.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from review.core.models import Claim, DomainRating
from review.core.vocabulary import LABORATORY, Certainty, Domain
from review.synthesis.basis import step
from review.synthesis.direction import Body, DirectionOfEffect, effect
from review.synthesis.studies import Study

ESTABLISHED_FROM = 3
PROBABLE_FROM = 2
HARDLY_ANY = 0.1
"""Share of dissenting sources up to which a mechanism still counts as established."""

CLEAR_MAJORITY = 0.75


@dataclass(frozen=True)
class Pharmacology:
    """Consistency of a mechanism: the larger side, and how far it can be relied on."""

    leading: DirectionOfEffect
    """`towards`, `against`, or `mixed` where neither side has a clear majority."""
    certainty: Certainty
    domain: DomainRating


def consistency(claim: Claim, body: Body) -> Pharmacology:
    """How consistent the counted sources are on a mechanism, and which way they point.

    Args:
        claim: a mechanism claim.
        body: its body of evidence, with at least one counted source.
    """
    shown = [(source, effect(claim, source)) for source in body.counted]
    towards = [
        source
        for source, item in shown
        if item in (DirectionOfEffect.TOWARDS, DirectionOfEffect.EQUAL)
    ]
    against = [
        source
        for source, item in shown
        if item in (DirectionOfEffect.AGAINST, DirectionOfEffect.NULL)
    ]
    larger, smaller = (towards, against) if len(towards) >= len(against) else (against, towards)
    agreement = len(larger) / len(body.counted)
    clear = bool(larger) and len(larger) / (len(larger) + len(smaller)) >= CLEAR_MAJORITY
    certainty = _certainty(larger, agreement, clear)
    leading = (
        DirectionOfEffect.MIXED
        if not clear
        else DirectionOfEffect.TOWARDS
        if larger is towards
        else DirectionOfEffect.AGAINST
    )
    reason = (
        f"{str(certainty).capitalize()}: {len(towards)} of {len(body.counted)} counted sources agree with the "
        f"claim, {len(against)} disagree, {_laboratories(body.counted)} of them laboratory work."
    )
    return Pharmacology(leading, certainty, step(Domain.PHARMACOLOGY, 0, reason, body.counted))


def _certainty(larger: Sequence[Study], agreement: float, clear: bool) -> Certainty:
    enough = len(larger) >= ESTABLISHED_FROM and agreement >= 1 - HARDLY_ANY
    if enough and _groups(larger) > 1 and _crosses_levels(larger):
        return Certainty.ESTABLISHED
    if len(larger) >= PROBABLE_FROM and clear:
        return Certainty.PROBABLE
    return Certainty.SPECULATIVE


def _groups(sources: Sequence[Study]) -> int:
    """How many first authors the sources have; a source without authors is its own group."""
    return len({source.deciding.first_author or source.study_id for source in sources})


def _crosses_levels(sources: Sequence[Study]) -> bool:
    """Whether people or reviews, or both whole animals and tissue, are among the sources."""
    laboratory = {s.deciding.design for s in sources if s.is_laboratory}
    return laboratory == LABORATORY or any(not s.is_laboratory for s in sources)


def _laboratories(sources: Sequence[Study]) -> int:
    return sum(source.is_laboratory for source in sources)
