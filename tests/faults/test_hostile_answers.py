"""Answers and files made to mislead, to fill the memory or to reach for other files."""

import gzip
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from loopback import numbered, record
from test_entrez_faults import GOOD, Reply, Service, fetched, found

from review.core import bounds
from review.core.errors import InputError, SearchFailedError
from review.search import transport
from review.search.archive import Archive
from review.search.waiting import LONGEST_PAUSE

SECRET = "synthetic content of a private file"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
LAUGHS = f'<!DOCTYPE PubmedArticleSet [<!ENTITY l0 "laugh">{LAUGHS}]>'
TWO = ["90000001", "90000002"]


def article(text, attribute=""):
    return (
        f"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>90000001</PMID><Article>"
        f'<ArticleTitle a="{attribute}">{text}</ArticleTitle></Article></MedlineCitation>'
        "</PubmedArticle></PubmedArticleSet>"
    )


@pytest.fixture
def elsewhere():
    """An address that counts who asks it for anything."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def hostile(tmp_path, elsewhere):
    private = tmp_path / "private.txt"
    private.write_text(SECRET)
    address = f"http://127.0.0.1:{elsewhere.server_address[1]}"
    return {
        "laughs": LAUGHS + article("&l11;"),
        "laughs in an attribute": LAUGHS + article("", "&l11;"),
        "quadratic": f'<!DOCTYPE PubmedArticleSet [<!ENTITY q "{"q" * 100_000}">]>'
        + article("&q;" * 10_000, "&q;" * 10_000),
        "a file": f'<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "{private.as_uri()}">]>'
        + article("&x;"),
        "an address": f'<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "{address}/x">]>'
        + article("&x;"),
        "a parameter": f'<!DOCTYPE PubmedArticleSet [<!ENTITY % p SYSTEM "{address}/p"> %p;]>'
        + article("x"),
    }


NAMES = ["laughs", "laughs in an attribute", "quadratic", "a file", "an address", "a parameter"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_grow_or_reach_out(name, encoding, tmp_path, elsewhere):
    text = hostile(tmp_path, elsewhere)[name]
    body = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
    began = time.monotonic()
    with Service(Reply(body)) as service, pytest.raises(SearchFailedError) as caught:
        service.client().fetch(["90000001"], bytes)
    path = tmp_path / "hostile.xml"
    path.write_bytes(body)
    with Archive.open(":memory:") as archive:
        with pytest.raises(InputError, match=r"hostile\.xml") as refused:
            archive.import_files([path])
        assert len(archive) == 0
    assert time.monotonic() - began < 2
    assert elsewhere.asked == []
    assert SECRET not in str(caught.value) + str(refused.value)


def test_a_document_type_nobody_knows_is_not_looked_up(tmp_path, elsewhere):
    where = f"http://127.0.0.1:{elsewhere.server_address[1]}/unknown.dtd"
    head = f'<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//X//Unknown//EN" "{where}">'
    body = head.encode() + fetched(*TWO)
    with Service(Reply(body)) as service:
        assert list(service.client().fetch(TWO, bytes).records) == TWO
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress(body))
    with Archive.open(":memory:") as archive:
        assert archive.import_files([path]) == 2
    assert elsewhere.asked == []


def test_an_entity_of_an_unknown_document_type_is_refused():
    head = b'<!DOCTYPE PubmedArticleSet SYSTEM "http://127.0.0.1:9/x.dtd">'
    with Service(Reply(head + article("&unknown;").encode())) as service:
        answer = service.client().fetch(["90000001"], bytes)
    assert answer.records == {}
    assert "entity" in answer.missing["90000001"]


def test_a_record_that_is_sent_twice_alike_is_taken_once_and_not_asked_for_again():
    with Service(Reply(fetched("90000001", *TWO))) as service:
        assert list(service.client().fetch(TWO, bytes).records) == TWO
        assert len(service.server.asked) == 1


def test_a_record_that_was_not_asked_for_is_left_aside():
    pmids = numbered(250)
    first, second = fetched(*pmids[:200]), fetched(pmids[0], "90999999", *pmids[200:])
    with Service(Reply(first), Reply(second)) as service:
        answer = service.client().fetch(pmids, bytes)
        assert len(service.server.asked) == 2
    assert (list(answer.records), answer.missing) == (pmids, {})


@pytest.mark.parametrize("count", [1, 3, 10**30, -2, "2.0"])
def test_a_count_that_does_not_fit_is_a_failed_search(count):
    with Service(Reply(found(*TWO, count=count))) as service, pytest.raises(SearchFailedError):
        service.client().search("x", limit=5)


@pytest.mark.parametrize(
    "broken", [b"<PubmedArticle>", b"</PubmedArticle>", b"\x00", b"\xff", b"&", b"<"]
)
def test_malformed_records_are_asked_for_again_and_never_mended(broken):
    body = fetched(*TWO).replace(b"</MedlineCitation>", broken + b"</MedlineCitation>", 1)
    with Service(Reply(body), Reply(fetched(*TWO))) as service:
        assert list(service.client().fetch(TWO, bytes).records) == TWO
    with Service(Reply(body)) as service, pytest.raises(SearchFailedError, match="well-formed"):
        service.client().fetch(TWO, bytes)


@pytest.mark.parametrize(("ahead", "least", "most"), [(20, 15, 20), (900, 60, 60), (-60, 0, 0)])
def test_a_date_to_ask_again_is_waited_for(ahead, least, most):
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=ahead), usegmt=True)
    with Service(Reply(b"", 503, headers={"Retry-After": moment}), Reply()) as service:
        assert service.client().search("x", limit=5).pmids == tuple(TWO)
    (pause,) = service.pauses
    assert least <= pause <= most <= LONGEST_PAUSE


@pytest.mark.parametrize("text", ["soon", "-5", "Wed, 99 Foo 2020", "1e3", ""])
def test_a_pause_that_cannot_be_read_is_as_none(text):
    with Service(Reply(b"", 503, headers={"Retry-After": text}), Reply()) as service:
        service.client().search("x", limit=5)
    assert service.pauses == [1.0]


@pytest.mark.parametrize("sized", [True, False])
def test_an_answer_that_stops_in_its_middle_is_asked_for_again(sized):
    with Service(Reply(GOOD, cut=True, sized=sized), Reply()) as service:
        assert service.client().search("x", limit=5).pmids == tuple(TWO)


LARGE = r"""
import re, sys
from review.core.errors import ReviewError
from review.search.archive import Archive
from review.search.entrez import EntrezClient
from pathlib import Path
def peak():
    return int(re.search(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
try:
    if sys.argv[1].startswith("http"):
        EntrezClient(sys.argv[1], sleep=lambda _: None).fetch(["90000001"], bytes)
    else:
        Archive.open(":memory:").import_files([Path(sys.argv[1])])
except ReviewError as error:
    print(error)
print(peak() - before)
"""


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="reads the peak of memory from /proc"
)


def told_and_megabytes(source):
    done = subprocess.run(
        [sys.executable, "-c", LARGE, str(source)], capture_output=True, text=True, check=True, timeout=60
    )  # fmt: skip
    *told, most = done.stdout.splitlines()
    return "\n".join(told), int(most) / 1000


@needs_proc
def test_a_record_of_a_hundred_megabytes_is_refused_in_bounded_memory():
    body = article("word " * 20_000_000).encode()
    for sized in (True, False):
        with Service(Reply(body, sized=sized)) as service:
            address = f"http://127.0.0.1:{service.server.server_address[1]}/"
            told, megabytes = told_and_megabytes(address)
            assert len(service.server.asked) == 1
        assert "after 1 try: its answer is larger than 64 MB" in told
        assert megabytes < 150


@needs_proc
@pytest.mark.parametrize("part", ["word " * 20, f"<i>{'word ' * 20}</i>"], ids=["text", "elements"])
def test_a_file_with_a_record_of_a_hundred_megabytes_is_refused_in_bounded_memory(tmp_path, part):
    path = tmp_path / "large.xml.gz"
    path.write_bytes(gzip.compress(article(part * 1_000_000).encode(), 1))
    told, megabytes = told_and_megabytes(path)
    assert "large.xml.gz" in told
    assert megabytes < 400


def test_many_records_in_one_file_are_no_reason_to_refuse_it(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "LARGEST_RECORD", 100_000)
    path = tmp_path / "many.xml"
    records = "".join(record(pmid) for pmid in numbered(500))
    path.write_text(f"<PubmedArticleSet>{records}</PubmedArticleSet>")
    assert path.stat().st_size > 500_000
    with Archive.open(":memory:") as archive:
        assert archive.import_files([path]) == 500


def test_an_answer_just_within_the_bound_is_read(monkeypatch):
    body = fetched(*TWO)
    monkeypatch.setattr(transport, "LARGEST_BODY", len(body))
    with Service(Reply(body)) as service:
        assert list(service.client().fetch(TWO, bytes).records) == TWO
    monkeypatch.setattr(transport, "LARGEST_BODY", len(body) - 1)
    with Service(Reply(body)) as service, pytest.raises(SearchFailedError, match="larger"):
        service.client().fetch(TWO, bytes)
