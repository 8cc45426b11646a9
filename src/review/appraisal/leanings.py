"""Which way a claim and a sentence lean: to good or to harm, between the words they share, and by ratios.

`relations` compares words of more and less. Here the same words are read with what they are said of:
less pain is as good as better function, and a ratio above one is more.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from review.appraisal.estimates import RATIOS, estimates
from review.appraisal.telling import Told, is_denied, lists, told
from review.core.settings import data_folder
from review.terms.term_files import read_toml
from review.terms.words import rarity, stem

NAMES = (
    "both tell of good, or both of harm",
    "one tells of good, the other of harm",
    "only the claim tells of good",
    "directions between shared words agree",
    "directions between shared words differ",
    "a ratio goes the claim's way",
    "a ratio goes the other way",
    "a ratio's interval holds no effect",
)

SAID_OF = 5
"""Words after a word of direction, or before it, among which stands what it is said of."""

BETWEEN = 25
"""Words that two shared words may stand apart in a sentence."""

SHARED = 8
"""How many of the shared words are looked at, the rarest."""


@dataclass(frozen=True)
class Worth:
    """The word lists of `claim_worth.toml` as stems."""

    good: frozenset[str]
    harmful: frozenset[str]
    wanted: frozenset[str]
    unwanted: frozenset[str]


@cache
def worth_lists() -> Worth:
    """The bundled lists."""
    entries = read_toml(data_folder() / "terms" / "claim_worth.toml")
    return Worth(
        *(
            frozenset(stem(str(word)) for word in entries[name])
            for name in ("good", "harmful", "wanted", "unwanted")
        )
    )


@lru_cache(maxsize=65536)
def leanings(claim: str, sentence: str) -> tuple[float, ...]:
    """The values of `NAMES` for two texts."""
    asked, said = told(claim), told(sentence)
    claimed, shown = worth(claim), worth(sentence)
    between = _between(asked, said)
    ratio = ratio_direction(sentence)
    way = math.prod(sign for _, sign in asked.signs) if asked.signs else 0
    return (
        float(claimed * shown > 0),
        float(claimed * shown < 0),
        float(claimed > 0 and not shown),
        max(between, 0.0),
        max(-between, 0.0),
        float((ratio or 0) * way > 0),
        float((ratio or 0) * way < 0),
        float(ratio == 0),
    )


@lru_cache(maxsize=65536)
def worth(text: str) -> int:
    """1 where a text tells more of good than of harm, -1 where more of harm, 0 of neither."""
    found, lists_of = told(text), worth_lists()
    signs = dict(found.signs)
    total = 0
    for place, word in enumerate(found.stems):
        if word in lists_of.good or word in lists_of.harmful:
            said = 1 if word in lists_of.good else -1
            turned = is_denied(place, found.denials) or signs.get(place - 1, 1) < 0
            total += -said if turned else said
        elif place in signs:
            total += signs[place] * _said_of(found, place)
    return (total > 0) - (total < 0)


def _said_of(found: Told, place: int) -> int:
    """1 where a word of direction is said of a thing that is wanted, -1 of one that is not, else 0."""
    after = range(place + 1, min(len(found.stems), place + 1 + SAID_OF))
    before = range(place - 1, max(-1, place - SAID_OF), -1)
    for other in (*after, *before):
        word = found.stems[other]
        if word in worth_lists().unwanted or word in worth_lists().wanted:
            return 1 if word in worth_lists().wanted else -1
    return 0


def ratio_direction(sentence: str) -> int | None:
    """Whether the first ratio with an interval lies above 1, below it, or its interval holds 1 (0)."""
    for one in estimates(sentence):
        if one.measure in RATIOS and one.interval:
            holds = one.interval.low <= one.no_effect <= one.interval.high
            return 0 if holds else (1 if one.value > one.no_effect else -1)
    return None


def _between(asked: Told, said: Told) -> float:
    """Agreement, from -1 to 1, of the directions between each two shared words, near ones counting more."""
    shared = [one for one in asked.places if one in said.places and one not in lists().sign]
    rarest = sorted(shared, key=lambda one: -rarity(one))[:SHARED]
    product = weight = 0.0
    for one, other in combinations(rarest, 2):
        way = _way(asked.signs, asked.places[one][0], asked.places[other][0])
        left, right = _nearest(said.places[one], said.places[other])
        apart = abs(left - right)
        if way and apart <= BETWEEN:
            found = _way(said.signs, left, right)
            counts = rarity(one) * rarity(other) / (2 + apart)
            product += counts * way * found
            weight += counts * abs(found)
    return product / weight if weight else 0.0


def _nearest(left: Sequence[int], right: Sequence[int]) -> tuple[int, int]:
    """The places of two words where they stand nearest."""
    return min(((a, b) for a in left for b in right), key=lambda pair: abs(pair[0] - pair[1]))


def _way(signs: Sequence[tuple[int, int]], one: int, other: int) -> int:
    """The directions between two places and beside them, multiplied: less of less is more; 0 for none."""
    first, last = min(one, other) - 2, max(one, other) + 1
    found = [sign for n, sign in signs if first <= n <= last]
    return math.prod(found) if found else 0
