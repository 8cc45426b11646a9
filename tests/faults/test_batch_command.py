"""A batch in which much is wrong: each article's fault is its own, told and listed, and the others are done."""

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from run_service import CLAIMS

from review.command_line import commands
from review.runs.output_folder import MANIFEST

pytestmark = pytest.mark.slow

BAD = {
    "absent": ("{claims: absent.csv}", "absent.csv was not found"),
    "empty": ("{claims: empty.csv}", "holds no claims"),
    "occupied": ("{claims: good.csv, name: occupied}", "occupied is a file"),
    "photos": ("{claims: good.csv, name: photos}", "holiday.jpg, which is not part of a run"),
    "nowhere": ("{claims: good.csv, name: nowhere, source: nowhere.xml}", "nowhere.xml does not exist"),
    "long": (f"{{claims: {'n' * 300}.csv, name: long}}", "cannot be a path here"),
}  # fmt: skip


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """One article that is well, written through a link, among six that are not."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "good.csv").write_text(CLAIMS)
    (folder / "empty.csv").write_text("")
    entries = "".join(f"- {entry}\n" for entry, _ in BAD.values())
    (folder / "batch.yaml").write_text(f"articles:\n{entries}- {{claims: good.csv, name: good}}\n")
    runs, target = folder / "runs", folder / "elsewhere"
    (runs / "photos").mkdir(parents=True)
    (runs / "photos" / "holiday.jpg").touch()
    (runs / "occupied").write_text("mine")
    target.mkdir()
    (runs / "good").symlink_to(target, target_is_directory=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(commands.main, ["batch", "batch.yaml"]), folder


def test_the_exit_code_is_that_of_input_and_nothing_is_a_traceback(batch):
    result, _ = batch
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("name", "told"), [(name, told) for name, (_, told) in BAD.items()])
def test_each_fault_is_told_and_listed(name, told, batch):
    result, folder = batch
    assert f"review: {name}: " in result.stderr
    assert told in result.stderr
    page = re.sub(r"\s+", " ", (folder / "runs" / "index.html").read_text())
    assert told in page


def test_the_article_that_is_well_is_done_and_written_through_the_link(batch):
    _, folder = batch
    assert (folder / "runs" / "good").is_symlink()
    assert (folder / "elsewhere" / MANIFEST).is_file()
    assert (folder / "elsewhere" / "report.html").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="hidden names")
def test_what_was_there_is_as_it_was_and_nothing_hidden_is_left(batch):
    _, folder = batch
    assert (folder / "runs" / "occupied").read_text() == "mine"
    assert [path.name for path in (folder / "runs" / "photos").iterdir()] == ["holiday.jpg"]
    places = (folder / "runs", folder / "elsewhere", folder)
    assert [path.name for place in places for path in Path(place).iterdir() if path.name.startswith(".")] == []  # fmt: skip
