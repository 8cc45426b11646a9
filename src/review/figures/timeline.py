"""Where everything stands in the timeline."""

from collections.abc import Iterator

import pandas as pd

from review.core.presentation import design_group
from review.core.vocabulary import Directness
from review.figures.figure_numbers import compute_timeline
from review.figures.legend import legend, legend_height, stance_legend
from review.figures.marks import MARGIN, MUTED, Drawing, Line, Mark, Symbol, Text
from review.figures.rows import PINNED, PINNED_NARROW, ROW, claim_rows, rows_in_blocks
from review.runs.run import Run

LEAST_YEAR_WIDTH = 14.0
LEAST_WIDTH = 420
LABEL_ROOM = 30
"""Room that a year takes along the axis."""

STACK = 11
HEADING = 24
STEPS = (1, 2, 5, 10, 20, 50, 100)


def timeline_drawing(run: Run) -> Drawing:
    """One row per claim; studies of one year stand on top of each other."""
    dated = compute_timeline(run)
    claims = run.summary_of_findings
    claims = claims[claims["claim_id"].isin(dated["claim_id"])]
    left = PINNED + 8
    first, last = (int(dated["year"].min()), int(dated["year"].max())) if len(dated) else (0, 0)
    year_width = max(LEAST_YEAR_WIDTH, LEAST_WIDTH / (last - first + 1))
    right = left + year_width * (last - first + 1)
    key = stance_legend(with_silent=False, with_counted=False)
    top = MARGIN + legend_height(key)
    rows = rows_in_blocks(top, _row_heights(dated), heading=HEADING)
    marks: list[Mark] = [*legend(key, top=MARGIN), *claim_rows(claims, rows=rows, right=right)]
    if dated.empty:
        marks.append(Text(MARGIN, rows.blocks[0][0] + 14, "No study has a year to show.", MUTED))
    else:
        for edges in rows.blocks:
            marks += _years(first, last, left, year_width, edges)
    middles = rows.middles(list(claims["claim_id"]))
    marks += _symbols(dated, first, left, year_width, middles)
    size = right + MARGIN, rows.bottom + MARGIN
    sides = PINNED, PINNED_NARROW
    return Drawing("timeline", *size, tuple(marks), *sides, rows.blocks[0][0])


def _row_heights(dated: pd.DataFrame) -> list[float]:
    """Height of each claim's row: room for the most studies it has in one year."""
    stacks = dated.groupby(["claim_id", "year"], sort=False).size()
    return [
        max(ROW, STACK * int(of_claim.max()) + 8)
        for _, of_claim in stacks.groupby(level=0, sort=False)
    ]


def _years(
    first: int, last: int, left: float, year_width: float, rows: tuple[float, float]
) -> Iterator[Mark]:
    """A line and a number for round years, far enough apart to read."""
    step = next((step for step in STEPS if step * year_width >= LABEL_ROOM), STEPS[-1])
    for year in range(first + (-first) % step, last + 1, step):
        x = left + year_width * (year - first + 0.5)
        yield Line((x, rows[0]), (x, rows[1]), width=0.5)
        yield Text(x, rows[0] - 9, str(year), MUTED, across="center")


def _symbols(
    dated: pd.DataFrame, first: int, left: float, year_width: float, middles: dict[str, float]
) -> Iterator[Mark]:
    for (claim_id, year), together in dated.groupby(["claim_id", "year"], sort=False):
        x = left + year_width * (int(year) - first + 0.5)
        for place, study in enumerate(together.to_dict("records")):
            yield Symbol(
                x,
                middles[claim_id] + STACK * (place - (len(together) - 1) / 2),
                study["stance"],
                design_group(study["design"]).rank,
                study["directness"] == Directness.INDIRECT,
            )
