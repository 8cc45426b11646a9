"""Whatever a service answers, a run ends in order, tells nobody who asked, and leaves a sound archive behind.

Each kind of `fault_kinds` is met once, and then by every request. After each a healthy run on the same archive
must be whole and equal to one on a fresh archive.
"""

import threading
from http.server import BaseHTTPRequestHandler

import pytest
from fault_kinds import KINDS, PASSING, Asked
from loopback import QuietServer, numbered
from run_service import CLAIMS, SIZE, RunService, be_quick, library
from test_runs_with_faults import tables
from test_secrets import EMAIL, KEY, assert_nothing_is_told, held_in

from review.core import settings
from review.pipeline import stages
from review.records.pubmed_xml import parse_article
from review.search.archive import Archive
from review.search.local.utilities import Utilities
from review.search.verification import ArchiveCheck, verify

LEAST_KINDS = 55


class Listener(BaseHTTPRequestHandler):
    """Another host: it keeps all that arrives."""

    def do_GET(self):
        self.server.heard.append(f"{self.path} {self.headers}")
        self.send_error(404)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def elsewhere():
    server = QuietServer(("127.0.0.1", 0), Listener)
    server.heard = []
    server.url = f"http://127.0.0.1:{server.server_address[1]}/entrez/eutils/efetch.fcgi?"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def service():
    with library() as archive, RunService(Utilities(archive)) as running:
        yield running


@pytest.fixture
def review(service, tmp_path, monkeypatch):
    """Reviews the claims, with the service in NCBI's place and an archive of the test's own."""
    claims = tmp_path / "two.csv"
    claims.write_text(CLAIMS)
    be_quick(monkeypatch, timeout=0.1)
    monkeypatch.setenv("REVIEW_ARCHIVE", str(tmp_path / "archive.sqlite"))
    monkeypatch.setenv(settings.EMAIL_VARIABLE, EMAIL)
    monkeypatch.setenv(settings.KEY_VARIABLE, KEY)
    monkeypatch.setattr(settings, "NCBI", service.url)

    def run(fault=lambda *_: None, *, source="pubmed"):
        service.fault = fault
        return stages.run(claims, source=source)

    return run


@pytest.fixture(scope="module")
def expected(service, tmp_path_factory):
    """The tables of a healthy run on a fresh archive."""
    folder = tmp_path_factory.mktemp("fresh")
    (folder / "two.csv").write_text(CLAIMS)
    with pytest.MonkeyPatch.context() as patch:
        be_quick(patch)
        patch.setenv("REVIEW_ARCHIVE", str(folder / "archive.sqlite"))
        patch.setenv(settings.EMAIL_VARIABLE, EMAIL)
        patch.setattr(settings, "NCBI", service.url)
        service.fault = lambda *_: None
        done = stages.run(folder / "two.csv", source="pubmed")
    assert len(done.appraisals) == SIZE
    assert set(done.searches["state"]) == {"answered"}
    return tables(done)


@pytest.fixture
def faulty(service, elsewhere):
    """Makes a fault of a kind, met by so many requests, or by all; and the list of those that met it."""
    elsewhere.heard.clear()

    def make_fault(kind, *, most=None):
        utility, make = kind
        met = []

        def fault(name, parameters, query):
            if utility not in name or (most is not None and len(met) >= most):
                return None
            right = service.utilities.answer(name, parameters).body
            met.append(name)
            return make(Asked(name, parameters, query, right, elsewhere.url))

        return fault, met

    yield make_fault
    assert elsewhere.heard == []


def assert_sound(folder):
    """The archive holds nothing that cannot be read, and nothing of who asked."""
    with Archive.open(folder / "archive.sqlite") as archive:
        assert verify(archive, parse_article).unreadable == {}
    assert_nothing_is_told(folder)


def test_the_list_is_long_enough():
    assert len(KINDS) >= LEAST_KINDS


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_after_a_fault_a_healthy_run_is_whole(kind, review, faulty, expected, tmp_path):
    fault, met = faulty(kind)
    troubled = review(fault)
    assert met
    states = set(troubled.searches["state"])
    named = sum(map(len, troubled.searches["not_retrieved"].dropna()))
    unharmed = tables(troubled) == expected
    assert unharmed or named or states == {"failed"}
    judged = troubled.summary_of_findings.set_index("claim_id")["verdict"]
    failed = set(troubled.searches.loc[troubled.searches["state"] == "failed", "claim_id"])
    assert failed == set(judged[judged == "search failed"].index)
    assert_sound(tmp_path)
    assert held_in("".join(tables(troubled).values()).encode()) == set()
    assert tables(review()) == expected
    with Archive.open(tmp_path / "archive.sqlite") as archive:
        assert verify(archive, parse_article) == ArchiveCheck(SIZE, {})
        assert archive.of(archive.origins()[0]).pmids() == numbered(SIZE)
    assert tables(review(fault)) == expected or kind[0] != "efetch", (
        "records that are kept are used"
    )


@pytest.mark.parametrize("kind", PASSING.values(), ids=PASSING)
def test_a_fault_that_is_met_once_is_got_over(kind, review, faulty, expected, tmp_path):
    fault, met = faulty(kind, most=1)
    is_described = kind[0] == "einfo"  # PubMed is not asked what it is
    source = settings.NCBI.replace("127.0.0.1", "localhost") if is_described else "pubmed"
    done = tables(review(fault, source=source))
    assert met
    assert_sound(tmp_path)
    if is_described:
        assert done == tables(review(source=source))
    else:
        assert done == expected
