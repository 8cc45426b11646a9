"""Marks inside a text that nobody sees and that cut its words or turn their order."""

import re
from collections.abc import Sequence

MARKS = (
    "\u00ad"  # soft hyphen: where a word may be broken at the end of a line
    "\u200b-\u200d\u2060\ufeff"  # zero width: space, joiners and their opposites
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction: marks, embeddings, overrides, isolates
)
"""The marks, as they stand in a character class of a regular expression."""

_MARK = re.compile(f"[{MARKS}]")


def without_marks(text: str) -> str:
    """The text as it is read: `bac<soft hyphen>lofen` gives `baclofen`; nothing stands in for a mark."""
    return text if text.isascii() else _MARK.sub("", text)


def read_places(text: str) -> tuple[str, Sequence[int]]:
    """The text without marks, and for each of its characters the place in the text as it is."""
    if not _MARK.search(text):
        return text, range(len(text))
    places = [place for place, sign in enumerate(text) if not _MARK.match(sign)]
    return without_marks(text), places
