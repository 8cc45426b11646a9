"""The nouns of a benchmark: a task, its examples, and an answer to one of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from review.core.errors import InputError
from review.core.models import Claim, Record
from review.core.supplied import PathKind, found_at

DEVELOPMENT = "development"
"""All parts of a dataset that may be looked at while rules are written."""


OPEN_LEAK = "rules and weights were fitted with this split in view, so its figures are those of a development set; the baselines learn from other documents only."
HELD_BACK = "this split is held back: nobody looked at its examples while rules were written, and nobody must."


@dataclass(frozen=True)
class Example:
    """One judgement of a dataset.

    `text` is what a baseline reads. `document` groups examples that are not independent. `span` is the
    sentence asked about, and `evidence` the sentences that people marked, as offsets into the abstract.
    """

    item: str
    document: str
    gold: str
    record: Record
    text: str
    claim: Claim | None = None
    span: tuple[int, int] | None = None
    evidence: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class TaskAnswer:
    """What the rules say to one example, the rule that said it, and the sentences that show it, best first."""

    label: str
    rule: str
    shown: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a dataset is published, under which name, what is known to leak, and whether it comes with the project."""

    title: str
    address: str
    leaks: tuple[str, ...]
    is_bundled: bool = False


def same(gold: str, answer: str) -> tuple[str, str]:
    """Gold label and answer as they are: the row and column of a confusion table."""
    return gold, answer


@dataclass(frozen=True)
class Task:
    """One question put to one dataset.

    Attributes:
        name: dataset as the command names it.
        question: what is asked, a word or two.
        source: where the data are from.
        load: reads the examples of one part from the folder of the data.
        development: parts that are open for development and the file each needs; those without it are left out.
        held_back: parts that are read only when they are named.
        answer: what the rules say to an example.
        classes: rows of the confusion table, and its first columns.
        others: further answers the rules may give, always wrong.
        measures: names of `measures.MEASURES`, the headline first.
        place: row and column of a gold label and an answer.
        opposites: pairs of classes whose confusion is the worst.
        scope: what is scored and what is not, one sentence.
        guess: how likely a guess is right, for a task with one class.
    """

    name: str
    question: str
    source: Source
    load: Callable[[Path, str], list[Example]]
    development: Mapping[str, str]
    held_back: tuple[str, ...]
    answer: Callable[[Example], TaskAnswer]
    classes: tuple[str, ...]
    measures: tuple[str, ...]
    scope: str
    others: tuple[str, ...] = ()
    opposites: tuple[tuple[str, str], ...] = ()
    place: Callable[[str, str], tuple[str, str]] = same
    guess: Callable[[Example], float] | None = None


def examples_of(task: Task, data: Path, split: str) -> list[Example]:
    """The examples of a split; of `development`, those of all its parts that are in the folder.

    Raises:
        InputError: there is no such split, or its data are missing or unusable.
    """
    return [one for part in parts_of(task, data, split) for one in task.load(data, part)]


def parts_of(task: Task, data: Path, split: str) -> tuple[str, ...]:
    """The parts of the data that make a split.

    Raises:
        InputError: there is no such split.
    """
    if split == DEVELOPMENT:
        return _present(task, data)
    allowed = (DEVELOPMENT, *task.development, *task.held_back)
    if split not in allowed:
        raise InputError(
            f"{task.name} has no split {split!r}; it has {', '.join(dict.fromkeys(allowed))}."
        )
    return (split,)


def training_examples(task: Task, data: Path, split: str) -> list[Example]:
    """The examples of every other open part, for a baseline; none where the whole is evaluated."""
    if split == DEVELOPMENT:
        return []
    others = [part for part in _present(task, data) if part != split]
    return [example for part in others for example in task.load(data, part)]


def _present(task: Task, data: Path) -> tuple[str, ...]:
    """The open parts that are in the folder; the first where none is, so that reading it says what is missing."""
    found = [
        part
        for part, file in task.development.items()
        if found_at(data / file) is not PathKind.NOTHING
    ]
    return tuple(found or list(task.development)[:1])


def leaks_of(task: Task, split: str) -> list[str]:
    """What is known to leak from a split, most general first; of a held-back one, that it is one."""
    return [HELD_BACK if split in task.held_back else OPEN_LEAK, *task.source.leaks]
