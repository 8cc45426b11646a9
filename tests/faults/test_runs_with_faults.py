"""Whatever a service does to one request, a run ends with the right tables or says what failed."""

import csv
import io
from contextlib import contextmanager
from functools import partial

import pytest
from click.testing import CliRunner
from loopback import numbered
from run_service import BATCH, CLAIMS, SIZE, RunService, always, be_quick, library, trial
from test_entrez_faults import EMAIL, KEY, PAGE, Reply, error

from review.claims.library import load_claims
from review.command_line import commands
from review.command_line.run_summary import lines_of
from review.core.errors import SearchFailedError
from review.core.run_tables import RUN_TABLES
from review.core.tables import parse_list
from review.pipeline import stages
from review.records.pubmed_xml import parse_article
from review.search import archive as archive_module
from review.search.archive import Archive
from review.search.entrez import EntrezClient, today
from review.search.fetching import fetch_hits
from review.search.local.utilities import Utilities
from review.search.runs import Hit
from review.search.source import open_source
from review.search.verification import verify

GONE = "Unable to obtain query #1"
EXPIRED = {
    "as esearch says it": Reply(error(GONE)),
    "as efetch says it": Reply(f"<eFetchResult><ERROR>{GONE}</ERROR></eFetchResult>".encode()),
    "as a list of records says it": Reply(
        b"<PubmedArticleSet><ERROR>Cannot retrieve history data. query_key: 1, WebEnv: NCID_1, "
        b"retstart: 0, retmax: 20</ERROR></PubmedArticleSet>"
    ),
    "as a refusal": Reply(b'<?xml version="1.0"?><ERROR>WebEnv parameter is required</ERROR>', 400),
}


def records(*pmids):
    return f"<PubmedArticleSet>{''.join(map(trial, pmids))}</PubmedArticleSet>".encode()


PMIDS = numbered(SIZE)
FIRST = PMIDS[:BATCH]


def nothing(utility, parameters, query):
    return None


@pytest.fixture(scope="module")
def trials():
    with library() as archive:
        yield Utilities(archive)


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    path = tmp_path_factory.mktemp("claims") / "two.csv"
    path.write_text(CLAIMS)
    return path


@pytest.fixture
def place(tmp_path, monkeypatch):
    path = tmp_path / "archive.sqlite"
    monkeypatch.setenv("REVIEW_ARCHIVE", str(path))
    be_quick(monkeypatch)
    return path


@pytest.fixture
def review(trials, claims, place):
    """The service, with the faults that a test wants, and a function that reviews the claims with it."""

    @contextmanager
    def serve(fault, *, search_only=False):
        work = (
            partial(stages.search, load_claims(claims))
            if search_only
            else partial(stages.run, claims)
        )
        with RunService(trials, fault) as service:
            yield service, partial(work, source=service.url)

    return serve


def tables(run):
    """The text of every table that a run, or its search alone, has."""
    frames = {table.name: getattr(run, table.name, None) for table in RUN_TABLES}
    return {name: frame.to_csv(index=False) for name, frame in frames.items() if frame is not None}


@pytest.fixture(scope="module")
def expected(trials, claims):
    with RunService(trials) as service, pytest.MonkeyPatch.context() as patch:
        be_quick(patch)
        run = stages.run(claims, source=service.url)
    assert sorted(service.fetched) == PMIDS
    assert set(run.searches["state"]) == {"answered"}
    assert len(run.appraisals) == SIZE
    return tables(run)


@pytest.mark.parametrize("utility", ["esearch", "efetch"])
@pytest.mark.parametrize(
    "reply", [Reply(b"", 503), Reply(PAGE), *EXPIRED.values()], ids=["503", "page", *EXPIRED]
)
def test_a_fault_that_stays_fails_every_claim_and_the_next_run_is_whole(
    utility, reply, review, expected
):
    with review(always(utility, reply)) as (service, run):
        failed = run()
        assert set(failed.searches["state"]) == {"failed"}
        assert set(failed.summary_of_findings["verdict"]) == {"search failed"}
        assert len(failed.records) == len(failed.screening) == len(failed.appraisals) == 0
        service.asked.clear()
        service.fault = lambda *_: None
        assert tables(run()) == expected
        assert sorted(service.fetched) == PMIDS


def test_a_fault_of_one_claim_leaves_the_others_and_ends_with_three(
    trials, claims, place, expected, tmp_path
):
    def fault(name, parameters, query):
        return Reply(b"", 500) if "aclofen" in parameters.get("term", "") else None

    out = tmp_path / "run"
    with RunService(trials, fault) as service:
        words = ["run", str(claims), "--source", service.url, "--out", str(out)]
        result = CliRunner().invoke(commands.main, words)
    assert result.exit_code == SearchFailedError.exit_code == 3
    assert "1 of 2 searches failed" in result.stderr
    assert "HTTP 500" in (out / "searches.csv").read_text()
    assert (out / "report.html").is_file()
    first, second = csv.DictReader(io.StringIO((out / "summary_of_findings.csv").read_text()))
    whole, _ = csv.DictReader(io.StringIO(expected["summary_of_findings"]))
    judged = ("claim_id", "verdict", "certainty", "n_records", "supports", "reason")
    assert [first[name] for name in judged] == [whole[name] for name in judged]
    assert (second["claim_id"], second["verdict"]) == ("X02", "search failed")


OF_BACLOFEN = [pmid for pmid in PMIDS if int(pmid) % 2]


def staying_away(*lost):
    """A fault: those records are never sent."""

    def fault(name, parameters, query):
        asked = parameters.get("id", "").split(",") if "efetch" in name else []
        return Reply(records(*(pmid for pmid in asked if pmid not in lost)))

    return lambda name, *rest: fault(name, *rest) if "efetch" in name else None


def test_records_that_stay_away_are_named_and_counted(review, expected):
    lost = OF_BACLOFEN[:2]
    with review(staying_away(*lost)) as (_, run):
        done = run()
    assert set(done.searches["state"]) == {"answered"}
    _, second = done.searches.to_dict("records")
    assert sorted(parse_list(second["not_retrieved"])) == [
        [p, "the service left it out"] for p in lost
    ]
    assert second["fetched"] == len(OF_BACLOFEN)
    assert set(done.appraisals["pmid"]) == set(PMIDS) - set(lost)
    assert (done.prisma["not_retrieved"], done.prisma["screened"]) == (2, SIZE - 2)
    assert done.prisma["claims"]["X02"]["not_retrieved"] == 2
    assert done.prisma["claims"]["X01"]["not_retrieved"] == 0
    (told,) = [line for line in lines_of(done) if line.startswith("NOT READ")]
    assert told.startswith(f"NOT READ: 2 of {SIZE} records could not be had or read, first PMID ")
    notes = dict(zip(done.summary_of_findings["claim_id"], done.summary_of_findings["notes"], strict=True))  # fmt: skip
    assert all(f"PMID {pmid}" in notes["X02"] for pmid in lost)
    assert "could not be had" not in str(notes["X01"])
    page = done.report()
    assert "2 records were found and could not be had or read" in page
    assert f"duplicates removed, 2 that could not be had or read, {SIZE - 2} screened" in page
    assert page.count(f"PMID {lost[1]}</a>: the service left it out") == 1


def test_a_claim_of_which_too_many_records_stay_away_has_failed_and_the_others_go_on(review):
    with review(staying_away(*OF_BACLOFEN[:3])) as (_, run):
        done = run()
    states = dict(zip(done.searches["claim_id"], done.searches["state"], strict=True))
    assert states == {"X01": "answered", "X02": "failed"}
    verdicts = dict(zip(done.summary_of_findings["claim_id"], done.summary_of_findings["verdict"], strict=True))  # fmt: skip
    assert verdicts["X02"] == "search failed" != verdicts["X01"]
    assert set(done.appraisals["claim_id"]) == {"X01"}
    assert (
        f"3 of {len(OF_BACLOFEN)} records could not be had"
        in done.searches["error"].dropna().item()
    )


def test_broken_records_side_by_side_are_found_one_by_one(trials):
    pmids, bad = numbered(400), numbered(30, start=90000101)
    broken = [
        trial(pmid).replace("</Article>", "") if pmid in bad else trial(pmid) for pmid in pmids
    ]
    text_of = dict(zip(pmids, broken, strict=True))

    def fault(name, parameters, query):
        asked = parameters.get("id", "").split(",")
        body = f"<PubmedArticleSet>{''.join(map(text_of.get, asked))}</PubmedArticleSet>"
        return Reply(body.encode()) if "efetch" in name else None

    pauses = []
    with RunService(trials, fault) as service:
        client = EntrezClient(service.url, sleep=pauses.append)
        found = [Hit("X01", "X01-1", pmid, 1) for pmid in pmids]
        fetched = fetch_hits(client, found, parse_article)
    assert sorted(fetched.missing) == bad
    assert all("not well-formed" in reason for reason in fetched.missing.values())
    assert len(fetched.records) == len(pmids) - len(bad)
    assert len(pauses) == 3, "broken answers are asked for again in parts, without waiting"


def test_an_address_of_ncbi_that_is_not_encrypted_is_not_told_who_asks(monkeypatch):
    monkeypatch.setenv("NCBI_EMAIL", EMAIL)
    monkeypatch.setenv("NCBI_API_KEY", KEY)
    monkeypatch.setenv("REVIEW_ARCHIVE", "none")
    for address, told in (("pubmed", EMAIL), ("http://eutils.ncbi.nlm.nih.gov/entrez/eutils/", "")):
        with open_source(address) as client:
            assert client._identity["email"] == told


def test_what_an_earlier_version_stored_badly_is_noticed_and_asked_for_again(
    review, place, expected, monkeypatch
):
    bad = {
        PMIDS[
            0
        ]: f"<PubmedArticle><MedlineCitation><PMID>{PMIDS[0]}</PMID></MedlineCitation></PubmedArticle>",
        "٩٠٠٠٠٠٠١": "<PubmedArticle><MedlineCitation><PMID>٩٠٠٠٠٠٠١</PMID></MedlineCitation></PubmedArticle>",
        PMIDS[1]: trial(PMIDS[2]),
    }
    with review(nothing) as (service, run):
        run()
        with Archive.open(place) as archive, monkeypatch.context() as earlier:
            names = iter(bad)
            earlier.setattr(archive_module, "first_pmid", lambda xml: next(names))
            texts = {pmid: text.encode() for pmid, text in bad.items()}
            archive.of(*archive.origins()).keep(texts, source="test", stored_on=today())
        result = CliRunner().invoke(commands.main, ["archive", "verify", "--archive", str(place)])
        assert result.exit_code == 3
        assert "3 of them cannot be read" in result.stderr
        service.asked.clear()
        assert tables(run()) == expected
        assert sorted(service.fetched) == PMIDS[:2]
    with Archive.open(place) as archive:
        assert set(verify(archive, parse_article).unreadable) == {"٩٠٠٠٠٠٠١"}


@pytest.mark.parametrize("reply", EXPIRED.values(), ids=EXPIRED)
def test_an_expired_history_is_an_error_and_nothing_is_kept(reply, trials):
    def fault(name, parameters, query):
        return None if "einfo" in name else reply

    with Archive.open(":memory:") as archive, RunService(trials, fault) as service:
        client = EntrezClient(service.url, archive=archive, sleep=lambda seconds: None)
        with pytest.raises(SearchFailedError, match=r"reported the error|HTTP 400"):
            client.search("clonidine", limit=5)
        with pytest.raises(SearchFailedError, match=r"reported the error|HTTP 400"):
            client.fetch(FIRST, bytes)
        assert archive.origins() == []


def test_no_request_relies_on_a_history_that_could_expire(review):
    with review(nothing) as (service, run):
        run()
    sent = {name.lower() for _, parameters in service.asked for name in parameters}
    assert sent
    assert not sent & {"usehistory", "webenv", "query_key"}


def test_only_ncbi_is_told_who_asks(review, monkeypatch):
    monkeypatch.setenv("NCBI_EMAIL", EMAIL)
    monkeypatch.setenv("NCBI_API_KEY", KEY)
    with review(nothing) as (service, run):
        run()
    sent = [text for _, parameters in service.asked for text in parameters.values()]
    assert not {EMAIL, KEY} & set(sent)
