"""How each kind of claim is read: effects, harms, mechanisms, statements and groups at risk."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from review.appraisal.clauses import Clause, clauses, split_arms
from review.appraisal.effects import OPPOSITE, Effect, Signal, is_negated, signals, wider_outcomes
from review.appraisal.evidence import Evidence, from_signal, plain
from review.appraisal.harms import (
    HarmReport,
    harm_reports,
    is_after_stopping,
    names_own_withdrawal,
)
from review.appraisal.mechanism import action_reports
from review.appraisal.passages import (
    Passage,
    finding_clauses,
    is_about_ours,
    is_reported_elsewhere,
    names_all,
    passages,
)
from review.appraisal.question import Question
from review.appraisal.tested import by_arms, tested
from review.core.models import Record
from review.core.vocabulary import ComparatorKind, Design, Direction, Kind, Role
from review.reading.design import design
from review.terms.concepts import OWN_PHRASE, Concept, thesaurus
from review.terms.cues import cues, has_cue
from review.terms.record_concepts import addressed_in, places, text_concepts

HARM_KINDS = frozenset({Kind.HARM, Kind.INTERACTION})
STATING = frozenset({Direction.IS, Direction.IS_NOT})
CASES = frozenset({Design.CASE_REPORT, Design.CASE_SERIES})
GENERAL_HARMS = "adverse_events"
SERIOUS_HARMS = ("serious_adverse_events", "toxicity")


def evidence(asked: Question, record: Record) -> list[Evidence]:
    """Everything the record says about the question, read by the rule of the claim's kind."""
    if asked.kind is Kind.CONTRAINDICATION:
        return list(_risk_evidence(asked, record))
    if asked.direction in STATING:
        return list(_statements(asked, record))
    if asked.kind is Kind.MECHANISM:
        return list(_mechanism_evidence(asked, record))
    if asked.kind in HARM_KINDS:
        return list(_harm_evidence(asked, record))
    return list(_effect_evidence(asked, record))


@lru_cache(maxsize=4096)
def outcomes_to_read(asked: Question) -> tuple[tuple[Concept, Concept], ...]:
    """Each outcome to look for, with the claim's outcome it stands for.

    First the claim's own; then, as indirect evidence, the broader ones they belong to and the ones
    that are part of them. For a warning of side effects at large any of them is the claim's own.
    """
    known = thesaurus().concepts
    pairs = [(outcome, outcome) for outcome in asked.outcomes]
    for outcome in asked.outcomes:
        parts = [known[n] for n in sorted(known) if outcome.concept_id in known[n].part_of]
        is_any = outcome.concept_id == GENERAL_HARMS and asked.direction is Direction.INCREASES
        pairs += [(part, part if is_any else outcome) for part in parts]
        pairs += [(wider, outcome) for wider in wider_outcomes(outcome)]
    first: dict[str, tuple[Concept, Concept]] = {}
    for pair in pairs:
        first.setdefault(pair[0].concept_id, pair)
    return tuple(first.values())


def _effect_evidence(asked: Question, record: Record) -> Iterator[Evidence]:
    for passage, clause in finding_clauses(asked, record):
        if _is_about_its_own_withdrawal(clause, asked):
            continue
        subject = is_about_ours(asked, record, passage)
        for outcome, claimed in outcomes_to_read(asked):
            for named in signals(clause.text, asked, outcome, subject=subject):
                signal = _as_tested(named, asked, passage, clause)
                if _fits_comparison(signal, asked):
                    yield from_signal(_with_comparison(signal, record), passage, claimed=claimed)


def _as_tested(signal: Signal, asked: Question, passage: Passage, clause: Clause) -> Signal:
    """The signal as the outcome's own interval or p-value shows it.

    None where that tells no difference ("fell from 6.1 to 3.2 with the drug and from 6.0 to 3.1 with
    placebo, p = 0.8"); the direction of its own ratio where no other arm is compared with ("the hazard
    ratio in the highest category was 0.75 (0.62-0.91)": what is highest is the exposure).
    """
    own = places(clause.text, signal.outcome)[:1]
    if signal.effect is Effect.NULL or not own:
        return signal
    shown = tested(passage.text, *(clause.start + place for place in own[0]))
    if shown is Effect.NULL:
        return replace(signal, effect=shown, cue="no_difference")
    rivals = split_arms(clause.text, asked)[1]
    if shown is not OPPOSITE[signal.effect] or signal.comparator or rivals:
        return signal
    return signal if has_cue(clause.text, "worse") else replace(signal, effect=shown)


def _is_about_its_own_withdrawal(clause: Clause, asked: Question) -> bool:
    """Whether the clause tells what happens on stopping the treatment, while the claim does not.

    In claims about withdrawal, words of stopping describe the patients; only the treatment's own
    withdrawal does not belong.
    """
    if asked.is_about_stopping:
        return False
    if any("withdrawal" in concept.concept_id for concept in asked.population):
        return names_own_withdrawal(clause.text, asked)
    return is_after_stopping(clause.text, asked)


def _fits_comparison(signal: Signal, asked: Question) -> bool:
    """For a comparative claim: whether the signal compares with the claim's comparator."""
    if asked.kind is not Kind.COMPARATIVE:
        return True
    wanted = {n for concept in asked.comparators for n in thesaurus().narrower(concept.concept_id)}
    return signal.comparator in wanted


def _with_comparison(signal: Signal, record: Record) -> Signal:
    """A statement of no difference that names no arm: what the record's arms were compared with."""
    if signal.cue != "no_difference" or signal.comparator:
        return signal
    passive = "placebo" in text_concepts(record)
    kind = ComparatorKind.PLACEBO if passive else ComparatorKind.ACTIVE
    return replace(signal, comparator_kind=kind)


def _harm_evidence(asked: Question, record: Record) -> Iterator[Evidence]:
    for passage, clause in finding_clauses(asked, record):
        subject = is_about_ours(asked, record, passage)
        for outcome, claimed in outcomes_to_read(asked):
            compared = _compared_harms(asked, clause, outcome, subject=subject)
            for signal in compared:
                yield from_signal(_with_comparison(signal, record), passage, claimed=claimed)
            if compared:
                continue
            for named in harm_reports(clause.text, asked, outcome, subject=subject):
                report = _by_figures(named, asked, passage, clause)
                if _counts(report, asked, passage, record):
                    yield plain(report.effect, outcome, passage, _rule(report), claimed=claimed)
        yield from _safety(asked, clause, passage, subject=subject)


DENIED = re.compile(r"\b(?:not|neither|never|nor)\s+(?:\w+ly\s+|been\s+|a\s+)?$", re.IGNORECASE)
"""What stands before "safe" or "well tolerated" where that is denied outright."""


def _safety(
    asked: Question, clause: Clause, passage: Passage, *, subject: bool
) -> Iterator[Evidence]:
    """Statements that a treatment is safe or well tolerated: no adverse events to speak of."""
    general = thesaurus().concepts[GENERAL_HARMS]
    ours, others = split_arms(clause.text, asked)
    about_ours = bool(ours) or (subject and not others)
    said = [cue for cue in cues(clause.text) if cue.name == "safe"]
    if general not in asked.outcomes or not about_ours or not said:
        return
    if all(DENIED.search(clause.text[: cue.start]) for cue in said):
        yield plain(Effect.UP, general, passage, "said not to be safe or well tolerated")
    elif not any(is_negated(clause.text, cue) for cue in said):
        yield plain(Effect.NULL, general, passage, "said to be safe or well tolerated")


def _compared_harms(
    asked: Question, clause: Clause, outcome: Concept, *, subject: bool
) -> list[Signal]:
    """Harms that the clause compares between arms."""
    return [
        signal
        for signal in signals(clause.text, asked, outcome, subject=subject)
        if signal.cue == "no_difference"
        or (signal.comparator and has_cue(clause.text, "reference"))
    ]


def _by_figures(
    report: HarmReport, asked: Question, passage: Passage, clause: Clause
) -> HarmReport:
    """The report with the effect that its own interval, p-value or numbers by arm show, where it has them."""
    if report.effect is Effect.NULL:
        return report
    text, start, end = passage.text, clause.start + report.start, clause.start + report.end
    counted = (by_arms(text, start, end, one.name) for one in asked.interventions)
    shown = tested(text, start, end) or next(filter(None, counted), None)
    return report if shown is None else replace(report, effect=shown)


def _counts(report: HarmReport, asked: Question, passage: Passage, record: Record) -> bool:
    """Whether a harm named in a clause counts for the question.

    A harm after stopping counts only for claims about stopping, unless the harm itself is a
    withdrawal (that of a newborn exposed in pregnancy). A bare mention is a report only in
    a case, or in the title of a record without an abstract. Against a claim of safety only serious harms count.
    """
    is_withdrawal = any("withdrawal" in term for term in report.outcome.terms)
    if report.after_stopping != asked.is_about_stopping and not is_withdrawal:
        return False
    only_title = passage.role is None and not record.abstract
    is_case = only_title or design(record).design in CASES
    if report.cue == "named" and not is_case:
        return False
    claims_safety = asked.direction is Direction.NO_DIFFERENCE
    return not (claims_safety and report.effect is Effect.UP) or _is_serious(report.outcome)


def _is_serious(outcome: Concept) -> bool:
    return outcome.concept_id in SERIOUS_HARMS or bool(set(SERIOUS_HARMS) & set(outcome.part_of))


TOLD = {
    Effect.UP: "reported with the treatment",
    Effect.NULL: "reported as absent or no more frequent",
    Effect.DOWN: "less frequent with the treatment",
}


def _rule(report: HarmReport, where: str = "") -> str:
    return f"harm {TOLD[report.effect]}{where}"


def _mechanism_evidence(asked: Question, record: Record) -> Iterator[Evidence]:
    targets = [outcome for outcome in asked.outcomes if outcome.group == "target"]
    others = [outcome for outcome in asked.outcomes if outcome.group != "target"]
    for passage in passages(record):
        if not names_all(passage, asked):
            continue
        for target in targets:
            for action in action_reports(passage.text, asked, target):
                yield plain(action.effect, target, passage, f"stated action ({action.cue})")
        for clause in clauses(passage.text):
            if passage.role is Role.OBJECTIVE or is_reported_elsewhere(clause, record):
                continue
            if _is_about_its_own_withdrawal(_around(passage, clause), asked):
                continue
            subject = bool(split_arms(passage.text, asked)[0])
            for outcome in others:
                for signal in signals(clause.text, asked, outcome, subject=subject):
                    yield from_signal(signal, passage, claimed=outcome)


def _around(passage: Passage, clause: Clause) -> Clause:
    """The part of the passage between semicolons that holds the clause."""
    start = passage.text.rfind(";", 0, clause.start) + 1
    end = passage.text.find(";", clause.start)
    return Clause(passage.text[start : end if end >= 0 else None], start)


def _statements(asked: Question, record: Record) -> Iterator[Evidence]:
    """Statements of what is: the passage names the treatment (all its parts) and the outcome."""
    for passage in passages(record):
        if asked.kind is Kind.DOSING:
            if any(
                concept.parts and places(passage.text, concept) for concept in asked.interventions
            ):
                yield _stated(
                    Effect.UP, asked.interventions[0], passage, "describes the claimed use"
                )
            continue
        for clause in clauses(passage.text):
            yield from _stated_outcomes(asked, record, passage, clause)


def _stated_outcomes(
    asked: Question, record: Record, passage: Passage, clause: Clause
) -> Iterator[Evidence]:
    if passage.role is Role.OBJECTIVE or has_cue(clause.text, "wish"):
        return
    ours, _ = split_arms(clause.text, asked)
    if not ours and not is_about_ours(asked, record, passage):
        return
    acts = asked.kind is not Kind.MECHANISM or any(
        cue.name in ("up", "down", "change", "agonist") for cue in cues(clause.text)
    )
    for outcome in asked.outcomes:
        found = places(clause.text, outcome)
        if found and acts:
            denied = any(
                cue.name == "negation" and cue.end <= found[0][0] for cue in cues(clause.text)
            )
            effect = Effect.NULL if denied else Effect.UP
            yield _stated(effect, outcome, passage, "denied" if denied else "stated")


def _stated(effect: Effect, outcome: Concept, passage: Passage, rule: str) -> Evidence:
    return plain(effect, outcome, passage, rule, is_statement=True)


def _risk_evidence(asked: Question, record: Record) -> Iterator[Evidence]:
    """For people at risk: harm or advice to avoid speaks for the claim, tolerance against it."""
    known = thesaurus().concepts
    general = known[GENERAL_HARMS]
    harms = {outcome for outcome in asked.outcomes if outcome != general}
    harms |= {known[name] for name in SERIOUS_HARMS}
    for passage, clause in finding_clauses(asked, record):
        subject = is_about_ours(asked, record, passage)
        ours, _ = split_arms(clause.text, asked)
        if not (ours or subject) or not _concerns_group(asked, record, passage):
            continue
        condition = "with caution or a lower dose" if has_cue(clause.text, "careful") else ""
        if has_cue(clause.text, "safe"):
            yield plain(Effect.NULL, general, passage, "tolerated by the group at risk")
        elif has_cue(clause.text, "avoid"):
            yield plain(Effect.UP, general, passage, "advised against", condition=condition)
        else:
            for harm in sorted(harms, key=lambda concept: concept.concept_id):
                for report in harm_reports(clause.text, asked, harm, subject=subject):
                    if _counts(report, asked, passage, record):
                        rule = _rule(report, " in the group at risk")
                        yield plain(report.effect, harm, passage, rule, condition=condition)


def _concerns_group(asked: Question, record: Record, passage: Passage) -> bool:
    """Whether the passage, or else the title, names the group at risk that the claim is about."""
    return not asked.population or any(
        concept.concept_id in addressed_in(text)
        or bool(concept.group == OWN_PHRASE and places(text, concept))
        for concept in asked.population
        for text in (passage.text, record.title)
    )
