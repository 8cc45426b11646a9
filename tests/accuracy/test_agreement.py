"""Measures of agreement, against values worked out by hand."""

import pytest

from review.accuracy.agreement import cohen_kappa, gwet_ac1, raw_agreement, weighted_kappa

# 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: the textbook two-by-two table
TWO_BY_TWO = (
    [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
)


def test_the_textbook_table() -> None:
    assert raw_agreement(TWO_BY_TWO) == pytest.approx(0.7)
    assert cohen_kappa(TWO_BY_TWO) == pytest.approx(0.4)
    assert gwet_ac1(TWO_BY_TWO, ["yes", "no"]) == pytest.approx((0.7 - 0.495) / 0.505)


def test_quadratic_weights_by_hand() -> None:
    pairs = [("low", "low"), ("middle", "middle"), ("high", "high"), ("low", "high")]
    rank = {"low": 0, "middle": 1, "high": 2}
    assert weighted_kappa(pairs, rank) == pytest.approx(1 - 1 / 1.625)


def test_categories_that_share_a_rank_do_not_disagree() -> None:
    pairs = [("a", "b"), ("c", "c")]
    assert weighted_kappa(pairs, {"a": 0, "b": 0, "c": 1}) == pytest.approx(1)


def test_high_agreement_on_a_common_category_has_a_low_kappa_and_a_high_ac1() -> None:
    pairs = [("yes", "yes")] * 90 + [("yes", "no")] * 5 + [("no", "yes")] * 5
    assert raw_agreement(pairs) == pytest.approx(0.9)
    assert cohen_kappa(pairs) < 0
    assert gwet_ac1(pairs, ["yes", "no"]) > 0.85


def test_the_raters_may_be_swapped() -> None:
    swapped = [(b, a) for a, b in TWO_BY_TWO]
    assert cohen_kappa(swapped) == pytest.approx(cohen_kappa(TWO_BY_TWO))


def test_nothing_to_compare_has_no_agreement() -> None:
    assert raw_agreement([]) is None
    assert cohen_kappa([]) is None
    assert gwet_ac1([], ["yes", "no"]) is None


def test_raters_who_only_ever_say_one_thing_have_no_kappa() -> None:
    assert cohen_kappa([("yes", "yes")] * 3) is None
