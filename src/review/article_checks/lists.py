"""Word lists of the checks of an article (`data/terms/article_checks.toml`), ready to be matched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from review.claims.wording import any_of
from review.core.errors import InputError
from review.core.settings import data_folder
from review.terms.term_files import read_toml

FILE = "article_checks.toml"
PLAIN_LISTS = (
    "certain",
    "not_certain",
    "hedged",
    "negation",
    "serious",
    "safe",
    "activates",
    "blocks",
    "stopping",
)
SHARED_LISTS = ("overstatement", "possibility", "caution")
"""Lists of `wording.toml`, by which verdicts are judged as worded."""


@dataclass(frozen=True)
class SafetyWords:
    """What makes a claim matter for safety: words of the claim, or the people it is about."""

    topic: str
    reason: str
    words: re.Pattern[str]
    people: re.Pattern[str]


@dataclass(frozen=True)
class Harm:
    """An unwanted effect to look for.

    `told_by` finds words by which an article covers it without naming it; `belongs_to` finds
    conditions of which it is a complaint.
    """

    name: str
    terms: re.Pattern[str]
    told_by: re.Pattern[str]
    belongs_to: re.Pattern[str]


@dataclass(frozen=True)
class ArticleCheckLists:
    """All lists of the file."""

    words: Mapping[str, re.Pattern[str]]
    safety: tuple[SafetyWords, ...]
    harms: tuple[Harm, ...]


@cache
def lists() -> ArticleCheckLists:
    """The bundled lists."""
    return read_lists(data_folder() / "terms")


def read_lists(folder: Path) -> ArticleCheckLists:
    """The lists held in a folder of terms.

    Raises:
        InputError: a list or a part of an entry is missing.
    """
    own, shared = read_toml(folder / FILE), read_toml(folder / "wording.toml")
    named = {name: _list(own, name, FILE) for name in PLAIN_LISTS}
    named |= {name: _list(shared, name, "wording.toml") for name in SHARED_LISTS}
    return ArticleCheckLists(
        words={name: any_of(words) for name, words in named.items()},
        safety=tuple(_safety(entry) for entry in _list(own, "safety", FILE)),
        harms=tuple(_harm(entry, own) for entry in _list(own, "harm", FILE)),
    )


def found(name: str, text: str) -> tuple[str, ...]:
    """The words of a list that a text holds, in lower case and order, each once."""
    pattern = lists().words[name]
    return tuple(dict.fromkeys(match.group().lower() for match in pattern.finditer(text)))


def _list(entries: Mapping[str, Any], name: str, where: str) -> list[Any]:
    if not isinstance(entries.get(name), list):
        raise InputError(f"{where} has no {name!r} that is a list; add one.")
    return list(entries[name])


def _safety(entry: Mapping[str, Any]) -> SafetyWords:
    words = any_of(_list(entry, "words", FILE))
    return SafetyWords(entry["topic"], entry["reason"], words, any_of(entry.get("people", [])))


def _harm(entry: Mapping[str, Any], own: Mapping[str, Any]) -> Harm:
    conditions = [
        word
        for group in _list(own, "belongs_to", FILE)
        if entry["name"] in group["harms"]
        for word in group["condition"]
    ]
    return Harm(
        entry["name"],
        terms=any_of(_list(entry, "terms", FILE)),
        told_by=any_of(entry.get("told_by", [])),
        belongs_to=any_of(conditions),
    )
