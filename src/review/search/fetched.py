"""What a fetch brought, and what could not be had: a record that cannot be read fails itself alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from review.core.errors import RecordError

Read = TypeVar("Read")


@dataclass
class FetchResult(Generic[Read]):
    """What was read of the records asked for, by PMID, and why the others could not be had."""

    records: dict[str, Read] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def add(self, other: "FetchResult[Read]") -> None:
        """Take in what a later request brought: what arrived is no longer missing."""
        self.records |= other.records
        named = self.missing | other.missing
        self.missing = {pmid: why for pmid, why in named.items() if pmid not in self.records}


def read_all(articles: Mapping[str, bytes], read: Callable[[bytes], Read]) -> FetchResult[Read]:
    """What `read` makes of each article, and why it could not read the others."""
    done: FetchResult[Read] = FetchResult()
    for pmid, xml in articles.items():
        try:
            done.records[pmid] = read(xml)
        except RecordError as error:
            reason = str(error).rstrip(".")
            done.missing[pmid] = reason.replace(f"PMID {pmid} ", "it ", 1)
    return done
