"""A claim is read as a typed proposition.

Rules of reading a claim: by the kinds of what it names, whatever the order of its words; what is not understood is marked.
"""

import pytest

import review
from review.core.vocabulary import Direction, Kind

SAME = {
    "mosquito nets": [
        "Mosquito nets protect children from malaria",
        "Children who use mosquito nets are less likely to catch malaria",
        "Malaria is rarer in children who use mosquito nets",
    ],
    "dairy products": [
        "Dairy products make acne worse",
        "Acne gets worse with dairy products",
    ],
}


@pytest.mark.parametrize(
    ("statement", "slot", "value", "words", "sureness"),
    [
        ("Vitamin C may shorten colds in adults", "intervention", "vitamin C", "Vitamin C", "entry term"),
        ("Vitamin C may shorten colds in adults", "population", "adults", "adults", "heading"),
        ("Vitamin C may shorten colds in adults", "direction", "decreases", "shorten", "cue"),
        ("Vitamin C may shorten colds in adults", "hedge", "may", "may", ""),
        ("Zinc 20 mg lowers blood pressure for two weeks", "dose", "20 mg", "20 mg", ""),
        ("Zinc 20 mg lowers blood pressure for two weeks", "time", "for two weeks", "for two weeks", ""),
        ("Zinc eases colds in most people", "quantifier", "most", "most", ""),
        ("Surgery works better than a splint for carpal tunnel syndrome", "comparator", "splint", "splint", "heading"),
    ],
)  # fmt: skip
def test_each_part_tells_where_it_comes_from(
    statement: str, slot: str, value: str, words: str, sureness: str
) -> None:
    (found,) = [one for one in review.claim(statement).slots if one.name == slot]
    assert (found.value, found.words, found.sureness) == (value, words, sureness)
    assert found.start is not None
    assert statement[found.start : found.end] == words


def test_a_part_that_is_given_is_said_to_be_given() -> None:
    given = review.claim("Zinc shortens colds", direction="decreases").slots
    assert ("direction", "given") in [(one.name, one.sureness) for one in given]


@pytest.mark.parametrize("done", SAME)
def test_the_order_of_the_words_does_not_matter(done: str) -> None:
    claims = [review.claim(statement) for statement in SAME[done]]
    assert {one.intervention for one in claims} == {done}
    assert len({one.direction for one in claims}) == 1
    assert not any(one.doubts for one in claims)


@pytest.mark.parametrize(
    ("statement", "kind", "intervention", "outcome", "direction"),
    [
        ("Omeprazole shuts down the proton pump", "mechanism", "omeprazole", "proton pump", "decreases"),
        ("Milk interferes with the absorption of tetracycline", "interaction", "milk", "absorption of tetracycline", "decreases"),
        ("Less doxycycline is absorbed with antacids", "interaction", "antacids", "absorption of doxycycline", "decreases"),
        ("Pregnant women can safely have the flu jab", "harm", "flu jab", "adverse events", "no difference"),
    ],
)  # fmt: skip
def test_mechanisms_interactions_and_safety_are_told_by_kinds_of_things(
    statement: str, kind: str, intervention: str, outcome: str, direction: str
) -> None:
    found = review.claim(statement)
    assert (found.kind, found.direction) == (Kind(kind), Direction(direction))
    assert (found.intervention, found.outcome) == (intervention, outcome)


@pytest.mark.parametrize(
    "question", ["Does coffee influence blood pressure?", "Does stress affect fertility?"]
)
def test_a_question_that_leaves_the_way_open_has_no_direction(question: str) -> None:
    asked = review.claim(question)
    assert asked.direction is None
    assert not asked.doubts


def test_an_answer_may_deny_what_its_question_asks() -> None:
    said = review.claim("Does zinc shorten colds? No, it does not.")
    assert said.direction is Direction.NO_DIFFERENCE


@pytest.mark.parametrize(
    "statement",
    [
        "Scans pick up tumours in women that would never have harmed them",
        "Medicines other than zinc can relieve colds",
        "Zinc shortens colds beyond the grimalkin threshold",
    ],
)
def test_what_no_part_can_hold_is_doubted(statement: str) -> None:
    assert review.claim(statement).doubts
