"""Builds XML elements; texts are escaped by lxml."""

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


def element(
    tag: str, *parts: str | etree._Element, attributes: Mapping[str, str] = NO_ATTRIBUTES
) -> etree._Element:
    """An element with either a text or child elements."""
    node = etree.Element(tag, dict(attributes))
    for part in parts:
        if isinstance(part, str):
            node.text = part
        else:
            node.append(part)
    return node
