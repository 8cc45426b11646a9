"""What raises the certainty of sound observational evidence (GRADE: Guyatt 2011, part 9).

Never for randomised evidence, and never where a serious limit shows.
"""

from review.core.models import DomainRating
from review.core.vocabulary import Domain
from review.synthesis.basis import Basis, step
from review.synthesis.direction import DirectionOfEffect
from review.synthesis.signals import Ratio, ratios
from review.synthesis.studies import Study
from review.synthesis.thresholds import LARGE_EFFECT, MOST, VERY_LARGE_EFFECT
from review.terms.word_lists import has_words


def large_effect(basis: Basis, may_rise: bool) -> DomainRating:
    """A ratio of at least 2 (or at most a half) whose interval excludes 1, without other limits."""
    domain = Domain.LARGE_EFFECT
    if not may_rise:
        return step(domain, 0, "Not rated up: only sound non-randomised evidence can be.")
    large = [
        s
        for s in basis.showing(DirectionOfEffect.TOWARDS, DirectionOfEffect.AGAINST)
        if _least_ratio(s) >= LARGE_EFFECT
    ]
    if large and basis.share(large) >= MOST:
        least = min(map(_least_ratio, large))
        return step(
            domain,
            2 if least >= VERY_LARGE_EFFECT else 1,
            f"Ratios of {least:.2g} or more (or as far below 1) with intervals that exclude no effect.",
            large,
        )
    return step(domain, 0, "Not rated up: no ratio of 2 or more with its interval is reported.")


def _least_ratio(study: Study) -> float:
    """The smallest reported ratio as distance from 1 (0.5 counts as 2); 0 where none is conclusive."""
    reported = [ratio for ratio in ratios([study.deciding.rationale]) if ratio.low is not None]
    if not reported or not all(ratio.excludes_no_effect for ratio in reported):
        return 0.0
    return min(map(_distance, reported))


def _distance(ratio: Ratio) -> float:
    return max(ratio.estimate, 1 / ratio.estimate) if ratio.estimate else 0.0


def dose_response(basis: Basis, may_rise: bool) -> DomainRating:
    """A finding that grows with the dose, in the sentence that carries it."""
    domain = Domain.DOSE_RESPONSE
    if not may_rise:
        return step(domain, 0, "Not rated up: only sound non-randomised evidence can be.")
    graded = [
        study
        for study in basis.showing(DirectionOfEffect.TOWARDS, DirectionOfEffect.AGAINST)
        if has_words(study.deciding.rationale, "dose_response")
    ]
    if graded and basis.share(graded) >= MOST:
        return step(domain, 1, "The finding grows with the dose.", graded)
    return step(domain, 0, "Not rated up: no relation to the dose is reported.")
