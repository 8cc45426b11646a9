"""Small learned parts: a linear model over named signals, its weights in a readable file.

The files are written by the scripts in `training/` and say on what and when they were trained.
"""

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from review.core.errors import InputError
from review.core.settings import data_folder

FARTHEST = 50.0
"""Scores beyond this are as good as certain; their powers would not fit a number."""

Weights = tuple[float, tuple[float, ...]]
"""What is added to every score, and a weight for each feature in order."""


def weights_of(file_name: str, features: Mapping[str, tuple[str, ...]]) -> dict[str, Weights]:
    """The weights of a file under `data/models` that holds several models of yes or no.

    Args:
        file_name: the file.
        features: for each model, the names of the features that are computed for it, in order.

    Raises:
        InputError: a model was trained on other features.
    """
    text = (data_folder() / "models" / file_name).read_text(encoding="utf-8")
    stored = json.loads(text)
    found = {}
    for name, names in features.items():
        weights = stored[name]["weights"]
        if tuple(weights) != names:
            raise InputError(
                f"{file_name}: the weights of {name!r} are not those of the features that are computed; "
                f"train the model again (training/train_{Path(file_name).stem}.py)."
            )
        found[name] = (stored[name]["intercept"], tuple(weights.values()))
    return found


def score(model: Weights, values: Sequence[float]) -> float:
    """The score of a model for the values of its features."""
    intercept, weights = model
    return intercept + sum(w * v for w, v in zip(weights, values, strict=True))


def chance(scored: float) -> float:
    """The chance that a score stands for, from 0 to 1."""
    return 1 / (1 + math.exp(-max(-FARTHEST, min(FARTHEST, scored))))
