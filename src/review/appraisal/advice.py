"""What a record says of advice: that it gives it, that it did so, or how the harm behind it fared.

Advice is hardly ever tested itself. It rests on sources that give it as their own conclusion, on
studies that did as advised, and on the harm it guards against; never on harms of another kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from review.appraisal.effects import Effect
from review.appraisal.evidence import Evidence, plain
from review.appraisal.findings import found_in
from review.appraisal.passages import (
    TELLING_DESIGNS,
    Passage,
    finding_clauses,
    is_about_ours,
    may_find,
    passages,
)
from review.appraisal.question import STOP, Question
from review.appraisal.stance import Reading, read
from review.appraisal.stopping import arms_named
from review.core.models import Record
from review.core.vocabulary import Design, Direction, Finding, Ground, Kind, Role, Stance
from review.reading.design import design
from review.relations.clauses import Clause, clauses
from review.relations.language import modifiers_in, tokens_of
from review.terms.concepts import OWN_PHRASE, Concept, joined, thesaurus
from review.terms.cues import has_cue
from review.terms.precautions import Advice, Precaution, lists
from review.terms.record_concepts import is_about_group, places, places_of
from review.terms.words import share, stems, weighed

SILENT = "neither the advice nor the harm it guards against is reported"
IN_PRACTICE = frozenset(
    {
        Design.RANDOMISED_TRIAL,
        Design.NON_RANDOMISED_TRIAL,
        Design.SECONDARY_ANALYSIS,
        Design.COHORT,
        Design.CASE_SERIES,
    }
)
"""Designs that can have done as advised."""

DOSED = re.compile(
    r"\bdos(?:e|es|age|ages|ing)\b(?: [\w-]+){0,4} (?:was|were|is|are|be|been|being) (?:\w+ ){0,2}$|\bdos(?:e|age)s? $",
    re.IGNORECASE,
)
DOSE_AFTER = re.compile(r"\w*\W+(?:\w+ ){0,2}dos(?:e|es|age|ages|ing)\b", re.IGNORECASE)
"""Before and after what is done: it is done to a dose ("the dose was adjusted", "titrated doses")."""

RESEARCH = re.compile(r"\b(?:research|stud(?:y|ies)|trials?|investigat\w+)\b", re.IGNORECASE)
"""What is asked for there is more research, not care."""

OWN_WITHDRAWAL = re.compile(r"^[\s-]*withdrawal", re.IGNORECASE)
"""After the name of a medicine: the reaction to its being taken away."""

OFF_TREATMENT = re.compile(
    r"\b(?:in and out of|out of|off|before and after leaving) (?:\w+ ){0,2}treatment\b",
    re.IGNORECASE,
)
"""A harm compared between time on and off a treatment is not shown to be one of it by being named."""

LEAST_NAMED = 0.25
"""Share of a thing's words, by rarity, that a sentence must name where the lists do not know it."""

DENIAL_REACH = 6
"""Words between a denial and what it denies."""

NEEDLESS_REACH = 40
"""Characters between a precaution and the words that call it needless."""

ADVISED_AGAINST = re.compile(
    r"\b(?:should|must|ought|need)\s+(?:not|never)\s+(?:to\s+)?(?:be\s+)?(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""Right before a precaution: it is advised against ("should not be tapered")."""

OTHERWISE = re.compile(r"\b(?:rather than|instead of|not)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""Right before a precaution: something else is advised ("high rather than low doses")."""

RAISING = re.compile(r"\b(?:increas|escalat|rais|upward|up-?titrat)\w*", re.IGNORECASE)
STOPPING = re.compile(
    r"\b(?:taper|wean|withdr|discontinu|stop|cessat|reduc|lower)\w*", re.IGNORECASE
)

HARM_SEEN = {
    Stance.SUPPORTS: Ground.HARM,
    Stance.REFUTES: Ground.NO_HARM,
    Stance.MIXED: Ground.HARM_UNCLEAR,
}
ABOUT_ADVICE = (Ground.ADVISED, Ground.NOT_NEEDED, Ground.FOLLOWED)
"""Grounds that come before what is reported of the harm, the deciding one first."""


@dataclass(frozen=True)
class Bearing:
    """One way in which a record bears on a precaution, and whether that speaks for it."""

    ground: Ground
    precaution: Precaution
    shown_by: Evidence
    finding: Finding
    stance: Stance

    @property
    def rank(self) -> tuple[int, float]:
        """Its place among the bearings of a record, the deciding one first."""
        grounds = [*ABOUT_ADVICE, *HARM_SEEN.values()]
        return grounds.index(self.ground), -self.shown_by.weight


def read_advice(advice: Advice, asked: Question, record: Record) -> Reading:
    """What a record says of advice, by its strongest ground.

    Args:
        advice: what the claim advises.
        asked: the claim's question.
        record: the record.
    """
    found = [
        one for precaution in advice.precautions for one in _all(precaution, advice, asked, record)
    ]
    if not found:
        return Reading(Finding.NOT_REPORTED, Stance.NO_INFORMATION, None, SILENT)
    best = min(found, key=lambda one: one.rank)
    is_told = best.ground in ABOUT_ADVICE
    alike = {one.stance for one in found if (one.ground in ABOUT_ADVICE) is is_told}
    stance = best.stance if len(alike) == 1 else Stance.MIXED
    finding = best.finding if len(alike) == 1 else Finding.MIXED
    favoured = sorted({one.precaution.name for one in found if one.stance is Stance.SUPPORTS})
    if advice.is_denied:
        stance = {Stance.SUPPORTS: Stance.REFUTES, Stance.REFUTES: Stance.SUPPORTS}.get(
            stance, stance
        )
    rule = f"{best.ground} ({best.precaution.name})"
    return Reading(finding, stance, best.shown_by, rule, tuple(favoured))


def _all(
    precaution: Precaution, advice: Advice, asked: Question, record: Record
) -> Iterator[Bearing]:
    if precaution.of_group and asked.population and not _is_about_group(record, asked):
        return
    for passage in passages(record):
        if _is_ours(asked, record, passage) and _names_object(precaution, advice, asked, passage):
            yield from _told(precaution, passage, record)
    yield from _harm(precaution, advice, asked, record)


def _is_ours(asked: Question, record: Record, passage: Passage) -> bool:
    """Whether the passage is about the treatment, and it or the title names that.

    A medicine that no list knows is no rival either, so what names none may be about any.
    """
    texts = (passage.text, record.title)
    is_named = any(places(text, one) for text in texts for one in asked.interventions)
    return is_named and is_about_ours(asked, record, passage)


def _is_about_group(record: Record, asked: Question) -> bool:
    """Whether the record is about a group of the claim and names it, not only a kind of it.

    The people of every trial of detoxification have some substance use disorder: that does not make
    it a trial in people with another one beside.
    """
    text = f"{record.title}\n{record.abstract}"
    return any(is_about_group(record, one) and places_of(text, one) for one in asked.population)


def _names_object(
    precaution: Precaution, advice: Advice, asked: Question, passage: Passage
) -> bool:
    """Whether the passage names what is to be watched or avoided, where the precaution has such a thing."""
    if not precaution.needs_object:
        return True
    things = [one for one in advice.watched if not one.together] or advice.watched
    if things:
        return any(one.words.search(passage.text) for one in things)
    named = precaution.asked.sub(" ", " ; ".join(one.name for one in asked.outcomes))
    wanted = weighed(named)
    return bool(wanted) and share(wanted, stems(passage.text)) >= LEAST_NAMED


def _told(precaution: Precaution, passage: Passage, record: Record) -> Iterator[Bearing]:
    """The advice given, called needless, or followed."""
    for clause in clauses(passage.text):
        ground = _said(precaution, clause, passage, record)
        if ground is not None:
            yield _statement(ground, precaution, passage)
    if _is_followed(precaution, passage, record):
        yield _statement(Ground.FOLLOWED, precaution, passage)


def _said(
    precaution: Precaution, clause: Clause, passage: Passage, record: Record
) -> Ground | None:
    """Whether the clause urges the precaution or calls it needless; only conclusions urge."""
    text = clause.text
    if not may_find(passage, record) or RESEARCH.search(text) or has_cue(text, "reported_position"):
        return None
    if precaution.after_stopping and RAISING.search(text) and not STOPPING.search(text):
        return None
    named = list(precaution.said.finditer(text))
    if any(ADVISED_AGAINST.search(text[: one.start()]) for one in named if not _is_abrupt(one)):
        return Ground.NOT_NEEDED
    meant = [one for one in named if _is_meant(one, text)]
    needless = _gap(meant, lists().words["dispensable"], text)
    urged = _gap(meant, lists().words["urges"], text)
    if needless <= min(urged, NEEDLESS_REACH):
        return Ground.NOT_NEEDED
    concludes = passage.role is not Role.RESULTS or design(record).design in TELLING_DESIGNS
    return Ground.ADVISED if concludes and urged < inf else None


def _is_abrupt(named: re.Match[str]) -> bool:
    """Whether what is named is the sudden stop that care is taken against."""
    return lists().words["abrupt"].match(named.group()) is not None


def _is_meant(named: re.Match[str], text: str) -> bool:
    """Whether a precaution that a clause names is one it may ask for: a sudden stop only with a warning."""
    if _is_abrupt(named):
        return bool(lists().words["turns"].search(text) or lists().words["warned"].search(text))
    return not OTHERWISE.search(text[: named.start()])


def _gap(named: list[re.Match[str]], words: re.Pattern[str], text: str) -> float:
    """Characters between a precaution and the nearest of the words; infinite where one is missing."""
    gaps = [
        max(other.start() - said.end(), said.start() - other.end(), 0)
        for said in named
        for other in words.finditer(text)
    ]
    return min(gaps, default=inf)


def _is_followed(precaution: Precaution, passage: Passage, record: Record) -> bool:
    """Whether the passage tells that a study in people dosed as advised."""
    return bool(
        precaution.done
        and passage.role in (Role.METHODS, Role.RESULTS)
        and design(record).design in IN_PRACTICE
        and any(
            _is_done_to_dose(passage.text, done) for done in precaution.done.finditer(passage.text)
        )
    )


def _is_done_to_dose(text: str, done: re.Match[str]) -> bool:
    """Whether it is a dose that is adjusted or held back, and not what the dose brought about."""
    return bool(DOSED.search(text[: done.start()]) or DOSE_AFTER.match(text, done.end()))


def _statement(ground: Ground, precaution: Precaution, passage: Passage) -> Bearing:
    needed = ground is not Ground.NOT_NEEDED
    concept = Concept(f"advice:{precaution.name}", OWN_PHRASE, (precaution.name,))
    effect = Effect.UP if needed else Effect.NULL
    shown = plain(effect, concept, passage, str(ground), is_statement=True)
    return Bearing(
        ground,
        precaution,
        shown,
        Finding.STATED if needed else Finding.DENIED,
        Stance.SUPPORTS if needed else Stance.REFUTES,
    )


def _harm(
    precaution: Precaution, advice: Advice, asked: Question, record: Record
) -> Iterator[Bearing]:
    """What the record reports of the harm that the precaution guards against."""
    reading = _feared(precaution, advice.harms(precaution), asked, record)
    shown = reading.shown_by if reading else None
    if reading is None or shown is None or reading.stance not in HARM_SEEN:
        return
    text = f"{record.title}\n{shown.passage.text}"
    if _is_ours(asked, record, shown.passage) and _tells_of_both(precaution, advice, text):
        ground = HARM_SEEN[reading.stance]
        yield Bearing(ground, precaution, shown, reading.finding, reading.stance)


def _tells_of_both(precaution: Precaution, advice: Advice, text: str) -> bool:
    """Whether a harm is told of the treatment taken with what it is not to be taken with, and of no time off it."""
    if OFF_TREATMENT.search(text):
        return False
    partners = [one for one in advice.watched if one.together] if precaution.needs_object else []
    return not partners or any(one.words.search(text) for one in partners)


def reaction_to_stopping(treatment: Concept, record: Record) -> Reading | None:
    """What a record reports of a reaction to a treatment's being taken away, as to a claim that it has one."""
    asked = Question(Kind.HARM, (), (treatment,), (), (), Direction.INCREASES)
    stopping = next(one for one in lists().precautions if one.after_stopping)
    return _feared(stopping, stopping.harms, asked, record)


def _feared(
    precaution: Precaution, harms: tuple[str, ...], asked: Question, record: Record
) -> Reading | None:
    """The record read as for a claim that the treatment, or its being stopped, causes these harms."""
    if not harms or not asked.interventions:
        return None
    feared = Concept(f"harm:{precaution.name}", OWN_PHRASE, harms, polarity="harm")
    question = Question(
        kind=Kind.HARM,
        population=asked.population,
        interventions=_taken_away(asked) if precaution.after_stopping else asked.interventions,
        comparators=(),
        outcomes=(feared,),
        direction=Direction.INCREASES,
        words=(asked.words[0], "", ""),
    )
    pieces = [one for one in found_in(question, record) if one.effect is not Effect.DOWN]
    if precaution.after_stopping:
        pieces += _own_withdrawal(asked, feared, record)
    return read(question, pieces)


def _taken_away(asked: Question) -> tuple[Concept, ...]:
    stop = thesaurus().concepts[STOP]
    return tuple(joined([*(one.parts or (one,)), stop]) for one in asked.interventions)


def _own_withdrawal(asked: Question, feared: Concept, record: Record) -> Iterator[Evidence]:
    """Clauses on the treatment's own withdrawal reaction."""
    for passage, clause in finding_clauses(asked, record):
        for start, end in arms_named(clause.text, asked):
            if OWN_WITHDRAWAL.match(clause.text[end:]):
                effect = Effect.NULL if _is_denied(clause.text, start) else Effect.UP
                yield plain(effect, feared, passage, "own withdrawal")


def _is_denied(text: str, start: int) -> bool:
    """Whether a denial stands shortly before a place."""
    tokens = tokens_of(text)
    place = sum(token.start < start for token in tokens)
    return any(
        one.category == "denied" and 0 <= place - one.last <= DENIAL_REACH
        for one in modifiers_in(text)
    )
