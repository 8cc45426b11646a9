"""Build rate, opening, search latency and size of the local index: `make benchmark`.

For each size an archive file of invented records is written, indexed in one process and opened and
searched in another, as two runs of `review serve` would. Latency is that of a whole esearch for the
best 200 records (reading the query, finding, ranking, writing the answer). Times are processor
times, so that other work on the machine does not count.

    python benchmarks/local_index.py [RECORDS ...]
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from time import process_time

from synthetic_pubmed import records

from review.search.archive import Archive
from review.search.local.store import SUFFIX
from review.search.local.utilities import Utilities

SIZES = (10_000, 100_000)
ROUNDS = 5
BATCH = 5_000
QUERIES = (
    "baclofen[tiab]",
    "gabapentin AND withdrawal",
    '"Baclofen"[mh] AND alcohol[tiab]',
    "(clonidine[tiab] OR gabapentin[tiab]) AND (opioid[tiab] OR withdrawal[tiab]) NOT placebo[ti]",
    "withdr*[tiab] AND 2010:2020[dp]",
    '"alcohol placebo"[tiab]',
    '"alcohol placebo"[tiab:~5]',
    "baclofen[ti] AND Randomized Controlled Trial[pt]",
    "humans[mh]",
)
"""Words that 2 to 9 % of the records hold, alone and combined, and a heading that half of them carry."""


def memory_mib() -> float:
    """What this process holds for itself now, in MiB (Linux); mapped files are not counted."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("RssAnon:")[1].split()[0]) / 1024


def size_mib(path: Path) -> float:
    """Size of a file, in MiB."""
    return path.stat().st_size / 2**20


def write(path: Path, number: int) -> None:
    """An archive of so many invented records."""
    with Archive.open(path) as archive:
        for batch in batches(number):
            archive.keep(batch, source="invented", stored_on="2025-01-01")


def batches(number: int) -> Iterator[dict[str, bytes]]:
    """Invented records, some at a time."""
    rest = records(number)
    while batch := {pmid: xml.strip().encode() for pmid, xml in islice(rest, BATCH)}:
        yield batch


def build(path: Path) -> None:
    """Index the archive and print how fast that went and how large everything is."""
    with Archive.open(path) as archive:
        seconds = timed(lambda: Utilities(archive))
        number = len(archive)
    index = path.with_name(path.name + SUFFIX)
    sys.stdout.write(
        f"{number:>8} records: built {number / seconds:5.0f} records/s, archive {size_mib(path):6.0f} MiB, "
        f"index {size_mib(index):6.0f} MiB\n"
    )


def search(path: Path) -> None:
    """Open archive and index, search, and print how long both took."""
    with Archive.open(path) as archive:
        before = memory_mib()
        opening = timed(lambda: Utilities(archive))
        utilities = Utilities(archive)
        timings = {query: [_search(utilities, query) for _ in range(ROUNDS)] for query in QUERIES}
        held = memory_mib() - before
    every = [timing for rounds in timings.values() for timing in rounds]
    sys.stdout.write(
        f"{'':>8} opened in {opening:5.1f} s, {held:5.0f} MiB; search median {median(every):6.1f} ms, "
        f"p95 {quantiles(every, n=20)[-1]:6.1f} ms\n"
    )
    for query, rounds in timings.items():
        sys.stdout.write(f"{'':>8} {median(rounds):8.1f} ms  {query}\n")


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    started = process_time()
    work()
    return process_time() - started


def _search(utilities: Utilities, query: str) -> float:
    started = process_time()
    found = utilities.answer("esearch.fcgi", {"db": "pubmed", "term": query, "retmax": "200"})
    if found is None or b"<Count>" not in found.body:
        raise SystemExit(f"The local index did not answer {query!r}.")
    return (process_time() - started) * 1000


def main(sizes: list[int]) -> None:
    """One process per step, so that none inherits the memory of another."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "records.sqlite"
            write(path, size)
            for step in ("--build", "--search"):
                subprocess.run([sys.executable, __file__, step, str(path)], check=True)  # noqa: S603 - own command


if __name__ == "__main__":
    steps = {"--build": build, "--search": search}
    if sys.argv[1:2] and sys.argv[1] in steps:
        steps[sys.argv[1]](Path(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
