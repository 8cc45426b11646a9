"""What tells one investigation from another, as far as a citation and an abstract show it."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from review.core.models import Record
from review.records.counts import figures_in, people_counts
from review.records.registrations import registry_of

COCHRANE = "Cochrane Database Syst Rev"

SYNTHESIS_TYPES = frozenset(
    {"Meta-Analysis", "Review", "Systematic Review", "Network Meta-Analysis"}
)

GENERIC_WORDS = frozenset(
    {
        "a", "after", "among", "an", "and", "are", "as", "assessment", "at", "before", "between",
        "blind", "blinded", "by", "center", "centre", "clinical", "comparative", "compared",
        "comparing", "comparison", "comparisons", "control", "controlled", "cross", "crossover",
        "double", "dummy", "during", "effect", "effectiveness", "effects", "efficacy", "evaluation",
        "finding", "findings", "for", "from", "group", "in", "into", "is", "its", "label",
        "management", "managing", "multi", "multicenter", "multicentre", "of", "on", "open", "or",
        "over", "parallel", "patient", "patients", "people", "pilot", "placebo", "preliminary",
        "prospective", "randomisation", "randomised", "randomization", "randomized", "report",
        "result", "results", "retrospective", "safe", "safety", "single", "site", "studies", "study",
        "subject", "subjects", "the", "therapy", "to", "treated", "treating", "treatment", "trial",
        "trials", "triple", "use", "using", "versus", "vs", "with", "without",
    }
)  # fmt: skip
"""Title words that say how a study was done, not what it was about."""

STOCK_FIGURES = frozenset({0.0001, 0.001, 0.01, 0.05, 0.1, 0.5, 100.0})
"""Figures that stand in abstracts of any study: limits of significance and the like."""

LARGE = 100

_COCHRANE_ID = re.compile(r"\bCD\d{6}\b", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:versus|vs|compared with|comparison|comparing)\b", re.IGNORECASE)
_SECONDARY = re.compile(
    r"\b(?:secondary|post[- ]hoc|exploratory) (?:data )?analys[ei]s\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Traits:
    """What a record shows of the investigation behind it."""

    record: Record
    authors: frozenset[str]
    registrations: frozenset[str]
    cochrane_id: str
    words: frozenset[str]
    counts: frozenset[int]
    figures: frozenset[float]
    is_synthesis: bool
    is_secondary: bool
    is_comparison: bool

    @cached_property
    def size(self) -> int | None:
        """The largest number of people the record speaks of."""
        return max(self.counts, default=None)

    def size_from(self, least: int) -> int | None:
        """The smallest number of people from `least` up, named or the sum of two that are: a trial
        may be given by its parts. None where all are smaller.
        """
        ordered = sorted(self.counts)
        found = [size for size in ordered if size >= least][:1]
        for place, size in enumerate(ordered):
            other = bisect_left(ordered, least - size, place + 1)
            found += [size + another for another in ordered[other : other + 1]]
        return min(found, default=None)

    @cached_property
    def distinctive_figures(self) -> frozenset[float]:
        """Figures unlikely to agree by chance: from 100 up, or with decimals; not the size."""
        known = STOCK_FIGURES | {self.size}
        return frozenset(f for f in self.figures - known if f >= LARGE or f != int(f))


def traits_of(record: Record) -> Traits:
    """The traits of one record; only its title, abstract and citation are read."""
    text = f"{record.title}. {record.abstract}"
    return Traits(
        record=record,
        authors=frozenset(map(author_key, record.authors)),
        registrations=own_registrations(record),
        cochrane_id=cochrane_id(record),
        words=title_words(record.title),
        counts=people_counts(text),
        figures=figures_in(record.abstract),
        is_synthesis=is_synthesis(record),
        is_secondary=bool(_SECONDARY.search(text)),
        is_comparison=bool(_COMPARES.search(record.title)),
    )


def author_key(name: str) -> str:
    """Family name and first initial, in lower case: `Gowing LR` and `Gowing L` are one."""
    family, _, initials = name.rpartition(" ")
    return f"{family} {initials[:1]}".lower() if family else name.lower()


def own_registrations(record: Record) -> frozenset[str]:
    """Registration numbers that can only be the record's own trial.

    A review, or a record that names two numbers of one registry, speaks of several trials.
    """
    numbers = frozenset(number.upper() for number in record.registrations)
    registries = [registry_of(number) for number in numbers]
    several = len(registries) != len(set(registries))
    return frozenset() if several or is_synthesis(record) else numbers


def is_synthesis(record: Record) -> bool:
    """Whether the record gathers other studies, by its types, journal or title."""
    title = record.title.lower()
    named = any(words in title for words in ("systematic review", "meta-analysis", "metaanalysis"))
    return (
        named or record.journal == COCHRANE or bool(SYNTHESIS_TYPES & {*record.publication_types})
    )


def cochrane_id(record: Record) -> str:
    """`CD` number of a Cochrane review, the same for all its versions; empty for other records."""
    found = _COCHRANE_ID.search(record.doi) or (
        _COCHRANE_ID.search(record.pages) if record.journal == COCHRANE else None
    )
    return found.group().upper() if found else ""


def title_words(title: str) -> frozenset[str]:
    """Words of a title that say what the study was about, without plural endings."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return frozenset(
        word.removesuffix("s") for word in words if word not in GENERIC_WORDS and len(word) > 1
    )
