"""Whether more of an outcome is better or worse: from its concept, its name, its place in the vocabulary, or the claim."""

from functools import lru_cache

from review.appraisal.question import Question
from review.core.vocabulary import ABOUT_HARM, Direction, Kind
from review.mesh.index import vocabulary
from review.mesh.kinds import ThingKind
from review.relations.polarity import polarity
from review.terms.concepts import OWN_PHRASE, Concept
from review.terms.named_things import read_phrase

ILL = frozenset({ThingKind.DISEASE, ThingKind.SYMPTOM})


@lru_cache(maxsize=4096)
def worth_of(outcome: Concept, asked: Question) -> int:
    """1 where more of the outcome is better, -1 where it is worse, 0 where nothing tells."""
    if outcome.polarity and outcome.group != OWN_PHRASE:
        return 1 if outcome.polarity == "benefit" else -1
    by_words = polarity(outcome.name)
    if by_words:
        return by_words
    named = read_phrase(outcome.name).things
    if named and all(vocabulary().thing(n).kinds & ILL for one in named for n in one):
        return -1
    if asked.kind in ABOUT_HARM:
        return -1 if asked.direction is Direction.INCREASES else 0
    if asked.kind in (Kind.EFFICACY, Kind.COMPARATIVE):
        return (
            {Direction.DECREASES: -1, Direction.INCREASES: 1}.get(asked.direction, 0)
            if asked.direction
            else 0
        )
    return 0
