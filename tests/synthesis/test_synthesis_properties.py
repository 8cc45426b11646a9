"""What must hold for every body of evidence, however it is made up."""

from dataclasses import replace
from random import Random

import pytest
from bodies_of_evidence import Line, appraisals, claim, judged, records
from hypothesis import example, given, settings
from hypothesis import strategies as st

from review.core.models import Judgement
from review.core.vocabulary import (
    Certainty,
    Design,
    Direction,
    Kind,
    Measure,
    NoticeState,
    Stance,
    Verdict,
)
from review.synthesis.verdict import judge

HEIGHTS = [
    Certainty.NOT_RATED,
    Certainty.VERY_LOW,
    Certainty.LOW,
    Certainty.MODERATE,
    Certainty.HIGH,
]
MECHANISM_HEIGHTS = [Certainty.SPECULATIVE, Certainty.PROBABLE, Certainty.ESTABLISHED]
SHOWN = ("for", "against", "null", "equal", "mixed", "silent")
NAMES = [design.value for design in Design if design is not Design.RANDOMISED_TRIAL]
steady = settings(deadline=None, derandomize=True)
"""The same examples on every run, however busy the machine."""

INVERSE = {Stance.SUPPORTS: Stance.REFUTES, Stance.REFUTES: Stance.SUPPORTS}

lines_of = st.builds(
    Line,
    shows=st.sampled_from(SHOWN),
    design=st.sampled_from(["blinded trial", "open trial", "synthesis of trials", *NAMES]),
    n=st.one_of(st.none(), st.integers(1, 2000)),
    year=st.one_of(st.none(), st.integers(1980, 2024)),
    indirect=st.sampled_from(["", "", "another drug"]),
    condition=st.sampled_from(["", "", "men"]),
    studies=st.one_of(st.none(), st.integers(1, 30)),
    study=st.sampled_from(["", "", "A", "B"]),
)
bodies = st.lists(lines_of, max_size=8)
kinds = st.sampled_from([kind for kind in Kind if kind is not Kind.GUIDANCE])
claims = st.builds(lambda kind: claim("The drug can reduce withdrawal", kind), kinds)


def height(judgement: Judgement) -> int:
    scale = MECHANISM_HEIGHTS if judgement.certainty in MECHANISM_HEIGHTS else HEIGHTS
    return scale.index(judgement.certainty)


@steady
@given(claims, bodies, st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(asked, lines, random: Random) -> None:
    ordered = appraisals(lines)
    shuffled = random.sample(ordered, len(ordered))
    parts = {"records": records(lines), "n_found": 9, "search_failed": False}
    assert judge(asked, ordered, **parts) == judge(asked, shuffled, **parts)


@steady
@given(claims, bodies)
def test_the_four_counts_add_up_and_every_record_is_accounted_for(asked, lines) -> None:
    judgement = judged(asked, lines)
    stances = (judgement.supports, judgement.refutes, judgement.mixed, judgement.no_information)
    assert sum(stances) == judgement.n_studies
    shown = [pmid for pmid, _ in judgement.not_counted]
    assert len(shown) == len(set(shown))
    assert judgement.counted.isdisjoint(shown)
    assert judgement.counted | set(shown) == {item.pmid for item in judgement.appraisals}


@steady
@given(claims, bodies, st.sampled_from(["", "A"]), st.integers(1, 5000))
def test_a_silent_record_never_raises_certainty_nor_moves_a_count(asked, lines, study, n) -> None:
    before = judged(asked, lines)
    after = judged(asked, [*lines, Line("silent", n=n, study=study, year=1990)])
    if before.state == after.state:
        assert height(after) <= height(before)
    assert (after.supports, after.refutes, after.mixed) == (
        before.supports,
        before.refutes,
        before.mixed,
    )


@steady
@given(claims, bodies.filter(bool), st.data())
def test_a_second_report_of_a_study_changes_nothing(asked, lines, data) -> None:
    named = [replace(line, study=line.study or f"S{place}") for place, line in enumerate(lines)]
    copied = data.draw(st.sampled_from(named))
    before, after = judged(asked, named), judged(asked, [*named, copied])
    assert (after.supports, after.refutes, after.mixed) == (
        before.supports,
        before.refutes,
        before.mixed,
    )
    assert (after.n_studies, after.n_participants) == (before.n_studies, before.n_participants)
    assert height(after) <= height(before)
    assert after.verdict is before.verdict


with_direction = st.lists(
    lines_of.filter(lambda line: line.shows in ("for", "against", "mixed", "silent")), max_size=8
)


@steady
@given(with_direction)
def test_turning_claim_and_stances_round_turns_supported_into_contradicted(lines) -> None:
    falls, rises = claim(), claim(direction=Direction.INCREASES)
    turned = [
        replace(item, stance=INVERSE.get(item.stance, item.stance)) for item in appraisals(lines)
    ]
    before = judged(falls, lines)
    after = judge(rises, turned, records=records(lines), n_found=50, search_failed=False)
    assert (after.supports, after.refutes) == (before.refutes, before.supports)
    if before.verdict is Verdict.SUPPORTED:
        assert after.verdict is Verdict.CONTRADICTED


@steady
@given(st.builds(lambda kind: claim(kind=kind), st.sampled_from(Kind)), bodies, st.integers(0, 99))
def test_a_failed_search_has_no_other_verdict(asked, lines, found) -> None:
    judgement = judged(asked, lines, found=found, failed=True)
    assert judgement.verdict is Verdict.SEARCH_FAILED
    assert judgement.certainty is Certainty.NOT_RATED


@steady
@given(st.sampled_from(["for", "against", "null"]), st.integers(1, 399))
def test_a_single_small_study_is_never_above_low(shows, n) -> None:
    assert judged(claim(), [Line(shows, n=n)]).certainty in (Certainty.LOW, Certainty.VERY_LOW)


@steady
@given(claims, bodies.filter(bool))
def test_every_judgement_gives_its_reason_and_a_sentence(asked, lines) -> None:
    judgement = judged(asked, lines)
    assert judgement.reason.endswith(".")
    assert judgement.statement[0].isupper()
    assert judgement.statement.endswith((".", ")"))


RETRACTED = {"notice_state": NoticeState.RETRACTED}
either_way = st.builds(
    lambda kind, way: claim("The drug can change withdrawal", kind, direction=way),
    kinds,
    st.sampled_from([Direction.INCREASES, Direction.DECREASES]),
)


@steady
@given(either_way, bodies, st.sampled_from(SHOWN), st.integers(1, 5000), st.sampled_from(NAMES))
@example(
    claim("The drug can increase withdrawal", Kind.HARM, direction=Direction.INCREASES),
    [Line("null", n=500)],
    "for",
    100,
    "case report",
)
def test_a_retracted_record_changes_nothing_that_is_counted(asked, lines, shows, n, design) -> None:
    named = [replace(line, study=line.study or f"S{place}") for place, line in enumerate(lines)]
    retracted = Line(shows, design, n=n, extra=RETRACTED)
    before, after = judged(asked, named), judged(asked, [*named, retracted])
    if before.state == after.state:
        assert (after.verdict, after.certainty) == (before.verdict, before.certainty)
    assert height(after) <= height(before) or before.state != after.state
    assert after.counted == before.counted
    assert after.n_participants == before.n_participants
    assert (after.proportion, after.sign_test_p) == (before.proportion, before.sign_test_p)


@steady
@given(claims, bodies, st.integers(1, 5000), st.integers(1980, 2024))
def test_a_supporting_direct_trial_never_lowers_the_proportion_in_favour(
    asked, lines, n, year
) -> None:
    before = judged(asked, lines)
    after = judged(asked, [*lines, Line("for", n=n, year=year)])
    assert after.supports == before.supports + 1
    if before.proportion is not None:
        assert after.proportion is not None
        assert after.proportion >= before.proportion


@steady
@given(with_direction)
def test_turning_claim_and_stances_round_turns_the_proportion_round(lines) -> None:
    falls, rises = claim(), claim(direction=Direction.INCREASES)
    turned = [
        replace(item, stance=INVERSE.get(item.stance, item.stance)) for item in appraisals(lines)
    ]
    before = judged(falls, lines)
    after = judge(rises, turned, records=records(lines), n_found=50, search_failed=False)
    assert after.sign_test_p == before.sign_test_p
    if before.proportion is not None:
        assert after.proportion == pytest.approx(1 - before.proportion)


effects = st.tuples(st.floats(0.1, 5.0), st.floats(1.05, 4.0))


@steady
@given(st.lists(effects, max_size=6), st.randoms(use_true_random=False))
def test_a_pooled_effect_lies_among_its_studies_whatever_their_order(ratios, random) -> None:
    lines = [Line("mixed") for _ in ratios]
    items = [
        replace(
            item,
            effect_measure=Measure.RISK_RATIO,
            effect=ratio,
            effect_low=ratio / spread,
            effect_high=ratio * spread,
        )
        for item, (ratio, spread) in zip(appraisals(lines), ratios, strict=True)
    ]
    parts = {"records": records(lines), "n_found": 9, "search_failed": False}
    pooled = judge(claim(), items, **parts).pooled
    assert judge(claim(), random.sample(items, len(items)), **parts).pooled == pooled
    if len(ratios) < 3:
        assert pooled is None or (pooled.refused_because and pooled.estimate is None)
        return
    values = [ratio for ratio, _ in ratios]
    assert min(values) * 0.999 <= pooled.estimate <= max(values) * 1.001
    assert pooled.prediction_low <= pooled.low <= pooled.estimate <= pooled.high
    assert pooled.high <= pooled.prediction_high
    assert pooled.tau2 >= 0
    assert 0 <= pooled.i2 <= 100


@steady
@given(either_way, bodies)
def test_without_its_silent_records_a_body_is_judged_the_same(asked, lines) -> None:
    every = appraisals(lines)
    telling = [item for item in every if item.stance is not Stance.NO_INFORMATION]
    if telling:
        parts = {"records": records(lines), "n_found": 9, "search_failed": False}
        before, after = judge(asked, every, **parts), judge(asked, telling, **parts)
        assert (after.verdict, after.certainty) == (before.verdict, before.certainty)
        assert (after.domains, after.pooled) == (before.domains, before.pooled)


@steady
@given(bodies)
def test_every_step_that_moves_a_rating_says_why_and_names_counted_records(lines) -> None:
    judgement = judged(claim("The drug can reduce withdrawal"), lines)
    steps = [step for step in judgement.domains if step.levels and judgement.counted]
    assert all(step.reason.endswith(".") for step in steps)
    caused = [step for step in steps if "not rated high" not in step.reason]
    assert all(step.pmids and set(step.pmids) <= judgement.counted for step in caused)
    assert all(step.levels >= -2 for step in steps)
