"""The stored outputs are those of a fresh run, and the notebooks do the same as the command line."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from review.core.run_tables import RUN_TABLES
from review.pipeline import stages

ROOT = Path(__file__).resolve().parents[2]
NAME = "baclofen_opioid_withdrawal"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess, Path]:
    """All notebooks run in order by nbval, in a copy, comparing what they print with what is stored."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "notebooks", copy / "notebooks")
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "--rootdir", str(copy), "-c", "/dev/null", "notebooks"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    return done, copy / "runs" / NAME


def test_stored_outputs_are_those_of_a_fresh_run(fresh) -> None:
    done, _ = fresh
    assert done.returncode == 0, f"run `make notebooks`\n{done.stdout[-4000:]}{done.stderr[-2000:]}"
    assert " passed" in done.stdout


def test_the_notebooks_write_the_same_tables_as_a_run(fresh, tmp_path: Path) -> None:
    _, by_notebooks = fresh
    stages.run(ROOT / "data" / "claims" / f"{NAME}.csv", out=tmp_path / "run")
    for table in RUN_TABLES:
        name = f"{table.name}.csv"
        assert (by_notebooks / name).read_bytes() == (tmp_path / "run" / name).read_bytes(), name


def test_the_notebooks_leave_a_complete_run_folder(fresh, tmp_path: Path) -> None:
    _, by_notebooks = fresh
    stages.run(ROOT / "data" / "claims" / f"{NAME}.csv", out=tmp_path / "run")
    assert {p.name for p in by_notebooks.iterdir()} == {
        p.name for p in (tmp_path / "run").iterdir()
    }
