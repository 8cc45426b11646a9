"""Whatever fails in an article is its own outcome: told, listed, and no other's business."""

import re
import shutil
import sys
from functools import partial
from types import SimpleNamespace

import articles
import pytest
from click.testing import CliRunner
from example_run import example_run
from lxml import html

from review.batch import batch
from review.batch.batch_file import BatchEntry
from review.batch.outcome import Outcome, Progress
from review.command_line import commands
from review.pipeline.run_folder import write_run

CLAIMS = "claim_id,statement\nX01,Valerian shortens the time to fall asleep\n"
REFUSED = ("no claims", "bad claims", "no folder", "no source")
NAMES = ("first", *REFUSED, "raises", "silent", "last")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A run that stand-ins for articles copy."""
    folder = tmp_path_factory.mktemp("ready") / "run"
    write_run(example_run(), folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(articles.READY, str(folder))
        yield folder


def article(folder, name):
    """An article of that name, with the fault that the name tells."""
    claims = folder / f"{name}.csv"
    claims.write_text("claim_id\nX01\n" if name == "bad claims" else CLAIMS)
    if name == "no claims":
        claims.unlink()
    if name == "no folder":
        (folder / "runs").mkdir(exist_ok=True)
        (folder / "runs" / name).write_text("mine")
    source = str(folder / "private place" / "none.xml") if name == "no source" else "snapshot"
    return BatchEntry(name, str(claims), source)


def run(folder, names, *, jobs=2, told=lambda news: None):
    out = folder / "runs"
    return batch.run_batch(
        [article(folder, name) for name in names],
        out=out,
        jobs=jobs,
        progress=told,
        run=partial(articles.act, out=out),
    )


@pytest.fixture(scope="module")
def mixed(ready, tmp_path_factory):
    """Good and bad articles in one batch: the outcomes by name, all that was told, and the page."""
    folder, told = tmp_path_factory.mktemp("someones private folder"), []
    outcomes = run(folder, (*NAMES, "killed"), told=told.append)
    batch.write_index(outcomes, folder / "runs")
    return {outcome.article: outcome for outcome in outcomes}, told, folder / "runs"


def test_every_article_has_its_outcome_in_the_order_of_the_batch(mixed):
    outcomes, _, _ = mixed
    assert tuple(outcomes) == (*NAMES, "killed")
    codes = {name: outcome.exit_code for name, outcome in outcomes.items()}
    assert codes == dict.fromkeys(REFUSED, 2) | {
        "first": 0, "last": 0, "raises": 1, "killed": 1, "silent": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("no claims", r"no claims\.csv was not found; .*\."),
        ("bad claims", r"bad claims\.csv has no column statement; .*\."),
        ("no folder", r".*no folder is a file: name a folder .*\."),
        ("no source", r"The source .*none\.xml does not exist; .*\."),
        ("raises", r"OSError: \[Errno 28\] No space left on device: '.*a b\.csv'\."),
        ("killed", r"The process that ran it ended early \(Killed\), .* happens again\."),
        ("silent", r"2 of 2 searches failed\."),
    ],
)
def test_what_failed_is_one_sentence_there_and_on_the_page(mixed, name, sentence):
    outcomes, _, runs = mixed
    error = outcomes[name].error
    assert re.search(rf"{sentence}\Z", error)
    assert "\n" not in error
    assert "Traceback" not in error
    listed = f"This review failed. {outcomes[name].error_to_share}"
    assert len([card for card in cards(runs) if listed in card]) == 1


def cards(runs):
    page = html.fromstring((runs / "index.html").read_text(encoding="utf-8"))
    return [" ".join(card.text_content().split()) for card in page.find_class("card")]


def test_what_cannot_be_run_is_told_before_the_first_notebook(mixed):
    _, told, _ = mixed
    kinds = [type(event) for event in told]
    assert kinds[: len(REFUSED)] == [Outcome] * len(REFUSED)
    assert [event.article for event in told[: len(REFUSED)]] == list(REFUSED)
    assert kinds.count(Progress) == 5
    assert kinds.count(Outcome) == len(NAMES) + 1


def test_the_page_lists_every_article_and_links_those_with_a_run(mixed):
    _, _, runs = mixed
    page = html.fromstring((runs / "index.html").read_text(encoding="utf-8"))
    links = [link.get("href") for link in page.iter("a")]
    assert links == ["#content", *(f"{name}/report.html" for name in ("first", "silent", "last"))]
    assert len(cards(runs)) == len(NAMES) + 1


def test_neither_the_page_nor_what_is_left_names_a_folder_of_the_machine(mixed):
    _, _, runs = mixed
    for path in runs.rglob("*"):
        assert not path.name.startswith(".")
        if path.is_file() and path.suffix != ".xlsx":
            text = path.read_text(encoding="utf-8")
            assert "private" not in text, path.name
            assert str(runs.parents[1]) not in text
            assert ".review-" not in text
    assert sorted(path.name for path in runs.iterdir()) == sorted(
        ["first", "last", "silent", "no folder", "index.html"]
    )
    assert (runs / "no folder").read_text() == "mine"


def test_an_earlier_run_stays_and_the_sentence_says_so(ready, tmp_path):
    names = ("killed", "raises", "no claims")
    for name in names:
        shutil.copytree(ready, tmp_path / "runs" / name)
        (tmp_path / "runs" / name / "notes.txt").write_text("mine")
    before = {path: path.read_bytes() for path in tmp_path.rglob("runs/*/*") if path.is_file()}
    outcomes = run(tmp_path, names, jobs=1)
    assert all(
        outcome.error.endswith("; the earlier run in its folder is left as it was.")
        for outcome in outcomes
    )
    assert {path: path.read_bytes() for path in before} == before
    batch.write_index(outcomes, tmp_path / "runs")
    page = (tmp_path / "runs" / "index.html").read_text(encoding="utf-8")
    assert page.count("/report.html") == page.count("the earlier run in its folder") == 3


def test_a_damaged_run_does_not_keep_the_page_from_being_written(ready, tmp_path):
    for name in ("whole", "damaged"):
        shutil.copytree(ready, tmp_path / name)
    (tmp_path / "damaged" / "claims.csv").write_bytes(b"\xff\x00")
    batch.write_index([Outcome(name, tmp_path / name) for name in ("whole", "damaged")], tmp_path)
    whole, damaged = cards(tmp_path)
    assert "What is in its folder cannot be read" in damaged
    assert "This review failed" not in whole


@pytest.fixture
def command(ready, tmp_path, monkeypatch):
    """Runs `review batch` over articles of those names, with stand-ins for their notebooks."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batch, "run_article", articles.act)

    def invoke(*names):
        lines = [f"  - claims: {name}.csv\n" for name in names if article(tmp_path, name)]
        (tmp_path / "batch.yaml").write_text(f"articles:\n{''.join(lines)}")
        return CliRunner().invoke(commands.main, ["batch", "batch.yaml", "--jobs", "1"])

    return invoke


def test_the_exit_code_is_the_worst(command):
    result = command("no claims", "silent", "first")
    assert result.exit_code == 3
    assert "review: silent: 2 of 2 searches failed." in result.stderr
    assert result.stderr.endswith("review: 2 of 3 articles failed: no claims, silent.\n")
    assert "first/report.html (1 s)" in result.stdout


@pytest.mark.parametrize(("name", "code"), [("no claims", 2), ("silent", 3)])
def test_a_page_that_cannot_be_written_is_told_and_a_worse_code_kept(command, tmp_path, name, code):
    (tmp_path / "runs" / "index.html").mkdir(parents=True)
    result = command(name)
    assert result.exit_code == code
    assert f"review: {name}: " in result.stderr
    assert re.search(r"review: runs/index\.html cannot be written: .* --out\.\n", result.stderr)
    assert "Traceback" not in result.output
    assert not [path.name for path in (tmp_path / "runs").iterdir() if path.name.startswith(".")]


class KilledWorker(Exception):  # noqa: N818 - dask's name
    """What dask raises when a worker that runs a task has died too often."""


class Client:
    """Stands in for a dask client: tasks run here, and a task called `killed` has lost its worker."""

    def __init__(self, address, timeout):
        self.address = address

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        pass

    def submit(self, function, article, *, pure, **named):
        def result():
            if article.name == "killed":
                raise KilledWorker("killed", "tcp://127.0.0.1:1")
            return function(article, **named)

        return SimpleNamespace(result=result)


def test_on_a_scheduler_articles_are_isolated_too(ready, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    monkeypatch.setattr(batch, "run_article", articles.act)
    names, told = ("no claims", "killed", "raises", "first"), []
    outcomes = batch.run_on_scheduler(
        [article(tmp_path, name) for name in names],
        out=tmp_path / "runs",
        address="tcp://127.0.0.1:1",
        progress=told.append,
    )
    assert [outcome.exit_code for outcome in outcomes] == [2, 1, 1, 0]
    assert "KilledWorker: " in outcomes[1].error
    assert told == outcomes
