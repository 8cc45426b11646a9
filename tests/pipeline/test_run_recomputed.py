"""Every count, exclusion, verdict and figure of a run can be made again from the files it wrote.

Counts by plain arithmetic on the rows, named by claim and PMID; judgements by the stages themselves,
which get nothing but those files.
"""

import json
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from lxml import html
from pandas.testing import assert_frame_equal
from scipy.stats import binomtest

from review.appraisal.table import appraisals_from
from review.article_checks.table import article_checks
from review.claims.library import claims_from
from review.core.settings import data_folder
from review.core.tables import parse_list
from review.pipeline import stages
from review.pipeline.run_folder import read_run
from review.records.table import records_from
from review.runs.run import Run
from review.screening.eligibility import exclusion
from review.synthesis.direction import DirectionOfEffect, leaning
from review.synthesis.studies import gather

BUNDLED = ("baclofen_opioid_withdrawal", "clonidine_heroin_withdrawal")
WRITTEN = 1e-5
"""Figures are written with six digits."""

NO_INFORMATION = ("no information", "not applicable")


@pytest.fixture(scope="module", params=BUNDLED)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run on the bundled snapshot."""
    out = tmp_path_factory.mktemp(request.param) / "run"
    stages.run(data_folder() / "claims" / f"{request.param}.csv", out=out)
    return out


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    """The run as its files tell it."""
    return read_run(folder)


def rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    return frame.to_dict("records")


def of_claim(frame: pd.DataFrame, claim_id: object) -> list[dict[str, object]]:
    return rows(frame[frame["claim_id"] == claim_id])


def test_records_and_studies_are_those_appraised(run: Run) -> None:
    for finding in rows(run.summary_of_findings):
        mine = of_claim(run.appraisals, finding["claim_id"])
        assert finding["n_records"] == len({one["pmid"] for one in mine}), finding["claim_id"]
        assert finding["n_studies"] == len({one["study_id"] for one in mine}), finding["claim_id"]


def test_stances_are_those_of_the_deciding_records(run: Run) -> None:
    appraised = {(one["claim_id"], one["pmid"]): one for one in rows(run.appraisals)}
    for finding in rows(run.summary_of_findings):
        studies = of_claim(run.evidence_matrix, finding["claim_id"])
        deciding = [appraised[finding["claim_id"], parse_list(one["pmids"])[0]] for one in studies]
        told = Counter(one["stance"] for one in deciding)
        assert finding["supports"] == told["supports"], finding["claim_id"]
        assert finding["refutes"] == told["refutes"], finding["claim_id"]
        assert finding["mixed"] == told["mixed"], finding["claim_id"]
        silent = sum(told[stance] for stance in NO_INFORMATION)
        assert finding["no_information"] == silent, finding["claim_id"]


def test_participants_are_counted_once_a_study_and_only_where_it_counts(run: Run) -> None:
    with_several = 0
    for finding in rows(run.summary_of_findings):
        studies = of_claim(run.evidence_matrix, finding["claim_id"])
        assert len({one["study_id"] for one in studies}) == len(studies)
        sizes = [one["n"] for one in studies if one["counted"] and not pd.isna(one["n"])]
        told = finding["n_participants"]
        assert (None if pd.isna(told) else told) == (sum(sizes) if sizes else None)
        with_several += len(sizes) > 1
    assert with_several > 5


def test_the_size_of_a_study_is_that_of_a_record_that_speaks_as_it_does(run: Run) -> None:
    appraised = {(one["claim_id"], one["pmid"]): one for one in rows(run.appraisals)}
    for study in rows(run.evidence_matrix):
        reports = [appraised[study["claim_id"], pmid] for pmid in parse_list(study["pmids"])]
        sizes = {one["n"] for one in reports if not pd.isna(one["n"])}
        assert pd.isna(study["n"]) or study["n"] in sizes
        if not pd.isna(reports[0]["n"]):
            assert study["n"] == reports[0]["n"]


def test_a_study_is_counted_or_says_why_not(run: Run) -> None:
    for study in rows(run.evidence_matrix):
        assert study["counted"] == pd.isna(study["not_counted_reason"]), study


def test_the_proportion_in_favour_follows_from_the_counted_studies(run: Run) -> None:
    read = appraisals_from(run.appraisals)
    again = 0
    for claim in claims_from(run.claims):
        (finding,) = of_claim(run.summary_of_findings, claim.claim_id)
        if pd.isna(finding["proportion_in_favour"]):
            continue
        counted = {
            one["study_id"]
            for one in of_claim(run.evidence_matrix, claim.claim_id)
            if one["counted"]
        }
        studies = gather(one for one in read if one.claim_id == claim.claim_id)
        ways = Counter(leaning(claim, one) for one in studies if one.study_id in counted)
        towards, against = ways[DirectionOfEffect.TOWARDS], ways[DirectionOfEffect.AGAINST]
        assert finding["proportion_in_favour"] == pytest.approx(
            towards / (towards + against), abs=WRITTEN
        )
        test = binomtest(towards, towards + against)
        assert finding["sign_test_p"] == pytest.approx(test.pvalue, abs=WRITTEN)
        interval = test.proportion_ci(method="wilson")
        assert finding["proportion_low"] == pytest.approx(interval.low, abs=WRITTEN)
        assert finding["proportion_high"] == pytest.approx(interval.high, abs=WRITTEN)
        again += 1
    assert again > 15


def test_every_step_of_a_rating_names_counted_studies_of_its_claim(run: Run) -> None:
    counted = {
        (one["claim_id"], parse_list(one["pmids"])[0])
        for one in rows(run.evidence_matrix)
        if one["counted"]
    }
    for step in rows(run.certainty):
        named = parse_list(step["pmids"])
        assert {(step["claim_id"], pmid) for pmid in named} <= counted, step
        assert len(set(named)) == len(named)


def test_every_exclusion_follows_from_the_claim_and_the_record(run: Run) -> None:
    claims = {claim.claim_id: claim for claim in claims_from(run.claims)}
    records = {record.pmid: record for record in records_from(run.records)}
    for row in rows(run.screening):
        reason = exclusion(claims[str(row["claim_id"])], records[str(row["pmid"])])
        assert (None if pd.isna(row["reason"]) else row["reason"]) == reason
        assert (row["decision"] == "excluded") is (reason is not None)


def flow(searches: pd.DataFrame, excluded: dict[str, str], screened: int) -> dict[str, object]:
    """The counts of a flow; `excluded` holds the reason of every excluded record."""
    cut = [one for one in rows(searches) if one["limit_reached"]]
    return {
        "searches": len(searches),
        "searches_failed": sum(one["state"] == "failed" for one in rows(searches)),
        "identified": sum(one["fetched"] for one in rows(searches)),
        "duplicates_removed": sum(one["fetched"] for one in rows(searches)) - screened,
        "not_retrieved": 0,
        "screened": screened,
        "excluded": len(excluded),
        "excluded_by_reason": dict(Counter(excluded.values())),
        "included": screened - len(excluded),
        "not_read": sum(max(0, one["count"] - one["fetched"]) for one in cut),
    }


def test_the_flow_of_every_claim_and_of_the_run_is_counted_from_the_rows(
    run: Run, folder: Path
) -> None:
    told = json.loads((folder / "prisma.json").read_text(encoding="utf-8"))
    for claim_id, numbers in told["claims"].items():
        screened = of_claim(run.screening, claim_id)
        excluded = {
            str(one["pmid"]): one["reason"] for one in screened if not pd.isna(one["reason"])
        }
        mine = {one["study_id"] for one in of_claim(run.appraisals, claim_id)}
        searches = run.searches[run.searches["claim_id"] == claim_id]
        expected = flow(searches, excluded, len(screened)) | {"studies_included": len(mine)}
        assert numbers == expected, claim_id
    included = {one["pmid"] for one in rows(run.screening) if one["decision"] == "included"}
    everywhere = {one["pmid"] for one in rows(run.screening)}
    assert told["screened"] == len(everywhere) == len(run.records)
    assert told["included"] == len(included)
    assert (
        told["excluded"] == len(everywhere - included) == sum(told["excluded_by_reason"].values())
    )
    assert told["studies_included"] == run.appraisals["study_id"].nunique()
    assert told["identified"] == run.searches["fetched"].sum()
    assert told["duplicates_removed"] == told["identified"] - told["screened"]


def test_every_judgement_follows_from_the_tables_before_it(run: Run) -> None:
    made = stages.synthesise(run.claims, run.searches, run.records, run.screening, run.appraisals)
    for name in ("certainty", "summary_of_findings", "evidence_matrix", "pooled", "sensitivity"):
        assert_frame_equal(
            getattr(made, name), getattr(run, name), rtol=WRITTEN, atol=WRITTEN, obj=name
        )


def test_every_appraisal_follows_from_claim_and_record(run: Run) -> None:
    assert_frame_equal(stages.appraise(run.claims, run.records, run.screening), run.appraisals)


def test_what_is_noted_on_the_article_follows_from_the_tables(run: Run) -> None:
    made = article_checks(run.claims, run.records, run.screening, run.summary_of_findings)
    assert_frame_equal(made, run.article_checks)


def test_the_report_counts_the_verdicts_of_the_table(run: Run, folder: Path) -> None:
    page = html.parse(str(folder / "report.html"))
    tiles = {
        " ".join(tile.find_class("tile-word")[0].text_content().split()[1:]): int(
            tile.find_class("tile-count")[0].text_content()
        )
        for tile in page.xpath("//li[contains(@class, 'tile ')]")
    }
    told = Counter(run.summary_of_findings["verdict"])
    assert {word: number for word, number in tiles.items() if number} == dict(told)
