"""Effects: which way an outcome went with the claim's treatment, read inside one clause.

The rule: near the outcome stands a cue (lower, improved, did not differ, ...); a negation before it
makes it a null; if the claim's treatment is the one that the other arm is compared with, the
direction turns round. Cues are never counted over a whole abstract.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from review.appraisal.clauses import Arm, split_arms
from review.appraisal.question import Question
from review.core.vocabulary import ComparatorKind
from review.terms.concepts import Concept, thesaurus
from review.terms.cues import Cue, cues
from review.terms.record_concepts import mentions_in, places_of

DIRECTIONS = frozenset({"up", "down", "resolved", "better", "worse", "no_effect", "no_difference"})
"""Cues that say which way an outcome went."""
REACH = 90
"""A cue further from the outcome than this many characters is not about it."""
NEGATION_REACH = 28
"""A negation further before its cue than this many characters does not negate it."""
NEITHER = re.compile(r"\s*neither\b", re.IGNORECASE)
LACKING = re.compile(
    r"\b(?:no|never|without|non|less|lower|shorter|lowest)[\s-]+(?:or (?:[\w-]+ ){1,2})?$",
    re.IGNORECASE,
)
"""What stands before a treatment that those compared with did not have, or had less of."""
ATTACHED = re.compile(
    r"\b(?:with|in|by|on|of|under|after|following|for|from)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""Words that attach a treatment to what was said before it ("improved with clonidine")."""
BESIDE = re.compile(r"\s*(?:,\s*)?(?:or|and|nor)\s+(?:by\s+|with\s+)?(?:the\s+)?", re.IGNORECASE)
"""What joins two treatments that a third is compared with."""
COMPARATIVE = re.compile(
    r"\b(?:more|less|most|least|as|better|worse|superior|inferior|greater|\w+er)\b", re.IGNORECASE
)
LISTED = re.compile(
    r"^\s*(?:,|and\b|or\b|/|,\s*and\b)\s*(?:(?!from|of|in|by|with|during|result|due|every|all\b|most|patients|they)[\w/-]+[\s,]*){0,4}$",
    re.IGNORECASE,
)
"""What stands between two outcomes of one list."""
BARE = re.compile(
    r"^\s+(?:(?:the|a|an|any|this|that|these|of|such|morphine|drug|stress)[\s-]+(?:induced\s+)?){1,3}$",
    re.IGNORECASE,
)
"""What may stand between a verb of lessening and the change it undoes."""
AT_THE_START = re.compile(
    r"\b(?:higher|lower|high|low|greater|elevated|raised)\s+(?:baseline|initial|pre-?treatment)\s+(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
"""What stands before an outcome as it was at the start ("larger with a higher baseline weight")."""
TIME_TO = re.compile(r"\btime (?:to|until)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
QUANTITY = re.compile(
    r"^\s+(?:a\s+)?(?:\d|one\b|two\b|three\b|half\b|third\b|quarter\b)", re.IGNORECASE
)
"""A number after "than" is no treatment compared with ("less than half of the group")."""
PURPOSE = re.compile(
    r"\b(?:given|gave|used?|using|prescribed|taken|took|administered|added|in order)\b[^,;:]{0,60}\bto\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""What stands before a verb that says what a treatment was given for, not what it did."""
ADJECTIVE = re.compile(
    r"^(?:higher|lower|greater|lesser|fewer|less|more|better|worse|poorer|longer|shorter)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""An adjective and what may stand between it and the outcome it is about."""
NEW_VERB = re.compile(r"^\w+\s+(?:\w+\s+)?$")
"""A verb after "and", and what may stand between it and the outcome it is about."""
LESSER = re.compile(r"less|lesser|smaller|weaker", re.IGNORECASE)
LESSER_BEFORE = re.compile(rf"\b(?:{LESSER.pattern})\s+(?:\w+\s+)?$", re.IGNORECASE)
"""Words just before a change that make it the smaller of two."""
LESSER_AFTER = re.compile(
    rf"\b(?:{LESSER.pattern})\s+(?:than|with|in|for|on|after|under|among)\b", re.IGNORECASE
)
"""The same after a change: "fell less with"."""
NOT_THIS = re.compile(r"^\s*not\s+(?:for\s+|in\s+|on\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
"""What stands before an outcome that the clause before was denied for ("but not pain")."""
PASSIVE_COMPARATORS = frozenset({"placebo", "control_arm"})


class Effect(StrEnum):
    """What happened to an outcome."""

    UP = "up"
    DOWN = "down"
    NULL = "null"


OPPOSITE = {Effect.UP: Effect.DOWN, Effect.DOWN: Effect.UP, Effect.NULL: Effect.NULL}


@dataclass(frozen=True)
class Signal:
    """One effect read in one clause."""

    outcome: Concept
    effect: Effect
    cue: str
    comparator: str
    comparator_kind: ComparatorKind
    names_intervention: bool
    distance: int
    denied: Effect | None = None
    """For a null: the effect that the clause denies, where it denies a certain one."""


def signals(text: str, asked: Question, outcome: Concept, *, subject: bool) -> list[Signal]:
    """The effects on an outcome that a clause reports for the question's treatment.

    Args:
        text: the clause.
        asked: the claim's question.
        outcome: one of its outcomes, or a broader one.
        subject: whether a clause that names no treatment is about the question's treatment.
    """
    outcome_places = tuple(
        place for place in places_of(text, outcome) if not AT_THE_START.search(text[: place[0]])
    )
    cue = _deciding_cue(text, outcome_places)
    if cue is None:
        is_denied = subject and any(NOT_THIS.match(text[:start]) for start, _ in outcome_places)
        return [_denied(outcome)] if is_denied else []
    ours, others = split_arms(text, asked)
    reference = _reference(text, [*ours, *others])
    if not ours and (not subject or any(arm != reference for arm in others)):
        return []
    effect = _effect(text, cue, outcome)
    denied = _affirmed(text, cue, outcome) if effect is Effect.NULL else None
    compared = _compared_with(reference, others, ours, cue)
    if reference is not None and (reference in ours or _all_beside(text, reference, ours)):
        if any(arm.concept_id != reference.concept_id for arm in ours):
            return []
        effect = OPPOSITE[effect]
    elif (
        reference is None
        and effect is not Effect.NULL
        and _belongs_to_other(text, cue, ours, others)
    ):
        return []
    if reference is not None and effect is not Effect.NULL:
        if not _compares(text, cue, reference):
            return []
        effect = OPPOSITE[effect] if _is_lesser(text, cue, reference) else effect
    distance = min(_gap(cue, place) for place in outcome_places)
    return [
        Signal(
            outcome,
            effect,
            cue.name,
            compared,
            comparator_kind(compared),
            bool(ours),
            distance,
            denied,
        )
    ]


def _denied(outcome: Concept) -> Signal:
    """No effect on an outcome that a clause only denies ("reduced nausea but not pain")."""
    return Signal(outcome, Effect.NULL, "no_effect", "", ComparatorKind.NONE, False, 0)


def comparator_kind(concept_id: str) -> ComparatorKind:
    """The kind of comparison that a comparator's concept makes."""
    if not concept_id:
        return ComparatorKind.NONE
    return ComparatorKind.PLACEBO if concept_id in PASSIVE_COMPARATORS else ComparatorKind.ACTIVE


def _deciding_cue(text: str, outcome_places: tuple[tuple[int, int], ...]) -> Cue | None:
    """The cue that speaks about the outcome: a statement of no difference first, else the nearest."""
    if not outcome_places:
        return None
    everything = [c for c in cues(text) if c.name in DIRECTIONS | {"event", "tolerated"}]
    candidates = [
        cue
        for cue in cues(text)
        if cue.name in DIRECTIONS
        and not any(start <= cue.start and cue.end <= end for start, end in outcome_places)
        and not PURPOSE.search(text[: cue.start])
    ]
    candidates = [
        cue
        for cue in candidates
        if any(_gap(cue, p) <= REACH and not _taken(text, cue, p) for p in outcome_places)
    ]
    nulls = [cue for cue in candidates if cue.name == "no_difference"]
    pool = nulls or _outermost(candidates, everything)
    return min(
        pool, key=lambda cue: (min(_gap(cue, p) for p in outcome_places), cue.start), default=None
    )


def _taken(text: str, cue: Cue, place: tuple[int, int]) -> bool:
    """Whether another outcome between cue and place takes the cue ("aggravate seizures in spasticity").

    Outcomes of one list share their cue.
    """
    known = thesaurus().concepts
    named = [m for m in mentions_in(text) if known[m.concept_id].group == "outcome"]
    if place[1] <= cue.start:
        governs = NEW_VERB if text[: cue.start].endswith(" and ") else ADJECTIVE
        return any(m.start >= cue.end and governs.match(text[cue.start : m.start]) for m in named)
    between = [m for m in named if m.start >= cue.end and m.end <= place[0]]
    if not between:
        return False
    nearest = max(between, key=lambda m: m.end)
    return not LISTED.match(text[nearest.end : place[0]])


def _outermost(found: list[Cue], among: list[Cue]) -> list[Cue]:
    """Cues that do not lie inside a longer one ("rise" in "give rise to")."""
    return [
        cue
        for cue in found
        if not any(
            o.start <= cue.start and cue.end <= o.end and o.end - o.start > cue.end - cue.start
            for o in among
        )
    ]


def _gap(cue: Cue, place: tuple[int, int]) -> int:
    start, end = place
    return max(start - cue.end, cue.start - end, 0)


def _effect(text: str, cue: Cue, outcome: Concept) -> Effect:
    """What the cue says of the outcome, with negation and the outcome's polarity."""
    affirmed = _affirmed(text, cue, outcome)
    return Effect.NULL if affirmed is None or is_negated(text, cue) else affirmed


def _affirmed(text: str, cue: Cue, outcome: Concept) -> Effect | None:
    """What the cue says of the outcome before negation; None for cues that say nothing happened."""
    if cue.name in ("no_difference", "no_effect"):
        return None
    if cue.name == "resolved":
        return Effect.DOWN
    if cue.name in ("up", "down"):
        turned = _is_undone(text, cue) != _is_time_to(text, outcome)
        return OPPOSITE[Effect(cue.name)] if turned else Effect(cue.name)
    good_is_less = outcome.polarity != "benefit"
    is_good = cue.name == "better"
    return Effect.DOWN if good_is_less is is_good else Effect.UP


def _is_undone(text: str, cue: Cue) -> bool:
    """Whether a verb of lessening governs the change ("reversed the rise in", "prevented the fall")."""
    return any(
        other.name == "down" and other.end <= cue.start and BARE.match(text[other.end : cue.start])
        for other in cues(text)
    )


def _is_time_to(text: str, outcome: Concept) -> bool:
    """Whether the text tells the time to the outcome: more time to relapse is less relapse."""
    return any(TIME_TO.search(text[:start]) for start, _ in places_of(text, outcome))


def _compares(text: str, cue: Cue, reference: Arm) -> bool:
    """Whether the cue itself compares ("more effective", "lower", "reduced"), so that its direction
    holds against the reference; a bare "successful in 43 % versus 95 %" does not say who did better.
    """
    if cue.name != "better" or COMPARATIVE.search(text[max(0, cue.start - 12) : cue.end]):
        return True
    return not re.search(r"\d", text[cue.end : reference.start])


def _is_lesser(text: str, cue: Cue, reference: Arm) -> bool:
    """Whether the change is the smaller one ("a smaller reduction than", "reduced pain less than")."""
    if LESSER.fullmatch(text[cue.start : cue.end]):
        return False
    return bool(
        LESSER_BEFORE.search(text[: cue.start])
        or LESSER_AFTER.search(text[cue.end : reference.start])
    )


def is_negated(text: str, cue: Cue) -> bool:
    """Whether a negation stands shortly before the cue, or further before it a denial or "neither"."""
    return any(
        (other.name == "negation" and 0 <= cue.start - other.end <= NEGATION_REACH)
        or (NEITHER.match(text) is not None and other.end <= cue.start and other.name == "negation")
        or (other.name == "denial" and other.end <= cue.start)
        for other in cues(text)
    )


def _reference(text: str, treatments: list[Arm]) -> Arm | None:
    """The treatment compared with: the first one after "than", "versus", "compared with", ..."""
    for cue in cues(text):
        if cue.name == "reference" and not QUANTITY.match(text[cue.end :]):
            after = [
                arm
                for arm in treatments
                if arm.start >= cue.start and not LACKING.search(text[: arm.start])
            ]
            if after:
                return min(after, key=lambda arm: arm.start)
    return None


def _all_beside(text: str, reference: Arm, ours: list[Arm]) -> bool:
    """Whether the question's treatment stands only in the list of what is compared with.

    "Reduced more by X than by either placebo or clonidine": clonidine is in the reference, whatever
    X is.
    """
    return bool(ours) and all(
        arm.start >= reference.end and BESIDE.fullmatch(text[reference.end : arm.start]) is not None
        for arm in ours
    )


def _compared_with(reference: Arm | None, others: list[Arm], ours: list[Arm], cue: Cue) -> str:
    """What the treatment is compared with: a drug given beside it is not a comparator."""
    if reference is not None and reference not in ours:
        return reference.concept_id
    compares = reference is not None or cue.name == "no_difference"
    return others[0].concept_id if others and compares else ""


def _belongs_to_other(text: str, cue: Cue, ours: list[Arm], others: list[Arm]) -> bool:
    """Whether the cue is about another treatment: that one is its subject, or is attached to it."""
    rivals = [arm for arm in others if arm.concept_id not in PASSIVE_COMPARATORS]
    if not ours or not rivals:
        return False
    before = [arm for arm in (*ours, *rivals) if arm.end <= cue.start]
    after = [
        arm
        for arm in (*ours, *rivals)
        if arm.start >= cue.end and ATTACHED.search(text[: arm.start])
    ]
    subject = max(before, key=lambda arm: arm.end, default=None)
    attached = min(after, key=lambda arm: arm.start, default=None)
    if subject is not None and attached is not None:
        nearer = attached.start - cue.end < cue.start - subject.end
        owner = attached if nearer else subject
    else:
        owner = subject or attached or min((*ours, *rivals), key=lambda arm: arm.start)
    return owner in rivals


def wider_outcomes(outcome: Concept) -> tuple[Concept, ...]:
    """Outcomes that contain this one; evidence on them is indirect."""
    return tuple(thesaurus().concepts[name] for name in outcome.broader)
