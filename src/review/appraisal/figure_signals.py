"""Signals of the figures in a sentence: p-values, estimates, intervals, values set side by side."""

from review.appraisal.estimates import Interval, estimates, intervals, p_values
from review.appraisal.polarity import is_waited_for
from review.appraisal.said import Stretch, reference_of, said_of
from review.appraisal.values import Pair, at_arms, is_fall, pair_after, side_of_first


def p_signals(around: Stretch) -> dict[str, float]:
    """Whether the p-value of the outcome is small, and those around it."""
    found = p_values(around.text)
    here = [p for p in found if around.holds(p.start)]
    after = [p for p in here if not around.place or p.start >= around.place.start] or here
    nearest = (after or list(found))[:1]
    return {
        "p small": float(any(p.is_small for p in nearest)),
        "p not small": float(any(not p.is_small for p in nearest)),
        "some p small": float(any(p.is_small for p in here)),
        "some p not small": float(any(not p.is_small for p in here)),
        "no p": float(not found),
    }


def estimate_signals(around: Stretch, outcome: str) -> dict[str, float]:
    """On which side of no effect the first estimate and the first interval lie."""
    found: dict[str, float] = {}
    for estimate in estimates(around.text):
        if estimate.start >= around.start:
            above = (estimate.value > estimate.no_effect) - (estimate.value < estimate.no_effect)
            above *= _turned(around, estimate.start, outcome)
            found["estimate"] = float(above)
            found["ratio"] = float(above if estimate.no_effect else 0)
            side = said_of(around, estimate.start, estimate.start)
            found["estimate, by arm"] = float(above * side)
            break
    from_here = around.place.start if around.place else around.start
    for interval, middle in _with_middles(around.text):
        if interval.start >= from_here:
            found["interval holds no effect"] = float(interval.low <= middle <= interval.high)
            beside = (interval.low > middle) - (interval.high < middle)
            beside *= _turned(around, interval.start, outcome)
            if middle or interval.low < 0:
                found["interval beside no effect"] = float(beside)
            break
    return found


def _turned(around: Stretch, start: int, outcome: str) -> int:
    """-1 where what is estimated goes the other way than the outcome, else 1.

    So it does where the intervention is what is compared with, and where the hazard is that of the
    event for which an outcome such as survival is waited.
    """
    reference = reference_of(around, start, start)
    turned = -1 if reference is not None and reference.side > 0 else 1
    before = [e for e in estimates(around.text) if e.start <= start]
    is_hazard = bool(before) and before[-1].measure == "HR"
    return (
        -turned if is_hazard and is_waited_for(outcome) and is_waited_for(around.text) else turned
    )


def _with_middles(text: str) -> list[tuple[Interval, float]]:
    """Every interval with the value that means no effect: that of its measure, or a guess from its bounds."""
    told = {e.interval: e.no_effect for e in estimates(text) if e.interval}
    ratio = any(e.no_effect for e in estimates(text))
    return [(i, told.get(i, float(ratio or 0 < i.low < 1 < i.high))) for i in intervals(text)]


def value_signals(around: Stretch) -> dict[str, float]:
    """Which of two values is larger, and whose it is."""
    found: dict[str, float] = {}
    after = around.place.start if around.place else around.start
    for name, start, stop in (
        ("values", around.start, around.stop),
        ("values after", after, len(around.text)),
    ):
        pair = pair_after(around.text, start, stop, around.named)
        if pair is not None:
            side = side_of_first(pair, around.named, around.start, around.stop)
            first = next((a.side for a in around.named if a.start >= around.start), 0)
            turned = _by_fall(around, pair)
            found[f"{name}, by place"] = float(pair.sign * side)
            found[f"{name}, by order"] = float(pair.sign * first)
            found[f"{name}, turned by a fall"] = float(pair.sign * side * turned)
            found[f"{name} larger first"] = float(pair.sign)
            found[f"{name} set side by side"] = 1.0
            found[f"{name} equal"] = float(pair.sign == 0)
    beside = at_arms(around.text, around.start, around.named)
    if beside is not None:
        found["values beside the arms"] = float(beside.sign)
        found["values beside the arms, turned by a fall"] = float(
            beside.sign * _by_fall(around, beside)
        )
    return found


def _by_fall(around: Stretch, pair: Pair) -> int:
    """-1 where values without a sign measure a fall ("fell by 32% and 4%"), so that the larger means less."""
    signed = min(pair.first.amount, pair.second.amount) < 0
    return -1 if not signed and is_fall(around.text, around.start, pair.first.start) else 1
