"""One investigation, however many records report it: group, choose the deciding record, count once.

A trial reported in two papers is one study (Cochrane Handbook v6, section 4.6.2): its participants
are counted once and one of its records speaks for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.core.errors import InputError
from review.core.models import Appraisal
from review.core.vocabulary import LABORATORY, SYNTHESES, Design, Directness, Finding, Stance

ANECDOTAL = frozenset({Design.CASE_SERIES, Design.CASE_REPORT})
"""Reports of single people or of a series without anyone to compare with."""

CONTROLLED = SYNTHESES | {
    Design.RANDOMISED_TRIAL,
    Design.NON_RANDOMISED_TRIAL,
    Design.SECONDARY_ANALYSIS,
    Design.COHORT,
    Design.CASE_CONTROL,
    Design.CROSS_SECTIONAL,
}
"""Designs that are more than single cases and more than a retelling."""

SECONDARY = frozenset({Design.NARRATIVE_REVIEW, Design.GUIDELINE})
"""Sources that retell studies without a systematic search of their own."""

DESIGN_RANK = {design: rank for rank, design in enumerate(Design)}
"""The order of the closed list: syntheses first, notices last."""


@dataclass(frozen=True)
class Study:
    """One investigation as the synthesis sees it.

    `deciding` is the appraisal of the record that speaks for the study; `pmids` are its included
    records, the deciding one first; `n` participants; `year` when it
    was first reported (a synthesis: the version that decides).
    """

    study_id: str
    deciding: Appraisal
    pmids: tuple[str, ...]
    n: int | None
    year: int | None

    @property
    def pmid(self) -> str:
        """PMID of the deciding record."""
        return self.deciding.pmid

    @property
    def is_direct(self) -> bool:
        """Whether it answers the claim's own question."""
        return self.deciding.directness is Directness.DIRECT

    @property
    def is_synthesis(self) -> bool:
        """Whether it gathers other studies."""
        return self.deciding.design in SYNTHESES

    @property
    def is_laboratory(self) -> bool:
        """Whether it was done on animals, tissue or cells."""
        return self.deciding.design in LABORATORY

    @property
    def is_anecdotal(self) -> bool:
        """Whether it is a case report or a case series."""
        return self.deciding.design in ANECDOTAL

    @property
    def informs(self) -> bool:
        """Whether it says anything on the claim's outcome."""
        return informs(self.deciding)


def informs(appraisal: Appraisal) -> bool:
    """Whether a record takes a stance or, for a claim without direction, has a finding."""
    if appraisal.stance is Stance.NOT_APPLICABLE:
        return appraisal.finding is not Finding.NOT_REPORTED
    return appraisal.stance is not Stance.NO_INFORMATION


def gather(appraisals: Iterable[Appraisal]) -> tuple[Study, ...]:
    """The studies that the records report, ordered by study id.

    Raises:
        InputError: an appraisal has neither a study id nor a PMID to be counted by.
    """
    groups: dict[str, list[Appraisal]] = defaultdict(list)
    for appraisal in appraisals:
        groups[_study_id(appraisal)].append(appraisal)
    return tuple(_study(name, groups[name]) for name in sorted(groups))


def pmid_order(pmid: str) -> tuple[int, str]:
    """Sort key that puts PMIDs in numerical order."""
    return len(pmid), pmid


def participants(studies: Iterable[Study]) -> int | None:
    """Participants of several studies, each study once; None when no study gives a number."""
    known = [study.n for study in studies if study.n is not None]
    return sum(known) if known else None


def source_class(studies: Iterable[Study]) -> str:
    """The strongest kind of source among studies; a guideline comes after syntheses. Empty for none."""
    return str(min((s.deciding.design for s in studies), key=_source_strength, default=""))


def _source_strength(design: Design) -> float:
    after_syntheses = DESIGN_RANK[Design.SYSTEMATIC_REVIEW] + 0.5
    return after_syntheses if design is Design.GUIDELINE else DESIGN_RANK[design]


def _study_id(appraisal: Appraisal) -> str:
    name = appraisal.study_id or appraisal.pmid
    if not name:
        raise InputError(
            f"An appraisal for claim {appraisal.claim_id!r} has neither a study id nor a PMID; "
            "give it one, so that its study is counted once."
        )
    return name


def _study(name: str, appraisals: Sequence[Appraisal]) -> Study:
    ordered = appraisals
    if len(appraisals) > 1:
        ordered = sorted(appraisals, key=_precedence)
    deciding = ordered[0]
    return Study(
        study_id=name,
        deciding=deciding,
        pmids=tuple(dict.fromkeys(item.pmid for item in ordered)),
        n=_participants(ordered),
        year=_study_year(ordered),
    )


def _study_year(ordered: Sequence[Appraisal]) -> int | None:
    """When the study was first reported; for a synthesis, the year of the version that decides.

    A later report does not make a trial newer, but a review that was updated gathers what came
    out before its update.
    """
    deciding = ordered[0]
    if deciding.design in SYNTHESES:
        return deciding.year
    years = [item.year for item in ordered if informs(item) == informs(deciding)]
    return min((year for year in years if year is not None), default=None)


def _precedence(
    appraisal: Appraisal,
) -> tuple[bool, bool, int, int, tuple[int, str], str]:
    """Informative before silent, direct, stronger design, newest, then by PMID and rule."""
    return (
        not informs(appraisal),
        appraisal.directness is not Directness.DIRECT,
        DESIGN_RANK[appraisal.design],
        -(appraisal.year or 0),
        pmid_order(appraisal.pmid),
        appraisal.rule,
    )


def _participants(ordered: Sequence[Appraisal]) -> int | None:
    """The deciding record's number; else the largest of the records that speak as it does.

    A silent report of the study adds no participants: those it counts need not be those analysed.
    """
    deciding = ordered[0]
    if deciding.n is not None:
        return deciding.n
    alike = [item.n for item in ordered if informs(item) == informs(deciding)]
    return max((n for n in alike if n is not None), default=None)
