"""Which dose was given, and for how long.

Rules of regimen: the dose of the claim's treatment and how long a study lasted, as printed.

All sentences are invented.
"""

import pytest

import review
from review.appraisal.question import question
from review.appraisal.regimen import regimen

CLAIM = review.claim(intervention="clonidine", outcome="withdrawal severity")

DOSES = {
    "after the name": (
        "Clonidine 0.2 mg twice daily was compared with placebo.",
        "0.2 mg twice daily",
    ),
    "in brackets": (
        "Clonidine (0.1 to 0.3 mg every 6 hours) reduced symptoms.",
        "0.1 to 0.3 mg every 6 hours",
    ),
    "before the name": ("They were given 150 µg of clonidine.", "150 µg"),
    "by weight": ("Clonidine at 5 µg/kg/day eased withdrawal.", "5 µg/kg/day"),
    "a range": ("Clonidine doses of 0.4-1.2 mg/day were used.", "0.4-1.2 mg/day"),
    "of the other arm only": ("Methadone 20 mg was compared with clonidine.", ""),
    "none printed": ("Clonidine was compared with placebo in 40 patients.", ""),
    "a share is no dose": ("Clonidine completed 40 of 60.", ""),
}
DURATIONS = {
    "for": ("Patients took clonidine or placebo for 14 days.", "14 days"),
    "N-week trial": ("In a 12-week trial clonidine was compared with placebo.", "12-week"),
    "over": ("Clonidine was tapered over 10 days.", "10 days"),
    "follow-up": ("They were followed up for 6 months.", "6 months"),
    "in words": ("Clonidine was given for two weeks.", "two weeks"),
    "an age is no duration": ("Children for 12 years old clonidine is not licensed.", ""),
    "none": ("Clonidine was compared with placebo.", ""),
}


@pytest.mark.parametrize(("abstract", "dose"), DOSES.values(), ids=DOSES)
def test_the_dose_next_to_the_treatment(abstract: str, dose: str) -> None:
    record = review.record(title="A trial in opioid withdrawal", abstract=f"METHODS: {abstract}")
    assert regimen(question(CLAIM), record).dose == dose


@pytest.mark.parametrize(("abstract", "duration"), DURATIONS.values(), ids=DURATIONS)
def test_how_long_a_study_lasted(abstract: str, duration: str) -> None:
    record = review.record(title="A trial in opioid withdrawal", abstract=f"METHODS: {abstract}")
    assert regimen(question(CLAIM), record).duration == duration


def test_the_title_tells_before_the_text() -> None:
    record = review.record(
        title="A 4-week trial of clonidine", abstract="METHODS: Clonidine was given for 3 days."
    )
    assert regimen(question(CLAIM), record).duration == "4-week"
