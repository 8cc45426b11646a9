"""Appraisals as the table `appraisals`, and back."""

from collections.abc import Iterable

import pandas as pd

from review.core.models import Appraisal
from review.core.run_tables import APPRAISALS
from review.core.tables import parse_list, text_of
from review.core.vocabulary import (
    Certainty,
    ComparatorKind,
    Design,
    Directness,
    Finding,
    Measure,
    Stance,
)


def appraisals_frame(appraisals: Iterable[Appraisal]) -> pd.DataFrame:
    """The appraisals as the table `appraisals`, in the order given."""
    columns = APPRAISALS.column_names
    return APPRAISALS.build({name: getattr(one, name) for name in columns} for one in appraisals)


def appraisals_from(frame: pd.DataFrame) -> list[Appraisal]:
    """The appraisals in a table `appraisals`: exactly those it was made from."""
    return [_appraisal(row) for row in APPRAISALS.check(frame).to_dict("records")]


def _appraisal(row: dict[str, object]) -> Appraisal:
    return Appraisal(
        claim_id=text_of(row["claim_id"]),
        pmid=text_of(row["pmid"]),
        design=Design(text_of(row["design"])),
        is_randomised=bool(row["is_randomised"]),
        design_signal=text_of(row["design_signal"]),
        n=_whole(row["n"]),
        studies=_whole(row["studies"]),
        comparator=text_of(row["comparator"]),
        comparator_kind=ComparatorKind(text_of(row["comparator_kind"])),
        directness=Directness(text_of(row["directness"])),
        directness_reason=text_of(row["directness_reason"]),
        finding=Finding(text_of(row["finding"])),
        stance=Stance(text_of(row["stance"])),
        rationale=text_of(row["rationale"]),
        rationale_start=_whole(row["rationale_start"]),
        rationale_end=_whole(row["rationale_end"]),
        rationale_in=text_of(row["rationale_in"]),
        rule=text_of(row["rule"]),
        condition=text_of(row["condition"]),
        outcomes=tuple(parse_list(row["outcomes"])),
        appraiser=text_of(row["appraiser"]),
        study_id=text_of(row["study_id"]),
        effect_measure=Measure(measure) if (measure := text_of(row["effect_measure"])) else None,
        effect=_decimal(row["effect"]),
        effect_low=_decimal(row["effect_low"]),
        effect_high=_decimal(row["effect_high"]),
        p_value=text_of(row["p_value"]),
        dose=text_of(row["dose"]),
        duration=text_of(row["duration"]),
        year=_whole(row["year"]),
        first_author=text_of(row["first_author"]),
        is_blinded=not pd.isna(row["is_blinded"]) and bool(row["is_blinded"]),
        stated_certainty=Certainty(level) if (level := text_of(row["stated_certainty"])) else None,
    )


def _decimal(cell: object) -> float | None:
    return None if pd.isna(cell) else float(str(cell))


def _whole(cell: object) -> int | None:
    return None if pd.isna(cell) else int(str(cell))
