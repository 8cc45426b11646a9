"""What a sentence says of an outcome, as one value."""

from dataclasses import dataclass

from review.relations.scene import Span


@dataclass(frozen=True)
class Relation:
    """What a sentence says of the outcome with the claim's treatment.

    Attributes:
        sign: 1 more of it (or better), -1 less (or worse), 0 no clear difference.
        outcome: the mention of the outcome, in tokens.
        last: where the words that told it end.
        trace: in words, what told it.
        frame: how it was told, in a word or two; what a frame needs to count is said where it is used.
        is_worth: whether the sign tells better and worse, not more and less.
        is_between: whether groups are compared with each other.
        rival: whether it is compared with another treatment, not with a control or nothing.
        denied: for 0: the sign that is denied, where a certain one is.
        is_tie: whether only a tie between treatment and outcome is told ("associated with").
        against: the name of what it is compared with, where one is named.
    """

    sign: int
    outcome: Span
    last: int
    trace: tuple[str, ...]
    frame: str
    is_worth: bool = False
    is_between: bool = False
    rival: bool = False
    denied: int = 0
    is_tie: bool = False
    against: str = ""
