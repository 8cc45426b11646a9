"""Certainty that Cochrane authors gave to effect estimates, against the suite's thresholds.

A row gives counts, an estimate and its interval, and nothing about how the trials were done. So the
rule below has the suite's domains as far as the columns allow, with its thresholds: it starts high,
as for randomised evidence, and takes for granted that trials have some risk of bias.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from pathlib import Path

from review.accuracy.files import known_label, read_rows
from review.accuracy.task import Example, Source, Task, TaskAnswer
from review.core.errors import InputError
from review.core.models import Record
from review.core.vocabulary import Certainty, Measure
from review.synthesis.basis import HIGH, LEVEL_NAMES, VERY_LOW
from review.synthesis.thresholds import (
    AMPLE_SIZE,
    OPTIMAL_EVENTS,
    OPTIMAL_SIZE,
    RATIOS,
    EffectInterval,
    levels_for_heterogeneity,
    levels_for_precision,
)

FILE = "cochrane_ratings.csv"
COLUMNS = ("review", "certainty", "studies", "participants", "measure", "estimate", "ci_low", "ci_high", "i2")  # fmt: skip
NORMAL_WIDTH = 3.92
"""Width of a 95 % interval in standard errors."""

CLASSES = tuple(LEVEL_NAMES[level].value for level in (4, 3, 2, 1))


@dataclass(frozen=True)
class PooledEffect:
    """What a summary-of-findings row tells: how much evidence, and how precise; I-squared in per cent or None."""

    studies: int
    participants: int
    interval: EffectInterval
    i_squared: float | None = None

    @property
    def has_enough_events(self) -> bool:
        """Whether the interval of a ratio is as narrow as the optimal number of events would make it.

        The logarithm of a ratio has a variance of about 4 over the events, where they are rare and
        the groups equal. A difference has no events, and passes.
        """
        interval = self.interval
        if interval.measure not in RATIOS:
            return True
        if not 0 < interval.low < interval.high:
            return False
        return 4 * (NORMAL_WIDTH / log(interval.high / interval.low)) ** 2 >= OPTIMAL_EVENTS


@dataclass(frozen=True)
class RatedEffect(Example):
    """An effect estimate with the certainty that its authors gave."""

    effect: PooledEffect | None = None


def rate_effect(effect: PooledEffect) -> tuple[Certainty, str]:
    """Certainty by the suite's thresholds from counts and interval alone, and what took it down.

    Risk of bias goes down one level unless several studies have ample participants and events,
    agree, and their interval excludes no effect: the one place where authors do not as a rule.
    """
    imprecision = levels_for_precision(effect.participants, effect.interval)
    inconsistency = levels_for_heterogeneity(effect.i_squared or 0.0)
    sound = (
        effect.participants >= AMPLE_SIZE
        and effect.studies > 1
        and effect.has_enough_events
        and not effect.interval.includes_no_effect
        and not inconsistency
    )
    bias = 0 if sound else -1
    level = max(VERY_LOW, HIGH + bias + imprecision + inconsistency)
    why = f"bias {bias}, imprecision {imprecision}, inconsistency {inconsistency}"
    return LEVEL_NAMES[level], why


def rate_by_halves(effect: PooledEffect) -> tuple[Certainty, str]:
    """The yardstick: high, less one below the optimal size, less one where the interval includes no effect."""
    small, wide = effect.participants < OPTIMAL_SIZE, effect.interval.includes_no_effect
    return LEVEL_NAMES[HIGH - small - wide], f"small {small}, wide {wide}"


def load(data: Path, part: str) -> list[Example]:
    """One example per row of the file.

    Raises:
        InputError: a row is no effect estimate with a certainty.
    """
    rows = read_rows(data / FILE, COLUMNS)
    return [_example(row, number, data / FILE) for number, row in enumerate(rows, 2)]


def _example(row: dict[str, str], line: int, path: Path) -> RatedEffect:
    known = {one.value: one.value for one in LEVEL_NAMES.values()}
    effect = _effect(row, f"{path}, line {line}")
    shown = "no effect included" if effect.interval.includes_no_effect else "no effect excluded"
    return RatedEffect(
        item=str(line),
        document=row["review"],
        gold=known_label(row["certainty"], known, path),
        record=Record(title="", abstract=""),
        text=f"{effect.interval.measure} {shown} digits{len(row['participants'])} studies{row['studies']}",
        effect=effect,
    )


def _effect(row: dict[str, str], where: str) -> PooledEffect:
    try:
        return PooledEffect(
            studies=int(row["studies"]),
            participants=int(row["participants"]),
            interval=EffectInterval(
                Measure(row["measure"]), float(row["ci_low"]), float(row["ci_high"])
            ),
            i_squared=float(row["i2"]) if row["i2"] else None,
        )
    except ValueError as error:
        raise InputError(
            f"{where} is no effect estimate ({error}): give studies, participants, one of "
            f"{', '.join(Measure)}, and the limits of the interval as numbers."
        ) from error


def answered_by(
    rate: Callable[[PooledEffect], tuple[Certainty, str]],
) -> Callable[[Example], TaskAnswer]:
    """A rule for effects as one for examples of this benchmark."""

    def answer(example: Example) -> TaskAnswer:
        if not isinstance(example, RatedEffect) or example.effect is None:
            raise ValueError(f"{example.item} has no effect estimate")
        certainty, why = rate(example.effect)
        return TaskAnswer(certainty.value, why)

    return answer


SOURCE = Source(
    "Effect estimates in published Cochrane reviews with their authors' certainty, `data/reference/cochrane_ratings.csv`",
    "https://www.cochranelibrary.com",
    ("The thresholds are GRADE's and were not fitted, but all rows were looked at.",),
    is_bundled=True,
)


def _task(question: str, rate: Callable[[PooledEffect], tuple[Certainty, str]], scope: str) -> Task:
    return Task(
        name="cochrane-ratings",
        question=question,
        source=SOURCE,
        load=load,
        development={"ratings": FILE},
        held_back=(),
        answer=answered_by(rate),
        classes=CLASSES,
        measures=("weighted kappa", "exact", "within one level"),
        opposites=((Certainty.HIGH.value, Certainty.VERY_LOW.value),),
        scope=scope,
    )


TASKS = (
    _task(
        "certainty",
        rate_effect,
        "The suite's thresholds on participants, studies, interval and I-squared; bias and directness stand in no column.",
    ),
    _task(
        "certainty, by size and interval alone",
        rate_by_halves,
        "A yardstick: high, less one level below 400 participants, less one where the interval includes no effect.",
    ),
)
