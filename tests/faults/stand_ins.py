"""Stands in for articles in workers: a task names what happens to it. Quick to import."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from review.batch.workers import run_apart

TOKEN = "REVIEW_TEST"
"""Environment variable by which a test finds every process that its own have started."""

SOON = 2.0
"""Seconds within which nothing may be left."""


def started_by(token):
    """All processes with the token of a test in their environment, whoever has adopted them."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(TOKEN) == token:
                found.append(process)
        except psutil.Error:
            continue
    return [process for process in found if process.is_running() and process.status() != "zombie"]


def act(task, tell):
    """What the task says, told of before and after."""
    tell(f"{task} begins")
    what, _, rest = task.partition(" ")
    ACTS[what](rest)
    return f"{task} is done"


def segfault(_):
    ctypes.string_at(0)


def kill(_):
    os.kill(os.getpid(), signal.SIGKILL)


def fill_the_disk(name):
    raise OSError(28, "No space left on device", name)


def run_out_of_memory(_):
    raise MemoryError


def give_what_cannot_be_sent(_):
    raise type("Strange", (Exception,), {"__str__": lambda self: "[the error of a cell]"})


def take_interrupts():
    """Let a process that a test starts be interrupted, also where the tests run in a shell's background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start_a_kernel(folder):
    """A child in a session of its own, as kernels are; this process waits for it."""
    child = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True
    )
    (Path(folder) / f"{os.getpid()}.worker").write_text(str(child.pid))
    child.wait()


ACTS = {
    "rest": lambda _: time.sleep(0.1),
    "segfault": segfault,
    "kill": kill,
    "exit": lambda code: os._exit(int(code)),
    "leave": lambda _: sys.exit("leaves"),
    "disk": fill_the_disk,
    "memory": run_out_of_memory,
    "strange": give_what_cannot_be_sent,
    "kernel": start_a_kernel,
}


def lost(task, error):
    return f"{task} is lost: {error}"


def main(tasks, jobs):
    """Runs tasks as the command line does, and ends as it does when it is interrupted."""
    try:
        run_apart(act, tasks, jobs=jobs, told=lambda news: print(news, flush=True), lost=lost)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[2:], int(sys.argv[1]))
