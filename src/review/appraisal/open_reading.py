"""Reading a record for a comparison that the concept lists do not cover, in the claim's own words.

The sentence most likely to show the answer is found (`ranking`), the direction of the effect in it is
read (`comparison`), and the stance follows from the claim's direction by the rules of docs/method/appraisal.md. A
sentence that does not name the outcome answers nothing, nor does a record that never names the
intervention.
"""

import re

from review.appraisal.addressed import (
    LEAST_NAMED,
    LEAST_STUDIED,
    named_share,
    names_for,
    names_treatment,
)
from review.appraisal.answers import (
    asks_plainly,
    has_conclusions,
    is_question,
    parts,
    read_answer,
)
from review.appraisal.assertions import read_statement
from review.appraisal.compared_reading import LEAST_SURE, is_chosen, read_chosen, read_compared
from review.appraisal.effects import Effect
from review.appraisal.evidence import Evidence
from review.appraisal.naming import CONTROL, CUES
from review.appraisal.passages import Passage, is_set_aside, may_find
from review.appraisal.question import Question
from review.appraisal.ranking import is_compared
from review.appraisal.stance import Reading
from review.core.models import Claim, Record
from review.core.vocabulary import ABOUT_HARM, IN_OWN_WORDS, Direction, Finding, Kind, Stance
from review.reading.design import design
from review.reading.sentences import sentences
from review.terms.concepts import OWN_PHRASE, Concept
from review.terms.cues import has_cue
from review.terms.record_concepts import places

BETWEEN = re.compile(
    r"\b(?:(?:not|no|neither)\b[^.;]*\bdiffer\w*|similar|comparable|same|alike)\b[^.;]*?\bbetween (?P<one>[^.;,]+?) and (?P<other>[^.;,(]+)",
    re.IGNORECASE,
)
"""What says that two arms did not differ, with their names."""

LACKING = re.compile(r"\b(?:no|non|not|without|never|water|usual|untreated)\b", re.IGNORECASE)
"""Words in the name of an arm that had no other treatment."""

COMPARED = frozenset({Kind.EFFICACY, Kind.COMPARATIVE, Kind.DOSING, Kind.HARM, Kind.INTERACTION})


def read_question(claim: Claim, asked: Question, record: Record) -> Reading | None:
    """What the conclusions answer to a yes-or-no question; None where they do not speak of it.

    The lists answer a question that they cover, and other readings one whose record does not conclude.
    """
    if not asks_plainly(claim) or _is_covered(asked) or not has_conclusions(record):
        return None
    return read_stated(claim, asked, record)


def read_in_own_words(claim: Claim, asked: Question, record: Record) -> Reading | None:
    """What the record says of a claim that the concept lists do not cover; None for nothing.

    A comparison, or a question made of PICO parts, is read for its effect; so is any other claim of an
    effect where a sentence gives figures for it. What is left is read for what is said of the
    statement, unless the rules by concepts have read it and found nothing. Advice is not read, nor is
    a claim that the lists cover.
    """
    if asked.kind is Kind.GUIDANCE:
        return None
    if is_chosen(claim, record) and asked.outcomes:
        return read_chosen(claim, asked, record)
    if _is_covered(asked):
        return None
    compared = None
    if asked.kind in COMPARED and asked.interventions and asked.outcomes:
        compared = read_compared(claim, asked, record)
    if compared is not None or is_compared(claim):
        return compared
    return None if _was_read(asked, record) else read_stated(claim, asked, record)


def _was_read(asked: Question, record: Record) -> bool:
    """Whether the rules by concepts knew where to look and abstained.

    They do where the lists know the treatment, and for a harm that the record names word for word:
    "used to treat drowsiness" tells of no harm. What is harmed (the liver) is not a harm itself.
    """
    known = asked.interventions and all(c.group != OWN_PHRASE for c in asked.interventions)
    named = any(places(record.abstract, concept) for concept in asked.outcomes)
    is_harm = asked.kind in ABOUT_HARM and asked.direction is not Direction.WORSENS
    return bool(known or (is_harm and asked.interventions and named))


def _is_covered(asked: Question) -> bool:
    """Whether intervention and outcome are named, and all that is named stands in the lists."""
    named = [
        part
        for concept in (*asked.interventions, *asked.comparators, *asked.outcomes)
        for part in (concept.parts or (concept,))
    ]
    told = bool(asked.interventions and asked.outcomes)
    return told and all(concept.group != OWN_PHRASE for concept in named)


def read_stated(claim: Claim, asked: Question, record: Record) -> Reading | None:
    """What the record says of the claim's statement as a whole; None where it says nothing."""
    said = read_answer(claim, record) if asks_plainly(claim) else read_statement(claim, record)
    if said.sentence is None or not _speaks_of(claim, record):
        return None
    if asks_plainly(claim) and said.confidence < LEAST_SURE:
        return None
    sentence = said.sentence
    passage = Passage(sentence.text, sentence.start, sentence.end, "abstract", sentence.role)
    if not may_find(passage, record) or not names_treatment(claim, sentence.text, record):
        return None
    if said.stance is Stance.REFUTES and _only_equals_another(claim, sentence.text, record):
        return None
    finding = {
        Stance.SUPPORTS: Finding.STATED,
        Stance.REFUTES: Finding.DENIED,
        Stance.MIXED: Finding.MIXED,
    }[said.stance]
    outcome = asked.outcomes[0] if asked.outcomes else _whole(claim)
    shown = Evidence(
        effect=Effect.NULL if finding is Finding.DENIED else Effect.UP,
        outcome=outcome,
        claimed=outcome,
        passage=passage,
        weight=passage.weight,
        rule="",
        is_statement=True,
    )
    rule = f"statement {IN_OWN_WORDS} ({said.rule}; {said.confidence:.0%})"
    return Reading(finding, said.stance, shown, rule, (outcome.name,))


def _only_equals_another(claim: Claim, sentence: str, record: Record) -> bool:
    """Whether a trial's sentence tells the claim's treatment apart from another one only, and not.

    "Did not differ between ginger and vitamin B6" says nothing of whether ginger helps.
    """
    found = BETWEEN.search(sentence)
    if found is None or claim.comparator or not design(record).is_randomised:
        return False
    ours = any(
        named_share(claim.intervention, arm, names_for(claim, record)) for arm in found.groups()
    )
    others = not has_cue(sentence, CONTROL, CUES) and not LACKING.search(found["other"])
    return ours and others


def _whole(claim: Claim) -> Concept:
    """The statement itself, for a claim of which no outcome can be told apart."""
    return Concept("statement", OWN_PHRASE, (claim.statement,))


def _speaks_of(claim: Claim, record: Record) -> bool:
    """Whether the record names what a question asks, or the outcome that a statement is about.

    Any conclusion would answer a question otherwise, and any effect of a treatment stand for another.
    A warning or a description needs its subject named too: anything may be said of a thing.
    """
    pairs = names_for(claim, record)
    told = (one.text for one in sentences(record) if not is_set_aside(one.text))
    whole = "\n".join((record.title, *told))
    if is_question(claim):
        return all(named_share(part, whole, pairs) >= LEAST_STUDIED for part in parts(claim))
    if named_share(claim.outcome or claim.statement, whole, pairs) < LEAST_NAMED:
        return False
    states = claim.direction in (Direction.IS, Direction.IS_NOT)
    is_about = named_share(claim.intervention, whole, pairs) >= LEAST_STUDIED
    return is_about or not (states or claim.kind in ABOUT_HARM)
