"""What a benchmark tells: its page, the figures it keeps, the section of docs/accuracy.md, the command."""

import re
from collections.abc import Callable
from pathlib import Path

import benchmark_samples as samples
import pytest
from click.testing import CliRunner

from review.accuracy.benchmarks import TASKS, benchmark, results_of
from review.accuracy.evaluation import Rater
from review.accuracy.figures_file import (
    ACCURACY,
    CONFUSION,
    accuracy_rows,
    class_figures,
    confusion_tables,
    controls,
    record_figures,
)
from review.accuracy.page import page
from review.accuracy.published import published
from review.command_line import commands
from review.core.errors import InputError
from review.figures.accuracy import COLUMNS as YARDSTICKS
from review.figures.plots import alt_accuracy, compute_accuracy, plot_accuracy, svg
from review.notebook.parameters import check_figures

OURS = ("scifact", "studytypeteller", "pico-corpus", "evidence-inference-abstract")


@pytest.fixture
def scifact(tmp_path: Path) -> Path:
    return samples.scifact(tmp_path / "scifact")


@pytest.mark.parametrize("name", samples.DATASETS)
def test_every_dataset_gives_a_page_in_one_call(name: str, tmp_path: Path) -> None:
    told = benchmark(name, data=samples.DATASETS[name](tmp_path))
    assert told.startswith(f"# Benchmark {name}\n")
    for part in ("Split: development", "Run on ", " with review ", "Leaks and limits: rules and weights", "Control: beside", "| people (rows), rules (columns) |", "The worst errors"):  # fmt: skip
        assert part in told or (part.startswith("Control") and "No control" in told), part


def test_the_page_says_which_part_was_read(tmp_path: Path) -> None:
    folder = samples.healthver(tmp_path)
    assert "Split: development (train, dev)." in benchmark("healthver", data=folder)
    assert "Split: dev." in benchmark("healthver", data=folder, split="dev")


def test_a_held_back_split_is_announced(scifact: Path) -> None:
    assert "this split is held back" in benchmark("scifact", data=scifact, split="dev")
    assert "held back" not in benchmark("scifact", data=scifact)


def confusion(told: str) -> dict[str, list[int]]:
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+) \|$", told, re.MULTILINE)
    return {
        name: [0 if cell == "." else int(cell) for cell in cells.split(" | ")]
        for name, cells in rows
    }


def test_the_confusion_table_adds_up(scifact: Path) -> None:
    told = benchmark("scifact", data=scifact)
    rows = confusion(told)
    assert set(rows) == {"support", "contradict", "no information", "found"}
    assert all(sum(row[:-1]) == row[-1] for row in rows.values())
    assert rows["support"] == [1, 0, 0, 0, 1]
    assert rows["no information"] == [0, 0, 1, 0, 1]


def test_the_text_of_a_dataset_is_shown_only_on_request(tmp_path: Path) -> None:
    folder = samples.study_types(tmp_path)
    assert "A study of kind" not in benchmark("studytypeteller", data=folder)
    assert "A study of kind 1" in benchmark("studytypeteller", data=folder, show_text=True)


def test_errors_name_ids_and_our_rule(tmp_path: Path) -> None:
    told = benchmark("studytypeteller", data=samples.study_types(tmp_path))
    assert "| animal | randomised trial | randomised trial | 2 | 90000002, 90000012 |" in told


def test_figures_on_the_page_are_those_that_are_kept(tmp_path: Path) -> None:
    for name in OURS:
        folder = samples.DATASETS[name](tmp_path / name)
        results = results_of(name, data=folder)
        told = page(results)
        for row in ACCURACY.build(r for one in results for r in accuracy_rows(one)).to_dict(
            "records"
        ):
            assert f"{row['value']:.3f}" in told
            if row["class"] in ("", None) and row["rater"] == Rater.RULES:
                assert f"{row['value']:.3f} ({row['low']:.3f} to {row['high']:.3f})" in told


def test_figures_replace_those_of_the_same_split_and_leave_others(
    scifact: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for split in ("development", "dev", "development"):
        benchmark("scifact", data=scifact, split=split, record=kept)
    benchmark("pico-corpus", data=samples.pico(tmp_path), record=kept)
    figures, cells = ACCURACY.read(kept), CONFUSION.read(kept)
    places = figures[["benchmark", "split"]].drop_duplicates().to_numpy().tolist()
    assert places == [
        ["pico-corpus", "development"],
        ["scifact", "dev"],
        ["scifact", "development"],
    ]
    assert cells.loc[cells["benchmark"] == "scifact", "count"].sum() == 2 * (3 + 2)


def test_a_folder_for_figures_must_be_there(scifact: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a folder: make it first"):
        record_figures(results_of("scifact", data=scifact), tmp_path / "none")


def test_the_published_section_shows_what_is_kept(scifact: Path, tmp_path: Path) -> None:
    benchmark("scifact", data=scifact, record=tmp_path)
    figures = ACCURACY.read(tmp_path)
    told = published(figures, TASKS)
    (stance,) = [line for line in told.splitlines() if line.startswith("| scifact | stance")]
    cells = stance.strip("| ").split(" | ")
    row = figures[(figures["rater"] == "rules") & (figures["measure"] == "macro-F1")].iloc[0]
    assert cells[3:7] == [
        "3",
        "3",
        "macro-F1",
        f"{row['value']:.3f} ({row['low']:.3f} to {row['high']:.3f})",
    ]
    assert cells[10:] == [row["run_on"], row["version"]]
    assert "- **scifact, stance, development.** SciFact (Wadden et al. 2020)" in told
    assert "healthver" not in told


def test_the_page_of_the_project_shows_the_figures_of_the_project(root: Path) -> None:
    kept = root / "data" / "reference"
    told = (root / "docs" / "accuracy.md").read_text(encoding="utf-8")
    assert published(ACCURACY.read(kept), TASKS).strip() in told, "run `make accuracy`"


def test_every_figure_of_the_project_is_of_a_task_that_there_is(root: Path) -> None:
    figures = ACCURACY.read(root / "data" / "reference")
    there = {(task.name, task.question) for task in TASKS}
    assert set(figures[["benchmark", "question"]].itertuples(index=False, name=None)) == there


@pytest.fixture
def kept(scifact: Path, tmp_path: Path) -> Path:
    benchmark("scifact", data=scifact, record=tmp_path)
    benchmark("pico-corpus", data=samples.pico(tmp_path), record=tmp_path)
    return tmp_path


def test_the_figure_has_a_row_for_every_question(kept: Path) -> None:
    computed = compute_accuracy(ACCURACY.read(kept))
    places = computed[["benchmark", "question", "measure"]].to_numpy().tolist()
    assert places == [
        ["pico-corpus", "participants", "exact"],
        ["scifact", "stance", "macro-F1"],
        ["scifact", "rationale", "hit rate"],
    ]
    assert computed["words"].isna().tolist() == [True, False, True]
    assert set(YARDSTICKS.values()) < set(Rater)


def test_the_figure_is_drawn_and_put_in_words(kept: Path) -> None:
    figures = ACCURACY.read(kept)
    drawn = svg(plot_accuracy(figures))
    assert "scifact, rationale" in drawn
    assert "words only" in drawn
    assert alt_accuracy(figures).startswith(
        "The headline measure of 3 questions to public datasets"
    )


def figure_row(benchmark: str, rater: Rater, value: float, low: float | None) -> dict[str, object]:
    return {
        "benchmark": benchmark, "question": "stance", "split": "train", "rater": rater.value, "measure": "accuracy",
        "value": value, "low": low, "high": low, "items": 9, "documents": 9, "run_on": "2026-01-01", "version": "0",
    }  # fmt: skip


def test_controls_say_what_falls_to_chance() -> None:
    figures = ACCURACY.build(
        [
            figure_row("falls", Rater.SHUFFLED, 0.35, 0.30),
            figure_row("falls", Rater.CHANCE, 0.33, None),
            figure_row("stays", Rater.SHUFFLED, 0.45, 0.40),
            figure_row("stays", Rater.CHANCE, 0.33, None),
        ]
    )
    found = controls(figures)
    assert found["benchmark"].tolist() == ["falls", "stays"]
    assert found["chance"].tolist() == [0.33, 0.33]
    assert found["falls_to_chance"].tolist() == ["yes", "no"]


def test_classes_and_confusion_are_read_back(kept: Path) -> None:
    classes = class_figures(ACCURACY.read(kept))
    assert classes["class"].tolist() == ["support", "contradict", "no information"]
    assert classes["examples"].tolist() == [1, 1, 1]
    tables = confusion_tables(CONFUSION.read(kept))
    assert list(tables) == [
        "pico-corpus, participants, development",
        "scifact, stance, development",
        "scifact, rationale, development",
    ]
    stance = tables["scifact, stance, development"]
    assert stance["people"].tolist() == ["support", "contradict", "no information"]
    assert stance.drop(columns="people").to_numpy().sum() == 3


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(commands.main, ["benchmark", *map(str, words)])


def test_the_command_prints_the_page_and_keeps_the_figures(
    review, scifact: Path, tmp_path: Path
) -> None:
    done = review("scifact", "--data", scifact, "--split", "train", "--record", tmp_path)
    assert done.exit_code == 0
    assert "Split: train." in done.stdout
    assert (tmp_path / "accuracy.csv").is_file()


def test_the_command_tells_what_is_wrong_in_one_sentence(review, tmp_path: Path) -> None:
    done = review("scifact", "--data", tmp_path)
    assert done.exit_code == 2
    assert done.stderr.startswith("review: claims_train.jsonl is not in ")
    assert review("none", "--data", tmp_path).exit_code == 2


def test_options_that_verdicts_has_no_use_for_are_refused(review, root: Path) -> None:
    done = review("verdicts", "--data", root / "data" / "reference", "--split", "test")
    assert done.exit_code == 2
    assert "leave out --split" in done.stderr


def test_the_help_names_every_benchmark(review) -> None:
    told = "".join(review("--help").stdout.split())
    assert all(name in told for name in samples.DATASETS)


def test_a_notebook_that_names_no_folder_of_figures_is_told(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (check_figures("data/reference") / "README.md").is_file()
    with pytest.raises(InputError, match="The folder data/none does not exist"):
        check_figures("data/none")
