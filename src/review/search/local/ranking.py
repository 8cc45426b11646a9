"""Orders matches: best match first by BM25, or newest first. Equal scores have a fixed order.

BM25 after Robertson and Zaragoza 2009 (Found Trends Inf Retr 3:333-389), a word in the title
counting as much as several in the abstract. It is not PubMed's own Best Match, which is trained on
clicks.
"""

from collections.abc import Collection, Sequence
from math import log

from review.search.local.evaluate import Cue
from review.search.local.fields import Field
from review.search.local.index import Index

SATURATION = 1.2
LENGTH_PENALTY = 0.75
TITLE_WEIGHT = 3.0
DECIMALS = 9


def by_relevance(index: Index, matches: Collection[int], cues: Sequence[Cue]) -> list[int]:
    """Matches by falling score; equal ones newest first, then by falling PMID."""
    scores = dict.fromkeys(sorted(matches), 0.0)
    average = sum(index.lengths) / max(len(index.lengths), 1)
    for cue in dict.fromkeys(cues):
        weight = rarity(len(index.documents), len(cue.matches))
        for number in sorted(cue.matches & scores.keys()):
            penalty = (
                1 - LENGTH_PENALTY + LENGTH_PENALTY * index.lengths[number] / max(average, 1.0)
            )
            count = occurrences(index, number, cue)
            scores[number] += weight * count * (SATURATION + 1) / (count + SATURATION * penalty)
    return sorted(
        scores, key=lambda number: (-round(scores[number], DECIMALS), *_newest(index, number))
    )


def by_date(index: Index, matches: Collection[int]) -> list[int]:
    """Matches, newest first, then by falling PMID."""
    return sorted(matches, key=lambda number: _newest(index, number))


def rarity(documents: int, matched: int) -> float:
    """Inverse document frequency; always above zero."""
    return log(1 + (documents - matched + 0.5) / (matched + 0.5))


def occurrences(index: Index, number: int, cue: Cue) -> float:
    """How often a document shows the cue, the title weighted; a heading counts once."""
    if cue.phrase is None:
        return 1.0
    count = cue.phrase.pattern.findall
    title, *rest = index.segments(number, Field.TEXT)
    return max(1.0, TITLE_WEIGHT * len(count(title)) + sum(len(count(text)) for text in rest))


def _newest(index: Index, number: int) -> tuple[int, int]:
    document = index.documents[number]
    return -document.newest, -int(document.pmid)
