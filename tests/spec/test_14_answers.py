"""How conclusions answer a question.

Rules of answering questions: yes, no, or nothing where the conclusion does not say it of what is asked. Sentences are invented.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import review
from review.core.models import Appraisal
from review.core.vocabulary import Stance

YES, NO = Stance.SUPPORTS, Stance.REFUTES
NOTHING, UNASKED = Stance.NO_INFORMATION, Stance.NOT_APPLICABLE


def answer(question: str, conclusion: str, *, title: str = "") -> Appraisal:
    abstract = (
        f"METHODS: 80 adults were studied.\nRESULTS: All were seen.\nCONCLUSIONS: {conclusion}"
    )
    return review.appraise(review.claim(question), review.record(title=title, abstract=abstract))


@pytest.mark.parametrize(
    ("question", "conclusion", "stance"),
    [
        ("Does tea improve sleep?", "Tea improves sleep.", YES),
        ("Does tea improve sleep?", "Tea did not improve sleep and was not linked with it.", NO),
        ("Is tea safe in pregnancy?", "Tea was safe and well tolerated in pregnancy.", YES),
        ("Does coffee cause cancer?", "Coffee was positively associated with cancer.", YES),
        ("Does coffee cause cancer?", "Coffee was inversely associated with cancer.", NO),
        ("Does coffee cause cancer?", "Coffee was associated with a reduced risk of cancer.", NO),
        ("Does coffee cause cancer?", "Coffee drinkers had a lower risk of cancer.", NO),
        ("Does coffee cause cancer?", "Coffee protects against cancer.", NO),
        ("Does coffee cause cancer?", "Coffee was not associated with cancer.", NO),
        ("Can milk trigger flares?", "Milk was a trigger of flares.", YES),
        ("Can milk give you spots?", "Milk intake was associated with spots.", YES),
        ("Is tea to blame for headaches?", "Tea did not provoke headaches.", NO),
        ("Does anaemia lead to decline?", "Anaemia was associated with faster decline.", YES),
        ("Does anaemia lead to decline?", "Anaemia was associated with decline.", YES),
        ("Does anaemia lead to decline?", "Anaemia was not associated with decline.", NO),
        ("Does tea lead to better sleep?", "Tea improved sleep.", YES),
        ("Does tea lead to a lower weight?", "Tea reduced body weight.", YES),
    ],
)
def test_a_question_is_answered_from_the_conclusions(
    question: str, conclusion: str, stance: Stance
) -> None:
    found = answer(question, conclusion)
    assert found.stance is stance
    assert found.rationale == conclusion


@pytest.mark.parametrize(
    ("question", "conclusion"),
    [
        ("Does tea help migraine?", "There is little evidence that tea is of benefit."),
        ("Is home monitoring accurate?", "Home monitoring was inaccurate in many adults."),
        ("Is an X-ray necessary before it?", "Routine X-rays can be omitted without harm."),
        ("Are drops needed after it?", "Drops are recommended after it, as they prevent harm."),
        ("Can tablets be stopped in old age?", "Tablets can safely be discontinued."),
        ("Are the two methods comparable?", "The two differed, and agreement was poor."),
        ("Does weather influence joints?", "Pain in joints was unrelated to weather."),
    ],
)
def test_what_is_not_told_of_treatment_and_outcome_is_no_answer(
    question: str, conclusion: str
) -> None:
    assert answer(question, conclusion).stance is NOTHING


@pytest.mark.parametrize(
    ("question", "title", "conclusion", "stance"),
    [
        ("Does tea improve sleep?", "Tea and sleep", "Tea improved sleep.", YES),
        ("Does tea improve sleep?", "Coffee and sleep", "Coffee improved sleep.", NOTHING),
        ("Does tea improve sleep?", "Tea and teeth", "Tea improved teeth.", NOTHING),
        (
            "Does tea improve sleep?",
            "Tea and teeth",
            "Tea improved teeth. Sleep was not measured.",
            NOTHING,
        ),
    ],
)
def test_a_record_answers_only_what_it_names(
    question: str, title: str, conclusion: str, stance: Stance
) -> None:
    assert answer(question, conclusion, title=title).stance is stance


def test_the_rule_says_which_words_made_it() -> None:
    assert answer("Does tea improve sleep?", "Tea did not improve sleep.").rule == (
        "“improve”; “not” denies it"
    )


@settings(deadline=None)
@given(abstract=st.text(max_size=200))
def test_any_text_is_read(abstract: str) -> None:
    record = review.record(title="Tea and sleep", abstract=abstract)
    assert review.appraise(review.claim("Does tea improve sleep?"), record).stance in Stance


def test_a_question_on_any_text_is_read_to_the_end() -> None:
    record = review.record(title="Odd", abstract="no effect of coffee on cancer " * 1500)
    assert review.appraise(review.claim("Does coffee cause cancer?"), record).stance in Stance


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        (
            "The mean change in morning sickness did not differ between ginger and vitamin B6.",
            NOTHING,
        ),
        ("The mean change in morning sickness did not differ between ginger and placebo.", NO),
        ("The mean change in morning sickness did not differ between ginger and no ginger.", NO),
    ],
)
def test_a_trial_in_which_two_treatments_did_alike_denies_neither(
    sentence: str, stance: Stance
) -> None:
    record = review.record(
        title="Ginger for nausea of pregnancy",
        abstract=f"METHODS: 126 women were randomised.\nRESULTS: {sentence}",
        publication_types=["Randomized Controlled Trial"],
    )
    claim = review.claim("Ginger is a good remedy for morning sickness.")
    assert review.appraise(claim, record).stance is stance
