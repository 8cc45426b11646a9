"""Direction of effect: what each study shows, which studies count, and how many go the claim's way.

Votes by statistical significance are never counted (Cochrane Handbook v6, section 12.2.2); the
direction of effect is, with the proportion in favour, its Wilson interval and an exact two-sided
sign test (Handbook 12.2.1.3; SWiM, Campbell 2020). A synthesis and the studies it gathers overlap:
the newest, most direct one anchors the claim and only later studies are counted beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from scipy.stats import binomtest

from review.core.models import Claim, Record
from review.core.vocabulary import (
    ABOUT_HARM,
    NOT_READ,
    NOT_STUDIES,
    ComparatorKind,
    Design,
    Direction,
    Finding,
    Kind,
    NoticeState,
    Stance,
)
from review.synthesis.poolable_effects import is_ratio
from review.synthesis.studies import SECONDARY, Study, pmid_order
from review.terms.concepts import OUTCOME_GROUPS, thesaurus

ANCHORED = frozenset(
    {Kind.EFFICACY, Kind.COMPARATIVE, Kind.HARM, Kind.CONTRAINDICATION, Kind.INTERACTION}
)
"""Kinds about an effect on people, which a synthesis can anchor."""

OWN_STUDIES_FIRST = frozenset({Kind.EFFICACY, Kind.COMPARATIVE, Kind.HARM})
"""Kinds for which retold evidence (narrative review, guideline) counts only where nothing else does."""


SYNTHESIS_WEIGHT = 3.0
ANECDOTE_WEIGHT = 0.25
HALF = 0.5

LEADING_SHARE = 0.6
"""Share of the weight that a finding needs to be called the finding of the body."""

LEVELS_OF_SOURCE = ("studies in people", "narrative reviews or guidelines", "laboratory work")

RETRACTED = "retracted"
"""Why a retracted record is not counted."""


class DirectionOfEffect(StrEnum):
    """What a study shows, seen from the claim. For a claim without direction, `towards` is more."""

    TOWARDS = "the claim's way"
    EQUAL = "no difference from an active comparator"
    AGAINST = "the opposite way"
    NULL = "no clear difference"
    MIXED = "mixed"
    SILENT = "silent"


@dataclass(frozen=True)
class Body:
    """The body of evidence: all included studies, those counted, and why the others are not."""

    studies: tuple[Study, ...]
    counted: tuple[Study, ...]
    anchor: Study | None
    source_level: str
    """One of `LEVELS_OF_SOURCE`; empty where nothing is counted."""
    not_counted: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DirectionCount:
    """Counted studies with a direction that go the claim's way. None where there is none to count."""

    proportion: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None


def effect(claim: Claim, study: Study) -> DirectionOfEffect:
    """What a study shows, seen from the claim."""
    stance, finding = study.deciding.stance, study.deciding.finding
    if stance is Stance.NOT_APPLICABLE:
        return {
            Finding.INCREASED: DirectionOfEffect.TOWARDS,
            Finding.STATED: DirectionOfEffect.TOWARDS,
            Finding.DECREASED: DirectionOfEffect.AGAINST,
            Finding.DENIED: DirectionOfEffect.AGAINST,
            Finding.NO_CLEAR_DIFFERENCE: DirectionOfEffect.NULL,
            Finding.MIXED: DirectionOfEffect.MIXED,
        }.get(finding, DirectionOfEffect.SILENT)
    if stance is Stance.SUPPORTS:
        return (
            DirectionOfEffect.EQUAL if _is_only_equal(claim, finding) else DirectionOfEffect.TOWARDS
        )
    if stance is Stance.REFUTES:
        return (
            DirectionOfEffect.NULL if _is_only_absent(claim, finding) else DirectionOfEffect.AGAINST
        )
    return DirectionOfEffect.MIXED if stance is Stance.MIXED else DirectionOfEffect.SILENT


def _is_only_equal(claim: Claim, finding: Finding) -> bool:
    moves = claim.direction not in (Direction.NO_DIFFERENCE, Direction.IS, Direction.IS_NOT)
    return moves and finding is Finding.NO_CLEAR_DIFFERENCE


def _is_only_absent(claim: Claim, finding: Finding) -> bool:
    """No clear difference, or an effect on people said not to occur: no effect the opposite way."""
    denied = finding is Finding.DENIED and claim.kind in ANCHORED
    return denied or finding is Finding.NO_CLEAR_DIFFERENCE


def body_of_evidence(claim: Claim, studies: Iterable[Study], records: Mapping[str, Record]) -> Body:
    """Which studies are counted for the claim and, for every other record, why it is only shown."""
    studies = tuple(studies)
    reasons: dict[str, str] = {}
    candidates = []
    for study in studies:
        reason = _unusable(study, records)
        if reason:
            reasons[study.study_id] = reason
        else:
            candidates.append(study)
    candidates, source_level = _highest_source(claim, candidates, reasons)
    anchor = _anchor(claim, candidates)
    if anchor is not None:
        candidates = [study for study in candidates if _beside(claim, study, anchor, reasons)]
    return Body(studies, tuple(candidates), anchor, source_level, _shown(studies, reasons))


def _unusable(study: Study, records: Mapping[str, Record]) -> str:
    record = records.get(study.pmid)
    if record is not None and record.notice_state is NoticeState.RETRACTED:
        return RETRACTED
    if study.deciding.design in NOT_STUDIES:
        return f"a {study.deciding.design} is not a study"
    if study.informs:
        return ""
    is_unread = study.deciding.rule.startswith(NOT_READ)
    return study.deciding.rule if is_unread else "does not report the claim's outcome"


def _highest_source(
    claim: Claim, candidates: list[Study], reasons: dict[str, str]
) -> tuple[list[Study], str]:
    """The candidates of the strongest level of source that has any; the rest gets its reason."""
    if not candidates:
        return [], ""
    best = min(_source_level(claim, study) for study in candidates)
    for study in candidates:
        if _source_level(claim, study) > best:
            reasons[study.study_id] = (
                f"{study.deciding.design}: shown beside {LEVELS_OF_SOURCE[best]}, not counted"
            )
    return [s for s in candidates if _source_level(claim, s) == best], LEVELS_OF_SOURCE[best]


def _source_level(claim: Claim, study: Study) -> int:
    if claim.kind in OWN_STUDIES_FIRST and study.deciding.design in SECONDARY:
        return 1
    return 2 if claim.kind is not Kind.MECHANISM and study.is_laboratory else 0


def _anchor(claim: Claim, candidates: Iterable[Study]) -> Study | None:
    """The most direct, then newest synthesis; none for kinds that have nothing to pool."""
    if claim.kind not in ANCHORED:
        return None
    syntheses = [study for study in candidates if study.is_synthesis]
    return min(syntheses, key=lambda study: _anchor_order(claim, study), default=None)


def _anchor_order(claim: Claim, study: Study) -> tuple[bool, bool, int, bool, tuple[int, str]]:
    """Direct, with the comparison that the claim makes, then newest, pooled, by PMID."""
    comparison = ComparatorKind.ACTIVE if claim.comparator else ComparatorKind.PLACEBO
    is_pooled = study.deciding.design is Design.META_ANALYSIS
    return (
        not study.is_direct,
        study.deciding.comparator_kind is not comparison,
        -(study.year or 0),
        not is_pooled,
        pmid_order(study.pmid),
    )


def _beside(claim: Claim, study: Study, anchor: Study, reasons: dict[str, str]) -> bool:
    """Whether a study is counted beside the anchor; if not, its reason is set down."""
    reason = "" if study is anchor else _overlap(claim, study, anchor)
    if reason:
        reasons[study.study_id] = reason
    return not reason


def _overlap(claim: Claim, study: Study, anchor: Study) -> str:
    """Why a study may already be part of the anchor; empty where it cannot be."""
    if study.is_synthesis:
        return f"superseded by PMID {anchor.pmid}, which is more direct, newer or pooled"
    asks_another_question = study.is_direct and not anchor.is_direct
    never_gathered = claim.kind in ABOUT_HARM and study.is_anecdotal
    if asks_another_question or never_gathered:
        return ""
    if study.year is None or anchor.year is None:
        return f"no year of publication: may already be part of PMID {anchor.pmid}"
    if study.year <= anchor.year:
        return f"no newer than PMID {anchor.pmid}: may already be part of it"
    return ""


def _shown(studies: Iterable[Study], reasons: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    shown = []
    for study in studies:
        if study.study_id in reasons:
            shown.append((study.pmid, reasons[study.study_id]))
        shown += [
            (pmid, f"reports the same study as PMID {study.pmid}") for pmid in study.pmids[1:]
        ]
    return tuple(sorted(shown, key=lambda pair: pmid_order(pair[0])))


def weight(study: Study) -> float:
    """How much a study counts in deciding which way the body points.

    A synthesis stands for three studies at least, randomised studies count one, others half, case
    reports, retold evidence and laboratory work a quarter; a substitute for part of the question
    halves it. These are a convention of this suite, not an estimate.
    """
    if study.is_synthesis:
        base = SYNTHESIS_WEIGHT
    elif study.deciding.is_randomised:
        base = 1.0
    elif study.is_anecdotal or study.is_laboratory or study.deciding.design in SECONDARY:
        base = ANECDOTE_WEIGHT
    else:
        base = HALF
    return base if study.is_direct else base * HALF


def direction_of_effect(claim: Claim, counted: Iterable[Study]) -> DirectionCount:
    """Proportion in favour with its 95 % Wilson interval and the two-sided exact sign test.

    A study that found no clear difference enters with the direction of the effect it reports,
    significant or not; without one, and with mixed findings, it has no direction and stays out. A
    claim of no difference, or one without a direction, has no way that effects could go.
    """
    effects = [leaning(claim, study) for study in counted]
    towards, against = (
        effects.count(DirectionOfEffect.TOWARDS),
        effects.count(DirectionOfEffect.AGAINST),
    )
    if claim.direction in (None, Direction.NO_DIFFERENCE) or not towards + against:
        return DirectionCount()
    return _counted_direction(towards, against)


def leaning(claim: Claim, study: Study) -> DirectionOfEffect:
    """What a study shows; where that is no clear difference, the way its reported effect points."""
    shown, appraisal = effect(claim, study), study.deciding
    if (
        shown is not DirectionOfEffect.NULL
        or appraisal.effect is None
        or appraisal.effect_measure is None
    ):
        return shown
    beyond = appraisal.effect - (1.0 if is_ratio(appraisal.effect_measure) else 0.0)
    wanted = _wanted_rise(claim)
    if not beyond or wanted is None:
        return shown
    return DirectionOfEffect.TOWARDS if (beyond > 0) is wanted else DirectionOfEffect.AGAINST


def _wanted_rise(claim: Claim) -> bool | None:
    """Whether the claim goes with more of its outcome; None where its outcomes do not agree on it."""
    if claim.direction in (Direction.INCREASES, Direction.DECREASES):
        return claim.direction is Direction.INCREASES
    if claim.direction not in (Direction.IMPROVES, Direction.WORSENS):
        return None
    named = thesaurus().resolve(claim.outcome, OUTCOME_GROUPS, together=False)
    more_is_better = {outcome.polarity == "benefit" for outcome in named}
    if len(more_is_better) != 1:
        return None
    return more_is_better.pop() is (claim.direction is Direction.IMPROVES)


@lru_cache(maxsize=65536)
def _counted_direction(towards: int, against: int) -> DirectionCount:
    test = binomtest(towards, towards + against)
    interval = test.proportion_ci(method="wilson")
    return DirectionCount(
        proportion=towards / (towards + against),
        low=float(interval.low),
        high=float(interval.high),
        p=float(test.pvalue),
    )


def overall_finding(counted: Iterable[Study]) -> Finding:
    """The finding that carries at least three fifths of the weight, else mixed."""
    weights: dict[Finding, float] = {}
    for study in counted:
        finding = study.deciding.finding
        if finding is not Finding.NOT_REPORTED:
            weights[finding] = weights.get(finding, 0.0) + weight(study)
    if not weights:
        return Finding.NOT_REPORTED
    leading = max(sorted(weights), key=lambda finding: weights[finding])
    return leading if weights[leading] >= LEADING_SHARE * sum(weights.values()) else Finding.MIXED
