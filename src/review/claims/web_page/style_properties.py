"""The style properties by which a page can hide text, and how the value of each is read."""

from collections.abc import Callable, Mapping, Sequence

from review.claims.web_page import style_shapes
from review.claims.web_page.style_values import (
    UNKNOWN,
    Colour,
    Length,
    Token,
    Value,
    colour_of,
    length_of,
    said_in,
    word_of,
)

Reader = Callable[[str, list[Token]], Mapping[str, Value | None]]

INHERIT = "inherit"
INITIAL = "initial"
REVERT = "revert"
_FOR_ANY = {
    "inherit": INHERIT,
    "unset": INHERIT,
    "initial": INITIAL,
    "revert": REVERT,
    "revert-layer": REVERT,
}
"""Words that stand for a value of any property; "unset" matters only where values are inherited."""

_SIDES = ("top", "right", "bottom", "left")
PARTS: dict[str, tuple[str, ...]] = {
    "margin": tuple(f"margin-{side}" for side in _SIDES),
    "padding": tuple(f"padding-{side}" for side in _SIDES),
    "inset": _SIDES,
    "overflow": ("overflow-x", "overflow-y"),
    "background": ("background-color", "background-image", "background-clip"),
    "-webkit-background-clip": ("background-clip",),
    "font": ("font-size",),
    "flex": ("flex-grow",),
}
"""Shorthands and older names, with the properties they set."""

TYPE_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}
"""Pixels of the sizes of type that have a name."""

TRANSPARENT = Colour(0, 0, 0, 0)
_PICTURES = ("gradient", "url", "image", "image-set", "element", "cross-fade")


def read_value(name: str, tokens: Sequence[Token]) -> dict[str, Value]:
    """What a declaration says, by full property; empty where it is invalid or does not matter here.

    A word that stands for any value is INHERIT, INITIAL or REVERT; what only a browser can work out
    is UNKNOWN.
    """
    reader, said = PROPERTIES.get(name), said_in(list(tokens))
    if reader is None or not said:
        return {}
    parts = PARTS.get(name, (name,))
    if len(said) == 1 and (word := _FOR_ANY.get(word_of(said[0]))):
        return dict.fromkeys(parts, word)
    if any(token.type == "function" and token.lower_name == "var" for token in said):
        return dict.fromkeys(parts, UNKNOWN)
    return {part: value for part, value in reader(name, said).items() if value is not None}


def _keyword(*allowed: str) -> Reader:
    def read(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
        words = [word_of(token) for token in tokens]
        return {name: words[-1] if all(word in allowed for word in words) else None}

    return read


def _words(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    """The words of a value; their capitals are kept, for names of animations have them."""
    words = " ".join(str(token.value) for token in tokens if token.type in ("ident", "string"))
    return dict.fromkeys(PARTS.get(name, (name,)), words)


def _number(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    match tokens[0].type:
        case "number":
            return {name: float(tokens[0].value)}
        case "percentage":
            return {name: tokens[0].value / 100}
        case kind:
            return {name: UNKNOWN if kind == "function" else None}


def _length(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    return {name: length_of(tokens[0])}


def _lengths(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    """One to four lengths for top, right, bottom and left."""
    found = [length_of(token) for token in tokens]
    order = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}.get(len(found), ())
    return {part: found[place] for part, place in zip(PARTS[name], order, strict=False)}


def _type_size(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    """A size of type; of the shorthand `font` the first length or word of size."""
    for token in tokens:
        word = word_of(token)
        if word in TYPE_SIZES:
            return {"font-size": Length(TYPE_SIZES[word], "px")}
        if word in ("smaller", "larger"):
            return {"font-size": Length(0.8 if word == "smaller" else 1.2, "em")}
        if not word and (found := length_of(token)):
            return {"font-size": found}
    return {}


def _colour(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    return {name: colour_of(tokens[0])}


def _background(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    """The colour of a background, whether it has a picture, and what it is cut to."""
    pictures = [token for token in tokens if _is_picture(token)]
    colours = [colour_of(token) for token in tokens if token not in pictures]
    return {
        "background-color": next((colour for colour in colours if colour), TRANSPARENT),
        "background-image": UNKNOWN if pictures else "none",
        "background-clip": "text" if "text" in map(word_of, tokens) else "border-box",
    }


def _is_picture(token: Token) -> bool:
    name: str = token.lower_name if token.type == "function" else token.type
    return name.endswith(_PICTURES)


def _shadow(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    """The colour of a shadow, "none", or UNKNOWN where there are several or none is named."""
    if word_of(tokens[0]) == "none":
        return {name: "none"}
    colours = [colour for token in tokens if (colour := colour_of(token))]
    return {name: colours[0] if len(colours) == 1 else UNKNOWN}


def _image(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    return {name: "none" if word_of(tokens[0]) == "none" else UNKNOWN}


def _overflow(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    """Whether what does not fit a box is cut off; of two ways, the one that cuts."""
    words = [word_of(token) for token in tokens]
    if not {"visible", "hidden", "clip", "scroll", "auto", "overlay"}.issuperset(words):
        return {}
    cut = next((word for word in words if word != "visible"), "visible")
    return dict.fromkeys(PARTS.get(name, (name,)), cut)


def _flex(name: str, tokens: list[Token]) -> Mapping[str, Value | None]:
    """How much a box grows to fill its row."""
    grown = next((float(token.value) for token in tokens if token.type == "number"), None)
    return {"flex-grow": float(word_of(tokens[0]) == "auto") if grown is None else grown}


DISPLAYS = (
    "none", "block", "inline", "inline-block", "flow", "flow-root", "flex", "inline-flex", "grid", "inline-grid",
    "contents", "list-item", "run-in", "table", "inline-table", "table-row", "table-cell", "table-row-group",
    "table-header-group", "table-footer-group", "table-column", "table-column-group", "table-caption", "ruby",
    "ruby-base", "ruby-text", "math", "-webkit-box", "-webkit-inline-box", "-webkit-flex",
)  # fmt: skip

PROPERTIES: dict[str, Reader] = {
    "display": _keyword(*DISPLAYS),
    "visibility": _keyword("visible", "hidden", "collapse"),
    "content-visibility": _keyword("visible", "hidden", "auto"),
    "position": _keyword("static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"),
    "opacity": _number,
    "flex-grow": _number,
    "flex": _flex,
    "font-size": _type_size,
    "font": _type_size,
    "color": _colour,
    "-webkit-text-fill-color": _colour,
    "background-color": _colour,
    "background-image": _image,
    "background": _background,
    "clip": style_shapes.clip,
    "clip-path": style_shapes.clip,
    "transform": style_shapes.transform,
    "translate": style_shapes.translate,
    "scale": style_shapes.scale,
    **dict.fromkeys(("margin", "padding", "inset"), _lengths),
    **dict.fromkeys((part for name in ("margin", "padding", "inset") for part in PARTS[name]), _length),
    **dict.fromkeys(("text-indent", "width", "height", "max-width", "max-height"), _length),
    **dict.fromkeys(("min-width", "min-height"), _length),
    **dict.fromkeys(("overflow", "overflow-x", "overflow-y"), _overflow),
    **dict.fromkeys(("background-clip", "-webkit-background-clip"), _words),
    "text-shadow": _shadow,
    **dict.fromkeys(("animation", "animation-name", "animation-fill-mode"), _words),
    **dict.fromkeys(("color-scheme", "float"), _words),
}  # fmt: skip
"""How the value of each property that matters here is read."""
