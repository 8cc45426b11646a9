"""The parts of a claim as read from its statement."""

from dataclasses import dataclass

from review.core.vocabulary import Direction, Kind

PREDICATES = frozenset({Direction.IS, Direction.IS_NOT})
"""With these the outcome is what the sentence says of the intervention, in its own words."""


@dataclass(frozen=True)
class StatementParts:
    """The parts of a claim as read from its statement; empty text where it names none."""

    kind: Kind = Kind.EFFICACY
    direction: Direction | None = None
    population: str = ""
    intervention: str = ""
    comparator: str = ""
    outcome: str = ""
    unread: tuple[str, ...] = ()
    """What the statement names and no part holds."""

    @property
    def direction_changes(self) -> bool:
        """Whether something is said to change, or not to."""
        return self.direction is not None and self.direction not in PREDICATES
