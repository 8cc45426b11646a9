"""How many people took part, and how many studies a synthesis gathered, from the words of the abstract."""

import re
from functools import lru_cache

from review.appraisal.design import design
from review.appraisal.sentences import sentences
from review.models import Record, Size
from review.vocabulary import LABORATORY, SYNTHESES

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}  # fmt: skip
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
WORD_VALUES = {**NUMBER_WORDS, **TENS, "hundred": 100, "thousand": 1000}
_WORD = "|".join(sorted(WORD_VALUES, key=len, reverse=True))
NUMBER = (
    r"(?:\d+(?:\.\d+)? million|\d{1,3}(?:[,\u2009\u202f ]\d{3})+(?!\d)|\d+|"
    rf"(?:{_WORD})\b(?:(?:[ -]|[ ]and[ ])(?:{_WORD})\b)*)"
)
"""A number in figures (1,728; 2 345; 1.2 million) or in words (one hundred and twenty)."""
NOT_STUDIED = re.compile(
    r"^[^.;]{0,30}?\b(?:screened|assessed for eligibility|approached|invited|eligible)\b",
    re.IGNORECASE,
)
"""What follows a number of people who were looked at but did not all take part."""
PEOPLE = (
    r"(?:patients?|participants?|subjects?|volunteers?|adults?|men|women|males?|females?|people|persons?|"
    r"individuals?|inpatients?|outpatients?|addicts?|users?|children|infants?|mothers?|pregnan(?:t women|cies)|"
    r"drinkers?|abusers?|cases?|clients?|veterans?|prescribers?)"
)
TOTAL = re.compile(
    rf"(?<![\w.,-])\(?({NUMBER})\)?\s+(?:(?!(?:we|the|they|it|there|our|this|times|fold|doses?|hours?|of|and|to|when|in|from|with|per|mg|days?|weeks?|months?|years?)\b)[\w'()/-]+,?\s+){{0,5}}?{PEOPLE}\b",
    re.IGNORECASE,
)
TAKEN_IN = re.compile(
    rf"(?<![\w.,-])({NUMBER})\s+(?:of (?:them|these|whom)\s+)?(?:were|was)\s+"
    r"(?:randomi[sz]ed|enrolled|recruited|included|analy[sz]ed)\b",
    re.IGNORECASE,
)
"""A number of people without a noun ("120 were randomised")."""
POPULATION_OF = re.compile(r"\bpopulation of (?:\w+ ){0,2}$", re.IGNORECASE)
"""What stands before the number of people who live somewhere."""
NAMED_N = re.compile(r"\b[nN]\s*=\s*(\d{1,3}(?:,\d{3})+|\d+)(?![\d,]|\s*(?:per|in each|each)\b)")
BOTH_SEXES = re.compile(
    rf"(?<![\w.,-])({NUMBER})\s+(?:men|males|boys)\s+and\s+({NUMBER})\s+(?:women|females|girls)\b|"
    rf"(?<![\w.,-])({NUMBER})\s+(?:women|females|girls)\s+and\s+({NUMBER})\s+(?:men|males|boys)\b",
    re.IGNORECASE,
)
"""Men and women counted apart: together they are the study."""
STUDIES = re.compile(
    rf"\b({NUMBER})\s+(?:(?!of\b)[\w-]+\s+){{0,4}}?(?:stud(?:y|ies)|trials?|RCTs?|reports|publications)\b",
    re.IGNORECASE,
)
PARTICIPANTS_OF_STUDIES = re.compile(
    rf"\b(?:stud(?:y|ies)|trials?|RCTs?)\b[^.;]{{0,60}}?\b({NUMBER})\s+(?:[\w-]+\s+){{0,3}}?{PEOPLE}",
    re.IGNORECASE,
)
ALLOCATED = re.compile(
    r"\b(?:were|was) (?:then )?(?:randomi[sz]ed|randomly (?:assigned|allocated))", re.IGNORECASE
)
ALLOCATED_NUMBER = re.compile(
    rf"(?<![\w.,-])({NUMBER})\s+(?:\([^)]*\)\s*)?(?:(?!(?:of|and|mg|days?|weeks?|months?|years?)\b)[\w'-]+\s+){{0,6}}?"
    rf"(?:(?:with|who|in|from)\s+(?:[\w'-]+\s+){{0,8}}?)?(?:were|was) (?:then )?random",
    re.IGNORECASE,
)
"""A number of people followed by their allocation."""
MOST_ARMS = 5
PER_ARM_LIMIT = 8
"""Arms named with n = ... beyond this many are subgroups, not arms."""


@lru_cache(maxsize=8192)
def size(record: Record) -> Size:
    """Participants of a study, its arms, and the studies of a synthesis, with the text they come from.

    Animals are not participants. The largest group of people named is the study; arms are the
    numbers given as n = ....
    """
    found = design(record).design
    if found in LABORATORY or not record.abstract:
        return Size()
    text = f"{record.title}\n{record.abstract}"
    if found in SYNTHESES:
        studies, people = _first_number(STUDIES, text), _largest(PARTICIPANTS_OF_STUDIES, text)
        return Size(participants=people[0], studies=studies[0], text=studies[1] or people[1])
    allocated = _allocated(record)
    if allocated is not None:
        return allocated
    total, where = _largest(TOTAL, text)
    sexes = BOTH_SEXES.search(text)
    if sexes is not None:
        together = sum(_value(number) for number in sexes.groups() if number)
        if together > (total or 0):
            total, where = together, " ".join(sexes.group().split())
    if total is None:
        total, where = _largest(TAKEN_IN, text)
    named = [_value(match.group(1)) for match in NAMED_N.finditer(text)][:PER_ARM_LIMIT]
    per_arm = tuple(_without_total(named))
    if total is None and per_arm:
        return Size(
            participants=sum(per_arm),
            per_arm=per_arm,
            text="n = " + ", n = ".join(map(str, per_arm)),
        )
    return Size(participants=total, per_arm=per_arm, text=where)


def _allocated(record: Record) -> Size | None:
    """Those who were randomised, from the sentence that says so: its arms, or the number it names."""
    for sentence in sentences(record):
        if not ALLOCATED.search(sentence.text):
            continue
        arms = _without_total([_value(m.group(1)) for m in NAMED_N.finditer(sentence.text)])
        if 1 < len(arms) <= MOST_ARMS:
            return Size(sum(arms), tuple(arms), text="n = " + ", n = ".join(map(str, arms)))
        total, where = _largest(ALLOCATED_NUMBER, sentence.text)
        if total is not None:
            return Size(participants=total, text=where)
    return None


def _value(written: str) -> int:
    lowered = written.lower()
    if lowered.endswith(" million"):
        return round(float(lowered.split()[0]) * 1_000_000)
    if lowered[0].isdigit():
        return int(re.sub(r"\D", "", lowered))
    return _value_of_words([word for word in re.split(r"[ -]", lowered) if word != "and"])


def _value_of_words(words: list[str]) -> int:
    total = current = 0
    for word in words:
        value = WORD_VALUES[word]
        if value == WORD_VALUES["hundred"]:
            current = max(current, 1) * value
        elif value == WORD_VALUES["thousand"]:
            total, current = total + max(current, 1) * value, 0
        else:
            current += value
    return total + current


def _without_total(named: list[int]) -> list[int]:
    """The arms, without a first number that is their sum."""
    first, arms = named[:1], named[1:]
    return arms if arms and first == [sum(arms)] else named


def _is_year(written: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", written))


def _largest(pattern: re.Pattern[str], text: str) -> tuple[int | None, str]:
    found = [
        (_value(match.group(1)), match)
        for match in pattern.finditer(text)
        if not _is_year(match.group(1))
        and not NOT_STUDIED.match(text[match.end() :])
        and not POPULATION_OF.search(text[: match.start()])
    ]
    if not found:
        return None, ""
    value, match = max(found, key=lambda pair: pair[0])
    return value, " ".join(match.group().split())


def _first_number(pattern: re.Pattern[str], text: str) -> tuple[int | None, str]:
    match = pattern.search(text)
    return (_value(match.group(1)), " ".join(match.group().split())) if match else (None, "")
