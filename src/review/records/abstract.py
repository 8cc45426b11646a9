"""The abstract of a record as one text, and where each of its sections stands in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from review.models import Section
from review.records.markup import marked, one_line, plain_text

LONGEST_HEADING = 40
"""Bold text longer than this, in characters, is emphasis and not a heading."""

NO_LABEL = frozenset({"", "UNLABELLED", "UNLABELED"})

_SENTENCE_END = re.compile(r"[.?!)\]]\s*$")


@dataclass(frozen=True)
class Part:
    """A piece of an abstract before it is put in its place."""

    label: str
    category: str
    text: str


def abstract_of(node: etree._Element | None) -> tuple[str, tuple[Section, ...]]:
    """The text of an `Abstract` element and its sections, in order, repeated labels included.

    Each part stands on a line of its own, a labelled one as `LABEL: text`. A section's offsets
    span its text without the label. An abstract without any label or category has no sections.
    Headings set in bold inside an unlabelled part count as labels.
    """
    if node is None:
        return "", ()
    return compose([part for child in node.findall("AbstractText") for part in _parts(child)])


def compose(parts: list[Part]) -> tuple[str, tuple[Section, ...]]:
    """Join parts that have text, one a line, and say where each stands."""
    text, sections = "", []
    for part in (part for part in parts if part.text):
        text += ("\n" if text else "") + (f"{part.label}: " if part.label else "")
        sections.append(Section(part.label, part.category, len(text), len(text) + len(part.text)))
        text += part.text
    structured = any(section.label or section.category for section in sections)
    return text, tuple(sections) if structured else ()


def _parts(node: etree._Element) -> Iterator[Part]:
    label = one_line(node.get("Label", "")).rstrip(":").rstrip()
    if label.upper() not in NO_LABEL:
        yield Part(label, node.get("NlmCategory", ""), plain_text(node))
    else:
        yield from _bold_parts(node)


def _bold_parts(node: etree._Element) -> Iterator[Part]:
    label, text = "", node.text or ""
    for child in node:
        heading, rest = _heading(child, text)
        if heading:
            yield Part(label, "", one_line(text))
            label, text = heading, rest
        else:
            text += marked(child, text) + (child.tail or "")
    yield Part(label, "" if label else node.get("NlmCategory", ""), one_line(text))


def _heading(child: etree._Element, before: str) -> tuple[str, str]:
    """The heading that a bold element holds and the text after it; empty for anything else."""
    bold, tail = plain_text(child), (child.tail or "")
    opens = not before.strip() or _SENTENCE_END.search(before)
    is_heading = bold.endswith(":") or tail.lstrip().startswith(":")
    if child.tag != "b" or not opens or not is_heading or len(bold) > LONGEST_HEADING:
        return "", ""
    return bold.rstrip(": "), tail.lstrip().removeprefix(":")
