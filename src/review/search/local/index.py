"""Inverted index of documents: which of them hold a word, phrase, heading or date.

All texts of all documents form one row of words, in which every part (a title, a section, a heading)
ends in a break. A word's list holds its places in that row; phrases and neighbourhoods follow from
places alone, and a place's segment and document from where segments start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
from numpy.typing import NDArray

from review.search.local.documents import SEGMENT_COUNT, SEGMENTS
from review.search.local.fields import Field
from review.search.local.phrases import Phrase
from review.search.local.postings import NOWHERE, Mask, Numbers, Postings, common
from review.search.local.words import BREAK_SIGN

TITLE_WEIGHT = 3.0
"""A phrase in the title counts as much as so many elsewhere."""

INITIALS = 3
"""Letters of the longest last word of a name that is read as initials."""


@dataclass(frozen=True)
class Dates:
    """Dates (yyyymmdd), ascending, each with the number of its document."""

    values: Numbers
    documents: Numbers


@dataclass(frozen=True)
class Index:
    """Documents by number, and the lists that lead from a word, a value or a date to them."""

    pmids: NDArray[np.bytes_]
    starts: Numbers
    """Place of the first word of every segment, `SEGMENT_COUNT` for each document."""
    lengths: Numbers
    """Words in title, abstract and keywords of each document."""
    newest_first: Numbers
    """All documents by falling date of publication, then by falling PMID."""
    words: Postings
    values: dict[Field, Postings]
    dates: dict[Field, Dates]

    def __len__(self) -> int:
        return len(self.pmids)

    @cached_property
    def average_length(self) -> float:
        """Mean of `lengths`, at least 1."""
        return max(float(self.lengths.sum()) / max(len(self), 1), 1.0)

    def named(self, numbers: Numbers) -> tuple[str, ...]:
        """PMIDs of documents."""
        return tuple(pmid.decode() for pmid in self.pmids[numbers].tolist())

    def numbers_of(self, pmids: Sequence[str]) -> Numbers:
        """Numbers of the documents with these PMIDs, in the order given; unknown ones are left out."""
        found = [self.values[Field.UID].at(pmid) for pmid in pmids]
        return np.concatenate([NOWHERE, *found])

    def mask(self, numbers: Numbers) -> Mask:
        """For every document whether its number is among those given."""
        marked = np.zeros(len(self), np.bool_)
        marked[numbers] = True
        return marked

    def in_segments(self, places: Numbers) -> Numbers:
        """The segment in which each place lies."""
        return (np.searchsorted(self.starts, places, side="right") - 1).astype(np.int32)

    def holding(self, field: Field, segments: Numbers) -> Mask:
        """Documents of which one of these segments belongs to a text field."""
        documents, parts = np.divmod(segments, SEGMENT_COUNT)
        covered = np.zeros(SEGMENT_COUNT, np.bool_)
        covered[list(SEGMENTS[field])] = True
        return self.mask(documents[covered[parts]])

    def occurrences(self, segments: Numbers) -> NDArray[np.float64]:
        """For every document how often these segments lie in its text, the title weighted."""
        documents, parts = np.divmod(segments, SEGMENT_COUNT)
        weights = np.zeros(SEGMENT_COUNT)
        weights[list(SEGMENTS[Field.TEXT])] = 1.0
        weights[list(SEGMENTS[Field.TITLE])] = TITLE_WEIGHT
        counts = np.bincount(documents, weights=weights[parts], minlength=len(self))
        return counts.astype(np.float64, copy=False)

    def phrase(self, phrase: Phrase) -> Numbers:
        """The segment of every place where the phrase begins, ascending."""
        by_rarity = sorted(
            ((self._word(word), place) for place, word in enumerate(phrase.words)),
            key=lambda found: len(found[0]),
        )
        beginnings = (places - np.int32(place) for places, place in by_rarity)
        return self.in_segments(reduce(common, beginnings))

    def near(self, words: Sequence[str], distance: int) -> Numbers:
        """The segment of every place where the last of the words, in any order, stands within a
        stretch that holds at most `distance` others.
        """
        lists = [self._word(word) for word in dict.fromkeys(words)]
        if not all(map(len, lists)):
            return NOWHERE
        ends = reduce(np.union1d, lists)
        begins = ends
        for places in lists:
            before = np.searchsorted(places, ends, side="right") - 1
            begins = np.minimum(begins, np.where(before < 0, -1, places[before]))
        close = (begins >= 0) & (ends - begins < len(lists) + distance)
        ends, begins = ends[close], begins[close]
        breaks = self.words.at(BREAK_SIGN)
        together = np.searchsorted(breaks, ends) == np.searchsorted(breaks, begins)
        return self.in_segments(ends[together])

    def with_value(self, field: Field, name: str) -> Mask:
        """Documents that have this heading, name or journal; `name*` stands for a beginning."""
        names = self.values[field]
        return self.mask(names.beginning(name[:-1]) if name.endswith("*") else names.at(name))

    def with_author(self, field: Field, name: str) -> Mask:
        """Documents by an author: last name alone, or with some or all initials."""
        names = self.values[field]
        if " " in name and len(name.rsplit(" ", 1)[1]) <= INITIALS:
            return self.mask(names.beginning(name))
        return self.mask(names.at(name)) | self.mask(names.beginning(f"{name} "))

    def dated(self, field: Field, earliest: int, latest: int) -> Mask:
        """Documents with a date between two (yyyymmdd), both included."""
        dates = self.dates[field]
        first = np.searchsorted(dates.values, earliest, side="left")
        last = np.searchsorted(dates.values, latest, side="right")
        return self.mask(dates.documents[first:last])

    def _word(self, word: str) -> Numbers:
        """Places of a word or, where it is truncated, of all words that begin so; ascending."""
        if not word.endswith("*"):
            return self.words.at(word)
        return np.sort(self.words.beginning(word[:-1]))
