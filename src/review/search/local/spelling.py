"""Proposes a spelling for words that no record holds, from the words that records hold."""

import re
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
    near = set(_changed(word))
    return _commonest(index, near) or _commonest(
        index, {further for first in near for further in _changed(first)}
    )


def _commonest(index: Index, words: set[str]) -> str:
    counts = [(-count, word) for word in words if (count := index.words.count(word))]
    return min(counts)[1] if counts else ""


def _changed(word: str) -> Iterator[str]:
    """Every word that differs by one letter left out, put in, changed or swapped with the next."""
    for place in range(len(word) + 1):
        left, right = word[:place], word[place:]
        if right:
            yield left + right[1:]
            yield from (left + letter + right[1:] for letter in LETTERS)
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        yield from (left + letter + right for letter in LETTERS)
