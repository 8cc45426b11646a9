"""Random-effects meta-analysis of the effects that direct studies report for one claim.

Between-study variance after Paule and Mandel (1982), the root of their equation by SciPy; the mean by
statsmodels; 95 % interval after Hartung, Knapp, Sidik and Jonkman, never narrower than the random-effects interval itself (Röver,
Knapp and Friede, BMC Med Res Methodol 2015;15:99); prediction interval with the same t distribution
of k-1 degrees of freedom, as in metafor (Viechtbauer 2010); I-squared from Cochran's Q (Higgins 2002).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum, sqrt
from operator import mul
from statistics import variance as variance_of
from typing import Any

from scipy.stats import t

from review.core.models import Claim, Pooled, Record, UnpooledStudy
from review.synthesis.direction import ANCHORED
from review.synthesis.poolable_effects import Selection, is_ratio, select
from review.synthesis.studies import Study

UPPER = 0.975
"""Quantile that a two-sided 95 % interval reaches."""

STEPS = 1000
"""Most steps to the variance between studies, more than halving alone would need."""

NAMES = {
    "OR": "odds ratio",
    "RR": "risk ratio",
    "HR": "hazard ratio",
    "SMD": "standardised mean difference",
}


@dataclass(frozen=True)
class Combined:
    """A random-effects mean on the scale of its input, with its intervals."""

    mean: float
    low: float
    high: float
    prediction_low: float
    prediction_high: float
    tau2: float
    i2: float


def pool(claim: Claim, studies: Sequence[Study], records: Mapping[str, Record]) -> Pooled | None:
    """The pooled effect of a claim's direct studies, or why they are not pooled.

    Args:
        claim: the claim; kinds that are not about an effect on people have nothing to pool.
        studies: all its included studies.
        records: the records behind them, by PMID.

    Returns:
        Estimate and intervals on the scale of the measure; `tau2` on the scale that was pooled
        (logarithm for ratios), `i2` in per cent. None for kinds of claim without an effect.
    """
    if claim.kind not in ANCHORED:
        return None
    chosen = select(studies, records)
    pmids = tuple(found.study.pmid for found in chosen.effects)
    if chosen.refused_because:
        return Pooled(None, len(pmids), pmids, chosen.refused_because)
    return _pooled(chosen, pmids)


def _pooled(chosen: Selection, pmids: tuple[str, ...]) -> Pooled:
    combined = combine(
        [found.value for found in chosen.effects],
        [found.standard_error**2 for found in chosen.effects],
    )
    measure = chosen.effects[0].kind[0]
    natural = exp if is_ratio(measure) else float
    return Pooled(
        measure=measure,
        k=len(pmids),
        pmids=pmids,
        estimate=natural(combined.mean),
        low=natural(combined.low),
        high=natural(combined.high),
        prediction_low=natural(combined.prediction_low),
        prediction_high=natural(combined.prediction_high),
        tau2=combined.tau2,
        i2=100 * combined.i2,
        left_out=chosen.left_out,
    )


def combine(effects: Sequence[float], variances: Sequence[float]) -> Combined:
    """Random-effects mean of two effects or more with their sampling variances."""
    import numpy as np  # noqa: PLC0415 - with statsmodels, which is slow to import
    from statsmodels.stats.meta_analysis import combine_effects  # noqa: PLC0415

    with np.errstate(divide="ignore", invalid="ignore"):  # its own I-squared, where Q is 0
        fitted = combine_effects(
            np.asarray(effects, dtype=float),
            np.asarray(variances, dtype=float),
            method_re="pm",
            tau2_start=between_studies(effects, variances),
            maxiter=0,  # its own iteration may end at 0 by rounding (statsmodels 0.15)
        )
    return summarise(fitted)


def between_studies(effects: Sequence[float], variances: Sequence[float]) -> float:
    """The variance between studies at which Cochran's Q is its degrees of freedom; 0 where Q is no more.

    The equation falls as the variance rises, and has fallen below 0 at twice the plain variance of the
    effects, so its one root lies between; `brentq` raises where it does not come to it.
    """
    from scipy.optimize import brentq  # noqa: PLC0415 - slow to import

    def excess(tau2: float) -> float:
        weights = [1 / (variance + tau2) for variance in variances]
        mean = fsum(map(mul, weights, effects)) / fsum(weights)
        squares = ((effect - mean) ** 2 for effect in effects)
        return fsum(map(mul, weights, squares)) - (len(effects) - 1)

    if excess(0) <= 0:
        return 0.0
    return float(brentq(excess, 0, 2 * variance_of(effects), maxiter=STEPS))


def summarise(fitted: Any) -> Combined:
    """The figures of a fit of statsmodels' `combine_effects`, with both intervals."""
    degrees = fitted.k - 1
    error = max(float(fitted.sd_eff_w_re), float(fitted.sd_eff_w_re_hksj))
    reach = float(t.ppf(UPPER, degrees))
    mean, tau2 = float(fitted.mean_effect_re), float(fitted.tau2)
    q = float(fitted.q)
    return Combined(
        mean,
        *around(mean, reach * error),
        *around(mean, reach * sqrt(tau2 + error**2)),
        tau2=tau2,
        i2=max(0.0, 1 - degrees / q) if q > 0 else 0.0,
    )


def around(mean: float, reach: float) -> tuple[float, float]:
    """The limits of an interval that reaches so far both ways."""
    return mean - reach, mean + reach


def pooled_sentence(pooled: Pooled) -> str:
    """The pooled estimate in one sentence, what was left out of it in another; empty where nothing was pooled."""
    if pooled.measure is None:
        return ""
    assert pooled.i2 is not None
    return (
        f"Pooled over {pooled.k} studies: {NAMES[pooled.measure]} {_figure(pooled.estimate)} "
        f"(95 % interval {_figure(pooled.low)} to {_figure(pooled.high)}; a further study is expected "
        f"between {_figure(pooled.prediction_low)} and {_figure(pooled.prediction_high)}; "
        f"I² {pooled.i2:.0f} %).{_left_out_sentence(pooled.left_out)}"
    )


def _left_out_sentence(left_out: Sequence[UnpooledStudy]) -> str:
    if not left_out:
        return ""
    reasons = Counter(one.reason for one in left_out)
    listed = ", ".join(f"{number} for {reason}" for reason, number in sorted(reasons.items()))
    verbs = (
        "more study reports an effect and is"
        if len(left_out) == 1
        else "more studies report an effect and are"
    )
    return f" {len(left_out)} {verbs} left out: {listed}."


def _figure(value: float | None) -> str:
    assert value is not None
    return f"{value:.2f}".replace("-", "−")
