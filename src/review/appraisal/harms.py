"""Harms reported as events: a side effect that occurred with the treatment, or was said not to.

Trials compare harms (`effects.py`); case reports, series and narrative reports name them. A harm
that follows taking a medicine away is not a harm of taking it.
"""

import re
from dataclasses import dataclass

from review.appraisal.clauses import Arm, split_arms
from review.appraisal.effects import Effect
from review.appraisal.question import Question
from review.terms.concepts import OWN_PHRASE, Concept
from review.terms.cues import Cue, cues, has_cue
from review.terms.record_concepts import places

DENIAL_REACH = 40
"""A denial further before the harm than this many characters is about something else."""

NEW_VERB = re.compile(r"\b(?:and|but)\s+(?:\w+ed|was|were|had|led)\b", re.IGNORECASE)
"""A new verb after a denial ends what it denies ("without syncope, and caused sedation")."""

TREATED_BY = re.compile(
    r"\b(?:for|treat\w*|against|management of|prevent\w*|prophyla\w*|control of)\s+(?:\w+[\s-]+){0,3}$",
    re.I,
)
"""Words before an outcome that make it the reason for treatment, not a harm of it."""

HAD_BEFORE = re.compile(
    r"\b(?:(?:common|more common|frequent|started|given|used|prescribed) (?:after|following)|history of|diagnosed with|born with|survivors of|"
    r"survived|admitted (?:with|for)|(?:people|patients|adults|women|men|children) with)\s+(?:[\w-]+\s+){0,2}$|"
    r"\b(?:risk|mortality|events|outcomes|efficacy|effective|safety|use|treatment|benefits?) (?:in|among) (?:[\w-]+ ){0,3}$",
    re.IGNORECASE,
)
"""Words before an outcome that make it what the people already had, not a harm of the treatment."""

UNTREATED = re.compile(
    r"^(?:[\w\s,]{0,40}\s)?(?:was|were|is|are|remained)\s+(?:not|poorly|inadequately|un)\s?"
    r"(?:fully\s+)?(?:controlled|relieved|suppressed|treated)",
    re.IGNORECASE,
)
"""Words after an outcome that make it a complaint the treatment did not ease, not a harm of it."""

IN_GROUP = re.compile(
    r"\s+(?:in|with|on|among|under)\s+(?:the\s+|those\s+given\s+)?", re.IGNORECASE
)
"""What places a harm in the group of the treatment that follows."""

STOPPED = re.compile(r"^[\s-]*withdrawal|^[\s-]*discontinuation", re.IGNORECASE)
STOPPING_OF = re.compile(
    r"(?:(?:withdrawal|discontinuation|cessation|interruption|removal)\s+(?:of|from)|"
    r"stopping|discontinuing|withdrawing|stopped|withdrawn)\s+"
    r"(?:(?!(?:with|by|on|in|using|from|under|after|than)\b)\w+\s+){0,3}$",
    re.IGNORECASE,
)
"""Words before a medicine that say it was taken away; "withdrawal eased with" is not that."""

LOWERED_REACH = 25
"""Characters between a word of lessening and the harm it governs ("a lower risk of cancer")."""

TIED_TO = re.compile(r"\s*(?:associat|relat|correlat|link|tied)\w*\s+(?:with|to)\b[^.;:,]*", re.I)
"""What stands between such a word and the harm where the tie between them is inverse."""


LITTLE = re.compile(
    r"\b(?:(?:no|never|without|non|low|lower|lowest|less|little|reduced|avoid\w*)[\s-]+|"
    r"(?:low|lower|lowest|less|little|no|reduced)[\s-]+(?:intake|consumption|use) of\s+)$",
    re.IGNORECASE,
)
"""Words before a treatment by which people had little or none of it."""


@dataclass(frozen=True)
class HarmReport:
    """A harm named in a clause: it occurred (UP) or was said to be absent (NULL)."""

    outcome: Concept
    effect: Effect
    cue: str
    names_intervention: bool
    after_stopping: bool
    start: int
    end: int
    """Where the clause names it."""


def harm_reports(
    text: str, asked: Question, outcome: Concept, *, subject: bool
) -> list[HarmReport]:
    """The harms of one concept that a clause reports for the question's treatment."""
    found = places(text, outcome)
    ours, others = split_arms(text, asked)
    if not found or (not ours and (not subject or others)) or _is_little(text, ours):
        return []
    stopping = is_after_stopping(text, asked)
    reported = [
        HarmReport(
            outcome, _effect(text, start), _cue(text, start), bool(ours), stopping, start, end
        )
        for start, end in found
        if not TREATED_BY.search(text[:start])
        and not HAD_BEFORE.search(text[:start])
        and not UNTREATED.search(text[end:])
        and not _in_another_group(text, end, others)
        and not _reduced(text, start, end)
    ]
    return reported[:1]


def _is_little(text: str, ours: list[Arm]) -> bool:
    """Whether the clause is about having little or none of the treatment ("lower intake of tea")."""
    return bool(ours) and all(LITTLE.search(text[: arm.start]) for arm in ours)


def _in_another_group(text: str, end: int, others: list[Arm]) -> bool:
    """Whether the harm is placed in the group of another treatment ("tiredness in the X group")."""
    return any(
        arm.start >= end and IN_GROUP.fullmatch(text[end : arm.start]) is not None for arm in others
    )


def is_after_stopping(text: str, asked: Question) -> bool:
    """Whether the clause is about taking the treatment away."""
    return has_cue(text, "stopping") or names_own_withdrawal(text, asked)


def names_own_withdrawal(text: str, asked: Question) -> bool:
    """Whether the clause names withdrawal of the treatment itself ("baclofen withdrawal")."""
    return any(
        STOPPED.match(text[end:]) or STOPPING_OF.search(text[:start])
        for start, end in arms_named(text, asked)
    )


def arms_named(text: str, asked: Question) -> list[tuple[int, int]]:
    """Every place where the treatment is named, as treatment or otherwise."""
    parts = [part for concept in asked.interventions for part in (concept.parts or (concept,))]
    return [
        place
        for part in parts
        if part.group in ("drug", OWN_PHRASE)
        for place in places(text, part)
    ]


def _effect(text: str, start: int) -> Effect:
    safe = any(cue.name == "safe" and cue.start <= start <= cue.end for cue in cues(text))
    return Effect.NULL if safe or is_denied(text, start) else Effect.UP


def is_denied(text: str, start: int) -> bool:
    """Whether a denial reaches the harm that starts here."""
    return any(
        cue.name == "negation"
        and 0 <= start - cue.end <= DENIAL_REACH
        and not NEW_VERB.search(text[cue.end : start])
        for cue in cues(text)
    )


def _cue(text: str, start: int) -> str:
    near = [cue for cue in cues(text) if cue.name in ("event", "safe", "up")]
    return min(near, key=lambda cue: (_gap(cue, start), cue.start)).name if near else "named"


def _gap(cue: Cue, start: int) -> int:
    return abs(cue.start - start)


def _reduced(text: str, start: int, end: int) -> bool:
    """Whether the clause says that the outcome got less, so that it is no harm of the treatment."""
    near = [
        cue
        for cue in cues(text)
        if cue.name in ("down", "better", "up", "event", "no_difference", "no_effect")
        and not (start <= cue.start < end)
    ]
    nearest = min(
        near, key=lambda cue: (min(_gap(cue, start), abs(cue.start - end)), cue.start), default=None
    )
    lowered = [cue for cue in near if cue.name == "down" and _governs(text[cue.end : start])]
    raised = any(cue.name == "up" and cue.end <= start for cue in near)
    return (nearest is not None and nearest.name == "down") or (bool(lowered) and not raised)


def _governs(between: str) -> bool:
    """Whether a word of lessening governs the harm that follows it after these words."""
    is_near = 0 < len(between) <= LOWERED_REACH
    return is_near or TIED_TO.fullmatch(between) is not None
