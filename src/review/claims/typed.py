"""A sentence read by the kinds of things it names, where its build is none that is known.

A claim names something that is taken or done and something that becomes of people. The vocabulary tells
which is which, whatever the order; the words around them tell which way it goes (`data/terms/claim_cues.toml`).
What cannot be bound is left out, and a claim that lacks a part is not understood.
"""

from collections.abc import Sequence

from review.claims.cues import crowd, cues, is_small, listed_marker, markers, people, people_in
from review.claims.parts import StatementParts
from review.claims.phrases import lowered
from review.claims.things import OUTCOME_ONLY, ThingAt, placed, things_in
from review.core.vocabulary import Direction, Kind
from review.mesh.kinds import ThingKind
from review.mesh.spelling import tokens
from review.terms.named_things import is_generic

MOST_LEFT_OVER = 2
"""Words that may stay unexplained in a sentence that is taken to be understood."""

NEAR = 28
"""How far before a name, in characters, a marker may stand."""

SENSES = {
    "down": Direction.DECREASES,
    "up": Direction.INCREASES,
    "good": Direction.IMPROVES,
    "bad": Direction.WORSENS,
}


def typed_parts(sentence: str, intervention: str = "") -> StatementParts | None:
    """The parts of a claim by the kinds of what it names; None where something done and an outcome are not both named.

    Example:
        >>> from review.claims.typed import typed_parts
        >>> parts = typed_parts("Dementia is rarer in seniors who had the shingles vaccine")
        >>> parts.intervention, parts.outcome, str(parts.direction), parts.population
        ('shingles vaccine', 'dementia', 'decreases', 'older people')
    """
    named = things_in(sentence)
    if intervention:
        named = [
            *placed(sentence, intervention),
            *(one for one in named if one.words.lower() not in intervention.lower()),
        ]
    compared = [one for one in named if one.may_be_done and _marked(sentence, one, "against")]
    comparator = compared[-1] if compared else None
    done = _done(
        sentence,
        [one for one in named if one is not comparator and not _is_undergone(sentence, one)],
    )
    if done is None:
        return None
    rest = [one for one in named if one not in (done, comparator)]
    conditions = _conditions(sentence, rest)
    outcome = _outcome(sentence, [one for one in rest if one not in conditions]) or _outcome(
        sentence, conditions
    )
    said = _said(sentence)
    direction = _direction(sentence, said, outcome, comparator)
    if direction is None or (outcome is None and "safe" not in said):
        return None
    if len(_left_over(sentence, named, said)) > MOST_LEFT_OVER:
        return None
    population = _population(
        people_in(sentence), [one.words for one in conditions if one is not outcome]
    )
    return StatementParts(
        kind=_kind(said, direction, outcome, comparator),
        direction=direction,
        population=population,
        intervention=lowered(done.words),
        comparator=lowered(comparator.words) if comparator else "",
        outcome=lowered(outcome.words) if outcome else "adverse events",
    )


def population_in_words(sentence: str, parts: StatementParts) -> str:
    """Who a sentence is about besides what is done and what becomes of people; empty where it names nobody."""
    slots = f"{parts.intervention} {parts.outcome} {parts.comparator}".lower()
    others = [one for one in things_in(sentence) if one.words.lower() not in slots]
    return _population(people_in(sentence), [one.words for one in _conditions(sentence, others)])


def _conditions(sentence: str, named: Sequence[ThingAt]) -> list[ThingAt]:
    """What the people have or undergo anyway."""
    return [one for one in named if _is_condition(sentence, one) or _is_undergone(sentence, one)]


def _done(sentence: str, named: Sequence[ThingAt]) -> ThingAt | None:
    """What is taken or done: marked as such before anything else, else what can be nothing else, else the first."""
    able = [one for one in named if one.may_be_done]
    if not able:
        return None
    return max(
        able,
        key=lambda one: (
            _marked(sentence, one, "taken"),
            not one.may_become,
            bool(one.kinds & {ThingKind.CHEMICAL, ThingKind.PROCEDURE, ThingKind.DEVICE}),
            -one.start,
        ),
    )


def _outcome(sentence: str, named: Sequence[ThingAt]) -> ThingAt | None:
    able = [one for one in named if one.may_become]
    return (
        max(able, key=lambda one: (one.is_outcome or bool(one.kinds & OUTCOME_ONLY), -one.start))
        if able
        else None
    )


def _is_condition(sentence: str, one: ThingAt) -> bool:
    """Whether a disease is what the people have, not what becomes of them."""
    is_ill = bool(one.kinds & {ThingKind.DISEASE, ThingKind.SYMPTOM})
    return is_ill and (_marked(sentence, one, "suffered") or _stands_before_people(sentence, one))


def _stands_before_people(sentence: str, one: ThingAt) -> bool:
    return bool(crowd().match(sentence[one.end :].lstrip()))


def _is_undergone(sentence: str, one: ThingAt) -> bool:
    """Whether a treatment is what the people have anyway ("people on chemotherapy")."""
    return one.may_be_done and (
        _marked(sentence, one, "undergone") or _stands_before_people(sentence, one)
    )


def _marked(sentence: str, one: ThingAt, marker: str) -> bool:
    """Whether a marker stands directly before a name, but for one or two small words."""
    before = sentence[max(0, one.start - NEAR) : one.start]
    return bool(markers(marker).search(before))


def _left_over(
    sentence: str, named: Sequence[ThingAt], said: dict[str, list[tuple[int, int]]]
) -> list[str]:
    """The words with a meaning of their own that no part accounts for: what they say is not understood."""
    places = [(one.start, one.end) for one in named] + [
        at for found in said.values() for at in found
    ]
    for group in (
        *people().values(),
        crowd(),
        *map(listed_marker, ("taken", "against", "suffered", "undergone")),
    ):
        places += [found.span() for found in group.finditer(sentence)]
    return [
        word
        for word, start, end in tokens(sentence)
        if not any(first <= start and end <= last for first, last in places)
        and not (is_generic(word) or word.isdigit() or is_small(sentence[start:end]))
    ]


def _said(sentence: str) -> dict[str, list[tuple[int, int]]]:
    """Where each sort of cue stands."""
    found = {name: [m.span() for m in cue.finditer(sentence)] for name, cue in cues().items()}
    return {name: places for name, places in found.items() if places}


def _direction(
    sentence: str,
    said: dict[str, list[tuple[int, int]]],
    outcome: ThingAt | None,
    comparator: ThingAt | None,
) -> Direction | None:
    if "safe" in said:
        return Direction.NO_DIFFERENCE
    if comparator:
        if "loses" in said:
            return Direction.WORSENS
        if "like" in said:
            return Direction.NO_DIFFERENCE
        if "beats" in said and not set(said) & {"down", "up"}:
            return Direction.IMPROVES
    if "null" in said:
        return Direction.NO_DIFFERENCE
    place = outcome.start if outcome else 0
    cues = [
        (abs(start - place), -(end - start), SENSES[name])
        for name in SENSES
        for start, end in said.get(name, [])
        if outcome is None or not (outcome.start <= start < outcome.end)
    ]
    return min(cues)[2] if cues else None


def _kind(
    said: dict[str, list[tuple[int, int]]],
    direction: Direction,
    outcome: ThingAt | None,
    comparator: ThingAt | None,
) -> Kind:
    if comparator:
        return Kind.COMPARATIVE
    bad_rises = (
        direction is Direction.INCREASES
        and outcome is not None
        and bool(outcome.kinds & OUTCOME_ONLY)
    )
    if "safe" in said or bad_rises or direction is Direction.WORSENS:
        return Kind.HARM
    return Kind.EFFICACY


def _population(people: str, conditions: Sequence[str]) -> str:
    own = " and ".join(conditions)
    if people and own:
        return f"{people} with {own}"
    return people or (f"people with {own}" if own else "")
