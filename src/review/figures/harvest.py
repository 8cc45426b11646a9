"""Where everything stands in a harvest plot (Ogilvie 2008)."""

from collections.abc import Iterator
from itertools import accumulate

import pandas as pd

from review.core.presentation import DESIGN_GROUPS, STANCE_LOOKS
from review.core.vocabulary import Directness, Stance
from review.figures.figure_numbers import HARVEST_COLUMNS, compute_harvest
from review.figures.marks import (
    CHARACTER,
    LINE,
    LINE_HEIGHT,
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
from review.figures.rows import PINNED, PINNED_NARROW, claim_rows, rows_in_blocks
from review.runs.run import Run

BAR, STEP = 9, 14
UNIT = 4
"""Height of a bar per rank of the kind of design."""

LEAST_ROW = 46
ROOM_BELOW, ROOM_ABOVE = 12, 8
"""Room in a row below the line on which bars stand, and above the numbers on them."""

ROWS_PER_BLOCK = 12
LEAST_PANEL = 136
KEY_LINE, KEY_COLUMN = 28, 142
KEY_HEIGHT = 3 * KEY_LINE + 5 * LINE_HEIGHT
"""Room that the key takes."""

COLUMN_STANCES = dict(
    zip(HARVEST_COLUMNS, (Stance.REFUTES, Stance.MIXED, Stance.SUPPORTS), strict=True)
)
"""Whose colour the bars under each hypothesis have."""

EXPLANATION = (
    "Number: participants (n? where not stated).",
    "Hollow: indirect. Dot below: counted in the synthesis.",
    "Height says the kind of design, not how well the",
    "study was done.",
)


def harvest_drawing(run: Run, claim_id: str | None = None) -> Drawing:
    """One row per claim with a stance to show, one panel per hypothesis, one bar per study."""
    bars = compute_harvest(run, claim_id)
    claims = run.summary_of_findings
    claims = claims[claims["claim_id"].isin(bars["claim_id"])]
    panels = list(accumulate(_panel_widths(bars), initial=float(PINNED + 8)))
    heights = [_row_height(bars[bars["claim_id"] == claim]) for claim in claims["claim_id"]]
    rows = rows_in_blocks(MARGIN + KEY_HEIGHT, heights, heading=26, per_block=ROWS_PER_BLOCK)
    marks: list[Mark] = [*_key(MARGIN), *claim_rows(claims, rows=rows, right=panels[-1])]
    for edges in rows.blocks:
        marks += _headings(panels, edges)
    for claim, (_, base) in zip(claims["claim_id"], rows.spans, strict=True):
        marks += _claim_bars(bars[bars["claim_id"] == claim], panels, base - ROOM_BELOW)
    if bars.empty:
        middle = rows.blocks[0][0] + 14
        marks.append(Text(MARGIN, middle, "No study has a direction to show.", MUTED))
    name = "harvest" if claim_id is None else f"harvest-{claim_id}"
    size = panels[-1] + MARGIN, rows.bottom + MARGIN
    sides = PINNED, PINNED_NARROW
    return Drawing(name, *size, tuple(marks), *sides, rows.blocks[0][0])


def _row_height(bars: pd.DataFrame) -> float:
    """Room for the highest bar of a claim with its number."""
    highest = max(
        UNIT * int(bar["height"]) + 3 + len(_size(bar["n"])) * CHARACTER
        for bar in bars.to_dict("records")
    )
    return max(LEAST_ROW, highest + ROOM_BELOW + ROOM_ABOVE)


def _size(n: object) -> str:
    """A number of participants as it stands on a bar."""
    return "n?" if pd.isna(n) else f"{int(str(n)):,}"


def _panel_widths(bars: pd.DataFrame) -> list[float]:
    """Width of each hypothesis: its heading, or the most bars that one claim has there."""
    counts = bars.groupby(["column", "claim_id"]).size()
    return [
        max(LEAST_PANEL, STEP * int(counts[column].max() if column in counts else 0) + 20)
        for column in HARVEST_COLUMNS
    ]


def _headings(panels: list[float], edges: tuple[float, float]) -> Iterator[Mark]:
    """Names of the hypotheses above a block of rows, and lines between them."""
    for column, start, end in zip(HARVEST_COLUMNS, panels, panels[1:], strict=False):
        heading = column[0].upper() + column[1:]
        yield Text((start + end) / 2, edges[0] - 9, heading, across="center", is_bold=True)
        if start != panels[0]:
            yield Line((start, edges[0]), (start, edges[1]), LINE, 0.8)


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
    words = _size(bar["n"])
    yield Text(middle, base - height - 3, words, across="center", down="bottom", is_upright=True)
    if bar["counted"]:
        yield Dot(middle, base + 5)


def _key(top: float) -> Iterator[Mark]:
    """Key of bar heights, two to a line, then of numbers, fill and dot."""
    for place, group in enumerate(DESIGN_GROUPS):
        x, height = MARGIN + 4 + KEY_COLUMN * (place % 2), UNIT * group.rank
        base = top + KEY_LINE * (place // 2 + 1) - 4
        yield Box(x, base - height, BAR, height, MUTED)
        yield Text(x + 15, base - 4, group.name)
    middle = top + KEY_LINE * 3 + LINE_HEIGHT * len(EXPLANATION) / 2 + 3
    yield from block(MARGIN + 4, middle, EXPLANATION)
