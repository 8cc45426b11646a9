"""How many people took part.

Rules of size: how many people took part, in words a clinician would count by.
"""

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
    "of those asked, some took part": ("Of 322 eligible women, 31 participated in the trial.", 31),
    "part of those screened": ("A total of 180 subjects were screened, and 63 were enrolled.", 63),
    "planned is not done": (
        "The study was closed after 74 of the planned 92 patients were enrolled.",
        74,
    ),
    "planned first": (
        "Planned for 250 patients, the study closed early with 81 patients enrolled.",
        81,
    ),
    "enrolled, then arms": (
        "In all, 168 patients were enrolled; 112 were randomly assigned to zorvanib and 56 to placebo.",
        168,
    ),
    "of the enrolled, arms": (
        "Of 181 patients, 89 were randomly assigned to zorvanib and 92 to placebo.",
        181,
    ),
    "arms in words": (
        "Forty-three patients were randomised to zorvanib and 50 patients were randomised to placebo.",
        93,
    ),
    "arms in brackets": (
        "Patients were randomised to zorvanib (216 patients) or placebo (214 patients).",
        430,
    ),
    "arms in brackets beside the total": (
        "A total of 5,318 patients were randomly assigned to zorvanib (2,661 patients) or placebo (2,657 patients).",
        5318,
    ),
    "three arms": ("Patients took 10 mg (n = 20), 20 mg (n = 21) or placebo (n = 19).", 60),
    "total with a capital N": (
        "Women (N = 240) were recruited and randomised to zorvanib or placebo.",
        240,
    ),
    "a subsample": (
        "Participants (N = 1527) completed a survey. A subsample (n = 370) wore a meter.",
        1527,
    ),
    "harms are not the study": (
        "We randomised 90 patients to zorvanib or placebo. Twelve patients developed nausea.",
        90,
    ),
    "deaths are not the study": ("403 patients were enrolled. Nine patients died.", 403),
    "those who finished": (
        "Eighty patients were randomised. Seventy patients completed the trial.",
        80,
    ),
    "those analysed": ("Eighty patients were randomised; 76 patients were analysed.", 80),
    "a share of a group": ("We studied 120 patients. Pain was worse in 30 patients (25%).", 120),
    "a group of the study": (
        "We studied 120 patients; 58 patients in the placebo group had pain.",
        120,
    ),
    "women among them": ("We studied 120 patients, including 48 women.", 120),
    "earlier work": (
        "BACKGROUND: A trial of 3000 patients was negative.\nMETHODS: We randomised 90 patients.",
        90,
    ),
    "conclusions of millions": (
        "Women (n = 388) were randomly assigned. Zorvanib may help 2.5 million women.",
        388,
    ),
    "a grade is no size": (
        "Two hundred patients with grade 2 lesions of 3 cm were randomised.",
        200,
    ),
    "a stage is no size": ("Eighty ASA status 1 and 2 women were scheduled for surgery.", 80),
    "patient-years are no patients": ("We followed 500 patients for 1,200 patient-years.", 500),
    "a rate is no size": ("Falls were 45 per 1,000 women in the 300 women studied.", 300),
    "hyphenated number and noun": ("Forty women were randomised.", 40),
    "spelled with hyphens": ("Two-hundred seventy-eight patients were enrolled.", 278),
    "thousands in words": ("Three thousand ten patients were randomly assigned.", 3010),
    "space between thousands": ("In all, 10 576 participants were randomised.", 10576),
    "no-break space": ("We enrolled 2\u00a0345 adults.", 2345),
    "children": ("Sixty children were randomised.", 60),
    "students": ("A survey of 412 students was made.", 412),
    "survivors": ("The trial was done in 227 breast cancer survivors.", 227),
    "pairs of a trial, randomised without a noun": ("Of these, 77 were randomised.", 77),
    "recruited before the number": ("Between 2008 and 2010 we recruited 265 women.", 265),
    "in a trial with": ("We undertook an open trial with 1623 women.", 1623),
    "a trial in": ("We conducted a randomised trial in 71 adults.", 71),
    "a year with people after it": ("In 2004, 60 patients were enrolled.", 60),
    "a dose before people": (
        "Patients received 40 mg; 25 patients received placebo and 25 patients received zorvanib.",
        50,
    ),
    "said twice": ("We enrolled 97 patients. Of the 97 patients, 40 improved.", 97),
    "men and women": ("Thirty men and 20 women took part.", 50),
    "markup": ("<p>We randomised <b>120</b> patients.</p>", 120),
    "Spanish": ("Se estudiaron 60 pacientes.", None),
    "only numbers": ("12 34 56. 78 90.", None),
    "a phase is no size": ("This phase 3 study took place in Ghana.", None),
    "hospitals are no people": ("Six hospitals took part.", None),
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
    "screened, then included": ("We screened 2,300 studies and included 5 trials.", 5, None),
    "were screened": ("In all, 2,300 studies were screened. Five trials were included.", 5, None),
    "potentially relevant": (
        "We found 80 potentially relevant studies; 7 trials were pooled.",
        7,
        None,
    ),
    "as many studies as a year": ("We included 2019 studies.", 2019, None),
    "years of a search": (
        "From 1990 to 2010 studies were searched. 14 studies were included.",
        14,
        None,
    ),
    "year of a search": ("In 2019 studies were searched; nine trials were included.", 9, None),
    "year of a guideline": ("PRISMA 2020 statement trials were sought. 6 RCTs were used.", 6, None),
    "part of those found": ("Of 340 studies found, 12 were included.", 12, None),
    "only screened": ("We screened 2,300 studies.", None, None),
    "n in brackets": ("Fifteen RCTs (n=2,426) were pooled.", 15, 2426),
    "n of participants": ("RESULTS: Participants (n = 2,426) had less pain.", None, 2426),
    "n that counts trials": ("We pooled randomised trials (n = 12).", None, None),
    "people from studies": ("RESULTS: 134,116 people from 45 studies were included.", 45, 134116),
    "people alone": (
        "RESULTS: Four trials were pooled. A total of 199 patients were analysed.",
        4,
        199,
    ),
    "people of the world": (
        "BACKGROUND: Pain troubles 900,000 adults.\nRESULTS: Four trials were pooled.",
        4,
        None,
    ),
}


@pytest.mark.parametrize(("abstract", "studies", "people"), SYNTHESES.values(), ids=SYNTHESES)
def test_syntheses_count_studies(abstract, studies, people) -> None:
    counted = review.size(a_record(abstract, title="Zorvanib: a meta-analysis"))
    assert (counted.studies, counted.participants) == (studies, people)
