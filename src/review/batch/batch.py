"""Many articles at once: the notebooks of each run in order through papermill, articles side by side.

Articles share nothing: whatever fails in one of them, down to its process, is that article's outcome, and
the others run to their end.
"""

import importlib
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from review.batch.batch_file import INDEX_PAGE, BatchEntry
from review.batch.one_article import run_article
from review.batch.outcome import Outcome, Report, failed
from review.batch.workers import Work, run_apart
from review.claims.library import load_claims
from review.core.errors import InputError
from review.core.work_folder import work_folder
from review.pipeline.run_folder import read_run
from review.report.page import render_index
from review.runs.output_folder import check_run_folder, holds_run, remove_leftovers_of
from review.runs.run import Run
from review.search.source import open_source


def run_batch(
    articles: Sequence[BatchEntry],
    *,
    out: Path,
    jobs: int,
    progress: Report,
    run: Work[BatchEntry, Outcome] | None = None,
) -> list[Outcome]:
    """Runs the notebooks of every article, `jobs` articles at a time, each in a process of its own.

    Args:
        articles: what to run; what cannot be run at all is told first, and left out.
        out: folder of the run folders.
        jobs: how many articles run side by side.
        progress: called in this process whenever a notebook starts or ends, and an article ends.
        run: runs one article in a worker; `run_article` into `out` unless given.

    Raises:
        InputError: `jobs` is less than 1; nothing was written then.
    """
    if jobs < 1:
        raise InputError(f"--jobs is {jobs}; it must be 1 or more.")
    outcomes = _refused(articles, out, progress)
    ready = [article for article in articles if article.name not in outcomes]
    try:
        ended = run_apart(
            run or partial(run_article, out=out),
            ready,
            jobs=jobs,
            told=progress,
            lost=partial(failed, out=out),
        )
    finally:
        for article in ready:
            remove_leftovers_of(out / article.name)
    outcomes |= {outcome.article: outcome for outcome in ended}
    return [outcomes[article.name] for article in articles]


def run_on_scheduler(
    articles: Sequence[BatchEntry], *, out: Path, address: str, progress: Report
) -> list[Outcome]:
    """As `run_batch`, one dask task for each article, on the workers of a dask scheduler.

    The workers need this suite and the same folders. Progress is told when an article ends.

    Raises:
        InputError: dask.distributed is not installed or no scheduler answers.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise InputError(
            "--scheduler needs dask.distributed, which is not installed: pip install 'review[scheduler]'."
        ) from error
    outcomes = _refused(articles, out, progress)
    try:
        client = distributed.Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise InputError(f"No dask scheduler answers at {address}: {error}.") from error
    ready = [article for article in articles if article.name not in outcomes]
    with client:
        futures = [client.submit(run_article, article, out=out, pure=False) for article in ready]
        for article, future in zip(ready, futures, strict=True):
            try:
                outcome: Outcome = future.result()
            except Exception as error:  # noqa: BLE001 - articles are isolated here, as in `run_apart`
                outcome = failed(article, error, out=out)
            outcomes[article.name] = outcome
            progress(outcome)
    return [outcomes[article.name] for article in articles]


def write_index(outcomes: Sequence[Outcome], out: Path) -> Path:
    """Write `out/index.html`, which lists the articles with their reports and with why they failed;
    gives its path.

    Raises:
        InputError: the page cannot be written there.
    """
    listed = {outcome.article: _listed(outcome) for outcome in outcomes}
    text = render_index(
        {name: run for name, (run, _) in listed.items()},
        failures={name: why for name, (_, why) in listed.items() if why},
    )
    index = Path(os.path.realpath(out / INDEX_PAGE))
    try:
        with work_folder(index.parent) as work:
            page = work / INDEX_PAGE
            page.write_text(text, encoding="utf-8", newline="\n")
            page.replace(index)
    except OSError as error:
        raise InputError(
            f"{out / INDEX_PAGE} cannot be written: {error.strerror}; move what is in its place or name "
            "another folder with --out."
        ) from error
    return out / INDEX_PAGE


def _listed(outcome: Outcome) -> tuple[Run | None, str]:
    """The run in an article's folder, where one is there, and why the article failed."""
    if not holds_run(outcome.folder):
        return None, outcome.error_to_share
    try:
        return read_run(outcome.folder), outcome.error_to_share
    except Exception:  # noqa: BLE001 - articles are isolated here, as in `run_apart`
        return None, outcome.error_to_share or "What is in its folder cannot be read: run it again."


def _refused(articles: Sequence[BatchEntry], out: Path, progress: Report) -> dict[str, Outcome]:
    """By name, the articles that cannot be run at all: claims, folder or source cannot be used."""
    sources = {article.source: _trouble(partial(_open, article.source)) for article in articles}
    refused: dict[str, Outcome] = {}
    for article in articles:
        error = (
            _trouble(partial(load_claims, article.claims))
            or _trouble(partial(check_run_folder, out / article.name))
            or sources[article.source]
        )
        if error:
            refused[article.name] = failed(article, error, out=out)
            progress(refused[article.name])
    return refused


def _trouble(check: Callable[[], object]) -> Exception | None:
    try:
        check()
    except Exception as error:  # noqa: BLE001 - articles are isolated here, as in `run_apart`
        return error
    return None


def _open(source: str) -> None:
    with open_source(source):
        pass
