"""Statements of findings in GRADE's informative wording (Santesso 2020).

High: "reduces"; moderate: "probably reduces"; low: "may reduce"; very low: "the evidence is very
uncertain". The sentence says what the evidence shows, never what anybody should do.
"""

import re
from dataclasses import dataclass

from review.core.models import Claim
from review.core.vocabulary import (
    ABOUT_HARM,
    Certainty,
    Direction,
    EvidenceState,
    Finding,
    Kind,
    Verdict,
)
from review.synthesis.direction import DirectionOfEffect
from review.synthesis.thresholds import OPTIMAL_SIZE

VERBS = {
    Direction.INCREASES: ("increase", "reduce"),
    Direction.DECREASES: ("reduce", "increase"),
    Direction.IMPROVES: ("improve", "worsen"),
    Direction.WORSENS: ("worsen", "improve"),
}
"""What the intervention does when effects go the claim's way, and when they go the opposite way."""

FINDING_VERBS = {Finding.INCREASED: "increase", Finding.DECREASED: "reduce"}

DECIDED = frozenset({Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED, Verdict.CONTRADICTED})
"""Verdicts whose statement names the direction even where the certainty is very low."""

HOLDS = {
    Certainty.HIGH: ("holds", "does not hold"),
    Certainty.ESTABLISHED: (
        "holds (established pharmacology)",
        "does not hold (established pharmacology)",
    ),
    Certainty.MODERATE: ("probably holds", "probably does not hold"),
    Certainty.PROBABLE: (
        "probably holds (probable mechanism)",
        "probably does not hold (probable mechanism)",
    ),
    Certainty.LOW: ("may hold", "may not hold"),
    Certainty.VERY_LOW: (
        "may hold, but the evidence is very uncertain",
        "may not hold, but the evidence is very uncertain",
    ),
    Certainty.SPECULATIVE: (
        "may hold (speculative mechanism)",
        "may not hold (speculative mechanism)",
    ),
}

EMPTY = {
    EvidenceState.SEARCH_FAILED: "The search failed, so nothing can be said about this claim until it has been repeated.",
    EvidenceState.NOTHING_FOUND: "No record was found on {question}; missing evidence is not evidence of absence.",
    EvidenceState.NOTHING_RELEVANT: "No record found bears on {question}; missing evidence is not evidence of absence.",
    EvidenceState.SILENT: "No sentence of the relevant records was read as reporting on {question}; missing evidence is not evidence of absence.",
}

GUIDANCE = "This is advice, policy or opinion, which studies neither confirm nor refute; it was not graded."

NOT_UNDERSTOOD = (
    "The claim was not understood, so nothing was searched for and nothing is said about it; the reason names the "
    "part to be written otherwise."
)

NON_COMMITTAL = (
    "The claim says only that things vary or have two sides, which studies can neither confirm nor refute; "
    "it was not graded."
)

SINGULAR_ENDINGS = ("ss", "us", "is")


@dataclass(frozen=True)
class FindingsToState:
    """What a statement of findings has to say.

    `pointing` is the way the counted body points; `finding` words a claim without direction;
    `condition` is what the claim is short of; `total` participants are counted, where known.
    """

    verdict: Verdict
    certainty: Certainty
    pointing: DirectionOfEffect
    finding: Finding
    condition: str = ""
    total: int | None = None


def statement_of_findings(claim: Claim, answer: FindingsToState) -> str:
    """One sentence that says what the evidence shows, as sure as its certainty allows."""
    words = _effect_sentence if has_effect_wording(claim) else _statement_sentence
    limit = f" Limits: {answer.condition}." if answer.condition else ""
    return f"{_capitalised(words(claim, answer))}.{limit}"


def empty_statement(claim: Claim, state: EvidenceState) -> str:
    """The sentence for a claim without evidence; one for each empty state."""
    return EMPTY[state].format(question=_question(claim))


def has_effect_wording(claim: Claim) -> bool:
    """Whether the claim is about something that an intervention does to an outcome in people."""
    descriptive = claim.kind in (Kind.MECHANISM, Kind.DOSING, Kind.BACKGROUND)
    state = claim.direction in (Direction.IS, Direction.IS_NOT)
    return bool(claim.intervention and claim.outcome) and not descriptive and not state


def _question(claim: Claim) -> str:
    if has_effect_wording(claim):
        return f"the effect of {_listed(claim.intervention)} on {_object(claim)}{_setting(claim)}"
    return f"the statement “{_bare(claim.statement)}”"


def _effect_sentence(claim: Claim, answer: FindingsToState) -> str:
    subject = _listed(claim.intervention)
    effect_of = f"the effect of {subject} on {_object(claim)}{_setting(claim)}"
    if answer.verdict is Verdict.INSUFFICIENT and answer.pointing is DirectionOfEffect.NULL:
        size = "" if answer.total is None else f" in {answer.total} participants"
        lacks = "weak or divided" if (answer.total or 0) >= OPTIMAL_SIZE else "small"
        return (
            f"the evidence is too {lacks} to tell {effect_of}: no clear difference was seen{size}, "
            "which does not show that there is none"
        )
    very_low = answer.certainty is Certainty.VERY_LOW
    if very_low and (answer.pointing is DirectionOfEffect.MIXED or answer.verdict not in DECIDED):
        return f"the evidence is very uncertain about {effect_of}"
    if answer.pointing is DirectionOfEffect.MIXED:
        return f"studies of {effect_of} do not point one way ({answer.certainty} certainty)"
    verb, rest = _predicate(claim, answer.pointing, answer.finding)
    hedged = _hedged(verb, answer.certainty, _is_plural(subject))
    but = ", but the evidence is very uncertain" if very_low else ""
    return f"{subject} {hedged} {rest}{_setting(claim)}{but}"


def _predicate(claim: Claim, pointing: DirectionOfEffect, finding: Finding) -> tuple[str, str]:
    """Verb in its base form and what follows it."""
    to_no_difference = (
        claim.direction is Direction.NO_DIFFERENCE and pointing is DirectionOfEffect.TOWARDS
    )
    if pointing is DirectionOfEffect.NULL or to_no_difference:
        return "result", f"in little to no difference in {_listed(claim.outcome)}"
    if pointing is DirectionOfEffect.EQUAL:
        return (
            "work",
            f"about as well as the treatment it was compared with for {_listed(claim.outcome)}",
        )
    if claim.direction in VERBS:
        verb = VERBS[claim.direction][pointing is DirectionOfEffect.AGAINST]
    else:
        verb = FINDING_VERBS.get(finding, "change")
    return verb, _object(claim) if verb in ("increase", "reduce") else _listed(claim.outcome)


def _object(claim: Claim) -> str:
    risk = "the risk of " if claim.kind in ABOUT_HARM else ""
    return risk + _listed(claim.outcome)


def _hedged(verb: str, certainty: Certainty, plural: bool) -> str:
    """The verb with the adverb of its certainty, agreeing with its subject."""
    inflected = verb if plural else verb + "s"
    return {
        Certainty.HIGH: inflected,
        Certainty.MODERATE: f"probably {inflected}",
    }.get(certainty, f"may {verb}")


def _statement_sentence(claim: Claim, answer: FindingsToState) -> str:
    quoted = f"“{_bare(claim.statement)}”"
    if answer.verdict is Verdict.INSUFFICIENT:
        return f"the evidence is too thin to tell whether this holds: {quoted}"
    if answer.verdict is Verdict.CONFLICTING or answer.pointing is DirectionOfEffect.MIXED:
        return f"sources do not agree on this statement: {quoted}"
    holds, fails = HOLDS[answer.certainty]
    part = "part of " if answer.verdict is Verdict.PARTLY_SUPPORTED else ""
    return f"{part}this statement {fails if answer.verdict is Verdict.CONTRADICTED else holds}: {quoted}"


def _setting(claim: Claim) -> str:
    comparator = f" compared with {_listed(claim.comparator)}" if claim.comparator else ""
    population = f" in {_once(claim.population)}" if claim.population else ""
    return comparator + population


def _once(population: str) -> str:
    """`people with A or people with B` as `people with A or B`."""
    lead = re.match(r"people with (?:a )?", population)
    return population if lead is None else population.replace(f" or {lead.group()}", " or ")


def _listed(phrase: str) -> str:
    """`a, b, c` as `a, b and c`; other phrases as they are."""
    parts = [part.strip() for part in phrase.split(",") if part.strip()]
    if len(parts) < 2 or re.match(r"(?:and|or)\b", parts[-1]):  # noqa: PLR2004 - two make a list
        return phrase.strip()
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _is_plural(subject: str) -> bool:
    """Whether the verb is plural: `a and b`, or a last alternative whose head noun ends in s."""
    last = subject.rpartition(" or ")[2]
    if re.search(r"\band\b", last):
        return True
    head = re.split(r"\s+(?:with|of|for|to|in|on|plus|from|against)\s+", last)[0]
    noun = head.split()[-1].lower() if head.split() else ""
    return noun.endswith("s") and not noun.endswith(SINGULAR_ENDINGS)


def _bare(statement: str) -> str:
    return statement.strip().rstrip(".")


def _capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
