"""The direction of an effect in one sentence, for arms and outcomes named in any words.

`signals` reads what the sentence says of the outcome: words of more, less, better and worse with the
arm they are said of, denials, p-values, intervals, estimates and values set side by side. `compare`
weighs the signals; the weights were learned (`training/train_comparison.py`) and are printed in
`data/models/comparison.json`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from review.appraisal.comparison_signals import Comparison, signals, stretch_around
from review.appraisal.estimates import RATIOS, estimates
from review.appraisal.linear_model import linear_model
from review.appraisal.naming import (
    outcome_place,
)
from review.appraisal.polarity import is_waited_for
from review.core.vocabulary import Finding

MODEL = "comparison.json"
FIGURES = frozenset(
    {"p small", "p not small", "ratio", "estimate", "interval holds no effect"}
    | {"values set side by side", "values after set side by side"}
)
NULL = Finding.NO_CLEAR_DIFFERENCE.value
BY_INTERVAL = {True: "its interval holds no effect", False: "its interval excludes no effect"}
"""The interval of the outcome's own ratio decides whether there is an effect, whatever the words say;
how often it does as people did is printed by `training/train_comparison.py`."""
OPPOSITE = {"increased": "decreased", "decreased": "increased"}
BELOW = re.compile(
    r"\W*(?:[\w/.%-]+\s+){0,3}?(?:levels?\s+|of\s+|to\s+)*(?:<|≤|less than|below|under)\s*\d",
    re.IGNORECASE,
)
PROPORTION = re.compile(
    r"\b(?:proportions?|percentages?|patients|participants|subjects|achiev\w+|reach\w+|attain\w+)\b|%",
    re.IGNORECASE,
)
NULL_SIGNS = frozenset(
    {"denial here", "p not small", "some p not small", "interval holds no effect", "values equal"}
    | {"difference between groups denied", "amount 1 negated", "worth 1 negated"}
)
SILENT = frozenset(
    {"no word of direction", "no p", "arm named", "other arm named", "outcome not named"}
    | {"nothing of direction, by outcome", "between groups", "within groups"}
)
"""Signals that tell no finding by themselves."""


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
    shows_null: bool
    """Whether the sentence denies a difference, or gives a p-value or an interval that does not show one."""


@lru_cache(maxsize=32768)
def compare(text: str, asked: Comparison) -> Compared | None:
    """The way the outcome went in a sentence with the intervention against the comparator.

    None where the sentence says nothing of it: no word of direction, denial, p-value or figure.
    """
    found = signals(text, asked)
    if found.keys() <= SILENT:
        return None
    chances = linear_model(MODEL).probabilities(found)
    if is_told_in_reverse(text, asked):
        chances = {OPPOSITE.get(one, one): chance for one, chance in chances.items()}
    crossed = crosses(text, asked)
    if crossed is not None:
        chances = {one: p for one, p in chances.items() if (one == NULL) is crossed}
    finding = max(chances, key=lambda one: (chances[one], one))
    said = OPPOSITE.get(finding, finding) if is_told_in_reverse(text, asked) else finding
    shown = linear_model(MODEL).weightiest(found, said)
    worth = found.get("worths together", 0.0)
    return Compared(
        Finding(finding),
        chances[finding] / sum(chances.values()),
        shown if crossed is None else (BY_INTERVAL[crossed], *shown),
        has_figures=bool(found.keys() & FIGURES),
        worth=(worth > 0) - (worth < 0),
        shows_null=bool(found.keys() & NULL_SIGNS),
    )


def is_told_in_reverse(text: str, asked: Comparison) -> bool:
    """Whether a sentence tells of the opposite of the outcome.

    The event for which an outcome such as time to relapse is waited ("relapse was rarer"), or how many
    came below a limit ("HbA1c below 7%").
    """
    outcome = asked.outcome
    if is_waited_for(outcome):
        return not is_waited_for(text)
    place = outcome_place(text, outcome, asked.pairs)
    return (
        place is not None
        and bool(BELOW.match(text, place.end))
        and bool(PROPORTION.search(text))
        and not BELOW.search(outcome)
    )


def crosses(text: str, asked: Comparison) -> bool | None:
    """Whether the interval of the outcome's own ratio holds no effect; None where none is given."""
    around = stretch_around(text, asked)
    for estimate in estimates(around.text):
        if around.holds(estimate.start) and estimate.measure in RATIOS and estimate.interval:
            return estimate.interval.low <= 1 <= estimate.interval.high
    return None
