"""What the notebooks show is checked, escaped and complete."""

import pandas as pd
import pytest

from review.core.errors import InputError
from review.core.run_tables import APPRAISALS, CLAIMS, RECORDS, SEARCHES, SUMMARY_OF_FINDINGS
from review.notebook.display import (
    Shelf,
    choose_claim,
    facts,
    figure,
    richest_claim,
    source_note,
    studies_of,
    table,
    tally,
)

ABSTRACT = "RESULTS: Sleep came sooner with valerian <5 mg. It was well tolerated."
SHOWN = "Sleep came sooner with valerian <5 mg."


@pytest.fixture
def claims() -> pd.DataFrame:
    return CLAIMS.build(
        [
            {"claim_id": "X01", "statement": "Valerian cures insomnia", "kind": "efficacy"},
            {"claim_id": "X02", "statement": "Valerian & sleep <b>", "kind": "efficacy"},
            {"claim_id": "X03", "statement": "Nobody studied this", "kind": "efficacy"},
        ]
    )


@pytest.fixture
def records() -> pd.DataFrame:
    row = {
        "title": "Valerian trial",
        "abstract": ABSTRACT,
        "is_summary": True,
        "authors": ["Adeyemi FO"],
        "year": 2021,
        "notice_state": "no notice",
    }
    return RECORDS.build(
        [{"pmid": pmid, "study_id": pmid, **row} for pmid in ("90000001", "90000002")]
    )


@pytest.fixture
def appraisals() -> pd.DataFrame:
    same = {
        "design": "randomised trial",
        "directness": "direct",
        "rule": "results sentence",
        "appraiser": "rules",
        "is_randomised": True,
        "design_signal": "title",
        "comparator_kind": "placebo or nothing",
    }
    start = ABSTRACT.index(SHOWN)
    telling = {
        "finding": "decreased",
        "stance": "supports",
        "n": 62,
        "rationale": SHOWN,
        "rationale_start": start,
        "rationale_end": start + len(SHOWN),
        "rationale_in": "abstract",
    }
    silent = {"finding": "not reported", "stance": "no information"}
    return APPRAISALS.build(
        [
            {"claim_id": "X01", "pmid": "90000001", "study_id": "90000001", **same, **silent},
            {"claim_id": "X02", "pmid": "90000001", "study_id": "90000001", **same, **silent},
            {"claim_id": "X02", "pmid": "90000002", "study_id": "90000002", **same, **telling},
        ]
    )


def test_a_table_has_title_source_and_escaped_cells() -> None:
    rows = pd.DataFrame({"claim": ["a <b>", None], "studies": [3, 4]})
    shown = table(rows, title="Claims & studies", source="made up")._repr_html_()
    assert "<caption" in shown
    assert "Claims &amp; studies</caption>" in shown
    assert "Source: made up" in shown
    assert "a &lt;b&gt;" in shown
    assert "None" not in shown
    assert shown.count('scope="col"') == 2


def test_a_tally_counts_every_value_and_breaks_ties_by_name() -> None:
    values = pd.Series(["b", "c", "a", "c"], name="kind", dtype="string")
    assert tally(values, of="claims").to_dict("list") == {
        "kind": ["c", "a", "b"],
        "claims": [2, 1, 1],
    }


def test_facts_are_a_table_of_two_columns() -> None:
    shown = facts({"claims": 3, "searched": "2025-06-30"}, title="Run", source="made up")
    assert shown._repr_html_().count("<td") == 5
    assert "2025-06-30" in shown._repr_html_()


def test_a_figure_says_what_it_shows() -> None:
    shown = figure("<svg></svg>", alt='3 "studies"', title="Harvest")
    assert 'aria-label="3 &quot;studies&quot;"' in shown._repr_html_()
    assert repr(shown) == 'Figure: 3 "studies"'


def test_the_source_note_names_database_and_date() -> None:
    search = {
        "search_id": "X01-1",
        "claim_id": "X01",
        "step": 1,
        "database": "pubmed",
        "query": "valerian",
        "searched_on": "2025-06-30",
        "state": "answered",
    }
    assert source_note(SEARCHES.build([search])).startswith("pubmed, as of 2025-06-30;")


def test_the_richest_claim_has_most_that_is_not_silent(
    claims: pd.DataFrame, appraisals: pd.DataFrame
) -> None:
    assert richest_claim(claims, appraisals) == "X02"
    assert richest_claim(claims, appraisals.iloc[:0]) == "X01"


def test_a_claims_studies_show_the_sentence_in_its_place(
    claims: pd.DataFrame, records: pd.DataFrame, appraisals: pd.DataFrame
) -> None:
    shown = studies_of("X02", Shelf(claims, records, appraisals))._repr_html_()
    assert "X02: Valerian &amp; sleep &lt;b&gt;" in shown
    assert "RESULTS: <mark>Sleep came sooner with valerian &lt;5 mg.</mark> It was" in shown
    assert shown.index("supports") < shown.index("no information")
    assert "Adeyemi 2021, randomised trial, 62 participants, direct" in shown
    assert "https://pubmed.ncbi.nlm.nih.gov/90000002/" in shown
    assert "summary written for this project" in shown


def test_a_claim_without_records_says_so(
    claims: pd.DataFrame, records: pd.DataFrame, appraisals: pd.DataFrame
) -> None:
    shown = studies_of("X03", Shelf(claims, records, appraisals))
    assert "No record says anything" in shown._repr_html_()
    with pytest.raises(InputError, match="There is no claim 'X99'"):
        studies_of("X99", Shelf(claims, records, appraisals))


def test_choosing_a_claim_shows_its_studies(
    claims: pd.DataFrame, records: pd.DataFrame, appraisals: pd.DataFrame
) -> None:
    chooser, reading = choose_claim(Shelf(claims, records, appraisals)).children
    assert "X01" in reading.value
    chooser.value = "X02"
    assert "<mark>Sleep came sooner" in reading.value


def test_the_verdict_stands_above_the_studies_where_there_is_one(
    claims: pd.DataFrame, records: pd.DataFrame, appraisals: pd.DataFrame
) -> None:
    counts = dict.fromkeys(
        ["n_records", "n_studies", "supports", "refutes", "mixed", "no_information"], 0
    )
    finding = {
        "claim_id": "X02",
        "statement": "Valerian & sleep <b>",
        "kind": "efficacy",
        "verdict": "partly supported",
        "certainty": "low",
        "statement_of_findings": "Valerian may help.",
        "state": "evidence found",
        "reason": "One study.",
        **counts,
    }
    findings = SUMMARY_OF_FINDINGS.build([finding])
    shown = studies_of("X02", Shelf(claims, records, appraisals, findings))._repr_html_()
    assert "<strong>partly supported</strong>, certainty: low. Valerian may help." in shown
    assert shown.index("One study.") < shown.index("Adeyemi 2021")
