"""Which records count, and which only for a neighbouring question.

Rules of screening and directness: which records count, and which only for a neighbouring question.
"""

import pytest
from abstracts import a_record, appraised

import review
from review.core.models import Correction, Record
from review.core.vocabulary import Design, Directness, NoticeState, ScreeningReason
from review.screening.eligibility import exclusion, relevance

EASES = review.claim(
    "Clonidine eases opioid withdrawal",
    kind="efficacy",
    population="people in opioid withdrawal",
    intervention="clonidine",
    outcome="withdrawal severity",
    direction="decreases",
)
HARMS = review.claim(
    "Clonidine can cause drowsiness in opioid withdrawal",
    kind="harm",
    population="people in opioid withdrawal",
    intervention="clonidine",
    outcome="drowsiness",
    direction="increases",
)
SWEATING = review.claim(
    "Clonidine eases sweating in opioid withdrawal",
    population="people in opioid withdrawal",
    intervention="clonidine",
    outcome="sweating",
    direction="decreases",
)
SIDE_EFFECTS = review.claim(
    "Clonidine causes side effects in opioid withdrawal",
    kind="harm",
    population="people in opioid withdrawal",
    intervention="clonidine",
    outcome="side effects",
    direction="increases",
)
ON_TOPIC = "Clonidine in opioid withdrawal"

REASONS = {
    "on the topic": (EASES, ON_TOPIC, (), None),
    "retracted": (EASES, ON_TOPIC, ("Retracted Publication",), ScreeningReason.RETRACTED),
    "retraction notice": (EASES, ON_TOPIC, ("Retraction of Publication",), ScreeningReason.NOTICE),
    "erratum": (EASES, ON_TOPIC, ("Published Erratum",), ScreeningReason.NOTICE),
    "expression of concern": (EASES, ON_TOPIC, ("Expression of Concern",), ScreeningReason.NOTICE),
    "comment": (EASES, ON_TOPIC, ("Comment",), ScreeningReason.COMMENT),
    "editorial": (EASES, ON_TOPIC, ("Editorial",), ScreeningReason.COMMENT),
    "a paper about retractions": (EASES, "Retraction of papers on clonidine in opioid withdrawal", (), None),
    "another medicine": (EASES, "Methadone in opioid withdrawal", (), ScreeningReason.INTERVENTION),
    "another condition": (EASES, "Clonidine in hypertension", (), ScreeningReason.POPULATION),
    "the wider condition": (EASES, "Clonidine in opioid dependence", (), None),
    "a harm in any condition": (HARMS, "Clonidine in hypertension", (), None),
    "a harm of another medicine": (HARMS, "Methadone in opioid withdrawal", (), ScreeningReason.INTERVENTION),
    "retracted outranks off the topic": (EASES, "Statins", ("Retracted Publication",), ScreeningReason.RETRACTED),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "title", "types", "reason"), REASONS.values(), ids=REASONS)
def test_each_exclusion_has_its_reason(asked, title, types, reason) -> None:
    assert exclusion(asked, a_record("", title=title, types=types)) is reason


STATES = {
    NoticeState.RETRACTED: ScreeningReason.RETRACTED,
    NoticeState.EXPRESSION_OF_CONCERN: None,
    NoticeState.ERRATUM: None,
    NoticeState.UPDATED: None,
    NoticeState.NONE: None,
}


@pytest.mark.parametrize(("state", "reason"), STATES.items(), ids=STATES)
def test_only_a_retraction_takes_a_paper_out(state, reason) -> None:
    assert exclusion(EASES, Record(title=ON_TOPIC, notice_state=state)) is reason


LINKS = {
    "RetractionOf": ScreeningReason.NOTICE,
    "ErratumFor": ScreeningReason.NOTICE,
    "ExpressionOfConcernFor": ScreeningReason.NOTICE,
    "CommentOn": ScreeningReason.COMMENT,
    "CommentIn": None,
    "ErratumIn": None,
}


@pytest.mark.parametrize(("link", "reason"), LINKS.items(), ids=LINKS)
def test_a_notice_is_not_its_paper(link, reason) -> None:
    record = Record(title=ON_TOPIC, corrections=(Correction(link, "", "90000002"),))
    assert exclusion(EASES, record) is reason


def test_a_heading_alone_does_not_show_that_a_medicine_was_studied() -> None:
    record = a_record(
        "Lofexidine eased opioid withdrawal.", title="Lofexidine", mesh=["Clonidine/analogs"]
    )
    assert exclusion(EASES, record) is ScreeningReason.INTERVENTION
    without_abstract = a_record("", title="Opioid withdrawal", mesh=["Clonidine/therapeutic use"])
    assert exclusion(EASES, without_abstract) is None


def test_words_of_two_sentences_do_not_make_a_condition() -> None:
    apart = "Clonidine was given after morphine. The catheter was withdrawn."
    assert exclusion(EASES, a_record(apart, title="Clonidine")) is ScreeningReason.POPULATION


def test_relevance_counts_the_title_double() -> None:
    in_title = a_record("", title=ON_TOPIC)
    in_abstract = a_record("Clonidine was given in opioid withdrawal.", title="A trial")
    assert (relevance(EASES, in_title), relevance(EASES, in_abstract)) == (1.0, 0.5)
    assert relevance(EASES, a_record("", title="Statins")) == 0.0


RESULT = "RESULTS: Clonidine reduced {outcome} compared with placebo."
SEVERITY = RESULT.format(outcome="withdrawal severity")

DIRECTNESS = {
    "the claim's own question": (EASES, "A trial of clonidine in opioid withdrawal", SEVERITY, ""),
    "animals": (
        EASES,
        "Clonidine in opioid withdrawal in rats",
        SEVERITY,
        "animals or cells instead of people",
    ),
    "another condition": (
        HARMS,
        "A trial of clonidine in hypertension",
        "RESULTS: Clonidine caused drowsiness.",
        "another population or condition",
    ),
    "a neighbouring outcome": (
        EASES,
        "A trial of clonidine in opioid withdrawal",
        "RESULTS: Clonidine improved detoxification compared with placebo.",
        "a neighbouring outcome (detoxification)",
    ),
    "signs of withdrawal, for one of them": (
        SWEATING,
        "A trial of clonidine in opioid withdrawal",
        "RESULTS: Clonidine reduced the observed signs of withdrawal compared with placebo.",
        "a neighbouring outcome (autonomic sign)",
    ),
    "one side effect, for a warning of any": (
        SIDE_EFFECTS,
        "Clonidine in opioid withdrawal",
        "RESULTS: Clonidine caused dizziness.",
        "",
    ),
    "overdose taken": (
        SIDE_EFFECTS,
        "Overdose of clonidine in opioid withdrawal",
        "RESULTS: Clonidine caused coma.",
        "overdose or poisoning instead of ordinary use",
    ),
    "overdose as what may happen": (
        SIDE_EFFECTS,
        "Risk of opioid overdose with clonidine in opioid withdrawal",
        "RESULTS: An overdose occurred in 4 people given clonidine.",
        "",
    ),
}


@pytest.mark.parametrize(
    ("asked", "title", "abstract", "reason"), DIRECTNESS.values(), ids=DIRECTNESS
)
def test_directness_names_what_is_substituted(asked, title, abstract, reason) -> None:
    shown = appraised(asked, abstract, title=title)
    assert shown.directness_reason == reason
    assert shown.directness is (Directness.INDIRECT if reason else Directness.DIRECT)


def test_animals_answer_a_claim_of_mechanism_directly() -> None:
    asked = review.claim(
        "Baclofen activates GABA-B receptors",
        kind="mechanism",
        intervention="baclofen",
        outcome="GABA-B receptors",
        direction="increases",
    )
    shown = appraised(asked, "Baclofen activates GABA-B receptors.", title="Baclofen in rats")
    assert (shown.design, shown.directness) == (Design.ANIMAL, Directness.DIRECT)
