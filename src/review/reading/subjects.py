"""Who or what was studied: people, animals, or cells and tissue."""

import re
from functools import cache

from review.reading.design_cues import subject_words


def only_animals(title: str, own: str) -> str:
    """The animal that was studied, in a lower-case title or the sentences on the study; empty without one.

    An animal in a title may also be food, company or a source ("chicken soup", "dog owners", "porcine
    insulin"): it is none where people took part and no animal did.
    """
    named = animals_studied(title)
    if named and people_took_part(own) and not animals_took_part(f"{title}\n{own}"):
        return ""
    return named or ("" if people_studied(f"{title}\n{own}") else animals_studied(own))


def people_took_part(text: str) -> bool:
    """Whether a lower-case text counts people, or has something done to or by them."""
    return _took_part("people").search(text) is not None


def animals_took_part(text: str) -> bool:
    """Whether a lower-case text counts animals, or has something done to or in them."""
    return _took_part("animals").search(text) is not None


@cache
def _took_part(name: str) -> re.Pattern[str]:
    subject = subject_words(name).pattern
    return re.compile(
        rf"\d (?:[\w-]+ ){{0,3}}{subject}|"
        rf"\b(?:in|among) (?:[\w-]+ ){{0,2}}{subject}|"
        rf"{subject}(?: [\w-]+){{0,3}} (?:\([^)]*\) )?{DONE}"
    )


DONE = (
    r"(?:were|received|took|ate|drank|underwent|completed|fed|given|injected|treated|sacrificed)\b"
)
"""What is done to or by those who take part in a study."""


def animals_studied(text: str) -> str:
    """The first animal a lower-case text names; empty without one."""
    return _first("animals", text)


def laboratory_work(text: str) -> str:
    """The first word for work on cells, tissue or membranes; empty without one."""
    return _first("laboratory", text)


def people_studied(text: str) -> str:
    """The first word for people; empty without one."""
    return _first("people", text)


def _first(name: str, text: str) -> str:
    match = subject_words(name).search(text)
    return match.group() if match else ""
