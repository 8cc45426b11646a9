"""Passages: where in a record a finding may stand, and whose finding it then is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from review.appraisal.arms import Arm, arms, is_medicine, split_arms
from review.appraisal.question import STOP, Question
from review.appraisal.stopping import names_own_withdrawal
from review.core.models import Record
from review.core.vocabulary import Design, Role
from review.reading.design import design
from review.reading.sentences import sentences
from review.relations.clauses import Clause, clauses
from review.terms.concepts import Concept, thesaurus
from review.terms.cues import cues, has_cue
from review.terms.record_concepts import places

ROLE_WEIGHT = {
    Role.CONCLUSIONS: 3.0,
    Role.RESULTS: 2.5,
    Role.BACKGROUND: 1.0,
    Role.METHODS: 1.0,
    Role.OBJECTIVE: 0.5,
}
TITLE_WEIGHT = 2.0

REFERENCE_REACH = 25
"""A treatment this many characters or fewer after "compared with" is what others are compared with."""

SET_ASIDE = re.compile(
    r"\b(?:was|were|is|are|had been|been)\s+(?:(?:also|therefore)\s+)?"
    r"(?:not\s+(?:an?\s+)?(?:allowed|permitted|recorded|measured|assessed|included|studied|available|confounders?)"
    r"|excluded|prohibited|forbidden)\b|^No [\w\s-]{0,60}\b(?:was|were) (?:allowed|permitted|included)\b",
    re.IGNORECASE,
)
"""Words by which something was left out of a study, or not looked at."""

ROLE_CUES = "roles.toml"
FINDING_ROLES = frozenset({Role.RESULTS, Role.CONCLUSIONS})

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
        yield Passage(sentence.text, sentence.start, sentence.end, "abstract", sentence.role)


def finding_clauses(asked: Question, record: Record) -> Iterator[tuple[Passage, Clause]]:
    """The clauses in which this record's own findings may stand, with their passages."""
    title = next(passages(record))
    named_in_title = names_all(title, asked)
    joint = replace(title, text=f"{title.text}\n") if has_cue(title.text, "jointly") else None
    for passage in passages(record):
        named = named_in_title or names_all(passage, asked)
        if joint and not named:
            named = names_all(replace(joint, text=joint.text + passage.text), asked)
        if may_find(passage, record) and named:
            for clause in clauses(passage.text):
                if not (is_reported_elsewhere(clause, record) or is_not_known(passage, clause)):
                    yield passage, clause


def may_find(passage: Passage, record: Record) -> bool:
    """Whether findings may stand here: results and conclusions, or anywhere in telling designs.

    What people asked believe or agree with is no finding on whether it is so.
    """
    if has_cue(passage.text, "opinion"):
        return False
    if passage.role is None:
        return not record.abstract
    if passage.role in FINDING_ROLES:
        return True
    tells_an_aim = passage.role is Role.OBJECTIVE and has_cue(passage.text, "objective", ROLE_CUES)
    return not tells_an_aim and design(record).design in TELLING_DESIGNS


def is_reported_elsewhere(clause: Clause, record: Record) -> bool:
    """Whether the clause tells of other work, a hypothesis or a wish, not of a finding."""
    if has_cue(clause.text, "wish"):
        return True
    tells_of_others = design(record).design is Design.NARRATIVE_REVIEW
    return has_cue(clause.text, "reported_position") and not tells_of_others


def is_not_known(passage: Passage, clause: Clause) -> bool:
    """Whether the sentence says before or in the clause that something is not known.

    "It is unclear whether ..." reaches to the end of its sentence, across "or" and commas.
    """
    end = clause.start + len(clause.text)
    return any(cue.name == "not_known" and cue.start < end for cue in cues(passage.text))


def names_all(passage: Passage, asked: Question) -> bool:
    """For a combination: whether the passage names all its parts, medicines as treatments."""
    joined = [concept for concept in asked.interventions if concept.parts]
    return not joined or any(
        all(_names(passage.text, part, asked) for part in concept.parts) for concept in joined
    )


def _names(text: str, part: Concept, asked: Question) -> bool:
    if part.concept_id == STOP and names_own_withdrawal(text, asked):
        return True
    if asked.is_about_stopping or part.group != "drug":
        return bool(places(text, part))
    family = thesaurus().narrower(part.concept_id)
    return any(arm.concept_id in family for arm in arms(text))


def is_about_ours(asked: Question, record: Record, passage: Passage) -> bool:
    """Whether a clause of the passage that names no treatment is about the question's.

    It is when the passage names the question's treatment before any other; what another treatment
    is only compared with ("compared with placebo, ...") does not come into it.
    """
    ours, others = split_arms(passage.text, asked)
    rivals = [arm for arm in others if not _is_reference(passage.text, arm)]
    if ours or rivals:
        first_rival = min((arm.start for arm in rivals), default=len(passage.text))
        return bool(ours) and min(arm.start for arm in ours) < first_rival
    return is_main_treatment(asked, record)


def _is_reference(text: str, arm: Arm) -> bool:
    return any(
        cue.name == "reference" and 0 <= arm.start - cue.end <= REFERENCE_REACH
        for cue in cues(text)
    )


def is_set_aside(sentence: str) -> bool:
    """Whether a sentence says that something was left out of the study: it is not about that."""
    return SET_ASIDE.search(sentence) is not None


@lru_cache(maxsize=65536)
def is_main_treatment(asked: Question, record: Record) -> bool:
    """Whether the question's treatment is what the record is about.

    The title names it before any other, or the title names none and the abstract no other medicine;
    a call for studies of it ("trials are needed") does not make it the abstract's, nor does its being
    left out ("was not allowed").
    """
    ours, others = split_arms(record.title, asked)
    if ours:
        first_other = min((arm.start for arm in others), default=len(record.title))
        return min(arm.start for arm in ours) < first_other
    if others:
        return False
    told = (s.text for s in sentences(record) if not has_cue(s.text, "wish"))
    text = " ".join(one for one in told if not is_set_aside(one))
    ours, others = split_arms(text, asked)
    return bool(ours) and not any(is_medicine(arm.concept_id) for arm in others)
