"""A text as relations see it: its words of direction, of denial and of doubt, and its numbers."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from review.appraisal.ranking_features import NO_DIFFERENCE
from review.core.settings import data_folder
from review.terms.term_files import read_toml
from review.terms.words import function_words, stem, words

DENIAL_REACH = 4
"""Words after a denial that it reaches."""

THAN = re.compile(
    r"\b(?:than|versus|vs\.?|compared (?:with|to)|rather than|instead of)\b", re.IGNORECASE
)
CONTRAST = re.compile(
    r"\b(?:but|however|although|though|while|whereas|despite|nevertheless|except|only)\b",
    re.IGNORECASE,
)
NO_REMEDY = re.compile(
    r"\bno (?:[\w-]+,? (?:and |or )?){0,4}(?:treatments?|vaccines?|drugs?|therap(?:y|ies)|cures?|medications?|"
    r"antivirals?|remed(?:y|ies)|prophyla\w+|interventions?)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[.,·]\d+)*(?![\w-])")
"""A number that stands by itself, not part of a name ("CD4", "COVID-19")."""

COUNTED = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "half": "1/2",
    "third": "1/3",
    "quarter": "1/4",
}
"""Numbers that are written as words."""

PERCENT = re.compile(r"\d\s?%")


@dataclass(frozen=True)
class Lists:
    """The word lists of `claim_relations.toml` as stems."""

    sign: dict[str, int]
    either: frozenset[str]
    negations: frozenset[str]
    unknown: frozenset[str]
    hedges: frozenset[str]
    alike: frozenset[str]
    falsehoods: frozenset[str]
    opposites: dict[str, frozenset[str]]


@cache
def lists() -> Lists:
    """The bundled lists."""
    entries = read_toml(data_folder() / "terms" / "claim_relations.toml")
    named = {
        name: frozenset(stem(str(word)) for word in entries[name])
        for name in (
            "more",
            "less",
            "either",
            "negations",
            "unknown",
            "hedges",
            "undifferent",
            "falsehoods",
        )
    }
    opposites: dict[str, set[str]] = {}
    for one, other in entries["opposites"]:
        left, right = stem(str(one)), stem(str(other))
        opposites.setdefault(left, set()).add(right)
        opposites.setdefault(right, set()).add(left)
    return Lists(
        sign=dict.fromkeys(named["more"], 1) | dict.fromkeys(named["less"], -1),
        either=named["either"],
        negations=named["negations"],
        unknown=named["unknown"],
        hedges=named["hedges"],
        alike=named["undifferent"],
        falsehoods=named["falsehoods"],
        opposites={word: frozenset(found) for word, found in opposites.items()},
    )


@dataclass(frozen=True)
class Told:
    """A text as a row of stems with the words of direction, denial and doubt in it."""

    stems: tuple[str, ...]
    places: dict[str, tuple[int, ...]]
    """Where each content word stands."""
    signs: tuple[tuple[int, int], ...]
    """Place and direction of each word of direction, turned where it is denied."""
    effects: tuple[tuple[int, bool], ...]
    """Place of each word that tells of an effect, and whether it is denied."""
    denials: tuple[int, ...]
    numbers: frozenset[str]
    alike: tuple[int, ...]
    """Places at which the text says that things do not differ."""
    is_hedged: bool
    is_open: bool
    is_false: bool
    """Whether it speaks of a myth or a falsehood."""
    lacks_remedy: bool
    is_contrasting: bool
    has_percent: bool
    than: int
    """The word before which a comparison turns to its second side; -1 without one."""


IN_USE = re.compile(r"\b(?:use[sd]?|users?|using)\b", re.IGNORECASE)
"""Words with the stem of "useful" that say nothing of the kind."""


@lru_cache(maxsize=32768)
def told(text: str) -> Told:
    """Read a text."""
    rules, found = lists(), words(text)
    stems = tuple(word.stem for word in found)
    denials = tuple(
        n for n, one in enumerate(stems) if one in rules.negations or one.endswith(("n't", "n’t"))
    )
    places: dict[str, list[int]] = {}
    for n, one in enumerate(stems):
        if one not in function_words():
            places.setdefault(one, []).append(n)
    turn = THAN.search(text)
    in_use = {match.start() for match in IN_USE.finditer(text)}
    told_of = {n for n, word in enumerate(found) if word.start not in in_use}
    return Told(
        stems=stems,
        places={one: tuple(at) for one, at in places.items()},
        signs=tuple(
            (n, -rules.sign[one] if is_denied(n, denials) else rules.sign[one])
            for n, one in enumerate(stems)
            if n in told_of and one in rules.sign
        ),
        effects=tuple(
            (n, is_denied(n, denials))
            for n, one in enumerate(stems)
            if n in told_of and (one in rules.sign or one in rules.either)
        ),
        denials=denials,
        numbers=frozenset(
            [*NUMBER.findall(text), *(COUNTED[w] for w in text.lower().split() if w in COUNTED)]
        ),
        alike=_alike(text, stems),
        is_hedged=any(one in rules.hedges for one in stems),
        is_open=text.rstrip().endswith("?") or any(one in rules.unknown for one in stems),
        is_false=any(one in rules.falsehoods for one in stems),
        lacks_remedy=bool(NO_REMEDY.search(text)),
        is_contrasting=bool(CONTRAST.search(text)),
        has_percent=bool(PERCENT.search(text)),
        than=sum(word.start < turn.start() for word in found) if turn else -1,
    )


def _alike(text: str, stems: tuple[str, ...]) -> tuple[int, ...]:
    """Places of words that say things are alike, and of the starts of phrases that deny a difference."""
    starts = [match.start() for match in NO_DIFFERENCE.finditer(text)]
    found = {sum(word.start < start for word in words(text)) for start in starts}
    return tuple(sorted(found | {n for n, one in enumerate(stems) if one in lists().alike}))


def is_denied(place: int, denials: tuple[int, ...]) -> bool:
    """Whether a word stands within reach of one denial, or of any odd number of them."""
    return sum(0 < place - denial <= DENIAL_REACH for denial in denials) % 2 == 1
