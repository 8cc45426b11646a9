"""Records on this machine, searched through a service of the run's own; nothing is kept of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from review.core.settings import data_folder
from review.core.supplied import PathKind, found_at
from review.search.entrez import EntrezClient
from review.search.local.service import LocalService
from review.search.opened_archive import open_archive
from review.search.sources.source_kind import SourceKind

SNAPSHOT = "snapshot"
OWN_INDEX = "this machine's own index"
"""What the service of a run's own is called: its port is another one in every run."""


@contextmanager
def _snapshot(_: str) -> Iterator[EntrezClient]:
    with _served(data_folder() / SNAPSHOT) as client:
        yield client


@contextmanager
def _files(path: str) -> Iterator[EntrezClient]:
    with _served(Path(path)) as client:
        yield client


@contextmanager
def _served(path: Path) -> Iterator[EntrezClient]:
    with open_archive(path) as archive, LocalService(archive) as service:
        yield EntrezClient(service.base_url, place=OWN_INDEX)


BUNDLED = SourceKind(SNAPSHOT, lambda named: named == SNAPSHOT, _snapshot)
FILES_OF_RECORDS = SourceKind(
    "a path to PubMed XML or to an archive made from it",
    lambda named: found_at(Path(named)) is not PathKind.NOTHING,
    _files,
)
