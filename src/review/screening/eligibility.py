"""Screening: which of the records found for a claim are appraised, each exclusion with one reason.

Source of the method: PRISMA 2020 (Page et al. 2021). Every path of the suite uses this one stage.
"""

from review.core.models import Claim, Record
from review.core.vocabulary import Kind, NoticeState, ScreeningReason
from review.terms.concepts import INTERVENTION_GROUPS, POPULATION_GROUPS, Concept, thesaurus
from review.terms.other_names import is_people_only
from review.terms.precautions import question_behind
from review.terms.record_concepts import addresses, concepts_of, is_about_group, title_concepts

NOTICE_TYPES = frozenset(
    {
        "Published Erratum",
        "Retraction of Publication",
        "Retraction Notice",
        "Expression of Concern",
    }
)
NOTICE_LINKS = frozenset({"ErratumFor", "RetractionOf", "ExpressionOfConcernFor"})
COMMENT_TYPES = frozenset({"Comment", "Editorial", "News"})
STUDY_TYPES = frozenset(
    {
        "Case Reports",
        "Clinical Trial",
        "Controlled Clinical Trial",
        "Meta-Analysis",
        "Observational Study",
        "Randomized Controlled Trial",
        "Systematic Review",
    }
)
"""Types that make a record a study even where it is a comment or a letter as well."""

ANY_POPULATION = frozenset({Kind.HARM, Kind.MECHANISM, Kind.INTERACTION, Kind.GUIDANCE})
"""Kinds for which evidence from another population still counts, as indirect."""


def exclusion(claim: Claim, record: Record) -> ScreeningReason | None:
    """The one reason to leave a record out for a claim, or None when it goes on to appraisal."""
    if record.notice_state is NoticeState.RETRACTED:
        return ScreeningReason.RETRACTED
    return _not_a_study(record) or _off_topic(question_behind(claim) or claim, record)


def _not_a_study(record: Record) -> ScreeningReason | None:
    types, links = set(record.publication_types), {c.ref_type for c in record.corrections}
    if types & NOTICE_TYPES or links & NOTICE_LINKS:
        return ScreeningReason.NOTICE
    if (types & COMMENT_TYPES or "CommentOn" in links) and not types & STUDY_TYPES:
        return ScreeningReason.COMMENT
    return None


def _off_topic(claim: Claim, record: Record) -> ScreeningReason | None:
    intervention = thesaurus().resolve(claim.intervention, INTERVENTION_GROUPS)
    if intervention and not any(addresses(record, concept) for concept in intervention):
        return ScreeningReason.INTERVENTION
    population = thesaurus().resolve(claim.population, POPULATION_GROUPS)
    if (
        population
        and claim.kind not in ANY_POPULATION
        and not is_people_only(claim.population)
        and not _in_question(record, population, claim.kind)
    ):
        return ScreeningReason.POPULATION
    return None


def _in_question(record: Record, population: tuple[Concept, ...], kind: Kind) -> bool:
    """Whether the record is about the population, or (but for groups at risk) one like it."""
    if kind is Kind.CONTRAINDICATION:
        return any(is_about_group(record, concept) for concept in population)
    if any(addresses(record, concept) for concept in population):
        return True
    wider = {name for concept in population for name in concept.broader}
    return bool(wider & concepts_of(record))


def relevance(claim: Claim, record: Record) -> float:
    """Share of the claim's concepts that the record addresses, from 0 to 1; the title counts double."""
    named = [
        *thesaurus().resolve(claim.intervention, INTERVENTION_GROUPS),
        *thesaurus().resolve(claim.population, POPULATION_GROUPS),
    ]
    if not named:
        return 0.0
    in_title = sum(concept.concept_id in title_concepts(record) for concept in named)
    anywhere = sum(addresses(record, concept) for concept in named)
    return round((anywhere + in_title) / (2 * len(named)), 3)
