"""The rules of the style sheets that stand within a page; nothing is fetched."""

from dataclasses import dataclass, field
from typing import NamedTuple

import tinycss2
from lxml import html

from review.claims.web_page.style_media import Screens, screens_of
from review.claims.web_page.style_properties import PROPERTIES, read_value
from review.claims.web_page.style_values import Token, Value, separated, tokens_of

Style = dict[str, Value]
"""A value by property."""

SCRIPTLESS = frozenset({"noscript", "template"})
"""Elements whose sheets a browser that runs scripts does not read."""
UNLAYERED = 1_000_000
"""Rank of rules in no layer: they win over those of any."""


class Declared(NamedTuple):
    """What a block of declarations says, without and with "!important"."""

    normal: Style
    important: Style


class StyleRule(NamedTuple):
    """A rule of a sheet: whom it is for, on which screens it holds, its layer, its declarations."""

    selectors: tuple[str, ...]
    screens: Screens
    layer: int
    content: list[Token]


@dataclass
class Sheets:
    """What the style sheets within a page say, rules in their order."""

    rules: list[StyleRule] = field(default_factory=list)
    last_frames: dict[str, Style] = field(default_factory=dict)
    """By name of an animation, how it leaves an element."""
    has_others: bool = False
    """Whether the page also has sheets in other files, which are not read."""


def sheets_of(root: html.HtmlElement) -> Sheets:
    """What the style sheets within a page say that matters for whether text is seen.

    Rules for paper, for containers and within other rules are left out.
    """
    sheets = Sheets()
    layers: dict[str, int] = {}
    for node in root.iter("style", "link"):
        screens = screens_of(tokens_of(node.get("media") or ""))
        if not screens or any(above.tag in SCRIPTLESS for above in node.iterancestors()):
            continue
        if node.tag == "link":
            words = f"{node.get('rel') or ''} {node.get('as') or ''}".lower().split()
            sheets.has_others |= "stylesheet" in words or "style" in words
        else:
            nodes = tinycss2.parse_stylesheet(tokens_of(node.text or ""))
            _read(nodes, screens, sheets, layers)
    return sheets


def declared_in(content: list[Token]) -> Declared:
    """What a block of declarations says that matters here."""
    declared = Declared({}, {})
    for one in tinycss2.parse_blocks_contents(content, skip_whitespace=True):
        if one.type == "declaration":
            said = read_value(one.lower_name, one.value)
            (declared.important if one.important else declared.normal).update(said)
    return declared


def _matters(content: list[Token]) -> bool:
    """Whether a property is named by which text can be hidden."""
    return any(token.type == "ident" and token.lower_value in PROPERTIES for token in content)


def _read(nodes: list[Token], screens: Screens, sheets: Sheets, layers: dict[str, int]) -> None:
    pending = [(node, screens, UNLAYERED) for node in reversed(nodes)]
    while pending:
        node, where, layer = pending.pop()
        if node.type == "qualified-rule":
            if _matters(node.content):
                sheets.rules.append(StyleRule(_listed(node.prelude), where, layer, node.content))
        elif node.type == "at-rule":
            match node.lower_at_keyword:
                case "media":
                    where = min(where, screens_of(node.prelude))
                case "layer":
                    layer = _layer(node, layers)
                case "supports" if "not" not in _text(node.prelude).split():
                    pass
                case "import":
                    sheets.has_others = True
                    continue
                case name if name.endswith("keyframes"):
                    sheets.last_frames[_text(node.prelude).strip("\"'")] = _last_frame(node)
                    continue
                case _:
                    continue
            if where and node.content:
                inside = tinycss2.parse_rule_list(node.content)
                pending += [(inner, where, layer) for inner in reversed(inside)]


def _layer(node: Token, layers: dict[str, int]) -> int:
    """Rank of a layer; the later it is first named, the more its rules count."""
    names = [name or f"unnamed {len(layers)}" for name in _listed(node.prelude)]
    for name in names:
        layers.setdefault(name, len(layers))
    return layers[names[-1]]


def _last_frame(node: Token) -> Style:
    frames = tinycss2.parse_rule_list(node.content or [])
    ends = [frame for frame in frames if frame.type == "qualified-rule" and _is_last(frame)]
    return declared_in(ends[-1].content).normal if ends else {}


def _is_last(frame: Token) -> bool:
    return not {"to", "100%"}.isdisjoint(name.lower() for name in _listed(frame.prelude))


def _listed(tokens: list[Token]) -> tuple[str, ...]:
    """What stands between the commas of a list, as it is written."""
    parts = separated(tokens)
    return tuple(_text(part) for part in parts)


def _text(tokens: list[Token]) -> str:
    """Tokens as they are written; empty where brackets stand in brackets deeper than Python goes."""
    try:
        return str(tinycss2.serialize(tokens)).strip()
    except RecursionError:
        return ""
