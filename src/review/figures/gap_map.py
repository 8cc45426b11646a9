"""Evidence gap map: how many studies speak to each pair of intervention and outcome, by design class."""

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from review.core.presentation import design_group
from review.core.tables import text_of
from review.core.vocabulary import EvidenceState, Finding
from review.figures.figure_numbers import several
from review.figures.legend import LEGEND_WIDTH, Entry, Legend, legend, legend_height
from review.figures.marks import (
    BAND,
    CHARACTER,
    INK,
    LINE,
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    PAPER,
    TILE,
    Box,
    Drawing,
    Glyph,
    Mark,
    Shape,
    Text,
    block,
    lines_within,
)
from review.figures.rows import ROW, rows_in_blocks
from review.runs.run import Run


@dataclass(frozen=True)
class DesignClass:
    """Kinds of design that share a bubble: ranks of design groups, look, and corner of the cell."""

    name: str
    ranks: frozenset[int]
    shape: Shape
    colour: str
    is_hollow: bool
    corner: tuple[int, int]


DEEP_GREEN, GREEN = "#00402f", "#007a59"
CLASSES = (
    DesignClass("syntheses", frozenset({6}), Shape.SQUARE, DEEP_GREEN, False, (-1, -1)),
    DesignClass("randomised trials", frozenset({5}), Shape.DISC, GREEN, False, (1, -1)),
    DesignClass("other comparative studies", frozenset({4}), Shape.DISC, GREEN, True, (-1, 1)),
    DesignClass("all other designs", frozenset({1, 2, 3}), Shape.HEXAGON, MUTED, True, (1, 1)),
)
"""From dark to light, filled to hollow: the order can be told without colour, and by place."""

STATE_ORDER = (
    EvidenceState.EVIDENCE,
    EvidenceState.SEARCH_FAILED,
    EvidenceState.SILENT,
    EvidenceState.NOTHING_RELEVANT,
    EvidenceState.NOTHING_FOUND,
    EvidenceState.NOT_SEARCHED,
    EvidenceState.NOT_UNDERSTOOD,
)
"""Which state a cell of several claims has: the first that any of them is in."""

UNKNOWN_SIGNS = {
    EvidenceState.SEARCH_FAILED: "!",
    EvidenceState.NOT_SEARCHED: "?",
    EvidenceState.NOT_UNDERSTOOD: "?",
}
"""What stands instead of 0 where it is not known whether there are studies."""

LABEL_WIDTH = 112
PINNED = MARGIN + LABEL_WIDTH
LEAST_SIZE, MOST_SIZE = 13.0, 26.0
EXTRA_DIGIT = 4
LEAST_CELL = 54
ROWS_PER_BLOCK = 12
HEADING_LENGTH, HEADING_LINES = 28, 3


def compute_gap_map(run: Run) -> pd.DataFrame:
    """Studies with a finding for each pair of intervention and outcome that a claim asks about.

    A study that reports the outcome for several claims of a pair counts once. Claims that name no
    intervention or no outcome are left out.

    Returns:
        Columns intervention, outcome, claims (ids, in one text), studies, one column for each of
        `CLASSES` (adding up to studies), state (why a pair without studies has none; the best of
        its claims, but a failed search before an empty one); pairs as asked.
    """
    asked = run.claims[run.claims["intervention"].notna() & run.claims["outcome"].notna()]
    states = run.summary_of_findings.set_index("claim_id")["state"]
    told = run.evidence_matrix[run.evidence_matrix["finding"] != Finding.NOT_REPORTED]
    pairs: dict[tuple[str, str], list[str]] = {}
    for claim in asked.to_dict("records"):
        pair = _plain(claim["intervention"]), _plain(claim["outcome"])
        pairs.setdefault(pair, []).append(claim["claim_id"])
    rows = []
    for (intervention, outcome), claims in pairs.items():
        studies = told[told["claim_id"].isin(claims)].drop_duplicates("study_id")
        ranks = [design_group(design).rank for design in studies["design"]]
        rows.append(
            {
                "intervention": intervention,
                "outcome": outcome,
                "claims": ", ".join(claims),
                "studies": len(studies),
                **{one.name: sum(rank in one.ranks for rank in ranks) for one in CLASSES},
                "state": _state([EvidenceState(states[name]) for name in claims], len(studies)),
            }
        )
    names = ["intervention", "outcome", "claims", "studies", *(c.name for c in CLASSES), "state"]
    return pd.DataFrame(rows, columns=names)


def alt_gap_map(run: Run) -> str:
    """What the map shows, in words."""
    cells = compute_gap_map(run)
    gaps = int((cells["studies"] == 0).sum())
    placed = run.claims["intervention"].notna() & run.claims["outcome"].notna()
    left_out = int((~placed).sum())
    names = several(left_out, "claim names", "claims name")
    rest = f" {names} no intervention or no outcome." if left_out else ""
    return (
        "Evidence gap map of "
        f"{several(cells['intervention'].nunique(), 'intervention', 'interventions')} by "
        f"{several(cells['outcome'].nunique(), 'outcome', 'outcomes')}. "
        f"{several(len(cells), 'pair was', 'pairs were')} asked about, "
        f"{gaps} of them without a study that reports the outcome.{rest}"
    )


def gap_map_drawing(run: Run) -> Drawing:
    """Outcomes down and interventions across, or the other way where there are more interventions."""
    cells = compute_gap_map(run)
    names = {name: _by_studies(cells, name) for name in ("outcome", "intervention")}
    down, across = sorted(names, key=lambda name: -len(names[name]))
    key = _key()
    cell = _cell_side(cells)
    headings = {name: _heading(name) for name in names[across]}
    heading = max([0, *(len(line) for lines in headings.values() for line in lines)]) * CHARACTER
    rows = rows_in_blocks(
        MARGIN + legend_height(key),
        [cell] * len(names[down]),
        heading=heading + 30,
        per_block=ROWS_PER_BLOCK,
    )
    left = PINNED + 8
    columns = {name: left + cell * (place + 0.5) for place, name in enumerate(names[across])}
    middles = rows.middles(names[down])
    marks: list[Mark] = [*legend(key, top=MARGIN), *_rulings(middles, columns, cell)]
    for top, _ in rows.blocks:
        marks += _headings(columns, headings, top)
        marks.append(Text(PINNED, top - 8, f"{down} ↓   {across} →", MUTED, across="right"))
    largest = _largest(cells)
    for row in cells.to_dict("records"):
        marks += _cell(row, (columns[row[across]], middles[row[down]]), cell, largest)
    if cells.empty:
        words = "No claim names an intervention and an outcome."
        marks.append(Text(MARGIN, rows.bottom - ROW / 2, words, MUTED))
    right = max(left + cell * len(columns), MARGIN + LEGEND_WIDTH)
    size = right + MARGIN, rows.bottom + MARGIN
    sides = PINNED, PINNED
    return Drawing("gap-map", *size, tuple(marks), *sides, rows.blocks[0][0])


def _plain(name: str) -> str:
    """One spelling for names that differ in case or spaces."""
    words = " ".join(text_of(name).split())
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _state(states: Sequence[EvidenceState], n_studies: int) -> EvidenceState:
    """The state of a pair; evidence that is silent on the outcome of all its claims is silence."""
    best = next(state for state in STATE_ORDER if state in states)
    silent = best is EvidenceState.EVIDENCE and not n_studies
    return EvidenceState.SILENT if silent else best


def _by_studies(cells: pd.DataFrame, name: str) -> list[str]:
    """Names with most studies first, then as asked."""
    totals = cells.groupby(name, sort=False)["studies"].sum()
    return list(totals.sort_values(ascending=False, kind="stable").index)


def _size(number: int, largest: int) -> float:
    """Diameter of a bubble: its area grows with the number, and has room for the digits."""
    step = min(LEAST_SIZE, MOST_SIZE / math.sqrt(largest))
    return max(LEAST_SIZE + EXTRA_DIGIT * (len(str(number)) - 1), step * math.sqrt(number))


def _largest(cells: pd.DataFrame) -> int:
    """The largest number of studies that a bubble stands for."""
    return max([1, *(int(number) for one in CLASSES for number in cells[one.name])])


def _cell_side(cells: pd.DataFrame) -> float:
    """Side of a cell: room for the two largest bubbles beside each other."""
    largest = _largest(cells)
    return max(LEAST_CELL, 2 * _size(largest, largest) + 8)


def _heading(name: str) -> list[str]:
    return textwrap.wrap(name, HEADING_LENGTH, max_lines=HEADING_LINES, placeholder=" …")


def _rulings(
    rows: Mapping[str, float], columns: Mapping[str, float], cell: float
) -> Iterator[Mark]:
    """Every other row shaded, its name, and a dot in every cell: pairs that no claim asks about keep it."""
    right = PINNED + 8 + cell * len(columns)
    for place, (name, y) in enumerate(rows.items()):
        if place % 2 == 0:
            yield Box(MARGIN, y - cell / 2, right - MARGIN, cell, BAND)
        yield from block(MARGIN + 4, y, lines_within(name, LABEL_WIDTH - 6, 5))
        for x in columns.values():
            yield Box(x - 1, y - 1, 2, 2, MUTED)


def _headings(
    columns: Mapping[str, float], headings: Mapping[str, Sequence[str]], top: float
) -> Iterator[Mark]:
    for name, x in columns.items():
        lines = headings[name]
        for place, line in enumerate(lines):
            shift = (place - (len(lines) - 1) / 2) * LINE_HEIGHT
            yield Text(x + shift, top - 6, line, down="bottom", across="center", is_upright=True)


def _cell(
    row: Mapping[str, object], place: tuple[float, float], side: float, largest: int
) -> Iterator[Mark]:
    """A bubble with its number for each design class; a box with the reason where there is none."""
    x, y = place
    corner = x - side / 2 + 1, y - side / 2 + 1
    if not row["studies"]:
        sign = UNKNOWN_SIGNS.get(EvidenceState(str(row["state"])), "0")
        yield Box(*corner, side - 2, side - 2, TILE if sign == "0" else PAPER, MUTED)
        lines = [sign, *textwrap.wrap(str(row["state"]), int((side - 4) / CHARACTER))]
        yield from (replace(line, across="center") for line in block(x, y, lines))
        return
    yield Box(*corner, side - 2, side - 2, PAPER, LINE)
    for one in CLASSES:
        number = int(str(row[one.name]))
        if number:
            middle = x + one.corner[0] * side / 4, y + one.corner[1] * side / 4
            yield from _bubble(one, number, middle, _size(number, largest))


def _bubble(
    one: DesignClass, number: int, middle: tuple[float, float], size: float
) -> Iterator[Mark]:
    yield Glyph(*middle, one.shape, size, one.colour, one.is_hollow)
    yield Text(*middle, str(number), INK if one.is_hollow else PAPER, across="center")


def _key() -> Legend:
    classes = [[Entry(one.name, tuple(_bubble(one, 1, (8, 0), LEAST_SIZE)), 22)] for one in CLASSES]
    gap = (Box(1, -6, 14, 12, TILE, MUTED), Text(8, 0, "0", across="center"))
    unknown = (Box(1, -6, 14, 12, PAPER, MUTED), Text(8, 0, "!", across="center"))
    dot = (Box(7, -1, 2, 2, MUTED),)
    return [
        *classes,
        [Entry("number: studies that report the outcome", (), 22)],
        [Entry("gap: asked, and no study tells; with the reason", gap, 22)],
        [Entry("!: search failed, ?: not searched or understood", unknown, 22)],
        [Entry("no claim asks about this pair", dot, 22)],
    ]
