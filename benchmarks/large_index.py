"""Search latency and size of a local index of a million records, without the records.

Inventing, storing and parsing a million records takes hours on a small machine, and `local_index.py`
measures it on fewer. Here the index alone is made, of as many words per record with the same
frequencies, kept in a file, opened and searched in a process of its own.

    python benchmarks/large_index.py [RECORDS]
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import process_time

import numpy as np
from local_index import QUERIES, ROUNDS, memory_mib, size_mib, timed
from numpy.typing import NDArray
from synthetic_pubmed import FIRST_PMID, HEADINGS, SEED, TYPES, Writer

from review.search.local.building import index_of
from review.search.local.evaluate import Evaluation
from review.search.local.fields import DATE_FIELDS, VALUE_FIELDS, Field
from review.search.local.index import Dates, Index
from review.search.local.postings import Numbers, Postings
from review.search.local.query import parse
from review.search.local.ranking import by_relevance
from review.search.local.store import read_index, write_index
from review.search.local.words import BREAK_SIGN, value

RECORDS = 1_000_000
BUILD = "words alone"
LENGTHS = ((15,), (1, 211, 225, 225), (12,), (45,), (25,), (70,))
"""Words, with their breaks, of title, abstract (some have none), keywords, subjects, rest, affiliations."""

HEADED, TYPED = 0.5, 0.3
"""Shares of records that have a certain one of the invented headings and types."""

TABLE = 1 << 20
CHUNK = 1 << 23


def words(draw: np.random.Generator, ends: NDArray[np.int64]) -> Postings:
    """The lists of words drawn as the invented records draw theirs, with a break at each end."""
    writer = Writer()
    names = dict.fromkeys([BREAK_SIGN, *writer._words])
    ids = {name: number for number, name in enumerate(names)}
    steps = (np.arange(TABLE) + 0.5) * writer._weights[-1] / TABLE
    drawn = np.array([ids[word] for word in writer._words], np.int32)
    table = drawn[np.searchsorted(np.array(writer._weights), steps)]
    row = np.empty(ends[-1], np.int32)
    for start in range(0, len(row), CHUNK):
        part = row[start : start + CHUNK]
        part[:] = table[draw.integers(0, TABLE, len(part), dtype=np.int32)]
    row[ends - 1] = ids[BREAK_SIGN]
    return Postings.of(ids, row)


def marked(
    draw: np.random.Generator, names: tuple[str, ...], number: int, share: float
) -> Postings:
    """Lists of values of which each stands in a share of the records."""
    found = [np.flatnonzero(draw.random(number) < share).astype(np.int32) for _ in names]
    keys = np.repeat(np.arange(len(names), dtype=np.int32), [len(part) for part in found])
    ids = {value(name): place for place, name in enumerate(names)}
    return Postings.of(ids, keys, np.concatenate(found))


def invented(number: int) -> Index:
    """An index of so many records that were never written."""
    draw = np.random.default_rng(SEED)
    lengths = np.stack([draw.choice(choices, number) for choices in LENGTHS], axis=1)
    ends = np.cumsum(lengths.ravel())
    nothing = index_of([])
    years = draw.integers(1985, 2026, number).astype(np.int32) * 10000 + 200
    by_year: Numbers = np.argsort(years, kind="stable").astype(np.int32)
    pmids = np.arange(FIRST_PMID, FIRST_PMID + number)
    values = {field: nothing.values[field] for field in VALUE_FIELDS}
    dates = {field: nothing.dates[field] for field in DATE_FIELDS}
    return Index(
        pmids=pmids.astype(np.bytes_),
        starts=(ends - lengths.ravel()).astype(np.int32),
        lengths=lengths[:, :3].sum(axis=1).astype(np.int32),
        newest_first=np.lexsort((-pmids, -years)).astype(np.int32),
        words=words(draw, ends),
        values=values
        | {
            Field.MESH: marked(draw, HEADINGS, number, HEADED),
            Field.TYPE: marked(draw, TYPES, number, TYPED),
        },
        dates=dates | {Field.DATE: Dates(years[by_year], by_year)},
    )


def build(path: Path, number: int) -> None:
    """Make the index, keep it and print its size."""
    index = invented(number)
    entries = len(index.words.entries)
    if not write_index(path, index, BUILD):
        raise SystemExit(f"The index could not be written to {path}.")
    sys.stdout.write(f"{number:>8} records: {entries} words, index {size_mib(path):.0f} MiB\n")


def search(path: Path) -> None:
    """Open the index, search it, and print how long both took."""
    before = memory_mib()
    opening = timed(lambda: read_index(path, BUILD))
    index = read_index(path, BUILD)
    if index is None:
        raise SystemExit(f"The index {path} is not whole.")
    timings = {query: [_search(index, query) for _ in range(ROUNDS)] for query in QUERIES}
    every = [timing for rounds in timings.values() for timing in rounds]
    sys.stdout.write(
        f"{'':>8} opened in {opening:5.1f} s, {memory_mib() - before:5.0f} MiB; "
        f"search median {median(every):6.1f} ms, p95 {quantiles(every, n=20)[-1]:6.1f} ms\n"
    )
    for query, rounds in timings.items():
        sys.stdout.write(f"{'':>8} {median(rounds):8.1f} ms  {query}\n")


def _search(index: Index, query: str) -> float:
    started = process_time()
    evaluation = Evaluation(index, parse(query))
    index.named(by_relevance(index, evaluation.matches, evaluation.cues, most=200)[:200])
    return (process_time() - started) * 1000


def main(number: int) -> None:
    """One process per step, so that none inherits the memory of another."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.index"
        for step in (("--build", str(path), str(number)), ("--search", str(path))):
            subprocess.run([sys.executable, __file__, *step], check=True)  # noqa: S603 - own command


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1:2] == ["--search"]:
        search(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else RECORDS)
