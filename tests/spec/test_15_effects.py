"""Which effect is reported, and whose it is.

Rules of reported effects: whose estimate it is, and how it is printed. Sentences are invented.
"""

from dataclasses import replace

import pytest
from abstracts import FIRST_PMID, appraised

import review
from review.appraisal.table import appraisals_frame, appraisals_from
from review.core.vocabulary import Measure

CLAIM = review.claim(intervention="zorvanib", outcome="pain", direction="decreases")

CASES = {
    "risk ratio with interval": (
        "Zorvanib reduced pain compared with placebo (RR 0.62, 95% CI 0.48 to 0.80; p<0.001).",
        (Measure.RISK_RATIO, 0.62, 0.48, 0.80, "<0.001"),
    ),
    "odds ratio in words": (
        "Zorvanib reduced pain compared with placebo (odds ratio 0.5; 95% confidence interval, 0.3-0.9; P = 0.02).",
        (Measure.ODDS_RATIO, 0.5, 0.3, 0.9, "0.02"),
    ),
    "hazard ratio": (
        "Pain was reduced with zorvanib (hazard ratio 0.71 [0.55-0.92]).",
        (Measure.HAZARD_RATIO, 0.71, 0.55, 0.92, ""),
    ),
    "mean difference below zero": (
        "Zorvanib reduced pain more than placebo (mean difference −1.4, 95% CI −2.1 to −0.7).",
        (Measure.MEAN_DIFFERENCE, -1.4, -2.1, -0.7, ""),
    ),
    "standardised difference": (
        "Zorvanib reduced pain (SMD -0.45, 95% CI -0.70 to -0.20).",
        (Measure.STANDARDISED_MEAN_DIFFERENCE, -0.45, -0.70, -0.20, ""),
    ),
    "risk difference": (
        "Zorvanib reduced pain compared with placebo (risk difference -0.12, 95% CI -0.20 to -0.04).",
        (Measure.RISK_DIFFERENCE, -0.12, -0.20, -0.04, ""),
    ),
    "interval named before the value": (
        "Zorvanib reduced pain compared with placebo (OR (95% CI) 0.5 (0.3-0.9)).",
        (Measure.ODDS_RATIO, 0.5, 0.3, 0.9, ""),
    ),
    "credible interval": (
        "Zorvanib reduced pain compared with placebo (RR 0.62; 95% credible interval 0.48-0.80).",
        (Measure.RISK_RATIO, 0.62, 0.48, 0.80, ""),
    ),
    "level behind the interval's name": (
        "Zorvanib reduced pain (odds ratio, 0.5 [CI95% 0.3-0.9]).",
        (Measure.ODDS_RATIO, 0.5, 0.3, 0.9, ""),
    ),
    "after a colon": (
        "Zorvanib reduced pain: RR 0.62 (95% CI 0.48 to 0.80).",
        (Measure.RISK_RATIO, 0.62, 0.48, 0.80, ""),
    ),
    "a p-value alone": (
        "Zorvanib reduced pain compared with placebo (p = 0.03).",
        (None, None, None, None, "0.03"),
    ),
    "not significant in letters": (
        "Pain did not differ between zorvanib and placebo (NS).",
        (None, None, None, None, "NS"),
    ),
    "a very small p-value": (
        "Zorvanib reduced pain compared with placebo (p = 1.2 × 10-5).",
        (None, None, None, None, "1.2×10-5"),
    ),
    "no figures": (
        "Zorvanib reduced pain compared with placebo.",
        (None, None, None, None, ""),
    ),
    "an interval at another level": (
        "Zorvanib reduced pain compared with placebo (RR 0.62, 90% CI 0.48 to 0.80).",
        (Measure.RISK_RATIO, 0.62, None, None, ""),
    ),
    "an estimate outside its interval is misread": (
        "Zorvanib reduced pain compared with placebo (RR 0.22, 95% CI 0.48 to 0.80).",
        (None, None, None, None, ""),
    ),
    "the other outcome's estimate": (
        "Zorvanib reduced pain but not nausea (RR 0.95, 95% CI 0.70 to 1.30).",
        (None, None, None, None, ""),
    ),
    "two outcomes, each with its estimate": (
        "Zorvanib reduced nausea (RR 0.90, 95% CI 0.60 to 1.35) and pain (RR 0.62, 95% CI 0.48 to 0.80).",
        (Measure.RISK_RATIO, 0.62, 0.48, 0.80, ""),
    ),
    "one estimate for two outcomes is nobody's": (
        "Zorvanib reduced nausea and pain (RR 0.62, 95% CI 0.48 to 0.80).",
        (None, None, None, None, ""),
    ),
    "across a semicolon": (
        "Zorvanib reduced pain; dizziness was as common as with placebo (RR 1.02, 95% CI 0.80 to 1.30).",
        (None, None, None, None, ""),
    ),
    "two treatments, each with its estimate": (
        "Pain was reduced with zorvanib (RR 0.62, 95% CI 0.48 to 0.80) and with methadone (RR 0.90, 95% CI 0.70 to 1.16).",
        (Measure.RISK_RATIO, 0.62, 0.48, 0.80, ""),
    ),
    "a number needed to treat is no estimate": (
        "Zorvanib reduced pain compared with placebo (number needed to treat 5).",
        (None, None, None, None, ""),
    ),
    "a heart rate is no hazard ratio": (
        "Zorvanib reduced pain and HR was 72 beats.",
        (None, None, None, None, ""),
    ),
}


def effect_of(results: str) -> tuple[object, ...]:
    read = appraised(CLAIM, f"METHODS: We randomised 60 patients.\nRESULTS: {results}")
    return read.effect_measure, read.effect, read.effect_low, read.effect_high, read.p_value


@pytest.mark.parametrize(("sentence", "reported"), CASES.values(), ids=CASES)
def test_the_effect_is_the_one_of_the_claims_outcome(sentence: str, reported) -> None:
    assert effect_of(sentence) == reported


def test_the_effect_of_another_sentence_is_not_taken() -> None:
    sentence = (
        "Zorvanib reduced pain. Mortality was lower as well (RR 0.50, 95% CI 0.30 to 0.83; p=0.01)."
    )
    assert effect_of(sentence) == (None, None, None, None, "")


def test_the_effect_stands_in_the_rationale() -> None:
    for sentence, (_, value, *_) in CASES.values():
        read = appraised(CLAIM, f"RESULTS: {sentence}")
        if value is not None:
            assert f"{abs(value):g}" in read.rationale


def test_the_effect_survives_its_table() -> None:
    read = [appraised(CLAIM, f"RESULTS: {sentence}") for sentence, _ in CASES.values()]
    named = [replace(one, pmid=str(FIRST_PMID + place)) for place, one in enumerate(read)]
    assert appraisals_from(appraisals_frame(named)) == named
