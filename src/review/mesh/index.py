"""Looks up what a name stands for, what is narrower and what is wider; opened once, read only."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import marisa_trie

from review.mesh.building import (
    FACTS_FILE,
    MEANINGS_FILE,
    NAMES_FILE,
    RECORD,
    NameSource,
    place_of_index,
)
from review.mesh.kinds import ThingKind
from review.mesh.spelling import tokens


@dataclass(frozen=True)
class Thing:
    """A heading or a substance.

    Attributes:
        n: its number in the index.
        mesh: its identifier in MeSH, `D...` for a heading and `C...` for a substance.
        name: as MeSH spells it.
        kinds: what kinds of thing it is.
        places: tree numbers; empty for a substance.
        names: how texts may write it, the preferred name first.
    """

    n: int
    mesh: str
    name: str
    kinds: frozenset[ThingKind]
    places: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading; else a supplementary concept."""
        return self.mesh.startswith("D")


@dataclass(frozen=True)
class NameAt:
    """A place in a text that names a thing: `text[start:end]`."""

    n: int
    source: NameSource
    start: int
    end: int


class MedicalVocabulary:
    """The vocabulary of the field, looked up by name and walked by its tree."""

    def __init__(self) -> None:
        folder = place_of_index()
        self._names = marisa_trie.Trie().mmap(str(folder / NAMES_FILE))
        self._meanings = marisa_trie.RecordTrie(RECORD).mmap(str(folder / MEANINGS_FILE))
        self._path = folder / FACTS_FILE

    @cached_property
    def _facts(self) -> sqlite3.Connection:
        address = f"{self._path.as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    def named(self, phrase: str) -> tuple[NameAt, ...]:
        """What the whole phrase is a name of, the surest first; nothing for a phrase that is none.

        Example:
            >>> from review.mesh.index import vocabulary
            >>> known = vocabulary()
            >>> [known.thing(found.n).name for found in known.named("vitamin C")]
            ['Ascorbic Acid']
        """
        words = tokens(phrase)
        if not words:
            return ()
        start, end = words[0][1], words[-1][2]
        key = " ".join(word for word, _, _ in words) + " "
        return tuple(self._known(key, phrase, start, end))

    def names_in(self, text: str) -> tuple[NameAt, ...]:
        """The places of a text that name something, the longest names only, in order.

        Several things may share a name; each is told.
        """
        return _names_in(self, text)

    def _at(self, text: str) -> Iterator[NameAt]:
        words = tokens(text)
        line, starts, length = [], [], 0
        for word, _, _ in words:
            starts.append(length)
            line.append(word)
            length += len(word) + 1
        whole = " ".join(line) + " "
        place_of = {start: n for n, start in enumerate(starts)}
        covered = -1
        for n, start in enumerate(starts):
            found = self._names.prefixes(whole[start : start + LONGEST])
            for key in sorted(found, key=len, reverse=True):
                last = place_of.get(start + len(key), len(words)) - 1
                named = list(self._known(key, text, words[n][1], words[last][2]))
                if named:
                    if last > covered:
                        covered = last
                        yield from named
                    break

    def _known(self, key: str, text: str, start: int, end: int) -> Iterator[NameAt]:
        found = self._meanings.get(key, ())
        written = text[start:end]
        for n, source in sorted(set(found), key=lambda one: (one[1], one[0])):
            if source != NameSource.CAPITALS or written.rstrip("s").isupper():
                yield NameAt(n, NameSource(source), start, end)

    def thing(self, n: int) -> Thing:
        """The thing of that number."""
        return _thing(self, n)

    def heading(self, name: str) -> Thing | None:
        """The heading, else the substance, that MeSH calls so; None where there is none.

        Case, plural and punctuation do not matter.
        """
        own = [at for at in self.named(name) if at.source in OWN_NAMES]
        return self.thing(own[0].n) if own else None

    def below(self, n: int) -> frozenset[int]:
        """Numbers of the headings below a heading in the tree, itself not among them."""
        return frozenset(_below_in_tree(self, n)) - {n}

    def narrower(self, n: int) -> frozenset[int]:
        """Numbers of the thing and of all that is a kind of it: below it in the tree, or a member of its class."""
        return _narrower(self, n)

    def wider(self, n: int) -> frozenset[int]:
        """Numbers of the thing and of all that it is a kind of."""
        return _wider(self, n)


OWN_NAMES = (NameSource.HEADING, NameSource.SUBSTANCE)
"""Where the name that MeSH itself uses comes from."""

LONGEST = 120
"""Letters of the longest name that is looked for in a text."""


@lru_cache(maxsize=16384)
def _names_in(known: MedicalVocabulary, text: str) -> tuple[NameAt, ...]:
    return tuple(known._at(text))


@lru_cache(maxsize=65536)
def _thing(known: MedicalVocabulary, n: int) -> Thing:
    row = known._facts.execute(
        "SELECT mesh, name, kinds, places, names FROM thing WHERE n = ?", (n,)
    ).fetchone()
    mesh, name, kinds, places, names = row
    return Thing(
        n, mesh, name, frozenset(map(ThingKind, kinds.split("|"))), _split(places), _split(names)
    )


@lru_cache(maxsize=4096)
def _narrower(known: MedicalVocabulary, n: int) -> frozenset[int]:
    found: set[int] = set()
    new = {n}
    while new:
        found |= new
        below = {low for one in new for low in _below(known, one)}
        new = below - found
    return frozenset(found)


def _below(known: MedicalVocabulary, n: int) -> Iterator[int]:
    yield from _below_in_tree(known, n)
    facts = known._facts
    yield from (row[0] for row in facts.execute("SELECT n FROM member WHERE whole = ?", (n,)))


def _below_in_tree(known: MedicalVocabulary, n: int) -> Iterator[int]:
    facts = known._facts
    for place in known.thing(n).places:
        yield from (
            row[0]
            for row in facts.execute(
                "SELECT n FROM place WHERE tree > ? AND tree < ?", (f"{place}.", f"{place}/")
            )
        )


@lru_cache(maxsize=16384)
def _wider(known: MedicalVocabulary, n: int) -> frozenset[int]:
    found: set[int] = set()
    new = {n}
    while new:
        found |= new
        above = {high for one in new for high in _above(known, one)}
        new = above - found
    return frozenset(found)


def _above(known: MedicalVocabulary, n: int) -> Iterator[int]:
    facts = known._facts
    above = [prefix for place in known.thing(n).places for prefix in _prefixes(place)]
    for prefix in above:
        yield from (
            row[0] for row in facts.execute("SELECT n FROM place WHERE tree = ?", (prefix,))
        )
    yield from (row[0] for row in facts.execute("SELECT whole FROM member WHERE n = ?", (n,)))


def _prefixes(place: str) -> Iterator[str]:
    while "." in place:
        place = place.rpartition(".")[0]
        yield place


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def vocabulary() -> MedicalVocabulary:
    """The bundled vocabulary.

    Raises:
        InputError: its files are not whole, or its index can be written nowhere.
    """
    return MedicalVocabulary()
