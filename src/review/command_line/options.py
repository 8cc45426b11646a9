"""Options of the `review` command line that several commands share, or that say much."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.core import settings
from review.core.errors import InputError

if TYPE_CHECKING:
    from review.search.archive import Archive

SOURCE_HELP = (
    "Where to search: snapshot (bundled, offline), pubmed (NCBI), the http:// address of an "
    "E-utilities service, or a path to PubMed XML (.xml, .xml.gz, a folder)."
)
ARCHIVE_VARIABLE = "REVIEW_ARCHIVE"

ARCHIVE = click.option(
    "--archive",
    type=click.Path(path_type=Path),
    help=f"File of the archive of what services send; {ARCHIVE_VARIABLE} or the platform's data folder by default.",
)
STUDY_FILTER = click.option(
    "--filter",
    "study_filter",
    default="",
    metavar="NAME",
    help="A published study filter for every search but queries of the claims file, for example "
    "cochrane-trials-sensitive; none by default. docs/searching.md lists them.",
)
LIMIT = click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=settings.RECORDS_PER_CLAIM,
    show_default=True,
    help="Records read per claim at most, best match first; reaching it is told.",
)
TERM_COUNTS = click.option(
    "--term-counts",
    is_flag=True,
    help="Count the hits of every block and term of the searches: about 1,000 requests for 50 claims.",
)


def opened_archive(named: Path | None, *, must_exist: bool = True) -> "Archive":
    """The archive that a command names, or the usual one; close it after use.

    Raises:
        InputError: there is none, or it cannot be opened.
    """
    from review.search.database import default_place  # noqa: PLC0415 - slow to import
    from review.search.opened_archive import open_kept  # noqa: PLC0415 - slow to import

    place = named or default_place()
    if place is None:
        raise InputError(
            f"{ARCHIVE_VARIABLE} says that there is no archive; name one with --archive."
        )
    return open_kept(place, must_exist=must_exist)
