"""Archive: raw PubMed records and searches in SQLite, as they were received.

Every record belongs to an origin: `files` for what was imported, else the service that sent it, so
that what one service says about a PMID never stands in for what another says. A record's bytes are
the canonical serialisation of its `PubmedArticle` or `PubmedBookArticle` element, so that reading
them, serving them and reading them again gives the same bytes and hash. They are hashed when stored
and checked whenever read. Nothing here looks at a clock: an archive's
date comes from its records, from `snapshot.json` or from who stores.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from review.core.errors import InputError
from review.search.database import connect, damaged, naming_faults
from review.search.release import (
    ArticleXml,
    Deletion,
    first_pmid,
    in_order,
    is_release,
    read_file,
    snapshot_facts,
)

VARIABLES_PER_STATEMENT = 500
FILES = "files"
"""Origin of records that were imported."""


class Archive:
    """Raw records by PMID, of one origin. Safe to read from several threads, and to read and write
    from several processes; close it, or use it in a `with`.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        place: str,
        origin: str = FILES,
        lock: AbstractContextManager[object] | None = None,
    ) -> None:
        self._connection = connection
        self._lock = lock or threading.RLock()
        self.place = place
        self.origin = origin

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """The archive in a SQLite file (made when absent), or a passing one for `:memory:`.

        Raises:
            InputError: the file cannot be opened or is not an archive.
        """
        return cls(connect(str(path)), place=str(path))

    def of(self, origin: str) -> Self:
        """The records of another origin in the same file; closing one closes both."""
        return type(self)(self._connection, place=self.place, origin=origin, lock=self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM records WHERE origin = ?", self.origin)[0][0])

    def origins(self) -> list[str]:
        """Where the records and searches of this file come from, in alphabetical order."""
        rows = self._rows("SELECT origin FROM records UNION SELECT origin FROM searches ORDER BY 1")
        return [origin for (origin,) in rows]

    @property
    def updated_on(self) -> str:
        """Date (ISO 8601) as of which the archive is complete, or empty when nothing says so."""
        return self._fact("updated_on")

    @property
    def note(self) -> str:
        """What a snapshot says about itself, or empty."""
        return self._fact("note")

    def add(self, pmid: str, xml: bytes, source: str, *, revised_on: str = "") -> None:
        """Store one record, in place of an earlier version of it.

        Args:
            pmid: its identifier.
            xml: its article element.
            source: where it came from, for example a file name.
            revised_on: date (ISO 8601) of its last revision; empty when unknown.
        """
        with self._writing():
            self._store(pmid, xml, source, revised_on)

    def keep(self, records: Mapping[str, bytes], *, source: str, stored_on: str) -> None:
        """Store what a service sent, all of it or nothing.

        Args:
            records: article elements by PMID, validated.
            source: the service.
            stored_on: the day (ISO 8601).

        Raises:
            InputError: the file cannot be written; it is as it was before.
        """
        with self._writing():
            for pmid, xml in records.items():
                self._store(pmid, xml, source, "", stored_on)
            self._set_fact("updated_on", max(self.updated_on, stored_on))

    def keep_search(self, query: str, answer: Mapping[str, object], *, most: int, day: str) -> None:
        """Store what a service answered to a query for at most `most` records on a day (ISO 8601)."""
        text = json.dumps(answer, sort_keys=True, ensure_ascii=False)
        row = (self.origin, query, most, day, text, sha256(_sealed(query, text)))
        with self._writing():
            self._connection.execute(
                "INSERT OR REPLACE INTO searches VALUES (?, ?, ?, ?, ?, ?)", row
            )

    def searches(self) -> list[dict[str, object]]:
        """Every search kept, by query: `query`, `limit`, `stored_on` and the parts of its answer.

        Raises:
            InputError: one is not what was stored.
        """
        rows = self._rows(
            "SELECT query, most, stored_on, answer, sha256 FROM searches WHERE origin = ? "
            "ORDER BY query, most, stored_on",
            self.origin,
        )
        for query, _, stored_on, text, digest in rows:
            if sha256(_sealed(query, text)) != digest:
                raise InputError(damaged(self.place, f"the search of {stored_on} has changed"))
        return [
            {"query": query, "limit": most, "stored_on": stored_on, **json.loads(text)}
            for query, most, stored_on, text, _ in rows
        ]

    def get(self, pmids: Iterable[str], *, since: str = "") -> dict[str, bytes]:
        """Records of those PMIDs that the archive holds, in the order asked for.

        What an earlier version stored under something that is not its PMID is as if it were not held.

        Args:
            pmids: which.
            since: only those stored on this day (ISO 8601) or later.

        Raises:
            InputError: a record is not what was stored, or the file is damaged.
        """
        wanted = list(dict.fromkeys(pmids))
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), VARIABLES_PER_STATEMENT):
            part = wanted[start : start + VARIABLES_PER_STATEMENT]
            marks = ", ".join("?" * len(part))
            rows = self._rows(
                "SELECT pmid, xml, sha256 FROM records WHERE origin = ? AND stored_on >= ? "  # noqa: S608 - only marks
                f"AND pmid IN ({marks})",
                self.origin,
                since,
                *part,
            )
            for pmid, xml, digest in rows:
                if sha256(xml) != digest:
                    raise InputError(damaged(self.place, f"the record PMID {pmid} has changed"))
                found[pmid] = xml
        return {pmid: found[pmid] for pmid in wanted if first_pmid(found.get(pmid, b"")) == pmid}

    def pmids(self) -> list[str]:
        """All PMIDs, in ascending numerical order."""
        rows = self._rows(
            "SELECT pmid FROM records WHERE origin = ? ORDER BY length(pmid), pmid", self.origin
        )
        return [pmid for (pmid,) in rows]

    def records(self) -> Iterator[tuple[str, bytes]]:
        """PMID and bytes of every record, in order of `pmids`, a part at a time."""
        pmids = self.pmids()
        for start in range(0, len(pmids), VARIABLES_PER_STATEMENT):
            yield from self.get(pmids[start : start + VARIABLES_PER_STATEMENT]).items()

    def hashes(self) -> dict[str, str]:
        """PMID and SHA-256 of every record, in order of `pmids`."""
        rows = self._rows(
            "SELECT pmid, sha256 FROM records WHERE origin = ? ORDER BY length(pmid), pmid",
            self.origin,
        )
        return dict(rows)

    def days(self) -> tuple[str, str]:
        """First and last day on which a record was stored; empty where that is not known."""
        rows = self._rows(
            "SELECT min(stored_on), max(stored_on) FROM records WHERE origin = ?", self.origin
        )
        return rows[0][0] or "", rows[0][1] or ""

    def check_file(self) -> None:
        """Let SQLite look over the whole file.

        Raises:
            InputError: it is damaged.
        """
        for (told,) in self._rows("PRAGMA integrity_check"):
            if told != "ok":
                raise InputError(damaged(self.place, " ".join(str(told).split())))

    def import_files(self, paths: Sequence[Path], *, stored_on: str = "") -> int:
        """Read PubMed XML (`.xml`, `.xml.gz`, or folders of them) and count the records it held.

        All or nothing: a fault in one file leaves the archive as it was. Files named as PubMed
        names its releases (`pubmed25n0001.xml.gz`) are applied in order, so a later version of a
        record replaces an earlier one and a `DeleteCitation` removes it; in any other files two
        different versions of one record are an error. A folder's `snapshot.json`, where there is
        one, says as of when the records are complete; otherwise the newest date in them does.

        Raises:
            InputError: a file is missing, is not PubMed XML, is malformed, or contradicts another.
        """
        with self._writing():
            files = in_order(paths)
            read = _Import(self, stored_on, compares=not all(map(is_release, files)))
            for file in files:
                read.file(file)
            if not read.records:
                named = ", ".join(path.name for path in paths)
                raise InputError(f"{named} holds no PubMed record; give PubMed XML with articles.")
            self._date(paths, read.newest)
        return read.records

    def _date(self, paths: Sequence[Path], newest: str) -> None:
        declared = [facts for path in paths if (facts := snapshot_facts(path))]
        if declared:
            self._set_fact("updated_on", max(updated_on for updated_on, _ in declared))
            self._set_fact("note", " ".join(note for _, note in declared if note))
        else:
            self._set_fact("updated_on", max(self.updated_on, newest))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all that the block writes, or nothing of it."""
        with self._lock, naming_faults(self.place), self._connection:
            yield

    def _rows(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        with self._lock, naming_faults(self.place):
            return self._connection.execute(statement, values).fetchall()

    def _store(
        self, pmid: str, xml: bytes, source: str, revised_on: str, stored_on: str = ""
    ) -> None:
        if first_pmid(xml) != pmid:
            raise InputError(
                f"The record stored as PMID {pmid} has {first_pmid(xml) or 'none'} for its first PMID; an "
                "archive knows records by it, so give each record its own."
            )
        self._connection.execute(
            "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self.origin, pmid, xml, sha256(xml), source, revised_on, stored_on),
        )

    def _remove(self, pmid: str) -> None:
        self._connection.execute(
            "DELETE FROM records WHERE origin = ? AND pmid = ?", (self.origin, pmid)
        )

    def _fact(self, name: str) -> str:
        rows = self._rows(
            "SELECT value FROM facts WHERE origin = ? AND name = ?", self.origin, name
        )
        return rows[0][0] if rows else ""

    def _set_fact(self, name: str, value: str) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", (self.origin, name, value)
        )


class _Import:
    """One import in progress: what it has read so far, to see versions that contradict.

    Nothing is remembered of releases alone, whose versions follow each other: they are millions.
    """

    def __init__(self, archive: Archive, stored_on: str, *, compares: bool) -> None:
        self._archive = archive
        self._stored_on = stored_on
        self._compares = compares
        self._seen: dict[str, tuple[str, Path]] = {}
        self.records = 0
        self.newest = ""

    def file(self, path: Path) -> None:
        for item in read_file(path):
            if isinstance(item, Deletion):
                self._archive._remove(item.pmid)
                self._seen.pop(item.pmid, None)
            else:
                self._article(item, path)

    def _article(self, article: ArticleXml, path: Path) -> None:
        if self._compares:
            self._compare(article, path)
        self._archive._store(
            article.pmid, article.xml, path.name, article.revised_on, self._stored_on
        )
        self.records += 1
        self.newest = max(self.newest, article.revised_on)

    def _compare(self, article: ArticleXml, path: Path) -> None:
        digest = sha256(article.xml)
        earlier, where = self._seen.get(article.pmid, (digest, path))
        if earlier != digest and not (is_release(path) and is_release(where)):
            raise InputError(
                f"PMID {article.pmid} occurs with different content in {where.name} and {path.name}, "
                f"line {article.line}; keep one version of it."
            )
        self._seen[article.pmid] = (digest, path)


def sha256(xml: bytes) -> str:
    """Hash by which a record's content is known."""
    return hashlib.sha256(xml).hexdigest()


def _sealed(query: str, answer: str) -> bytes:
    return f"{query}\n{answer}".encode()
