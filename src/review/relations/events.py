"""What is told without a direction: that something occurred or did not, that a treatment is safe, that two act on each other."""

from review.relations.binding import said_of
from review.relations.by_words import denial_of
from review.relations.chain import WORTH, Chain
from review.relations.language import Modifier, Sense
from review.relations.model import Relation
from review.relations.scene import OURS, Scene, Span
from review.relations.small_words import ABSENT, ADVERSE, CONCENTRATIONS, HARM_WORDS, PLAIN_EVENTS
from review.relations.subjects import subject_of

SILENCING = frozenset({"open", "planned", "elsewhere", "baseline"})
"""Categories of modifiers that make a mention no finding."""

NEAR = 3
"""Tokens that hold an article and an adjective."""

NOT_ABSENT = frozenset(
    {
        "previous",
        "prior",
        "history",
        "known",
        "pre-existing",
        ",",
        "and",
        "difference",
        "differences",
    }
)
"""Words between a denial and the outcome by which it is not the outcome that is denied."""


def is_set_aside(scene: Scene, outcome: Span) -> bool:
    """Whether the mention is no finding: asked, planned, told of others, before treatment, a use, or part of another name."""
    return any(_sets_aside(scene, one, outcome) for one in scene.modifiers)


def _sets_aside(scene: Scene, one: Modifier, outcome: Span) -> bool:
    clause = scene.clause_of(outcome[0])
    inside = clause[0] <= one.first < clause[1]
    if one.category == "another":
        return one.first == outcome[1]
    if one.category == "use":
        return inside and 0 <= outcome[0] - one.last <= NEAR
    if one.category not in SILENCING:
        return False
    if (
        one.category == "baseline"
        and "from" in scene.words[max(0, one.first - 2 * NEAR) : one.first]
    ):
        return False
    return inside or (one.reach == "sentence" and one.first < outcome[0])


def is_suffered(scene: Scene, outcome: Span) -> bool:
    """Whether the outcome is named as what the people have ("in patients with")."""
    suffered = (one for one in scene.modifiers if one.category == "suffered")
    return any(0 <= outcome[0] - one.last <= NEAR for one in suffered)


def contrary_to(scene: Scene, outcome: Span) -> Relation | None:
    """What "but not" denies of the outcome that was said of another ("reduced nausea but not pain")."""
    before = scene.words[max(0, outcome[0] - NEAR - 1) : outcome[0]]
    if "not" not in before:
        return None
    place = before.index("not")
    turned = place and before[place - 1] in ("but", "and", ",")
    if not turned or {"with", "in", "by"} & set(before[place:]):
        return None
    neutral = (Sense.EFFECT, Sense.OCCURS, Sense.SAME)
    earlier = [
        one for one in scene.directions if one.last < outcome[0] and one.sense not in neutral
    ]
    if not earlier or subject_of(scene, (earlier[-1].first, earlier[-1].last), None) != OURS:
        return None
    one = earlier[-1]
    return Relation(
        0,
        outcome,
        outcome[1],
        (f"“{one.words}” ... but not this",),
        "null denied",
        is_worth=one.sense in WORTH,
        denied=-1 if one.sense in (Sense.DOWN, Sense.BAD) else 1,
    )


def absent(scene: Scene, outcome: Span) -> Relation | None:
    """None of it was there ("no patient had ...", "without ..."); some of it where that is denied in turn."""
    for one in scene.modifiers:
        gap = scene.words[one.last : outcome[0]]
        near = 0 <= outcome[0] - one.last <= NEAR + 1 and not NOT_ABSENT & set(gap)
        if one.category != "denied" or one.words not in ABSENT or not near:
            continue
        if subject_of(scene, (one.first, outcome[1]), None) != OURS:
            continue
        if any(m.category == "denied" and m.last == one.first for m in scene.modifiers):
            return Relation(1, outcome, outcome[1], (f"“not {one.words}”: some of it",), "occurs")
        return _none_of_it(outcome, outcome[1], one)
    return None


def _none_of_it(outcome: Span, last: int, denial: Modifier) -> Relation:
    return Relation(0, outcome, last, (f"“{denial.words}”: none of it",), "none of it", denied=1)


def attributed(scene: Scene, outcome: Span) -> Relation | None:
    """The outcome named as a side effect of the treatment ("its main adverse effects are ...")."""
    first, last = scene.clause_of(outcome[0])
    pairs = zip(scene.words[first:last], scene.words[first + 1 : last], strict=False)
    named = any(one in ADVERSE and other in HARM_WORDS for one, other in pairs)
    before = [one for one in scene.modifiers_at(outcome[0]) if one.first < outcome[1]]
    denied = any(one.category == "denied" for one in before)
    if not named or denied or subject_of(scene, outcome, None) != OURS:
        return None
    return Relation(1, outcome, outcome[1], ("named as a side effect",), "occurs")


def occurred(scene: Scene, said: Chain) -> Relation | None:
    """Some of it was there with the treatment, or none."""
    if subject_of(scene, (said.first, said.last), None) != OURS:
        return None
    denial = denial_of(scene, said)
    if denial is not None:
        return _none_of_it(said.outcome, said.last, denial)
    listed = said.head.words.startswith("includ")
    if listed and not HARM_WORDS & set(scene.words[: said.head.first]):
        return None
    is_plain = any(said.head.words.startswith(word) for word in PLAIN_EVENTS)
    trace = (f"“{said.head.words}”: it occurred",)
    return Relation(1, said.outcome, said.last, trace, "occurs" if is_plain else "reported")


def said_of_safety(scene: Scene, place: Span, *, is_good: bool) -> Relation | None:
    """What is said of safety at a place: no more harm, or harm; None where it is not said of the treatment.

    Args:
        scene: the sentence.
        place: where it says "safe" or "unsafe".
        is_good: whether the word there is one for safe.
    """
    if is_set_aside(scene, place) or subject_of(scene, place, None) != OURS:
        return None
    denials = [one for one in scene.modifiers if one.category == "denied"]
    before = [one for one in denials if one.last <= place[0]]
    wide = ("neither", "without", "no")
    denied = any(place[0] - one.last <= NEAR or one.words in wide for one in before)
    if before and (not denied or "evidence" in scene.words[: place[0]]):
        return None
    words = scene.text[scene.tokens[place[0]].start : scene.tokens[place[1] - 1].end]
    trace = (f"safety: “{words}”{' is denied' if denied else ''}",)
    if is_good is denied:
        return Relation(1, place, place[1], trace, "unsafe", is_between=True)
    return Relation(0, place, place[1], trace, "safe", denied=1)


def interaction(scene: Scene) -> Relation | None:
    """Whether two medicines are said to act on each other: by the word, or by what one does to the levels of the other."""
    if is_set_aside(scene, (0, 1)):
        return None
    for one in scene.directions:
        if one.words.startswith("interact"):
            near = (m for m in scene.modifiers if 0 <= one.first - m.last <= NEAR + 1)
            denied = any(m.category == "denied" for m in near)
            return _acts(one.words, (one.first, one.last), denied=denied)
    places = (n for n, word in enumerate(scene.words) if word in CONCENTRATIONS)
    return next((told for told in (_of_levels(scene, n) for n in places) if told), None)


ALTERED = ("differ", "alter", "change", "affect", "modif", "influenc", "impact")
"""How words begin by which levels were altered, whichever way."""


def _of_levels(scene: Scene, place: int) -> Relation | None:
    """What is said of the level or the effect of a medicine."""
    said = said_of(scene, (place, place + 1))
    if said is None or (said.is_null and scene.words[place] in ("effect", "effects", "action")):
        return None
    denial = denial_of(scene, said)
    altered = any(one.words.startswith(ALTERED) for one in said.words)
    if not (said.sign or said.is_null or denial or altered):
        return None
    denied = said.is_null or denial is not None
    return _acts(said.head.words, (place, place + 1), denied=denied)


def _acts(words: str, place: Span, *, denied: bool) -> Relation:
    trace = (f"“{words}”{' is denied' if denied else ''}",)
    return Relation(int(not denied), place, place[1], trace, "interaction", denied=int(denied))
