"""The batch file is read strictly and its paths count from its own folder."""

from pathlib import Path

import pytest

from review.batch.batch import write_index
from review.batch.batch_file import BatchEntry, read_batch
from review.core.errors import InputError


def batch_file(folder: Path, text: str) -> Path:
    path = folder / "batch.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_articles_take_their_name_from_the_claims_file(tmp_path: Path) -> None:
    path = batch_file(tmp_path, "articles:\n  - claims: claims/valerian.csv\n")
    expected = BatchEntry("valerian", str(tmp_path / "claims/valerian.csv"), "snapshot")
    assert read_batch(path) == (expected,)


def test_name_and_source_may_be_given(tmp_path: Path) -> None:
    (tmp_path / "records.xml").touch()
    path = batch_file(
        tmp_path,
        "articles:\n"
        "  - {claims: a.csv, name: first, source: records.xml}\n"
        "  - {claims: b.csv, source: 'http://127.0.0.1:8000/'}\n",
    )
    first, second = read_batch(path)
    assert (first.name, first.source) == ("first", str(tmp_path / "records.xml"))
    assert second.source == "http://127.0.0.1:8000/"


def test_the_batch_file_of_the_project_names_both_bundled_articles(root: Path) -> None:
    articles = read_batch(root / "batch.yaml")
    assert [article.name for article in articles] == [
        "baclofen_opioid_withdrawal",
        "clonidine_heroin_withdrawal",
    ]
    assert all(Path(article.claims).is_file() for article in articles)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("articles: [", "is not valid YAML"),
        ("- claims: a.csv", "must be a mapping with articles"),
        ("articles: []", "names no article"),
        ("articles: [{claims: a.csv}]\njobs: 3", "has the key 'jobs'; allowed are articles"),
        ("articles: [{claim: a.csv}]", "article 1, has the key 'claim'; allowed are claims, name"),
        ("articles: [{name: a}]", "needs text under 'claims'"),
        ("articles: [{claims: 3}]", "needs text under 'claims'"),
        ("articles: [{claims: a.csv, name: ../a}]", "names a path and not a folder"),
        ("articles: [{claims: x/a.csv}, {claims: y/a.csv}]", "two articles named a"),
        (
            "articles: [{claims: x/a.csv}, {claims: A.csv}]",
            "two articles named a, or alike but for",
        ),
        (
            "articles: [{claims: a.csv, name: index.html}]",
            "has the name 'index.html', which is that",
        ),
        ("articles: [{claims: a.csv, name: Index.HTML}]", "which is that of the index page"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(InputError) as told:
        read_batch(batch_file(tmp_path, text))
    assert sentence in str(told.value)
    assert str(tmp_path / "batch.yaml") in str(told.value)


def test_a_missing_batch_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.yaml does not exist"):
        read_batch(tmp_path / "nothing.yaml")


def test_an_index_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(InputError, match=r"index\.html cannot be written: .*name another folder"):
        write_index([], tmp_path)
