"""A disk that fills up while a run is written: one sentence, and an earlier run stays as it was."""

import subprocess
import sys

import pytest
from run_service import CLAIMS, RunService, library

from review.search.local.utilities import Utilities

RUN = """
import resource, sys
sys.dont_write_bytecode = True  # a module cut short would break every later import of it
from review.command_line.commands import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
main()
"""
FIRST_TABLE, REPORT = 600, 60_000
"""Bytes that a file may have: the first tables fit or the report does not."""


@pytest.fixture(scope="module")
def service():
    with library() as archive, RunService(Utilities(archive)) as running:
        yield running


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
@pytest.mark.parametrize("room", [FIRST_TABLE, REPORT])
def test_a_disk_that_fills_up_is_told_and_an_earlier_run_is_left_alone(room, service, tmp_path):
    (tmp_path / "two.csv").write_text(CLAIMS)
    earlier = tmp_path / "run"
    earlier.mkdir()
    (earlier / "manifest.json").write_text("{}")
    words = ["run", "two.csv", "--source", service.url, "--out", "run"]
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(room), *words],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("review: run cannot be written (")
    assert done.stderr.count("\n") == 1
    assert [path.name for path in earlier.iterdir()] == ["manifest.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run", "two.csv"]
