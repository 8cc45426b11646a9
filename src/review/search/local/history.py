"""The history server: what searches and posts found, under a web environment and a number.

The oldest environments end when there are too many; a request that names one of them is told that
its query cannot be obtained, as NCBI tells after some hours.
"""

import re
import threading
from collections.abc import Mapping

from review.search.local.evaluate import NO_HISTORY, Kept

MOST_ENVIRONMENTS = 500


class HistoryError(ValueError):
    """A query of the history that is not there; the message says which."""


class History:
    """Keeps lists of documents until the service ends. Safe to use from several threads."""

    def __init__(self) -> None:
        self._environments: dict[str, dict[int, Kept]] = {}
        self._made = 0
        self._lock = threading.Lock()

    def keep(self, kept: Kept, *, web_env: str = "") -> tuple[str, str]:
        """Web environment and query key under which a list is kept from now on.

        Args:
            kept: the list.
            web_env: an environment to add it to; a new one is made where this is empty.

        Raises:
            HistoryError: there is no such environment.
        """
        with self._lock:
            if web_env and web_env not in self._environments:
                raise HistoryError("Unable to obtain query: the WebEnv has expired or is not known")
            name = web_env or self._new()
            queries = self._environments[name]
            queries[len(queries) + 1] = kept
            return name, str(len(queries))

    def queries(self, web_env: str) -> Mapping[int, Kept]:
        """The lists of an environment by number; none where it is not known."""
        with self._lock:
            return dict(self._environments.get(web_env, NO_HISTORY))

    def query(self, web_env: str, key: str) -> Kept:
        """One list.

        Raises:
            HistoryError: the environment or the number is not known.
        """
        queries = self.queries(web_env)
        number = int(key) if re.fullmatch("[0-9]{1,6}", key) else 0
        if number not in queries:
            raise HistoryError(
                f"Unable to obtain query #{key or '?'}: the WebEnv has expired, or the query_key is not one of it"
            )
        return queries[number]

    def _new(self) -> str:
        self._made += 1
        name = f"LOCAL_{self._made}"
        self._environments[name] = {}
        if len(self._environments) > MOST_ENVIRONMENTS:
            del self._environments[next(iter(self._environments))]
        return name
