"""Words in one spelling: British as American, Greek letters spelled out, one form for one and many.

The pairs are data (`data/vocabulary/spelling.toml`).
"""

import re
import tomllib
from functools import cache, lru_cache

from review.core.settings import data_folder

TOKEN = re.compile(r"[a-zµß-öø-ÿ]+|[0-9]+|[α-ω]", re.IGNORECASE)
GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "µ": "mu", "μ": "mu"}
SHORT = 3
"""Words of so many letters stay as they are: "gas" is no plural."""


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Words of a text in comparable form, each with its offsets; letters and digits are apart.

    Example:
        >>> from review.mesh.spelling import tokens
        >>> [word for word, _, _ in tokens("Oestrogens, vitamin-D3")]
        ['estrogen', 'vitamin', 'd', '3']
    """
    return [(normal(match.group()), match.start(), match.end()) for match in TOKEN.finditer(text)]


def key_of(text: str) -> str:
    """A name in comparable form: its words, one space between."""
    return " ".join(word for word, _, _ in tokens(text))


@lru_cache(maxsize=131072)
def normal(word: str) -> str:
    """A word in lower case and American spelling, Greek letters spelled out, the same for one and for many.

    A plural s is left off; "therapies" becomes "therapy" (as does "calorie" "calory"), and "diagnosis"
    what is left of "diagnoses".
    """
    lowered = word.lower()
    lowered = GREEK.get(lowered, lowered)
    if len(lowered) <= SHORT:
        return lowered
    return american(_singular(lowered))


def _singular(word: str) -> str:
    if word.endswith("sis"):
        return word[:-2] + "e"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return word[:-2] + "y" if word.endswith("ie") else word


@lru_cache(maxsize=65536)
def american(word: str) -> str:
    """A word in lower case in American spelling.

    Example:
        >>> from review.mesh.spelling import american
        >>> american("oesophagitis"), american("haemodialysis"), american("chemotherapy")
        ('esophagitis', 'hemodialysis', 'chemotherapy')
    """
    return _american(word, "both_ways", "to_compare")


@lru_cache(maxsize=65536)
def spellings(phrase: str) -> tuple[str, ...]:
    """The phrase as it stands, and in American and in British spelling where these are others.

    Example:
        >>> from review.mesh.spelling import spellings
        >>> spellings("oesophageal ulcers")
        ('oesophageal ulcers', 'esophageal ulcers')
        >>> spellings("edema")
        ('edema', 'oedema')
    """
    lowered = phrase.lower()
    american_too = re.sub(r"[a-z]+", lambda match: _american(match.group(), "both_ways"), lowered)
    british_too = re.sub(r"[a-z]+", lambda match: _british(match.group()), american_too)
    others = [written for written in (american_too, british_too) if written != lowered]
    return tuple(dict.fromkeys([phrase, *others]))


def _american(word: str, *lists: str) -> str:
    if not _any_pair().search(word):
        return word
    for british, other in (pair for name in lists for pair in _pairs(name)):
        word = british.sub(other, word)
    return word


def _british(word: str) -> str:
    """A word of American spelling in British; the first pair that fits decides."""
    for other, british in _pairs("both_ways", turned=True):
        written = other.sub(british, word)
        if written != word:
            return written
    return word


@cache
def _pairs(name: str, *, turned: bool = False) -> tuple[tuple[re.Pattern[str], str], ...]:
    path = data_folder() / "vocabulary" / "spelling.toml"
    pairs = tomllib.loads(path.read_text(encoding="utf-8"))[name]
    ordered = [reversed(pair) if turned else pair for pair in pairs]
    return tuple((re.compile(mine), other.strip("^$")) for mine, other in ordered)


@cache
def _any_pair() -> re.Pattern[str]:
    """Finds whether a word is British at all, which few are."""
    pairs = (*_pairs("both_ways"), *_pairs("to_compare"))
    return re.compile("|".join(british.pattern for british, _ in pairs))
