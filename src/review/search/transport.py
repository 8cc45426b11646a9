"""Sends requests to one service: its address, limits, time-outs and repeated tries.

Nothing in a message comes from the request, so that no e-mail address or key can get into one.
"""

import http.client
import ipaddress
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from review.core.errors import InputError, SearchFailedError
from review.search.limiter import Limiter
from review.search.redirects import RedirectRefusedError, SameHostRedirects
from review.search.replies import UnusableReplyError, json_error
from review.search.waiting import Patience, retry_after

TRIES = 4
LONGEST_ANSWER = 300.0
"""Seconds that one answer may take, however steadily it drips."""

PIECE = 65_536
LARGEST_NOTE = 4_096
"""Bytes read of the body of a refusal, where services that speak JSON say why."""

LARGEST_BODY = 64_000_000
"""Bytes; 200 records of PubMed are about 5 MB, and no answer may fill the memory."""

TOO_MANY = 429
SERVER_FAULT = 500
SHOWN_STATUSES = {code.value: code.phrase for code in http.HTTPStatus}

Read = TypeVar("Read")


class UnreadableAnswerError(SearchFailedError):
    """A set of records arrived and cannot be read as one: some record in it may be to blame."""


class AttemptError(Exception):
    """One try that failed: why, whether another may help, and how long the service asked to wait."""

    def __init__(
        self,
        reason: str,
        *,
        may_pass: bool,
        pause: float | None = None,
        is_of_records: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_pass = may_pass
        self.pause = pause
        self.is_of_records = is_of_records


def checked_base(base_url: str) -> str:
    """A base address with its closing slash.

    Raises:
        InputError: it is not an http or https address, or carries a name, key or query.
    """
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise InputError(
            "The base address of a search service must begin with http:// or https://, name a host and, "
            "where it gives a port, a valid one."
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError(
            f"The base address of the search service at {parts.hostname} must not carry a name, "
            "password, query or fragment."
        )
    return base_url if base_url.endswith("/") else f"{base_url}/"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Transport:
    """Sends requests to the service at one base address."""

    def __init__(
        self,
        base_url: str,
        *,
        per_second: float,
        timeout: float,
        sleep: Callable[[float], None],
        jitter: Callable[[], float],
        place: str = "",
    ) -> None:
        self.base = checked_base(base_url)
        parts = urlsplit(self.base)
        self.host = parts.hostname or ""
        self.place = place or parts.netloc
        local = is_loopback(self.host)
        self._limiter = None if local else Limiter(self.host, per_second)
        handlers = [SameHostRedirects(), *([ProxyHandler({})] if local else [])]
        self._opener: OpenerDirector = build_opener(*handlers)
        self._timeout = timeout
        self.patience = Patience(self.place, sleep=sleep, jitter=jitter)

    def send(
        self, request: Request, read: Callable[[bytes], Read], *, tries: int = TRIES
    ) -> tuple[bytes, Read]:
        """The body of the answer and what `read` makes of it, after as many tries as it takes.

        Raises:
            SearchFailedError: no try gave an answer that `read` accepts; an `UnreadableAnswerError`
                where the last one was of the right kind and broken.
        """
        rebased = self._rebased(request)
        for attempt in range(tries):
            try:
                return self._try(rebased, read)
            except AttemptError as failure:
                is_last = attempt == tries - 1 or not failure.may_pass
                if is_last or not self.patience.wait(attempt, failure.pause):
                    raise self._failed(failure, attempt + 1) from failure
        raise AssertionError("every way through the tries returns or raises")

    def _try(self, request: Request, read: Callable[[bytes], Read]) -> tuple[bytes, Read]:
        if self._limiter is not None:
            self._limiter.wait()
        body = self._body(request)
        try:
            return body, read(body)
        except UnusableReplyError as error:
            raise AttemptError(
                error.reason, may_pass=error.may_pass, is_of_records=error.is_of_records
            ) from error

    def _body(self, request: Request) -> bytes:
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return _whole(answer)
        except HTTPError as error:
            with error:
                raise _refused(error) from None
        except RedirectRefusedError as error:
            raise AttemptError(error.reason, may_pass=False) from None
        except TimeoutError as error:
            raise self._silent() from error
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._silent() from error
            raise AttemptError("it cannot be reached", may_pass=True) from error
        except http.client.IncompleteRead as error:
            raise AttemptError("its answer was cut off", may_pass=True) from error
        except (http.client.HTTPException, OSError) as error:
            raise AttemptError("the connection broke", may_pass=True) from error

    def _silent(self) -> AttemptError:
        return AttemptError(f"it said nothing for {self._timeout:g} seconds", may_pass=True)

    def _rebased(self, request: Request) -> Request:
        """The request Biopython made for NCBI, under this service's address."""
        parts = urlsplit(request.full_url)
        url = self.base + parts.path.rsplit("/", 1)[-1]
        return Request(  # noqa: S310 - the base address is checked to be http or https
            f"{url}?{parts.query}" if parts.query else url,
            data=request.data,
            method=request.get_method(),
        )

    def _failed(self, failure: AttemptError, tries: int) -> SearchFailedError:
        counted = "1 try" if tries == 1 else f"{tries} tries"
        kind = UnreadableAnswerError if failure.is_of_records else SearchFailedError
        return kind(
            f"The search service at {self.place} gave no usable answer after {counted}: {failure.reason}."
        )


def _whole(answer: http.client.HTTPResponse) -> bytes:
    """The body of an answer, no longer than `LARGEST_BODY` and no shorter than announced."""
    if (answer.length or 0) > LARGEST_BODY:
        raise _too_large()
    body, until = bytearray(), time.monotonic() + LONGEST_ANSWER
    while piece := answer.read1(PIECE):
        body += piece
        if len(body) > LARGEST_BODY:
            raise _too_large()
        if time.monotonic() > until:
            raise AttemptError(
                f"its answer was not complete after {LONGEST_ANSWER:g} seconds", may_pass=True
            )
    if answer.length:
        raise AttemptError("its answer was cut off", may_pass=True)
    return bytes(body)


def _too_large() -> AttemptError:
    return AttemptError(f"its answer is larger than {LARGEST_BODY // 1_000_000} MB", may_pass=False)


def _refused(error: HTTPError) -> AttemptError:
    phrase = SHOWN_STATUSES.get(error.code, "")
    may_pass = error.code == TOO_MANY or error.code >= SERVER_FAULT
    pause = retry_after(error.headers.get("Retry-After", ""))
    said = json_error(_note(error))
    answered = f"it answered HTTP {error.code} {phrase}".rstrip()
    return AttemptError(
        f"{answered} and said {said!r}" if said else answered, may_pass=may_pass, pause=pause
    )


def _note(error: HTTPError) -> bytes:
    """The beginning of what came with a refusal; nothing where it does not arrive."""
    answer: Any = (
        error.fp
    )  # the type has no `read1`, which gives what is there and waits for no more
    try:
        return bytes(answer.read1(LARGEST_NOTE)) if answer else b""
    except (http.client.HTTPException, OSError):
        return b""
