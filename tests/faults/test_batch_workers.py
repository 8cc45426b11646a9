"""What ends a worker ends its task only, and whoever ends the batch ends all that it has started."""

import os
import signal
import subprocess
import sys
import time
import uuid

import psutil
import pytest
import stand_ins

from review.batch.workers import run_apart

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
ENDS = {
    "segfault": "Segmentation fault",
    "kill": "Killed",
    "exit 7": "exit code 7",
    "leave": "exit code 1",
    "disk records.csv": "OSError: [Errno 28] No space left on device: 'records.csv'",
    "memory": "MemoryError",
    "strange": "Strange: [the error of a cell]",
}


def run(tasks, *, jobs, told=lambda news: None):
    return run_apart(stand_ins.act, tasks, jobs=jobs, told=told, lost=stand_ins.lost)


@posix
@pytest.mark.parametrize("jobs", [1, 3])
def test_whatever_happens_to_a_task_the_others_are_done(jobs, capfd):
    tasks = ["rest 1", *ENDS, "rest 2"]
    told = []
    results = run(tasks, jobs=jobs, told=told.append)
    assert results[0] == "rest 1 is done"
    assert results[-1] == "rest 2 is done"
    for result, (task, why) in zip(results[1:-1], ENDS.items(), strict=True):
        assert result.startswith(f"{task} is lost: ")
        assert why in result
    assert sorted(told) == sorted([*(f"{task} begins" for task in tasks), *results])
    assert "Traceback" not in capfd.readouterr().err


def test_no_task_is_no_work():
    assert run([], jobs=2) == []


def test_a_task_that_cannot_be_sent_is_lost_and_no_other():
    first, second = run([lambda: None, "rest"], jobs=1)
    assert "is lost: " in first
    assert second == "rest is done"


def test_a_worker_that_cannot_be_started_is_told(monkeypatch):
    monkeypatch.setattr("multiprocessing.spawn.get_executable", lambda: "/no/such/python")
    (result,) = run(["rest"], jobs=1)
    assert result.startswith("rest is lost: ")


def test_workers_end_with_whoever_asked_them():
    """An error of the one who is told ends the batch at once, and its workers too."""

    def told(news):
        raise BrokenPipeError

    before = set(psutil.Process().children())
    began = time.monotonic()
    with pytest.raises(BrokenPipeError):
        run(["rest", "rest", "rest"], jobs=2, told=told)
    assert time.monotonic() - began < 10
    new = set(psutil.Process().children()) - before
    assert not [child for child in new if "spawn_main" in " ".join(child.cmdline())]


def pids(batch):
    return {process.pid for process in stand_ins.started_by(batch.token)}


class Batch:
    """A process that runs stand-ins side by side, and what it starts."""

    def __init__(self, folder, *tasks, jobs=2):
        self.folder, self.token = folder, uuid.uuid4().hex
        self.process = subprocess.Popen(
            [sys.executable, stand_ins.__file__, str(jobs), *tasks],
            env=os.environ | {stand_ins.TOKEN: self.token},
            preexec_fn=stand_ins.take_interrupts,  # noqa: PLW1509 - no other thread forks here
            start_new_session=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def kernels(self, number):
        """Waits until so many stand-ins for kernels run; their processes by those of their workers."""
        while len(found := list(self.folder.glob("*.worker"))) < number or not all(
            path.read_text() for path in found
        ):
            time.sleep(0.01)
        return {int(path.stem): int(path.read_text()) for path in found}

    def assert_nothing_is_left(self):
        self.process.wait(timeout=10)
        end = time.monotonic() + stand_ins.SOON
        while (left := stand_ins.started_by(self.token)) and time.monotonic() < end:
            time.sleep(0.02)
        commands = [process.cmdline() for process in left]
        for process in left:
            process.kill()
        assert not commands
        return self.process.communicate(timeout=10)


@posix
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("moment", [0.0, 0.15, 0.4, None])
def test_a_batch_that_is_ended_at_any_moment_leaves_no_process(how, moment, tmp_path):
    batch = Batch(tmp_path, f"kernel {tmp_path}", f"kernel {tmp_path}", "rest")
    if moment is None:
        assert len(batch.kernels(2)) == 2
    else:
        while not stand_ins.started_by(batch.token):
            time.sleep(0.01)
        time.sleep(moment)
    batch.process.send_signal(how)
    _, told = batch.assert_nothing_is_left()
    if how is not signal.SIGINT:
        assert batch.process.returncode == -how
    elif moment is None:
        assert batch.process.returncode == 130
        assert told == ""


@posix
def test_interrupts_from_a_terminal_reach_the_workers_too_and_are_not_theirs(tmp_path):
    batch = Batch(tmp_path, f"kernel {tmp_path}", f"kernel {tmp_path}")
    workers = batch.kernels(2)
    for worker in workers:
        os.kill(worker, signal.SIGINT)
    time.sleep(0.2)
    assert workers.keys() <= pids(batch)
    os.killpg(batch.process.pid, signal.SIGINT)
    _, told = batch.assert_nothing_is_left()
    assert (batch.process.returncode, told) == (130, "")


@posix
def test_a_worker_that_is_killed_leaves_no_kernel_and_the_others_go_on(tmp_path):
    batch = Batch(tmp_path, f"kernel {tmp_path}", f"kernel {tmp_path}", "rest", jobs=2)
    (killed, its_kernel), (_, other_kernel) = sorted(batch.kernels(2).items())
    os.kill(killed, signal.SIGKILL)
    end = time.monotonic() + stand_ins.SOON
    while its_kernel in (left := pids(batch)) and time.monotonic() < end:
        time.sleep(0.02)
    assert its_kernel not in left
    assert other_kernel in left
    os.kill(other_kernel, signal.SIGKILL)
    told, errors = batch.process.communicate(timeout=30)
    assert errors == ""
    assert told.count("ended early (Killed)") == 1
    assert f"kernel {tmp_path} is done" in told
    assert "rest is done" in told
    batch.assert_nothing_is_left()
