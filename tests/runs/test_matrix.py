import pandas as pd
import pytest
from example_run import example_run, judgements, pmid
from openpyxl import load_workbook

from review.core.errors import InputError
from review.core.models import JudgedStudy, Judgement
from review.core.run_tables import APPRAISALS, RECORDS
from review.core.vocabulary import Certainty, EvidenceState, Finding, Verdict
from review.report.workbook import write_xlsx
from review.runs.evidence_matrix import author_year, evidence_matrix, studies_in_order, wide_matrix


@pytest.fixture(scope="module")
def run():
    return example_run()


def judgement(claim_id="X01", *, studies=(), counted=(), not_counted=()):
    return Judgement(
        claim_id,
        EvidenceState.EVIDENCE,
        Verdict.SUPPORTED,
        "",
        Finding.MIXED,
        Certainty.LOW,
        "",
        studies=tuple(studies),
        counted=frozenset(counted),
        not_counted=tuple(not_counted),
    )


def appraisal(number, **fields):
    row = {
        "claim_id": "X01",
        "pmid": pmid(number),
        "study_id": pmid(number),
        "design": "randomised trial",
        "directness": "direct",
        "finding": "increased",
        "stance": "supports",
        "rule": "r",
        "appraiser": "rules",
        "is_randomised": True,
        "design_signal": "title",
        "comparator_kind": "none stated",
    }
    return row | fields


def record(number, **fields):
    row = {
        "pmid": pmid(number),
        "title": "T",
        "is_summary": True,
        "authors": ["Smith J"],
        "year": 2001,
        "notice_state": "no notice",
        "study_id": pmid(number),
    }
    return row | fields


def matrix_of(appraisals, records, judged):
    return evidence_matrix(
        APPRAISALS.build(appraisals), RECORDS.build(records), {judged.claim_id: judged}
    )


def test_two_records_of_one_study_are_one_row_with_the_counted_one_first(run):
    row = run.evidence_matrix.query("claim_id == 'X01' and study_id == '90000003'")
    assert list(row["pmids"]) == ['["90000003", "90000022"]']
    assert list(row["stance"]) == ["supports"]
    assert len(run.evidence_matrix) == len(run.appraisals) - 1


def alone(*numbers):
    return [JudgedStudy(pmid(number), (pmid(number),)) for number in numbers]


def test_the_judgement_says_which_record_decides_and_how_many_took_part():
    matrix = matrix_of(
        [
            appraisal(1, study_id="s", stance="no information", finding="not reported"),
            appraisal(2, study_id="s", design="case report"),
        ],
        [record(1, study_id="s"), record(2, study_id="s")],
        judgement(
            studies=[JudgedStudy("s", (pmid(2), pmid(1)), 17)],
            not_counted=[(pmid(2), "Too small.")],
        ),
    )
    assert list(matrix["stance"]) == ["supports"]
    assert list(matrix["n"]) == [17]
    assert list(matrix["pmids"]) == [f'["{pmid(2)}", "{pmid(1)}"]']
    assert list(matrix["not_counted_reason"]) == ["Too small."]


def test_counted_follows_the_judgement(run):
    counted = run.evidence_matrix.query("claim_id == 'X01' and counted")["study_id"]
    assert list(counted) == ["90000001", "90000003"]
    uncounted = run.evidence_matrix.query("not counted")
    assert uncounted["not_counted_reason"].notna().all()


def test_the_order_of_appraisals_within_a_claim_does_not_matter(run):
    shuffled = run.appraisals.iloc[::-1].sort_values("claim_id", kind="stable")
    again = evidence_matrix(shuffled.reset_index(drop=True), run.records, judgements())
    pd.testing.assert_frame_equal(again, run.evidence_matrix)


def test_stronger_kinds_of_design_come_first_and_newer_before_older(run):
    of_claim = run.evidence_matrix.query("claim_id == 'X01'")
    assert list(of_claim["design"])[:2] == ["meta-analysis", "randomised trial"]
    years = list(of_claim["year"])[1:]
    assert years == sorted(years, reverse=True)


@pytest.mark.parametrize(
    ("authors", "year", "label"),
    [
        (["Smith JA", "Wu B"], 2016, "Smith 2016"),
        (["van der Berg Ż"], 2016, "van der Berg 2016"),
        (["WHO"], 2020, "WHO 2020"),
        (["Sleep Study Group of the North"], 1999, "Sleep Study Group of the North 1999"),
        ([], None, "PMID 90000001 undated"),
    ],
)
def test_label_is_first_author_and_year(authors, year, label):
    frame = RECORDS.build([record(1, authors=authors, year=year)])
    assert author_year(frame.to_dict("records")[0]) == label


def test_the_journal_stands_in_for_authors_that_are_not_named():
    frame = RECORDS.build([record(1, authors=[], journal="J Sleep Res UK")])
    assert author_year(frame.to_dict("records")[0]) == "J Sleep Res UK 2001"


def test_equal_labels_of_different_studies_get_letters_in_the_order_of_their_pmids():
    matrix = matrix_of(
        [appraisal(2), appraisal(1), appraisal(3)],
        [record(1), record(2), record(3, year=2002)],
        judgement(studies=alone(1, 2, 3), counted=[pmid(1), pmid(2), pmid(3)]),
    )
    labels = dict(zip(matrix["study_id"], matrix["label"], strict=True))
    assert labels == {pmid(1): "Smith 2001a", pmid(2): "Smith 2001b", pmid(3): "Smith 2002"}


def test_an_appraised_record_that_is_missing_is_named():
    with pytest.raises(InputError, match=pmid(1)):
        matrix_of([appraisal(1)], [record(2)], judgement())


def test_an_appraised_claim_without_a_judgement_is_named():
    with pytest.raises(InputError, match="X01"):
        matrix_of([appraisal(1)], [record(1)], judgement("X02"))


def test_a_claim_judged_with_other_records_than_those_appraised_is_refused():
    with pytest.raises(InputError, match="either appraised or judged"):
        matrix_of([appraisal(1), appraisal(2)], [record(1), record(2)], judgement(studies=alone(1)))


def test_a_review_is_labelled_after_its_deciding_version():
    matrix = matrix_of(
        [appraisal(1, study_id="s"), appraisal(2, study_id="s")],
        [record(1, study_id="s", year=2002), record(2, study_id="s", year=2016)],
        judgement(studies=[JudgedStudy("s", (pmid(2), pmid(1)))]),
    )
    assert list(matrix["label"]) == ["Smith 2016"]
    assert list(matrix["year"]) == [2016]


def test_wide_matrix_holds_every_stance_once(run):
    wide = wide_matrix(run.evidence_matrix)
    assert wide.notna().sum().sum() == len(run.evidence_matrix)
    assert wide.loc["X03", "90000025"] == "refutes"
    assert list(wide.columns) == list(studies_in_order(run.evidence_matrix)["study_id"])


def test_an_empty_matrix_has_the_declared_columns():
    matrix = evidence_matrix(APPRAISALS.build([]), RECORDS.build([]), {})
    assert len(matrix) == 0
    assert "not_counted_reason" in matrix.columns
    assert wide_matrix(matrix).empty


def test_workbook_has_its_sheets_frozen_wrapped_and_linked(run, tmp_path):
    write_xlsx(run, tmp_path / "evidence_matrix.xlsx")
    book = load_workbook(tmp_path / "evidence_matrix.xlsx")
    assert book.sheetnames == [
        "Summary of findings",
        "Evidence matrix",
        "About the article",
        "Appraisals",
        "Records",
        "Searches",
    ]
    assert all(sheet.freeze_panes for sheet in book)
    findings = book["Summary of findings"]
    assert findings.max_row == 1 + len(run.claims)
    assert findings["B2"].alignment.wrap_text
    assert findings["D2"].value == "✓ supported"
    assert book["Records"]["A2"].hyperlink.target == "https://pubmed.ncbi.nlm.nih.gov/90000001/"
    matrix = book["Evidence matrix"]
    words = [cell.value for row in matrix.iter_rows(min_row=3, min_col=3) for cell in row]
    assert sum(word is not None for word in words) == len(run.evidence_matrix)
    assert matrix["C3"].value == "▲ supports"
    assert matrix["C3"].fill.fgColor.rgb == "FFCFE4F2"
