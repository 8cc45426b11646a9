"""Keeps requests to a service within its pace, for all threads and processes of a user together.

NCBI counts the requests of a machine, not of a process: two runs at once, or the notebooks of a
batch, share one pace. When the next request may go stands in a small SQLite file in the machine's
folder for temporary files; the database's lock makes processes take turns, also after one was killed.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from review.core.errors import InputError

LOCK_SECONDS = 30.0
"""How long one process waits for its turn at the file, which takes a few milliseconds."""

LONGEST_QUEUE = 60.0
"""Seconds; a time further ahead than this was written by a clock that has been set back since."""


def pace_file() -> Path:
    """The file by which the runs of this user on this machine share a pace."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"review-pace-{user}.sqlite"


class Limiter:
    """Lets through so many requests a second to a host, from all threads and processes together."""

    def __init__(
        self,
        host: str,
        per_second: float,
        *,
        place: Path | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """A limiter of requests to `host`; those with the same host and `place` share one pace."""
        self._host = host
        self._interval = 1 / per_second
        self._place = pace_file() if place is None else place
        self._sleep = sleep
        self._clock = clock

    def wait(self) -> None:
        """Return when the next request may be sent.

        Raises:
            InputError: the file cannot be used.
        """
        try:
            with closing(
                sqlite3.connect(self._place, timeout=LOCK_SECONDS, isolation_level=None)
            ) as file:
                pause = self._booked(file)
        except sqlite3.Error as error:
            raise InputError(
                f"The file {self._place}, by which runs share the pace a search service allows, cannot be "
                f"used ({error}); remove it, or make room, and run again."
            ) from error
        if pause > 0:
            self._sleep(pause)

    def _booked(self, file: sqlite3.Connection) -> float:
        """Seconds until the next free moment, which is then taken."""
        file.execute("PRAGMA synchronous = OFF")
        file.execute("BEGIN IMMEDIATE")
        file.execute("CREATE TABLE IF NOT EXISTS pace (host TEXT PRIMARY KEY, free REAL NOT NULL)")
        row = file.execute("SELECT free FROM pace WHERE host = ?", (self._host,)).fetchone()
        now = self._clock()
        free = row[0] if row else now
        start = free if now < free <= now + LONGEST_QUEUE else now
        file.execute(
            "INSERT OR REPLACE INTO pace VALUES (?, ?)", (self._host, start + self._interval)
        )
        file.execute("COMMIT")
        return float(start - now)
