"""What publication types and links mean for screening.

What a record's publication types and links mean for screening: no study is lost to a label.
"""

from dataclasses import replace

import pytest

import review
from review.core.models import Correction
from review.core.vocabulary import Design, ScreeningReason
from review.screening.eligibility import exclusion

CLAIM = review.claim("Clonidine reduces the severity of opioid withdrawal")
ABSTRACT = (
    "METHODS: 120 people with opioid withdrawal were randomised to clonidine or placebo.\n"
    "RESULTS: Withdrawal severity was lower with clonidine than with placebo."
)
TRIAL = "Randomized Controlled Trial"


@pytest.mark.parametrize(
    ("types", "reason"),
    [
        ([TRIAL], None),
        ([TRIAL, "Corrected and Republished Article"], None),
        ([TRIAL, "Comment"], None),
        ([TRIAL, "Letter"], None),
        ([TRIAL, "News"], None),
        (["Comment"], ScreeningReason.COMMENT),
        (["Editorial"], ScreeningReason.COMMENT),
        (["Published Erratum"], ScreeningReason.NOTICE),
        (["Retraction of Publication"], ScreeningReason.NOTICE),
        (["Expression of Concern"], ScreeningReason.NOTICE),
        ([TRIAL, "Retracted Publication"], ScreeningReason.RETRACTED),
    ],
)
def test_only_what_is_no_study_is_left_out(
    types: list[str], reason: ScreeningReason | None
) -> None:
    record = review.record(
        title="Clonidine versus placebo", abstract=ABSTRACT, publication_types=types, pmid=90000001
    )
    assert exclusion(CLAIM, record) is reason


@pytest.mark.parametrize(
    ("types", "design"), [([TRIAL], Design.RANDOMISED_TRIAL), ([], Design.COMMENT)]
)
def test_a_link_to_another_article_makes_a_comment_only_of_what_is_no_study(
    types: list[str], design: Design
) -> None:
    record = review.record(
        title="Clonidine versus placebo", abstract=ABSTRACT, publication_types=types, pmid=90000001
    )
    linked = replace(record, corrections=(Correction("CommentOn", "", "90000002"),))
    assert review.design(linked).design is design
    assert (exclusion(CLAIM, linked) is None) is (design is Design.RANDOMISED_TRIAL)


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("In 2001 we studied 45 heroin addicts.", 45),
        ("Eighteen men and 12 women took part in the trial.", 30),
        ("Patients were randomised to A or B (n = 30 per group).", None),
        ("Of 208 patients, 118 were randomised to A (n = 61) or B (n = 57).", 118),
        ("Of 148 patients referred, 84 were randomised.", 84),
        ("The half-life was three times the adult value.", None),
    ],
)
def test_the_size_of_a_trial_is_who_was_allocated(text: str, n: int | None) -> None:
    record = review.record(title="A trial", abstract=text, pmid=90000001)
    assert review.size(record).participants == n


@pytest.mark.parametrize(
    "text",
    [
        "It was not possible to show that clonidine reduces withdrawal severity.",
        "It is unclear whether clonidine reduces withdrawal severity or helps completion.",
        "Clonidine may or may not reduce withdrawal severity.",
    ],
)
def test_what_is_not_known_is_no_finding(text: str) -> None:
    record = review.record(
        title="Clonidine in opioid withdrawal", abstract=f"RESULTS: {text}", pmid=90000001
    )
    assert str(review.appraise(CLAIM, record).stance) == "no information"


def test_what_overdose_shows_is_indirect_for_ordinary_use() -> None:
    claim = review.claim("Clonidine can cause seizures")
    record = review.record(
        title="Clonidine overdose in adolescents: a case series",
        abstract="RESULTS: Seizures occurred in 4 of 20 patients who had taken clonidine.",
        pmid=90000001,
    )
    appraisal = review.appraise(claim, record)
    assert str(appraisal.stance) == "supports"
    assert "overdose" in appraisal.directness_reason


def test_an_outcome_of_that_name_does_not_make_a_group_at_risk() -> None:
    claim = review.claim(
        "People with low blood pressure should not take clonidine",
        kind="contraindication",
        population="people with low blood pressure",
        intervention="clonidine",
        outcome="hypotension",
        direction="increases",
    )
    measured = review.record(
        title="Clonidine in opioid withdrawal",
        abstract="RESULTS: Hypotension was common with clonidine.",
        pmid=90000001,
    )
    studied = review.record(
        title="Clonidine in autonomic failure",
        abstract="RESULTS: In patients with low blood pressure, clonidine caused hypotension.",
        pmid=90000002,
    )
    assert exclusion(claim, measured) is ScreeningReason.POPULATION
    assert exclusion(claim, studied) is None
