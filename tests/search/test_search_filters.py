"""Published study filters: as published, by name, understood by the local service, never in hiding."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pubmed_xml_samples import article, article_set

import review
from review.core.errors import InputError
from review.core.run_tables import SEARCHES
from review.search.filters import read_filters, study_filter, study_filters
from review.search.source import open_source
from review.search.strategy import STUDY_FILTER, strategies

NAMES = list(study_filters())
CLAIM = review.claim(
    "Clonidine reduces anxiety in opioid withdrawal",
    population="people in opioid withdrawal",
    intervention="clonidine",
    outcome="anxiety",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_says_what_it_is_and_where_it_was_published(name: str) -> None:
    found = study_filters()[name]
    assert found.name == name
    assert found.purpose
    assert len(found.source) > 40
    assert found.version
    assert found.query.count("(") == found.query.count(")")
    assert "  " not in found.query


PUBLISHED = {
    "cochrane-trials-sensitive": ("drug therapy [sh]", "trial [tiab]", "groups [tiab]"),
    "cochrane-trials-precise": ("clinical trials as topic [mesh: noexp]", "trial [ti]"),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_cochrane_filters_are_the_lines_of_the_handbook(name: str) -> None:
    common = "randomized controlled trial [pt]|controlled clinical trial [pt]|randomized [tiab]|placebo [tiab]|randomly [tiab]"
    kept, _, dropped = study_filters()[name].query.partition(" NOT ")
    assert set(kept.strip("()").split(" OR ")) == {*common.split("|"), *PUBLISHED[name]}
    assert dropped == "(animals [mh] NOT humans [mh])"


def test_an_unknown_name_is_one_sentence_with_the_names_there_are() -> None:
    with pytest.raises(InputError) as raised:
        study_filter("cochrane-trials-sensitiv")
    assert all(name in str(raised.value) for name in NAMES)
    assert str(raised.value).endswith("perhaps it is cochrane-trials-sensitive.")


def test_no_name_is_no_filter() -> None:
    assert study_filter("") is None
    assert [one.study_filter for one in strategies(CLAIM)] == ["", "", ""]


@pytest.mark.parametrize("name", NAMES)
def test_every_step_of_a_claim_holds_the_filter_whole_and_names_it(name: str) -> None:
    used = study_filter(name)
    plain, filtered = strategies(CLAIM), strategies(CLAIM, study_filter=used)
    assert used is not None
    assert [one.query for one in filtered] == [f"{one.query} AND ({used.query})" for one in plain]
    assert {one.study_filter for one in filtered} == {name}
    assert all(one.blocks[-1].name == STUDY_FILTER for one in filtered)


def test_a_users_own_query_is_not_altered_and_names_no_filter() -> None:
    claim = replace(CLAIM, query="clonidine[ti] OR lofexidine[ti]")
    (only,) = strategies(claim, study_filter=study_filter(NAMES[0]))
    assert (only.query, only.study_filter) == ("clonidine[ti] OR lofexidine[ti]", "")


DRUG = "Clonidine in opioid withdrawal"
TYPES = {
    "trial": "Randomized Controlled Trial",
    "controlled": "Controlled Clinical Trial",
    "review": "Systematic Review",
    "case": "Case Reports",
}
PMIDS = {kind: str(90000101 + n) for n, kind in enumerate(TYPES)}
IN_RATS = "90000199"


FOUND = {
    "cochrane-trials-sensitive": {"trial", "controlled"},
    "cochrane-trials-precise": {"trial", "controlled"},
    "clinical-queries-therapy-narrow": {"trial"},
    "pubmed-systematic": {"review"},
}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filters")
    articles = [article(pmid, DRUG, types=(TYPES[kind],)) for kind, pmid in PMIDS.items()]
    animal = article(IN_RATS, DRUG, types=(TYPES["trial"],), mesh=("Animals", "Rats"))
    (folder / "a.xml").write_bytes(article_set(*articles, animal))
    return folder


@pytest.mark.parametrize(("name", "kinds"), FOUND.items(), ids=FOUND)
def test_the_local_service_reads_a_filter_as_pubmed_means_it(
    records: Path, name: str, kinds: set[str]
) -> None:
    with open_source(str(records)) as client:
        answer = client.search(study_filters()[name].query, limit=20)
    expected = {PMIDS[kind] for kind in kinds}
    if name.startswith("clinical"):
        expected.add(IN_RATS)
    assert set(answer.pmids) == expected


@pytest.mark.parametrize("name", NAMES)
def test_the_local_service_knows_every_field_of_a_filter(name: str) -> None:
    with open_source("snapshot") as client:
        answer = client.search(study_filters()[name].query, limit=1)
    assert answer.count > 5
    assert not [one for one in answer.warnings if one.startswith(("field", "ignored"))]


BROKEN = {
    "a part is missing": '[[filter]]\nname = "x"\nquery = "y[tiab]"\n',
    "a part too many": '[[filter]]\nname="x"\nquery="y"\npurpose="p"\nsource="s"\nversion="v"\nurl="u"\n',
    "an empty part": '[[filter]]\nname="x"\nquery=""\npurpose="p"\nsource="s"\nversion="v"\n',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_filter_that_is_not_whole_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "filters.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"filters\.toml \(x\) needs name, purpose, query, source"):
        read_filters(path)


def test_a_name_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "filters.toml"
    entry = '[[filter]]\nname="x"\nquery="y"\npurpose="p"\nsource="s"\nversion="v"\n'
    path.write_text(entry * 2)
    with pytest.raises(InputError, match="declared twice"):
        read_filters(path)


def test_the_documentation_lists_every_filter(root: Path) -> None:
    page = (root / "docs" / "searching.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` | {used.purpose} |" in page for name, used in study_filters().items())


def test_the_documentation_says_where_each_item_of_prisma_s_stands(root: Path) -> None:
    page = (root / "docs" / "searching.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line[:3] in {f"| {n}"[:3] for n in range(1, 17)}]
    items = [line.split("|")[1].split()[0] for line in rows]
    assert [item for item in items if item.isdigit()] == [str(n) for n in range(1, 17)]
    columns = set(re.findall(r"`([a-z_]+)`", page)) & set(SEARCHES.column_names)
    assert {"database", "query", "query_translation", "searched_on", "count", "fetched"} <= columns
