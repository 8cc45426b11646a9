"""Orders matches: best match first by BM25, or newest first. Equal scores have a fixed order.

BM25 after Robertson and Zaragoza 2009 (Found Trends Inf Retr 3:333-389), a word in the title
counting as much as several in the abstract. It is not PubMed's own Best Match, which is trained on
clicks.
"""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from review.search.local.evaluate import RankingTerm
from review.search.local.index import Index
from review.search.local.postings import Mask, Numbers

SATURATION = 1.2
LENGTH_PENALTY = 0.75
DECIMALS = 9


def by_relevance(
    index: Index, matches: Mask, cues: Sequence[RankingTerm], *, most: int | None = None
) -> Numbers:
    """Matches by falling score; equal ones newest first, then by falling PMID.

    With `most`, those that cannot be among so many best may be left out.
    """
    numbers = by_date(index, matches)
    scores = np.round(_scores(index, matches, cues)[numbers], DECIMALS)
    if most and most < len(numbers):
        last = len(numbers) - most
        among = scores >= np.partition(scores, last)[last]
        numbers, scores = numbers[among], scores[among]
    return numbers[np.argsort(-scores, kind="stable")]


def by_date(index: Index, matches: Mask) -> Numbers:
    """Matches, newest first, then by falling PMID."""
    return index.newest_first[matches[index.newest_first]]


def _scores(index: Index, matches: Mask, cues: Sequence[RankingTerm]) -> NDArray[np.float64]:
    """BM25 of every document that matches, 0 of the others."""
    scores = np.zeros(len(index))
    for cue in {cue.key: cue for cue in cues}.values():
        numbers = np.flatnonzero(cue.matches & matches)
        lengths = index.lengths[numbers] / index.average_length
        penalty = 1 - LENGTH_PENALTY + LENGTH_PENALTY * lengths
        count = _counts(index, cue, numbers)
        weight = rarity(len(index), int(cue.matches.sum()))
        scores[numbers] += weight * count * (SATURATION + 1) / (count + SATURATION * penalty)
    return scores


def rarity(documents: int, matched: int) -> float:
    """Inverse document frequency; always above zero."""
    return log(1 + (documents - matched + 0.5) / (matched + 0.5))


def _counts(index: Index, cue: RankingTerm, numbers: NDArray[np.intp]) -> NDArray[np.float64]:
    """How often documents show the cue, the title weighted; a heading counts once."""
    if cue.segments is None:
        return np.ones(len(numbers))
    return np.maximum(1.0, index.occurrences(cue.segments)[numbers])
