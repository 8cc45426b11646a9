"""Advice that evidence can bear on: the precautions a claim asks for and the harms they guard against.

Pure advice ("ask your doctor") commits itself to nothing testable and has none. The lists are data
(`data/terms/advice.toml`).
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from review.core.models import Claim
from review.core.settings import data_folder
from review.core.vocabulary import Direction, Kind
from review.terms.concepts import OUTCOME_GROUPS, OWN_PHRASE, Concept, thesaurus
from review.terms.term_files import read_toml
from review.terms.word_lists import matching

FILE = "advice.toml"
WORD_LISTS = (
    *("urges", "dispensable", "denied", "turns", "warned"),
    *("abrupt", "allowed", "not_asked", "promising"),
)
CONTRACTED = re.compile(r"(?:(?<=ca)n|n)['’]t\b", re.IGNORECASE)
"""A negation written as one word with its verb ("don't", "can't")."""

CLAUSE = re.compile(r"[^.,;:]+")
UNBROKEN = re.compile(
    r"(?:\s+(?:needs?|have|has|requires?|warrants?))?"
    r"(?:\s+(?!(?:should|must|ought|can|may|will|needs?|requires?|and|or|but)\b)[\w-]+){0,4}\s+",
    re.IGNORECASE,
)
"""What may stand between a negation and the precaution that it denies ("not need any regular ...")."""


TOPIC = re.compile(
    r"\b(?:for|in)\s+(?P<name>\w.*?)(?=\s+(?:needs?|requires?|calls?|deserves?|is|are|remains?)\b|[,.;]|$)",
    re.IGNORECASE,
)
"""What a claim on the state of research is about, in its own words."""


@dataclass(frozen=True)
class Watched:
    """A thing that is watched or avoided, and the harms that this guards against."""

    words: re.Pattern[str]
    harms: tuple[str, ...]
    together: bool
    """Whether the harm is one of taking both, so that a record must tell of both."""


@dataclass(frozen=True)
class Precaution:
    """One kind of care; `asked` finds it in claims, `said` and `done` in records."""

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]
    done: re.Pattern[str] | None
    said_terms: tuple[str, ...]
    harms: tuple[str, ...]
    of_group: bool
    needs_object: bool
    after_stopping: bool


@dataclass(frozen=True)
class AdviceLists:
    """All lists of the file."""

    words: dict[str, re.Pattern[str]]
    open_question: re.Pattern[str]
    precautions: tuple[Precaution, ...]
    watched: tuple[Watched, ...]


@dataclass(frozen=True)
class Advice:
    """The precautions that a claim asks for, what they are about, and whether it calls them needless."""

    precautions: tuple[Precaution, ...]
    watched: tuple[Watched, ...]
    is_denied: bool

    def harms(self, precaution: Precaution) -> tuple[str, ...]:
        """What a precaution guards against: the harms of the thing watched, else its own."""
        of_things = tuple(dict.fromkeys(harm for one in self.watched for harm in one.harms))
        return of_things if precaution.needs_object else precaution.harms


@cache
def lists() -> AdviceLists:
    """The bundled lists."""
    entries = read_toml(data_folder() / "terms" / FILE)
    return AdviceLists(
        {name: matching(tuple(entries[name])) for name in WORD_LISTS},
        re.compile(entries["open_question"], re.IGNORECASE),
        tuple(_precaution(entry) for entry in entries["precaution"]),
        tuple(_watched(entry) for entry in entries["watched"]),
    )


def _watched(entry: dict[str, Any]) -> Watched:
    words, harms = matching(tuple(entry["words"])), tuple(entry["harms"])
    return Watched(words, harms, bool(entry.get("together")))


def _precaution(entry: dict[str, object]) -> Precaution:
    def terms(name: str) -> tuple[str, ...]:
        value = entry.get(name, [])
        return tuple(map(str, value)) if isinstance(value, list) else ()

    return Precaution(
        name=str(entry["name"]),
        asked=matching(terms("asked")),
        said=matching(terms("said")),
        done=matching(terms("done")) if terms("done") else None,
        said_terms=terms("said"),
        harms=terms("harms"),
        of_group=bool(entry.get("of_group")),
        needs_object=bool(entry.get("needs_object")),
        after_stopping=bool(entry.get("after_stopping")),
    )


@lru_cache(maxsize=4096)
def advice_of(claim: Claim) -> Advice | None:
    """What a claim advises on a treatment; None where it is no advice, or none that evidence can bear on."""
    if claim.kind is not Kind.GUIDANCE or not claim.intervention or question_behind(claim):
        return None
    known = lists()
    text = known.words["not_asked"].sub(" ", claim.statement)
    precautions = tuple(one for one in known.precautions if one.asked.search(text))
    if not precautions:
        return None
    watched = tuple(one for one in known.watched if one.words.search(text))
    return Advice(precautions, watched, _is_denied(text, precautions))


def _is_denied(text: str, asked: tuple[Precaution, ...]) -> bool:
    """Whether a claim calls a precaution needless, speaks against it or allows what it warns of."""
    plain = CONTRACTED.sub(" not", text)
    negated = any(_is_negated(one, clause) for clause in CLAUSE.findall(plain) for one in asked)
    return bool(lists().words["denied"].search(plain)) or negated or _allows_sudden_stop(plain)


def _allows_sudden_stop(text: str) -> bool:
    words = lists().words
    is_warned = words["turns"].search(text) or words["warned"].search(text)
    return bool(words["abrupt"].search(text) and (words["allowed"].search(text) or not is_warned))


def _is_negated(precaution: Precaution, clause: str) -> bool:
    """Whether a negation stands right before the precaution, and none turns it round again.

    A sudden stop is no precaution: a negation before that asks for care.
    """
    words = lists().words
    for asked in precaution.asked.finditer(clause):
        if words["abrupt"].match(asked.group()) or asked.group().lower().startswith("not "):
            continue
        turns = [
            one
            for one in words["turns"].finditer(clause)
            if one.end() <= asked.start() or one.start() >= asked.end()
        ]
        before = [one for one in turns if one.end() <= asked.start()]
        is_near = any(UNBROKEN.fullmatch(clause, one.end(), asked.start()) for one in before)
        if is_near and len(turns) % 2 == 1:
            return True
    return False


@lru_cache(maxsize=4096)
def question_behind(claim: Claim) -> Claim | None:
    """The question of effect that a claim on the state of research is about; None for other claims.

    Its outcome is the one the claim names, else the condition that it is about. Where the claim
    says that it looks favourable the question asserts an improvement, else it has no direction.
    """
    is_open = claim.kind is Kind.GUIDANCE and lists().open_question.search(claim.statement)
    if not is_open or not claim.intervention:
        return None
    phrases = (claim.outcome, claim.population, claim.statement)
    named = next(filter(None, map(_known_outcomes, phrases)), [])
    topic = TOPIC.search(claim.statement)
    outcome = ", ".join(one.name for one in named) or (topic["name"] if topic else claim.outcome)
    way = Direction.IMPROVES if is_promising(claim) else None
    return replace(claim, kind=Kind.EFFICACY, outcome=outcome, comparator="", direction=way)


def _known_outcomes(phrase: str) -> list[Concept]:
    named = thesaurus().resolve(phrase, OUTCOME_GROUPS, together=False)
    return [concept for concept in named if concept.group != OWN_PHRASE]


def is_promising(claim: Claim) -> bool:
    """Whether a claim on the state of research adds that it looks favourable."""
    return bool(lists().words["promising"].search(claim.statement))


def is_checkable(claim: Claim) -> bool:
    """Whether a claim is more than pure advice, policy or opinion."""
    return (
        claim.kind is not Kind.GUIDANCE
        or question_behind(claim) is not None
        or advice_of(claim) is not None
    )


def guarded(advice: Advice) -> Concept:
    """What to search for beside the treatment: words of the advice and of the harms behind it."""
    terms = [term for one in advice.precautions for term in (*one.said_terms, *advice.harms(one))]
    return Concept("advice", "advice", tuple(dict.fromkeys(terms)))
