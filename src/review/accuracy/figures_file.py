"""Figures of benchmarks as tables, kept beside the reference so that pages and notebooks show what was measured."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from review.accuracy.evaluation import Rater, TaskResult
from review.core.errors import InputError
from review.core.supplied import PathKind, found_at
from review.core.tables import Column, Table

WHERE = (
    Column("benchmark", "text", "The dataset, as the command names it.", required=True),
    Column("question", "text", "What was asked of it.", required=True),
    Column("split", "text", "The part of the data that was scored.", required=True),
)
ACCURACY = Table(
    "accuracy",
    "One row per figure of a benchmark.",
    (
        *WHERE,
        Column("rater", "text", "Who answered.", Rater, required=True),
        Column("measure", "text", "The measure.", required=True),
        Column("class", "text", "The class it is of; empty for a measure of the whole."),
        Column("value", "number", "Its value, from 0 to 1.", required=True),
        Column("low", "number", "Lower bound of the 95 % bootstrap interval over documents."),
        Column("high", "number", "Upper bound."),
        Column("items", "integer", "Examples that it rests on.", required=True),
        Column("documents", "integer", "Documents that the benchmark's examples stand in.", required=True),
        Column("run_on", "text", "Day of the run, ISO 8601.", required=True),
        Column("version", "text", "Version of the suite.", required=True),
    ),
    ("benchmark", "question", "split", "rater", "measure", "class"),
)  # fmt: skip
CONFUSION = Table(
    "confusion",
    "One row per cell of a benchmark's confusion table that is not empty.",
    (
        *WHERE,
        Column("gold", "text", "The class that people gave.", required=True),
        Column("answer", "text", "The answer of the rules.", required=True),
        Column("count", "integer", "Examples.", required=True),
    ),
    ("benchmark", "question", "split", "gold", "answer"),
)


def record_figures(results: Sequence[TaskResult], folder: Path) -> None:
    """Put the figures into `accuracy.csv` and `confusion.csv` of a folder, in place of earlier ones of the same split.

    Raises:
        InputError: there is no such folder, or it cannot be written to.
    """
    if found_at(folder) is not PathKind.FOLDER:
        raise InputError(f"{folder} is not a folder: make it first, or name another with --record.")
    try:
        _put(ACCURACY, (row for one in results for row in accuracy_rows(one)), folder)
        _put(CONFUSION, (row for one in results for row in confusion_rows(one)), folder)
    except OSError as error:
        raise InputError(
            f"The figures cannot be written to {folder}: {error.strerror}; name another folder."
        ) from error


def accuracy_rows(result: TaskResult) -> list[dict[str, object]]:
    """The figures of a result: of every rater, and of every class for the rules."""
    whole = [(rater, "", one) for rater, found in result.figures.items() for one in found]
    classes = [(Rater.RULES, name, one) for name, found in result.classes.items() for one in found]
    return [
        {
            **_where(result),
            "rater": rater.value,
            "measure": one.measure,
            "class": name,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "items": one.items,
            "documents": result.documents,
            "run_on": result.run_on,
            "version": result.version,
        }
        for rater, name, one in whole + classes
    ]


def confusion_rows(result: TaskResult) -> list[dict[str, object]]:
    """The cells of a result's confusion table."""
    columns = (*result.task.classes, *result.task.others)
    return [
        {**_where(result), "gold": gold, "answer": answer, "count": int(count)}
        for gold, row in zip(result.task.classes, result.table, strict=True)
        for answer, count in zip(columns, row, strict=True)
        if count
    ]


def controls(figures: pd.DataFrame) -> pd.DataFrame:
    """The headline measure beside shuffled abstracts and what chance gives, where that can be said, and whether the
    one reaches down to the other.
    """
    place = ["benchmark", "question", "split"]
    shuffled, chance = (
        _headlines(figures, raters).set_index(place)
        for raters in ((Rater.SHUFFLED,), (Rater.CHANCE, Rater.GUESSING))
    )
    compared = shuffled[["measure", "value", "low", "high"]].join(
        chance["value"].rename("chance"), how="inner"
    )
    falls = (compared["low"] <= compared["chance"]).map({True: "yes", False: "no"})
    return compared.assign(falls_to_chance=falls).reset_index()


def _headlines(figures: pd.DataFrame, raters: Sequence[Rater]) -> pd.DataFrame:
    """The first figure of the whole that one of the raters has for each question."""
    names = [rater.value for rater in raters]
    whole = figures[figures["class"].isna() & figures["rater"].isin(names)]
    return whole.drop_duplicates(["benchmark", "question", "split"])


def class_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Precision, recall and F1 of the rules for each class of every question that has several."""
    place = ["benchmark", "question", "split", "class"]
    of_class = figures[figures["class"].notna()]
    several = of_class.groupby(place[:3])["class"].transform("nunique") > 1
    values = of_class[several].pivot_table("value", place, "measure", sort=False).reset_index()
    examples = of_class[several].drop_duplicates(place)["items"].to_numpy()
    return values[[*place, "precision", "recall", "F1"]].assign(examples=examples)


def confusion_tables(cells: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """One frame per question: a row per class, a column per answer; keys name benchmark, question and split."""
    return {
        ", ".join(names): _crossed(group)
        for names, group in cells.groupby(["benchmark", "question", "split"], sort=False)
    }


def _crossed(cells: pd.DataFrame) -> pd.DataFrame:
    """People in rows, rules in columns: the classes first, in the order of the rows."""
    counts = cells.pivot_table("count", "gold", "answer", aggfunc="sum", fill_value=0, sort=False)
    classes = [name for name in counts.index if name in counts.columns]
    others = [name for name in counts.columns if name not in classes]
    ordered = counts[[*classes, *others]].rename_axis(columns=None)
    return ordered.reset_index(names="people")


def _where(result: TaskResult) -> dict[str, object]:
    return {
        "benchmark": result.task.name,
        "question": result.task.question,
        "split": result.split,
    }


def _put(table: Table, rows: Iterable[dict[str, object]], folder: Path) -> None:
    fresh = table.build(rows)
    kept = table.build([])
    if found_at(folder / f"{table.name}.csv") is PathKind.FILE:
        kept = table.read(folder)
    place = ["benchmark", "split"]
    replaced = set(fresh[place].itertuples(index=False, name=None))
    earlier = [pair not in replaced for pair in kept[place].itertuples(index=False, name=None)]
    together = pd.concat([kept[earlier], fresh], ignore_index=True)
    table.write(together.sort_values(place, kind="stable", ignore_index=True), folder)
