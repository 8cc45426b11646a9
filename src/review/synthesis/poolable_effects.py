"""Effects that may be pooled: which studies, on which scale, and why not where they may not.

Direct primary studies that report an effect with its 95 % interval (Cochrane Handbook v6, section
10.2): one measure, one comparator, randomised and other studies apart. Syntheses never enter, since
they hold the studies that do. A study enters by its deciding record, so that its effect and the finding
that says whom it favours come from one sentence. Mean differences stay out (decision 23).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from review.core.models import Appraisal, Record, UnpooledStudy
from review.core.vocabulary import SYNTHESES, ComparatorKind, Finding, Measure, NoticeState
from review.synthesis.studies import CONTROLLED, Study, pmid_order

LEAST_POOLED = 3
"""Studies needed before they are pooled (docs/method/synthesis.md)."""

PRIMARY = CONTROLLED - SYNTHESES
RATIOS = frozenset({Measure.ODDS_RATIO, Measure.RISK_RATIO, Measure.HAZARD_RATIO})
COMPARABLE = RATIOS | {Measure.STANDARDISED_MEAN_DIFFERENCE}
"""Measures on one scale whatever was measured; risk differences are printed as shares and as per cent."""

NORMAL = 1.959964
"""Standard errors each way that a 95 % interval reaches on the normal scale."""

MOVED = {Finding.INCREASED: 1, Finding.DECREASED: -1}


@dataclass(frozen=True)
class PoolableEffect:
    """One study's effect on the scale it is pooled on: natural logarithm for ratios."""

    study: Study
    value: float
    standard_error: float

    @property
    def kind(self) -> tuple[Measure, str, bool]:
        """What effects must share to be pooled: measure, comparator, whether randomised."""
        appraisal = self.study.deciding
        assert appraisal.effect_measure is not None
        return appraisal.effect_measure, comparator_name(appraisal), appraisal.is_randomised


@dataclass(frozen=True)
class Selection:
    """The effects to pool, or in `refused_because` one sentence that says why there are too few.

    Where it is refused, `effects` are the most that could have been pooled together; where it is not,
    `left_out` are the direct primary studies that report an effect and are not among them.
    """

    effects: tuple[PoolableEffect, ...]
    refused_because: str = ""
    left_out: tuple[UnpooledStudy, ...] = ()


def is_ratio(measure: Measure) -> bool:
    """Whether the measure is pooled on the log scale and has its null at 1."""
    return measure in RATIOS


def comparator_name(appraisal: Appraisal) -> str:
    """What was compared with, as far as studies must agree on it to be pooled."""
    if appraisal.comparator_kind is ComparatorKind.ACTIVE:
        return appraisal.comparator or str(ComparatorKind.ACTIVE)
    return str(appraisal.comparator_kind)


def select(studies: Iterable[Study], records: Mapping[str, Record]) -> Selection:
    """The effects that can be pooled, ordered by PMID.

    Args:
        studies: all included studies of a claim.
        records: the records behind them, by PMID; retracted ones never enter.
    """
    direct = [study for study in studies if _may_enter(study, records)]
    reporting = [study for study in direct if study.deciding.effect is not None]
    if len(reporting) < LEAST_POOLED:
        return _refused(
            f"{_counted(len(reporting), len(direct), 'direct primary')} an effect (such as a risk "
            f"ratio) on the claim's outcome; {LEAST_POOLED} are needed."
        )
    on_one_scale = [s for s in reporting if s.deciding.effect_measure in COMPARABLE]
    if len(on_one_scale) < LEAST_POOLED:
        return _refused(
            "Mean and risk differences are not pooled: abstracts do not show one common scale."
        )
    effects = [found for study in on_one_scale if (found := _effect(study)) is not None]
    if len(effects) < LEAST_POOLED:
        return _refused(
            f"{_counted(len(effects), len(on_one_scale), 'such')} a usable 95 % interval with its effect; "
            f"{LEAST_POOLED} are needed.",
            effects,
        )
    fitting = [found for found in effects if _fits_finding(found)]
    if len(fitting) < LEAST_POOLED:
        return _refused(
            "Reported effects do not fit the findings read, so which group they favour is not certain.",
            fitting,
        )
    chosen = _compatible(fitting)
    return (
        chosen if chosen.refused_because else replace(chosen, left_out=_left_out(reporting, chosen))
    )


def _left_out(reporting: Sequence[Study], chosen: Selection) -> tuple[UnpooledStudy, ...]:
    """The studies that report an effect and were not chosen, ordered by PMID."""
    pooled = {found.study.pmid for found in chosen.effects}
    rest = sorted((s for s in reporting if s.pmid not in pooled), key=lambda s: pmid_order(s.pmid))
    return tuple(UnpooledStudy(s.pmid, _why_left_out(s, chosen.effects[0].kind)) for s in rest)


def _why_left_out(study: Study, kind: tuple[Measure, str, bool]) -> str:
    """The first thing that keeps a study out of a pool of this kind."""
    appraisal, (measure, comparator, _) = study.deciding, kind
    if appraisal.effect_measure is not measure:
        return f"another measure ({appraisal.effect_measure})"
    found = _effect(study)
    if found is None:
        return "want of a usable 95 % interval"
    if not _fits_finding(found):
        return "an effect that does not fit the finding read"
    if comparator_name(appraisal) != comparator:
        return f"another comparator ({comparator_name(appraisal)})"
    return f"another kind of design ({'' if appraisal.is_randomised else 'not '}randomised)"


def _refused(reason: str, effects: Sequence[PoolableEffect] = ()) -> Selection:
    return Selection(tuple(effects), reason)


def _counted(some: int, whole: int, kind: str) -> str:
    if not some:
        return f"No {kind} study reports"
    return f"Only {some} of {whole} {kind} studies {'reports' if some == 1 else 'report'}"


def _may_enter(study: Study, records: Mapping[str, Record]) -> bool:
    record = records.get(study.pmid)
    retracted = record is not None and record.notice_state is NoticeState.RETRACTED
    return study.is_direct and study.informs and study.deciding.design in PRIMARY and not retracted


def _effect(study: Study) -> PoolableEffect | None:
    """The effect with its standard error from the reported interval; None without a usable one."""
    appraisal = study.deciding
    value, low, high = appraisal.effect, appraisal.effect_low, appraisal.effect_high
    if value is None or low is None or high is None or not low < high:
        return None
    if appraisal.effect_measure in RATIOS:
        if low <= 0:
            return None
        value, low, high = log(value), log(low), log(high)
    return PoolableEffect(study, value, (high - low) / (2 * NORMAL))


def _fits_finding(found: PoolableEffect) -> bool:
    """Whether the effect does not point clearly the other way than the finding read."""
    way = MOVED.get(found.study.deciding.finding, 0)
    is_clear = abs(found.value) > NORMAL * found.standard_error
    return way * found.value >= 0 if way else not is_clear or _is_mixed(found)


def _is_mixed(found: PoolableEffect) -> bool:
    return found.study.deciding.finding is Finding.MIXED


def _compatible(effects: Sequence[PoolableEffect]) -> Selection:
    """The largest group of one kind; three randomised studies come before any others."""
    groups: dict[tuple[Measure, str, bool], list[PoolableEffect]] = defaultdict(list)
    for found in effects:
        groups[found.kind].append(found)
    best = min(groups, key=lambda kind: _group_order(kind, len(groups[kind])))
    chosen = sorted(groups[best], key=lambda found: pmid_order(found.study.pmid))
    if len(chosen) >= LEAST_POOLED:
        return Selection(tuple(chosen))
    return _refused(_what_differs(effects), chosen)


def _group_order(
    kind: tuple[Measure, str, bool], size: int
) -> tuple[bool, bool, int, Measure, str]:
    measure, comparator, is_randomised = kind
    return size < LEAST_POOLED, not is_randomised, -size, measure, comparator


def _what_differs(effects: Sequence[PoolableEffect]) -> str:
    """The first of measure, comparator and design that leaves fewer than three of a kind."""
    kinds = [found.kind for found in effects]
    measures = Counter(kind[0] for kind in kinds)
    if max(measures.values()) < LEAST_POOLED:
        return f"The measures differ ({_listed(measures)}), and effects of different measures are not pooled."
    comparators = Counter(kind[1] for kind in kinds)
    if max(comparators.values()) < LEAST_POOLED:
        return f"The studies do not share a comparator ({_listed(comparators)})."
    return (
        f"Fewer than {LEAST_POOLED} of {len(effects)} effects share measure, comparator and kind of "
        "design (randomised or not)."
    )


def _listed(counts: Counter[Measure] | Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))
