"""Stands in for the notebooks of an article: its name says what happens to it."""

import os
import shutil
import signal
from pathlib import Path

from review.batch.outcome import Outcome, Progress, failed
from review.core.errors import SearchFailedError
from review.runs.output_folder import new_run_folder

READY = "REVIEW_TEST_RUN"
"""Environment variable that names a run, which is copied."""


def act(article, tell=lambda news: None, *, out):
    """One article, as `review.batch.one_article.run_article` gives it."""
    tell(Progress(article.name, "00_start_here"))
    if article.name.startswith("killed"):
        os.kill(os.getpid(), signal.SIGKILL)
    if article.name.startswith("raises"):
        raise OSError(28, "No space left on device", str(out.absolute() / article.name / "a b.csv"))
    with new_run_folder(out / article.name) as folder:
        shutil.copytree(Path(os.environ[READY]), folder, dirs_exist_ok=True)
    if article.name.startswith("silent"):
        error = SearchFailedError("2 of 2 searches failed.")
        return failed(article, error, out=out, written=True)
    return Outcome(article.name, out / article.name, seconds=1.0)
