"""The marks a figure is made of, placed in points (1/72 inch) from its top left corner.

A figure is described with these first and drawn last, so that its size follows from the numbers of
claims and studies, and no text is ever squeezed.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from review.core.presentation import visible

CHARACTER = 4.7
"""Width of an average character of text at `TEXT_SIZE`; a little more than the font's own."""

TEXT_SIZE = 8.0
LINE_HEIGHT = 10
MARGIN = 12

INK, MUTED, LINE, BAND, TILE, PAPER = (
    "#1b2329",
    "#5b6670",
    "#d5dadf",
    "#f4f6f7",
    "#dfe5ea",
    "#ffffff",
)


@dataclass(frozen=True)
class Text:
    """A line of text. `across` and `down` say which point of it stands at the place."""

    x: float
    y: float
    text: str
    colour: str = INK
    is_bold: bool = False
    across: str = "left"
    down: str = "center"
    is_upright: bool = False
    """Turned to be read from below."""


@dataclass(frozen=True)
class Box:
    """A rectangle; `edge` empty draws no outline."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = ""


@dataclass(frozen=True)
class Line:
    """A straight line."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: str = LINE
    width: float = 0.6
    is_arrow: bool = False


@dataclass(frozen=True)
class Dot:
    """A small disc."""

    x: float
    y: float


@dataclass(frozen=True)
class Symbol:
    """One study on one claim: its stance by shape, its kind of design by size, hollow if indirect."""

    x: float
    y: float
    stance: str
    rank: int
    is_hollow: bool


class Shape(StrEnum):
    """Outlines that a glyph can have: arrows for directions, plain shapes for kinds of design."""

    UP = "arrow up"
    DOWN = "arrow down"
    SIDEWAYS = "arrow to both sides"
    BOTH_WAYS = "arrow up and down"
    PLUS = "plus"
    CROSS = "cross"
    SQUARE = "square"
    DISC = "disc"
    DIAMOND = "diamond"
    HEXAGON = "hexagon"


@dataclass(frozen=True)
class Glyph:
    """A shape of a colour; `size` is its height, hollow shows the paper inside its edge."""

    x: float
    y: float
    shape: Shape
    size: float
    colour: str
    is_hollow: bool = False


Mark = Text | Box | Line | Dot | Symbol | Glyph


@dataclass(frozen=True)
class Drawing:
    """A figure as marks in painting order. `name` is unique among the figures of a page.

    `pinned` is how much of its left side names the rows, and stays in sight where the rest is
    scrolled; `pinned_narrow` is how much of it stays on a narrow screen. The rows begin at
    `rows_from`; above them stands the key.
    """

    name: str
    width: float
    height: float
    marks: tuple[Mark, ...]
    pinned: float = 0
    pinned_narrow: float = 0
    rows_from: float = 0


def lines_within(text: str, width: float, most: int) -> list[str]:
    """The text in at most `most` lines of a width in points, with an ellipsis where it was cut."""
    words = " ".join(visible(text).split())
    return textwrap.wrap(words, int(width / CHARACTER), max_lines=most, placeholder=" …")


def block(x: float, y: float, lines: Sequence[str]) -> Iterator[Text]:
    """Lines of text around a middle height."""
    for place, line in enumerate(lines):
        yield Text(x, y + (place - (len(lines) - 1) / 2) * LINE_HEIGHT, line)


def moved(mark: Mark, x: float, y: float) -> Mark:
    """The mark, so far to the right and down."""
    if isinstance(mark, Line):
        ends = ((point[0] + x, point[1] + y) for point in (mark.start, mark.end))
        return replace(mark, start=next(ends), end=next(ends))
    return replace(mark, x=mark.x + x, y=mark.y + y)
