"""What changed between two runs, told from their tables."""

from pathlib import Path

import pytest

from review.core.errors import InputError
from review.core.run_tables import (
    APPRAISALS,
    CERTAINTY,
    CLAIMS,
    RECORDS,
    SCREENING,
    SUMMARY_OF_FINDINGS,
)
from review.runs.compare import as_text, compare_runs

OLD_PMID, NEW_PMID, GONE_PMID = "90000001", "90000002", "90000003"


def record(pmid: str, **cells: object) -> dict[str, object]:
    return {
        "pmid": pmid,
        "title": f"Trial {pmid}",
        "is_summary": False,
        "notice_state": "no notice",
        "study_id": pmid,
        "sha256": "first",
        **cells,
    }


def appraisal(pmid: str, stance: str, **cells: object) -> dict[str, object]:
    return {
        "claim_id": "X01",
        "pmid": pmid,
        "study_id": pmid,
        "design": "randomised trial",
        "directness": "direct",
        "finding": "decreased",
        "stance": stance,
        "rule": "results sentence",
        "appraiser": "rules",
        "is_randomised": True,
        "design_signal": "title",
        "comparator_kind": "placebo or nothing",
        **cells,
    }


def finding(verdict: str, certainty: str) -> dict[str, object]:
    counts = dict.fromkeys(
        ["n_records", "n_studies", "supports", "refutes", "mixed", "no_information"], 0
    )
    return {
        "claim_id": "X01",
        "statement": "Valerian shortens the time to fall asleep",
        "kind": "efficacy",
        "verdict": verdict,
        "certainty": certainty,
        "statement_of_findings": "A sentence.",
        "state": "evidence found",
        "reason": "A reason.",
        **counts,
    }


def write_run(
    folder: Path,
    *,
    records: list[dict],
    appraisals: list[dict],
    verdict: str = "insufficient evidence",
    certainty: str = "very low",
    imprecision: int = -2,
    statement: str = "Valerian shortens the time to fall asleep",
) -> Path:
    folder.mkdir()
    claim = {"claim_id": "X01", "statement": statement, "kind": "efficacy"}
    CLAIMS.write(CLAIMS.build([claim]), folder)
    RECORDS.write(RECORDS.build(records), folder)
    screened = [
        {
            "claim_id": "X01",
            "pmid": row["pmid"],
            "search_id": "X01-1",
            "rank": 1,
            "decision": "included",
        }
        for row in records
    ]
    SCREENING.write(SCREENING.build(screened), folder)
    APPRAISALS.write(APPRAISALS.build(appraisals), folder)
    domain = {
        "claim_id": "X01",
        "domain": "imprecision",
        "levels": imprecision,
        "reason": "Few participants.",
    }
    CERTAINTY.write(CERTAINTY.build([domain]), folder)
    SUMMARY_OF_FINDINGS.write(SUMMARY_OF_FINDINGS.build([finding(verdict, certainty)]), folder)
    return folder


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return write_run(
        tmp_path / "first",
        records=[record(OLD_PMID), record(GONE_PMID)],
        appraisals=[appraisal(OLD_PMID, "no information"), appraisal(GONE_PMID, "refutes")],
    )


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return write_run(
        tmp_path / "second",
        records=[record(OLD_PMID, sha256="second", notice_state="retracted"), record(NEW_PMID)],
        appraisals=[appraisal(OLD_PMID, "supports"), appraisal(NEW_PMID, "supports")],
        verdict="supported",
        certainty="low",
        imprecision=-1,
    )


def told(first: Path, second: Path) -> dict[tuple[str, str], dict]:
    rows = compare_runs(first, second).fillna("").to_dict("records")
    return {(row["what"], row["pmid"]): row for row in rows}


def test_a_run_does_not_differ_from_itself(first: Path) -> None:
    assert compare_runs(first, first).empty
    assert as_text(compare_runs(first, first)) == "No differences."


def test_everything_that_moved_is_told_once(first: Path, second: Path) -> None:
    assert set(told(first, second)) == {
        ("verdict", ""),
        ("certainty", ""),
        ("record changed", OLD_PMID),
        ("record appeared", NEW_PMID),
        ("record vanished", GONE_PMID),
        ("stance", OLD_PMID),
    }


def test_a_verdict_comes_with_what_moved_beneath_it(first: Path, second: Path) -> None:
    verdict = told(first, second)["verdict", ""]
    assert (verdict["before"], verdict["after"]) == ("insufficient evidence", "supported")
    assert verdict["reason"] == (
        f"records now included: {NEW_PMID}; records no longer included: {GONE_PMID}; "
        f"stances changed: {OLD_PMID} no information -> supports; "
        "domains rated otherwise: imprecision -2 -> -1"
    )


def test_a_changed_record_names_what_changed_in_it(first: Path, second: Path) -> None:
    changed = told(first, second)["record changed", OLD_PMID]
    assert (changed["before"], changed["after"]) == ("no notice", "retracted")
    assert changed["reason"] == "changed: notice_state"


def test_a_stance_says_whether_the_record_or_the_rules_moved(
    first: Path, second: Path, tmp_path: Path
) -> None:
    assert told(first, second)["stance", OLD_PMID]["reason"] == "the record changed"
    other_rules = write_run(
        tmp_path / "rules",
        records=[record(OLD_PMID), record(GONE_PMID)],
        appraisals=[
            appraisal(OLD_PMID, "supports", rule="conclusion sentence"),
            appraisal(GONE_PMID, "mixed", appraiser="A. Reviewer"),
        ],
    )
    stances = told(first, other_rules)
    assert stances["stance", OLD_PMID]["reason"] == (
        "the rules differ: results sentence -> conclusion sentence"
    )
    assert stances["stance", GONE_PMID]["reason"] == "decided by A. Reviewer, before by rules"


def test_an_edited_claim_is_the_reason(first: Path, tmp_path: Path) -> None:
    edited = write_run(
        tmp_path / "edited",
        records=[record(OLD_PMID), record(GONE_PMID)],
        appraisals=[appraisal(OLD_PMID, "supports"), appraisal(GONE_PMID, "refutes")],
        statement="Valerian cures insomnia",
    )
    changes = told(first, edited)
    assert changes["claim edited", ""]["after"] == "Valerian cures insomnia"
    assert changes["stance", OLD_PMID]["reason"] == "the claim was edited: statement"


def test_the_text_counts_and_lists(first: Path, second: Path) -> None:
    text = as_text(compare_runs(first, second))
    assert text.startswith("verdict: 1, certainty: 1, record changed: 1, ")
    assert "insufficient evidence -> supported" in text


def test_a_folder_without_tables_is_an_input_error(first: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"claims\.csv is not in"):
        compare_runs(first, tmp_path / "nothing")
