"""The run as an Excel workbook: findings, evidence matrix, notes on the article, appraisals, records, searches.

Text from articles and records stays text: no cell is ever a formula, and nothing hidden is written.
"""

import io
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from review.core.presentation import (
    CERTAINTY_SYMBOLS,
    STANCE_LOOKS,
    VERDICT_LOOKS,
    pubmed_url,
    visible,
)
from review.core.run_tables import (
    APPRAISALS,
    ARTICLE_CHECKS,
    RECORDS,
    SEARCHES,
    SUMMARY_OF_FINDINGS,
)
from review.core.tables import Table, parse_list, text_of
from review.core.vocabulary import Certainty, Check, Stance, Verdict
from review.runs.evidence_matrix import lines_of, studies_in_order, wide_matrix
from review.runs.run import Run, safety_topics

LONGEST_CELL = 32_767
"""Characters an Excel cell can hold; longer text is cut and ends in an ellipsis."""

PROPERTIES = "docProps/core.xml"
WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
"""Where a workbook says when it was created and modified."""

FIRST_DAY = date(1980, 1, 1)
UNIX = 3
"""System that a zip file names as its maker, here the same on every machine."""

WIDE, MEDIUM, NARROW = 60, 24, 12
"""Column widths in characters."""

WIDE_COLUMNS = frozenset(
    [
        "statement",
        "statement_of_findings",
        "reason",
        "notes",
        "title",
        "abstract",
        "rationale",
        "query",
        "query_translation",
        "error",
    ]
)
NARROW_COLUMNS = frozenset(
    [
        "claim_id",
        "pmid",
        "n",
        "year",
        "rank",
        "step",
        "count",
        "fetched",
        "limit",
        "studies",
        "supports",
        "refutes",
        "mixed",
        "no_information",
        "n_records",
        "n_studies",
        "n_participants",
        "volume",
        "issue",
        "rationale_start",
        "rationale_end",
    ]
)
NOT_SHOWN = frozenset({"sections", "mesh", "corrections", "sha256"})
"""Columns that are structure for programs; they are in the CSV files."""

HEADER_FILL = PatternFill("solid", fgColor="FFE8ECEF")
HAIRLINE = Border(bottom=Side(style="thin", color="FFD5DADF"))
TINTS = {
    Stance.SUPPORTS: "FFCFE4F2",
    Stance.MIXED: "FFF3DFEA",
    Stance.REFUTES: "FFF8DCC8",
    Stance.NO_INFORMATION: "FFEDEEEF",
    Stance.NOT_APPLICABLE: "FFEDEEEF",
}


def write_xlsx(run: Run, path: Path) -> None:
    """Writes the run as a workbook for people; the CSV files hold the same for programs.

    The same run gives the same bytes: the workbook is dated as of the search, not of the writing.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_findings(book.create_sheet("Summary of findings"), run)
    _write_matrix(book.create_sheet("Evidence matrix"), run)
    _write_frame(book.create_sheet("About the article"), ARTICLE_CHECKS, run.article_checks)
    _write_frame(book.create_sheet("Appraisals"), APPRAISALS, run.appraisals)
    _write_frame(book.create_sheet("Records"), RECORDS, run.records)
    _write_frame(book.create_sheet("Searches"), SEARCHES, run.searches)
    packed = io.BytesIO()
    book.save(packed)
    path.write_bytes(_dated(packed, _searched_on(run)))


def _searched_on(run: Run) -> date:
    """The last day as of which was searched; the first day that a zip file can hold where it is none."""
    named = max(run.searches["searched_on"].dropna(), default="")
    try:
        return max(date.fromisoformat(named), FIRST_DAY)
    except ValueError:
        return FIRST_DAY


def _dated(packed: io.BytesIO, day: date) -> bytes:
    """The workbook with this day in place of every time at which it was written."""
    repacked = io.BytesIO()
    with ZipFile(packed) as old, ZipFile(repacked, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == PROPERTIES:
                content = WRITTEN.sub(
                    rb"\g<1>" + day.strftime("%Y-%m-%dT00:00:00Z").encode(), content
                )
            part = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            part.create_system, part.compress_type = UNIX, ZIP_DEFLATED
            new.writestr(part, content)
    return repacked.getvalue()


def put(sheet: Worksheet, row: int, column: int, value: object, *, url: str = "") -> Cell:
    """The cell at a place (from 1), set to a value.

    Text is stored as text whatever it starts with; a missing value leaves the cell empty.
    """
    cell = cast(Cell, sheet.cell(row, column))
    if value is None or pd.isna(value):
        return cell
    if isinstance(value, str):
        text = visible(value)
        cell.value = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t", "\r"))
    else:
        cell.value = value  # type: ignore[assignment]  # numbers and booleans of pandas
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if url:
        cell.hyperlink = url
        cell.font = Font(color="FF005A8C", underline="single")
    return cell


def _write_findings(sheet: Worksheet, run: Run) -> None:
    findings = run.summary_of_findings
    _write_frame(sheet, SUMMARY_OF_FINDINGS, findings)
    names = list(findings.columns)
    for place, row in enumerate(findings.to_dict("records"), start=2):
        look = VERDICT_LOOKS[Verdict(row["verdict"])]
        put(sheet, place, names.index("verdict") + 1, f"{look.symbol} {row['verdict']}")
        symbols = CERTAINTY_SYMBOLS[Certainty(row["certainty"])]
        words = f"{symbols} {row['certainty']}".strip()
        put(sheet, place, names.index("certainty") + 1, words)
    _write_noted(sheet, run, column=len(names) + 1)


def _write_noted(sheet: Worksheet, run: Run, *, column: int) -> None:
    """Two more columns beside each claim: the topics of safety it touches, and how it is worded."""
    safety = safety_topics(run)
    checks = run.article_checks
    is_wording = checks["check"] == Check.WORDING
    wording = dict(checks.loc[is_wording, ["claim_id", "result"]].itertuples(index=False))
    _write_header(sheet, ["safety", "wording"], first=column)
    for place, claim_id in enumerate(run.summary_of_findings["claim_id"], start=2):
        put(sheet, place, column, "; ".join(safety.get(claim_id, ())) or None)
        put(sheet, place, column + 1, wording.get(claim_id))
    if len(run.summary_of_findings):
        sheet.auto_filter.ref = sheet.dimensions


def _write_matrix(sheet: Worksheet, run: Run) -> None:
    matrix = run.evidence_matrix
    studies = studies_in_order(matrix)
    wide, safety = wide_matrix(matrix), safety_topics(run)
    first_pmid = {row["study_id"]: parse_list(row["pmids"])[0] for row in matrix.to_dict("records")}
    _write_header(sheet, ["claim_id", "statement", *studies["label"]])
    for column, study in enumerate(studies.to_dict("records"), start=3):
        put(sheet, 1, column, study["label"], url=pubmed_url(first_pmid[study["study_id"]]))
        put(sheet, 2, column, study["design"])
        sheet.column_dimensions[get_column_letter(column)].width = NARROW + 4
    put(sheet, 2, 2, "design")
    for place, claim in enumerate(run.summary_of_findings.to_dict("records"), start=3):
        put(sheet, place, 1, claim["claim_id"])
        topics = "; ".join(safety.get(claim["claim_id"], ()))
        put(sheet, place, 2, claim["statement"] + (f"\nSafety: {topics}" if topics else ""))
        if claim["claim_id"] in wide.index:
            _write_stances(sheet, place, wide.loc[claim["claim_id"]])
    sheet.freeze_panes = "C3"


def _write_stances(sheet: Worksheet, place: int, stances: Iterable[object]) -> None:
    for column, word in enumerate(stances, start=3):
        if text_of(word):
            stance = Stance(text_of(word))
            cell = put(sheet, place, column, f"{STANCE_LOOKS[stance].symbol} {stance.value}")
            cell.fill = PatternFill("solid", fgColor=TINTS[stance])


def _write_frame(sheet: Worksheet, table: Table, frame: pd.DataFrame) -> None:
    shown = [column for column in table.columns if column.name not in NOT_SHOWN]
    _write_header(sheet, [column.name for column in shown])
    for place, row in enumerate(frame.to_dict("records"), start=2):
        for position, column in enumerate(shown, start=1):
            value = row[column.name]
            url = pubmed_url(text_of(value)) if column.name == "pmid" else ""
            put(
                sheet,
                place,
                position,
                lines_of(value) if column.content == "list" else value,
                url=url,
            )
    sheet.freeze_panes = "B2"
    if len(frame):
        sheet.auto_filter.ref = sheet.dimensions


def _write_header(sheet: Worksheet, names: Iterable[str], *, first: int = 1) -> None:
    for column, name in enumerate(names, start=first):
        cell = put(sheet, 1, column, name)
        cell.font = Font(bold=True)
        cell.fill = HEADER_FILL
        cell.border = HAIRLINE
        sheet.column_dimensions[get_column_letter(column)].width = _width(name)


def _width(name: str) -> int:
    if name in WIDE_COLUMNS:
        return WIDE
    return NARROW if name in NARROW_COLUMNS else MEDIUM
