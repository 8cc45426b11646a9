"""Keys of figures: signs with their meaning, in lines short enough for a narrow screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.core.vocabulary import Stance
from review.figures.marks import CHARACTER, MARGIN, TILE, Box, Mark, Symbol, Text, moved

LEGEND_LINE = 15
LEGEND_WIDTH = 262
"""Room that a key takes."""

SPACE = 14
"""Room between two entries of a line."""


@dataclass(frozen=True)
class Entry:
    """Signs, placed from the left edge of the entry, and what they mean."""

    text: str
    signs: tuple[Mark, ...]
    width: float = 17
    """Room for the signs."""


Legend = Sequence[Sequence[Entry]]
"""Lines of entries."""


def legend_height(lines: Legend) -> float:
    """Room that a key takes from its first line to below its last."""
    return LEGEND_LINE * len(lines)


def legend(lines: Legend, *, top: float) -> Iterator[Mark]:
    """The key, from a height down."""
    for place, line in enumerate(lines):
        x, y = float(MARGIN + 4), top + LEGEND_LINE * (place + 0.5)
        for entry in line:
            yield from (moved(sign, x, y) for sign in entry.signs)
            yield Text(x + entry.width, y, entry.text)
            x += entry.width + len(entry.text) * CHARACTER + SPACE


def stance_legend(*, with_silent: bool, with_counted: bool) -> Legend:
    """Key of the symbols of stances and, where asked, of silent studies and of the shading."""
    shown = (Stance.SUPPORTS, Stance.MIXED, Stance.REFUTES)
    stances = [Entry(stance.value, (_symbol(5, stance),)) for stance in shown]
    hollow = [Entry("hollow: indirect", (_symbol(5, is_hollow=True),))]
    if with_silent:
        hollow.append(Entry("no information", (_symbol(5, Stance.NO_INFORMATION),)))
    sizes = tuple(_symbol(x, rank=rank) for x, rank in ((5, 6), (16, 4), (25, 2)))
    lines = [
        stances,
        hollow,
        [Entry("large: synthesis or randomised trial,", sizes, 34)],
        [Entry("medium: other study of people, small: other", (), 34)],
    ]
    if with_counted:
        shade = (Box(-2, -7, 14, 14, TILE),)
        lines.append([Entry("shaded: counted in the synthesis", shade)])
    return lines


def _symbol(
    x: float, stance: Stance = Stance.SUPPORTS, *, rank: int = 6, is_hollow: bool = False
) -> Symbol:
    return Symbol(x, 0, stance, rank, is_hollow)
