"""Pooling against printed figures, and when it is refused."""

import math
import subprocess
import sys
from dataclasses import replace

import pytest
from bodies_of_evidence import Line, appraisals, claim, records
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from review.core.models import Appraisal, Pooled, UnpooledStudy
from review.core.tables import parse_list
from review.core.vocabulary import ComparatorKind, Finding, Kind, Measure, NoticeState
from review.synthesis.judgement_tables import pooled_frame
from review.synthesis.poolable_effects import select
from review.synthesis.pooling import combine, pool, pooled_sentence, summarise
from review.synthesis.studies import gather
from review.synthesis.verdict import judge

# Cases and non-cases, vaccinated and not, of the 13 trials of BCG against tuberculosis:
# Colditz et al., JAMA 1994;271:698-702, as in Table I of van Houwelingen et al., Stat Med 2002;21:589-624.
BCG = (
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
)
# Pre-eclampsia, treated and not, in six trials of aspirin: DerSimonian and Kacker, Contemp Clin Trials 2007;28:105-114.
CLASP = (
    (5, 151, 8, 66),
    (5, 298, 17, 286),
    (12, 553, 9, 468),
    (69, 1501, 94, 1471),
    (9, 94, 11, 94),
    (313, 4346, 352, 4298),
)


def log_risk_ratios(tables) -> tuple[list[float], list[float]]:
    effects = [math.log(a / (a + b) / (c / (c + d))) for a, b, c, d in tables]
    return effects, [1 / a - 1 / (a + b) + 1 / c - 1 / (c + d) for a, b, c, d in tables]


def log_odds_ratios(tables) -> tuple[list[float], list[float]]:
    effects = [math.log(a * d / (b * c)) for a, b, c, d in tables]
    return effects, [1 / a + 1 / b + 1 / c + 1 / d for a, b, c, d in tables]


def fitted_at(tau2: float, effects: list[float], variances: list[float]):
    """A fit at a between-study variance that another estimator gave."""
    numpy = pytest.importorskip("numpy")
    return combine_effects(
        numpy.array(effects), numpy.array(variances), method_re="pm", tau2_start=tau2, maxiter=0
    )


def test_paule_mandel_as_printed_for_the_bcg_trials() -> None:
    # metafor's tests print 0.3181 for the iterated DerSimonian-Laird estimator, which is Paule-Mandel's;
    # Q = 152.2330 with 12 degrees of freedom gives I-squared.
    combined = combine(*log_risk_ratios(BCG))
    assert combined.tau2 == pytest.approx(0.3181, abs=5e-5)
    assert combined.i2 == pytest.approx(1 - 12 / 152.2330, abs=5e-7)


def test_paule_mandel_as_printed_for_the_aspirin_trials() -> None:
    # DerSimonian and Kacker 2007, Tables 3 and 4, row Paule-Mandel: tau 0.3681, mu -0.3811, se 0.2060.
    combined = combine(*log_odds_ratios(CLASP))
    assert math.sqrt(combined.tau2) == pytest.approx(0.3681, abs=5e-5)
    assert combined.mean == pytest.approx(-0.3811, abs=5e-5)
    t_of_five_degrees = 2.570582
    assert (combined.high - combined.mean) / t_of_five_degrees == pytest.approx(0.2060, abs=5e-5)


def test_the_mean_as_printed_for_the_bcg_trials_with_reml() -> None:
    # metafor's documentation of rma.uni: tau2 0.3132 (REML), -0.7145, se 0.1798.
    fitted = fitted_at(0.3132433, *log_risk_ratios(BCG))
    assert fitted.mean_effect_re == pytest.approx(-0.7145, abs=5e-5)
    assert fitted.sd_eff_w_re == pytest.approx(0.1798, abs=5e-5)


def test_the_hartung_knapp_interval_as_printed() -> None:
    # metafor's tests, van Houwelingen 2002, odds ratios, maximum likelihood: 0.3175 to 0.7141.
    combined = summarise(fitted_at(0.30245, *log_odds_ratios(BCG)))
    assert math.exp(combined.low) == pytest.approx(0.3175, abs=1e-4)
    assert math.exp(combined.high) == pytest.approx(0.7141, abs=1e-4)


def test_the_prediction_interval_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    # metafor's documentation of predict.rma, REML with normal quantiles: -1.87 to 0.44 around -1.07 to -0.36.
    class Normal:
        @staticmethod
        def ppf(_: float, __: int) -> float:
            return 1.959964

    monkeypatch.setattr("review.synthesis.pooling.t", Normal)
    fitted = fitted_at(0.3132433, *log_risk_ratios(BCG))
    fitted.sd_eff_w_re_hksj = 0.0
    combined = summarise(fitted)
    printed = (combined.low, combined.high, combined.prediction_low, combined.prediction_high)
    assert [round(limit, 2) for limit in printed] == [-1.07, -0.36, -1.87, 0.44]


def test_equal_effects_have_no_variance_and_no_interval_narrower_than_their_errors() -> None:
    combined = combine([-0.5, -0.5, -0.5], [0.04, 0.04, 0.04])
    assert (combined.tau2, combined.i2) == (0, 0)
    assert combined.mean == pytest.approx(-0.5)
    assert combined.high - combined.mean == pytest.approx(4.302653 * math.sqrt(0.04 / 3))
    assert combined.prediction_low == pytest.approx(combined.low)


def test_the_variance_between_studies_is_not_lost_by_rounding() -> None:
    # Risk ratios .70, .65, .75 and 1.70 with their intervals: statsmodels' own iteration ended at 0.
    printed = ((0.70, 0.55, 0.90), (0.65, 0.50, 0.85), (0.75, 0.60, 0.95), (1.70, 1.30, 2.20))
    errors = [math.log(high / low) / (2 * 1.959964) for _, low, high in printed]
    combined = combine([math.log(ratio) for ratio, _, _ in printed], [e**2 for e in errors])
    assert combined.i2 == pytest.approx(0.91, abs=0.005)
    assert combined.tau2 == pytest.approx(0.1829, abs=5e-4)


STUDIES = st.lists(
    st.tuples(st.floats(-3, 3).map(lambda effect: round(effect, 6)), st.floats(0.001, 2)),
    min_size=2,
    max_size=12,
)


@given(STUDIES)
def test_the_variance_between_studies_solves_its_equation(studies) -> None:
    effects, variances = [one for one, _ in studies], [one for _, one in studies]
    combined = combine(effects, variances)
    assert combined.i2 < 1e-9 or combined.tau2 > 0
    weights = [1 / (variance + combined.tau2) for variance in variances]
    mean = sum(w * e for w, e in zip(weights, effects, strict=True)) / sum(weights)
    q = sum(w * (e - mean) ** 2 for w, e in zip(weights, effects, strict=True))
    if combined.tau2 > 0:
        assert q == pytest.approx(len(studies) - 1, rel=1e-6)
    else:
        assert q <= len(studies) - 1 + 1e-9
    assert combined.mean == pytest.approx(mean, abs=1e-9)


THREE = [Line("for") for _ in range(3)]
RATIOS = ((0.60, 0.40, 0.90), (0.70, 0.50, 0.98), (0.80, 0.60, 1.07))


def with_effects(
    lines: list[Line], effects=RATIOS, measure: Measure = Measure.RISK_RATIO
) -> list[Appraisal]:
    return [
        replace(one, effect_measure=measure, effect=value, effect_low=low, effect_high=high)
        for one, (value, low, high) in zip(appraisals(lines), effects, strict=True)
    ]


def pooled(items: list[Appraisal], **notices: NoticeState) -> Pooled:
    known = records([Line("for")] * len(items))
    for pmid, state in notices.items():
        known[pmid[1:]] = replace(known[pmid[1:]], notice_state=state)
    answer = pool(claim(), gather(items), known)
    assert answer is not None
    return answer


def test_three_ratios_are_pooled_on_the_log_scale() -> None:
    answer = pooled(with_effects(THREE))
    errors = [(math.log(high) - math.log(low)) / (2 * 1.959964) for _, low, high in RATIOS]
    expected = combine([math.log(v) for v, _, _ in RATIOS], [error**2 for error in errors])
    assert answer.estimate == pytest.approx(math.exp(expected.mean))
    assert answer.low == pytest.approx(math.exp(expected.low))
    assert answer.prediction_high == pytest.approx(math.exp(expected.prediction_high))
    assert (answer.measure, answer.k, answer.refused_because) == (Measure.RISK_RATIO, 3, "")
    assert answer.pmids == ("90000001", "90000002", "90000003")


def test_standardised_differences_are_pooled_as_they_are() -> None:
    differences = ((-0.4, -0.7, -0.1), (-0.3, -0.6, 0.0), (-0.5, -0.9, -0.1))
    answer = pooled(with_effects(THREE, differences, Measure.STANDARDISED_MEAN_DIFFERENCE))
    assert answer.estimate is not None
    assert -0.5 < answer.estimate < -0.3


def without(items: list[Appraisal], **parts: object) -> list[Appraisal]:
    return [replace(items[0], **parts), *items[1:]]  # type: ignore[arg-type]


def test_two_studies_are_too_few() -> None:
    answer = pooled(with_effects(THREE[:2], RATIOS[:2]))
    assert answer.refused_because == (
        "Only 2 of 2 direct primary studies report an effect (such as a risk ratio) on the claim's "
        "outcome; 3 are needed."
    )
    assert (answer.measure, answer.estimate, answer.k) == (None, None, 0)


REFUSED = {
    "no effect": ({"effect": None, "effect_measure": None}, "Only 2 of 3 direct primary studies"),
    "no interval": ({"effect_low": None}, "Only 2 of 3 such studies report a usable 95 % interval"),
    "an interval from zero": ({"effect_low": 0.0}, "a usable 95 % interval"),
    "another measure": ({"effect_measure": Measure.ODDS_RATIO}, "The measures differ (1 OR, 2 RR)"),
    "another comparator": (
        {"comparator_kind": ComparatorKind.ACTIVE, "comparator": "methadone"},
        "The studies do not share a comparator (1 methadone, 2 placebo or nothing).",
    ),
    "not randomised": ({"is_randomised": False}, "kind of design (randomised or not)"),
    "turned round": (
        {"effect": 1.9, "effect_low": 1.2, "effect_high": 3.0},
        "do not fit the findings read",
    ),
}


@pytest.mark.parametrize(("changed", "reason"), REFUSED.values(), ids=REFUSED)
def test_one_study_that_does_not_fit_leaves_too_few(changed, reason) -> None:
    answer = pooled(without(with_effects(THREE), **changed))
    assert reason in answer.refused_because
    assert answer.refused_because.endswith(".")
    assert answer.estimate is None


@pytest.mark.parametrize("measure", [Measure.MEAN_DIFFERENCE, Measure.RISK_DIFFERENCE])
def test_differences_on_unknown_scales_are_refused(measure: Measure) -> None:
    differences = ((-4, -7, -1), (-3, -6, 0), (-5, -9, -1))
    answer = pooled(with_effects(THREE, differences, measure))
    assert "one common scale" in answer.refused_because


FOUR = [Line("for") for _ in range(4)]
OUT = {
    "a synthesis": Line("for", design="synthesis of trials"),
    "indirect": Line("for", indirect="another drug"),
    "a case report": Line("for", design="case report"),
    "a silent record": Line("silent"),
    "a second report": Line("for", study="S90000001", year=2005),
}


@pytest.mark.parametrize("line", OUT.values(), ids=OUT)
def test_what_is_no_direct_primary_study_never_enters(line) -> None:
    items = with_effects([*THREE, line], [*RATIOS, (0.1, 0.05, 0.2)])
    if line.study:
        items[3] = replace(items[3], effect=None, effect_measure=None)
    assert pooled(items).k == pooled(with_effects(THREE)).k == 3


def test_a_study_enters_by_its_deciding_record_only() -> None:
    """An older report of a study may give the effect of another time or subset."""
    lines = [*THREE[:2], Line("for", study="S3", year=2015), Line("for", study="S3", year=2005)]
    one, two, newest, older = with_effects(lines, (*RATIOS, (0.30, 0.20, 0.45)))
    assert pooled([one, two, newest, older]).pmids == (one.pmid, two.pmid, newest.pmid)
    silent = replace(newest, effect=None, effect_low=None, effect_high=None, effect_measure=None)
    assert pooled([one, two, silent, older]).measure is None


def test_a_retracted_study_never_enters() -> None:
    items = with_effects(FOUR, [*RATIOS, (0.1, 0.05, 0.2)])
    assert pooled(items).k == 4
    assert pooled(items, p90000004=NoticeState.RETRACTED) == pooled(with_effects(THREE))


LEFT_OUT = {
    "another measure": ({"effect_measure": Measure.ODDS_RATIO}, "another measure (OR)"),
    "a difference": ({"effect_measure": Measure.MEAN_DIFFERENCE}, "another measure (MD)"),
    "no interval": ({"effect_low": None}, "want of a usable 95 % interval"),
    "against its finding": (
        {"effect": 1.9, "effect_low": 1.2, "effect_high": 3.0},
        "an effect that does not fit the finding read",
    ),
    "another comparator": (
        {"comparator_kind": ComparatorKind.ACTIVE, "comparator": "methadone"},
        "another comparator (methadone)",
    ),
    "not randomised": ({"is_randomised": False}, "another kind of design (not randomised)"),
}


@pytest.mark.parametrize(("changed", "reason"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_study_left_out_of_a_pool_is_named_with_its_reason(changed, reason) -> None:
    items, known = without(with_effects(FOUR, [*RATIOS, RATIOS[0]]), **changed), records(FOUR)
    judged = judge(claim(), items, records=known, n_found=4, search_failed=False)
    assert judged.pooled is not None
    assert judged.pooled.k == 3
    assert judged.pooled.left_out == (UnpooledStudy("90000001", reason),)
    assert judged.statement.endswith(
        f"1 more study reports an effect and is left out: 1 for {reason}."
    )
    (row,) = pooled_frame([judged]).to_dict("records")
    assert parse_list(row["left_out"]) == [f"PMID 90000001: {reason}"]


def test_studies_left_out_are_counted_by_reason() -> None:
    items = with_effects([*THREE, *THREE], [*RATIOS, *RATIOS])
    items[3:] = [
        replace(items[3], effect_low=None),
        replace(items[4], effect_low=None),
        replace(items[5], effect_measure=Measure.ODDS_RATIO),
    ]
    assert pooled_sentence(pooled(items)).endswith(
        "3 more studies report an effect and are left out: 1 for another measure (OR), "
        "2 for want of a usable 95 % interval."
    )


def test_a_study_that_reports_no_effect_is_not_called_left_out() -> None:
    items = without(with_effects(FOUR, [*RATIOS, RATIOS[0]]), effect=None, effect_measure=None)
    assert pooled(items).left_out == ()
    assert "left out" not in pooled_sentence(pooled(items))


def test_randomised_studies_come_before_more_of_others() -> None:
    cohorts = [Line("for", design="cohort") for _ in range(4)]
    items = with_effects([*cohorts, *THREE], [(0.5, 0.3, 0.83)] * 4 + list(RATIOS))
    assert pooled(items).pmids == ("90000005", "90000006", "90000007")


def test_the_order_of_studies_does_not_matter() -> None:
    items = with_effects(FOUR, [*RATIOS, (0.5, 0.3, 0.83)])
    assert pooled(items) == pooled(items[::-1])


def test_a_finding_of_no_clear_difference_enters_with_its_effect() -> None:
    lines = [*THREE[:2], Line("null")]
    known = records(lines)
    chosen = select(gather(with_effects(lines)), known)
    assert [found.study.deciding.finding for found in chosen.effects][2:] == [
        Finding.NO_CLEAR_DIFFERENCE
    ]


def test_kinds_without_an_effect_on_people_have_nothing_to_pool() -> None:
    known = records(THREE)
    studies = gather(with_effects(THREE))
    assert pool(claim(kind=Kind.MECHANISM), studies, known) is None


def test_the_statement_of_findings_gives_the_pooled_effect() -> None:
    items, known = with_effects(THREE), records(THREE)
    judged = judge(claim(), items, records=known, n_found=3, search_failed=False)
    plain = judge(claim(), appraisals(THREE), records=known, n_found=3, search_failed=False)
    assert judged.pooled is not None
    assert judged.statement == f"{plain.statement} {pooled_sentence(judged.pooled)}"
    assert "Pooled over 3 studies: risk ratio 0.72 (95 % interval" in judged.statement
    assert (judged.verdict, judged.domains) == (plain.verdict, plain.domains)


def test_nothing_is_imported_until_something_is_pooled() -> None:
    check = "import sys, review, review.pipeline.stages; assert 'statsmodels' not in sys.modules"
    subprocess.run([sys.executable, "-c", check], check=True)
