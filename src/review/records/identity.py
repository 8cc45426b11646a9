"""Which records report the same investigation, so that it is counted once.

Source: Cochrane Handbook 4.6.2, multiple reports of one study. The rules are conservative: records
that are only possibly the same study stay apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from review.core.models import Record
from review.records.traits import COCHRANE, Traits, author_key, traits_of

YEARS_APART = 2
"""Reports of one trial by the same group appear within this many years."""

SECONDARY_YEARS_APART = 6
"""A secondary analysis appears within this many years of its trial."""

LEAST_WORDS = 3
"""Fewer title words than this, without words on method, cannot identify a study."""

LEAST_FIGURES = 3
"""As many figures of two abstracts must agree, beside the number of participants."""

LEAST_AUTHORS = 2
"""As many authors must a secondary analysis share with its trial."""

ANALYSED_SHARE = 0.9
"""A secondary analysis covers at least this share of its trial's participants."""

VERSION_LINKS = frozenset(
    [
        "CorrectedandRepublishedFrom",
        "CorrectedandRepublishedIn",
        "RepublishedFrom",
        "RepublishedIn",
        "RetractedandRepublishedFrom",
        "RetractedandRepublishedIn",
        "UpdateIn",
        "UpdateOf",
    ]
)
"""Links between versions of one publication. Comments, errata and notices are not versions."""


def study_ids(records: Iterable[Record]) -> dict[str, str]:
    """The study each record reports, by PMID: `S` and the smallest PMID among its records.

    The order of the records does not matter. The rules are those of `why_same`.
    """
    traits = [traits_of(record) for record in records]
    leader = {each.record.pmid: each.record.pmid for each in traits}
    for one, other in _candidates(traits):
        if why_same(one, other):
            _join(leader, one.record.pmid, other.record.pmid)
    return {pmid: f"S{_leader_of(leader, pmid)}" for pmid in leader}


def why_same(one: Traits, other: Traits) -> str:
    """Why two records report one investigation; empty where nothing shows that they do."""
    return next((reason for reason, holds in RULES.items() if holds(one, other)), "")


def _one_trial(one: Traits, other: Traits) -> bool:
    """Whether both carry one trial registration number, as the number of their own trial."""
    return bool(one.registrations & other.registrations)


def _one_review(one: Traits, other: Traits) -> bool:
    """Whether both are versions of one Cochrane review, or one its publication in a journal."""
    if one.cochrane_id and other.cochrane_id:
        return one.cochrane_id == other.cochrane_id
    return (
        COCHRANE in (one.record.journal, other.record.journal)
        and one.words == other.words
        and len(one.words) >= LEAST_WORDS
        and _first_author(one) == _first_author(other) != ""
    )


def _linked(one: Traits, other: Traits) -> bool:
    """Whether PubMed links one record to the other as a version of it."""
    return other.record.pmid in _versions(one.record) or one.record.pmid in _versions(other.record)


def _versions(record: Record) -> set[str]:
    links = [link.pmid for link in record.corrections if link.ref_type in VERSION_LINKS]
    return {pmid for pmid in links if pmid != record.pmid} - {""}


def _two_reports(one: Traits, other: Traits) -> bool:
    """Whether both are reports of one trial: same people, same subject, same group.

    Where a record hides authors, the same journal, a comparison in both titles and agreeing figures
    stand in for a shared author.
    """
    if not _same_people(one, other) or not _same_subject(one, other):
        return False
    hidden = not (_knows_authors(one.record) and _knows_authors(other.record))
    same_journal = one.record.journal == other.record.journal != ""
    figures = (one.figures & other.figures) - {one.size}
    compared = one.is_comparison and other.is_comparison
    stand_in = hidden and same_journal and compared and len(figures) >= LEAST_FIGURES
    return bool(one.authors & other.authors) or stand_in


def _same_figures(one: Traits, other: Traits) -> bool:
    """Whether both give the same measurements of the same people by a common author."""
    figures = one.distinctive_figures, other.distinctive_figures
    shared, fewer = figures[0] & figures[1], min(map(len, figures))
    agree = len(shared) >= LEAST_FIGURES and 2 * len(shared) >= fewer
    return agree and bool(one.authors & other.authors) and _same_people(one, other)


def _secondary(one: Traits, other: Traits) -> bool:
    """Whether one record is a secondary analysis of the trial that the other reports."""
    return _analyses(one, other) or _analyses(other, one)


def _analyses(one: Traits, other: Traits) -> bool:
    """Whether the first record calls itself a secondary analysis and fits the trial of the second."""
    if not one.is_secondary or one.is_synthesis or other.is_synthesis or one.size is None:
        return False
    whole = other.size_from(one.size)
    covered = whole is not None and ANALYSED_SHARE * whole <= one.size
    return (
        covered
        and len(one.authors & other.authors) >= LEAST_AUTHORS
        and len(one.words & other.words) >= LEAST_WORDS
        and _years_apart(other, one, 0, SECONDARY_YEARS_APART)
    )


def _same_people(one: Traits, other: Traits) -> bool:
    """Whether neither gathers studies, and both speak of as many people at about the same time."""
    return (
        not (one.is_synthesis or other.is_synthesis)
        and one.size is not None
        and one.size == other.size
        and _years_apart(one, other, -YEARS_APART, YEARS_APART)
    )


def _years_apart(earlier: Traits, later: Traits, least: int, most: int) -> bool:
    first, second = earlier.record.year, later.record.year
    return first is not None and second is not None and least <= second - first <= most


def _same_subject(one: Traits, other: Traits) -> bool:
    """Whether one title says nothing of its subject that the other does not say too."""
    fewer = min(one.words, other.words, key=len)
    return len(fewer) >= LEAST_WORDS and fewer == one.words & other.words


def _knows_authors(record: Record) -> bool:
    return record.authors_complete and bool(record.authors)


def _first_author(each: Traits) -> str:
    return author_key(each.record.authors[0]) if each.record.authors else ""


RULES: dict[str, Callable[[Traits, Traits], bool]] = {
    "same trial registration": _one_trial,
    "versions of one Cochrane review": _one_review,
    "linked as versions by PubMed": _linked,
    "same group, participants, comparison and dates": _two_reports,
    "same authors, participants, figures and dates": _same_figures,
    "secondary analysis of the same trial": _secondary,
}
"""Every reason for which two records count as one study, in the order in which it is given."""


def _candidates(traits: list[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """Pairs that could be one study: those that agree in what some rule demands."""
    blocks: dict[tuple[object, ...], list[Traits]] = defaultdict(list)
    for each in traits:
        for key in _keys(each):
            blocks[key].append(each)
    for block in blocks.values():
        yield from combinations(block, 2)


def _keys(each: Traits) -> Iterator[tuple[object, ...]]:
    yield from (("registration", number) for number in each.registrations)
    yield from (("review", each.cochrane_id) for _ in each.cochrane_id[:1])
    if len(each.words) >= LEAST_WORDS:
        yield ("title", each.words)
    yield ("version", each.record.pmid)
    yield from (("version", pmid) for pmid in _versions(each.record))
    if each.size is not None and not each.is_synthesis:
        yield ("journal", each.record.journal, each.size)
    yield from (("author", author) for author in each.authors)


def _join(leader: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_leader_of(leader, one), _leader_of(leader, other)), key=_as_number)
    leader[second] = first


def _leader_of(leader: dict[str, str], pmid: str) -> str:
    while leader[pmid] != pmid:
        pmid = leader[pmid]
    return pmid


def _as_number(pmid: str) -> tuple[int, str]:
    return len(pmid), pmid
