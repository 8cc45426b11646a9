import json
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from Bio import Entrez
from lxml import etree
from pubmed_xml_samples import LIBRARY, article_set

from review.core.errors import InputError
from review.search.archive import Archive
from review.search.local.service import LocalService


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("service")
    (folder / "a.xml").write_bytes(article_set(*LIBRARY))
    with Archive.open(":memory:") as archive:
        archive.import_files([folder])
        with LocalService(archive) as service:
            yield service.base_url


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(Entrez, "local_cache", str(tmp_path))


def ask(base, utility, *, post=False, **parameters):
    query = urlencode({"db": "pubmed", **parameters})
    url = f"{base}{utility}.fcgi"
    request = Request(url, query.encode()) if post else Request(f"{url}?{query}")
    with urlopen(request, timeout=10) as answer:
        return answer.read()


def read(body, tmp_path):
    path = tmp_path / "answer.xml"
    path.write_bytes(body)
    return Entrez.read(str(path))


def test_esearch_is_read_by_biopython(base, tmp_path):
    answer = read(ask(base, "esearch", term="clonidine OR nosuchword OR opi*"), tmp_path)
    assert answer["IdList"] == ["90000001"]
    assert (answer["Count"], answer["RetMax"], answer["RetStart"]) == ("1", "1", "0")
    assert answer["ErrorList"]["PhraseNotFound"] == ["nosuchword"]
    assert answer["WarningList"]["PhraseIgnored"] == ["opi*"]
    assert "at least 4 characters" in answer["WarningList"]["OutputMessage"][0]


def test_esearch_by_post_pages_and_sorts(base, tmp_path):
    def ids(**more):
        body = ask(base, "esearch", post=True, term="1900:3000[dp]", **more)
        return [pmid[-1] for pmid in read(body, tmp_path)["IdList"]]

    assert ids(sort="pub_date") == ["4", "2", "1", "3"]
    assert ids(sort="pub_date", retstart=1, retmax=2) == ["2", "1"]
    assert ids(sort="pub_date", mindate="2018", maxdate="2021") == ["2", "1"]
    assert ids(retmax=0) == []


def test_esearch_in_json(base):
    answer = json.loads(ask(base, "esearch", term='opioid OR "no such"', retmode="json"))
    found = answer["esearchresult"]
    assert found["count"] == "3"
    assert len(found["idlist"]) == 3
    assert found["warninglist"]["quotedphrasesnotfound"] == ['"no such"']


def test_field_applies_to_untagged_terms(base, tmp_path):
    assert read(ask(base, "esearch", term="opioid", field="title"), tmp_path)["Count"] == "2"


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"term": ""}, "Empty term"),
        ({"term": "(a"}, "Unbalanced"),
        ({"term": "a", "db": "nucleotide"}, "Invalid db"),
        ({"term": "a", "retmax": "many"}, "retmax"),
        ({"term": "a", "field": "nosuch"}, "nosuch"),
        ({"term": "a", "reldate": "many"}, "reldate"),
        ({"term": "a", "reldate": "999999"}, "reldate"),
        ({"term": "a", "mindate": "2010", "maxdate": "2011", "datetype": "x"}, "datetype"),
        ({"term": "#1"}, "Unable to obtain query #1"),
        ({"term": "a AND #7", "WebEnv": "LOCAL_0"}, "Unable to obtain query #7"),
        ({"term": "a", "WebEnv": "LOCAL_0", "usehistory": "y"}, "Unable to obtain query"),
        ({"term": "a", "mindate": "2010"}, "maxdate"),
    ],
)
def test_what_cannot_be_searched_is_answered_with_an_error(base, parameters, message):
    root = etree.fromstring(ask(base, "esearch", **parameters))
    assert root.tag == "eSearchResult"
    assert message in root.findtext("ERROR")
    assert root.find("IdList") is None
    answer = json.loads(ask(base, "esearch", retmode="json", **parameters))
    assert message in answer["esearchresult"]["ERROR"]


def test_an_unknown_sort_is_said_to_be_ignored(base):
    root = etree.fromstring(ask(base, "esearch", term="opioid", sort="colour"))
    assert "colour" in root.findtext("WarningList/OutputMessage")


def test_einfo_says_that_it_is_not_pubmed(base, tmp_path):
    info = read(ask(base, "einfo"), tmp_path)["DbInfo"]
    [newer] = read(ask(base, "einfo", version="2.0"), tmp_path)["DbInfo"]
    assert newer["FieldList"] == info["FieldList"]
    assert info["Description"] == "Local index of 4 PubMed records, not PubMed itself"
    assert (info["DbName"], info["Count"], info["LastUpdate"]) == ("pubmed", "4", "2022-07-01")
    described = {field["Name"]: field["Description"] for field in info["FieldList"]}
    assert "never exploded" in described["MESH"]
    assert "Systematic Review or Meta-Analysis" in described["FILT"]


def test_einfo_in_json(base):
    answer = json.loads(ask(base, "einfo", retmode="json"))
    [info] = answer["einforesult"]["dbinfo"]
    assert (answer["header"]["type"], info["dbname"], info["count"]) == ("einfo", "pubmed", "4")
    dates = {field["fullname"] for field in info["fieldlist"] if field["isdate"] == "Y"}
    assert "Date - Publication" in dates
    assert json.loads(ask(base, "einfo", retmode="json", db=""))["einforesult"]["dblist"] == [
        "pubmed"
    ]


def test_efetch_is_read_by_biopython_and_leaves_out_what_it_lacks(base, tmp_path):
    body = ask(base, "efetch", id="90000003,90000999, 90000001", retmode="xml")
    articles = read(body, tmp_path)["PubmedArticle"]
    assert [str(a["MedlineCitation"]["PMID"]) for a in articles] == ["90000003", "90000001"]


def test_history_of_a_search_and_of_a_post(base, tmp_path):
    kept = read(ask(base, "esearch", term="opioid", usehistory="y", sort="pub_date"), tmp_path)
    place = {"WebEnv": kept["WebEnv"], "query_key": kept["QueryKey"]}
    fetched = etree.fromstring(ask(base, "efetch", retstart=1, retmax=1, **place))
    assert fetched.findtext(".//PMID") == "90000001"
    posted = read(ask(base, "epost", post=True, id="90000004,90000999"), tmp_path)
    assert posted["InvalidIdList"] == ["90000999"]
    place = {"WebEnv": posted["WebEnv"], "query_key": posted["QueryKey"]}
    assert etree.fromstring(ask(base, "efetch", **place)).findtext(".//PMID") == "90000004"


def test_esummary_in_both_forms(base, tmp_path):
    [summary] = read(ask(base, "esummary", id="90000001"), tmp_path)
    assert summary["Title"].startswith("Clonidine for opioid")
    assert summary["AuthorList"] == ["Müller JA", "Doe B"]
    answer = json.loads(ask(base, "esummary", id="90000001,90000999", retmode="json"))["result"]
    assert answer["uids"] == ["90000001", "90000999"]
    assert answer["90000001"]["pubdate"] == "2018 Mar"
    assert "error" in answer["90000999"]


@pytest.mark.parametrize(
    ("utility", "parameters", "status"),
    [
        ("efetch", {"id": "90000001", "retmode": "text"}, 400),
        ("efetch", {"id": ""}, 400),
        ("efetch", {"WebEnv": "none", "query_key": "1"}, 400),
        ("elink", {"id": "90000001"}, 404),
    ],
)
def test_requests_it_cannot_serve_get_an_error_status(base, utility, parameters, status):
    with pytest.raises(HTTPError) as caught:
        ask(base, utility, **parameters)
    caught.value.close()
    assert caught.value.code == status


def test_a_port_in_use_is_an_input_error(base):
    port = int(base.split(":")[2].split("/")[0])
    with Archive.open(":memory:") as archive, pytest.raises(InputError, match=str(port)):
        LocalService(archive, port=port).__enter__()
