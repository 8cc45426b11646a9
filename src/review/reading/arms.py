"""The arms of a trial: the numbers of people that one sentence gives for its groups."""

import re

from review.core.models import Sentence
from review.reading.numbers import NUMBER, is_year, value
from review.reading.people_counts import NAMED_N, PEOPLE

ALLOCATION = re.compile(
    r"\b(?:randomi[sz]ed|randomly|allocated|assigned|received|divided|receiving|compar(?:ed|ing)|given|arms?|groups?)\b",
    re.IGNORECASE,
)
TO_GROUP = re.compile(
    rf"(?<![\w.,/-])({NUMBER})(?! ?[%:]|\.\d)(?:\s+\([^()]{{1,20}}\))?\s+(?:{PEOPLE}\s+)?(?:(?:were|was)\s+)?(?:then\s+)?"
    r"(?:(?:randomly\s+)?(?:randomi[sz]ed|assigned|allocated)\s+)?(?:to|in|on|received|receiving|were given|controls?|with)\s",
    re.IGNORECASE,
)
"""*120 patients were assigned to A and 118 to B*."""
IN_BRACKETS = re.compile(
    rf"(?: \(|; )(?:(?:arm|group)?\s?[\w ]{{0,12}}[:=,]\s?)?({NUMBER})(?:\s?{PEOPLE}\b[^();]{{0,30}})?(?=[);])",
    re.IGNORECASE,
)
"""*A (120 patients) or B (118 patients)*."""
ALLOCATED = re.compile(r"\b(?:randomi[sz]ed|randomly|allocated|assigned|divided)\b", re.IGNORECASE)
BOTH_SEXES = re.compile(
    rf"(?<![\w.,-])({NUMBER})\s+(?:men|males?|boys|women|females?|girls)\s+and\s+({NUMBER})\s+(?:women|females?|girls|men|males?|boys)\b",
    re.IGNORECASE,
)
"""Men and women counted apart: together they are the study, but they are no arms."""
MOST_ARMS = 6
MOST_UNEVEN = 5
"""Groups that differ more than this many times are not arms of one trial."""


def groups_of(sentence: Sentence) -> list[tuple[int, ...]]:
    """The sizes of groups that a sentence sets beside each other, as it may be read; empty without any."""
    text = sentence.text
    read = []
    for pattern in (NAMED_N, TO_GROUP, IN_BRACKETS) if ALLOCATION.search(text) else (NAMED_N,):
        sizes = [value(m.group(1)) for m in pattern.finditer(text) if not is_year(m.group(1))]
        arms = without_total(sizes)
        if 1 < len(arms) <= MOST_ARMS and min(arms) * MOST_UNEVEN >= max(arms) and min(arms) > 1:
            read.append(tuple(arms))
    return read


def both_sexes(sentence: Sentence) -> tuple[int, ...]:
    """The numbers of men and women that a sentence sets beside each other; empty without them."""
    together = BOTH_SEXES.search(sentence.text)
    return tuple(value(number) for number in together.groups()) if together else ()


def without_total(sizes: list[int]) -> list[int]:
    """The arms, without a first number that is their sum."""
    first, arms = sizes[:1], sizes[1:]
    return arms if len(arms) > 1 and first == [sum(arms)] else sizes


def allocates(sentence: Sentence) -> bool:
    """Whether a sentence says that people were allocated."""
    return bool(ALLOCATED.search(sentence.text))
