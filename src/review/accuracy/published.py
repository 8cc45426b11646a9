"""The section of docs/accuracy.md on public datasets, made from the figures that were kept."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from review.accuracy.evaluation import Rater
from review.accuracy.task import Task, leaks_of

INTERVAL = "Intervals are 95 %, from 1,000 bootstrap resamples of documents."


def published(figures: pd.DataFrame, tasks: Sequence[Task]) -> str:
    """The section as Markdown.

    Args:
        figures: the table `accuracy`.
        tasks: the tasks, for what is asked of which data and what is known to leak.
    """
    return "\n".join([*_head(), "", *_table(figures), "", *_data(figures, tasks), ""])


def _head() -> Iterator[str]:
    yield "# Public datasets"
    yield ""
    yield "Written from `data/reference/accuracy.csv`, which `review benchmark NAME --data DIR --record data/reference` fills. Whoever runs"
    yield "it fetches the data; only the ratings of certainty come with the project. The headline measure of each question, for the rules and three"
    yield f"yardsticks: the commonest class, a classifier of bare words, and the rules beside another document's abstract. {INTERVAL}"
    yield "`notebooks/06_how_good.ipynb` shows the rest."


def _table(figures: pd.DataFrame) -> Iterator[str]:
    yield "| benchmark | question | split | examples | documents | measure | rules | commonest class | words only | shuffled abstracts | run on | version |"
    yield "|---" * 12 + "|"
    whole = figures[figures["class"].isna()]
    for place, group in whole.groupby(["benchmark", "question", "split"], sort=False):
        rules = group[group["rater"] == Rater.RULES.value].iloc[0].to_dict()
        headline = group[group["measure"] == rules["measure"]]
        found = {row["rater"]: row for row in headline.to_dict("records")}
        cells = [
            *place, rules["items"], rules["documents"], rules["measure"], with_interval(rules),
            _value(found, Rater.COMMONEST), _value(found, Rater.WORDS), _value(found, Rater.SHUFFLED),
            rules["run_on"], rules["version"],
        ]  # fmt: skip
        yield f"| {' | '.join(map(str, cells))} |"


def with_interval(row: Mapping[str, object]) -> str:
    """The value of a row with its interval, as on the page of a benchmark."""
    return f"{row['value']:.3f} ({row['low']:.3f} to {row['high']:.3f})"


def _value(found: Mapping[str, Mapping[str, object]], rater: Rater) -> str:
    return f"{found[rater.value]['value']:.3f}" if rater.value in found else "-"


def _data(figures: pd.DataFrame, tasks: Sequence[Task]) -> Iterator[str]:
    yield "## The data, what is scored, and what leaks"
    for task in tasks:
        mine = (figures["benchmark"] == task.name) & (figures["question"] == task.question)
        for split in figures.loc[mine, "split"].unique():
            yield ""
            yield (
                f"- **{task.name}, {task.question}, {split}.** {task.source.title}, <{task.source.address}>. {task.scope} "
                f"Leaks and limits: {' '.join(leaks_of(task, split))}"
            )
