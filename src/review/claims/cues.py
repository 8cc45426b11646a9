"""The words that tell which way an outcome goes, who is meant and what is compared (`data/terms/claim_cues.toml`)."""

import re
from functools import cache

from review.claims.wording import any_of
from review.core.settings import data_folder
from review.terms.term_files import read_toml
from review.terms.words import function_words, stem

FILE = "claim_cues.toml"

AGE = re.compile(
    r"\b(?:over|past|older than|aged over|above|at least)[- ](?:the age of )?(?P<years>\d{2})(?:s|-year-olds| years)?\b",
    re.IGNORECASE,
)


def people_in(sentence: str) -> str:
    """The group of people that a sentence names by age, sex or state; empty where it names none."""
    if age := AGE.search(sentence):
        return f"people over {age['years']}"
    found = [
        (m.start(), -len(m.group()), name)
        for name, group in people().items()
        for m in [group.search(sentence)]
        if m
    ]
    return min(found, key=lambda one: (one[1], one[0]))[2] if found else ""


def tells_a_direction(sentence: str) -> bool:
    """Whether any word of a sentence says which way something goes."""
    return any(cue.search(sentence) for cue in cues().values())


def quantifier_in(sentence: str) -> str:
    """The words by which a sentence speaks of everybody or of always; empty where it does not."""
    found = any_of(_lists()["quantifiers"]["words"]).search(sentence)
    return found.group() if found else ""


def is_small(words: str) -> bool:
    """Whether a name is an ordinary word here: one that asserts, marks or joins."""
    lowered = words.lower()
    return (
        " " not in lowered
        and not words.isupper()
        and (
            stem(lowered) in function_words()
            or lowered in _ordinary()
            or any(cue.fullmatch(lowered) for cue in cues().values())
        )
    )


@cache
def cues() -> dict[str, re.Pattern[str]]:
    """By what they say of the outcome, the cues of a direction."""
    return {name: any_of(words) for name, words in _lists()["cues"].items()}


@cache
def people() -> dict[str, re.Pattern[str]]:
    """By name, the groups of people."""
    return {name: any_of(words) for name, words in _lists()["people"].items()}


@cache
def listed_marker(name: str) -> re.Pattern[str]:
    """The words that mark what follows as taken, suffered, undergone or compared with."""
    return any_of(_lists()["markers"][name])


@cache
def markers(name: str) -> re.Pattern[str]:
    """The same where they stand directly before a name, but for small words."""
    listed = any_of(_lists()["markers"][name]).pattern
    return re.compile(
        rf"{listed}(?:\s+(?:the|a|an|your|their|daily|regular|some|any|good|any|enough|plenty of|learning|mild|severe|chronic|recurrent))*\s+(?:[\w-]+\s+)?$",
        re.IGNORECASE,
    )


@cache
def crowd() -> re.Pattern[str]:
    """Words that name people and nothing done."""
    return any_of(_lists()["crowd"]["words"])


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(_lists()["ordinary"]["words"])


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return read_toml(data_folder() / "terms" / FILE)
