"""Plain text of PubMed's inline markup, with the meaning of raised and lowered text kept."""

import re

from lxml import etree

SKIPPED = frozenset({"annotation", "annotation-xml"})
"""MathML elements that repeat a formula in another notation."""

_CAN_BE_RAISED = re.compile(r"[\w)\]]$")
_EXPONENT = re.compile(r"[+\-−–±]?\w")


def plain_text(node: etree._Element | None) -> str:
    """Text of an element on one line: `10<sup>6</sup>` gives `10^6`, `H<sub>2</sub>O` gives `H2O`.

    Bold, italic and underlined text is kept without its markup. White space is normalised. An
    absent element gives empty text.
    """
    return "" if node is None else one_line(written(node))


def one_line(text: str) -> str:
    """The text with every run of white space, line breaks included, made one space."""
    return " ".join(text.split())


def written(node: etree._Element) -> str:
    """Text of an element with markup resolved and white space as it stands."""
    text = node.text or ""
    for child in node:
        text += marked(child, text) + (child.tail or "")
    return text


def marked(child: etree._Element, before: str) -> str:
    """Text of an inline element that stands after `before`."""
    name = etree.QName(child).localname
    if name in SKIPPED:
        return ""
    if name in ("msup", "mfrac") and len(child) > 1:
        return f"{plain_text(child[0])}{'^' if name == 'msup' else '/'}{plain_text(child[1])}"
    inner = written(child)
    return f"^{inner.strip()}" if name == "sup" and _is_exponent(before, inner) else inner


def _is_exponent(before: str, inner: str) -> bool:
    return bool(_CAN_BE_RAISED.search(before) and _EXPONENT.match(inner.strip()))
