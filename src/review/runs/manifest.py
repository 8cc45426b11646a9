"""The manifest of a run: what was run, with which versions, on which inputs, when and how long.

It is the one file of a run folder that differs between two equal runs, since it holds their times.
It never holds an address, a key or a path of the machine: inputs are named by file name and hash.
"""

import hashlib
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from review.core.settings import ENOUGH_RECORDS, data_folder
from review.core.vocabulary import SearchState

DATA_SUFFIXES = (".toml", ".json", ".csv")
"""Endings of the files that term lists and weights stand in; pages about them are not hashed."""

PACKAGES = ("review", "biopython", "pandas", "scipy", "matplotlib", "lxml")


def now() -> str:
    """The time in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def manifest_of(
    claims_path: Path,
    *,
    name: str = "",
    source: str,
    limit: int,
    study_filter: str = "",
    searches: pd.DataFrame,
    records: pd.DataFrame,
    started: str,
    durations: Mapping[str, float],
) -> dict[str, object]:
    """The manifest of a run as plain values for JSON.

    Args:
        claims_path: the claims file.
        name: what the run is called; as the claims file, without its ending, where it is empty.
        source: what was named as source; a path is reduced to its last part.
        limit: most records read per claim.
        study_filter: name of the published study filter in the searches; empty for none.
        searches: the table `searches`.
        records: the table `records`.
        started: when the run started, ISO 8601.
        durations: seconds by stage.
    """
    answered = searches.loc[searches["state"] == SearchState.ANSWERED.value]
    return {
        "name": name or claims_path.stem,
        "source": source_name(source),
        "databases": sorted(answered["database"].dropna().unique()),
        "searched_on": max(answered["searched_on"].dropna(), default=""),
        "started": started,
        "finished": now(),
        "durations_seconds": {stage: round(seconds, 2) for stage, seconds in durations.items()},
        "parameters": {
            "claims": claims_path.name,
            "limit": limit,
            "study_filter": study_filter,
            "enough_records": ENOUGH_RECORDS,
        },
        "versions": {"python": platform.python_version()}
        | {name: version(name) for name in PACKAGES},
        "sha256": {
            "claims": file_hash(claims_path),
            "terms": folder_hash(data_folder() / "terms"),
            "models": folder_hash(data_folder() / "models"),
            "records": records_hash(records),
        },
        "searches_failed": int((searches["state"] == SearchState.FAILED.value).sum()),
    }


def source_name(source: str) -> str:
    """The source as it may be shown: a web address as it is, a path by its last part."""
    return source if "://" in source else Path(source).name


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def folder_hash(folder: Path) -> str:
    """SHA-256 over the names and hashes of the data files of a folder and those in it, in order of name."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in DATA_SUFFIXES)
    listed = "".join(f"{path.relative_to(folder).as_posix()} {file_hash(path)}\n" for path in files)
    return hashlib.sha256(listed.encode()).hexdigest()


def records_hash(records: pd.DataFrame) -> str:
    """SHA-256 over the PMIDs and hashes of the records, in order of PMID."""
    pairs = sorted(zip(records["pmid"], records["sha256"].fillna(""), strict=True))
    return hashlib.sha256(
        "".join(f"{pmid} {digest}\n" for pmid, digest in pairs).encode()
    ).hexdigest()
