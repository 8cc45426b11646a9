"""Any request to the local service is answered: with records, or with words about what was wrong."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pubmed_xml_samples import LIBRARY, article, article_set

from review.search.archive import Archive
from review.search.local.building import index_of
from review.search.local.documents import read_document
from review.search.local.requests import RequestError, term_of
from review.search.local.utilities import Utilities

UTILITIES = ("esearch", "efetch", "esummary", "epost", "einfo", "espell")
VALUES = {
    "db": ("pubmed", "PubMed", "", "gene"),
    "term": ("opioid", "#1", "(a", "opi*[ti]", "rats[mh]", "\ud800", "2010:2020[dp]", "a\x00b"),
    "id": ("90000001", "90000001,90000002 x", ""),
    "webenv": ("LOCAL_1", "LOCAL_999", ""),
    "query_key": ("1", "2", "x", ""),
    "usehistory": ("y", "n"),
    "retmode": ("xml", "json", "text", "asn.1", ""),
    "rettype": ("count", "uilist", "medline", "abstract", "docsum", ""),
    "retstart": ("0", "3", "-1", "9999", "9" * 12),
    "retmax": ("0", "2", "100000", "x"),
    "sort": ("pub_date", "relevance", "colour"),
    "field": ("title", "nosuch", ""),
    "mindate": ("2010", "2010/13", "x"),
    "maxdate": ("2020", ""),
    "reldate": ("60", "x", "99999999"),
    "datetype": ("pdat", "edat", "x"),
    "version": ("2.0",),
}
REQUESTS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) | st.text(max_size=9) for name, values in VALUES.items()}
)  # fmt: skip


@pytest.fixture(scope="module")
def utilities(tmp_path_factory):
    folder = tmp_path_factory.mktemp("requests")
    (folder / "a.xml").write_bytes(article_set(*LIBRARY))
    with Archive.open(":memory:") as archive:
        archive.import_files([folder])
        yield Utilities(archive)


@settings(max_examples=400, deadline=None)
@given(name=st.sampled_from(UTILITIES), parameters=REQUESTS)
def test_any_request_is_answered(utilities, name, parameters):
    answer = utilities.answer(f"{name}.fcgi", parameters)
    assert answer.status in (200, 400)
    if "json" in answer.content_type:
        assert json.loads(answer.body)["header"]["type"] == name
    elif "xml" in answer.content_type:
        assert etree.fromstring(answer.body).tag
    else:
        assert name == "efetch"
        assert answer.body.decode().isprintable() or "\n" in answer.body.decode()


TAGS = ("PubDate", "Author", "MeshHeading", "ArticleId", "Month", "Article", "X")
TEXTS = (
    "",
    "2020",
    "99999999999",
    "²",
    "Feb",
    "<Year>x</Year>",
    "<Year>2020</Year><Month>13</Month>",
)


@settings(max_examples=300, deadline=None)
@given(
    st.recursive(
        st.sampled_from(TEXTS),
        lambda inner: st.builds("<{0}>{1}{2}</{0}>".format, st.sampled_from(TAGS), inner, inner),
        max_leaves=8,
    )
)
def test_any_well_formed_record_is_indexed(inside):
    whole = article(90000001, "Opioid").replace("</Article>", f"{inside}</Article>")
    document = read_document("90000001", whole.encode())
    assert len(index_of([document, document])) == 2


def test_a_pmid_of_any_length_is_indexed():
    [document] = [read_document("9" * 30, article("9" * 30, "Opioid").encode())]
    assert index_of([document]).named([0]) == ("9" * 30,)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"term": "a"}, "a"),
        ({"term": "a", "webenv": "W", "query_key": "2"}, "#2 AND (a)"),
        ({"webenv": "W", "query_key": "2"}, "#2"),
        ({"term": "a", "query_key": "2"}, "a"),
        ({"term": "a", "mindate": "2010", "maxdate": "2011"}, '(a) AND "2010:2011"[pdat]'),
        (
            {"term": "a", "mindate": "2010", "maxdate": "2011/02", "datetype": "edat"},
            '(a) AND "2010:2011/02"[edat]',
        ),
        ({"term": "a", "reldate": "60"}, '(a) AND "2019/11/02:3000"[pdat]'),
    ],
)
def test_the_query_of_a_request_holds_its_history_and_its_dates(parameters, expected):
    assert term_of(parameters, today="2020-01-01") == expected


def test_days_cannot_be_counted_back_from_no_date():
    with pytest.raises(RequestError, match="reldate"):
        term_of({"term": "a", "reldate": "60"}, today="")
