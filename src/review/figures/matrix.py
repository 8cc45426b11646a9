"""Where everything stands in the evidence matrix."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from review.core.presentation import DESIGN_GROUPS, design_group
from review.core.vocabulary import Directness, EvidenceState
from review.figures.legend import legend, legend_height, stance_legend
from review.figures.marks import (
    CHARACTER,
    INK,
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    TILE,
    Box,
    Drawing,
    Line,
    Mark,
    Symbol,
    Text,
)
from review.figures.rows import (
    CELL,
    PINNED,
    PINNED_NARROW,
    ROW,
    VERDICT_WIDTH,
    claim_rows,
    rows_in_blocks,
)
from review.runs.evidence_matrix import studies_in_order, telling_studies
from review.runs.run import Run, safety_topics

HEADING_LINES = 3
HEADING_HEIGHT = HEADING_LINES * LINE_HEIGHT + 8
BOLD_CHARACTER = CHARACTER + 0.7
NAME_STEP = CELL * 20
LEAST_WIDTH = 110
"""Room to say why a row is empty."""


@dataclass(frozen=True)
class Columns:
    """Middle of each study's column, name with start and end of each group, and where they end."""

    middles: dict[str, float]
    groups: tuple[tuple[str, float, float], ...]
    right: float


def matrix_drawing(run: Run) -> Drawing:
    """Claims by studies, columns in groups of designs, newest first; long ones repeat the headings."""
    drawn, claims = telling_studies(run.evidence_matrix), run.summary_of_findings
    studies = studies_in_order(drawn)
    columns = _columns(studies, PINNED + VERDICT_WIDTH)
    key = stance_legend(with_silent=True, with_counted=True)
    label_height = max([8, *studies["label"].str.len()]) * CHARACTER
    heading = HEADING_HEIGHT + 10 + label_height
    top = MARGIN + max(0.0, legend_height(key) + 6 - heading)
    rows = rows_in_blocks(top, [ROW] * len(claims), heading=heading)
    middles = rows.middles(list(claims["claim_id"]))
    marks: list[Mark] = [
        *claim_rows(
            claims,
            rows=rows,
            right=columns.right,
            with_verdict=True,
            safety=frozenset(safety_topics(run)),
        ),
        *(
            mark
            for first, last in rows.blocks
            for mark in _headings(studies, columns, (first - label_height - 10, first, last))
        ),
        *_cells(drawn, columns, middles),
        *_empty_rows(run, middles),
        *legend(key, top=MARGIN),
    ]
    pinned = PINNED + VERDICT_WIDTH - 4
    size = columns.right + MARGIN, rows.bottom + MARGIN
    sides = pinned, PINNED_NARROW
    return Drawing("matrix", *size, tuple(marks), *sides, rows.blocks[0][0])


def _columns(studies: pd.DataFrame, left: float) -> Columns:
    middles: dict[str, float] = {}
    groups = []
    x = left
    for group in DESIGN_GROUPS:
        members = list(studies.loc[studies["rank"] == group.rank, "study_id"])
        if not members:
            continue
        longest = max(len(word) for word in group.name.split())
        width = max(CELL * len(members), longest * BOLD_CHARACTER)
        for position, study_id in enumerate(members):
            middles[study_id] = x + CELL * (position + 0.5)
        groups.append((group.name, x, x + width))
        x += width + CELL * 0.75
    return Columns(middles, tuple(groups), max(x, left + LEAST_WIDTH))


def _headings(
    studies: pd.DataFrame, columns: Columns, heights: tuple[float, float, float]
) -> Iterator[Mark]:
    """Names of groups above a line, labels of studies below it, and a thread down to the last row."""
    under, top, bottom = heights
    for name, start, end in columns.groups:
        lines = textwrap.wrap(name, round((end - start) / BOLD_CHARACTER))
        width = max(len(line) for line in lines) * BOLD_CHARACTER
        for x in _repeats(start, end - width):
            for place, line in enumerate(reversed(lines)):
                yield Text(x, under - 9 - place * LINE_HEIGHT, line, is_bold=True)
        yield Line((start, under), (end, under), INK, 0.8)
    for study in studies.to_dict("records"):
        x = columns.middles[study["study_id"]]
        yield Line((x, top), (x, bottom), width=0.4)
        yield Text(x, top - 4, study["label"], across="center", down="bottom", is_upright=True)


def _repeats(start: float, last: float) -> Iterator[float]:
    """The start, and every so far from it: the name of a wide group is never out of sight."""
    yield start
    x = start + NAME_STEP
    while x <= last:
        yield x
        x += NAME_STEP


def _cells(matrix: pd.DataFrame, columns: Columns, middles: dict[str, float]) -> Iterator[Mark]:
    for cell in matrix.to_dict("records"):
        x, y = columns.middles[cell["study_id"]], middles[cell["claim_id"]]
        if cell["counted"]:
            yield Box(x - CELL / 2 + 0.5, y - 10, CELL - 1, 20, TILE)
        rank = design_group(cell["design"]).rank
        yield Symbol(x, y, cell["stance"], rank, cell["directness"] == Directness.INDIRECT)


def _empty_rows(run: Run, middles: dict[str, float]) -> Iterator[Mark]:
    """Why a row holds no study."""
    filled = set(run.evidence_matrix["claim_id"])
    for claim in run.summary_of_findings.to_dict("records"):
        if claim["claim_id"] not in filled and claim["state"] != EvidenceState.EVIDENCE:
            x = PINNED + VERDICT_WIDTH + 6
            yield Text(x, middles[claim["claim_id"]], claim["state"], MUTED)
