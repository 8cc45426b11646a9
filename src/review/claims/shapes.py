"""Everyday sentences made plain: "people who take X get fewer Y" says that X reduces Y.

The shapes are data (`data/terms/claim_shapes.toml`). A sentence that has none stays as it is.
"""

import re
from dataclasses import dataclass
from functools import cache

from review.core.settings import data_folder
from review.terms.term_files import read_toml

FILE = "claim_shapes.toml"
MOST_STEPS = 4
"""A sentence is made plainer at most so many times."""


@dataclass(frozen=True)
class SentenceShape:
    """A shape of sentence and the plain sentence made of its parts."""

    match: re.Pattern[str]
    says: str


def plain_sentence(sentence: str) -> str:
    """The plain sentence that a sentence amounts to.

    Example:
        >>> from review.claims.shapes import plain_sentence
        >>> plain_sentence("You are less likely to get colds if you take zinc")
        'zinc reduces the risk of colds'
    """
    for _ in range(MOST_STEPS):
        plainer = _step(sentence)
        if plainer == sentence:
            break
        sentence = plainer
    return sentence


def _step(sentence: str) -> str:
    for shape in _shapes():
        if found := shape.match.match(sentence):
            parts = {name: part or "" for name, part in found.groupdict().items()}
            return " ".join(shape.says.format(**parts).split())
    return sentence


@cache
def _shapes() -> tuple[SentenceShape, ...]:
    content = read_toml(data_folder() / "terms" / FILE)
    lists: dict[str, str] = content["lists"]
    return tuple(
        SentenceShape(re.compile(_spelled(entry["match"], lists), re.IGNORECASE), entry["says"])
        for entry in content["shape"]
    )


def _spelled(expression: str, lists: dict[str, str]) -> str:
    for name, alternatives in lists.items():
        spelled = f"(?:{alternatives})".replace("\\", r"\\")
        expression = re.sub(rf"\b{name}\b", spelled, expression)
    return expression
