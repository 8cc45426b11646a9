"""People who should not take something: harm in them or advice to avoid speaks for it, tolerance against it."""

from collections.abc import Iterator

from review.appraisal.arms import split_arms
from review.appraisal.effects import Effect
from review.appraisal.evidence import Evidence, plain
from review.appraisal.findings import EFFECTS
from review.appraisal.mentions import scene_of
from review.appraisal.outcomes import GENERAL_HARMS, SERIOUS_HARMS
from review.appraisal.passages import Passage, finding_clauses, is_about_ours
from review.appraisal.question import Question
from review.core.models import Record
from review.relations.relation import relation
from review.terms.concepts import OWN_PHRASE, thesaurus
from review.terms.cues import has_cue
from review.terms.record_concepts import addressed_in, places


def risk_evidence(asked: Question, record: Record) -> Iterator[Evidence]:
    """What a record says of the treatment in the group at risk.

    Args:
        asked: the question of a claim that a group should not take the treatment.
        record: the record.
    """
    general = thesaurus().concepts[GENERAL_HARMS]
    for passage, clause in finding_clauses(asked, record):
        about = is_about_ours(asked, record, passage)
        ours, _ = split_arms(clause.text, asked)
        if not (ours or about) or not _concerns_group(asked, record, passage):
            continue
        condition = "with caution or a lower dose" if has_cue(clause.text, "careful") else ""
        if has_cue(clause.text, "safe"):
            yield plain(Effect.NULL, general, passage, "tolerated by the group at risk")
        elif has_cue(clause.text, "avoid"):
            yield plain(Effect.UP, general, passage, "advised against", condition=condition)
        else:
            yield from _harms(asked, record, passage, clause.text, condition, about=about)


def _harms(
    asked: Question, record: Record, passage: Passage, clause: str, condition: str, *, about: bool
) -> Iterator[Evidence]:
    """What a clause tells of the claim's harms and of serious ones."""
    known = thesaurus().concepts
    harms = {one for one in asked.outcomes if one.concept_id != GENERAL_HARMS}
    harms |= {known[name] for name in SERIOUS_HARMS}
    for harm in sorted(harms, key=lambda concept: concept.concept_id):
        scene = scene_of(asked, record, clause, harm, about=about)
        told = relation(scene) if scene else None
        if told is not None and told.sign >= 0:
            rule = f"{'; '.join(told.trace)}; in the group at risk"
            yield plain(EFFECTS[told.sign], harm, passage, rule, condition=condition)


def _concerns_group(asked: Question, record: Record, passage: Passage) -> bool:
    """Whether the passage, or else the title, names the group at risk that the claim is about."""
    return not asked.population or any(
        concept.concept_id in addressed_in(text)
        or bool(concept.group == OWN_PHRASE and places(text, concept))
        for concept in asked.population
        for text in (passage.text, record.title)
    )
