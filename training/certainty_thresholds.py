"""Would fitted thresholds, or a model, rate effect estimates nearer to their authors than GRADE's own numbers?

    python training/certainty_thresholds.py data/reference

Ten folds of whole reviews, three ways of dealing them. Everything is chosen on nine folds and
scored on the tenth; the rule with GRADE's thresholds has nothing to choose. Needs scikit-learn.
"""

import math
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from review.accuracy.certainty_ratings import (
    CLASSES,
    PooledEffect,
    RatedEffect,
    load,
    rate_by_halves,
    rate_effect,
)
from review.accuracy.measures import MEASURES
from review.synthesis.thresholds import RATIOS

FOLDS = 10
DEALS = 3
SHOWN = ("weighted kappa", "exact", "within one level")
Places = NDArray[np.int64]


def main(folder: Path) -> None:
    """Print one row per rater: mean over the deals."""
    rows = [one for one in load(folder, "ratings") if isinstance(one, RatedEffect)]
    effects = [one.effect for one in rows if one.effect is not None]
    gold = np.array([CLASSES.index(one.gold) for one in rows])
    reviews = [one.document for one in rows]
    raters: dict[str, Callable[[Places, Places], Places]] = {
        "GRADE's thresholds (the suite)": _fixed([rate_effect(one)[0] for one in effects]),
        "size and interval alone": _fixed([rate_by_halves(one)[0] for one in effects]),
        "commonest class": lambda train, test: np.full(
            len(test), np.bincount(gold[train]).argmax()
        ),
        "thresholds chosen by fold": _chosen(effects, gold),
        "logistic model": _logistic(effects, gold, ordered=False),
        "logistic model, ordered": _logistic(effects, gold, ordered=True),
    }
    print(f"| rater | {' | '.join(SHOWN)} | high where authors said very low |")
    print("|---" * (len(SHOWN) + 2) + "|")
    for name, rate in raters.items():
        scores = [_scored(rate, gold, folds) for folds in _deals(reviews)]
        means = [float(np.mean(column)) for column in zip(*scores, strict=True)]
        print(
            f"| {name} | {' | '.join(f'{value:.3f}' for value in means[:-1])} | {means[-1]:.1f} |"
        )


def _deals(reviews: list[str]) -> Iterator[Places]:
    """The fold of every row; rows of one review share it."""
    names = sorted(set(reviews))
    for seed in range(DEALS):
        order = np.random.default_rng(seed).permutation(len(names))
        fold = {name: int(place) % FOLDS for name, place in zip(names, order, strict=True)}
        yield np.array([fold[name] for name in reviews])


def _scored(rate: Callable[[Places, Places], Places], gold: Places, folds: Places) -> list[float]:
    answers = np.zeros_like(gold)
    for fold in range(FOLDS):
        test = np.flatnonzero(folds == fold)
        answers[test] = rate(np.flatnonzero(folds != fold), test)
    table = np.zeros((len(CLASSES), len(CLASSES)))
    np.add.at(table, (gold, answers), 1)
    worst = table[CLASSES.index("very low"), CLASSES.index("high")]
    return [*(float(MEASURES[name](table)) for name in SHOWN), float(worst)]


def _fixed(ratings: list[str]) -> Callable[[Places, Places], Places]:
    answers = np.array([CLASSES.index(one) for one in ratings])
    return lambda train, test: answers[test]


def _columns(effects: list[PooledEffect]) -> NDArray[np.float64]:
    """What a model may look at: sizes, interval, heterogeneity, measure."""
    rows = []
    for one in effects:
        ratio = one.interval.measure in RATIOS
        width = math.log(one.interval.high / max(one.interval.low, 0.01)) if ratio else 0.0
        rows.append(
            [
                math.log(one.participants),
                math.log(one.studies),
                one.interval.includes_no_effect,
                one.interval.includes_benefit_and_harm,
                ratio,
                width,
                one.i_squared or 0.0,
                one.i_squared is None,
            ]
        )
    return np.array(rows, dtype=float)


def _logistic(
    effects: list[PooledEffect], gold: Places, *, ordered: bool
) -> Callable[[Places, Places], Places]:
    """The likeliest class; where ordered, the expected place, cut so that classes are as common as in training."""
    columns = _columns(effects)

    def rate(train: Places, test: Places) -> Places:
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
        model.fit(columns[train], gold[train])
        if not ordered:
            return np.asarray(model.predict(columns[test]))
        places = np.arange(len(CLASSES))
        shares = np.cumsum(np.bincount(gold[train], minlength=len(CLASSES)))[:-1] / len(train)
        cuts = np.quantile(model.predict_proba(columns[train]) @ places, shares)
        return np.searchsorted(cuts, model.predict_proba(columns[test]) @ places)

    return rate


def _chosen(effects: list[PooledEffect], gold: Places) -> Callable[[Places, Places], Places]:
    """The same rule with the size, small size, ample size and I-squared that fit the training folds best."""
    grid = list(
        product((200, 300, 400, 500), (50, 100, 150, 200), (2000, 4000, 8000), (40, 50, 75))
    )
    answers = {numbers: _rated_with(effects, *numbers) for numbers in grid}

    def rate(train: Places, test: Places) -> Places:
        best = max(grid, key=lambda numbers: _kappa(gold[train], answers[numbers][train]))
        return answers[best][test]

    return rate


def _rated_with(
    effects: list[PooledEffect], enough: int, few: int, ample: int, divided: int
) -> Places:
    levels = []
    for one in effects:
        size = -(one.participants < enough) - (one.participants < few)
        open_interval = one.interval.includes_no_effect and one.participants < ample
        both = open_interval and one.interval.includes_benefit_and_harm
        imprecise = -2 if size and both else min(size, -1) if open_interval else size
        spread = -((one.i_squared or 0) >= divided)
        sound = one.participants >= ample and not one.interval.includes_no_effect and not spread
        sound = sound and one.studies > 1 and one.has_enough_events
        levels.append(max(1, 4 - (not sound) + imprecise + spread))
    return 4 - np.array(levels)


def _kappa(gold: Places, answers: Places) -> float:
    table = np.zeros((len(CLASSES), len(CLASSES)))
    np.add.at(table, (gold, answers), 1)
    return float(MEASURES["weighted kappa"](table))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
