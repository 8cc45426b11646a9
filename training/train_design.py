"""Train and check the word model of study designs (`data/models/design.csv`).

    python training/train_design.py check train.csv val.csv    # five-fold cross-validation with baselines
    python training/train_design.py train train.csv val.csv    # writes the weights

The files are the training and validation parts of StudyTypeTeller (Doneva et al. 2025; CSV with `title`,
`abstract`, `accepted_label`), fetched by whoever runs this. Its test part is left alone. The loss is
convex and the solver starts from zero, so that equal files give equal weights.
"""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import logsumexp

import review
from review.core.models import Record
from review.core.settings import data_folder
from review.core.vocabulary import SYNTHESES, Design
from review.reading.design import design
from review.reading.design_hints import weak_hint
from review.reading.design_model import HINT_WEIGHT, features

LABELS = {
    "Animal-drug-intervention": Design.ANIMAL,
    "Animal-non-drug-intervention": Design.ANIMAL,
    "Animal-other": Design.ANIMAL,
    "Clinical-study-protocol": Design.PROTOCOL,
    "Human-RCT-drug-intervention": Design.RANDOMISED_TRIAL,
    "Human-RCT-non-drug-intervention": Design.RANDOMISED_TRIAL,
    "Human-RCT-non-intervention": Design.RANDOMISED_TRIAL,
    "Human-case-report": Design.CASE_REPORT,
    "Human-non-RCT-drug-intervention": Design.NON_RANDOMISED_TRIAL,
    "Human-non-RCT-non-drug-intervention": Design.NON_RANDOMISED_TRIAL,
    "Human-systematic-review": Design.SYSTEMATIC_REVIEW,
    "In-vitro-study": Design.IN_VITRO,
    "Non-systematic-review": Design.NARRATIVE_REVIEW,
    "Remaining": Design.UNCLEAR,
}
"""The dataset's classes in the suite's words: which intervention and which animal work are not told apart."""

DESIGNS = tuple(dict.fromkeys(LABELS.values()))
ALIKE = {
    **dict.fromkeys(SYNTHESES, Design.SYSTEMATIC_REVIEW),
    Design.CASE_SERIES: Design.CASE_REPORT,
}
"""Designs of the suite that the dataset does not tell apart."""

FEWEST_TEXTS = 5
MOST_WORDS = 8000
STRENGTH = 10.0
"""Inverse of the penalty on large weights."""
FOLDS = 5


class Trained(NamedTuple):
    """Words with their rarity, and one row of weights for each word, the hints and the constant."""

    words: list[str]
    rarity: np.ndarray
    weights: np.ndarray


def read(paths: Sequence[Path]) -> tuple[list[Record], np.ndarray]:
    """Records and the places of their designs in `DESIGNS`."""
    rows = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            rows += list(csv.DictReader(lines))
    records = [review.record(title=row["title"], abstract=row["abstract"]) for row in rows]
    return records, np.array([DESIGNS.index(LABELS[row["accepted_label"]]) for row in rows])


def chosen_words(counts: list[dict[str, float]], truth: np.ndarray) -> list[str]:
    """The words that part the designs best (chi-squared), among those of several texts."""
    number = {word: place for place, word in enumerate(sorted(set().union(*counts)))}
    table = _matrix(counts, number)
    enough = np.flatnonzero(np.asarray((table > 0).sum(axis=0)).ravel() >= FEWEST_TEXTS)
    table = table[:, enough]
    by_design = sparse.csr_matrix(np.eye(len(DESIGNS))[truth]).T @ table
    observed = by_design.toarray()
    share = np.bincount(truth, minlength=len(DESIGNS)) / len(truth)
    expected = np.outer(share, observed.sum(axis=0))
    parting = ((observed - expected) ** 2 / expected).sum(axis=0)
    best = np.argsort(-parting, kind="stable")[:MOST_WORDS]
    names = list(number)
    return sorted(names[enough[place]] for place in best)


def _matrix(counts: list[dict[str, float]], number: dict[str, int]) -> sparse.csr_matrix:
    cells = [
        (row, number[word], value)
        for row, words in enumerate(counts)
        for word, value in words.items()
        if word in number
    ]
    rows, columns, values = zip(*cells, strict=True)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(counts), len(number)))


def table_of(
    counts: list[dict[str, float]], hints: list[Design], words: list[str], rarity: np.ndarray
) -> sparse.csr_matrix:
    """One row per text: weighted words of length 1, the hint, and 1 for the constant."""
    weighted = _matrix(counts, {word: place for place, word in enumerate(words)}).multiply(rarity)
    length = np.sqrt(np.asarray(weighted.power(2).sum(axis=1)).ravel())
    unit = sparse.diags(1 / np.maximum(length, 1e-12)) @ weighted
    hinted = np.array([[HINT_WEIGHT * (hint is name) for name in Design] for hint in hints])
    return sparse.hstack([unit, hinted, np.ones((len(counts), 1))]).tocsr()


def fit(table: sparse.csr_matrix, truth: np.ndarray) -> np.ndarray:
    """Weights of the multinomial regression, each design weighted alike; the constant is not penalised."""
    balance = len(truth) / (len(DESIGNS) * np.bincount(truth, minlength=len(DESIGNS)))
    share = balance[truth]
    target = np.eye(len(DESIGNS))[truth]
    free = np.ones((table.shape[1], 1))
    free[-1] = 0

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(table.shape[1], len(DESIGNS))
        scores = table @ weights
        logs = scores - logsumexp(scores, axis=1, keepdims=True)
        gradient = STRENGTH * (table.T @ ((np.exp(logs) - target) * share[:, None]))
        value = -STRENGTH * float((share * logs[np.arange(len(truth)), truth]).sum())
        penalised = weights * free
        return value + 0.5 * float((penalised**2).sum()), (gradient + penalised).ravel()

    start = np.zeros(table.shape[1] * len(DESIGNS))
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return solved.x.reshape(table.shape[1], len(DESIGNS))


def train(records: list[Record], truth: np.ndarray) -> Trained:
    """The model of these records."""
    counts, hints = described(records)
    words = chosen_words(counts, truth)
    seen = np.asarray(
        (_matrix(counts, {w: i for i, w in enumerate(words)}) > 0).sum(axis=0)
    ).ravel()
    rarity = np.log((1 + len(records)) / (1 + seen)) + 1
    return Trained(words, rarity, fit(table_of(counts, hints, words, rarity), truth))


def described(records: list[Record]) -> tuple[list[dict[str, float]], list[Design]]:
    """Words of each record and the design its weak words hint at."""
    hints = [weak_hint(record) for record in records]
    return (
        [features(record.title, record.abstract) for record in records],
        [hint[0] if hint else Design.UNCLEAR for hint in hints],
    )


def write(model: Trained, path: Path) -> None:
    """The model as a table."""
    names = [*model.words, *(f"(hint {name})" for name in Design), "(constant)"]
    rarity = [*model.rarity, *[1.0] * (len(names) - len(model.words))]
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(["word", "rarity", *(name.value for name in DESIGNS)])
        for word, rare, weights in zip(names, rarity, model.weights, strict=True):
            lines.writerow([word, f"{rare:.3f}", *(f"{weight:.3f}" for weight in weights)])


def f1(truth: np.ndarray, answer: np.ndarray) -> np.ndarray:
    """F1 of each design."""
    hits = np.array([((truth == d) & (answer == d)).sum() for d in range(len(DESIGNS))])
    named = np.array([(truth == d).sum() + (answer == d).sum() for d in range(len(DESIGNS))])
    return 2 * hits / np.maximum(named, 1)


def folds_of(truth: np.ndarray) -> np.ndarray:
    """A fold for each record, the designs spread evenly."""
    folds = np.empty(len(truth), dtype=int)
    generator = np.random.default_rng(0)
    for name in range(len(DESIGNS)):
        places = generator.permutation(np.flatnonzero(truth == name))
        folds[places] = np.arange(len(places)) % FOLDS
    return folds


def as_trained(found: Design) -> int:
    """A design of the suite as one of the dataset's."""
    alike = ALIKE.get(found, found)
    return DESIGNS.index(alike if alike in DESIGNS else Design.UNCLEAR)


def check(records: list[Record], truth: np.ndarray, path: Path) -> dict[str, np.ndarray]:
    """Answers for each record by a model that has not seen it: alone, and below the rules."""
    alone, below = np.empty_like(truth), np.empty_like(truth)
    folds = folds_of(truth)
    counts, hints = described(records)
    for fold in range(FOLDS):
        away = np.flatnonzero(folds != fold)
        model = train([records[i] for i in away], truth[away])
        write(model, path)
        _forget()
        for place in np.flatnonzero(folds == fold):
            below[place] = as_trained(design(records[place]).design)
        here = np.flatnonzero(folds == fold)
        table = table_of(
            [counts[i] for i in here], [hints[i] for i in here], model.words, model.rarity
        )
        alone[here] = (table @ model.weights).argmax(axis=1)
    most = np.full_like(truth, DESIGNS.index(Design.UNCLEAR))
    return {
        "always another study": most,
        "word model alone": alone,
        "rules, then word model": below,
    }


def _forget() -> None:
    """Forget the model and the answers it gave."""
    from review.reading import design_model  # noqa: PLC0415 - the cache of one module

    design_model._model.cache_clear()
    design.cache_clear()


def main() -> None:
    """Train, or check."""
    task, *files = sys.argv[1:]
    records, truth = read([Path(name) for name in files])
    path = data_folder() / "models" / "design.csv"
    if task == "check":
        kept = path.read_text(encoding="utf-8")
        try:
            answers = check(records, truth, path)
        finally:
            path.write_text(kept, encoding="utf-8")
        for name, answer in answers.items():
            scores = f1(truth, answer)
            print(f"{name}: macro-F1 {scores.mean():.3f}, right {(answer == truth).mean():.3f}")
            print("  " + ", ".join(f"{d} {s:.2f}" for d, s in zip(DESIGNS, scores, strict=True)))
    else:
        write(train(records, truth), path)


if __name__ == "__main__":
    main()
