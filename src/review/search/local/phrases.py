"""Phrases of a query: words side by side, each whole or truncated."""

from dataclasses import dataclass

from review.search.local.words import truncated_words

SHORTEST_TRUNCATED = 4
"""PubMed's least number of characters before a truncation sign."""


@dataclass(frozen=True)
class Phrase:
    """Words that stand side by side; each may be truncated (`withdraw*`)."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Phrase":
        """The phrase a text stands for; it may be empty."""
        return cls(tuple(truncated_words(text)))

    @property
    def truncates_too_short(self) -> bool:
        """Whether too few characters stand before a truncation sign."""
        read = 0
        for word in self.words:
            read += len(word.rstrip("*"))
            if word.endswith("*") and read < SHORTEST_TRUNCATED:
                return True
        return False

    def __str__(self) -> str:
        return " ".join(self.words)
