"""A claim as a typed proposition: each part with the words it came from, what it was matched to and how surely."""

import re
from collections.abc import Iterator

from review.claims.cues import hedge_in, quantifier_in
from review.claims.facts import facts_of
from review.core.claim_slot import ClaimSlot
from review.core.models import Claim
from review.core.vocabulary import Direction
from review.mesh.building import NameSource
from review.mesh.index import vocabulary
from review.terms.named_things import AMOUNT, read_phrase

PARTS = ("intervention", "comparator", "outcome", "population")

SURENESS = {
    NameSource.HEADING: "heading",
    NameSource.ENTRY_TERM: "entry term",
    NameSource.EVERYDAY: "everyday name",
    NameSource.BRAND: "brand name",
    NameSource.OTHER_LIST: "other name",
    NameSource.SUBSTANCE: "substance",
    NameSource.SUBSTANCE_TOO: "other name of a substance",
    NameSource.CAPITALS: "abbreviation",
}
"""How a name was matched, the surest first."""

GIVEN = "given"
CUE = "cue"

TELLING = {
    Direction.INCREASES: ("up",),
    Direction.DECREASES: ("down",),
    Direction.IMPROVES: ("good", "beats", "down"),
    Direction.WORSENS: ("bad", "loses"),
    Direction.NO_DIFFERENCE: ("null", "like", "safe"),
}
"""By direction, the cues that give it."""

NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|eight|ten|twelve|few|several)"
TIME = re.compile(
    rf"\b(?:for|within|after|over|during|in) (?:the first |at least |up to |about |more than |just |a )*{NUMBER}[ -]"
    r"(?:hours?|days?|weeks?|months?|years?|decades?)\b|\b(?:long|short)[ -]term\b|\bin the (?:long|short) (?:run|term)\b",
    re.IGNORECASE,
)
"""How long something goes on, or when it shows."""

QUANTITY = re.compile(
    r"\b(?:most|many|some|few|half of|a third of|a quarter of|every second|one in \w+)\b(?= |$)",
    re.IGNORECASE,
)
"""How many of the people are meant."""


def slots_of(claim: Claim) -> tuple[ClaimSlot, ...]:
    """The parts of a claim with what is behind each; a part that the claim does not have is left out.

    Example:
        >>> import review
        >>> found = review.claim("Vitamin C may shorten colds in adults").slots
        >>> [(one.name, one.value, one.concepts, one.sureness) for one in found][1]
        ('intervention', 'vitamin C', ('Ascorbic Acid',), 'entry term')
        >>> [(one.name, one.words) for one in found if one.name in ("direction", "hedge")]
        [('direction', 'shorten'), ('hedge', 'may')]
    """
    return tuple(_slots(claim))


def _slots(claim: Claim) -> Iterator[ClaimSlot]:
    yield ClaimSlot("kind", claim.kind.value, sureness="" if "kind" in claim.derived else GIVEN)
    for name in PARTS:
        if value := getattr(claim, name):
            words, start, end = _place(claim.statement, value)
            concepts, sureness, _ = matched(value)
            yield ClaimSlot(name, value, words, start, end, concepts, sureness)
    if claim.direction:
        yield _direction(claim, claim.direction)
    for name, found in (
        ("dose", AMOUNT.search(claim.statement)),
        ("time", TIME.search(claim.statement)),
        ("hedge", hedge_in(claim.statement)),
        ("quantifier", QUANTITY.search(claim.statement)),
    ):
        if found:
            yield ClaimSlot(name, found.group(), found.group(), *found.span())
    if everybody := quantifier_in(claim.statement):
        words, start, end = _place(claim.statement, everybody)
        yield ClaimSlot("quantifier", everybody, words, start, end)


def _direction(claim: Claim, direction: Direction) -> ClaimSlot:
    if "direction" not in claim.derived:
        return ClaimSlot("direction", direction.value, sureness=GIVEN)
    cues = facts_of(claim.statement).said(*TELLING.get(direction, ()))
    if not cues:
        return ClaimSlot("direction", direction.value)
    start, end = cues[0].start, cues[0].end
    return ClaimSlot(
        "direction", direction.value, claim.statement[start:end], start, end, sureness=CUE
    )


def _place(statement: str, value: str) -> tuple[str, int | None, int | None]:
    """The words of the statement that a value stands for word by word, and where they are."""
    start = statement.lower().find(value.lower())
    if start < 0:
        return "", None, None
    return statement[start : start + len(value)], start, start + len(value)


def matched(phrase: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    """Names in the vocabulary that a phrase was matched to, how surely, and its words that name nothing known."""
    reading = read_phrase(phrase)
    known = vocabulary()
    names = tuple(dict.fromkeys(known.thing(n).name for one in reading.things for n in sorted(one)))
    return names, SURENESS[reading.source] if reading.source is not None else "", reading.left
