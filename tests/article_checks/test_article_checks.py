"""The checks of an article as a table, in the report and in the workbook."""

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from example_run import example_run
from lxml import html
from openpyxl import load_workbook

import review
from review.article_checks.lists import FILE, read_lists
from review.article_checks.table import article_checks
from review.claims.article import Article
from review.claims.library import claims_frame
from review.claims.sentences import sentences_of
from review.core.errors import InputError
from review.core.run_tables import ARTICLE_CHECKS, SCREENING, SUMMARY_OF_FINDINGS
from review.core.settings import data_folder
from review.figures.marks import Text
from review.figures.matrix import matrix_drawing
from review.records.table import records_frame
from review.report.article_views import about_article
from review.report.page import render_report
from review.report.workbook import write_xlsx
from review.runs.run import Run

FINDING = {
    "kind": "efficacy",
    "verdict": "supported",
    "certainty": "very low",
    "statement_of_findings": "-",
    "n_records": 0,
    "n_studies": 0,
    "supports": 0,
    "refutes": 0,
    "mixed": 0,
    "no_information": 0,
    "state": "evidence found",
    "reason": "-",
}


def checked(*statements: str, article: Article | None = None, **places: int) -> pd.DataFrame:
    """The checks of claims that very low certainty supports, with two records on the first."""
    claims = [review.claim(text, claim_id=f"X{n}") for n, text in enumerate(statements, start=1)]
    claims = [replace(claim, **places) for claim in claims]
    records = [
        review.record(
            title="Clonidine in adults: a randomised trial",
            abstract="RESULTS: Constipation was more frequent with clonidine than with placebo (p=0.02).",
            pmid=pmid,
            year=2001,
        )
        for pmid in (90000002, 90000001)
    ]
    screened = [
        {
            "claim_id": "X1",
            "pmid": record.pmid,
            "search_id": "X1-1",
            "rank": 1,
            "decision": "included",
        }
        for record in records
    ]
    found = [{**FINDING, "claim_id": one.claim_id, "statement": one.statement} for one in claims]
    return article_checks(
        claims_frame(claims),
        records_frame(records, {record.pmid: f"S{record.pmid}" for record in records}),
        SCREENING.build(screened),
        SUMMARY_OF_FINDINGS.build(found),
        article=article,
    )


def test_every_claim_has_one_row_on_its_wording_and_checks_are_numbered() -> None:
    checks = checked("Clonidine relieves anxiety", "Clonidine causes anxiety")
    assert list(checks["check_id"]) == [
        "wording-1",
        "wording-2",
        "contradiction-1",
        "unmentioned-harm-1",
    ]
    assert list(checks["claim_id"].fillna("")) == ["X1", "X2", "X1", ""]


def test_a_harm_names_its_studies_in_order_of_pmid() -> None:
    harm = checked("Clonidine relieves anxiety").iloc[-1]
    assert (harm["intervention"], harm["topic"], harm["n_studies"]) == (
        "clonidine",
        "constipation",
        2,
    )
    assert harm["pmids"] == '["90000001", "90000002"]'
    assert harm["study_ids"] == '["S90000001", "S90000002"]'


def test_the_articles_own_words_count_where_it_is_given() -> None:
    text = "It is a miracle pill. It may constipate you, and constipation can last."
    article = Article("pill.txt", "0" * 64, text, sentences_of(text))
    checks = checked("Clonidine relieves anxiety", article=article, start=0, end=21)
    assert list(checks["check"]) == ["wording"]
    assert (checks["wording"][0], checks["words"][0]) == ("certain", '["miracle"]')


def test_equal_inputs_give_equal_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        ARTICLE_CHECKS.write(checked("Clonidine relieves anxiety"), tmp_path / name)
    first, second = (tmp_path / name / "article_checks.csv" for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
    assert ARTICLE_CHECKS.read(tmp_path / "a").equals(checked("Clonidine relieves anxiety"))


@pytest.mark.parametrize("lost", ["certain", "safety", "harm", "belongs_to"])
def test_a_list_that_is_missing_is_named(tmp_path: Path, lost: str) -> None:
    for name in (FILE, "wording.toml"):
        shutil.copy(data_folder() / "terms" / name, tmp_path)
    content = (tmp_path / FILE).read_text(encoding="utf-8")
    other = content.replace(f"\n{lost} = ", f"\nx{lost} = ").replace(f"[[{lost}]]", f"[[x{lost}]]")
    (tmp_path / FILE).write_text(other, encoding="utf-8")
    with pytest.raises(InputError, match=f"no '{lost}'"):
        read_lists(tmp_path)


def with_checks(run: Run, *rows: dict[str, object]) -> Run:
    numbered = [{"check_id": f"c-{n}", "rule": "-", **row} for n, row in enumerate(rows, start=1)]
    return replace(run, article_checks=ARTICLE_CHECKS.build(numbered))


def wording(claim_id: str, result: str, steps: int | None) -> dict[str, object]:
    reason = f"Reason for {claim_id}."
    return {
        "check": "wording",
        "result": result,
        "claim_id": claim_id,
        "steps": steps,
        "reason": reason,
    }


@pytest.fixture(scope="module")
def plain_run() -> Run:
    return example_run()


@pytest.fixture(scope="module")
def noted_run(plain_run: Run) -> Run:
    one, two, three = plain_run.claims["claim_id"][:3]
    return with_checks(
        plain_run,
        wording(one, "overstated", 1),
        wording(two, "overstated", 3),
        wording(three, "not compared", None),
        {
            "check": "contradiction",
            "result": "contradicts another claim",
            "claim_id": one,
            "other_claim_id": three,
            "reason": "They do not go together.",
        },
        {
            "check": "unmentioned harm",
            "result": "not mentioned",
            "intervention": "valerian",
            "topic": "headache",
            "n_studies": 2,
            "reason": "-",
            "pmids": list(plain_run.records["pmid"][:2]),
        },
        {
            "check": "safety",
            "result": "safety-relevant",
            "claim_id": two,
            "topic": "dose",
            "reason": "Too much can do harm.",
        },
    )


def section(run: Run) -> html.HtmlElement:
    return html.fromstring(render_report(run)).get_element_by_id("about")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_overstated_claims_stand_furthest_first(noted_run: Run) -> None:
    about = about_article(noted_run)
    assert [noted.check["steps"] for noted in about.overstated] == [3, 1]
    assert [noted.check["steps"] for noted in about.furthest] == [3]
    assert (about.n_compared, about.n_fitting) == (2, 0)


def test_claims_without_a_study_are_told_apart_from_overstated_ones(noted_run: Run) -> None:
    one, two, three = noted_run.claims["claim_id"][:3]
    run = with_checks(
        noted_run,
        wording(one, "overstated", 1),
        wording(two, "no evidence found", None),
        wording(three, "no evidence found", None),
    )
    about = about_article(run)
    assert (len(about.overstated), len(about.not_studied), about.n_compared) == (1, 2, 1)
    shown = words(section(run))
    assert "1 of 1 claims are worded more strongly" in shown
    assert "On 2 more no study was found, so nothing measures their wording." in shown
    assert f"so nothing measures the wording: {two}, {three}." in shown.replace(" ,", ",")


def test_every_row_links_to_the_card_of_its_claim(noted_run: Run) -> None:
    page = html.fromstring(render_report(noted_run))
    links = page.get_element_by_id("about").xpath(".//a[starts-with(@href, '#')]/@href")
    assert {"#claim-1", "#claim-2", "#claim-3"} == set(links)
    assert all(page.get_element_by_id(link[1:]) is not None for link in links)


def test_the_section_tells_what_was_found(noted_run: Run) -> None:
    shown = words(section(noted_run))
    assert "2 of 2 claims are worded more strongly than the evidence found for them" in shown
    assert "1 pair of claims does not go together" in shown
    assert "They do not go together." in shown
    assert "headache with valerian (2 studies)" in shown
    assert "Safety: dose" in shown


def test_empty_results_are_said_plainly(plain_run: Run) -> None:
    rows = [wording(claim_id, "fits", 0) for claim_id in plain_run.claims["claim_id"]]
    shown = words(section(with_checks(plain_run, *rows)))
    assert "No claim is worded more strongly than its evidence." in shown
    assert "No two claims were found to contradict each other." in shown
    assert "No harm was found that two or more of the included studies report" in shown
    assert "No claim touches on stopping, dose, pregnancy" in shown


def test_a_run_without_checks_says_so(plain_run: Run) -> None:
    assert "was not looked at in this run" in words(section(plain_run))


def test_safety_stands_as_text_in_card_findings_and_matrix(noted_run: Run) -> None:
    page = html.fromstring(render_report(noted_run))
    card, other = page.get_element_by_id("claim-2"), page.get_element_by_id("claim-1")
    assert "Safety: dose" in words(card)
    assert "Safety:" not in words(other)
    assert "Wording beside its evidence: overstated. Reason for" in words(card)
    findings = page.xpath("//table[contains(@class, 'findings')]/tbody/tr")
    assert ["Safety: dose" in words(row) for row in findings[:3]] == [False, True, False]
    matrix = page.xpath("//table[contains(@class, 'matrix')]/tbody/tr")
    assert ["safety: dose" in words(row) for row in matrix[:3]] == [False, True, False]


def test_the_workbook_holds_checks_and_safety(noted_run: Run, tmp_path: Path) -> None:
    write_xlsx(noted_run, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book["About the article"].max_row == 1 + len(noted_run.article_checks)
    findings = list(book["Summary of findings"].values)
    assert findings[0][-2:] == ("safety", "wording")
    assert [row[-2:] for row in findings[1:4]] == [
        (None, "overstated"),
        ("dose", "overstated"),
        (None, "not compared"),
    ]
    statements = [row[1] for row in book["Evidence matrix"].iter_rows(min_row=3, values_only=True)]
    assert [text.endswith("\nSafety: dose") for text in statements[:3]] == [False, True, False]


def test_the_drawn_matrix_says_safety_below_the_ids_of_these_claims(
    noted_run: Run, plain_run: Run
) -> None:
    def labels(run: Run) -> list[str]:
        return [mark.text for mark in matrix_drawing(run).marks if isinstance(mark, Text)]

    marked = noted_run.claims["claim_id"][1]
    named = labels(noted_run)
    assert named.count("safety") == 1
    assert named[named.index("safety") - 1] == marked
    assert "safety" not in labels(plain_run)
