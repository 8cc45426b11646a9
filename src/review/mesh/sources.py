"""The files of `data/vocabulary`: what is named, how else, and what belongs to what."""

import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from review.core.errors import InputError

HEADINGS, MORE_NAMES, SUBSTANCES = "headings.tsv.gz", "more_names.tsv.gz", "substances.tsv.gz"
EVERYDAY, BRANDS, CLASSES = "everyday_names.csv", "brand_names.csv", "drug_classes.csv"
KINDS = "kinds.csv"
FILES = (HEADINGS, MORE_NAMES, SUBSTANCES, EVERYDAY, BRANDS, CLASSES, KINDS, "spelling.toml")
CAPITALS = "capitals"
"""Note of a name that is one only in capitals ("MS")."""


@dataclass(frozen=True)
class Named:
    """A heading or a substance with what it is called and where it belongs.

    Attributes:
        number: its identifier in MeSH (`D...` a heading, `C...` a supplementary concept).
        name: as MeSH spells it.
        others: its other names.
        places: tree numbers of a heading.
        within: names of the headings that a substance is mapped to.
    """

    number: str
    name: str
    others: tuple[str, ...]
    places: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


def headings(folder: Path) -> Iterator[Named]:
    """All headings."""
    for row in rows(folder / HEADINGS):
        yield Named(
            row["id"], row["heading"], _many(row["entry_terms"]), places=_many(row["tree_numbers"])
        )


def substances(folder: Path) -> Iterator[Named]:
    """All supplementary concepts that are kept; `within` holds identifiers of headings."""
    for row in rows(folder / SUBSTANCES):
        yield Named(
            row["id"], row["name"], _many(row["other_names"]), within=_many(row["headings"])
        )


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table of the vocabulary, gzipped with tabs or plain with commas.

    Raises:
        InputError: the file is not there or holds no such table.
    """
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(
            f"The vocabulary file {path.name} cannot be read ({error}); install the package again, or run "
            "from a complete checkout."
        ) from error
    if path.suffix == ".gz":
        yield from csv.DictReader(
            io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE
        )
    else:
        yield from csv.DictReader(io.StringIO(text, newline=""))


def _many(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def fingerprint(folder: Path) -> str:
    """Hash over the files that the index is built from.

    Raises:
        InputError: one is missing.
    """
    sha = hashlib.sha256()
    for name in FILES:
        path = folder / name
        if not path.is_file():
            raise InputError(
                f"The vocabulary file {name} is missing from {folder.name}; install the package again, or "
                "run from a complete checkout."
            )
        sha.update(name.encode())
        sha.update(path.read_bytes())
    return sha.hexdigest()
