"""Makes a drawn SVG fit to stand inside an HTML page that allows no inline styles.

Styles become attributes, ids get the figure's name in front, and everything that a page of several
figures would confuse (a shared style sheet, repeated ids, metadata) goes.
"""

import re

from lxml import etree

NAMESPACE = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
ROOT_DEFAULTS = {
    "stroke-linejoin": "round",
    "stroke-linecap": "butt",
    "font-family": "DejaVu Sans, Verdana, Arial, sans-serif",
}
"""What holds for every element unless the element or the page says otherwise."""

IGNORED = frozenset({"font-family", "-inkscape-font-specification"})
FONT = re.compile(r"(?P<style>.*?)(?P<size>[\d.]+)px\s.+")
REFERENCE = re.compile(r"(?P<before>^#|url\(#)(?P<id>[\w.-]+)")


def embeddable(document: str, *, name: str) -> str:
    """An `<svg>` element for use inside HTML.

    Args:
        document: a complete SVG document.
        name: its id and the prefix of ids in it; unique in the page.
    """
    root = etree.fromstring(document.encode("utf-8"), etree.XMLParser(resolve_entities=False))
    etree.strip_elements(root, NAMESPACE + "metadata", NAMESPACE + "style", with_tail=False)
    for element in root.iter(etree.Element):
        _style_to_attributes(element)
    _prefix_ids(root, name)
    for attribute, value in ROOT_DEFAULTS.items():
        root.set(attribute, value)
    root.set("id", name)
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _style_to_attributes(element: etree._Element) -> None:
    style = str(element.attrib.pop("style", ""))
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font":
            _font_to_attributes(element, value)
        elif name and name not in IGNORED:
            element.set(name, value)


def _font_to_attributes(element: etree._Element, shorthand: str) -> None:
    """Size and weight of a `font` shorthand; the page chooses the family."""
    match = FONT.fullmatch(shorthand)
    assert match is not None, f"unexpected font {shorthand!r}"
    element.set("font-size", match["size"])
    if {"bold", "700"} & set(match["style"].split()):
        element.set("font-weight", "700")


def _prefix_ids(root: etree._Element, name: str) -> None:
    """Prefixes ids that something refers to, drops the others."""
    used = {
        match["id"]
        for element in root.iter(etree.Element)
        for attribute, value in _attributes(element)
        if _refers(attribute, value)
        for match in REFERENCE.finditer(value)
    }
    for element in root.iter(etree.Element):
        for attribute, value in _attributes(element):
            if attribute == "id":
                del element.attrib["id"]
                if value in used:
                    element.set("id", f"{name}-{value}")
            elif _refers(attribute, value):
                element.set(attribute, REFERENCE.sub(rf"\g<before>{name}-\g<id>", value))


def _refers(attribute: str, value: str) -> bool:
    return attribute == LINK or value.startswith("url(#")
