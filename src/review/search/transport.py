"""Sends requests to one service: its address, limits, time-outs and repeated tries.

Nothing in a message comes from the request, so that no e-mail address or key can get into one.
"""

import http.client
import ipaddress
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from review.errors import InputError, SearchFailedError
from review.search.limiter import Limiter
from review.search.replies import UnusableReplyError

TRIES = 4
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds; a service that asks for a longer one is asked again after this one."""

LONGEST_ANSWER = 300.0
"""Seconds that one answer may take, however steadily it drips."""

PIECE = 65_536
LARGEST_BODY = 64_000_000
"""Bytes; 200 records of PubMed are about 5 MB, and no answer may fill the memory."""

TOO_MANY = 429
SERVER_FAULT = 500
SHOWN_STATUSES = {code.value: code.phrase for code in http.HTTPStatus}

Read = TypeVar("Read")


class AttemptError(Exception):
    """One try that failed: why, whether another may help, and how long the service asked to wait."""

    def __init__(self, reason: str, *, may_pass: bool, pause: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.may_pass = may_pass
        self.pause = pause


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
        self._opener: OpenerDirector = build_opener(*([ProxyHandler({})] if local else []))
        self._timeout = timeout
        self._sleep = sleep
        self._jitter = jitter

    def send(self, request: Request, read: Callable[[bytes], Read]) -> tuple[bytes, Read]:
        """The body of the answer and what `read` makes of it, after as many tries as it takes.

        Raises:
            SearchFailedError: no try gave an answer that `read` accepts.
        """
        rebased = self._rebased(request)
        for attempt in range(TRIES):
            try:
                return self._try(rebased, read)
            except AttemptError as failure:
                if not failure.may_pass or attempt == TRIES - 1:
                    raise self._failed(failure.reason, attempt + 1) from failure
                self._sleep(pause_before(attempt, failure.pause, jitter=self._jitter()))
        raise AssertionError("every way through the tries returns or raises")

    def _try(self, request: Request, read: Callable[[bytes], Read]) -> tuple[bytes, Read]:
        if self._limiter is not None:
            self._limiter.wait()
        body = self._body(request)
        try:
            return body, read(body)
        except UnusableReplyError as error:
            raise AttemptError(error.reason, may_pass=error.may_pass) from error

    def _body(self, request: Request) -> bytes:
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return _whole(answer)
        except HTTPError as error:
            with error:
                raise _refused(error) from None
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

    def _failed(self, reason: str, tries: int) -> SearchFailedError:
        counted = "1 try" if tries == 1 else f"{tries} tries"
        return SearchFailedError(
            f"The search service at {self.place} gave no usable answer after {counted}: {reason}."
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


def pause_before(attempt: int, asked: float | None, *, jitter: float) -> float:
    """Seconds to wait after a failed try: what the service asked for, else doubling each time.

    Args:
        attempt: 0 after the first try.
        asked: seconds that the service asked for, if it did.
        jitter: 0 to 1; by so much of itself a pause of our own is longer, and by so many seconds
            one that was asked for, so that runs that failed together do not come back together.
    """
    if asked is None:
        pause = FIRST_PAUSE * 2.0**attempt * (1 + jitter)
    else:
        pause = max(asked, 0.0) + FIRST_PAUSE * jitter
    return min(pause, LONGEST_PAUSE)


def _refused(error: HTTPError) -> AttemptError:
    phrase = SHOWN_STATUSES.get(error.code, "")
    may_pass = error.code == TOO_MANY or error.code >= SERVER_FAULT
    pause = retry_after(error.headers.get("Retry-After", ""))
    return AttemptError(
        f"it answered HTTP {error.code} {phrase}".rstrip(), may_pass=may_pass, pause=pause
    )


def retry_after(text: str) -> float | None:
    """Seconds that a `Retry-After` header asks for, as a number or as a date; None without one."""
    if text.strip().isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((aware - datetime.now(UTC)).total_seconds(), 0.0)
