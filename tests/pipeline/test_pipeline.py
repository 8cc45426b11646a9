"""The stages joined: the two bundled articles on the snapshot, and what happens when fetching fails."""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from review.claims.library import load_claims
from review.command_line.run_summary import lines_of
from review.core.errors import InputError, SearchFailedError
from review.core.models import Record
from review.core.run_tables import RUN_TABLES
from review.core.settings import data_folder
from review.core.tables import parse_list
from review.core.vocabulary import Certainty, EvidenceState, SearchState, Stance, Verdict
from review.figures.figure_kinds import FIGURE_KINDS
from review.pipeline import stages
from review.pipeline.run_folder import read_run
from review.runs.run import Run
from review.search import fetching
from review.search.entrez import EntrezClient
from review.search.fetched import FetchResult

ARTICLES = ("baclofen_opioid_withdrawal", "clonidine_heroin_withdrawal")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    out = tmp_path_factory.mktemp("runs")
    return {
        name: stages.run(data_folder() / "claims" / f"{name}.csv", out=out / name)
        for name in ARTICLES
    }


@pytest.fixture(scope="module")
def findings(runs: dict[str, Run]) -> pd.DataFrame:
    return pd.concat([run.summary_of_findings for run in runs.values()], ignore_index=True)


def test_every_claim_has_a_row_a_verdict_and_a_reason(
    runs: dict[str, Run], findings: pd.DataFrame
) -> None:
    claims = pd.concat([run.claims for run in runs.values()])
    assert len(claims) == 96
    assert list(findings["claim_id"]) == list(claims["claim_id"])
    assert (
        findings[["verdict", "certainty", "reason", "statement_of_findings"]].notna().all(axis=None)
    )


def test_the_four_counts_of_stance_add_up_to_the_studies(findings: pd.DataFrame) -> None:
    counted = findings[["supports", "refutes", "mixed", "no_information"]].sum(axis=1)
    assert (counted == findings["n_studies"]).all()
    assert (findings["n_studies"] <= findings["n_records"]).all()


def test_counts_can_be_recomputed_from_the_evidence_matrix(runs: dict[str, Run]) -> None:
    for run in runs.values():
        by_claim = run.evidence_matrix.groupby("claim_id")
        for row in run.summary_of_findings.to_dict("records"):
            if row["n_studies"] == 0:
                continue
            studies = by_claim.get_group(row["claim_id"])
            assert len(studies) == row["n_studies"]
            assert (studies["stance"] == Stance.SUPPORTS).sum() == row["supports"]
            assert (studies["stance"] == Stance.REFUTES).sum() == row["refutes"]
            assert studies["pmids"].map(parse_list).map(len).sum() == row["n_records"]


def test_a_claim_that_turns_an_agonist_into_a_blocker_is_contradicted(
    findings: pd.DataFrame,
) -> None:
    blocks = findings[findings["statement"].str.contains("blocking GABA")]
    assert list(blocks["verdict"]) == [Verdict.CONTRADICTED]
    assert blocks["refutes"].iloc[0] > 10


def test_two_reports_of_one_trial_are_one_study(runs: dict[str, Run]) -> None:
    records = runs["baclofen_opioid_withdrawal"].records.set_index("pmid")
    assert records.loc["11123486", "study_id"] == records.loc["11286609", "study_id"]


def test_claims_nobody_studied_say_that_nothing_was_found(findings: pd.DataFrame) -> None:
    nothing = findings[findings["state"] == EvidenceState.NOTHING_FOUND]
    assert len(nothing) > 0
    assert set(nothing["verdict"]) == {Verdict.INSUFFICIENT}
    assert nothing["statement_of_findings"].notna().all()


def test_advice_is_judged_by_its_sources_and_not_by_grade(findings: pd.DataFrame) -> None:
    advice = findings[findings["kind"] == "guidance"].set_index("claim_id")
    assert len(advice) == 7
    assert set(advice["verdict"]) == {Verdict.SUPPORTED, Verdict.INSUFFICIENT}
    on_research = advice["reason"].str.contains("open")
    assert set(advice.loc[~on_research, "certainty"]) == {Certainty.NOT_RATED}
    borne_out = advice[~on_research & (advice["verdict"] == Verdict.SUPPORTED)]
    assert borne_out["source_class"].notna().all()


def test_every_rationale_is_the_text_its_offsets_point_at(runs: dict[str, Run]) -> None:
    for run in runs.values():
        records = run.records.set_index("pmid")
        shown = run.appraisals[run.appraisals["rationale"].notna()]
        assert len(shown) > 100
        for row in shown.to_dict("records"):
            text = records.loc[row["pmid"], row["rationale_in"]]
            assert text[row["rationale_start"] : row["rationale_end"]] == row["rationale"]


def test_retracted_papers_and_notices_are_never_appraised(runs: dict[str, Run]) -> None:
    for run in runs.values():
        retracted = set(run.records.loc[run.records["notice_state"] == "retracted", "pmid"])
        assert not retracted & set(run.appraisals["pmid"])
        excluded = run.screening[run.screening["decision"] == "excluded"]
        assert excluded["reason"].notna().all()


def test_the_same_inputs_give_the_same_bytes(runs: dict[str, Run], tmp_path: Path) -> None:
    again = tmp_path / "again"
    name = ARTICLES[0]
    stages.run(data_folder() / "claims" / f"{name}.csv", out=again)
    first = tmp_path / "first"
    stages.run(data_folder() / "claims" / f"{name}.csv", out=first)
    written = sorted(path.name for path in again.glob("*.csv"))
    assert len(written) == len(RUN_TABLES)
    for file_name in written:
        assert (again / file_name).read_bytes() == (first / file_name).read_bytes()


def test_a_run_folder_reads_back_as_the_run_that_was_written(tmp_path: Path) -> None:
    name = ARTICLES[1]
    done = stages.run(data_folder() / "claims" / f"{name}.csv", out=tmp_path / name)
    back = read_run(tmp_path / name)
    for table, frame in done.tables():
        pd.testing.assert_frame_equal(frame, getattr(back, table.name), check_exact=False)
    assert back.prisma == json.loads(json.dumps(done.prisma))


def test_a_manifest_names_inputs_without_their_folders(tmp_path: Path) -> None:
    name = ARTICLES[0]
    done = stages.run(
        data_folder() / "claims" / f"{name}.csv",
        source=str(data_folder() / "snapshot"),
        out=tmp_path / name,
    )
    text = (tmp_path / name / "manifest.json").read_text(encoding="utf-8")
    assert str(data_folder()) not in text
    assert done.manifest["source"] == "snapshot"


def test_records_that_do_not_arrive_make_a_failed_search_and_no_verdict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_answer(_: EntrezClient, pmids: Sequence[str], *rest: object, **options: object) -> None:
        raise SearchFailedError(f"{len(pmids)} records did not arrive.")

    monkeypatch.setattr(EntrezClient, "fetch", no_answer)
    claims = load_claims(data_folder() / "claims" / f"{ARTICLES[0]}.csv")
    found = stages.search(claims, source="snapshot")
    appraisals = stages.appraise(claims, found.records, found.screening)
    graded = stages.synthesise(claims, found.searches, found.records, found.screening, appraisals)
    searched = found.searches["claim_id"].unique()
    failed = found.searches[found.searches["state"] == SearchState.FAILED]
    assert failed["error"].str.contains("did not arrive").all()
    verdicts = graded.summary_of_findings.set_index("claim_id")["verdict"]
    with_hits = set(failed["claim_id"])
    assert len(with_hits) > 20
    assert {verdicts[claim_id] for claim_id in with_hits} == {Verdict.SEARCH_FAILED}
    assert set(searched) >= with_hits


def without(lost: set[str], asked: list[Sequence[str]]) -> Callable[..., FetchResult[Record]]:
    """A fetch that fails whenever one of these records is asked for, and notes what was."""
    whole = EntrezClient.fetch

    def fetch(
        client: EntrezClient, pmids: Sequence[str], read: Callable[[bytes], Record], *, tries: int
    ) -> FetchResult[Record]:
        asked.append(pmids)
        if lost & set(pmids):
            raise SearchFailedError(f"It left out {len(lost & set(pmids))} of {len(pmids)}.")
        return whole(client, pmids, read, tries=tries)

    return fetch


@pytest.mark.parametrize("together", [10, 200])
def test_one_record_that_never_arrives_is_missing_where_it_was_found_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    claims = load_claims(data_folder() / "claims" / f"{ARTICLES[0]}.csv")
    whole = stages.search(claims, source="snapshot")
    needing = set(whole.screening.loc[whole.screening["pmid"] == "11123486", "claim_id"])
    asked: list[Sequence[str]] = []
    monkeypatch.setattr(EntrezClient, "fetch", without({"11123486"}, asked))
    monkeypatch.setattr(fetching, "TOGETHER", together)
    found = stages.search(claims, source="snapshot")
    assert set(found.searches["state"]) == {"answered"}
    told = found.searches[found.searches["not_retrieved"].notna()]
    assert set(told["claim_id"]) == needing
    assert 0 < len(needing) < len(claims)
    assert set(told["not_retrieved"]) == {'[["11123486", "It left out 1 of 1."]]'}
    others = whole.screening[whole.screening["pmid"] != "11123486"]
    pd.testing.assert_frame_equal(found.screening, others.reset_index(drop=True))
    assert len(asked) < len(whole.records) / together + 20


def test_a_service_that_is_gone_is_not_asked_for_every_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claims = load_claims(data_folder() / "claims" / f"{ARTICLES[0]}.csv")
    every = set(stages.search(claims, source="snapshot").records["pmid"])
    asked: list[Sequence[str]] = []
    monkeypatch.setattr(EntrezClient, "fetch", without(every, asked))
    found = stages.search(claims, source="snapshot")
    assert len(asked) == fetching.GIVE_UP_AFTER
    assert found.records.empty
    assert found.screening.empty
    assert not (found.searches["fetched"] > 0).any()


UNREADABLE = """claim_id,statement,kind,query
X01,It helps,,
X02,Clonidine reduces the severity of opioid withdrawal,,
X03,It is safe for most people,,
X04,Talk to a doctor,guidance,
X05,It helps,,clonidine[tiab]
"""


def test_a_claim_that_is_not_understood_is_neither_searched_for_nor_graded(tmp_path: Path) -> None:
    path = tmp_path / "helps.csv"
    path.write_text(UNREADABLE, encoding="utf-8")
    done = stages.run(path, out=tmp_path / "run")
    states = done.summary_of_findings.set_index("claim_id")["state"].to_dict()
    assert states["X01"] == states["X03"] == EvidenceState.NOT_UNDERSTOOD
    assert states["X04"] == EvidenceState.NOT_SEARCHED
    assert EvidenceState.NOT_UNDERSTOOD not in (states["X02"], states["X05"])
    assert list(done.searches["claim_id"].unique()) == ["X02", "X05"]
    verdicts = done.summary_of_findings.set_index("claim_id")["verdict"]
    assert verdicts["X01"] == verdicts["X03"] == Verdict.UNCLEAR
    report = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "2 of 5 claims were not understood." in report
    assert "name what is taken or done in the column intervention" in report
    assert report.index("were not understood") < report.index("Summary of findings</h2>")


def test_a_topic_that_the_snapshot_does_not_hold_is_said_to_be_none_of_its_own(
    tmp_path: Path,
) -> None:
    path = tmp_path / "jetlag.csv"
    path.write_text("claim_id,statement\nX01,Melatonin shortens jet lag\n", encoding="utf-8")
    done = stages.run(path, out=tmp_path / "run")
    told = "1 of 1 claims found no record that bears on them in the bundled snapshot, which is 231 records on opioid withdrawal, not PubMed"
    assert told in (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert any(line.startswith(told) for line in lines_of(done))
    on_topic = tmp_path / "withdrawal.csv"
    on_topic.write_text(
        "claim_id,statement\nX01,Clonidine reduces the severity of opioid withdrawal\n",
        encoding="utf-8",
    )
    assert not any("not PubMed" in line for line in lines_of(stages.run(on_topic)))


def test_nothing_found_is_never_said_of_a_claim_nobody_searched_for(runs: dict[str, Run]) -> None:
    run = runs[ARTICLES[0]]
    empty = run.searches["claim_id"].isin(
        run.summary_of_findings.loc[
            run.summary_of_findings["state"] == EvidenceState.NOTHING_FOUND, "claim_id"
        ]
    )
    assert empty.any()
    with pytest.raises(InputError, match=r"has no row in searches\.csv"):
        stages.synthesise(
            run.claims, run.searches[~empty], run.records, run.screening, run.appraisals
        )


def test_a_source_that_is_not_there_is_one_sentence_and_writes_nothing(tmp_path: Path) -> None:
    claims = data_folder() / "claims" / f"{ARTICLES[0]}.csv"
    with pytest.raises(InputError, match="does not exist"):
        stages.run(claims, source=str(tmp_path / "nowhere.xml"), out=tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


ARTICLE = "# Sleep\n\nSome say that clonidine eases opioid withdrawal.\n"


def pointing(folder: Path, article: str) -> tuple[Path, Path]:
    """A claims file with one claim of an article, and the article's file."""
    text = folder / "article.md"
    text.write_text(article, encoding="utf-8")
    start = article.index("clonidine")
    digest = hashlib.sha256(article.encode()).hexdigest()
    claims = folder / "claims.csv"
    claims.write_text(
        "claim_id,statement,article,article_sha256,start,end\n"
        f"X01,Clonidine reduces opioid withdrawal,article.md,{digest},{start},{start + 9}\n",
        encoding="utf-8",
    )
    return claims, text


def test_a_run_gives_figures_and_a_report_without_writing_anything(tmp_path: Path) -> None:
    claims, text = pointing(tmp_path, ARTICLE)
    done = stages.run(claims, article=text)
    assert list(done.figures()) == [kind.name for kind in FIGURE_KINDS]
    assert all(figure.get_axes() for figure in done.figures().values())
    assert "eases opioid withdrawal" in done.report()
    assert {path.name for path in tmp_path.iterdir()} == {"claims.csv", "article.md"}
    written = stages.run(claims, article=text, out=tmp_path / "run")
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert page == written.report()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("nope.txt", "was not found"), ("other.md", "SHA-256"), ("claims.csv", "an article ends in")],
)
def test_an_article_is_checked_before_anything_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, sentence: str
) -> None:
    claims, _ = pointing(tmp_path, ARTICLE)
    (tmp_path / "other.md").write_text("Another article about something.", encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(stages, "open_source", asked.append)
    with pytest.raises(InputError, match=sentence):
        stages.run(claims, article=tmp_path / name)
    assert asked == []


def test_a_retracted_paper_that_was_found_is_noted_on_its_claim(tmp_path: Path) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text(
        "claim_id,statement,intervention,outcome,direction,kind\n"
        "X1,Clonidine prevents shivering after anaesthesia,clonidine,shivering,decreases,efficacy\n",
        encoding="utf-8",
    )
    done = stages.run(claims)
    notes = parse_list(done.summary_of_findings["notes"].iloc[0])
    excluded = done.screening[done.screening["reason"] == "retracted"]
    assert len(excluded) > 0
    [note] = [note for note in notes if note.startswith("Excluded because retracted")]
    assert all(pmid in note for pmid in excluded["pmid"])
