import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pubmed_xml_samples import LIBRARY, article

from review.search.local.building import index_of as built
from review.search.local.documents import read_document
from review.search.local.evaluate import Evaluation
from review.search.local.query import QueryError, parse
from review.search.local.ranking import by_date, by_relevance


def index_of(articles):
    numbered = enumerate(articles, 90000001)
    return built(read_document(str(pmid), xml.encode()) for pmid, xml in numbered)


INDEX = index_of(LIBRARY)
PIECES = [
    *("(", ")", "AND", "OR", "NOT", '"', "[tiab]", "[mh]", "[dp]", "[zz]", ":", "*", "opi*"),
    *("clonidine", "opioid", "2018", "the", "[", "]", '"a b"', "[tiab:~2]", "#1", "é", "/"),
]


def found(text):
    evaluation = Evaluation(INDEX, parse(text))
    return {number + 1 for number in np.flatnonzero(evaluation.matches).tolist()}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("clonidine", {1}),
        ("CLONIDINE[TIAB]", {1}),
        ("opioid", {1, 2, 3}),
        ("opioid[ti]", {1, 3}),
        ("opioid[Title]", {1, 3}),
        ("opioid[ab]", {2}),
        ("opioid withdrawal", {1, 2}),
        ('"opioid withdrawal"', {1}),
        ("opioid withdrawal[tiab]", {1}),
        ('"opioid withdrawal"[Title/Abstract]', {1}),
        ('"withdrawal opioid"[tiab]', set()),
        ('"withdrawal a randomised"[tiab]', {1}),
        ("withdraw*[tiab]", {1, 2}),
        ('"opioid withdraw*"[tiab]', {1}),
        ("opioid-related[tw]", {1}),
        ("double blind[tiab]", {3}),
        ("kappa-opioid", {3}),
        ("κ-opioid[ti]", {3}),
        ("muller[all]", {1}),
        ('"Opioid-Related Disorders"[mh]', {1}),
        ("opioid related disorders[MeSH Terms]", {1}),
        ('"Opioid-Related Disorders"[mh:noexp]', {1}),
        ("disorders[mh]", set()),
        ("receptors, opioid*[mh]", {3}),
        ("clonidine[majr]", {1}),
        ("humans[majr]", set()),
        ("clonidine[nm]", {1}),
        ("randomized controlled trial[pt]", {1}),
        ("müller ja[au]", {1}),
        ("muller[au]", {1}),
        ("doe b[au]", {1, 2}),
        ('"doe b"[au]', {1}),
        ("other j[ta]", {2}),
        ("german[la]", {3}),
        ("ger[la]", {3}),
        ("90000003[uid]", {3}),
        ("90000003[pmid] OR 90000001[pmid]", {1, 3}),
        ("2018[dp]", {1}),
        ("2018/03[dp]", {1}),
        ("2018/04[dp]", set()),
        ("2010:2018[dp]", {1, 3}),
        ('"2011/01/01"[dp] : "3000"[dp]', {1, 2, 4}),
        ("2018[pdat]:2021[pdat]", {1, 2}),
        ("systematic[sb]", {2}),
        ("binding assay[tiab]", {3}),
        ("binding assay[ot]", {3}),
        ('"dose binding"[tiab:~6]', {3}),
        ('"dose binding"[tiab:~1]', set()),
        ("clonidine OR baclofen", {1, 2}),
        ("opioid NOT rats", {1, 2}),
        ("opioid AND NOT rats", {1, 2}),
        ("clonidine OR baclofen AND diazepam", {2}),
        ("clonidine OR (baclofen AND diazepam)", {1, 2}),
        ("(clonidine OR baclofen) opioid[ti]", {1}),
        ("the clonidine", {1}),
        ("clonidine and baclofen", set()),
        ("clonidine nosuchword", set()),
        ("opi*", set()),
        ("clonidine[nosuchfield]", set()),
    ],
)
def test_query_language(query, expected):
    assert found(query) == expected


@pytest.mark.parametrize(
    "query",
    ["", "  ", "(a", "a)", ")", "()", "a AND", "OR a", "a AND OR b", '"a', "a]", "[tiab]", "(a)[tiab]",
     "2010[dp] :", "(" * 500 + "a" + ")" * 500],
)  # fmt: skip
def test_malformed_queries_are_refused_with_a_reason(query):
    with pytest.raises(QueryError, match=r"\w"):
        parse(query)


def issues(query):
    return Evaluation(INDEX, parse(query)).issues


def test_what_is_not_found_is_reported_and_matches_nothing():
    assert issues("nosuchword OR clonidine").phrases_not_found == ["nosuchword"]
    assert issues('"no such phrase"[tiab]').quoted_phrases_not_found == ['"no such phrase"[tiab]']
    assert issues("x[nosuchfield]").fields_not_found == ["nosuchfield"]
    assert issues("the clonidine").phrases_ignored == ["the"]
    assert "at least 4 characters" in issues("opi*[tiab]").messages[0]


@pytest.mark.parametrize(
    ("query", "translation"),
    [
        ("clonidine", '"clonidine"[All Fields]'),
        ("a1 b2[ti]", '"a1 b2"[Title]'),
        ("rats[mh]", '"rats"[MeSH Terms]'),
        ("rats clonidine", '"rats"[All Fields] AND "clonidine"[All Fields]'),
        (
            "rats[ti] OR clonidine[ti] AND opioid[ti]",
            '("rats"[Title] OR "clonidine"[Title]) AND "opioid"[Title]',
        ),
        (
            "rats[ti] NOT (clonidine[ti] OR opioid[ti])",
            '"rats"[Title] NOT ("clonidine"[Title] OR "opioid"[Title])',
        ),
        (
            "(rats[ti] OR clonidine[ti]) AND (opioid[ti] OR dose[ab])",
            '("rats"[Title] OR "clonidine"[Title]) AND ("opioid"[Title] OR "dose"[Abstract])',
        ),
    ],
)
def test_translation(query, translation):
    assert Evaluation(INDEX, parse(query)).result.translation == translation


def test_translation_read_again_finds_the_same():
    for query in ("clonidine OR baclofen AND diazepam", "(rats OR clonidine) AND NOT (doe[au])"):
        again = Evaluation(INDEX, parse(query)).result.translation
        assert found(again) == found(query)


def ranked(index, query):
    evaluation = Evaluation(index, parse(query))
    numbers = by_relevance(index, evaluation.matches, evaluation.cues)
    return [int(pmid) - 90000000 for pmid in index.named(numbers)]


def test_title_outranks_abstract_and_ties_go_to_the_newest_then_the_higher_pmid():
    filler = "word " * 20
    articles = [
        article(90000001, "Other", f"clonidine {filler}", year=2000),
        article(90000002, "Clonidine", f"other {filler}", year=1990),
        article(90000003, "Other", f"clonidine {filler}", year=2010),
        article(90000004, "Other", f"clonidine {filler}", year=2010),
        article(90000005, "Unrelated", filler, year=2020),
    ]
    index = index_of(articles)
    assert ranked(index, "clonidine[tiab]") == [2, 4, 3, 1]
    dated = by_date(index, np.ones(5, bool))
    assert [pmid[-1] for pmid in index.named(dated)] == ["5", "4", "3", "1", "2"]


def test_a_term_that_is_excluded_does_not_raise_the_rank():
    articles = [
        article(90000001, "opioid", "x " * 30 + "other", year=2001),
        article(90000002, "opioid", "x " * 30 + "other", year=2002),
    ]
    assert ranked(index_of(articles), "opioid NOT (rats other)") == [2, 1]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(PIECES),
            max_size=12,
        ).map(" ".join),
    )
)
def test_any_text_is_answered_or_refused(text):
    try:
        evaluation = Evaluation(INDEX, parse(text))
    except QueryError:
        return
    assert len(evaluation.matches) == len(LIBRARY)
    ranked = by_relevance(INDEX, evaluation.matches, evaluation.cues)
    assert sorted(ranked.tolist()) == np.flatnonzero(evaluation.matches).tolist()
