"""Builds an index from documents, one after the other."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from review.core.errors import InputError
from review.search.local.documents import SEGMENT_COUNT, SEGMENTS, Document
from review.search.local.fields import DATE_FIELDS, VALUE_FIELDS, Field
from review.search.local.index import Dates, Index
from review.search.local.postings import Numbers, Postings
from review.search.local.words import BREAK_SIGN

MOST_WORDS = 2**31 - 1
"""Places are numbers of 32 bits."""


class _Names(defaultdict[str, int]):
    """Numbers names in the order in which they are first asked for."""

    def __init__(self) -> None:
        super().__init__(None)

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number


class _Pairs:
    """Names with the number of the document that has them."""

    def __init__(self) -> None:
        self.ids = _Names()
        self.keys = array("i")
        self.documents = array("i")

    def add(self, names: Iterable[str], number: int) -> None:
        for name in names:
            self.keys.append(self.ids[name])
            self.documents.append(number)

    def postings(self) -> Postings:
        return Postings.of(self.ids, _numbers(self.keys), _numbers(self.documents))


class _Dates:
    """Dates with the number of the document that has them."""

    def __init__(self) -> None:
        self.values = array("i")
        self.documents = array("i")

    def add(self, dates: Iterable[int], number: int) -> None:
        for date in dates:
            self.values.append(date)
            self.documents.append(number)

    def ordered(self) -> Dates:
        values, documents = _numbers(self.values), _numbers(self.documents)
        order = np.argsort(values, kind="stable")
        return Dates(values[order], documents[order])


def index_of(documents: Iterable[Document]) -> Index:
    """The index of the documents given; their order is the order of its numbers.

    Raises:
        InputError: they hold more words than an index can number.
    """
    pmids: list[str] = []
    ids, row = _Names(), array("i")
    starts, newest = array("q"), array("i")
    values = {field: _Pairs() for field in VALUE_FIELDS}
    dates = {field: _Dates() for field in DATE_FIELDS}
    numbered, ending = ids.__getitem__, ids[BREAK_SIGN]
    for number, document in enumerate(documents):
        pmids.append(document.pmid)
        newest.append(document.newest)
        for segment in document.segments:
            starts.append(len(row))
            row.extend(map(numbered, segment.split()))
            row.append(ending)
        for field, names in document.values.items():
            values[field].add(names, number)
        for field, days in document.dates.items():
            dates[field].add(days, number)
        if len(row) > MOST_WORDS:
            raise InputError(
                f"The records up to PMID {document.pmid} hold more than {MOST_WORDS} words, which is what one "
                "index can hold; serve fewer records."
            )
    begin = _numbers(starts)
    return Index(
        pmids=np.array(pmids, dtype=np.bytes_),
        starts=begin,
        lengths=_lengths(begin, len(row)),
        newest_first=_newest_first(pmids, newest),
        words=Postings.of(ids, _numbers(row)),
        values={field: pairs.postings() for field, pairs in values.items()},
        dates={field: kept.ordered() for field, kept in dates.items()},
    )


def _numbers(values: "array[int]") -> Numbers:
    return np.array(values, dtype=np.int32)


def _lengths(starts: Numbers, end: int) -> Numbers:
    """Words in title, abstract and keywords, counted as the spaces around them."""
    words = np.diff(starts, append=np.int32(end)).reshape(-1, SEGMENT_COUNT) - 1
    spaces = np.where(words == 0, 2, words + 1)
    lengths: Numbers = spaces[:, list(SEGMENTS[Field.TIAB])].sum(axis=1).astype(np.int32)
    return lengths


def _newest_first(pmids: list[str], newest: Sequence[int]) -> Numbers:
    order = sorted(range(len(pmids)), key=lambda number: (-newest[number], -int(pmids[number])))
    return np.array(order, dtype=np.int32)
