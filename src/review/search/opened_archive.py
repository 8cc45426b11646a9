"""Archives as a user names them: a file of one, or PubMed XML of which one is made in memory."""

from pathlib import Path

from review.core.errors import InputError
from review.core.supplied import PathKind, found_at
from review.search.archive import FILES, Archive
from review.search.database import ARCHIVE_VARIABLE, NOWHERE

ARCHIVE_SUFFIXES = (".sqlite", ".db")


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
            f"There is nothing at {path}: name PubMed XML (.xml, .xml.gz), a folder of it, or an archive "
            "made from it (.sqlite, .db)."
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


def open_kept(place: Path, *, must_exist: bool = False) -> Archive:
    """The archive in a file, which is made with its folder where it is absent and need not exist.

    Raises:
        InputError: it cannot be made or opened.
    """
    if found_at(place) is not PathKind.FILE and must_exist:
        raise InputError(
            f"There is no archive at {place}: a run with --source pubmed makes one, and so does "
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
