"""What figures tell: p-values, intervals and ratios, and the values of two arms side by side."""

from dataclasses import replace

from review.relations.chain import Chain
from review.relations.estimates import RATIOS, Estimate, estimates, p_values
from review.relations.language import Sense
from review.relations.model import Relation
from review.relations.naming import NamedArm
from review.relations.scene import CONTROL, OURS, RIVAL, Scene, Span
from review.relations.subjects import referred_side
from review.relations.values import Pair, at_arms, pair_after, side_of_first


def p_value_of(scene: Scene, said: Chain) -> bool | None:
    """Whether the p-value that belongs to the chain is small; None without one."""
    clause = scene.clause_of(said.head.first)
    start = scene.tokens[said.first].start
    later = [
        one
        for one in scene.directions
        if one.first >= said.last
        and one not in said.words
        and one.sense not in (Sense.EFFECT, Sense.OCCURS)
        and one.first < clause[1]
        and scene.words[one.first] not in ("significant",)
    ]
    stop = scene.tokens[min([one.first for one in later] or [clause[1] - 1])].end
    stop = len(scene.text) if clause[1] >= len(scene.tokens) and not later else stop
    found = [p for p in p_values(scene.text) if start <= p.start < stop]
    if not found:
        return None
    return found[0].is_small


def ratio_of(scene: Scene, outcome: Span) -> tuple[int, bool, Estimate] | None:
    """The sign of the outcome's own ratio or difference, and whether its interval holds no effect."""
    clause = scene.clause_of(outcome[0])
    left, right = scene.tokens[clause[0]].start, scene.tokens[clause[1] - 1].end
    for one in estimates(scene.text):
        if not left <= one.start <= max(right, left):
            continue
        if one.interval is None and one.measure not in RATIOS:
            continue
        sign = (one.value > one.no_effect) - (one.value < one.no_effect)
        crosses = (
            one.interval is not None and one.interval.low <= one.no_effect <= one.interval.high
        )
        return sign, crosses, one
    return None


def _named(scene: Scene) -> tuple[NamedArm, ...]:
    return tuple(
        NamedArm(
            scene.tokens[arm.first].start,
            scene.tokens[arm.last - 1].end,
            1 if arm.side == OURS else -1,
        )
        for arm in scene.arms
    )


def compared_values(scene: Scene, said: Chain | None, outcome: Span | None = None) -> int | None:
    """The sign of the treatment's figure less the other arm's; None where the two are not given."""
    place = said.outcome if said else outcome
    if place is None:
        return None
    named = _named(scene)
    if "latter" in scene.words or "former" in scene.words or {arm.side for arm in named} != {1, -1}:
        return None
    clause = scene.clause_of(place[0])
    begin = scene.tokens[clause[0]].start
    end = scene.tokens[clause[1] - 1].end
    since = scene.tokens[place[1] - 1].end if place[1] else begin
    pair = pair_after(scene.text, since, end, named)
    signed = said is not None and said.is_bare_effect
    if pair is not None:
        side = side_of_first(pair, named, begin, len(scene.text))
        return _sign(pair, signed=signed) * side if side else None
    pair = at_arms(scene.text, begin, named)
    return _sign(pair, signed=signed) if pair is not None else None


def _sign(pair: Pair, *, signed: bool) -> int:
    """Which figure is larger; where a fall or a rise is told of both, by size, else as they are."""
    first, second = pair.first.amount, pair.second.amount
    if not signed and first <= 0 and second <= 0:
        first, second = abs(first), abs(second)
    return (first > second) - (first < second)


def gives_levels(scene: Scene, said: Chain) -> bool:
    """Whether what changed is given as what was reached ("fell to 3")."""
    return "to" in scene.words[said.head.last : said.head.last + 2]


def _order(scene: Scene) -> int:
    """-1 where a ratio is told of the other arm against the treatment ("placebo versus ..."), else 1."""
    for one in scene.modifiers:
        if one.category == "reference":
            before = [arm for arm in scene.arms if arm.last <= one.first]
            if referred_side(scene, one) == OURS and before and before[-1].side in (CONTROL, RIVAL):
                return -1
    return 1


def by_figures(scene: Scene, outcome: Span, said: Chain | None) -> Relation | None:
    """What a ratio, or values beside the arms, tell where the words do not."""
    if said is not None and said.is_null:
        return None
    return _by_ratio(scene, outcome) or _by_values(scene, outcome, said)


def _is_rival(scene: Scene) -> bool:
    sides = {arm.side for arm in scene.arms}
    return RIVAL in sides and CONTROL not in sides


def _by_ratio(scene: Scene, outcome: Span) -> Relation | None:
    """What the outcome's own ratio tells: with an interval, or a small p-value."""
    found = ratio_of(scene, outcome)
    sides = {arm.side for arm in scene.arms}
    if found is None or not (OURS in sides or (scene.about_ours and not sides - {CONTROL})):
        return None
    sign, crosses, estimate = found
    words = f"{estimate.measure} {estimate.value:g}"
    if crosses:
        trace = (words, "the interval holds no effect")
        return Relation(0, outcome, outcome[1], trace, "interval", is_between=True)
    tested = estimate.interval or (estimate.p_value and estimate.p_value.is_small)
    if not (sign and tested):
        return None
    sign *= _order(scene) * (-1 if scene.is_awaited else 1)
    rival = _is_rival(scene)
    return Relation(sign, outcome, outcome[1], (words,), "ratio", is_between=True, rival=rival)


def _by_values(scene: Scene, outcome: Span, said: Chain | None) -> Relation | None:
    """What the arms' values tell, with the p-value that follows the outcome."""
    compared = compared_values(scene, said, outcome)
    if compared is None:
        return None
    is_change = said is not None and said.sign and not said.is_comparative
    if said is not None and is_change and not gives_levels(scene, said):
        compared *= said.sign
    later = [p for p in p_values(scene.text) if p.start >= scene.tokens[outcome[0]].start]
    found = Relation(
        compared, outcome, outcome[1], ("values by arm",), "values",
        is_worth=bool(said is not None and is_change and said.is_worth), is_between=True, rival=_is_rival(scene),
    )  # fmt: skip
    if later and not later[0].is_small:
        trace = ("values by arm", "the p-value shows no clear difference")
        return replace(found, sign=0, is_worth=False, trace=trace, frame="values null")
    if not later and not (said is not None and said.is_bare_effect):
        found = replace(found, trace=("values by arm, not tested",), frame="values untested")
    return found if compared else None
