"""Batches: notebooks in order through papermill, articles side by side, failures told and contained."""

import json
import socket
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_notebook

from review.command_line import commands
from review.pipeline import stages
from review.batch.batch import run_batch, run_on_scheduler
from review.batch.one_article import run_notebook
from review.batch.batch_file import Article
from review.batch.outcome import Outcome, Progress
from review.core.errors import InputError, ReviewError
from review.runs.output_folder import NOTEBOOK_NAMES
from review.pipeline.run_folder import read_run
from review.core.run_tables import RUN_TABLES

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
    folder = tmp_path_factory.mktemp("batch")
    claims_file(folder, "good.csv")
    claims_file(folder, "silent.csv")
    (folder / "batch.yaml").write_text(
        "articles:\n"
        "  - claims: good.csv\n"
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
    article = Article("good", str(claims_file(tmp_path, "good.csv")), "snapshot")
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


def test_nothing_to_share_names_a_folder_of_the_machine(tmp_path: Path) -> None:
    folder = tmp_path / "someones private folder"
    folder.mkdir()
    claims_file(folder, "good.csv")
    (folder / "batch.yaml").write_text("articles:\n  - claims: good.csv\n", encoding="utf-8")
    runs = folder / "runs"
    words = ["batch", str(folder / "batch.yaml"), "--out", str(runs)]
    result = CliRunner().invoke(commands.main, words)
    assert result.exit_code == 0, result.output
    written = [path for path in runs.rglob("*") if path.is_file() and path.suffix != ".xlsx"]
    assert len(written) > 15
    for path in written:
        assert "someones private folder" not in path.read_text(encoding="utf-8"), path.name
    page = (runs / "good" / "notebooks" / "04_evidence_matrix.html").read_text(encoding="utf-8")
    assert '"good.csv"' in page
    stored = nbformat.read(runs / "good" / "notebooks" / "01_claims.ipynb", as_version=4)
    assert "papermill" not in stored.metadata
    assert not any("papermill" in cell.metadata for cell in stored.cells)


def test_a_notebook_that_stopped_names_no_folder_either(tmp_path: Path) -> None:
    cells = [new_code_cell("out = 'a'", metadata={"tags": ["parameters"]}), new_code_cell("1 / 0")]
    metadata = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=metadata), tmp_path / "a.ipynb")
    with pytest.raises(ReviewError):
        run_notebook(tmp_path / "a.ipynb", tmp_path / "b.ipynb", {"out": str(tmp_path / "run")})
    text = (tmp_path / "b.ipynb").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert "ZeroDivisionError: division by zero" in text
    assert "Traceback" not in text
