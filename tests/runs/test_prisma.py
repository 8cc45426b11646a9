import pytest
from example_run import example_run

from review.core.errors import InputError
from review.core.run_tables import APPRAISALS, RECORDS, SCREENING, SEARCHES
from review.runs.prisma import prisma


def search(claim_id, fetched, **fields):
    row = {
        "search_id": f"{claim_id}-1",
        "claim_id": claim_id,
        "step": 1,
        "database": "pubmed",
        "query": "q",
        "count": fetched,
        "fetched": fetched,
        "limit": 200,
        "limit_reached": False,
        "state": "answered",
    }
    return row | fields


def screened(claim_id, pmid, reason=None):
    return {
        "claim_id": claim_id,
        "pmid": pmid,
        "search_id": f"{claim_id}-1",
        "rank": 1,
        "decision": "excluded" if reason else "included",
        "reason": reason,
    }


def record(pmid):
    return {
        "pmid": pmid,
        "title": "T",
        "is_summary": True,
        "notice_state": "no notice",
        "study_id": pmid,
    }


def appraised(claim_id, pmid, study_id):
    return {
        "claim_id": claim_id,
        "pmid": pmid,
        "study_id": study_id,
        "design": "cohort",
        "directness": "direct",
        "finding": "mixed",
        "stance": "mixed",
        "rule": "r",
        "appraiser": "rules",
        "is_randomised": False,
        "design_signal": "s",
        "comparator_kind": "none stated",
    }


POPULATION = "does not address the population or condition"
INTERVENTION = "does not address the intervention"


def two_claims():
    """Four records; 90000001 and 90000002 are one study, 90000003 and 90000004 fall out."""
    return (
        SEARCHES.build([search("A", 4), search("B", 3, count=90, limit=3, limit_reached=True)]),
        RECORDS.build([record(f"9000000{n}") for n in (1, 2, 3, 4)]),
        SCREENING.build(
            [
                screened("A", "90000001"),
                screened("A", "90000002"),
                screened("A", "90000003", POPULATION),
                screened("A", "90000004", "retracted"),
                screened("B", "90000001", INTERVENTION),
                screened("B", "90000002"),
                screened("B", "90000003", INTERVENTION),
            ]
        ),
        APPRAISALS.build(
            [
                appraised("A", "90000001", "s"),
                appraised("A", "90000002", "s"),
                appraised("B", "90000002", "s"),
            ]
        ),
    )


def test_the_run_counts_each_record_once():
    flow = prisma(*two_claims())
    assert flow["identified"] == 7
    assert flow["duplicates_removed"] == 3
    assert flow["screened"] == 4
    assert flow["included"] == 2
    assert flow["studies_included"] == 1
    assert flow["not_read"] == 87


def test_a_record_excluded_for_different_reasons_gets_one_by_frequency_then_by_the_closed_list():
    assert prisma(*two_claims())["excluded_by_reason"] == {"retracted": 1, INTERVENTION: 1}


def test_each_claim_has_its_own_flow():
    flow = prisma(*two_claims())["claims"]["B"]
    assert (flow["identified"], flow["screened"], flow["excluded"], flow["included"]) == (
        3,
        3,
        2,
        1,
    )
    assert flow["excluded_by_reason"] == {INTERVENTION: 2}


def test_every_sum_adds_up_in_the_example_run():
    whole = example_run().prisma
    for flow in (whole, *whole["claims"].values()):
        assert flow["identified"] - flow["duplicates_removed"] == flow["screened"]
        assert flow["screened"] == flow["excluded"] + flow["included"]
        assert flow["excluded"] == sum(flow["excluded_by_reason"].values())
    assert whole["identified"] == sum(flow["identified"] for flow in whole["claims"].values())


def test_failed_searches_are_counted_apart():
    frames = (
        SEARCHES.build(
            [search("A", None, state="failed", error="No answer.", count=None, limit_reached=None)]
        ),
        RECORDS.build([]),
        SCREENING.build([]),
        APPRAISALS.build([]),
    )
    flow = prisma(*frames)
    assert (flow["searches"], flow["searches_failed"], flow["identified"]) == (1, 1, 0)


def test_a_record_nobody_screened_is_an_error():
    searches, _records, screening, appraisals = two_claims()
    extra = RECORDS.build([record(f"9000000{n}") for n in (1, 2, 3, 4, 5)])
    with pytest.raises(InputError, match="90000005"):
        prisma(searches, extra, screening, appraisals)


def test_an_included_record_without_appraisal_is_an_error():
    searches, records, screening, appraisals = two_claims()
    with pytest.raises(InputError, match="claim B"):
        prisma(searches, records, screening, appraisals.iloc[:2])


def test_more_screened_than_read_is_an_error():
    _, records, screening, appraisals = two_claims()
    with pytest.raises(InputError, match="2 as asked for"):
        prisma(SEARCHES.build([search("A", 1), search("B", 1)]), records, screening, appraisals)


def test_an_exclusion_without_reason_is_an_error():
    searches, records, screening, appraisals = two_claims()
    screening.loc[screening["decision"] == "excluded", "reason"] = None
    with pytest.raises(InputError, match="reason"):
        prisma(searches, records, screening, appraisals)
