"""Mechanism: whether a text says that a substance activates or blocks a receptor or transmitter.

Pharmacology is stated in any part of an abstract, and in titles ("the GABA-B receptor agonist
baclofen"), so the role of the sentence does not matter here. What matters is which substance is the
agonist: in "the antagonist phaclofen blocked baclofen" it is not baclofen that blocks the receptor.
"""

import re
from dataclasses import dataclass

from review.appraisal.clauses import Arm, split_arms
from review.appraisal.effects import Effect
from review.appraisal.question import Question
from review.terms.concepts import Concept
from review.terms.cues import Cue, cues
from review.terms.record_concepts import places

APPOSITION_REACH = 60
"""Longest stretch, in characters, between a substance and the noun that says what it is."""
TARGET_REACH = 45
"""Longest stretch between a target and the noun (agonist, antagonist) that takes it."""
ACTION_BETWEEN = re.compile(
    r"\b(?:by|block\w*|revers\w*|antagoni[sz]ed|prevent\w*|abolish\w*|inhibit\w*|attenuat\w*|and|or|with|"
    r"effects? of|than|against|versus)\b",
    re.IGNORECASE,
)
NOUN = re.compile(r"\b(agonis|antagonis|blocker|blockade|inverse agonis)", re.IGNORECASE)


@dataclass(frozen=True)
class ActionReport:
    """What a clause says a substance does to a target."""

    outcome: Concept
    effect: Effect
    cue: str


def action_reports(text: str, asked: Question, target: Concept) -> list[ActionReport]:
    """What a text says the question's substance does to a target: activate (UP) or block (DOWN)."""
    targets = places(text, target)
    ours, others = split_arms(text, asked, by_class=False)
    if not targets or not ours:
        return []
    scene = _Scene(text, target, targets, tuple(ours), tuple(others))
    reports = [
        _noun_report(scene, noun.group(1).lower(), noun.span()) for noun in NOUN.finditer(text)
    ]
    reports += [_verb_report(scene, cue) for cue in cues(text) if cue.name == "agonist"]
    return [report for report in reports if report is not None]


@dataclass(frozen=True)
class _Scene:
    text: str
    target: Concept
    targets: tuple[tuple[int, int], ...]
    ours: tuple[Arm, ...]
    others: tuple[Arm, ...]


def _noun_report(scene: _Scene, noun: str, place: tuple[int, int]) -> ActionReport | None:
    """What a noun says: as in `GABA-B receptor agonist baclofen`, `baclofen, an agonist at ...`."""
    near_target = min(_between(place, target) for target in scene.targets)
    substances = [
        arm for arm in (*scene.ours, *scene.others) if not arm.start <= place[0] < arm.end
    ]
    owner = min(
        substances,
        key=lambda arm: (_between(place, (arm.start, arm.end)), arm.start),
    )
    if near_target > TARGET_REACH or owner not in scene.ours:
        return None
    apart = _between(place, (owner.start, owner.end)) > APPOSITION_REACH
    if apart or _crosses_action(scene.text, place, owner):
        return None
    return ActionReport(scene.target, Effect.UP if noun == "agonis" else Effect.DOWN, noun)


def _crosses_action(text: str, noun: tuple[int, int], owner: Arm) -> bool:
    """Whether a verb of action stands between noun and substance: then they are two things."""
    left, right = sorted((noun, (owner.start, owner.end)))
    return bool(ACTION_BETWEEN.search(text[left[1] : right[0]]))


def _verb_report(scene: _Scene, cue: Cue) -> ActionReport | None:
    """What a verb says: substance, verb, target in this order (`clonidine stimulates alpha-2 ...`)."""
    word = scene.text[cue.start : cue.end].lower()
    if "agonis" in word:
        return None
    before = [arm for arm in (*scene.ours, *scene.others) if arm.end <= cue.start]
    after = [t for t in scene.targets if t[0] >= cue.end and t[0] - cue.end <= TARGET_REACH]
    if not before or not after or max(before, key=lambda arm: arm.end) not in scene.ours:
        return None
    return ActionReport(scene.target, Effect.UP, word)


def _between(place: tuple[int, int], other: tuple[int, int]) -> int:
    return max(other[0] - place[1], place[0] - other[1], 0)
