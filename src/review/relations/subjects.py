"""Whose finding it is: the arm that is spoken of, and the arm that it is compared with."""

from collections.abc import Sequence

from review.relations.chain import Chain
from review.relations.grammar import is_noun, is_predicate, takes_forward
from review.relations.language import DirectionWord, Form, Modifier
from review.relations.model import Relation
from review.relations.scene import CONTROL, OURS, RIVAL, ArmAt, Scene, Span
from review.relations.small_words import AUXILIARY, BE, JOINTS, LINKS, NO_AGENT, PREPOSITIONS

IN_ONE_BREATH = 4
"""Tokens between two arms that are named together."""

ATTACHED = 5
"""Tokens before an arm in which the word stands that ties it."""

REFERRED = 9
"""Tokens between a word of comparison and the arm compared with."""

APPOSED = 3
"""Tokens between a word for what a substance is and its name after it; before it twice as many."""


def subject_of(scene: Scene, chain: Span, reference: Modifier | None) -> int:
    """Whose arm the chain is said of; 0 where it stays open.

    The arm attached after it, but for a verb that takes an object and has an arm before it; else the nearest
    before it; else, where the clause names none, the one that the sentence is about.
    """
    clause = scene.clause_of(chain[0])
    compared = _referred_arms(scene)
    here = [one for one in scene.arms if clause[0] <= one.first < clause[1]]
    arms = [one for one in here if one not in compared and not _is_negated(scene, one)] or [
        one for one in here if one not in compared
    ]
    within = [one for one in arms if chain[0] <= one.first < chain[1]]
    after = [one for one in arms if _is_attached(scene, one, chain[1])]
    before = [one for one in arms if one.last <= chain[0]]
    if within and not after:
        return _one_side(within)
    if after and not (before and _agent_verb(scene, chain)):
        return _joint_side(scene, after[:2]) or (
            0 if _are_joined(scene, after[:2]) else after[0].side
        )
    if before:
        return _joint_side(scene, before[-2:]) or (
            0 if _are_joined(scene, before[-2:]) else before[-1].side
        )
    if arms or _has_own_agent(scene, chain, clause):
        return 0
    return _side_elsewhere(scene, chain, compared, reference)


def _side_elsewhere(
    scene: Scene, chain: Span, compared: set[ArmAt], reference: Modifier | None
) -> int:
    """Whose arm a clause that names none is about."""
    others = [one for one in scene.arms if one not in compared]
    sides = {one.side for one in others if one.last <= chain[0]} or {one.side for one in others}
    if OURS in sides:
        return OURS if sides == {OURS} else min(others, key=lambda one: one.first).side
    if sides and reference is None:
        return 0
    return OURS if scene.about_ours else 0


def _is_negated(scene: Scene, arm: ArmAt) -> bool:
    """Whether "not" stands right before an arm ("and not with placebo")."""
    return "not" in scene.words[max(0, arm.first - 2) : arm.first]


def _are_joined(scene: Scene, arms: Sequence[ArmAt]) -> bool:
    """Whether two arms are named in one breath ("in the treated and the control group")."""
    if len(arms) < 2:  # noqa: PLR2004 - two of them
        return False
    gap = scene.words[arms[0].last : arms[1].first]
    parted = {"none", "not", "no"} & set(gap)
    return bool({"and", "or", "nor"} & set(gap)) and len(gap) <= IN_ONE_BREATH and not parted


def _joint_side(scene: Scene, arms: Sequence[ArmAt]) -> int:
    """Whose finding it is that is told of two arms in one breath; ours too beside another treatment's."""
    if not _are_joined(scene, arms):
        return 0
    return OURS if {one.side for one in arms} == {OURS, RIVAL} else _one_side(arms)


def _agent_verb(scene: Scene, chain: Span) -> DirectionWord | None:
    """The verb that begins a chain, where it takes an object: who does it stands before it."""
    verb = next((one for one in scene.directions if one.first == chain[0]), None)
    if verb is None or not {Form.FINITE, Form.PAST} & verb.forms:
        return None
    is_passive = is_predicate(scene, verb) or is_noun(scene, verb)
    return verb if takes_forward(scene, verb) and not is_passive else None


def _has_own_agent(scene: Scene, chain: Span, clause: Span) -> bool:
    """Whether a verb that takes an object has a subject that is no arm we know ("Tibolone caused ...")."""
    verb = _agent_verb(scene, chain)
    if verb is None:
        return False
    joints = [n + 1 for n in range(clause[0], verb.first) if scene.words[n] in JOINTS]
    before = scene.words[max([clause[0], *joints]) : verb.first]
    known = PREPOSITIONS | BE | JOINTS | AUXILIARY | NO_AGENT
    return any(
        word[0].isalpha() and not word.endswith("ly") and word not in known for word in before
    )


def _one_side(arms: Sequence[ArmAt]) -> int:
    sides = {arm.side for arm in arms}
    return sides.pop() if len(sides) == 1 else 0


def _is_attached(scene: Scene, arm: ArmAt, since: int) -> bool:
    """Whether an arm follows at once, or a preposition ties it to what goes before it."""
    gap = scene.words[max(since, arm.first - ATTACHED) : arm.first]
    return arm.first >= since and (arm.first == since or any(word in LINKS for word in gap))


def reference_of(scene: Scene, said: Chain) -> Modifier | None:
    """The word after which stands what the outcome is compared with."""
    here = [one for one in scene.modifiers_at(said.head.first) if one.category == "reference"]
    after = [one for one in here if one.first >= said.first]
    usable = [one for one in (after or here) if referred_side(scene, one)]
    return usable[0] if usable else None


def referred_side(scene: Scene, reference: Modifier) -> int:
    """Whose arm stands after a word of comparison; 0 where none does."""
    arm = _referred_arm(scene, reference)
    return arm.side if arm else 0


def _referred_arm(scene: Scene, reference: Modifier) -> ArmAt | None:
    """The arm after a word of comparison."""
    for arm in scene.arms:
        gap = scene.words[reference.last : arm.first]
        near = 0 <= arm.first - reference.last <= REFERRED
        if near and not {",", ";", "(", "and"} & set(gap):
            return arm
    return next((arm for arm in scene.arms if reference.first <= arm.first < reference.last), None)


def _referred_arms(scene: Scene) -> set[ArmAt]:
    """The arms that others are compared with, with what stands right after them ("sham acupuncture")."""
    found: set[ArmAt] = set()
    for one in scene.modifiers:
        arm = _referred_arm(scene, one) if one.category == "reference" else None
        if arm is not None:
            found.add(arm)
            found |= {
                other
                for other in scene.arms
                if other.side == arm.side and 0 <= other.first - arm.last <= 1
            }
    return found


def arms_near(scene: Scene, said: Chain) -> list[ArmAt]:
    """The arms of the clause, or of the sentence where it names none."""
    clause = scene.clause_of(said.head.first)
    here = [arm for arm in scene.arms if clause[0] <= arm.first < clause[1]]
    return here or list(scene.arms)


def compares_groups(scene: Scene, said: Chain, referred: int) -> bool:
    """Whether groups are set beside each other in the clause."""
    told = any(one.category == "between" for one in scene.modifiers_at(said.head.first))
    return told or bool(referred) or said.is_comparative


def owner_of(scene: Scene, said: Chain) -> int:
    """Whose name goes with a word for what a substance is: the next one, else the one before ("X is an agonist of")."""
    last = said.head.last
    for arm in scene.arms:
        if 0 <= arm.first - last <= APPOSED and set(scene.words[last : arm.first]) <= OPENING:
            return arm.side
    word = scene.words[last] if last < len(scene.words) else "."
    is_name = word[0].isalpha() and not word.endswith(("ing", "ed"))
    if is_name and word not in PREPOSITIONS | BE | JOINTS | AUXILIARY:
        return 0
    begins = min(said.first, said.outcome[0])
    before = [arm for arm in scene.arms if arm.last <= begins]
    return before[-1].side if before and begins - before[-1].last <= 2 * APPOSED else 0


OPENING = frozenset({"(", ",", "such", "as", "like", "[", "e", "g", "."})
"""What may stand between a word for what a substance is and its name."""


def is_denied_arm(scene: Scene, said: Chain) -> bool:
    """Whether the claim's treatment is named as the one with which it was not so ("but not by")."""
    ours = [arm for arm in scene.arms if arm.side == OURS and arm.first >= said.head.last]
    return (
        bool(ours)
        and all("not" in scene.words[max(0, arm.first - 2) : arm.first] for arm in ours)
        and not any(arm.side == OURS and arm.last <= said.first for arm in scene.arms)
    )


def compared_with(scene: Scene, found: Relation) -> str:
    """What a comparison is made with, by name."""
    if not (found.is_between or found.rival or not found.sign):
        return ""
    clause = scene.clause_of(found.outcome[0])
    others = [arm for arm in scene.arms if arm.side != OURS]
    here = [arm for arm in others if clause[0] <= arm.first < clause[1]] or others
    here = sorted(here, key=lambda arm: arm.side != CONTROL)
    referred = [_referred_arm(scene, one) for one in scene.modifiers if one.category == "reference"]
    return next(
        (arm.name for arm in (*(one for one in referred if one in here and one), *here) if arm), ""
    )
