"""Any XML gives a record or a `RecordError`, in time that grows with its size and no faster."""

import re
import time

import pubmed_xml_samples as samples
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from review.core.errors import InputError, RecordError
from review.core.models import Record
from review.core.vocabulary import NoticeState
from review.records.pubmed_xml import iter_records, parse_article
from review.records.table import records_frame, records_from

NAMES = re.findall(
    r"\S+",
    """MedlineCitation PMID Article Journal JournalIssue PubDate Year MedlineDate Season Title ISOAbbreviation
    Month Day GrantList Grant GrantID Agency Country ArticleTitle VernacularTitle Pagination MedlinePgn StartPage EndPage ELocationID Abstract AbstractText
    CopyrightInformation OtherAbstract AuthorList Author LastName Initials Suffix CollectiveName Language
    PublicationTypeList PublicationType ArticleDate DataBankList DataBank DataBankName AccessionNumberList
    AccessionNumber MedlineJournalInfo MedlineTA ChemicalList Chemical NameOfSubstance MeshHeadingList
    MeshHeading DescriptorName QualifierName CommentsCorrectionsList CommentsCorrections RefSource
    PubmedData ArticleIdList ArticleId BookDocument Book BookTitle ContributionDate b i u sup sub unknown
    {urn:m}math {urn:m}msup {urn:m}mfrac {urn:m}msubsup {urn:m}mroot {urn:m}mfenced""",
)
ATTRIBUTES = ("Label", "NlmCategory", "ValidYN", "EIdType", "IdType", "RefType", "MajorTopicYN",
              "CompleteYN", "Type", "Language", "open", "separators")  # fmt: skip
LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
TEXTS = st.one_of(
    st.sampled_from(("", "90000001", "2001", "1998 Dec-1999 Jan", "RESULTS:", " \n ", "ClinicalTrials.gov",
                     "doi", "Not recorded", "N", "Y", "RetractionIn", "NCT00000102", "10", "-3", "a+b")),
    st.text(LETTERS, max_size=12),
)  # fmt: skip
LIBRARY = samples.article_set(*samples.LIBRARY)
FRAMES = {
    "PubmedArticle": ("MedlineCitation", "Article"),
    "PubmedBookArticle": ("BookDocument", "Book"),
}


def element(name, text, tail, attributes, children):
    node = etree.Element(name, attributes)
    node.text, node.tail = text, tail
    node.extend(children)
    return node


def trees(children):
    return st.builds(
        element,
        st.sampled_from(NAMES),
        TEXTS,
        TEXTS,
        st.dictionaries(st.sampled_from(ATTRIBUTES), TEXTS, max_size=2),
        children,
    )


FORESTS = st.recursive(st.just([]), lambda inner: st.lists(trees(inner), max_size=4), max_leaves=25)


@st.composite
def articles(draw):
    """An article whose frame may be whole, so that what is inside gets read."""
    outer = draw(st.sampled_from(sorted(FRAMES)))
    root = etree.Element(outer)
    holder_name, inner_name = FRAMES[outer]
    holder = etree.SubElement(root, holder_name)
    if draw(st.integers(0, 9)):
        etree.SubElement(holder, "PMID").text = "90000001"
    if draw(st.integers(0, 9)):
        inner = etree.SubElement(holder, inner_name)
        inner.extend(draw(FORESTS))
        abstract = etree.SubElement(inner if outer == "PubmedArticle" else holder, "Abstract")
        abstract.extend(draw(FORESTS))
    holder.extend(draw(FORESTS))
    root.extend(draw(FORESTS))
    return etree.tostring(root)


def parsed(xml: bytes) -> Record | None:
    try:
        return parse_article(xml)
    except RecordError:
        return None


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles())
def test_any_tree_gives_a_whole_record_or_is_refused(xml: bytes) -> None:
    record = parsed(xml)
    if record is not None:
        assert record.pmid == "90000001"
        for section in record.sections:
            text = record.abstract[section.start : section.end]
            assert text
            assert text == " ".join(text.split())
        assert (record.year is None) is (record.date_precision is None)
        assert record.notice_state in (*record.notices, NoticeState.NONE)
        assert records_from(records_frame([record], {record.pmid: "S1"})) == [record]


@settings(max_examples=100, deadline=None)
@given(articles(), st.data())
def test_damaged_bytes_give_a_record_or_are_refused(xml: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(xml)))
    inserted = data.draw(st.sampled_from((b"", b"\x00", b"&x;", b"<", b"\xff", b"]]>", b"<!--")))
    parsed(xml[:place] + inserted + xml[place + data.draw(st.integers(0, 3)) :])


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_refused(data: bytes) -> None:
    assert parsed(data) is None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(articles(), max_size=4), st.data())
def test_any_file_gives_the_records_of_its_articles_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, xmls: list[bytes], data: st.DataObject
) -> None:
    between = data.draw(
        st.sampled_from((b"", b"\n", b"<!-- </PubmedArticle> -->", b"<DeleteCitation/>"))
    )
    path = tmp_path_factory.getbasetemp() / "any.xml"
    path.write_bytes(b"<PubmedArticleSet>" + between.join(xmls) + b"</PubmedArticleSet>")
    expected = [parsed(xml) for xml in xmls]
    try:
        assert list(iter_records(path)) == expected
    except RecordError:
        assert None in expected
    except InputError:
        assert b"<!--" in between


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_gives_records_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(LIBRARY)))
    inserted = data.draw(
        st.sampled_from((b"", b"\x00", b"&x;", b"<", b"\xff", b"]]>", b"<!--", b"</PubmedArticle>"))
    )
    damaged = LIBRARY[:place] + inserted + LIBRARY[place + data.draw(st.integers(0, 40)) :]
    path = tmp_path_factory.getbasetemp() / "damaged.xml"
    path.write_bytes(damaged)
    try:
        list(iter_records(path))
    except (InputError, RecordError) as error:
        assert str(error)


def with_abstract(inner: str) -> bytes:
    return (
        "<PubmedArticle><MedlineCitation><PMID>90000001</PMID><Article><Abstract><AbstractText>"
        f"{inner}</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
    ).encode()


@pytest.mark.parametrize(
    "unit", ["x<sup>2</sup>", "<b>a</b> b. ", "<b>A:</b> b. ", " <i/>", "a   "]
)
def test_reading_time_grows_with_the_size(unit: str) -> None:
    started = time.perf_counter()
    assert parsed(with_abstract(unit * 30_000)) is not None
    assert time.perf_counter() - started < 5, "seconds for less than a megabyte"


@pytest.mark.parametrize("depth", [200, 5_000])
def test_deep_nesting_is_read_or_refused(depth: int) -> None:
    record = parsed(with_abstract("<i>" * depth + "x" + "</i>" * depth))
    assert record is None or record.abstract == "x"
