"""Other names of everyday words, classes with their members, and groups of people."""

import pytest

import review
from review.api import claim, record
from review.core.vocabulary import ScreeningReason
from review.screening.eligibility import exclusion
from review.terms.other_names import is_people_only, other_names, renamed


@pytest.mark.parametrize(
    ("phrase", "other"),
    [
        ("heart attacks", "myocardial infarction"),
        ("risk of bowel cancer", "risk of colorectal cancer"),
        ("statins", "rosuvastatin"),
        ("SSRIs", "fluoxetine"),
        ("paracetamol", "acetaminophen"),
        ("older people", "aged 65"),
    ],
)
def test_a_phrase_by_its_other_names(phrase: str, other: str) -> None:
    assert other in renamed(phrase)


@pytest.mark.parametrize("phrase", ["rosuvastatin", "zorvan", "", "coldness", "nutrition"])
def test_a_member_is_not_its_class_and_a_part_of_a_word_no_name(phrase: str) -> None:
    assert other_names(phrase) == ()


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        ("healthy older adults", True),
        ("women", True),
        ("children under 16", False),
        ("women with migraine", False),
        ("smokers", False),
        ("", False),
    ],
)
def test_groups_of_people_only(population: str, expected: bool) -> None:
    assert is_people_only(population) is expected


SCREENED = [
    # claim, title of a record, reason for leaving it out
    ("Statins cause falls", "Rosuvastatin and falls: a trial", None),
    ("Rosuvastatin causes falls", "Simvastatin and falls: a trial", ScreeningReason.INTERVENTION),
    ("Zorvan prevents falls in older people", "Zorvan and falls in 900 adults aged 65 and over", None),
    ("Zorvan prevents falls in women", "Zorvan and falls: a trial", None),
    ("Zorvan prevents falls in people with asthma", "Zorvan and falls: a trial", ScreeningReason.POPULATION),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "title", "reason"), SCREENED)
def test_screening_knows_other_names(
    statement: str, title: str, reason: ScreeningReason | None
) -> None:
    assert exclusion(claim(statement), record(title=title, abstract="Sixty took part.")) is reason


def test_a_record_that_names_the_member_answers_for_the_class() -> None:
    shown = review.appraise(
        claim("Statins increase the risk of heart attacks"),
        record(
            title="Rosuvastatin and cardiovascular events: a randomised trial",
            abstract="METHODS: 900 adults took rosuvastatin or placebo.\n"
            "RESULTS: Myocardial infarction was less frequent with rosuvastatin (HR 0.46, 95% CI 0.30 to 0.70).",
        ),
    )
    assert (shown.stance, shown.finding) == ("refutes", "decreased")


READ = [
    # claim, title, results, stance
    (
        "Zorvan leads to more weight loss than sertal",
        "Zorvan or sertal for obesity: a trial",
        "Zorvan was not more beneficial than sertal for weight loss.",
        "refutes",
    ),
    (
        "Zorvan relieves chronic low back pain",
        "Zorvan for chronic low back pain: a trial",
        "Pain fell by 28 mm with zorvan and by 11 mm with placebo (difference 17 mm, 95% CI 9 to 25; p<0.001).",
        "supports",
    ),
    (
        "Zorvan reduces mortality",
        "Zorvan in sepsis: a randomised trial",
        "Death within 28 days occurred in 27.0% of the zorvan group and 25.0% of the placebo group (rate ratio 1.09, 95% CI 0.97 to 1.23).",
        "refutes",
    ),
    (
        "Statins increase the risk of type 2 diabetes",
        "Statins in patients with type 2 diabetes: a cohort study",
        "Statins reduced cardiovascular risk in type 2 diabetes.",
        "no information",
    ),
    (
        "SSRIs increase suicidal thoughts",
        "Suicidal thoughts among pupils: a survey",
        "Suicidal thoughts among pupils are increasing. Studies of SSRIs are needed.",
        "no information",
    ),
]


@pytest.mark.parametrize(("statement", "title", "results", "stance"), READ)
def test_outcomes_by_their_other_names_and_by_their_head(
    statement: str, title: str, results: str, stance: str
) -> None:
    abstract = f"METHODS: We studied 900 adults.\nRESULTS: {results}"
    assert (
        review.appraise(claim(statement), record(title=title, abstract=abstract)).stance == stance
    )


def test_weight_loss_is_not_exchanged_for_body_weight() -> None:
    assert "body weight" not in renamed("weight loss")


def test_a_name_is_not_exchanged_inside_another_word() -> None:
    assert renamed("flu and fluoride") == ("influenza and fluoride",)
