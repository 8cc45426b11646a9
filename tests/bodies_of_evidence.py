"""Small bodies of evidence for tests: one line a study. The PMIDs cannot exist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from review.core.models import Appraisal, Claim, Judgement, Record
from review.core.vocabulary import (
    SYNTHESES,
    ComparatorKind,
    Design,
    Direction,
    Directness,
    Finding,
    Kind,
    Stance,
)
from review.reading.rating_signals import is_blinded, stated_certainty
from review.synthesis.verdict import judge

FIRST_PMID = 90000001

EFFECTS = {
    "for": (Stance.SUPPORTS, Finding.DECREASED),
    "against": (Stance.REFUTES, Finding.INCREASED),
    "null": (Stance.REFUTES, Finding.NO_CLEAR_DIFFERENCE),
    "equal": (Stance.SUPPORTS, Finding.NO_CLEAR_DIFFERENCE),
    "mixed": (Stance.MIXED, Finding.MIXED),
    "asked": (Stance.NOT_APPLICABLE, Finding.DECREASED),
    "silent": (Stance.NO_INFORMATION, Finding.NOT_REPORTED),
}
"""What a study shows, for a claim that something decreases."""

DESIGNS = {
    "blinded trial": Design.RANDOMISED_TRIAL,
    "open trial": Design.RANDOMISED_TRIAL,
    "synthesis of trials": Design.META_ANALYSIS,
}
"""Short names; any other name is the design's own."""


@dataclass(frozen=True)
class Line:
    """One record: what it shows, its design, participants and whatever else matters."""

    shows: str
    design: str = "blinded trial"
    n: int | None = 150
    year: int | None = 2010
    indirect: str = ""
    condition: str = ""
    rationale: str = "Scores fell."
    studies: int | None = None
    comparator: ComparatorKind = ComparatorKind.PLACEBO
    study: str = ""
    finding: Finding | None = None
    abstract: str = ""
    author: str = ""
    outcomes: tuple[str, ...] = ()
    extra: dict[str, object] = field(default_factory=dict)


def claim(
    statement: str = "The drug reduces withdrawal", kind: Kind = Kind.EFFICACY, **parts: object
) -> Claim:
    """A claim about a drug; `parts` are further fields of the claim."""
    fields: dict[str, object] = {
        "population": "adults",
        "intervention": "the drug",
        "outcome": "withdrawal severity",
        "direction": Direction.DECREASES,
    }
    return Claim("T01", statement, kind, **{**fields, **parts})  # type: ignore[arg-type]


def appraisals(lines: Iterable[Line]) -> list[Appraisal]:
    """The appraisals of the lines, PMIDs counted up from one that cannot exist."""
    return [_appraisal(FIRST_PMID + place, line) for place, line in enumerate(lines)]


def records(lines: Iterable[Line]) -> dict[str, Record]:
    """The records of the lines, by PMID."""
    return {
        str(FIRST_PMID + place): _record(FIRST_PMID + place, line)
        for place, line in enumerate(lines)
    }


def judged(
    asked: Claim, lines: Sequence[Line], *, found: int = 50, failed: bool = False
) -> Judgement:
    """The judgement of a claim on these lines."""
    return judge(
        asked, appraisals(lines), records=records(lines), n_found=found, search_failed=failed
    )


def _appraisal(pmid: int, line: Line) -> Appraisal:
    stance, finding = EFFECTS[line.shows]
    design = DESIGNS.get(line.design) or Design(line.design)
    record = _record(pmid, line)
    return Appraisal(
        claim_id="T01",
        pmid=str(pmid),
        design=design,
        is_randomised=line.design in DESIGNS,
        design_signal="title",
        n=line.n,
        studies=line.studies,
        comparator="",
        comparator_kind=line.comparator,
        directness=Directness.INDIRECT if line.indirect else Directness.DIRECT,
        directness_reason=line.indirect,
        finding=line.finding or finding,
        stance=stance,
        rationale=line.rationale,
        rationale_start=0,
        rationale_end=len(line.rationale),
        rationale_in="abstract",
        rule="test",
        condition=line.condition,
        outcomes=line.outcomes,
        year=line.year,
        first_author=record.authors[0],
        is_blinded=is_blinded(record),
        stated_certainty=(
            stated_certainty(line.rationale, record.abstract) if design in SYNTHESES else None
        ),
        study_id=line.study or f"S{pmid}",
    )


def _record(pmid: int, line: Line) -> Record:
    blinding = "A double-blind trial. " if line.design == "blinded trial" else ""
    return Record(
        title="A study",
        abstract=blinding + line.abstract,
        pmid=str(pmid),
        year=line.year,
        authors=(line.author or f"Author {pmid}",),
        **line.extra,  # type: ignore[arg-type]
    )
