"""The evidence matrix: claims by studies, as a long frame, as a wide one and as a workbook."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from review.errors import InputError
from review.models import Judgement
from review.presentation import design_group, shortened
from review.run_tables import EVIDENCE_MATRIX
from review.tables import parse_list, text_of
from review.vocabulary import Directness, Stance

LABEL_LENGTH = 40
"""Longest name in a label; collective names are cut to it."""

MOST_INITIALS = 4
"""A last word of so many capitals after a name is taken for initials."""

INFORMATIVE = (Stance.SUPPORTS, Stance.REFUTES, Stance.MIXED)


def evidence_matrix(
    appraisals: pd.DataFrame, records: pd.DataFrame, judgements: Mapping[str, Judgement]
) -> pd.DataFrame:
    """One row per claim and study, in the table `evidence_matrix`.

    A study with several records shows its deciding one first: a counted record before others, one
    with a stance before a silent one, direct before indirect, stronger kinds of design and newer
    records first. Within a claim, studies stand by kind of design, then newest first.

    Args:
        appraisals: the table `appraisals`.
        records: the table `records`; holds every appraised PMID.
        judgements: by claim id, what was judged; its `counted` and `not_counted` are read.

    Raises:
        InputError: an appraised claim has no judgement or an appraised record is missing.
    """
    by_pmid = {str(row["pmid"]): row for row in records.to_dict("records")}
    missing = sorted(set(appraisals["pmid"]) - set(by_pmid))
    if missing:
        raise InputError(
            f"Record {missing[0]} is appraised but is not among the records; run the search again."
        )
    labels = study_labels(appraisals, by_pmid)
    rows: list[dict[str, object]] = []
    for claim_id, of_claim in appraisals.groupby("claim_id", sort=False):
        if claim_id not in judgements:
            raise InputError(f"Claim {claim_id} is appraised but not judged; judge every claim.")
        rows += _rows_of_claim(of_claim, by_pmid, labels, judgements[str(claim_id)])
    return EVIDENCE_MATRIX.build(rows)


def study_labels(
    appraisals: pd.DataFrame, by_pmid: Mapping[str, Mapping[str, object]]
) -> dict[str, str]:
    """Label of each study id: first author and year of its earliest PMID, `a`, `b` where two agree."""
    earliest: dict[str, str] = {}
    for study_id, pmid in zip(appraisals["study_id"], appraisals["pmid"], strict=True):
        known = earliest.get(study_id)
        earliest[study_id] = pmid if known is None else min(pmid, known, key=_pmid_order)
    same: dict[str, list[str]] = defaultdict(list)
    for study_id in sorted(earliest, key=lambda name: (_pmid_order(earliest[name]), name)):
        same[author_year(by_pmid[earliest[study_id]])].append(study_id)
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


def _rows_of_claim(
    of_claim: pd.DataFrame,
    by_pmid: Mapping[str, Mapping[str, object]],
    labels: Mapping[str, str],
    judgement: Judgement,
) -> Iterable[dict[str, object]]:
    studies: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in of_claim.to_dict("records"):
        studies[row["study_id"]].append({**row, "year": by_pmid[row["pmid"]]["year"]})
    rows = [
        _row_of_study(sorted(reports, key=lambda r: _deciding(r, judgement)), labels, judgement)
        for reports in studies.values()
    ]
    return sorted(rows, key=_study_order)


def _row_of_study(
    reports: list[dict[str, object]], labels: Mapping[str, str], judgement: Judgement
) -> dict[str, object]:
    deciding = reports[0]
    pmid = str(deciding["pmid"])
    copied = ("claim_id", "study_id", "year", "design", "n", "directness", "finding", "stance")
    return {
        **{name: None if pd.isna(deciding[name]) else deciding[name] for name in copied},
        "pmids": [str(report["pmid"]) for report in reports],
        "label": labels[str(deciding["study_id"])],
        "counted": pmid in judgement.counted,
        "not_counted_reason": dict(judgement.not_counted).get(pmid),
    }


def _deciding(report: Mapping[str, object], judgement: Judgement) -> tuple[object, ...]:
    """Sort key: the record that decides for its study comes first."""
    return (
        report["pmid"] not in judgement.counted,
        report["stance"] not in INFORMATIVE,
        report["directness"] != Directness.DIRECT,
        -design_group(str(report["design"])).rank,
        _newest_first(report["year"]),
        _pmid_order(str(report["pmid"])),
    )


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
