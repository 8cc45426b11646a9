"""The language of findings: words of direction and the words that change them, found in a sentence.

Two tables hold all of it (`data/terms/language`): `directions.toml` says which way a word points,
`modifiers.toml` what denies, asks, plans or limits what is said. Nothing here is about any topic.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from review.core.settings import data_folder
from review.relations.small_words import IRREGULAR_PAST, LATE_STRESS
from review.terms.term_files import read_toml

TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,·]\d+)*|[^\w\s]")
"""A word with its hyphens, a number, or one mark."""

DOUBLED = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$")
"""A verb of one syllable whose last letter is doubled ("drop", "dropped")."""


class Sense(StrEnum):
    """Which way a word of direction points."""

    UP = "up"
    DOWN = "down"
    GOOD = "good"
    BAD = "bad"
    FAST = "fast"
    SLOW = "slow"
    CAUSE = "cause"
    CAUSED = "caused"
    EFFECT = "effect"
    SAME = "same"
    WORKS = "works"
    FAILS = "fails"
    OCCURS = "occurs"
    NOTHING = "nothing"


class Form(StrEnum):
    """The form of a word: it tells where what it is said of stands."""

    FINITE = "finite"
    PAST = "past"
    GERUND = "gerund"
    NOUN = "noun"
    COMPARATIVE = "comparative"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a text: `text[start:end]`, in lower case."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DirectionWord:
    """A word of direction: tokens `first` to `last` (exclusive) of a sentence."""

    first: int
    last: int
    sense: Sense
    forms: frozenset[Form]
    words: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word that changes what is said: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    category: str
    reach: str
    words: str


Entry = tuple[tuple[str, ...], str, frozenset[Form]]
Index = dict[str, list[tuple[tuple[str, ...], str, frozenset[Form]]]]


@lru_cache(maxsize=32768)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words, numbers and marks of a text in order, with curly apostrophes made plain."""
    return tuple(
        Token(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in TOKEN.finditer(text)
    )


@lru_cache(maxsize=32768)
def directions_in(text: str) -> tuple[DirectionWord, ...]:
    """The words of direction of a text in order; of two that overlap the longer one."""
    found = [
        DirectionWord(first, last, Sense(sense), forms, words)
        for first, last, sense, forms, words in _matches(text, _directions())
    ]
    return tuple(one for one in found if one.sense is not Sense.NOTHING)


@lru_cache(maxsize=32768)
def modifiers_in(text: str) -> tuple[Modifier, ...]:
    """The modifiers of a text in order, without those that are part of another phrase ("not only")."""
    index, reaches = _modifiers()
    return tuple(
        Modifier(first, last, name, reaches[name], words)
        for first, last, name, _, words in _matches(text, index)
        if name
    )


def _matches(text: str, index: Index) -> Iterator[tuple[int, int, str, frozenset[Form], str]]:
    """The longest entry of an index at each place of a text, without overlaps."""
    words = [token.word for token in tokens_of(text)]
    place = 0
    while place < len(words):
        best: Entry | None = None
        for entry in index.get(words[place], ()):
            length = len(entry[0])
            longer = best is None or length > len(best[0])
            if longer and tuple(words[place : place + length]) == entry[0]:
                best = entry
        if best is None:
            place += 1
            continue
        last = place + len(best[0])
        yield place, last, best[1], best[2], " ".join(best[0])
        place = last


@cache
def _directions() -> Index:
    forms: dict[tuple[tuple[str, ...], str], set[Form]] = {}
    for sense in read_toml(data_folder() / "terms" / "language" / "directions.toml")["sense"]:
        for verb in sense["verbs"]:
            for word, form in inflected(str(verb)):
                forms.setdefault((_split(word), sense["name"]), set()).add(form)
        for noun in sense["nouns"]:
            for word in _numbers(str(noun)):
                forms.setdefault((_split(word), sense["name"]), set()).add(Form.NOUN)
        for name, form in (("comparatives", Form.COMPARATIVE), ("adjectives", Form.ADJECTIVE)):
            for word in sense[name]:
                forms.setdefault((_split(str(word)), sense["name"]), set()).add(form)
    index: Index = {}
    for (words, name), found in forms.items():
        index.setdefault(words[0], []).append((words, name, frozenset(found)))
    return index


@cache
def _modifiers() -> tuple[Index, dict[str, str]]:
    index: Index = {}
    reaches = {"": ""}
    for entry in read_toml(data_folder() / "terms" / "language" / "modifiers.toml")["modifier"]:
        reaches[entry["category"]] = entry["reach"]
        for name, terms in ((entry["category"], entry["terms"]), ("", entry["not_in"])):
            for term in terms:
                words = _split(str(term))
                index.setdefault(words[0], []).append((words, name, frozenset()))
    return index, reaches


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens_of(phrase))


def inflected(verb: str) -> Iterator[tuple[str, Form]]:
    """The forms of a regular verb; of an irregular one those that are given, with "/" between them.

    Example:
        >>> from review.relations.language import inflected
        >>> [word for word, _ in inflected("drop")]
        ['drop', 'drops', 'dropped', 'dropping']
    """
    if "/" in verb:
        for word in verb.split("/"):
            yield word, _form(word.split()[0])
        return
    stem = verb + verb[-1] if DOUBLED.search(verb) or verb in LATE_STRESS else verb
    bare = verb[:-1] if verb.endswith("e") else stem
    ies = verb.endswith("y") and verb[-2] not in "aeiou"
    yield verb, Form.FINITE
    yield (verb[:-1] + "ies" if ies else verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")), Form.FINITE  # fmt: skip
    yield (verb[:-1] + "ied" if ies else bare + "ed"), Form.PAST
    yield bare + "ing", Form.GERUND


def _form(word: str) -> Form:
    if word.endswith("ing"):
        return Form.GERUND
    past = word.endswith(("ed", "en", "ew", "ose", "ell", "own", "ost", "ought", "unk", "ank"))
    return Form.PAST if past or word in IRREGULAR_PAST else Form.FINITE


def _numbers(noun: str) -> tuple[str, ...]:
    if " " in noun or noun.endswith("s"):
        return (noun,)
    return (noun, f"{noun[:-1]}ies" if noun.endswith("cy") else f"{noun}s")
