"""Where everything stands in a harvest plot (Ogilvie 2008)."""

import textwrap
from collections.abc import Iterator

import pandas as pd

from review.drawing.marks import (
    CHARACTER,
    LINE,
    MARGIN,
    MUTED,
    PAPER,
    Box,
    Dot,
    Drawing,
    Line,
    Mark,
    Text,
    block,
)
from review.drawing.numbers import HARVEST_COLUMNS, compute_harvest
from review.drawing.rows import LABEL_WIDTH, claim_rows, row_edges
from review.presentation import DESIGN_GROUPS, STANCE_LOOKS
from review.run_frames import Run
from review.vocabulary import Directness, Stance

BAR, STEP = 9, 14
UNIT = 4
"""Height of a bar per rank of the kind of design."""

ROW_HEIGHT = 70
LEAST_PANEL = 136
KEY_WIDTH = 640
"""Room that the key takes."""

COLUMN_STANCES = dict(
    zip(HARVEST_COLUMNS, (Stance.REFUTES, Stance.MIXED, Stance.SUPPORTS), strict=True)
)
"""Whose colour the bars under each hypothesis have."""

EXPLANATION = (
    "Number: participants (n? where not stated). Hollow: indirect. Dot: counted in the synthesis.",
    "Height says the kind of design, not how well the study was done.",
)


def harvest_drawing(run: Run, claim_id: str | None = None) -> Drawing:
    """One row per claim with a stance to show, one panel per hypothesis, one bar per study."""
    bars = compute_harvest(run, claim_id)
    claims = run.summary_of_findings
    claims = claims[claims["claim_id"].isin(bars["claim_id"])]
    edges = row_edges(MARGIN + 22, [ROW_HEIGHT] * max(1, len(claims)))
    panels = row_edges(MARGIN + LABEL_WIDTH + 12, _panel_widths(bars))
    marks: list[Mark] = [
        *claim_rows(claims, edges=edges, right=panels[-1]),
        *_headings(panels, edges),
        *_key(edges[-1] + 26),
    ]
    for claim, base in zip(claims["claim_id"], edges[1:], strict=False):
        marks += _claim_bars(bars[bars["claim_id"] == claim], panels, base - 12)
    if bars.empty:
        marks.append(Text(MARGIN, MARGIN + 42, "No study has a direction to show.", MUTED))
    name = "harvest" if claim_id is None else f"harvest-{claim_id}"
    return Drawing(name, max(panels[-1], KEY_WIDTH) + MARGIN, edges[-1] + 76, tuple(marks))


def _panel_widths(bars: pd.DataFrame) -> list[float]:
    """Width of each hypothesis: its heading, or the most bars that one claim has there."""
    counts = bars.groupby(["column", "claim_id"]).size()
    return [
        max(LEAST_PANEL, STEP * int(counts[column].max() if column in counts else 0) + 20)
        for column in HARVEST_COLUMNS
    ]


def _headings(panels: list[float], edges: list[float]) -> Iterator[Mark]:
    for column, start, end in zip(HARVEST_COLUMNS, panels, panels[1:], strict=False):
        heading = column[0].upper() + column[1:]
        yield Text((start + end) / 2, MARGIN + 8, heading, across="center", is_bold=True)
        if start != panels[0]:
            yield Line((start, edges[0]), (start, edges[-1]), LINE, 0.8)


def _claim_bars(bars: pd.DataFrame, panels: list[float], base: float) -> Iterator[Mark]:
    for column, start, end in zip(HARVEST_COLUMNS, panels, panels[1:], strict=False):
        yield Line((start + 6, base), (end - 6, base), MUTED, 0.8)
        shown = bars[bars["column"] == column].to_dict("records")
        first = (start + end) / 2 - STEP * (len(shown) - 1) / 2
        for number, bar in enumerate(shown):
            yield from _bar(bar, first + STEP * number, base)


def _bar(bar: dict[str, object], middle: float, base: float) -> Iterator[Mark]:
    colour = STANCE_LOOKS[COLUMN_STANCES[str(bar["column"])]].colour
    height = UNIT * int(str(bar["height"]))
    fill = PAPER if bar["directness"] == Directness.INDIRECT else colour
    yield Box(middle - BAR / 2, base - height, BAR, height, fill, colour)
    size = "n?" if pd.isna(bar["n"]) else f"{int(str(bar['n'])):,}"
    yield Text(middle, base - height - 3, size, across="center", down="bottom", is_upright=True)
    if bar["counted"]:
        yield Dot(middle, base + 5)


def _key(y: float) -> Iterator[Mark]:
    """Key of bar heights, fill and dot."""
    x: float = MARGIN + 4
    for group in DESIGN_GROUPS:
        height = UNIT * group.rank
        yield Box(x, y - height, BAR, height, MUTED)
        lines = textwrap.wrap(group.name, 18)
        yield from block(x + 13, y - 5 * len(lines), lines)
        x += 26 + max(len(line) for line in lines) * CHARACTER
    yield from block(MARGIN + 4, y + 24, EXPLANATION)
