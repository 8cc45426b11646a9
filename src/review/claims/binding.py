"""Chooses what a sentence says: by its build where that gives things of the right kind, else by the kinds of what it names."""

import re
from collections.abc import Collection
from dataclasses import replace

from review.claims.cues import people_in, tells_a_direction
from review.claims.facts import facts_of
from review.claims.fitting import (
    fits_intervention,
    fits_outcome,
    is_done,
    is_only_done,
    is_whole,
)
from review.claims.parts import PREDICATES, StatementParts
from review.claims.phrases import concepts_of
from review.claims.things import OUTCOME_ONLY, ThingAt, as_noun, things_in
from review.claims.typed import population_in_words, typed_parts
from review.core.vocabulary import Direction, Kind
from review.mesh.kinds import ThingKind
from review.terms.named_things import read_phrase
from review.terms.words import function_words, stems

BY_KIND = frozenset({Kind.EFFICACY, Kind.COMPARATIVE, Kind.HARM})
"""What the kinds of things tell apart; other claims are told by how they are worded."""

RELATED = frozenset({Kind.MECHANISM, Kind.INTERACTION})
FALLS = frozenset({Direction.DECREASES, Direction.IMPROVES})
RISES = frozenset({Direction.INCREASES, Direction.WORSENS})
"""Directions that are one where it is not known whether more of an outcome is better."""

BESIDE = re.compile(
    r"\([^()]*$|\b(?:such as|including|for example|e\.g\.|like) [^,]*$", re.IGNORECASE
)
"""What stands before another name of the same thing, or an example of it."""

UNNAMED = re.compile(r"\b(?:side|adverse) (?:effect|event|reaction)s?$", re.IGNORECASE)
"""Harms as a word says them that gives the direction."""

ADVICE = re.compile(
    r"\b(?:should|must|ought|please|talk|ask|consult|avoid|recommend\w*|advis\w*|(?<!no )needs? to|important|essential|always|never|crucial|worth)\b",
    re.IGNORECASE,
)
"""What tells people what to do."""

PRONOUN = re.compile(r"it|this|that|they|them|these", re.IGNORECASE)
HELPS = re.compile(
    r"\b(?:helps? with|works? for|(?:effective|useful|helpful) (?:for|in|at))\b", re.IGNORECASE
)

HOW_COMMON = re.compile(
    r"\b(?:more|less|not|no more|any more|as) (?:common|frequent|likely|prevalent)|\brarer\b|\b(?:effective|good|great|useful|proven) (?:way|means|measure|method|remedy)\b",
    re.IGNORECASE,
)
"""What, beside something taken or done, says what it does; else only how common something is."""


def bound(parts: StatementParts, body: str, context: str = "") -> StatementParts:
    """The parts of the sentence as its build and the kinds of its things give them, and what neither accounts for.

    Args:
        parts: as the build of the sentence gives them.
        body: the sentence without its frame.
        context: what its openings say of circumstances.
    """
    sentence = f"{context}, {body}".strip(", ")
    parts = _with_names(parts, context)
    typed = typed_parts(sentence)
    chosen = _chosen(parts, typed, sentence)
    had = stems(chosen.population.removeprefix("people with "))
    is_ill = chosen.population.startswith("people with ")
    is_one = is_ill and had <= stems(chosen.intervention)
    if is_one or not _are_ill(chosen.population, sentence):
        chosen = replace(chosen, population="")
    if chosen.direction is Direction.DECREASES and _helps_a_good(chosen.outcome, sentence):
        chosen = replace(chosen, direction=Direction.IMPROVES)
    if chosen.kind not in BY_KIND | RELATED or chosen.direction in PREDICATES:
        return chosen
    unread = unaccounted(chosen, body)
    agreed = typed is not None and is_whole(parts) and agree(parts, typed)
    return chosen if agreed and len(unread) <= 1 else replace(chosen, unread=unread)


def _with_names(parts: StatementParts, context: str) -> StatementParts:
    """The parts with what "it" stands for: what the opening of the sentence names of that kind."""
    named = things_in(context)
    done = [one.words for one in named if one.may_be_done and not one.may_become]
    ill = [one.words for one in named if one.kinds & OUTCOME_ONLY and not one.may_be_done]
    if len(done) == 1 and PRONOUN.fullmatch(parts.intervention):
        parts = replace(parts, intervention=done[0])
    if len(ill) == 1 and PRONOUN.fullmatch(parts.outcome):
        parts = replace(parts, outcome=ill[0])
    return parts


def _helps_a_good(outcome: str, sentence: str) -> bool:
    """Whether something is said to help, and what it helps is wanted: then there is more of that, not less."""
    named = concepts_of(outcome, frozenset({"outcome"}))
    wanted = bool(named) and all(one.polarity == "benefit" for one in named)
    return wanted and bool(HELPS.search(sentence))


def _are_ill(population: str, sentence: str) -> bool:
    """Whether people are said to have something that people have: "with milk" says nothing of them."""
    had = population.removeprefix("people with ")
    if had == population or "people with" in sentence.lower() or people_in(had):
        return True
    return any(one.kinds & OUTCOME_ONLY or not one.may_be_done for one in things_in(had))


def _chosen(parts: StatementParts, typed: StatementParts | None, sentence: str) -> StatementParts:
    if parts.kind in (Kind.BACKGROUND, Kind.GUIDANCE):
        return typed if typed and _asserts(parts, typed, sentence) else parts
    if parts.kind is Kind.DOSING and parts.direction is None and typed:
        return typed
    if parts.kind not in BY_KIND or parts.direction in PREDICATES:
        return _of_related(parts, typed, sentence)
    if is_whole(parts):
        return _agreed(parts, typed, sentence)
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


def _asserts(parts: StatementParts, typed: StatementParts, sentence: str) -> bool:
    """Whether what looks like a plain fact or advice says what something does."""
    if parts.kind is Kind.GUIDANCE:
        return not ADVICE.search(sentence)
    return bool(HOW_COMMON.search(sentence)) or typed.kind in RELATED


def _of_related(
    parts: StatementParts, typed: StatementParts | None, sentence: str
) -> StatementParts:
    """Of two readings of how things act that which accounts for more, the build at a tie."""
    if typed is None or typed.kind not in RELATED:
        return parts
    fits = fits_intervention(parts.intervention) and fits_outcome(parts.outcome)
    more = len(unaccounted(parts, sentence)) <= len(unaccounted(typed, sentence))
    return parts if parts.kind is typed.kind and fits and more else typed


def _agreed(parts: StatementParts, typed: StatementParts | None, sentence: str) -> StatementParts:
    """What both readings give; where they differ, that which accounts for more of the sentence, the build at a tie."""
    if typed is None:
        return replace(parts, population=parts.population or population_in_words(sentence, parts))
    if (
        typed.kind in RELATED
        or (not is_done(parts.intervention) and is_only_done(typed.intervention))
        or (typed.comparator and not parts.comparator)
    ):
        return typed
    if agree(parts, typed) or len(unaccounted(parts, sentence)) <= len(
        unaccounted(typed, sentence)
    ):
        return replace(parts, population=_who(parts.population, typed.population))
    return typed


def _who(one: str, other: str) -> str:
    """The one of two readings of who is meant that names a group of people."""
    return other if not one or (people_in(other) and not people_in(one)) else one


def agree(one: StatementParts, other: StatementParts) -> bool:
    """Whether two readings of a sentence say the same of the same."""
    return _same_way(one.direction, other.direction) and all(
        _names_same(getattr(one, name), getattr(other, name))
        for name in ("intervention", "outcome", "comparator")
    )


def unaccounted(parts: StatementParts, sentence: str) -> tuple[str, ...]:
    """What the sentence names and no part holds: as long as there is any, the sentence is not understood.

    Example:
        >>> from review.claims.binding import unaccounted
        >>> from review.claims.parts import StatementParts
        >>> unaccounted(StatementParts(intervention="zinc", outcome="colds"), "Zinc shortens colds in Norway")
        ('Norway',)
    """
    held = stems(f"{parts.intervention} {parts.comparator} {parts.outcome} {parts.population}")
    return tuple(
        one.words
        for one in facts_of(sentence).things
        if not (
            _is_held(one.words, held)
            or _is_held(as_noun(one.words), held)
            or one.kinds == {ThingKind.BODY_PART}
            or one.carries
            or UNNAMED.search(one.words)
            or _is_said_beside(sentence, one)
        )
    )


def _is_held(words: str, held: Collection[str]) -> bool:
    """Whether the parts hold at least half of the words of a name."""
    own = [one for one in stems(words) if one not in function_words() and len(one) > 1]
    return not own or 2 * len([one for one in own if one in held]) >= len(own)


def _is_said_beside(sentence: str, one: ThingAt) -> bool:
    """Whether a thing is another name in brackets, or one of several examples."""
    return bool(BESIDE.search(sentence[: one.start]))


def _names_same(one: str, other: str) -> bool:
    """Whether two readings name the same: one is part of the other, or both name a common thing."""
    if one.lower() in other.lower() or other.lower() in one.lower():
        return bool(one) == bool(other)
    mine, theirs = (
        {n for things in read_phrase(phrase).things for n in things} for phrase in (one, other)
    )
    return bool(mine & theirs)


def _same_way(one: Direction | None, other: Direction | None) -> bool:
    return one == other or {one, other} <= FALLS or {one, other} <= RISES
