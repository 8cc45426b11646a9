"""The last net: what a failure that nobody foresaw is called, in one sentence."""

import os
from types import TracebackType

from review.core.bounds import shown
from review.core.errors import InputError, ReviewError
from review.core.settings import TRACEBACK_VARIABLE
from review.core.supplied import LONGEST_PATH

PACKAGE = "review"


def wants_traceback() -> bool:
    """Whether the person asked to see where an unforeseen failure came from."""
    return os.environ.get(TRACEBACK_VARIABLE, "") == "1"


def as_review_error(error: Exception) -> ReviewError:
    """A failure as one with a sentence and an exit code: a file that cannot be used is the user's to
    mend, everything else a fault of the suite. What an error says for itself is not repeated, because
    it may hold anything; what the machine says of a file is.
    """
    if isinstance(error, ReviewError):
        return error
    if isinstance(error, OSError) and error.strerror:
        name = shown(error.filename, LONGEST_PATH) if error.filename else "A file or a connection"
        return InputError(f"{name} cannot be used: {error.strerror}; mend that and run again.")
    return ReviewError(
        f"This is a fault of review itself ({type(error).__name__}{_place(error.__traceback__)}); run again "
        f"with {TRACEBACK_VARIABLE}=1 to see all of it, and report it with that."
    )


def _place(trace: TracebackType | None) -> str:
    """Module and line of the suite's own code that came nearest to the failure."""
    place = ""
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if f"{module}.".startswith(f"{PACKAGE}."):
            place = f" in {module}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place
