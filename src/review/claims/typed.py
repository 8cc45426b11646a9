"""A sentence read by the kinds of things it names, whatever their order.

A claim names something that is taken or done and something that becomes of people. The vocabulary tells
which is which; the words around them tell which way it goes (`data/terms/claim_cues.toml`).
What cannot be bound is left out, and a claim that lacks a part is not understood.
"""

import re
from collections.abc import Sequence

from review.claims.cues import all_people_in, cues
from review.claims.facts import SentenceFacts, facts_of
from review.claims.parts import StatementParts
from review.claims.phrases import lowered
from review.claims.relations import related
from review.claims.things import OUTCOME_ONLY, ThingAt, as_noun, placed
from review.claims.wording import wording
from review.core.vocabulary import Direction, Kind
from review.mesh.kinds import ThingKind

MOST_LEFT_OVER = 1
"""Words that may stay unexplained in a sentence that is taken to be understood."""

SENSES = {
    "down": Direction.DECREASES,
    "up": Direction.INCREASES,
    "good": Direction.IMPROVES,
    "bad": Direction.WORSENS,
}

LISTED = re.compile(r"\s*,\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|and|or)\s+", re.IGNORECASE)
"""What stands between things that are listed."""

IN_PLACE = re.compile(r"\b(?:in|at|among|residents of|inside)\s+(?:the |a |an )?$", re.IGNORECASE)
"""What stands before where something is done."""

COMPARED = re.compile(
    r"\b(?:than|versus|vs|instead of|rather than|compared (?:with|to)|over)\b", re.IGNORECASE
)

SHORT_GAP = 8
"""Characters between a cue and a name that belongs to it."""

SURELY_DONE = frozenset({ThingKind.CHEMICAL, ThingKind.PROCEDURE, ThingKind.DEVICE, ThingKind.FOOD})


def typed_parts(sentence: str, intervention: str = "") -> StatementParts | None:
    """The parts of a claim by the kinds of what it names; None where something done and an outcome are not both named.

    Example:
        >>> from review.claims.typed import typed_parts
        >>> parts = typed_parts("Dementia is rarer in seniors who had the shingles vaccine")
        >>> parts.intervention, parts.outcome, str(parts.direction), parts.population
        ('shingles vaccine', 'dementia', 'decreases', 'older people')
    """
    facts = facts_of(sentence, placed(sentence, intervention) if intervention else ())
    if facts.has_restriction or any(
        one.may_be_done and not one.may_become and facts.is_marked(one, "lacking")
        for one in facts.things
    ):
        return None
    special = related(facts)
    if special is not None:
        return special
    compared = [one for one in facts.things if _is_rival(facts, one)]
    comparator = compared[-1] if compared else None
    done = _done(facts, [one for one in facts.things if one is not comparator])
    if done is None:
        return None
    rest = [
        one
        for one in facts.things
        if one not in (done, comparator) and not facts.is_marked(one, "lacking")
    ]
    conditions = _conditions(facts, rest)
    outcome = (
        _outcome([one for one in rest if one not in conditions])
        or _outcome(conditions)
        or _unknown_outcome(facts, rest)
    )
    direction = _direction(facts, outcome, comparator)
    is_safe = bool(facts.said("safe"))
    if direction is None or (outcome is None and not is_safe):
        return None
    unused = [
        one for one in rest if not one.is_known and one is not outcome and one not in conditions
    ]
    if sum(len(one.words.split()) for one in unused) > MOST_LEFT_OVER:
        return None
    return StatementParts(
        kind=_kind(facts, direction, outcome, comparator),
        direction=direction,
        population=population_of(
            facts, [one for one in conditions if one is not outcome], (done, outcome, comparator)
        ),
        intervention=lowered(_with_the_rest(facts, done, rest)),
        comparator=lowered(comparator.words) if comparator else "",
        outcome=", ".join(lowered(as_noun(one.words)) for one in _listed(facts, outcome, rest))
        if outcome
        else "adverse events",
    )


def population_in_words(sentence: str, parts: StatementParts) -> str:
    """Who a sentence is about besides what is done and what becomes of people; empty where it names nobody."""
    slots = f"{parts.intervention} {parts.outcome} {parts.comparator}".lower()
    facts = facts_of(sentence)
    others = [one for one in facts.things if one.words.lower() not in slots]
    return population_of(facts, _conditions(facts, others), ())


def _conditions(facts: SentenceFacts, named: Sequence[ThingAt]) -> list[ThingAt]:
    """What the people have or undergo anyway."""
    return [one for one in named if _is_condition(facts, one) or _is_undergone(facts, one)]


def _done(facts: SentenceFacts, named: Sequence[ThingAt]) -> ThingAt | None:
    """What is taken or done: what the vocabulary knows before what nobody knows, what is marked before anything else."""
    fit = [
        one
        for one in named
        if one.may_be_done and ((one.is_known and not one.carries) or _acts(facts, one))
    ]
    known = [one for one in fit if one.is_known]
    able = [one for one in known if not _is_undergone(facts, one)] or known or fit
    if not able:
        return None
    return max(
        able,
        key=lambda one: (
            not IN_PLACE.search(facts.sentence[: one.start]),
            one.is_known,
            not one.carries,
            not one.may_become,
            facts.is_marked(one, "taken"),
            bool(one.kinds & SURELY_DONE),
            -one.start,
        ),
    )


def _acts(facts: SentenceFacts, one: ThingAt) -> bool:
    """Whether a name stands where what is taken or done stands: marked so, or before what is said of it."""
    told = facts.said(*SENSES, "null", "safe", "like", "beats", "loses")
    is_first = all(one.start <= other.start for other in facts.things)
    return facts.is_marked(one, "taken") or (is_first and bool(told) and one.end <= told[0].start)


def _outcome(named: Sequence[ThingAt]) -> ThingAt | None:
    able = [one for one in named if one.may_become]
    return (
        max(able, key=lambda one: (one.is_outcome or bool(one.kinds & OUTCOME_ONLY), -one.start))
        if able
        else None
    )


def _unknown_outcome(facts: SentenceFacts, named: Sequence[ThingAt]) -> ThingAt | None:
    """A name that nobody knows, right after the word that says what happens to it."""
    for one in named:
        if not one.is_known and any(
            0 < one.start - cue.end <= SHORT_GAP or cue.start - one.end == 1
            for cue in facts.said(*SENSES)
        ):
            return one
    return None


def _listed(facts: SentenceFacts, one: ThingAt, rest: Sequence[ThingAt]) -> list[ThingAt]:
    """A thing with those of a fitting kind that are listed beside it."""
    found = [one]
    for other in rest:
        if other.start > found[-1].end and LISTED.fullmatch(
            facts.sentence[found[-1].end : other.start]
        ):
            found.append(other)
    return found


def _with_the_rest(facts: SentenceFacts, done: ThingAt, rest: Sequence[ThingAt]) -> str:
    """What is done, in the words of the sentence, with its alternatives."""
    last = _listed(facts, done, [one for one in rest if one.may_be_done])[-1]
    return facts.sentence[done.start : last.end] if last is not done else done.words


def _is_rival(facts: SentenceFacts, one: ThingAt) -> bool:
    """Whether something done is what the intervention is compared with."""
    before = facts.sentence[: one.start].rstrip().lower()
    is_told = bool(facts.said("like", "beats", "loses") or COMPARED.search(facts.sentence))
    return (
        one.may_be_done
        and is_told
        and not one.kinds & OUTCOME_ONLY
        and not before.endswith(("such as", "other than"))
        and facts.is_marked(one, "against")
    )


def _is_condition(facts: SentenceFacts, one: ThingAt) -> bool:
    """Whether a disease is what the people have, not what becomes of them."""
    is_ill = bool(one.kinds & {ThingKind.DISEASE, ThingKind.SYMPTOM})
    return is_ill and (
        facts.is_marked(one, "suffered") or _stands_before_people(facts.sentence, one)
    )


def _stands_before_people(sentence: str, one: ThingAt) -> bool:
    return bool(wording().lists["PEOPLE"].match(sentence[one.end :].lstrip()))


def _is_undergone(facts: SentenceFacts, one: ThingAt) -> bool:
    """Whether a treatment is what the people have anyway ("people on chemotherapy")."""
    return (
        one.is_known
        and one.may_be_done
        and (facts.is_marked(one, "undergone") or _stands_before_people(facts.sentence, one))
    )


def _direction(
    facts: SentenceFacts, outcome: ThingAt | None, comparator: ThingAt | None
) -> Direction | None:
    if facts.said("safe"):
        return None if facts.said("good") else Direction.NO_DIFFERENCE
    if comparator and (compared := _compared(facts)):
        return compared
    if facts.denials:
        return Direction.NO_DIFFERENCE
    place = outcome.start if outcome else 0
    told = [
        (abs(one.start - place), one.start - one.end, SENSES[one.sense])
        for one in facts.said(*SENSES)
    ]
    if told or outcome is None:
        return min(told)[2] if told else None
    within = [SENSES[name] for name in SENSES if cues()[name].search(outcome.words)]
    return within[0] if within else None


def _compared(facts: SentenceFacts) -> Direction | None:
    """How something does beside what it is compared with."""
    if facts.said("loses"):
        return Direction.WORSENS
    if facts.said("like"):
        return Direction.WORSENS if facts.denials else Direction.NO_DIFFERENCE
    if facts.said("beats") and not facts.said("down", "up"):
        return Direction.NO_DIFFERENCE if facts.denials else Direction.IMPROVES
    return None


def _kind(
    facts: SentenceFacts,
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
    if facts.said("safe") or bad_rises or direction is Direction.WORSENS:
        return Kind.HARM
    return Kind.EFFICACY


def population_of(
    facts: SentenceFacts, conditions: Sequence[ThingAt], used: Sequence[ThingAt | None]
) -> str:
    """The people that a sentence names outside the parts that are used, with what they have."""
    text = facts.sentence
    for one in used:
        if one:
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    people = all_people_in(text)
    own = " and ".join(one.words for one in conditions)
    if not own and (lacking := [one for one in facts.things if facts.is_marked(one, "lacking")]):
        return f"{people or 'people'} without {lacking[0].words}"
    if people and own:
        return f"{people} with {own}"
    return people or (f"people with {own}" if own else "")
