"""Statements of what is: a use, a licence, a way of giving; the passage names the treatment and what is said of it."""

from collections.abc import Iterator

from review.appraisal.arms import split_arms
from review.appraisal.effects import Effect
from review.appraisal.evidence import Evidence, plain
from review.appraisal.passages import Passage, is_about_ours, passages
from review.appraisal.question import Question
from review.core.models import Record
from review.core.vocabulary import Direction, Kind, Role
from review.relations.clauses import Clause, clauses
from review.terms.concepts import Concept
from review.terms.cues import cues, has_cue
from review.terms.record_concepts import places

STATING = frozenset({Direction.IS, Direction.IS_NOT})
"""Directions of claims that say what is, not what something does."""


def statements(asked: Question, record: Record) -> Iterator[Evidence]:
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
