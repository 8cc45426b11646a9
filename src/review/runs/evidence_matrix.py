"""The evidence matrix: claims by studies, as a long frame, as a wide one and as a workbook."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from review.core.errors import InputError
from review.core.models import JudgedStudy, Judgement
from review.core.presentation import design_group, shortened
from review.core.run_tables import EVIDENCE_MATRIX
from review.core.tables import parse_list, text_of
from review.core.vocabulary import Stance

LABEL_LENGTH = 40
"""Longest name in a label; collective names are cut to it."""

COPIED = ("design", "directness", "finding", "stance")
"""Columns taken over from the appraisal that decides for a study."""

MOST_INITIALS = 4
"""A last word of so many capitals after a name is taken for initials."""


def evidence_matrix(
    appraisals: pd.DataFrame, records: pd.DataFrame, judgements: Mapping[str, Judgement]
) -> pd.DataFrame:
    """One row per claim and study, in the table `evidence_matrix`.

    A study stands as it was judged: its deciding record first, with the number of participants that
    the synthesis counts. Within a claim, studies stand by kind of design, then newest first.

    Args:
        appraisals: the table `appraisals`.
        records: the table `records`; holds every appraised PMID.
        judgements: by claim id, what was judged, with its studies.

    Raises:
        InputError: an appraised claim has no judgement, an appraised record is missing, or a claim
            was judged with other records than those appraised.
    """
    known = records[["pmid", "authors", "journal", "year"]].to_dict("records")
    by_pmid = {str(row["pmid"]): row for row in known}
    missing = sorted(set(appraisals["pmid"]) - set(by_pmid))
    if missing:
        raise InputError(
            f"Record {missing[0]} is appraised but is not among the records; run the search again."
        )
    labels = study_labels(_label_after(judgements), by_pmid)
    rows: list[dict[str, object]] = []
    for claim_id, of_claim in appraisals.groupby("claim_id", sort=False):
        if claim_id not in judgements:
            raise InputError(f"Claim {claim_id} is appraised but not judged; judge every claim.")
        rows += _rows_of_claim(of_claim, by_pmid, labels, judgements[str(claim_id)])
    return EVIDENCE_MATRIX.build(rows)


def study_labels(
    deciding: Mapping[str, str], by_pmid: Mapping[str, Mapping[str, object]]
) -> dict[str, str]:
    """Label of each study id: first author and year of a record, `a`, `b` where two labels agree.

    Args:
        deciding: study id to the PMID of the record it is labelled after.
        by_pmid: rows of the table `records`.
    """
    same: dict[str, list[str]] = defaultdict(list)
    for study_id in sorted(deciding, key=lambda name: (_pmid_order(deciding[name]), name)):
        same[author_year(by_pmid[deciding[study_id]])].append(study_id)
    return {
        study_id: label + (_letters(place) if len(studies) > 1 else "")
        for label, studies in same.items()
        for place, study_id in enumerate(studies)
    }


def author_year(record: Mapping[str, object]) -> str:
    """`Gowing 2016` from a row of the table `records`.

    The journal stands in for authors a record does not name, and the PMID for both.
    """
    authors = [*parse_list(record["authors"]), text_of(record["journal"])]
    first = authors[0] or f"PMID {record['pmid']}"
    surname, _, initials = first.rpartition(" ")
    is_person = surname and authors[1:] and initials.isupper() and len(initials) <= MOST_INITIALS
    year = record["year"]
    name = shortened(surname if is_person else first, LABEL_LENGTH)
    return f"{name} {'undated' if pd.isna(year) else int(str(year))}"


def wide_matrix(matrix: pd.DataFrame) -> pd.DataFrame:
    """Stance words with one row per claim and one column per study id, in `matrix` order of studies.

    Cells are empty where a study does not bear on a claim.
    """
    wide = matrix.pivot_table(
        index="claim_id", columns="study_id", values="stance", aggfunc="first", sort=False
    )
    return wide.reindex(columns=list(studies_in_order(matrix)["study_id"]))


def studies_in_order(matrix: pd.DataFrame) -> pd.DataFrame:
    """Each study once (study_id, label, year, design, n, group, rank), strongest kind of design first.

    A study appraised differently for two claims is shown by its first row.
    """
    studies = matrix.drop_duplicates("study_id")[["study_id", "label", "year", "design", "n"]]
    groups = [design_group(design) for design in studies["design"]]
    studies = studies.assign(group=[g.name for g in groups], rank=[g.rank for g in groups])
    return studies.sort_values(
        ["rank", "year", "label", "study_id"], ascending=[False, False, True, True]
    ).reset_index(drop=True)


def telling_studies(matrix: pd.DataFrame) -> pd.DataFrame:
    """The rows of the studies that report on the outcome of at least one claim; all rows where none does."""
    tells = matrix["stance"] != Stance.NO_INFORMATION
    named = set(matrix.loc[tells, "study_id"])
    return matrix[matrix["study_id"].isin(named)] if named else matrix


def _label_after(judgements: Mapping[str, Judgement]) -> dict[str, str]:
    """The record each study is labelled after: its newest one that decides for any claim."""
    after: dict[str, str] = {}
    for judgement in judgements.values():
        for study in judgement.studies:
            pmid = study.pmids[0]
            known = after.get(study.study_id, pmid)
            after[study.study_id] = max(known, pmid, key=_pmid_order)
    return after


def _rows_of_claim(
    of_claim: pd.DataFrame,
    by_pmid: Mapping[str, Mapping[str, object]],
    labels: Mapping[str, str],
    judgement: Judgement,
) -> Iterable[dict[str, object]]:
    needed = of_claim[["pmid", *COPIED]].to_dict("records")
    appraised = {str(row["pmid"]): row for row in needed}
    judged = {pmid for study in judgement.studies for pmid in study.pmids}
    if judged != set(appraised):
        odd = sorted(judged ^ set(appraised))[0]
        raise InputError(
            f"Record {odd} of claim {judgement.claim_id} is either appraised or judged but not both; "
            "judge the claim with exactly its appraisals."
        )
    shown = dict(judgement.not_counted)
    rows = [
        {
            **_row_of_study(study, appraised, by_pmid, labels, judgement),
            "not_counted_reason": shown.get(study.pmids[0]),
        }
        for study in judgement.studies
    ]
    return sorted(rows, key=_study_order)


def _row_of_study(
    study: JudgedStudy,
    appraised: Mapping[str, Mapping[str, object]],
    by_pmid: Mapping[str, Mapping[str, object]],
    labels: Mapping[str, str],
    judgement: Judgement,
) -> dict[str, object]:
    pmid = study.pmids[0]
    deciding, year = appraised[pmid], by_pmid[pmid]["year"]
    return {
        **{name: deciding[name] for name in COPIED},
        "claim_id": judgement.claim_id,
        "study_id": study.study_id,
        "year": None if pd.isna(year) else year,
        "n": study.n,
        "pmids": list(study.pmids),
        "label": labels[study.study_id],
        "counted": pmid in judgement.counted,
    }


def _study_order(row: Mapping[str, object]) -> tuple[object, ...]:
    rank = -design_group(str(row["design"])).rank
    return (rank, _newest_first(row["year"]), str(row["label"]), str(row["study_id"]))


def _newest_first(year: object) -> int:
    return 0 if year is None or pd.isna(year) else -int(str(year))


def _pmid_order(pmid: str) -> tuple[int, str]:
    """PMIDs by number, whatever their length."""
    return (len(pmid), pmid)


def _letters(place: int) -> str:
    """a, b, ..., z, aa, ab, ... for 0, 1, ..., 25, 26, 27, ..."""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    before, here = divmod(place, len(alphabet))
    return (_letters(before - 1) if before else "") + alphabet[here]


def lines_of(cell: object) -> str:
    """The entries of a list cell as one text, one to a line."""
    return "\n".join(str(entry) for entry in parse_list(cell))
