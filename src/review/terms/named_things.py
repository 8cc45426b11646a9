"""What a phrase of a claim names in the vocabulary of the field, and what a record names.

A claim's "oestrogen tablets" and a record's "estradiol" meet at the heading Estrogens: the phrase names the
heading, the record one of its kinds.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from review.core.models import Record
from review.core.settings import data_folder
from review.mesh.building import NameSource
from review.mesh.index import NameAt, vocabulary
from review.mesh.kinds import ThingKind
from review.mesh.spelling import normal, tokens
from review.terms.term_files import read_toml

FILE = "phrase_words.toml"

MOST_SYNONYMS = 25
"""Names of a heading that a phrase is also known by in a text; the first are the commonest."""

AMOUNT = re.compile(
    r"\b\d[\d.,]*\s*(?:mg|milligrams?|g|grams?|micrograms?|mcg|µg|iu|units?|ml|kg|%)(?:\s*/\s*\w+)?\b|"
    r"\b(?:once|twice|three times) (?:a|per) (?:day|week)\b|\b(?:a|per|each|every) (?:day|week|month|night)\b",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class PhraseReading:
    """What a phrase names.

    Attributes:
        things: for each name of the phrase the numbers of the things that it may stand for; all of them are meant.
        left: its other words with a meaning of their own, in comparable form.
        source: where the least sure of the names comes from; None where nothing is named.
    """

    things: tuple[frozenset[int], ...] = ()
    left: tuple[str, ...] = ()
    source: NameSource | None = None

    @property
    def is_whole(self) -> bool:
        """Whether names make up the phrase, but for words without meaning of their own."""
        return bool(self.things) and not self.left


@lru_cache(maxsize=8192)
def read_phrase(phrase: str) -> PhraseReading:
    """What a phrase names, without amounts, forms and ways of giving it.

    Example:
        >>> from review.mesh.index import vocabulary
        >>> from review.terms.named_things import read_phrase
        >>> [[vocabulary().thing(n).name for n in one] for one in read_phrase("riboflavin 400 mg a day").things]
        [['Riboflavin']]
    """
    text = AMOUNT.sub(" ", IN_BRACKETS.sub(" ", phrase))
    named = _without_carriers(_by_place(vocabulary().names_in(text)))
    left = tuple(
        word
        for word, start, end in tokens(text)
        if word not in _generic()
        and not word.isdigit()
        and not any(at.start <= start and end <= at.end for group in named for at in group)
    )
    if not named or left:
        other = _by_another_tail(text)
        if other:
            return _reading([other], ())
    return _reading(named, left)


def synonyms(reading: PhraseReading) -> Iterator[str]:
    """Other names of the one thing that a whole phrase names."""
    if reading.is_whole and len(reading.things) == 1:
        for n in sorted(reading.things[0]):
            yield from vocabulary().thing(n).names[:MOST_SYNONYMS]


def _reading(named: list[tuple[NameAt, ...]], left: tuple[str, ...]) -> PhraseReading:
    things = tuple(dict.fromkeys(frozenset(at.n for at in group) for group in named))
    source = max((min(at.source for at in group) for group in named), default=None)
    return PhraseReading(things, left, source)


def _by_place(names: Iterable[NameAt]) -> list[tuple[NameAt, ...]]:
    """The names at each place; those of ontologies only where MeSH has none of its own there."""
    places: dict[tuple[int, int], list[NameAt]] = {}
    for name in names:
        places.setdefault((name.start, name.end), []).append(name)
    return [_surest(group) for group in places.values()]


def _surest(group: list[NameAt]) -> tuple[NameAt, ...]:
    own = [name for name in group if name.source <= NameSource.BRAND]
    return tuple(own or group)


def _without_carriers(named: list[tuple[NameAt, ...]]) -> list[tuple[NameAt, ...]]:
    kept = [group for group in named if not all(carries(at.n) for at in group)]
    return kept or named[:1]


def carries(n: int) -> bool:
    """Whether a thing only carries another, or is nothing that a claim is about."""
    thing = vocabulary().thing(n)
    return thing.name in _carriers() or thing.kinds <= {ThingKind.PEOPLE, ThingKind.NOTHING_DONE}


def _by_another_tail(text: str) -> tuple[NameAt, ...]:
    """What the phrase names with another last word: "thrombolytic treatment" is thrombolytic therapy."""
    words = [word for word, _, _ in tokens(text)]
    while words and words[-1] in _generic():
        words.pop()
    while words and words[0] in _generic():
        words = words[1:]
    base = " ".join(words)
    for tail in _tails() if base else ():
        named = vocabulary().named(f"{base}{'' if tail == 's' else ' '}{tail}".strip())
        sure = tuple(at for at in named if at.source <= NameSource.OTHER_LIST)
        if sure:
            return _surest(list(sure))
    return ()


@lru_cache(maxsize=8192)
def record_things(record: Record) -> frozenset[int]:
    """Numbers of all things that a record names in its title, abstract and index terms, and of what they are kinds of."""
    known = vocabulary()
    named = {at.n for text in (record.title, record.abstract) for at in known.names_in(text)}
    terms = (*(heading.descriptor for heading in record.mesh), *record.substances)
    named |= {at.n for term in terms for at in known.named(term)}
    return frozenset(wider for n in named for wider in known.wider(n))


@lru_cache(maxsize=8192)
def title_things(record: Record) -> frozenset[int]:
    """The same for the title alone."""
    known = vocabulary()
    return frozenset(wider for at in known.names_in(record.title) for wider in known.wider(at.n))


def is_generic(word: str) -> bool:
    """Whether a word in comparable form has no meaning of its own beside a name."""
    return word in _generic()


@cache
def _generic() -> frozenset[str]:
    return frozenset(normal(word) for word in _lists()["generic"])


@cache
def _tails() -> tuple[str, ...]:
    return tuple(_lists()["tails"])


@cache
def _carriers() -> frozenset[str]:
    return frozenset(_lists()["carriers"])


@cache
def _lists() -> dict[str, list[str]]:
    return {name: list(words) for name, words in read_toml(data_folder() / "terms" / FILE).items()}
