"""What kind of thing a heading is, from its places in the tree."""

from enum import StrEnum
from functools import cache

from review.core.settings import data_folder
from review.mesh.sources import KINDS, rows


class ThingKind(StrEnum):
    """What a name stands for, so far as it matters for what a claim may say of it."""

    CHEMICAL = "chemical"
    FOOD = "food"
    PROCEDURE = "procedure"
    DEVICE = "device"
    BEHAVIOUR = "behaviour"
    ORGANISM = "organism"
    BODY_PART = "body part"
    DISEASE = "disease"
    SYMPTOM = "symptom"
    MEASURE = "measure"
    PEOPLE = "people"
    CIRCUMSTANCE = "circumstance"
    NOTHING_DONE = "field of study"


def kinds_of(places: tuple[str, ...]) -> frozenset[ThingKind]:
    """The kinds of a heading that stands at these places of the tree.

    Example:
        >>> from review.mesh.kinds import kinds_of
        >>> sorted(kinds_of(("E01.370.600", "G09.330.380")))
        [<ThingKind.MEASURE: 'measure'>, <ThingKind.PROCEDURE: 'procedure'>]
    """
    return frozenset(
        next(kind for branch, kind in _branches() if place.startswith(branch)) for place in places
    )


@cache
def _branches() -> tuple[tuple[str, ThingKind], ...]:
    """Branches of the tree, the narrower before the wider (`data/vocabulary/kinds.csv`); the first that fits decides."""
    listed = rows(data_folder() / "vocabulary" / KINDS)
    return tuple((row["branch"], ThingKind(row["kind"])) for row in listed)
