"""Which outcomes a question asks for, and which stand for them."""

from functools import lru_cache

from review.appraisal.question import Question
from review.core.vocabulary import Direction
from review.terms.concepts import Concept, thesaurus

GENERAL_HARMS = "adverse_events"
SERIOUS_HARMS = ("serious_adverse_events", "toxicity")


@lru_cache(maxsize=4096)
def outcomes_to_read(asked: Question) -> tuple[tuple[Concept, Concept], ...]:
    """Each outcome to look for, with the claim's outcome it stands for.

    First the claim's own; then, as indirect evidence, the broader ones they belong to and the ones
    that are part of them. For a warning of side effects at large any of them is the claim's own.
    """
    known = thesaurus().concepts
    pairs = [(outcome, outcome) for outcome in asked.outcomes]
    for outcome in asked.outcomes:
        parts = [known[n] for n in sorted(known) if outcome.concept_id in known[n].part_of]
        is_any = outcome.concept_id == GENERAL_HARMS and asked.direction is Direction.INCREASES
        pairs += [(part, part if is_any else outcome) for part in parts]
        pairs += [(wider, outcome) for wider in (known[name] for name in outcome.broader)]
    first: dict[str, tuple[Concept, Concept]] = {}
    for pair in pairs:
        first.setdefault(pair[0].concept_id, pair)
    return tuple(first.values())


def is_serious(outcome: Concept) -> bool:
    """Whether a harm is a serious one: only these speak against a claim of safety by being seen."""
    return outcome.concept_id in SERIOUS_HARMS or bool(set(SERIOUS_HARMS) & set(outcome.part_of))
