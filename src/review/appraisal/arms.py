"""Arms: the treatments and comparators that a text names, without substances that describe the patients."""

import re
from dataclasses import dataclass
from functools import lru_cache

from review.appraisal.question import Question
from review.terms.concepts import Mention, thesaurus
from review.terms.record_concepts import mentions_in, places_of

POPULATION_AFTER = re.compile(
    r"^[\s-]*(?:depend|maint|withdraw|addict|abst|user|use\b|use disorder|detox|abus|free|experienc|treated patients|"
    r"naive|positive|negative|related|seeking|induced|primed|precipitated|hydrochloride patients|self-admin|taper|operated|lesion|rats?\b|mice\b|animals)",
    re.IGNORECASE,
)
"""What follows a substance that names the patients' condition rather than a treatment."""

POPULATION_BEFORE = re.compile(
    r"(?:dependent on|addicted to|dependence on|withdrawal from|detoxification from|detoxified from|"
    r"maintained on|withdrawn from|abstinent from|abstinence from|addiction to|use of illicit|stopping|off)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:less|fewer|reduced|heavy|reductions? in|decreases? in|craving for|desire for|urge for)\s+$",
    re.IGNORECASE,
)
"""What stands before a substance that people depend on, wish for or use less of: it is not what they are given."""


TREATMENTS = frozenset({"drug", "intervention", "comparator", "rival"})
"""Groups of concepts that can be an arm of a comparison."""


@dataclass(frozen=True)
class Arm:
    """A treatment named in a clause: its concept id and place."""

    concept_id: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def arms(text: str) -> tuple[Arm, ...]:
    """Treatments and comparators named in a clause, without substances that describe the patients."""
    return _outside_populations(text, _treatments(text))


@lru_cache(maxsize=65536)
def _arms_for(text: str, asked: Question) -> tuple[Arm, ...]:
    """As `arms`, with the question's own treatments and comparators that no concept covers."""
    own = [
        Mention(concept.concept_id, start, end)
        for concept in asked.own_words
        for start, end in places_of(text, concept)
    ]
    return _outside_populations(text, [*own, *_treatments(text)]) if own else arms(text)


def _treatments(text: str) -> list[Mention]:
    return [m for m in mentions_in(text) if thesaurus().concepts[m.concept_id].group in TREATMENTS]


def _outside_populations(text: str, named: list[Mention]) -> tuple[Arm, ...]:
    outermost = [
        m
        for m in named
        if not any(
            o.start <= m.start and m.end <= o.end and o != m and o.end - o.start > m.end - m.start
            for o in named
        )
    ]
    return tuple(
        Arm(m.concept_id, m.start, m.end)
        for m in outermost
        if not POPULATION_AFTER.match(text[m.end :])
        and not POPULATION_BEFORE.search(text[: m.start])
    )


def is_medicine(concept_id: str) -> bool:
    """Whether a treatment is a medicine; one in the claim's own words is taken for one."""
    known = thesaurus().concepts.get(concept_id)
    return known is None or known.group in ("drug", "rival")


def treatment_name(concept_id: str, asked: Question) -> str:
    """How a treatment or comparator of a clause is printed."""
    own = {concept.concept_id: concept for concept in asked.own_words}
    return (own.get(concept_id) or thesaurus().concepts[concept_id]).name


def split_arms(text: str, asked: Question, *, by_class: bool = True) -> tuple[list[Arm], list[Arm]]:
    """The treatments of a clause that are the question's own, and the others.

    Args:
        text: the clause.
        asked: the question.
        by_class: whether naming the class of the treatment ("alpha-2 agonists") is naming it;
            otherwise class names count as neither.
    """
    classes = asked.class_ids - asked.drug_ids
    own = asked.drug_ids | (classes if by_class else frozenset())
    named = _arms_for(text, asked)
    ours = [arm for arm in named if arm.concept_id in own]
    ours_at = {(arm.start, arm.end) for arm in ours}
    return ours, [
        arm
        for arm in named
        if (arm.start, arm.end) not in ours_at and arm.concept_id not in classes
    ]
