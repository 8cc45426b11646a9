"""Small learned parts: a linear model over named signals, its weights in a readable file.

The files are written by the scripts in `training/` and say on what and when they were trained.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from review.settings import data_folder

SHOWN = 3
"""How many signals stand for a decision where it is explained."""


@dataclass(frozen=True)
class LinearModel:
    """A multinomial logistic regression: classes, a bias for each, and weights by signal name."""

    classes: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    def probabilities(self, signals: Mapping[str, float]) -> dict[str, float]:
        """The probability of each class; signals that the model does not know tell nothing."""
        scores = list(self.biases)
        for name, value in signals.items():
            for place, weight in enumerate(self.weights.get(name, ())):
                scores[place] += weight * value
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        return {c: power / sum(powers) for c, power in zip(self.classes, powers, strict=True)}

    def decide(self, signals: Mapping[str, float]) -> tuple[str, float]:
        """The most probable class and its probability; the first in the file of equals."""
        chances = self.probabilities(signals)
        best = max(self.classes, key=lambda name: chances[name])
        return best, chances[best]

    def weightiest(self, signals: Mapping[str, float], chosen: str) -> tuple[str, ...]:
        """Names of the signals that spoke loudest for a class, loudest first."""
        place = self.classes.index(chosen)
        voices = {
            name: self.weights[name][place] * value
            for name, value in signals.items()
            if name in self.weights
        }
        loudest = sorted(voices, key=lambda name: (-voices[name], name))
        return tuple(name for name in loudest[:SHOWN] if voices[name] > 0)


@cache
def linear_model(file_name: str) -> LinearModel:
    """The model of a file under `data/models`."""
    text = (data_folder() / "models" / file_name).read_text(encoding="utf-8")
    stored = json.loads(text)
    return LinearModel(
        tuple(stored["classes"]),
        tuple(stored["biases"]),
        {name: tuple(weights) for name, weights in stored["weights"].items()},
    )
