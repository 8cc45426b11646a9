"""Abbreviations that a text explains itself: "visual analogue scale (VAS)".

Method: Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in
biomedical text, Pac Symp Biocomput 2003:451-62.
"""

import re
from functools import lru_cache

BRACKETED = re.compile(r"\(([^()\[\];,]{2,12})\)|\[([^()\[\];,]{2,12})\]")
SHORTEST, LONGEST = 2, 10
"""Characters of a short form."""
FURTHEST = 200
"""Characters before a bracket in which its long form is looked for."""


@lru_cache(maxsize=8192)
def abbreviations(text: str) -> tuple[tuple[str, str], ...]:
    """Short and long forms that the text pairs, in order; the first explanation of each holds."""
    found: dict[str, str] = {}
    for match in BRACKETED.finditer(text):
        short = (match.group(1) or match.group(2)).strip()
        if is_short_form(short):
            long = long_form(short, text[max(0, match.start() - FURTHEST) : match.start()])
            if long:
                found.setdefault(short, long)
    return tuple(found.items())


def is_short_form(text: str) -> bool:
    """Whether a bracket may hold an abbreviation: 2 to 10 characters, a letter, no small-letter words."""
    return (
        SHORTEST <= len(text) <= LONGEST
        and text[0].isalnum()
        and any(c.isalpha() for c in text)
        and any(c.isupper() for c in text)
        and len(text.split()) <= 2  # noqa: PLR2004  the method's own limit of two words
    )


def long_form(short: str, before: str) -> str:
    """The shortest run of words before a bracket that holds the short form's letters in order.

    Its first word begins with the first letter. Empty where there is none.
    """
    reach = min(len(short) + 5, len(short) * 2)
    words_before = before.split()[-reach:]
    text = " ".join(words_before)
    place = len(text)
    for index in range(len(short) - 1, -1, -1):
        letter = short[index].lower()
        if not letter.isalnum():
            continue
        place -= 1
        while place >= 0 and not _fits(text, place, letter, is_first=index == 0):
            place -= 1
        if place < 0:
            return ""
    found = text[place:].strip(" ,;:-")
    return found if len(found) > len(short) and short not in found.split() else ""


def _fits(text: str, place: int, letter: str, *, is_first: bool) -> bool:
    if text[place].lower() != letter:
        return False
    return not is_first or place == 0 or not text[place - 1].isalnum()


@lru_cache(maxsize=32768)
def spelled_out(phrase: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """A phrase with every short form of the pairs replaced by its long form."""
    for short, long in pairs:
        if short in phrase:
            phrase = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long, phrase)
    return phrase
