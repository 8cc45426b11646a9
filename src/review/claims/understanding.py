"""How a claim was understood, for a person to confirm: one readable line, and what each part was matched to."""

from dataclasses import dataclass

import pandas as pd

from review.claims.library import claims_from
from review.claims.proposition import PARTS, matched
from review.core.models import Claim
from review.core.vocabulary import Direction, Kind

ASKED = {
    Direction.INCREASES: "increase",
    Direction.DECREASES: "reduce",
    Direction.IMPROVES: "improve",
    Direction.WORSENS: "worsen",
    Direction.NO_DIFFERENCE: "make no difference to",
}
"""What a claim says that happens to its outcome, as a question asks it."""


@dataclass(frozen=True)
class PartMatch:
    """What a part of a claim was matched to.

    Attributes:
        part: `intervention`, `comparator`, `outcome` or `population`.
        words: as the claim has it.
        headings: names in the vocabulary; empty where none of its words is known, which are then searched for as they are.
        sureness: how the least sure of them was matched.
        other_words: words of it that name nothing known.
    """

    part: str
    words: str
    headings: tuple[str, ...]
    sureness: str
    other_words: tuple[str, ...]

    def __str__(self) -> str:
        """One line for a person."""
        if not self.headings:
            return f"{self.part} {self.words!r}: no name that the vocabulary knows; searched for as it stands"
        other = f"; besides: {' '.join(self.other_words)}" if self.other_words else ""
        return f"{self.part} {self.words!r}: {', '.join(self.headings)} ({self.sureness}{other})"


def as_question(claim: Claim) -> str:
    """The claim as the question that is asked of the literature; what was read from the statement is set in asterisks.

    Example:
        >>> import review
        >>> from review.claims.understanding import as_question
        >>> as_question(review.claim("Melatonin shortens the time to fall asleep in adults"))
        'Does *melatonin* (compared with nothing named) *reduce* *duration of the time to fall asleep* in *adults*?'
    """
    if claim.kind is Kind.GUIDANCE:
        return "Not checkable: advice, policy or opinion."
    shown = {
        name: f"*{value}*" if name in claim.derived else value
        for name in PARTS
        if (value := getattr(claim, name))
    }
    does = shown.get("intervention", "?")
    compared = shown.get("comparator", "nothing named")
    people = shown.get("population", "anyone")
    outcome = shown.get("outcome", "?")
    verb = ASKED.get(claim.direction) if claim.direction else None
    if verb is None:
        told = (
            {Direction.IS: "is true", Direction.IS_NOT: "is not true"}.get(claim.direction)
            if claim.direction
            else None
        )
        return f"Of {does} in {people}: {outcome}, {told or 'with no direction'}?"
    marked = f"*{verb}*" if "direction" in claim.derived else verb
    return f"Does {does} (compared with {compared}) {marked} {outcome} in {people}?"


def matches(claim: Claim) -> tuple[PartMatch, ...]:
    """What each part of the claim was matched to in the vocabulary, in order of the parts.

    Example:
        >>> import review
        >>> from review.claims.understanding import matches
        >>> [str(one) for one in matches(review.claim("Vitamin C shortens colds"))][0]
        "intervention 'vitamin C': Ascorbic Acid (entry term)"
    """
    return tuple(_match(name, value) for name in PARTS if (value := getattr(claim, name)))


def _match(part: str, words: str) -> PartMatch:
    headings, sureness, left = matched(words)
    return PartMatch(part, words, headings, sureness, left)


def as_understood(claims: pd.DataFrame) -> pd.DataFrame:
    """Of a claims table how each claim was understood: `claim_id`, `question`, `doubts` (missing where there is none)."""
    read = claims_from(claims)
    return pd.DataFrame(
        {
            "claim_id": pd.array([one.claim_id for one in read], dtype="string"),
            "question": pd.array([as_question(one) for one in read], dtype="string"),
            "doubts": pd.array([" ".join(one.doubts) or pd.NA for one in read], dtype="string"),
        }
    )


def lines_of_claim(claim: Claim) -> tuple[str, ...]:
    """The claim as a person confirms it: its question, its matches, and what is doubtful."""
    doubtful = tuple(f"  NOT UNDERSTOOD: {doubt}" for doubt in claim.doubts)
    if claim.kind is Kind.GUIDANCE:
        return (f"{claim.claim_id}  {claim.statement}", f"  {as_question(claim)}", *doubtful)
    return (
        f"{claim.claim_id}  {claim.statement}",
        f"  {as_question(claim)} ({claim.kind})",
        *(f"    {one}" for one in matches(claim)),
        *doubtful,
    )
