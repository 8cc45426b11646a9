"""Rules of sentences: where one ends, and what it does in its abstract."""

import pytest
from abstracts import a_record

import review
from review.vocabulary import Role

SPLITS = {
    "two": "One man came.| Two men left.",
    "decimal": "Pain fell by 2.5 points.| It rose later.",
    "versus": "Pain was 3.1 vs. 5.2 points.| Sleep was better.",
    "versus before a capital": "Zorvanib vs. Placebo was tested.| Pain fell.",
    "p value": "Pain fell, p = 0.05.| Sleep did not.",
    "p value without a nought": "Pain fell (p < .05).| Sleep did not.",
    "route": "Zorvanib i.v. was given.| Pain fell.",
    "e.g. and i.e.": "Opioids (e.g. Heroin, i.e. Diamorphine) were used.| Pain fell.",
    "et al.": "Smith et al. Found this.| Others did not.",
    "question": "Does it work?| It does.",
    "bracket": "Pain fell (so it seems.)| Sleep did not.",
    "starts with a figure": "Pain fell.| 12 men left.",
    "line break": "Pain fell\n|Sleep did not.",
    "one": "Pain fell.",
    "no full stop": "Pain fell",
    "species": "S. aureus was found.| It went.",
    "quotation": 'They felt "well."| "Yes," they said.',
}


@pytest.mark.parametrize("marked", SPLITS.values(), ids=SPLITS)
def test_where_sentences_end(marked) -> None:
    abstract = marked.replace("|", "")
    found = review.sentences(a_record(abstract, title="A study"))
    assert [one.text for one in found] == [part.strip() for part in marked.split("|")]
    assert [abstract[one.start : one.end] for one in found] == [one.text for one in found]


LABELS = {
    "BACKGROUND": Role.BACKGROUND,
    "INTRODUCTION": Role.BACKGROUND,
    "OBJECTIVE": Role.OBJECTIVE,
    "AIMS": Role.OBJECTIVE,
    "METHODS": Role.METHODS,
    "DESIGN AND SETTING": Role.METHODS,
    "PARTICIPANTS": Role.METHODS,
    "SEARCH STRATEGY": Role.METHODS,
    "RESULTS": Role.RESULTS,
    "MAIN RESULTS": Role.RESULTS,
    "FINDINGS": Role.RESULTS,
    "CONCLUSIONS": Role.CONCLUSIONS,
    "AUTHORS' CONCLUSIONS": Role.CONCLUSIONS,
    "INTERPRETATION": Role.CONCLUSIONS,
    "METHODS AND RESULTS": Role.RESULTS,
}


@pytest.mark.parametrize(("label", "role"), LABELS.items(), ids=LABELS)
def test_a_label_gives_its_sentences_their_role(label, role) -> None:
    abstract = f"{label}: Zorvanib was given. Pain fell."
    found = review.sentences(a_record(abstract, title="A study"))
    assert [one.role for one in found] == [role, role]
    assert all(abstract[one.start : one.end] == one.text for one in found)


UNLABELLED = (
    ("Pain is common.", Role.BACKGROUND),
    ("We set out to test zorvanib.", Role.OBJECTIVE),
    ("Sixty patients were randomly assigned to zorvanib or placebo.", Role.METHODS),
    ("Pain was significantly lower with zorvanib (p = 0.02).", Role.RESULTS),
    ("Twelve patients developed a rash.", Role.RESULTS),
    ("We conclude that zorvanib may be useful.", Role.CONCLUSIONS),
)


def test_words_and_place_give_unlabelled_sentences_their_role() -> None:
    abstract = " ".join(text for text, _ in UNLABELLED)
    found = review.sentences(a_record(abstract, title="A study"))
    assert [(one.text, one.role) for one in found] == list(UNLABELLED)


def test_no_abstract_no_sentences() -> None:
    assert review.sentences(a_record("", title="A study")) == []
