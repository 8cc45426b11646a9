"""The claims files that come with the suite, and how well their values are derived again.

The rules of derivation were written with these claims in view, so the floors guard against
losing what works; they do not say how well other articles fare.
"""

import re

import pandas as pd
import pytest

from review.claims.derivation import claim
from review.claims.library import claims_frame, claims_from, load_claims
from review.core.models import Claim
from review.core.settings import data_folder
from review.core.vocabulary import Direction, Kind
from review.terms.concepts import (
    INTERVENTION_GROUPS,
    OUTCOME_GROUPS,
    POPULATION_GROUPS,
    Concept,
    thesaurus,
)

FILES = sorted((data_folder() / "claims").glob("*.csv"))
PREDICATES = {Direction.IS, Direction.IS_NOT}


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    return [one for path in FILES for one in claims_from(load_claims(path))]


@pytest.fixture(scope="module")
def pairs(claims: list[Claim]) -> list[tuple[Claim, Claim]]:
    """Each claim of the files with the claim derived from its statement alone."""
    return [(own, claim(own.statement)) for own in claims]


def concept_ids(phrase: str, groups: frozenset[str]) -> set[str]:
    def parts(concept: Concept) -> set[str]:
        if not concept.parts:
            return {concept.concept_id}
        return set().union(*(parts(part) for part in concept.parts))

    return set().union(*(parts(concept) for concept in thesaurus().resolve(phrase, groups)))


def share(matches: list[bool]) -> float:
    return sum(matches) / len(matches)


def test_two_articles_with_96_claims(claims: list[Claim]) -> None:
    assert len(FILES) == 2
    assert len(claims) == 96
    assert len({one.claim_id for one in claims}) == 96
    assert len({one.article_sha256 for one in claims}) == 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_had_to_be_derived_and_the_frame_comes_back(path) -> None:
    claims = load_claims(path)
    assert claims["derived"].isna().all()
    pd.testing.assert_frame_equal(claims_frame(claims_from(claims)), claims)


def test_every_claim_is_complete(claims: list[Claim]) -> None:
    for one in claims:
        assert one.intervention and one.outcome and one.direction and one.section
        assert one.start is not None and one.end is not None and 0 <= one.start < one.end
        assert len(one.statement.split()) >= 3
        assert not one.statement.endswith(".")


def test_sections_are_places_and_no_passages_of_the_article(claims: list[Claim]) -> None:
    runs = [run for one in claims for run in re.split(r"\.\.\.|[;(),:]", one.section)]
    assert max(len(run.split()) for run in runs) < 6


def test_what_a_kind_asserts_agrees_with_its_direction(claims: list[Claim]) -> None:
    for one in claims:
        if one.kind is Kind.CONTRAINDICATION:
            assert one.direction is Direction.INCREASES, one.claim_id
            assert one.population, one.claim_id
        if one.kind in (Kind.BACKGROUND, Kind.GUIDANCE):
            assert one.direction in PREDICATES, one.claim_id


def test_no_span_is_longer_than_a_sentence_could_be(claims: list[Claim]) -> None:
    assert all(one.end - one.start < 300 for one in claims if one.start is not None and one.end)


def test_statements_do_not_repeat(claims: list[Claim]) -> None:
    bare = [re.sub(r"\W+", " ", one.statement).lower() for one in claims]
    assert len(set(bare)) == len(bare)


@pytest.mark.parametrize(
    ("field", "floor"), [("kind", 0.93), ("direction", 0.91)], ids=["kind", "direction"]
)
def test_closed_fields_are_derived_from_the_statement(pairs, field: str, floor: float) -> None:
    matches = [getattr(own, field) is getattr(derived, field) for own, derived in pairs]
    assert share(matches) >= floor


@pytest.mark.parametrize(
    ("field", "groups", "floor"),
    [
        ("intervention", INTERVENTION_GROUPS, 0.95),
        ("outcome", OUTCOME_GROUPS, 0.69),
        ("population", POPULATION_GROUPS, 0.85),
        ("comparator", INTERVENTION_GROUPS, 0.92),
    ],
    ids=["intervention", "outcome", "population", "comparator"],
)
def test_parts_are_derived_with_a_shared_concept(pairs, field: str, groups, floor: float) -> None:
    """Same or, for lists, overlapping concepts; both empty counts as the same."""
    wanted = [concept_ids(getattr(own, field), groups) for own, _ in pairs]
    found = [concept_ids(getattr(derived, field), groups) for _, derived in pairs]
    matches = [bool(a & b) or a == b for a, b in zip(wanted, found, strict=True)]
    assert share(matches) >= floor


def test_outcomes_of_claims_of_effect_are_derived(pairs) -> None:
    """Where the outcome is a health outcome stated in the sentence, not advice or the unnamed
    harm of a contraindication."""
    left_out = (Kind.GUIDANCE, Kind.BACKGROUND, Kind.DOSING, Kind.CONTRAINDICATION)
    effects = [(own, derived) for own, derived in pairs if own.kind not in left_out]
    matches = [
        bool(
            concept_ids(own.outcome, OUTCOME_GROUPS) & concept_ids(derived.outcome, OUTCOME_GROUPS)
        )
        for own, derived in effects
    ]
    assert len(effects) == 71
    assert share(matches) >= 0.88


def test_the_readme_names_the_shares_that_are_held_here() -> None:
    readme = " ".join((data_folder() / "claims" / "README.md").read_text(encoding="utf-8").split())
    for share_held in ("kind for at least 93 %", "direction for 91 %", "concept for 95 %"):
        assert share_held in readme
    assert "an outcome with one for 69 %; 88 % of 71" in readme
