"""Whatever a service does to one request, a run ends with the right tables or says what failed."""

import csv
import io
from contextlib import contextmanager
from functools import partial

import pytest
from click.testing import CliRunner
from loopback import numbered
from run_service import BATCH, CLAIMS, SIZE, RunService, always, be_quick, library, once, trial
from test_entrez_faults import EMAIL, KEY, PAGE, Reply, error, found

from review import cli, pipeline
from review.claims.library import load_claims
from review.errors import SearchFailedError
from review.run_tables import RUN_TABLES
from review.search.archive import Archive
from review.search.entrez import EntrezClient
from review.search.local.utilities import Utilities

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
FIRST, OTHER = PMIDS[:BATCH], PMIDS[BATCH]
ANY = {
    "429": Reply(b"", 429),
    "429 with Retry-After": Reply(b"", 429, headers={"Retry-After": "2"}),
    "500": Reply(b"", 500),
    "502": Reply(PAGE, 502),
    "503": Reply(b"", 503),
    "hangs": Reply(hang=True),
    "hangs in its body": Reply(stall=True),
    "cut": Reply(cut=True),
    "cut without a length": Reply(cut=True, sized=False),
    "a web page": Reply(PAGE),
    "nothing": Reply(b""),
    "an error that passes": Reply(error("Search Backend failed: try again")),
    "malformed": Reply(records(*FIRST).replace(b"</Article>", b"", 1)),
}
OF_SEARCH = {
    "counts more than it names": Reply(found(*FIRST, count=SIZE)),
    "names one twice": Reply(found(*FIRST, FIRST[0])),
}
OF_FETCH = {
    "one missing": Reply(records(*FIRST[1:])),
    "all missing": Reply(records()),
    "one twice": Reply(records(FIRST[0], *FIRST)),
    "one of another batch": Reply(records(*FIRST, OTHER)),
    "one in place of another": Reply(records(*FIRST[1:], OTHER)),
}
CASES = {
    f"{utility}: {name}": (utility, reply)
    for utility, faults in {"einfo": ANY, "esearch": ANY | OF_SEARCH, "efetch": ANY | OF_FETCH}.items()
    for name, reply in faults.items()
}  # fmt: skip


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
            partial(pipeline.search, load_claims(claims))
            if search_only
            else partial(pipeline.run, claims)
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
        run = pipeline.run(claims, source=service.url)
    assert sorted(service.fetched) == PMIDS
    assert set(run.searches["state"]) == {"answered"}
    assert len(run.appraisals) == SIZE
    return tables(run)


@pytest.mark.parametrize(("utility", "reply"), CASES.values(), ids=CASES)
def test_a_fault_that_passes_changes_nothing(utility, reply, review, place, expected):
    with review(once(utility, reply), search_only=True) as (service, search):
        brought = tables(search())
    assert brought.items() <= expected.items()
    assert {"searches", "records", "screening"} <= set(brought)
    assert sum(asked == f"{utility}.fcgi" for asked, _ in service.asked) > 1
    with Archive.open(place) as archive:
        assert archive.verify() == SIZE
        (origin,) = archive.origins()
        kept = dict(archive.of(origin).records())
    assert kept == {pmid: trial(pmid).encode() for pmid in PMIDS}


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
        result = CliRunner().invoke(cli.main, words)
    assert result.exit_code == SearchFailedError.exit_code == 3
    assert "1 of 2 searches failed" in result.stderr
    assert "HTTP 500" in (out / "searches.csv").read_text()
    assert (out / "report.html").is_file()
    first, second = csv.DictReader(io.StringIO((out / "summary_of_findings.csv").read_text()))
    whole, _ = csv.DictReader(io.StringIO(expected["summary_of_findings"]))
    judged = ("claim_id", "verdict", "certainty", "n_records", "supports", "reason")
    assert [first[name] for name in judged] == [whole[name] for name in judged]
    assert (second["claim_id"], second["verdict"]) == ("X02", "search failed")


def test_records_that_stay_away_fail_their_claims_only(review):
    lost = next(pmid for pmid in PMIDS if int(pmid) % 2)

    def fault(name, parameters, query):
        asked = parameters.get("id", "").split(",") if "efetch" in name else []
        return Reply(records(*(pmid for pmid in asked if pmid != lost))) if lost in asked else None

    with review(fault) as (_, run):
        done = run()
    states = dict(zip(done.searches["claim_id"], done.searches["state"], strict=True))
    assert states == {"X01": "answered", "X02": "failed"}
    verdicts = dict(zip(done.summary_of_findings["claim_id"], done.summary_of_findings["verdict"], strict=True))  # fmt: skip
    assert verdicts["X02"] == "search failed" != verdicts["X01"]
    assert set(done.appraisals["claim_id"]) == {"X01"}


@pytest.mark.parametrize("reply", EXPIRED.values(), ids=EXPIRED)
def test_an_expired_history_is_an_error_and_nothing_is_kept(reply, trials):
    def fault(name, parameters, query):
        return None if "einfo" in name else reply

    with Archive.open(":memory:") as archive, RunService(trials, fault) as service:
        client = EntrezClient(service.url, archive=archive, sleep=lambda seconds: None)
        with pytest.raises(SearchFailedError, match=r"reported the error|HTTP 400"):
            client.search("clonidine", limit=5)
        with pytest.raises(SearchFailedError, match=r"reported the error|HTTP 400"):
            client.fetch(FIRST)
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
