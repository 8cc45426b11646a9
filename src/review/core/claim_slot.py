"""One part of a claim with what is behind it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ClaimSlot:
    """One part of what a claim says, with where it comes from.

    Attributes:
        name: `kind`, `intervention`, `comparator`, `population`, `outcome`, `direction`, `dose`, `time`, `hedge`
            or `quantifier`.
        value: the part as the suite uses it: a word of a closed list for kind and direction, else a phrase.
        words: what the statement says for it, as it stands there; empty where the part was given, or was made of
            several places.
        start: where these words begin in the statement; None without words.
        end: the offset after their last character.
        concepts: names in the vocabulary that the value was matched to; empty for what it does not know.
        sureness: how the least sure of them was matched (`heading`, `entry term`, `everyday name` ...), `cue` for a
            direction that words give, `given` for a part of a claims file, empty where nothing was matched.
    """

    name: str
    value: str
    words: str = ""
    start: int | None = None
    end: int | None = None
    concepts: tuple[str, ...] = ()
    sureness: str = ""
