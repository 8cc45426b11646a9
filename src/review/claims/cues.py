"""The words that tell which way an outcome goes, who is meant and what is compared (`data/terms/claim_cues.toml`)."""

import re
from functools import cache

from review.claims.wording import any_of
from review.core.settings import data_folder
from review.terms.term_files import read_toml
from review.terms.words import function_words, stem

FILE = "claim_cues.toml"

BECOMING = re.compile(
    r"\b(?:get|gets|getting|become|becomes|becoming|fall|falling)\s+$", re.IGNORECASE
)
"""Before a state of people: it is what becomes of them ("get pregnant")."""

AGE = re.compile(
    r"\b(?:over|past|older than|aged over|above|at least)[- ](?:the age of )?(?P<years>\d{2})(?:s|-year-olds| years)?\b",
    re.IGNORECASE,
)


def people_in(sentence: str) -> str:
    """The group of people that a sentence names by age, sex or state; empty where it names none."""
    if age := AGE.search(sentence):
        return f"people over {age['years']}"
    found = _groups(sentence)
    return min(found, key=lambda one: (one[0] - one[1], one[0]))[2] if found else ""


def all_people_in(sentence: str) -> str:
    """All groups of people that a sentence names, in order; the narrowest of those at one place."""
    if AGE.search(sentence):
        return people_in(sentence)
    found = [
        one
        for one in _groups(sentence)
        if not any(
            o[0] <= one[0] and one[1] <= o[1] and o[:2] != one[:2] for o in _groups(sentence)
        )
    ]
    names = list(dict.fromkeys(name for _, _, name in sorted(found)))
    return " and ".join(
        one for one in names if not any(o != one and o.split()[-1] == one for o in names)
    )


def people_places(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence names groups of people."""
    return [(start, end) for start, end, _ in _groups(sentence)]


def _groups(sentence: str) -> list[tuple[int, int, str]]:
    return [
        (*m.span(), name)
        for name, group in people().items()
        for m in group.finditer(sentence)
        if not BECOMING.search(sentence[: m.start()])
    ]


def tells_a_direction(sentence: str) -> bool:
    """Whether any word of a sentence says which way something goes."""
    return any(cue.search(sentence) for cue in cues().values())


def quantifier_in(sentence: str) -> str:
    """The words by which a sentence speaks of everybody or of always; empty where it does not."""
    found = any_of(_lists()["quantifiers"]["words"]).search(sentence)
    return found.group() if found else ""


def hedge_in(sentence: str) -> re.Match[str] | None:
    """The first word that leaves open whether what is said holds."""
    return any_of(_lists()["hedges"]["words"]).search(sentence)


def is_small(words: str) -> bool:
    """Whether a name is an ordinary word here: one that asserts, marks or joins."""
    lowered = words.lower()
    return (
        " " not in lowered
        and not words.isupper()
        and (stem(lowered) in function_words() or lowered in _ordinary() or is_cue(lowered))
    )


def is_cue(words: str) -> bool:
    """Whether words, as they stand, say which way something goes."""
    return any(cue.fullmatch(words) for cue in cues().values())


@cache
def cues() -> dict[str, re.Pattern[str]]:
    """By what they say of the outcome, the cues of a direction."""
    return {name: any_of(words) for name, words in _lists()["cues"].items()}


@cache
def two_word_cues() -> re.Pattern[str]:
    """The cues of several words: a name within one is none ("lead to")."""
    return any_of(cue for words in _lists()["cues"].values() for cue in words if " " in cue)


@cache
def people() -> dict[str, re.Pattern[str]]:
    """By name, the groups of people."""
    return {name: any_of(words) for name, words in _lists()["people"].items()}


@cache
def processes() -> dict[str, re.Pattern[str]]:
    """By name, what one medicine may change of another: how it is taken up, how much of it is in the blood, what it does."""
    return {name: any_of(words) for name, words in _lists()["processes"].items()}


@cache
def target_branches() -> tuple[str, ...]:
    """Branches of the tree that hold what medicines act on."""
    return tuple(_lists()["targets"]["branches"])


@cache
def happenings(which: str) -> dict[str, re.Pattern[str]]:
    """By name, how a sentence tells with a verb what becomes of people ("quit": smoking cessation).

    Args:
        which: `wanted` or `unwanted`.
    """
    listed: dict[str, dict[str, list[str]]] = read_toml(data_folder() / "terms" / FILE)[
        "happenings"
    ]
    return {name: any_of(words) for name, words in listed[which].items()}


@cache
def stages() -> re.Pattern[str]:
    """Words that name a state of people after "in" or "during", and else what may become of them ("pregnancy")."""
    return any_of(_lists()["stages"]["words"])


@cache
def listed_marker(name: str) -> re.Pattern[str]:
    """The words that mark what follows as taken, suffered, undergone or compared with."""
    return any_of(_lists()["markers"][name])


@cache
def markers(name: str) -> re.Pattern[str]:
    """The same where they stand directly before a name, but for small words."""
    listed = any_of(_lists()["markers"][name]).pattern
    between = (
        rf"|{any_of([*_lists()['markers']['taken'], *_lists()['crowd']['words'], 'who', 'that', 'rely', 'using']).pattern}"
        if name == "against"
        else ""
    )
    return re.compile(
        rf"{listed}(?:\s+(?:the|a|an|your|their|daily|regular|some|any|good|any|enough|plenty of|learning|mild|severe|chronic|recurrent{between}))*\s+(?:[\w-]+\s+)?$",
        re.IGNORECASE,
    )


@cache
def crowd() -> re.Pattern[str]:
    """Words that name people and nothing done."""
    return any_of(_lists()["crowd"]["words"])


@cache
def heads() -> dict[str, frozenset[str]]:
    """Last words of names: of what is taken or done, of what becomes of people, of what medicines act on."""
    return {name: frozenset(words) for name, words in _lists()["heads"].items()}


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(_lists()["ordinary"]["words"])


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return read_toml(data_folder() / "terms" / FILE)
