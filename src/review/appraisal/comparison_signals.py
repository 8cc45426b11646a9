"""The signals of a sentence that tell which way an outcome went, each with a name that a person can read."""

import re
from dataclasses import dataclass
from functools import lru_cache

from review.appraisal.figure_signals import estimate_signals, p_signals, value_signals
from review.appraisal.naming import CUES, Pairs, arms, named_arms, outcome_place, stretch
from review.appraisal.polarity import polarity
from review.appraisal.said import Said, Stretch, denials, said_in
from review.terms.cues import cues

REACH = 80
"""Characters within which a denial is one of a difference between groups."""
NEAR = 40
"""Characters within which a denial stands near the outcome."""
FROM = re.compile(r"\bfrom\s+(?:(?:the|that|those|of|in)\s+){0,3}$", re.IGNORECASE)
"""Before an arm that something differed from."""
GROUPS = (
    r"(?:groups?|arms?|treatments?|conditions?|interventions?|drugs?|regimens?|cohorts?|trials?)"
)
BETWEEN_GROUPS = re.compile(
    rf"\b(?:between|across|among)\s+(?:(?:the|both|these|two|2|three|study|treatment|treated|trial)\s+){{0,4}}{GROUPS}\b"
    r"|\b(?:inter|between)[- ]?group\b|\bgroup[- ]wise\b"
    r"|\b(?:group|treatment|condition)\s*(?:×|x|by|\*)\s*time\b|\btime\s*(?:×|x|by|\*)\s*(?:group|treatment|condition)\b",
    re.IGNORECASE,
)
WITHIN_GROUPS = re.compile(
    rf"\b(?:in|of|for)\s+(?:both|all|each|either)\s+(?:(?:the|study|treatment|two|three)\s+){{0,2}}{GROUPS}\b"
    rf"|\bboth\s+(?:\w+\s+){{0,2}}{GROUPS}\b|\b(?:time|main) effect|\bover time\b"
    r"|\b(?:from|than|with|to|at) (?:the\s+)?(?:baseline|pre\w*)\b|\bbefore and after\b|\bwithin[- ]group\b",
    re.IGNORECASE,
)
TELLING = (
    "amount 1, by arm",
    "amount 1, arm unknown",
    "worth 1, by arm",
    "worth 1, arm unknown",
    "estimate",
    "values larger first",
    "values after larger first",
    "values beside the arms",
    "interval beside no effect",
)
"""Signals of which one at least must be there for a sentence to tell a direction of its own."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked of a sentence: two arms and an outcome, in the claim's words."""

    intervention: str
    comparator: str
    outcome: str
    pairs: Pairs = ()
    """Abbreviations that the record explains."""


def signals(text: str, asked: Comparison) -> dict[str, float]:
    """What the sentence says of the outcome, as named signals; those of no value are left out."""
    around = stretch_around(text, asked)
    found = {
        **_direction_signals(around, asked.outcome),
        **_denial_signals(around),
        **p_signals(around),
        **estimate_signals(around, asked.outcome),
        **value_signals(around),
    }
    found |= _group_signals(around, found.get("nearest word, by arm", 0.0))
    if not any(found.get(name) for name in TELLING):
        found["nothing of direction, by outcome"] = float(polarity(asked.outcome))
    found["arm named"] = float(any(a.side == 1 for a in around.named))
    found["other arm named"] = float(any(a.side == -1 for a in around.named))
    found["outcome not named"] = float(around.place is None)
    return {name: value for name, value in (found | _joint(found)).items() if value}


@lru_cache(maxsize=8192)
def stretch_around(text: str, asked: Comparison) -> Stretch:
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


def _denial_signals(around: Stretch) -> dict[str, float]:
    all_cues = cues(around.text, CUES)
    deniable = [c for c in all_cues if c.name == "deniable"]
    nulls = denials(around.text)
    here = [c for c in nulls if around.holds(c.start)]
    significant = [c for c in all_cues if c.name == "significant" and around.holds(c.start)]
    return {
        "denial here": float(bool(here)),
        "denial near": float(any(around.gap(c.start, c.end) < NEAR for c in here)),
        "significant": float(bool(significant) and not here),
        "difference said": float(any(around.holds(c.start) for c in deniable) and not here),
    }


def _group_signals(around: Stretch, nearest: float) -> dict[str, float]:
    """Whether the groups are said to differ from each other, or each from its own start."""
    text = around.text
    between = [match.start() for match in BETWEEN_GROUPS.finditer(text)]
    between += [arm.start for arm in around.named if FROM.search(text[: arm.start])]
    denied = any(0 <= place - c.end < REACH for place in between for c in denials(text))
    within = any(around.holds(match.start()) for match in WITHIN_GROUPS.finditer(text))
    return {
        "difference between groups denied": float(denied),
        "between groups": float(bool(between) and not denied),
        "within groups": float(within),
        "nearest word, by arm, within groups": nearest * within,
        "nearest word, by arm, difference between groups denied": nearest * denied,
    }


def _joint(found: dict[str, float]) -> dict[str, float]:
    """Directions beside a denial or a p-value that is not small."""
    joint = {}
    for name in (
        "nearest word, by arm",
        "amount 1, by arm",
        "values, by place",
        "values after, by place",
        "values beside the arms",
        "estimate, by arm",
    ):
        value = found.get(name, 0.0)
        joint[f"{name}, denied"] = value * found.get("denial here", 0.0)
        joint[f"{name}, p not small"] = value * found.get("p not small", 0.0)
        joint[f"{name}, p small"] = value * found.get("p small", 0.0)
    return joint
