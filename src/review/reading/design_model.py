"""A small model of which words go with which design, for records whose design nothing decisive shows.

Multinomial logistic regression on the words and word pairs of title and abstract, trained by
`training/train_design.py`; the weights are a table (`data/models/design.csv`): one row per word,
one column per design. Decision 17 (`docs/decisions`) says what it was trained on and how well it does.
"""

import csv
import math
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from review.core.models import Record
from review.core.settings import data_folder
from review.core.vocabulary import Design

WORD = re.compile(r"[a-z]+|\d+")
FEWEST_WORDS = 60
"""A text with fewer words the model knows is too short for it to vote."""

HINT_WEIGHT = 0.15
"""How much the rules' weak hint counts beside words, whose weights have length 1."""


class Vote(NamedTuple):
    """The design the words go with best, and the model's share for it (0 to 1)."""

    design: Design
    share: float


class _Model(NamedTuple):
    designs: tuple[Design, ...]
    row_of: dict[str, int]
    rarity: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]


def vote(record: Record, hint: Design) -> Vote | None:
    """The design the record's words go with best; None for a text too short to tell.

    `hint` is what weak words made likely (`UNCLEAR` for nothing): one more feature of the model.
    """
    model = _model()
    counts = features(record.title, record.abstract)
    known = [(model.row_of[word], count) for word, count in counts.items() if word in model.row_of]
    if len(known) < FEWEST_WORDS:
        return None
    rows = np.array([row for row, _ in known])
    values = np.array([count for _, count in known]) * model.rarity[rows]
    scores = (values / np.linalg.norm(values)) @ model.weights[rows]
    scores += model.weights[model.row_of["(constant)"]]
    row = model.row_of.get(f"(hint {hint})")
    if row is not None:
        scores += HINT_WEIGHT * model.weights[row]
    shares = np.exp(scores - scores.max())
    best = int(shares.argmax())
    return Vote(model.designs[best], float(shares[best] / shares.sum()))


def features(title: str, abstract: str) -> dict[str, float]:
    """Words and pairs of words of a text with 1 + log of their number; those of the title also by themselves."""
    in_title, in_abstract = _words(title), _words(abstract)
    counts = Counter(in_abstract + in_title + _pairs(in_abstract) + _pairs(in_title))
    counts.update(f"title: {word}" for word in in_title + _pairs(in_title))
    return {word: 1 + math.log(count) for word, count in counts.items()}


def _words(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in WORD.findall(text.lower())]


def _pairs(words: list[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(words)]


@cache
def _model() -> _Model:
    with (data_folder() / "models" / "design.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    return _Model(
        designs=tuple(Design(name) for name in header[2:]),
        row_of={row[0]: place for place, row in enumerate(rows)},
        rarity=np.array([float(row[1]) for row in rows]),
        weights=np.array([[float(cell) for cell in row[2:]] for row in rows]),
    )
