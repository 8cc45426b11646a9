"""Estimates: effects, intervals and p-values as a text reports them; nothing is computed.

An estimate is read with the interval and the p-value that follow it before the next estimate.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

MINUS = "−–‒-"
NUMBER = rf"[{MINUS}]?\s?\d+(?:[.·]\d+)?"
SMALL_P = 0.05
"""The level that reports call significant."""

P_VALUE = re.compile(
    r"(?<![A-Za-z])[Pp](?:[\s-]*[Vv]alues?)?(?:\s+for\s+\w+)?\s*"
    r"(?P<relation>[<>=≤≥]|&[lg]t;|was|of|less than|greater than)\s*[<>=]?\s*"
    r"(?P<value>0?[.·]\d+|[01](?:[.·]0+)?(?![.·\d])|\d+(?:[.·]\d+)?\s*[×x]\s*10)"
)
NOT_SIGNIFICANT = re.compile(r"\b(?:[Pp]\s*[=:]?\s*)?(?:NS|n\.s\.)(?![A-Za-z])")
LEVEL = r"(?:9[059](?:\.\d)?\s*%\s*)?(?:CI\s?9[059]\s?%|(?:CI|C\.I\.|[Cc]onfidence [Ii]ntervals?|[Cc]redible [Ii]ntervals?|CrI)\b)\s*(?:\(?CI\)?)?\s*(?:of|for the difference|was)?\s*[:=,]?\s*[(\[]?\s*"
BETWEEN = rf"\s*%?\s*(?:to|and|,|;|[—{MINUS}])\s*"
INTERVAL = re.compile(
    rf"{LEVEL}(?P<low>{NUMBER}){BETWEEN}(?P<high>{NUMBER})"
    rf"|[(\[]\s*(?P<bare_low>[{MINUS}]?\d+[.·]\d+)\s*(?:to|,|;|[—{MINUS}])\s*(?P<bare_high>[{MINUS}]?\d+[.·]\d+)\s*(?=[)\];,])"
)
MEASURES = {
    "OR": r"odds ratios?|a?ORs?",
    "RR": r"relative risks?|risk ratios?|rate ratios?|incidence rate ratios?|relative rates?|a?RRs?|a?IRRs?",
    "HR": r"hazard ratios?|a?HRs?",
    "SMD": r"standardi[sz]ed mean differences?|SMD|Cohen's d|Hedges'? g|effect sizes?",
    "MD": r"(?:weighted )?mean differences?|differences? in means?|W?MD",
    "RD": r"risk differences?|absolute risk reductions?|ARR|RD",
}
RATIOS = frozenset({"OR", "RR", "HR"})
HEADING = r"(?:\s*[(\[,]?\s*9[059]\s*%\s*(?:CI|[Cc]onfidence [Ii]ntervals?)\s*[)\]]?)?"
"""What may stand between a measure and its value: "OR (95% CI) 0.5 (0.3-0.9)"."""

MEASURE = re.compile(
    r"(?<![A-Za-z])(?:adjusted |crude |pooled |unadjusted )?(?:"
    + "|".join(rf"(?P<{name}>{names})" for name, names in MEASURES.items())
    + rf")(?![A-Za-z]){HEADING}(?P<between>[^\d<>.;−–‒]{{0,40}}?)(?P<value>{NUMBER})"
)


@dataclass(frozen=True, slots=True)
class PValue:
    """A p-value: `text[start:end]`; `is_small` where it is reported as at or below 0.05."""

    start: int
    end: int
    is_small: bool


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence or credible interval: `text[start:end]`, lower bound first."""

    start: int
    end: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect as reported: measure (OR, RR, HR, MD, SMD, RD), value, and what follows it."""

    start: int
    end: int
    measure: str
    value: float
    interval: Interval | None
    p_value: PValue | None

    @property
    def no_effect(self) -> float:
        """The value of the measure that means no effect."""
        return 1.0 if self.measure in RATIOS else 0.0


def number(text: str) -> float:
    """A number as printed, with any minus sign and either decimal point."""
    plain = re.sub(rf"[{MINUS}]", "-", "".join(text.split()))
    return float(plain.replace("·", "."))


@lru_cache(maxsize=16384)
def p_values(text: str) -> tuple[PValue, ...]:
    """Every p-value of a text, in order; "NS" is one that is not small."""
    found = [PValue(m.start(), m.end(), _is_small(m)) for m in P_VALUE.finditer(text)]
    spoken = [PValue(m.start(), m.end(), False) for m in NOT_SIGNIFICANT.finditer(text)]
    return tuple(sorted([*found, *spoken], key=lambda p: p.start))


def _is_small(match: re.Match[str]) -> bool:
    if match["relation"] in (">", "≥", "&gt;", "greater than"):
        return False
    return "10" in match["value"][1:] or number(match["value"]) <= SMALL_P


@lru_cache(maxsize=16384)
def intervals(text: str) -> tuple[Interval, ...]:
    """Every interval of a text, in order."""
    found = []
    for match in INTERVAL.finditer(text):
        bounds = [
            number(match["low"] or match["bare_low"]),
            number(match["high"] or match["bare_high"]),
        ]
        if bounds[1] < 0 < bounds[0] or (bounds[1] < bounds[0] and match["high"]):
            bounds[1] = abs(bounds[1])
        found.append(Interval(match.start(), match.end(), min(bounds), max(bounds)))
    return tuple(found)


@lru_cache(maxsize=16384)
def estimates(text: str) -> tuple[Estimate, ...]:
    """Every estimate of a text with its measure, and the interval and p-value that belong to it."""
    matches = list(MEASURE.finditer(text))
    found = []
    stops = [match.start() for match in matches[1:]] + [len(text)]
    for match, stop in zip(matches, stops, strict=False):
        measure = next(name for name in MEASURES if match[name])
        value = number(match["value"])
        if measure in RATIOS and value < 0:
            value = abs(value)
        found.append(
            Estimate(
                match.start(),
                match.end(),
                measure,
                value,
                next((i for i in intervals(text) if match.end() <= i.start < stop), None),
                next((p for p in p_values(text) if match.end() <= p.start < stop), None),
            )
        )
    return tuple(found)
