"""Which elements of a page the selectors of a style sheet choose."""

import re
from array import array
from collections.abc import Sequence

import cssselect
from cssselect.parser import (
    Attrib,
    Class,
    CombinedSelector,
    Element,
    Function,
    Hash,
    Matching,
    Negation,
    Pseudo,
    SpecificityAdjustment,
    Tree,
    parse_series,
)

from review.claims.web_page.page_elements import Elements

LONGEST = 1000
"""Characters of the longest selector read; what is longer is made to be slow, not to choose."""

PLAIN = re.compile(r"[\w\s.#:>+~*-]+")
NAMED = re.compile(r"[.#][\w-]+")
SEVERAL = re.compile(r":not\(([^()]*,[^()]*)\)")
"""A denial of several selectors, which the parser reads only as the denial of one."""
KEPT = 100
"""Beginnings of selectors kept at a time: rules that stand together often begin with the same."""
NEVER = frozenset(
    ("hover", "active", "focus", "focus-within", "focus-visible", "visited", "target")
)  # fmt: skip
"""States that no element of a page has before its reader does something."""
WITH_ATTRIBUTE = {"link": "href", "any-link": "href", "checked": "checked", "disabled": "disabled"}
"""States that an attribute shows."""
ENDS = {"first": (False,), "last": (True,), "only": (False, True)}

Specificity = tuple[int, int, int]

NOTHING: tuple[Specificity, Sequence[int]] = ((0, 0, 0), array("L"))


class Selectors:
    """What selectors choose on one page, in its normal state: nothing is hovered over or in focus."""

    def __init__(self, elements: Elements) -> None:
        self._elements = elements
        self._chosen: dict[str, tuple[Specificity, Sequence[int]]] = {}
        self._begun: dict[str, set[int]] = {}

    def chosen(self, selector: str) -> tuple[Specificity, Sequence[int]]:
        """The specificity of a selector, and the numbers of the elements it chooses.

        A selector that cannot be read, or that stands for something other than elements
        (`::before`), chooses nothing.
        """
        if selector not in self._chosen:
            is_read = len(selector) <= LONGEST and not self._is_elsewhere(selector)
            self._chosen[selector] = self._read(selector) if is_read else NOTHING
        return self._chosen[selector]

    def _is_elsewhere(self, selector: str) -> bool:
        """Whether a plain selector names a class or id that the page has nowhere."""
        named = NAMED.findall(selector) if PLAIN.fullmatch(selector) else ()
        return any(name not in self._elements.named for name in named)

    def _read(self, selector: str) -> tuple[Specificity, Sequence[int]]:
        try:
            (one,) = cssselect.parse(SEVERAL.sub(r":not(:is(\1))", selector))
            if one.pseudo_element is None:
                return one.specificity(), array("L", self._matching(one.parsed_tree))
        except (cssselect.SelectorError, ValueError, RecursionError):
            pass  # ValueError: a list or a series that is none; RecursionError: brackets in brackets
        return NOTHING

    def _matching(self, tree: Tree) -> set[int]:
        if not isinstance(tree, CombinedSelector):
            return self._simple(tree)
        name = tree.selector.canonical()
        if name not in self._begun:
            if len(self._begun) >= KEPT:
                self._begun.clear()
            self._begun[name] = self._matching(tree.selector)
        right = self._simple(tree.subselector)
        return self._elements.related(self._begun[name], tree.combinator, right)

    def _simple(self, tree: Tree) -> set[int]:
        """The elements of a selector without combinators."""
        named: list[str] = []
        others: list[Tree] = []
        while not isinstance(tree, Element):
            match tree:
                case Class():
                    named.append(f".{tree.class_name}")
                case Hash():
                    named.append(f"#{tree.id}")
                case Attrib():
                    named.append(f"[{tree.attrib.lower()}")
                    others += [tree] if tree.operator != "exists" else []
                case _:
                    others.append(tree)
            tree = tree.selector
        named.append((tree.element or "*").lower())
        sets = sorted((self._elements.named.get(name, set()) for name in named), key=len)
        found = sets[0].intersection(*sets[1:])
        for other in others:
            found = self._narrowed(found, other)
        return found

    def _narrowed(self, found: set[int], tree: Tree) -> set[int]:
        """Those that the last part of a selector without combinators leaves."""
        match tree:
            case Attrib():
                return {one for one in found if _has_value(self._attribute(one, tree), tree)}
            case Negation():
                return found - self._matching(tree.subselector)
            case Matching() | SpecificityAdjustment():
                return found & set().union(*map(self._matching, tree.selector_list))
            case Pseudo():
                return self._in_state(found, tree.ident)
            case Function(name=name) if name.startswith("nth-"):
                step, start = parse_series(tree.arguments)
                kind = name.removeprefix("nth-").removeprefix("last-")
                return self._at(found, step, start, kind=kind, is_from_end="last" in name)
            case _:
                raise cssselect.ExpressionError(type(tree).__name__)

    def _in_state(self, found: set[int], state: str) -> set[int]:
        """Those that are in the state that a pseudo-class names."""
        if state in NEVER:
            return set()
        if state in WITH_ATTRIBUTE:
            return found & self._elements.named.get(f"[{WITH_ATTRIBUTE[state]}", set())
        if state == "root":
            return found & {0}
        if state == "empty":
            return {one for one in found if self._is_empty(one)}
        end, _, kind = state.partition("-")
        if end not in ENDS or kind not in ("child", "of-type"):
            raise cssselect.ExpressionError(state)
        for is_from_end in ENDS[end]:
            found = self._at(found, 0, 1, kind=kind, is_from_end=is_from_end)
        return found

    def _attribute(self, number: int, tree: Attrib) -> str:
        return self._elements.all[number].get(tree.attrib.lower()) or ""

    def _is_empty(self, number: int) -> bool:
        element = self._elements.all[number]
        return len(element) == 0 and not element.text

    def _at(
        self, found: set[int], step: int, start: int, *, kind: str, is_from_end: bool
    ) -> set[int]:
        """Those at the places start, start + step, start + 2 step ... among their siblings."""
        places = self._elements.places(is_of_type=kind == "of-type", is_from_end=is_from_end)
        if step == 0:
            return {one for one in found if places[one] == start}
        return {
            one
            for one in found
            if (places[one] - start) % step == 0 and (places[one] - start) // step >= 0
        }


def _has_value(value: str, tree: Attrib) -> bool:
    """Whether an attribute has the value that a selector asks for."""
    wanted = str(tree.value.value if tree.value else "")
    if getattr(tree, "flag", None) == "i":
        value, wanted = value.lower(), wanted.lower()
    match tree.operator:
        case "=":
            has_value = value == wanted
        case "~=":
            has_value = wanted in value.split()
        case "|=":
            has_value = f"{value}-".startswith(f"{wanted}-")
        case "^=":
            has_value = value.startswith(wanted)
        case "$=":
            has_value = value.endswith(wanted)
        case operator:
            has_value = operator == "*=" and wanted in value
    return has_value and (wanted != "" or tree.operator == "=")
