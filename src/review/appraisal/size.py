"""How many people took part, and how many studies a synthesis gathered, from the words of the abstract."""

import re
from functools import lru_cache

from review.appraisal.design import design
from review.models import Record, Size
from review.vocabulary import LABORATORY, SYNTHESES

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
    )
}  # fmt: skip
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+|" + "|".join(NUMBER_WORDS) + r")"
PEOPLE = (
    r"(?:patients?|participants?|subjects?|volunteers?|adults?|men|women|males?|females?|people|persons?|"
    r"individuals?|inpatients?|outpatients?|addicts?|users?|children|infants?|mothers?|pregnan(?:t women|cies)|"
    r"drinkers?|abusers?|cases?|clients?|veterans?|prescribers?)"
)
TOTAL = re.compile(
    rf"(?<![\w.,-])\(?({NUMBER})\)?\s+(?:(?!(?:of|and|to|when|in|from|with|per|mg|days?|weeks?|months?|years?)\b)[\w'()/-]+,?\s+){{0,5}}?{PEOPLE}\b",
    re.IGNORECASE,
)
NAMED_N = re.compile(r"\b[nN]\s*=\s*(\d{1,3}(?:,\d{3})+|\d+)")
STUDIES = re.compile(
    rf"\b({NUMBER})\s+(?:(?!of\b)[\w-]+\s+){{0,4}}?(?:stud(?:y|ies)|trials?|RCTs?|reports|publications)\b",
    re.IGNORECASE,
)
PARTICIPANTS_OF_STUDIES = re.compile(
    rf"\b(?:stud(?:y|ies)|trials?|RCTs?)\b[^.;]{{0,60}}?\b({NUMBER})\s+(?:[\w-]+\s+){{0,3}}?{PEOPLE}",
    re.IGNORECASE,
)
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
    total, where = _largest(TOTAL, text)
    per_arm = tuple(_value(match.group(1)) for match in NAMED_N.finditer(text))[:PER_ARM_LIMIT]
    if total is None and per_arm:
        return Size(
            participants=sum(per_arm),
            per_arm=per_arm,
            text="n = " + ", n = ".join(map(str, per_arm)),
        )
    return Size(participants=total, per_arm=per_arm, text=where)


def _value(written: str) -> int:
    lowered = written.lower()
    return NUMBER_WORDS[lowered] if lowered in NUMBER_WORDS else int(lowered.replace(",", ""))


def _is_year(written: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", written))


def _largest(pattern: re.Pattern[str], text: str) -> tuple[int | None, str]:
    found = [
        (_value(match.group(1)), match)
        for match in pattern.finditer(text)
        if not _is_year(match.group(1))
    ]
    if not found:
        return None, ""
    value, match = max(found, key=lambda pair: pair[0])
    return value, " ".join(match.group().split())


def _first_number(pattern: re.Pattern[str], text: str) -> tuple[int | None, str]:
    match = pattern.search(text)
    return (_value(match.group(1)), " ".join(match.group().split())) if match else (None, "")
