"""A logistic model with a ridge, how well it tells classes apart, and how it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Numbers = NDArray[np.float64]
RIDGE = 10.0


@dataclass(frozen=True)
class Model:
    """A linear score in the units of the features."""

    intercept: float
    weights: Numbers

    def scores(self, values: Numbers) -> Numbers:
        """The score of each row."""
        return np.asarray(self.intercept + values @ self.weights)


def logistic(rows: Numbers, gold: Numbers, counts: Numbers) -> Model:
    """A logistic model with a ridge on standardised features."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    known = np.c_[np.ones(len(rows)), (rows - mean) / spread]

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = known @ weights
        wrong = counts * (1 / (1 + np.exp(-scores)) - gold)
        held = np.r_[0.0, weights[1:]] * RIDGE
        value = counts @ (np.logaddexp(0, scores) - gold * scores) + held @ weights / 2
        return float(value), known.T @ wrong + held

    start = np.zeros(known.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 1000}).x
    weights = found[1:] / spread
    return Model(float(found[0] - mean @ weights), weights)


def macro_f1(gold: NDArray[np.int64], told: NDArray[np.int64], counts: Numbers) -> float:
    """Mean F1 of the three classes."""
    found = []
    for one in range(3):
        right = counts @ ((gold == one) & (told == one))
        found.append(2 * right / max(1.0, counts @ (gold == one) + counts @ (told == one)))
    return float(np.mean(found))


def stored(model: Model, names: Sequence[str]) -> dict[str, object]:
    """A model as the file holds it."""
    named = zip(names, model.weights.tolist(), strict=True)
    return {"intercept": round(model.intercept, 4), "weights": {n: round(w, 4) for n, w in named}}
