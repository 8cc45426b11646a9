"""Many articles at once: the notebooks of each run in order through papermill, articles side by side.

Notebooks of one article hand over through its run folder; articles share nothing. A failed article
does not stop the others and is told at the end.
"""

import importlib
import json
import multiprocessing
import os
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from typing import Any

import papermill
import zmq
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from review import errors
from review.batch_file import INDEX_PAGE, Article
from review.claims.library import load_claims
from review.errors import InputError, ReviewError, SearchFailedError
from review.executed import without_places
from review.export import export_html
from review.manifest import now
from review.output import MANIFEST, NOTEBOOKS, check_run_folder, start_run_folder
from review.report import render_index
from review.run_folder import read_run, write_json
from review.run_tables import SEARCHES
from review.search.source import open_source
from review.settings import data_folder
from review.vocabulary import SearchState

NOTEBOOK_NAMES = (
    "00_start_here",
    "01_claims",
    "02_search",
    "03_appraisal",
    "04_evidence_matrix",
)
"""Notebooks of an article, in the order in which they depend on each other."""

SHARED_NOTEBOOK = "04_evidence_matrix"
"""The notebook that is also exported to one HTML file."""


@dataclass(frozen=True)
class Progress:
    """A notebook of an article has started (`seconds` is None) or ended."""

    article: str
    notebook: str
    seconds: float | None = None


@dataclass(frozen=True)
class Outcome:
    """How an article ended. `exit_code` is 0 when all went well; else `error` is one sentence."""

    article: str
    folder: Path
    seconds: float
    error: str = ""
    exit_code: int = 0


Report = Callable[[Progress], None]


def run_batch(
    articles: Sequence[Article], *, out: Path, jobs: int, progress: Report
) -> list[Outcome]:
    """Runs the notebooks of every article, `jobs` articles at a time, each in a process of its own.

    Args:
        articles: what to run.
        out: folder of the run folders.
        jobs: how many articles run side by side.
        progress: called in this process whenever a notebook starts or ends.

    Raises:
        InputError: an article cannot be run at all; nothing was written then.
    """
    if jobs < 1:
        raise InputError(f"--jobs is {jobs}; it must be 1 or more.")
    _check(articles, out)
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        events = manager.Queue()
        listener = threading.Thread(target=_listen, args=(events, progress))
        listener.start()
        try:
            with ProcessPoolExecutor(min(jobs, len(articles)), context) as pool:
                return list(pool.map(run_article, articles, repeat(out), repeat(events.put)))
        finally:
            events.put(None)
            listener.join()


def run_on_scheduler(
    articles: Sequence[Article], *, out: Path, address: str, progress: Report
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
    _check(articles, out)
    try:
        client = distributed.Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise InputError(f"No dask scheduler answers at {address}: {error}.") from error
    with client:
        futures = [client.submit(run_article, article, out, pure=False) for article in articles]
        outcomes: list[Outcome] = []
        for future in futures:
            outcomes.append(future.result())
            progress(Progress(outcomes[-1].article, "all notebooks", outcomes[-1].seconds))
        return outcomes


def run_article(article: Article, out: Path, progress: Report = lambda _: None) -> Outcome:
    """Runs the notebooks of one article into `out/NAME`; a failure is part of the outcome."""
    folder = out / article.name
    began = time.monotonic()
    outcome = Outcome(article.name, folder, 0.0)
    try:
        _run_notebooks(article, folder, progress)
        _check_searches(folder)
    except ReviewError as error:
        outcome = replace(outcome, error=str(error), exit_code=error.exit_code)
    return replace(outcome, seconds=time.monotonic() - began)


def write_index(outcomes: Sequence[Outcome], out: Path) -> Path:
    """Write `out/index.html`, which lists the articles that have a report; gives its path.

    Raises:
        InputError: the page cannot be written there.
    """
    finished = [outcome for outcome in outcomes if (outcome.folder / MANIFEST).is_file()]
    page = render_index({outcome.article: read_run(outcome.folder) for outcome in finished})
    index = out / INDEX_PAGE
    try:
        out.mkdir(parents=True, exist_ok=True)
        index.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            f"{index} cannot be written: {error.strerror}; move what is in its place or name "
            "another folder with --out."
        ) from error
    return index


def notebooks_folder() -> Path:
    """Folder of the suite's notebooks: beside the data, in a checkout and in an installed wheel."""
    return data_folder().parent / NOTEBOOKS


def run_notebook(notebook: Path, output: Path, parameters: dict[str, str]) -> None:
    """Runs one notebook through papermill and stores it executed, without paths of this machine.

    Raises:
        InputError: the notebook has no parameter of that name (papermill would not say so).
        ReviewError: a cell failed; the message is that of the cell's error.
    """
    known = papermill.inspect_notebook(str(notebook))
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise InputError(
            f"{notebook.name} has no parameter {unknown[0]!r}; it has {', '.join(known)}."
        )
    encryption = "auto" if zmq.has("curve") else "disabled"
    try:
        papermill.execute_notebook(
            str(notebook),
            str(output),
            parameters=parameters,
            progress_bar=False,
            shutdown_kernel="immediate",
            config=Config({"KernelManager": {"transport_encryption": encryption}}),
        )
    except PapermillExecutionError as error:
        raise _as_review_error(notebook.stem, error.ename, error.evalue) from error
    finally:
        if output.is_file():
            without_places(output, parameters)


def _check(articles: Sequence[Article], out: Path) -> None:
    """Everything that can be refused before anything is written."""
    for article in articles:
        load_claims(Path(article.claims))
        check_run_folder(out / article.name)
    for source in sorted({article.source for article in articles}):
        with open_source(source):
            pass


def _run_notebooks(article: Article, folder: Path, progress: Report) -> None:
    executed = start_run_folder(folder) / NOTEBOOKS
    shutil.rmtree(executed, ignore_errors=True)
    executed.mkdir()
    parameters = {"claims": article.claims, "source": article.source, "out": str(folder)}
    started, durations = now(), dict[str, float]()
    for name in NOTEBOOK_NAMES:
        progress(Progress(article.name, name))
        began = time.monotonic()
        template = Path(os.path.relpath(notebooks_folder() / f"{name}.ipynb"))
        run_notebook(template, executed / f"{name}.ipynb", parameters)
        durations[name] = round(time.monotonic() - began, 2)
        progress(Progress(article.name, name, durations[name]))
    _add_times(folder / MANIFEST, started=started, durations_seconds=durations, finished=now())
    shared = executed / f"{SHARED_NOTEBOOK}.ipynb"
    export_html(shared, shared.with_suffix(".html"), subject=article.name)


def _add_times(manifest: Path, **times: object) -> None:
    """Only here is it known when the first notebook started and how long each one took."""
    content = json.loads(manifest.read_text(encoding="utf-8")) | times
    write_json(manifest, content)


def _check_searches(folder: Path) -> None:
    searches = SEARCHES.read(folder)
    failed = searches[searches["state"] == SearchState.FAILED]
    if len(failed):
        raise SearchFailedError(
            f"{len(failed)} of {len(searches)} searches failed, first {failed['search_id'].iloc[0]} "
            f"({failed['error'].iloc[0]}); the report was written and says for which claims."
        )


def _as_review_error(notebook: str, name: str, message: str) -> ReviewError:
    """The error of a cell as the error it was, when it is one of ours."""
    kind = getattr(errors, name, None)
    if isinstance(kind, type) and issubclass(kind, ReviewError):
        return kind(f"{message} (notebook {notebook})")
    return ReviewError(f"Notebook {notebook} stopped with {name}: {message}")


def _listen(events: Any, progress: Report) -> None:
    for event in iter(events.get, None):
        progress(event)
