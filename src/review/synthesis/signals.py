"""Figures in the sentence that carries a finding: ratios with their intervals, and I-squared."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

RATIO = re.compile(
    r"\b(?:a?(?:RR|OR|HR)|(?:risk|rate|odds|hazards?) ratio|relative risk)s?\b[^\d.;]{0,30}?(\d+(?:\.\d+)?)"
    r"(?:[^\d.;]{0,12}(?:95 ?% ?(?:CI|confidence interval)?)?[^\d.;]{0,12}(\d+(?:\.\d+)?)\s*(?:-|–|to|,)\s*(\d+(?:\.\d+)?))?",
    re.IGNORECASE,
)
I_SQUARED = re.compile(
    r"\bI\s?(?:\^?2|²|-?\s?squared)\s*(?:statistic|value)?\s*(?:=|:|of|was|is)?\s*(\d+(?:\.\d+)?)\s*%",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Ratio:
    """A ratio measure as reported: estimate and 95 % interval, where given."""

    estimate: float
    low: float | None
    high: float | None

    @property
    def excludes_no_effect(self) -> bool:
        """Whether the reported interval lies on one side of 1."""
        return self.low is not None and self.high is not None and not self.low <= 1 <= self.high


def ratios(texts: Iterable[str]) -> tuple[Ratio, ...]:
    """Ratio measures (RR, OR, HR) with their intervals, as the sentences report them."""
    found = []
    for text in texts:
        for estimate, low, high in RATIO.findall(text):
            found.append(
                Ratio(float(estimate), float(low) if low else None, float(high) if high else None)
            )
    return tuple(found)


def i_squared(text: str) -> tuple[float, ...]:
    """I-squared values in per cent, as a sentence reports them."""
    return tuple(float(value) for value in I_SQUARED.findall(text))
