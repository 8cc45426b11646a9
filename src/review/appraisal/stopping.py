"""Taking a treatment away: what follows it is no effect of taking the treatment."""

import re

from review.appraisal.question import Question
from review.terms.concepts import OWN_PHRASE
from review.terms.cues import has_cue
from review.terms.record_concepts import places

STOPPED = re.compile(r"^[\s-]*withdrawal|^[\s-]*discontinuation", re.IGNORECASE)
STOPPING_OF = re.compile(
    r"(?:(?:withdrawal|discontinuation|cessation|interruption|removal)\s+(?:of|from)|"
    r"stopping|discontinuing|withdrawing|stopped|withdrawn)\s+"
    r"(?:(?!(?:with|by|on|in|using|from|under|after|than)\b)\w+\s+){0,3}$",
    re.IGNORECASE,
)
"""Words before a medicine that say it was taken away; "withdrawal eased with" is not that."""

LITTLE = re.compile(
    r"\b(?:(?:no|never|without|non|low|lower|lowest|less|little|reduced|avoid\w*)[\s-]+|"
    r"(?:low|lower|lowest|less|little|no|reduced)[\s-]+(?:intake|consumption|use) of\s+)$",
    re.IGNORECASE,
)
"""Words before a treatment by which people had little or none of it."""


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
