"""What Biopython's tutorial does with PubMed, and what metapub does, against the local service.

Nothing but the base address differs from a script written for NCBI.
"""

from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from Bio import Entrez, Medline
from pubmed_xml_samples import LIBRARY, article, article_set

from review.core import settings
from review.search.archive import Archive
from review.search.local.service import LocalService

MORE = [
    article(
        pmid,
        f"Orchid number {pmid}",
        "Orchids were counted. " * 12,
        year=1990 + place,
        authors=(("Botanist", "AB"), ("Gardener", "C")),
        mesh=("Orchidaceae",),
    )
    for place, pmid in enumerate(range(90000101, 90000131))
]
CREATED = article(90000140, "Orchids, once more", year=2020).replace(
    "<PublicationStatus>",
    '<History><PubMedPubDate PubStatus="entrez"><Year>2020</Year><Month>2</Month><Day>1</Day>'
    "</PubMedPubDate></History><PublicationStatus>",
)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / "a.xml").write_bytes(article_set(*LIBRARY, *MORE, CREATED))
    with Archive.open(":memory:") as archive:
        archive.import_files([folder])
        with LocalService(archive) as service:
            yield service.base_url


@pytest.fixture(autouse=True)
def entrez(base, tmp_path, monkeypatch):
    """Biopython, sending to the local service what it would send to NCBI."""

    def opened(request):
        url = request.full_url.replace(settings.NCBI, base)
        return urlopen(Request(url, request.data), timeout=10)

    monkeypatch.setattr(Entrez, "urlopen", opened)
    monkeypatch.setattr(Entrez, "email", "reader@example.org")
    monkeypatch.setattr(Entrez, "local_cache", str(tmp_path))
    monkeypatch.setattr(Entrez, "sleep_between_tries", 0)
    monkeypatch.setattr(Entrez, "max_tries", 1)


def read(stream):
    with stream:
        return Entrez.read(stream)


@pytest.fixture(autouse=True)
def unhurried(entrez, monkeypatch):
    """No pause between two requests: there is nobody to spare."""
    monkeypatch.setattr(Entrez._open, "previous", 0.0)
    monkeypatch.setattr(Entrez.time, "sleep", lambda _: None)


def test_einfo_lists_databases_and_the_fields_of_pubmed():
    assert read(Entrez.einfo())["DbList"] == ["pubmed"]
    info = read(Entrez.einfo(db="pubmed"))["DbInfo"]
    assert info["Description"].startswith("Local index")
    assert info["Count"] == "35"
    named = {field["Name"]: field["FullName"] for field in info["FieldList"]}
    assert (named["TITL"], named["AUTH"], named["JOUR"]) == ("Title", "Author", "Journal")


def test_esearch_and_epost():
    record = read(Entrez.esearch(db="pubmed", term="clonidine[title]", retmax="40"))
    assert record["IdList"] == ["90000001"]
    posted = read(Entrez.epost("pubmed", id="90000001,90000003"))
    fetched = Entrez.efetch(
        db="pubmed", rettype="uilist", retmode="text",
        webenv=posted["WebEnv"], query_key=posted["QueryKey"],
    )  # fmt: skip
    with fetched:
        assert fetched.read().split() == ["90000001", "90000003"]


def test_esummary_of_ids_and_of_a_kept_search():
    [summary] = read(Entrez.esummary(db="pubmed", id="90000002"))
    assert summary["Title"].startswith("Systematic review")
    kept = read(Entrez.esearch(db="pubmed", term="orchid*[ti]", usehistory="y"))
    place = {"webenv": kept["WebEnv"], "query_key": kept["QueryKey"]}
    assert len(read(Entrez.esummary(db="pubmed", retmax=7, **place))) == 7


def test_medline_records_are_read_by_bio_medline():
    ids = read(Entrez.esearch(db="pubmed", term="orchid*[ti]", retmax=463))["IdList"]
    with Entrez.efetch(db="pubmed", id=ids, rettype="medline", retmode="text") as stream:
        records = list(Medline.parse(stream))
    assert [record["PMID"] for record in records] == ids
    first = records[1]
    assert first["TI"] == f"Orchid number {ids[1]}"
    assert first["AU"] == ["Botanist AB", "Gardener C"]
    assert first["AB"] == ("Orchids were counted. " * 12).strip()
    assert first["MH"] == ["Orchidaceae"]
    assert (first["TA"], first["SO"]) == ("Synth J", f"Synth J. {first['DP']};:1-2.")


def test_records_come_as_xml_and_as_plain_abstract():
    articles = read(Entrez.efetch(db="pubmed", id="90000001,90000003", retmode="xml"))
    titles = [a["MedlineCitation"]["Article"]["ArticleTitle"] for a in articles["PubmedArticle"]]
    assert titles[0].startswith("Clonidine for opioid")
    with Entrez.efetch(db="pubmed", id="90000001", rettype="abstract", retmode="text") as stream:
        text = stream.read()
    assert text.startswith("1. Synth J. 2018 Mar;:1-2.")
    assert "Müller JA, Doe B" in text
    assert "Clonidine lowered the withdrawal score." in text


def test_abstracts_of_a_search_are_downloaded_in_batches_from_the_history(tmp_path):
    search = read(
        Entrez.esearch(
            db="pubmed", term="Orchidaceae[mh]", reldate=36500, datetype="pdat", usehistory="y"
        )
    )
    count, size = int(search["Count"]), 10
    assert count == 30
    titles = []
    for start in range(0, count, size):
        stream = Entrez.efetch(
            db="pubmed", rettype="medline", retmode="text", retstart=start, retmax=size,
            webenv=search["WebEnv"], query_key=search["QueryKey"],
        )  # fmt: skip
        with stream:
            titles += [record["TI"] for record in Medline.parse(stream)]
    assert len(set(titles)) == 30


def test_an_unknown_field_finds_nothing_and_says_so():
    search = read(Entrez.esearch(db="pubmed", term="Opuntia[ORGN]", reldate=365, usehistory="y"))
    assert search["Count"] == "0"
    assert search["ErrorList"]["FieldNotFound"] == ["ORGN"]


def test_espell_proposes_a_word_of_the_records():
    record = read(Entrez.espell(term="clonidinee for rats"))
    assert record["Query"] == "clonidinee for rats"
    assert record["CorrectedQuery"] == "clonidine for rats"
    assert read(Entrez.espell(term="clonidine"))["CorrectedQuery"] == ""


def test_searches_of_one_environment_are_combined():
    first = read(Entrez.esearch(db="pubmed", term="opioid", usehistory="y"))
    environment = first["WebEnv"]
    second = read(Entrez.esearch(db="pubmed", term="rats", usehistory="y", webenv=environment))
    assert (second["WebEnv"], second["QueryKey"]) == (environment, "2")
    both = read(Entrez.esearch(db="pubmed", term="#1 AND #2", webenv=environment))
    assert both["IdList"] == ["90000003"]
    rest = read(Entrez.esearch(db="pubmed", term="#1 NOT #2", webenv=environment))
    assert sorted(rest["IdList"]) == ["90000001", "90000002"]
    within = read(Entrez.esearch(db="pubmed", term="clonidine", webenv=environment, query_key="1"))
    assert within["IdList"] == ["90000001"]


@pytest.mark.parametrize(
    ("utility", "words"),
    [
        (lambda: Entrez.elink(dbfrom="pubmed", id="90000001"), "offers esearch, efetch"),
        (lambda: Entrez.efetch(db="nucleotide", id="1", rettype="gb"), "Invalid db name"),
        (lambda: Entrez.efetch(db="pubmed", id="90000001", retmode="asn.1"), "does not give"),
        (lambda: Entrez.efetch(db="pubmed", webenv="LOCAL_9", query_key="1"), "obtain query #1"),
    ],
)
def test_what_is_not_offered_is_refused_with_words(utility, words):
    with pytest.raises(HTTPError) as caught:
        utility()
    with caught.value as answer:
        assert words in answer.read().decode()


def test_a_database_that_is_not_here_is_an_error_of_the_answer():
    with pytest.raises(RuntimeError, match="Invalid db name specified: nlmcatalog"):
        read(Entrez.esearch(db="nlmcatalog", term="computational[Journal]"))


def test_metapub_reads_articles_and_searches(base, tmp_path, monkeypatch):
    metapub = pytest.importorskip("metapub", reason="metapub is not installed; it is no dependency")
    client = pytest.importorskip("metapub.ncbi_client")
    monkeypatch.setattr(client.NCBIClient, "BASE_URL", base.rstrip("/"))
    fetch = metapub.PubMedFetcher(cachedir=str(tmp_path))
    found = fetch.article_by_pmid("90000001")
    assert found.title.startswith("Clonidine for opioid withdrawal")
    assert (found.year, found.journal, found.authors) == ("2018", "Synth J", ["Müller JA", "Doe B"])
    assert "Clonidine lowered" in found.abstract
    assert fetch.pmids_for_query("clonidine[ti]") == ["90000001"]
    assert fetch.pmids_for_query("orchid*", since="2020/01/02", until="2020/02") == ["90000140"]
    assert fetch.pmids_for_query("orchid*", since="2020/02/02") == []
    assert fetch.pmids_for_query(jtitle="Other J", year=2021, author1_last_fm="Doe BC") == [
        "90000002"
    ]
