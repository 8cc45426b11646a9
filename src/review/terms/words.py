"""Words: a text as content words with offsets, stemmed, and how rare each is in medical abstracts."""

import csv
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from review.core.settings import data_folder
from review.terms.term_files import read_toml

WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
"""A run of letters and digits; hyphens and slashes part words ("placebo-treated", "IFN-γ")."""

UNSEEN = 0.5
"""Documents that a word never met in counting is taken to stand in."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its stem, and where it stands."""

    stem: str
    start: int
    end: int


@lru_cache(maxsize=131072)
def stem(word: str) -> str:
    """The stem of a word in lower case (Porter's second algorithm); figures stay as they are."""
    lowered = word.lower()
    return str(_stemmer().stemWord(lowered)) if lowered.isalpha() else lowered


@cache
def _stemmer() -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=32768)
def words(text: str) -> tuple[Word, ...]:
    """Every word of a text in order, with its offsets."""
    return tuple(Word(stem(m.group()), m.start(), m.end()) for m in WORD.finditer(text))


@lru_cache(maxsize=32768)
def content_words(text: str) -> tuple[Word, ...]:
    """The words of a text that carry meaning of their own, in order."""
    return tuple(word for word in words(text) if word.stem not in function_words())


@lru_cache(maxsize=16384)
def stems(text: str) -> frozenset[str]:
    """The stems of a text."""
    return frozenset(word.stem for word in words(text))


def weighed(text: str) -> dict[str, float]:
    """The content words of a text and their rarity, in order."""
    return {word.stem: rarity(word.stem) for word in content_words(text)}


def share(asked: Mapping[str, float], found: Collection[str]) -> float:
    """The part of the asked words' weight that is among the stems; 0 where nothing is asked."""
    total = sum(asked.values())
    return sum(w for one, w in asked.items() if one in found) / total if total else 0.0


@cache
def function_words() -> frozenset[str]:
    """Stems of words without meaning of their own (`data/terms/function_words.toml`)."""
    return _listed("words")


@cache
def arm_words() -> frozenset[str]:
    """Stems of words that name no arm of a trial where it has others of its own (the same file)."""
    return _listed("arm_words")


def _listed(name: str) -> frozenset[str]:
    listed = read_toml(data_folder() / "terms" / "function_words.toml")[name]
    return frozenset(stem(str(word)) for word in listed)


@lru_cache(maxsize=131072)
def rarity(word_stem: str) -> float:
    """How much a word tells: the logarithm of abstracts counted over abstracts that hold its stem.

    Sparck Jones's inverse document frequency, from counts in `data/models/word_counts.csv`
    (`training/count_words.py` says over what).
    """
    documents, counts = _counts()
    return math.log(documents / counts.get(word_stem, UNSEEN))


@cache
def _counts() -> tuple[int, dict[str, int]]:
    path = data_folder() / "models" / "word_counts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = {row["stem"]: int(row["abstracts"]) for row in rows}
    return counts.pop(""), counts
