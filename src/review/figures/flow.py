"""Where everything stands in the PRISMA flow diagram."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.figures.figure_numbers import EXCLUDED, compute_prisma
from review.figures.marks import BAND, MARGIN, MUTED, Box, Drawing, Line, Mark, Text

WIDTH = 612
BOX_WIDTH = 268
SECOND_COLUMN = WIDTH - MARGIN - BOX_WIDTH
LINE_STEP = 13
GAP = 26


@dataclass(frozen=True)
class Stage:
    """What stands in the box of a stage, and in the box of what falls out there."""

    main: Sequence[str]
    beside: Sequence[str] = ()

    @property
    def height(self) -> float:
        """Height of its boxes."""
        return LINE_STEP * max(len(self.main), len(self.beside)) + 18


def flow_drawing(prisma: Mapping[str, object]) -> Drawing:
    """Boxes from identification to inclusion, with what falls out beside them."""
    stages = _stages(dict(compute_prisma(prisma).itertuples(index=False, name=None)))
    marks: list[Mark] = []
    y: float = MARGIN
    for place, stage in enumerate(stages):
        if place:
            middle = MARGIN + BOX_WIDTH / 2
            marks.append(Line((middle, y - GAP), (middle, y), MUTED, 1, is_arrow=True))
        marks += _box(MARGIN, y, stage.height, stage.main)
        if stage.beside:
            middle = y + stage.height / 2
            ends = (MARGIN + BOX_WIDTH, middle), (SECOND_COLUMN, middle)
            marks.append(Line(*ends, MUTED, 1, is_arrow=True))
            marks += _box(SECOND_COLUMN, y, stage.height, stage.beside)
        y += stage.height + GAP
    return Drawing("flow", WIDTH, y - GAP + MARGIN, tuple(marks))


def _stages(counts: Mapping[str, int]) -> list[Stage]:
    identified = [
        f"Records identified: {counts['Records identified']:,}",
        f"Searches sent, summed over claims: {counts['Searches sent']:,}",
    ]
    if counts["Searches that failed"]:
        identified.append(f"Searches that failed: {counts['Searches that failed']:,}")
    beyond = counts["Matching records beyond the limit, not read"]
    if beyond:
        identified.append(f"Matching beyond the limit, not read: {beyond:,}")
    excluded = [f"Records excluded: {counts['Records excluded']:,}"]
    excluded += [
        f"{step.removeprefix(EXCLUDED)}: {count:,}"
        for step, count in counts.items()
        if step.startswith(EXCLUDED)
    ]
    duplicates = f"Duplicates removed: {counts['Duplicates removed']:,}"
    missing = f"Could not be had or read: {counts['Not retrieved']:,}"
    return [
        Stage(identified, [duplicates, "found by more than one search or claim", missing]),
        Stage([f"Records screened: {counts['Records screened']:,}"], excluded),
        Stage([f"Records included: {counts['Records included']:,}"]),
        Stage([f"Studies included: {counts['Studies included']:,}"]),
    ]


def _box(x: float, y: float, height: float, lines: Sequence[str]) -> Iterator[Mark]:
    yield Box(x, y, BOX_WIDTH, height, BAND, MUTED)
    for place, line in enumerate(lines):
        middle = y + height / 2 + LINE_STEP * (place - (len(lines) - 1) / 2)
        yield Text(x + 10, middle, line, is_bold=place == 0)
