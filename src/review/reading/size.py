"""How many people took part, and how many studies a synthesis gathered, from the words of the abstract."""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from review.core.models import Record, Sentence, Size
from review.core.vocabulary import LABORATORY, SYNTHESES, Role
from review.reading import synthesis_size
from review.reading.arms import allocates, both_sexes, groups_of
from review.reading.design import design
from review.reading.people_counts import Count, counts
from review.reading.sentences import sentences

FEW = 8
FEWEST_POINTS = -2
"""A number with fewer points is not taken for the study."""

POINTS: dict[str, int] = {
    "largest": 3,
    "sum of groups": 4,
    "first": 3,
    "again": 1,
    "after: total": 3,
    "after: entering": 2,
    "at the start": 2,
    "then: entered": 2,
    "then: treated": 2,
    "then: entered, later": 1,
    "then: eligible": 1,
    "after: Of": 1,
    "part of a whole": 2,
    "n =, of people": 1,
    "n =, entered": 1,
    "N =": 1,
    "after: and, or": -1,
    "then: in a group": -1,
    "then: completed": -1,
    "then: event": -2,
    "share": -2,
    "no noun": -2,
    "title": -1,
    "then: one of several groups": -2,
    "background": -7,
    "conclusions": -1,
    "after: others": -3,
    "whole of a part": -3,
    "then: screened": -9,
    "after: planned": -7,
    "then: each": -4,
    "few": -3,
    "one of groups": -6,
    "sum of all": 5,
    "sum": 4,
    "took part, of those asked": 8,
}
"""How much each mark says that a number of people is the size of the study. A mark without points says nothing.

First fitted to the totals marked by hand in the 571 abstracts of PICO-Corpus that name one, then rounded and,
where those trials could not tell (background, people screened, people of a region), set by judgement.
"""


@lru_cache(maxsize=8192)
def size(record: Record) -> Size:
    """Participants of a study, its arms, and the studies of a synthesis, with the text they come from.

    Animals are not participants. The number of people that its words most strongly show to be the
    study counts (`people_counts`); where only groups are named, their sum.
    """
    found = design(record).design
    if found in LABORATORY or not record.abstract:
        return Size()
    if found in SYNTHESES:
        return _of_a_synthesis(record)
    return _of_one_study(record)


def _of_a_synthesis(record: Record) -> Size:
    text = f"{record.title}\n{record.abstract}"
    studies, people = synthesis_size.studies(text), synthesis_size.people(text)
    if people[0] is None:
        people = synthesis_size.people_alone(record)
    return Size(participants=people[0], studies=studies[0], text=studies[1] or people[1])


def _of_one_study(record: Record) -> Size:
    found = candidates(record)
    best = max(found, key=lambda count: (_points(count), count.value), default=None)
    if best is None or _points(best) < FEWEST_POINTS:
        return Size()
    stated = sentences(record)
    per_arm = next(
        (arms for one in stated for arms in groups_of(one) if sum(arms) == best.value), ()
    )
    return Size(participants=best.value, per_arm=per_arm, text=best.words)


class _Company(NamedTuple):
    """The numbers of people of one abstract: how often each is named, and the groups they stand in."""

    named: Counter[int]
    largest: int
    sums: frozenset[int]
    members: frozenset[int]


def candidates(record: Record) -> list[Count]:
    """Every number that may be the size of the study, with all its marks."""
    title = Sentence(record.title, 0, len(record.title), Role.RESULTS)
    stated = sentences(record)
    named = [c._replace(marks=("title", *c.marks[1:])) for c in counts((title,))] + counts(stated)
    groups = [(arms, one) for one in stated for arms in (*groups_of(one), both_sexes(one)) if arms]
    values = Counter(count.value for count in named)
    company = _Company(
        named=values,
        largest=max(values, default=0),
        sums=frozenset(sum(arms) for arms, _ in groups),
        members=frozenset(member for arms, _ in groups for member in arms),
    )
    added = [
        Count(sum(arms), (_kind_of_sum(arms, one), one.role.value), _as_text(arms))
        for arms, one in groups
        if sum(arms) not in values
    ]
    return [_in_company(count, company, place=place) for place, count in enumerate(named)] + added


def _kind_of_sum(arms: tuple[int, ...], sentence: Sentence) -> str:
    is_whole = allocates(sentence) or arms == both_sexes(sentence)
    return "sum of all" if is_whole else "sum"


def _in_company(count: Count, company: _Company, *, place: int) -> Count:
    """The count with what the other numbers say of it."""
    shown = {
        "sum of groups": count.value in company.sums,
        "one of groups": count.value in company.members,
        "first": place == 0,
        "largest": count.value == company.largest,
        "again": company.named[count.value] > 1,
        "few": count.value < FEW,
    }
    return count._replace(marks=(*count.marks, *(mark for mark, holds in shown.items() if holds)))


def _points(count: Count) -> int:
    return sum(POINTS.get(mark, 0) for mark in count.marks)


def _as_text(arms: tuple[int, ...]) -> str:
    return "n = " + ", n = ".join(map(str, arms))
