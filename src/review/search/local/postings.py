"""Lists that lead from a name (a word, a heading, an author) to the numbers where it stands."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]

AFTER_ALL = "\U0010ffff"
"""Sorts behind every letter, so that a beginning and this sign end the names that begin so."""

CHUNK = 1 << 23
"""How many entries are sorted at a time, which bounds the memory that sorting needs."""

NOWHERE: Numbers = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Postings:
    """Names in order; those of `names[i]` are `entries[offsets[i]:offsets[i + 1]]`, ascending."""

    names: Sequence[str]
    offsets: NDArray[np.int64]
    entries: Numbers

    @classmethod
    def of(
        cls, ids: Mapping[str, int], keys: Numbers, payload: Numbers | None = None
    ) -> "Postings":
        """The lists of names that were numbered as they came.

        Args:
            ids: number of each name.
            keys: numbers of names, one per entry.
            payload: the entry of each key; the place of the key in `keys` where left out.
        """
        names = sorted(ids)
        rank = np.empty(len(names), np.int32)
        rank[[ids[name] for name in names]] = np.arange(len(names), dtype=np.int32)
        chunks = [slice(start, start + CHUNK) for start in range(0, len(keys), CHUNK)]
        counts = np.zeros(len(names), np.int64)
        for chunk in chunks:
            counts += np.bincount(rank[keys[chunk]], minlength=len(names))
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        entries = np.empty(len(keys), np.int32)
        cursor = offsets[:-1].copy()
        for chunk in chunks:
            ranks = rank[keys[chunk]]
            order = np.argsort(ranks, kind="stable")
            sorted_ranks = ranks[order]
            places = cursor[sorted_ranks] + _within_runs(sorted_ranks)
            entries[places] = order + chunk.start if payload is None else payload[chunk][order]
            cursor += np.bincount(ranks, minlength=len(names))
        return cls(names, offsets, entries)

    def at(self, name: str) -> Numbers:
        """Entries of one name, ascending."""
        place = bisect_left(self.names, name)
        if place == len(self.names) or self.names[place] != name:
            return NOWHERE
        return self.entries[self.offsets[place] : self.offsets[place + 1]]

    def beginning(self, start: str) -> Numbers:
        """Entries of all names that begin so, in no order; one may repeat."""
        first, last = bisect_left(self.names, start), bisect_left(self.names, start + AFTER_ALL)
        return self.entries[self.offsets[first] : self.offsets[last]]

    def count(self, name: str) -> int:
        """How many entries a name has; 0 where it is not known."""
        return len(self.at(name))


def _within_runs(sorted_keys: Numbers) -> NDArray[np.int64]:
    """0, 1, 2, ... within each run of equal keys."""
    places = np.arange(len(sorted_keys), dtype=np.int64)
    starts = np.flatnonzero(np.diff(sorted_keys, prepend=-1))
    lengths = np.diff(starts, append=len(sorted_keys))
    return places - np.repeat(starts, lengths)


def common(first: Numbers, second: Numbers) -> Numbers:
    """What stands in both of two ascending lists without repeats."""
    small, large = (first, second) if len(first) <= len(second) else (second, first)
    if not len(small):
        return NOWHERE
    places = np.minimum(np.searchsorted(large, small), len(large) - 1)
    shared: Numbers = small[large[places] == small]
    return shared
