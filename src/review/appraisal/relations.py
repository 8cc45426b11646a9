"""How a sentence speaks to a claim in any words: on the same things, and for or against.

Every relation is between the two texts: which of the claim's words the sentence shares, whether the
words of direction around the shared ones agree, what one denies and the other does not, whether
numbers differ. None depends on what a claim is about.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

from review.appraisal.telling import Told, lists, told
from review.terms.words import rarity

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

BESIDE = 4
"""Words beside those shared with the claim that still belong to what a sentence says of it."""


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


def denies_effect(text: str) -> bool:
    """Whether a text denies effects, and weighs none against another ("lowered X but not Y")."""
    said = told(text)
    return not said.is_contrasting and _effect(said, (0, len(said.stems))) < 0


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


def weighed_mean(rows: Sequence[Sequence[float]], weights: Sequence[float]) -> tuple[float, ...]:
    """The mean of rows of features, sentences that rank higher counting more."""
    total = sum(weights) or 1.0
    return tuple(
        sum(weight * value for weight, value in zip(weights, column, strict=True)) / total
        for column in zip(*rows, strict=True)
    )
