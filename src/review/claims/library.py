"""Read and check a claims file; derive what it leaves out."""

import difflib
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

import pandas as pd

from review.claims.derivation import LONGEST, claim
from review.claims.table_files import Row, read_rows
from review.core.bounds import shown
from review.core.errors import InputError
from review.core.models import Claim
from review.core.own_query import faults
from review.core.run_tables import CLAIMS
from review.core.tables import parse_list, text_of
from review.core.vocabulary import Direction, Kind

REQUIRED = ("claim_id", "statement")
OPTIONAL = tuple(
    name for name in CLAIMS.column_names if name not in (*REQUIRED, "derived", "doubts")
)
LONG_COLUMNS = frozenset({"query", "known_pmids"})
"""Columns whose cells may be as long as any cell (`bounds.LONGEST_CELL`)."""

SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}(?<!\.)")
SHA256 = re.compile(r"[0-9a-f]{64}")
PMID = re.compile(r"[1-9][0-9]{0,7}")


def load_claims(path: Path | str) -> pd.DataFrame:
    """The claims of a file, one row each, with `derived` naming what was read from the statement.

    CSV, XLSX (first sheet) or plain text with one claim per line. `claim_id` and `statement` are
    required, the other columns of the claims table optional. Kind, intervention, outcome and
    direction are derived where they are empty; population and comparator only where the file has
    no such column, because an empty cell says that the claim names none.

    Raises:
        InputError: one sentence that names the file, the row and what to do.
    """
    path = Path(path)
    rows = read_rows(path)
    _check_columns(path, list(rows[0].cells))
    seen: dict[str, int] = {}
    for row in rows:
        _check_id(path, row, seen)
    return claims_frame([_claim(path, row) for row in rows])


def claims_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """Claims as the claims table."""
    return CLAIMS.build(
        {
            name: value.value if isinstance(value := getattr(one, name), StrEnum) else value
            for name in CLAIMS.column_names
        }
        for one in claims
    )


def claims_from(claims: pd.DataFrame) -> list[Claim]:
    """The claims of a claims table; `claims_frame` gives the same table back."""
    return [_from_row(row) for row in CLAIMS.check(claims).to_dict("records")]


def _from_row(row: dict[str, object]) -> Claim:
    texts = {name: text_of(row[name]) for name in CLAIMS.column_names}
    return Claim(
        claim_id=texts["claim_id"],
        statement=texts["statement"],
        kind=Kind(texts["kind"]),
        population=texts["population"],
        intervention=texts["intervention"],
        comparator=texts["comparator"],
        outcome=texts["outcome"],
        direction=Direction(texts["direction"]) if texts["direction"] else None,
        article=texts["article"],
        article_sha256=texts["article_sha256"],
        section=texts["section"],
        start=int(texts["start"]) if texts["start"] else None,
        end=int(texts["end"]) if texts["end"] else None,
        query=texts["query"],
        derived=tuple(parse_list(row["derived"])),
        known_pmids=tuple(parse_list(row["known_pmids"])),
        doubts=tuple(parse_list(row["doubts"])),
    )


def _check_columns(path: Path, found: Sequence[str]) -> None:
    unknown = [name for name in found if name not in (*REQUIRED, *OPTIONAL)]
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise InputError(
            f"{path.name} has no column {missing[0]}; found are {shown(', '.join(found), most=300)}"
            f"{_separator_hint(found) or _near(missing[0], unknown, 'rename')}."
        )
    if unknown:
        raise InputError(
            f"{path.name} has the unknown column {shown(unknown[0])}; allowed are {', '.join((*REQUIRED, *OPTIONAL))}"
            f"{_near(unknown[0], [name for name in OPTIONAL if name not in found], 'perhaps it is') or '; delete it'}."
        )


def _separator_hint(found: Sequence[str]) -> str:
    other = {";": "semicolons", "\t": "tabs"}
    used = [name for mark, name in other.items() if len(found) == 1 and mark in found[0]]
    return f"; the columns are separated by {used[0]}: separate them by commas" if used else ""


def _near(name: str, others: Sequence[str], advice: str) -> str:
    near = difflib.get_close_matches(name.lower(), [other.lower() for other in others], 1, 0.7)
    if not near:
        return ""
    original = next(other for other in others if other.lower() == near[0])
    return f"; {advice} {original}" + (f" to {name}" if advice == "rename" else "")


def _check_id(path: Path, row: Row, seen: dict[str, int]) -> None:
    claim_id = row.cells["claim_id"]
    if not claim_id:
        raise InputError(f"{path.name}, row {row.number}: claim_id is empty; give each claim one.")
    if not SAFE_ID.fullmatch(claim_id):
        raise InputError(
            f"{path.name}, row {row.number}: claim_id {shown(claim_id)!r} is not allowed; use up to 64 letters (A to Z), "
            f"digits, dots, hyphens and underscores, beginning with a letter or digit and not ending in a dot."
        )
    if claim_id.lower() in seen:
        raise InputError(
            f"{path.name}: claim_id {claim_id} stands in row {seen[claim_id.lower()]} and in row {row.number}; "
            f"give each claim its own (capitals do not tell them apart)."
        )
    seen[claim_id.lower()] = row.number


def _claim(path: Path, row: Row) -> Claim:
    cells, place = row.cells, f"{path.name}, row {row.number}"
    statement = cells["statement"]
    if not re.search(r"\w", statement):
        raise InputError(f"{place}: statement is empty; write the claim as one sentence.")
    for name, cell in cells.items():
        if len(cell) > LONGEST and name not in LONG_COLUMNS:
            advice = "state one checkable thing" if name == "statement" else "shorten it"
            raise InputError(
                f"{place}: {name} has {len(cell)} characters and {LONGEST} are allowed; {advice}."
            )
    start, end = _span(cells, place)
    return claim(
        statement,
        kind=_member(cells, "kind", [kind.value for kind in Kind], place),
        population=cells.get("population"),
        intervention=cells.get("intervention", ""),
        comparator=cells.get("comparator"),
        outcome=cells.get("outcome", ""),
        direction=_member(cells, "direction", [way.value for way in Direction], place),
        claim_id=cells["claim_id"],
        article=cells.get("article", ""),
        article_sha256=_hash(cells, place),
        section=cells.get("section", ""),
        start=start,
        end=end,
        query=_query(cells, place),
        known_pmids=_known_pmids(cells, place),
    )


def _query(cells: dict[str, str], place: str) -> str:
    """The user's own query; one that PubMed would read as another is refused."""
    query = cells.get("query", "")
    wrong = faults(query)
    if wrong:
        raise InputError(f"{place}: query {shown(query)!r}: {wrong[0]}.")
    return query


def _known_pmids(cells: dict[str, str], place: str) -> tuple[str, ...]:
    """The PMIDs that the claim's searches should find, each once, in the order given."""
    pmids = [part for part in re.split(r"[\s,;]+", cells.get("known_pmids", "")) if part]
    wrong = [pmid for pmid in pmids if not PMID.fullmatch(pmid)]
    if wrong:
        raise InputError(
            f"{place}: known_pmids holds {shown(wrong[0])!r}; write PMIDs (1 to 8 digits, not beginning with 0), "
            "separated by spaces, commas or semicolons."
        )
    return tuple(dict.fromkeys(pmids))


def _member(cells: dict[str, str], name: str, allowed: list[str], place: str) -> str | None:
    value = cells.get(name, "")
    if value and value not in allowed:
        near = difflib.get_close_matches(value.lower(), allowed, 1)
        advice = f"; perhaps it is {near[0]!r}" if near else "; correct it or leave it empty"
        raise InputError(
            f"{place}: {name} is {shown(value)!r}; allowed are {', '.join(allowed)}{advice}."
        )
    return value or None


def _hash(cells: dict[str, str], place: str) -> str:
    value = cells.get("article_sha256", "").lower()
    if value and not SHA256.fullmatch(value):
        raise InputError(
            f"{place}: article_sha256 is {shown(value)!r}; it must be the 64 hexadecimal digits of the article's SHA-256."
        )
    return value


def _span(cells: dict[str, str], place: str) -> tuple[int | None, int | None]:
    """Start and end of the claim in its article; both or neither."""
    texts = {name: cells.get(name, "") for name in ("start", "end")}
    for name, text in texts.items():
        if text and not re.fullmatch(r"[0-9]{1,9}", text):
            raise InputError(
                f"{place}: {name} is {shown(text)!r}; it must be a whole number of characters, 0 or more."
            )
    if not texts["start"] and not texts["end"]:
        return None, None
    if not texts["start"] or not texts["end"]:
        given, other = ("start", "end") if texts["start"] else ("end", "start")
        raise InputError(f"{place}: {given} is given without {other}; give both or neither.")
    start, end = int(texts["start"]), int(texts["end"])
    if end <= start:
        raise InputError(f"{place}: end is {end} and start is {start}; end must be greater.")
    return start, end
