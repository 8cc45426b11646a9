import gzip
import os
import subprocess
import sys
import threading
import warnings

import pandas as pd
import pytest
from Bio import Entrez
from pubmed_xml_samples import LIBRARY, article, article_set

from review.core import settings
from review.core.errors import InputError, SearchFailedError
from review.core.models import Claim, Strategy
from review.core.vocabulary import Kind
from review.search.archive import Archive
from review.search.entrez import EntrezClient
from review.search.fetched import FetchResult
from review.search.local.service import LocalService
from review.search.runs import Hit, run_searches
from review.search.source import open_source
from review.search.transport import checked_base

MANY = [article(90001000 + n, f"Trial {n} of clonidine", year=1950 + n % 70) for n in range(450)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("records")
    (path / "a.xml").write_bytes(article_set(*LIBRARY))
    (path / "b.xml.gz").write_bytes(gzip.compress(article_set(*MANY)))
    return path


@pytest.fixture(scope="module")
def client(folder):
    with open_source(str(folder)) as opened:
        yield opened


def test_a_search_names_what_was_searched_and_how(client):
    answer = client.search("opioid[ti] OR nosuchword OR opi*", limit=10)
    assert (
        answer.database
        == client.database()
        == "Local index of 454 PubMed records, not PubMed itself"
    )
    assert answer.searched_on == "2022-07-01"
    assert answer.query == "opioid[ti] OR nosuchword OR opi*"
    assert answer.query_translation.startswith('"opioid"[Title] OR "nosuchword"[All Fields]')
    assert (answer.count, set(answer.pmids)) == (2, {"90000001", "90000003"})
    assert answer.warnings[:2] == ("not found: nosuchword", "ignored: opi*")


def test_a_search_for_nothing_is_answered_with_nothing(client):
    answer = client.search("nosuchword", limit=10)
    assert (answer.count, answer.pmids) == (0, ())


def test_a_limit_cuts_the_list_but_not_the_count(client):
    answer = client.search("clonidine[ti]", limit=25)
    assert (answer.count, len(answer.pmids)) == (451, 25)
    assert client.search("clonidine[ti]", limit=25) == answer


def test_a_query_too_long_for_an_address_is_posted(client):
    query = " OR ".join(f'"no such words {n}"[tiab]' for n in range(200)) + " OR baclofen[ti]"
    assert client.search(query, limit=10).pmids == ("90000002",)


def test_a_malformed_query_is_a_failed_search(client):
    with pytest.raises(SearchFailedError, match="Unbalanced parentheses"):
        client.search("(clonidine", limit=10)


def test_fetch_brings_every_record_byte_for_byte(client, folder):
    pmids = [str(90001000 + n) for n in range(450)][::-1]
    with Archive.open(":memory:") as archive:
        archive.import_files([folder])
        expected = archive.get(pmids)
    fetched = client.fetch(pmids, bytes)
    assert list(fetched.records) == pmids
    assert fetched.records == expected
    twice = client.fetch(["90001001", "90000001", "90001001"], bytes)
    assert list(twice.records) == ["90001001", "90000001"]
    assert client.fetch([], bytes) == FetchResult()


def test_a_record_the_service_lacks_is_named(folder):
    with open_source(str(folder)) as opened:
        patient = EntrezClient(opened._transport.base, sleep=lambda _: None)
        fetched = patient.fetch(["90000001", "90000999"], bytes)
    assert list(fetched.records) == ["90000001"]
    assert fetched.missing == {"90000999": "the service left it out"}


def opened_base(client):
    return client._transport.base


def test_clients_of_two_services_do_not_disturb_each_other_or_biopython(folder):
    original = Entrez.urlopen
    with Archive.open(":memory:") as archive:
        archive.add("90000004", LIBRARY[3].encode(), "test")
        with LocalService(archive) as small, open_source(str(folder)) as large:
            clients = [EntrezClient(small.base_url), large] * 4
            counts = [0] * len(clients)

            def work(place):
                for _ in range(5):
                    counts[place] += clients[place].search("1900:3000[dp]", limit=1).count

            threads = [threading.Thread(target=work, args=(n,)) for n in range(len(clients))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    assert counts == [5, 5 * 454] * 4
    assert Entrez.urlopen is original
    assert (Entrez.email, Entrez.api_key) == (None, None)


def claim(number, kind=Kind.EFFICACY):
    return Claim(f"T{number:02d}", "Clonidine helps.", kind)


def test_steps_run_until_enough_records_are_found(client):
    steps = {
        "T01": (Strategy(1, "", "opioid[ti]"), Strategy(2, "outcome dropped", "opioid"),
                Strategy(3, "population dropped", "clonidine"), Strategy(4, "more", "baclofen")),
        "T02": (),
        "T03": (Strategy(1, "", "clonidine[ti]"), Strategy(2, "not needed", "opioid")),
    }  # fmt: skip
    claims = [claim(1), claim(2, Kind.GUIDANCE), claim(3)]
    log, hits = run_searches(claims, lambda c: steps[c.claim_id], client, limit=20)
    assert list(log["search_id"]) == ["T01-1", "T01-2", "T01-3", "T03-1"]
    assert list(log["count"]) == [2, 3, 451, 451]
    assert list(log["fetched"]) == [2, 3, 17, 20]
    assert list(log["limit_reached"]) == [False, False, True, True]
    assert list(log["state"]) == ["answered"] * 4
    assert list(log["searched_on"].unique()) == ["2022-07-01"]
    first = [hit for hit in hits if hit.claim_id == "T01"]
    assert len(first) == len({hit.pmid for hit in first}) == 20
    assert [hit.search_id for hit in first[:3]] == ["T01-1", "T01-1", "T01-2"]
    assert first[2] == Hit("T01", "T01-2", "90000002", first[2].rank)
    again, hits_again = run_searches(claims, lambda c: steps[c.claim_id], client, limit=20)
    pd.testing.assert_frame_equal(log, again)
    assert hits == hits_again


def test_a_failed_step_is_logged_and_ends_only_its_own_claim(client):
    steps = {
        "T01": (Strategy(1, "", "opioid[ti]"), Strategy(2, "x", "(opioid"), Strategy(3, "y", "clonidine")),
        "T02": (Strategy(1, "", "clonidine"),),
    }  # fmt: skip
    log, hits = run_searches([claim(1), claim(2)], lambda c: steps[c.claim_id], client, limit=9)
    assert list(log["search_id"]) == ["T01-1", "T01-2", "T02-1"]
    assert list(log["state"]) == ["answered", "failed", "answered"]
    failed = log.iloc[1]
    assert "Unbalanced" in failed["error"]
    assert pd.isna(failed["count"])
    assert pd.isna(failed["fetched"])
    assert failed["database"].startswith("Local index")
    assert {hit.search_id for hit in hits} == {"T01-1", "T02-1"}


def test_a_claim_without_steps_gives_an_empty_log(client):
    log, hits = run_searches([claim(1)], lambda _: (), client, limit=9)
    assert (len(log), hits) == (0, [])


def test_an_archive_file_can_be_a_source(folder, tmp_path):
    path = tmp_path / "records.sqlite"
    with Archive.open(path) as archive:
        archive.import_files([folder])
    with open_source(str(path)) as opened:
        assert opened.search("baclofen[ti]", limit=5).pmids == ("90000002",)


def test_the_bundled_snapshot_is_searched_as_of_its_own_date():
    with open_source("snapshot") as opened:
        answer = opened.search("withdrawal[tiab]", limit=5)
    assert answer.count > 0
    assert answer.database.startswith("Local index of ")
    assert len(answer.searched_on) == len("2020-01-01")


@pytest.mark.parametrize(
    "source", ["no/such/path", "nothing", "http://", "http://[x/", "http://h:99999999/", "https://u:p@h/",
               "http://h/?api_key=x", "notes.txt"],
)  # fmt: skip
def test_sources_that_cannot_be_used_are_refused(source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError), open_source(source):
        pass


@pytest.mark.parametrize("source", ["pubmed", settings.NCBI])
def test_pubmed_needs_an_address_and_says_which_variable(source, monkeypatch):
    monkeypatch.delenv(settings.EMAIL_VARIABLE, raising=False)
    with pytest.raises(InputError, match=settings.EMAIL_VARIABLE), open_source(source):
        pass


def test_pubmed_names_itself_without_being_asked(monkeypatch):
    monkeypatch.setenv(settings.EMAIL_VARIABLE, "someone@example.org")
    with open_source("pubmed") as opened:
        assert opened.database() == "PubMed"


def test_a_bare_path_to_a_malformed_file_closes_what_it_opened(tmp_path):
    path = tmp_path / "bad.xml"
    path.write_bytes(b"<PubmedArticleSet>")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(InputError, match=r"bad\.xml"), open_source(str(path)):
            pass


def test_a_base_address_gets_its_closing_slash():
    assert checked_base("http://127.0.0.1:8000/x") == "http://127.0.0.1:8000/x/"


def test_the_client_needs_neither_a_home_nor_biopythons_parser(folder):
    code = (
        "import sys; from review.search.source import open_source\n"
        f"with open_source({str(folder)!r}) as client:\n"
        "    assert len(client.fetch(client.search('opioid', limit=9).pmids, bytes).records) == 3\n"
        "assert 'Bio.Entrez.Parser' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "HOME": "/no/such/home"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
