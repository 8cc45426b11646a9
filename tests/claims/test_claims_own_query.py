"""A user's own query is checked before anything is searched: a fault is refused in one sentence, a doubt is logged."""

from pathlib import Path

import pytest

from review.claims.library import load_claims
from review.core.errors import InputError
from review.core.models import Claim
from review.core.own_query import TAGS, doubtful, faults
from review.core.vocabulary import Kind
from review.search.filters import study_filters
from review.search.local.fields import BY_TAG
from review.search.strategy import strategies

FAULTY = [
    ('"zinc AND cold[tiab]', "quotation mark"),
    ("(zinc[tiab] AND cold[tiab]", "a ( is not closed"),
    ("zinc[tiab]) AND cold[tiab]", "a ) closes nothing"),
    ("zinc[tiab AND cold", "a [ is not closed"),
    ("zinc tiab]", "a ] closes nothing"),
    ("zinc[]", "[] is empty"),
    ("zinc[tiab] AND ()", "() is empty"),
    ('zinc AND ""[tiab]', '"" is empty'),
    ("zinc[tiba]", "[tiba] is no field of PubMed"),
    ("zinc[tiab:noexp]", "no field of PubMed"),
    ('"zinc cold"[mh:~3]', "no field of PubMed"),
    ("AND zinc[tiab]", "AND has nothing before it"),
    ("NOT zinc[tiab]", "NOT has nothing before it"),
    ("zinc[tiab] OR", "OR has nothing after it"),
    ("(zinc[tiab] OR) AND cold[tiab]", "OR has nothing after it"),
    ("zinc AND OR cold", "AND OR have nothing between them"),
    ("[tiab] zinc", "follows no term"),
    ("(zinc OR iron)[tiab]", "follows no term"),
    ("zin*[tiab]", "3 characters before its asterisk"),
    ("zinc AND *[tiab]", "0 characters before its asterisk"),
]
SOUND = [
    "",
    'zinc[tiab] AND "common cold"[MeSH Terms:noexp]',
    '(zinc OR "zinc compounds"[nm]) AND cold*[ti] NOT review[pt]',
    '"zinc lozenge"[Title/Abstract:~3]',
    '("2000/01/01"[Date - Publication] : "3000"[Date - Publication]) AND zinc',
    "2000:2010[dp] AND zinc[tw]",
    "zinc[pa] AND 0000-0001[auid] AND systematic[sb]",
    '"1-[2-chlorophenyl]ethanol" AND rats',
]
DOUBTFUL = [
    ("cold", "one word without a field"),
    ("(cold)", "one word without a field"),
    ("zinc and cold[tiab]", "and in small letters"),
    ("zinc or iron or not lead", "or, not in small letters"),
    ("zinc AND NOT lead", "NOT alone"),
]


@pytest.mark.parametrize(("query", "said"), FAULTY)
def test_a_query_that_pubmed_would_misread_is_refused(query: str, said: str) -> None:
    assert said in " | ".join(faults(query))


@pytest.mark.parametrize("query", [*SOUND, *(query for query, _ in DOUBTFUL)])
def test_a_query_that_can_be_sent_has_no_fault(query: str) -> None:
    assert faults(query) == ()


@pytest.mark.parametrize(("query", "said"), DOUBTFUL)
def test_what_is_doubtful_is_in_the_log(query: str, said: str) -> None:
    (step,) = strategies(Claim("C1", "Zinc shortens colds", Kind.EFFICACY, query=query))
    assert step.query == query
    assert step.relaxation.startswith("the query given in the claims file; doubtful: ")
    assert said in step.relaxation


@pytest.mark.parametrize("query", SOUND)
def test_a_plain_query_has_no_doubts(query: str) -> None:
    assert doubtful(query) == ()


def test_every_field_of_the_local_index_is_allowed() -> None:
    assert set(BY_TAG) <= TAGS


def test_published_filters_have_no_faults() -> None:
    assert [one.name for one in study_filters().values() if faults(one.query)] == []


def test_the_sentence_names_file_row_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "claim_id,statement,query\nA,Zinc shortens colds,zinc[tiab]\nB,Iron helps,iron[tiba]\n"
    )
    with pytest.raises(
        InputError, match=r"^mine\.csv, row 3: query 'iron\[tiba\]': \[tiba\] is no field"
    ) as told:
        load_claims(path)
    assert "correct or delete it." in str(told.value)
    assert sorted(tmp_path.iterdir()) == [path]
