"""How long to wait before a service is asked again: per try, and in all."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LOG = logging.getLogger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
"""Seconds; a service that asks for a longer one is asked again after this one."""

LONGEST_IN_ALL = 600.0
"""Seconds that all pauses of one client may take together. After that a try that fails is the last: a
service that asks for a minute of patience before every record would hold a run for hours."""

TOLD_FROM = 5.0
"""Seconds; who waits longer than this is told why nothing happens."""


class Patience:
    """Waits between tries, tells of it, and ends when all that a client may wait is used up."""

    def __init__(
        self, place: str, *, sleep: Callable[[float], None], jitter: Callable[[], float]
    ) -> None:
        """Patience with the service at `place`.

        Args:
            place: what the service is called in messages.
            sleep: waits so many seconds.
            jitter: gives the share, 0 to 1, by which a pause is made longer.
        """
        self._place = place
        self._sleep = sleep
        self._jitter = jitter
        self._left = LONGEST_IN_ALL

    def wait(self, attempt: int, asked: float | None) -> bool:
        """Wait before the next try; False, at once, where that is more than is left.

        Args:
            attempt: 0 after the first try.
            asked: seconds that the service asked for, if it did.
        """
        pause = pause_before(attempt, asked, jitter=self._jitter())
        if pause > self._left:
            return False
        self._left -= pause
        if pause >= TOLD_FROM:
            why = "asks to be left alone for a while" if asked is not None else "does not answer"
            LOG.warning(
                "The search service at %s %s: waiting %.0f seconds (at most %.0f more in all).",
                self._place,
                why,
                pause,
                self._left,
            )
        self._sleep(pause)
        return True


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


def retry_after(text: str) -> float | None:
    """Seconds that a `Retry-After` header asks for, as a number or as a date; None without one."""
    stripped = text.strip()
    if stripped.isascii() and stripped.isdigit():
        return float(stripped)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((aware - datetime.now(UTC)).total_seconds(), 0.0)
