"""Every number that moves the certainty, once, with its source; `docs/certainty.md` is made from it.

Where the source is GRADE or the Cochrane Handbook, the number is theirs; where it says convention,
it is a choice of this suite. Ratings that authors of Cochrane reviews published were used to check
them (`review benchmark cochrane-ratings`), never to fit them.
"""

from dataclasses import dataclass

from review.core.vocabulary import Measure

OPTIMAL_SIZE = 400
OPTIMAL_EVENTS = 300
AMPLE_SIZE = 4000
VERY_SMALL = 100
TINY = 50
SUBSTANTIAL_HETEROGENEITY = 50.0
CONSIDERABLE_HETEROGENEITY = 90.0
DISSENT = 0.25
OPPOSED = 1 / 3
INDIRECT_SHARE = 1 / 3
MOST = 0.5
LARGE_EFFECT = 2.0
VERY_LARGE_EFFECT = 5.0
APPRECIABLE_RATIO = 0.25
APPRECIABLE_DIFFERENCE = 0.5
VERY_SERIOUS = -2

RATIOS = frozenset({Measure.RISK_RATIO, Measure.ODDS_RATIO, Measure.HAZARD_RATIO})


@dataclass(frozen=True)
class Threshold:
    """A number, what it decides and where it comes from."""

    name: str
    value: float
    domain: str
    decides: str
    source: str


CONVENTION = "convention of this suite"
GRADE_6 = "GRADE guidelines 6 (Guyatt 2011, J Clin Epidemiol 64:1283-1293)"
GRADE_9 = "GRADE guidelines 9 (Guyatt 2011, J Clin Epidemiol 64:1311-1316)"
HANDBOOK = "Cochrane Handbook v6, section 10.10.2"

THRESHOLDS: tuple[Threshold, ...] = (
    Threshold(
        "OPTIMAL_SIZE",
        OPTIMAL_SIZE,
        "imprecision",
        "fewer participants in all: one level down; a single randomised trial two",
        f"{GRADE_6}, rule of thumb for the optimal information size; used without a pooled estimate as in Murad 2017",
    ),
    Threshold(
        "OPTIMAL_EVENTS",
        OPTIMAL_EVENTS,
        "imprecision",
        "fewer events: not rated high. Abstracts seldom give events, so this is used in the benchmark only",
        f"{GRADE_6}, table of events",
    ),
    Threshold(
        "AMPLE_SIZE",
        AMPLE_SIZE,
        "imprecision",
        "from so many participants on, an interval that includes no effect is no imprecision",
        f"{GRADE_6}: very large samples are exempt, at least 2,000 and perhaps 4,000 people",
    ),
    Threshold(
        "VERY_SMALL",
        VERY_SMALL,
        "imprecision",
        "fewer participants in all: two levels down",
        f"{CONVENTION}, a quarter of the optimal size; authors of Cochrane reviews rate such bodies very low to low (decision 19)",
    ),
    Threshold(
        "APPRECIABLE_RATIO",
        APPRECIABLE_RATIO,
        "imprecision",
        "a small body whose interval of a ratio lies this far from 1 on both sides: two levels down",
        f"{GRADE_6}: 25 % either way as appreciable benefit or harm",
    ),
    Threshold(
        "APPRECIABLE_DIFFERENCE",
        APPRECIABLE_DIFFERENCE,
        "imprecision",
        "the same of a standardised mean difference, from 0",
        f"{GRADE_6}: 0.5 standard deviations",
    ),
    Threshold(
        "VERY_SERIOUS",
        VERY_SERIOUS,
        "imprecision",
        "size and interval together go no further down than this",
        "GRADE: a domain is not serious, serious (-1) or very serious (-2)",
    ),
    Threshold(
        "SUBSTANTIAL_HETEROGENEITY",
        SUBSTANTIAL_HETEROGENEITY,
        "inconsistency",
        "I-squared in per cent, as a synthesis reports it: one level down from here",
        f"{HANDBOOK}: 50 to 90 % may be substantial",
    ),
    Threshold(
        "CONSIDERABLE_HETEROGENEITY",
        CONSIDERABLE_HETEROGENEITY,
        "inconsistency",
        "I-squared above this: two levels down",
        f"{HANDBOOK}: beyond the band of the substantial only the considerable is left",
    ),
    Threshold(
        "DISSENT",
        DISSENT,
        "inconsistency",
        "share of the weight that differs from the largest group: one level down",
        CONVENTION,
    ),
    Threshold(
        "OPPOSED",
        OPPOSED,
        "inconsistency",
        "share of the weight that each of two opposite effects has: two levels down",
        CONVENTION,
    ),
    Threshold(
        "INDIRECT_SHARE",
        INDIRECT_SHARE,
        "indirectness",
        "share of the counted studies that answer a neighbouring question: one level down",
        CONVENTION,
    ),
    Threshold(
        "MOST",
        MOST,
        "risk of bias, indirectness, rating up",
        "share of the weight that must have a limit or a strength for the body to have it",
        f"{CONVENTION}; GRADE guidelines 4 (Guyatt 2011, J Clin Epidemiol 64:407-415) asks what most of the evidence is like",
    ),
    Threshold(
        "TINY",
        TINY,
        "publication bias",
        "all of several studies favourable and each with fewer participants: one level down",
        f"{CONVENTION}, after GRADE guidelines 5 (Guyatt 2011, J Clin Epidemiol 64:1277-1282): small favourable studies only",
    ),
    Threshold(
        "LARGE_EFFECT",
        LARGE_EFFECT,
        "large effect",
        "ratio, or one divided by it, with an interval that excludes 1: one level up",
        GRADE_9,
    ),
    Threshold(
        "VERY_LARGE_EFFECT",
        VERY_LARGE_EFFECT,
        "large effect",
        "the same: two levels up",
        GRADE_9,
    ),
)


@dataclass(frozen=True)
class EffectInterval:
    """A 95 % interval of an effect, as reported."""

    measure: Measure
    low: float
    high: float

    @property
    def includes_no_effect(self) -> bool:
        """Whether it includes 1 of a ratio, or 0 of a difference."""
        return self.low <= (1.0 if self.measure in RATIOS else 0.0) <= self.high

    @property
    def includes_benefit_and_harm(self) -> bool:
        """Whether it reaches an appreciable effect both ways; not told of other differences, whose units vary."""
        if self.measure in RATIOS:
            return self.low < 1 - APPRECIABLE_RATIO and self.high > 1 + APPRECIABLE_RATIO
        standardised = self.measure is Measure.STANDARDISED_MEAN_DIFFERENCE
        return (
            standardised and self.low < -APPRECIABLE_DIFFERENCE < APPRECIABLE_DIFFERENCE < self.high
        )


def levels_for_size(participants: int, *, single_trial: bool = False) -> int:
    """Levels down for the number of participants alone, 0 to -2."""
    if participants < VERY_SMALL or (single_trial and participants < OPTIMAL_SIZE):
        return VERY_SERIOUS
    return -1 if participants < OPTIMAL_SIZE else 0


def levels_for_precision(
    participants: int, interval: EffectInterval | None, *, single_trial: bool = False
) -> int:
    """Levels down for size and interval together, 0 to -2.

    A small body whose interval includes no effect goes down once for both, and twice only where the
    interval leaves appreciable benefit and appreciable harm open.
    """
    size = levels_for_size(participants, single_trial=single_trial)
    if interval is None or not interval.includes_no_effect or participants >= AMPLE_SIZE:
        return size
    return VERY_SERIOUS if size and interval.includes_benefit_and_harm else size or -1


def levels_for_heterogeneity(i_squared: float) -> int:
    """Levels down for I-squared in per cent, 0 to -2."""
    if i_squared > CONSIDERABLE_HETEROGENEITY:
        return VERY_SERIOUS
    return -1 if i_squared >= SUBSTANTIAL_HETEROGENEITY else 0


def threshold_table() -> str:
    """The thresholds as a Markdown table."""
    rows = [
        f"| `{one.name}` | {one.value:.3g} | {one.domain} | {one.decides} | {one.source} |"
        if one.value < AMPLE_SIZE
        else f"| `{one.name}` | {one.value:g} | {one.domain} | {one.decides} | {one.source} |"
        for one in THRESHOLDS
    ]
    return "\n".join(["| name | value | domain | decides | source |", "|---" * 5 + "|", *rows])
