"""Builds the index of the vocabulary: names in a trie that is mapped from the file, facts in SQLite.

The index is a function of the files of `data/vocabulary` and is named by their hash, so that a changed file
is never read through an old index.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from pathlib import Path

import marisa_trie
import platformdirs

from review.core.errors import InputError
from review.core.settings import data_folder
from review.mesh import sources
from review.mesh.kinds import kinds_of
from review.mesh.sources import Named
from review.mesh.spelling import key_of

RECORD = "<IB"
"""In the trie beside each name: number of the thing, and where the name comes from."""

SHORTEST = 2
"""Letters of the shortest name; of substances, which have many codes, one more than that of headings."""

NAMES_FILE, MEANINGS_FILE, FACTS_FILE = "names.marisa", "meanings.marisa", "facts.sqlite"
"""All names, to be found in a text; what each stands for; what is known of that."""

LONGEST_NAME = 6
"""Words of the longest name that a text is expected to write."""

UNWRITTEN = frozenset(',()[]{}"*')
"""Marks of names that are turned round or are formulas."""

LAYOUT = 2
"""Goes up with every change of what an index holds: one of an earlier layout is not read."""

INDEX_FILES = (NAMES_FILE, MEANINGS_FILE, FACTS_FILE)

SCHEMA = """
CREATE TABLE thing (n INTEGER PRIMARY KEY, mesh TEXT NOT NULL, name TEXT NOT NULL, kinds TEXT NOT NULL, places TEXT NOT NULL, names TEXT NOT NULL);
CREATE TABLE place (tree TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE member (whole INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (whole, n)) WITHOUT ROWID;
CREATE INDEX wholes ON member (n);
"""


class NameSource(IntEnum):
    """Where a name comes from, the surest first."""

    HEADING = 0
    ENTRY_TERM = 1
    EVERYDAY = 2
    BRAND = 3
    OTHER_LIST = 4
    SUBSTANCE = 5
    SUBSTANCE_TOO = 6
    CAPITALS = 7


def place_of_index() -> Path:
    """The folder of the index, which is built where it is not there yet.

    It lies beside the vocabulary, or in the user's folder for caches where that cannot be written.

    Raises:
        InputError: the vocabulary is not whole, or the index can be written nowhere.
    """
    folder = data_folder() / "vocabulary"
    name = f"index-{LAYOUT}-{sources.fingerprint(folder)[:16]}"
    places = (folder / name, platformdirs.user_cache_path("review") / name)
    for place in places:
        if all((place / file).is_file() for file in INDEX_FILES):
            return place
    for place in places:
        try:
            return _written(folder, place)
        except OSError:
            continue
    raise InputError(
        f"The index of the vocabulary can be written neither beside {folder.name} nor in the folder for caches; "
        "make one of them writable."
    )


def _written(folder: Path, place: Path) -> Path:
    """The index, written beside its place and moved there, so that nobody reads half of one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".index-") as made:
        build(folder, Path(made))
        place.mkdir(exist_ok=True)
        for name in INDEX_FILES:
            (Path(made) / name).replace(place / name)
    return place


def build(folder: Path, out: Path) -> None:
    """Write both files of the index of the vocabulary in `folder` to `out`."""
    things = list(sources.headings(folder))
    n_headings = len(things)
    things += sources.substances(folder)
    by_number = {thing.number: n for n, thing in enumerate(things)}
    by_name = {thing.name: n for n, thing in reversed(list(enumerate(things)))}
    extra = list(_extra_names(folder, by_number, by_name))
    keys = [
        (f"{key} ", (n, int(source)))
        for name, n, source in (*_own_names(things), *extra)
        if (key := key_of(name)) and _is_name(key, source)
    ]
    marisa_trie.Trie(sorted({key for key, _ in keys})).save(str(out / NAMES_FILE))
    marisa_trie.RecordTrie(RECORD, keys).save(str(out / MEANINGS_FILE))
    others: dict[int, list[str]] = {}
    for name, n, source in extra:
        if source is not NameSource.CAPITALS:
            others.setdefault(n, []).append(name)
    with sqlite3.connect(out / FACTS_FILE) as facts:
        facts.executescript(SCHEMA)
        facts.executemany(
            "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    n,
                    t.number,
                    t.name,
                    "|".join(sorted(kinds_of(t.places) or {"chemical"})),
                    "|".join(t.places),
                    "|".join(_written_names(t, others.get(n, ()))),
                )
                for n, t in enumerate(things)
            ),
        )
        facts.executemany(
            "INSERT INTO place VALUES (?, ?)",
            ((tree, n) for n, t in enumerate(things[:n_headings]) for tree in t.places),
        )
        facts.executemany(
            "INSERT OR IGNORE INTO member VALUES (?, ?)",
            _members(folder, things, by_number, by_name),
        )
    facts.close()


def _own_names(things: Sequence[Named]) -> Iterator[tuple[str, int, NameSource]]:
    for n, thing in enumerate(things):
        is_heading = thing.number.startswith("D")
        yield thing.name, n, NameSource.HEADING if is_heading else NameSource.SUBSTANCE
        if straight := uninverted(thing.name):
            yield straight, n, NameSource.ENTRY_TERM
        for other in thing.others:
            yield other, n, NameSource.ENTRY_TERM if is_heading else NameSource.SUBSTANCE_TOO


def uninverted(name: str) -> str:
    """A heading that is turned round at its comma, read straight; empty for another.

    Example:
        >>> from review.mesh.building import uninverted
        >>> uninverted("Back Pain, Low")
        'Low Back Pain'
    """
    head, comma, qualifier = name.partition(", ")
    return f"{qualifier} {head}" if comma and "," not in qualifier else ""


def _extra_names(
    folder: Path, by_number: dict[str, int], by_name: dict[str, int]
) -> Iterator[tuple[str, int, NameSource]]:
    for row in sources.rows(folder / sources.MORE_NAMES):
        if row["id"] in by_number:
            yield row["name"], by_number[row["id"]], NameSource.OTHER_LIST
    for file, source in (
        (sources.EVERYDAY, NameSource.EVERYDAY),
        (sources.BRANDS, NameSource.BRAND),
    ):
        for row in sources.rows(folder / file):
            capitals = row.get("note") == sources.CAPITALS
            yield (
                row["name"],
                _known(row["heading"], by_name, file),
                NameSource.CAPITALS if capitals else source,
            )


def _known(heading: str, by_name: dict[str, int], file: str) -> int:
    if heading not in by_name:
        raise InputError(
            f"{file} names {heading!r}, which is no heading and no substance; correct its spelling."
        )
    return by_name[heading]


def _members(
    folder: Path, things: Sequence[Named], by_number: dict[str, int], by_name: dict[str, int]
) -> Iterator[tuple[int, int]]:
    for n, thing in enumerate(things):
        yield from ((by_number[number], n) for number in thing.within if number in by_number)
    for row in sources.rows(folder / sources.CLASSES):
        yield (
            _known(row["class"], by_name, sources.CLASSES),
            _known(row["member"], by_name, sources.CLASSES),
        )


def _written_names(thing: Named, others: Iterable[str]) -> list[str]:
    """The names of a thing as a text may write them: none that is turned round."""
    straight = [
        name
        for name in (uninverted(thing.name) or thing.name, *thing.others, *others)
        if len(name.split()) <= LONGEST_NAME and not set(name) & UNWRITTEN
    ]
    return list(dict.fromkeys(straight or [thing.name]))


def _is_name(key: str, source: NameSource) -> bool:
    letters = sum(map(str.isalpha, key))
    shortest = SHORTEST + 1 if source >= NameSource.OTHER_LIST else SHORTEST
    return letters >= shortest or source is NameSource.CAPITALS
