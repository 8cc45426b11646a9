"""The sentences of a record in the order in which they may show what it says about a claim.

A logistic model over the features of `ranking_features`, with the weights of
`data/models/ranking.json` (`training/train_ranking.py` says on what they were trained). One set of
weights is for claims that state something, one for claims made of PICO parts only.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from review.appraisal.linear_model import Weights, chance, score, weights_of
from review.appraisal.ranking_features import NAMES, features
from review.core.models import Claim, Record, Sentence
from review.reading.sentences import sentences

FILE = "ranking.json"
STATED, ASKED = "stated", "asked"
"""Names of the sets of weights: for claims with a statement, and for those made of PICO parts."""


@dataclass(frozen=True)
class Ranked:
    """A sentence and how likely it shows what the record says about the claim, from 0 to 1."""

    sentence: Sentence
    score: float


@lru_cache(maxsize=4096)
def rank(claim: Claim, record: Record) -> tuple[Ranked, ...]:
    """Every sentence of the abstract, the likeliest to show the claim's evidence first.

    Of two that are as likely the earlier comes first. Scores can be compared between records.
    """
    model = _model()[ASKED if is_compared(claim) else STATED]
    scored = [
        Ranked(sentence, chance(score(model, row)))
        for sentence, row in zip(sentences(record), features(claim, record), strict=True)
    ]
    return tuple(sorted(scored, key=lambda one: (-one.score, one.sentence.start)))


def is_asked(claim: Claim) -> bool:
    """Whether a claim is made of PICO parts only, its statement put together from them."""
    return "statement" in claim.derived


def is_compared(claim: Claim) -> bool:
    """Whether a claim is put as a comparison: made of PICO parts, or naming two arms and an outcome."""
    return is_asked(claim) or bool(claim.intervention and claim.comparator and claim.outcome)


@cache
def _model() -> dict[str, Weights]:
    return weights_of(FILE, {STATED: NAMES, ASKED: NAMES})
