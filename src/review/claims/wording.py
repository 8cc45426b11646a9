"""Word lists and sentence patterns from which a claim's parts are read (`claim_wording.toml`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from review.core.errors import InputError
from review.core.settings import data_folder
from review.core.vocabulary import Direction, Kind
from review.terms.term_files import read_toml

FILE = "claim_wording.toml"
EMPTY_RULE = re.compile(r"(?!)")
"""Matches nothing: the rule of an empty list."""


@dataclass(frozen=True)
class Verb:
    """A form of an asserting verb, what it says of its object and how it does so."""

    form: str
    base: str
    direction: Direction
    sense: str


@dataclass(frozen=True)
class Pattern:
    """A sentence of a known build; its named groups are parts of the claim."""

    name: str
    match: re.Pattern[str]
    kind: Kind
    direction: Direction
    outcome: str = ""
    """The outcome where the sentence names none."""


@dataclass(frozen=True)
class Wording:
    """All rules of the file, ready to be matched."""

    verbs: dict[str, Verb]
    verb: re.Pattern[str]
    modifiers: tuple[tuple[re.Pattern[str], Direction], ...]
    openings: tuple[re.Pattern[str], ...]
    endings: tuple[re.Pattern[str], ...]
    denying: tuple[re.Pattern[str], ...]
    patterns: tuple[Pattern, ...]
    lists: dict[str, re.Pattern[str]]


@cache
def wording() -> Wording:
    """The bundled rules."""
    return read_wording(data_folder() / "terms" / FILE)


def read_wording(path: Path) -> Wording:
    """The rules held in a file.

    Raises:
        InputError: an expression or a value in the file cannot be used; the rule is named.
    """
    entries = read_toml(path)
    lists = {str(entry["name"]): _words(entry) for entry in entries["list"]}
    verbs = _verbs(entries["verb"])
    forms = sorted(verbs, key=lambda form: (-len(form), form))
    return Wording(
        verbs=verbs,
        verb=re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE),
        modifiers=tuple(
            (any_of(_words(entry)), Direction(str(entry["direction"])))
            for entry in entries["modifier"]
        ),
        openings=tuple(_expression(entry, lists) for entry in entries["opening"]),
        endings=tuple(_expression(entry, lists) for entry in entries["ending"]),
        denying=tuple(_expression(entry, lists) for entry in entries["denying"]),
        patterns=tuple(_pattern(entry, lists) for entry in entries["pattern"]),
        lists={name: any_of(words) for name, words in lists.items()},
    )


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words; `*` stands for the rest of a word."""
    words = list(words)
    whole = _alternatives(word for word in words if word[0].isalnum())
    marks = _alternatives(word for word in words if not word[0].isalnum())
    parts = [rf"(?<![\w-])(?:{whole})"] * bool(whole) + [f"(?:{marks})"] * bool(marks)
    return re.compile(rf"(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else EMPTY_RULE


def _alternatives(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\*", r"[\w-]*") for word in ordered)


def _words(entry: dict[str, object]) -> list[str]:
    words = entry["words"]
    return [str(word) for word in words] if isinstance(words, list) else []


def _verbs(entries: Iterable[dict[str, object]]) -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    for entry in entries:
        for base in _words(entry):
            for form in _forms(base):
                direction = Direction(str(entry["direction"]))
                verbs.setdefault(form, Verb(form, base, direction, str(entry["sense"])))
    return verbs


def _forms(base: str) -> list[str]:
    """A verb's forms: third person, past and -ing, made from its first word by spelling."""
    first, _, rest = base.partition(" ")
    tail = f" {rest}" if rest else ""
    if first == "be":
        return [form + tail for form in ("is", "are", "be", "was", "were")]
    stem = first[:-1] if first.endswith("e") else first
    double = first + first[-1] if re.search(r"[^aeiou][aeiou][bdgmnpt]$", first) else first
    thirds = [first[:-1] + "ies"] if re.search(r"[^aeiou]y$", first) else [first + "s"]
    if first.endswith(("s", "sh", "ch", "x")):
        thirds = [first + "es"]
    made = [first, *thirds, stem + "ed", stem + "ing", double + "ed", double + "ing"]
    return [form + tail for form in dict.fromkeys(made)]


def _expression(entry: dict[str, object], lists: dict[str, list[str]]) -> re.Pattern[str]:
    """The entry's expression, with the names of lists replaced by what they hold."""
    people = (
        rf"(?:[\w-]+ ){{0,3}}?(?:{_alternatives(lists['PEOPLE'])})"
        r"(?: (?:with|who|on|in|that|taking|under|over|aged|of|undergoing)\b.+?)?"
    )
    text = str(entry["match"]).replace("PEOPLE", people)
    for name in ("BE", "MODAL"):
        text = text.replace(name, f"(?:{_alternatives(lists[name])})")
    text = text.replace("WORD", rf"(?!(?:{_alternatives(lists['denial'])})\b)\w+ ")
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise InputError(
            f"{FILE}: the expression of {entry.get('name', 'an opening')!r} cannot be read ({error}); correct it."
        ) from error


def _pattern(entry: dict[str, object], lists: dict[str, list[str]]) -> Pattern:
    return Pattern(
        name=str(entry["name"]),
        match=_expression(entry, lists),
        kind=Kind(str(entry["kind"])),
        direction=Direction(str(entry["direction"])),
        outcome=str(entry.get("outcome", "")),
    )
