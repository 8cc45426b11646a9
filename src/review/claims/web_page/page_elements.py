"""The elements of a page, each known by its number in the page's order."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator

from lxml import html

DEPTH = 20
"""Elements around an element, about; for the choice of the quicker way to look for one."""


class Elements:
    """The elements of a page in document order, and where each stands."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.all = list(root.iter("*"))
        numbers = {element: number for number, element in enumerate(self.all)}
        self.parent = [numbers.get(element.getparent(), -1) for element in self.all]
        """Number of each element's parent; -1 where there is none."""
        self.last = list(range(len(self.all)))
        """Number of the last element within each."""
        for number in range(len(self.all) - 1, 0, -1):
            parent = self.parent[number]
            self.last[parent] = max(self.last[parent], self.last[number])
        self.named: defaultdict[str, set[int]] = defaultdict(set)
        """Elements by what a selector may name: `p`, `.class`, `#id`, `[attribute`, or `*` for all."""
        for number, element in enumerate(self.all):
            for name in _names(element):
                self.named[name].add(number)
        self._places: dict[tuple[bool, bool], list[int]] = {}

    def places(self, *, is_of_type: bool = False, is_from_end: bool = False) -> list[int]:
        """Place of each element among its siblings, or those of its tag, from 1."""
        key = (is_of_type, is_from_end)
        if key not in self._places:
            found = self._places[key] = [0] * len(self.all)
            so_far: Counter[tuple[int, str]] = Counter()
            order = range(len(self.all))
            for number in reversed(order) if is_from_end else order:
                kind = (self.parent[number], str(self.all[number].tag) if is_of_type else "")
                so_far[kind] += 1
                found[number] = so_far[kind]
        return self._places[key]

    def related(self, left: set[int], combinator: str, right: set[int]) -> set[int]:
        """Those on the right that stand to one on the left as a selector's combinator says."""
        if combinator == ">":
            return {one for one in right if self.parent[one] in left}
        if combinator == "+":
            place = self.places()
            after = {(self.parent[one], place[one] + 1) for one in left}
            return {one for one in right if (self.parent[one], place[one]) in after}
        if combinator == "~":
            first = {self.parent[one]: one for one in sorted(left, reverse=True)}
            return {one for one in right if first.get(self.parent[one], one) < one}
        if len(right) * DEPTH < len(left):
            return {one for one in right if not left.isdisjoint(self._above(one))}
        outermost: list[int] = []
        for one in sorted(left):
            if not outermost or one > self.last[outermost[-1]]:
                outermost.append(one)
        return {one for one in right if self._is_inside(one, outermost)}

    def _above(self, one: int) -> Iterator[int]:
        while (one := self.parent[one]) >= 0:
            yield one

    def _is_inside(self, one: int, ancestors: list[int]) -> bool:
        place = bisect_left(ancestors, one) - 1
        return place >= 0 and one <= self.last[ancestors[place]]


def _names(element: html.HtmlElement) -> Iterator[str]:
    """All by which a selector may name an element."""
    yield "*"
    yield str(element.tag)
    yield from (f"[{name}" for name in element.attrib)
    yield from (f".{name}" for name in (element.get("class") or "").split())
    if element.get("id"):
        yield f"#{element.get('id')}"
