"""The lock of the term lists: for each file of `data/terms/` its hash, where it comes from and since when.

`python -m review.terms.lock` writes it again after a term list was changed.
"""

import hashlib
import json
from datetime import date
from pathlib import Path

from review.core.settings import data_folder

LOCK = "terms.lock.json"
SOURCE = "written for this project; MeSH headings as shown in PubMed records"
SOURCES = {"filters.toml": "published study filters, each with its own source and version"}
"""Where the lists come from that were not written for this project."""


def lock_of(folder: Path, *, today: str) -> dict[str, dict[str, str]]:
    """By file name: `sha256`, `source` and `date` (ISO) of every term list in a folder.

    A list that has not changed since the lock was written keeps its date; others get `today`.
    """
    old = read_lock(folder)
    names = {path.relative_to(folder).as_posix(): path for path in term_lists(folder)}
    return {name: _entry(path, old.get(name, {}), today) for name, path in names.items()}


def term_lists(folder: Path) -> list[Path]:
    """The term lists of a folder, by name."""
    return sorted(folder.rglob("*.toml"))


def read_lock(folder: Path) -> dict[str, dict[str, str]]:
    """The lock as last written; empty where there is none."""
    path = folder / LOCK
    if not path.exists():
        return {}
    lock: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return lock


def hash_of(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_lock(folder: Path, *, today: str) -> None:
    """Write the lock of a folder's term lists."""
    text = json.dumps(lock_of(folder, today=today), indent=2) + "\n"
    (folder / LOCK).write_text(text, encoding="utf-8")


def _entry(path: Path, old: dict[str, str], today: str) -> dict[str, str]:
    found = hash_of(path)
    unchanged = old.get("sha256") == found
    return {
        "sha256": found,
        "source": SOURCES.get(path.name, SOURCE),
        "date": old["date"] if unchanged else today,
    }


if __name__ == "__main__":
    write_lock(data_folder() / "terms", today=date.today().isoformat())
