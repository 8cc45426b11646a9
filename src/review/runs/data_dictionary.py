"""The data dictionary: a page generated from the declared tables, so that it cannot fall behind."""

from collections.abc import Iterator
from pathlib import Path

from review.core.run_tables import RUN_TABLES
from review.core.tables import Column, Table

INTRODUCTION = """\
# Data dictionary

The tables of a run folder, column by column. Generated from `src/review/core/run_tables.py` by
`make docs`; a test fails when this page is not current.

Every table is a CSV file: UTF-8, one header row, `\\n` line ends, missing is empty. The same inputs
give byte-identical files. A column of type *list* holds a JSON array; *yes/no* is `True` or `False`;
numbers are rounded to six decimals. Offsets count characters from 0, the end is exclusive.

Beside the tables, a run folder holds `manifest.json` (versions, parameters, source, dates, hashes,
durations), `prisma.json` (the counts of the PRISMA 2020 flow), `references.ris`,
`evidence_matrix.xlsx` (the same content for people), `report.html` and, after a batch,
`notebooks/` with the executed notebooks.
"""


def data_dictionary() -> str:
    """The page as Markdown: one section per table, in file order."""
    return "\n".join([INTRODUCTION, *(_section(table) for table in RUN_TABLES)])


def write_data_dictionary(path: str) -> None:
    """Write the page to a file, in UTF-8."""
    Path(path).write_text(data_dictionary(), encoding="utf-8", newline="\n")


def _section(table: Table) -> str:
    return "\n".join(
        [
            f"## {table.name}.csv",
            "",
            table.meaning + f" Key: {', '.join(f'`{name}`' for name in table.key)}.",
            "",
            "| column | type | may be empty | meaning |",
            "|---|---|---|---|",
            *(_row(column) for column in table.columns),
            "",
            *_closed_lists(table),
        ]
    )


def _row(column: Column) -> str:
    empty = "no" if column.required else "yes"
    return f"| `{column.name}` | {column.content} | {empty} | {column.meaning} |"


def _closed_lists(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.allowed is not None:
            values = ", ".join(f"*{member.value}*" for member in column.allowed)
            yield f"Values of `{column.name}`: {values}.\n"
