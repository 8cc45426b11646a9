"""Appraisal of one record for one claim: design, size, directness, finding, stance, rationale."""

import re
from dataclasses import replace
from functools import lru_cache

from review.appraisal.advice import read_advice
from review.appraisal.arms import is_medicine, split_arms, treatment_name
from review.appraisal.evidence import Evidence
from review.appraisal.findings import found_in
from review.appraisal.question import Question, question
from review.appraisal.regimen import regimen
from review.appraisal.reported_effects import reported_effect
from review.appraisal.risk_groups import risk_evidence
from review.appraisal.stance import Reading, read
from review.appraisal.statements import STATING, statements
from review.core.models import Appraisal, Claim, Record
from review.core.vocabulary import (
    ABOUT_HARM,
    LABORATORY,
    NOT_READ,
    SYNTHESES,
    Certainty,
    ComparatorKind,
    Design,
    Directness,
    Kind,
)
from review.reading.design import design
from review.reading.languages import unread
from review.reading.rating_signals import is_blinded, stated_certainty
from review.reading.size import size
from review.terms.precautions import advice_of, question_behind
from review.terms.record_concepts import addresses, concepts_of, is_about_group, title_concepts

OVERDOSE = "overdose"
"""Concept of taking far too much: what it shows is not an effect of ordinary use."""

RISK_OF_OVERDOSE = re.compile(
    r"\b(?:risk|rate|incidence|odds|likelihood)s? of\b[^.;:]*\boverdos", re.IGNORECASE
)
"""A title in which overdose is what may happen in ordinary use, not what was taken."""

FINDS_NOTHING = frozenset({Design.PROTOCOL, Design.NOTICE})
"""Designs that have found nothing yet: what they say of the outcome is a plan or a hope."""

INTERVENTIONAL = frozenset({Design.RANDOMISED_TRIAL, Design.NON_RANDOMISED_TRIAL})


def appraise(claim: Claim, record: Record, *, study_id: str = "") -> Appraisal:
    """What one record says about one claim, with the sentence that shows it.

    Args:
        claim: the claim; without a direction its finding is read and its stance does not apply.
        record: the record; without an abstract only its title is read.
        study_id: the investigation the record reports; the record's own PMID when empty.

    Returns:
        The appraisal; `rationale` is exactly `text[rationale_start:rationale_end]` of the abstract
        or the title (`rationale_in`), and empty where the record says nothing about the outcome.
    """
    claim = question_behind(claim) or claim
    asked = question(claim)
    reading = _reading(claim, asked, record)
    called, counted = design(record), size(record)
    directness, reason = _directness(asked, record, called.design, reading)
    shown = reading.shown_by
    comparator, comparator_kind = _comparator(asked, record, called.design, shown)
    reported, given = reported_effect(claim, asked, shown), regimen(asked, record)
    return Appraisal(
        claim_id=claim.claim_id,
        pmid=record.pmid,
        study_id=study_id or f"S{record.pmid}",
        design=called.design,
        is_randomised=called.is_randomised or called.gathers_randomised,
        design_signal=called.signal,
        n=counted.participants,
        studies=counted.studies,
        comparator=comparator,
        comparator_kind=comparator_kind,
        directness=directness,
        directness_reason=reason,
        finding=reading.finding,
        stance=reading.stance,
        rationale=shown.passage.text if shown else "",
        rationale_start=shown.passage.start if shown else None,
        rationale_end=shown.passage.end if shown else None,
        rationale_in=shown.passage.where if shown else "",
        rule=reading.rule,
        condition=shown.condition if shown else "",
        outcomes=reading.outcomes,
        effect_measure=reported.measure,
        effect=reported.value,
        effect_low=reported.low,
        effect_high=reported.high,
        p_value=reported.p_value,
        dose=given.dose,
        duration=given.duration,
        year=record.year,
        first_author=record.authors[0] if record.authors else "",
        is_blinded=is_blinded(record),
        stated_certainty=_stated_certainty(record, called.design, shown),
    )


def _stated_certainty(record: Record, kind: Design, shown: Evidence | None) -> Certainty | None:
    """What the authors of a synthesis rate their finding; other designs rate no body of evidence."""
    if kind not in SYNTHESES:
        return None
    return stated_certainty(shown.passage.text if shown else "", record.abstract)


def _reading(claim: Claim, asked: Question, record: Record) -> Reading:
    """From the title alone where the abstract cannot be read, and then a silent record says so."""
    reason = unread(record.abstract)
    if not reason:
        return _read(claim, asked, record)
    found = _read(claim, asked, replace(record, abstract=""))
    return found if found.shown_by else replace(found, rule=f"{NOT_READ} ({reason})")


def _read(claim: Claim, asked: Question, record: Record) -> Reading:
    """By the rule of the claim's kind: advice, people at risk, statements of what is, and findings."""
    if design(record).design in FINDS_NOTHING:
        return read(asked, [])
    advice = advice_of(claim)
    if advice is not None:
        return read_advice(advice, asked, record)
    if asked.kind is Kind.CONTRAINDICATION:
        return read(asked, list(risk_evidence(asked, record)))
    if asked.direction in STATING:
        return read(asked, list(statements(asked, record)))
    return read(asked, found_in(asked, record))


def _directness(
    asked: Question, record: Record, kind: Design, reading: Reading
) -> tuple[Directness, str]:
    """Direct, or what is substituted for part of the question."""
    reasons = []
    if kind in LABORATORY and asked.kind is not Kind.MECHANISM:
        reasons.append("animals or cells instead of people")
    is_about = is_about_group if asked.kind is Kind.CONTRAINDICATION else addresses
    if asked.population and not any(is_about(record, concept) for concept in asked.population):
        reasons.append("another population or condition")
    if (
        asked.kind in ABOUT_HARM
        and OVERDOSE in title_concepts(record)
        and not RISK_OF_OVERDOSE.search(record.title)
        and not _asks_overdose(asked)
    ):
        reasons.append("overdose or poisoning instead of ordinary use")
    if reading.shown_by is not None and not reading.shown_by.is_exact:
        reasons.append(f"a neighbouring outcome ({reading.shown_by.outcome.name})")
    if reasons:
        return Directness.INDIRECT, "; ".join(reasons)
    return Directness.DIRECT, ""


def _asks_overdose(asked: Question) -> bool:
    return any(outcome.concept_id == OVERDOSE for outcome in asked.outcomes)


def _comparator(
    asked: Question, record: Record, kind: Design, shown: Evidence | None
) -> tuple[str, ComparatorKind]:
    """What the treatment was compared with: as the rationale names it, else as the record does."""
    if shown is not None and shown.comparator:
        return shown.comparator, shown.comparator_kind
    return _record_comparator(asked, record, kind)


@lru_cache(maxsize=65536)
def _record_comparator(asked: Question, record: Record, kind: Design) -> tuple[str, ComparatorKind]:
    if kind not in INTERVENTIONAL:
        return "", ComparatorKind.NONE
    if "placebo" in concepts_of(record):
        return "placebo", ComparatorKind.PLACEBO
    rivals = [
        treatment_name(arm.concept_id, asked)
        for arm in split_arms(record.title, asked)[1]
        if is_medicine(arm.concept_id)
    ]
    if rivals and kind is Design.RANDOMISED_TRIAL:
        return rivals[0], ComparatorKind.ACTIVE
    return "", ComparatorKind.BEFORE if kind is Design.NON_RANDOMISED_TRIAL else ComparatorKind.NONE
