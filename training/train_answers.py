"""Train the reading of answers to questions: `data/models/answers.json`.

    python training/train_answers.py --data DIR [--check]

DIR holds `pubmedqa/` as published (ori_pqal.json and test_ground_truth.json; questions of the test
part are not read). Only weights are kept. `--check` prints accuracy and macro-F1 by 5-fold
cross-validation, mean and spread over ten ways to divide the questions, and writes nothing.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from logistic import Numbers, macro_f1
from numpy.typing import NDArray
from ranking_data import questions
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from review.appraisal.answer_features import NAMES, values
from review.appraisal.answers import ANSWERS, FILE
from review.appraisal.ranking import rank
from review.core.settings import data_folder

FOLDS = 5
REPEATS = 10
RIDGE = 60.0
MAYBE = 0.5
"""Added to the score of "maybe", which is rare, so that it is answered at all."""

Places = NDArray[np.int64]


def examples(data: Path) -> tuple[Numbers, Places]:
    """Questions as numbers, with gold answers (places in `ANSWERS`)."""
    found = list(questions(data))
    rows = [values(one.claim.statement, rank(one.claim, one.record)) for one in found]
    return np.array(rows), np.array([list(ANSWERS).index(one.label) for one in found])


def fit(rows: Numbers, gold: Places) -> Numbers:
    """Intercept and weights of each answer: one multinomial logistic model with a ridge."""
    mean, spread = rows.mean(0), rows.std(0)
    spread[spread == 0] = 1.0
    known = np.c_[np.ones(len(rows)), (rows - mean) / spread]
    wanted = np.eye(len(ANSWERS))[gold]
    held = np.r_[0.0, np.full(rows.shape[1], RIDGE)]

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights = flat.reshape(len(ANSWERS), -1)
        scores = known @ weights.T
        value = -np.sum(wanted * log_softmax(scores, axis=1)) + np.sum(held * weights**2) / 2
        return float(value), ((softmax(scores, axis=1) - wanted).T @ known + held * weights).ravel()

    start = np.zeros(len(ANSWERS) * known.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x
    weights = found.reshape(len(ANSWERS), -1)
    weights[:, 1:] /= spread
    weights[:, 0] -= weights[:, 1:] @ mean
    weights[list(ANSWERS).index("maybe"), 0] += MAYBE
    return weights


def told(weights: Numbers, rows: Numbers) -> Places:
    """The answer to each question."""
    return np.asarray((weights[:, 0] + rows @ weights[:, 1:].T).argmax(axis=1))


def crossed(rows: Numbers, gold: Places, seed: int) -> Places:
    """Answers by cross-validation; every fold holds its share of each answer."""
    shuffled = np.random.default_rng(seed).permutation(len(gold))
    in_order = shuffled[np.argsort(gold[shuffled], kind="stable")]
    fold = np.empty(len(gold), dtype=np.int64)
    fold[in_order] = np.arange(len(gold)) % FOLDS
    found = np.empty_like(gold)
    for number in range(FOLDS):
        weights = fit(rows[fold != number], gold[fold != number])
        found[fold == number] = told(weights, rows[fold == number])
    return found


def check(rows: Numbers, gold: Places) -> None:
    """Print accuracy and macro-F1 of answers by repeated cross-validation."""
    found = [crossed(rows, gold, seed) for seed in range(REPEATS)]
    ones = np.ones(len(gold))
    for name, measured in (
        ("accuracy", [float((one == gold).mean()) for one in found]),
        ("macro-F1", [macro_f1(gold, one, ones) for one in found]),
    ):
        print(f"PubMedQA, cross-validated: {name} {np.mean(measured):.3f} ± {np.std(measured):.3f}")


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
    stored = {
        answer: {
            "intercept": round(float(weights[0]), 4),
            "weights": {n: round(float(w), 4) for n, w in zip(NAMES, weights[1:], strict=True)},
        }
        for answer, weights in zip(ANSWERS, fit(rows, gold), strict=True)
    }
    text = json.dumps(stored, indent=1, ensure_ascii=False)
    (data_folder() / "models" / FILE).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
