"""The words that show a study's design: data (`data/terms/designs.toml`), read by place and precedence."""

import re
from functools import cache
from typing import NamedTuple

from review.core.settings import data_folder
from review.core.vocabulary import Design
from review.terms.term_files import read_toml


class DesignCue(NamedTuple):
    """Words found in a text and the design they show."""

    design: Design
    words: str


class _Place(NamedTuple):
    """The cues of one place: a pattern that finds any of them, and one for each design, in order."""

    anywhere: re.Pattern[str]
    designs: tuple[tuple[Design, re.Pattern[str]], ...]


def design_cue(text: str, place: str) -> DesignCue | None:
    """The cue of a place (`title`, `label`, `statement`, `hint`, `heading`) that takes precedence; None without one.

    The text is in lower case; a cue stands within one line of it.
    """
    return min(design_cues(text, place), key=lambda found: _rank(place, found.design), default=None)


def design_cues(text: str, place: str) -> list[DesignCue]:
    """Every cue of a place, in the order of the text."""
    patterns = _places()[place]
    found = []
    for here in patterns.anywhere.finditer(text):
        for design, pattern in patterns.designs:
            match = pattern.match(text, here.start())
            if match:
                found.append(DesignCue(design, match.group().strip()))
                break
    return found


def _rank(place: str, design: Design) -> int:
    return [shown for shown, _ in _places()[place].designs].index(design)


@cache
def _places() -> dict[str, _Place]:
    entries = read_toml(data_folder() / "terms" / "designs.toml")["cue"]
    places = dict.fromkeys(str(entry["place"]) for entry in entries)
    return {place: _place([e for e in entries if e["place"] == place]) for place in places}


def _place(entries: list[dict[str, object]]) -> _Place:
    by_design = {Design(str(entry["design"])): _alternatives(entry) for entry in entries}
    return _Place(
        re.compile(rf"\b(?={'|'.join(by_design.values())})"),
        tuple((design, re.compile(pattern)) for design, pattern in by_design.items()),
    )


def _alternatives(entry: dict[str, object]) -> str:
    patterns = entry["patterns"]
    return "|".join(str(pattern) for pattern in patterns) if isinstance(patterns, list) else ""


@cache
def subject_words(name: str) -> re.Pattern[str]:
    """Words for who or what was studied: `animals`, `laboratory` or `people`."""
    words = read_toml(data_folder() / "terms" / "designs.toml")["subjects"][name]
    longest_first = sorted((re.escape(str(word)) for word in words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})(?!\w)")
