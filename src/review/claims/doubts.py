"""What is doubtful about a claim as it was read: a part that is missing, or that holds nothing of its kind.

A claim with a doubt is not searched for and not graded; the sentence says which part, and what to write.
Parts that the claims file gives are never doubted: a person has said them.
"""

import re
from collections.abc import Iterator

from review.claims.cues import quantifier_in
from review.claims.fitting import SENTENCE_WORDS, fits_intervention, fits_outcome
from review.claims.parts import PREDICATES
from review.claims.questions import is_neutral, is_open
from review.claims.statement import read
from review.core.models import Claim
from review.core.vocabulary import Direction, Kind
from review.terms.words import stems

NEEDS_OUTCOME = frozenset({Kind.EFFICACY, Kind.COMPARATIVE, Kind.HARM, Kind.MECHANISM})
"""Kinds whose claims say of something what becomes of it."""

TWO_THINGS = re.compile(r"\b(?:effective and safe|safe and effective)\b", re.IGNORECASE)
"""Two assertions in one sentence."""

NEEDS_INTERVENTION = NEEDS_OUTCOME | {Kind.CONTRAINDICATION, Kind.INTERACTION, Kind.DOSING}


def doubts(claim: Claim) -> tuple[str, ...]:
    """What keeps the claim from being understood, a sentence for each part; empty for a claim that is.

    Example:
        >>> import review
        >>> from review.claims.doubts import doubts
        >>> doubts(review.claim("Taking it helps."))[0]
        "The intervention was read as 'it', which names no such thing: name what is taken or done in the column intervention."
        >>> doubts(review.claim("Zinc shortens colds"))
        ()
    """
    if claim.query or claim.kind in (Kind.GUIDANCE, Kind.BACKGROUND) or _is_question(claim):
        return ()
    return tuple(_doubts(claim))


def _is_question(claim: Claim) -> bool:
    """Whether the claim only asks: it has parts and no direction because nothing is asserted."""
    return claim.direction is None and (
        is_open(claim.statement.rstrip())
        or (
            is_neutral(claim.statement) and bool(claim.intervention) and fits_outcome(claim.outcome)
        )
        or "statement" in claim.derived
        or claim.kind is Kind.DOSING
    )


def _doubts(claim: Claim) -> Iterator[str]:
    if (
        claim.kind in NEEDS_INTERVENTION
        and _is_read(claim, "intervention")
        and not (claim.intervention and fits_intervention(claim.intervention))
    ):
        yield _sentence("intervention", claim.intervention, "what is taken or done")
    if "direction" in claim.derived and (everybody := quantifier_in(claim.statement)):
        yield (
            f"The statement speaks of all people or all times ({everybody!r}), which studies of averages neither bear out "
            "nor refute: leave that out, and claim the effect itself."
        )
    if claim.direction is None:
        yield (
            "What the statement says of it cannot be read: give the column direction, or say what the intervention "
            "does to the outcome, as in 'X reduces Y'."
        )
    elif (
        claim.kind in NEEDS_OUTCOME
        and claim.direction not in PREDICATES
        and _is_read(claim, "outcome")
    ):
        does_nothing = claim.direction is Direction.NO_DIFFERENCE and claim.kind is Kind.EFFICACY
        if not (does_nothing and not claim.outcome) and not fits_outcome(claim.outcome):
            yield _sentence("outcome", claim.outcome, "what changes")
    if claim.comparator and _is_read(claim, "comparator") and not fits_outcome(claim.comparator):
        yield _sentence("comparator", claim.comparator, "what it is compared with")
    if "direction" in claim.derived and TWO_THINGS.search(claim.statement):
        yield (
            "The statement says that it works and that it is safe, which are two claims: make a row of each."
        )
    if unread := _unread(claim):
        yield (
            f"No part accounts for {', '.join(map(repr, unread))}: say in the columns what that belongs to, or leave it out."
        )
    if (
        claim.population
        and "population" in claim.derived
        and SENTENCE_WORDS.search(claim.population.replace("who", ""))
    ):
        yield _sentence("population", claim.population, "who is meant")


def _unread(claim: Claim) -> list[str]:
    """What the statement names and no part holds, where its parts were read from it."""
    if not {"intervention", "outcome"} & set(claim.derived) or "statement" in claim.derived:
        return []
    held = stems(" ".join((claim.population, claim.intervention, claim.comparator, claim.outcome)))
    return [words for words in read(claim.statement).unread if not stems(words) & held]


def _is_read(claim: Claim, part: str) -> bool:
    """Whether a part comes from the statement, or is missing from both."""
    return part in claim.derived or not getattr(claim, part)


def _sentence(part: str, words: str, meant: str) -> str:
    if not words:
        return f"No {part} can be read from the statement: name {meant} in the column {part}."
    return f"The {part} was read as {words!r}, which names no such thing: name {meant} in the column {part}."
