"""Opens what a user names as source: the snapshot, PubMed, a service or files of PubMed XML."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

from review.core import settings
from review.core.errors import InputError
from review.core.supplied import PathKind, found_at
from review.search.archive import FILES, Archive
from review.search.database import ARCHIVE_VARIABLE, NOWHERE, default_place
from review.search.entrez import EntrezClient
from review.search.local.service import LocalService
from review.search.transport import checked_base

SNAPSHOT = "snapshot"
PUBMED = "pubmed"
OWN_INDEX = "this machine's own index"
"""What the service of a run's own is called: its port is another one in every run."""

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
ARCHIVE_SUFFIXES = (".sqlite", ".db")


@contextmanager
def open_source(source: str) -> Iterator[EntrezClient]:
    """A client of the source, for as long as the block runs.

    What PubMed or another service sends is kept in the archive (`database.default_place`); nothing is
    kept of the snapshot and of files.

    Args:
        source: `snapshot` (bundled records), `pubmed` (NCBI; e-mail address and key from the
            environment), the base address of an E-utilities service, or a path to PubMed XML
            (`.xml`, `.xml.gz`, a folder of them) or to an archive made from it.

    Raises:
        InputError: the source does not exist or cannot be used; says why.
    """
    if source == PUBMED or source.startswith(("http://", "https://")):
        base_url = settings.NCBI if source == PUBMED else checked_base(source)
        identity = _identity(base_url)
        with _kept() as archive:
            yield EntrezClient(base_url, archive=archive, **identity)
    else:
        path = settings.data_folder() / SNAPSHOT if source == SNAPSHOT else Path(source)
        with open_archive(path) as archive, LocalService(archive) as service:
            yield EntrezClient(service.base_url, place=OWN_INDEX)


def open_archive(path: Path) -> Archive:
    """The archive in a file or, for PubMed XML, one in memory made from it; close it after use.

    Raises:
        InputError: there is nothing there, or it holds no PubMed XML.
    """
    found = found_at(path)
    if path.suffix in ARCHIVE_SUFFIXES and found is PathKind.FILE:
        return _whole(Archive.open(path))
    if found is PathKind.NOTHING:
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


def _whole(archive: Archive) -> Archive:
    try:
        return of_one_origin(archive)
    except InputError:
        archive.close()
        raise


@contextmanager
def _kept() -> Iterator[Archive | None]:
    """The archive of what services send; None where nothing is to be kept."""
    place = default_place()
    if place is None:
        yield None
        return
    with open_kept(place) as archive:
        yield archive


def open_kept(place: Path, *, must_exist: bool = False) -> Archive:
    """The archive in a file, which is made with its folder where it is absent and need not exist.

    Raises:
        InputError: it cannot be made or opened.
    """
    if found_at(place) is not PathKind.FILE and must_exist:
        raise InputError(
            f"There is no archive at {place}: a run with --source {PUBMED} makes one, and so does "
            "`review archive import`."
        )
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder of the archive {place} cannot be made ({error.strerror}); name another file "
            f"with {ARCHIVE_VARIABLE} (`{NOWHERE}` keeps nothing)."
        ) from error
    return Archive.open(place)


def of_one_origin(archive: Archive, origin: str = "") -> Archive:
    """The records of that origin, or of the only one there is.

    Raises:
        InputError: the archive has no such origin, or several to choose from.
    """
    origins = archive.origins()
    if origin in origins or (not origin and len(origins) <= 1):
        return archive.of(origin or "".join(origins) or FILES)
    named = "; ".join(origins) or "none"
    raise InputError(
        f"The archive {archive.place} must be asked for one of its origins ({named}), not {origin or 'any'}: "
        "name one with `review archive export --origin`."
    )


class _Identity(TypedDict):
    """What NCBI is told about who asks."""

    email: str | None
    api_key: str | None


def _identity(base_url: str) -> _Identity:
    """Only NCBI is told the user's e-mail address and key, and only where nobody can read along."""
    asked, ncbi = urlsplit(base_url), urlsplit(settings.NCBI)
    if (asked.scheme, asked.hostname) != (ncbi.scheme, ncbi.hostname):
        return _Identity(email=None, api_key=None)
    email = os.environ.get(settings.EMAIL_VARIABLE, "").strip()
    if not email:
        raise InputError(
            "NCBI asks for an e-mail address with every request: set the environment variable "
            f"{settings.EMAIL_VARIABLE} (and {settings.KEY_VARIABLE} where there is a key), or start the "
            "review at a terminal, which asks for them."
        )
    if not ADDRESS.fullmatch(email):
        raise InputError(
            f"What {settings.EMAIL_VARIABLE} holds, or what was typed, is not an e-mail address, which NCBI "
            "asks for with every request; give one as in name@example.org."
        )
    key = os.environ.get(settings.KEY_VARIABLE, "").strip()
    return _Identity(email=email, api_key=key or None)
