"""Train the reading of statements: `data/models/assertions.json`.

    python training/train_assertions.py --data DIR [--check]

DIR holds public datasets as published: `scifact/` and `healthver/` (claims_train.jsonl and
corpus.jsonl). Only weights are kept. `--check` prints macro-F1 of the three stances by 5-fold
cross-validation grouped by document and from one dataset to the other, and writes nothing.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from logistic import Model, Numbers, logistic, macro_f1, stored
from numpy.typing import NDArray
from ranking_data import statements

from review.appraisal.assertions import FEATURES, FILE, values
from review.appraisal.ranking import rank
from review.core.settings import data_folder

FOLDS = 5
STANCES = ("supports", "refutes", "no information")
WEIGHT = {"scifact": 1.0, "healthver": 0.1}
"""What a pair counts: HealthVer has many claims on few records, and its labels are so loose that what it
teaches of sides does not carry over (area under the curve on SciFact 0.51)."""


@dataclass(frozen=True)
class Pairs:
    """Claims and records as numbers, with gold stances (places in `STANCES`)."""

    informs: Numbers
    refutes: Numbers
    gold: NDArray[np.int64]
    documents: tuple[str, ...]
    counts: Numbers

    def of(self, chosen: NDArray[np.bool_]) -> "Pairs":
        """Some of the pairs."""
        names = tuple(np.array(self.documents)[chosen].tolist())
        return Pairs(
            self.informs[chosen],
            self.refutes[chosen],
            self.gold[chosen],
            names,
            self.counts[chosen],
        )

    def beside(self, other: "Pairs") -> "Pairs":
        """These pairs and others."""
        return Pairs(
            np.vstack([self.informs, other.informs]),
            np.vstack([self.refutes, other.refutes]),
            np.r_[self.gold, other.gold],
            (*self.documents, *other.documents),
            np.r_[self.counts, other.counts],
        )


def pairs(data: Path, name: str) -> Pairs:
    """Every claim of a dataset with each of its records."""
    examples = list(statements(data, name))
    found = [values(one.claim, one.record, rank(one.claim, one.record)) for one in examples]
    return Pairs(
        np.array([one.informs for one in found]),
        np.array([one.refutes for one in found]),
        np.array([STANCES.index(one.label) for one in examples]),
        tuple(one.document for one in examples),
        np.full(len(examples), WEIGHT[name]),
    )


def fit(train: Pairs) -> tuple[Model, Model]:
    """Both models, their intercepts set where macro-F1 of the three stances is best."""
    told = train.gold != STANCES.index("no information")
    against = (train.gold[told] == STANCES.index("refutes")).astype(float)
    informs = logistic(train.informs, told.astype(float), train.counts)
    refutes = logistic(train.refutes[told], against, train.counts[told])
    first, second = informs.scores(train.informs), refutes.scores(train.refutes)
    cuts = [
        (a, b)
        for a in np.quantile(first, np.linspace(0.1, 0.8, 29))
        for b in np.quantile(second, np.linspace(0.4, 0.95, 23))
    ]
    at, over = max(
        cuts,
        key=lambda cut: macro_f1(train.gold, called(first - cut[0], second - cut[1]), train.counts),
    )
    return (
        Model(float(informs.intercept - at), informs.weights),
        Model(float(refutes.intercept - over), refutes.weights),
    )


def called(informs: Numbers, refutes: Numbers) -> NDArray[np.int64]:
    """The stances that two scores give."""
    return np.where(informs < 0, 2, np.where(refutes < 0, 0, 1))


def tested(models: tuple[Model, Model], test: Pairs) -> NDArray[np.int64]:
    """The stances that two models give."""
    return called(models[0].scores(test.informs), models[1].scores(test.refutes))


def crossed(found: Pairs, other: Pairs) -> float:
    """Macro-F1 by cross-validation grouped by document, the other dataset always trained on."""
    names = sorted(set(found.documents))
    fold = np.array([names.index(one) % FOLDS for one in found.documents])
    told = np.zeros(len(found.gold), dtype=np.int64)
    for number in range(FOLDS):
        train = found.of(fold != number).beside(other)
        told[fold == number] = tested(fit(train), found.of(fold == number))
    return macro_f1(found.gold, told, np.ones(len(told)))


def main() -> None:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public datasets")
    parser.add_argument("--check", action="store_true", help="print measures and write nothing")
    asked = parser.parse_args()
    scifact, healthver = pairs(asked.data, "scifact"), pairs(asked.data, "healthver")
    if asked.check:
        print(f"SciFact, cross-validated: {crossed(scifact, healthver):.3f}")
        print(f"HealthVer, cross-validated: {crossed(healthver, scifact):.3f}")
        for name, train, test in (
            ("SciFact to HealthVer", scifact, healthver),
            ("HealthVer to SciFact", healthver, scifact),
        ):
            told = tested(fit(train), test)
            print(f"{name}: {macro_f1(test.gold, told, np.ones(len(told))):.3f}")
        return
    informs, refutes = fit(scifact.beside(healthver))
    models = {"informs": informs, "refutes": refutes}
    text = json.dumps(
        {n: stored(m, FEATURES[n]) for n, m in models.items()}, indent=1, ensure_ascii=False
    )
    (data_folder() / "models" / FILE).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
