"""The abstract of a record as one text, and where each of its sections stands in it."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from review.core.models import Section
from review.records.markup import NEAR, marked, one_line, plain_text

LONGEST_HEADING = 40
"""Bold text longer than this, in characters, is emphasis and not a heading."""

SENTENCE_ENDS = frozenset({"", ".", "?", "!", ")", "]"})
"""The last sign before a heading; none where the heading comes first."""

NO_LABEL = frozenset({"", "UNLABELLED", "UNLABELED"})

_LABEL = re.compile(
    r"(?:^[ \t]*([A-Z][A-Za-z ,/&'’-]{2,60}?)|(?<=[.?!)]\s)([A-Z][A-Z ,/&'’-]{3,60}?)):\s",
    re.MULTILINE,
)


class Part(NamedTuple):
    """A piece of an abstract before it is put in its place."""

    label: str
    category: str
    text: str


def abstract_of(texts: Iterable[etree._Element]) -> tuple[str, tuple[Section, ...]]:
    """The text of `AbstractText` elements and its sections, in order, repeated labels included.

    Each part stands on a line of its own, a labelled one as `LABEL: text`. A section's offsets
    span its text without the label. An abstract without any label or category has no sections.
    Headings set in bold inside an unlabelled part count as labels.
    """
    return compose([part for node in texts for part in _parts(node)])


def compose(parts: list[Part]) -> tuple[str, tuple[Section, ...]]:
    """Join parts that have text, one a line, and say where each stands."""
    lines, sections, end = [], [], -1
    for label, category, text in parts:
        if text:
            head = f"{label}: " if label else ""
            start = end + 1 + len(head)
            end = start + len(text)
            lines.append(head + text)
            sections.append((label, category, start, end))
    structured = any(label or category for label, category, _, _ in sections)
    return "\n".join(lines), tuple([Section(*each) for each in sections]) if structured else ()


def sections_of(abstract: str) -> tuple[Section, ...]:
    """The labelled sections of an abstract given as plain text; none where it has no labels.

    A label stands at the start of a line, or in capitals at the start of a sentence, and ends in a
    colon ("METHODS: ...").
    """
    labels = list(_LABEL.finditer(abstract))
    if not labels:
        return ()
    ends = [label.start() for label in labels[1:]] + [len(abstract)]
    found = [
        Section(
            (label.group(1) or label.group(2)).strip(), "", *_trimmed(abstract, label.end(), end)
        )
        for label, end in zip(labels, ends, strict=True)
    ]
    lead = _trimmed(abstract, 0, labels[0].start())
    return tuple([Section("", "", *lead), *found] if lead[0] < lead[1] else found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without white space at either end."""
    part = text[start:end]
    begin = start + len(part) - len(part.lstrip())
    return begin, max(begin, end - (len(part) - len(part.rstrip())))


def _parts(node: etree._Element) -> Iterator[Part]:
    label = _label(node.get("Label", ""))
    if label:
        yield Part(label, node.get("NlmCategory", ""), plain_text(node))
    else:
        yield from _bold_parts(node)


@lru_cache(maxsize=1024)
def _label(stated: str) -> str:
    """A label as it is shown; empty where it says that there is none."""
    label = one_line(stated).rstrip(":").rstrip()
    return "" if label.upper() in NO_LABEL else label


def _bold_parts(node: etree._Element) -> Iterator[Part]:
    label, texts = "", [node.text or ""]
    before = texts[0][-NEAR:]
    for child in node:
        heading, rest = _heading(child, before)
        if heading:
            yield Part(label, "", one_line("".join(texts)))
            label, texts, before = heading, [rest], rest
        else:
            texts.append(marked(child, before) + (child.tail or ""))
            before = (before + texts[-1])[-NEAR:]
    yield Part(label, "" if label else node.get("NlmCategory", ""), one_line("".join(texts)))


def _heading(child: etree._Element, before: str) -> tuple[str, str]:
    """The heading that a bold element holds and the text after it; empty for anything else."""
    if child.tag != "b" or before.strip()[-1:] not in SENTENCE_ENDS:
        return "", ""
    bold, tail = plain_text(child), (child.tail or "").lstrip()
    if len(bold) > LONGEST_HEADING or not (bold.endswith(":") or tail.startswith(":")):
        return "", ""
    return bold.rstrip(": "), tail.removeprefix(":")
