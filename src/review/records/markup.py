"""Plain text of PubMed's inline markup, with the meaning of raised and lowered text kept."""

import re

from lxml import etree

FORMULA = "math"

NOTES = frozenset({"annotation", "annotation-xml"})
"""MathML elements that repeat a formula in another notation."""

JOINED_BY = {"msup": "^", "mfrac": "/"}
"""MathML elements of two parts, and the sign that stands between the parts in plain text."""

_CAN_BE_RAISED = re.compile(r"[\w)\]]$")
_EXPONENT = re.compile(r"[+\-−–±]?\w")


def plain_text(node: etree._Element | None) -> str:
    """Text of an element on one line: `10<sup>6</sup>` gives `10^6`, `H<sub>2</sub>O` gives `H2O`.

    Bold, italic and underlined text is kept without its markup, a formula as its signs in order.
    White space is normalised. An absent element gives empty text.
    """
    return "" if node is None else one_line(_written(node))


def one_line(text: str) -> str:
    """The text with every run of white space, line breaks included, made one space."""
    return " ".join(text.split())


def marked(child: etree._Element, before: str) -> str:
    """Text of an inline element that stands after the text `before`."""
    name = etree.QName(child).localname
    if name == FORMULA:
        return _formula(child)
    inner = _written(child)
    if name not in ("sup", "sub"):
        return inner
    inner = inner.strip()
    return f"^{inner}" if name == "sup" and _is_exponent(before, inner) else inner


def _written(node: etree._Element) -> str:
    text = node.text or ""
    for child in node:
        text += marked(child, text) + (child.tail or "")
    return text


def _formula(node: etree._Element) -> str:
    """Signs of a formula; white space between its elements is layout and means nothing."""
    name = etree.QName(node).localname
    if not len(node):
        return node.text or ""
    return JOINED_BY.get(name, "").join(
        _formula(child) for child in node if etree.QName(child).localname not in NOTES
    )


def _is_exponent(before: str, inner: str) -> bool:
    return bool(_CAN_BE_RAISED.search(before) and _EXPONENT.match(inner))
