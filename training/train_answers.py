"""Train the reading of answers to questions: `data/models/answers.json`.

    python training/train_answers.py --data DIR [--check]

DIR holds `pubmedqa/` as published (ori_pqal.json and test_ground_truth.json; questions of the test
part are not read). Only weights are kept. `--check` prints accuracy and macro-F1 by 5-fold
cross-validation and writes nothing.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from logistic import RIDGE, Model, Numbers, logistic, macro_f1, stored
from numpy.typing import NDArray
from ranking_data import questions

from review.appraisal.answer_features import NAMES, conclusions, values
from review.appraisal.answers import ANSWERS, FILE
from review.appraisal.ranking import rank
from review.settings import data_folder

FOLDS = 5
MAYBE = 0.5
"""Added to the score of "maybe", which is rare, so that it is answered at all."""


def examples(data: Path) -> tuple[Numbers, NDArray[np.int64]]:
    """Questions as numbers, with gold answers (places in `ANSWERS`)."""
    found = list(questions(data))
    rows = [values(one.claim, conclusions(rank(one.claim, one.record))) for one in found]
    return np.array(rows), np.array([list(ANSWERS).index(one.label) for one in found])


def fit(rows: Numbers, gold: NDArray[np.int64]) -> list[Model]:
    """A model for each answer against the others; "maybe" is helped."""
    counts = np.ones(len(rows))
    found = [
        logistic(rows, (gold == n).astype(float), counts, ridge=4 * RIDGE)
        for n in range(len(ANSWERS))
    ]
    return [*found[:2], Model(found[2].intercept + MAYBE, found[2].weights)]


def check(rows: Numbers, gold: NDArray[np.int64]) -> None:
    """Print accuracy and macro-F1 of answers by cross-validation."""
    told = np.zeros(len(gold), dtype=np.int64)
    fold = np.arange(len(gold)) % FOLDS
    for number in range(FOLDS):
        models = fit(rows[fold != number], gold[fold != number])
        scores = np.array([model.scores(rows[fold == number]) for model in models])
        told[fold == number] = scores.argmax(axis=0)
    f1 = macro_f1(gold, told, np.ones(len(gold)))
    print(f"PubMedQA, cross-validated: accuracy {(told == gold).mean():.3f}, macro-F1 {f1:.3f}")


def main() -> None:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public datasets")
    parser.add_argument("--check", action="store_true", help="print measures and write nothing")
    asked = parser.parse_args()
    rows, gold = examples(asked.data)
    if asked.check:
        check(rows, gold)
        return
    models = {n: stored(m, NAMES) for n, m in zip(ANSWERS, fit(rows, gold), strict=True)}
    text = json.dumps(models, indent=1, ensure_ascii=False)
    (data_folder() / "models" / FILE).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
