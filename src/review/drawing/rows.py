"""What the figures with one row for each claim share: the rows themselves and the key of symbols."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

import pandas as pd

from review.drawing.marks import (
    BAND,
    CHARACTER,
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    TILE,
    Box,
    Mark,
    Symbol,
    Text,
    block,
    lines_within,
)
from review.presentation import VERDICT_LOOKS, shortened
from review.vocabulary import Stance, Verdict

LABEL_WIDTH = 262
"""Room for a claim's id and statement."""

ID_WIDTH = 40
ID_LENGTH = 7
VERDICT_WIDTH = 112
ROW = 27
CELL = 16
KEY_WIDTH = 540
"""Room that the key of symbols takes."""


def claim_rows(
    claims: pd.DataFrame, *, edges: Sequence[float], right: float, with_verdict: bool = False
) -> Iterator[Mark]:
    """A row for each claim between one edge and the next, every other one shaded, with id and statement."""
    for place, claim in enumerate(claims.to_dict("records")):
        y, height = edges[place], edges[place + 1] - edges[place]
        middle = y + height / 2
        most = int((height - 4) // LINE_HEIGHT)
        if place % 2 == 0:
            yield Box(MARGIN, y, right - MARGIN, height, BAND)
        yield Text(MARGIN + 4, middle, shortened(claim["claim_id"], ID_LENGTH), is_bold=True)
        lines = lines_within(claim["statement"], LABEL_WIDTH - ID_WIDTH - 8, most)
        yield from block(MARGIN + 4 + ID_WIDTH, middle, lines)
        if with_verdict:
            look = VERDICT_LOOKS[Verdict(claim["verdict"])]
            words = f"{look.symbol} {claim['verdict']}"
            yield Text(MARGIN + LABEL_WIDTH + 4, middle, words, MUTED)


def row_edges(top: float, heights: Sequence[float]) -> list[float]:
    """Upper edge of each row and the lower one of the last."""
    return [top, *(top + below for below in accumulate(heights))]


def symbol_key(y: float, *, with_counted: bool) -> Iterator[Mark]:
    """Key of symbols, sizes and, where asked, shading, from a height down."""
    x: float = MARGIN + 8
    for stance in (Stance.SUPPORTS, Stance.MIXED, Stance.REFUTES, Stance.NO_INFORMATION):
        yield Symbol(x, y, stance, 6, is_hollow=False)
        yield Text(x + 9, y, stance.value)
        x += 30 + len(stance) * CHARACTER
    x = MARGIN + 8
    yield Symbol(x, y + 20, Stance.SUPPORTS, 6, is_hollow=True)
    yield Text(x + 9, y + 20, "hollow: indirect")
    for offset, rank in ((110, 6), (122, 4), (134, 2)):
        yield Symbol(x + offset, y + 20, Stance.SUPPORTS, rank, is_hollow=False)
    words = "large: synthesis or randomised trial; medium: other study of people; small: other"
    yield Text(x + 146, y + 20, words)
    if with_counted:
        yield Box(x - CELL / 2, y + 31, CELL - 1, 18, TILE)
        words = "shaded: counted in the synthesis; the others are shown and not counted"
        yield Text(x + 13, y + 40, words)
