"""Direction of effect, significant or not: what a finding of no clear difference adds to the count."""

from dataclasses import replace

import pytest
from bodies_of_evidence import Line, appraisals, claim, records

from review.core.models import Claim, Judgement
from review.core.vocabulary import Direction, Measure
from review.synthesis.verdict import judge

RR, SMD = Measure.RISK_RATIO, Measure.STANDARDISED_MEAN_DIFFERENCE


def judged_with(asked: Claim, shows: str, measure: Measure, value: float) -> Judgement:
    """A supporting trial beside one with this finding and this effect."""
    lines = [Line("for"), Line(shows)]
    first, second = appraisals(lines)
    second = replace(second, effect_measure=measure, effect=value)
    return judge(asked, [first, second], records=records(lines), n_found=2, search_failed=False)


FALLS = claim()
RISES = claim(direction=Direction.INCREASES)
EASES = claim(direction=Direction.IMPROVES)
EQUALS = claim(direction=Direction.NO_DIFFERENCE)

CASES = {
    "a ratio below 1 goes the way of a fall": (FALLS, "null", RR, 0.8, 1.0),
    "a ratio above 1 goes against it": (FALLS, "null", RR, 1.2, 0.5),
    "a ratio of 1 has no direction": (FALLS, "null", RR, 1.0, 1.0),
    "a difference below 0 goes the way of a fall": (FALLS, "null", SMD, -0.1, 1.0),
    "a difference above 0 goes against it": (FALLS, "null", SMD, 0.1, 0.5),
    "a ratio below 1 goes against a rise": (RISES, "null", RR, 0.8, 0.5),
    "less of a harm is better": (EASES, "null", RR, 0.8, 1.0),
    "more of a harm is worse": (EASES, "null", RR, 1.2, 0.5),
    "a mixed finding has no direction": (FALLS, "mixed", RR, 1.2, 1.0),
    "a claim of no difference has no way to go": (EQUALS, "null", RR, 1.2, None),
}


@pytest.mark.parametrize(("asked", "shows", "measure", "value", "share"), CASES.values(), ids=CASES)
def test_the_direction_of_an_unclear_effect_is_counted(asked, shows, measure, value, share) -> None:
    assert judged_with(asked, shows, measure, value).proportion == share


def test_only_the_count_changes() -> None:
    plain = judge(
        FALLS,
        appraisals([Line("for"), Line("null")]),
        records=records([Line("for"), Line("null")]),
        n_found=2,
        search_failed=False,
    )
    leaning = judged_with(FALLS, "null", RR, 1.2)
    assert (leaning.verdict, leaning.certainty) == (plain.verdict, plain.certainty)
    assert (plain.proportion, leaning.proportion) == (1.0, 0.5)
    assert (leaning.supports, leaning.refutes) == (plain.supports, plain.refutes)
