"""Proposes a spelling for words that no record holds, from the words that records hold."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from review.search.local.index import Index
from review.search.local.query import OPERATORS
from review.search.local.words import plain

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST_CORRECTED = 4
LONGEST_CORRECTED = 30
WORD = re.compile(r"\[[^\]]*\]|[A-Za-z]+")
"""A tag, which is passed over, or a word."""


def corrected(index: Index, query: str) -> tuple[tuple[str, bool], ...]:
    """The pieces of a query in order, each with whether it is a proposed spelling."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in WORD.finditer(query):
        better = _better(index, match.group())
        if better:
            pieces += [(query[end : match.start()], False), (better, True)]
            end = match.end()
    return tuple((text, replaced) for text, replaced in [*pieces, (query[end:], False)] if text)


def _better(index: Index, written: str) -> str:
    """The commonest word one change away, else two; empty where there is none or no need."""
    word = plain(written)
    if (
        written in OPERATORS
        or not word.isalpha()
        or not SHORTEST_CORRECTED <= len(word) <= LONGEST_CORRECTED
        or index.words.count(word)
    ):
        return ""
    return _commonest(index, word, 1) or _commonest(index, word, 2)


def _commonest(index: Index, word: str, changes: int) -> str:
    counts = [(-index.words.count(name), name) for name in set(_near(index, word, changes))]
    return min(counts)[1] if counts else ""


def _near(index: Index, word: str, changes: int) -> Iterator[str]:
    """Words of the records that differ by so many letters at most: left out, put in, changed or
    swapped with the next. Only beginnings that some word has are followed.
    """
    names = index.words.names
    seen: set[tuple[str, str, int]] = set()
    states = [("", word, changes)]
    while states:
        state = states.pop()
        begun, rest, left = state
        place = bisect_left(names, begun)
        if state in seen or place == len(names) or not names[place].startswith(begun):
            continue
        seen.add(state)
        if names[place] == begun and len(rest) <= left:
            yield begun
        states += _steps(begun, rest, left)


def _steps(begun: str, rest: str, left: int) -> Iterator[tuple[str, str, int]]:
    """Ways to go on from what is begun with the rest of the word and so many changes left."""
    if rest:
        yield begun + rest[0], rest[1:], left
    if left and rest:
        yield begun, rest[1:], left - 1
        yield from ((begun + letter, rest[1:], left - 1) for letter in LETTERS)
    if left:
        yield from ((begun + letter, rest, left - 1) for letter in LETTERS)
    if left and len(rest) > 1:
        yield begun + rest[1] + rest[0], rest[2:], left - 1
