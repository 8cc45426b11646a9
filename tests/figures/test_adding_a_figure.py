"""A figure is one file and one entry: added from outside, it is drawn, told and shown."""

import pandas as pd
import pytest
from example_run import example_run

from review.figures import figure_kinds
from review.figures.figure_kinds import FIGURE_KINDS, FigureKind
from review.figures.marks import Drawing, Text
from review.report.finished_run import FinishedRun
from review.runs.run import Run


def years(run: Run) -> pd.DataFrame:
    return pd.DataFrame({"records": [len(run.records)]})


def drawing(run: Run) -> Drawing:
    return Drawing("records", 300, 60, (Text(20, 30, f"{len(run.records)} records"),))


def words(run: Run) -> str:
    return f"The run has {len(run.records)} records, drawn for a test."


@pytest.fixture
def _added(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = FigureKind("records", "records", "Records", "How many there are.", drawing, years, words)
    monkeypatch.setattr(figure_kinds, "FIGURE_KINDS", (*FIGURE_KINDS, kind))


@pytest.mark.usefixtures("_added")
def test_a_figure_from_outside_is_drawn_and_in_the_report() -> None:
    run = FinishedRun(**vars(example_run()))
    figures = run.figures()
    assert list(figures) == [*(kind.name for kind in FIGURE_KINDS), "records"]
    page = run.report()
    assert 'id="records-section"' in page
    assert words(run) in page
    assert "How many there are." in page
