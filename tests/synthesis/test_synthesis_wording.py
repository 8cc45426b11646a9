"""Statements of findings and notes: grammar, hedging, and nothing that reads as advice."""

import pytest
from bodies_of_evidence import Line, claim, judged

from review.core.vocabulary import Direction, Finding, Kind

UP, DOWN = Direction.INCREASES, Direction.DECREASES
LARGE = [
    Line("for", "synthesis of trials", n=600, rationale="High-certainty evidence: scores fell.")
]
NULL = [
    Line("null", "synthesis of trials", n=600, rationale="High-certainty evidence: no difference.")
]

GRAMMAR = {
    "several outcomes": (
        claim(
            intervention="baclofen",
            outcome="dizziness, tiredness, headache",
            kind=Kind.HARM,
            direction=UP,
        ),
        "Baclofen increases the risk of dizziness, tiredness and headache in adults.",
    ),
    "a plural subject": (
        claim(intervention="support groups"),
        "Support groups reduce withdrawal severity in adults.",
    ),
    "alternatives": (
        claim(intervention="clonidine or buprenorphine", population=""),
        "Clonidine or buprenorphine reduces withdrawal severity.",
    ),
    "a head noun before a plural": (
        claim(intervention="coordination with specialists"),
        "Coordination with specialists reduces withdrawal severity in adults.",
    ),
    "a singular in s": (
        claim(intervention="cannabis"),
        "Cannabis reduces withdrawal severity in adults.",
    ),
    "a comparator": (
        claim(comparator="methadone alone"),
        "The drug reduces withdrawal severity compared with methadone alone in adults.",
    ),
    "improvement": (
        claim(outcome="quality of life", direction=Direction.IMPROVES),
        "The drug improves quality of life in adults.",
    ),
    "no difference claimed": (
        claim(direction=Direction.NO_DIFFERENCE),
        "The drug results in little to no difference in withdrawal severity in adults.",
    ),
    "a route": (
        claim("The drug is taken by mouth.", Kind.DOSING, direction=Direction.IS),
        "This statement probably holds: “The drug is taken by mouth”.",
    ),
}


@pytest.mark.parametrize("case", GRAMMAR)
def test_grammar(case: str) -> None:
    asked, sentence = GRAMMAR[case]
    assert judged(asked, LARGE).statement == sentence


def test_a_null_finding_of_a_large_body_is_little_to_no_difference() -> None:
    sentence = judged(claim(), NULL).statement
    assert (
        sentence == "The drug results in little to no difference in withdrawal severity in adults."
    )


def test_a_small_null_is_never_worded_as_no_difference() -> None:
    sentence = judged(claim(), [Line("null", n=40)]).statement
    assert sentence == (
        "The evidence is too small to tell the effect of the drug on withdrawal severity in adults: no clear "
        "difference was seen in 40 participants, which does not show that there is none."
    )


def test_very_low_certainty_says_so() -> None:
    sentence = judged(claim(), [Line("for", "case report", n=1)]).statement
    assert (
        sentence
        == "The evidence is very uncertain about the effect of the drug on withdrawal severity in adults."
    )


def test_a_partly_supported_claim_says_what_it_leaves_out() -> None:
    sentence = judged(
        claim(), [Line("for", n=300, condition="men"), Line("for", n=300, condition="men")]
    ).statement
    assert (
        sentence
        == "The drug probably reduces withdrawal severity in adults. Limits: condition: men."
    )


def test_a_claim_without_direction_is_worded_by_its_finding() -> None:
    lines = [
        Line("asked", n=300, finding=Finding.INCREASED),
        Line("asked", n=300, finding=Finding.INCREASED),
    ]
    assert (
        judged(claim(direction=None), lines).statement
        == "The drug probably increases withdrawal severity in adults."
    )


@pytest.mark.parametrize("lines", [[], [Line("silent")]])
def test_missing_evidence_is_never_worded_as_absence(lines: list[Line]) -> None:
    assert "missing evidence is not evidence of absence" in judged(claim(), lines).statement


NOTES = {
    "single study": ([Line("for")], "Rests on a single study."),
    "small body": ([Line("for")] * 2, "Small body of evidence: 2 counted studies."),
    "few that agree for": (
        [Line("for")] * 4,
        "4 of 4 counted studies go the claim's way: in so small a body, agreement is no sign of strength.",
    ),
    "few that agree against": (
        [Line("against")] * 4,
        "4 of 4 counted studies go the opposite way: in so small a body, agreement is no sign of strength.",
    ),
    "indirect": ([Line("for", indirect="another drug")], "Evidence mostly indirect: another drug."),
    "sample text": (
        [Line("for", extra={"is_summary": True}), Line("for")],
        "1 of 2 counted studies were read from summaries written for this project, not from the authors' abstracts.",
    ),
}


@pytest.mark.parametrize("case", NOTES)
def test_notes(case: str) -> None:
    lines, note = NOTES[case]
    assert note in judged(claim(), lines).notes


def test_a_larger_body_that_agrees_carries_no_note() -> None:
    assert judged(claim(), [Line("for")] * 10).notes == ()
