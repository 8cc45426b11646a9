"""The question a claim puts to a record: its parts as concepts."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from review.core.models import Claim
from review.core.vocabulary import Direction, Kind
from review.terms.concepts import (
    INTERVENTION_GROUPS,
    OUTCOME_GROUPS,
    OWN_PHRASE,
    POPULATION_GROUPS,
    Concept,
    thesaurus,
)

STOP = "abrupt_stop"
"""Concept of taking a medicine away: what follows it is not an effect of taking the medicine."""


@dataclass(frozen=True)
class Question:
    """A claim's parts as concepts; alternatives within each part."""

    kind: Kind
    population: tuple[Concept, ...]
    interventions: tuple[Concept, ...]
    comparators: tuple[Concept, ...]
    outcomes: tuple[Concept, ...]
    direction: Direction | None
    words: tuple[str, str, str] = ("", "", "")
    """Intervention, comparator and outcome in the claim's own words."""

    @cached_property
    def is_about_stopping(self) -> bool:
        """Whether the claim is about taking the medicine away."""
        names = {
            part.concept_id
            for concept in self.interventions
            for part in (concept.parts or (concept,))
        }
        return STOP in names

    @cached_property
    def own_words(self) -> tuple[Concept, ...]:
        """Treatments and comparators that no concept covers, in the claim's own words."""
        named = [p for c in (*self.interventions, *self.comparators) for p in (c.parts or (c,))]
        return tuple(concept for concept in named if concept.group == OWN_PHRASE)

    @cached_property
    def drug_ids(self) -> frozenset[str]:
        """Ids of the interventions and of all that are a kind of them."""
        concepts = [
            part for concept in self.interventions for part in (concept.parts or (concept,))
        ]
        return frozenset(n for c in concepts for n in thesaurus().narrower(c.concept_id))

    @cached_property
    def class_ids(self) -> frozenset[str]:
        """Ids of the classes the interventions belong to; naming the class is not naming a rival."""
        known = thesaurus().concepts
        return frozenset(w for name in self.drug_ids if name in known for w in known[name].broader)


@lru_cache(maxsize=4096)
def question(claim: Claim) -> Question:
    """The question of a claim."""
    named = thesaurus()
    return Question(
        kind=claim.kind,
        population=named.resolve(claim.population, POPULATION_GROUPS),
        interventions=named.resolve(claim.intervention, INTERVENTION_GROUPS),
        comparators=named.resolve(claim.comparator, INTERVENTION_GROUPS | {"comparator"}),
        outcomes=named.resolve(claim.outcome, OUTCOME_GROUPS, together=False),
        direction=claim.direction,
        words=(claim.intervention, claim.comparator, claim.outcome),
    )
