"""Inverted index of documents: which of them hold a word, phrase, heading or date."""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from review.search.local.documents import SEGMENTS, Document
from review.search.local.fields import Field
from review.search.local.words import BREAK, truncated_words

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

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the phrase in a segment."""
        parts = [
            re.escape(word[:-1]) + "[^ ]*" if word.endswith("*") else re.escape(word)
            for word in self.words
        ]
        return re.compile(f" {' '.join(parts)}(?= )")

    def __str__(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Index:
    """Documents, and the lists that lead from a word or a value to the documents that have it."""

    documents: tuple[Document, ...]
    lengths: tuple[int, ...]
    """Words in title, abstract and keywords of each document."""
    postings: "dict[str, array[int]]"
    vocabulary: tuple[str, ...]
    values: "dict[Field, dict[str, array[int]]]"

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Index":
        """The index of the documents given; their order is the order of its numbers."""
        kept = tuple(documents)
        postings: dict[str, array[int]] = defaultdict(lambda: array("L"))
        values: dict[Field, dict[str, array[int]]] = {
            field: defaultdict(lambda: array("L")) for field in Field
        }
        for number, document in enumerate(kept):
            for word in set(" ".join(document.segments).split()):
                postings[word].append(number)
            for field, names in document.values.items():
                for name in names:
                    values[field][name].append(number)
        return cls(
            documents=kept,
            lengths=tuple(_length(document) for document in kept),
            postings=dict(postings),
            vocabulary=tuple(sorted(postings)),
            values={field: dict(names) for field, names in values.items()},
        )

    def with_phrase(self, field: Field, phrase: Phrase) -> set[int]:
        """Documents in which a text field holds the phrase."""
        candidates = self._with_words(phrase.words)
        if field is Field.ALL and len(phrase.words) == 1:
            return candidates
        found = phrase.pattern.search
        return {
            number
            for number in candidates
            if any(found(segment) for segment in self.segments(number, field))
        }

    def with_words_near(self, field: Field, phrase: Phrase, distance: int) -> set[int]:
        """Documents in which the words stand in any order with at most `distance` others between."""
        return {
            number
            for number in self._with_words(phrase.words)
            if any(
                _near(part.split(), phrase.words, distance)
                for segment in self.segments(number, field)
                for part in segment.split(BREAK)
            )
        }

    def with_value(self, field: Field, name: str) -> set[int]:
        """Documents that have this heading, name or journal; `name*` stands for a beginning."""
        names = self.values[field]
        if name.endswith("*"):
            wanted = [known for known in names if known.startswith(name[:-1])]
            return {number for known in wanted for number in names[known]}
        return set(names.get(name, ()))

    def with_author(self, name: str) -> set[int]:
        """Documents by an author: last name alone, or with some or all initials."""
        last_with_initials = " " in name and len(name.rsplit(" ", 1)[1]) <= 3  # noqa: PLR2004 - initials
        start = name if last_with_initials else f"{name} "
        names = self.values[Field.AUTHOR]
        wanted = [known for known in names if known == name or known.startswith(start)]
        return {number for known in wanted for number in names[known]}

    def dated(self, earliest: int, latest: int) -> set[int]:
        """Documents published between two dates (yyyymmdd), both included."""
        return {
            number
            for number, document in enumerate(self.documents)
            if any(earliest <= date <= latest for date in document.dates)
        }

    def segments(self, number: int, field: Field) -> list[str]:
        """The texts of a document that a text field covers."""
        segments = self.documents[number].segments
        return [segments[place] for place in SEGMENTS[field]]

    def _with_words(self, words: Sequence[str]) -> set[int]:
        sets = sorted((self._with_word(word) for word in words), key=len)
        return set.intersection(*sets) if sets else set()

    def _with_word(self, word: str) -> set[int]:
        if not word.endswith("*"):
            return set(self.postings.get(word, ()))
        found: set[int] = set()
        place = bisect_left(self.vocabulary, word[:-1])
        while place < len(self.vocabulary) and self.vocabulary[place].startswith(word[:-1]):
            found.update(self.postings[self.vocabulary[place]])
            place += 1
        return found


def _length(document: Document) -> int:
    return sum(document.segments[place].count(" ") for place in SEGMENTS[Field.TIAB])


def _near(words: Sequence[str], wanted: Sequence[str], distance: int) -> bool:
    """Whether the wanted words all stand within a stretch that holds `distance` others at most."""
    last: dict[str, int] = {}
    room = len(set(wanted)) + distance
    for place, word in enumerate(words):
        last.update({name: place for name in wanted if _is(word, name)})
        if len(last) == len(set(wanted)) and place - min(last.values()) < room:
            return True
    return False


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
