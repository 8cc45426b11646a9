"""Train the ranking of sentences: `data/models/ranking.json`.

    python training/train_ranking.py --data DIR [--check]

DIR holds public datasets as published: `scifact/` and `healthver/` (claims_train.jsonl and
corpus.jsonl) and Evidence Inference 2.0 (`ei/annotations`). Only weights are kept. `--check` prints how
often a gold sentence is first and among the first three, by 5-fold cross-validation grouped by document and
from one dataset to another, and writes nothing.

The model is a conditional logit: within a record, which sentence is the evidence. Its scores are
then put on the scale of a probability by a logistic curve, so that they compare between records.
"""

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from ranking_data import Example, evidence_inference, statements
from scipy.optimize import minimize
from scipy.special import expit

from review.appraisal.ranking import ASKED, FILE, STATED
from review.appraisal.ranking_features import NAMES, features
from review.core.settings import data_folder

Numbers = NDArray[np.float64]
RIDGE = 1.0
FOLDS = 5
FIRST = 3
WEIGHT = {"scifact": 1.0, "healthver": 0.25, "ei": 1.0}
"""What an example of a dataset counts: HealthVer has many claims on few records."""


@dataclass(frozen=True)
class Case:
    """The features of a record's sentences for a claim, and which of them are evidence."""

    values: Numbers
    gold: Numbers
    document: str
    source: str


def cases(examples: Iterable[Example]) -> list[Case]:
    """The examples that have evidence, as numbers."""
    found = []
    for one in examples:
        if one.gold:
            values = np.array(features(one.claim, one.record))
            gold = np.isin(np.arange(len(values)), list(one.gold)).astype(float)
            found.append(Case(values, gold, one.document, one.source))
    return found


def fit(train: list[Case]) -> Numbers:
    """Weights that make the evidence the likeliest sentence of its record."""
    values = np.vstack([case.values for case in train])
    gold = np.concatenate([case.gold / case.gold.sum() for case in train])
    sizes = np.array([len(case.gold) for case in train])
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    of = np.repeat(np.arange(len(train)), sizes)
    counts = np.array([WEIGHT[case.source] for case in train])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        scores = values @ weights
        highest = np.maximum.reduceat(scores, starts)
        raised = np.exp(scores - highest[of])
        total = np.add.reduceat(raised, starts)
        told = np.add.reduceat(gold * scores, starts) - np.log(total) - highest
        slope = values.T @ ((gold - raised / total[of]) * counts[of])
        return -(counts @ told) + weights @ weights / (2 * RIDGE), -slope + weights / RIDGE

    start = np.zeros(values.shape[1])
    return np.asarray(
        minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    )


def scaled(train: list[Case], weights: Numbers) -> tuple[float, Numbers]:
    """Intercept and weights whose logistic curve is the chance that a sentence is evidence."""
    scores = np.concatenate([case.values @ weights for case in train])
    gold = np.concatenate([case.gold for case in train])
    counts = np.concatenate([np.full(len(case.gold), WEIGHT[case.source]) for case in train])

    def loss(curve: Numbers) -> tuple[float, Numbers]:
        logit = curve[0] + curve[1] * scores
        wrong = counts * (expit(logit) - gold)
        value = counts @ (np.logaddexp(0, logit) - gold * logit)
        return value, np.array([wrong.sum(), wrong @ scores])

    intercept, slope = minimize(loss, np.array([0.0, 1.0]), jac=True, method="L-BFGS-B").x
    return float(intercept), slope * weights


def hits(test: list[Case], weights: Numbers) -> tuple[float, float]:
    """How often evidence is the first sentence, and among the first three."""
    first = among = 0
    for case in test:
        order = np.argsort(-(case.values @ weights), kind="stable")
        first += bool(case.gold[order[0]])
        among += bool(case.gold[order[:FIRST]].any())
    return first / len(test), among / len(test)


def crossed(found: list[Case], beside: list[Case]) -> tuple[float, float]:
    """Hits by cross-validation grouped by document; `beside` is always trained on."""
    documents = sorted({case.document for case in found})
    fold = {name: place % FOLDS for place, name in enumerate(documents)}
    total = np.zeros(2)
    for number in range(FOLDS):
        test = [case for case in found if fold[case.document] == number]
        train = [case for case in found if fold[case.document] != number]
        total += np.array(hits(test, fit([*train, *beside]))) * len(test)
    return float(total[0] / len(found)), float(total[1] / len(found))


def check(scifact: list[Case], healthver: list[Case], inference: list[Case]) -> None:
    """Print the hit rates."""
    rows = {
        "SciFact, cross-validated": crossed(scifact, healthver),
        "HealthVer, cross-validated": crossed(healthver, scifact),
        "HealthVer, trained on SciFact": hits(healthver, fit(scifact)),
        "SciFact, trained on HealthVer": hits(scifact, fit(healthver)),
        "Evidence Inference, cross-validated": crossed(inference, []),
    }
    for name, (first, among) in rows.items():
        print(f"{name}: first {first:.3f}, among the first {FIRST} {among:.3f}")


def stored(train: list[Case]) -> dict[str, object]:
    """A set of weights as the file holds it."""
    intercept, weights = scaled(train, fit(train))
    named = zip(NAMES, weights.tolist(), strict=True)
    return {"intercept": round(intercept, 4), "weights": {n: round(w, 4) for n, w in named}}


def main() -> None:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public datasets")
    parser.add_argument("--check", action="store_true", help="print hit rates and write nothing")
    asked = parser.parse_args()
    scifact, healthver = (cases(statements(asked.data, name)) for name in ("scifact", "healthver"))
    inference = cases(evidence_inference(asked.data))
    if asked.check:
        check(scifact, healthver, inference)
        return
    model = {STATED: stored([*scifact, *healthver]), ASKED: stored(inference)}
    out = data_folder() / "models" / FILE
    out.write_text(json.dumps(model, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
