"""Claims on how a medicine acts and on what one does to another, by the kinds of what they name."""

import re

from review.claims.cues import listed_marker, processes
from review.claims.facts import SentenceFacts
from review.claims.parts import StatementParts
from review.claims.phrases import lowered
from review.claims.things import OUTCOME_ONLY, ThingAt, as_noun
from review.core.vocabulary import Direction, Kind
from review.mesh.kinds import ThingKind

MIXED = re.compile(r"\b(?:combin|mix)\w*|\btogether\b|\bat the same time\b", re.IGNORECASE)
AND = re.compile(r"\s+(?:and|with)\s+(?:an? |the |your )?", re.IGNORECASE)
WITH = re.compile(r"\b(?:with|alongside|by)\s+(?:an? |the )?$", re.IGNORECASE)
"""What stands before what changes how another acts."""

TAKEN = frozenset({ThingKind.CHEMICAL, ThingKind.FOOD, ThingKind.ORGANISM})
"""Kinds of what acts in the body."""


def related(facts: SentenceFacts) -> StatementParts | None:
    """A mechanism where a medicine and what it acts on are named, an interaction where two medicines are; else None.

    Example:
        >>> from review.claims.facts import facts_of
        >>> from review.claims.relations import related
        >>> found = related(facts_of("Less levothyroxine is absorbed with coffee"))
        >>> str(found.kind), found.intervention, found.outcome, str(found.direction)
        ('interaction', 'coffee', 'absorption of levothyroxine', 'decreases')
    """
    taken = [
        one
        for n, one in enumerate(facts.things)
        if one.kinds & TAKEN and not (one.is_target or (n and one.may_become))
    ]
    if not taken:
        return None
    found = _mechanism(facts, taken[0])
    return found or (_interaction(facts, taken) if len(taken) > 1 else None)


def _mechanism(facts: SentenceFacts, acting: ThingAt) -> StatementParts | None:
    targets = [one for one in facts.things if one.is_target]
    if not targets or not facts.said("blocks", "starts", "acts"):
        return None
    direction = Direction.IS
    if facts.said("blocks"):
        direction = Direction.DECREASES
    elif facts.said("starts"):
        direction = Direction.INCREASES
    return StatementParts(
        kind=Kind.MECHANISM,
        direction=Direction.NO_DIFFERENCE if facts.denials else direction,
        intervention=lowered(acting.words),
        outcome=lowered(targets[0].words),
    )


def _interaction(facts: SentenceFacts, taken: list[ThingAt]) -> StatementParts | None:
    return _on_a_process(facts, taken) or _together(facts, taken)


def _on_a_process(facts: SentenceFacts, taken: list[ThingAt]) -> StatementParts | None:
    """What one does to how another is taken up, stays in the blood or works."""
    if any(one.kinds & OUTCOME_ONLY and one not in taken for one in facts.things):
        return None
    places = [
        (at.start(), name)
        for name, pattern in processes().items()
        for at in pattern.finditer(facts.sentence)
        if not facts.sentence[: at.start()].lower().endswith(("side ", "adverse "))
    ]
    if not places:
        return None
    place, name = min(places)
    changed = min(
        taken,
        key=lambda one: (
            ThingKind.FOOD in one.kinds,
            bool(WITH.search(facts.sentence[: one.start])),
            min(abs(one.start - place), abs(one.end - place)),
        ),
    )
    acting = next(one for one in taken if one is not changed)
    if facts.denials:
        direction = Direction.NO_DIFFERENCE
    elif facts.said("down", "bad", "blocks"):
        direction = Direction.DECREASES
    elif facts.said("up"):
        direction = Direction.INCREASES
    else:
        return None
    return StatementParts(
        kind=Kind.INTERACTION,
        direction=direction,
        intervention=lowered(acting.words),
        outcome=f"{name} of {lowered(changed.words)}",
    )


def _together(facts: SentenceFacts, taken: list[ThingAt]) -> StatementParts | None:
    """What two that are taken together do."""
    harms = [one for one in facts.things if one.kinds & OUTCOME_ONLY]
    first, second = taken[:2]
    between = facts.sentence[first.end : second.start]
    joined = bool(
        listed_marker("together").search(between)
        or (MIXED.search(facts.sentence) and AND.fullmatch(between))
    )
    if (
        not joined
        or not facts.said("up", "bad")
        or facts.said("down", "good", "like", "beats", "loses")
    ):
        return None
    if not harms and not facts.said("bad"):
        return None
    if any(facts.is_marked(one, "against") for one in taken):
        return None
    return StatementParts(
        kind=Kind.INTERACTION,
        direction=Direction.NO_DIFFERENCE if facts.denials else Direction.INCREASES,
        intervention=f"{lowered(first.words)} plus {lowered(second.words)}",
        outcome=lowered(as_noun(harms[0].words)) if harms else "adverse events",
    )
