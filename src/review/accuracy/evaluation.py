"""One task on one split: what the rules answer, what the baselines answer, what shuffled abstracts leave."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from review.accuracy.baselines import by_words, commonest
from review.accuracy.measures import (
    SEED,
    Counts,
    MeasureEstimate,
    by_chance,
    class_estimates,
    estimates,
    tables_by_group,
)
from review.accuracy.task import Example, Task, TaskAnswer, examples_of, parts_of, training_examples
from review.core.errors import InputError
from review.runs.manifest import now


class Rater(StrEnum):
    """Who answers the examples."""

    RULES = "rules"
    COMMONEST = "commonest class"
    WORDS = "words only"
    SHUFFLED = "rules, shuffled abstracts"
    CHANCE = "those answers dealt at random"
    GUESSING = "guessing"


@dataclass(frozen=True)
class TaskResult:
    """A task that was run: answers, figures by rater, figures by class, confusion table."""

    task: Task
    split: str
    parts: tuple[str, ...]
    run_on: str
    version: str
    examples: tuple[Example, ...]
    answers: tuple[TaskAnswer, ...]
    figures: dict[Rater, list[MeasureEstimate]]
    classes: dict[str, list[MeasureEstimate]]
    table: Counts

    @property
    def documents(self) -> int:
        """How many documents the examples stand in."""
        return len({one.document for one in self.examples})


def evaluate(task: Task, data: Path, split: str) -> TaskResult:
    """Run a task on a split of its data.

    Raises:
        InputError: there is no such split, its data are missing or unusable, or scikit-learn is missing.
    """
    examples = examples_of(task, data, split)
    if not examples:
        raise InputError(f"{task.name}: {split} in {data} has nothing that can be scored.")
    training = training_examples(task, data, split)
    answers = [task.answer(one) for one in examples]
    tables = _tables(task, examples, [one.label for one in answers])
    figures = {Rater.RULES: estimates(tables, task.measures)}
    for rater, labels in _baselines(task, examples, training).items():
        figures[rater] = estimates(_tables(task, examples, labels), task.measures)
    figures |= _control(task, examples, answers)
    return TaskResult(
        task=task,
        split=split,
        parts=parts_of(task, data, split),
        run_on=now()[: len("2000-01-01")],
        version=version("review"),
        examples=tuple(examples),
        answers=tuple(answers),
        figures=figures,
        classes=class_estimates(tables, task.classes),
        table=tables.sum(axis=0),
    )


def _baselines(
    task: Task, examples: Sequence[Example], training: Sequence[Example]
) -> dict[Rater, list[str]]:
    if len(task.classes) == 1:
        return {}
    return {
        Rater.COMMONEST: commonest(examples, training),
        Rater.WORDS: by_words(examples, training),
    }


def _control(
    task: Task, examples: Sequence[Example], answers: Sequence[TaskAnswer]
) -> dict[Rater, list[MeasureEstimate]]:
    """The rules on another document's abstract, and what those answers would reach by chance."""
    partners = partners_of([one.document for one in examples])
    if partners is None:
        return {}
    labels = [
        answers[n].label if one.claim is None else task.answer(_beside(one, examples[n])).label
        for one, n in zip(examples, partners, strict=True)
    ]
    tables = _tables(task, examples, labels)
    return {Rater.SHUFFLED: estimates(tables, task.measures)} | _chance(task, examples, tables)


def _chance(
    task: Task, examples: Sequence[Example], tables: Counts
) -> dict[Rater, list[MeasureEstimate]]:
    """What chance gives: the control's answers dealt anew, or guesses; nothing where neither makes sense."""
    if task.guess is not None:
        return {Rater.GUESSING: estimates(_guessed(task, examples, task.guess), task.measures)}
    if len(task.classes) == 1:
        return {}
    whole = tables.sum(axis=0)
    items = int(whole.sum())
    dealt = [
        MeasureEstimate(name, by_chance(whole, name), None, None, items) for name in task.measures
    ]
    return {Rater.CHANCE: dealt}


def _guessed(task: Task, examples: Sequence[Example], guess: Callable[[Example], float]) -> Counts:
    """Confusion tables of a task of one class, with each example in the share that a guess is right."""
    groups = _groups(examples)
    tables = np.zeros((int(groups.max()) + 1, 1, len(task.classes) + len(task.others)))
    right = np.array([guess(one) for one in examples])
    np.add.at(tables[:, 0, 0], groups, right)
    np.add.at(tables[:, 0, -1], groups, 1 - right)
    return tables


def _beside(one: Example, other: Example) -> Example:
    """A claim beside the abstract of another."""
    return replace(one, record=other.record, evidence=other.evidence)


def partners_of(documents: Sequence[str]) -> list[int] | None:
    """For each example one of another document, each used once; None where one document holds most examples."""
    names = list(dict.fromkeys(documents))
    shuffled = np.random.default_rng(SEED).permutation(len(names))
    place = {names[n]: int(k) for k, n in enumerate(shuffled)}
    order = sorted(range(len(documents)), key=lambda n: (place[documents[n]], n))
    step = max(Counter(documents).values())
    if 2 * step > len(documents):
        return None
    partner = {n: order[(k + step) % len(order)] for k, n in enumerate(order)}
    return [partner[n] for n in range(len(documents))]


def _tables(task: Task, examples: Sequence[Example], labels: Sequence[str]) -> Counts:
    """One confusion table per document."""
    columns = (*task.classes, *task.others)
    placed = [task.place(one.gold, label) for one, label in zip(examples, labels, strict=True)]
    places = [(task.classes.index(row), columns.index(column)) for row, column in placed]
    return tables_by_group(places, _groups(examples), (len(task.classes), len(columns)))


def _groups(examples: Sequence[Example]) -> NDArray[np.int64]:
    numbers = {name: n for n, name in enumerate(dict.fromkeys(one.document for one in examples))}
    return np.array([numbers[one.document] for one in examples], dtype=np.int64)
