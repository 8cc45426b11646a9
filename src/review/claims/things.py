"""What a sentence names, with its place and what it may be: taken or done, or what becomes of people."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from review.claims.cues import (
    crowd,
    happenings,
    heads,
    is_cue,
    is_small,
    people_places,
    stages,
    target_branches,
    two_word_cues,
)
from review.claims.phrases import TARGETS
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
NOTHING = frozenset({ThingKind.PEOPLE, ThingKind.NOTHING_DONE})
HAPPENING_KINDS = {"wanted": ThingKind.MEASURE, "unwanted": ThingKind.SYMPTOM}
VERB = re.compile(r"\b[a-z]{4,}\b")
IN_STATE = re.compile(r"\b(?:in|during|while|throughout|when|before|after)\s+$", re.IGNORECASE)
GOES_ON = re.compile(r"-?\d|[a-z]", re.IGNORECASE)
"""What shows that a name ends within a longer word ("PDE" in "PDE5")."""

VACCINATED = re.compile(
    r"\b(?:vaccinat|immuni[sz]|inoculat)\w*(?: [\w-]+){0,2} against (?:the )?$|"
    r"\b(?:jabs?|shots?|vaccines?) against (?:the )?$",
    re.IGNORECASE,
)

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

    carries: bool = False
    """Whether it is mostly named beside what it carries ("water", "diet")."""

    @property
    def is_known(self) -> bool:
        """Whether the vocabulary or the hand-made lists hold it."""
        return bool(self.kinds)

    @property
    def may_be_done(self) -> bool:
        """Whether it can be taken or done: a name that nobody knows may be one, too."""
        return not self.is_outcome and (not self.kinds or bool(self.kinds & DONE))

    is_target: bool = False
    """Whether it is what medicines act on: a receptor, an enzyme, a channel."""

    @property
    def may_become(self) -> bool:
        """Whether it can become of people."""
        return self.is_outcome or bool(self.kinds & SUFFERED)


def things_in(sentence: str) -> list[ThingAt]:
    """What a sentence names, longest names only, in order; nothing that only tells who is meant."""
    spans: dict[tuple[int, int], ThingAt] = {}
    taken = [
        place
        for place in people_places(sentence)
        if not stages().fullmatch(sentence[slice(*place)]) or IN_STATE.search(sentence[: place[0]])
    ]
    taken += [at.span() for at in two_word_cues().finditer(sentence)]
    for one in (*_from_vocabulary(sentence), *_from_lists(sentence)):
        place = (one.start, one.end)
        known = spans.get(place)
        if known:
            spans[place] = replace(
                known,
                kinds=known.kinds if one.is_outcome else known.kinds | one.kinds,
                is_outcome=known.is_outcome or one.is_outcome,
                is_target=known.is_target or one.is_target,
            )
        elif not any(s <= one.start and one.end <= e for s, e in taken):
            spans[place] = one
    for one in list(_happenings(sentence, spans)):
        spans.setdefault((one.start, one.end), one)
    things = [one for place, one in sorted(spans.items()) if not _covered(place, spans)]
    named = [by_its_head(_with_its_noun(sentence, one)) for one in _compounds(sentence, things)]
    return [_as_vaccine(sentence, one) for one in named]


def _as_vaccine(sentence: str, one: ThingAt) -> ThingAt:
    """A disease that people are vaccinated against: the vaccine is what they had."""
    found = VACCINATED.search(sentence[: one.start])
    if not found:
        return one
    return replace(
        one,
        start=found.start(),
        words=f"{one.words} vaccine",
        kinds=frozenset({ThingKind.CHEMICAL}),
    )


def _from_vocabulary(sentence: str) -> Iterator[ThingAt]:
    for at in vocabulary().names_in(sentence):
        thing = vocabulary().thing(at.n)
        words = sentence[at.start : at.end]
        if (
            thing.kinds <= NOTHING
            or is_small(words)
            or is_cue(words.lower())
            or GOES_ON.match(sentence, at.end)
        ):
            continue
        yield ThingAt(
            at.start,
            at.end,
            words,
            thing.kinds,
            False,
            carries(at.n),
            any(place.startswith(target_branches()) for place in thing.places),
        )


def _from_lists(sentence: str) -> Iterator[ThingAt]:
    for mention in thesaurus().mentions(sentence):
        concept = thesaurus().concepts[mention.concept_id]
        group, words = concept.group, sentence[mention.start : mention.end]
        if is_cue(words.lower()):
            continue
        if group in _KINDS_OF_GROUP:
            kinds = frozenset(_kinds_of(concept))
            yield ThingAt(mention.start, mention.end, words, kinds, group == "outcome")
        elif group in TARGETS:
            kinds = frozenset({ThingKind.CHEMICAL})
            yield ThingAt(mention.start, mention.end, words, kinds, False, is_target=True)


def by_its_head(one: ThingAt) -> ThingAt:
    """A thing whose last word says what kind of thing it is, whatever the vocabulary makes of it."""
    last = one.words.rpartition(" ")[2].lower()
    if last in heads()["targets"]:
        return replace(one, kinds=frozenset({ThingKind.CHEMICAL}), is_target=True)
    either = one.kinds == {ThingKind.SYMPTOM, ThingKind.DEVICE}
    if last in heads()["done"] and (either or not one.may_be_done):
        return replace(one, kinds=frozenset({ThingKind.PROCEDURE}), is_outcome=False)
    if last in heads()["becomes"] and (either or not one.may_become):
        return replace(one, kinds=frozenset({ThingKind.SYMPTOM}))
    return one


def _happenings(sentence: str, spans: dict[tuple[int, int], ThingAt]) -> Iterator[ThingAt]:
    """What becomes of people, told by a verb: to bleed is bleeding."""
    for which, kind in HAPPENING_KINDS.items():
        for pattern in happenings(which).values():
            for found in pattern.finditer(sentence):
                yield ThingAt(*found.span(), found.group(), frozenset({kind}), True)
    for found in VERB.finditer(sentence):
        place = found.span()
        if _covered(place, spans) or place in spans or is_small(found.group()):
            continue
        kinds = {
            kind
            for noun in _nouns_of(found.group().lower())
            for at in vocabulary().named(noun)
            for kind in vocabulary().thing(at.n).kinds
        }
        if kinds & OUTCOME_ONLY:
            yield ThingAt(*place, found.group(), frozenset(kinds & SUFFERED), False)


def _nouns_of(verb: str) -> Iterator[str]:
    base = verb.removesuffix("s")
    yield f"{base}ing"
    yield f"{base.removesuffix('e')}ing"
    yield f"{base}{base[-1]}ing"


def as_noun(words: str) -> str:
    """What becomes of people as a name: a verb in its form that names what happens."""
    told = [
        name
        for which in HAPPENING_KINDS
        for name, pattern in happenings(which).items()
        if pattern.fullmatch(words)
    ]
    if told or vocabulary().named(words):
        return told[0] if told else words
    return next((noun for noun in _nouns_of(words.lower()) if vocabulary().named(noun)), words)


def _compounds(sentence: str, things: Sequence[ThingAt]) -> list[ThingAt]:
    """Names that follow each other directly made one; its last word says what it is ("shingles jab")."""
    made: list[ThingAt] = []
    for one in things:
        if made and sentence[made[-1].end : one.start] in (" ", "-"):
            first = made.pop()
            words = sentence[first.start : one.end]
            targets = first.is_target or one.is_target
            made.append(replace(one, start=first.start, words=words, is_target=targets))
        else:
            made.append(one)
    return made


def _with_its_noun(sentence: str, one: ThingAt) -> ThingAt:
    """A part of the body with the noun that follows it, which becomes of it or is put there ("eye strain", "ear tubes")."""
    following = NEXT_WORD.match(sentence, one.end)
    if one.kinds != {ThingKind.BODY_PART} or not following or is_small(following["word"]):
        return one
    return replace(
        one,
        end=following.end(),
        words=sentence[one.start : following.end()],
        kinds=frozenset({ThingKind.SYMPTOM, ThingKind.DEVICE}),
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


def _covered(place: tuple[int, int], spans: Collection[tuple[int, int]]) -> bool:
    return any(s <= place[0] and place[1] <= e and (s, e) != place for s, e in spans)


def is_people(phrase: str) -> bool:
    """Whether a phrase names a group of people and nothing else."""
    return bool(crowd().match(phrase)) or (bool(crowd().search(phrase)) and not things_in(phrase))
