"""Frames with declared columns: build them from rows, check, write and read them.

A list inside a cell is a JSON array, so that no value needs a separator that could occur in it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from review.core.bounds import LARGEST_DATASET, shown
from review.core.errors import InputError
from review.core.supplied import PathKind, content_of, found_at

DTYPES = {
    "text": "string",
    "integer": "Int64",
    "number": "Float64",
    "yes/no": "boolean",
    "list": "string",
}
"""Column type as the data dictionary names it, and the pandas dtype that holds it."""

DECIMALS = 6
"""Numbers are rounded to this many decimals before they are written, so that files are repeatable."""


@dataclass(frozen=True)
class Column:
    """One column: its name, type (a key of `DTYPES`), meaning and, for closed lists, its values."""

    name: str
    content: str
    meaning: str
    allowed: type[StrEnum] | None = None
    required: bool = False
    """True where no cell may be empty."""


@dataclass(frozen=True)
class Table:
    """A frame with declared columns. `key` names the columns that together occur once."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> list[str]:
        """Names in file order."""
        return [column.name for column in self.columns]

    def build(self, rows: Iterable[dict[str, object]]) -> pd.DataFrame:
        """A checked frame from rows; absent values are missing, unknown columns an error."""
        rows = list(rows)
        unknown = sorted({name for row in rows for name in row} - set(self.column_names))
        if unknown:
            raise InputError(
                f"Table {self.name} has no column {', '.join(unknown)}; it has {', '.join(self.column_names)}."
            )
        frame = pd.DataFrame(
            {
                column.name: pd.array(
                    [_cell(row.get(column.name), column) for row in rows],
                    dtype=DTYPES[column.content],
                )
                for column in self.columns
            }
        )
        return self.check(frame)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame itself, when it is a valid instance of this table.

        Raises:
            InputError: names the first column and row that breaks a declaration.
        """
        if list(frame.columns) != self.column_names:
            raise InputError(
                f"Table {self.name} needs the columns {', '.join(self.column_names)}, in this order; "
                f"it has {', '.join(map(str, frame.columns))}."
            )
        for column in self.columns:
            self._check_column(frame[column.name], column)
        repeated = frame.duplicated(list(self.key))
        if repeated.any():
            where = frame.loc[repeated, list(self.key)].iloc[0].to_dict()
            raise InputError(
                f"Table {self.name} has more than one row for {where}; each may occur once."
            )
        return frame

    def _check_column(self, values: pd.Series, column: Column) -> None:
        if column.required and values.isna().any():
            row = int(values.isna().to_numpy().argmax()) + 1
            raise InputError(
                f"Table {self.name}, row {row}: {column.name} is empty and must not be."
            )
        if column.allowed is not None:
            allowed = {member.value for member in column.allowed}
            wrong = [value for value in values.dropna().unique() if value not in allowed]
            if wrong:
                raise InputError(
                    f"Table {self.name}: {column.name} is {shown(wrong[0])!r}; allowed are {', '.join(sorted(allowed))}."
                )

    def write(self, frame: pd.DataFrame, folder: Path) -> Path:
        """Write the checked frame to `folder/<name>.csv`: UTF-8, one header, missing is empty."""
        path = folder / f"{self.name}.csv"
        rounded = self.check(frame).copy()
        for column in self.columns:
            if column.content == "number":
                rounded[column.name] = rounded[column.name].round(DECIMALS)
        rounded.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
        return path

    def _added_since(self, found: list[str]) -> list[str]:
        """Columns that a file of an earlier version lacks: new ones stand last and may be empty."""
        added = self.columns[len(found) :]
        is_earlier = found == self.column_names[: len(found)]
        may_be_empty = not any(column.required for column in added)
        return [column.name for column in added] if is_earlier and may_be_empty else []

    def read(self, folder: Path) -> pd.DataFrame:
        """Read `folder/<name>.csv` back into the frame that was written.

        Columns that were added at its end after the file was written are read as empty.
        """
        path = folder / f"{self.name}.csv"
        if found_at(path) is PathKind.NOTHING:
            raise InputError(
                f"{path.name} is not in {folder}: name the folder that holds it, or run the stage that "
                "writes it first."
            )
        content = content_of(path, f"table {self.name}", largest=LARGEST_DATASET)
        try:
            return self._read(content, path)
        except (
            ValueError,
            TypeError,
            RecursionError,
        ) as error:  # no CSV, or a cell no number or no list
            raise InputError(
                f"{path} is damaged ({shown(error)}); run the review again."
            ) from error

    def _read(self, content: bytes, path: Path) -> pd.DataFrame:
        text = pd.read_csv(
            BytesIO(content),
            dtype="string",
            keep_default_na=False,
            na_values=[""],
            encoding="utf-8",
        )
        for name in self._added_since(list(text.columns)):
            text[name] = pd.array([pd.NA] * len(text), dtype="string")
        if list(text.columns) != self.column_names:
            raise InputError(
                f"{path} has the columns {shown(', '.join(text.columns), most=500)}; needed are {', '.join(self.column_names)}."
            )
        columns = {column.name: _typed(text[column.name], column) for column in self.columns}
        return self.check(pd.DataFrame(columns))


def _cell(value: object, column: Column) -> object:
    if value is None or value == "":
        return pd.NA
    if column.content == "list":
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise InputError(f"Column {column.name} holds a list; {value!r} is not one.")
        return list_cell(value) if value else pd.NA
    return str(value) if column.content == "text" else value


def _typed(values: pd.Series, column: Column) -> pd.Series:
    if column.content == "yes/no":
        return values.map({"True": True, "False": False}).astype("boolean")
    if column.content in ("integer", "number"):
        return pd.to_numeric(values).astype(DTYPES[column.content])
    if column.content == "list":
        for cell in values.dropna():
            if not isinstance(json.loads(cell), list):
                raise TypeError(f"{column.name} holds {cell}, which is no list")
    return values.astype(DTYPES[column.content])


def list_cell(values: Sequence[object]) -> str:
    """A list as the text of a cell of a `list` column; `parse_list` gives it back."""
    return json.dumps(list(values), ensure_ascii=False)


def parse_list(cell: object) -> list[Any]:
    """The list held in a cell of a `list` column; an empty cell is an empty list."""
    return [] if cell is None or cell is pd.NA or pd.isna(cell) else json.loads(str(cell))


def text_of(cell: object) -> str:
    """The text held in a cell; an empty cell is empty text."""
    return "" if cell is None or pd.isna(cell) else str(cell)
