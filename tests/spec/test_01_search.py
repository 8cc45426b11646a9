"""How a claim becomes a search.

Rules of the search: from a claim to the strings PubMed is asked, fullest first.
"""

import re

import pytest

import review
from review.core.vocabulary import Kind
from review.search.strategy import block, strategies
from review.terms.concepts import Concept


def asked(kind: str = "efficacy", **parts: str) -> review.core.models.Claim:
    given = {
        "population": "people in opioid withdrawal",
        "intervention": "clonidine",
        "outcome": "anxiety",
        "direction": "decreases",
    }
    return review.claim(
        "Clonidine reduces anxiety in opioid withdrawal", kind=kind, **{**given, **parts}
    )


HOLDS = {
    "MeSH heading": '"Clonidine"[mh]',
    "name in title and abstract": "clonidine[tiab]",
    "its other name": "catapres[tiab]",
    "MeSH heading of the outcome": '"Anxiety"[mh]',
    "truncated word": "anxious*[tiab]",
    "phrase": '"opioid withdrawal"[tiab]',
    "plural of a phrase": '"opioid withdrawals"[tiab]',
}


PLURALS = {
    "opioid detoxification": "opioid detoxifications",
    "kidney injury": "kidney injuries",
    "night sweat": "night sweats",
    "rash": "rashes",
    "hypertensive crisis": "hypertensive crises",
    "liver injuries": "",
    "commonly prescribed": "",
    "withdrawn from": "",
    "flu": "",
}


@pytest.mark.parametrize(("term", "many"), PLURALS.items())
def test_a_term_is_searched_with_its_plural(term, many) -> None:
    words = [f'"{one}"[tiab]' if " " in one else f"{one}[tiab]" for one in (term, many) if one]
    assert block((Concept("it", "symptom", (term,)),)) == f"({' OR '.join(words)})"


@pytest.mark.parametrize("part", HOLDS.values(), ids=HOLDS)
def test_the_full_strategy_holds(part) -> None:
    assert part in review.query(asked())


def test_a_class_is_searched_with_its_members() -> None:
    query = review.query(asked(intervention="alpha-2 agonists"))
    assert "lofexidine[tiab]" in query
    assert '"lofexidine"[nm]' in query


KINDS = [kind.value for kind in Kind if kind is not Kind.GUIDANCE]


@pytest.mark.parametrize("kind", KINDS)
def test_every_string_is_one_that_pubmed_reads_as_meant(kind) -> None:
    for strategy in strategies(asked(kind, comparator="methadone")):
        assert strategy.query.count("(") == strategy.query.count(")")
        assert strategy.query.count('"') % 2 == 0
        assert re.findall(r"\b\w{1,3}\*", strategy.query) == []
        assert re.findall(r'\*(?!\[tiab\]|"\[tiab\])', strategy.query) == []
        assert re.findall(r"\bNOT\b|\[pt\]|hasabstract|\[la\]|\[dp\]", strategy.query) == []


ORDER = {
    "efficacy": ("", "outcome dropped", "population dropped"),
    "comparative": (
        "",
        "outcome dropped",
        "population dropped",
        "outcome and comparator dropped",
    ),
    "harm": ("", "outcome widened to adverse effects in general", "outcome dropped"),
    "contraindication": ("",),
    "mechanism": ("", "outcome dropped", "population dropped"),
    "interaction": ("", "outcome dropped", "population dropped"),
}


@pytest.mark.parametrize(("kind", "order"), ORDER.items(), ids=ORDER)
def test_relaxations_are_declared_and_come_in_order(kind, order) -> None:
    steps = strategies(asked(kind, comparator="methadone"))
    assert tuple(step.relaxation for step in steps) == order
    assert [step.step for step in steps] == list(range(1, len(steps) + 1))


@pytest.mark.parametrize("kind", ORDER)
def test_the_intervention_is_never_dropped(kind) -> None:
    assert all(
        "clonidine[tiab]" in s.query for s in strategies(asked(kind, comparator="methadone"))
    )


BLOCKS = {
    "efficacy": ["population", "intervention", "outcome"],
    "comparative": ["population", "intervention", "comparator", "outcome"],
    "harm": ["intervention", "outcome"],
    "contraindication": ["population", "intervention"],
}


@pytest.mark.parametrize(("kind", "names"), BLOCKS.items(), ids=BLOCKS)
def test_a_search_is_named_blocks_joined_by_and(kind, names) -> None:
    steps = strategies(asked(kind, comparator="methadone"))
    assert [block.name for block in steps[0].blocks] == names
    for step in steps:
        assert step.query == " AND ".join(block.query for block in step.blocks)
        assert all(term in block.query for block in step.blocks for term in block.terms)
        assert "study filter" not in [block.name for block in step.blocks]


def test_relaxing_drops_the_outcome_and_then_the_population() -> None:
    full, no_outcome, no_population = (s.query for s in strategies(asked()))
    assert "anxiety[tiab]" in full and '"opioid withdrawal"[tiab]' in full
    assert "anxiety[tiab]" not in no_outcome and '"opioid withdrawal"[tiab]' in no_outcome
    assert "anxiety[tiab]" in no_population and '"opioid withdrawal"[tiab]' not in no_population


def test_a_comparison_is_searched_for_with_its_comparator() -> None:
    assert "methadone[tiab]" in review.query(asked("comparative", comparator="methadone"))
    assert "methadone[tiab]" not in review.query(asked(comparator="methadone", population=""))


def test_a_combination_needs_all_its_parts() -> None:
    query = review.query(asked(intervention="clonidine plus naltrexone", population=""))
    assert re.search(r"clonidine\[tiab\].* AND .*naltrexone\[tiab\]", query)


def test_the_users_own_query_wins() -> None:
    claim = asked(query="clonidine[ti] AND 1980[dp]")
    assert [step.query for step in strategies(claim)] == ["clonidine[ti] AND 1980[dp]"]


def test_guidance_is_not_searched() -> None:
    assert strategies(asked("guidance")) == ()
    assert review.query(asked("guidance")) == ""


OWN_WORDS = {
    "a medicine that no concept covers": ("zorvanib", "pain", "zorvanib[tiab]"),
    "as it is written": ("zorvanib", "HbA1c", "hba1c[tiab]"),
    "with its little words": ("zorvanib", "duration of colds", '"duration of colds"[tiab]'),
    "ending in s": ("zorvanib", "type 2 diabetes", '"type 2 diabetes"[tiab]'),
    "with its manner": ("oral zorvanib", "pain", "zorvanib[tiab]"),
    "quotation marks": ('"zorvanib"', "pain", "zorvanib[tiab]"),
}


@pytest.mark.parametrize(("drug", "outcome", "part"), OWN_WORDS.values(), ids=OWN_WORDS)
def test_what_no_concept_covers_is_searched_in_its_own_words(drug, outcome, part) -> None:
    query = review.query(review.claim(intervention=drug, outcome=outcome))
    assert part in query
    assert query.count('"') % 2 == 0
