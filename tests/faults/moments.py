"""A process that is killed just before its n-th change of the file system, whatever changes it."""

import contextlib
import os
import signal
import sys
from pathlib import Path

from review.runs.output_folder import MANIFEST, NOTEBOOKS, new_run_folder, start_run_folder

CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.utime", "open"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

FILES = ("claims.csv", "report.html", f"{NOTEBOOKS}/01_claims.ipynb", MANIFEST)
FIRST_ONLY, SECOND_ONLY = "prisma.json", "references.ris"


def kill_before(number):
    """This process is killed when it sets out to make its change of that number."""
    left = [number]

    def watch(event, words):
        if event in CHANGES and (event != "open" or (words[2] or 0) & WRITING):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def write(folder, text):
    """A small run: every file of it holds the text."""
    for name in (*FILES, FIRST_ONLY if text == "first" else SECOND_ONLY):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


def replace_run(out, number):
    kill_before(number)
    with new_run_folder(out) as folder:
        write(folder, "second")


def stop_run(out, number):
    kill_before(number)
    with (
        contextlib.suppress(ZeroDivisionError),
        new_run_folder(out, keep_stopped=True) as folder,
    ):
        write(folder, "second")
        1 / 0  # noqa: B018 - it stops here


def start_over(out, number):
    kill_before(number)
    start_run_folder(Path(out))
