"""What every domain of the rating looks at: the claim and its body of evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from review.core.models import Claim, DomainRating
from review.core.vocabulary import Certainty, Domain
from review.synthesis.direction import Body, DirectionOfEffect, effect, weight
from review.synthesis.studies import CONTROLLED, Study

HIGH, MODERATE, LOW, VERY_LOW = 4, 3, 2, 1
LEVEL_NAMES = {
    HIGH: Certainty.HIGH,
    MODERATE: Certainty.MODERATE,
    LOW: Certainty.LOW,
    VERY_LOW: Certainty.VERY_LOW,
}
LEVELS_BY_NAME: dict[Certainty | None, int] = {name: level for level, name in LEVEL_NAMES.items()}


@dataclass(frozen=True)
class Basis:
    """A claim and its body of evidence, with at least one study counted."""

    claim: Claim
    body: Body

    @cached_property
    def counted(self) -> tuple[Study, ...]:
        """The counted studies that are rated: reports of cases and retellings only where nothing else is.

        Case reports beside a cohort are evidence for the verdict; they make the cohort no less certain.
        """
        controlled = tuple(s for s in self.body.counted if s.deciding.design in CONTROLLED)
        return controlled or self.body.counted

    @cached_property
    def stated(self) -> int | None:
        """The level that the authors of the anchor give, where the anchor answers the question."""
        anchor = self.body.anchor
        if anchor is None or (not anchor.is_direct and any(s.is_direct for s in self.counted)):
            return None
        return LEVELS_BY_NAME.get(anchor.deciding.stated_certainty)

    def share(self, studies: Sequence[Study]) -> float:
        """Their share of the weight of the counted body."""
        return sum(map(weight, studies)) / self.whole

    @cached_property
    def whole(self) -> float:
        """The weight of the counted body."""
        return sum(map(weight, self.counted))

    def showing(self, *effects: DirectionOfEffect) -> list[Study]:
        """Counted studies that show one of these."""
        return [study for study in self.counted if effect(self.claim, study) in effects]


def step(domain: Domain, levels: int, reason: str, studies: Sequence[Study] = ()) -> DomainRating:
    """One step of the rating with its reason and the PMIDs that caused it."""
    return DomainRating(domain, levels, reason, tuple(study.pmid for study in studies))


def directness_reasons(studies: Sequence[Study]) -> list[str]:
    """What the studies substitute, each reason once, in alphabetical order."""
    parts = (part for s in studies for part in s.deciding.directness_reason.split("; "))
    return sorted({part for part in parts if part})


def count(studies: Sequence[Study], noun: str) -> str:
    """A number with its noun in singular or plural, for example `2 counted studies`."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{len(studies)} {noun if len(studies) == 1 else plural}"
