"""Biopython's Entrez, the only module that builds requests here, and the way in which they are sent.

Biopython sends to one fixed address, without time-out and patience. While a client has a request under
way, what Biopython would open is handed to that client's transport instead.
"""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from email.message import Message
from typing import Any
from urllib.request import Request

from Bio import Entrez

einfo, esearch, efetch = Entrez.einfo, Entrez.esearch, Entrez.efetch

Opener = Callable[[Request], io.BytesIO]


class Handle(io.BytesIO):
    """An answer in the form Biopython expects of `urlopen`."""

    def __init__(self, body: bytes, url: str) -> None:
        super().__init__(body)
        self.url = url
        self.headers = Message()
        self.headers["Content-Type"] = "text/xml"


class _Switch:
    """Stands in for `Bio.Entrez.urlopen` while any client has a request under way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._original: Any = None
        self.opener: ContextVar[Opener | None] = ContextVar("opener", default=None)

    def on(self) -> None:
        with self._lock:
            if self._users == 0:
                self._original, Entrez.urlopen = Entrez.urlopen, self._open
            self._users += 1

    def off(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0:
                Entrez.urlopen = self._original

    def _open(self, request: Request) -> Any:
        """Send by the client of this context; other users of Biopython go their usual way."""
        opener = self.opener.get()
        return self._original(request) if opener is None else opener(request)


_SWITCH = _Switch()


@contextmanager
def sending_with(opener: Opener) -> Iterator[None]:
    """Requests Biopython makes in this block are sent by `opener`; other contexts see nothing."""
    token = _SWITCH.opener.set(opener)
    _SWITCH.on()
    # Biopython pauses between any two requests, even to this machine; the transport limits instead.
    Entrez._open.previous = 0.0
    try:
        yield
    finally:
        _SWITCH.off()
        _SWITCH.opener.reset(token)
