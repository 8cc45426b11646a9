"""Rules of answering questions from conclusions: yes, no, or neither clearly. Sentences are invented."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import review
from review.appraisal.answer_features import NAMES
from review.appraisal.answers import ANSWERS, FILE, is_question, read_answer
from review.appraisal.assertions import StatementReading
from review.settings import data_folder
from review.vocabulary import Stance

YES, NO, MAYBE = Stance.SUPPORTS, Stance.REFUTES, Stance.MIXED


def answer(question: str, conclusion: str) -> StatementReading:
    abstract = (
        f"METHODS: 80 adults were studied.\nRESULTS: All were seen.\nCONCLUSIONS: {conclusion}"
    )
    return read_answer(review.claim(question), review.record(title="", abstract=abstract))


@pytest.mark.parametrize(
    ("question", "conclusion", "stance"),
    [
        (
            "Does regular tea improve sleep in older adults?",
            "Regular tea improves sleep in older adults.",
            YES,
        ),
        (
            "Does regular tea improve sleep in older adults?",
            "Regular tea did not improve sleep and was not associated with it.",
            NO,
        ),
    ],
)
def test_a_question_is_answered_from_the_conclusions(
    question: str, conclusion: str, stance: Stance
) -> None:
    found = answer(question, conclusion)
    assert found.stance is stance
    assert found.sentence is not None
    assert found.sentence.text == conclusion


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
