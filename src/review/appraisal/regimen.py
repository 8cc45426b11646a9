"""Dose of the claim's treatment and duration of the study, in the record's own words.

Nothing is converted: "0.1 to 0.2 mg every 4 hours" stays as it is printed. The dose is the amount that
stands next to a name of the treatment; the duration is read from the title, then from methods, then
from the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from review.appraisal.arms import split_arms
from review.appraisal.passages import Passage, passages
from review.appraisal.question import Question
from review.core.models import Record
from review.core.vocabulary import Role

NUMBER = r"\d+(?:[.,]\d+){0,5}"
UNIT = r"(?:mg|µg|μg|mcg|ug|ng|g|kg|mL|ml|IU|units?|mmol|%)"
PER = r"(?:\s?/\s?(?:kg|m2|m\(2\)|day|d|h|hr|hour|min|dose|week))*"
OFTEN = (
    r"(?:\s+(?:(?:once|twice|thrice|two|three|four|\d)\s*(?:times)?\s*(?:daily|a day|per day|a week|per week|weekly)"
    r"|daily|per day|a day|weekly|nightly|every \d+ (?:hours?|h|days?|weeks?)|[btq]\.?i\.?d\.?|q\d+h|per kg)(?![a-z]))*"
)
DOSE = re.compile(
    rf"(?<![\d.,])(?:up to |maximum (?:of )?)?{NUMBER}\s?{UNIT}?{PER}(?:\s?(?:-|–|to|or|and)\s?{NUMBER}){{0,5}}\s?{UNIT}(?![A-Za-z]){PER}{OFTEN}"
)
GAP = re.compile(
    r"[\s,;:(\[]*(?:(?:at|of|in|was|given|a|an|the|oral|dose|doses|dosage|total|daily|mean|single|fixed|initial|starting|maximum)[\s,]+){0,6}"
)
"""What may stand between the name of a treatment and its dose."""
SPAN = r"(?:hours?|days?|weeks?|wks?|months?|years?)"
COUNT = rf"(?:{NUMBER}(?:\s?(?:-|–|to)\s?{NUMBER})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
DURATION = re.compile(
    rf"\b{COUNT}[-\s]{SPAN}(?=\s+(?:\w+\s+){{0,3}}(?:trial|study|treatment|period|follow-up|followup|course|programme|program|course|regimen|phase|crossover|open-label|taper))"
    rf"|(?<=\bfor )(?:up to |at least )?{COUNT}\s{SPAN}\b|(?<=\bover )(?:a period of )?{COUNT}\s{SPAN}\b"
    rf"|(?<=\bfollowed up for ){COUNT}\s{SPAN}\b|(?<=\bfollow-up of ){COUNT}\s{SPAN}\b|(?<=\bduring ){COUNT}\s{SPAN}\b",
    re.IGNORECASE,
)
AGE = re.compile(r"\s*(?:old|of age)\b", re.IGNORECASE)
ORDER = (None, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS)
"""Where a duration is looked for: title, methods, then what was found. Background tells of others."""


@dataclass(frozen=True)
class Regimen:
    """Dose and duration as the record prints them; empty where it prints none."""

    dose: str
    duration: str


def regimen(asked: Question, record: Record) -> Regimen:
    """The dose of the question's treatment and how long the study lasted."""
    doses = (dose for passage in passages(record) for dose in _doses(asked, passage))
    return Regimen(next(doses, ""), duration(record))


@lru_cache(maxsize=4096)
def duration(record: Record) -> str:
    """How long the study lasted, as printed; empty where no passage tells."""
    return next(_durations(record), "")


@lru_cache(maxsize=16384)
def _amounts(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in DOSE.finditer(text))


def _doses(asked: Question, passage: Passage) -> Iterator[str]:
    """Amounts next to a name of the treatment, after it or just before it ("0.2 mg clonidine")."""
    text, amounts = passage.text, _amounts(passage.text)
    for arm in split_arms(text, asked, by_class=False)[0] if amounts else ():
        for start, end in amounts:
            is_after = start >= arm.end and GAP.fullmatch(text[arm.end : start])
            is_before = end <= arm.start and text[end : arm.start].strip() in ("", "of", "oral")
            if is_after or is_before:
                yield " ".join(text[start:end].split())


def _durations(record: Record) -> Iterator[str]:
    found = list(passages(record))
    for role in ORDER:
        for passage in found:
            if passage.role is role:
                for match in DURATION.finditer(passage.text):
                    if not AGE.match(passage.text, match.end()):
                        yield " ".join(match.group().split())
