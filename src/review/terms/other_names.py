"""Other names of what a claim says in everyday words ("heart attack": myocardial infarction).

They are data (`data/terms/other_names.toml`). A claim about a class is answered by its members too,
not the other way round.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from review.core.settings import data_folder
from review.terms.term_files import read_toml

FILE = "other_names.toml"


@dataclass(frozen=True)
class Names:
    """Names that a claim may use, as a pattern, and all names that a record may use for the same."""

    said: re.Pattern[str]
    meant: tuple[str, ...]


@lru_cache(maxsize=8192)
def other_names(phrase: str) -> tuple[tuple[str, str], ...]:
    """Each name of the lists that a phrase uses, as it stands there, with another name for it."""
    return tuple(
        (match.group(), name)
        for names in _names()
        if (match := names.said.search(phrase))
        for name in names.meant
        if name.lower() != match.group().lower()
    )


@lru_cache(maxsize=8192)
def renamed(phrase: str) -> tuple[str, ...]:
    """The phrase with each name of the lists exchanged for another, one at a time."""
    return tuple(
        dict.fromkeys(_exchanged(phrase, said, name) for said, name in other_names(phrase))
    )


def _exchanged(phrase: str, said: str, name: str) -> str:
    """The phrase with a name exchanged, and not where it is part of another word."""
    return re.sub(rf"(?<![\w-]){re.escape(said)}(?![\w-])", lambda _: name, phrase)


@lru_cache(maxsize=8192)
def is_people_only(phrase: str) -> bool:
    """Whether a population is only a group by age, sex or health: no condition, no treatment."""
    words = re.findall(r"[a-z-]+", phrase.lower())
    return bool(words) and set(words) <= _people()


@cache
def _people() -> frozenset[str]:
    return frozenset(read_toml(data_folder() / "terms" / FILE)["people"]["words"])


@cache
def _names() -> tuple[Names, ...]:
    lists = read_toml(data_folder() / "terms" / FILE)
    same = [(entry["names"], entry["names"]) for entry in lists["same"]]
    kinds = [(entry["names"], (*entry["names"], *entry["members"])) for entry in lists["kind"]]
    return tuple(Names(_any_of(said), tuple(meant)) for said, meant in (*same, *kinds))


def _any_of(names: list[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})s?(?![\w-])", re.IGNORECASE)
