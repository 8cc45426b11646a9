"""What follows from a body of evidence.

Rules of the verdict as tables: a body of evidence, one study a line, and what follows from it.

Each case reads: this claim, these studies, this verdict at this certainty. Studies are invented.
"""

from dataclasses import replace

import pytest
from bodies_of_evidence import Line, claim, judged

from review.core.models import Claim
from review.core.vocabulary import (
    Certainty,
    ComparatorKind,
    Direction,
    EvidenceState,
    Finding,
    Kind,
    Verdict,
)

SUPPORTED, PARTLY = Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED
CONTRADICTED, CONFLICTING = Verdict.CONTRADICTED, Verdict.CONFLICTING
INSUFFICIENT, NOT_CHECKABLE = Verdict.INSUFFICIENT, Verdict.NOT_CHECKABLE
HIGH, MODERATE, LOW, VERY_LOW = (
    Certainty.HIGH,
    Certainty.MODERATE,
    Certainty.LOW,
    Certainty.VERY_LOW,
)

RELIEF = claim("The drug relieves withdrawal")
PROVEN = claim("The drug has been found to be an effective treatment for withdrawal")

EFFICACY = {
    "three large blinded trials agree": (
        RELIEF,
        [Line("for", n=200), Line("for", n=210), Line("for", n=190)],
        SUPPORTED,
        MODERATE,
    ),
    "one large blinded trial": (RELIEF, [Line("for", n=600)], SUPPORTED, MODERATE),
    "one middling trial is never above low": (RELIEF, [Line("for", n=150)], SUPPORTED, LOW),
    "one small trial supports in part": (RELIEF, [Line("for", n=62)], PARTLY, LOW),
    "one small open trial is too little": (
        RELIEF,
        [Line("for", "open trial", n=62)],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "one open trial of 150 people is something, and very uncertain": (
        RELIEF,
        [Line("for", "open trial", n=150)],
        PARTLY,
        VERY_LOW,
    ),
    "a trial of 200 people in another stage, unopposed": (
        RELIEF,
        [Line("for", n=200, indirect="another stage")],
        PARTLY,
        VERY_LOW,
    ),
    "a trial of 200 people in another stage, beside a null on the question": (
        RELIEF,
        [
            Line("for", "open trial", n=200, indirect="another stage"),
            Line("null", "open trial", n=60),
        ],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "a cohort of 200 people in another stage": (
        RELIEF,
        [Line("for", "cohort", n=200, indirect="another stage")],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "a synthesis of 26 trials without a stated rating": (
        RELIEF,
        [Line("for", "synthesis of trials", n=1728, studies=26)],
        SUPPORTED,
        MODERATE,
    ),
    "a small trial, a trial in another stage and a failed pilot": (
        RELIEF,
        [
            Line("mixed", n=62, comparator=ComparatorKind.ACTIVE),
            Line("for", n=40, indirect="another stage"),
            Line("null", "case series", n=5),
        ],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "the same direction, but only on a neighbouring question": (
        RELIEF,
        [Line("for", n=600, indirect="another substance")],
        PARTLY,
        MODERATE,
    ),
    "a single small trial on a neighbouring question": (
        RELIEF,
        [Line("for", n=40, indirect="another outcome")],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "a small trial and another study on a neighbouring question, unopposed": (
        RELIEF,
        [
            Line("for", n=20, indirect="a neighbouring outcome"),
            Line("for", "cohort", n=30, indirect="a neighbouring outcome"),
        ],
        PARTLY,
        VERY_LOW,
    ),
    "two small uncontrolled studies on a neighbouring question": (
        RELIEF,
        [Line("for", "cohort", n=30, indirect="a neighbouring outcome")] * 2,
        INSUFFICIENT,
        VERY_LOW,
    ),
    "only shown to equal another treatment": (
        RELIEF,
        [Line("equal", n=300), Line("equal", n=300)],
        PARTLY,
        MODERATE,
    ),
    "shown only in men": (
        RELIEF,
        [Line("for", n=300, condition="men"), Line("for", n=300, condition="men")],
        PARTLY,
        MODERATE,
    ),
    "most for, a third without a clear difference": (
        RELIEF,
        [Line("for", n=200), Line("for", n=200), Line("null", n=200)],
        PARTLY,
        MODERATE,
    ),
    "animals only": (RELIEF, [Line("for", "animal", n=None)] * 3, INSUFFICIENT, VERY_LOW),
    "a narrative review only": (
        RELIEF,
        [Line("for", "narrative review", n=None)],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "two small uncontrolled studies, unopposed": (
        RELIEF,
        [
            Line("for", "non-randomised trial", n=30, comparator=ComparatorKind.BEFORE),
            Line("for", "non-randomised trial", n=25, comparator=ComparatorKind.BEFORE),
        ],
        PARTLY,
        VERY_LOW,
    ),
    "effects the opposite way": (
        RELIEF,
        [Line("against", n=200), Line("against", n=250)],
        CONTRADICTED,
        MODERATE,
    ),
    "one case report the opposite way": (
        RELIEF,
        [Line("against", "case report", n=1)],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "a small null is not a contradiction": (RELIEF, [Line("null", n=40)], INSUFFICIENT, LOW),
    "two small series without effect": (
        RELIEF,
        [Line("null", "case series", n=25), Line("null", "case series", n=40)],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "consistent nulls in 500 people": (
        RELIEF,
        [Line("null", n=260), Line("null", n=240)],
        CONTRADICTED,
        MODERATE,
    ),
    "a null synthesis of nine trials of unknown size": (
        RELIEF,
        [Line("null", "synthesis of trials", n=None, studies=9)],
        CONTRADICTED,
        LOW,
    ),
    "substantial trials both ways": (
        RELIEF,
        [Line("for", n=150), Line("for", n=150), Line("against", n=150), Line("against", n=150)],
        CONFLICTING,
        LOW,
    ),
    "small trials both ways": (
        RELIEF,
        [Line("for", n=20), Line("against", n=20)],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "an overstated claim on a low certainty": (PROVEN, [Line("for", n=150)], PARTLY, LOW),
    "an overstated claim on one small trial": (PROVEN, [Line("for", n=62)], INSUFFICIENT, LOW),
    "an overstated claim that is borne out": (
        PROVEN,
        [Line("for", n=200), Line("for", n=210), Line("for", n=190)],
        SUPPORTED,
        MODERATE,
    ),
}


def harm(statement: str, **parts: object) -> Claim:
    return claim(statement, Kind.HARM, outcome="drowsiness", direction=Direction.INCREASES, **parts)


def harmful(
    shows: str, design: str = "blinded trial", n: int | None = 150, **parts: object
) -> Line:
    """A study of a harm: `for` means that the harm increased."""
    finding = {"for": Finding.INCREASED, "against": Finding.DECREASED}.get(shows)
    return Line(shows, design, n, finding=finding, **parts)  # type: ignore[arg-type]


CAN = harm("The drug can cause drowsiness")
DOES = harm("The drug causes drowsiness")

HARM = {
    "can cause: one case report": (CAN, [harmful("for", "case report", 1)], SUPPORTED, VERY_LOW),
    "can cause: a narrative review": (
        CAN,
        [harmful("for", "narrative review", None)],
        SUPPORTED,
        VERY_LOW,
    ),
    "can cause: rats only": (CAN, [harmful("for", "animal", None)], PARTLY, VERY_LOW),
    "can cause: people in another situation": (
        CAN,
        [harmful("for", "cohort", 200, indirect="another population")],
        PARTLY,
        VERY_LOW,
    ),
    "can cause: three studies of people in other situations": (
        CAN,
        [harmful("for", "cohort", 200, indirect="another population")] * 3,
        SUPPORTED,
        VERY_LOW,
    ),
    "can cause: reviews say so, the one trial saw none": (
        CAN,
        [harmful("null", n=60), harmful("for", "narrative review", None)],
        PARTLY,
        LOW,
    ),
    "can cause: large trials looked and saw none": (
        CAN,
        [harmful("null", n=300), harmful("null", n=300)],
        CONTRADICTED,
        MODERATE,
    ),
    "causes: one case report": (DOES, [harmful("for", "case report", 1)], PARTLY, VERY_LOW),
    "causes: three case reports": (
        DOES,
        [harmful("for", "case report", 1)] * 3,
        SUPPORTED,
        VERY_LOW,
    ),
    "causes: five people before and after, nobody to compare with": (
        DOES,
        [harmful("for", "non-randomised trial", 5, comparator=ComparatorKind.BEFORE)],
        PARTLY,
        VERY_LOW,
    ),
    "causes: a trial that allocated without chance": (
        DOES,
        [harmful("for", "non-randomised trial", 80)],
        SUPPORTED,
        VERY_LOW,
    ),
    "causes: a large cohort with a threefold risk": (
        DOES,
        [
            harmful(
                "for",
                "cohort",
                9000,
                rationale="Drowsiness was commoner (RR 3.54, 95% CI 2.24-5.59).",
            )
        ],
        SUPPORTED,
        MODERATE,
    ),
    "causes: blinded trials": (
        DOES,
        [harmful("for", n=300), harmful("for", n=200)],
        SUPPORTED,
        MODERATE,
    ),
}


def ban(statement: str = "People with kidney disease should not take the drug") -> Claim:
    return claim(
        statement,
        Kind.CONTRAINDICATION,
        population="people with kidney disease",
        outcome="toxicity",
        direction=Direction.INCREASES,
    )


CONTRAINDICATION = {
    "a cohort in the group shows harm": (ban(), [harmful("for", "cohort", 9000)], SUPPORTED, LOW),
    "harm is shown, sources lower the dose": (
        ban(),
        [
            harmful("for", "cohort", 9000),
            harmful("for", "guideline", None, rationale="A lower dose is advised."),
        ],
        PARTLY,
        LOW,
    ),
    "two case reports": (ban(), [harmful("for", "case report", 1)] * 2, PARTLY, VERY_LOW),
    "harm in some, tolerated in others": (
        ban(),
        [harmful("for", "cohort", 300), harmful("null", "cohort", 300)],
        PARTLY,
        VERY_LOW,
    ),
    "two cohorts of the group tolerate it: too uncertain to lift a ban": (
        ban(),
        [harmful("null", "cohort", 186), harmful("null", "cohort", 71)],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "a blinded trial and a cohort of the group tolerate it": (
        ban(),
        [harmful("null", n=90), harmful("null", "cohort", 71)],
        CONTRADICTED,
        LOW,
    ),
    "five people of the group before and after, nobody to compare with": (
        ban(),
        [
            harmful("for", "non-randomised trial", 5, comparator=ComparatorKind.BEFORE),
            harmful("for", "narrative review", None),
        ],
        PARTLY,
        VERY_LOW,
    ),
    "one person of the group tolerated it": (
        ban(),
        [harmful("null", "case report", 1)],
        INSUFFICIENT,
        VERY_LOW,
    ),
    "the claim asks for caution only": (
        ban("The drug calls for caution in kidney disease"),
        [harmful("for", "case report", 1)],
        SUPPORTED,
        VERY_LOW,
    ),
}

ROUTE = claim(
    "The drug can be given by mouth", Kind.DOSING, outcome="route", direction=Direction.IS
)

MILD = claim(
    "Drowsiness and dry mouth from the drug are mild",
    Kind.BACKGROUND,
    outcome="drowsiness, dry mouth",
    direction=Direction.IS,
)

DESCRIPTION = {
    "a trial gave it so": (ROUTE, [harmful("for", n=120)], SUPPORTED, LOW),
    "one case report gave it so": (ROUTE, [harmful("for", "case report", 1)], PARTLY, VERY_LOW),
    "one treated group had it so": (
        ROUTE,
        [harmful("for", "non-randomised trial", 40, comparator=ComparatorKind.BEFORE)],
        PARTLY,
        VERY_LOW,
    ),
    "two outcomes named, one of them described": (
        MILD,
        [harmful("for", n=120, outcomes=("drowsiness",))],
        PARTLY,
        LOW,
    ),
    "two outcomes named, both described": (
        MILD,
        [harmful("for", n=120, outcomes=("drowsiness", "dry mouth"))],
        SUPPORTED,
        LOW,
    ),
    "two reviews say so": (
        ROUTE,
        [harmful("for", "narrative review", None)] * 2,
        SUPPORTED,
        VERY_LOW,
    ),
    "given so for another condition only": (
        ROUTE,
        [harmful("for", n=120, indirect="another condition")],
        INSUFFICIENT,
        VERY_LOW,
    ),
}

ACTION = claim(
    "The drug blocks the receptor",
    Kind.MECHANISM,
    outcome="receptor",
    direction=Direction.DECREASES,
)

MECHANISM = {
    "tissue, animals and a review agree": (
        ACTION,
        [
            Line("for", "in vitro", None),
            Line("for", "animal", None),
            Line("for", "narrative review", None),
        ],
        SUPPORTED,
        Certainty.ESTABLISHED,
    ),
    "three papers of one group are not established": (
        ACTION,
        [
            Line("for", "in vitro", None, author="Ng A"),
            Line("for", "animal", None, author="Ng A"),
            Line("for", "narrative review", None, author="Ng A"),
        ],
        SUPPORTED,
        Certainty.PROBABLE,
    ),
    "every source describes the contrary": (
        ACTION,
        [Line("against", "animal", None)] * 4 + [Line("against", "narrative review", None)],
        CONTRADICTED,
        Certainty.ESTABLISHED,
    ),
    "one source to the contrary": (
        ACTION,
        [Line("against", "animal", None)],
        INSUFFICIENT,
        Certainty.SPECULATIVE,
    ),
    "one mixed animal study": (
        ACTION,
        [Line("mixed", "animal", None)],
        PARTLY,
        Certainty.SPECULATIVE,
    ),
    "one animal study, as one that is mixed": (
        ACTION,
        [Line("for", "animal", None)],
        PARTLY,
        Certainty.SPECULATIVE,
    ),
    "one animal study of a neighbouring receptor": (
        ACTION,
        [Line("for", "animal", None, indirect="another receptor")],
        INSUFFICIENT,
        Certainty.SPECULATIVE,
    ),
    "one animal study of one of two receptors": (
        replace(ACTION, outcome="effect on dopamine, effect on serotonin"),
        [Line("for", "animal", None, outcomes=("dopamine",))],
        INSUFFICIENT,
        Certainty.SPECULATIVE,
    ),
    "several sources on either side": (
        ACTION,
        [Line("for", "animal", None)] * 2 + [Line("against", "animal", None)] * 2,
        CONFLICTING,
        Certainty.SPECULATIVE,
    ),
}

CASES = {**EFFICACY, **HARM, **CONTRAINDICATION, **DESCRIPTION, **MECHANISM}


@pytest.mark.parametrize("case", CASES)
def test_verdict_and_certainty_of_a_body_of_evidence(case: str) -> None:
    asked, lines, verdict, certainty = CASES[case]
    judgement = judged(asked, lines)
    assert (judgement.verdict, judgement.certainty) == (verdict, certainty), judgement.reason


EMPTY = {
    "the search failed": ([], 0, True, Verdict.SEARCH_FAILED, EvidenceState.SEARCH_FAILED),
    "it failed in part": (
        [Line("for", n=900)],
        3,
        True,
        Verdict.SEARCH_FAILED,
        EvidenceState.SEARCH_FAILED,
    ),
    "nothing found": ([], 0, False, INSUFFICIENT, EvidenceState.NOTHING_FOUND),
    "nothing relevant": ([], 40, False, INSUFFICIENT, EvidenceState.NOTHING_RELEVANT),
    "relevant but silent": ([Line("silent")], 40, False, INSUFFICIENT, EvidenceState.SILENT),
}


@pytest.mark.parametrize("case", EMPTY)
def test_the_four_empty_states_stay_apart(case: str) -> None:
    lines, found, failed, verdict, state = EMPTY[case]
    judgement = judged(RELIEF, lines, found=found, failed=failed)
    assert (judgement.verdict, judgement.state) == (verdict, state)


def test_pure_advice_is_not_checkable_whatever_was_found() -> None:
    advice = claim("Ask your doctor about the drug", Kind.GUIDANCE)
    judgement = judged(advice, [Line("for", n=900)])
    assert (judgement.verdict, judgement.certainty) == (NOT_CHECKABLE, Certainty.NOT_RATED)


def test_a_question_without_direction_gets_finding_and_certainty_but_no_verdict() -> None:
    question = claim("the drug and withdrawal", direction=None)
    judgement = judged(question, [Line("asked", n=300), Line("asked", n=250), Line("silent")])
    assert (judgement.verdict, judgement.certainty) == (NOT_CHECKABLE, MODERATE)
    assert judgement.finding is Finding.DECREASED
    assert judgement.statement == "The drug probably reduces withdrawal severity in adults."


SENTENCES = {
    HIGH: "The drug reduces withdrawal severity in adults.",
    MODERATE: "The drug probably reduces withdrawal severity in adults.",
    LOW: "The drug may reduce withdrawal severity in adults.",
}
BODIES = {
    HIGH: [
        Line("for", "synthesis of trials", n=600, rationale="High-certainty evidence: scores fell.")
    ],
    MODERATE: [Line("for", n=150), Line("for", n=120)],
    LOW: [Line("for", n=150)],
}


@pytest.mark.parametrize("certainty", BODIES)
def test_the_statement_is_as_sure_as_its_certainty(certainty: Certainty) -> None:
    judgement = judged(RELIEF, BODIES[certainty])
    assert (judgement.certainty, judgement.statement) == (certainty, SENTENCES[certainty])


def test_high_certainty_is_not_given_from_abstracts_alone() -> None:
    judgement = judged(RELIEF, [Line("for", n=600), Line("for", n=600), Line("for", n=600)])
    assert judgement.certainty is MODERATE
    assert "not rated high" in next(d.reason for d in judgement.domains if d.levels < 0)
