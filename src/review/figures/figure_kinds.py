"""The figures of a run: for each its drawing, its numbers, and what it shows in words.

A new figure is one entry here: `review.figures.plots` draws it, the report shows it with its numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

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
from review.figures.gap_map import alt_gap_map, compute_gap_map, gap_map_drawing
from review.figures.harvest import harvest_drawing
from review.figures.marks import Drawing
from review.figures.matrix import matrix_drawing
from review.figures.timeline import timeline_drawing
from review.runs.run import Run


@dataclass(frozen=True)
class FigureKind:
    """A figure of a run.

    `name` is its key in `Run.figures()`, `anchor` its place in the report, `lead` the sentence
    above it there. `grows` is False where it stays small however many claims there are.
    """

    name: str
    anchor: str
    title: str
    lead: str
    drawing: Callable[[Run], Drawing]
    numbers: Callable[[Run], pd.DataFrame]
    alt: Callable[[Run], str]
    grows: bool = True


FIGURE_KINDS: tuple[FigureKind, ...] = (
    FigureKind(
        "evidence_matrix",
        "matrix",
        "Evidence matrix",
        "Each row is a claim, each column a study that tells of at least one of them; the others stand in the table. Scroll sideways for more studies.",
        matrix_drawing,
        compute_evidence_matrix,
        alt_evidence_matrix,
    ),
    FigureKind(
        "certainty_profile",
        "profile",
        "Certainty profile",
        "Where the certainty of each claim starts, what moved it, and where it ends. The reasons are with the claim.",
        certainty_profile_drawing,
        compute_certainty_profile,
        alt_certainty_profile,
    ),
    FigureKind(
        "harvest",
        "harvest",
        "Harvest plot",
        "Each bar is a study, placed under what it speaks for. A study that found no clear difference stands in the "
        "middle: that is not an effect in the opposite direction. Studies that do not report on a claim are left out.",
        harvest_drawing,
        compute_harvest,
        alt_harvest,
    ),
    FigureKind(
        "effect_direction",
        "effects",
        "Effect directions",
        "What each study found on the outcome of each claim, whichever way the claim says it goes "
        "(effect-direction plot, Boon and Thomson 2021). An arrow is a direction, not a size or a test.",
        effect_direction_drawing,
        compute_effect_direction,
        alt_effect_direction,
    ),
    FigureKind(
        "gap_map",
        "gaps",
        "Evidence gap map",
        "How many studies report each outcome for each intervention that the claims name. A gap is one of this "
        "search, not of all research.",
        gap_map_drawing,
        compute_gap_map,
        alt_gap_map,
    ),
    FigureKind(
        "flow",
        "flow",
        "Flow of records",
        "From search to inclusion, after PRISMA 2020. A record counts as excluded when it was excluded for every "
        "claim it was found for.",
        lambda run: flow_drawing(run.prisma),
        lambda run: compute_prisma(run.prisma),
        lambda run: alt_prisma(run.prisma),
        grows=False,
    ),
    FigureKind(
        "timeline",
        "timeline",
        "Timeline",
        "When the studies with a stance were published.",
        timeline_drawing,
        compute_timeline,
        alt_timeline,
    ),
)
"""In the order of the report."""
