"""The figures of a run (`review.figures.figure_kinds` lists them), sized from what they show.

The only importer of matplotlib. `review.figures` says what stands where; this draws it. The numbers
behind `plot_x` are those of `compute_x`, and `alt_x` says in words what it shows.
"""

import io
import warnings
from collections.abc import Mapping, Sequence

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.path import Path

from review.core.presentation import STANCE_LOOKS, visible
from review.core.vocabulary import Stance
from review.figures import figure_kinds
from review.figures.accuracy import accuracy_drawing, alt_accuracy, compute_accuracy
from review.figures.certainty_profile import (
    alt_certainty_profile,
    certainty_profile_drawing,
    compute_certainty_profile,
)
from review.figures.effect_direction import (
    alt_effect_direction,
    compute_effect_direction,
    effect_direction_drawing,
)
from review.figures.figure_numbers import (
    alt_evidence_matrix,
    alt_harvest,
    alt_prisma,
    alt_timeline,
    compute_evidence_matrix,
    compute_harvest,
    compute_prisma,
    compute_timeline,
)
from review.figures.flow import flow_drawing
from review.figures.forest import alt_forest, compute_forest, forest_drawing
from review.figures.gap_map import alt_gap_map, compute_gap_map, gap_map_drawing
from review.figures.harvest import harvest_drawing
from review.figures.marks import (
    INK,
    PAPER,
    TEXT_SIZE,
    Box,
    Dot,
    Drawing,
    Glyph,
    Line,
    Mark,
    Shape,
    Symbol,
    Text,
)
from review.figures.matrix import matrix_drawing
from review.figures.svg import embeddable
from review.figures.timeline import timeline_drawing
from review.runs.run import Run

__all__ = [
    "Figures",
    "alt_accuracy",
    "alt_certainty_profile",
    "alt_effect_direction",
    "alt_evidence_matrix",
    "alt_forest",
    "alt_gap_map",
    "alt_harvest",
    "alt_prisma",
    "alt_timeline",
    "compute_accuracy",
    "compute_certainty_profile",
    "compute_effect_direction",
    "compute_evidence_matrix",
    "compute_forest",
    "compute_gap_map",
    "compute_harvest",
    "compute_prisma",
    "compute_timeline",
    "plot_accuracy",
    "plot_certainty_profile",
    "plot_effect_direction",
    "plot_evidence_matrix",
    "plot_forest",
    "plot_gap_map",
    "plot_harvest",
    "plot_prisma",
    "plot_timeline",
    "run_figures",
    "svg",
]

Figures = dict[str, Figure]
"""Figures by name."""


def _closed(corners: Sequence[tuple[float, float]]) -> MarkerStyle:
    """A marker with these corners."""
    return MarkerStyle(Path([*corners, corners[0]], closed=True))


POINTS_PER_INCH = 72
MARKERS = {
    Stance.SUPPORTS: "^",
    Stance.MIXED: "D",
    Stance.REFUTES: "v",
    Stance.NO_INFORMATION: "_",
    Stance.NOT_APPLICABLE: "s",
}
MARKER_AREAS = {6: 64.0, 5: 64.0, 4: 40.0, 3: 40.0, 2: 20.0, 1: 20.0}
"""Marker area in square points by rank of the kind of design."""

ARROW = [(0, 1), (0.75, 0.2), (0.28, 0.2), (0.28, -1), (-0.28, -1), (-0.28, 0.2), (-0.75, 0.2)]
TWO_HEADS = [
    *[(0, 1), (0.7, 0.35), (0.22, 0.35), (0.22, -0.35), (0.7, -0.35), (0, -1)],
    *[(-0.7, -0.35), (-0.22, -0.35), (-0.22, 0.35), (-0.7, 0.35)],
]
"""Outlines of arrows around (0, 0), upwards."""

GLYPHS = {
    Shape.UP: _closed(ARROW),
    Shape.DOWN: _closed([(x, -y) for x, y in ARROW]),
    Shape.BOTH_WAYS: _closed(TWO_HEADS),
    Shape.SIDEWAYS: _closed([(y, x) for x, y in TWO_HEADS]),
    Shape.PLUS: MarkerStyle("P"),
    Shape.CROSS: MarkerStyle("X"),
    Shape.SQUARE: MarkerStyle("s"),
    Shape.DISC: MarkerStyle("o"),
    Shape.DIAMOND: MarkerStyle("D"),
    Shape.HEXAGON: MarkerStyle("h"),
}

DIAMOND_SHARE = 0.75
"""A diamond of equal area looks larger than a triangle."""


def run_figures(run: Run) -> Figures:
    """Every figure of a run by its name."""
    return {kind.name: draw(kind.drawing(run)) for kind in figure_kinds.FIGURE_KINDS}


def plot_evidence_matrix(run: Run) -> Figure:
    """Claims by studies: the symbol is the stance, its size the kind of design, hollow is indirect.

    A shaded cell was counted in the synthesis. Columns stand in groups of designs, newest first.
    """
    return draw(matrix_drawing(run))


def plot_harvest(run: Run, claim_id: str | None = None) -> Figure:
    """Harvest plot (Ogilvie 2008) of one claim or all: each bar a study under what it speaks for.

    Bar height is the rank of the kind of design, the number above it the participants; a hollow bar
    is indirect, a dot below marks a study counted in the synthesis.
    """
    return draw(harvest_drawing(run, claim_id))


def plot_effect_direction(run: Run) -> Figure:
    """Effect-direction plot (Boon & Thomson 2021): a row per study, a column per claim.

    The arrow is the direction that the study found, its size the class of participants, hollow is
    indirect; colour and sign compare it with the claim.
    """
    return draw(effect_direction_drawing(run))


def plot_certainty_profile(run: Run) -> Figure:
    """Claims by GRADE domains: starting level, levels moved down or up, final certainty."""
    return draw(certainty_profile_drawing(run))


def plot_gap_map(run: Run) -> Figure:
    """Interventions by outcomes: a bubble per class of designs with its number of studies.

    A pair that a claim asks about and no study tells of is boxed with the reason; a pair that no
    claim asks about holds a dot.
    """
    return draw(gap_map_drawing(run))


def plot_forest(run: Run, claim_id: str) -> Figure:
    """Forest plot of the effects pooled for a claim: squares by weight, lines 95 % intervals.

    The diamond is the pooled effect; the line below it is where a further study is expected.

    Raises:
        InputError: nothing was pooled for the claim.
    """
    return draw(forest_drawing(run, claim_id))


def plot_timeline(run: Run) -> Figure:
    """When the studies of each claim were published, and which way they point."""
    return draw(timeline_drawing(run))


def plot_prisma(prisma: Mapping[str, object]) -> Figure:
    """PRISMA 2020 flow: records identified, duplicates, screened, excluded with reasons, included."""
    return draw(flow_drawing(prisma))


def plot_accuracy(figures: pd.DataFrame) -> Figure:
    """The headline measure of every benchmark for the rules, with its interval, beside the yardsticks.

    `figures` is the table `accuracy` that `review benchmark` keeps.
    """
    return draw(accuracy_drawing(figures))


def draw(drawing: Drawing) -> Figure:
    """The drawing as a figure of its own, outside matplotlib's global state."""
    size = drawing.width / POINTS_PER_INCH, drawing.height / POINTS_PER_INCH
    figure = Figure(figsize=size, facecolor=PAPER)
    figure.set_gid(drawing.name)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    axes.set_axis_off()
    for layer, mark in enumerate(drawing.marks):
        _add(axes, mark, layer)
    _add_symbols(axes, drawing.marks)
    return figure


def svg(figure: Figure) -> str:
    """The figure as an `<svg>` element: the same bytes for the same figure, text as text.

    The figure's gid prefixes its ids, so that several figures can stand in one page.
    """
    buffer = io.StringIO()
    nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
    with (
        mpl.rc_context({"svg.hashsalt": "review", "svg.fonttype": "none"}),
        warnings.catch_warnings(),
    ):
        # The reader's fonts draw the text; that the measuring font lacks a sign does not matter.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure.savefig(buffer, format="svg", metadata=nothing)
    return embeddable(buffer.getvalue(), name=str(figure.get_gid()))


def _add(axes: Axes, mark: Mark, layer: int) -> None:
    match mark:
        case Text():
            _add_text(axes, mark, layer)
        case Box():
            corner = (mark.x, mark.y)
            edge = mark.edge or "none"
            axes.add_patch(
                Rectangle(
                    corner,
                    mark.width,
                    mark.height,
                    facecolor=mark.fill,
                    edgecolor=edge,
                    zorder=layer,
                )
            )
        case Line():
            _add_line(axes, mark, layer)
        case Glyph():
            _add_glyph(axes, mark, layer)
        case Dot():
            axes.scatter([mark.x], [mark.y], s=9, color=INK, linewidths=0, zorder=layer)


def _add_glyph(axes: Axes, mark: Glyph, layer: int) -> None:
    axes.scatter(
        [mark.x],
        [mark.y],
        s=[mark.size**2],
        marker=GLYPHS[mark.shape],
        facecolors=PAPER if mark.is_hollow else mark.colour,
        edgecolors=mark.colour,
        linewidths=1.0,
        zorder=layer,
    )


def _add_text(axes: Axes, mark: Text, layer: int) -> None:
    axes.text(
        mark.x,
        mark.y,
        visible(mark.text),
        color=mark.colour,
        fontsize=TEXT_SIZE,
        fontweight="bold" if mark.is_bold else "normal",
        horizontalalignment=mark.across,
        verticalalignment=mark.down,
        rotation=90 if mark.is_upright else 0,
        parse_math=False,
        zorder=layer,
    )


def _add_line(axes: Axes, mark: Line, layer: int) -> None:
    style = "-|>" if mark.is_arrow else "-"
    axes.add_patch(
        FancyArrowPatch(
            mark.start,
            mark.end,
            arrowstyle=style,
            mutation_scale=9,
            color=mark.colour,
            linewidth=mark.width,
            shrinkA=0,
            shrinkB=0,
            zorder=layer,
        )
    )


def _add_symbols(axes: Axes, marks: Sequence[Mark]) -> None:
    """All symbols of a stance at once, above everything else."""
    for stance, marker in MARKERS.items():
        shown = [mark for mark in marks if isinstance(mark, Symbol) and mark.stance == stance]
        if not shown:
            continue
        colour = STANCE_LOOKS[stance].colour
        is_dash = stance is Stance.NO_INFORMATION
        share = DIAMOND_SHARE if stance is Stance.MIXED else 1.0
        fills = [PAPER if symbol.is_hollow else colour for symbol in shown]
        axes.scatter(
            [symbol.x for symbol in shown],
            [symbol.y for symbol in shown],
            s=[MARKER_AREAS[symbol.rank] * share for symbol in shown],
            marker=marker,
            facecolors=colour if is_dash else fills,
            edgecolors=None if is_dash else colour,
            linewidths=1.6 if is_dash else 1.3,
            zorder=len(marks),
        )
