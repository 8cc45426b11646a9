"""What lowers the certainty: GRADE's five domains, read from abstracts (Guyatt 2011; Murad 2017).

Cut-offs and their sources stand in `thresholds`.
"""

from review.core.models import DomainRating
from review.core.vocabulary import ABOUT_HARM, ComparatorKind, Design, Domain, Measure
from review.synthesis.basis import HIGH, Basis, count, directness_reasons, step
from review.synthesis.direction import DirectionOfEffect, weight
from review.synthesis.signals import i_squared, ratios
from review.synthesis.studies import ANECDOTAL, Study, participants
from review.synthesis.thresholds import (
    AMPLE_SIZE,
    DISSENT,
    INDIRECT_SHARE,
    MOST,
    OPPOSED,
    OPTIMAL_SIZE,
    TINY,
    VERY_SMALL,
    EffectInterval,
    levels_for_heterogeneity,
    levels_for_precision,
)

UNCONTROLLED = frozenset({ComparatorKind.BEFORE, ComparatorKind.NONE})


def risk_of_bias(basis: Basis) -> DomainRating:
    """Only what an abstract shows: no control group, no blinding, no randomisation for part of the body."""
    domain, anchor = Domain.RISK_OF_BIAS, basis.body.anchor
    if basis.stated is not None:
        return step(domain, 0, "Already part of the authors' rating.")
    uncontrolled = [study for study in basis.counted if is_uncontrolled(study)]
    if basis.share(uncontrolled) > MOST:
        return step(
            domain,
            -1,
            f"{count(uncontrolled, 'counted study')} without a visible control group.",
            uncontrolled,
        )
    if anchor is not None and basis.share([anchor]) >= MOST:
        return step(
            domain,
            -1,
            "The abstract of the synthesis states no rating; bodies of trials are seldom free of bias.",
            [anchor],
        )
    return _risk_of_bias_in_allocation(basis)


def _risk_of_bias_in_allocation(basis: Basis) -> DomainRating:
    domain = Domain.RISK_OF_BIAS
    randomised = [study for study in basis.counted if study.deciding.is_randomised]
    if not randomised:
        return step(domain, 0, "No further limit shows: no randomisation is in the starting level.")
    others = [study for study in basis.counted if study not in randomised]
    if basis.share(others) > MOST:
        return step(domain, -1, "Most of the counted evidence is not randomised.", others)
    trials = [study for study in randomised if not study.is_synthesis]
    open_label = [study for study in trials if not study.deciding.is_blinded]
    if len(open_label) * 2 > len(trials):
        reason = f"{len(open_label)} of {len(trials)} randomised trials do not mention blinding."
        return step(domain, -1, reason, open_label)
    return step(domain, 0, "Randomised, and at least half of the trials mention blinding.")


def is_uncontrolled(study: Study) -> bool:
    """Whether nobody without the treatment is in sight: case series, one treated group, unclear design."""
    appraisal = study.deciding
    if appraisal.is_randomised or study.is_synthesis:
        return False
    is_open_trial = appraisal.design is Design.NON_RANDOMISED_TRIAL
    return appraisal.design in (*ANECDOTAL, Design.UNCLEAR) or (
        is_open_trial and appraisal.comparator_kind in UNCONTROLLED
    )


def inconsistency(basis: Basis) -> DomainRating:
    """Do the counted studies show the same? By share of weight, not by significance."""
    domain = Domain.INCONSISTENCY
    if heterogeneity := _heterogeneity(basis):
        return heterogeneity
    mixed = basis.showing(DirectionOfEffect.MIXED)
    if len(basis.counted) == 1:
        if mixed:
            return step(domain, -1, "The only counted study reports mixed findings.", mixed)
        return step(domain, 0, "One counted study: consistency cannot be judged.")
    towards = basis.showing(DirectionOfEffect.TOWARDS, DirectionOfEffect.EQUAL)
    against, null = basis.showing(DirectionOfEffect.AGAINST), basis.showing(DirectionOfEffect.NULL)
    if min(basis.share(towards), basis.share(against)) >= OPPOSED:
        return step(
            domain,
            -2,
            f"Opposite effects: {count(towards, 'study')} one way, {len(against)} the other.",
            towards + against,
        )
    groups = sorted((towards, against, null, mixed), key=basis.share)
    dissenting = [study for group in groups[:-1] for study in group]
    if basis.share(dissenting) >= DISSENT or basis.share(mixed) >= MOST:
        return step(
            domain,
            -1,
            f"Findings differ: {len(towards)} for, {len(against)} against, {len(null)} without a clear "
            f"difference, {len(mixed)} mixed.",
            mixed or dissenting,
        )
    return step(domain, 0, f"{len(basis.counted)} counted studies largely agree.")


def _heterogeneity(basis: Basis) -> DomainRating | None:
    """What the I-squared of a synthesis that carries most of the body takes off; None where nothing."""
    anchor = basis.body.anchor
    if basis.stated is not None or anchor is None or basis.share([anchor]) <= MOST:
        return None
    reported = i_squared(anchor.deciding.rationale)
    levels = levels_for_heterogeneity(min(reported, default=0.0))
    if not levels:
        return None
    reason = f"The synthesis reports an I-squared of {min(reported):g} %."
    return step(Domain.INCONSISTENCY, levels, reason, [anchor])


def indirectness(basis: Basis) -> DomainRating:
    """Do they answer the claim's own question, in people?"""
    domain = Domain.INDIRECTNESS
    laboratory = [study for study in basis.counted if study.is_laboratory]
    if basis.share(laboratory) > MOST:
        return step(domain, -2, "Most counted evidence comes from animals or tissue.", laboratory)
    indirect = [study for study in basis.counted if not study.is_direct]
    if len(indirect) >= INDIRECT_SHARE * len(basis.counted):
        reasons = directness_reasons(indirect)
        why = f" ({'; '.join(reasons)})" if reasons else ""
        return step(
            domain,
            -1,
            f"{len(indirect)} of {len(basis.counted)} counted studies answer a neighbouring question{why}.",
            indirect,
        )
    return step(domain, 0, "Most counted evidence is on the claim's own question.")


def imprecision(basis: Basis, start: int) -> DomainRating:
    """Are there enough participants, and does the interval exclude no effect?

    Args:
        basis: what is rated.
        start: the starting level; a single small randomised study must not end above low.
    """
    total, anchor = participants(basis.counted), basis.body.anchor
    if basis.stated is not None:
        return step(Domain.IMPRECISION, 0, "Already part of the authors' rating.")
    hidden = anchor is not None and anchor.n is None
    if total is None or (hidden and total < OPTIMAL_SIZE):
        return _imprecision_of_unknown_size(basis)
    single = len(basis.counted) == 1 and anchor is None and start == HIGH
    interval = _interval(basis)
    levels = levels_for_precision(total, interval, single_trial=single)
    reason = _size_in_words(total, single and total < OPTIMAL_SIZE)
    if levels == -1 and _only_absence_of_harm(basis):
        levels = -2
        reason += " A harm that was not seen in so few people may still occur."
    if interval is not None and interval.includes_no_effect:
        reason += " The reported interval includes no effect" + (
            ", which does not weigh in so many." if total >= AMPLE_SIZE else "."
        )
    return step(Domain.IMPRECISION, levels, reason, basis.counted if levels else ())


def _size_in_words(total: int, single_trial: bool) -> str:
    if single_trial:
        return f"A single trial of {total} participants, fewer than {OPTIMAL_SIZE}."
    if total < VERY_SMALL:
        return f"{total} participants in all, fewer than {VERY_SMALL}."
    compared = f"fewer than {OPTIMAL_SIZE}" if total < OPTIMAL_SIZE else f"{OPTIMAL_SIZE} or more"
    return f"{total} participants in all, {compared}."


def _only_absence_of_harm(basis: Basis) -> bool:
    """Whether the claim is of a harm and every counted study only failed to see it."""
    absent = basis.showing(DirectionOfEffect.NULL)
    return basis.claim.kind in ABOUT_HARM and len(absent) == len(basis.counted)


def _imprecision_of_unknown_size(basis: Basis) -> DomainRating:
    several = basis.body.anchor is not None and basis.body.anchor.deciding.studies != 1
    return step(
        Domain.IMPRECISION,
        -1 if several else -2,
        "Participants are not reported"
        + (", but several studies are gathered." if several else " by any counted study."),
        basis.counted,
    )


def _interval(basis: Basis) -> EffectInterval | None:
    """The interval of the weightiest counted study: the one read for the claim's outcome.

    Where none was read, the ratio in the sentence whose interval is clearest of no effect.
    """
    largest = max(basis.counted, key=lambda study: (weight(study), study.n or 0)).deciding
    low, high = largest.effect_low, largest.effect_high
    if largest.effect_measure is not None and low is not None and high is not None:
        return EffectInterval(largest.effect_measure, low, high)
    reported = [
        EffectInterval(Measure.RISK_RATIO, ratio.low, ratio.high)
        for ratio in ratios([largest.rationale])
        if ratio.low is not None and ratio.high is not None
    ]
    return min(
        reported,
        key=lambda one: (one.includes_no_effect, one.includes_benefit_and_harm),
        default=None,
    )


def publication_bias(basis: Basis) -> DomainRating:
    """Is there nothing but tiny favourable studies? More cannot be seen in abstracts."""
    domain = Domain.PUBLICATION_BIAS
    if basis.stated is not None:
        return step(domain, 0, "Already part of the authors' basis.")
    favourable = basis.showing(DirectionOfEffect.TOWARDS)
    sizes = [study.n for study in favourable]
    all_tiny = all(size is not None and size < TINY for size in sizes)
    only_tiny = len(favourable) == len(basis.counted) > 1 and all_tiny
    if only_tiny and basis.body.anchor is None:
        return step(
            domain,
            -1,
            f"All {len(favourable)} counted studies are favourable and smaller than {TINY} participants.",
            favourable,
        )
    return step(domain, 0, "Cannot be assessed from abstracts; not rated down.")
