"""Each domain of the certainty: what moves it, by how much, and which records are named."""

from dataclasses import replace

import pytest
from bodies_of_evidence import Line, appraisals, claim, judged, records

from review.core.models import DomainRating, MeshHeading
from review.core.vocabulary import Certainty, ComparatorKind, Direction, Domain, Kind, Measure
from review.reading.rating_signals import stated_certainty
from review.synthesis.signals import ratios
from review.synthesis.verdict import judge
from review.terms.word_lists import words_in

RELIEF = claim("The drug relieves withdrawal")
BEFORE = ComparatorKind.BEFORE


def domain(name: Domain, lines: list[Line]) -> DomainRating:
    [found] = [item for item in judged(RELIEF, lines).domains if item.domain is name]
    return found


START = {
    "randomised": ([Line("for")], 4),
    "synthesis of trials": ([Line("for", "synthesis of trials")], 4),
    "synthesis of other studies": ([Line("for", "systematic review")], 2),
    "one trial among cohorts": ([Line("for"), Line("for", "cohort")], 4),
    "cohort": ([Line("for", "cohort")], 2),
    "case series": ([Line("for", "case series")], 2),
    "case report": ([Line("for", "case report")], 1),
    "narrative review": ([Line("for", "narrative review")], 1),
    "animals": ([Line("for", "animal")], 1),
}


@pytest.mark.parametrize("case", START)
def test_starting_level(case: str) -> None:
    lines, level = START[case]
    assert domain(Domain.START, lines).levels == level


STATED = {
    "in the sentence": (
        Line("for", "synthesis of trials", rationale="It fell (low-certainty evidence)."),
        2,
    ),
    "in the abstract": (
        Line("for", "synthesis of trials", abstract="The quality of the evidence was very low."),
        1,
    ),
    "two ratings in the abstract": (
        Line(
            "for",
            "synthesis of trials",
            abstract="High-certainty evidence on A, low-certainty evidence on B.",
        ),
        4,
    ),
}


@pytest.mark.parametrize("case", STATED)
def test_a_synthesis_starts_where_its_authors_rate_it(case: str) -> None:
    line, level = STATED[case]
    assert domain(Domain.START, [line]).levels == level


def test_what_the_authors_rated_is_not_rated_again() -> None:
    line = Line(
        "for", "synthesis of trials", n=90, rationale="It fell (moderate-certainty evidence)."
    )
    assert [item.levels for item in judged(RELIEF, [line]).domains] == [3, 0, 0, 0, 0, 0, 0, 0, 0]


BIAS = {
    "blinded": ([Line("for")], 0),
    "blinded by its headings": (
        [Line("for", "open trial", extra={"mesh": (MeshHeading("Double-Blind Method"),)})],
        0,
    ),
    "no mention of blinding": ([Line("for", "open trial")], -1),
    "half of the trials blinded": ([Line("for"), Line("for", "open trial")], 0),
    "synthesis without a rating": ([Line("for", "synthesis of trials")], -1),
    "before and after": ([Line("for", "non-randomised trial", comparator=BEFORE)], -1),
    "two groups, not randomised": ([Line("for", "non-randomised trial")], 0),
    "mostly cohorts beside a trial": ([Line("for")] + [Line("for", "cohort")] * 3, -1),
    "design not recognised": ([Line("for", "unclear")], -1),
}


@pytest.mark.parametrize("case", BIAS)
def test_risk_of_bias(case: str) -> None:
    lines, levels = BIAS[case]
    assert domain(Domain.RISK_OF_BIAS, lines).levels == levels


INCONSISTENCY = {
    "one study": ([Line("for")], 0),
    "one mixed study": ([Line("mixed")], -1),
    "all agree": ([Line("for")] * 4, 0),
    "one in five differs": ([Line("for")] * 4 + [Line("null")], 0),
    "one in four differs": ([Line("for")] * 3 + [Line("null")], -1),
    "opposite thirds": ([Line("for")] * 2 + [Line("against")], -2),
}


@pytest.mark.parametrize("case", INCONSISTENCY)
def test_inconsistency(case: str) -> None:
    lines, levels = INCONSISTENCY[case]
    assert domain(Domain.INCONSISTENCY, lines).levels == levels


def _synthesis(rationale: str, **parts: object) -> Line:
    return Line("for", "synthesis of trials", n=900, rationale=rationale, **parts)  # type: ignore[arg-type]


HETEROGENEITY = {
    "below the substantial": ([_synthesis("It fell (I2 = 49%).")], 0),
    "substantial": ([_synthesis("It fell (I² 50%).")], -1),
    "up to ninety": ([_synthesis("It fell (I-squared of 90 %).")], -1),
    "considerable": ([_synthesis("It fell (I^2=93.5%).")], -2),
    "of the most consistent outcome in the sentence": (
        [_synthesis("A (I2 = 80%) and B (I2 = 12%) fell.")],
        0,
    ),
    "already in the authors' rating": (
        [_synthesis("It fell (I2 = 80%; moderate-certainty evidence).")],
        0,
    ),
    "of a synthesis that carries half": (
        [_synthesis("It fell (I2 = 80%).", year=2001)] + [Line("for", year=2015)] * 3,
        0,
    ),
    "reported by a trial": ([Line("for", rationale="It fell (I2 = 80%).")], 0),
}


@pytest.mark.parametrize("case", HETEROGENEITY)
def test_heterogeneity_that_a_synthesis_reports_rates_down(case: str) -> None:
    lines, levels = HETEROGENEITY[case]
    assert domain(Domain.INCONSISTENCY, lines).levels == levels


INDIRECTNESS = {
    "direct": ([Line("for")], 0),
    "indirect": ([Line("for", indirect="another drug")], -1),
    "mostly direct": ([Line("for")] * 3 + [Line("for", indirect="another drug")], 0),
    "a third indirect": ([Line("for")] * 2 + [Line("for", indirect="another drug")], -1),
    "animals only": ([Line("for", "animal", indirect="animals")], -2),
}


@pytest.mark.parametrize("case", INDIRECTNESS)
def test_indirectness(case: str) -> None:
    lines, levels = INDIRECTNESS[case]
    assert domain(Domain.INDIRECTNESS, lines).levels == levels


WIDE = "Relapse was similar (RR 1.10, 95% CI 0.69 to 1.76)."
IMPRECISION = {
    "400 in all": ([Line("for", n=200), Line("for", n=200)], 0),
    "399 in all": ([Line("for", n=200), Line("for", n=199)], -1),
    "99 in all": ([Line("for", n=50), Line("for", n=49)], -2),
    "a single small trial": ([Line("for", n=399)], -2),
    "a single small cohort": ([Line("for", "cohort", n=399)], -1),
    "unknown": ([Line("for", n=None)], -2),
    "a synthesis of several trials of unknown size": (
        [Line("for", "synthesis of trials", n=None, studies=6)],
        -1,
    ),
    "a synthesis of one trial of unknown size": (
        [Line("for", "synthesis of trials", n=None, studies=1)],
        -2,
    ),
    "large, interval includes no effect": ([Line("for", n=900, rationale=WIDE)], -1),
    "3,999 people, interval includes no effect": ([Line("for", n=3999, rationale=WIDE)], -1),
    "300 people, interval includes no effect": (
        [Line("for", n=150, rationale="It was similar (RR 0.95, 95% CI 0.80 to 1.13).")] * 2,
        -1,
    ),
    "300 people, interval includes appreciable benefit and harm": (
        [Line("for", n=150, rationale=WIDE)] * 2,
        -2,
    ),
    "the clearest of two intervals in a sentence": (
        [
            Line(
                "for",
                n=900,
                rationale="A fell (RR 0.6, 95% CI 0.4-0.8), B not (RR 0.9, 95% CI 0.5-1.5).",
            )
        ],
        0,
    ),
    "4,000 people, whatever the interval": ([Line("for", n=4000, rationale=WIDE)], 0),
}


@pytest.mark.parametrize("case", IMPRECISION)
def test_imprecision(case: str) -> None:
    lines, levels = IMPRECISION[case]
    assert domain(Domain.IMPRECISION, lines).levels == levels


@pytest.mark.parametrize(
    ("measure", "low", "high", "levels"),
    [
        (Measure.RISK_RATIO, 0.8, 1.2, -1),
        (Measure.RISK_RATIO, 0.6, 0.9, 0),
        (Measure.MEAN_DIFFERENCE, -0.4, 0.1, -1),
        (Measure.MEAN_DIFFERENCE, 0.4, 1.6, 0),
        (Measure.RISK_RATIO, None, None, -1),
    ],
)
def test_the_interval_read_for_the_outcome_comes_before_those_of_the_sentence(
    measure: Measure, low: float | None, high: float | None, levels: int
) -> None:
    lines = [Line("for", n=900, rationale=WIDE)]
    [read] = appraisals(lines)
    read = replace(read, effect_measure=measure, effect_low=low, effect_high=high)
    judgement = judge(RELIEF, [read], records=records(lines), n_found=1, search_failed=False)
    [found] = [item for item in judgement.domains if item.domain is Domain.IMPRECISION]
    assert found.levels == levels


def test_publication_bias_is_feared_only_of_tiny_favourable_studies() -> None:
    assert domain(Domain.PUBLICATION_BIAS, [Line("for", n=20)] * 3).levels == -1
    assert (
        domain(Domain.PUBLICATION_BIAS, [Line("for", n=20)] * 2 + [Line("null", n=20)]).levels == 0
    )


RISING = {
    "threefold in a cohort": (Line("for", "cohort", 900, rationale="HR 3.0 (95% CI 2.1-4.4)."), 1),
    "sixfold in a cohort": (Line("for", "cohort", 900, rationale="OR 6.2 (95% CI 3.1-12)."), 2),
    "halved in a cohort": (Line("for", "cohort", 900, rationale="RR 0.40 (95% CI 0.2-0.7)."), 1),
    "without an interval": (Line("for", "cohort", 900, rationale="HR 3.0."), 0),
    "interval includes 1": (Line("for", "cohort", 900, rationale="HR 3.0 (95% CI 0.9-9.4)."), 0),
    "in a trial": (Line("for", n=900, rationale="HR 3.0 (95% CI 2.1-4.4)."), 0),
    "in a case series": (Line("for", "case series", 900, rationale="HR 3.0 (95% CI 2.1-4.4)."), 0),
}


@pytest.mark.parametrize("case", RISING)
def test_only_sound_observational_evidence_rises_for_a_large_effect(case: str) -> None:
    line, levels = RISING[case]
    assert domain(Domain.LARGE_EFFECT, [line]).levels == levels


def test_a_relation_to_the_dose_raises_observational_evidence() -> None:
    graded = Line("for", "cohort", 900, rationale="The effect was dose-dependent.")
    assert domain(Domain.DOSE_RESPONSE, [graded]).levels == 1


def test_case_reports_do_not_make_a_cohort_less_certain() -> None:
    cohort = Line("for", "cohort", 900)
    reports = [Line("for", "case report", 1)] * 9
    assert judged(RELIEF, [cohort, *reports]).certainty == judged(RELIEF, [cohort]).certainty


def test_every_domain_appears_with_its_reason_and_records() -> None:
    domains = judged(RELIEF, [Line("for", "open trial", n=30)]).domains
    assert [item.domain for item in domains] == [
        item for item in Domain if item not in (Domain.PHARMACOLOGY, Domain.SOURCE)
    ]
    assert all(item.reason.endswith(".") for item in domains)
    assert all(item.pmids == ("90000001",) for item in domains if item.levels)


def test_a_body_without_evidence_is_rated_very_low_by_convention() -> None:
    [only] = judged(RELIEF, []).domains
    assert (only.domain, only.levels) == (Domain.START, 1)


@pytest.mark.parametrize(
    ("text", "estimate", "low", "high"),
    [
        ("RR 0.32 (95% CI 0.18-0.57; 3 studies)", 0.32, 0.18, 0.57),
        ("an odds ratio of 2.41 [95% CI 1.51 to 3.84]", 2.41, 1.51, 3.84),
        ("hazard ratio, 1.83; P = .01", 1.83, None, None),
    ],
)
def test_ratios_are_read_as_reported(
    text: str, estimate: float, low: float | None, high: float | None
) -> None:
    [ratio] = ratios([text])
    assert (ratio.estimate, ratio.low, ratio.high) == (estimate, low, high)


def test_a_stated_range_of_certainty_counts_as_its_lower_end() -> None:
    assert (
        stated_certainty("Low to moderate certainty evidence shows less pain.", "") is Certainty.LOW
    )


def test_low_quality_of_trials_is_not_a_rating_of_the_evidence() -> None:
    assert stated_certainty("Nine low-quality trials were found.", "") is None


def test_overstatement_is_found_in_whole_words() -> None:
    assert words_in("It is PROVEN to work rapidly", "overstatement") == ("proven", "rapidly")
    assert words_in("An unproven procedure", "overstatement") == ()


def test_source_class_is_the_strongest_source_counted() -> None:
    ban = claim("People with asthma should not take it", Kind.CONTRAINDICATION)
    lines = [Line("for", "case report"), Line("for", "guideline"), Line("for", "cohort")]
    assert judged(ban, lines).source_class == "guideline"
    assert judged(RELIEF, lines).source_class == ""


def test_a_harm_not_seen_in_few_people_is_very_imprecise() -> None:
    harm = claim(kind=Kind.CONTRAINDICATION, direction=Direction.INCREASES)
    unseen = [Line("null", n=100), Line("null", n=60)]
    seen = [Line("against", n=100), Line("against", n=60)]
    levels = {
        name: next(d.levels for d in judged(harm, lines).domains if d.domain is Domain.IMPRECISION)
        for name, lines in (("unseen", unseen), ("seen", seen))
    }
    assert levels == {"unseen": -2, "seen": -1}
