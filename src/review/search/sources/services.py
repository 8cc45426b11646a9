"""PubMed and other E-utilities services; what they send is kept in the archive."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypedDict
from urllib.parse import urlsplit

from review.core import settings
from review.core.errors import InputError
from review.search.archive import Archive
from review.search.database import default_place
from review.search.entrez import EntrezClient
from review.search.opened_archive import open_kept
from review.search.sources.source_kind import SourceKind
from review.search.transport import checked_base

PUBMED = "pubmed"
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@contextmanager
def _pubmed(_: str) -> Iterator[EntrezClient]:
    with _client(settings.NCBI) as client:
        yield client


@contextmanager
def _service(address: str) -> Iterator[EntrezClient]:
    with _client(checked_base(address)) as client:
        yield client


@contextmanager
def _client(base_url: str) -> Iterator[EntrezClient]:
    identity = _identity(base_url)
    with _kept() as archive:
        yield EntrezClient(base_url, archive=archive, **identity)


@contextmanager
def _kept() -> Iterator[Archive | None]:
    """The archive of what services send; None where nothing is to be kept."""
    place = default_place()
    if place is None:
        yield None
        return
    with open_kept(place) as archive:
        yield archive


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


PUBMED_ITSELF = SourceKind(PUBMED, lambda named: named == PUBMED, _pubmed)
SERVICE = SourceKind(
    "the http:// address of an E-utilities service",
    lambda named: named.startswith(("http://", "https://")),
    _service,
)
