"""A sentence read by the kinds of things it names, where its build is none that is known.

A claim names something that is taken or done and something that becomes of people. The vocabulary tells
which is which, whatever the order; the words around them tell which way it goes (`data/terms/claim_cues.toml`).
What cannot be bound is left out, and a claim that lacks a part is not understood.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from review.claims.parts import StatementParts
from review.claims.wording import any_of
from review.core.settings import data_folder
from review.core.vocabulary import Direction, Kind
from review.mesh.index import vocabulary
from review.mesh.kinds import ThingKind
from review.mesh.spelling import tokens
from review.terms.concepts import thesaurus
from review.terms.named_things import carries, is_generic
from review.terms.term_files import read_toml
from review.terms.words import function_words, stem

FILE = "claim_cues.toml"

DONE = frozenset(
    {
        ThingKind.CHEMICAL,
        ThingKind.FOOD,
        ThingKind.PROCEDURE,
        ThingKind.DEVICE,
        ThingKind.BEHAVIOUR,
        ThingKind.ORGANISM,
        ThingKind.CIRCUMSTANCE,
    }
)
"""Kinds of what is taken or done."""

SUFFERED = frozenset({ThingKind.DISEASE, ThingKind.SYMPTOM, ThingKind.MEASURE, ThingKind.BODY_PART})
"""Kinds of what becomes of people."""

OUTCOME_ONLY = frozenset({ThingKind.DISEASE, ThingKind.SYMPTOM})
NEXT_WORD = re.compile(r" (?P<word>[a-z]{4,})(?![\w-])")
"""The word after a name, where nothing stands between."""

AGE = re.compile(
    r"\b(?:over|past|older than|aged over|above|at least)[- ](?:the age of )?(?P<years>\d{2})(?:s|-year-olds| years)?\b",
    re.IGNORECASE,
)

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


@dataclass(frozen=True)
class ThingAt:
    """Something that a sentence names, with its place and what it may be."""

    start: int
    end: int
    words: str
    kinds: frozenset[ThingKind]
    is_outcome: bool
    """Whether the hand-made lists hold it as an outcome."""

    @property
    def may_be_done(self) -> bool:
        """Whether it can be taken or done."""
        return bool(self.kinds & DONE) and not self.is_outcome

    @property
    def may_become(self) -> bool:
        """Whether it can become of people."""
        return self.is_outcome or bool(self.kinds & SUFFERED)


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
            *_placed(sentence, intervention),
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
    conditions = [
        one for one in rest if _is_condition(sentence, one) or _is_undergone(sentence, one)
    ]
    outcome = _outcome(sentence, [one for one in rest if one not in conditions]) or _outcome(
        sentence, conditions
    )
    said = _said(sentence)
    direction = _direction(sentence, said, outcome, comparator)
    if direction is None or (outcome is None and "safe" not in said):
        return None
    if len(_left_over(sentence, named, said)) > MOST_LEFT_OVER:
        return None
    people = people_in(sentence)
    own = [one.words for one in conditions if one is not outcome]
    population = _population(people, own)
    return StatementParts(
        kind=_kind(said, direction, outcome, comparator),
        direction=direction,
        population=population,
        intervention=done.words,
        comparator=comparator.words if comparator else "",
        outcome=outcome.words if outcome else "adverse events",
    )


def things_in(sentence: str) -> list[ThingAt]:
    """What a sentence names, longest names only, in order; nothing that only carries another."""
    spans: dict[tuple[int, int], set[ThingKind]] = {}
    for at in vocabulary().names_in(sentence):
        kinds = vocabulary().thing(at.n).kinds
        words = sentence[at.start : at.end]
        says_who = ThingKind.PEOPLE in kinds or bool(people_in(words))
        if not (carries(at.n) or says_who or _is_small(words)):
            spans.setdefault((at.start, at.end), set()).update(kinds)
    outcomes: set[tuple[int, int]] = set()
    for mention in thesaurus().mentions(sentence):
        group = thesaurus().concepts[mention.concept_id].group
        place = (mention.start, mention.end)
        if group in ("outcome", "drug", "intervention", "condition") and not _covered(place, spans):
            spans.setdefault(place, set()).update(_KINDS_OF_GROUP[group])
        if group == "outcome" and place in spans:
            outcomes.add(place)
    things = [
        ThingAt(start, end, sentence[start:end], frozenset(kinds), (start, end) in outcomes)
        for (start, end), kinds in sorted(spans.items())
        if not _covered((start, end), spans)
    ]
    return [_with_its_noun(sentence, one) for one in _compounds(sentence, things)]


def _compounds(sentence: str, things: Sequence[ThingAt]) -> list[ThingAt]:
    """Names that follow each other directly made one; its last word says what it is ("shingles jab")."""
    made: list[ThingAt] = []
    for one in things:
        if made and sentence[made[-1].end : one.start] in (" ", "-"):
            first = made.pop()
            words = sentence[first.start : one.end]
            made.append(ThingAt(first.start, one.end, words, one.kinds, one.is_outcome))
        else:
            made.append(one)
    return made


def _with_its_noun(sentence: str, one: ThingAt) -> ThingAt:
    """A part of the body with the noun that follows it, which says what becomes of it ("eye strain")."""
    following = NEXT_WORD.match(sentence, one.end)
    if one.kinds != {ThingKind.BODY_PART} or not following or _is_small(following["word"]):
        return one
    return replace(
        one,
        end=following.end(),
        words=sentence[one.start : following.end()],
        kinds=frozenset({ThingKind.SYMPTOM}),
    )


def _placed(sentence: str, words: str) -> list[ThingAt]:
    start = sentence.lower().find(words.lower())
    if start < 0:
        return []
    return [ThingAt(start, start + len(words), words, frozenset({ThingKind.CHEMICAL}), False)]


def _is_small(words: str) -> bool:
    """Whether a name is an ordinary word here: one that asserts, marks or joins."""
    lowered = words.lower()
    return (
        " " not in lowered
        and not words.isupper()
        and (
            stem(lowered) in function_words()
            or lowered in _ordinary()
            or any(cue.fullmatch(lowered) for cue in _cues().values())
        )
    )


_KINDS_OF_GROUP = {
    "outcome": {ThingKind.SYMPTOM},
    "condition": {ThingKind.DISEASE},
    "drug": {ThingKind.CHEMICAL},
    "intervention": {ThingKind.PROCEDURE},
}


def _covered(place: tuple[int, int], spans: dict[tuple[int, int], set[ThingKind]]) -> bool:
    return any(s <= place[0] and place[1] <= e and (s, e) != place for s, e in spans)


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
    return bool(_crowd().match(sentence[one.end :].lstrip()))


def _is_undergone(sentence: str, one: ThingAt) -> bool:
    """Whether a treatment is what the people have anyway ("people on chemotherapy")."""
    return one.may_be_done and (
        _marked(sentence, one, "undergone") or _stands_before_people(sentence, one)
    )


def _marked(sentence: str, one: ThingAt, marker: str) -> bool:
    """Whether a marker stands directly before a name, but for one or two small words."""
    before = sentence[max(0, one.start - NEAR) : one.start]
    return bool(_markers(marker).search(before))


def _left_over(
    sentence: str, named: Sequence[ThingAt], said: dict[str, list[tuple[int, int]]]
) -> list[str]:
    """The words with a meaning of their own that no part accounts for: what they say is not understood."""
    places = [(one.start, one.end) for one in named] + [
        at for found in said.values() for at in found
    ]
    for group in (
        *_people().values(),
        _crowd(),
        *map(_listed_marker, ("taken", "against", "suffered", "undergone")),
    ):
        places += [found.span() for found in group.finditer(sentence)]
    return [
        word
        for word, start, end in tokens(sentence)
        if not any(first <= start and end <= last for first, last in places)
        and not (is_generic(word) or word.isdigit() or _is_small(sentence[start:end]))
    ]


def _said(sentence: str) -> dict[str, list[tuple[int, int]]]:
    """Where each sort of cue stands."""
    found = {name: [m.span() for m in cue.finditer(sentence)] for name, cue in _cues().items()}
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


def people_in(sentence: str) -> str:
    """The group of people that a sentence names by age, sex or state; empty where it names none."""
    found = [
        (m.start(), -len(m.group()), name)
        for name, group in _people().items()
        for m in [group.search(sentence)]
        if m
    ]
    return min(found, key=lambda one: (one[1], one[0]))[2] if found else ""


def is_people(phrase: str) -> bool:
    """Whether a phrase names a group of people and nothing else."""
    return (bool(_crowd().search(phrase)) and not things_in(phrase)) or bool(_crowd().match(phrase))


def quantifier_in(sentence: str) -> str:
    """The words by which a sentence speaks of everybody or of always; empty where it does not."""
    found = any_of(_lists()["quantifiers"]["words"]).search(sentence)
    return found.group() if found else ""


def _population(people: str, conditions: Sequence[str]) -> str:
    own = " and ".join(conditions)
    if people and own:
        return f"{people} with {own}"
    return people or (f"people with {own}" if own else "")


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    return {name: any_of(words) for name, words in _lists()["cues"].items()}


@cache
def _people() -> dict[str, re.Pattern[str]]:
    return {name: any_of(words) for name, words in _lists()["people"].items()}


@cache
def _listed_marker(name: str) -> re.Pattern[str]:
    return any_of(_lists()["markers"][name])


@cache
def _markers(name: str) -> re.Pattern[str]:
    listed = any_of(_lists()["markers"][name]).pattern
    return re.compile(
        rf"{listed}(?:\s+(?:the|a|an|your|their|daily|regular|some|any|good|any|enough|plenty of|learning|mild|severe|chronic|recurrent))*\s+(?:[\w-]+\s+)?$",
        re.IGNORECASE,
    )


@cache
def _crowd() -> re.Pattern[str]:
    return any_of(_lists()["crowd"]["words"])


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(_lists()["ordinary"]["words"])


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return read_toml(data_folder() / "terms" / FILE)
