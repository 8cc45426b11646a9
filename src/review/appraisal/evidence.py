"""Evidence: one thing that one record says about one claim, and where it says it."""

from dataclasses import dataclass

from review.appraisal.effects import Effect
from review.appraisal.passages import Passage
from review.core.vocabulary import ComparatorKind
from review.terms.concepts import Concept

EXACT_OUTCOME_WEIGHT = 1.5
NAMED_INTERVENTION_WEIGHT = 1.0
PLACEBO_WEIGHT = 0.5


@dataclass(frozen=True)
class Evidence:
    """A finding, harm, action or statement read in one passage, with the rule that read it."""

    effect: Effect
    outcome: Concept
    claimed: Concept
    """The claim's outcome that `outcome` stands for; the same one where the evidence is exact."""
    passage: Passage
    weight: float
    rule: str
    comparator: str = ""
    comparator_kind: ComparatorKind = ComparatorKind.NONE
    condition: str = ""
    is_statement: bool = False
    denied: Effect | None = None
    """For a null: the effect that is denied, where a certain one is."""

    @property
    def is_exact(self) -> bool:
        """Whether the evidence is about the claim's own outcome."""
        return self.outcome == self.claimed


def plain(
    effect: Effect,
    outcome: Concept,
    passage: Passage,
    rule: str,
    *,
    claimed: Concept | None = None,
    condition: str = "",
    is_statement: bool = False,
) -> Evidence:
    """Evidence that compares with nothing; `claimed` is the outcome itself where not given."""
    claimed = claimed or outcome
    return Evidence(
        effect=effect,
        outcome=outcome,
        claimed=claimed,
        passage=passage,
        weight=_weight(passage, outcome, claimed),
        rule=rule,
        condition=condition,
        is_statement=is_statement,
    )


def _weight(passage: Passage, outcome: Concept, claimed: Concept) -> float:
    return passage.weight + (EXACT_OUTCOME_WEIGHT if outcome == claimed else 0.0)
