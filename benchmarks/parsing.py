"""Records per second of processor time and peak memory of PubMed XML parsers on one invented file: `make benchmark`.

Each parser runs in a process of its own over the same file, three times in turn; the fastest counts.
Biopython is given a part of it, since it reads a whole answer into memory; pubmed_parser, which
reads compressed files only, is measured where it is installed.

    python benchmarks/parsing.py [RECORDS]
"""

import gzip
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import process_time

from lxml import etree
from synthetic_pubmed import write_file

RECORDS = 20_000
ROUNDS = 3
SHARE = 0.1
"""What Biopython reads, and what the memory for the whole file is compared with."""

AIM_OF_BARE, AIM_OF_BIOPYTHON = 0.6, 4.0


def bare(path: Path) -> int:
    """Bare lxml builds the tree of each article and lets it go; nothing is read from it."""
    count = 0
    for _, node in etree.iterparse(str(path), tag="PubmedArticle"):
        _let_go(node)
        count += 1
    return count


def every_element(path: Path) -> int:
    """As `bare`, but every element is handed to Python, as without a `tag`."""
    count = 0
    for _, node in etree.iterparse(str(path)):
        if node.tag == "PubmedArticle":
            _let_go(node)
            count += 1
    return count


def hashed(path: Path) -> int:
    """As `bare`, and each article as bytes: the least that a record's hash needs."""
    count = 0
    for _, node in etree.iterparse(str(path), tag="PubmedArticle"):
        etree.tostring(node, encoding="utf-8", with_tail=False)
        _let_go(node)
        count += 1
    return count


def cut(path: Path) -> int:
    """Ours without its fields: the tree and the bytes of each article, and nothing read from it."""
    from review.records.pubmed_file import article_elements  # noqa: PLC0415 - only in its own process

    return sum(1 for _ in article_elements(path))


def streamed(path: Path) -> int:
    """Ours: every field of every record, as `review.read_records` gives it."""
    from review.records.pubmed_xml import iter_records  # noqa: PLC0415 - only in its own process

    return sum(1 for _ in iter_records(path))


def parsed(path: Path) -> int:
    """Ours, as a run that searches a file reads it: articles for the archive, those parsed again."""
    from review.records.pubmed_xml import parse_article  # noqa: PLC0415 - only in its own process
    from review.search.release import ArticleXml, read_file  # noqa: PLC0415 - only in its own process

    found = (item for item in read_file(path) if isinstance(item, ArticleXml))
    return sum(1 for article in found if parse_article(article.xml))


def biopython(path: Path) -> int:
    """`Bio.Entrez.read`: the whole file as lists and dictionaries."""
    from Bio import Entrez  # noqa: PLC0415 - in its own process

    with path.open("rb") as file:
        return len(Entrez.read(file, validate=False)["PubmedArticle"])


def pubmed_parser(path: Path) -> int:
    """`pubmed_parser.parse_medline_xml`: the whole file as dictionaries of text."""
    from pubmed_parser import parse_medline_xml  # noqa: PLC0415 - may be absent

    return sum(1 for _ in parse_medline_xml(str(path)))


PARSERS: dict[str, Callable[[Path], int]] = {
    each.__name__: each
    for each in (bare, every_element, hashed, cut, streamed, parsed, biopython, pubmed_parser)
}


NEEDS = {
    "cut": "review.records.pubmed_file",
    "streamed": "review.records.pubmed_xml",
    "parsed": "review.records.pubmed_xml",
    "biopython": "Bio.Entrez.Parser",
    "pubmed_parser": "pubmed_parser",
}
"""What each parser imports, so that its time is that of reading alone."""


def _let_go(node: etree._Element) -> None:
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]


def peak_mib() -> float:
    """Most memory this process has held, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def alone(name: str, path: Path) -> tuple[float, float]:
    """Records per second and peak MiB of one parser in a process of its own."""
    command = [sys.executable, __file__, name, str(path)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - own command
    rate, peak = map(float, printed.split())
    return rate, peak


def in_turn(files: dict[str, Path]) -> dict[str, tuple[float, float]]:
    """Most records per second, and peak MiB, of each parser over its file.

    The parsers take turns, so that what else the machine has to do slows all of them alike.
    """
    rounds = [{name: alone(name, path) for name, path in files.items()} for _ in range(ROUNDS)]
    return {
        name: (max(each[name][0] for each in rounds), max(each[name][1] for each in rounds))
        for name in files
    }


def measure(name: str, path: Path) -> None:
    """Run one parser here and print its records per second and peak memory."""
    if name in NEEDS:
        import_module(NEEDS[name])
    started = process_time()
    count = PARSERS[name](path)
    sys.stdout.write(f"{count / (process_time() - started)} {peak_mib()}\n")


def main(records: int) -> None:
    """Print one line per parser, then the aims."""
    with tempfile.TemporaryDirectory() as folder:
        whole, part, packed = (
            Path(folder) / name for name in ("all.xml", "part.xml", "all.xml.gz")
        )
        write_file(whole, records)
        write_file(part, int(records * SHARE))
        packed.write_bytes(gzip.compress(whole.read_bytes(), compresslevel=1))
        size = whole.stat().st_size / 2**20
        sys.stdout.write(f"{records} invented records, {size:.0f} MiB\n")
        apart = {"biopython": part, "pubmed_parser": packed}
        found = in_turn({name: apart.get(name, whole) for name in _installed()})
        least = alone("streamed", part)[1]
    for name, (rate, peak) in found.items():
        sys.stdout.write(
            f"{name:<14} {rate:8.0f} records/s {peak:7.0f} MiB {rate / found['bare'][0]:6.2f} of bare\n"
        )
    _aims({name: rate for name, (rate, _) in found.items()}, [least, found["streamed"][1]])


def _installed() -> list[str]:
    if find_spec("pubmed_parser"):
        return list(PARSERS)
    sys.stdout.write(
        "pubmed_parser is not installed and so not measured: pip install pubmed_parser, then measure again.\n"
    )
    return [name for name in PARSERS if name != "pubmed_parser"]


def _aims(rates: dict[str, float], peaks: list[float]) -> None:
    of_bare = rates["streamed"] / rates["bare"]
    of_biopython = rates["streamed"] / rates["biopython"]
    sys.stdout.write(
        f"aim {AIM_OF_BARE} of bare lxml:          {of_bare:.2f}\n"
        f"aim {AIM_OF_BIOPYTHON:.0f} times Bio.Entrez.read:    {of_biopython:.1f}\n"
        f"aim flat memory (MiB, tenth and whole): {peaks[0]:.1f} and {peaks[1]:.1f}\n"
    )


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in PARSERS:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else RECORDS)
