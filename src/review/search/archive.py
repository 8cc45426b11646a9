"""Archive: raw PubMed records in SQLite, as they were received.

A record's bytes are the canonical serialisation of its `PubmedArticle` or `PubmedBookArticle`
element, so that reading them, serving them and reading them again gives the same bytes and hash.
Nothing here looks at a clock: an archive's date comes from its records or from `snapshot.json`.
"""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from review.errors import InputError
from review.search.release import Article, Deletion, files_of, is_release, read_file

SNAPSHOT_FILE = "snapshot.json"
VARIABLES_PER_STATEMENT = 500

SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    pmid TEXT PRIMARY KEY, xml BLOB NOT NULL, sha256 TEXT NOT NULL, source TEXT NOT NULL,
    revised_on TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Archive:
    """Raw records by PMID. Safe to read from several threads; close it, or use it in a `with`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """The archive in a SQLite file (made when absent), or a passing one for `:memory:`.

        Raises:
            InputError: the file cannot be opened or is not an archive.
        """
        try:
            connection = sqlite3.connect(str(path), check_same_thread=False)
        except sqlite3.Error as error:
            raise InputError(f"The archive {path} cannot be opened: {error}.") from error
        try:
            connection.executescript(SCHEMA)
            connection.execute("SELECT pmid, xml, sha256, source, revised_on FROM records LIMIT 0")
        except sqlite3.Error as error:
            connection.close()
            raise InputError(
                f"{path} is not an archive of PubMed records ({error}); give an archive made by this "
                "suite, or PubMed XML."
            ) from error
        return cls(connection)

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
        with self._lock:
            return int(self._connection.execute("SELECT count(*) FROM records").fetchone()[0])

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
        with self._lock, self._connection:
            self._store(pmid, xml, source, revised_on)

    def get(self, pmids: Iterable[str]) -> dict[str, bytes]:
        """Records of those PMIDs that the archive holds, in the order asked for."""
        wanted = list(dict.fromkeys(pmids))
        found: dict[str, bytes] = {}
        with self._lock:
            for start in range(0, len(wanted), VARIABLES_PER_STATEMENT):
                part = wanted[start : start + VARIABLES_PER_STATEMENT]
                marks = ", ".join("?" * len(part))
                rows = self._connection.execute(
                    f"SELECT pmid, xml FROM records WHERE pmid IN ({marks})",  # noqa: S608 - only marks
                    part,
                )
                found.update(rows.fetchall())
        return {pmid: found[pmid] for pmid in wanted if pmid in found}

    def pmids(self) -> list[str]:
        """All PMIDs, in ascending numerical order."""
        with self._lock:
            rows = self._connection.execute("SELECT pmid FROM records ORDER BY length(pmid), pmid")
            return [pmid for (pmid,) in rows]

    def records(self) -> Iterator[tuple[str, bytes]]:
        """PMID and bytes of every record, in order of `pmids`, a part at a time."""
        pmids = self.pmids()
        for start in range(0, len(pmids), VARIABLES_PER_STATEMENT):
            yield from self.get(pmids[start : start + VARIABLES_PER_STATEMENT]).items()

    def hashes(self) -> dict[str, str]:
        """PMID and SHA-256 of every record, in order of `pmids`."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT pmid, sha256 FROM records ORDER BY length(pmid), pmid"
            )
            return dict(rows.fetchall())

    def import_files(self, paths: Sequence[Path]) -> int:
        """Read PubMed XML (`.xml`, `.xml.gz`, or folders of them) and count the records it held.

        All or nothing: a fault in one file leaves the archive as it was. Files named as PubMed
        names its releases (`pubmed25n0001.xml.gz`) are applied in order, so a later version of a
        record replaces an earlier one and a `DeleteCitation` removes it; in any other files two
        different versions of one record are an error. A folder's `snapshot.json`, where there is
        one, says as of when the records are complete; otherwise the newest date in them does.

        Raises:
            InputError: a file is missing, is not PubMed XML, is malformed, or contradicts another.
        """
        with self._lock, self._connection:
            read = _Import(self)
            for path in paths:
                for file in files_of(path):
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

    def _store(self, pmid: str, xml: bytes, source: str, revised_on: str) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)",
            (pmid, xml, sha256(xml), source, revised_on),
        )

    def _remove(self, pmid: str) -> None:
        self._connection.execute("DELETE FROM records WHERE pmid = ?", (pmid,))

    def _fact(self, name: str) -> str:
        with self._lock:
            row = self._connection.execute(
                "SELECT value FROM facts WHERE name = ?", (name,)
            ).fetchone()
        return str(row[0]) if row else ""

    def _set_fact(self, name: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


class _Import:
    """One import in progress: what it has read so far, to see versions that contradict."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
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

    def _article(self, article: Article, path: Path) -> None:
        digest = sha256(article.xml)
        earlier, where = self._seen.get(article.pmid, (digest, path))
        if earlier != digest and not (is_release(path) and is_release(where)):
            raise InputError(
                f"PMID {article.pmid} occurs with different content in {where.name} and {path.name}, "
                f"line {article.line}; keep one version of it."
            )
        self._seen[article.pmid] = (digest, path)
        self._archive._store(article.pmid, article.xml, path.name, article.revised_on)
        self.records += 1
        self.newest = max(self.newest, article.revised_on)


def sha256(xml: bytes) -> str:
    """Hash by which a record's content is known."""
    return hashlib.sha256(xml).hexdigest()


def snapshot_facts(folder: Path) -> tuple[str, str] | None:
    """Date and note from the `snapshot.json` of a folder; None where there is no such file.

    Raises:
        InputError: the file is not JSON or its `updated_on` is not a date.
    """
    path = folder / SNAPSHOT_FILE
    if not path.is_file():
        return None
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        updated_on = date.fromisoformat(facts["updated_on"]).isoformat()
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f'{path} must hold {{"updated_on": "YYYY-MM-DD", "note": "..."}}; it does not ({error}).'
        ) from error
    return updated_on, str(facts.get("note", ""))
