"""What a sentence holds, before anything is bound: the things it names, the cues of a direction, and what stays unexplained.

Every word belongs to a thing, a cue, a marker, a group of people, or is a small word; what is left over
is not understood.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from review.claims.cues import (
    AGE,
    crowd,
    cues,
    heads,
    is_small,
    listed_marker,
    markers,
    people,
    processes,
)
from review.claims.things import ThingAt, by_its_head, things_in
from review.claims.wording import wording
from review.mesh.spelling import tokens
from review.terms.named_things import is_generic

NEAR = 28
"""How far before a name, in characters, a marker may stand."""

LONGEST_NAME = 3
"""Words without a known meaning that may make up a name, or stand before one."""

TOKEN = re.compile(r"\w[\w'’-]*")
FIGURE = re.compile(r"-?\d+|")
"""The figure that ends a name ("AT1")."""

NAME_JOINT = re.compile(r"[ '’-]")
ACTED_ON = re.compile(r"[ -](?:inhibitor|blocker|antagonist|agonist)s?\b", re.IGNORECASE)
NAME_ENDS = re.compile(
    r"[,;)]|\s+(?:is|are|was|were|can|could|may|might|will|would|has|have|had|does|do|did|in|for|on|than)\b",
    re.IGNORECASE,
)
"""What follows a whole name."""

RESTRICTION = re.compile(
    r"\b(?:that|which|who|whose)\s+(?:would|will|might|has|have|had|is|are|was|were)?\s*$",
    re.IGNORECASE,
)
"""What opens a clause about a name: what it denies is not what the sentence denies."""

FROM = re.compile(r"\b(?:from|against)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
SPARED = re.compile(
    r"\b(?:protect|shield|spar|sav|keep|stop|prevent|free|relie|recover|suffer|guard)\w*",
    re.IGNORECASE,
)
"""After these "from" stands before a harm, not before what is taken."""

MARKS = ("taken", "against", "suffered", "undergone", "together")


@dataclass(frozen=True)
class CueAt:
    """A word or two that say which way something goes, and where they stand."""

    sense: str
    start: int
    end: int


@dataclass(frozen=True)
class SentenceFacts:
    """A sentence with what it holds."""

    sentence: str
    things: tuple[ThingAt, ...]

    @cached_property
    def cues(self) -> tuple[CueAt, ...]:
        """The cues that stand in no name, the longest where several overlap."""
        found = [
            CueAt(sense, *at.span())
            for sense, pattern in cues().items()
            for at in pattern.finditer(self.sentence)
        ]
        return tuple(
            one
            for one in sorted(found, key=lambda cue: (cue.start, -cue.end))
            if not any(_within(one, other) for other in found)
            and not any(thing.start <= one.start and one.end <= thing.end for thing in self.things)
        )

    def said(self, *senses: str) -> list[CueAt]:
        """The cues of these senses."""
        return [one for one in self.cues if one.sense in senses]

    @cached_property
    def denials(self) -> list[CueAt]:
        """The words by which the sentence itself, and no clause about a name, denies something."""
        return [
            one for one in self.said("null") if not RESTRICTION.search(self.sentence[: one.start])
        ]

    def is_marked(self, one: ThingAt, marker: str) -> bool:
        """Whether a marker stands directly before a name, but for one or two small words."""
        before = self.sentence[max(0, one.start - NEAR) : one.start]
        if marker == "taken" and FROM.search(before) and SPARED.search(self.sentence):
            return False
        return bool(markers(marker).search(before))

    @cached_property
    def _explained(self) -> list[tuple[int, int]]:
        places = [(one.start, one.end) for one in self.things]
        places += [(one.start, one.end) for one in self.cues]
        places += [found.span() for found in AGE.finditer(self.sentence)]
        for group in (
            *people().values(),
            *processes().values(),
            crowd(),
            wording().verb,
            *map(listed_marker, MARKS),
        ):
            places += [found.span() for found in group.finditer(self.sentence)]
        return places

    def unexplained(self) -> list[tuple[str, int, int]]:
        """The words with a meaning of their own that are nothing known, with their places."""
        return [
            (word, start, end)
            for word, start, end in tokens(self.sentence)
            if not any(first <= start and end <= last for first, last in self._explained)
            and not _is_small(word, self.sentence, start, end)
        ]

    @property
    def has_restriction(self) -> bool:
        """Whether a clause about a name denies something of it, which no part of a claim can hold."""
        return len(self.denials) < len(self.said("null"))


def _is_small(word: str, sentence: str, start: int, end: int) -> bool:
    """Whether a word has no meaning of its own; capitals with a figure behind them have one ("AT1")."""
    if sentence[start:end].isupper() and sentence[end : end + 1].isdigit():
        return False
    return is_generic(word) or (word.isdigit()) or is_small(sentence[start:end])


def facts_of(sentence: str, known: Sequence[ThingAt] = ()) -> SentenceFacts:
    """What a sentence holds.

    Args:
        sentence: without its frame.
        known: things that are known to stand in it, beside those that the vocabulary knows.

    Example:
        >>> from review.claims.facts import facts_of
        >>> found = facts_of("Zinc shortens colds")
        >>> [one.words for one in found.things], [one.sense for one in found.cues]
        (['Zinc', 'colds'], ['down'])
    """
    named = [
        *known,
        *(
            one
            for one in things_in(sentence)
            if not any(k.start <= one.start < k.end for k in known)
        ),
    ]
    bare = SentenceFacts(sentence, tuple(sorted(named, key=lambda one: one.start)))
    return replace(bare, things=tuple(_named_whole(bare)))


def _named_whole(facts: SentenceFacts) -> Iterator[ThingAt]:
    """The things with the unknown words beside them that belong to their names, and names of unknown words only."""
    runs = list(_runs(facts))
    for one in facts.things:
        start, end = one.start, one.end
        for run in list(runs):
            if _touches(facts.sentence, run[1], start):
                start = run[0]
                runs.remove(run)
            elif _touches(facts.sentence, end, run[0]) and _ends_a_name(facts, run):
                end = run[1]
                runs.remove(run)
        whole = (start, end) == (one.start, one.end)
        words = one.words if whole else facts.sentence[start:end]
        yield by_its_head(replace(one, start=start, end=end, words=words))
    for start, end in runs:
        unknown = ThingAt(start, end, facts.sentence[start:end], frozenset(), False)
        is_acted_on = bool(ACTED_ON.match(facts.sentence, end))
        yield (
            replace(by_its_head(unknown), is_target=is_acted_on)
            if is_acted_on
            else by_its_head(unknown)
        )


def _ends_a_name(facts: SentenceFacts, run: tuple[int, int]) -> bool:
    """Whether unknown words after a name end it: a verb or nothing follows, not what the unknown words could govern."""
    after = facts.sentence[run[1] :]
    last = facts.sentence[slice(*run)].rpartition(" ")[2].lower()
    is_head = any(last in listed for listed in heads().values())
    return is_head or not after.strip(" .?!") or bool(NAME_ENDS.match(after))


def _runs(facts: SentenceFacts) -> Iterator[tuple[int, int]]:
    """Where unexplained words stand next to each other, at most three of them."""
    run: list[tuple[int, int]] = []
    for _, start, ends in facts.unexplained():
        figure = FIGURE.match(facts.sentence, ends)
        end = figure.end() if figure else ends
        if run and _touches(facts.sentence, run[-1][1], start):
            run.append((start, end))
            continue
        if run:
            yield run[-LONGEST_NAME:][0][0], run[-1][1]
        run = [(start, end)]
    if run:
        yield run[-LONGEST_NAME:][0][0], run[-1][1]


def _touches(sentence: str, end: int, start: int) -> bool:
    return start - end == 1 and bool(NAME_JOINT.fullmatch(sentence[end:start]))


def _within(one: CueAt, other: CueAt) -> bool:
    return (
        other.start <= one.start
        and one.end <= other.end
        and (other.end - other.start > one.end - one.start)
    )
