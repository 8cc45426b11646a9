"""Measures of a confusion table, and their intervals over documents. A table has one row per class and one
column per answer; its first columns are the classes, further ones answers that are always wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]
"""Confusion tables: the last two axes are classes and answers, axes before them resamples."""

RESAMPLES = 1000
SEED = 20


@dataclass(frozen=True)
class MeasureEstimate:
    """A measure with the bounds of its 95 % bootstrap interval and the examples it rests on."""

    measure: str
    value: float
    low: float | None
    high: float | None
    items: int


def f1_scores(counts: Counts) -> Counts:
    """F1 of each class; 0 for a class that is neither there nor answered."""
    hits, answered, there = _margins(counts)
    return _ratio(2 * hits, answered + there)


def precisions(counts: Counts) -> Counts:
    """Share of the answers of each class that are right; 0 for a class that is never answered."""
    hits, answered, _ = _margins(counts)
    return _ratio(hits, answered)


def recalls(counts: Counts) -> Counts:
    """Share of each class that is found; 0 for a class that is not there."""
    hits, _, there = _margins(counts)
    return _ratio(hits, there)


def macro_f1(counts: Counts) -> Counts:
    """Mean F1 of the classes, each weighing the same."""
    return np.asarray(f1_scores(counts).mean(axis=-1))


def weighted_f1(counts: Counts) -> Counts:
    """Mean F1 of the classes, each weighing as often as it occurs."""
    there = counts.sum(axis=-1)
    return _ratio((f1_scores(counts) * there).sum(axis=-1), there.sum(axis=-1))


def accuracy(counts: Counts) -> Counts:
    """Share of the examples that are answered rightly."""
    hits, _, there = _margins(counts)
    return _ratio(hits.sum(axis=-1), there.sum(axis=-1))


def unanswered(counts: Counts) -> Counts:
    """Share of the examples whose answer is in the last column."""
    return _ratio(counts[..., -1].sum(axis=-1), counts.sum(axis=(-2, -1)))


def first_f1(counts: Counts) -> Counts:
    """F1 of the first class."""
    return np.asarray(f1_scores(counts)[..., 0])


def first_two_columns(counts: Counts) -> Counts:
    """Share of the examples whose answer is in one of the first two columns."""
    return _ratio(counts[..., :2].sum(axis=(-2, -1)), counts.sum(axis=(-2, -1)))


def weighted_kappa(counts: Counts) -> Counts:
    """Kappa with quadratic weights (Cohen 1968) of classes in the order of a scale."""
    places = np.arange(counts.shape[-1])
    weights = (places[: counts.shape[-2], None] - places) ** 2.0
    rows, columns, whole = counts.sum(axis=-1), counts.sum(axis=-2), counts.sum(axis=(-2, -1))
    missed = (counts * weights).sum(axis=(-2, -1))
    expected = (rows[..., :, None] * columns[..., None, :] * weights).sum(axis=(-2, -1))
    return np.asarray(1 - _ratio(missed * whole, expected))


def within_one(counts: Counts) -> Counts:
    """Share of the examples that are answered with their class or the next one on the scale."""
    classes, answers = np.indices(counts.shape[-2:])
    near = np.where(abs(classes - answers) <= 1, counts, 0).sum(axis=(-2, -1))
    return _ratio(near, counts.sum(axis=(-2, -1)))


MEASURES: dict[str, Callable[[Counts], Counts]] = {
    "macro-F1": macro_f1,
    "weighted F1": weighted_f1,
    "accuracy": accuracy,
    "F1 of yes": first_f1,
    "exact": accuracy,
    "hit rate": accuracy,
    "within a tenth": first_two_columns,
    "not reported": unanswered,
    "none found": unanswered,
    "weighted kappa": weighted_kappa,
    "within one level": within_one,
}


def tables_by_group(
    places: Sequence[tuple[int, int]], groups: NDArray[np.int64], shape: tuple[int, int]
) -> Counts:
    """One confusion table per group (numbered from 0 without a gap)."""
    tables = np.zeros((int(groups.max(initial=-1)) + 1, *shape))
    rows, columns = np.array(places, dtype=np.int64).reshape(-1, 2).T
    np.add.at(tables, (groups, rows, columns), 1)
    return tables


def resampled(tables: Counts) -> Counts:
    """Confusion tables of documents drawn with replacement, as many as there are."""
    documents = len(tables)
    draws = np.random.default_rng(SEED).multinomial(
        documents, np.full(documents, 1 / documents), size=RESAMPLES
    )
    drawn: Counts = np.tensordot(draws.astype(float), tables, axes=1)
    return drawn


def estimates(tables: Counts, measures: Sequence[str]) -> list[MeasureEstimate]:
    """Measures over all documents, each with an interval: the percentiles 2.5 and 97.5 of 1,000 resamples.

    Args:
        tables: one confusion table per document.
        measures: names of `MEASURES`.
    """
    whole, drawn = tables.sum(axis=0), resampled(tables)
    return [_estimate(name, MEASURES[name], whole, drawn) for name in measures]


def class_estimates(tables: Counts, classes: Sequence[str]) -> dict[str, list[MeasureEstimate]]:
    """Precision, recall and F1 of each class, as `estimates` gives measures of the whole."""
    whole, drawn = tables.sum(axis=0), resampled(tables)
    of_class = {"precision": precisions, "recall": recalls, "F1": f1_scores}
    return {
        name: [
            replace(
                _estimate(label, partial(_of_one, measure, number), whole, drawn),
                items=int(whole[number].sum()),
            )
            for label, measure in of_class.items()
        ]
        for number, name in enumerate(classes)
    }


def _of_one(measure: Callable[[Counts], Counts], number: int, counts: Counts) -> Counts:
    return np.asarray(measure(counts)[..., number])


def _estimate(
    name: str, measure: Callable[[Counts], Counts], whole: Counts, drawn: Counts
) -> MeasureEstimate:
    low, high = np.percentile(measure(drawn), [2.5, 97.5])
    return MeasureEstimate(name, float(measure(whole)), float(low), float(high), int(whole.sum()))


def by_chance(table: Counts, measure: str) -> float:
    """The measure expected if the same answers were dealt to the examples at random."""
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / max(table.sum(), 1)
    return float(MEASURES[measure](expected))


def _margins(counts: Counts) -> tuple[Counts, Counts, Counts]:
    classes = counts.shape[-2]
    hits = np.diagonal(counts[..., :classes], axis1=-2, axis2=-1)
    return hits, counts[..., :classes].sum(axis=-2), counts.sum(axis=-1)


def _ratio(part: Counts, whole: Counts) -> Counts:
    """The quotient; 0 where there is nothing to divide by."""
    part, whole = np.asarray(part, dtype=float), np.asarray(whole, dtype=float)
    quotient: Counts = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return quotient
