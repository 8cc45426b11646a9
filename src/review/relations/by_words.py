"""What words of direction tell of the outcome, with denials, comparisons and the figures beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from review.relations.binding import FURTHEST
from review.relations.chain import Chain
from review.relations.figures import compared_values, gives_levels, p_value_of, ratio_of
from review.relations.language import Form, Modifier, Sense
from review.relations.model import Relation
from review.relations.remarks import taken_back
from review.relations.scene import CONTROL, OURS, RIVAL, Scene, Span
from review.relations.small_words import AGENTS, UNCHANGED
from review.relations.subjects import (
    arms_near,
    compares_groups,
    is_denied_arm,
    owner_of,
    reference_of,
    referred_side,
    subject_of,
)

NEAR = 3
"""Tokens that hold an article and an adjective."""

REACH, REACH_OF_NO = 5, 14
"""Tokens that a denial reaches over; "no", "neither" and "nothing" reach over a subject ("no evidence that ...")."""

FAR_REACHING = frozenset({"no", "neither", "nothing", "none"})


@dataclass(frozen=True)
class ChainContext:
    """What stands around a chain of words."""

    reference: Modifier | None
    referred: int
    """Whose arm is compared with; 0 where none is."""
    is_between: bool
    denial: Modifier | None
    is_significant: bool | None
    """Whether its p-value is small; None without one."""


def by_words(scene: Scene, said: Chain) -> Relation | None:
    """What the words come to; None where treatment, comparison or direction stay open."""
    told = _told(scene, said)
    by_chance = told.is_significant is False and (said.sign != 0 or said.is_bare_effect)
    if said.is_null or told.denial or by_chance:
        return _null(scene, said, told)
    if said.is_bare_effect or not said.sign:
        return _favoured(scene, said)
    if _in_both(scene, said) and not told.referred:
        alike = Relation(said.sign, said.outcome, said.last, (_words(said),), "", is_between=True)
        undone = taken_back(scene, alike)
        return None if undone.sign else undone
    sided = _sided(scene, said, told)
    return _by_its_figures(scene, said, told, sided) if sided and sided.sign else sided


def _told(scene: Scene, said: Chain) -> ChainContext:
    reference = reference_of(scene, said)
    referred = referred_side(scene, reference) if reference else 0
    return ChainContext(
        reference,
        referred,
        compares_groups(scene, said, referred),
        denial_of(scene, said),
        p_value_of(scene, said),
    )


def _words(said: Chain) -> str:
    return " + ".join(f"“{one.words}”" for one in sorted(said.words, key=lambda one: one.first))


def _sided(scene: Scene, said: Chain, told: ChainContext) -> Relation | None:
    """The direction for the claim's treatment, turned where another arm is spoken of."""
    owned = said.head.words.rstrip("s") in AGENTS
    side = (
        owner_of(scene, said)
        if owned
        else subject_of(scene, (said.first, said.last), told.reference)
    )
    trace = [_words(said)]
    sign = said.sign
    if _is_awaited(scene, said.outcome) and not scene.is_awaited:
        sign = -sign
        trace.append("told as the time until it")
    base = Relation(sign, said.outcome, said.last, (), "", is_worth=said.is_worth)
    if told.referred == OURS and side != OURS:
        trace.append("the claim's treatment is what is compared with")
        return replace(base, sign=-sign, trace=tuple(trace), is_between=True, rival=side == RIVAL)
    if told.referred != OURS and side == OURS:
        if is_denied_arm(scene, said):
            trace.append("but not with the claim's treatment")
            return replace(base, sign=0, denied=sign, trace=tuple(trace), frame="null denied")
        between = told.is_between or bool(told.referred)
        return replace(base, trace=tuple(trace), is_between=between, rival=told.referred == RIVAL)
    if side == CONTROL and not told.referred and _sets_apart(scene, said, told):
        trace.append("said of the arm compared with")
        return replace(base, sign=-sign, trace=tuple(trace), is_between=told.is_between)
    return None


def _sets_apart(scene: Scene, said: Chain, told: ChainContext) -> bool:
    """Whether what is said of the other arm tells something of the claim's treatment."""
    spared = any(
        arm.side == OURS and "not" in scene.words[max(0, arm.first - NEAR) : arm.first]
        for arm in scene.arms
    )
    return said.is_comparative or told.is_between or spared


def _by_its_figures(scene: Scene, said: Chain, told: ChainContext, sided: Relation) -> Relation:
    """The direction as the outcome's own interval and the arms' own figures leave it."""
    crossed = ratio_of(scene, said.outcome)
    if crossed and crossed[1]:
        trace = (*sided.trace, "the interval holds no effect")
        return replace(sided, sign=0, is_between=True, trace=trace, frame="interval")
    compared = compared_values(scene, said)
    tells_change = not (said.is_comparative or told.referred or gives_levels(scene, said))
    if compared is not None and tells_change:
        trace = (*sided.trace, "the arms' own figures are compared")
        return replace(
            sided, sign=sided.sign * compared, is_between=True, trace=trace, frame="change by arm"
        )
    if said.head.words.rstrip("s") in AGENTS:
        return replace(sided, is_worth=False, is_between=False, rival=False, frame="agent")
    is_tie = (
        said.head.sense is Sense.CAUSE
        and Form.ADJECTIVE in said.head.forms
        and len(said.words) == 1
    )
    return replace(sided, is_tie=is_tie, frame="compared" if sided.is_between else "alone")


def _null(scene: Scene, said: Chain, told: ChainContext) -> Relation | None:
    """No clear difference, where the words are said of the claim's treatment; None elsewhere."""
    if told.denial and said.is_null and not _denies_itself(said):
        return None
    unchanged = any(one.words in UNCHANGED for one in said.words)
    subject = subject_of(scene, (said.first, said.last), told.reference)
    if unchanged and subject != OURS:
        return None
    named = {arm.side for arm in arms_near(scene, said)}
    if not _concerns_ours(scene, said, told, named):
        return None
    tells_apart = not unchanged and any(
        one.sense is Sense.SAME or one.words.startswith("differ") for one in said.words
    )
    between = told.is_between or tells_apart or {OURS, CONTROL} <= named
    denied = 0
    if told.denial and not (said.is_null or said.is_bare_effect or said.is_comparative):
        denied = said.sign
        if subject == CONTROL:
            return None
    return Relation(
        0,
        said.outcome,
        said.last,
        tuple(_reasons(said, told)),
        "null denied" if denied else "null",
        is_worth=said.is_worth,
        is_between=between or bool(told.referred),
        rival=told.referred == RIVAL or (tells_apart and RIVAL in named and CONTROL not in named),
        denied=denied,
    )


def _reasons(said: Chain, told: ChainContext) -> list[str]:
    reasons = [_words(said)]
    if told.denial:
        reasons.append(f"“{told.denial.words}” denies it")
    if told.is_significant is False:
        reasons.append("the p-value shows no clear difference")
    return reasons


def _denies_itself(said: Chain) -> bool:
    """Whether the denial is part of the words ("no more", "not statistically significant")."""
    return any(
        one.sense is Sense.SAME and one.words.startswith(("no ", "not ")) for one in said.words
    )


def _concerns_ours(scene: Scene, said: Chain, told: ChainContext, named: set[int]) -> bool:
    """Whether a denied difference is one of the claim's treatment."""
    if not named:
        return scene.about_ours
    compares = told.is_between or told.referred or said.is_comparative
    return OURS in named or (CONTROL in named and bool(compares))


AWAITING = (("time", "days", "weeks", "months", "latency", "interval"), ("to", "until", "till"))
"""Two words before an outcome by which the time until it is told."""


def _is_awaited(scene: Scene, outcome: Span) -> bool:
    """Whether the sentence tells the time until the outcome: longer means less of it."""
    before = scene.words[max(0, outcome[0] - NEAR - 1) : outcome[0]]
    return any(one in AWAITING[0] and other in AWAITING[1] for one, other in pairwise(before))


AGAINST_START = ("than", "compared", "relative", "the respective", "preop", "pre", "initial")
"""How modifiers begin that compare with the start."""


def _in_both(scene: Scene, said: Chain) -> bool:
    """Whether it is said of all groups alike, or against the start: then it compares nothing."""
    here = [one.words for one in scene.modifiers_at(said.head.first) if one.category == "within"]
    whole = [one for one in here if {"both", "all", "each", "either"} & set(one.split())]
    start = [one for one in here if one not in whole and one.startswith(AGAINST_START)]
    return bool(whole) or bool(start and said.is_comparative)


def _favoured(scene: Scene, said: Chain) -> Relation | None:
    """Whom a difference favours ("a difference in favour of ours")."""
    for one in scene.directions:
        near = (arm for arm in scene.arms if 0 <= arm.first - one.last <= NEAR)
        arm = next(near, None) if one.words.startswith(("favour", "favor")) else None
        if arm is not None:
            return Relation(
                1 if arm.side == OURS else -1,
                said.outcome,
                one.last,
                (f"“{one.words}” {arm.name}",),
                "favoured",
                is_worth=True,
                is_between=True,
                rival=arm.side == RIVAL,
            )
    return None


def denial_of(scene: Scene, said: Chain) -> Modifier | None:
    """The denial that reaches the chain, over names, adverbs and small words only; None for none."""
    reaching = [
        one
        for one in scene.modifiers
        if one.category == "denied"
        and any(_reaches(scene, said, one, n) for n in range(len(said.words)))
    ]
    others = [*_denials_over_a_list(scene, said), *_denials_behind(scene, said)]
    found = reaching or others
    return found[-1] if found else None


def _reaches(scene: Scene, said: Chain, denial: Modifier, place: int) -> bool:
    """Whether a denial reaches one of the words, or stands between the head and the outcome."""
    word = said.words[place]
    if word is said.head and word.last <= denial.first and denial.last <= said.outcome[0]:
        return not {"and", ",", "but"} & set(scene.words[word.last : denial.first])
    gap = scene.words[denial.last : word.first]
    limit = REACH_OF_NO if denial.words in FAR_REACHING else REACH
    if denial.first >= word.first or len(gap) > min(limit, FURTHEST):
        return False
    if scene.clause_of(word.first)[0] > denial.first or _takes_another(
        scene, said, denial, word.first
    ):
        return False
    return not _ends_denial(gap, denial.words)


def _takes_another(scene: Scene, said: Chain, denial: Modifier, stop: int) -> bool:
    """Whether another word of direction stands nearer to the denial."""
    return any(
        one not in said.words and denial.last <= one.first < stop for one in scene.directions
    )


def _ends_denial(gap: Sequence[str], words: str) -> bool:
    """Whether something between a denial and a word ends its reach."""
    if {";", "but", ":"} & set(gap) or ("," in gap and words != "neither"):
        return True
    return "and" in gap and words not in ("neither", "no", "nor")


def _denials_behind(scene: Scene, said: Chain) -> list[Modifier]:
    """Denials that stand behind what they deny ("a fall was not seen")."""
    here = scene.modifiers_at(said.head.first)
    return [one for one in here if one.category == "refuted" and one.first >= said.first]


def _denials_over_a_list(scene: Scene, said: Chain) -> list[Modifier]:
    """Denials that reach across a list of verbs ("does not raise pressure, promote weight gain or ...")."""
    head = said.head
    is_bare = Form.FINITE in head.forms and not head.words.endswith("s") and " " not in head.words
    listed = bool(head.first) and scene.words[head.first - 1] in (",", "or", "and", "nor")
    if not (is_bare and listed):
        return []
    nots = ("not", "cannot", "doesn't", "didn't")
    here = scene.modifiers_at(head.first)
    return [one for one in here if one.words in nots and one.first < head.first]
