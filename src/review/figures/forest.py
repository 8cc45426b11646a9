"""Where everything stands in a forest plot: the effects that were pooled for a claim, and what they give."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from review.core.errors import InputError
from review.core.tables import parse_list
from review.figures.marks import (
    INK,
    LINE,
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    Box,
    Drawing,
    Line,
    Mark,
    Text,
    lines_within,
)
from review.runs.run import Run

RATIOS = ("OR", "RR", "HR")
ROW = 18
LABELS, PANEL, FIGURES = 170, 300, 130
"""Widths of the names, of the plot and of the printed figures."""

SMALLEST, LARGEST = 3.0, 9.0
"""Side of a study's square by its weight."""

REACH = 20.0
"""A ratio further from 1 than this is cut with an arrow."""

NORMAL = 1.959964
"""Standard errors each way that a 95 % interval reaches."""

RATIO_TICKS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
POOLED_COLOUR = "#0072b2"


def compute_forest(run: Run, claim_id: str) -> pd.DataFrame:
    """The studies of a pooled effect: pmid, label, year, effect, low, high and weight (of 1), oldest first.

    Weights are those of the random-effects mean.

    Raises:
        InputError: nothing was pooled for the claim.
    """
    pooled = _pooled(run, claim_id)
    pmids = parse_list(pooled["pmids"])
    matrix = run.evidence_matrix[run.evidence_matrix["claim_id"] == claim_id]
    labels = {
        parse_list(cell)[0]: (label, None if pd.isna(year) else int(year))
        for cell, label, year in zip(matrix["pmids"], matrix["label"], matrix["year"], strict=True)
    }
    read = run.appraisals[run.appraisals["claim_id"] == claim_id].set_index("pmid").loc[pmids]
    scale = _scale(str(pooled["measure"]))
    errors = [
        (scale(high) - scale(low)) / 2
        for low, high in zip(read["effect_low"], read["effect_high"], strict=True)
    ]
    between = float(str(pooled["tau2"]))
    weights = [1 / ((error / NORMAL) ** 2 + between) for error in errors]
    studies = pd.DataFrame(
        {
            "pmid": pmids,
            "label": [labels[pmid][0] for pmid in pmids],
            "year": pd.array([labels[pmid][1] for pmid in pmids], dtype="Int64"),
            "effect": read["effect"].to_numpy(dtype=float),
            "low": read["effect_low"].to_numpy(dtype=float),
            "high": read["effect_high"].to_numpy(dtype=float),
            "weight": [weight / sum(weights) for weight in weights],
        }
    )
    return studies.sort_values(["year", "label", "pmid"]).reset_index(drop=True)


def alt_forest(run: Run, claim_id: str) -> str:
    """What the forest plot of a claim shows, in words."""
    pooled, studies = _pooled(run, claim_id), compute_forest(run, claim_id)
    return (
        f"Forest plot of claim {claim_id}: {len(studies)} studies report a {pooled['measure']} of "
        f"{_figure(studies['effect'].min())} to {_figure(studies['effect'].max())}; pooled "
        f"{_with_interval(pooled, 'estimate', 'low', 'high')}, a further study is expected between "
        f"{_figure(pooled['prediction_low'])} and {_figure(pooled['prediction_high'])}."
    )


def forest_drawing(run: Run, claim_id: str) -> Drawing:
    """One row per study, square by weight, line its 95 % interval; below them the pooled effect.

    Raises:
        InputError: nothing was pooled for the claim.
    """
    pooled, studies = _pooled(run, claim_id), compute_forest(run, claim_id)
    measure = str(pooled["measure"])
    axis = _axis(measure, studies, pooled)
    top, foot = MARGIN + 24, MARGIN + 24 + ROW * len(studies)
    right = MARGIN + LABELS + PANEL + 12
    marks: list[Mark] = [
        Text(MARGIN, MARGIN + 8, "Study", is_bold=True),
        Text(right, MARGIN + 8, f"{measure} (95 % interval)", is_bold=True),
        Line((axis.at(axis.none), top), (axis.at(axis.none), foot + 2 * ROW), MUTED, 0.8),
    ]
    for place, study in enumerate(studies.to_dict("records")):
        y = top + ROW * (place + 0.5)
        marks += _interval(axis, y, study["low"], study["high"], INK)
        side = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(study["weight"])
        marks.append(Box(axis.at(study["effect"]) - side / 2, y - side / 2, side, side, INK))
        marks += [Text(MARGIN, y, line) for line in lines_within(study["label"], LABELS, 1)]
        marks.append(Text(right, y, _with_interval(study, "effect", "low", "high")))
    marks += _result(axis, pooled, foot, right)
    marks += _ticks(axis, foot + 2 * ROW)
    return Drawing(
        f"forest-{claim_id}", right + FIGURES + MARGIN, foot + 2 * ROW + 30, tuple(marks)
    )


def _pooled(run: Run, claim_id: str) -> dict[str, object]:
    rows = run.pooled[(run.pooled["claim_id"] == claim_id) & run.pooled["estimate"].notna()]
    if rows.empty:
        raise InputError(
            f"No effect was pooled for claim {claim_id}; pooled.csv says why, and which claims have one."
        )
    return dict(rows.iloc[0])


@dataclass(frozen=True)
class _Axis:
    """The scale of the plot: `low` to `high` of the measure, `none` means no effect."""

    scale: Callable[[float], float]
    low: float
    high: float
    none: float
    ticks: tuple[float, ...]

    def at(self, value: object) -> float:
        """Where a value stands, at the edge where it is beyond it."""
        within = min(max(float(str(value)), self.low), self.high)
        first, last = self.scale(self.low), self.scale(self.high)
        return MARGIN + LABELS + PANEL * (self.scale(within) - first) / (last - first)


def _scale(measure: str) -> Callable[[float], float]:
    return math.log if measure in RATIOS else float


def _axis(measure: str, studies: pd.DataFrame, pooled: dict[str, object]) -> _Axis:
    none = 1.0 if measure in RATIOS else 0.0
    low = min(none, studies["low"].min(), float(str(pooled["low"])))
    high = max(none, studies["high"].max(), float(str(pooled["high"])))
    if measure in RATIOS:
        low, high = max(low / 1.1, 1 / REACH), min(high * 1.1, REACH)
        ticks = tuple(tick for tick in RATIO_TICKS if low <= tick <= high)
        return _Axis(math.log, low, high, none, ticks)
    step = 10.0 ** math.floor(math.log10(high - low))
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(round(step * number, 10) for number in range(first, last + 1))
    return _Axis(float, step * first, step * last, none, ticks)


def _interval(axis: _Axis, y: float, low: object, high: object, colour: str) -> Iterator[Mark]:
    """A line from limit to limit; an arrow where it goes on beyond the plot."""
    start, end = (axis.at(low), y), (axis.at(high), y)
    yield Line(start, end, colour, 1.0)
    if float(str(low)) < axis.low:
        yield Line((start[0] + 8, y), start, colour, 1.0, is_arrow=True)
    if float(str(high)) > axis.high:
        yield Line((end[0] - 8, y), end, colour, 1.0, is_arrow=True)


def _result(axis: _Axis, pooled: dict[str, object], top: float, right: float) -> Iterator[Mark]:
    """The pooled effect as a diamond over its interval, and below it where a further study is expected."""
    y, below = top + ROW * 0.5, top + ROW * 1.5
    yield Line((MARGIN, top), (right + FIGURES, top), LINE, 0.8)
    left, middle, end = (axis.at(pooled[name]) for name in ("low", "estimate", "high"))
    corners = [(left, y), (middle, y - 5), (end, y), (middle, y + 5), (left, y)]
    for start, stop in pairwise(corners):
        yield Line(start, stop, POOLED_COLOUR, 1.4)
    yield from _interval(
        axis, below, pooled["prediction_low"], pooled["prediction_high"], POOLED_COLOUR
    )
    yield Text(MARGIN, y, f"Pooled (I² {float(str(pooled['i2'])):.0f} %)", is_bold=True)
    yield Text(right, y, _with_interval(pooled, "estimate", "low", "high"), is_bold=True)
    yield Text(MARGIN, below, "A further study is expected within", MUTED)
    limits = f"{_figure(pooled['prediction_low'])} to {_figure(pooled['prediction_high'])}"
    yield Text(right, below, limits, MUTED)


def _ticks(axis: _Axis, y: float) -> Iterator[Mark]:
    yield Line((axis.at(axis.low), y), (axis.at(axis.high), y), MUTED, 0.8)
    for tick in axis.ticks:
        yield Line((axis.at(tick), y), (axis.at(tick), y + 3), MUTED, 0.8)
        yield Text(
            axis.at(tick), y + LINE_HEIGHT, f"{tick:g}".replace("-", "−"), MUTED, across="center"
        )


def _with_interval(row: dict[str, object], value: str, low: str, high: str) -> str:
    return f"{_figure(row[value])} ({_figure(row[low])} to {_figure(row[high])})"


def _figure(value: object) -> str:
    return f"{float(str(value)):.2f}".replace("-", "−")
