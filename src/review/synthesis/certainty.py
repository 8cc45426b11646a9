"""Certainty of a body of evidence: where it starts and what it ends at (GRADE: Guyatt 2011 and series).

High with randomised evidence, low otherwise; the domains that move it are in `rate_down` and
`rate_up`. All of it is read from abstracts by rules, so the result is provisional.
"""

from collections.abc import Sequence
from dataclasses import replace

from review.core.models import Claim, DomainRating
from review.core.vocabulary import Certainty, Design, Domain
from review.synthesis.basis import HIGH, LEVEL_NAMES, LOW, VERY_LOW, Basis, count, step
from review.synthesis.direction import Body
from review.synthesis.rate_down import (
    imprecision,
    inconsistency,
    indirectness,
    publication_bias,
    risk_of_bias,
)
from review.synthesis.rate_up import dose_response, large_effect
from review.synthesis.studies import SECONDARY, Study


def rate(claim: Claim, body: Body) -> tuple[DomainRating, ...]:
    """The steps of the rating, starting level first; all of GRADE's domains appear, moved or not.

    Args:
        claim: the claim that is rated for.
        body: its body of evidence, with at least one counted study.
    """
    basis = Basis(claim, body)
    start = starting_level(basis)
    limits = (risk_of_bias(basis), inconsistency(basis), indirectness(basis))
    may_rise = (
        start.levels == LOW and basis.stated is None and not any(item.levels for item in limits)
    )
    steps = (
        start,
        *limits,
        imprecision(basis, start.levels),
        publication_bias(basis),
        large_effect(basis, may_rise),
        dose_response(basis, may_rise),
        step(
            Domain.CONFOUNDING,
            0,
            "Not rated up: abstracts do not show which way confounding would go.",
        ),
    )
    return steps if basis.stated is not None else _capped(steps)


def _capped(steps: tuple[DomainRating, ...]) -> tuple[DomainRating, ...]:
    """The steps with high certainty brought to moderate: a cap of this suite, shown as a step.

    Concealment, attrition and selective reporting do not show in abstracts. No record is named: none caused it.
    """
    if level(steps) < HIGH:
        return steps
    reason = "Concealment, attrition and selective reporting do not show in abstracts: not rated high from them."
    return tuple(
        replace(item, levels=item.levels - 1, reason=reason)
        if item.domain is Domain.RISK_OF_BIAS
        else item
        for item in steps
    )


def level(domains: Sequence[DomainRating]) -> int:
    """Height of the certainty after all steps: 4 high, 3 moderate, 2 low, 1 very low."""
    return max(VERY_LOW, min(HIGH, sum(item.levels for item in domains)))


def certainty_of(domains: Sequence[DomainRating]) -> Certainty:
    """Certainty after all steps."""
    return LEVEL_NAMES[level(domains)]


def starting_level(basis: Basis) -> DomainRating:
    """High with randomised evidence, the authors' own rating of the anchor, else low or very low."""
    stated, anchor = basis.stated, basis.body.anchor
    if stated is not None and anchor is not None:
        name = LEVEL_NAMES[stated]
        return step(
            Domain.START,
            stated,
            f"Starts at {name}: the authors' own rating of PMID {anchor.pmid}.",
            [anchor],
        )
    randomised = [study for study in basis.counted if study.deciding.is_randomised]
    if randomised:
        return step(
            Domain.START,
            HIGH,
            f"Starts high: {count(randomised, 'counted study')} randomised or gathering randomised trials.",
            randomised,
        )
    weakest = [study for study in basis.counted if _is_weakest(study)]
    if len(weakest) == len(basis.counted):
        kinds = " and ".join(sorted({str(study.deciding.design) for study in weakest}))
        return step(
            Domain.START,
            VERY_LOW,
            f"Starts very low: nothing stronger than {kinds} is counted.",
            weakest,
        )
    return step(
        Domain.START,
        LOW,
        "Starts low: observational evidence, none of it randomised.",
        basis.counted,
    )


def _is_weakest(study: Study) -> bool:
    design = study.deciding.design
    return study.is_laboratory or design in (*SECONDARY, Design.CASE_REPORT, Design.QUALITATIVE)
