"""Which words of direction are said of an outcome, composed to one: "a smaller reduction" is more.

Words before the outcome that take what follows ("reduced the ...", "a reduction in the ...") and the predicate after
it ("... was lower", "... fell more") are chained; their signs multiply. What is told once is never told twice: of
two words that could take the outcome the nearer does.
"""

from collections.abc import Sequence

from review.relations.chain import Chain
from review.relations.grammar import (
    is_noun,
    is_predicate,
    takes_backward,
    takes_forward,
    without_amounts,
)
from review.relations.language import DirectionWord, Form, Sense
from review.relations.scene import Scene, Span
from review.relations.small_words import (
    ADVERBS,
    AGENTS,
    ANEW,
    AUXILIARY,
    BE,
    JOINTS,
    LEADING,
    MEANS,
    OBJECT_PREPOSITIONS,
    PREPOSITIONS,
    PURPOSE,
    SEEN,
    SHOWING,
)

SMALL = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "in",
        "for",
        "any",
        "all",
        "both",
        "their",
        "its",
        "this",
        "more",
        "most",
        "also",
        "as",
    }
)
FURTHEST = 16
"""Tokens between a word of direction and the outcome."""
NEAR = 3
"""Tokens that hold an adverb and an article."""
ASIDE = 8
"""Tokens after which a comma begins another thought."""
LIST = 60
"""The same for a difference, after which outcomes are listed."""


def continued(scene: Scene, outcome: Span) -> Span | None:
    """Where the next clause goes on about the outcome without naming it ("... but fell with"); None where none does."""
    clause = scene.clause_of(outcome[0])
    following = next((one for one in scene.clauses if one[0] >= clause[1]), None)
    if following is None or any(
        following[0] <= first < following[1] for first, _ in scene.outcomes
    ):
        return None
    place = following[0]
    while place < following[1] and (
        scene.words[place] in BE | AUXILIARY | LEADING or scene.words[place].endswith("ly")
    ):
        place += 1
    begins = any(
        one.first == place
        and not is_noun(scene, one)
        and scene.words[one.last : one.last + 1] not in {(word,) for word in BE | AUXILIARY}
        for one in scene.directions
    )
    return (following[0], following[0]) if begins else None


def said_of(scene: Scene, outcome: Span) -> Chain | None:
    """The words of direction that are said of a mention of the outcome; None for none."""
    clause = scene.clause_of(outcome[0])
    here = [one for one in scene.directions if clause[0] <= one.first and one.last <= clause[1]]
    before = [one for one in here if one.last <= outcome[0]]
    after = [one for one in here if one.first >= outcome[1]]
    forward = _forward(scene, before, outcome)
    backward = _backward(scene, after, outcome)
    if forward and backward and not _joins(scene, forward[-1], backward[0], outcome):
        backward = ()
    chain = (*forward, *backward)
    if not chain:
        return None
    compound = (
        bool(backward) and is_noun(scene, backward[0]) and backward[0].first - outcome[1] <= 1
    )
    compound = compound and backward[0].sense is not Sense.EFFECT
    head = forward[-1] if forward and not compound else backward[0]
    return Chain(outcome, (*chain, *_adverbs(scene, here, chain, outcome)), head)


def _forward(
    scene: Scene, before: Sequence[DirectionWord], outcome: Span
) -> tuple[DirectionWord, ...]:
    """The chain of words that take what follows, ending at the outcome."""
    for place in range(len(before) - 1, -1, -1):
        one = before[place]
        if _is_purpose(scene, one):
            return ()
        gap = without_amounts(without_brackets(scene.words[one.last : outcome[0]]))
        if not takes_forward(scene, one):
            if not _may_be_passed_over(scene, one, gap):
                return ()
            continue
        if not _reaches(scene, one, gap, outcome):
            return ()
        return (*_outer(scene, before[:place], one), one)
    return ()


def _may_be_passed_over(scene: Scene, one: DirectionWord, gap: Sequence[str]) -> bool:
    """Whether a word that does not take what follows may stand between one that does and the outcome."""
    if one.sense is Sense.OCCURS and len(gap) > NEAR:
        return True
    return is_predicate(scene, one) or bool({Form.COMPARATIVE, Form.NOUN} & one.forms)


def _is_purpose(scene: Scene, one: DirectionWord) -> bool:
    """Whether a verb only says what something was given for ("was used to reduce")."""
    if not one.first or scene.words[one.first - 1] != "to":
        return False
    return bool(PURPOSE & set(scene.words[max(0, one.first - 8) : one.first - 1]))


def without_brackets(words: Sequence[str]) -> tuple[str, ...]:
    """Words without what stands in round brackets."""
    kept, depth = [], 0
    for word in words:
        depth += word == "("
        if not depth:
            kept.append(word)
        depth -= word == ")" and depth > 0
    return tuple(kept)


def _reaches(scene: Scene, one: DirectionWord, gap: Sequence[str], outcome: Span) -> bool:
    """Whether a word that takes what follows takes the outcome across these words."""
    joints = [n for n, word in enumerate(gap) if word in ("and", "or", "nor", ",")]
    if joints and ANEW & set(gap[joints[-1] :]):
        return False
    if len(gap) > (LIST if one.sense is Sense.EFFECT else FURTHEST) or (gap and gap[0] in JOINTS):
        return False
    by_preposition = any(word in OBJECT_PREPOSITIONS for word in gap[-4:])
    if one.sense is not Sense.EFFECT and not is_noun(scene, one) and MEANS & set(gap):
        return False
    verbs = [word for word in gap if word in BE]
    if verbs and not (SEEN & set(gap) and by_preposition):
        return False
    referred = any(
        one.last <= m.first < outcome[0] and m.category == "reference" for m in scene.modifiers
    )
    if referred or _names_arm(scene, one.last, outcome[0]):
        return by_preposition
    return True


def _names_arm(scene: Scene, first: int, last: int) -> bool:
    return any(first <= arm.first < last for arm in scene.arms)


def _outer(
    scene: Scene, before: Sequence[DirectionWord], inner: DirectionWord
) -> tuple[DirectionWord, ...]:
    """The words that a word of direction is itself taken by ("prevented the rise in", "superior in reducing")."""
    if not before:
        return ()
    one = before[-1]
    gap = scene.words[one.last : inner.first]
    if JOINTS & set(gap) or BE & set(gap) or len(gap) > FURTHEST:
        return ()
    is_near = len(gap) <= NEAR and not PREPOSITIONS & set(gap)
    by_preposition = (
        bool(gap)
        and gap[-1] in OBJECT_PREPOSITIONS | {"a", "an", "the", "significant", "significantly"}
        and bool(OBJECT_PREPOSITIONS & set(gap[-3:]))
    )
    if not gap and one.words.endswith("ly"):
        return (*_outer(scene, before[:-1], one), one)
    if not (is_near or by_preposition):
        return ()
    if not (
        takes_forward(scene, one)
        or one.sense in (Sense.WORKS, Sense.FAILS, Sense.SAME, Sense.EFFECT)
        or Form.COMPARATIVE in one.forms
    ):
        return ()
    return (*_outer(scene, before[:-1], one), one)


def _backward(
    scene: Scene, after: Sequence[DirectionWord], outcome: Span
) -> tuple[DirectionWord, ...]:
    """The predicate after the outcome, with what stands on it ("was more reduced")."""
    for place, one in enumerate(after):
        gap = scene.words[outcome[1] : one.first]
        if _is_too_far(gap):
            return ()
        if _only_announces(scene, one, after[place + 1 :]):
            continue
        shown = one.sense is Sense.EFFECT and is_noun(scene, one) and bool(SHOWING & set(gap))
        shown = shown or (one.sense is Sense.OCCURS and not gap and not is_noun(scene, one))
        if shown or takes_backward(scene, one, is_adjacent=len(gap) <= 1):
            return (one, *_standing_on(one, after[place + 1 :]))
        if takes_forward(scene, one):
            following = after[place + 1 : place + 2]
            joined = bool(following) and following[0].first - one.last <= 1
            return (one, *following) if joined and is_predicate(scene, one) else ()
    return ()


def _is_too_far(gap: Sequence[str]) -> bool:
    """Whether what stands between outcome and predicate begins another thought."""
    aside = "," in gap and len(gap) > ASIDE and not {"and", "or"} & set(gap)
    return len(gap) > FURTHEST or aside or _starts_anew(gap)


def _only_announces(scene: Scene, one: DirectionWord, later: Sequence[DirectionWord]) -> bool:
    """Whether a word only says that there was a difference, and a later one which ("differed, being lower")."""
    if one.sense is not Sense.EFFECT or _denied_here(scene, one):
        return False
    return any(is_predicate(scene, o) and Form.COMPARATIVE in o.forms for o in later)


def _standing_on(one: DirectionWord, later: Sequence[DirectionWord]) -> list[DirectionWord]:
    """The words that follow a predicate at once and belong to it ("more reduced", "less effective")."""
    if one.words.rstrip("s") in AGENTS:
        return []
    found = []
    for other in later:
        fits = Form.PAST in other.forms or other.sense in (Sense.WORKS, Sense.GOOD)
        if other.first - one.last > 1 or not fits:
            break
        found.append(other)
        one = other
    return found


def _denied_here(scene: Scene, one: DirectionWord) -> bool:
    return any(m.category == "denied" and 0 <= one.first - m.last <= NEAR for m in scene.modifiers)


def _starts_anew(gap: Sequence[str]) -> bool:
    """Whether a new verb is joined to the sentence's subject here ("... and was better tolerated")."""
    if not gap:
        return False
    if gap[0] in JOINTS:
        rest = [word for word in gap[1:] if word not in JOINTS and not word.endswith("ly")]
        if not rest or rest[0] in BE | AUXILIARY:
            return True
    return any(word in (";", "but", "whereas") for word in gap)


def _joins(scene: Scene, forward: DirectionWord, backward: DirectionWord, outcome: Span) -> bool:
    """Whether what is said before and after the outcome belongs together ("the reduction in pain was greater")."""
    if is_noun(scene, backward) and backward.first - outcome[1] <= 1:
        return True
    if forward.words.rstrip("s") in AGENTS:
        return False
    if is_noun(scene, forward) or Form.GERUND in forward.forms:
        return (
            is_predicate(scene, backward)
            or Form.FINITE in backward.forms
            or Form.PAST in backward.forms
        )
    return False


def _adverbs(
    scene: Scene, here: Sequence[DirectionWord], chain: Sequence[DirectionWord], outcome: Span
) -> tuple[DirectionWord, ...]:
    """Comparatives that say by how much, right before what is compared with ("reduced ... more than")."""
    last = max(chain[-1].last, outcome[1])
    found = []
    for one in here:
        if one in chain or one.first < last or Form.COMPARATIVE not in one.forms:
            continue
        nxt = scene.words[one.last : one.last + 1]
        is_bare = not nxt or nxt[0] in PREPOSITIONS | {
            ",",
            ".",
            ";",
            "strongly",
            "markedly",
            "effectively",
            "so",
        }
        is_bare = is_bare and (one.words in ADVERBS or one.first - last <= 1)
        between = [o for o in here if last <= o.first < one.first and o is not one]
        if one.sense is Sense.SAME and not _has_second_arm(scene, chain[0]):
            continue
        if is_bare and not between and one.first - last <= FURTHEST:
            found.append(one)
            break
    return tuple(found)


def _has_second_arm(scene: Scene, one: DirectionWord) -> bool:
    """Whether the clause names what the treatment is compared with, or both groups."""
    clause = scene.clause_of(one.first)
    arms = any(arm.side < 0 and clause[0] <= arm.first < clause[1] for arm in scene.arms)
    return arms or any(
        m.category in ("between", "within") and clause[0] <= m.first < clause[1]
        for m in scene.modifiers
    )
