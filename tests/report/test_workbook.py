"""The workbook of a run is the same bytes whenever it is written."""

import datetime
import os
import re
import time
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from example_run import SEARCHED_ON, example_run
from openpyxl import load_workbook
from openpyxl.packaging import core
from openpyxl.writer import excel

from review.report.workbook import write_xlsx
from review.runs.run import Run


@pytest.fixture(scope="module")
def run() -> Run:
    return example_run()


class Later(datetime.datetime):
    """A clock that is a year ahead."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
        return super().now(tz) + datetime.timedelta(days=365)


def test_the_same_run_gives_the_same_bytes_later_and_elsewhere(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_xlsx(run, tmp_path / "now.xlsx")
    later = time.time() + 365 * 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    for module in (core, excel):
        monkeypatch.setattr(module.datetime, "datetime", Later)
    monkeypatch.setitem(os.environ, "TZ", "Pacific/Kiritimati")
    write_xlsx(run, tmp_path / "later.xlsx")
    assert (tmp_path / "now.xlsx").read_bytes() == (tmp_path / "later.xlsx").read_bytes()


def test_it_is_dated_as_of_the_search(run: Run, tmp_path: Path) -> None:
    write_xlsx(run, tmp_path / "a.xlsx")
    properties = load_workbook(tmp_path / "a.xlsx").properties
    expected = datetime.datetime.fromisoformat(SEARCHED_ON)
    assert (properties.created, properties.modified) == (expected, expected)
    with ZipFile(tmp_path / "a.xlsx") as packed:
        assert {part.date_time[:3] for part in packed.infolist()} == {expected.timetuple()[:3]}


@pytest.mark.parametrize("day", [None, "1970-01-01", "some day"])
def test_a_run_without_a_usable_date_has_a_workbook_too(
    run: Run, tmp_path: Path, day: str | None
) -> None:
    searches = run.searches.assign(searched_on=day).astype(run.searches.dtypes)
    write_xlsx(replace(run, searches=searches), tmp_path / "a.xlsx")
    with ZipFile(tmp_path / "a.xlsx") as packed:
        text = packed.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT", text) == ["1980-01-01T", "1980-01-01T"]
