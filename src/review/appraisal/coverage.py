"""Whether a record speaks about a claim at all: how much of the claim it and its best sentences name."""

import math
from collections.abc import Sequence

from review.appraisal.ranking import Ranked
from review.appraisal.ranking_features import Held, held, near, wanted
from review.core.models import Claim, Record
from review.reading.sentences import sentences
from review.terms.words import share, weighed

NAMES = (
    "score of the first sentence",
    "score of the second sentence",
    "score of the first sentence, as a logit",
    "most words of the claim in a sentence",
    "most words of the claim in a sentence, nearly matched too",
    "words of the claim in the best sentences together",
    "words of the claim in the record",
    "rarest word of the claim in the record",
    "rarest word of the claim in the first sentence",
    "weight of the claim's words that the record lacks",
    "intervention in the record",
    "outcome in the record",
    "intervention in the first sentence",
    "outcome in the first sentence",
    "words of the claim in the title",
    "length of the claim",
    "pairs of words of the claim",
)
BEST = 3
"""How many of the ranked sentences are read."""

LOWEST_LOGIT = -10.0


def coverage(claim: Claim, record: Record, ranked: Sequence[Ranked]) -> tuple[float, ...]:
    """The values of `NAMES` for a claim and a record that has an abstract.

    Args:
        claim: the claim.
        record: the record.
        ranked: its sentences, best first.
    """
    asked = wanted(claim)
    by_start = dict(zip((one.start for one in sentences(record)), held(record), strict=True))
    best = [by_start[one.sentence.start] for one in ranked[:BEST]]
    title = frozenset(weighed(record.title))
    everything = title.union(*(one.stems for one in by_start.values()))
    rarest = max(asked.words, key=lambda word: (asked.words[word], word), default="")
    shares = [share(asked.words, one.stems) for one in best]
    total = sum(asked.words.values()) or 1.0
    scores = [*(one.score for one in ranked[:BEST]), 0.0]
    return (
        scores[0],
        scores[1],
        _logit(scores[0]),
        max(shares),
        max(found + near(asked, one) / total for found, one in zip(shares, best, strict=True)),
        share(asked.words, _together(best)),
        share(asked.words, everything),
        float(rarest in everything),
        float(rarest in best[0].stems),
        sum(weight for word, weight in asked.words.items() if word not in everything) / 10,
        share(asked.intervention, everything),
        share(asked.outcome, everything),
        share(asked.intervention, best[0].stems),
        share(asked.outcome, best[0].stems),
        share(asked.words, title),
        len(asked.words) / 10,
        max(len(asked.pairs & one.pairs) for one in best) / (len(asked.pairs) or 1),
    )


def _logit(score: float) -> float:
    return max(LOWEST_LOGIT, math.log(score / (1 - score))) if 0 < score < 1 else LOWEST_LOGIT


def _together(found: Sequence[Held]) -> frozenset[str]:
    return frozenset().union(*(one.stems for one in found))
