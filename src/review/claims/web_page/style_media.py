"""For which screens a part of a style sheet holds."""

import operator
from enum import IntEnum

from review.claims.web_page.style_values import (
    SCREEN,
    Length,
    Token,
    length_of,
    said_in,
    separated,
    word_of,
)

_WIDTHS = {
    ("min-width", ":"): operator.ge,
    ("max-width", ":"): operator.le,
    ("width", ">="): operator.ge,
    ("width", ">"): operator.gt,
    ("width", "<="): operator.le,
    ("width", "<"): operator.lt,
}


class Screens(IntEnum):
    """Which screens; of nested parts the smaller number holds."""

    NONE = 0
    """None, or none of usual width: paper, phones, people with other wishes."""
    SOME = 1
    """Those of some widths, the usual one among them."""
    ALL = 2


def screens_of(queries: list[Token]) -> Screens:
    """For which screens a list of media queries holds; an empty one holds for all."""
    return max(map(_screens, separated(said_in(queries))))


def _screens(query: list[Token]) -> Screens:
    words = [word_of(token) for token in query if token.type == "ident"]
    conditions = [token for token in query if token.type == "() block"]
    if words == ["not", "print"] and not conditions:
        return Screens.ALL
    if not {"only", "screen", "all", "and"}.issuperset(words):
        return Screens.NONE
    if not conditions:
        return Screens.ALL
    return Screens.SOME if all(map(_holds, conditions)) else Screens.NONE


def _holds(condition: Token) -> bool:
    """Whether a screen of the usual width meets a condition on its width; no other is met."""
    said = said_in(condition.content)
    if len(said) <= len(("feature", "sign")):
        return False
    length = length_of(said[-1])
    sign = "".join(str(token.value) for token in said[1:-1] if token.type == "literal")
    compare = _WIDTHS.get((word_of(said[0]), sign))
    return bool(compare and isinstance(length, Length) and compare(SCREEN[0], length.pixels(16.0)))
