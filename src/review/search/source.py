"""Opens what a user names as source: the snapshot, PubMed, a service or files of PubMed XML."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from review import settings
from review.errors import InputError
from review.search.archive import Archive
from review.search.entrez import EntrezClient
from review.search.local.service import LocalService
from review.search.transport import checked_base

SNAPSHOT = "snapshot"
PUBMED = "pubmed"
ARCHIVE_SUFFIXES = (".sqlite", ".db")


@contextmanager
def open_source(source: str) -> Iterator[EntrezClient]:
    """A client of the source, for as long as the block runs.

    Args:
        source: `snapshot` (bundled records), `pubmed` (NCBI; e-mail address and key from the
            environment), the base address of an E-utilities service, or a path to PubMed XML
            (`.xml`, `.xml.gz`, a folder of them) or to an archive made from it.

    Raises:
        InputError: the source does not exist or cannot be used; says why.
    """
    if source == PUBMED or source.startswith(("http://", "https://")):
        yield _client_of(settings.NCBI if source == PUBMED else checked_base(source))
    else:
        path = settings.data_folder() / SNAPSHOT if source == SNAPSHOT else Path(source)
        with open_archive(path) as archive, LocalService(archive) as service:
            yield EntrezClient(service.base_url)


def open_archive(path: Path) -> Archive:
    """The archive in a file or, for PubMed XML, one in memory made from it; close it after use.

    Raises:
        InputError: there is nothing there, or it holds no PubMed XML.
    """
    if path.suffix in ARCHIVE_SUFFIXES and path.is_file():
        return Archive.open(path)
    if not path.exists():
        raise InputError(
            f"The source {path} does not exist; allowed are {SNAPSHOT}, {PUBMED}, the http:// address "
            "of an E-utilities service, or a path to PubMed XML."
        )
    archive = Archive.open(":memory:")
    try:
        archive.import_files([path])
    except InputError:
        archive.close()
        raise
    return archive


def _client_of(base_url: str) -> EntrezClient:
    """A client of a service elsewhere; only NCBI is told the user's e-mail address and key."""
    if urlsplit(base_url).hostname != urlsplit(settings.NCBI).hostname:
        return EntrezClient(base_url)
    email = os.environ.get(settings.EMAIL_VARIABLE, "").strip()
    if not email:
        raise InputError(
            "NCBI asks for an e-mail address with every request: set the environment variable "
            f"{settings.EMAIL_VARIABLE} (and {settings.KEY_VARIABLE} where there is a key) and run again."
        )
    key = os.environ.get(settings.KEY_VARIABLE, "").strip()
    return EntrezClient(base_url, email=email, api_key=key or None)
