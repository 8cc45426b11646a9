"""One article of a batch: its notebooks in order through papermill, and how it ended.

Notebooks of one article hand over through a run folder, which takes the place of an earlier run's when
all of them have gone well.
"""

import json
import logging
import sys
import time
from dataclasses import replace
from pathlib import Path

import papermill
import zmq
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from review.batch.batch_file import BatchEntry
from review.batch.outcome import Outcome, Progress, Report, failed
from review.core import errors
from review.core.errors import InputError, NotUnderstoodError, ReviewError, SearchFailedError
from review.core.run_tables import CLAIMS, SEARCHES
from review.core.settings import data_folder
from review.core.tables import parse_list
from review.core.vocabulary import SearchState
from review.notebook.executed import without_places
from review.notebook.export import export_html
from review.pipeline.run_folder import write_manifest
from review.runs.manifest import now
from review.runs.output_folder import (
    MANIFEST,
    NOTEBOOK_NAMES,
    NOTEBOOKS,
    SHARED_NOTEBOOK,
    new_run_folder,
)

logging.getLogger("papermill").addHandler(logging.NullHandler())  # the outcome tells what matters


def run_article(article: BatchEntry, progress: Report = lambda _: None, *, out: Path) -> Outcome:
    """Runs the notebooks of one article into `out/NAME`; whatever fails is part of the outcome."""
    folder = out / article.name
    began, written = time.monotonic(), False
    try:
        with new_run_folder(folder, keep_stopped=True) as new:
            _run_notebooks(article, new, progress)
        written = True
        _check_searches(folder)
        _check_claims(folder)
        outcome = Outcome(article.name, folder)
    except Exception as error:  # noqa: BLE001 - articles are isolated here: no fault of one stops another
        outcome = failed(article, error, out=out, written=written)
    return replace(outcome, seconds=time.monotonic() - began)


def notebooks_folder() -> Path:
    """Folder of the suite's notebooks: beside the data, in a checkout and in an installed wheel."""
    return data_folder().parent / NOTEBOOKS


def run_notebook(notebook: Path, output: Path, parameters: dict[str, str]) -> None:
    """Runs one notebook through papermill and stores it executed, without paths of this machine.

    Raises:
        InputError: the notebook has no parameter of that name (papermill would not say so).
        ReviewError: a cell failed, and the message is that of its error; or the kernel died.
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
            stderr_file=sys.stderr,  # what is told while a service is waited for
            config=Config({"KernelManager": {"transport_encryption": encryption}}),
        )
    except PapermillExecutionError as error:
        raise _as_review_error(notebook.stem, error.ename, error.evalue) from error
    except DeadKernelError as error:
        raise ReviewError(
            f"The kernel of notebook {notebook.stem} died, killed by a person or for want of memory; "
            "run the batch again."
        ) from error
    finally:
        if output.is_file():
            without_places(output, parameters)


def _run_notebooks(article: BatchEntry, folder: Path, progress: Report) -> None:
    executed = folder / NOTEBOOKS
    executed.mkdir()
    claims = str(Path(article.claims).absolute())
    parameters = {"claims": claims, "source": article.source, "out": str(folder)}
    started, durations = now(), dict[str, float]()
    for name in NOTEBOOK_NAMES:
        progress(Progress(article.name, name))
        began = time.monotonic()
        run_notebook(notebooks_folder() / f"{name}.ipynb", executed / f"{name}.ipynb", parameters)
        durations[name] = round(time.monotonic() - began, 2)
        progress(Progress(article.name, name, durations[name]))
    shared = executed / f"{SHARED_NOTEBOOK}.ipynb"
    export_html(shared, shared.with_suffix(".html"), subject=article.name)
    _add_times(folder, started=started, durations_seconds=durations, finished=now())


def _add_times(folder: Path, **times: object) -> None:
    """Only here is it known when the first notebook started and how long each one took."""
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    write_manifest(folder, content | times)


def _check_searches(folder: Path) -> None:
    searches = SEARCHES.read(folder)
    failed = searches[searches["state"] == SearchState.FAILED]
    if len(failed):
        raise SearchFailedError(
            f"{len(failed)} of {len(searches)} searches failed, first {failed['search_id'].iloc[0]} "
            f"({failed['error'].iloc[0]}); the report was written and says for which claims."
        )


def _check_claims(folder: Path) -> None:
    claims = CLAIMS.read(folder)
    unclear = claims[claims["doubts"].notna()]
    if len(unclear):
        raise NotUnderstoodError(
            f"{len(unclear)} of {len(claims)} claims were not understood, first {unclear['claim_id'].iloc[0]} "
            f"({parse_list(unclear['doubts'].iloc[0])[0].rstrip('.')}); the report was written and names all of them."
        )


def _as_review_error(notebook: str, name: str, message: str) -> ReviewError:
    """The error of a cell as the error it was, when it is one of ours."""
    kind = getattr(errors, name, None)
    if isinstance(kind, type) and issubclass(kind, ReviewError):
        return kind(f"{message} (notebook {notebook})")
    return ReviewError(f"Notebook {notebook} stopped with {name}: {message}")
