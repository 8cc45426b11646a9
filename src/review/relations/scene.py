"""A sentence as a claim sees it: where it names the arms and the outcome, and the words around them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from review.relations.clauses import clauses
from review.relations.language import (
    DirectionWord,
    Form,
    Modifier,
    Token,
    directions_in,
    modifiers_in,
    tokens_of,
)
from review.relations.small_words import AFTER_SAME, AUXILIARIES, COUNTS

OURS, CONTROL, RIVAL = 1, -1, -2
"""Whose arm it is: the claim's treatment, what it is compared with (or a control), another treatment."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ArmAt:
    """An arm named in a sentence: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    side: int
    name: str = ""
    is_lacking: bool = False
    """Whether it is named as what people had less of, or went without."""


@dataclass(frozen=True)
class Scene:
    """A sentence with what it names; places are numbers of tokens, ends exclusive."""

    text: str
    arms: tuple[ArmAt, ...]
    outcomes: tuple[Span, ...]
    about_ours: bool
    """Whether a sentence that names no arm is about the claim's treatment."""
    is_awaited: bool = False
    """Whether the outcome is a time until something happens: the higher its hazard, the less of it."""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, numbers and marks of the sentence."""
        return tokens_of(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The tokens' words."""
        return tuple(token.word for token in self.tokens)

    @cached_property
    def directions(self) -> tuple[DirectionWord, ...]:
        """The words of direction that are no part of the name of an arm or of the outcome."""
        names = [*self.outcomes, *((arm.first, arm.last) for arm in self.arms)]
        return tuple(
            one
            for one in directions_in(self.text)
            if not any(first <= one.first and one.last <= last for first, last in names)
            and not self._sets_no_direction(one)
        )

    def _sets_no_direction(self, one: DirectionWord) -> bool:
        """Whether a comparative bounds a number ("more than 3") or tells of the start ("a higher baseline score")."""
        if one.words in AUXILIARIES:
            rest = [
                word for word in self.words[one.last : one.last + 3] if not word.endswith("ly")
            ][:1]
            past = any(
                Form.PAST in o.forms and one.last <= o.first <= one.last + 1
                for o in directions_in(self.text)
            )
            return bool(rest) and (rest[0] in ("been", "not") or past)
        if Form.COMPARATIVE not in one.forms:
            return False
        if one.words == "the same":
            after = self.words[one.last : one.last + 1]
            return bool(after) and after[0].isalpha() and after[0] not in AFTER_SAME
        after = self.words[one.last : one.last + 3]
        bounds = (
            after[:1] == ("than",)
            and after[1:2]
            and (
                after[1][0].isdigit()
                or after[1] in COUNTS
                or any(o.first == one.last + 1 for o in directions_in(self.text))
            )
        )
        return (
            bool(bounds)
            or bool({"baseline", "initial"} & set(after[:2]))
            or self.words[max(0, one.first - 1) : one.first] == ("or",)
        )

    @cached_property
    def modifiers(self) -> tuple[Modifier, ...]:
        """The words that change what is said."""
        return modifiers_in(self.text)

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        """The clauses of the sentence as places of tokens; what only gives figures after a colon belongs before it."""
        starts = [clause.start for clause in clauses(self.text)] or [0]
        firsts = [sum(token.start < start for token in self.tokens) for start in starts]
        directed = [one.first for one in directions_in(self.text)]
        kept = [0]
        for n, first in enumerate(firsts[1:], 1):
            last = firsts[n + 1] if n + 1 < len(firsts) else len(self.tokens)
            colon = first > 0 and self.words[first - 1] == ":"
            figures = not any(first <= place < last for place in directed)
            if not (colon and figures):
                kept.append(first)
        return tuple(zip(kept, [*kept[1:], len(self.tokens)], strict=True))

    def modifiers_at(self, place: int) -> list[Modifier]:
        """The modifiers in the clause that holds a token."""
        first, last = self.clause_of(place)
        return [one for one in self.modifiers if first <= one.first < last]

    def clause_of(self, place: int) -> Span:
        """The clause that holds a token."""
        return next((one for one in self.clauses if one[0] <= place < one[1]), self.clauses[-1])


def as_tokens(text: str, spans: Iterable[Span]) -> list[Span]:
    """Places of characters as places of tokens."""
    tokens = tokens_of(text)
    found = []
    for start, end in spans:
        inside = [n for n, token in enumerate(tokens) if token.start < end and start < token.end]
        if inside:
            found.append((inside[0], inside[-1] + 1))
    return found
