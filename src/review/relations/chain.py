"""The words of direction that are said of one mention of the outcome, and what they come to."""

from dataclasses import dataclass

from review.relations.language import DirectionWord, Form, Sense
from review.relations.scene import Span

SIGNS = {Sense.UP: 1, Sense.DOWN: -1, Sense.GOOD: 1, Sense.BAD: -1, Sense.CAUSE: 1, Sense.CAUSED: 1,
         Sense.WORKS: 1, Sense.FAST: 1, Sense.SLOW: -1, Sense.OCCURS: 1}  # fmt: skip
WORTH = frozenset({Sense.GOOD, Sense.BAD, Sense.WORKS})
NULLS = frozenset({Sense.SAME, Sense.FAILS})


@dataclass(frozen=True)
class Chain:
    """The words said of one mention of the outcome, in order, and what they come to."""

    outcome: Span
    words: tuple[DirectionWord, ...]
    head: DirectionWord
    """The word that takes the outcome: it tells amount from worth."""

    @property
    def first(self) -> int:
        """Where the chain begins."""
        return min(one.first for one in self.words)

    @property
    def last(self) -> int:
        """Where the chain ends, the outcome included."""
        return max(self.outcome[1], *(one.last for one in self.words))

    @property
    def is_null(self) -> bool:
        """Whether the words themselves say that there was no difference or no effect."""
        return any(one.sense in NULLS for one in self.words)

    @property
    def is_bare_effect(self) -> bool:
        """Whether only an effect or a difference is spoken of, without a way."""
        return all(one.sense is Sense.EFFECT for one in self.words)

    @property
    def is_comparative(self) -> bool:
        """Whether a word sets one thing above another."""
        return any(Form.COMPARATIVE in one.forms for one in self.words)

    @property
    def is_worth(self) -> bool:
        """Whether the words say better or worse, not more or less."""
        if self.head.sense is Sense.EFFECT and self.is_comparative:
            return True
        moving = [
            one for one in self.words if one.sense in (Sense.UP, Sense.DOWN, Sense.FAST, Sense.SLOW)
        ]
        heads = [one for one in moving if Form.COMPARATIVE not in one.forms]
        if heads:
            return False
        return any(one.sense in WORTH for one in self.words)

    @property
    def sign(self) -> int:
        """Which way: 1 more (better), -1 less (worse), 0 where no way is told."""
        product, told = 1, False
        outer = min(self.words, key=lambda one: one.first)
        if outer.sense is Sense.EFFECT and Form.FINITE in outer.forms and outer is not self.head:
            return 0
        for one in self.words:
            if one.sense in SIGNS:
                product *= SIGNS[one.sense]
                told = told or one.sense not in (Sense.OCCURS,)
        return product if told else 0
