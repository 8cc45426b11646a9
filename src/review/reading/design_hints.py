"""Designs that nothing decisive shows: PubMed's broad types, subjects, weak words, and the word model."""

import re

from review.core.models import Record
from review.core.vocabulary import Design
from review.reading.design_cues import design_cue
from review.reading.design_model import Vote, vote
from review.reading.own_statements import own_statements
from review.reading.subjects import laboratory_work, only_animals, people_studied

Found = tuple[Design, str]

BROAD_TYPES: tuple[tuple[str, Design], ...] = (
    ("Observational Study", Design.COHORT),
    ("Clinical Trial", Design.NON_RANDOMISED_TRIAL),
    ("Comment", Design.COMMENT),
    ("Editorial", Design.COMMENT),
    ("Published Erratum", Design.NOTICE),
    ("Review", Design.NARRATIVE_REVIEW),
)
"""PubMed's broad types: words of the text are more exact, but nothing else is."""

TREATED_PEOPLE = re.compile(
    r"\b(?:\d{1,6}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty) (?:[\w-]+ ){0,4}"
    r"(?:patients|volunteers|addicts|subjects|inpatients|outpatients|participants|men|women|people)\b"
)
SURE_ENOUGH = 0.3
"""A vote with a smaller share does not count: the weak words do, or the design stays unclear."""

MORE_EXACT: dict[Design, frozenset[Design]] = {
    Design.UNCLEAR: frozenset({Design.COHORT, Design.CROSS_SECTIONAL, Design.CASE_SERIES}),
    Design.NON_RANDOMISED_TRIAL: frozenset({Design.CASE_SERIES}),
    Design.CASE_REPORT: frozenset({Design.CASE_SERIES}),
}
"""By the model's design: weak words that name more exactly what it means."""

SUGGESTS_ALLOCATION = re.compile(r"\brandom|double[- ]blind|placebo-controlled", re.IGNORECASE)
"""Without any of these a vote for a randomised trial does not count as one."""

NO_SIGNAL = "no title word, publication type or sentence shows the design"


def by_hints(record: Record) -> Found:
    """The likeliest design of a record that names none, and what makes it likely."""
    hint = weak_hint(record)
    broad = next(
        (
            (kind, f"publication type: {name}")
            for name, kind in BROAD_TYPES
            if name in record.publication_types
        ),
        None,
    )
    if broad:
        return hint if hint else broad
    voted = vote(record, hint[0] if hint else Design.UNCLEAR)
    if voted is None:
        return hint or (Design.UNCLEAR, NO_SIGNAL)
    return _weighed(record, voted, hint)


def weak_hint(record: Record) -> Found | None:
    """What subjects and weak words alone make likely; None where there are none."""
    own = own_statements(record)
    cue = design_cue(own, "hint")
    treated = TREATED_PEOPLE.search(own)
    by_words = (cue.design, f"text: {cue.words}") if cue else None
    by_number = (
        (Design.NON_RANDOMISED_TRIAL, f"text: {treated.group()} (no comparison described)")
        if treated
        else None
    )
    return _by_subject(record) or by_words or by_number


def _by_subject(record: Record) -> Found | None:
    title = record.title.lower()
    text = f"{title}\n{record.abstract.lower()}"
    if animal := only_animals(title, record.abstract.lower()):
        return Design.ANIMAL, f"subjects: {animal}"
    cells = laboratory_work(text)
    return (Design.IN_VITRO, f"text: {cells}") if cells and not people_studied(text) else None


def _weighed(record: Record, voted: Vote, hint: Found | None) -> Found:
    """The model's vote where it is sure enough and the text bears it out; else the weak words."""
    named, signal = hint or (Design.UNCLEAR, NO_SIGNAL)
    shown = f"words of the abstract: {voted.design} {voted.share:.2f}"
    if voted.design is named:
        return named, f"{signal}; {shown}"
    if voted.share < SURE_ENOUGH or named in MORE_EXACT.get(voted.design, ()):
        return named, f"{signal}; {shown}"
    if voted.design is Design.RANDOMISED_TRIAL and not SUGGESTS_ALLOCATION.search(record.abstract):
        return Design.NON_RANDOMISED_TRIAL, f"{shown}, but no allocation is described"
    return (
        voted.design,
        f"{shown} (weak words: {named}, {signal})" if hint else f"{shown} (no rule)",
    )
