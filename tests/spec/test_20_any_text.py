"""Odd texts are read all the same.

Whatever the text, an appraisal is made, and its sentence stands where it says.
"""

from pathlib import Path

import pytest
from abstracts import a_record, shown_exactly
from hypothesis import given, settings
from hypothesis import strategies as st

import review
from review.appraisal.appraise import appraise
from review.claims.library import claims_from, load_claims
from review.core.models import Claim
from review.core.vocabulary import Finding, Kind, Stance
from review.reading.languages import unread
from review.records.pubmed_xml import iter_articles, parse_article
from review.screening.eligibility import exclusion
from review.terms.concepts import INTERVENTION_GROUPS, OUTCOME_GROUPS, Concept, thesaurus
from review.terms.precautions import advice_of, guarded
from review.terms.record_concepts import places
from review.terms.word_lists import matching

ROOT = Path(__file__).resolve().parents[2]

CLAIMS = [
    review.claim("Clonidine eases opioid withdrawal"),
    review.claim("Clonidine can cause drowsiness"),
    review.claim("People with kidney disease should not take baclofen"),
    review.claim("Baclofen activates GABA-B receptors", kind="mechanism"),
    review.claim("Clonidine is as effective as methadone for opioid withdrawal"),
    review.claim("Zorvanib reduces itching"),
    review.claim(intervention="zorvanib", outcome="itching"),
]

ODD = {
    "empty": "",
    "blanks": " \n\t ",
    "numbers only": "12 34.5 67% 0.001 1,234 5",
    "Spanish": "La clonidina redujo los síntomas de abstinencia. No hubo diferencias con el placebo.",
    "Chinese": "可乐定减轻了戒断症状。差异无统计学意义。",
    "HTML": "<p>Clonidine <b>reduced</b> withdrawal&nbsp;symptoms.</p><script>alert(1)</script>",
    "formulas": "ΔG = −RT ln K; α₂ ≤ 0.5 × 10⁻³ (β = 1/√2π) ∑ᵢ xᵢ² → ∞. p<.05 [1] {2} \\frac{1}{2}",
    "brackets that do not close": "Clonidine (n = 12 [(reduced withdrawal ((symptoms 3",
    "only labels": "BACKGROUND: \nMETHODS: \nRESULTS: \nCONCLUSIONS: ",
    "one word": "Clonidine",
    "control characters": "Clonidine\x00reduced\u200bwithdrawal\u2028symptoms\ufeff.",
    "emoji": "Clonidine 💊 reduced 📉 withdrawal symptoms 😀.",
    "no full stops": "clonidine reduced withdrawal " * 200,
    "long": ("Clonidine reduced withdrawal symptoms compared with placebo. " * 900)[:50000],
}  # fmt: skip


@pytest.mark.parametrize("abstract", ODD.values(), ids=ODD)
def test_odd_texts_are_read(abstract) -> None:
    record = a_record(abstract, title="Clonidine, baclofen and zorvanib")
    assert all(abstract[s.start : s.end] == s.text for s in review.sentences(record))
    assert review.design(record).signal
    assert (review.size(record).participants or 0) >= 0
    assert all(shown_exactly(review.appraise(claim, record), record) for claim in CLAIMS)


UNREAD = {
    "empty": "no abstract",
    "blanks": "no abstract",
    "numbers only": "the abstract holds no words",
    "Spanish": "the abstract reads as Spanish, not English",
    "Chinese": "the abstract reads as Chinese or Japanese, not English",
    "HTML": "",
    "one word": "",
    "long": "",
    "only labels": "",
}
OTHER_LANGUAGES = {
    "French": "Les malades traités par la clonidine n'ont pas été moins anxieux que dans le groupe placebo.",
    "German": "Die Behandlung mit Clonidin war bei den Patienten nicht besser als Placebo und wurde beendet.",
    "Italian": "Nella sperimentazione la clonidina non è stata più efficace del placebo nella cura della sindrome.",
    "Portuguese": "A clonidina não foi mais eficaz do que o placebo em uma amostra dos pacientes.",
    "Dutch": "Het middel werd niet beter gevonden dan een placebo bij patiënten van een kliniek.",
    "Polish": "Lek nie był skuteczny i przez to nie jest zalecany, oraz się go nie stosuje.",
    "Russian or another language in Cyrillic letters": "Клонидин не уменьшал симптомы отмены.",
    "Korean": "클로니딘은 금단 증상을 줄였다.",
}


@pytest.mark.parametrize("name", UNREAD)
def test_why_an_abstract_is_not_read_is_said(name) -> None:
    assert unread(ODD[name]) == UNREAD[name]


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_another_language_is_named_and_not_taken_for_silence(language) -> None:
    record = a_record(OTHER_LANGUAGES[language], title="Clonidine in opioid withdrawal")
    found = review.appraise(CLAIMS[0], record)
    assert found.rule == f"abstract not read (the abstract reads as {language}, not English)"
    assert (found.finding, found.stance) == (Finding.NOT_REPORTED, Stance.NO_INFORMATION)


def test_a_title_speaks_for_an_abstract_that_is_not_read() -> None:
    record = a_record(ODD["Spanish"], title="Clonidine reduced opioid withdrawal")
    found = review.appraise(CLAIMS[0], record)
    assert (found.finding, found.rationale_in) == (Finding.DECREASED, "title")


def test_a_few_foreign_words_leave_an_abstract_english() -> None:
    text = "La Paz, El Alto and Los Angeles: clonidine reduced withdrawal symptoms in the three cities."
    assert unread(text) == ""


def test_a_verdict_counts_what_could_not_be_read() -> None:
    titles = ("Clonidine in opioid withdrawal", "Clonidine and opioid withdrawal in prisons")
    records = [
        review.record(title=titles[0], pmid=90000001),
        review.record(title=titles[1], abstract=ODD["Spanish"], pmid=90000002),
    ]
    told = "2 of 2 included studies could not be read: no abstract (1); the abstract reads as Spanish, not English (1)."
    assert told in review.judge(CLAIMS[0], records).notes


WORDS = st.sampled_from(
    [
        "clonidine",
        "baclofen",
        "zorvanib",
        "placebo",
        "methadone",
        "withdrawal",
        "symptoms",
        "itching",
        "drowsiness",
        "GABA-B",
        "receptor",
        "agonist",
        "antagonist",
        "reduced",
        "increased",
        "lower",
        "higher",
        "than",
        "with",
        "versus",
        "not",
        "no",
        "did",
        "differ",
        "compared",
        "improved",
        "worse",
        "p",
        "=",
        "0.05",
        "(n",
        "12)",
        "3.4%",
        ",",
        ";",
        ".",
        ":",
        "but",
        "while",
        "RESULTS:",
        "METHODS:",
        "rats",
        "patients",
        "randomised",
        "kidney",
        "disease",
        "should",
        "avoid\n",
    ]
)
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(abstract=TEXTS, title=TEXTS.filter(str.strip), claim=st.sampled_from(CLAIMS))
def test_no_text_breaks_an_appraisal(abstract, title, claim) -> None:
    record = a_record(abstract, title=title)
    appraisal = review.appraise(claim, record)
    assert shown_exactly(appraisal, record)
    assert bool(appraisal.rationale) is (appraisal.finding is not Finding.NOT_REPORTED)
    assert all(abstract[s.start : s.end] == s.text for s in review.sentences(record))


def snapshot_claims() -> list[Claim]:
    files = sorted((ROOT / "data" / "claims").glob("*.csv"))
    return [claim for path in files for claim in claims_from(load_claims(path))]


@pytest.fixture(scope="module")
def snapshot_appraisals():
    files = sorted((ROOT / "data" / "snapshot").glob("*.xml"))
    records = [parse_article(xml) for path in files for _, xml in iter_articles(path)]
    wanted = snapshot_claims()
    return [
        (claim, record, appraise(claim, record))
        for claim in wanted
        for record in records
        if exclusion(claim, record) is None
    ]


def test_every_rationale_of_the_snapshot_is_where_it_says_it_is(snapshot_appraisals) -> None:
    assert len(snapshot_appraisals) > 1500
    for _, record, appraisal in snapshot_appraisals:
        assert shown_exactly(appraisal, record)


def test_what_has_a_finding_has_a_sentence_and_a_rule(snapshot_appraisals) -> None:
    for _, _, appraisal in snapshot_appraisals:
        silent = appraisal.finding is Finding.NOT_REPORTED
        assert silent is (not appraisal.rationale)
        assert appraisal.rule
        if silent:
            assert appraisal.stance is Stance.NO_INFORMATION


def may_be_named(claim: Claim) -> list[Concept]:
    """The treatments and outcomes of a claim, with the outcomes that count for them."""
    named = [
        *thesaurus().resolve(claim.intervention, INTERVENTION_GROUPS),
        *thesaurus().resolve(claim.outcome, OUTCOME_GROUPS, together=False),
    ]
    ids = {part.concept_id for concept in named for part in (concept.parts or (concept,))}
    ids |= {wider for concept in named for wider in concept.broader}
    if claim.kind is Kind.CONTRAINDICATION:
        ids.add("adverse_events")
    near = [c for c in thesaurus().concepts.values() if ids & {c.concept_id, *c.part_of}]
    return [*named, *near]


def test_every_rationale_for_advice_names_it_the_harm_behind_it_or_a_withdrawal(
    snapshot_appraisals,
) -> None:
    shown = 0
    for claim, _, appraisal in snapshot_appraisals:
        advice = advice_of(claim)
        if advice is None or not appraisal.rationale:
            continue
        words = [*guarded(advice).terms, f"{claim.intervention} withdrawal"]
        words += ["withheld", "adjusted", "titrated", "fitted", "self-poisoning"]
        assert matching(tuple(words)).search(appraisal.rationale), appraisal
        shown += 1
    assert shown > 15


WITHOUT_NAMES = ("tolerated by", "advised against", "safety: ")
"""Rules whose sentence may leave treatment and outcome to the title."""


def test_every_rationale_names_the_treatment_or_the_outcome(snapshot_appraisals) -> None:
    for claim, _, appraisal in snapshot_appraisals:
        if (
            advice_of(claim) is None
            and appraisal.rationale
            and not appraisal.rule.startswith(WITHOUT_NAMES)
        ):
            assert any(places(appraisal.rationale, one) for one in may_be_named(claim)), appraisal
