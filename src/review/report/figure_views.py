"""The figures of a report: each as markup, with its description and its numbers as a table."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from review.figures import figure_kinds
from review.figures.figure_kinds import FigureKind
from review.figures.legend import LEGEND_WIDTH
from review.figures.marks import MARGIN, Drawing
from review.figures.plots import draw, svg
from review.runs.run import Run

LONG_FROM = 25
"""Number of claims from which a figure is folded; the evidence matrix never is."""

PIXELS_PER_POINT = 4 / 3
"""CSS pixels in a point."""

HEADINGS = {
    "claim_id": "Claim",
    "label": "Study",
    "column": "Stands under",
    "claimed": "Claim says",
    "size": "Size class",
    "risk_of_bias": "Named for risk of bias",
    "n": "Participants",
}
"""Column names that are not a reader's words."""

LEFT_OUT = frozenset({"study_id", "kind", "height"})
"""Columns that only place something."""

COUNT_OF_STEPS = "Number"


@dataclass(frozen=True)
class NumberColumn:
    """Heading of a column of numbers or words."""

    name: str
    heading: str
    is_number: bool


@dataclass(frozen=True)
class Pinned:
    """The lower left part of a figure, from a height down, in CSS pixels."""

    screen: str
    width: str
    height: str
    top: str


@dataclass(frozen=True)
class FigureView:
    """A figure as a report shows it.

    `pinned` are the parts that stay in sight, on wide and on narrow screens.
    """

    kind: FigureKind
    name: str
    svg: Markup
    alt: str
    is_folded: bool
    pinned: tuple[Pinned, ...]
    columns: tuple[NumberColumn, ...]
    rows: tuple[dict[str, object], ...]


def figure_views(run: Run) -> list[FigureView]:
    """Every figure of the run, in the order of the report."""
    return [_figure_view(kind, run) for kind in figure_kinds.FIGURE_KINDS]


def _figure_view(kind: FigureKind, run: Run) -> FigureView:
    drawing = kind.drawing(run)
    numbers = kind.numbers(run)
    is_long = len(run.claims) >= LONG_FROM and kind.grows
    return FigureView(
        kind=kind,
        name=drawing.name,
        svg=Markup(svg(draw(drawing))),  # noqa: S704 - written by an XML writer
        alt=kind.alt(run),
        is_folded=is_long and kind is not figure_kinds.FIGURE_KINDS[0],
        pinned=tuple(_pinned(drawing)),
        columns=tuple(_columns(numbers)),
        rows=tuple(_plain(row) for row in numbers.to_dict("records")),
    )


def _pinned(drawing: Drawing) -> Iterator[Pinned]:
    """The names of the rows; on a wide screen the key with them where it has room beside them."""
    if drawing.pinned:
        has_key = drawing.pinned >= MARGIN + LEGEND_WIDTH
        yield _part("wide", drawing, drawing.pinned, 0 if has_key else drawing.rows_from)
        yield _part("narrow", drawing, drawing.pinned_narrow, drawing.rows_from)


def _part(screen: str, drawing: Drawing, width: float, top: float) -> Pinned:
    return Pinned(screen, _pixels(width), _pixels(drawing.height - top), _pixels(top))


def _pixels(points: float) -> str:
    return f"{points * PIXELS_PER_POINT:.2f}"


def _columns(numbers: pd.DataFrame) -> Iterator[NumberColumn]:
    is_flow = "step" in numbers
    for name in numbers.columns:
        if name not in LEFT_OUT:
            is_count = pd.api.types.is_numeric_dtype(numbers[name])
            is_number = is_count and not pd.api.types.is_bool_dtype(numbers[name])
            heading = COUNT_OF_STEPS if is_flow and name == "n" else HEADINGS.get(name)
            words = heading or str(name).replace("_", " ").capitalize()
            yield NumberColumn(str(name), words, is_number)


def _plain(row: dict[object, object]) -> dict[str, object]:
    """The values of a row as they are printed: yes and no, and None where there is none."""
    return {
        str(name): ("yes" if value else "no")
        if isinstance(value, bool)
        else (None if pd.isna(value) else value)
        for name, value in row.items()
    }
