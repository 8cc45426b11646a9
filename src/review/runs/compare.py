"""What changed between two runs of the same claims, and why, as far as their tables show.

For a living review: search again, run again, read only what moved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from review.core.run_tables import (
    APPRAISALS,
    CERTAINTY,
    CLAIMS,
    RECORDS,
    SCREENING,
    SUMMARY_OF_FINDINGS,
)
from review.core.tables import Column, Table, text_of
from review.core.vocabulary import ScreeningDecision

CHANGES = Table(
    "changes",
    "One row per difference between two runs: what it is, from what to what, and why.",
    (
        Column("what", "text", "What changed: a claim, a verdict, a certainty, ...", required=True),
        Column("claim_id", "text", "The claim; empty where the change is of a record as such."),
        Column("pmid", "text", "The record; empty where the change is of a claim."),
        Column("before", "text", "In the first run; empty where it was not there."),
        Column("after", "text", "In the second run; empty where it is not there."),
        Column("reason", "text", "Why, as far as the tables of the two runs show it."),
    ),
    ("what", "claim_id", "pmid"),
)

CLAIM_TEXT = (
    "statement",
    "kind",
    "population",
    "intervention",
    "comparator",
    "outcome",
    "direction",
)
"""Columns that make a claim what it is."""

Cells = dict[tuple[str, ...], dict[str, str]]
"""Rows by key, every cell as text."""


@dataclass(frozen=True)
class _Tables:
    """What is compared of one run, by key."""

    claims: Cells
    records: Cells
    screening: Cells
    appraisals: Cells
    certainty: Cells
    findings: Cells


def compare_runs(before: Path, after: Path) -> pd.DataFrame:
    """Differences between two run folders, as the frame `CHANGES`: claims and their verdicts first,
    then records, then stances.

    Raises:
        InputError: a folder is not there or lacks a table.
    """
    old, new = _read(before), _read(after)
    rows = [
        *_claims(old, new),
        *_graded(old, new, "verdict"),
        *_graded(old, new, "certainty"),
        *_records(old, new),
        *_stances(old, new),
    ]
    return CHANGES.build(rows)


def as_text(changes: pd.DataFrame) -> str:
    """The changes as lines for a terminal: how many of each sort, then one paragraph per change."""
    if changes.empty:
        return "No differences."
    counts = changes["what"].value_counts(sort=False)
    summary = ", ".join(f"{what}: {count}" for what, count in counts.items())
    return "\n".join([summary, "", *(_line(row) for row in changes.to_dict("records"))])


def _line(row: dict[str, object]) -> str:
    cells = {name: text_of(cell) for name, cell in row.items()}
    where = " ".join(cells[name] for name in ("claim_id", "pmid") if cells[name])
    line = f"{cells['what']:<16} {where:<16} {cells['before'] or '-'} -> {cells['after'] or '-'}"
    return f"{line}\n{'':<34}{cells['reason']}" if cells["reason"] else line


def _read(folder: Path) -> _Tables:
    tables = (CLAIMS, RECORDS, SCREENING, APPRAISALS, CERTAINTY, SUMMARY_OF_FINDINGS)
    return _Tables(*(_cells(table, folder) for table in tables))


def _cells(table: Table, folder: Path) -> Cells:
    rows = [
        {k: text_of(v) for k, v in row.items()} for row in table.read(folder).to_dict("records")
    ]
    return {tuple(row[name] for name in table.key): row for row in rows}


def _claims(old: _Tables, new: _Tables) -> Iterator[dict[str, object]]:
    for key in _all_keys(old.claims, new.claims):
        before, after = old.claims.get(key), new.claims.get(key)
        if before is None or after is None:
            yield {
                "what": "claim added" if before is None else "claim removed",
                "claim_id": key[0],
                "before": before and before["statement"],
                "after": after and after["statement"],
            }
        elif changed := _changed(before, after, CLAIM_TEXT):
            yield {
                "what": "claim edited",
                "claim_id": key[0],
                "before": before["statement"],
                "after": after["statement"],
                "reason": f"edited: {', '.join(changed)}",
            }


def _graded(old: _Tables, new: _Tables, column: str) -> Iterator[dict[str, object]]:
    for key in _shared_keys(old.findings, new.findings):
        before, after = old.findings[key][column], new.findings[key][column]
        if before != after:
            yield {
                "what": column,
                "claim_id": key[0],
                "before": before,
                "after": after,
                "reason": _why(old, new, key[0]),
            }


def _why(old: _Tables, new: _Tables, claim_id: str) -> str:
    """What moved beneath a claim: its wording, its records, their stances, its domains."""
    key = (claim_id,)
    had, has = _included(old, claim_id), _included(new, claim_id)
    parts = [
        _counted("claim edited", _changed(old.claims[key], new.claims[key], CLAIM_TEXT)),
        _counted("records now included", sorted(has - had)),
        _counted("records no longer included", sorted(had - has)),
        _counted("stances changed", _stances_moved(old, new, claim_id)),
        _counted("domains rated otherwise", _domains_moved(old, new, claim_id)),
    ]
    shown = "; ".join(part for part in parts if part)
    return shown or "no difference in claim, records, stances or domains: the rules differ"


def _counted(what: str, names: Sequence[str]) -> str:
    return f"{what}: {', '.join(names)}" if names else ""


def _included(tables: _Tables, claim_id: str) -> set[str]:
    return {
        row["pmid"]
        for row in tables.screening.values()
        if row["claim_id"] == claim_id and row["decision"] == ScreeningDecision.INCLUDED
    }


def _stances_moved(old: _Tables, new: _Tables, claim_id: str) -> list[str]:
    return [
        f"{key[1]} {old.appraisals[key]['stance']} -> {new.appraisals[key]['stance']}"
        for key in _shared_keys(old.appraisals, new.appraisals)
        if key[0] == claim_id and old.appraisals[key]["stance"] != new.appraisals[key]["stance"]
    ]


def _domains_moved(old: _Tables, new: _Tables, claim_id: str) -> list[str]:
    keys = [k for k in _all_keys(old.certainty, new.certainty) if k[0] == claim_id]
    levels = [(k[1], _levels(old.certainty, k), _levels(new.certainty, k)) for k in keys]
    return [f"{domain} {before} -> {after}" for domain, before, after in levels if before != after]


def _levels(certainty: Cells, key: tuple[str, ...]) -> str:
    return certainty[key]["levels"] if key in certainty else "not rated"


def _records(old: _Tables, new: _Tables) -> Iterator[dict[str, object]]:
    for key in _all_keys(old.records, new.records):
        before, after = old.records.get(key), new.records.get(key)
        if before is None:
            yield {"what": "record appeared", "pmid": key[0], "after": after and after["title"]}
        elif after is None:
            yield {"what": "record vanished", "pmid": key[0], "before": before["title"]}
        elif before["sha256"] != after["sha256"]:
            changed = _changed(before, after, [n for n in RECORDS.column_names if n != "sha256"])
            yield {
                "what": "record changed",
                "pmid": key[0],
                "before": before["notice_state"],
                "after": after["notice_state"],
                "reason": f"changed: {', '.join(changed) or 'nothing the tables hold'}",
            }


def _stances(old: _Tables, new: _Tables) -> Iterator[dict[str, object]]:
    for key in _shared_keys(old.appraisals, new.appraisals):
        before, after = old.appraisals[key], new.appraisals[key]
        if before["stance"] != after["stance"]:
            yield {
                "what": "stance",
                "claim_id": key[0],
                "pmid": key[1],
                "before": before["stance"],
                "after": after["stance"],
                "reason": _why_stance(old, new, key),
            }


def _why_stance(old: _Tables, new: _Tables, key: tuple[str, ...]) -> str:
    claim, record = key[:1], key[1:]
    before, after = old.appraisals[key], new.appraisals[key]
    if before["appraiser"] != after["appraiser"]:
        return f"decided by {after['appraiser']}, before by {before['appraiser']}"
    if edited := _changed(old.claims[claim], new.claims[claim], CLAIM_TEXT):
        return f"the claim was edited: {', '.join(edited)}"
    if old.records[record]["sha256"] != new.records[record]["sha256"]:
        return "the record changed"
    if before["rule"] != after["rule"]:
        return f"the rules differ: {before['rule']} -> {after['rule']}"
    return "same claim, record and rule: the term lists or the rule itself differ"


def _changed(before: dict[str, str], after: dict[str, str], names: Sequence[str]) -> list[str]:
    return [name for name in names if before[name] != after[name]]


def _all_keys(old: Cells, new: Cells) -> list[tuple[str, ...]]:
    return sorted({*old, *new})


def _shared_keys(old: Cells, new: Cells) -> list[tuple[str, ...]]:
    return sorted(old.keys() & new.keys())
