"""Searches with more hits than a service names at once."""

import pytest
from loopback import numbered

from review.core.errors import SearchFailedError
from review.search import entrez
from review.search.archive import Archive
from review.search.entrez import EntrezClient
from review.search.local import utilities
from review.search.local.service import LocalService
from review.search.spans import Span

MONTHS = [f"{month:02d}" for month in range(1, 13)]


def article(pmid, year, month=""):
    date = f"<Year>{year}</Year>" + (f"<Month>{month}</Month>" if month else "")
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><JournalIssue><PubDate>{date}"
        "</PubDate></JournalIssue></Journal><ArticleTitle>Clonidine</ArticleTitle></Article>"
        "</MedlineCitation></PubmedArticle>"
    )


@pytest.fixture
def largest(monkeypatch):
    monkeypatch.setattr(entrez, "LARGEST_SEARCH", 20)
    monkeypatch.setattr(utilities, "LARGEST_SEARCH", 20)


def serve(tmp_path, articles):
    path = tmp_path / "many.xml"
    path.write_text(f"<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>")
    archive = Archive.open(":memory:")
    archive.import_files([path])
    return archive


def spread(count, *, years=7):
    """Articles over some years, of which the first has most, by month."""
    return [
        article(pmid, 2000 + max(0, place % (2 * years) - years), MONTHS[place % 12])
        for place, pmid in enumerate(numbered(count))
    ]  # fmt: skip


def test_all_of_many_hits_come_in_spans_each_once(tmp_path, largest):
    with serve(tmp_path, spread(200)) as archive, LocalService(archive) as service:
        client = EntrezClient(service.base_url)
        answer = client.search("clonidine", limit=1000)
        best = client.search("clonidine", limit=20)
        some = client.search("clonidine", limit=75)
    assert (answer.count, best.count, some.count) == (200, 200, 200)
    assert sorted(answer.pmids) == numbered(200)
    assert answer.pmids[:20] == best.pmids
    assert (len(some.pmids), some.pmids) == (75, answer.pmids[:75])


def test_hits_that_no_span_divides_are_a_failed_search_and_not_a_part(tmp_path, largest):
    articles = [article(pmid, 2001) for pmid in numbered(30)]
    with serve(tmp_path, articles) as archive, LocalService(archive) as service:
        client = EntrezClient(service.base_url)
        with pytest.raises(SearchFailedError, match="30 records"):
            client.search("clonidine", limit=1000)
        assert len(client.search("clonidine", limit=20).pmids) == 20


def test_the_local_service_names_the_first_9999_and_the_client_gets_the_rest(tmp_path):
    pmids = numbered(10_050)
    articles = [article(pmid, 1990 + int(pmid) % 20) for pmid in pmids]
    with serve(tmp_path, articles) as archive, LocalService(archive) as service:
        client = EntrezClient(service.base_url)
        assert len(client.search("clonidine", limit=9_999).pmids) == 9_999
        assert sorted(client.search("clonidine", limit=20_000).pmids) == pmids
        answer = utilities.Utilities(archive).answer(
            "esearch.fcgi", {"db": "pubmed", "term": "clonidine", "retstart": "9999"}
        )
    assert b"retstart must be below 9999" in answer.body


def test_spans_divide_without_gap_or_overlap():
    years = Span((1999,), (2002,)).parts()
    assert [(span.mindate, span.maxdate) for span in years] == [("1999", "2000"), ("2001", "2002")]
    months = Span((2000,), (2000,)).parts()
    assert [span.mindate for span in months] == [f"2000/{month}" for month in MONTHS]
    days = months[1].parts()
    assert (days[0].mindate, days[-1].maxdate, len(days)) == ("2000/02/01", "2000/02/29", 29)
    assert days[0].parts() == ()
