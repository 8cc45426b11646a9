"""What a synthesis gathered: how many studies, and how many people took part in them."""

import re
from collections.abc import Iterator

from review.core.models import Record, Sentence
from review.core.vocabulary import Role
from review.reading.numbers import NUMBER, is_year, value
from review.reading.people_counts import NEAR, PEOPLE, YEAR_BEFORE, counts
from review.reading.sentences import sentences

STUDY = r"(?:stud(?:y|ies)|trials?|RCTs?|reports|publications)"
NOT_BETWEEN = r"(?:of|to|in|from|with|across|statement|patients|participants|subjects|people|persons|individuals|adults|women|men|children|cases)"
STUDIES = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?P<kind>(?:(?!{NOT_BETWEEN}(?![\w-]))[\w-]+\s+){{0,4}}?){STUDY}\b",
    re.IGNORECASE,
)
SCREENED = r"(?:screened|searched|retrieved|excluded|assessed for eligibility)"
SCREENED_BEFORE = re.compile(
    r"\b(?:screened|screening|searched|searching|retrieved|excluded|excluding) (?:a total of |the |all )?$",
    re.IGNORECASE,
)
SCREENED_AFTER = re.compile(
    rf" (?:(?:were|was|had been) (?:\w+ly )?)?{SCREENED}\b| (?:that (?:were|was) )?potentially\b",
    re.IGNORECASE,
)
POTENTIAL = re.compile(r"\bpotential(?:ly)?\b", re.IGNORECASE)
PART = re.compile(
    rf"[^.;]{{0,60}}?(?:,|\band\b) (?:of (?:which|these|them),? |only |finally )?(?P<number>{NUMBER})(?: {STUDY})? "
    r"(?:(?:were|was) (?:\w+ly )?(?:included|eligible|selected|pooled|analy[sz]ed)|met|fulfilled|satisfied)\b",
    re.IGNORECASE,
)
"""*Of 340 studies found, 12 were included*: what follows the whole."""
WHOLE_BEFORE = re.compile(r"\b(?:of|from|among) (?:the |a total of |all )?$", re.IGNORECASE)
PARTICIPANTS_OF_STUDIES = re.compile(
    rf"\b(?:stud(?:y|ies)|trials?|RCTs?)\b[^.;]{{0,60}}?\b({NUMBER})\s+(?:[\w-]+\s+){{0,3}}?{PEOPLE}",
    re.IGNORECASE,
)
PEOPLE_NAMED_N = re.compile(
    rf"\b{NUMBER} (?:(?!{NOT_BETWEEN}(?![\w-]))[\w-]+ ){{0,4}}?{STUDY},? \(?n ?= ?(?P<number>{NUMBER})(?![\d%]|[.,]\d)"
    rf"|\b{PEOPLE},? \(n ?= ?(?P<people>{NUMBER})(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)
"""*Fifteen trials (n = 2,426)*: the number of trials stands before, so n are people."""
NOT_GATHERED = frozenset(
    {
        *(Role.BACKGROUND.value, Role.CONCLUSIONS.value),
        *(
            "n =",
            "no noun",
            "entered, no noun",
            "share",
            "then: event",
            "then: screened",
            "then: each",
            "after: planned",
        ),
    }
)
"""Marks of numbers of people (`people_counts`) that are not those of a synthesis."""

CountAndText = tuple[int | None, str]


def studies(text: str) -> CountAndText:
    """How many studies were gathered, and the words that say so: the first number that is not of
    studies screened, of a whole whose part was included, or a year.
    """
    return next(_studies(text), (None, ""))


def _studies(text: str) -> Iterator[CountAndText]:
    for match in STUDIES.finditer(text):
        before = text[max(0, match.start() - NEAR) : match.start()]
        if _is_a_year(match, before):
            continue
        part = PART.match(text, match.end())
        if part and WHOLE_BEFORE.search(before):
            yield value(part["number"]), _words(text[match.start() : part.end()])
        elif not _is_screened(match, before, text):
            yield value(match["number"]), _words(match.group())


def _is_a_year(match: re.Match[str], before: str) -> bool:
    return is_year(match["number"]) and bool(match["kind"] or YEAR_BEFORE.search(before))


def _is_screened(match: re.Match[str], before: str, text: str) -> bool:
    return bool(
        SCREENED_BEFORE.search(before)
        or SCREENED_AFTER.match(text, match.end())
        or POTENTIAL.search(match["kind"])
    )


def people(text: str) -> CountAndText:
    """How many people took part in studies that are named before them; the largest such number."""
    return _largest((value(m.group(1)), m.group()) for m in PARTICIPANTS_OF_STUDIES.finditer(text))


def people_alone(record: Record) -> CountAndText:
    """How many people a synthesis tells of with no studies before them; the largest such number."""
    title = Sentence(record.title, 0, len(record.title), Role.RESULTS)
    stated = (title, *sentences(record))
    plain = ((c.value, c.words) for c in counts(stated) if _is_gathered(set(c.marks)))
    named = (
        (value(m["number"] or m["people"]), m.group())
        for s in stated
        for m in PEOPLE_NAMED_N.finditer(s.text)
    )
    return _largest((*plain, *named))


def _is_gathered(marks: set[str]) -> bool:
    """Whether no mark speaks against a number; a total that only the conclusions give is one."""
    against = NOT_GATHERED & marks
    return not (against - {Role.CONCLUSIONS.value} if "after: total" in marks else against)


def _largest(found: Iterator[tuple[int, str]] | tuple[tuple[int, str], ...]) -> CountAndText:
    best = max(found, key=lambda pair: pair[0], default=None)
    return (best[0], _words(best[1])) if best else (None, "")


def _words(text: str) -> str:
    return " ".join(text.split())
