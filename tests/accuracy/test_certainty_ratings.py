"""The rule that rates effect estimates from counts and interval alone, and the data it is measured on."""

from pathlib import Path

import benchmark_samples as samples
import numpy as np
import pytest

from review.accuracy.agreement import weighted_kappa
from review.accuracy.benchmarks import results_of
from review.accuracy.certainty_ratings import (
    CLASSES,
    PooledEffect,
    load,
    rate_by_halves,
    rate_effect,
)
from review.accuracy.evaluation import Rater
from review.accuracy.measures import MEASURES
from review.core.errors import InputError
from review.core.vocabulary import Certainty, Measure
from review.synthesis.thresholds import EffectInterval

HIGH, MODERATE, LOW, VERY_LOW = map(Certainty, CLASSES)
RR, MD, SMD = Measure.RISK_RATIO, Measure.MEAN_DIFFERENCE, Measure.STANDARDISED_MEAN_DIFFERENCE
REFERENCE = Path(__file__).parents[2] / "data" / "reference"

RATED = {
    "ample, several studies, narrow": (9, 8000, RR, 0.75, 0.85, None, HIGH),
    "the same from one study": (1, 8000, RR, 0.75, 0.85, None, MODERATE),
    "ample, but few events": (9, 8000, RR, 0.20, 0.60, None, MODERATE),
    "ample, interval includes no effect": (9, 8000, RR, 0.97, 1.06, None, MODERATE),
    "ample, heterogeneous": (9, 8000, RR, 0.75, 0.85, 62.0, LOW),
    "enough people": (4, 400, MD, -3.0, -1.0, None, MODERATE),
    "enough people, considerable heterogeneity": (4, 400, MD, -3.0, -1.0, 95.0, VERY_LOW),
    "one short of enough": (4, 399, MD, -3.0, -1.0, None, LOW),
    "enough people, interval includes no effect": (4, 400, MD, -3.0, 1.0, None, LOW),
    "too few, interval includes no effect": (4, 399, MD, -3.0, 1.0, None, LOW),
    "too few, benefit and harm both open": (4, 399, RR, 0.5, 1.5, None, VERY_LOW),
    "too few, small effects both ways": (4, 399, SMD, -0.4, 0.4, None, LOW),
    "too few, standardised effects both ways": (4, 399, SMD, -0.6, 0.6, None, VERY_LOW),
    "very few": (4, 99, RR, 0.3, 0.6, None, VERY_LOW),
    "a limit of nought": (9, 8000, RR, 0.0, 0.85, None, MODERATE),
}


@pytest.mark.parametrize("case", RATED)
def test_an_effect_is_rated_by_the_thresholds_of_the_suite(case: str) -> None:
    studies, people, measure, low, high, heterogeneity, certainty = RATED[case]
    effect = PooledEffect(studies, people, EffectInterval(measure, low, high), heterogeneity)
    assert rate_effect(effect)[0] is certainty


def test_the_yardstick_knows_size_and_interval_only() -> None:
    narrow, wide = EffectInterval(RR, 0.5, 0.9), EffectInterval(RR, 0.5, 1.1)
    rated = [rate_by_halves(PooledEffect(2, n, i))[0] for n in (400, 399) for i in (narrow, wide)]
    assert rated == [HIGH, MODERATE, MODERATE, LOW]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("participants", "many", "line 2 is no effect estimate"),
        ("measure", "NNT", "line 2 is no effect estimate"),
        ("certainty", "fair", "has the label 'fair'"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path, column: str, value: str, told: str
) -> None:
    row = {
        "review": "CD1",
        "certainty": "low",
        "studies": 2,
        "participants": 90,
        "measure": "RR",
        "estimate": 1,
        "ci_low": 0.5,
        "ci_high": 2,
        "i2": "",
    }
    samples.write_csv(tmp_path / "cochrane_ratings.csv", [{**row, column: value}])
    with pytest.raises(InputError, match=told):
        load(tmp_path, "ratings")


def test_ordered_measures_are_those_of_the_agreement_module() -> None:
    table = np.array([[3.0, 1, 0], [2, 4, 1], [1, 0, 5]])
    pairs = [(r, c) for r in range(3) for c in range(3) for _ in range(int(table[r, c]))]
    expected = weighted_kappa(pairs, {0: 0, 1: 1, 2: 2})
    assert float(MEASURES["weighted kappa"](table)) == pytest.approx(expected)
    assert float(MEASURES["within one level"](table)) == pytest.approx(16 / 17)
    stacked = np.stack([table, table[::-1]])
    assert MEASURES["weighted kappa"](stacked)[0] == pytest.approx(expected)


def test_the_rules_agree_with_authors_as_far_as_is_reported() -> None:
    rules, yardstick = results_of("cochrane-ratings", data=REFERENCE)
    found = {one.measure: one.value for one in rules.figures[Rater.RULES]}
    assert len(rules.examples) > 1000
    assert found["weighted kappa"] > 0.52
    assert found["within one level"] > 0.94
    assert found["weighted kappa"] > yardstick.figures[Rater.RULES][0].value + 0.2
    assert rules.table[CLASSES.index("very low"), CLASSES.index("high")] == 0
