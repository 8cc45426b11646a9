"""A batch of notebooks that is ended at any moment leaves no process, and every earlier run as it was."""

import os
import signal
import subprocess
import sys
import time
import uuid

import psutil
import pytest
import stand_ins
from run_service import CLAIMS

from review.runs.output_folder import new_run_folder

MAIN = "from review.command_line.commands import main; main()"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs signals"),
]


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def begun(folder):
    """A batch of two articles, the first of which has an earlier run with notes beside it."""
    lines = "".join(f"  - {{claims: two.csv, name: {name}}}\n" for name in ("earlier", "other"))
    (folder / "batch.yaml").write_text(f"articles:\n{lines}")
    (folder / "two.csv").write_text(CLAIMS)
    with new_run_folder(folder / "runs" / "earlier") as run:
        (run / "manifest.json").write_text("{}")
        (run / "claims.csv").write_text("claim_id")
    (folder / "runs" / "earlier" / "notes.txt").write_text("mine")
    token = uuid.uuid4().hex
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", MAIN, "batch", "batch.yaml"],
        cwd=folder, env=os.environ | {stand_ins.TOKEN: token},
        preexec_fn=stand_ins.take_interrupts,  # noqa: PLW1509 - no other thread forks here
        start_new_session=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    return process, token


def is_kernel(process):
    try:
        return any("ipykernel" in word for word in process.cmdline())
    except psutil.Error:
        return False


@pytest.mark.parametrize(
    ("how", "notebook"),
    [
        (signal.SIGKILL, "01_claims"),
        (signal.SIGTERM, "00_start_here"),
        (signal.SIGINT, "00_start_here"),
    ],
)
def test_a_batch_that_is_ended_leaves_no_process_and_no_half_run(how, notebook, tmp_path):
    process, token = begun(tmp_path)
    before = files(tmp_path)
    for line in process.stdout:
        if notebook in line:
            break
    while not any(map(is_kernel, stand_ins.started_by(token))):
        assert process.poll() is None
    if how is signal.SIGINT:  # as a terminal does
        os.killpg(process.pid, how)
    else:
        process.send_signal(how)
    process.wait(timeout=10)
    end = time.monotonic() + stand_ins.SOON
    while (left := stand_ins.started_by(token)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not left
    _, told = process.communicate(timeout=10)
    assert process.returncode in ((1, 130) if how is signal.SIGINT else (-how,))
    assert "Traceback" not in told
    assert before.items() <= files(tmp_path).items()
    runs = {path.name for path in (tmp_path / "runs").iterdir()}
    visible = {name for name in runs if not name.startswith(".")}
    assert visible == {"earlier"}
    assert (runs == visible) == (how is signal.SIGINT)
    with new_run_folder(tmp_path / "runs" / "other"):
        pass
    assert {path.name for path in (tmp_path / "runs").iterdir()} == {"earlier", "other"}
