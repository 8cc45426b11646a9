"""Tells which stage of a run begins, and keeps how long each took."""

import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


class StageClock:
    """Says which stage begins and keeps the seconds of each, by its name."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self._progress = progress
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], Result]) -> Result:
        """The result of a stage."""
        self._progress(stage)
        began = time.monotonic()
        result = work()
        self.seconds[stage] = time.monotonic() - began
        return result
