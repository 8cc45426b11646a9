"""Build rate, search latency and size in memory of the local index: `make benchmark`.

Each size is measured in a process of its own, over invented records held in an archive in memory.
Latency is that of a whole esearch (reading the query, finding, ranking, writing the answer); times
are processor times, so that other work on the machine does not count.

    python benchmarks/local_index.py [RECORDS ...]
"""

import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from time import process_time

from synthetic_pubmed import records

from review.search.archive import Archive
from review.search.local.utilities import Utilities

SIZES = (10_000, 100_000)
ROUNDS = 5
QUERIES = (
    "baclofen[tiab]",
    "gabapentin AND withdrawal",
    '"Baclofen"[mh] AND alcohol[tiab]',
    "(clonidine[tiab] OR gabapentin[tiab]) AND (opioid[tiab] OR withdrawal[tiab]) NOT placebo[ti]",
    "withdr*[tiab] AND 2010:2020[dp]",
    '"alcohol placebo"[tiab]',
    "baclofen[ti] AND Randomized Controlled Trial[pt]",
    "humans[mh]",
)
"""Words that 2 to 9 % of the records hold, alone and combined, and a heading that half of them carry."""


def memory_mib() -> float:
    """What this process holds now, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def measure(number: int) -> None:
    """Build an index of so many records, search it, and print one line."""
    with Archive.open(":memory:") as archive:
        for pmid, xml in records(number):
            archive.add(pmid, xml.strip().encode(), "invented")
        before, started = memory_mib(), process_time()
        utilities = Utilities(archive)
        seconds, held = process_time() - started, memory_mib() - before
        timings = [_search(utilities, query) for _ in range(ROUNDS) for query in QUERIES]
    sys.stdout.write(
        f"{number:>8} records: built {number / seconds:6.0f} records/s, {held:6.0f} MiB; "
        f"search median {median(timings):7.1f} ms, p95 {quantiles(timings, n=20)[-1]:7.1f} ms\n"
    )


def _search(utilities: Utilities, query: str) -> float:
    started = process_time()
    found = utilities.answer("esearch.fcgi", {"db": "pubmed", "term": query, "retmax": "200"})
    if found is None or b"<Count>" not in found.body:
        raise SystemExit(f"The local index did not answer {query!r}.")
    return (process_time() - started) * 1000


def main(sizes: list[int]) -> None:
    """One process per size, so that none inherits the memory of another."""
    for size in sizes:
        subprocess.run([sys.executable, __file__, "--here", str(size)], check=True)  # noqa: S603 - own command


if __name__ == "__main__":
    if sys.argv[1:2] == ["--here"]:
        measure(int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
