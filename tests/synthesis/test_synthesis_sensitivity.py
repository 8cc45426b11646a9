"""The verdict again without part of the records, and where it flips."""

from dataclasses import replace

import pytest
from bodies_of_evidence import Line, appraisals, claim, records

from review.core.models import Claim
from review.core.vocabulary import ComparatorKind, Kind, LeftOut, NoticeState, Verdict
from review.synthesis.judgement_tables import sensitivity_frame
from review.synthesis.sensitivity import Variant, has_high_risk_signals, sensitivity
from review.synthesis.verdict import judge

CONCERN = {"notice_state": NoticeState.EXPRESSION_OF_CONCERN}


def variants(lines: list[Line], asked: Claim | None = None) -> list[Variant]:
    asked = asked or claim()
    known = records(lines)
    whole = judge(asked, appraisals(lines), records=known, n_found=9, search_failed=False)
    return sensitivity(whole, asked, known)


def test_a_sound_body_has_nothing_to_leave_out() -> None:
    assert variants([Line("for"), Line("for"), Line("null")]) == []


def test_a_verdict_that_rests_on_doubtful_trials_flips_without_them() -> None:
    doubtful = [Line("for", n=400, extra=CONCERN) for _ in range(2)]
    found = variants([*doubtful, Line("null", n=60)])
    assert [(one.left_out, one.verdict, one.flips) for one in found] == [
        (LeftOut.FLAGGED, Verdict.INSUFFICIENT, True)
    ]
    assert found[0].pmids == ("90000001", "90000002")


def test_a_verdict_that_stands_without_them_does_not_flip() -> None:
    found = variants([*[Line("for", n=400)] * 3, Line("for", n=20, extra=CONCERN)])
    assert [(one.left_out, one.flips) for one in found] == [(LeftOut.FLAGGED, False)]


def test_every_kind_is_left_out_by_itself() -> None:
    lines = [
        Line("for", n=400),
        Line("for", extra=CONCERN),
        Line("for", design="open trial"),
        Line("for", indirect="another drug"),
    ]
    assert {one.left_out: one.pmids for one in variants(lines)} == {
        LeftOut.FLAGGED: ("90000002",),
        LeftOut.HIGH_RISK: ("90000003",),
        LeftOut.INDIRECT: ("90000004",),
    }


@pytest.mark.parametrize("state", [NoticeState.ERRATUM, NoticeState.UPDATED, NoticeState.NONE])
def test_a_corrected_record_is_no_doubtful_one(state) -> None:
    assert variants([Line("for"), Line("for", extra={"notice_state": state})]) == []


def test_silent_records_are_not_left_out() -> None:
    assert variants([Line("for"), Line("silent", extra=CONCERN, indirect="men")]) == []


RISKS = {
    "blinded trial": (Line("for"), False),
    "open trial": (Line("for", design="open trial"), True),
    "a synthesis": (Line("for", design="synthesis of trials"), False),
    "a cohort": (Line("for", design="cohort"), False),
    "a case report": (Line("for", design="case report"), True),
    "an uncontrolled trial": (
        Line("for", design="non-randomised trial", comparator=ComparatorKind.BEFORE),
        True,
    ),
    "a controlled trial": (Line("for", design="non-randomised trial"), False),
}


@pytest.mark.parametrize(("line", "expected"), RISKS.values(), ids=RISKS)
def test_signals_of_high_risk(line, expected) -> None:
    (appraisal,), (record,) = appraisals([line]), records([line]).values()
    assert has_high_risk_signals(appraisal, record) is expected


def test_a_claim_that_was_not_judged_has_no_variants() -> None:
    lines = [Line("for", extra=CONCERN)]
    assert variants(lines, claim(kind=Kind.GUIDANCE)) == []
    assert variants(lines, claim(direction=None)) == []
    failed = judge(
        claim(), appraisals(lines), records=records(lines), n_found=1, search_failed=True
    )
    assert sensitivity(failed, claim(), records(lines)) == []


def test_nothing_left_is_insufficient_evidence_and_never_a_failed_search() -> None:
    lines = [Line("for", n=900, indirect="another drug")] * 3
    (one,) = variants(lines)
    assert (one.left_out, one.verdict) == (LeftOut.INDIRECT, Verdict.INSUFFICIENT)


def test_the_order_of_records_does_not_matter() -> None:
    lines = [Line("for", n=400), Line("null", extra=CONCERN), Line("for", indirect="men")]
    known, ordered = records(lines), appraisals(lines)
    whole = judge(claim(), ordered, records=known, n_found=3, search_failed=False)
    turned = replace(whole, appraisals=whole.appraisals[::-1])
    assert sensitivity(whole, claim(), known) == sensitivity(turned, claim(), known)


def test_the_table_holds_every_variant() -> None:
    frame = sensitivity_frame(variants([Line("for"), Line("for", design="open trial")]))
    assert frame.to_dict("records") == [
        {
            "claim_id": "T01",
            "left_out": "studies with high-risk signals",
            "verdict": frame["verdict"][0],
            "certainty": frame["certainty"][0],
            "flips": frame["flips"][0],
            "pmids": '["90000002"]',
        }
    ]
