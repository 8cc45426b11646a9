"""What the figures of an outcome say: an interval or a p-value tells an effect shown from one only counted.

"Fractures occurred in 0.7 % and 0.7 % (OR 0.97, 95 % CI 0.66-1.41)" reports that they happened in both
groups, not that the treatment brought them about.
"""

from review.appraisal.effects import Effect
from review.appraisal.estimates import RATIOS, estimates, p_values
from review.appraisal.naming import arms, named_arms
from review.appraisal.values import at_arms, values


def tested(text: str, start: int, end: int) -> Effect | None:
    """The effect on what stands at `text[start:end]` as its own ratio or p-value shows; None without.

    Its own are the first after it in its part of the sentence, or else the last before it.
    """
    left, right = _part(text, start, end)
    ratios = [
        e for e in estimates(text) if e.measure in RATIOS and e.interval and left <= e.start < right
    ]
    after = [e for e in ratios if e.start >= end]
    for estimate in (*after[:1], *ratios[-1:]):
        if estimate.interval is not None:
            if estimate.interval.low <= 1 <= estimate.interval.high:
                return Effect.NULL
            return Effect.UP if estimate.interval.low > 1 else Effect.DOWN
    own = [p for p in p_values(text) if end <= p.start < right]
    return Effect.NULL if own and not own[0].is_small else None


def by_arms(text: str, start: int, end: int, intervention: str) -> Effect | None:
    """The effect on what stands at `text[start:end]` as the arms' own numbers show; None unless fewer had it.

    "Falls occurred in 1% with the treatment and in 9% with placebo (P<0.001)" is no harm of it. Only
    the numbers that follow next are its own.
    """
    told = text[end : _part(text, start, end)[1]]
    pair = at_arms(told, 0, named_arms(told, arms(intervention, "", ())))
    if pair is None or pair.first.is_percent != pair.second.is_percent or pair.sign > 0:
        return None
    next_value = values(told)[0].start
    if min(pair.first.start, pair.second.start) != next_value or "," in told[:next_value]:
        return None
    is_clear = pair.sign < 0 and any(p.is_small for p in p_values(told)[:1])
    return Effect.DOWN if is_clear else Effect.NULL


def _part(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around a place: between semicolons that no bracket holds."""
    depth, left, right = 0, 0, len(text)
    for place, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if sign == ";" and depth <= 0:
            if place < start:
                left = place
            elif place >= end:
                right = place
                break
    return left, right
