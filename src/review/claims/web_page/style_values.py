"""Lengths and colours of a style sheet, as a browser would show them."""

import re
from typing import Any, NamedTuple

import tinycss2
from tinycss2 import color3

Token = Any
"""A component value of tinycss2, which ships no types."""

UNKNOWN = "unknown"
"""A value that only a browser can work out: `var(...)`, `calc(...)`, a picture."""

SCREEN = (1280.0, 800.0)
"""Width and height in pixels of the screen that a page is judged for."""

_PIXELS = {
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
    "q": 2.4 / 2.54,
    **dict.fromkeys(("vw", "dvw", "svw", "lvw", "vi", "vmax"), SCREEN[0] / 100),
    **dict.fromkeys(("vh", "dvh", "svh", "lvh", "vb", "vmin"), SCREEN[1] / 100),
}
_FONT_SIZES = {"em": 1.0, "ex": 0.5, "ch": 0.5, "lh": 1.2}
_DIGITS = re.compile(r"[0-9]{300,}")
"""A number that no property takes, and that may be too long to be read as one."""
_COLOURS = ("rgb", "rgba", "hsl", "hsla")


class Length(NamedTuple):
    """A length as it stands in a sheet; "%" is a unit too."""

    amount: float
    unit: str

    def pixels(self, font_size: float, *, root: float = 16.0, whole: float = SCREEN[0]) -> float:
        """Pixels on the screen, for a font size, that of the root, and what 100 % is of."""
        if self.unit in _FONT_SIZES:
            return self.amount * _FONT_SIZES[self.unit] * font_size
        return self.amount * {"%": whole / 100, "rem": root, **_PIXELS}[self.unit]


class Colour(NamedTuple):
    """A colour, each part from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0


Value = str | float | Length | Colour


def tokens_of(text: str) -> list[Token]:
    """The component values of a sheet, an attribute or a part of one, without comments."""
    return list(
        tinycss2.parse_component_value_list(_DIGITS.sub("9" * 300, text), skip_comments=True)
    )


def said_in(tokens: list[Token]) -> list[Token]:
    """The tokens that say something: all but white space."""
    return [token for token in tokens if token.type != "whitespace"]


def separated(tokens: list[Token]) -> list[list[Token]]:
    """The parts of a list between its commas; one empty part where nothing is said."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def word_of(token: Token) -> str:
    """The word that a token is, in lower case; empty where it is none."""
    return str(token.lower_value) if token.type == "ident" else ""


def length_of(token: Token) -> Length | str | None:
    """A length, a word such as "auto", UNKNOWN, or None where the token is none of these."""
    match token.type:
        case "dimension" if token.lower_unit in (*_PIXELS, *_FONT_SIZES, "rem"):
            return Length(float(token.value), str(token.lower_unit))
        case "dimension" | "function":
            return UNKNOWN
        case "percentage":
            return Length(float(token.value), "%")
        case "number" if token.value == 0:
            return Length(0.0, "px")
        case "ident":
            return word_of(token)
        case _:
            return None


def arguments_of(function: Token) -> list[Length | None]:
    """The lengths of a function in order; a plain number counts as pixels, what is no length is None."""
    said = [token for token in said_in(function.arguments) if token.type != "literal"]
    return [
        Length(float(token.value), "px")
        if token.type == "number"
        else (length if isinstance(length := length_of(token), Length) else None)
        for token in said
    ]


def colour_of(token: Token) -> Colour | str | None:
    """A colour, "currentcolor", UNKNOWN for a notation not read here, None for what is no colour."""
    if token.type == "function":
        return (_rgb_or_hsl(token) if token.lower_name in _COLOURS else None) or UNKNOWN
    found = color3.parse_color(token)
    if found is None:
        return None
    return _held(*found) if isinstance(found, color3.RGBA) else "currentcolor"


def attribute_colour(text: str) -> Colour | None:
    """The colour of a presentational attribute ("white", "#fff", "ffffff"); None where it is none."""
    for form in (text.strip(), f"#{text.strip()}"):
        tokens = tokens_of(form)
        if len(tokens) == 1 and isinstance(found := color3.parse_color(tokens[0]), color3.RGBA):
            return _held(*found)
    return None


def _rgb_or_hsl(function: Token) -> Colour | None:
    """A colour written with commas or, as in newer sheets, with spaces and a stroke."""
    parts = [token for token in said_in(function.arguments) if token.type != "literal"]
    if len(parts) not in (3, 4) or any(
        part.type not in ("number", "percentage", "dimension") for part in parts
    ):
        return None
    shares = [part.value / 100 if part.type == "percentage" else part.value for part in parts]
    alpha = float(shares.pop()) if len(parts) > len(("red", "green", "blue")) else 1.0
    if function.lower_name.startswith("rgb"):
        whole = [part.type == "percentage" for part in parts]
        red, green, blue = (s if w else s / 255 for s, w in zip(shares, whole, strict=False))
        return _held(red, green, blue, alpha)
    hue, full, light = (part.value for part in parts[:3])
    found = color3.parse_color(f"hsl({hue % 360:f}, {full:f}%, {light:f}%)")
    return _held(*found[:3], alpha) if found else None


def _held(*parts: float) -> Colour:
    """The colour with each part between 0 and 1."""
    return Colour(*(min(1.0, max(0.0, float(part))) for part in parts))
