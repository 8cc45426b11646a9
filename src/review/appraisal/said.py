"""Words of more, less, better and worse that a sentence says of an outcome, and of which arm."""

import re
from dataclasses import dataclass

from review.appraisal.naming import CUES, NamedArm, OutcomePlace, directions, stretch
from review.terms.cues import Cue, cues

CLOSE = 60
"""Characters within which an arm attached after a word ("lower in the treated group") owns it."""
NEGATION_REACH = 28
"""Characters within which a negation before a cue negates it."""
REFERENCE_REACH = 30
"""Characters within which an arm after "than" or "compared with" is what is compared with."""
ATTACHED = re.compile(
    r"\b(?:with|in|by|on|of|under|after|following|for|from|among|to|receiving|than)\s+(?:the\s+|those\s+|patients\s+|participants\s+|group\s+){0,3}(?:\w+\s+)?$",
    re.IGNORECASE,
)
FAVOURED = re.compile(r"favou?r(?:s|ed|ing)?\s+(?:of\s+)?(?:the\s+)?", re.IGNORECASE)
CHANGE = re.compile(r" (?:[a-z-]+ )?changes?\b", re.IGNORECASE)
"""After a comparative: "a greater change" says which arm did better, not whether there was more."""
EXPOSURE = re.compile(
    r"\s+(?:(?:\w+\s+)?(?:intakes?|consumption|category|categories|quartiles?|quintiles?|tertiles?|doses?))\b",
    re.IGNORECASE,
)
ONE_WORD = re.compile(r" [a-z-]+ ", re.IGNORECASE)
ADVERBS = frozenset({"more", "less", "faster", "slower", "better", "most", "least"})
ADVERB_REACH = 2
COUNTED = frozenset({"more", "less", "greater"})
SIGN = {"up": 1, "down": -1, "better": 1, "worse": -1}
AMOUNTS = frozenset({"up", "down"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence read for an outcome: where it names the arms and the outcome, and what surrounds it."""

    text: str
    named: tuple[NamedArm, ...]
    place: OutcomePlace | None
    start: int
    stop: int

    def gap(self, start: int, end: int) -> int:
        """Characters between a place and the outcome, or the stretch where no outcome is named."""
        left, right = (self.place.start, self.place.end) if self.place else (self.start, self.stop)
        return max(0, left - end, start - right)

    def holds(self, start: int) -> bool:
        """Whether a place lies in the stretch around the outcome."""
        return self.start <= start < self.stop


@dataclass(frozen=True, slots=True)
class Said:
    """A word of direction said of the outcome."""

    is_amount: bool
    sign: int
    side: int
    """1 said of the intervention, -1 of the other arm, 0 unknown."""
    is_negated: bool
    is_near: bool
    gap: int


def said_in(around: Stretch) -> list[Said]:
    """Every word of direction in the sentence, with what it is said of."""
    found = []
    skip = 0
    for cue in directions(around.text):
        if cue.start < skip or _is_in_name(cue, around) or _is_no_direction(around.text, cue):
            continue
        noun = _noun_after(around.text, cue)
        adverb = None if noun else _adverb_after(around.text, cue)
        sign, is_amount = SIGN[cue.name], cue.name in AMOUNTS
        end = cue.end
        if CHANGE.match(around.text, cue.end):
            is_amount = False
        elif noun is not None:
            sign, is_amount = sign * SIGN[noun.name], noun.name in AMOUNTS
            skip, end = noun.end, noun.end
        elif adverb is not None:
            sign *= SIGN[adverb.name]
            skip, end = adverb.end, adverb.end
        found.append(
            Said(
                is_amount,
                sign,
                said_of(around, cue.start, end),
                is_negated(around.text, cue, around.start),
                around.holds(cue.start),
                around.gap(cue.start, end),
            )
        )
    return found


def _is_no_direction(text: str, cue: Cue) -> bool:
    """Whether the word bounds a number ("more than 3") or says how much was taken ("higher intake")."""
    if EXPOSURE.match(text, cue.end):
        return True
    return text[cue.start : cue.end].lower() in COUNTED and bool(
        re.search(r"\bor\s+$", text[: cue.start]) or re.match(r"\s+than\s+\d", text[cue.end :])
    )


def _is_in_name(cue: Cue, around: Stretch) -> bool:
    """Whether the word belongs to the name of the outcome ("weight loss") or of an arm ("low dose")."""
    names = [(name.start, name.end) for name in (*around.named, around.place) if name]
    return any(start <= cue.start and cue.end <= end for start, end in names)


def _noun_after(text: str, cue: Cue) -> Cue | None:
    """The change that a comparative is said of ("a greater reduction"), at most a word further."""
    if not any(c.name == "comparative" and c.start == cue.start for c in cues(text, CUES)):
        return None
    nouns = {c.start for c in cues(text, CUES) if c.name == "change_noun"}
    for other in directions(text):
        between = text[cue.end : other.start] if other.start > cue.end else "-"
        if other.start in nouns and (between == " " or ONE_WORD.fullmatch(between)):
            return other
    return None


def _adverb_after(text: str, cue: Cue) -> Cue | None:
    """The "more" or "less" right after a verb of change ("reduced more"), which says how much."""
    for other in directions(text):
        adverb = text[other.start : other.end].lower() in ADVERBS
        if adverb and 0 < other.start - cue.end <= ADVERB_REACH:
            return other
    return None


def is_negated(text: str, cue: Cue, start: int) -> bool:
    """Whether a negation stands shortly before the cue, not before `start`."""
    return any(
        c.name == "negation" and c.start >= start and 0 <= cue.start - c.end <= NEGATION_REACH
        for c in cues(text, CUES)
    )


def said_of(around: Stretch, start: int, end: int) -> int:
    """Which arm a word is said of: not the one compared with, else the one it is attached to."""
    reference = reference_of(around, start, end)
    if reference is not None:
        return -reference.side
    favoured = FAVOURED.match(around.text, start)
    for arm in around.named:
        if favoured and start <= arm.start <= favoured.end():
            return arm.side
    left, right = stretch(around.text, start, end)
    near = [arm for arm in around.named if left <= arm.start < right] or list(around.named)
    before = [arm for arm in near if arm.end <= start]
    after = [arm for arm in near if arm.start >= end and ATTACHED.search(around.text[: arm.start])]
    if after and (not before or _outweighs(after[0].start - end, start - before[-1].end)):
        return after[0].side
    return before[-1].side if before else (near[0].side if near else 0)


def _outweighs(gap_after: int, gap_before: int) -> bool:
    """Whether an arm attached after a word has a better claim to it than one named before."""
    return gap_after < gap_before or gap_after <= CLOSE


def reference_of(around: Stretch, start: int, end: int) -> NamedArm | None:
    """The arm named right after "than", "versus", "compared with" in the stretch around a place."""
    left, right = stretch(around.text, start, end)
    for cue in cues(around.text, CUES):
        if cue.name == "reference" and left <= cue.start < right:
            after = [arm for arm in around.named if arm.start >= cue.end]
            between = around.text[cue.end : after[0].start] if after else ","
            if len(between) <= REFERENCE_REACH and not any(c in ",;)" for c in between):
                return after[0]
    return None


def denies(text: str) -> bool:
    """Whether a text denies a difference, an effect or a direction anywhere."""
    negated = any(is_negated(text, cue, 0) for cue in directions(text))
    return bool(denials(text)) or negated


def denials(text: str) -> list[Cue]:
    """Every place where a text says that nothing differed or changed."""
    found = cues(text, CUES)
    deniable = [c for c in found if c.name == "deniable" and is_negated(text, c, 0)]
    return [c for c in found if c.name == "null"] + deniable
