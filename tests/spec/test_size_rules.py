"""Rules of size: how many people took part, in words a clinician would count by."""

import pytest
from abstracts import a_record

import review

PEOPLE = {
    "patients": ("Sixty-two words aside, 62 patients were randomised.", 62),
    "number in words": ("Twelve volunteers took zorvanib.", 12),
    "thousands": ("We followed 12,345 adults.", 12345),
    "adjectives between": ("We studied 40 heroin-dependent male outpatients.", 40),
    "a hundred in words": ("One hundred and twenty patients were randomised.", 120),
    "tens and units": ("Forty-two opioid-dependent subjects (22 men, 20 women) took part.", 42),
    "tens": ("Sixty patients received 30 mg daily.", 60),
    "millions": ("We used data of 1.2 million adults.", 1_200_000),
    "thin space": ("We followed 2\u2009345 patients.", 2345),
    "screened are not studied": ("Of 312 patients screened, 120 were randomised.", 120),
    "a region's people are not studied": (
        "Forty poisonings came from a population of over 12 million people.",
        None,
    ),
    "total named like an arm": (
        "Participants (n = 86) took zorvanib (n = 43) or placebo (n = 43).",
        86,
    ),
    "largest group": ("Of 120 participants, 60 patients took zorvanib and 58 completed.", 120),
    "arms alone": ("Zorvanib (n = 31) was compared with placebo (n = 29).", 60),
    "total beside arms": (
        "We randomised 60 patients to zorvanib (n = 31) or placebo (n = 29).",
        60,
    ),
    "a dose is no size": ("Patients took 300 mg daily.", None),
    "an age is no size": ("Patients were 45 years old.", None),
    "a year is no size": ("In 2010 patients took zorvanib.", None),
    "a percentage is no size": ("Pain fell in 40% of patients.", None),
    "an interval is no size": ("Pain fell (RR 0.72, 95% CI 0.60 to 0.86) in patients.", None),
    "none": ("Zorvanib reduced pain.", None),
    "no abstract": ("", None),
}


@pytest.mark.parametrize(("abstract", "expected"), PEOPLE.values(), ids=PEOPLE)
def test_participants(abstract, expected) -> None:
    counted = review.size(a_record(abstract, title="Zorvanib for pain"))
    assert counted.participants == expected
    assert bool(counted.text) is (expected is not None)


def test_arms_are_kept_apart() -> None:
    abstract = "We randomised 60 patients to zorvanib (n = 31) or placebo (n = 29)."
    assert review.size(a_record(abstract, title="A randomised trial")).per_arm == (31, 29)


def test_animals_are_not_participants() -> None:
    assert (
        review.size(a_record("Forty male rats took part.", title="Zorvanib in rats")).participants
        is None
    )


SYNTHESES = {
    "studies and people": ("We included 26 trials with 1,728 participants.", 26, 1728),
    "number in words": ("Nine studies were included.", 9, None),
    "people first": ("Twelve randomised trials involving 940 patients were pooled.", 12, 940),
    "neither": ("Trials were pooled.", None, None),
}


@pytest.mark.parametrize(("abstract", "studies", "people"), SYNTHESES.values(), ids=SYNTHESES)
def test_syntheses_count_studies(abstract, studies, people) -> None:
    counted = review.size(a_record(abstract, title="Zorvanib: a meta-analysis"))
    assert (counted.studies, counted.participants) == (studies, people)
