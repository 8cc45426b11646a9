"""Accuracy: what the rules say, beside what somebody else judged. Reported as it is."""

from pathlib import Path

from review.accuracy import abstract_data, certainty_ratings, effect_data, stance_data
from review.accuracy.evaluation import TaskResult, evaluate
from review.accuracy.figures_file import ACCURACY, record_figures
from review.accuracy.medevidence import NAME as MEDEVIDENCE
from review.accuracy.medevidence import medevidence
from review.accuracy.page import page
from review.accuracy.paraphrases import NAME as PARAPHRASES
from review.accuracy.paraphrases import paraphrases
from review.accuracy.published import published
from review.accuracy.task import DEVELOPMENT, Task
from review.accuracy.topics import NAME as TOPICS
from review.accuracy.topics import topics
from review.accuracy.verdicts import verdicts
from review.core.errors import InputError
from review.core.supplied import PathKind, found_at

TASKS: tuple[Task, ...] = (
    *stance_data.TASKS,
    *effect_data.TASKS,
    *abstract_data.TASKS,
    *certainty_ratings.TASKS,
)
VERDICTS = "verdicts"
WHOLE = {MEDEVIDENCE: medevidence, TOPICS: topics}
"""Benchmarks of collections that have one part and a report of their own."""

NAMES = (VERDICTS, PARAPHRASES, *WHOLE, *dict.fromkeys(task.name for task in TASKS))
"""Names of the benchmarks."""


def benchmark(
    name: str,
    *,
    data: Path,
    split: str = DEVELOPMENT,
    record: Path | None = None,
    show_text: bool = False,
) -> str:
    """The report of a benchmark as Markdown.

    Args:
        name: `verdicts`: agreement with a reader on the bundled articles, on the snapshot; `paraphrases`: whether wordings of
            one claim are understood alike; `medevidence`: what screening leaves out of the studies that authors of Cochrane
            reviews used; `topics`: verdicts beside those that reviews let one expect; else a public dataset.
        data: folder that holds the benchmark's data, for `verdicts` a file `verdicts.csv`, for a dataset its
            files as published.
        split: part of a dataset; `development` is all that is not held back, and others are read only by name.
        record: folder whose `accuracy.csv` and `confusion.csv` take the figures.
        show_text: also show texts of the dataset.

    Raises:
        InputError: there is no such benchmark or split, or its data are missing or unusable.
    """
    if name not in NAMES:
        raise InputError(f"There is no benchmark {name!r}; there are: {', '.join(sorted(NAMES))}.")
    if name == PARAPHRASES:
        return paraphrases(data, split)
    if name == VERDICTS or name in WHOLE:
        if split != DEVELOPMENT or record is not None or show_text:
            raise InputError(
                f"The benchmark {name} has one set of judgements and shows all of it: leave out --split, --record and --show-text."
            )
        return accuracy_page(data) if name == VERDICTS else WHOLE[name](data)
    results = results_of(name, data=data, split=split)
    if record is not None:
        record_figures(results, record)
    return page(results, show_text=show_text)


def accuracy_page(data: Path) -> str:
    """docs/accuracy.md: agreement with the reader, then the figures kept for public datasets, where there are any."""
    kept = data / f"{ACCURACY.name}.csv"
    parts = (
        [verdicts(data), published(ACCURACY.read(data), TASKS)]
        if found_at(kept) is PathKind.FILE
        else [verdicts(data)]
    )
    return "\n".join(parts)


def results_of(name: str, *, data: Path, split: str = DEVELOPMENT) -> list[TaskResult]:
    """The results of every question that is put to a public dataset."""
    return [evaluate(task, data, split) for task in TASKS if task.name == name]
