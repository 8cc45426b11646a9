"""Values of two arms that one sentence sets side by side: "5.4 in the one and 4.0 in the other"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from review.relations.estimates import INTERVAL, MEASURE, MINUS, P_VALUE, number
from review.relations.naming import NamedArm

VALUE = re.compile(
    rf"(?<![\w.·/])(?<![A-Za-z][-‐])(?P<number>[{MINUS}]?(?:[1-9]\d{{0,2}}(?:,\d{{3}})+(?![\d,])|\d+)(?:[.·]\d+)?)(?P<of>\s*(?:/|of(?: the)?)\s*\d+(?![\d.%]))?\s*(?P<percent>%)?"
)
NOT_A_VALUE = re.compile(
    r"±\s*[\d.·]+|\(\s*(?:SD|SE|SEM)?\s*±?\s*\d+[.·]?\d*\s*\)|\b[nN]\s*=\s*\d+|\b9[059]\s*%"
    r"|\b\d+(?:st|nd|rd|th)\b|[FtχZz]\d*\s*(?:\([^)]*\)|,\s*\d+)?\s*=\s*[\d.·]+"
    r"|\b(?:[Tt]able|[Ff]ig\w*\.?|[Gg]roup|[Aa]rm|[Pp]hase|[Vv]isit|[Gg]rade|[Tt]ype|[Ss]tage|[Ww]eeks?|[Mm]onths?|[Dd]ays?|[Yy]ears?|T)"
    r"\s*\d+\b(?![.·]\d)(?:\s*(?:,|and|to|or|-|–)\s*(?:and\s+)?\d+\b(?![.·%]))*"
    r"|\b(?:at|after|within|every|over|aged?|during|following|baseline to)\s+\d+[\d.]*"
    r"|\d+[\d.]*-(?:weeks?|months?|days?|years?|hours?|h|minutes?|min)\b|[<>≥≤]\s*\d+[\d.]*"
    r"|\bfrom\s+[\d.·]+\s*%?\s*(?:±\s*[\d.·]+|\([^)]*\))?\s*[A-Za-z/%]*\s*to\s+[\d.·]+"
)
SET_SIDE_BY_SIDE = re.compile(r"\b(?:vs\.?|versus|and|compared|to|than|v)\b|[,/;:]")
FURTHEST = 160
"""Characters between two values that are set side by side."""
AFTER_ARM = 90
"""Characters after the name of an arm within which a value is its own."""
BEFORE_ARM = re.compile(
    r"(?:\s*\([^()]*\))?,?\s*(?:\w+[\s-]){0,3}?(?:of|in|with|for|on|by|from|after|receiving|among|at)\s+"
    r"(?:the\s+)?(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)
FALLING = re.compile(r"\b(?:reduc|decreas|declin|drop|fell|fall|loss|lost)\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a text that may be an arm's result."""

    start: int
    end: int
    amount: float
    is_percent: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values side by side; `sign` is that of the first less the second."""

    first: Value
    second: Value

    @property
    def sign(self) -> int:
        """Which is larger: 1 the first, -1 the second, 0 neither."""
        return (self.first.amount > self.second.amount) - (self.first.amount < self.second.amount)


@lru_cache(maxsize=16384)
def values(text: str) -> tuple[Value, ...]:
    """The numbers of a text that may be results: no p-values, intervals, spreads, times or doses."""
    for other in (P_VALUE, INTERVAL, MEASURE, NOT_A_VALUE):
        text = other.sub(lambda match: " " * len(match.group()), text)
    return tuple(_value(match) for match in VALUE.finditer(text))


def _value(match: re.Match[str]) -> Value:
    amount = number(match["number"])
    total = number(match["of"].strip(" /ofthe")) if match["of"] else 0.0
    if total >= amount and total > 0:
        return Value(match.start(), match.end(), 100 * amount / total, True)
    return Value(match.start(), match.end(), amount, bool(match["percent"]))


def pair_after(text: str, start: int, stop: int, named: tuple[NamedArm, ...]) -> Pair | None:
    """The first two values side by side in `text[start:stop]` that are not part of an arm's name."""
    found = [
        v
        for v in values(text)
        if start <= v.start < stop and not any(a.start <= v.start < a.end for a in named)
    ]
    percents = [v for v in found if v.is_percent]
    found = percents if len(percents) > 1 else found
    for place, first in enumerate(found):
        for second in found[place + 1 : place + 3]:
            between = text[first.end : second.start]
            alike = first.is_percent == second.is_percent and len(between) < FURTHEST
            if alike and SET_SIDE_BY_SIDE.search(between):
                return Pair(first, second)
    return None


def at_arms(text: str, start: int, named: tuple[NamedArm, ...]) -> Pair | None:
    """The intervention's value and the other arm's, each beside the first mention of its arm.

    "31% of the one group", "3.1 with the other": before the name, where a preposition joins the two,
    or else after it and before the next name.
    """
    numbers = [v for v in values(text) if not any(a.start <= v.start < a.end for a in named)]
    percents = [v for v in numbers if v.is_percent]
    numbers = percents if len(percents) > 1 else numbers
    found: dict[int, Value] = {}
    for place, arm in enumerate(named):
        if arm.side in found or arm.start < start:
            continue
        since = named[place - 1].end if place else 0
        until = named[place + 1].start if place + 1 < len(named) else len(text)
        free = [v for v in numbers if v not in found.values()]
        before = [v for v in free if since <= v.start < arm.start and _joins(text, v, arm)]
        after = [v for v in free if arm.end <= v.start < min(until, arm.end + AFTER_ARM)]
        if before or after:
            found[arm.side] = (before[-1:] or after)[0]
    return Pair(found[1], found[-1]) if found.keys() == {1, -1} else None


def _joins(text: str, value: Value, arm: NamedArm) -> bool:
    """Whether a preposition joins a value to the arm named after it ("31% of the treated group")."""
    return BEFORE_ARM.fullmatch(text[value.end : arm.start]) is not None


def side_of_first(pair: Pair, named: tuple[NamedArm, ...], start: int, stop: int) -> int:
    """Which arm the first value of a pair belongs to, by the arms named around the two.

    Values come in the order in which their arms are named; where one arm only is named near them, the
    nearer value is its own. 0 where no arm is named.
    """
    near = [arm for arm in named if start <= arm.start < stop] or list(named)
    before = [arm.side for arm in near if arm.end <= pair.first.start]
    between = [
        arm.side for arm in near if pair.first.end <= arm.start and arm.end <= pair.second.start
    ]
    after = [arm.side for arm in near if arm.start >= pair.second.end]
    if before and between:
        return before[-1] if before[-1] != between[-1] else between[0]
    if between:
        return between[0]
    if len(set(before)) > 1:
        return -before[-1]
    if len(set(after)) > 1:
        return after[0]
    return next(iter([*before[-1:], *after, *(arm.side for arm in near)]), 0)


def is_fall(text: str, start: int, stop: int) -> bool:
    """Whether the stretch speaks of a fall, so that a larger value means less."""
    return FALLING.search(text, start, stop) is not None
