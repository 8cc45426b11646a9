"""Draft claims from an invented article."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.claims.article import Article, read_article
from review.claims.extraction import draft_claims
from review.claims.sentences import sentences_of
from review.core.run_tables import CLAIMS

TEXT = """A new look at clonidine

Does clonidine work?
Everybody asks this. Clonidine relieves the sweating, headache and anxiety of opioid withdrawal.
It does not reduce craving. Take care and call us today if clonidine may cause trouble.

Possible harms of clonidine

The drug can cause drowsiness and dry mouth, but it is generally safe.
These include fainting and dizziness.
Side effects of clonidine may occur. These include fainting and dizziness.
Pregnant women should not take clonidine. Baclofen relieves symptoms such as insomnia and nausea.
Clonidine relieves the sweating of opioid withdrawal.
My neighbour walks the dog. Clonidine is blue.
"""


def article(text: str) -> Article:
    return Article("invented.txt", "0" * 64, text, sentences_of(text))


@pytest.fixture(scope="module")
def drafts():
    return draft_claims(article(TEXT))


def test_statements_are_atomic_and_in_normal_form(drafts) -> None:
    assert list(drafts["statement"]) == [
        "Clonidine decreases sweating in people in opioid withdrawal",
        "Clonidine decreases headache in people in opioid withdrawal",
        "Clonidine decreases anxiety in people in opioid withdrawal",
        "Clonidine makes no difference to craving",
        "Clonidine can cause drowsiness",
        "Clonidine can cause dry mouth",
        "Clonidine makes no difference to adverse events",
        "Clonidine can cause fainting",
        "Clonidine can cause dizziness",
        "Pregnant women should not take clonidine",
        "Baclofen decreases insomnia",
        "Baclofen decreases nausea",
    ]


def test_drafts_are_a_claims_table_with_places(drafts) -> None:
    assert CLAIMS.check(drafts) is drafts
    assert list(drafts["claim_id"][:2]) == ["D001", "D002"]
    assert set(drafts["article"]) == {"invented.txt"}
    assert set(drafts["article_sha256"]) == {"0" * 64}
    for row in drafts.itertuples():
        assert TEXT[row.start : row.end].strip(" .,;") != ""
    no_craving = drafts[drafts["outcome"] == "craving"].iloc[0]
    assert TEXT[no_craving["start"] : no_craving["end"]] == "It does not reduce craving."
    assert no_craving["section"] == "Does clonidine work?"
    assert no_craving["direction"] == "no difference"


def test_headings_questions_and_words_to_the_reader_are_left_out(drafts) -> None:
    for left_out in ("A new look", "Everybody asks", "Take care", "My neighbour"):
        place = TEXT.index(left_out)
        assert not ((drafts["start"] <= place) & (place < drafts["end"])).any()


def test_a_clause_after_but_has_its_own_place(drafts) -> None:
    safe = drafts[drafts["direction"] == "no difference"].iloc[1]
    assert TEXT[safe["start"] : safe["end"]] == "it is generally safe."


def test_a_text_without_claims_gives_an_empty_table() -> None:
    drafts = draft_claims(article("Nothing is said here."))
    assert len(drafts) == 0
    assert list(drafts.columns) == CLAIMS.column_names


def test_the_same_article_gives_the_same_drafts(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    first, second = (draft_claims(read_article(path)) for _ in range(2))
    assert first.to_csv() == second.to_csv()


PIECES = st.sampled_from(
    ["Clonidine", "It", "reduces", "can cause", "craving", "such as", "nausea", ",", "and", "but", ".\n",
     "?", "should not be taken by", "people", "is", "include", "These", "by", ";"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES).map(" ".join)))
def test_any_text_gives_a_valid_table_with_places_in_it(text: str) -> None:
    drafts = draft_claims(article(text))
    assert CLAIMS.check(drafts) is drafts
    assert ((drafts["start"] < drafts["end"]) & (drafts["end"] <= len(text))).all()
