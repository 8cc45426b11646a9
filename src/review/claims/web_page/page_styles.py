"""The style that each element of a page has by the page's own sheets and attributes."""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from lxml import html

from review.claims.web_page.page_elements import Elements
from review.claims.web_page.style_media import Screens
from review.claims.web_page.style_selectors import Selectors
from review.claims.web_page.style_shapes import EMPTY
from review.claims.web_page.style_sheets import UNLAYERED, Declared, Sheets, Style, declared_in
from review.claims.web_page.style_values import UNKNOWN, attribute_colour, tokens_of

READ_ALOUD = ("sr-only", "visually-hidden", "screen-reader-text")
"""Classes whose elements are by custom for screen readers only, whatever sheet says so."""
AS_READ_ALOUD: Style = {"position": "absolute", "clip": EMPTY}
ENDS = frozenset({"forwards", "both"})
"""Words for animations after which an element stays as the last frame shows it."""

NO_SELECTOR = (0, 0, 0)


class Origin(IntEnum):
    """Where a declaration stands: of two that are as important, the later one wins."""

    ATTRIBUTE = 0
    SHEET = 1
    INLINE = 2


class Rank(NamedTuple):
    """What decides between declarations of one property for one element, most deciding first."""

    is_important: bool
    origin: Origin
    layer: int
    specificity: tuple[int, int, int]


class Applied(NamedTuple):
    """Declarations that hold for elements, by number."""

    rank: Rank
    screens: Screens
    elements: Sequence[int]
    said: Style


def styles_of(elements: Elements, sheets: Sheets) -> Iterator[list[Style]]:
    """The style of each element, once or, where rules are for some widths only, without and with them.

    Of declarations that rank the same the last one holds.
    """
    applied = [*_from_attributes(elements), *_from_sheets(elements, sheets)]
    applied.sort(key=lambda one: one.rank)
    yield _cascaded(elements, sheets, [one for one in applied if one.screens is Screens.ALL])
    if any(one.screens is Screens.SOME for one in applied):
        yield _cascaded(elements, sheets, applied)


def _cascaded(elements: Elements, sheets: Sheets, applied: list[Applied]) -> list[Style]:
    styles: list[Style] = [{} for _ in elements.all]
    for _, same in groupby(applied, key=lambda one: (one.rank, id(one.elements))):
        group = list(same)
        said = {name: value for one in group for name, value in one.said.items()}
        for number in group[0].elements:
            styles[number].update(said)
    if sheets.last_frames:
        for style in styles:
            style.update(_ended(style, sheets.last_frames))
    return styles


def _ended(style: Style, last_frames: dict[str, Style]) -> Style:
    """How an element's animation leaves it, where it stays so."""
    names = ("animation", "animation-name", "animation-fill-mode")
    words = " ".join(str(style.get(name, "")) for name in names).split()
    if ENDS.isdisjoint(words):
        return {}
    return next((last_frames[word] for word in words if word in last_frames), {})


def _from_sheets(elements: Elements, sheets: Sheets) -> Iterator[Applied]:
    selectors = Selectors(elements)
    for rule in sheets.rules:
        found = [each for one in rule.selectors if (each := selectors.chosen(one))[1]]
        declared = declared_in(rule.content if found else [])
        for specificity, chosen in found:
            rank = Rank(False, Origin.SHEET, rule.layer, specificity)
            yield from _applied(declared, rank, rule.screens, chosen)


def _applied(
    declared: Declared, rank: Rank, screens: Screens, chosen: Sequence[int]
) -> Iterator[Applied]:
    if declared.normal:
        yield Applied(rank, screens, chosen, declared.normal)
    if declared.important:
        important = rank._replace(is_important=True, layer=-rank.layer)
        yield Applied(important, screens, chosen, declared.important)


def _from_attributes(elements: Elements) -> Iterator[Applied]:
    for number, element in enumerate(elements.all):
        for origin, declared in (
            (Origin.ATTRIBUTE, Declared(_presented(element), {})),
            (Origin.INLINE, _inline(element.get("style") or "")),
        ):
            rank = Rank(False, origin, UNLAYERED, NO_SELECTOR)
            yield from _applied(declared, rank, Screens.ALL, (number,))


@lru_cache(maxsize=4096)
def _inline(text: str) -> Declared:
    return declared_in(tokens_of(text)) if text else Declared({}, {})


def _presented(element: html.HtmlElement) -> Style:
    """What an element's class by custom, and its attributes of older pages, say of its style."""
    said: Style = {}
    if not element.attrib:
        return said
    if not set(READ_ALOUD).isdisjoint((element.get("class") or "").split()):
        said |= AS_READ_ALOUD
    if element.get("background"):
        said["background-image"] = UNKNOWN
    for name, part in (("color", "color"), ("text", "color"), ("bgcolor", "background-color")):
        if (value := element.get(name)) and (colour := attribute_colour(value)):
            said[part] = colour
    return said
