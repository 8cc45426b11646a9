"""Whether a phrase can stand in a place of a claim, by what it names and by the words it holds."""

import re

from review.claims.parts import StatementParts
from review.claims.things import DONE, OUTCOME_ONLY, SUFFERED, is_people, things_in
from review.core.vocabulary import Direction, Kind
from review.terms.named_things import read_phrase

MOST_UNKNOWN = 3
"""Words of a name that nobody knows; what is longer is a piece of a sentence."""

ONLY_MEASURED = re.compile(
    r"(?:the )?(?:likelihood|risks?|chances?|odds|effects?|impact|influence|number|rates?|levels?)",
    re.IGNORECASE,
)
"""How something is measured, without what."""

DANGLING = re.compile(r"\b(?:no|not|just|any|as|at least|equally|more|less)$", re.IGNORECASE)
"""What ends no name."""

NOTHING_NAMED = re.compile(
    r"(?:(?:certain|some|many|most|other|these|new|modern) )?(?:medicines?|drugs?|medications?|treatments?|therap(?:y|ies)|"
    r"supplements?|products?|remed(?:y|ies)|pills?|tablets?|capsules?|oral|herbal|dietary|preparations?|methods?)",
    re.IGNORECASE,
)
"""What is done, without a name: it may be anything."""

PEOPLE_WHO = re.compile(
    r"\b(?:people|patients|adults|women|men|children|kids|babies|teenagers|smokers|survivors|travellers|passengers|residents|mothers|couples)\b(?!['’])",
    re.IGNORECASE,
)
"""Who something is done to, in what should name what is done."""

LEAD = re.compile(r"(?:for|after|with|in|on|from|by|to worry|as|than)\b ", re.IGNORECASE)
"""What stands before a name and opens none."""

SENTENCE_WORDS = re.compile(
    r"\b(?:who|that|which|when|whether|if|because|they|you|it|them|than|are|is|was|were|can|could|may|will|would|does|do|did|not|less|fewer|more|likely|as|what|there|whose|keep|keeps|keeping|away|again|feel|feels|get|gets|getting|take|takes|lose|occurring|suitable|effective|able)\b|[?:;]",
    re.IGNORECASE,
)
"""What stands in no name of a thing."""


def is_whole(parts: StatementParts) -> bool:
    """Whether treatment, direction and outcome are there and of fitting kinds."""
    needs_outcome = (
        parts.direction is not Direction.NO_DIFFERENCE or parts.kind is not Kind.EFFICACY
    )
    has_outcome = fits_outcome(parts.outcome) if parts.outcome or needs_outcome else True
    return (
        parts.direction is not None
        and fits_intervention(parts.intervention)
        and has_outcome
        and not SENTENCE_WORDS.search(parts.population.replace("people who", ""))
    )


def fits_intervention(phrase: str) -> bool:
    """Whether a phrase can be what is taken or done: a thing of such a kind, or a short name that is no group of people."""
    if NOTHING_NAMED.fullmatch(phrase):
        return False
    named = _is_name(phrase) and not is_people(phrase) and not PEOPLE_WHO.search(phrase)
    return named and _has_kind(phrase, DONE | SUFFERED)


def is_done(phrase: str) -> bool:
    """Whether a phrase names anything but illnesses, which nobody takes or does."""
    named = things_in(phrase)
    return not named or any(not one.kinds <= OUTCOME_ONLY for one in named)


def is_only_done(phrase: str) -> bool:
    """Whether what a phrase names can be taken or done and cannot become of people."""
    named = things_in(phrase)
    return bool(named) and not any(one.may_become for one in named)


def fits_outcome(phrase: str) -> bool:
    """Whether each of the outcomes that a phrase lists can be what becomes of people."""
    listed = phrase.split(", ")
    return all(
        _is_name(one)
        and not is_people(one)
        and not _holds_what_is_done(one)
        and not (len(listed) > 1 and is_only_done(one))
        and not ONLY_MEASURED.fullmatch(one)
        for one in listed
    )


def _holds_what_is_done(phrase: str) -> bool:
    """Whether a phrase goes on to what is taken or done ("faster with zinc lozenges")."""
    _, mark, after = phrase.partition(" with ")
    return bool(mark) and is_only_done(after) and not things_in(phrase.partition(" with ")[0])


def _is_name(phrase: str) -> bool:
    if not re.search(r"[^\W\d_]", phrase) or SENTENCE_WORDS.search(phrase) or LEAD.match(phrase):
        return False
    if DANGLING.search(phrase):
        return False
    return len(read_phrase(phrase).left) <= MOST_UNKNOWN


def _has_kind(phrase: str, kinds: frozenset[object]) -> bool:
    named = things_in(phrase)
    return not named or any(one.kinds & kinds or one.is_outcome for one in named)
