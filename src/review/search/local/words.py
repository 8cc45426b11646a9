"""How text becomes comparable words, the same for records and for queries."""

import re
import unicodedata

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
WORD = re.compile(r"[^\W_]+")
WORD_OR_TRUNCATED = re.compile(r"[^\W_]+\*?")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
BREAK = " | "
"""Stands between parts of a segment, so that no phrase runs from one into the next."""


def plain(text: str) -> str:
    """Text in lower case, without accents, Greek letters spelled out."""
    folded = text.casefold()
    if NOT_ASCII.search(folded) is None:
        return folded
    letters = unicodedata.normalize("NFKD", folded)
    return "".join(GREEK.get(sign, sign) for sign in letters if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """Words of a text; every sign that is neither letter nor digit separates."""
    return WORD.findall(plain(text))


def truncated_words(text: str) -> list[str]:
    """Words of a query term, each with its `*` where it has one."""
    return WORD_OR_TRUNCATED.findall(plain(text))


def value(text: str) -> str:
    """A heading, name or journal in comparable form; `/` before a qualifier is kept."""
    return "/".join(" ".join(words(part)) for part in text.split("/")).strip("/")


def segment(texts: list[str]) -> str:
    """Texts as one searchable string in which every word stands between spaces."""
    return f" {BREAK.join(' '.join(words(text)) for text in texts if text)} "
