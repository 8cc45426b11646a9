"""Whether an abstract can be read: it holds words, and they are English.

The cues of every rule are English, so in another language silence would look like "says nothing" and
a word that two languages share like a finding. What is not read is said to be so.
"""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Any

from review.core.settings import data_folder
from review.terms.term_files import read_toml

ENGLISH = "English"
WORD = re.compile(r"[^\W\d_]{2,}")
"""A single letter is a symbol or a list's mark."""

LEAST_TELLING = 3
"""Telling words of a language that a text must hold to be taken for it."""
LEAST_FOREIGN = 0.5
"""Share of letters that are not Latin from which a text is not in Latin letters: symbols stay below."""


@lru_cache(maxsize=8192)
def unread(abstract: str) -> str:
    """Why an abstract cannot be read, in words; empty where it can.

    A language is told by its commonest words (`data/terms/languages.toml`), at least three of them and
    twice as many as English ones; other letters than Latin by their Unicode names.
    """
    if not abstract.strip():
        return "no abstract"
    tokens = WORD.findall(abstract.lower())
    if not tokens:
        return "the abstract holds no words"
    language = _by_letters("".join(tokens)) or _by_words(tokens)
    return "" if language == ENGLISH else f"the abstract reads as {language}, not English"


def _by_letters(letters: str) -> str:
    """The language of letters that are mostly not Latin; empty where most are, or none is known."""
    known = _listed("letters")
    others = [letter for letter in letters if not letter.isascii()]
    if len(others) < LEAST_FOREIGN * len(letters):
        return ""
    alphabets = Counter(unicodedata.name(letter, "?").split()[0] for letter in others)
    commonest = max(known, key=lambda name: alphabets[name])
    return known[commonest] if alphabets[commonest] >= LEAST_FOREIGN * len(letters) else ""


def _by_words(tokens: list[str]) -> str:
    """The language whose telling words are most; English where none stands out."""
    told = Counter(tokens)
    found = {
        language: sum(told[word] for word in telling)
        for language, telling in _listed("words").items()
    }
    english = found.pop(ENGLISH)
    other = max(found, key=lambda language: found[language])
    stands_out = found[other] >= max(LEAST_TELLING, 2 * english)
    return other if stands_out else ENGLISH


@cache
def _listed(name: str) -> dict[str, Any]:
    listed: dict[str, Any] = read_toml(data_folder() / "terms" / "languages.toml")[name]
    return listed
