"""The client against NCBI itself, for whoever has the network and opts in; and against this machine.

    REVIEW_LIVE=1 NCBI_EMAIL=you@example.org pytest -m live tests/live

Four requests in all, at NCBI's pace. `REVIEW_LIVE_ADDRESS` names another service in NCBI's place.
"""

import os

import pytest

from review.core import settings
from review.records.pubmed_xml import parse_article
from review.search.source import open_source
from review.search.sources.local_records import SNAPSHOT
from review.search.sources.services import PUBMED

QUERY = '"clonidine"[mh] AND "randomized controlled trial"[pt]'
OPT_IN, ADDRESS = "REVIEW_LIVE", "REVIEW_LIVE_ADDRESS"
SOME = 3


def live_source():
    """What the environment names, or a skip that says what is missing."""
    if os.environ.get(OPT_IN) != "1":
        pytest.skip(f"asks a service outside this machine; {OPT_IN}=1 allows it")
    source = os.environ.get(ADDRESS) or PUBMED
    if source == PUBMED and not os.environ.get(settings.EMAIL_VARIABLE):
        pytest.skip(f"NCBI wants to know who asks: set {settings.EMAIL_VARIABLE}")
    return source


@pytest.fixture(
    scope="module", params=[SNAPSHOT, pytest.param("live", marks=pytest.mark.live)], ids=str
)
def client(request):
    source = SNAPSHOT if request.param == SNAPSHOT else live_source()
    with open_source(source) as opened:
        yield opened


@pytest.fixture(scope="module")
def answer(client):
    return client.search(QUERY, limit=SOME)


def test_a_stable_search_is_answered(client, answer):
    assert answer.database == client.database() != ""
    assert answer.count >= len(answer.pmids) == SOME
    assert len(set(answer.pmids)) == SOME
    assert answer.warnings == ()
    assert len(answer.searched_on) == len("2020-01-01")


def test_the_service_tells_how_it_read_the_query(answer):
    translation = answer.query_translation.lower()
    assert '"clonidine"[mesh terms]' in translation
    assert "publication type]" in translation


def test_some_records_arrive_whole_and_can_be_read(client, answer):
    fetched = client.fetch(answer.pmids, parse_article)
    assert fetched.missing == {}
    records = list(fetched.records.values())
    assert [record.pmid for record in records] == list(answer.pmids)
    assert all(record.title and record.year for record in records)
    assert all("Randomized Controlled Trial" in record.publication_types for record in records)


def test_a_word_nobody_uses_is_told(client):
    answer = client.search("clonidine[ti] AND qzxwvjkqzx[ti]", limit=SOME)
    assert (answer.count, answer.pmids) == (0, ())
    assert "qzxwvjkqzx" in " ".join(answer.warnings).lower()


def test_the_same_search_for_none_is_only_counted(client, answer):
    counted = client.search(QUERY, limit=0)
    assert counted.pmids == ()
    assert counted.count >= answer.count


def test_a_service_outside_is_asked_only_with_leave_and_an_address(monkeypatch):
    for name in (OPT_IN, ADDRESS, settings.EMAIL_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(pytest.skip.Exception, match=OPT_IN):
        live_source()
    monkeypatch.setenv(OPT_IN, "1")
    with pytest.raises(pytest.skip.Exception, match=settings.EMAIL_VARIABLE):
        live_source()
    monkeypatch.setenv(settings.EMAIL_VARIABLE, "someone@example.org")
    assert live_source() == PUBMED
    monkeypatch.setenv(ADDRESS, "http://127.0.0.1:9/")
    assert live_source() == "http://127.0.0.1:9/"
