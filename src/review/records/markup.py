"""Plain text of PubMed's inline markup, with the meaning of raised and lowered text kept."""

import re
from functools import lru_cache

from lxml import etree

from review.core.invisible import without_marks

FORMULA = "math"

NOTES = frozenset({"annotation", "annotation-xml"})
"""MathML elements that repeat a formula in another notation."""

JOINED_BY = {"msup": "^", "mfrac": "/"}
"""MathML elements of two parts, and the sign that stands between the parts in plain text."""

NEAR = 100
"""How many characters before an inline element are looked at to read it."""

_CAN_BE_RAISED = re.compile(r"[\w)\]]")
_EXPONENT = re.compile(r"[+\-−–±]?\w")
_OPERATOR_INSIDE = re.compile(r"[\w)\]]\s*[+\-−–±*/·×=<>]\s*[\w(\[]|\S\s\S")


def plain_text(node: etree._Element | None) -> str:
    """Text of an element on one line: `10<sup>6</sup>` gives `10^6`, `H<sub>2</sub>O` gives `H2O`.

    Bold, italic and underlined text is kept without its markup; a formula as its signs in order,
    with brackets where a fraction, power or root would be misread without. White space is
    normalised. An absent element gives empty text.
    """
    if node is None:
        return ""
    return one_line(_written(node)) if len(node) else one_line(node.text or "")


def leaf(node: etree._Element) -> str:
    """Text on one line of an element that by its definition holds nothing but text."""
    return one_line(node.text or "")


def one_line(text: str) -> str:
    """The text without marks that nobody sees, every run of white space, line breaks too, one space."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text  # no mark and no white space counts as printable, but for the plain space
    return " ".join(without_marks(text).split())


def marked(child: etree._Element, before: str) -> str:
    """Text of an inline element that stands after the text `before`."""
    name = _name(child)
    if name == FORMULA:
        return _formula(child)
    inner = _written(child) if len(child) else child.text or ""
    if name == "sup":
        return _raised(before[-1:], inner.strip())
    return inner.strip() if name == "sub" else inner


@lru_cache(maxsize=1024)
def _raised(last: str, inner: str) -> str:
    """Raised text after the character `last`: an exponent where it can be one."""
    is_exponent = _CAN_BE_RAISED.match(last) and _EXPONENT.match(inner)
    return f"^{grouped(inner)}" if is_exponent else inner


def grouped(text: str) -> str:
    """The text, in brackets where it holds an operation: `n+1` gives `(n+1)`, `-3` stays."""
    return f"({text})" if _OPERATOR_INSIDE.search(text) and not _is_bracketed(text) else text


def _name(node: etree._Element) -> str:
    """Name of an element without its namespace."""
    return node.tag.rpartition("}")[2]


def _is_bracketed(text: str) -> bool:
    return text[0] == "(" and text[-1] == ")" and text.count("(") == 1


def _written(node: etree._Element) -> str:
    texts = [node.text or ""]
    before = texts[0][-NEAR:]
    for child in node:
        texts.append(marked(child, before) + (child.tail or ""))
        before = (before + texts[-1])[-NEAR:]
    return "".join(texts)


def _formula(node: etree._Element) -> str:
    """Signs of a formula; white space between its elements is layout and means nothing."""
    name = _name(node)
    if not len(node):
        return " " if name == "mspace" else node.text or ""
    parts = [_formula(child) for child in node if _name(child) not in NOTES]
    return _composed(node, name, parts)


def _composed(node: etree._Element, name: str, parts: list[str]) -> str:
    match name:
        case "msup" | "mfrac":
            return JOINED_BY[name].join(map(grouped, parts))
        case "msubsup" if len(parts) == len(("base", "lowered", "raised")):
            return f"{parts[0]}{parts[1]}^{grouped(parts[2])}"
        case "mroot" if len(parts) == len(("radicand", "index")):
            return f"{grouped(parts[0])}^(1/{parts[1]})"
        case "msqrt":
            return f"√({''.join(parts)})"
        case "mfenced":
            separator = (node.get("separators", ",") or " ")[0]
            return f"{node.get('open', '(')}{separator.join(parts)}{node.get('close', ')')}"
        case _:
            return "".join(parts)
