"""How the text of an element looks: whether its box, its size and its colours let it be seen."""

from dataclasses import dataclass

from review.claims.web_page.style_properties import INHERIT, INITIAL
from review.claims.web_page.style_shapes import EMPTY, FAR, WHOLE, is_off_page
from review.claims.web_page.style_sheets import Style
from review.claims.web_page.style_values import UNKNOWN, Colour, Length

WHITE = Colour(1, 1, 1)
BLACK = Colour(0, 0, 0)
LINK = Colour(0, 0, 0.93)
YELLOW = Colour(1, 1, 0)
MEDIUM = 16.0
"""Pixels of the size of type where none is declared."""
TINY = 1.0
"""Pixels of the largest type, or box, in which nothing can be read."""
FAINT = 0.1
"""The largest opacity at which text is not seen."""
LEAST_CONTRAST = 1.1
"""Contrast ratio (of WCAG) under which text does not stand out from what is behind it."""
LEAST_DIFFERENCE = 0.15
"""Difference in red, green or blue from which two colours of the same lightness are told apart."""
FAR_MARGIN = -500.0
"""Pixels of an indent or left margin from which text is off the page."""
FAR_FLOAT = -3000.0
"""As FAR_MARGIN, for columns that are moved beside others by their margin."""
INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark",
     "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var")
)  # fmt: skip
"""Elements that have no size, place or indent of their own unless they are made boxes."""
PLACED = ("absolute", "fixed")


@dataclass(frozen=True, slots=True)
class TextLook:
    """How text that stands directly in an element looks; None for a colour that is not known."""

    colour: Colour | None
    backdrop: Colour | None
    shadow: Colour | str = "none"
    is_gone: bool = False
    is_visible: bool = True
    is_indented: bool = False
    opacity: float = 1.0
    font_size: float = MEDIUM

    @property
    def is_hidden(self) -> bool:
        """Whether nobody sees the text."""
        return (
            self.is_gone
            or not self.is_visible
            or self.is_indented
            or self.opacity <= FAINT
            or self.font_size <= TINY
            or all(_is_lost(ink, self.backdrop) for ink in (self.colour, self.shadow))
        )


def look_of(
    tag: str, style: Style, around: TextLook, root: TextLook, *, is_over_other: bool
) -> TextLook:
    """The look of text in an element.

    Args:
        tag: name of the element.
        style: what is declared for it.
        around: the look of the element around it.
        root: the look of the page's outermost element, in whose size of type a "rem" is measured.
        is_over_other: whether the element may lie over something that is not around it.
    """
    font_size = _font_size(style, around, root)
    colour = _colour(tag, style, around)
    is_inline = _is_inline(tag, style)
    backdrop = None if is_over_other else around.backdrop
    said = style.get("visibility", INHERIT)
    opacity = style.get("opacity")
    return TextLook(
        colour=colour,
        backdrop=_backdrop(tag, style, backdrop, colour),
        shadow=_shadow(style, around),
        is_gone=around.is_gone
        or style.get("display") == "none"
        or style.get("content-visibility") == "hidden"
        or _is_cut_away(style, is_inline=is_inline)
        or (
            not is_inline and (_is_moved_away(style, font_size) or _is_shut(tag, style, font_size))
        ),
        is_visible=around.is_visible if said == INHERIT else said not in ("hidden", "collapse"),
        is_indented=_is_indented(style, around, font_size, is_inline=is_inline),
        opacity=around.opacity * (min(1.0, max(0.0, opacity)) if isinstance(opacity, float) else 1),
        font_size=font_size,
    )


def _font_size(style: Style, around: TextLook, root: TextLook) -> float:
    said = style.get("font-size", INHERIT)
    if isinstance(said, Length):
        size = around.font_size
        return said.pixels(size, root=root.font_size, whole=size) if said.amount >= 0 else size
    return around.font_size if said == INHERIT else MEDIUM


def _is_inline(tag: str, style: Style) -> bool:
    is_in_line = style.get("display", "inline") in ("inline", "contents", INHERIT, INITIAL)
    is_box = style.get("position") in PLACED or style.get("float", "none") != "none"
    return tag in INLINE and is_in_line and not is_box


def _is_cut_away(style: Style, *, is_inline: bool) -> bool:
    is_clipped = style.get("clip") == EMPTY and style.get("position") in PLACED
    moved = {style.get(name, WHOLE) for name in ("transform", "translate", "scale")}
    is_moved = not is_inline and not moved.isdisjoint((EMPTY, FAR))
    return is_clipped or style.get("clip-path") == EMPTY or is_moved


def _is_moved_away(style: Style, font_size: float) -> bool:
    """Whether margins and places put a box off the page, after what they and paddings give back."""
    is_placed = style.get("position") in (*PLACED, "relative")
    for before, after, is_across in (("left", "right", True), ("top", "bottom", False)):
        margin = _pixels(style, f"margin-{before}", font_size, is_share_known=False)
        padding = _pixels(style, f"padding-{before}", font_size)
        start = _pixels(style, before, font_size) if is_placed else 0.0
        moved = start + margin + padding
        if is_off_page(moved, is_across=is_across and is_placed):
            return True
        far = FAR_FLOAT if style.get("float", "none") != "none" else FAR_MARGIN
        if is_across and margin <= far and moved <= far:
            return True
        end = _pixels(style, after, font_size) if is_placed else 0.0
        if not isinstance(style.get(before), Length) and is_off_page(end, is_across=is_across):
            return True
    return False


def _is_shut(tag: str, style: Style, font_size: float) -> bool:
    """Whether a box that cuts off what does not fit has no height or no width."""
    grows = style.get("flex-grow", 0.0)
    is_table = tag in ("table", "thead", "tbody", "tfoot", "tr", "td", "th")
    is_table = is_table or str(style.get("display")).startswith("table")
    if is_table or tag in ("html", "body") or (isinstance(grows, float) and grows > 0):
        return False
    if all(style.get(f"overflow-{way}", "visible") in ("visible", INITIAL) for way in "xy"):
        return False
    return any(
        any(_is_tiny(style, name, font_size) for name in (size, f"max-{size}"))
        and all(
            _pixels(style, name, font_size) <= TINY
            for name in (f"min-{size}", *(f"padding-{side}" for side in sides))
        )
        for size, sides in (("height", ("top", "bottom")), ("width", ("left", "right")))
    )


def _is_tiny(style: Style, name: str, font_size: float) -> bool:
    said = style.get(name)
    return isinstance(said, Length) and (
        said.amount == 0 or (said.unit != "%" and said.pixels(font_size) <= TINY)
    )


def _pixels(style: Style, name: str, font_size: float, *, is_share_known: bool = True) -> float:
    said = style.get(name)
    if not isinstance(said, Length) or (said.unit == "%" and not is_share_known):
        return 0.0
    return said.pixels(font_size)


def _is_indented(style: Style, around: TextLook, font_size: float, *, is_inline: bool) -> bool:
    said = style.get("text-indent", INHERIT)
    if is_inline or said == INHERIT:
        return around.is_indented
    return _pixels(style, "text-indent", font_size) <= FAR_MARGIN


def _colour(tag: str, style: Style, around: TextLook) -> Colour | None:
    said = style.get("-webkit-text-fill-color", "currentcolor")
    if not isinstance(said, Colour) and said != UNKNOWN:
        said = style.get("color", {"a": LINK, "mark": BLACK}.get(tag, INHERIT))
    if isinstance(said, Colour):
        return said
    if said == INITIAL:
        return BLACK
    return None if said == UNKNOWN else around.colour


def _shadow(style: Style, around: TextLook) -> Colour | str:
    """The colour of a shadow that shows the letters, "none", or UNKNOWN; a picture shows them as well."""
    if style.get("background-clip") in ("text", UNKNOWN):
        return UNKNOWN
    said = style.get("text-shadow", INHERIT)
    if isinstance(said, Colour):
        return said
    return around.shadow if said == INHERIT else UNKNOWN if said == UNKNOWN else "none"


def _backdrop(
    tag: str, style: Style, behind: Colour | None, colour: Colour | None
) -> Colour | None:
    """The colour behind the text; None where a picture, or something not known, is behind it."""
    said = style.get("background-color", YELLOW if tag == "mark" else INITIAL)
    if UNKNOWN in (said, style.get("background-image")):
        return None
    if said == "currentcolor":
        return colour
    return _over(said, behind) if isinstance(said, Colour) else behind


def _over(colour: Colour, behind: Colour | None) -> Colour | None:
    """The colour seen where a colour lies over another."""
    if colour.alpha == 1:
        return colour
    if behind is None:
        return None
    share = colour.alpha
    return Colour(
        *(a * share + b * (1 - share) for a, b in zip(colour[:3], behind[:3], strict=True))
    )


def _is_lost(ink: Colour | str | None, backdrop: Colour | None) -> bool:
    """Whether what is drawn in a colour does not stand out; what is not known is taken to."""
    if not isinstance(ink, Colour):
        return ink == "none"
    if ink.alpha <= FAINT:
        return True
    seen = _over(ink, backdrop)
    if seen is None or backdrop is None:
        return False
    light, dark = sorted((_lightness(seen), _lightness(backdrop)), reverse=True)
    difference = max(abs(a - b) for a, b in zip(seen[:3], backdrop[:3], strict=True))
    return (light + 0.05) / (dark + 0.05) < LEAST_CONTRAST and difference < LEAST_DIFFERENCE


def _lightness(colour: Colour) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the curve of sRGB
        for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
