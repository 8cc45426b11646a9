"""How conclusions answer a question.

Rules of answering questions from conclusions: yes, no, or neither clearly. Sentences are invented.
"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import review
from review.appraisal.answer_features import NAMES, marked, topics
from review.appraisal.answers import ANSWERS, FILE, is_question, read_answer
from review.appraisal.assertions import StatementReading
from review.core.settings import data_folder
from review.core.vocabulary import Stance

YES, NO, MAYBE = Stance.SUPPORTS, Stance.REFUTES, Stance.MIXED
NOTHING = Stance.NO_INFORMATION


def answer(question: str, conclusion: str) -> StatementReading:
    abstract = (
        f"METHODS: 80 adults were studied.\nRESULTS: All were seen.\nCONCLUSIONS: {conclusion}"
    )
    return read_answer(review.claim(question), review.record(title="", abstract=abstract))


@pytest.mark.parametrize(
    ("question", "conclusion", "stance"),
    [
        ("Does tea improve sleep?", "Tea improves sleep.", YES),
        ("Does tea improve sleep?", "Tea did not improve sleep and was not linked with it.", NO),
        ("Does tea help migraine?", "There is little evidence that tea is of benefit.", NO),
        ("Is tea safe in pregnancy?", "Tea was safe and well tolerated in pregnancy.", YES),
        ("Is home monitoring accurate?", "Home monitoring was inaccurate in many adults.", NO),
        ("Is home monitoring accurate?", "Home monitoring is accurate and reliable.", YES),
        ("Is an X-ray necessary before it?", "Routine X-rays can be omitted without harm.", NO),
        (
            "Are drops needed after it?",
            "Drops are recommended after it, as they prevent harm.",
            YES,
        ),
        ("Can tablets be stopped in old age?", "Tablets can safely be discontinued.", YES),
        ("Are the two as good as each other?", "The two were equivalent in control.", YES),
        ("Is yoga as good as pills?", "Yoga was noninferior to pills for low back pain.", YES),
        ("Are the two methods comparable?", "The two differed, and agreement was poor.", NO),
        ("Is there a link with the heart?", "We found no link with the heart.", NO),
        ("Does weather influence joints?", "Pain in joints was unrelated to weather.", NO),
        ("Does age affect survival?", "Older adults had worse survival.", YES),
        (
            "Does chocolate affect the skin?",
            "Chocolate may worsen the skin in some patients, but further studies are needed.",
            MAYBE,
        ),
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
        ("Does tea result in low weight?", "Tea was inversely associated with low weight.", NO),
        ("Does tea lead to better sleep?", "Tea improved sleep.", YES),
        ("Does tea lead to a lower weight?", "Tea reduced body weight.", YES),
    ],
)
def test_a_question_is_answered_from_the_conclusions(
    question: str, conclusion: str, stance: Stance
) -> None:
    found = answer(question, conclusion)
    assert found.stance is stance
    assert found.sentence is not None
    assert found.sentence.text == conclusion


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Is tea safe?", ["asks_good"]),
        ("Is surgery necessary?", ["asks_need"]),
        ("Can surgery be avoided?", ["asks_omit"]),
        ("Is age a contraindication?", ["asks_bad"]),
        ("Does age predict worse survival?", ["asks_effect"]),
        ("Is tea as good as coffee?", ["asks_same"]),
        ("Does tea reduce pain?", ["asks_less"]),
        ("Safe tea for all: does it influence sleep?", ["asks_effect"]),
        ("Does tea cause heart problems?", ["asks_cause"]),
        ("Does tea lead to better sleep?", ["asks_good"]),
        ("Does tea result in a lower weight?", ["asks_less"]),
        ("Does tea result in low weight?", ["asks_cause"]),
        ("Tea or coffee?", []),
    ],
)
def test_what_a_question_asks_after(question: str, asked: list[str]) -> None:
    assert list(topics(question)) == asked


@pytest.mark.parametrize(
    ("sentence", "affirmed", "denied"),
    [
        ("Tea was safe.", True, False),
        ("Tea was not safe.", False, True),
        ("Tea was neither cheap nor, as far as anybody in the whole town knew, safe.", True, False),
        ("Tea was not only safe.", True, False),
    ],
)
def test_a_denial_shortly_before_turns_a_word_round(
    sentence: str, affirmed: bool, denied: bool
) -> None:
    found = marked(sentence)
    assert (found.affirmed["good"] > 0, found.denied["good"] > 0) == (affirmed, denied)


def test_the_sentence_shown_speaks_for_the_answer() -> None:
    found = answer(
        "Is tea safe?", "Many adults drink tea every day. Tea was safe and well tolerated."
    )
    assert found.sentence is not None
    assert found.sentence.text == "Tea was safe and well tolerated."


@pytest.mark.parametrize(
    ("question", "title", "conclusion", "stance"),
    [
        ("Does tea affect sleep?", "Tea and sleep", "Tea had an effect on sleep.", YES),
        ("Does tea affect sleep?", "Coffee and sleep", "Coffee had an effect on sleep.", NOTHING),
        ("Does tea affect sleep?", "Tea and teeth", "Tea had an effect on teeth.", NOTHING),
        ("Does tea not affect sleep?", "Tea and sleep", "Tea had no effect on sleep.", YES),
        (
            "Does tea affect sleep?",
            "Tea and teeth",
            "Tea had an effect on teeth. Sleep was not measured.",
            NOTHING,
        ),
    ],
)
def test_a_record_answers_only_what_it_names(
    question: str, title: str, conclusion: str, stance: Stance
) -> None:
    abstract = f"METHODS: 80 adults were studied.\nCONCLUSIONS: {conclusion}"
    found = review.appraise(review.claim(question), review.record(title=title, abstract=abstract))
    assert found.stance is stance


def test_the_rule_says_where_the_answer_stands() -> None:
    found = answer("Does tea affect sleep?", "Tea had a strong influence on sleep.")
    assert found.rule == "the conclusions answer yes, asked whether there is an effect or a tie"
    assert 1 / 3 <= found.confidence <= 1


def test_a_record_without_an_abstract_answers_nothing() -> None:
    found = read_answer(review.claim("Does tea help?"), review.record(title="Tea"))
    assert (found.stance, found.rule) == (Stance.NO_INFORMATION, "no abstract to read")


@pytest.mark.parametrize("text", ["Does tea help?", "Does tea help?)", "“Does tea help?”"])
def test_what_asks_is_a_question(text: str) -> None:
    assert is_question(review.claim(text))


def test_what_states_is_no_question() -> None:
    assert not is_question(review.claim("Tea helps."))


def test_the_stored_weights_are_those_of_the_features() -> None:
    stored = json.loads((data_folder() / "models" / FILE).read_text(encoding="utf-8"))
    assert {name: tuple(one["weights"]) for name, one in stored.items()} == dict.fromkeys(
        ANSWERS, NAMES
    )


@settings(deadline=None)
@given(abstract=st.text(max_size=200))
def test_any_text_is_read(abstract: str) -> None:
    record = review.record(title="Tea and sleep", abstract=abstract)
    found = read_answer(review.claim("Does tea improve sleep?"), record)
    assert found.stance in {YES, NO, MAYBE, Stance.NO_INFORMATION}
    assert 0 <= found.confidence <= 1
    if found.sentence is not None:
        assert record.abstract[found.sentence.start : found.sentence.end] == found.sentence.text


def test_a_question_on_any_text_is_read_to_the_end() -> None:
    record = review.record(title="Odd", abstract="no effect of coffee on cancer " * 1500)
    assert review.appraise(review.claim("Does coffee cause cancer?"), record).stance in Stance


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("The mean change in nausea did not differ between ginger and vitamin B6.", NOTHING),
        ("The mean change in nausea did not differ between ginger and placebo.", NO),
        ("The mean change in nausea did not differ between ginger and no ginger.", NO),
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
