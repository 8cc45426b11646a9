"""Concepts: how term lists are read, and how things are found in text."""

import re

import pytest

from review.core.errors import InputError
from review.mesh.index import vocabulary
from review.mesh.spelling import normal
from review.terms.concepts import (
    INTERVENTION_GROUPS,
    OUTCOME_GROUPS,
    POPULATION_GROUPS,
    Concept,
    Thesaurus,
    own_concept,
    read_thesaurus,
    thesaurus,
)

REFUSED = {
    "unknown id": ('id = "a"\nterms = ["alpha"]\nbroader = ["nowhere"]', "names 'nowhere'"),
    "unknown part": ('id = "a"\nterms = ["alpha"]\nall_of = ["nowhere"]', "names 'nowhere'"),
    "unknown whole": ('id = "a"\nterms = ["alpha"]\npart_of = ["nowhere"]', "names 'nowhere'"),
    "truncated too short": ('id = "a"\nterms = ["al*"]', "too short"),
    "no terms": ('id = "a"', "needs id and terms"),
    "no id": ('terms = ["alpha"]', "needs id and terms"),
    "unknown field": ('id = "a"\nterms = ["alpha"]\nsynonym = ["b"]', "needs id and terms"),
    "twice": ('id = "a"\nterms = ["alpha"]\n[[concept]]\nid = "a"\nterms = ["b"]', "twice"),
    "not TOML": ("id = ", "not valid TOML"),
}


@pytest.mark.parametrize(("entry", "message"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_concept_is_refused_with_its_file(tmp_path, entry, message) -> None:
    (tmp_path / "drugs.toml").write_text(f"[[concept]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        read_thesaurus(tmp_path)


def test_a_concept_takes_its_group_from_its_file(tmp_path) -> None:
    (tmp_path / "drugs.toml").write_text('[[concept]]\nid = "a"\nterms = "alpha"\n', "utf-8")
    assert read_thesaurus(tmp_path).concepts["a"] == Concept("a", "drugs", ("alpha",))


FOUND = {
    "as written": ("alpha blocker", "An alpha blocker was given.", "alpha blocker"),
    "capitals": ("alpha blocker", "ALPHA BLOCKER", "ALPHA BLOCKER"),
    "plural in the text": ("alpha blocker", "Alpha blockers were given.", "Alpha blockers"),
    "plural in the term": ("alpha blockers", "An alpha blocker", "alpha blocker"),
    "Greek letter": ("alpha-2 agonist", "α2-agonists such as clonidine", "α2-agonists"),
    "Greek letter in the term": ("α2 agonist", "an alpha-2 agonist", "alpha-2 agonist"),
    "hyphen": ("GABA-B", "GABA B receptors", "GABA B"),
    "written together": ("alpha2", "alpha-2 receptors", "alpha-2"),
    "truncated": ("sedat*", "He was sedated.", "sedated"),
    "truncated inside a phrase": ("abrupt* stop*", "abruptly stopping it", "abruptly stopping"),
    "not inside a word": ("rat", "separate rations", None),
    "not a longer word": ("nausea", "nauseating", None),
    "words ending in us and is": ("nystagmus", "Nystagmus was seen.", "Nystagmus"),
    "plural in ies": ("kidney injury", "Kidney injuries rose.", "Kidney injuries"),
    "singular in ie": ("calorie", "fewer calories a day", "calories"),
    "plural of a word in sis": (
        "hypertensive crisis",
        "two hypertensive crises",
        "hypertensive crises",
    ),
    "singular of a word in sis": ("metastases", "a metastasis of the liver", "metastasis"),
    "word that has no singular": ("case series", "This case series shows", "case series"),
    "another order": ("alpha blocker", "a blocker of alpha receptors", None),
    "empty text": ("alpha blocker", "", None),
}


@pytest.mark.parametrize(("term", "text", "place"), FOUND.values(), ids=FOUND)
def test_where_a_term_is_found(term, text, place) -> None:
    found = Thesaurus.of([Concept("it", "drug", (term,))]).mentions(text)
    assert [text[m.start : m.end] for m in found] == ([] if place is None else [place])


NORMAL = {"Opioids": "opioid", "stress": "stress", "virus": "virus", "pelvis": "pelvis", "µ": "mu", "β": "beta", "gas": "gas"}  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), NORMAL.items())
def test_words_in_comparable_form(word, expected) -> None:
    assert normal(word) == expected


RESOLVED = {
    "one": ("clonidine", INTERVENTION_GROUPS, ["clonidine"]),
    "alternatives": ("clonidine or methadone", INTERVENTION_GROUPS, ["clonidine", "methadone"]),
    "a list": ("nausea, sweating", OUTCOME_GROUPS, ["nausea_vomiting", "sweating"]),
    "a combination": ("clonidine plus naltrexone", INTERVENTION_GROUPS, ["clonidine+naltrexone"]),
    "with its manner": ("oral baclofen", INTERVENTION_GROUPS, ["oral_route+baclofen"]),
    "the longest name": ("opioid withdrawal", POPULATION_GROUPS, ["opioid_withdrawal"]),
    "no concept": ("zorvanib", INTERVENTION_GROUPS, ["phrase:zorvanib"]),
    "no concept, with its manner": (
        "oral zorvanib",
        INTERVENTION_GROUPS,
        ["oral_route+phrase:zorvanib"],
    ),
    "nothing": ("", INTERVENTION_GROUPS, []),
    "empty words": ("of the", OUTCOME_GROUPS, []),
}


@pytest.mark.parametrize(("phrase", "groups", "expected"), RESOLVED.values(), ids=RESOLVED)
def test_what_a_phrase_names(phrase, groups, expected) -> None:
    together = groups is not OUTCOME_GROUPS
    found = thesaurus().resolve(phrase, groups, together=together)
    assert [concept.concept_id for concept in found] == expected


def test_outcomes_named_together_are_alternatives() -> None:
    found = thesaurus().resolve("nausea and sweating", OUTCOME_GROUPS, together=False)
    assert {concept.concept_id for concept in found} == {"nausea_vomiting", "sweating"}


OWN = {
    "a harm": ("itching", "harm", ("itching",)),
    "a benefit": ("muscle strength", "benefit", ("muscle strength",)),
    "little words inside stay": ("the duration of hiccup", "harm", ("duration of hiccup",)),
    "everyday words by other names too": (
        "heart attack",
        "harm",
        ("heart attack", "myocardial infarction", "coronary event"),
    ),
    "long words also without ending": ("sleeplessness", "harm", ("sleeplessness", "sleeplessne*")),
}


@pytest.mark.parametrize(("phrase", "polarity", "terms"), OWN.values(), ids=OWN)
def test_a_concept_in_the_claims_own_words(phrase, polarity, terms) -> None:
    (concept,) = own_concept(phrase)
    assert (concept.polarity, concept.terms[: len(terms)]) == (polarity, terms)
    named = {
        name.lower() for at in vocabulary().named(phrase) for name in vocabulary().thing(at.n).names
    }
    assert set(concept.terms[len(terms) :]) <= named


def test_composites_and_wider_concepts_are_addressed() -> None:
    addressed = thesaurus().addressed({"opioids", "withdrawal"})
    assert {"opioid_withdrawal", "opioid_dependence", "substance_use_disorder"} <= addressed
    assert "alcohol_withdrawal" not in addressed


def test_a_class_holds_its_members() -> None:
    assert {"clonidine", "lofexidine"} <= thesaurus().narrower("alpha2_agonist")
    assert thesaurus().narrower("clonidine") == {"clonidine"}


def test_bundled_concepts_have_known_groups_and_polarities() -> None:
    known = INTERVENTION_GROUPS | POPULATION_GROUPS | OUTCOME_GROUPS
    known |= {"substance", "comparator", "rival"}
    for concept in thesaurus().concepts.values():
        assert concept.group in known, concept.concept_id
        assert concept.polarity in ("", "harm", "benefit"), concept.concept_id
