"""What one sentence says of the claim's outcome: one relation, or nothing.

Words come first, figures second: an interval or a p-value says whether there is a difference, never which way,
unless the sentence gives no words of direction. A sentence that leaves treatment, outcome or direction open says
nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from review.relations.binding import continued, said_of
from review.relations.by_words import by_words
from review.relations.chain import Chain
from review.relations.events import (
    absent,
    attributed,
    contrary_to,
    is_set_aside,
    is_suffered,
    occurred,
)
from review.relations.figures import by_figures
from review.relations.language import Sense
from review.relations.model import Relation
from review.relations.remarks import spoken_for, taken_back
from review.relations.scene import OURS, Scene, Span
from review.relations.small_words import AGENTS
from review.relations.subjects import compared_with

HELPING = frozenset({Sense.WORKS, Sense.GOOD, Sense.FAILS})
"""What may be said of a treatment for what people have ("effective in patients with ...")."""


def relation(scene: Scene) -> Relation | None:
    """What a sentence says of the outcome; None where it says nothing that can be bound together.

    Of several mentions those count that compare groups; where they go both ways nothing does.

    Example:
        >>> from review.relations.relation import relation
        >>> from review.relations.scene import OURS, ArmAt, Scene
        >>> told = relation(Scene("Zinc shortened the colds.", (ArmAt(0, 1, OURS),), ((3, 4),), True))
        >>> told.sign, told.trace
        (-1, ('“shortened”',))
    """
    further = [continued(scene, place) for place in scene.outcomes[-1:]]
    places = [*scene.outcomes, *(one for one in further if one)]
    told = [one for one in (_of_mention(scene, place) for place in places) if one is not None]
    found = [
        replace(one, against=compared_with(scene, one))
        for one in (taken_back(scene, one) for one in told)
    ]
    spoken = [one for one in (spoken_for(scene, place) for place in scene.outcomes) if one]
    return _settled([*spoken, *found])


def _settled(found: Sequence[Relation]) -> Relation | None:
    """The one that counts of what several mentions say."""
    if not found:
        return None
    between = [one for one in found if one.is_between] or found
    sided = [one for one in between if one.sign]
    nulls = [one for one in between if not one.sign]
    if len({one.sign for one in sided}) > 1:
        return None
    if sided and nulls:
        return nulls[0] if nulls[0].is_between >= sided[0].is_between else sided[0]
    return between[0]


def _of_mention(scene: Scene, outcome: Span) -> Relation | None:
    """What is said of one mention of the outcome."""
    said = said_of(scene, outcome)
    tells_what_it_is = said is not None and said.head.words.rstrip("s") in AGENTS
    if not tells_what_it_is and is_set_aside(scene, outcome):
        return None
    if contrary := contrary_to(scene, outcome):
        return contrary
    if any(arm.is_lacking for arm in scene.arms if arm.side == OURS):
        return None
    if is_suffered(scene, outcome):
        helps = said is not None and any(one.sense in HELPING for one in said.words)
        return by_words(scene, said) if said is not None and helps else None
    return _told(scene, outcome, said)


def _told(scene: Scene, outcome: Span, said: Chain | None) -> Relation | None:
    """By words of direction, else by figures, else as something that occurred or did not."""
    if said is None:
        by_event = absent(scene, outcome) or by_figures(scene, outcome, None)
        return by_event or attributed(scene, outcome)
    if all(one.sense is Sense.OCCURS for one in said.words):
        by_event = absent(scene, outcome) or by_figures(scene, outcome, said)
        return by_event or occurred(scene, said) or attributed(scene, outcome)
    return by_words(scene, said) or by_figures(scene, outcome, said)
