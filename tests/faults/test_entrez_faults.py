import json
import socket
import threading
import traceback
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from review.core.errors import SearchFailedError
from review.core.models import Claim, Strategy
from review.core.vocabulary import Kind
from review.search import transport
from review.search.entrez import EntrezClient
from review.search.redirects import refusal
from review.search.runs import run_searches
from review.search.waiting import LONGEST_IN_ALL, LONGEST_PAUSE, pause_before

EMAIL, KEY = "some.one+test@example.org", "synthetic/key 0123456789"
INFO = b"<eInfoResult><DbInfo><DbName>pubmed</DbName><Description>Local index of tests</Description><LastUpdate>2020-01-02</LastUpdate></DbInfo></eInfoResult>"
PAGE = b"<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>"


def found(*pmids, count=None):
    ids = "".join(f"<Id>{pmid}</Id>" for pmid in pmids)
    count = len(pmids) if count is None else count
    return (
        f"<eSearchResult><Count>{count}</Count><RetMax>{len(pmids)}</RetMax><RetStart>0</RetStart>"
        f"<IdList>{ids}</IdList><TranslationSet/><QueryTranslation>x</QueryTranslation></eSearchResult>"
    ).encode()


def error(text):
    return f"<eSearchResult><ERROR>{text}</ERROR></eSearchResult>".encode()


def fetched(*pmids):
    articles = "".join(
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID></MedlineCitation></PubmedArticle>"
        for pmid in pmids
    )
    return f"<PubmedArticleSet>{articles}</PubmedArticleSet>".encode()


GOOD = found("90000001", "90000002")


class Reply:
    """One scripted answer; `cut` sends half the body and ends, `stall` half and then no more, `hang`
    nothing at all, `drip` a byte at a time; `drop` ends the connection; `raw` is sent as it is."""

    def __init__(
        self, body=GOOD, status=200, *, headers=(), cut=False, stall=False, hang=False, drip=False, drop=False,
        sized=True, raw=b""
    ):  # fmt: skip
        self.raw = raw
        self.body, self.status, self.headers = body, status, dict(headers)
        self.cut, self.stall, self.hang, self.drip, self.drop, self.sized = (
            cut,
            stall,
            hang,
            drip,
            drop,
            sized,
        )


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(urlsplit(self.path).query)

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def answer(self, query):
        if "einfo" in self.path:
            self.give(Reply(INFO))
            return
        script = self.server.script
        self.server.asked.append((self.command, parse_qs(query)))
        self.give(script.pop(0) if len(script) > 1 else script[0])

    def give(self, reply):
        if reply.drop:
            return
        if reply.hang:
            self.server.released.wait(5)
            return
        if reply.raw:
            self.wfile.write(reply.raw)
            return
        self.send_response(reply.status)
        if reply.sized:
            self.send_header("Content-Length", str(len(reply.body)))
        for name, text in reply.headers.items():
            self.send_header(name, text)
        self.end_headers()
        if reply.drip:
            for place in range(len(reply.body)):
                self.wfile.write(reply.body[place : place + 1])
                if self.server.released.wait(0.02):
                    return
            return
        half = reply.cut or reply.stall
        self.wfile.write(reply.body[: len(reply.body) // 2] if half else reply.body)
        if reply.stall:
            self.server.released.wait(5)

    def log_message(self, *args):
        pass


class Service:
    """A scripted service: gives its replies in order, the last one again and again."""

    def __init__(self, *script, port=0, listening=True):
        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler, listening)
        self.server.daemon_threads = True
        self.server.script, self.server.asked = list(script), []
        self.server.released = threading.Event()
        self.pauses = []

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *trouble):
        self.server.released.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def client(self, **options):
        address = f"http://127.0.0.1:{self.server.server_address[1]}/"
        return EntrezClient(
            address, sleep=self.pauses.append, jitter=lambda: 0.0, email=EMAIL, api_key=KEY, **options
        )  # fmt: skip


def test_a_busy_service_is_asked_again_after_a_growing_pause():
    with Service(Reply(b"", 429), Reply(b"", 503), Reply(b"", 500), Reply()) as service:
        answer = service.client().search("x", limit=5)
    assert answer.pmids == ("90000001", "90000002")
    assert answer.searched_on == "2020-01-02"
    assert service.pauses == [1.0, 2.0, 4.0]


def test_a_pause_the_service_asks_for_is_kept_within_bounds():
    late = formatdate(1_000_000_000, usegmt=True)
    script = [Reply(b"", 429, headers={"Retry-After": wait}) for wait in ("7", "9999", late)]
    with Service(*script, Reply()) as service:
        service.client().search("x", limit=5)
    assert service.pauses == [7.0, 60.0, 0.0]


def test_pauses_grow_and_differ_between_runs_that_failed_together():
    for attempt, least in enumerate((1.0, 2.0, 4.0)):
        pauses = {pause_before(attempt, None, jitter=share) for share in (0.0, 0.3, 0.99)}
        assert len(pauses) == 3
        assert all(least <= pause < 2 * least for pause in pauses)
    assert [pause_before(3, 7.0, jitter=share) for share in (0.0, 0.5)] == [7.0, 7.5]
    assert pause_before(9, None, jitter=0.9) == pause_before(0, 9e9, jitter=0.9) == LONGEST_PAUSE
    with Service(Reply(b"", 503), Reply()) as service:
        address = f"http://127.0.0.1:{service.server.server_address[1]}/"
        EntrezClient(address, sleep=service.pauses.append).search("x", limit=5)
    assert 1.0 < service.pauses[0] < 2.0


def test_all_pauses_of_a_client_together_are_bounded_and_told(caplog):
    busy = Reply(b"", 503, headers={"Retry-After": "50"})
    with Service(busy) as service:
        client = service.client()
        for number in range(20):
            with pytest.raises(SearchFailedError, match="503"):
                client.search(f"x{number}", limit=5)
        assert len(service.server.asked) == 20 + len(service.pauses)
    assert service.pauses == [50.0] * 12
    assert sum(service.pauses) <= LONGEST_IN_ALL
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == len(service.pauses)
    assert (
        "asks to be left alone for a while: waiting 50 seconds (at most 550 more in all)"
        in lines[0]
    )
    assert EMAIL not in caplog.text
    assert KEY not in caplog.text


def test_a_short_pause_is_not_worth_a_word(caplog):
    with Service(Reply(b"", 503), Reply()) as service:
        service.client().search("x", limit=5)
    assert caplog.records == []


@pytest.mark.parametrize("status", [400, 429, 200])
def test_an_error_in_json_is_quoted_without_the_key_it_repeats(status):
    body = json.dumps({"error": f"API rate limit exceeded\nby {KEY}", "api-key": KEY, "count": "4"})
    with Service(Reply(body.encode(), status)) as service, pytest.raises(SearchFailedError) as told:
        service.client().search("x", limit=5)
    assert "API rate limit exceeded by [removed]" in str(told.value)
    assert "count" not in str(told.value)


MOVED = "/moved/esearch.fcgi"


@pytest.mark.parametrize(("status", "method"), [(301, "POST"), (302, "POST"), (307, "POST"), (308, "POST"), (303, "GET")])  # fmt: skip
def test_a_redirect_on_the_same_host_is_followed_with_what_was_sent(status, method):
    long = "word OR " * 300 + "word"
    with Service(Reply(b"", status, headers={"Location": MOVED}), Reply()) as service:
        assert service.client().search(long, limit=5).count == 2
        (sent, first), (again, second) = service.server.asked
    assert (sent, again) == ("POST", method)
    assert second == (first if method == "POST" else {})


@pytest.mark.parametrize(
    ("old", "new", "is_followed"),
    [
        ("http://a.example.org/x", "https://a.example.org/x", True),
        ("http://a.example.org:8080/x", "http://a.example.org:8080/y", True),
        ("http://a.example.org:8080/x", "http://a.example.org/y", False),
        ("http://a.example.org:8080/x", "https://a.example.org/y", False),
        ("https://a.example.org/x", "http://a.example.org/x", False),
        ("https://a.example.org/x", "http://a.example.org:443/x", False),
        ("https://a.example.org/x", "https://A.example.org/y", True),
        ("https://a.example.org/x", "https://a.example.org.evil.org/x", False),
        ("https://a.example.org/x", "https://a.example.org@evil.org/x", False),
        ("https://a.example.org/x", "ftp://a.example.org/x", False),
        ("https://a.example.org/x", "https://a.example.org:x/", False),
    ],
)
def test_which_redirects_are_followed(old, new, is_followed):
    assert (refusal(old, new) == "") is is_followed


def test_a_refused_redirect_names_the_host_and_is_final():
    away = Reply(b"", 302, headers={"Location": "https://elsewhere.example.org/esearch.fcgi"})
    with Service(away) as service:
        with pytest.raises(SearchFailedError, match=r"another host \(elsewhere\.example\.org\)"):
            service.client().search("x", limit=5)
        assert len(service.server.asked) == 1


def test_an_answer_that_drips_for_ever_is_given_up(monkeypatch):
    monkeypatch.setattr(transport, "LONGEST_ANSWER", 0.1)
    with Service(Reply(drip=True), Reply()) as service:
        assert service.client().search("x", limit=5).count == 2
        assert len(service.server.asked) == 2
    with Service(Reply(drip=True)) as service:
        with pytest.raises(SearchFailedError, match=r"not complete after 0\.1 seconds"):
            service.client().search("x", limit=5)
        assert len(service.server.asked) == 4


FAULTS = {
    "busy for ever": (Reply(b"", 429), "429"),
    "server fault": (Reply(b"", 500), "500"),
    "bad gateway": (Reply(b"", 502), "502"),
    "not available": (Reply(b"", 503), "503"),
    "hangs": (Reply(hang=True), "said nothing for 0.2 seconds"),
    "hangs in its body": (Reply(stall=True), "said nothing for 0.2 seconds"),
    "hangs in a body without length": (Reply(stall=True, sized=False), "said nothing for 0.2"),
    "cut body": (Reply(cut=True), "cut off"),
    "cut body without length": (Reply(cut=True, sized=False), "well-formed"),
    "web page": (Reply(PAGE), "<html>|well-formed"),
    "other document": (Reply(fetched("90000001")), "<PubmedArticleSet>"),
    "empty body": (Reply(b""), "well-formed"),
    "no count": (Reply(b"<eSearchResult/>"), "no count"),
    "fewer than counted": (Reply(found("90000001", count=3)), "counted 3 records and named 1"),
    "more than asked": (Reply(found(*range(90000001, 90000009))), "named 8 of the 5"),
    "a PMID twice": (Reply(found("90000001", "90000001")), "repeated"),
    "not a PMID": (Reply(found("x")), "invalid"),
    "backend error": (Reply(error("Search Backend failed: try again")), "Backend failed"),
}


@pytest.mark.parametrize(("reply", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_that_stays_is_a_failed_search_after_four_tries(reply, message):
    with Service(reply) as service:
        with pytest.raises(SearchFailedError, match=message) as caught:
            service.client(timeout=0.2).search("x", limit=5)
        assert len(service.server.asked) == 4
    text = str(caught.value)
    assert text.count(".") - text.count("127.0.0.1") * 3 - text.count("0.2 ") == 1
    assert "\n" not in text


@pytest.mark.parametrize("reply", [reply for reply, _ in FAULTS.values()], ids=FAULTS)
def test_a_fault_that_passes_leaves_the_right_answer(reply):
    with Service(reply, Reply()) as service:
        answer = service.client(timeout=0.2).search("x", limit=5)
    assert answer.pmids == ("90000001", "90000002")


@pytest.mark.parametrize(
    "reply",
    [Reply(error("Invalid db name")), Reply(b"no", 400), Reply(b"no", 403), Reply(b"", 404)],
)
def test_a_refusal_is_final(reply):
    with Service(reply) as service:
        with pytest.raises(SearchFailedError, match="after 1 try"):
            service.client().search("x", limit=5)
        assert len(service.server.asked) == 1
        assert service.pauses == []


ASKED = ["90000001", "90000002"]


@pytest.mark.parametrize(
    ("body", "arrived"),
    [
        (fetched("90000001"), ["90000001"]),
        (fetched("90000001", "90000001"), ["90000001"]),
        (fetched("90000001", "90000003"), ["90000001"]),
        (b"<PubmedArticleSet/>", []),
    ],
)
def test_records_that_do_not_arrive_are_named_and_those_that_do_are_kept(body, arrived):
    with Service(Reply(body)) as service:
        answer = service.client().fetch(ASKED, bytes)
        sent = [query["id"][0].split(",") for _, query in service.server.asked]
    assert list(answer.records) == arrived
    left = [pmid for pmid in ASKED if pmid not in arrived]
    assert answer.missing == dict.fromkeys(left, "the service left it out")
    assert sent == [ASKED, left], "asked for again once, without those that came"


def test_two_versions_of_one_record_in_an_answer_are_no_record():
    two = fetched(*ASKED).replace(b"</PubmedArticleSet>", b"") + fetched("90000001").replace(
        b"<PubmedArticleSet>", b""
    ).replace(b"</MedlineCitation>", b"<Other/></MedlineCitation>")
    with Service(Reply(two)) as service:
        answer = service.client().fetch(ASKED, bytes)
    assert list(answer.records) == ["90000002"]
    assert answer.missing == {"90000001": "the service sent two different versions of it"}


def test_an_answer_that_is_cut_off_is_an_error():
    with (
        Service(Reply(fetched(*ASKED), cut=True)) as service,
        pytest.raises(SearchFailedError, match="cut off"),
    ):
        service.client().fetch(ASKED, bytes)


def test_a_part_that_is_missing_once_is_asked_for_again():
    with Service(Reply(fetched("90000001")), Reply(fetched("90000002"))) as service:
        answer = service.client().fetch(ASKED, bytes)
    assert (list(answer.records), answer.missing) == (ASKED, {})


def test_long_queries_and_long_lists_are_posted():
    pmids = [str(90000001 + n) for n in range(200)]
    with Service(Reply(), Reply(fetched(*pmids))) as service:
        service.client().search("word OR " * 300 + "word", limit=5)
        service.client().fetch(pmids, bytes)
        methods = [method for method, _ in service.server.asked]
        sent = service.server.asked[0][1]
    assert methods == ["POST", "POST"]
    assert (sent["email"], sent["api_key"], sent["retmax"]) == ([EMAIL], [KEY], ["5"])


@pytest.mark.parametrize(
    "reply",
    [
        Reply(error(f"API key invalid: {KEY} of {EMAIL}")),
        Reply(error("bad key synthetic%2Fkey%200123456789, some.one%2Btest%40example.org")),
        Reply(error("bad key synthetic%2Fkey+0123456789")),
        Reply(error("padding " * 48 + KEY)),
        Reply(KEY.encode(), 400),
        Reply(b"", 500),
    ],
)
def test_no_message_and_no_traceback_holds_address_or_key(reply):
    with Service(reply) as service, pytest.raises(SearchFailedError) as caught:
        service.client().search("x", limit=5)
    shown = "".join(traceback.format_exception(caught.value))
    assert "SearchFailedError: The search service at 127.0.0.1" in shown
    for secret in (EMAIL, KEY, "some.one", "0123456789"):
        assert secret not in shown


def test_a_client_asks_the_same_once_and_again_where_it_got_no_answer():
    with Service(Reply(b"", 404), Reply(), Reply(found("90000003"))) as service:
        client = service.client()
        with pytest.raises(SearchFailedError, match="404"):
            client.search("x", limit=5)
        first = client.search("x", limit=5)
        assert client.search("x", limit=5) is first
        assert len(service.server.asked) == 2
        assert client.search("y", limit=5).pmids == ("90000003",)
        assert service.client().search("x", limit=5).count == 1
        assert len(service.server.asked) == 4


def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_service_that_is_back_after_a_refused_connection_is_asked_again():
    port = closed_port()
    service = Service(Reply(), port=port, listening=False)
    pauses = []

    def sleep(seconds):
        pauses.append(seconds)
        if len(pauses) == 2:
            service.server.server_bind()
            service.server.server_activate()
            service.__enter__()

    client = EntrezClient(f"http://127.0.0.1:{port}/", sleep=sleep)
    assert client.search("x", limit=5).pmids == ("90000001", "90000002")
    assert len(pauses) == 2
    service.__exit__()


def test_a_connection_that_is_dropped_without_a_word_is_tried_again():
    with Service(Reply(drop=True), Reply()) as service:
        assert service.client().search("x", limit=5).count == 2
    with Service(Reply(drop=True)) as service, pytest.raises(SearchFailedError, match="broke"):
        service.client().search("x", limit=5)


CLAIM = Claim("T01", "Clonidine helps.", Kind.EFFICACY)


def test_a_service_that_cannot_be_reached_gives_a_failed_row_that_names_its_place():
    pauses = []
    client = EntrezClient(
        f"http://127.0.0.1:{closed_port()}/", sleep=pauses.append, jitter=lambda: 0.0
    )
    log, hits = run_searches([CLAIM], lambda _: [Strategy(1, "", "x")], client, limit=5)
    assert (list(log["state"]), hits) == (["failed"], [])
    assert log["database"][0].startswith("E-utilities service at 127.0.0.1:")
    assert "cannot be reached" in log["error"][0]
    assert pauses == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("reply", [reply for reply, _ in FAULTS.values()], ids=FAULTS)
def test_a_failed_search_is_never_an_empty_answer(reply):
    with Service(reply) as service:
        steps = [Strategy(1, "", "x"), Strategy(2, "outcome dropped", "y")]
        log, hits = run_searches([CLAIM], lambda _: steps, service.client(timeout=0.2), limit=5)
    assert list(log["state"]) == ["failed"]
    assert pd.isna(log["count"][0])
    assert log["error"][0]
    assert hits == []


def test_a_service_that_is_gone_is_not_asked_for_every_claim_and_every_claim_fails():
    pauses = []
    client = EntrezClient(
        f"http://127.0.0.1:{closed_port()}/", sleep=pauses.append, jitter=lambda: 0.0
    )
    claims = [Claim(f"T{place:02}", "Clonidine helps.", Kind.EFFICACY) for place in range(40)]
    advice = Claim("T99", "Ask a doctor.", Kind.GUIDANCE)
    steps = {advice.claim_id: []}
    log, hits = run_searches(
        [claims[0], advice, *claims[1:]],
        lambda asked: steps.get(asked.claim_id, [Strategy(1, "", "x")]),
        client,
        limit=5,
    )
    assert hits == []
    assert list(log["claim_id"]) == [asked.claim_id for asked in claims]
    assert set(log["state"]) == {"failed"}
    assert log["error"].str.startswith("Not sent").sum() == 37
    assert pauses == [1.0, 2.0, 4.0] * 3
