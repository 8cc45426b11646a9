"""Batches: notebooks in order through papermill, articles side by side, failures told and contained."""

import json
import socket
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_notebook

from review.batch import one_article
from review.batch.batch import run_batch, run_on_scheduler
from review.batch.batch_file import BatchEntry
from review.batch.one_article import run_article, run_notebook
from review.batch.outcome import Progress
from review.command_line import commands
from review.core.errors import InputError, ReviewError
from review.core.run_tables import RUN_TABLES
from review.pipeline import stages
from review.pipeline.run_folder import read_run
from review.runs.output_folder import NOTEBOOK_NAMES

CLAIMS = """claim_id,statement
X01,Clonidine reduces the severity of opioid withdrawal
X02,Baclofen relieves anxiety
"""

pytestmark = pytest.mark.slow


def claims_file(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(CLAIMS, encoding="utf-8")
    return path


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory):
    """One article that goes well and one whose searches all fail, side by side."""
    folder = tmp_path_factory.mktemp("someones private folder")
    claims_file(folder, "listed.csv")
    claims_file(folder, "silent.csv")
    (folder / "batch.yaml").write_text(
        "articles:\n"
        "  - {claims: listed.csv, name: good}\n"
        f"  - {{claims: silent.csv, source: 'http://127.0.0.1:{closed_port()}/entrez/eutils/'}}\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(commands.main, ["batch", "batch.yaml", "--jobs", "2"])
    return result, folder / "runs"


def test_every_notebook_of_every_article_is_told_and_stored(batch) -> None:
    result, runs = batch
    for article in ("good", "silent"):
        for name in NOTEBOOK_NAMES:
            assert f"{article:<32} {name:<22} done in " in result.output
            stored = nbformat.read(runs / article / "notebooks" / f"{name}.ipynb", as_version=4)
            assert all(c.execution_count for c in stored.cells if c.cell_type == "code")


def test_a_failed_search_ends_with_three_and_the_others_are_complete(batch) -> None:
    result, runs = batch
    assert result.exit_code == 3, result.output
    assert "review: silent: " in result.stderr
    assert "searches failed" in result.stderr
    assert set(read_run(runs / "silent").summary_of_findings["verdict"]) == {"search failed"}
    assert "search failed" not in set(read_run(runs / "good").summary_of_findings["verdict"])


def test_a_batch_writes_the_same_tables_as_a_run(batch, tmp_path: Path) -> None:
    _, runs = batch
    stages.run(claims_file(tmp_path, "good.csv"), out=tmp_path / "run")
    for table in RUN_TABLES:
        name = f"{table.name}.csv"
        assert (runs / "good" / name).read_bytes() == (tmp_path / "run" / name).read_bytes(), name


def test_the_manifest_says_how_long_each_notebook_took(batch) -> None:
    _, runs = batch
    manifest = json.loads((runs / "good" / "manifest.json").read_text(encoding="utf-8"))
    assert list(manifest["durations_seconds"]) == list(NOTEBOOK_NAMES)
    assert manifest["started"] <= manifest["finished"]


def test_the_shared_page_and_the_index_are_written(batch) -> None:
    _, runs = batch
    page = (runs / "good" / "notebooks" / "04_evidence_matrix.html").read_text(encoding="utf-8")
    assert '<details class="code">' in page
    assert "<svg" in page
    assert "<script" not in page
    index = (runs / "index.html").read_text(encoding="utf-8")
    assert "good/report.html" in index
    assert "silent/report.html" in index


def test_a_misspelt_parameter_is_refused(root: Path, tmp_path: Path) -> None:
    notebook = root / "notebooks" / "01_claims.ipynb"
    with pytest.raises(InputError, match="has no parameter 'claim'; it has claims, source, out"):
        run_notebook(notebook, tmp_path / "out.ipynb", {"claim": "a.csv"})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        (
            "from review.core.errors import InputError\nraise InputError('Give it a name.')",
            InputError,
            "Give it a name.",
        ),
        ("1 / 0", ReviewError, "stopped with ZeroDivisionError: division by zero"),
        ("import os\nos.kill(os.getpid(), 9)", ReviewError, "The kernel of notebook a died"),
    ],
)
def test_the_error_of_a_cell_keeps_its_kind(
    tmp_path: Path, code: str, kind: type, sentence: str
) -> None:
    cells = [new_code_cell("claims = 'a'", metadata={"tags": ["parameters"]}), new_code_cell(code)]
    metadata = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=metadata), tmp_path / "a.ipynb")
    with pytest.raises(ReviewError, match=sentence) as told:
        run_notebook(tmp_path / "a.ipynb", tmp_path / "b.ipynb", {"claims": "x"})
    assert type(told.value) is kind


def quiet(_: Progress) -> None:
    pass


def test_no_jobs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--jobs is 0"):
        run_batch([], out=tmp_path, jobs=0, progress=quiet)


def test_a_scheduler_that_is_not_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"pip install 'review\[scheduler\]'"):
        run_on_scheduler([], out=tmp_path, address="tcp://127.0.0.1:8786", progress=quiet)


@pytest.mark.filterwarnings("default")
def test_articles_run_on_a_dask_scheduler(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    article = BatchEntry("good", str(claims_file(tmp_path, "good.csv")), "snapshot")
    told: list[Progress] = []
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        (outcome,) = run_on_scheduler(
            [article],
            out=tmp_path / "runs",
            address=cluster.scheduler_address,
            progress=told.append,
        )
    assert outcome.exit_code == 0, outcome.error
    assert [event.article for event in told] == ["good"]
    assert (tmp_path / "runs" / "good" / "report.html").is_file()


def test_nothing_to_share_names_a_folder_of_the_machine(batch) -> None:
    _, runs = batch
    private = ("someones private folder", ".review-", f"{Path.home()}/", str(runs.parents[1]))
    written = [path for path in runs.rglob("*") if path.is_file() and path.suffix != ".xlsx"]
    assert len(written) > 30
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert not [name for name in private if name in text], path
    assert not list(runs.rglob(".*"))
    stored = nbformat.read(runs / "good" / "notebooks" / "01_claims.ipynb", as_version=4)
    assert "papermill" not in stored.metadata
    assert not any("papermill" in cell.metadata for cell in stored.cells)


def test_a_run_is_called_as_its_article_is(batch) -> None:
    _, runs = batch
    page = (runs / "good" / "notebooks" / "04_evidence_matrix.html").read_text(encoding="utf-8")
    assert '"good"' in page
    assert '"listed.csv"' in page
    manifest = json.loads((runs / "good" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["name"] == "good"
    assert "<h1>Good</h1>" in (runs / "good" / "report.html").read_text(encoding="utf-8")
    assert '<a href="good/report.html">Good</a>' in (runs / "index.html").read_text("utf-8")


ROOM = """import os, sys
print(f"{os.getcwd()}/x and {out}/y", file=sys.stderr)
raise OSError(28, "No space left on device", f"{out}/records.csv")"""


@pytest.fixture
def stopping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The first notebook of every article stops for want of room, and shows where it ran."""
    parameters = new_code_cell(
        "claims = 'a'\nsource = 'a'\nout = 'a'", metadata={"tags": ["parameters"]}
    )
    metadata = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
    content = new_notebook(cells=[parameters, new_code_cell(ROOM)], metadata=metadata)
    nbformat.write(content, tmp_path / f"{NOTEBOOK_NAMES[0]}.ipynb")
    folder = tmp_path / "someones private folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(one_article, "notebooks_folder", lambda: tmp_path)
    return folder


def test_a_notebook_that_stopped_is_kept_names_no_folder_and_is_no_run(stopping: Path) -> None:
    article = BatchEntry("good", str(claims_file(stopping, "good.csv")), "snapshot")
    outcome = run_article(article, out=Path("runs"))
    assert outcome.error.startswith(f"Notebook {NOTEBOOK_NAMES[0]} stopped with OSError: ")
    assert outcome.error.endswith(f"No space left on device: '{stopping}/runs/good/records.csv'.")
    assert outcome.error_to_share.endswith("No space left on device: 'good/records.csv'.")
    assert outcome.exit_code == 1
    assert not (stopping / "runs" / "good" / "manifest.json").exists()
    kept = stopping / "runs" / "good" / "notebooks" / f"{NOTEBOOK_NAMES[0]}.ipynb"
    text = kept.read_text(encoding="utf-8")
    assert "No space left on device: 'good/records.csv'" in text
    assert "x and good/y" in text
    assert 'out = \\"good\\"' in text
    assert "private" not in text
    assert "Traceback" not in text
    assert [path.name for path in (stopping / "runs").iterdir()] == ["good"]


def test_an_earlier_run_is_not_changed_by_one_that_stopped(stopping: Path) -> None:
    earlier = stopping / "runs" / "good"
    earlier.mkdir(parents=True)
    (earlier / "manifest.json").write_text("{}")
    article = BatchEntry("good", str(claims_file(stopping, "good.csv")), "snapshot")
    outcome = run_article(article, out=stopping / "runs")
    assert outcome.error.endswith("; the earlier run in its folder is left as it was.")
    assert [path.name for path in earlier.iterdir()] == ["manifest.json"]
