"""Where a text names a claim's arms and outcome, in whatever words: no term list is needed.

An arm is named by the words that tell it from the other arm, by its abbreviation, or by a general
word for it ("the control group") where one arm is a control and the other is not.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from review.reading.abbreviations import abbreviations, spelled_out
from review.terms.cues import Cue, cues
from review.terms.words import WORD, arm_words, content_words, function_words, rarity, stem

CUES = "comparison_cues.toml"
CONTROL = "control_arm"
Pairs = tuple[tuple[str, str], ...]

ENOUGH = 12.0
"""Rarity that names an outcome for sure, however long its full name is: two or three telling words."""

LEFT_OUT = re.compile(
    r"\b(?:without|prior to|before|instead of|rather than|not|no|non)\b[\s-].*", re.IGNORECASE
)
"""What an arm is said to go without ("surgery without a drain")."""
WITHOUT = re.compile(
    r"\b(?:without|non|no|sham|dummy|mock|simulated)[\s-]+(?:(?:an?|the|any)\s+)?$", re.IGNORECASE
)
"""Before the name of an arm that this is the other one ("the non-drain group", "sham surgery")."""
BEFORE = 20
"""Characters before a name in which such a word is looked for."""

NEAR = 80
"""Characters within which words of the outcome belong to one mention."""
PARTED = re.compile(r"[,;\d]|\b(?:and|or|nor|than|but|versus|vs|compared|not)\b")
JOINED = 24
"""Characters within which words of one arm belong to one mention."""


@dataclass(frozen=True, slots=True)
class NamedArm:
    """A place that names an arm: `text[start:end]`; `side` is 1 for the intervention, -1 for the other."""

    start: int
    end: int
    side: int


@dataclass(frozen=True, slots=True)
class Arms:
    """The stems and exact short forms that name each arm, and whether general words do."""

    intervention: frozenset[str]
    comparator: frozenset[str]
    control_side: int
    """Which arm "control", "placebo" and the like mean; 0 where they tell nothing."""
    treated_side: int


@dataclass(frozen=True, slots=True)
class OutcomePlace:
    """The densest mention of an outcome; `share` is the rarity-weighted share of its words found."""

    start: int
    end: int
    share: float


@lru_cache(maxsize=8192)
def arms(intervention: str, comparator: str, pairs: Pairs) -> Arms:
    """How the arms of a comparison are told apart.

    Args:
        intervention: name of the one arm.
        comparator: name of the other; empty where the claim names none.
        pairs: abbreviations that the record explains, with their long forms.
    """
    pairs = (*abbreviations(intervention), *abbreviations(comparator), *pairs)
    ours, theirs = (_keys(LEFT_OUT.sub("", name), pairs) for name in (intervention, comparator))
    own, other = ours - theirs, theirs - ours
    own, other = _telling(own or ours), _telling(other)
    has_control, is_control = _names_control(comparator), _names_control(intervention)
    tells = has_control != is_control or not (own or other) or not comparator
    side = 1 if is_control and not has_control else -1
    return Arms(
        frozenset(own),
        frozenset(other),
        control_side=side if tells else 0,
        treated_side=-side if tells else (0 if is_control else 1),
    )


def _telling(keys: frozenset[str]) -> frozenset[str]:
    """The keys without common words and figures, where others remain."""
    return frozenset(key for key in keys - arm_words() if not key.isdigit()) or keys


def _names_control(name: str) -> bool:
    return any(cue.name == CONTROL for cue in cues(name, CUES))


@lru_cache(maxsize=16384)
def _keys(name: str, pairs: Pairs) -> frozenset[str]:
    """Stems of a name and its spelled-out form, and short forms that stand for part of it."""
    stems = {w.stem for w in content_words(f"{name} {spelled_out(name, pairs)}")}
    stems = {s for s in stems if len(s) > 1 or s.isdigit()}
    short = {
        short
        for short, long in pairs
        if (meant := {w.stem for w in content_words(long)}) and meant <= stems
    }
    capitals = {m.group() for m in WORD.finditer(name) if m.group().isupper()}
    return frozenset(stems | short | capitals)


@lru_cache(maxsize=16384)
def named_arms(text: str, told: Arms) -> tuple[NamedArm, ...]:
    """Every place where the text names one of the arms, in order; neighbouring words are one place."""
    found = []
    for match in WORD.finditer(text):
        side = _side(match.group(), told)
        if side > 0 and WITHOUT.search(text, max(0, match.start() - BEFORE), match.start()):
            side = -1
        if side:
            found.append(NamedArm(match.start(), match.end(), side))
    general = {CONTROL: told.control_side, "treated_arm": told.treated_side}
    for cue in cues(text, CUES):
        side = general.get(cue.name, 0)
        if side and not any(_makes_needless(arm, cue, text) for arm in found):
            found.append(NamedArm(cue.start, cue.end, side))
    return _merged(text, sorted(found, key=lambda arm: arm.start))


def _makes_needless(arm: NamedArm, cue: Cue, text: str) -> bool:
    """Whether a name stands on or just after a general word ("treated with placebo").

    What "and", a comma or a figure parts from it is another arm ("9% on placebo and 1% on clonidine").
    """
    near = arm.start < cue.end + JOINED and cue.start < arm.end
    return near and not PARTED.search(text, cue.end, max(cue.end, arm.start))


def _side(word: str, told: Arms) -> int:
    key = word if word.isupper() else stem(word)
    if not word.isupper() and key in function_words():
        return 0
    keys = {key, stem(word)} if len(word) > 1 else {word}
    return int(bool(keys & told.intervention)) - int(bool(keys & told.comparator))


def _merged(text: str, found: list[NamedArm]) -> tuple[NamedArm, ...]:
    merged: list[NamedArm] = []
    for arm in found:
        last = merged[-1] if merged else None
        between = text[last.end : arm.start] if last else ""
        joins = last and last.side == arm.side and len(between) <= JOINED
        if last and joins and not PARTED.search(between):
            merged[-1] = NamedArm(last.start, arm.end, arm.side)
        else:
            merged.append(arm)
    return tuple(merged)


@lru_cache(maxsize=16384)
def outcome_place(text: str, outcome: str, pairs: Pairs) -> OutcomePlace | None:
    """The mention of an outcome that holds most of its words, the earliest of equals; None for none."""
    pairs = (*abbreviations(outcome), *pairs)
    wanted = {w.stem for w in content_words(outcome)}
    meant = {w.stem: {w.stem} for w in content_words(f"{outcome} {spelled_out(outcome, pairs)}")}
    for short, long in pairs:
        shared = {w.stem for w in content_words(long)}
        if shared & wanted:
            meant[stem(short)] = shared & wanted | {stem(short)}
    named = [w for w in content_words(text) if w.stem in meant and len(w.stem) > 1]
    if not named:
        return None
    whole = min(ENOUGH, sum(rarity(s) for s in sorted(wanted))) or 1.0
    places = []
    for first in named:
        ends: dict[str, int] = {}
        for word in named:
            if 0 <= word.start - first.start < NEAR:
                ends.setdefault(word.stem, word.end)
        found = {s for word_stem in ends for s in meant[word_stem]}
        weight = sum(rarity(s) for s in sorted(found))
        places.append((weight, first.start - max(ends.values()), first.start))
    weight, length, start = max(places, key=lambda place: (place[0], place[1], -place[2]))
    return OutcomePlace(start, start - length, min(1.0, weight / whole))
