"""Where a sentence ends, and what it does in its abstract.

Rules of sentences: where one ends, and what it does in its abstract.
"""

from itertools import pairwise

import pytest
from abstracts import a_record
from hypothesis import given, settings
from hypothesis import strategies as st

import review
from review.core.vocabulary import Role
from review.reading.splitting import spans

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
    "dose at the end": "They took 5 mg.| Then pain fell.",
    "dose before a figure": "They took 5 mg.| 12 men left.",
    "p value without brackets": "Pain fell, p < .05.| Sleep did not.",
    "p value torn apart": "Pain fell (p = . 02).| Sleep did not.",
    "route at the end": "Zorvanib was given i.v.| The pain fell.",
    "figure": "As in Fig. 2 pain fell.| Sleep rose.",
    "number": "See trial no. 12 for more.| Sleep rose.",
    "the word no": "The answer was no.| Patients left.",
    "initials": "It was led by J. R. Smith and A. Jones.| Pain fell.",
    "title of a person": "Dr. Smith led it.| Pain fell.",
    "vitamin": "All were given vitamin D.| Patients were seen at 12 weeks.",
    "hepatitis": "They had hepatitis B.| Zorvanib helped.",
    "groups": "Pain fell in group A.| Sleep rose in group B.| Zorvanib helped.",
    "phases": "This was phase I.| Then came phase II.| Pain fell.",
    "country": "It was done in the U.S. Army.| It was done in the U.S.| The men left.",
    "no space": "Pain fell with placebo.|Sleep rose (n = 12).|Itching went.",
    "web address": "See ClinicalTrials.gov or www.Example.com for more.| Pain fell.",
    "numbered list": "1. Pain fell.| 2. Sleep rose.| 3. Itching went.",
    "bullets": "The outcomes\n|- nausea\n|- vomiting\n|Pain fell.",
    "wrapped lines": "Pain fell in the group that\ntook zorvanib.| Sleep rose with\nPlacebo.",
    "semicolons": "Pain fell; sleep rose; itching went.| All left.",
    "Spanish": "¿Funciona la zorvanib?| Sí.| Ésta fue la conclusión.| El dolor bajó.",
    "names in lower case": "Levels fell.| α-MSH rose.| mRNA was low.| pH was 7.4.",
    "Chinese": "疼痛减轻了。|差异无统计学意义。",
    "spaced signs": "Pain fell ( p < 0.05 ) .| Smith et al . Found it vs . Placebo .| Sleep rose .",
    "dots": "Pain fell...| Sleep rose.",
    "only numbers": "12 34.5 67% 0.001 1,234 5",
    "HTML": "<p>Pain <b>fell</b>.</p> <p>Sleep rose.</p>",
    "percentage": "Pain fell by 12%.| Sleep rose.",
    "blanks": "  Pain fell.|   Sleep rose.  ",
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
    "MAIN OUTCOME MEASURES": Role.METHODS,
    "MAIN OUTCOMES AND MEASURES": Role.METHODS,
    "SUMMARY OF BACKGROUND DATA": Role.BACKGROUND,
    "WHAT IS KNOWN ALREADY": Role.BACKGROUND,
    "DATA EXTRACTION": Role.METHODS,
    "DATA SYNTHESIS": Role.RESULTS,
    "METHODOLOGY": Role.METHODS,
    "LIMITATIONS": Role.CONCLUSIONS,
    "FUNDING": Role.BACKGROUND,
    "TRIAL REGISTRATION": Role.METHODS,
}


@pytest.mark.parametrize(("label", "role"), LABELS.items(), ids=LABELS)
def test_a_label_gives_its_sentences_their_role(label, role) -> None:
    abstract = f"{label}: Zorvanib was given. Pain fell."
    found = review.sentences(a_record(abstract, title="A study"))
    assert [one.role for one in found] == [role, role]
    assert all(abstract[one.start : one.end] == one.text for one in found)


UNLABELLED = (
    ("Chronic itching is common in older people, and its treatment remains difficult.", Role.BACKGROUND),
    ("The aim of this study was to determine whether zorvanib relieves it.", Role.OBJECTIVE),
    ("Sixty patients were randomly assigned to zorvanib or placebo for 12 weeks.", Role.METHODS),
    ("Itching was rated on a visual analogue scale at baseline and at week 12.", Role.METHODS),
    ("Itching was significantly lower with zorvanib than with placebo (p = 0.02).", Role.RESULTS),
    ("Twelve patients developed a rash.", Role.RESULTS),
    ("These findings suggest that zorvanib may be useful in older people with itching.", Role.CONCLUSIONS),
)  # fmt: skip


def test_words_place_and_neighbours_give_unlabelled_sentences_their_role() -> None:
    abstract = " ".join(text for text, _ in UNLABELLED)
    found = review.sentences(a_record(abstract, title="A study"))
    assert [one.text for one in found] == [text for text, _ in UNLABELLED]
    given_roles = [one.role for one in found]
    allowed = {Role.OBJECTIVE: {Role.OBJECTIVE, Role.BACKGROUND}}
    assert all(
        role in allowed.get(wanted, {wanted})
        for role, (_, wanted) in zip(given_roles, UNLABELLED, strict=True)
    )


SHORT = {
    "Zorvanib reduced itching.": [Role.RESULTS],
    "Sixty patients were randomised. Itching fell significantly.": [Role.METHODS, Role.RESULTS],
    "We set out to test zorvanib. Itching fell. We conclude that zorvanib helps.": [
        Role.OBJECTIVE,
        Role.RESULTS,
        Role.CONCLUSIONS,
    ],
}


@pytest.mark.parametrize(("abstract", "roles"), SHORT.items(), ids=SHORT)
def test_rules_read_the_shortest_abstracts(abstract, roles) -> None:
    assert [one.role for one in review.sentences(a_record(abstract, title="A study"))] == roles


def test_a_sentence_that_says_it_concludes_is_a_conclusion() -> None:
    texts = [text for text, _ in UNLABELLED[:4]] + ["It is concluded that zorvanib blocks itching."]
    found = review.sentences(a_record(" ".join(texts), title="A study"))
    assert found[-1].role is Role.CONCLUSIONS


def test_a_label_wins_over_the_words() -> None:
    abstract = "BACKGROUND: We conclude that itching fell significantly (p = 0.01)."
    found = review.sentences(a_record(abstract, title="A study"))
    assert [one.role for one in found] == [Role.BACKGROUND]


def test_no_abstract_no_sentences() -> None:
    assert review.sentences(a_record("", title="A study")) == []


PIECES = st.sampled_from(
    ["Pain", "fell", ". ", ".", "\n", "vs. ", "i.v. ", "e.g. ", "p < .05", "A. ", "5 mg", "? ", "(", ")", " ", "2.5",
     "RESULTS: ", "1. ", "é", "…", "。", '"', "• ", "\u2028", "\x00"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_sentences_hold_every_letter_once_and_in_order(text) -> None:
    found = spans(text)
    assert all(start < end for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())


@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_offsets_are_exact_whatever_the_text(text) -> None:
    found = review.sentences(a_record(text, title="A study"))
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]


def test_a_very_long_abstract_is_split_whole() -> None:
    text = ("Itching fell with 5 mg vs. placebo (p < .05). " * 1100)[:50000]
    found = review.sentences(a_record(text, title="A study"))
    assert len(found) == 50000 // 46 + 1
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
