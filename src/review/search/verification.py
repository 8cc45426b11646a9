"""Is what an archive holds what was stored, and can it be read?"""

from collections.abc import Callable
from dataclasses import dataclass

from review.core.errors import RecordError
from review.search.archive import Archive


@dataclass(frozen=True)
class ArchiveCheck:
    """What a reading of a whole archive found: how many records, and why some cannot be read, by PMID."""

    records: int
    unreadable: dict[str, str]


def verify(archive: Archive, read: Callable[[bytes], object]) -> ArchiveCheck:
    """Read everything of every origin against its hash, and the file itself.

    Args:
        archive: which.
        read: reads the XML of one article; a `RecordError` says that it cannot.

    Raises:
        InputError: something is not what was stored.
    """
    archive.check_file()
    count, unreadable = 0, dict[str, str]()
    for part in [archive.of(origin) for origin in archive.origins()]:
        part.searches()
        reasons = dict.fromkeys(part.pmids(), "It does not stand under its own PMID.")
        for pmid, xml in part.records():
            count += 1
            del reasons[pmid]
            try:
                read(xml)
            except RecordError as error:
                reasons[pmid] = str(error)
        unreadable |= reasons
    return ArchiveCheck(count, unreadable)
