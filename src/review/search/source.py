"""Opens what a user names as source. A new kind of source is one file in `sources` and one line here."""

from contextlib import AbstractContextManager

from review.core.errors import InputError
from review.search.entrez import EntrezClient
from review.search.sources.local_records import BUNDLED, FILES_OF_RECORDS
from review.search.sources.services import PUBMED_ITSELF, SERVICE
from review.search.sources.source_kind import SourceKind

SOURCE_KINDS: tuple[SourceKind, ...] = (
    BUNDLED,
    PUBMED_ITSELF,
    SERVICE,
    FILES_OF_RECORDS,
)
"""In this order: the first that answers to a name opens it."""


def open_source(source: str) -> AbstractContextManager[EntrezClient]:
    """A client of the source, for as long as the block runs.

    What PubMed or another service sends is kept in the archive (`database.default_place`); nothing is
    kept of the snapshot and of files.

    Args:
        source: `snapshot` (bundled records), `pubmed` (NCBI; e-mail address and key from the
            environment), the base address of an E-utilities service, or a path to PubMed XML
            (`.xml`, `.xml.gz`, a folder of them) or to an archive made from it.

    Raises:
        InputError: the source does not exist or, when the block is entered, cannot be used; says why.
    """
    for kind in SOURCE_KINDS:
        if kind.answers_to(source):
            return kind.opened(source)
    *others, last = (kind.words for kind in SOURCE_KINDS)
    raise InputError(
        f"The source {source} does not exist; allowed are {', '.join(others)}, or {last}."
    )
