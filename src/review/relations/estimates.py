"""Estimates: effects, intervals and p-values as a text reports them; nothing is computed.

An estimate is read with the interval and the p-value that follow it before the next estimate.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

MINUS = "−–‒-"
NUMBER = rf"[{MINUS}]?\s?(?:[1-9]\d{{0,2}}(?:,\d{{3}}){{1,4}}(?![\d,])(?:[.·]\d+)?|\d{{1,15}}[.·]\d+|\d{{1,15}}(?!\d|,\d))"
"""A number with a decimal point, or whole, with commas between thousands; 1,5 could be either and is none.
Of more than 15 digits before the point it is no measurement."""

SMALL_P = 0.05
"""The level that reports call significant."""

P_VALUE = re.compile(
    r"(?<![A-Za-z])[Pp](?:[\s-]*[Vv]alues?)?(?:\s+for\s+\w+)?\s*"
    r"(?P<relation>[<>=≤≥]|&[lg]t;|was|of|less than|greater than)\s*[<>=]?\s*"
    r"(?P<value>0?[.·]\d+|[01](?:[.·]0+)?(?![.·\d]|,\d)|\d+(?:[.·]\d+)?\s*[×x]\s*10)"
)
POWER = re.compile(r"[×x]\s*10$")
"""How the value of a p-value ends that goes on with an exponent, as 1.2 × 10⁻⁵ does."""

NOT_SIGNIFICANT = re.compile(r"\b(?:[Pp]\s*[=:]?\s*)?(?:NS|n\.s\.)(?![A-Za-z])")
LEVEL = r"(?:9[059](?:\.\d)?\s*%\s*)?(?:CI\s?9[059]\s?%|(?:CI|C\.I\.|[Cc]onfidence [Ii]ntervals?|[Cc]redible [Ii]ntervals?|CrI)\b)\s*(?:\(?CI\)?)?\s*(?:of|for the difference|was)?\s*[:=,]?\s*[(\[]?\s*"
BETWEEN = rf"\s*%?\s*(?:to|and|,|;|[—{MINUS}])\s*"
INTERVAL = re.compile(
    rf"{LEVEL}(?P<low>{NUMBER}){BETWEEN}(?P<high>{NUMBER})"
    rf"|[(\[]\s*(?P<bare_low>[{MINUS}]?\d{{1,15}}[.·]\d+)\s*(?:to|,|;|[—{MINUS}])\s*(?P<bare_high>[{MINUS}]?\d{{1,15}}[.·]\d+)\s*(?=[)\];,])"
)
DASH = re.compile(rf"[—{MINUS}]")
"""Between bounds: what looks like a second minus sign after it is one dash more, as in 0.5--0.8."""

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
    + rf")(?![A-Za-z]){HEADING}(?P<between>[^\d<>.;−–‒]{{0,140}}?)(?P<value>{NUMBER})"
)
BEATS_OR_BREATHS = re.compile(
    r"\s*(?:bpm|beats|breaths|b(?:eats)?\s?/|/\s?min|per min|min(?:ute)?s?\b|ms(?:ec)?\b|mm\s?Hg)",
    re.IGNORECASE,
)
"""What follows a heart rate or a respiratory rate, and no ratio."""

LARGEST_BARE = 20
"""A plain HR or RR above it is a rate of the heart or of breathing."""


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
    """A number as printed, with any minus sign, either decimal point and commas between thousands."""
    plain = re.sub(rf"[{MINUS}]", "-", "".join(text.split()))
    return float(plain.replace("·", ".").replace(",", ""))


@lru_cache(maxsize=16384)
def p_values(text: str) -> tuple[PValue, ...]:
    """Every p-value of a text, in order; "NS" is one that is not small."""
    found = [PValue(m.start(), m.end(), _is_small(m)) for m in P_VALUE.finditer(text)]
    spoken = [PValue(m.start(), m.end(), False) for m in NOT_SIGNIFICANT.finditer(text)]
    return tuple(sorted([*found, *spoken], key=lambda p: p.start))


def _is_small(match: re.Match[str]) -> bool:
    if match["relation"] in (">", "≥", "&gt;", "greater than"):
        return False
    return bool(POWER.search(match["value"])) or number(match["value"]) <= SMALL_P


@lru_cache(maxsize=16384)
def intervals(text: str) -> tuple[Interval, ...]:
    """Every interval of a text, in order."""
    found = []
    for match in INTERVAL.finditer(text):
        kind = "" if match["low"] else "bare_"
        low, high = number(match[f"{kind}low"]), number(match[f"{kind}high"])
        if high < 0 < low and DASH.search(
            text, match.end(f"{kind}low"), match.start(f"{kind}high")
        ):
            high = abs(high)
        found.append(Interval(match.start(), match.end(), min(low, high), max(low, high)))
    return tuple(found)


@lru_cache(maxsize=16384)
def estimates(text: str) -> tuple[Estimate, ...]:
    """Every estimate of a text with its measure, and the interval and p-value that belong to it."""
    matches = list(MEASURE.finditer(text))
    stops = [match.start() for match in matches[1:]] + [len(text)]
    return tuple(
        _estimate(text, match, stop)
        for match, stop in zip(matches, stops, strict=False)
        if not _is_a_rate(text, match)
    )


def _estimate(text: str, match: re.Match[str], stop: int) -> Estimate:
    measure, value = _measure(match), number(match["value"])
    return Estimate(
        match.start(),
        match.end(),
        measure,
        abs(value) if measure in RATIOS else value,
        next((i for i in intervals(text) if match.end() <= i.start < stop), None),
        next((p for p in p_values(text) if match.end() <= p.start < stop), None),
    )


def _measure(match: re.Match[str]) -> str:
    return next(name for name in MEASURES if match[name])


def _is_a_rate(text: str, match: re.Match[str]) -> bool:
    """Whether HR or RR are beats or breaths a minute: a unit follows, or they are too large for a ratio."""
    if _measure(match) not in RATIOS:
        return False
    is_large = match.group().startswith(("HR", "RR")) and number(match["value"]) > LARGEST_BARE
    return is_large or bool(BEATS_OR_BREATHS.match(text, match.end()))
