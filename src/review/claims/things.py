"""What a sentence names, with its place and what it may be: taken or done, or what becomes of people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from review.claims.cues import crowd, is_small, people_in
from review.mesh.index import vocabulary
from review.mesh.kinds import ThingKind
from review.terms.concepts import Concept, thesaurus
from review.terms.named_things import carries

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


def things_in(sentence: str) -> list[ThingAt]:
    """What a sentence names, longest names only, in order; nothing that only carries another."""
    spans: dict[tuple[int, int], set[ThingKind]] = {}
    for at in vocabulary().names_in(sentence):
        kinds = vocabulary().thing(at.n).kinds
        words = sentence[at.start : at.end]
        says_who = ThingKind.PEOPLE in kinds or bool(people_in(words))
        if not (carries(at.n) or says_who or is_small(words)):
            spans.setdefault((at.start, at.end), set()).update(kinds)
    outcomes: set[tuple[int, int]] = set()
    for mention in thesaurus().mentions(sentence):
        concept = thesaurus().concepts[mention.concept_id]
        group = concept.group
        place = (mention.start, mention.end)
        if group in ("outcome", "drug", "intervention", "condition") and not _covered(place, spans):
            spans.setdefault(place, set()).update(_kinds_of(concept))
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
    if one.kinds != {ThingKind.BODY_PART} or not following or is_small(following["word"]):
        return one
    return replace(
        one,
        end=following.end(),
        words=sentence[one.start : following.end()],
        kinds=frozenset({ThingKind.SYMPTOM}),
    )


def placed(sentence: str, words: str) -> list[ThingAt]:
    """The words of a sentence that its build shows to be what is taken or done; nothing where they are not in it."""
    start = sentence.lower().find(words.lower())
    if start < 0:
        return []
    return [ThingAt(start, start + len(words), words, frozenset({ThingKind.CHEMICAL}), False)]


_KINDS_OF_GROUP = {
    "outcome": {ThingKind.SYMPTOM},
    "condition": {ThingKind.DISEASE},
    "drug": {ThingKind.CHEMICAL},
    "intervention": {ThingKind.PROCEDURE},
}


def _kinds_of(concept: Concept) -> set[ThingKind]:
    """The kinds of a concept of the hand-made lists; an outcome of which more is better is no symptom."""
    good = concept.group == "outcome" and concept.polarity == "benefit"
    return {ThingKind.MEASURE} if good else _KINDS_OF_GROUP[concept.group]


def _covered(place: tuple[int, int], spans: dict[tuple[int, int], set[ThingKind]]) -> bool:
    return any(s <= place[0] and place[1] <= e and (s, e) != place for s, e in spans)


def is_people(phrase: str) -> bool:
    """Whether a phrase names a group of people and nothing else."""
    return bool(crowd().match(phrase)) or (bool(crowd().search(phrase)) and not things_in(phrase))
