"""Sentences as people say them: everyday verbs, openings, endings, questions, and what says nothing known."""

import pytest

from review.claims.derivation import LONGEST, claim
from review.claims.phrases import LONGEST_GROUP
from review.core.vocabulary import Direction

SAID = [
    # statement, kind, direction, intervention, outcome
    ("Zorvan halves the risk of falls", "efficacy", "decreases", "zorvan", "falls"),
    ("Zorvan doubles the risk of stroke", "harm", "increases", "zorvan", "stroke"),
    ("Zorvan cuts the risk of colds", "efficacy", "decreases", "zorvan", "colds"),
    ("Zorvan does nothing", "efficacy", "no difference", "zorvan", ""),
    ("Zorvan protects against asthma", "efficacy", "decreases", "zorvan", "asthma"),
    ("Zorvan is linked to brain tumours", "harm", "increases", "zorvan", "brain tumours"),
    ("Zorvan is strongly linked to fewer falls", "efficacy", "decreases", "zorvan", "falls"),
    ("Zorvan is not linked to falls", "harm", "no difference", "zorvan", "falls"),
    ("Zorvan interacts with sertal", "interaction", "increases", "zorvan plus sertal", "adverse events"),
    ("Zorvan and sertal can interact", "interaction", "increases", "zorvan plus sertal", "adverse events"),
    ("Zorvan doesn't interact with sertal", "interaction", "no difference", "zorvan plus sertal", "adverse events"),
    ("Zorvan and sertal should not be combined", "interaction", "increases", "zorvan plus sertal", "adverse events"),
    ("Never mix zorvan with sertal", "interaction", "increases", "zorvan plus sertal", "adverse events"),
    ("Zorvan interacts with opioid receptors", "mechanism", "is", "zorvan", "opioid receptors"),
    ("Zorvan helps smokers quit", "efficacy", "increases", "zorvan", "smoking cessation"),
    ("Zorvan helps people to give up drinking", "efficacy", "increases", "zorvan", "give up drinking"),
    ("Zorvan makes children sleepy", "efficacy", "increases", "zorvan", "sleepy"),
    ("Zorvan does not make children sleepy", "efficacy", "no difference", "zorvan", "sleepy"),
    ("Zorvan not only prevents colds", "efficacy", "decreases", "zorvan", "colds"),
    ("It is true that zorvan prevents colds", "efficacy", "decreases", "zorvan", "colds"),
    ("Contrary to popular belief, zorvan prevents colds", "efficacy", "decreases", "zorvan", "colds"),
    ("Many people believe zorvan prevents colds", "efficacy", "decreases", "zorvan", "colds"),
    ("It is a myth that zorvan prevents colds", "efficacy", "no difference", "zorvan", "colds"),
    ("It is not true that zorvan prevents colds", "efficacy", "no difference", "zorvan", "colds"),
    ("There is no evidence that zorvan prevents colds", "efficacy", "no difference", "zorvan", "colds"),
    ("Zorvan prevents colds in the long run", "efficacy", "decreases", "zorvan", "colds"),
    ("Zorvan lowers blood pressure every day", "efficacy", "decreases", "zorvan", "blood pressure"),
    ("Zorvan prevents colds because of its zinc", "efficacy", "decreases", "zorvan", "colds"),
    ("Children should not take zorvan because of seizures", "contraindication", "increases", "zorvan", "seizures"),
    ("Is it true that zorvan prevents colds?", "efficacy", "decreases", "zorvan", "colds"),
    ("Is zorvan good for memory?", "efficacy", "improves", "zorvan", "memory"),
    ("Zorvan and falls: is there a link?", "efficacy", "increases", "zorvan", "falls"),
    ("Vitamin [tiab] C prevents <b>colds</b>", "efficacy", "decreases", "vitamin C", "colds"),
]  # fmt: skip


@pytest.mark.parametrize("row", SAID, ids=[row[0] for row in SAID])
def test_everyday_sentences(row: tuple[str, str, str, str, str]) -> None:
    read = claim(row[0])
    assert (read.kind, read.direction, read.intervention, read.outcome) == row[1:]


def test_help_to_quit_beside_another_treatment_compares() -> None:
    read = claim("Zorvan helps smokers quit better than nicotine patches")
    assert (read.kind, read.population) == ("comparative", "smokers")
    assert (read.comparator, read.outcome) == ("nicotine patches", "smoking cessation")


@pytest.mark.parametrize(
    ("question", "intervention"),
    [
        ("What is low-dose naltrexone?", "low-dose naltrexone"),
        ("What are the side effects of metformin?", "metformin"),
        ("Who should avoid zorvan?", "zorvan"),
        ("How effective is zorvan for migraine?", "zorvan"),
        ("How does zorvan work?", "zorvan"),
        ("Why does zorvan cause insomnia?", "zorvan"),
        ("When should zorvan be taken?", "zorvan"),
        ("Where is zorvan used?", "zorvan"),
        ("Which tea reduces pain?", "tea"),
    ],
)
def test_an_open_question_has_no_direction(question: str, intervention: str) -> None:
    asked = claim(question)
    assert (asked.intervention, asked.direction) == (intervention, None)


@pytest.mark.parametrize(
    ("statement", "intervention"),
    [
        ("Zorvan is amazing", "zorvan"),
        ("Zorvan tea in the modern world", "zorvan tea"),
        ("Zorvan and the big picture of modern medicine", "zorvan"),
        ("One two three four five six seven", "one two three four"),
    ],
)
def test_what_says_nothing_known_keeps_its_first_nouns(statement: str, intervention: str) -> None:
    read = claim(statement)
    assert (read.intervention, read.outcome, read.direction) == (intervention, "", None)
    assert len(read.intervention.split()) <= LONGEST_GROUP


@pytest.mark.parametrize(
    "words", ["not ", "of a ", "Zinc is not ", "people should ", "and interact "]
)
def test_long_repeated_words_are_read(words: str) -> None:
    read = claim((words * LONGEST)[:LONGEST])
    assert read.direction is None or read.direction in Direction
