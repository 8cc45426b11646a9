"""Which studies count, how often, and how many go the claim's way."""

from dataclasses import replace

import pytest
from bodies_of_evidence import Line, appraisals, claim, judged

from review.core.errors import InputError
from review.core.models import Judgement
from review.core.vocabulary import ComparatorKind, Direction, Finding, Kind, NoticeState, Verdict
from review.synthesis.studies import gather
from review.synthesis.verdict import judge

RELIEF = claim("The drug relieves withdrawal")


def reasons(judgement: Judgement) -> list[str]:
    return [reason for _, reason in judgement.not_counted]


def test_a_trial_in_two_papers_is_one_study_with_its_participants_once() -> None:
    judgement = judged(RELIEF, [Line("for", n=62, study="A"), Line("for", n=62, study="A")])
    assert (judgement.n_records, judgement.n_studies, judgement.n_participants) == (2, 1, 62)
    assert reasons(judgement) == ["reports the same study as PMID 90000001"]


def test_the_record_with_a_stance_speaks_for_its_study() -> None:
    lines = [Line("silent", year=2020, study="A"), Line("for", year=2010, study="A")]
    assert [study.pmid for study in gather(appraisals(lines))] == ["90000002"]


def test_a_direct_record_speaks_before_an_indirect_one() -> None:
    lines = [Line("against", indirect="a surrogate", study="A"), Line("for", study="A")]
    assert judged(RELIEF, lines).supports == 1


def test_the_newest_of_equal_records_speaks() -> None:
    lines = [Line("for", year=2001, study="A"), Line("mixed", year=2009, study="A")]
    assert judged(RELIEF, lines).mixed == 1


def test_a_silent_report_adds_no_participants() -> None:
    lines = [Line("for", n=None, study="A"), Line("silent", n=900, study="A")]
    assert judged(RELIEF, lines).n_participants is None


def test_an_appraisal_without_study_and_pmid_is_refused() -> None:
    nameless = replace(appraisals([Line("for")])[0], pmid="", study_id="")
    with pytest.raises(InputError, match="neither a study id nor a PMID"):
        gather([nameless])


def test_an_appraisal_of_another_claim_is_refused() -> None:
    stray = replace(appraisals([Line("for")])[0], claim_id="T02")
    with pytest.raises(InputError, match="is for claim 'T02'"):
        judge(RELIEF, [stray], records={}, n_found=1, search_failed=False)


def test_studies_before_the_newest_synthesis_are_shown_and_not_counted() -> None:
    lines = [
        Line("against", n=90, year=2009),
        Line("for", "synthesis of trials", n=900, year=2012),
        Line("for", "synthesis of trials", n=400, year=2005),
        Line("against", n=80, year=2015),
        Line("for", n=70, year=None),
    ]
    judgement = judged(RELIEF, lines)
    assert judgement.counted == {"90000002", "90000004"}
    assert reasons(judgement) == [
        "no newer than PMID 90000002: may already be part of it",
        "superseded by PMID 90000002, which is more direct, newer or pooled",
        "no year of publication: may already be part of PMID 90000002",
    ]
    assert (judgement.supports, judgement.refutes, judgement.n_studies) == (3, 2, 5)


def test_an_indirect_synthesis_does_not_displace_direct_trials() -> None:
    lines = [
        Line(
            "against", "synthesis of trials", n=900, year=2020, indirect="another drug of the class"
        ),
        Line("for", year=2010),
    ]
    assert judged(RELIEF, lines).counted == {"90000001", "90000002"}


def test_a_synthesis_of_the_claims_own_comparison_anchors_before_a_newer_one() -> None:
    lines = [
        Line("against", "synthesis of trials", year=2020, comparator=ComparatorKind.ACTIVE),
        Line("for", "synthesis of trials", year=2016),
    ]
    assert judged(RELIEF, lines).counted == {"90000002"}


def test_case_reports_of_harm_count_beside_a_newer_synthesis() -> None:
    lines = [
        Line("for", "case report", n=1, year=2000),
        Line("null", "synthesis of trials", year=2010),
    ]
    assert judged(claim("It can cause harm", Kind.HARM), lines).counted == {"90000001", "90000002"}
    assert judged(RELIEF, lines).counted == {"90000002"}


@pytest.mark.parametrize(
    ("design", "reason"),
    [
        ("narrative review", "narrative review: shown beside studies in people, not counted"),
        ("guideline", "guideline: shown beside studies in people, not counted"),
        ("animal", "animal: shown beside studies in people, not counted"),
        ("protocol", "a protocol is not a study"),
        ("comment", "a comment is not a study"),
    ],
)
def test_what_is_shown_beside_a_study_in_people(design: str, reason: str) -> None:
    assert reasons(judged(RELIEF, [Line("for"), Line("against", design)])) == [reason]


def test_retold_evidence_counts_only_where_nothing_else_does_and_says_so() -> None:
    judgement = judged(
        RELIEF, [Line("for", "narrative review", n=None), Line("for", "animal", n=None)]
    )
    assert judgement.counted == {"90000001"}
    assert any("only narrative reviews or guidelines" in note for note in judgement.notes)


def test_a_comment_alone_leaves_nothing_to_count() -> None:
    judgement = judged(RELIEF, [Line("for", "comment", n=None)])
    assert (judgement.counted, judgement.verdict) == (frozenset(), "insufficient evidence")


def test_retracted_records_are_noted_and_never_counted() -> None:
    retracted = Line("for", n=500, extra={"notice_state": NoticeState.RETRACTED})
    judgement = judged(RELIEF, [retracted, Line("null", n=40)])
    assert reasons(judgement) == ["retracted"]
    assert "Retracted and not counted: PMID 90000001." in judgement.notes


def test_direction_is_counted_with_its_interval_and_sign_test() -> None:
    judgement = judged(RELIEF, [Line("for")] * 8 + [Line("against"), Line("null"), Line("mixed")])
    assert judgement.proportion == pytest.approx(8 / 9)
    assert judgement.proportion_low == pytest.approx(0.5650, abs=5e-4)
    assert judgement.proportion_high == pytest.approx(0.9801, abs=5e-4)
    assert judgement.sign_test_p == pytest.approx(20 / 512)


def test_studies_without_direction_do_not_enter_the_sign_test() -> None:
    judgement = judged(RELIEF, [Line("null"), Line("mixed"), Line("equal")])
    assert (judgement.sign_test_p, judgement.proportion) == (None, None)
    assert (judgement.refutes, judgement.mixed, judgement.supports) == (1, 1, 1)


def test_a_harm_said_not_to_occur_is_no_effect_the_opposite_way() -> None:
    harm = claim("It causes liver injury", Kind.HARM, direction=Direction.INCREASES)
    denied = Line("null", "case series", n=40, finding=Finding.DENIED)
    judgement = judged(harm, [denied])
    assert (judgement.refutes, judgement.sign_test_p) == (1, None)
    assert judgement.verdict is Verdict.INSUFFICIENT


def test_a_denied_statement_goes_the_opposite_way() -> None:
    action = claim("It binds the receptor", Kind.MECHANISM, direction=Direction.IS)
    denied = Line("null", "animal", finding=Finding.DENIED)
    assert judged(action, [denied] * 3).verdict is Verdict.CONTRADICTED


def test_an_older_version_of_a_review_adds_no_participants() -> None:
    """Trials between two versions are part of the newer one and are not counted beside it."""
    newer = Line("for", "synthesis of trials", n=2100, year=2016, study="S1", studies=20)
    older = Line("for", "synthesis of trials", n=900, year=2005, study="S1", studies=12)
    trial = Line("for", n=120, year=2010)
    alone, with_older = judged(claim(), [newer, trial]), judged(claim(), [newer, trial, older])
    assert alone.n_participants == with_older.n_participants == 2100
    assert alone.certainty is with_older.certainty
