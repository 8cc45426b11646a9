"""The parameters of the notebooks, checked, with paths that work from wherever a notebook runs."""

from dataclasses import dataclass
from pathlib import Path

from review.core.errors import InputError
from review.core.settings import data_folder
from review.core.supplied import PathKind, found_at
from review.runs.output_folder import NOTEBOOKS
from review.search.source import open_source


@dataclass(frozen=True)
class Parameters:
    """Where a notebook reads, searches and writes, checked."""

    claims: Path
    source: str
    out: Path


def check_parameters(*, claims: str, source: str, out: str) -> Parameters:
    """The parameters of a notebook, with paths made to work from where the notebook runs.

    Jupyter runs a notebook in its own folder, papermill in the caller's. So paths count from the
    current folder, or from its parent where the current folder is `notebooks`; the bundled claims
    are found from anywhere.

    Args:
        claims: a claims file.
        source: snapshot, pubmed, an http:// address or a path to PubMed XML.
        out: the run folder, which the notebooks of one article share.

    Raises:
        InputError: a value is not text, or names something that is not there.
    """
    for name, value in (("claims", claims), ("source", source), ("out", out)):
        if not isinstance(value, str) or not value:
            raise InputError(
                f"The parameter {name} is {value!r}; it must be text that is not empty."
            )
    resolved = _source(source)
    with open_source(resolved):
        return Parameters(_claims(claims), resolved, _base() / out)


def check_figures(figures: str) -> Path:
    """The folder of kept figures that a notebook names, found from where the notebook runs.

    Raises:
        InputError: there is no such folder.
    """
    for folder in (_base(), data_folder().parent):
        if found_at(folder / figures) is PathKind.FOLDER:
            return folder / figures
    raise InputError(
        f"The folder {figures} does not exist: name one that `review benchmark --record` has filled."
    )


def _base() -> Path:
    here = Path.cwd()
    return here.parent if here.name == NOTEBOOKS else here


def _claims(claims: str) -> Path:
    for folder in (_base(), data_folder().parent):
        if found_at(folder / claims) is not PathKind.NOTHING:
            return folder / claims
    raise InputError(
        f"The claims file {claims} does not exist: name one, for example in data/claims."
    )


def _source(source: str) -> str:
    here = _base() / source
    if "://" in source or found_at(here) is PathKind.NOTHING:
        return source
    return str(here)
