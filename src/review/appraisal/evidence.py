"""Evidence: the sentences of one record that say something about one claim, each read by its rule."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from review.appraisal.clauses import Clause, clauses, split_arms
from review.appraisal.cues import cues, has_cue
from review.appraisal.design import design
from review.appraisal.effects import Effect, Signal, signals, wider_outcomes
from review.appraisal.harms import harm_reports, is_after_stopping, names_own_withdrawal
from review.appraisal.mechanism import action_reports
from review.appraisal.question import Question
from review.appraisal.sentences import sentences
from review.concepts import Concept, thesaurus
from review.models import Record, Sentence
from review.reading import places, text_concepts
from review.vocabulary import ComparatorKind, Design, Direction, Kind, Role

ROLE_WEIGHT = {
    Role.CONCLUSIONS: 3.0,
    Role.RESULTS: 2.5,
    Role.BACKGROUND: 1.0,
    Role.METHODS: 1.0,
    Role.OBJECTIVE: 0.5,
}
TITLE_WEIGHT = 2.0
EXACT_OUTCOME_WEIGHT = 1.5
NAMED_INTERVENTION_WEIGHT = 1.0
PLACEBO_WEIGHT = 0.5

TELLING_DESIGNS = frozenset(
    {
        Design.NARRATIVE_REVIEW,
        Design.CASE_REPORT,
        Design.CASE_SERIES,
        Design.GUIDELINE,
        Design.UNCLEAR,
    }
)
"""Designs whose whole text tells what they found, not only results and conclusions."""

FINDING_ROLES = frozenset({Role.RESULTS, Role.CONCLUSIONS})
HARM_KINDS = frozenset({Kind.HARM, Kind.INTERACTION})
STATING_KINDS = frozenset({Direction.IS, Direction.IS_NOT})


@dataclass(frozen=True)
class Evidence:
    """One thing a record says about the claim's outcome, and where it says it."""

    effect: Effect
    outcome: Concept
    claimed: Concept
    """The claim's outcome that `outcome` stands for; the same one where the evidence is exact."""
    comparator: str
    comparator_kind: ComparatorKind
    text: str
    start: int
    end: int
    where: str
    weight: float
    rule: str
    condition: str = ""
    is_statement: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether the evidence is about the claim's own outcome."""
        return self.outcome == self.claimed


@dataclass(frozen=True)
class Passage:
    """A sentence of the abstract, or the title, as evidence may be found in it."""

    text: str
    start: int
    end: int
    where: str
    role: Role | None
    """None for the title."""

    @property
    def weight(self) -> float:
        """How much a finding here counts: conclusions most, background least."""
        return TITLE_WEIGHT if self.role is None else ROLE_WEIGHT[self.role]


def passages(record: Record) -> Iterator[Passage]:
    """The title and every sentence of the abstract."""
    yield Passage(record.title, 0, len(record.title), "title", None)
    for sentence in sentences(record):
        yield _passage(sentence)


def _passage(sentence: Sentence) -> Passage:
    return Passage(sentence.text, sentence.start, sentence.end, "abstract", sentence.role)


def evidence(asked: Question, record: Record) -> list[Evidence]:
    """Everything the record says about the question, read by the rule of the claim's kind."""
    if asked.kind is Kind.CONTRAINDICATION:
        return list(_risk_evidence(asked, record))
    if asked.direction in STATING_KINDS:
        return list(_statements(asked, record))
    if asked.kind is Kind.MECHANISM:
        return list(_mechanism_evidence(asked, record))
    if asked.kind in HARM_KINDS:
        return list(_harm_evidence(asked, record))
    return list(_effect_evidence(asked, record))


@lru_cache(maxsize=4096)
def _outcomes(asked: Question) -> tuple[tuple[Concept, Concept], ...]:
    """Each outcome to look for with the claim's outcome it stands for.

    First the claim's own; then, as indirect evidence, the broader ones they belong to and the
    narrower ones that are part of them.
    """
    known = thesaurus().concepts
    pairs = [(outcome, outcome) for outcome in asked.outcomes]
    for outcome in asked.outcomes:
        near = [wider.concept_id for wider in wider_outcomes(outcome)]
        near += sorted(name for name in known if outcome.concept_id in known[name].broader)
        pairs += [(known[name], outcome) for name in near]
    first: dict[str, tuple[Concept, Concept]] = {}
    for pair in pairs:
        first.setdefault(pair[0].concept_id, pair)
    return tuple(first.values())


def _may_find(passage: Passage, record: Record) -> bool:
    """Whether findings may stand here: results and conclusions, or anywhere in telling designs."""
    if passage.role is None or passage.role in FINDING_ROLES:
        return True
    return passage.role is not Role.OBJECTIVE and design(record).design in TELLING_DESIGNS


def _is_reported_elsewhere(clause: Clause, record: Record) -> bool:
    """Whether the clause tells of other work, a hypothesis or a wish, not of a finding."""
    if has_cue(clause.text, "wish"):
        return True
    return (
        has_cue(clause.text, "reported_position")
        and design(record).design is not Design.NARRATIVE_REVIEW
    )


def _names_all(passage: Passage, asked: Question) -> bool:
    """For a combination: whether the passage names all its parts."""
    joined = [concept for concept in asked.interventions if concept.parts]
    return not joined or any(places(passage.text, concept) for concept in joined)


@lru_cache(maxsize=65536)
def is_main_treatment(asked: Question, record: Record) -> bool:
    """Whether sentences that name no treatment are about the question's: the title names it first,
    or names none and the abstract names no other.
    """
    ours, others = split_arms(record.title, asked)
    if ours:
        return (
            not others
            or min(ours, key=lambda a: a.start).start < min(others, key=lambda a: a.start).start
        )
    if others:
        return False
    ours, others = split_arms(record.abstract, asked)
    active = [arm for arm in others if thesaurus().concepts[arm.concept_id].group == "drug"]
    return bool(ours) and not active


def _subject(asked: Question, record: Record, passage: Passage) -> bool:
    """Whether a clause of the passage that names no treatment is about the question's."""
    ours, others = split_arms(passage.text, asked)
    if ours or others:
        return bool(ours) and (
            not others or min(a.start for a in ours) < min(a.start for a in others)
        )
    return is_main_treatment(asked, record)


def _effect_evidence(asked: Question, record: Record) -> Iterator[Evidence]:
    for passage, clause in _finding_clauses(asked, record):
        if _is_about_its_own_withdrawal(clause, asked):
            continue
        subject = _subject(asked, record, passage)
        for outcome, claimed in _outcomes(asked):
            for signal in signals(clause.text, asked, outcome, subject=subject):
                if _fits_comparison(signal, asked):
                    yield _from_signal(_with_comparison(signal, record), passage, claimed=claimed)


def _is_about_its_own_withdrawal(clause: Clause, asked: Question) -> bool:
    """Whether the clause tells what happens on stopping the treatment, while the claim does not.

    In claims about withdrawal, words of stopping describe the patients; only the treatment's own
    withdrawal does not belong.
    """
    if asked.is_about_stopping:
        return False
    treats_withdrawal = any("withdrawal" in concept.concept_id for concept in asked.population)
    if treats_withdrawal:
        return names_own_withdrawal(clause.text, asked)
    return is_after_stopping(clause.text, asked)


def _finding_clauses(asked: Question, record: Record) -> Iterator[tuple[Passage, Clause]]:
    for passage in passages(record):
        if not _may_find(passage, record) or not _names_all(passage, asked):
            continue
        for clause in clauses(passage.text):
            if not _is_reported_elsewhere(clause, record):
                yield passage, clause


def _with_comparison(signal: Signal, record: Record) -> Signal:
    """A statement of no difference that names no arm: what the record's arms were compared with."""
    if signal.cue != "no_difference" or signal.comparator:
        return signal
    passive = "placebo" in text_concepts(record)
    return replace(
        signal, comparator_kind=ComparatorKind.PLACEBO if passive else ComparatorKind.ACTIVE
    )


def _fits_comparison(signal: Signal, asked: Question) -> bool:
    """For a comparative claim: whether the signal compares with the claim's comparator."""
    if asked.kind is not Kind.COMPARATIVE:
        return True
    wanted = {n for concept in asked.comparators for n in thesaurus().narrower(concept.concept_id)}
    return signal.comparator in wanted


def _from_signal(signal: Signal, passage: Passage, *, claimed: Concept) -> Evidence:
    weight = passage.weight
    weight += EXACT_OUTCOME_WEIGHT if signal.outcome == claimed else 0.0
    weight += NAMED_INTERVENTION_WEIGHT if signal.names_intervention else 0.0
    weight += PLACEBO_WEIGHT if signal.comparator_kind is ComparatorKind.PLACEBO else 0.0
    return Evidence(
        signal.effect,
        signal.outcome,
        claimed,
        signal.comparator,
        signal.comparator_kind,
        passage.text,
        passage.start,
        passage.end,
        passage.where,
        weight,
        f"effect on the outcome ({signal.cue.replace('_', ' ')})",
    )


def _harm_evidence(asked: Question, record: Record) -> Iterator[Evidence]:
    for passage, clause in _finding_clauses(asked, record):
        subject = _subject(asked, record, passage)
        for outcome, claimed in _outcomes(asked):
            compared = [
                signal
                for signal in signals(clause.text, asked, outcome, subject=subject)
                if signal.comparator and _has_reference(clause.text)
            ]
            yield from (_from_signal(signal, passage, claimed=claimed) for signal in compared)
            if compared:
                continue
            for report in harm_reports(clause.text, asked, outcome, subject=subject):
                if report.after_stopping == asked.is_about_stopping:
                    yield _plain(
                        report.effect,
                        outcome,
                        passage,
                        f"harm {_told(report.effect)}",
                        claimed=claimed,
                    )


def _told(effect: Effect) -> str:
    return "reported as absent" if effect is Effect.NULL else "reported with the treatment"


def _has_reference(text: str) -> bool:
    return any(cue.name in ("reference", "no_difference") for cue in cues(text))


def _plain(
    effect: Effect,
    outcome: Concept,
    passage: Passage,
    rule: str,
    *,
    claimed: Concept,
    condition: str = "",
) -> Evidence:
    return Evidence(
        effect,
        outcome,
        claimed,
        "",
        ComparatorKind.NONE,
        passage.text,
        passage.start,
        passage.end,
        passage.where,
        passage.weight + (EXACT_OUTCOME_WEIGHT if outcome == claimed else 0.0),
        rule,
        condition,
    )


def _mechanism_evidence(asked: Question, record: Record) -> Iterator[Evidence]:
    targets = [outcome for outcome in asked.outcomes if outcome.group == "target"]
    others = [outcome for outcome in asked.outcomes if outcome.group != "target"]
    for passage in passages(record):
        if not _names_all(passage, asked):
            continue
        for target in targets:
            for action in action_reports(passage.text, asked, target):
                yield _plain(
                    action.effect, target, passage, f"stated action ({action.cue})", claimed=target
                )
        for clause in clauses(passage.text):
            if passage.role is Role.OBJECTIVE or _is_reported_elsewhere(clause, record):
                continue
            for outcome in others:
                subject = _subject(asked, record, passage)
                for signal in signals(clause.text, asked, outcome, subject=subject):
                    yield _from_signal(signal, passage, claimed=outcome)


def _statements(asked: Question, record: Record) -> Iterator[Evidence]:
    """Statements of what is: the passage names the treatment (all its parts) and the outcome."""
    for passage in passages(record):
        if asked.kind is Kind.DOSING:
            named = any(
                concept.parts and places(passage.text, concept) for concept in asked.interventions
            )
            if named:
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
    if not ours and not _subject(asked, record, passage):
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
    plain = _plain(effect, outcome, passage, rule, claimed=outcome)
    return Evidence(**{**plain.__dict__, "is_statement": True})


def _risk_evidence(asked: Question, record: Record) -> Iterator[Evidence]:
    """For people at risk: harm or advice to avoid speaks for the claim, tolerance against it."""
    general = thesaurus().concepts["adverse_events"]
    harms = {
        c.concept_id: c
        for c in (*asked.outcomes, *(w for o in asked.outcomes for w in wider_outcomes(o)))
    }
    harms |= {name: thesaurus().concepts[name] for name in ("serious_adverse_events", "toxicity")}
    for passage, clause in _finding_clauses(asked, record):
        subject = _subject(asked, record, passage)
        ours, _ = split_arms(clause.text, asked)
        if not ours and not subject:
            continue
        condition = "with caution or a lower dose" if has_cue(clause.text, "careful") else ""
        if has_cue(clause.text, "safe"):
            yield _plain(
                Effect.NULL, general, passage, "tolerated by the group at risk", claimed=general
            )
        elif has_cue(clause.text, "avoid"):
            yield _plain(
                Effect.UP, general, passage, "advised against", claimed=general, condition=condition
            )
        else:
            yield from _harms_in_group(
                asked, clause, passage, harms, subject=subject, condition=condition
            )


def _harms_in_group(
    asked: Question,
    clause: Clause,
    passage: Passage,
    harms: dict[str, Concept],
    *,
    subject: bool,
    condition: str,
) -> Iterator[Evidence]:
    for harm in harms.values():
        for report in harm_reports(clause.text, asked, harm, subject=subject):
            if not report.after_stopping:
                rule = f"harm {_told(report.effect)} in the group at risk"
                yield _plain(report.effect, harm, passage, rule, claimed=harm, condition=condition)
