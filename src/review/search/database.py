"""The SQLite file under an archive: how it is opened, and what its faults are called."""

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from review.core import bounds
from review.core.errors import InputError

ARCHIVE_VARIABLE = "REVIEW_ARCHIVE"
NOWHERE = "none"
"""Value of the variable with which nothing is kept."""

BUSY_SECONDS = 30.0
"""How long one process waits for another that is writing."""

VERSION = 2
MEMORY = ":memory:"
SCHEMA = """
CREATE TABLE records (
    origin TEXT NOT NULL, pmid TEXT NOT NULL, xml BLOB NOT NULL, sha256 TEXT NOT NULL,
    source TEXT NOT NULL, revised_on TEXT NOT NULL, stored_on TEXT NOT NULL,
    PRIMARY KEY (origin, pmid)
);
CREATE TABLE searches (
    origin TEXT NOT NULL, query TEXT NOT NULL, most INTEGER NOT NULL, stored_on TEXT NOT NULL,
    answer TEXT NOT NULL, sha256 TEXT NOT NULL,
    PRIMARY KEY (origin, query, most, stored_on)
);
CREATE TABLE facts (
    origin TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (origin, name)
) WITHOUT ROWID;
"""
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
UNWRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
}
PRIMARY_CODE = 0xFF
"""SQLite's extended error codes carry the plain one in their last byte."""


def default_place() -> Path | None:
    """The archive's file: what `REVIEW_ARCHIVE` names, else one in the platform's data folder.

    None where the variable says `none`. Neither the file nor its folder need exist.
    """
    named = os.environ.get(ARCHIVE_VARIABLE, "").strip()
    if named == NOWHERE:
        return None
    return Path(named) if named else _data_home() / "review" / "archive.sqlite"


def _data_home() -> Path:
    if sys.platform == "darwin":
        return Path("~/Library/Application Support").expanduser()
    variable, usual = (
        ("LOCALAPPDATA", "~/AppData/Local")
        if sys.platform == "win32"
        else ("XDG_DATA_HOME", "~/.local/share")
    )
    return Path(os.environ.get(variable) or usual).expanduser()


def connect(place: str) -> sqlite3.Connection:
    """A connection to the archive in a file, made where it is absent; `:memory:` is a passing one.

    Raises:
        InputError: the file cannot be opened, is damaged or is something else.
    """
    with naming_faults(place):
        connection = sqlite3.connect(
            place, timeout=BUSY_SECONDS, isolation_level="IMMEDIATE", check_same_thread=False
        )
        try:
            _prepare(connection, place)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def naming_faults(place: str) -> Iterator[None]:
    """What SQLite reports in this block, as a sentence that names the file and what to do.

    Raises:
        InputError: in place of every `sqlite3.Error`.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise InputError(_sentence(place, error)) from error


def _prepare(connection: sqlite3.Connection, place: str) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if place == MEMORY:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {bounds.LARGEST_IN_MEMORY // size}")
    else:
        _write_ahead(connection)
    if version == 0:
        version = _create(connection)
    if version != VERSION:
        raise InputError(
            f"{place} is not an archive of PubMed records of this version; give another file, or PubMed XML."
        )


def _create(connection: sqlite3.Connection) -> int:
    """Make the tables in an empty file; another process may be at it too, so look again inside."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version or tables:
            return version
        for statement in filter(str.strip, SCHEMA.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        return VERSION
    finally:
        connection.commit()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers go on while one process writes; SQLite itself does not wait for this switch."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.OperationalError as error:
            if _code(error) not in BUSY or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & PRIMARY_CODE


def _sentence(place: str, error: sqlite3.Error) -> str:
    code = _code(error)
    if code == sqlite3.SQLITE_NOTADB:
        return (
            f"{place} is not an archive of PubMed records ({error}); give an archive made by this "
            "suite, or PubMed XML."
        )
    if code in BUSY:
        return (
            f"The archive {place} has been in use by another process for more than {BUSY_SECONDS:g} "
            "seconds; run again when that has ended."
        )
    if code == sqlite3.SQLITE_FULL and place == MEMORY:
        return (
            f"The records take more than the {bounds.megabytes(bounds.LARGEST_IN_MEMORY)} that are held in "
            "memory for one run; put them into an archive with `review archive import` and name that."
        )
    if code in UNWRITABLE:
        return (
            f"The archive {place} cannot be opened or written ({error}); make room or name another file "
            f"with {ARCHIVE_VARIABLE} (`{NOWHERE}` keeps nothing)."
        )
    return damaged(place, str(error))


def damaged(place: str, how: str) -> str:
    """The sentence about an archive whose content is not what was stored."""
    return (
        f"The archive {place} is damaged ({how}); move the file away and run again: what is needed is "
        "fetched or imported anew."
    )
