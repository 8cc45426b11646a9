"""What the figures with one row for each claim share: where the rows stand, and their labels."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from review.core.presentation import VERDICT_LOOKS, shortened
from review.core.vocabulary import Verdict
from review.figures.marks import (
    BAND,
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    Box,
    Mark,
    Text,
    block,
    lines_within,
)

LABEL_WIDTH = 262
"""Room for a claim's id and statement."""

ID_WIDTH = 40
ID_LENGTH = 7
VERDICT_WIDTH = 112
ROW = 27
CELL = 16
PINNED = MARGIN + LABEL_WIDTH
PINNED_NARROW = MARGIN + ID_WIDTH
"""What names a row and stays in sight: id and statement, and on a narrow screen the id."""

ROWS_PER_BLOCK = 25
"""Most rows under one heading; longer figures repeat the heading."""


@dataclass(frozen=True)
class Rows:
    """Upper and lower edge of each row, and of each block of rows that has a heading above it."""

    spans: tuple[tuple[float, float], ...]
    blocks: tuple[tuple[float, float], ...]

    @property
    def bottom(self) -> float:
        """Lower edge of the last row."""
        return self.blocks[-1][1]

    def middles(self, names: Sequence[str]) -> dict[str, float]:
        """Middle height of each row by the name of what it shows."""
        return {
            name: (upper + lower) / 2
            for name, (upper, lower) in zip(names, self.spans, strict=True)
        }


def rows_in_blocks(
    top: float, heights: Sequence[float], *, heading: float, per_block: int = ROWS_PER_BLOCK
) -> Rows:
    """Rows of these heights from a height down, with room for a heading above every block of them.

    Blocks are of nearly the same length. No rows make one empty block of the height of a row.
    """
    n_blocks = max(1, -(-len(heights) // per_block))
    length = max(1, -(-len(heights) // n_blocks))
    spans: list[tuple[float, float]] = []
    blocks = []
    y = top
    for first in range(0, max(1, len(heights)), length):
        y += heading
        start = y
        for height in heights[first : first + length]:
            spans.append((y, y + height))
            y += height
        y = max(y, start + (0 if heights else ROW))
        blocks.append((start, y))
    return Rows(tuple(spans), tuple(blocks))


def claim_rows(
    claims: pd.DataFrame,
    *,
    rows: Rows,
    right: float,
    with_verdict: bool = False,
    safety: Container[str] = (),
) -> Iterator[Mark]:
    """A row for each claim, every other one shaded, with id and statement.

    The word "safety" stands below the id of each claim that `safety` names.
    """
    for place, claim in enumerate(claims.to_dict("records")):
        upper, lower = rows.spans[place]
        middle, most = (upper + lower) / 2, int((lower - upper - 4) // LINE_HEIGHT)
        if place % 2 == 0:
            yield Box(MARGIN, upper, right - MARGIN, lower - upper, BAND)
        is_marked = claim["claim_id"] in safety
        above = LINE_HEIGHT / 2 if is_marked else 0
        name = shortened(claim["claim_id"], ID_LENGTH)
        yield Text(MARGIN + 4, middle - above, name, is_bold=True)
        if is_marked:
            yield Text(MARGIN + 4, middle + above, "safety", MUTED)
        lines = lines_within(claim["statement"], LABEL_WIDTH - ID_WIDTH - 8, most)
        yield from block(MARGIN + 4 + ID_WIDTH, middle, lines)
        if with_verdict:
            look = VERDICT_LOOKS[Verdict(claim["verdict"])]
            words = f"{look.symbol} {claim['verdict']}"
            yield Text(MARGIN + LABEL_WIDTH + 4, middle, words, MUTED)
