"""What a later clause or sentence does to what was told: it takes it back, or says it of another arm."""

from collections.abc import Sequence
from dataclasses import replace

from review.relations.binding import said_of
from review.relations.language import DirectionWord, Sense
from review.relations.model import Relation
from review.relations.scene import OURS, ArmAt, Scene, Span
from review.relations.small_words import REMARK

NEAR = 3
"""Tokens that hold an adverb or two."""

PRO_VERBS = frozenset({"did", "does", "was", "were"})
"""Verbs that stand for the one before ("..., but clonidine did")."""

AFTER_PRO_VERB = frozenset({".", "(", ",", "so", "not"})
BY_HOW_MUCH = {"more": 1, "greater": 1, "less": -1, "lesser": -1}
"""Words that say a verb again by how much ("... but more with clonidine")."""


def taken_back(scene: Scene, found: Relation) -> Relation:
    """The relation as a later remark on the same difference leaves it ("..., but the difference was not significant")."""
    if not found.sign:
        return found
    for one in scene.directions:
        late = one.first >= found.last and one.sense in (Sense.EFFECT, Sense.SAME)
        if late and _is_remark_from(scene, one, found.last) and _denies_difference(scene, one):
            trace = (*found.trace, f"“{one.words}” later: no clear difference")
            return replace(found, sign=0, denied=0, trace=trace, frame="taken back")
    return found


def _is_remark_from(scene: Scene, one: DirectionWord, since: int) -> bool:
    """Whether nothing but words of a remark leads to a word."""
    commas = [n + 1 for n in range(since, one.first) if scene.words[n] == ","]
    begins = max([scene.clause_of(one.first)[0], since, *commas])
    return is_remark(scene.words[begins : one.first])


def _denies_difference(scene: Scene, one: DirectionWord) -> bool:
    """Whether a word says that there was no difference, and not in something else ("no difference in weight")."""
    after = scene.words[one.last] if one.last < len(scene.words) else "."
    if after in ("in", "for", "of", "on") or (one.sense is Sense.SAME and after == "to"):
        return False
    denied = any(
        other.category == "denied" and 0 <= one.first - other.last <= NEAR
        for other in scene.modifiers
    )
    differs = one.words.startswith(("difference", "significant", "effect")) and denied
    return differs or one.sense is Sense.SAME


def is_remark(words: Sequence[str]) -> bool:
    """Whether words only speak of a difference that was told before, and name nothing of their own."""
    return all(word in REMARK or word[0].isdigit() for word in words)


def takes_back(text: str) -> bool:
    """Whether a whole sentence says that what was told before it is no difference ("The groups did not differ.").

    Example:
        >>> from review.relations.remarks import takes_back
        >>> takes_back("The two groups did not differ."), takes_back("Weight did not differ.")
        (True, False)
    """
    scene = Scene(text, (), (), about_ours=True)
    told = [one for one in scene.directions if one.sense in (Sense.EFFECT, Sense.SAME)]
    denied = any(one.category == "denied" for one in scene.modifiers)
    return bool(told) and (denied or told[0].sense is Sense.SAME) and is_remark(scene.words)


def spoken_for(scene: Scene, outcome: Span) -> Relation | None:
    """What is told of the claim's treatment by a bare verb or adverb in a later clause.

    "A did not reduce it, but ours did"; "it fell with both, but more with ours".
    """
    said = said_of(scene, outcome)
    if said is None or not said.sign:
        return None
    clause = scene.clause_of(outcome[0])
    named = any(one.side == OURS and clause[0] <= one.first < clause[1] for one in scene.arms)
    base = Relation(said.sign, outcome, clause[1], (), "spoken for", is_worth=said.is_worth)
    for arm in scene.arms:
        if arm.side == OURS and arm.first >= clause[1]:
            verb = None if named else _pro_verb(scene, arm)
            if verb is not None:
                trace = (f"“{said.head.words}” ... “{verb}”",)
                if verb.endswith("not"):
                    return replace(base, sign=0, denied=said.sign, trace=trace)
                return replace(base, trace=trace)
            turn = _by_how_much(scene, arm, clause[1])
            if turn:
                trace = (f"“{said.head.words}”, {'more' if turn > 0 else 'less'} with it",)
                return replace(base, sign=said.sign * turn, trace=trace, is_between=True)
    return None


def _pro_verb(scene: Scene, arm: ArmAt) -> str | None:
    """The verb right after an arm that stands for the one before, with its "not"."""
    after = scene.words[arm.last : arm.last + NEAR]
    for n, word in enumerate(after[:-1]):
        if word in PRO_VERBS and after[n + 1] in AFTER_PRO_VERB:
            return f"{word} not" if after[n + 1] == "not" else word
    return None


def _by_how_much(scene: Scene, arm: ArmAt, since: int) -> int:
    """1 or -1 where "more with" or "less with" stands right before an arm, else 0."""
    before = scene.words[max(since, arm.first - NEAR - 1) : arm.first]
    tied = {"with", "in", "by"} & set(before)
    return next((BY_HOW_MUCH[word] for word in before if word in BY_HOW_MUCH), 0) if tied else 0
