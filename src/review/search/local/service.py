"""Serves the local E-utilities over HTTP on 127.0.0.1, and nowhere else."""

import re
import socketserver
import threading
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from review.core.errors import InputError
from review.search.archive import Archive
from review.search.local.answers import HttpAnswer
from review.search.local.utilities import Utilities

HOST = "127.0.0.1"
FOLDER = "/entrez/eutils/"
LARGEST_BODY = 10_000_000
IDLE_SECONDS = 30
NOT_FOUND, TOO_LARGE, UNREADABLE = 404, 413, 400
TEXT = "text/plain; charset=UTF-8"


class LocalService:
    """Answers E-utilities requests from an archive while its `with` block runs.

    Records added to the archive later are not seen: the index is made on entry.
    """

    def __init__(self, archive: Archive, *, port: int = 0) -> None:
        """Serve this archive; port 0 takes a free one."""
        self._archive = archive
        self._port = port
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        """Address under which the utilities are found, once the service runs."""
        if self._server is None:
            raise InputError("The local service has no address before it runs; enter its `with`.")
        return f"http://{HOST}:{self._server.server_address[1]}{FOLDER}"

    def __enter__(self) -> Self:
        utilities = Utilities(self._archive)
        try:
            self._server = _Server((HOST, self._port), utilities)
        except (OSError, OverflowError) as error:
            raise InputError(
                f"Port {self._port} of {HOST} cannot be used ({error}); choose another."
            ) from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    """The TCP server; unlike `http.server` it asks no name service for its own name."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], utilities: Utilities) -> None:
        self.utilities = utilities
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    """One request. Every connection is closed after its answer."""

    server: _Server
    timeout = IDLE_SECONDS
    server_version = "local-index-of-PubMed-records"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch("[0-9]{1,12}", length):
            self._send(HttpAnswer(b"A POST needs its Content-Length.\n", TEXT, UNREADABLE))
        elif int(length) > LARGEST_BODY:
            self._send(HttpAnswer(b"The request is too large.\n", TEXT, TOO_LARGE))
        else:
            body = self.rfile.read(int(length)).decode("utf-8", "replace")
            self._answer(f"{urlsplit(self.path).query}&{body}")

    def _answer(self, query: str) -> None:
        name = urlsplit(self.path).path.removeprefix(FOLDER)
        try:
            pairs = parse_qsl(query, keep_blank_values=True)
        except ValueError:
            self._send(HttpAnswer(b"The request cannot be read.\n", TEXT, UNREADABLE))
            return
        parameters = {key.lower(): text for key, text in pairs}
        utilities = self.server.utilities
        unknown = f"This local index offers {utilities.offered()} and nothing else.\n"
        answer = utilities.answer(name, parameters)
        self._send(answer or HttpAnswer(unknown.encode(), TEXT, NOT_FOUND))

    def _send(self, answer: HttpAnswer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: only the command line prints."""
