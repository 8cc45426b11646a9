"""Whether more of an outcome is better or worse, as far as the words of its name tell."""

import re
from functools import lru_cache

from review.mesh.spelling import normal
from review.terms.cues import cues
from review.terms.word_lists import benefit_words

CUES = "outcome_cues.toml"
ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
PEOPLE = re.compile(
    r"\b(?:in|among|of|for)\s+(?:(?:the|all|adult|older)\s+)?"
    r"(?:participants|patients|subjects|adults|children|women|men|people|infants)\s+(?:with|who|aged)\b.*",
    re.IGNORECASE,
)
"""Whose outcome it is ("overall survival in patients with cancer")."""
CIRCUMSTANCE = re.compile(
    r"\b(?:at (?!least|or )|during|after|within|over|through|up to|as (?:measured|assessed|judged|determined)|using|based on|"
    r"defined|measured|assessed|determined|averaged|according to)\b.*",
    re.IGNORECASE,
)
"""When and how it was measured."""


@lru_cache(maxsize=8192)
def polarity(outcome: str) -> int:
    """1 where more of an outcome is better, -1 where it is worse, 0 where its words do not tell.

    A bad thing that is lessened, prevented or put off is good, as in "relapse-free survival" and "time
    to relapse"; a good one that is lacking or has to be waited for is bad.
    """
    plain = PEOPLE.sub("", ASIDE.sub(" ", outcome))
    return _polarity(CIRCUMSTANCE.sub("", plain)) or _polarity(plain) or _polarity(outcome)


def _polarity(text: str) -> int:
    named = {cue.name for cue in cues(text, CUES)}
    is_good = "good_event" in named
    if is_good or any(normal(word) in benefit_words() for word in text.split()):
        turned = ("until" in named) != ("lack" in named and "harm" not in named)
        sign = 1 if is_good or "harm" not in named else -1
    elif "harm" in named:
        sign, turned = -1, ("lessening" in named) != ("until" in named)
    else:
        sign, turned = -int("unwelcome" in named or "until" in named), False
    return -sign if turned else sign


@lru_cache(maxsize=8192)
def is_waited_for(outcome: str) -> bool:
    """Whether the outcome is a time until something happens: the higher the rate, the shorter it is."""
    return any(cue.name in ("until", "event_free") for cue in cues(outcome, CUES))
