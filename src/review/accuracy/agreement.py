"""Agreement between two raters, in the measures that only together tell the story.

Raw agreement flatters when one category is common; kappa falls then although raters agree. So raw
agreement, Cohen's kappa, Gwet's AC1 and the prevalence of each category are reported side by side.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Category = TypeVar("Category", bound=Hashable)


def raw_agreement(pairs: Sequence[tuple[Category, Category]]) -> float | None:
    """Share of pairs that are equal; None where there is no pair."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def cohen_kappa(pairs: Sequence[tuple[Category, Category]]) -> float | None:
    """Agreement beyond chance (Cohen 1960); None where chance alone would agree on everything."""
    categories = {category for pair in pairs for category in pair}
    ranks = {
        category: {other: 0 if category == other else 1 for other in categories}
        for category in categories
    }
    return _kappa(pairs, ranks)


def weighted_kappa(
    pairs: Sequence[tuple[Category, Category]], rank: Mapping[Category, int]
) -> float | None:
    """Kappa with quadratic weights (Cohen 1968): a miss by two ranks weighs four times one by one.

    Args:
        pairs: judgements of both raters.
        rank: the place of each category on the ordered scale; categories may share one.
    """
    weights = {a: {b: (rank[a] - rank[b]) ** 2 for b in rank} for a in rank}
    return _kappa(pairs, weights)


def gwet_ac1(
    pairs: Sequence[tuple[Category, Category]], categories: Sequence[Category]
) -> float | None:
    """Agreement beyond chance that stays steady when one category is common (Gwet 2008)."""
    observed = raw_agreement(pairs)
    if observed is None:
        return None
    counts = Counter(category for pair in pairs for category in pair)
    shares = [counts[category] / (2 * len(pairs)) for category in categories]
    chance = sum(share * (1 - share) for share in shares) / (len(categories) - 1)
    return (observed - chance) / (1 - chance)


def _kappa(
    pairs: Sequence[tuple[Category, Category]], weights: Mapping[Category, Mapping[Category, int]]
) -> float | None:
    """One minus observed over expected disagreement."""
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[a] * second[b] * weights[a][b] for a in first for b in second) / max(
        len(pairs), 1
    )
    observed = sum(weights[a][b] for a, b in pairs)
    return 1 - observed / expected if expected else None
