"""How a sentence speaks to a claim in any words: on the same things, and for or against.

Every relation is between the two texts: which of the claim's words the sentence shares, whether the
words of direction around the shared ones agree, what one denies and the other does not, whether
numbers differ. None depends on what a claim is about.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from review.appraisal.ranking_features import NO_DIFFERENCE
from review.appraisal.words import function_words, rarity, stem, words
from review.concepts import read_toml
from review.settings import data_folder

NAMES = (
    "directions around shared words agree",
    "directions around shared words differ",
    "the words of direction not shared agree",
    "the words of direction not shared differ",
    "sum of directions agrees",
    "sum of directions differs",
    "only the claim denies",
    "only the sentence denies",
    "both deny",
    "the sentence finds no difference, the claim does not",
    "both find no difference",
    "the claim finds no difference, the sentence does not",
    "numbers are found",
    "numbers differ",
    "opposites",
    "sides of a comparison are the same",
    "sides of a comparison are swapped",
    "the sentence hedges",
    "the claim hedges",
    "the sentence leaves it open",
    "the claim leaves it open",
    "the sentence calls something false",
    "the sentence knows no remedy, the claim does",
    "the sentence weighs one thing against another",
    "both tell of an effect",
    "only the sentence tells of none",
    "only the claim tells of none",
    "both tell of none",
    "the claim gives no direction and the sentence an effect",
    "the claim gives no direction and the sentence none",
    "the sentence denies something, anywhere",
    "much the same words, and against",
    "much the same words, and not against",
)

REACH = 5.0
"""Words over which a word of direction fades."""

DENIAL_REACH = 4
"""Words after a denial that it reaches."""

BESIDE = 4
"""Words beside those shared with the claim that still belong to what a sentence says of it."""

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
    return Told(
        stems=stems,
        places={one: tuple(at) for one, at in places.items()},
        signs=tuple(
            (n, -rules.sign[one] if _denied(n, denials) else rules.sign[one])
            for n, one in enumerate(stems)
            if one in rules.sign
        ),
        effects=tuple(
            (n, _denied(n, denials))
            for n, one in enumerate(stems)
            if one in rules.sign or one in rules.either
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


def _denied(place: int, denials: tuple[int, ...]) -> bool:
    return sum(0 < place - denial <= DENIAL_REACH for denial in denials) % 2 == 1


@lru_cache(maxsize=65536)
def relations(claim: str, sentence: str) -> tuple[float, ...]:
    """The values of `NAMES` for two texts."""
    asked, said = told(claim), told(sentence)
    shared = [one for one in asked.places if one in said.places]
    plain = [one for one in shared if one not in lists().sign]
    window = _window(said, plain)
    signs = [(n, sign) for n, sign in said.signs if window[0] <= n <= window[1]]
    around = _around(asked, said, plain, signs)
    unshared = _unshared(asked, said, signs)
    total = _sum(asked.signs) * _sum(signs)
    denies = bool(asked.denials), any(window[0] <= n <= window[1] for n in said.denials)
    alike = bool(asked.alike), any(window[0] <= n <= window[1] for n in said.alike)
    effects = _effect(asked, (0, len(asked.stems))), _effect(said, window)
    found, differ = _numbers(asked, said)
    same, swapped = _sides(asked, said, plain)
    opposite = _opposites(asked, said)
    is_against = around < 0 or bool(opposite) or (not around and denies[0] != denies[1])
    same_words = _alikeness(asked, shared)
    return (
        max(around, 0.0),
        max(-around, 0.0),
        float(unshared > 0),
        float(unshared < 0),
        float(total > 0),
        float(total < 0),
        float(denies[0] and not denies[1]),
        float(denies[1] and not denies[0]),
        float(denies[0] and denies[1]),
        float(alike[1] and not alike[0]),
        float(alike[0] and alike[1]),
        float(alike[0] and not alike[1]),
        found,
        differ,
        opposite,
        same,
        swapped,
        float(said.is_hedged),
        float(asked.is_hedged),
        float(said.is_open),
        float(asked.is_open),
        float(said.is_false and not asked.is_false),
        float(said.lacks_remedy and not asked.lacks_remedy and not denies[0]),
        float(said.is_contrasting),
        float(effects == (1, 1)),
        float(effects == (1, -1)),
        float(effects == (-1, 1)),
        float(effects == (-1, -1)),
        float(not asked.signs and effects[1] > 0),
        float(not asked.signs and effects[1] < 0),
        float(bool(said.denials) and not asked.denials),
        same_words * is_against,
        same_words * (not is_against),
    )


def _window(said: Told, shared: Sequence[str]) -> tuple[int, int]:
    """The stretch of a sentence that holds the shared words, and a few words beside it."""
    places = [n for one in shared for n in said.places[one]]
    if not places:
        return 0, len(said.stems)
    return min(places) - BESIDE, max(places) + BESIDE


def _effect(said: Told, window: tuple[int, int]) -> int:
    """1 where a stretch of text tells of an effect, -1 where it denies one, 0 where neither or both."""
    denied = [is_denied for n, is_denied in said.effects if window[0] <= n <= window[1]]
    alike = any(window[0] <= n <= window[1] for n in said.alike)
    if any(denied) or alike:
        return -1 if all(denied) or alike else 0
    return 1 if denied else 0


def _around(
    asked: Told, said: Told, shared: Sequence[str], signs: Sequence[tuple[int, int]]
) -> float:
    """Agreement, from -1 to 1, of the directions around each shared word, rare words counting more."""
    product = weight = 0.0
    for one in shared:
        left = _local(asked.signs, asked.places[one])
        right = _local(signs, said.places[one])
        product += rarity(one) * left * right
        weight += rarity(one) * abs(left * right)
    return product / weight if weight else 0.0


def _local(signs: Sequence[tuple[int, int]], places: tuple[int, ...]) -> float:
    """The directions told around a word, those near it counting more."""
    return sum(
        sign * math.exp(-min(abs(n - place) for place in places) / REACH) for n, sign in signs
    )


def _unshared(asked: Told, said: Told, signs: Sequence[tuple[int, int]]) -> int:
    """Whether the words of direction that only one of the texts has agree: 1, -1, or 0 without them."""
    left = [sign for n, sign in asked.signs if asked.stems[n] not in said.places]
    right = [sign for n, sign in signs if said.stems[n] not in asked.places]
    return math.prod(left) * math.prod(right) if left and right else 0


def _alikeness(asked: Told, shared: Sequence[str]) -> float:
    """0 where a sentence shares half of the claim's words or less by weight, 1 where it has all."""
    total = sum(rarity(one) for one in asked.places) or 1.0
    return max(0.0, 2 * sum(rarity(one) for one in shared) / total - 1)


def _sum(signs: Sequence[tuple[int, int]]) -> int:
    return sum(sign for _, sign in signs)


def _numbers(asked: Told, said: Told) -> tuple[float, float]:
    """The part of the claim's numbers that the sentence has, and whether it has others in their stead."""
    if not asked.numbers:
        return 0.0, 0.0
    found = len(asked.numbers & said.numbers) / len(asked.numbers)
    others = bool(said.numbers - asked.numbers) and asked.has_percent <= said.has_percent
    return found, (1 - found) * others


def _opposites(asked: Told, said: Told) -> float:
    """Whether the sentence has the opposite of a word of the claim, and not the word itself."""
    pairs = lists().opposites
    return float(
        any(
            not pairs[one].isdisjoint(said.stems)
            and one not in said.stems
            and pairs[one].isdisjoint(asked.stems)
            for one in asked.stems
            if one in pairs
        )
    )


def _sides(asked: Told, said: Told, shared: Sequence[str]) -> tuple[float, float]:
    """How much of the shared words stands on the same, and on the other side of two comparisons."""
    if asked.than < 0 or said.than < 0:
        return 0.0, 0.0
    same = swapped = 0.0
    for one in shared:
        before = {n < asked.than for n in asked.places[one]}
        there = {n < said.than for n in said.places[one]}
        if len(before) == len(there) == 1:
            same += rarity(one) * (before == there)
            swapped += rarity(one) * (before != there)
    return same / ((same + swapped) or 1), swapped / ((same + swapped) or 1)
