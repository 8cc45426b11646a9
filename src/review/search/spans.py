"""Spans of publication dates, by which a search with too many hits is asked for in parts."""

from calendar import monthrange
from dataclasses import dataclass

MONTHS = 12


@dataclass(frozen=True)
class Span:
    """From one year, month or day to another of the same precision, both included."""

    low: tuple[int, ...]
    high: tuple[int, ...]

    @property
    def mindate(self) -> str:
        """Its beginning, as the E-utilities write it."""
        return "/".join(f"{part:02d}" for part in self.low)

    @property
    def maxdate(self) -> str:
        """Its end, as the E-utilities write it."""
        return "/".join(f"{part:02d}" for part in self.high)

    def parts(self) -> tuple["Span", ...]:
        """Smaller spans that make it up, earliest first; none where it is a single day."""
        low, high = self.low, self.high
        if low != high:
            middle = (low[0] + high[0]) // 2
            return Span(low, (middle,)), Span((middle + 1,), high)
        if len(low) == 1:
            return tuple(_single(*low, month) for month in range(1, MONTHS + 1))
        if len(low) == len(("year", "month")):
            days = monthrange(low[0], low[1])[1]
            return tuple(_single(*low, day) for day in range(1, days + 1))
        return ()


def _single(*date: int) -> Span:
    return Span(date, date)
