"""What needs no understanding: the commonest class, and a classifier of words. The yardsticks of every benchmark."""

from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from review.accuracy.task import Example
from review.core.errors import InputError

FOLDS = 5
LONGEST_VOCABULARY = 20_000
LEAST_DOCUMENTS = 2
"""Fewer documents than this cannot be divided into folds."""


def commonest(examples: Sequence[Example], training: Sequence[Example]) -> list[str]:
    """The commonest label of the training examples, or of the examples themselves, for every example."""
    labels = Counter(one.gold for one in training or examples)
    return [min(labels, key=lambda label: (-labels[label], label))] * len(examples)


def by_words(examples: Sequence[Example], training: Sequence[Example]) -> list[str]:
    """The labels that TF-IDF and logistic regression give.

    Fitted on the training examples; without any, on the other documents in five folds.

    Raises:
        InputError: scikit-learn is not installed, or there are too few documents for folds.
    """
    together = [*examples, *training]
    asked, rest = list(range(len(examples))), list(range(len(examples), len(together)))
    rounds = [(asked, rest)] if training else _folds([one.document for one in examples])
    counts, gold = _counts([one.text for one in together]), [one.gold for one in together]
    labels = dict[int, str]()
    with _module("threadpoolctl").threadpool_limits(limits=1):  # several threads only wait here
        for part, others in rounds:
            labels |= zip(part, _fitted(counts, gold, part, others), strict=True)
    return [labels[n] for n in asked]


def _folds(documents: Sequence[str]) -> list[tuple[list[int], list[int]]]:
    """Examples to answer and examples to learn from; documents are dealt to folds in the order in which they come."""
    order = {name: place for place, name in enumerate(dict.fromkeys(documents))}
    if len(order) < LEAST_DOCUMENTS:
        raise InputError(
            "The data hold one document only, and the baseline needs others to learn from: use the whole dataset."
        )
    folds = [order[name] % FOLDS for name in documents]
    return [
        (
            [n for n, fold in enumerate(folds) if fold == wanted],
            [n for n, fold in enumerate(folds) if fold != wanted],
        )
        for wanted in sorted(set(folds))
    ]


def _counts(texts: Sequence[str]) -> Any:
    """How often each word and pair of words stands in each text."""
    counter = _module("sklearn.feature_extraction.text").CountVectorizer(
        ngram_range=(1, 2), max_features=LONGEST_VOCABULARY
    )
    return counter.fit_transform(texts)


def _fitted(
    counts: Any, gold: Sequence[str], asked: Sequence[int], others: Sequence[int]
) -> list[str]:
    """Labels for some rows, learnt from others; how rare a word is, too."""
    labels = [gold[n] for n in others]
    if len(set(labels)) == 1:
        return labels[:1] * len(asked)
    weights = _module("sklearn.feature_extraction.text").TfidfTransformer(sublinear_tf=True)
    model = _module("sklearn.linear_model").LogisticRegression(
        max_iter=1000, class_weight="balanced"
    )
    model.fit(weights.fit_transform(counts[others]), labels)
    return [str(label) for label in model.predict(weights.transform(counts[asked]))]


def _module(name: str) -> Any:
    """Part of scikit-learn, or a package that comes with it."""
    try:
        return import_module(name)
    except ImportError as error:
        raise InputError(
            "The baseline of a benchmark needs scikit-learn, which is not installed: pip install 'review[benchmark]'."
        ) from error
