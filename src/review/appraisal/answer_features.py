"""What the reading of answers looks at: the conclusions of a record beside a yes-or-no question."""

from collections.abc import Sequence

from review.appraisal import relations as between
from review.appraisal.coverage import BEST
from review.appraisal.ranking import Ranked
from review.appraisal.relations import relations, weighed_mean
from review.appraisal.telling import lists, told
from review.models import Claim
from review.vocabulary import Role

LEAST = 0.05
"""Added to the score of a conclusion, so that none is left out."""

OWN_NAMES = (
    "words for more",
    "words for less",
    "denials",
    "denies",
    "finds things alike",
    "hedges",
    "words of doubt",
    "weighs one thing against another",
    "words",
    "more is said than less",
    "less is said than more",
    "an effect is denied",
    "an effect is stated",
)
"""What a sentence says by itself, whatever the question."""

NAMES = (
    *(f"{name} (best)" for name in between.NAMES),
    *between.NAMES,
    *(f"{name} (on the mean)" for name in OWN_NAMES),
    *(f"{name} (opening)" for name in OWN_NAMES),
    "sentences",
)


def conclusions(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The conclusions among ranked sentences, best first; the best sentences where there are none."""
    found = [one for one in ranked if one.sentence.role is Role.CONCLUSIONS]
    return found or list(ranked[:BEST])


def values(claim: Claim, read: Sequence[Ranked]) -> tuple[float, ...]:
    """The values of `NAMES` for a question and the sentences that answer it, best first."""
    found = [relations(claim.statement, one.sentence.text) for one in read]
    in_order = sorted(read, key=lambda one: one.sentence.start)
    own = [own_values(one.sentence.text) for one in in_order]
    return (
        *found[0],
        *weighed_mean(found, [one.score + LEAST for one in read]),
        *weighed_mean(own, [1.0] * len(own)),
        *own[0],
        len(read) / 4,
    )


def own_values(text: str) -> tuple[float, ...]:
    """The values of `OWN_NAMES` for a sentence."""
    said, rules = told(text), lists()
    signs = [sign for _, sign in said.signs]
    return (
        signs.count(1) / 4,
        signs.count(-1) / 4,
        len(said.denials) / 2,
        float(bool(said.denials)),
        float(bool(said.alike)),
        sum(one in rules.hedges for one in said.stems) / 3,
        sum(one in rules.unknown for one in said.stems) / 3,
        float(said.is_contrasting),
        len(said.stems) / 40,
        float(sum(signs) > 0),
        float(sum(signs) < 0),
        float(any(is_denied for _, is_denied in said.effects)),
        float(any(not is_denied for _, is_denied in said.effects)),
    )
