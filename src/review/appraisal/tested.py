"""What the figures of a harm say: an interval or a p-value tells a harm shown from one only counted.

"Fractures occurred in 0.7 % and 0.7 % (OR 0.97, 95 % CI 0.66-1.41)" reports that they happened in both
groups, not that the treatment brought them about.
"""

from review.appraisal.effects import Effect
from review.appraisal.estimates import RATIOS, estimates, p_values


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
