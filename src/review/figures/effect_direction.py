"""Effect-direction plot: which way each claim's outcome went in each study (Boon & Thomson 2021).

One row per study, one column per claim. The arrow is what the study found, whether or not that is
what the claim says; its colour and the sign beside it compare the two.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

import pandas as pd

from review.core.presentation import STANCE_LOOKS, design_group, shortened
from review.core.tables import parse_list, text_of
from review.core.vocabulary import Direction, Directness, Domain, Finding, Stance
from review.figures.figure_numbers import claim_places, several
from review.figures.legend import LEGEND_WIDTH, Entry, Legend, legend, legend_height
from review.figures.marks import (
    BAND,
    CHARACTER,
    INK,
    MARGIN,
    MUTED,
    PAPER,
    Box,
    Drawing,
    Glyph,
    Line,
    Mark,
    Shape,
    Text,
)
from review.runs.run import Run


class SizeClass(StrEnum):
    """How many took part: the classes of Boon and Thomson, for the whole study."""

    LARGE = "over 300"
    MEDIUM = "50 to 300"
    SMALL = "under 50"
    UNKNOWN = "not stated"


MEDIUM_FROM, LARGE_ABOVE = 50, 300
HEIGHTS = {SizeClass.LARGE: 14, SizeClass.MEDIUM: 10.5, SizeClass.SMALL: 7, SizeClass.UNKNOWN: 7}
SHAPES = {
    Finding.INCREASED: Shape.UP,
    Finding.DECREASED: Shape.DOWN,
    Finding.NO_CLEAR_DIFFERENCE: Shape.SIDEWAYS,
    Finding.MIXED: Shape.BOTH_WAYS,
    Finding.STATED: Shape.PLUS,
    Finding.DENIED: Shape.CROSS,
}
SIGNS = {
    Stance.SUPPORTS: "+",
    Stance.REFUTES: "−",
    Stance.MIXED: "±",
    Stance.NO_INFORMATION: "",
    Stance.NOT_APPLICABLE: "",
}

LABEL_LENGTH, LABEL_WIDTH = 26, 180
PINNED, PINNED_NARROW = MARGIN + LABEL_WIDTH, MARGIN + 130
COLUMN, STEP, GROUP_GAP = 28, 17, 18
OUTCOME_LENGTH, ID_LENGTH = 24, 7
CLAIMS_PER_PANEL = 20
"""Most columns beside each other; a longer plot goes on below."""


def compute_effect_direction(run: Run) -> pd.DataFrame:
    """Each study and claim with a finding on the claim's outcome.

    Studies that do not report the outcome are left out.

    Returns:
        Columns claim_id, outcome, claimed (the direction the claim gives), study_id, label, design,
        n, size (`SizeClass`), finding, stance, directness, risk_of_bias (whether a record of the
        study is named where the claim's certainty was rated down for risk of bias), kind (group of
        designs); by kind of design, newest first, then claims as asked.
    """
    matrix = run.evidence_matrix[run.evidence_matrix["finding"] != Finding.NOT_REPORTED]
    claims = run.claims.set_index("claim_id")
    named = _named_for_bias(run.certainty)
    groups = _study_values(matrix, "design").map(design_group)
    shown = matrix.assign(
        outcome=matrix["claim_id"].map(claims["outcome"]),
        claimed=matrix["claim_id"].map(claims["direction"]),
        size=[size_class(n) for n in matrix["n"]],
        risk_of_bias=[
            any((claim_id, pmid) in named for pmid in parse_list(pmids))
            for claim_id, pmids in zip(matrix["claim_id"], matrix["pmids"], strict=True)
        ],
        kind=groups.map(lambda group: group.name),
        rank=groups.map(lambda group: -group.rank),
        newest=-_study_values(matrix, "year").fillna(0),
        place=matrix["claim_id"].map(claim_places(run)),
    ).sort_values(["rank", "newest", "label", "study_id", "place"])
    names = ["claim_id", "outcome", "claimed", "study_id", "label", "design", "n", "size"]
    names += ["finding", "stance", "directness", "risk_of_bias", "kind"]
    return shown[names].reset_index(drop=True)


def size_class(n: object) -> SizeClass:
    """The class of a number of participants."""
    if n is None or pd.isna(n):
        return SizeClass.UNKNOWN
    people = int(str(n))
    if people > LARGE_ABOVE:
        return SizeClass.LARGE
    return SizeClass.MEDIUM if people >= MEDIUM_FROM else SizeClass.SMALL


def alt_effect_direction(run: Run) -> str:
    """What the plot shows, in words."""
    effects = compute_effect_direction(run)
    tally = effects["finding"].value_counts()
    parts = [f"{int(tally[finding])} {finding}" for finding in Finding if finding in tally.index]
    return (
        f"Effect directions of {several(effects['study_id'].nunique(), 'study', 'studies')} on "
        f"{several(effects['claim_id'].nunique(), 'claim', 'claims')}. Findings: {', '.join(parts) or 'none'}."
    )


def effect_direction_drawing(run: Run) -> Drawing:
    """One row per study, one column per claim; more claims than fit stand in panels below."""
    effects = compute_effect_direction(run)
    claims = [name for name in claim_places(run) if name in set(effects["claim_id"])]
    key = _key()
    marks: list[Mark] = [*legend(key, top=MARGIN)]
    y: float = MARGIN + legend_height(key)
    right: float = PINNED + LEGEND_WIDTH - LABEL_WIDTH
    for shown in _in_panels(claims):
        of_panel = effects[effects["claim_id"].isin(shown)]
        words = {row["claim_id"]: _heading(row) for row in of_panel.to_dict("records")}
        start = y + 20 + max(map(len, words.values())) * CHARACTER
        panel = _placed(of_panel, shown, start)
        marks += _panel_marks(panel, words)
        y, right = panel.bottom, max(right, panel.right)
    if effects.empty:
        marks.append(Text(MARGIN, y + STEP, "No study reports the outcome of a claim.", MUTED))
        y += 2 * STEP
    size = right + MARGIN, y + MARGIN
    sides = PINNED, PINNED_NARROW
    return Drawing("effect-direction", *size, tuple(marks), *sides, MARGIN + legend_height(key))


def _in_panels(claims: Sequence[str]) -> Iterator[Sequence[str]]:
    """The claims in groups of nearly the same length."""
    n_panels = max(1, -(-len(claims) // CLAIMS_PER_PANEL))
    length = max(1, -(-len(claims) // n_panels))
    for first in range(0, len(claims), length):
        yield claims[first : first + length]


def _study_values(matrix: pd.DataFrame, name: str) -> "pd.Series[object]":
    """A study's value in its first row, for each of its rows: a study stands in one place."""
    return matrix.groupby("study_id", sort=False)[name].transform("first")


def _named_for_bias(certainty: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """Pairs of claim and record named where certainty was rated down for risk of bias."""
    lowered = certainty[(certainty["domain"] == Domain.RISK_OF_BIAS) & (certainty["levels"] < 0)]
    return frozenset(
        (row["claim_id"], pmid)
        for row in lowered.to_dict("records")
        for pmid in parse_list(row["pmids"])
    )


@dataclass(frozen=True)
class Panel:
    """Some claims with their studies: middle of each column, headings and rows with their heights."""

    columns: dict[str, float]
    kinds: tuple[tuple[str, float], ...]
    studies: tuple[tuple[list[dict[str, object]], float], ...]
    start: float
    right: float
    bottom: float


def _placed(effects: pd.DataFrame, claims: Sequence[str], start: float) -> Panel:
    """Where the rows of a panel stand: a heading for each kind of design, its studies below."""
    left = PINNED + 8
    kinds, studies = [], []
    y = start
    for kind, members in groupby(effects.to_dict("records"), key=itemgetter("kind")):
        kinds.append((str(kind), y))
        y += GROUP_GAP
        for _, found in groupby(members, key=itemgetter("study_id")):
            studies.append((list(found), y))
            y += STEP
    columns = {name: left + COLUMN * (place + 0.5) for place, name in enumerate(claims)}
    right = left + COLUMN * len(claims)
    return Panel(columns, tuple(kinds), tuple(studies), start, right, y)


def _panel_marks(panel: Panel, words: Mapping[str, str]) -> Iterator[Mark]:
    """Shades, threads, headings and then the studies."""
    width = panel.right - MARGIN
    for place, (_, y) in enumerate(panel.studies):
        if place % 2 == 0:
            yield Box(MARGIN, y, width, STEP, BAND)
    for name, x in panel.columns.items():
        yield Line((x, panel.start), (x, panel.bottom), width=0.4)
        yield Text(x, panel.start - 4, words[name], down="bottom", across="center", is_upright=True)
    yield Text(PINNED, panel.start - 9, "people", MUTED, across="right")
    for kind, y in panel.kinds:
        yield Box(MARGIN, y, width, GROUP_GAP, PAPER)
        yield Line((MARGIN, y), (panel.right, y), INK, 0.8)
        yield Text(MARGIN + 4, y + GROUP_GAP / 2, kind, is_bold=True)
    for found, y in panel.studies:
        yield from _study(found, panel.columns, y + STEP / 2)


def _study(
    found: Sequence[Mapping[str, object]], columns: Mapping[str, float], y: float
) -> Iterator[Mark]:
    """Label and size of a study, and an arrow for each of its findings."""
    first = found[0]
    sizes = [int(str(row["n"])) for row in found if not pd.isna(row["n"])]
    people = f"{max(sizes):,}" if sizes else "n?"
    yield Text(MARGIN + 4, y, _study_label(str(first["label"])))
    yield Text(PINNED, y, people, MUTED, across="right")
    for row in found:
        yield from _cell(row, columns[str(row["claim_id"])], y)


def _cell(row: Mapping[str, object], x: float, y: float) -> Iterator[Mark]:
    stance = Stance(str(row["stance"]))
    if row["risk_of_bias"]:
        yield Box(x - COLUMN / 2 + 1.5, y - STEP / 2 + 1, COLUMN - 3, STEP - 2, PAPER, MUTED)
    colour, size = STANCE_LOOKS[stance].colour, HEIGHTS[SizeClass(str(row["size"]))]
    is_hollow = row["directness"] == Directness.INDIRECT
    yield Glyph(x - 4, y, SHAPES[Finding(str(row["finding"]))], size, colour, is_hollow)
    if stance in SIGNS:
        yield Text(x + 7.5, y, SIGNS[stance], across="center")


def _study_label(label: str) -> str:
    """Author and year, the author cut where both are too long."""
    author, _, year = label.rpartition(" ")
    return f"{shortened(author, LABEL_LENGTH - 1 - len(year))} {year}"


def _heading(row: Mapping[str, object]) -> str:
    """A claim's id, outcome and direction."""
    claimed = "" if row["claimed"] == Direction.IS else text_of(row["claimed"])
    parts = [shortened(text_of(row["outcome"]), OUTCOME_LENGTH), claimed]
    return f"{shortened(str(row['claim_id']), ID_LENGTH)} {': '.join(filter(None, parts))}"


def _key() -> Legend:
    def sign(shape: Shape, size: float = 12, *, x: float = 6, is_hollow: bool = False) -> Glyph:
        return Glyph(x, 0, shape, size, MUTED, is_hollow)

    sizes = tuple(sign(Shape.UP, size, x=x) for size, x in ((14, 6), (10.5, 17), (7, 26)))
    box = (Box(-3, -6.5, 18, 13, PAPER, MUTED),)
    return [
        [Entry("outcome went up", (sign(Shape.UP),)), Entry("down", (sign(Shape.DOWN),))],
        [
            Entry("no clear difference", (sign(Shape.SIDEWAYS),)),
            Entry("conflicting", (sign(Shape.BOTH_WAYS),)),
        ],
        [Entry("stated", (sign(Shape.PLUS, 9),)), Entry("denied", (sign(Shape.CROSS, 9),))],
        _stance_key(),
        _uncompared_key(),
        [Entry("people: over 300, 50 to 300, fewer or not stated", sizes, 34)],
        [Entry("hollow: indirect", (sign(Shape.UP, is_hollow=True),))],
        [Entry("boxed: named where certainty was rated down", box, 20)],
        [Entry("for risk of bias", (), 20)],
    ]


def _stance_key() -> list[Entry]:
    """A swatch and the sign of each stance that compares a finding with its claim."""
    return [
        Entry(
            stance.value,
            (
                Box(1, -4, 8, 8, STANCE_LOOKS[stance].colour),
                Text(15, 0, SIGNS[stance], across="center"),
            ),
            22,
        )
        for stance in (Stance.SUPPORTS, Stance.MIXED, Stance.REFUTES)
    ]


def _uncompared_key() -> list[Entry]:
    """A swatch for findings that no direction of the claim is compared with."""
    swatch = Box(1, -4, 8, 8, STANCE_LOOKS[Stance.NOT_APPLICABLE].colour)
    return [Entry("no sign: not compared with the claim", (swatch,), 22)]
