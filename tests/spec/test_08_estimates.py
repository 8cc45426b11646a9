"""Which figures are an effect, and which only look like one.

Rules of estimates: which figures a text reports, and which only look like an effect or a small p.
"""

import pytest

from review.relations.estimates import estimates, intervals, p_values

P_VALUES = {
    "P = 0.10": False,
    "P = 0.104": False,
    "P = 0.110": False,
    "P = 0.210": False,
    "P = .310": False,
    "P < 0.10": False,
    "P ≤ 0.1": False,
    "P < 0.05": True,
    "P ≤ 0.05": True,
    "P = 0.010": True,
    "P = 3 x 10": True,
    "P = 1.0": False,
}


@pytest.mark.parametrize(("text", "small"), P_VALUES.items(), ids=P_VALUES)
def test_a_ten_in_a_p_value_is_no_exponent(text: str, small: bool) -> None:
    assert [p.is_small for p in p_values(text)] == [small]


def test_a_p_value_with_a_decimal_comma_is_not_read_as_nought() -> None:
    assert p_values("P = 0,30") == ()


INTERVALS = {
    "the higher bound first": ("95% CI 8 to -2", (-2, 8)),
    "the higher bound first, comma": ("95% CI 8, -2", (-2, 8)),
    "both below nought": ("95% CI -5 to -8", (-8, -5)),
    "two dashes": ("95% CI 0.3--0.8", (0.3, 0.8)),
    "a dash and a minus": ("95% CI -2.0 - -0.4", (-2.0, -0.4)),
    "thousands": ("95% CI 1,200 to 12,900", (1200, 12900)),
    "a comma between decimals": ("95% CI 0.5,0.9", (0.5, 0.9)),
}


@pytest.mark.parametrize(("text", "bounds"), INTERVALS.values(), ids=INTERVALS)
def test_intervals(text: str, bounds: tuple[float, float]) -> None:
    assert [(found.low, found.high) for found in intervals(text)] == [bounds]


@pytest.mark.parametrize("text", ["95% CI 1,1-2,0", "95% CI 1.1-2,0", "95% CI 0,300 to 0,900"])
def test_decimal_commas_make_no_interval(text: str) -> None:
    assert intervals(text) == ()


READ = {
    "thousands": ("mean difference 1,250 (95% CI 900 to 1,600)", ("MD", 1250, 900, 1600)),
    "a decimal point": ("RR 0.5 (95% CI 0.3-0.8)", ("RR", 0.5, 0.3, 0.8)),
    "a difference with its unit": (
        "MD 3 mm Hg (95% CI 5 to -1)",
        ("MD", 3, -1, 5),
    ),
    "a large ratio in words": ("hazard ratio 25.0 (95% CI 3-90)", ("HR", 25, 3, 90)),
    "a large adjusted ratio": ("aHR 25.0 (95% CI 3-90)", ("HR", 25, 3, 90)),
    "a small plain ratio": ("HR 1.9 (95% CI 1.2-3.1)", ("HR", 1.9, 1.2, 3.1)),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_effects_that_are_read(text: str, expected: tuple[object, ...]) -> None:
    (found,) = estimates(text)
    assert found.interval is not None
    assert (found.measure, found.value, found.interval.low, found.interval.high) == expected


NOT_READ = {
    "decimal comma": "OR 1,5 (95% CI 1,1-2,0)",
    "heart rate": "HR 80 bpm (95% CI 70-90)",
    "heart rate without unit": "HR 80 (95% CI 70-90)",
    "slow heart rate with unit": "HR 18 beats/min (95% CI 15-20)",
    "breathing": "RR 20 breaths/min (95% CI 18-22)",
    "breathing, the unit short": "RR was 16/min (95% CI 14-18)",
}


@pytest.mark.parametrize("text", NOT_READ.values(), ids=NOT_READ)
def test_figures_that_are_no_effect(text: str) -> None:
    assert estimates(text) == ()
