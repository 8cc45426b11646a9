"""Published study filters by name (`data/terms/filters.toml`): none is ever used unless a run names it.

A filter is a string that others published and tested; this suite adds nothing to it.
Source of the practice: PRISMA-S, item 10 (Rethlefsen et al. 2021).
"""

import difflib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from review.core.errors import InputError
from review.core.settings import data_folder
from review.terms.term_files import read_toml


@dataclass(frozen=True)
class StudyFilter:
    """A published study filter: its name, what it is for, its string, where it stands, its version."""

    name: str
    purpose: str
    query: str
    source: str
    version: str


def study_filter(name: str) -> StudyFilter | None:
    """The filter of that name; None for empty text, which names none.

    Raises:
        InputError: there is no such filter; names those there are.
    """
    known = study_filters()
    if not name:
        return None
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        advice = f"; perhaps it is {near[0]}" if near else ""
        raise InputError(
            f"There is no study filter {name!r}; allowed are {', '.join(known)}{advice}."
        )
    return known[name]


@cache
def study_filters() -> dict[str, StudyFilter]:
    """The bundled filters, by name, in the order of their file."""
    return read_filters(data_folder() / "terms" / "filters.toml")


def read_filters(path: Path) -> dict[str, StudyFilter]:
    """The filters that a TOML file declares, by name.

    Raises:
        InputError: one of them lacks a part or has another, or a name stands twice.
    """
    needed = {field.name for field in fields(StudyFilter)}
    filters: dict[str, StudyFilter] = {}
    for entry in read_toml(path).get("filter", []):
        if set(entry) != needed or not all(entry.values()):
            raise InputError(
                f"A filter in {path.name} ({entry.get('name', 'without name')}) needs {', '.join(sorted(needed))} "
                f"and nothing else; it has {', '.join(sorted(entry))}."
            )
        if entry["name"] in filters:
            raise InputError(
                f"The filter {entry['name']!r} in {path.name} is declared twice; keep one."
            )
        filters[entry["name"]] = StudyFilter(**entry)
    return filters
