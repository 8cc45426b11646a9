"""What clipping, scaling and moving leave of a box: all, nothing, or nothing on the page."""

import math

from review.claims.web_page.style_values import Length, Token, Value, arguments_of, length_of

WHOLE = "whole"
EMPTY = "empty"
"""Nothing of the box is left."""
FAR = "far"
"""The box is off the page."""

FAR_BEFORE = 1000.0
"""Pixels before the page's edge at which nothing is seen any more."""
FAR_BEYOND = 5000.0
"""Pixels to the right at which nothing is seen; down the page a long article goes as far."""

_BOX = 200.0
"""Pixels that a box is taken to be across where it is moved by a share of itself."""
_ALL_CUT = 99.5
"""Per cent of a box that is cut away where nothing of it is left."""
_SIDES = 4


def is_off_page(pixels: float, *, is_across: bool) -> bool:
    """Whether a box moved by so many pixels from its place is off the page."""
    return pixels <= -FAR_BEFORE or (is_across and pixels >= FAR_BEYOND)


def clip(name: str, tokens: list[Token]) -> dict[str, Value]:
    """What `clip` or `clip-path` leaves of a box."""
    first = tokens[0]
    if first.type != "function":
        return {name: WHOLE} if first.type == "ident" else {}
    sides = arguments_of(first)
    match first.lower_name:
        case "rect" if len(sides) == _SIDES:
            top, right, bottom, left = (_pixels(side) for side in sides)
            is_empty = right - left <= 1 or bottom - top <= 1
        case "inset" if sides:
            top, right, bottom, left = _around([_share(side) for side in sides])
            is_empty = max(top + bottom, left + right) >= _ALL_CUT
        case "circle" | "ellipse":
            is_empty = bool(sides) and _pixels(sides[0]) == 0
        case "polygon" if sides:
            is_empty = None not in sides and len(set(sides[::2])) == len(set(sides[1::2])) == 1
        case _:
            is_empty = False
    return {name: EMPTY if is_empty else WHOLE}


def transform(name: str, tokens: list[Token]) -> dict[str, Value]:
    """What `transform` leaves of a box."""
    functions = [token for token in tokens if token.type == "function"]
    said = {_moved(token.lower_name, arguments_of(token)) for token in functions}
    return {name: next((one for one in (EMPTY, FAR) if one in said), WHOLE)}


def translate(name: str, tokens: list[Token]) -> dict[str, Value]:
    """What the property `translate` leaves of a box."""
    found = [length_of(token) for token in tokens]
    return {name: _moved(name, [one if isinstance(one, Length) else None for one in found])}


def scale(name: str, tokens: list[Token]) -> dict[str, Value]:
    """What the property `scale` leaves of a box."""
    is_empty = any(t.type in ("number", "percentage") and t.value == 0 for t in tokens[:2])
    return {name: EMPTY if is_empty else WHOLE}


def _moved(function: str, lengths: list[Length | None]) -> str:
    across, down = (_pixels(side) for side in (*lengths, None, None)[:2])
    match function:
        case "scale" | "scale3d":
            return EMPTY if 0 in (across, down) else WHOLE
        case "scalex" | "scaley":
            return EMPTY if across == 0 else WHOLE
        case "translate" | "translate3d":
            is_far = is_off_page(across, is_across=True) or is_off_page(down, is_across=False)
        case "translatex" | "translatey":
            is_far = is_off_page(across, is_across=function == "translatex")
        case _:
            is_far = False
    return FAR if is_far else WHOLE


def _pixels(side: Length | None) -> float:
    """Pixels of a side; not a number where it has no length, so that no comparison holds."""
    return math.nan if side is None else side.pixels(16.0, whole=_BOX)


def _share(side: Length | None) -> float:
    """Per cent of a box that is cut away at a side, where that is given in per cent."""
    return side.amount if side and side.unit == "%" else 0.0


def _around(sides: list[float]) -> list[float]:
    """Four sides from one to four values, in the order of style sheets."""
    whole = [*sides, *sides[1:2]] if len(sides) == _SIDES - 1 else sides * _SIDES
    return whole[:_SIDES]
