"""How text becomes comparable words, the same for records and for queries."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi",
    "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
PUBMED_STOP_WORDS = (
    "a about again all almost also although always among an and another any are as at be because been "
    "before being between both but by can could did do does done due during each either enough "
    "especially etc for found from further had has have having here how however i if in into is it its "
    "itself just made mainly make may might most mostly must nearly neither no nor obtained of often on "
    "or our overall perhaps pmid quite rather really regarding seem seen several should show showed "
    "shown shows significantly since so some such than that the their theirs them then there therefore "
    "these they this those through thus to upon use used using various very was we were what when which "
    "while with within without would"
)
STOP_WORDS = frozenset(PUBMED_STOP_WORDS.split())
"""Words PubMed ignores when they stand alone without tag or quotes (PubMed user guide)."""

WORD = re.compile(r"[^\W_]+")
WORD_OR_TRUNCATED = re.compile(r"[^\W_]+\*?")
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
BREAK_SIGN = "|"
"""Stands between parts of a segment, so that no phrase runs from one into the next."""

REMEMBERED = 1 << 16
"""How many short texts are kept in comparable form: headings, names and journals come again and again."""


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


@lru_cache(REMEMBERED)
def value(text: str) -> str:
    """A heading, name or journal in comparable form; `/` before a qualifier is kept."""
    return "/".join(" ".join(words(part)) for part in text.split("/")).strip("/")


def segment(texts: Iterable[str]) -> str:
    """Texts as one searchable string: words between spaces, a break between texts."""
    return f" {BREAK_SIGN} ".join(" ".join(words(text)) for text in texts if text)


def short_segment(texts: Iterable[str]) -> str:
    """The same for headings, names and the like."""
    return f" {BREAK_SIGN} ".join(_joined(text) for text in texts if text)


@lru_cache(REMEMBERED)
def _joined(text: str) -> str:
    return " ".join(words(text))
