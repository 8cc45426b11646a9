"""What the log of searches says of an answer that is not to the question, of recall and of terms."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
import pytest
from pubmed_xml_samples import article, article_set

import review
from review.claims.library import claims_frame, load_claims
from review.core.errors import InputError, SearchFailedError
from review.core.models import Claim
from review.core.run_tables import SEARCHES
from review.core.settings import data_folder
from review.core.tables import parse_list
from review.pipeline import stages
from review.runs.known_records import recall
from review.search.entrez import SearchAnswer
from review.search.rewriting import left_out_terms
from review.search.runs import run_searches
from review.search.source import open_source
from review.search.strategy import strategies
from review.search.terms import count_terms

CLAIM = review.claim(
    "Zorvanib reduces anxiety in opioid withdrawal",
    claim_id="T01",
    population="people in opioid withdrawal",
    intervention="zorvanib",
    outcome="anxiety",
)


@dataclass
class Service:
    """Answers like PubMed: what it does not know it leaves out. `remarks` are its remarks, by query."""

    count: int = 3
    warnings: Sequence[str] = ()
    translation: str = ""
    fails: bool = False
    asked: list[str] = field(default_factory=list)
    known_database: str = "PubMed"
    place: str = "service"

    def search(self, query: str, *, limit: int) -> SearchAnswer:
        self.asked.append(query)
        if self.fails:
            raise SearchFailedError("It said nothing.")
        pmids = tuple(str(90000001 + n) for n in range(self.count))[:limit]
        return SearchAnswer(
            "PubMed",
            query,
            self.translation or query,
            tuple(self.warnings),
            "2026-01-01",
            self.count,
            pmids,
        )


def logged(service: Service, claim: Claim = CLAIM, limit: int = 50) -> dict[str, object]:
    log, _ = run_searches([claim], strategies, service, limit=limit)  # type: ignore[arg-type]
    return dict(log.iloc[0])


def unknown(claim: Claim, block: str) -> list[str]:
    """PubMed's remarks where it knows no term of a block, as it names them."""
    (terms,) = (one.terms for one in strategies(claim)[0].blocks if one.name == block)
    return [
        f"quoted phrase not found: {term}" if '"' in term else f"not found: {term}"
        for term in terms
    ]


def test_an_intervention_the_service_left_out_is_a_failed_search() -> None:
    row = logged(Service(100_000, unknown(CLAIM, "intervention")))
    assert row["state"] == "failed"
    assert "knows no term of the intervention and left it out" in str(row["error"])
    assert row["count"] == 100_000
    assert pd.isna(row["fetched"])
    assert "not found: zorvanib[tiab]" in parse_list(row["warnings"])


def test_a_remark_may_name_a_term_without_its_field() -> None:
    row = logged(Service(9, ["not found: zorvanib", "not found: zorvanibs"]))
    assert row["state"] == "failed"


def test_an_outcome_the_service_left_out_is_a_relaxation_in_the_log() -> None:
    row = logged(Service(30, unknown(CLAIM, "outcome")))
    assert row["state"] == "answered"
    assert row["relaxation"] == "outcome left out by the service, which knows none of its terms"


def test_a_block_of_which_one_term_is_known_was_searched_for() -> None:
    row = logged(Service(30, unknown(CLAIM, "outcome")[1:]))
    assert pd.isna(row["relaxation"])


def test_no_hit_for_unknown_terms_is_an_answer() -> None:
    row = logged(Service(0, unknown(CLAIM, "intervention")))
    assert (row["state"], row["count"]) == ("answered", 0)


@pytest.mark.parametrize("query", ["", "zorvanib[foo] AND pain"])
def test_a_field_the_service_does_not_know_makes_a_failed_search(query: str) -> None:
    row = logged(Service(9, ["field not found: foo"]), replace(CLAIM, query=query))
    assert row["state"] == "failed"
    assert str(row["error"]).startswith("The service does not know the field 'foo'")
    assert parse_list(row["warnings"]) == ["field not found: foo"]


def test_a_term_left_out_of_a_users_own_query_stands_in_the_log() -> None:
    claim = replace(CLAIM, query="zorvanib AND nosuchword")
    row = logged(Service(100_000, ["not found: nosuchword"], '"zorvanib"[All Fields]'), claim)
    assert row["relaxation"] == (
        "the query given in the claims file; left out by the service: nosuchword"
    )


def test_a_term_that_matched_nothing_was_not_left_out() -> None:
    kept = '("zorvanib"[All Fields]) OR "nosuchword"[Title/Abstract]'
    assert left_out_terms(["not found: nosuchword[tiab]"], kept) == ()
    assert left_out_terms(["not found: nosuch"], kept) == ("nosuch",)
    assert left_out_terms(['quoted phrase not found: "a b"', "message: x"], "") == ()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    found = [article(90000001 + n, f"Zorvanib for anxiety {n}") for n in range(12)]
    missed = article(90000050, "Something else altogether")
    (folder / "a.xml").write_bytes(article_set(*found, missed))
    return folder


KNOWN = replace(
    CLAIM,
    population="",
    known_pmids=("90000001", "90000012", "90000050", "90000077"),
)


@pytest.mark.parametrize("limit", [50, 2])
def test_known_records_are_found_missed_or_not_there_whatever_the_limit(
    folder: Path, limit: int
) -> None:
    with open_source(str(folder)) as client:
        log, hits = run_searches([KNOWN], strategies, client, limit=limit)
    row = log.iloc[0]
    assert len(hits) == min(limit, 12)
    assert parse_list(row["known_found"]) == ["90000001", "90000012"]
    assert parse_list(row["known_missed"]) == ["90000050"]
    assert parse_list(row["known_absent"]) == ["90000077"]


def test_a_claim_without_known_records_costs_no_request() -> None:
    service = Service(300)
    row = logged(service)
    assert len(service.asked) == 1
    assert pd.isna(row["known_found"])


def written(folder: Path, cell: str) -> Path:
    path = folder / "claims.csv"
    path.write_text(f'claim_id,statement,known_pmids\nT01,Zorvanib reduces anxiety,"{cell}"\n')
    return path


@pytest.mark.parametrize(
    "cell", ["90000001 90000002", "90000001,90000002", " 90000001; 90000002 ;"]
)
def test_known_records_are_read_from_the_claims_file(tmp_path: Path, cell: str) -> None:
    claims = load_claims(written(tmp_path, cell))
    assert parse_list(claims["known_pmids"][0]) == ["90000001", "90000002"]


@pytest.mark.parametrize("cell", ["PMC123", "90000001 0123", "123456789", "1.5"])
def test_what_is_no_pmid_is_one_sentence(tmp_path: Path, cell: str) -> None:
    with pytest.raises(
        InputError, match=r"claims\.csv, row 2: known_pmids holds '.*'; write PMIDs"
    ):
        load_claims(written(tmp_path, cell))


def test_every_block_and_every_term_is_counted_and_each_string_asked_once() -> None:
    service = Service(7)
    other = replace(CLAIM, claim_id="T02")
    counted = count_terms([CLAIM, other], strategies, service)  # type: ignore[arg-type]
    blocks = strategies(CLAIM)[0].blocks
    assert list(counted["block"].unique()) == [block.name for block in blocks]
    assert len(counted) == 2 * sum(1 + len(block.terms) for block in blocks)
    assert len(service.asked) == len(set(service.asked)) == len(counted) // 2
    assert set(counted["hits"]) == {7}
    whole = counted[counted["term"].isna() & (counted["claim_id"] == "T01")]
    assert list(whole["block"]) == [block.name for block in blocks]
    assert list(whole["search_id"].unique()) == ["T01-1"]


def test_hits_that_a_service_does_not_tell_are_missing_and_it_is_left_in_peace() -> None:
    service = Service(fails=True)
    counted = count_terms([CLAIM], strategies, service)  # type: ignore[arg-type]
    assert counted["hits"].isna().all()
    assert len(service.asked) == 3


def test_the_terms_of_a_block_are_all_its_alternatives() -> None:
    for block in strategies(CLAIM)[0].blocks:
        left = block.query
        for term in sorted(block.terms, key=len, reverse=True):
            left = left.replace(term, "")
        assert set(left.replace("OR", "").replace("AND", "")) <= set("() ")


def test_a_users_own_query_has_no_terms_to_count() -> None:
    claim = replace(CLAIM, query="zorvanib[tiab]")
    assert count_terms([claim], strategies, Service()).empty  # type: ignore[arg-type]


def test_the_stored_log_is_enough_to_repeat_every_search(tmp_path: Path) -> None:
    claims = load_claims(data_folder() / "claims" / "clonidine_heroin_withdrawal.csv").head(12)
    found = stages.search(claims, source="snapshot")
    SEARCHES.write(found.searches, tmp_path)
    log = SEARCHES.read(tmp_path)
    assert len(log) > 10
    with open_source("snapshot") as client:
        for row in log.to_dict("records"):
            again = client.search(row["query"], limit=row["limit"])
            assert again.count == row["count"]
            assert again.database == row["database"]
            assert again.searched_on == row["searched_on"]
            assert again.query_translation == row["query_translation"]
            assert list(again.warnings) == parse_list(row["warnings"])


def test_a_refused_query_is_logged_with_the_same_words_in_every_run(folder: Path) -> None:
    claims = claims_frame([replace(CLAIM, query="(zorvanib")])
    logs = [stages.search(claims, source=str(folder)).searches for _ in range(2)]
    pd.testing.assert_frame_equal(*logs)
    assert "Unbalanced parentheses" in logs[0]["error"][0]
    assert "127.0.0.1" not in logs[0].to_csv()


def test_recall_of_a_run_names_what_was_missed_not_there_and_not_looked_for(folder: Path) -> None:
    failing = replace(KNOWN, claim_id="T02", query="(zorvanib")
    plain = replace(KNOWN, claim_id="T03", known_pmids=())
    claims = claims_frame([KNOWN, failing, plain])
    found = stages.search(claims, source=str(folder), limit=5)
    first, second = recall(claims, found.searches, found.screening)
    assert (first.found, first.missed, first.absent) == (
        ("90000001", "90000012"),
        ("90000050",),
        ("90000077",),
    )
    assert set(first.unread) <= {"90000001", "90000012"}
    assert not first.is_whole
    assert str(first).startswith("T01: 2 of 4 known records found; missed: PMID 90000050; ")
    assert str(first).endswith("not in the database: PMID 90000077")
    assert (second.claim_id, second.untold, second.found) == ("T02", KNOWN.known_pmids, ())
