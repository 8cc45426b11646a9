"""The judgement of one claim: state of the evidence, counts, certainty, verdict and statement.

A failed search is an error and never reads as missing evidence; missing evidence is never reported
as evidence of absence.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from review.core.errors import InputError
from review.core.models import Appraisal, Claim, DomainRating, JudgedStudy, Judgement, Record
from review.core.vocabulary import (
    Certainty,
    Domain,
    EvidenceState,
    Kind,
    Stance,
    Verdict,
)
from review.synthesis.advice_ladder import (
    advice_statement,
    decide_advice,
    decide_open_question,
    sources_of_advice,
)
from review.synthesis.basis import VERY_LOW
from review.synthesis.certainty import certainty_of, level, rate
from review.synthesis.decision import Ruling, decide
from review.synthesis.direction import (
    Body,
    DirectionOfEffect,
    body_of_evidence,
    direction_of_effect,
    overall_finding,
)
from review.synthesis.facts import CONSISTENT, Facts
from review.synthesis.mechanism_verdict import decide_mechanism
from review.synthesis.notes import notes
from review.synthesis.pharmacology import consistency
from review.synthesis.pooling import pool, pooled_sentence
from review.synthesis.statements_of_findings import (
    FindingsToState,
    empty_statement,
    statement_of_findings,
)
from review.synthesis.studies import Study, gather, participants, pmid_order, source_class
from review.synthesis.ungraded import not_checkable, not_understood
from review.terms.precautions import Advice, advice_of, is_checkable, question_behind

SOURCE_CLASS_KINDS = frozenset(
    {Kind.DOSING, Kind.CONTRAINDICATION, Kind.INTERACTION, Kind.GUIDANCE}
)

EMPTY_REASONS = {
    EvidenceState.SEARCH_FAILED: "The search failed.",
    EvidenceState.NOTHING_FOUND: "The search found no record.",
    EvidenceState.NOTHING_RELEVANT: "No record found addresses the claim's intervention and population.",
    EvidenceState.SILENT: "Relevant records were found; none reports the claim's outcome.",
}

NO_SOURCE = {
    EvidenceState.SILENT: "Relevant records were found; none gives the advice, does so or reports on the harm behind it.",
}
"""What an empty state means for advice, where that differs."""

NOTHING_COUNTED = Ruling(
    "nothing to count",
    Verdict.INSUFFICIENT,
    "What was found on the outcome is retracted or no study, so nothing is counted.",
)

QUESTION_ONLY = Ruling(
    "no direction claimed",
    Verdict.NOT_CHECKABLE,
    "The claim asks a question and asserts no direction; finding and certainty answer it",
)


@dataclass(frozen=True)
class _Graded:
    """What the evidence gives before it is worded."""

    ruling: Ruling
    certainty: Certainty
    domains: tuple[DomainRating, ...]
    pointing: DirectionOfEffect


def judge(
    claim: Claim,
    appraisals: Sequence[Appraisal],
    *,
    records: Mapping[str, Record],
    n_found: int,
    search_failed: bool,
) -> Judgement:
    """What the included records, together, say about a claim.

    Args:
        claim: the claim.
        appraisals: its included records, each read for this claim, in any order.
        records: the records by PMID; notices and titles are read from them.
        n_found: how many records the search for this claim found, excluded ones too.
        search_failed: whether any search for this claim went unanswered.

    Raises:
        InputError: an appraisal is of another claim, or has nothing to be counted by.
    """
    if claim.doubts:
        return not_understood(claim)
    return _judged(claim, appraisals, records=records, n_found=n_found, search_failed=search_failed)


def _judged(
    claim: Claim,
    appraisals: Sequence[Appraisal],
    *,
    records: Mapping[str, Record],
    n_found: int,
    search_failed: bool,
) -> Judgement:
    question = question_behind(claim)
    if question is not None:
        return _on_open_question(
            claim,
            judge(
                question, appraisals, records=records, n_found=n_found, search_failed=search_failed
            ),
        )
    _check(claim, appraisals)
    studies = gather(appraisals)
    state = _state(claim, studies, n_found=n_found, search_failed=search_failed)
    body = body_of_evidence(claim, studies, records)
    judgement = _with_counts(claim, appraisals, body, state)
    if state is EvidenceState.SEARCH_FAILED:
        return replace(
            judgement,
            verdict=Verdict.SEARCH_FAILED,
            reason=EMPTY_REASONS[state],
            statement=empty_statement(claim, state),
        )
    advice = advice_of(claim)
    if advice is not None:
        return _on_advice(claim, advice, judgement, body, records)
    unheld = not_checkable(claim)
    if unheld is not None:
        return replace(judgement, reason=unheld[0], statement=unheld[1])
    if state is not EvidenceState.EVIDENCE:
        return replace(
            judgement,
            verdict=Verdict.INSUFFICIENT,
            reason=EMPTY_REASONS[state],
            certainty=Certainty.VERY_LOW,
            statement=empty_statement(claim, state),
            domains=(_nothing_to_rate(EMPTY_REASONS[state]),),
            notes=notes(claim, body, records),
        )
    return _worded(claim, judgement, body, _grade(claim, body), records)


def _on_open_question(claim: Claim, judged: Judgement) -> Judgement:
    """The judgement on the state of research, from that on the question behind it."""
    if not judged.counted or judged.verdict is Verdict.SEARCH_FAILED:
        return judged
    ruling = decide_open_question(claim, judged)
    return replace(
        judged,
        verdict=ruling.verdict,
        reason=f"Rule “{ruling.rule}”: {ruling.reason}",
        statement=advice_statement(claim, ruling),
    )


def _on_advice(
    claim: Claim, advice: Advice, judgement: Judgement, body: Body, records: Mapping[str, Record]
) -> Judgement:
    """The judgement on a precaution: by its sources, without a level of certainty."""
    if judgement.state is not EvidenceState.EVIDENCE:
        return replace(
            judgement,
            verdict=Verdict.INSUFFICIENT,
            reason=NO_SOURCE.get(judgement.state, EMPTY_REASONS[judgement.state]),
            statement=empty_statement(claim, judgement.state),
            notes=notes(claim, body, records),
        )
    ruling = decide_advice(advice, body) if body.counted else NOTHING_COUNTED
    return replace(
        judgement,
        verdict=ruling.verdict,
        reason=f"Rule “{ruling.rule}”: {ruling.reason}",
        statement=advice_statement(claim, ruling),
        domains=sources_of_advice(body),
        notes=notes(claim, body, records),
    )


def _check(claim: Claim, appraisals: Sequence[Appraisal]) -> None:
    for appraisal in appraisals:
        if appraisal.claim_id != claim.claim_id:
            raise InputError(
                f"The appraisal of PMID {appraisal.pmid} is for claim {appraisal.claim_id!r}, not for "
                f"{claim.claim_id!r}; judge each claim with its own appraisals."
            )


def _state(
    claim: Claim, studies: Sequence[Study], *, n_found: int, search_failed: bool
) -> EvidenceState:
    if search_failed:
        return EvidenceState.SEARCH_FAILED
    if any(study.informs for study in studies):
        return EvidenceState.EVIDENCE
    if studies:
        return EvidenceState.SILENT
    if not is_checkable(claim) and not n_found:
        return EvidenceState.NOT_SEARCHED
    return EvidenceState.NOTHING_RELEVANT if n_found else EvidenceState.NOTHING_FOUND


def _with_counts(
    claim: Claim, appraisals: Sequence[Appraisal], body: Body, state: EvidenceState
) -> Judgement:
    """A judgement with all that is counted and nothing that is judged."""
    stances = Counter(study.deciding.stance for study in body.studies)
    direction = direction_of_effect(claim, body.counted)
    return Judgement(
        claim_id=claim.claim_id,
        state=state,
        verdict=Verdict.NOT_CHECKABLE,
        reason="",
        finding=overall_finding(body.counted),
        certainty=Certainty.NOT_RATED,
        statement="",
        appraisals=tuple(sorted(appraisals, key=_appraisal_order)),
        n_records=len({appraisal.pmid for appraisal in appraisals}),
        n_studies=len(body.studies),
        n_participants=participants(body.counted),
        supports=stances[Stance.SUPPORTS],
        refutes=stances[Stance.REFUTES],
        mixed=stances[Stance.MIXED],
        no_information=stances[Stance.NO_INFORMATION] + stances[Stance.NOT_APPLICABLE],
        sign_test_p=direction.p,
        proportion=direction.proportion,
        proportion_low=direction.low,
        proportion_high=direction.high,
        source_class=_source_class(claim, body),
        studies=tuple(JudgedStudy(study.study_id, study.pmids, study.n) for study in body.studies),
        counted=frozenset(study.pmid for study in body.counted),
        not_counted=body.not_counted,
    )


def _appraisal_order(appraisal: Appraisal) -> tuple[tuple[int, str], str]:
    return pmid_order(appraisal.pmid), appraisal.study_id


def _source_class(claim: Claim, body: Body) -> str:
    """The strongest kind of source that speaks to the outcome; a guideline comes after syntheses."""
    return source_class(body.counted) if claim.kind in SOURCE_CLASS_KINDS else ""


def _nothing_to_rate(reason: str) -> DomainRating:
    return DomainRating(Domain.START, VERY_LOW, f"Very low by convention. {reason}")


def _grade(claim: Claim, body: Body) -> _Graded:
    if not body.counted:
        nothing = (_nothing_to_rate(NOTHING_COUNTED.reason),)
        return _Graded(NOTHING_COUNTED, Certainty.VERY_LOW, nothing, DirectionOfEffect.SILENT)
    if claim.kind is Kind.MECHANISM:
        pharmacology = consistency(claim, body)
        facts = Facts(claim, body, VERY_LOW)
        ruling = decide_mechanism(claim, facts, pharmacology)
        domains: tuple[DomainRating, ...] = (pharmacology.domain,)
        graded = _Graded(ruling, pharmacology.certainty, domains, pharmacology.leading)
    else:
        domains = rate(claim, body)
        facts = Facts(claim, body, level(domains))
        graded = _Graded(decide(facts), certainty_of(domains), domains, _pointing(facts))
    if claim.direction is None:
        asked = replace(QUESTION_ONLY, reason=f"{QUESTION_ONLY.reason} ({facts.tally}).")
        return replace(graded, ruling=asked)
    return graded


def _pointing(facts: Facts) -> DirectionOfEffect:
    """Which way the body points, for the wording."""
    if facts.favourable_leads:
        return (
            DirectionOfEffect.TOWARDS
            if facts.count(DirectionOfEffect.TOWARDS)
            else DirectionOfEffect.EQUAL
        )
    if facts.opposite_leads:
        return DirectionOfEffect.AGAINST
    return (
        DirectionOfEffect.NULL
        if facts.share(DirectionOfEffect.NULL) >= CONSISTENT
        else DirectionOfEffect.MIXED
    )


def _worded(
    claim: Claim,
    judgement: Judgement,
    body: Body,
    graded: _Graded,
    records: Mapping[str, Record],
) -> Judgement:
    ruling = graded.ruling
    answer = FindingsToState(
        verdict=ruling.verdict,
        certainty=graded.certainty,
        pointing=graded.pointing,
        finding=judgement.finding,
        condition=ruling.condition,
        total=judgement.n_participants,
    )
    pooled = pool(claim, body.studies, records)
    statement = statement_of_findings(claim, answer)
    return replace(
        judgement,
        pooled=pooled,
        verdict=ruling.verdict,
        reason=f"Rule “{ruling.rule}”: {ruling.reason}",
        certainty=graded.certainty,
        domains=graded.domains,
        statement=f"{statement} {pooled_sentence(pooled)}".rstrip() if pooled else statement,
        notes=notes(claim, body, records),
    )
