"""The grammar is sound, always; and a reader passes it, where that is asked for.

    REVIEW_GRAMMAR=1 python -m pytest tests/reading/grammar

holds `review.appraise` to the aims. Without the variable only the grammar itself is tested.
"""

import os
from collections import Counter

import pytest
from grammar import (
    DECREASED,
    DIRECTION,
    EQUIVALENT,
    INCREASED,
    NO_DIFFERENCE,
    NOT_TOLD,
    NOTHING,
    REFUTES,
    SUPPORTS,
    TRANSFORMATIONS,
    Template,
    fillings,
    fits,
    is_sealed,
    sentences,
    stem,
    templates,
    transformed,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties import PROPERTIES, Property
from scorer import appraised, cases, outcome, score

ALL = (*templates(), *templates(sealed=True))
FILLINGS = (*fillings(), *fillings(sealed=True))
STANCES = {SUPPORTS, REFUTES, NOTHING}
RIGHT, WRONG = 0.97, 0.01

aims = pytest.mark.skipif(
    not os.environ.get("REVIEW_GRAMMAR"),
    reason="the aims are not reached yet; REVIEW_GRAMMAR=1 holds the reader to them",
)


def test_there_are_enough_templates_and_every_one_has_a_twin() -> None:
    by_id = {one.template_id: one for one in ALL}
    assert len(by_id) == len(ALL) >= 600
    for one in ALL:
        other = by_id[one.twin_id]
        assert other.twin_id == one.template_id != one.twin_id
        assert (other.family, other.claim, other.needs) == (one.family, one.claim, one.needs)
        assert other.stances != one.stances, one.template_id


def test_what_is_sealed_lies_apart() -> None:
    for one in ALL:
        assert one.sealed is is_sealed(stem(one.template_id)) is (one in templates(sealed=True))
    for filling in FILLINGS:
        assert filling.sealed is is_sealed(filling.key) is (filling in fillings(sealed=True))
    assert 0.25 < len(templates(sealed=True)) / len(ALL) < 0.4
    assert 0.25 < len(fillings(sealed=True)) / len(FILLINGS) < 0.4


def test_every_family_has_enough_to_put_in() -> None:
    families = Counter(family for filling in FILLINGS for family in filling.families)
    assert set(families) == {one.family for one in ALL}
    assert min(families.values()) >= 30
    for one in ALL:
        assert sum(fits(one, filling) for filling in fillings()) >= 3, one.template_id


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.template_id)
def test_the_stance_follows_from_the_finding(one: Template) -> None:
    assert set(one.stances) <= STANCES
    assert one.finding in {INCREASED, DECREASED, NO_DIFFERENCE, EQUIVALENT, NOT_TOLD}
    best, direction = one.stances[0], DIRECTION.get(one.family)
    if one.finding == NOT_TOLD:
        assert NOTHING in one.stances
    elif direction is None:
        assert best != NOTHING or one.finding == NO_DIFFERENCE
    elif one.finding in (INCREASED, DECREASED):
        assert best == (SUPPORTS if one.finding == direction else REFUTES)
    else:
        assert best in (REFUTES, NOTHING)


def test_the_same_seed_gives_the_same_sentences() -> None:
    def texts(seed: int) -> list[str]:
        return [one.text for one in cases(seed, 1, changed=True)]

    assert texts(3) == texts(3) != texts(4)


@pytest.mark.parametrize("sealed", [False, True])
def test_sealed_and_open_never_meet(sealed: bool) -> None:
    for one in sentences(1, 2, sealed=sealed):
        assert (one.template.sealed or one.filling.sealed) is sealed


def test_no_slot_is_left_and_no_text_given_twice() -> None:
    for one in cases(2, 1, changed=True):
        texts = [one.text, one.claim, one.record.abstract if one.record else ""]
        assert not any(mark in text for text in texts for mark in "{}"), texts
        assert one.text[0] != " " and "  " not in one.text and one.text.endswith(".")


def test_every_transformation_is_used_often() -> None:
    used = Counter(
        changed.transformation for one in sentences(1, 1) for changed in transformed(one)
    )
    assert len(used) == len(TRANSFORMATIONS)
    assert min(used.values()) >= 20, used


@pytest.mark.parametrize(
    ("stance", "right", "found"),
    [
        (SUPPORTS, (SUPPORTS,), "right"),
        (REFUTES, (SUPPORTS, NOTHING), "wrong side"),
        (NOTHING, (SUPPORTS, NOTHING), "right"),
        ("mixed", (SUPPORTS,), "silent"),
        (SUPPORTS, (NOTHING,), "unfounded"),
        ("not applicable", (NOTHING,), "right"),
    ],
)
def test_outcomes(stance: str, right: tuple[str, ...], found: str) -> None:
    assert outcome(stance, right) == found


def test_an_oracle_keeps_every_property_and_is_always_right() -> None:
    key = {}
    for one in cases(1, 1, changed=True):
        key[one.claim, one.reading] = one.stances[0]
    assert score(lambda claim, text: key[claim, text], cases(1, 1, changed=True)).missed == []


@aims
@pytest.mark.slow
@pytest.mark.parametrize("changed", [False, True], ids=["as written", "transformed"])
def test_the_reader_reaches_the_aims(changed: bool) -> None:
    kept = score(appraised, cases(1, 1 if changed else 3, changed=changed))
    total = sum(kept.total.values())
    assert kept.total["right"] / total >= RIGHT, "\n".join(kept.lines())
    assert (kept.total["wrong side"] + kept.total["unfounded"]) / total <= WRONG, "\n".join(
        kept.lines()
    )


@aims
@pytest.mark.slow
@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda one: one.__name__)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_properties_hold(holds: Property, data: st.DataObject) -> None:
    seed = data.draw(st.integers(0, 10_000))
    pool = list(sentences(seed, 1))
    one = pool[data.draw(st.integers(0, len(pool) - 1))]
    assert holds(appraised, one) is None
