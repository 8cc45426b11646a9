"""Chooses what a sentence says: by its build where that gives things of the right kind, else by the kinds of what it names."""

import re
from dataclasses import replace

from review.claims.cues import tells_a_direction
from review.claims.parts import PREDICATES, StatementParts
from review.claims.things import DONE, SUFFERED, is_people, things_in
from review.claims.typed import population_in_words, typed_parts
from review.core.vocabulary import Direction, Kind
from review.terms.named_things import read_phrase

BY_KIND = frozenset({Kind.EFFICACY, Kind.COMPARATIVE, Kind.HARM})
"""What the kinds of things tell apart; other claims are told by how they are worded."""

MOST_UNKNOWN = 3
"""Words of a name that nobody knows; what is longer is a piece of a sentence."""

HOW_COMMON = re.compile(
    r"\b(?:more|less|not|no more|any more|as) (?:common|frequent|likely|prevalent)|\brarer\b",
    re.IGNORECASE,
)
"""What, beside something taken or done, says what it does; else only how common something is."""

SENTENCE_WORDS = re.compile(
    r"\b(?:who|that|which|when|whether|if|because|they|you|it|them|than|are|is|was|were|can|could|may|will|would|does|do|did|not|less|fewer|more|likely|as|what|there|whose|keep|keeps|keeping|away|again|feel|feels|get|gets|getting|take|takes|lose|occurring)\b|[?:;]",
    re.IGNORECASE,
)
"""What stands in no name of a thing."""


def bound(parts: StatementParts, sentence: str) -> StatementParts:
    """The parts of the sentence, each of a kind that fits its place; what does not fit is read by kind.

    Args:
        parts: as the build of the sentence gives them.
        sentence: the sentence without its frame.
    """
    if parts.kind is Kind.BACKGROUND and HOW_COMMON.search(sentence):
        return typed_parts(sentence) or parts
    if parts.kind not in BY_KIND or parts.direction in PREDICATES:
        return parts
    if is_whole(parts):
        return replace(parts, population=parts.population or population_in_words(sentence, parts))
    typed = typed_parts(sentence)
    if typed is None and fits_intervention(parts.intervention):
        typed = typed_parts(sentence, parts.intervention)
    if (
        typed is None
        and parts.direction is None
        and not tells_a_direction(sentence)
        and not any(one.may_become for one in things_in(sentence))
    ):
        return replace(parts, kind=Kind.GUIDANCE)
    return typed or parts


def is_whole(parts: StatementParts) -> bool:
    """Whether treatment, direction and outcome are there and of fitting kinds."""
    needs_outcome = (
        parts.direction is not Direction.NO_DIFFERENCE or parts.kind is not Kind.EFFICACY
    )
    has_outcome = fits_outcome(parts.outcome) if parts.outcome or needs_outcome else True
    return (
        parts.direction is not None
        and fits_intervention(parts.intervention)
        and has_outcome
        and not SENTENCE_WORDS.search(parts.population.replace("people who", ""))
    )


def fits_intervention(phrase: str) -> bool:
    """Whether a phrase can be what is taken or done: a thing of such a kind, or a short name that is no group of people."""
    return _is_name(phrase) and not is_people(phrase) and _has_kind(phrase, DONE | SUFFERED)


def fits_outcome(phrase: str) -> bool:
    """Whether each of the outcomes that a phrase lists can be what becomes of people."""
    return all(_is_name(one) and not is_people(one) for one in phrase.split(", "))


def _is_name(phrase: str) -> bool:
    if not re.search(r"[^\W\d_]", phrase) or SENTENCE_WORDS.search(phrase):
        return False
    return len(read_phrase(phrase).left) <= MOST_UNKNOWN


def _has_kind(phrase: str, kinds: frozenset[object]) -> bool:
    named = things_in(phrase)
    return not named or any(one.kinds & kinds or one.is_outcome for one in named)
