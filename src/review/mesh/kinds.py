"""What kind of thing a heading is, from its places in the tree."""

from enum import StrEnum


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


BRANCHES: tuple[tuple[str, ThingKind], ...] = (
    ("A", ThingKind.BODY_PART),
    ("B", ThingKind.ORGANISM),
    ("C23.888", ThingKind.SYMPTOM),
    ("C", ThingKind.DISEASE),
    ("D", ThingKind.CHEMICAL),
    ("E05.318", ThingKind.MEASURE),
    ("E07", ThingKind.DEVICE),
    ("E", ThingKind.PROCEDURE),
    ("F01", ThingKind.BEHAVIOUR),
    ("F02", ThingKind.MEASURE),
    ("F03", ThingKind.DISEASE),
    ("F04.754", ThingKind.PROCEDURE),
    ("G07.203", ThingKind.FOOD),
    ("G", ThingKind.MEASURE),
    ("I03", ThingKind.BEHAVIOUR),
    ("I", ThingKind.CIRCUMSTANCE),
    ("J02", ThingKind.FOOD),
    ("J", ThingKind.DEVICE),
    ("M", ThingKind.PEOPLE),
    ("N", ThingKind.CIRCUMSTANCE),
    ("", ThingKind.NOTHING_DONE),
)
"""Branches of the tree, the narrower before the wider; the first that a place begins with decides."""


def kinds_of(places: tuple[str, ...]) -> frozenset[ThingKind]:
    """The kinds of a heading that stands at these places of the tree.

    Example:
        >>> from review.mesh.kinds import kinds_of
        >>> sorted(kinds_of(("E01.370.600.875.249", "G09.330.380.076")))
        [<ThingKind.MEASURE: 'measure'>, <ThingKind.PROCEDURE: 'procedure'>]
    """
    return frozenset(
        next(kind for branch, kind in BRANCHES if place.startswith(branch)) for place in places
    )
