"""The direction of an effect in one sentence, for arms and outcomes named in any words.

`signals` reads what the sentence says of the outcome: words of more, less, better and worse with the
arm they are said of, denials, p-values, intervals, estimates and values set side by side. `compare`
weighs the signals; the weights were learned (`training/train_comparison.py`) and are printed in
`data/models/comparison.json`.
"""

from dataclasses import dataclass
from functools import lru_cache

from review.appraisal.cues import Cue, cues
from review.appraisal.estimates import RATIOS, estimates, intervals, p_values
from review.appraisal.linear_model import linear_model
from review.appraisal.naming import (
    CUES,
    Pairs,
    arms,
    directions,
    named_arms,
    outcome_place,
    stretch,
)
from review.appraisal.said import Said, Stretch, is_negated, said_in, said_of
from review.appraisal.values import is_fall, pair_after, side_of_first
from review.concepts import benefit_words, normal
from review.vocabulary import Finding

MODEL = "comparison.json"
FIGURES = frozenset(
    {"p small", "p not small", "ratio", "estimate", "interval holds no effect"}
    | {"values set side by side", "values after set side by side"}
)
NULL = Finding.NO_CLEAR_DIFFERENCE.value
BY_INTERVAL = {True: "its interval holds no effect", False: "its interval excludes no effect"}
"""The interval of the outcome's own ratio decides whether there is an effect, whatever the words say;
it did as people did in 73 of 78 sentences (Evidence Inference, training and validation)."""
SILENT = frozenset(
    {"no word of direction", "no p", "arm named", "other arm named", "outcome not named"}
)
"""Signals that tell no finding by themselves."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked of a sentence: two arms and an outcome, in the claim's words."""

    intervention: str
    comparator: str
    outcome: str
    pairs: Pairs = ()
    """Abbreviations that the record explains."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The finding of a sentence, how probable it is among the three, and the signals behind it."""

    finding: Finding
    probability: float
    signals: tuple[str, ...]
    has_figures: bool
    """Whether the sentence gives a p-value, an estimate or values set side by side."""
    worth: int
    """1 where the intervention is said to be better, -1 worse, 0 where neither is said."""


@lru_cache(maxsize=32768)
def compare(text: str, asked: Comparison) -> Compared | None:
    """The way the outcome went in a sentence with the intervention against the comparator.

    None where the sentence says nothing of it: no word of direction, denial, p-value or figure.
    """
    found = signals(text, asked)
    if found.keys() <= SILENT:
        return None
    chances = linear_model(MODEL).probabilities(found)
    crossed = crosses(text, asked)
    if crossed is not None:
        chances = {one: p for one, p in chances.items() if (one == NULL) is crossed}
    finding = max(chances, key=lambda one: (chances[one], one))
    shown = linear_model(MODEL).weightiest(found, finding)
    worth = found.get("worths together", 0.0)
    return Compared(
        Finding(finding),
        chances[finding] / sum(chances.values()),
        shown if crossed is None else (BY_INTERVAL[crossed], *shown),
        has_figures=bool(found.keys() & FIGURES),
        worth=(worth > 0) - (worth < 0),
    )


def crosses(text: str, asked: Comparison) -> bool | None:
    """Whether the interval of the outcome's own ratio holds no effect; None where none is given."""
    around = _around(text, asked)
    for estimate in estimates(around.text):
        if around.holds(estimate.start) and estimate.measure in RATIOS and estimate.interval:
            return estimate.interval.low <= 1 <= estimate.interval.high
    return None


def signals(text: str, asked: Comparison) -> dict[str, float]:
    """What the sentence says of the outcome, as named signals; those of no value are left out."""
    around = _around(text, asked)
    found = {
        **_direction_signals(around, asked.outcome),
        **_denial_signals(around),
        **_p_signals(around),
        **_estimate_signals(around),
        **_value_signals(around),
    }
    found["arm named"] = float(any(a.side == 1 for a in around.named))
    found["other arm named"] = float(any(a.side == -1 for a in around.named))
    found["outcome not named"] = float(around.place is None)
    return {name: value for name, value in (found | _joint(found)).items() if value}


@lru_cache(maxsize=8192)
def _around(text: str, asked: Comparison) -> Stretch:
    """The sentence as it is read for the outcome."""
    text = text.replace("\n", " ")
    named = named_arms(text, arms(asked.intervention, asked.comparator, asked.pairs))
    place = outcome_place(text, asked.outcome, asked.pairs)
    start, stop = stretch(text, place.start, place.end) if place else (0, len(text))
    return Stretch(text, named, place, start, stop)


def _direction_signals(around: Stretch, outcome: str) -> dict[str, float]:
    said = sorted(said_in(around), key=lambda one: (not one.is_near, one.gap))
    good = -1 if polarity(outcome) < 0 else 1
    found: dict[str, float] = {"no word of direction": float(not said)}
    for rank, kind in ((0, True), (0, False), (1, True)):
        of_kind = [one for one in said if one.is_amount is kind]
        if len(of_kind) <= rank:
            continue
        one = of_kind[rank]
        name = f"{'amount' if kind else 'worth'} {rank + 1}"
        value = 0 if one.is_negated else one.sign
        found[f"{name}, by arm"] = float(value * one.side)
        found[f"{name}, arm unknown"] = float(value * (one.side == 0))
        found[f"{name} negated"] = float(one.is_negated)
        found[f"{name} elsewhere"] = float(not one.is_near)
        if not kind:
            found[f"{name}, by arm and outcome"] = float(value * one.side * good)
            found[f"{name}, arm unknown, by outcome"] = float(value * (one.side == 0) * good)
    near = [one for one in said if one.is_near and not one.is_negated]
    amounts = sum(one.sign * one.side for one in near if one.is_amount)
    worths = sum(one.sign * one.side for one in near if not one.is_amount)
    found["amounts together"] = float(max(-2, min(2, amounts)))
    found["worths together"] = float(max(-2, min(2, worths)))
    found["worths together, by outcome"] = float(good * max(-2, min(2, worths)))
    if said:
        found["nearest word, by arm"] = _nearest(said[0], good)
    return found


def _nearest(one: Said, good: int) -> float:
    value = 0 if one.is_negated else one.sign * one.side
    return float(value if one.is_amount else value * good)


@lru_cache(maxsize=8192)
def polarity(outcome: str) -> int:
    """Whether more of an outcome is better (1) or worse (-1), as far as its words tell; else 0."""
    if any(cue.name == "harm_outcome" for cue in cues(outcome, CUES)):
        return -1
    return int(any(normal(word) in benefit_words() for word in outcome.split()))


def denies(text: str) -> bool:
    """Whether a text denies a difference, an effect or a direction anywhere."""
    negated = any(is_negated(text, cue, 0) for cue in directions(text))
    return bool(_denials(text)) or negated


def _denials(text: str) -> list[Cue]:
    found = cues(text, CUES)
    deniable = [c for c in found if c.name == "deniable" and is_negated(text, c, 0)]
    return [c for c in found if c.name == "null"] + deniable


def _denial_signals(around: Stretch) -> dict[str, float]:
    all_cues = cues(around.text, CUES)
    deniable = [c for c in all_cues if c.name == "deniable"]
    nulls = _denials(around.text)
    here = [c for c in nulls if around.holds(c.start)]
    significant = [c for c in all_cues if c.name == "significant" and around.holds(c.start)]
    return {
        "denial here": float(bool(here)),
        "denial near": float(any(around.gap(c.start, c.end) < 40 for c in here)),  # noqa: PLR2004
        "significant": float(bool(significant) and not here),
        "difference said": float(any(around.holds(c.start) for c in deniable) and not here),
    }


def _p_signals(around: Stretch) -> dict[str, float]:
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


def _estimate_signals(around: Stretch) -> dict[str, float]:
    from_here = around.place.start if around.place else around.start
    found: dict[str, float] = {}
    for estimate in estimates(around.text):
        if estimate.start >= around.start:
            above = (estimate.value > estimate.no_effect) - (estimate.value < estimate.no_effect)
            found["estimate"] = float(above)
            found["ratio"] = float(above if estimate.no_effect else 0)
            side = said_of(around, estimate.start, estimate.start)
            found["estimate, by arm"] = float(above * side)
            break
    later = [i for i in intervals(around.text) if i.start >= from_here]
    ratio = any(e.no_effect for e in estimates(around.text))
    for interval in later[:1]:
        middle = 1.0 if ratio or (interval.low > 0 and interval.low < 1 < interval.high) else 0.0
        found["interval holds no effect"] = float(interval.low <= middle <= interval.high)
        if ratio or interval.low < 0:
            found["interval beside no effect"] = float(
                (interval.low > middle) - (interval.high < middle)
            )
    return found


def _value_signals(around: Stretch) -> dict[str, float]:
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
            turned = -1 if is_fall(around.text, around.start, pair.first.start) else 1
            found[f"{name}, by place"] = float(pair.sign * side)
            found[f"{name}, by order"] = float(pair.sign * first)
            found[f"{name}, turned by a fall"] = float(pair.sign * side * turned)
            found[f"{name} larger first"] = float(pair.sign)
            found[f"{name} set side by side"] = 1.0
            found[f"{name} equal"] = float(pair.sign == 0)
    return found


def _joint(found: dict[str, float]) -> dict[str, float]:
    """Directions beside a denial or a p-value that is not small."""
    joint = {}
    for name in (
        "nearest word, by arm",
        "amount 1, by arm",
        "values, by place",
        "values after, by place",
        "estimate, by arm",
    ):
        value = found.get(name, 0.0)
        joint[f"{name}, denied"] = value * found.get("denial here", 0.0)
        joint[f"{name}, p not small"] = value * found.get("p not small", 0.0)
        joint[f"{name}, p small"] = value * found.get("p small", 0.0)
    return joint
