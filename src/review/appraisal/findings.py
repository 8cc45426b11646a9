"""What a record finds on a question's outcomes: each passage read once, and what stands against counting it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from review.appraisal.addressed import named_share, names_for
from review.appraisal.arms import is_medicine, split_arms
from review.appraisal.effects import Effect
from review.appraisal.evidence import (
    EXACT_OUTCOME_WEIGHT,
    NAMED_INTERVENTION_WEIGHT,
    PLACEBO_WEIGHT,
    Evidence,
)
from review.appraisal.mentions import LEAST_NAMED, arms_of, is_inert, is_passive, scene_of
from review.appraisal.outcomes import GENERAL_HARMS, is_serious, outcomes_to_read
from review.appraisal.passages import (
    Passage,
    is_about_ours,
    is_set_aside,
    may_find,
    names_all,
    passages,
)
from review.appraisal.question import Question
from review.appraisal.stopping import is_after_stopping, names_own_withdrawal
from review.appraisal.worth import worth_of
from review.core.models import Record
from review.core.vocabulary import ABOUT_HARM, ComparatorKind, Direction, Kind
from review.relations.events import interaction, said_of_safety
from review.relations.language import modifiers_in, tokens_of
from review.relations.model import Relation
from review.relations.polarity import is_waited_for, polarity
from review.relations.relation import relation
from review.relations.remarks import takes_back
from review.relations.scene import OURS, RIVAL, Scene
from review.terms.concepts import OWN_PHRASE, Concept
from review.terms.cues import has_cue
from review.terms.words import arm_words

EFFECTS = {1: Effect.UP, -1: Effect.DOWN, 0: Effect.NULL}
COUNTED = re.compile(
    r"\d|\b(?:patients?|participants|subjects|women|men|children|cases?|people|volunteers|infants)\b",
    re.IGNORECASE,
)
"""What shows that a harm was seen in somebody."""

SEEN = frozenset({"occurs", "reported", "values untested"})
"""Frames that tell only that something was there, or was in more people, untested."""

TARGET = "target"
"""Group of the concepts that a medicine acts on."""


@dataclass(frozen=True)
class FoundRelation:
    """A relation of a record, where it stands and for which of the question's outcomes."""

    told: Relation
    passage: Passage
    outcome: Concept
    claimed: Concept
    scene: Scene


def found_in(asked: Question, record: Record) -> list[Evidence]:
    """Everything that a record's own findings say of the question's outcomes."""
    passive = True if is_passive(record) else False if _has_rival(asked, record) else None
    return [
        _evidence(asked, one, passive=passive)
        for one in _relations(asked, record)
        if not any(gate(asked, one) for gate, _ in GATES)
    ]


def _has_rival(asked: Question, record: Record) -> bool:
    """Whether the title sets another medicine beside the question's."""
    return any(is_medicine(arm.concept_id) for arm in split_arms(record.title, asked)[1])


def _relations(asked: Question, record: Record) -> Iterator[FoundRelation]:
    """What each passage says, as a sentence after it leaves it."""
    followed = {one.start: after for one, after in pairwise(passages(record)) if one.role}
    for passage in passages(record):
        if not _may_tell(asked, record, passage):
            continue
        about = _is_about_ours(asked, record, passage)
        after = followed.get(passage.start) if passage.role is not None else None
        undone = after is not None and takes_back(after.text)
        for one in _in_passage(asked, record, passage, about=about):
            yield replace(one, told=_undone(one.told)) if undone and one.told.sign else one


def _undone(told: Relation) -> Relation:
    trace = (*told.trace, "the next sentence: no clear difference")
    return replace(told, sign=0, denied=0, is_between=True, trace=trace, frame="taken back")


def _in_passage(
    asked: Question, record: Record, passage: Passage, *, about: bool
) -> Iterator[FoundRelation]:
    if asked.kind is Kind.INTERACTION and _asks_general_harms(asked) and names_all(passage, asked):
        scene = _scene_without_outcome(asked, record, passage, about=about)
        acts = interaction(scene)
        if acts is not None:
            yield FoundRelation(acts, passage, asked.outcomes[0], asked.outcomes[0], scene)
            return
    for outcome, claimed in outcomes_to_read(asked):
        if outcome.concept_id == GENERAL_HARMS and asked.kind is Kind.HARM:
            yield from _safety(asked, record, passage, outcome, about=about)
        named = scene_of(asked, record, passage.text, outcome, about=about)
        told = relation(named) if named else None
        if named and told:
            yield FoundRelation(told, passage, outcome, claimed, named)


def _asks_general_harms(asked: Question) -> bool:
    return any(one.concept_id == GENERAL_HARMS for one in asked.outcomes)


def _scene_without_outcome(
    asked: Question, record: Record, passage: Passage, *, about: bool
) -> Scene:
    text = passage.text.replace("\n", " ")
    return Scene(text, arms_of(asked, record, text), (), about)


def _safety(
    asked: Question, record: Record, passage: Passage, outcome: Concept, *, about: bool
) -> Iterator[FoundRelation]:
    """What is said of safety at large: "was safe", "was not well tolerated"."""
    scene = _scene_without_outcome(asked, record, passage, about=about)
    said = [one for one in modifiers_in(scene.text) if one.category in ("safe", "unsafe")]
    for one in said[:1]:
        told = said_of_safety(scene, (one.first, one.last), is_good=one.category == "safe")
        if told is not None:
            yield FoundRelation(told, passage, outcome, outcome, scene)


def _may_tell(asked: Question, record: Record, passage: Passage) -> bool:
    """Whether a finding may stand in a passage; pharmacology is stated anywhere."""
    if is_set_aside(passage.text):
        return False
    if asked.kind is Kind.MECHANISM:
        return names_all(passage, asked)
    return may_find(passage, record) and _names_joint(asked, record, passage)


def _names_joint(asked: Question, record: Record, passage: Passage) -> bool:
    """Whether the passage, or a title on joint use with it, names all that the claim says is taken together."""
    title = next(passages(record))
    if names_all(passage, asked) or names_all(title, asked):
        return True
    both = replace(title, text=f"{title.text}\n{passage.text}")
    return has_cue(title.text, "jointly") and names_all(both, asked)


def _is_about_ours(asked: Question, record: Record, passage: Passage) -> bool:
    """Whether a passage that names no arm is about the question's treatment."""
    if not record.title or is_about_ours(asked, record, passage):
        return True
    pairs = names_for(asked.words, record)
    return named_share(asked.words[0], record.title, pairs, but=arm_words()) >= LEAST_NAMED


def _has_no_arm(asked: Question, one: FoundRelation) -> bool:
    sides = {arm.side for arm in one.scene.arms}
    if OURS in sides:
        return False
    open_to_ours = one.told.is_between or not one.told.sign or one.told.frame in SEEN
    return not one.scene.about_ours or RIVAL in sides or not open_to_ours


def _has_another_comparator(asked: Question, one: FoundRelation) -> bool:
    return asked.kind is Kind.COMPARATIVE and (one.told.rival or not one.told.is_between)


def _is_of_stopping(asked: Question, one: FoundRelation) -> bool:
    if asked.kind in ABOUT_HARM:
        return asks_of_stopping(asked) != is_after_stopping(one.passage.text, asked) and (
            one.told.sign > 0
        )
    if asks_of_stopping(asked):
        return False
    about = (*asked.population, *asked.outcomes)
    if any("withdrawal" in concept.concept_id for concept in about):
        return names_own_withdrawal(one.passage.text, asked)
    return is_after_stopping(one.passage.text, asked)


def _is_course_of_the_harm(asked: Question, one: FoundRelation) -> bool:
    acts = any(arm.side == OURS and arm.first < one.told.outcome[0] for arm in one.scene.arms)
    return asked.kind in ABOUT_HARM and one.told.sign < 0 and not one.told.is_between and not acts


def _names_what_it_is(asked: Question, one: FoundRelation) -> bool:
    return one.told.frame == "agent" and one.outcome.group not in (TARGET, OWN_PHRASE)


def _is_no_mechanism(asked: Question, one: FoundRelation) -> bool:
    return asked.kind is Kind.MECHANISM and (one.told.is_worth or one.told.is_between)


def _is_a_bare_tie(asked: Question, one: FoundRelation) -> bool:
    welcome = worth_of(one.outcome, asked) >= 0
    return one.told.is_tie and welcome and asked.kind is not Kind.MECHANISM


def _is_mild(asked: Question, one: FoundRelation) -> bool:
    claims_safety = asked.kind in ABOUT_HARM and asked.direction is Direction.NO_DIFFERENCE
    seen = one.told.sign > 0 and not one.told.is_between
    return claims_safety and seen and not is_serious(one.outcome)


def _was_only_seen(asked: Question, one: FoundRelation) -> bool:
    if one.told.frame not in SEEN:
        return False
    counted = one.told.frame != "reported" or COUNTED.search(one.passage.text)
    return asked.kind not in ABOUT_HARM or not counted


def _has_no_worth(asked: Question, one: FoundRelation) -> bool:
    wants_worth = asked.direction in (Direction.IMPROVES, Direction.WORSENS)
    amount = bool(one.told.sign) and not one.told.is_worth
    return wants_worth and amount and not worth_of(one.outcome, asked)


GATES: tuple[tuple[Callable[[Question, FoundRelation], bool], str], ...] = (
    (_has_no_arm, "The sentence does not name the treatment, nor groups that can only be its own."),
    (_has_another_comparator, "The claim compares with another treatment than the sentence does."),
    (_is_of_stopping, "It is what follows on stopping the treatment, or the claim is about that and the sentence is not."),
    (_is_course_of_the_harm, "A harm that passes or is eased is its course, and no denial of it."),
    (_names_what_it_is, "An agonist or blocker is named by what it acts on, not by this outcome."),
    (_is_no_mechanism, "A mechanism is what a substance does to its target, not a comparison of groups."),
    (_is_a_bare_tie, "A tie to an outcome that is not bad says neither more nor less."),
    (_is_mild, "Harms that are not serious do not refute safety by being seen."),
    (_was_only_seen, "That something was there with the treatment is a finding for harms only, seen in somebody."),
    (_has_no_worth, "Nothing tells whether more of this outcome is better or worse."),
)  # fmt: skip
"""What keeps a relation from counting, in order, each with the reason in words."""


@lru_cache(maxsize=4096)
def asks_of_stopping(asked: Question) -> bool:
    """Whether the claim is about taking the treatment away."""
    return asked.is_about_stopping or any(
        one.category == "stopping"
        for concept in asked.interventions
        for one in modifiers_in(concept.name)
    )


BELOW = re.compile(
    r"\W*(?:[\w/.%-]+\s+){0,3}?(?:levels?\s+|of\s+|to\s+)*(?:<|≤|less than|below|under)\s*\d",
    re.IGNORECASE,
)
"""What stands after an outcome whose limit was kept ("HbA1c of <7%")."""

WAITING = 24
"""Characters before an event in which "time to" stands."""

REACHED = re.compile(
    r"\b(?:proportions?|percentages?|patients|participants|subjects|achiev\w+|reach\w+)\b|%",
    re.IGNORECASE,
)
"""What shows that people who kept it are counted."""


def _as_named(one: FoundRelation, worth: int) -> Relation:
    """The relation for the outcome, where the passage names it the other way round.

    "Sleep quality" for insomnia; the event for the time until it; how many came below a limit.
    """
    told, text = one.told, one.scene.text
    tokens = tokens_of(text)[slice(*told.outcome)]
    if told.is_worth or not tokens:
        return told
    mention = text[tokens[0].start : tokens[-1].end]
    before = text[max(0, tokens[0].start - WAITING) : tokens[0].start]
    waited = is_waited_for(f"{before}{mention}")
    event = one.scene.is_awaited and not waited and told.frame != "ratio"
    limit = BELOW.match(text, tokens[-1].end) and REACHED.search(text)
    if event or limit or polarity(mention) * worth < 0:
        return replace(told, sign=-told.sign, denied=-told.denied)
    return told


def _comparator_kind(told: Relation, *, passive: bool | None) -> ComparatorKind:
    """What the treatment was compared with; where no name is given, what the record's arms were."""
    if told.against:
        return ComparatorKind.PLACEBO if is_inert(told.against) else ComparatorKind.ACTIVE
    if not told.is_between or passive is None:
        return ComparatorKind.NONE
    return ComparatorKind.PLACEBO if passive else ComparatorKind.ACTIVE


def _evidence(asked: Question, one: FoundRelation, *, passive: bool | None) -> Evidence:
    worth = worth_of(one.outcome, asked)
    told = _as_named(one, worth)
    turn = (worth or (1 if asked.direction is None else -1)) if told.is_worth else 1
    weight = one.passage.weight + (EXACT_OUTCOME_WEIGHT if one.outcome == one.claimed else 0.0)
    weight += NAMED_INTERVENTION_WEIGHT + (PLACEBO_WEIGHT if told.is_between else 0.0)
    name = told.against
    return Evidence(
        effect=EFFECTS[told.sign * turn],
        outcome=one.outcome,
        claimed=one.claimed,
        passage=one.passage,
        weight=weight,
        rule="; ".join(told.trace),
        comparator=name if name[1:2].isupper() else name.lower(),
        comparator_kind=_comparator_kind(told, passive=passive),
        denied=EFFECTS[told.denied * turn] if told.denied else None,
    )
