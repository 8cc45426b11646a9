"""What holds for every stored notebook."""

import ast
import itertools
import re
from pathlib import Path

import nbformat
import pytest

from review.runs.output_folder import NOTEBOOK_NAMES

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
PARAMETERS = ["claims", "source", "out"]
CHECK = "parameters = check_parameters(claims=claims, source=source, out=out)"
OF_THE_SUITE = {"06_how_good": (["figures"], "folder = check_figures(figures)")}
"""Notebooks about the suite instead of an article: their parameters, and the line that checks them."""

NAMES = (*NOTEBOOK_NAMES, *OF_THE_SUITE)
LONGEST_CELL = 12
LARGEST_FILE = 750_000
LAST_HEADING = "## What this does and does not show"


def cells(name: str, kind: str = "") -> list[nbformat.NotebookNode]:
    content = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    return [cell for cell in content.cells if not kind or cell.cell_type == kind]


def outputs(name: str) -> list[nbformat.NotebookNode]:
    return [output for cell in cells(name, "code") for output in cell.outputs]


def markup(name: str) -> list[str]:
    return [out.data["text/html"] for out in outputs(name) if "text/html" in out.get("data", {})]


pytestmark = pytest.mark.parametrize("name", NAMES)


def test_the_notebooks_are_those_of_a_batch_and_of_the_suite(name: str) -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == sorted(NAMES)


def test_it_opens_with_one_question_for_whom_and_what_it_reads_and_writes(name: str) -> None:
    first = cells(name)[0]
    assert first.cell_type == "markdown"
    title, *rest = first.source.splitlines()
    assert re.fullmatch(r"# .+\?", title)
    assert [re.match(r"\*\*(\w+)\*\* \w?", line)[1] for line in rest if line] == [
        "For",
        "Reads",
        "Writes",
    ]


def test_parameters_are_plain_literals_with_a_comment_each(name: str) -> None:
    tagged = [c for c in cells(name, "code") if "parameters" in c.metadata.get("tags", [])]
    assert len(tagged) == 1
    lines = tagged[0].source.splitlines()
    assert [line.split(" = ")[0] for line in lines] == OF_THE_SUITE.get(name, (PARAMETERS, ""))[0]
    for line in lines:
        assert re.fullmatch(r"\w+ = \S.*  # \S.*", line)
        assert isinstance(ast.literal_eval(line.split(" = ", 1)[1].split("  # ")[0]), str)


def test_the_next_cell_checks_the_parameters(name: str) -> None:
    assert "parameters" in cells(name, "code")[0].metadata.get("tags", [])
    last_line = cells(name, "code")[1].source.splitlines()[-1]
    assert last_line == OF_THE_SUITE.get(name, ("", CHECK))[1]


def test_cells_are_thin_and_call_the_package(name: str) -> None:
    for cell in cells(name, "code"):
        assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source
        nodes = list(ast.walk(ast.parse(cell.source)))
        wrong = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Try)
        assert not any(isinstance(node, wrong) for node in nodes), cell.source


def test_a_sentence_stands_before_every_code_cell(name: str) -> None:
    content = cells(name)
    for before, cell in itertools.pairwise(content):
        if cell.cell_type == "code":
            assert before.cell_type == "markdown", cell.source
            assert before.source.rstrip().endswith((".", ":", ")")), before.source


def test_no_number_is_typed_into_prose(name: str) -> None:
    for cell in cells(name, "markdown"):
        prose = re.sub(r"`[^`]*`", "", cell.source)
        assert not re.search(r"\d", prose), cell.source


def test_it_ends_with_what_it_shows_and_what_not(name: str) -> None:
    last = cells(name)[-1]
    assert last.cell_type == "markdown"
    assert LAST_HEADING in last.source
    assert "does not show" in last.source.split(LAST_HEADING)[1]


def test_it_is_stored_executed_from_top_to_bottom(name: str) -> None:
    counts = [cell.execution_count for cell in cells(name, "code")]
    assert counts == list(range(1, len(counts) + 1))
    assert outputs(name)


def test_it_runs_without_warnings_and_errors(name: str) -> None:
    assert all(out.output_type != "error" for out in outputs(name))
    assert all(out.get("name") != "stderr" for out in outputs(name))


def test_its_outputs_name_no_machine(name: str) -> None:
    text = (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w:/.-])/(?:home|root|tmp|work|Users|usr|opt|mnt)/", text)
    assert not re.search(r"[A-Z]:\\\\|file://|127\.0\.0\.1|0x[0-9a-f]{6}", text)


def test_tables_have_title_and_source_and_figures_a_text(name: str) -> None:
    for piece in markup(name):
        if "<table" in piece:
            assert "<caption" in piece
            assert "Source: " in piece
        if "<svg" in piece:
            assert re.search(r'role="img" aria-label="[^"]{20,}"', piece)


def test_nothing_comes_from_another_address(name: str) -> None:
    for piece in markup(name):
        assert not re.search(r"<script|<link|<iframe|\bsrc=\"http|url\(http|@import", piece)


def test_it_is_small_enough_to_review(name: str) -> None:
    assert (FOLDER / f"{name}.ipynb").stat().st_size < LARGEST_FILE
