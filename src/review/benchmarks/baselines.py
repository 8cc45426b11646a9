"""What needs no understanding: the commonest class, and a classifier of words. The yardsticks of every benchmark."""

from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from itertools import chain
from typing import Any

from review.benchmarks.task import Example
from review.errors import InputError

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
    if training:
        return _fitted(training, examples)
    folds = _folds([one.document for one in examples])
    parts = [[n for n, fold in enumerate(folds) if fold == wanted] for wanted in set(folds)]
    found = [_fitted(_without(examples, part), [examples[n] for n in part]) for part in parts]
    labels = dict(zip(chain(*parts), chain(*found), strict=True))
    return [labels[n] for n in range(len(examples))]


def _folds(documents: Sequence[str]) -> list[int]:
    """A fold for each example; documents are dealt to folds in the order in which they come."""
    order = {name: place for place, name in enumerate(dict.fromkeys(documents))}
    if len(order) < LEAST_DOCUMENTS:
        raise InputError(
            "The data hold one document only, and the baseline needs others to learn from: use the whole dataset."
        )
    return [order[name] % FOLDS for name in documents]


def _without(examples: Sequence[Example], part: Sequence[int]) -> list[Example]:
    left_out = set(part)
    return [one for n, one in enumerate(examples) if n not in left_out]


def _fitted(training: Sequence[Example], examples: Sequence[Example]) -> list[str]:
    labels = sorted({one.gold for one in training})
    if len(labels) == 1:
        return labels * len(examples)
    model = _pipeline()
    model.fit([one.text for one in training], [one.gold for one in training])
    return [str(label) for label in model.predict([one.text for one in examples])]


def _pipeline() -> Any:
    try:
        linear, pipeline, text = (
            import_module(f"sklearn.{name}")
            for name in ("linear_model", "pipeline", "feature_extraction.text")
        )
    except ImportError as error:
        raise InputError(
            "The baseline of a benchmark needs scikit-learn, which is not installed: pip install 'review[benchmark]'."
        ) from error
    words = text.TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, max_features=LONGEST_VOCABULARY
    )
    return pipeline.make_pipeline(
        words, linear.LogisticRegression(max_iter=1000, class_weight="balanced")
    )
