"""What must hold from records to verdict: screening, reading and judging taken together, advice included."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import review
from review.core.models import Claim, Judgement, Record
from review.core.vocabulary import Certainty, NoticeState, Verdict

steady = settings(deadline=None, derandomize=True, max_examples=60)
"""The same examples on every run, however busy the machine."""

GUIDE, CASE, TRIAL, COHORT = (
    "Practice Guideline",
    "Case Reports",
    "Randomized Controlled Trial",
    "Observational Study",
)
ON_STOPPING = {
    "guideline": (GUIDE, "Zorvanib should be tapered over four weeks and not be stopped abruptly."),
    "case": (CASE, "Seizures developed two days after abrupt discontinuation of zorvanib."),
    "cohort": (
        COHORT,
        "METHODS: 300 patients whose zorvanib was stopped were compared with 300 others. RESULTS: Seizures occurred in "
        "6% after abrupt discontinuation of zorvanib and in 1% of the others. CONCLUSIONS: Abrupt discontinuation of "
        "zorvanib was associated with seizures.",
    ),
    "no harm": (
        TRIAL,
        "METHODS: 640 patients were randomly assigned to abrupt discontinuation of zorvanib or to a taper. RESULTS: No "
        "seizures and no rebound occurred after abrupt discontinuation of zorvanib. CONCLUSIONS: Tapering of zorvanib is not necessary.",
    ),
    "another harm": (
        TRIAL,
        "RESULTS: Dry mouth was more frequent with zorvanib than with placebo (P=0.01).",
    ),
}
ON_PAIN = {
    "for": (
        TRIAL,
        "METHODS: 200 adults were randomly assigned to zorvanib or placebo. RESULTS: Pain was significantly lower with "
        "zorvanib than with placebo (P=0.01). CONCLUSIONS: Zorvanib reduced pain.",
    ),
    "against": (
        TRIAL,
        "METHODS: 150 adults were randomly assigned to zorvanib or placebo. RESULTS: Pain was significantly higher with "
        "zorvanib than with placebo (P=0.01). CONCLUSIONS: Zorvanib increased pain.",
    ),
    "null": (
        TRIAL,
        "METHODS: 450 adults were randomly assigned to zorvanib or placebo. RESULTS: There was no difference in pain "
        "between zorvanib and placebo (P=0.80). CONCLUSIONS: Zorvanib did not reduce pain.",
    ),
    "silent": (TRIAL, "RESULTS: Urate fell with zorvanib."),
}


def advice(statement: str) -> Claim:
    return review.claim(statement, kind="guidance", intervention="zorvanib", population="")


TAPER = advice("Zorvanib should be tapered rather than stopped abruptly")
NEEDLESS = advice("Zorvanib does not need to be tapered")
RELIEF = review.claim("Zorvanib reduces pain")
WORSE = review.claim("Zorvanib increases pain")

bodies = st.one_of(
    st.tuples(st.just(TAPER), st.lists(st.sampled_from(list(ON_STOPPING.values())), max_size=6)),
    st.tuples(st.just(NEEDLESS), st.lists(st.sampled_from(list(ON_STOPPING.values())), max_size=6)),
    st.tuples(st.just(RELIEF), st.lists(st.sampled_from(list(ON_PAIN.values())), max_size=6)),
)
on_stopping = st.lists(st.sampled_from(list(ON_STOPPING.values())), max_size=6)
IRRELEVANT = review.record(
    title="Roses in winter", abstract="RESULTS: Roses should be pruned.", pmid=90000500, year=2010
)


def made(texts) -> list[Record]:
    """One study a text: each has a registration of its own."""
    return [
        replace(
            review.record(
                title=f"Zorvanib, report {place}",
                abstract=text,
                publication_types=[kind],
                pmid=90000001 + place,
                year=2010,
            ),
            registrations=(f"NCT{place:08}",),
        )
        for place, (kind, text) in enumerate(texts, start=1)
    ]


def told(judgement: Judgement) -> tuple[object, ...]:
    """All that a record beside the question must leave alone."""
    return (
        judgement.verdict,
        judgement.certainty,
        judgement.domains if judgement.counted else (),
        judgement.counted,
        judgement.n_studies,
        judgement.n_participants,
        judgement.supports,
        judgement.refutes,
        judgement.mixed,
        judgement.no_information,
        judgement.proportion,
    )


@steady
@given(bodies, st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(body, random) -> None:
    claim, records = body[0], made(body[1])
    assert review.judge(claim, records) == review.judge(claim, random.sample(records, len(records)))


@steady
@given(bodies)
def test_the_counts_add_up(body) -> None:
    judgement = review.judge(body[0], made(body[1]))
    stances = (judgement.supports, judgement.refutes, judgement.mixed, judgement.no_information)
    assert sum(stances) == judgement.n_studies <= len(body[1])
    shown = {pmid for pmid, _ in judgement.not_counted}
    assert judgement.counted | shown == {one.pmid for one in judgement.appraisals}
    assert not judgement.counted & shown


@steady
@given(bodies)
def test_a_record_on_something_else_changes_nothing(body) -> None:
    records = made(body[1])
    assert told(review.judge(body[0], [*records, IRRELEVANT])) == told(
        review.judge(body[0], records)
    )


@steady
@given(bodies, st.sampled_from([*ON_STOPPING.values(), *ON_PAIN.values()]))
def test_a_retracted_record_changes_nothing(body, added) -> None:
    *records, last = made([*body[1], added])
    retracted = replace(last, notice_state=NoticeState.RETRACTED)
    assert told(review.judge(body[0], [*records, retracted])) == told(
        review.judge(body[0], records)
    )


@steady
@given(bodies.filter(lambda body: bool(body[1])), st.data())
def test_a_second_report_of_a_study_changes_nothing(body, data) -> None:
    records = made(body[1])
    again = replace(data.draw(st.sampled_from(records)), pmid="90000900")
    before, after = (review.judge(body[0], found) for found in (records, [*records, again]))
    assert (after.verdict, after.certainty) == (before.verdict, before.certainty)
    assert (after.n_studies, after.n_participants) == (before.n_studies, before.n_participants)
    assert (after.supports, after.refutes) == (before.supports, before.refutes)


FOR = {TAPER: "guideline", NEEDLESS: "no harm", RELIEF: "for"}


@steady
@given(bodies)
def test_a_supporting_record_never_lowers_the_proportion_in_favour(body) -> None:
    claim, texts = body
    added = {**ON_STOPPING, **ON_PAIN}[FOR[claim]]
    before, after = (review.judge(claim, made(some)) for some in (texts, [*texts, added]))
    assert after.supports == before.supports + 1
    if before.proportion is not None:
        assert after.proportion is not None
        assert after.proportion >= before.proportion


INVERSE = {
    Verdict.SUPPORTED: Verdict.CONTRADICTED,
    Verdict.CONTRADICTED: Verdict.SUPPORTED,
    Verdict.PARTLY_SUPPORTED: Verdict.INSUFFICIENT,
}


@steady
@given(on_stopping)
def test_calling_a_precaution_needless_turns_the_verdict_round(texts) -> None:
    asked, denied = (review.judge(claim, made(texts)) for claim in (TAPER, NEEDLESS))
    assert denied.verdict is INVERSE.get(asked.verdict, asked.verdict)
    assert (denied.supports, denied.refutes) == (asked.refutes, asked.supports)
    assert denied.counted == asked.counted
    assert {asked.certainty, denied.certainty} == {Certainty.NOT_RATED}


@steady
@given(st.lists(st.sampled_from([ON_PAIN["for"], ON_PAIN["against"]]), max_size=6))
def test_turning_an_effect_round_turns_the_verdict_round(texts) -> None:
    less, more = (review.judge(claim, made(texts)) for claim in (RELIEF, WORSE))
    assert (less.supports, less.refutes) == (more.refutes, more.supports)
    assert (less.verdict is Verdict.CONTRADICTED) >= (more.verdict is Verdict.SUPPORTED)
    assert (more.verdict is Verdict.CONTRADICTED) >= (less.verdict is Verdict.SUPPORTED)
    if less.proportion is not None:
        assert more.proportion == pytest.approx(1 - less.proportion)


@steady
@given(on_stopping)
def test_silence_and_other_harms_never_bear_on_advice(texts) -> None:
    more = [*texts, ON_STOPPING["another harm"]]
    before, after = (review.judge(TAPER, made(some)) for some in (texts, more))
    assert after.verdict is before.verdict
    assert after.no_information == before.no_information + 1


def test_every_text_is_read_as_it_is_meant() -> None:
    """Without this the properties could hold because nothing is read."""
    for claim, texts, wanted in (
        (TAPER, ON_STOPPING, {"guideline": 1, "case": 1, "cohort": 1, "no harm": -1}),
        (RELIEF, ON_PAIN, {"for": 1, "against": -1, "null": -1}),
    ):
        for name, text in texts.items():
            judgement = review.judge(claim, made([text]))
            assert judgement.supports - judgement.refutes == wanted.get(name, 0), name
