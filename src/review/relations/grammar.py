"""How a word of direction stands in its sentence: as noun, verb or predicate, and what it is said of."""

from collections.abc import Sequence

from review.relations.language import DirectionWord, Form, Sense
from review.relations.scene import Scene
from review.relations.small_words import (
    AUXILIARY,
    BE,
    DETERMINERS,
    JOINTS,
    OBJECT_PREPOSITIONS,
    PASSED_OVER,
    PREPOSITIONS,
    TOLD,
)


def is_noun(scene: Scene, one: DirectionWord) -> bool:
    """Whether a word that may be a verb is a noun here."""
    if Form.NOUN not in one.forms:
        return False
    if one.forms == {Form.NOUN}:
        return True
    if Form.GERUND in one.forms:
        return bool(AFTER_GERUND_NOUN & set(scene.words[one.last : one.last + 1]))
    before = scene.words[one.first - 1] if one.first else ""
    after = scene.words[one.last] if one.last < len(scene.words) else ""
    if before in AUXILIARY:
        return False
    return (
        before in DETERMINERS
        or after in ("in", "of", "from", "between")
        or before.endswith(("er", "cant", "ed"))
    )


def is_predicate(scene: Scene, one: DirectionWord) -> bool:
    """Whether a word follows a form of "be", adverbs and other words of direction aside."""
    place = one.first - 1
    starts = {other.last - 1: other.first for other in scene.directions}
    while place >= 0 and scene.words[place] not in BE:
        word = scene.words[place]
        if place in starts and _is_comparison(scene, place):
            place = starts[place] - 1
        elif word.endswith("ly") or word in PASSED_OVER:
            place -= 1
        else:
            return False
    return place >= 0


def _is_comparison(scene: Scene, place: int) -> bool:
    """Whether a comparative, or a word for alike, ends at a token."""
    ending = [one for one in scene.directions if one.last - 1 == place]
    return any(Form.COMPARATIVE in one.forms or one.sense is Sense.SAME for one in ending)


AFTER_GERUND_NOUN = frozenset({"of", "effect", "effects", "action"})
"""Words after a form in -ing by which it is a noun ("a lowering effect")."""


def takes_forward(scene: Scene, one: DirectionWord) -> bool:
    """Whether a word takes what follows it."""
    after = _next_word(scene, one)
    last = one.words.split()[-1]
    if is_noun(scene, one):
        return after in OBJECT_PREPOSITIONS | AFTER_NOUN or last in OBJECT_PREPOSITIONS
    if one.sense in (Sense.WORKS, Sense.FAILS):
        near = set(scene.words[one.last : one.last + 4])
        return bool(OBJECT_PREPOSITIONS & near) or "than" in near
    if one.sense in ALWAYS_FORWARD or Form.GERUND in one.forms:
        return one.sense is not Sense.CAUSED
    if is_predicate(scene, one):
        return one.sense is not Sense.OCCURS and _serves_object(one)
    stops = PREPOSITIONS | JOINTS | {".", ""}
    if {Form.COMPARATIVE, Form.ADJECTIVE} & one.forms and Form.PAST not in one.forms:
        return after not in stops or last in OBJECT_PREPOSITIONS or _serves_object(one)
    return after not in stops | AFTER_VERB or last in PREPOSITIONS


ALWAYS_FORWARD = frozenset({Sense.CAUSE, Sense.CAUSED})
AFTER_NOUN = frozenset({"between", "among", "was", "were", "with", "by"})
"""Words after a noun by which it takes what follows, besides prepositions."""

AFTER_VERB = frozenset({"more", "less", "better", "faster", "("})
"""Words after a verb that are no object."""


def _next_word(scene: Scene, one: DirectionWord) -> str:
    """The next word that is no adverb and no amount ("reduced by 45% ...")."""
    rest = without_amounts(scene.words[one.last :])
    return next((word for word in rest if not word.endswith(("ly", "-fold"))), "")


def without_amounts(words: Sequence[str]) -> tuple[str, ...]:
    """Words without numbers, and without percentages with the "by" before them."""
    kept = []
    for n, word in enumerate(words):
        is_by = word == "by" and words[n + 2 : n + 3] == ("%",)
        if not (word[:1].isdigit() or word == "%" or is_by):
            kept.append(word)
    return tuple(kept)


def _serves_object(one: DirectionWord) -> bool:
    """Whether a predicate says in what an arm is better ("was superior to placebo in reducing")."""
    chances = {"likely", "often", "frequently"} & set(one.words.split())
    return one.sense in SERVING or (Form.COMPARATIVE in one.forms and bool(chances))


SERVING = frozenset({Sense.GOOD, Sense.BAD, Sense.WORKS, Sense.FAILS, Sense.SAME, Sense.EFFECT})


def takes_backward(scene: Scene, one: DirectionWord, *, is_adjacent: bool) -> bool:
    """Whether a word is said of what goes before it."""
    if is_noun(scene, one):
        return is_adjacent
    if one.sense is Sense.CAUSED or is_predicate(scene, one):
        return True
    if one.words in TOLD:
        return False
    if Form.COMPARATIVE in one.forms:
        after = scene.words[one.last] if one.last < len(scene.words) else "."
        return after in PREPOSITIONS | {".", ",", "("}
    if Form.GERUND in one.forms or (Form.ADJECTIVE in one.forms and Form.PAST not in one.forms):
        return False
    return not takes_forward(scene, one) or one.sense is Sense.CAUSE
