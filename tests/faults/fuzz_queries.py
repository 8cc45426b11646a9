"""Throws made-up queries and broken records at the two readers of foreign text, and counts.

Queries are strings of pieces of PubMed's query language, in and out of order, and any text; each is
read, evaluated on a small index and ranked. Records are invented PubMed XML with bytes and elements
cut, doubled, swapped and changed. Whatever is neither accepted nor refused with an error of this
suite ends the run with status 1.

    PYTHONPATH=benchmarks python tests/faults/fuzz_queries.py [EXAMPLES]
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from time import perf_counter
from typing import TypeVar

from lxml import etree
from synthetic_pubmed import records

from review.core.errors import ReviewError
from review.records.pubmed_xml import parse_article
from review.search.local.building import index_of
from review.search.local.documents import read_document
from review.search.local.evaluate import Evaluation
from review.search.local.fields import TAGS
from review.search.local.query import QueryError, parse
from review.search.local.ranking import by_relevance
from review.search.local.spelling import corrected

EXAMPLES = 100_000
SEED = 20_261_122
RECORDS = 50
LONGEST = 12
"""Pieces of a query, and changes made to a record, at most."""

WORDS = (
    *(
        "baclofen",
        "clonidine",
        "opioid withdrawal",
        "the",
        "and",
        "κ-opioid",
        "Müller JA",
        "90000001",
    ),
    *("with*", "a*", "*", "Baclofen", "Humans", "Pain", "Rats", "2010", "2010/02", "2010/99/99"),
    *("randomized controlled trial", "J Invent Find", "eng", "systematic", "Baclofen/metabolism"),
    *("#1", "#", "%", "&", "<", "\x00", "\ud800", "\U0001f600", "é", "İ", "ß", "٣", "-", "/", "\\"),
)
PIECES = (
    *(" AND ", " OR ", " NOT ", " and ", "(", ")", '"', "[", "]", ":", "*", " ", ",", ";", "|"),
    *("[tiab:~3]", "[ti:~0]", "[ab:~2]", "[tiab:~99999]", "[mh:noexp]", "[nosuch]", "[]", "[ ]"),
    *("[dp] : ", '"2010"[dp] : "3000"[dp]', '"a b"[tiab:~2]', "((((", "))))"),
)
TEXTS = (
    "",
    " ",
    "0",
    "-1",
    "99999999999999999999",
    "2010-13-45",
    "٢٠٢٠",
    "Feb",
    "½",
    "é",
    "a" * 5000,
    "x y z",
)
KINDS = ("accepted", "refused", "other")

Outcome = tuple[str, str]
Example = TypeVar("Example", str, bytes)


def queries(pick: random.Random) -> Iterator[str]:
    """Queries without end."""
    tags = [f"[{tag}]" for names in TAGS.values() for tag in names]
    while True:
        kind = pick.random()
        if kind < 0.1:
            yield "".join(chr(pick.randrange(0x3000)) for _ in range(pick.randrange(40)))
        elif kind < 0.4:
            yield _changed(pick, " AND ".join(_term(pick, tags) for _ in range(pick.randint(1, 6))))
        else:
            count = pick.randint(1, LONGEST)
            yield "".join(pick.choice((*WORDS, *PIECES, pick.choice(tags))) for _ in range(count))


def _term(pick: random.Random, tags: list[str]) -> str:
    word = pick.choice(WORDS)
    return (f'"{word}"' if pick.random() < 0.5 else word) + pick.choice(tags)


def _changed(pick: random.Random, text: str) -> str:
    place = pick.randrange(len(text) + 1)
    return text[:place] + pick.choice(PIECES) + text[place + pick.randrange(3) :]


def broken_records(pick: random.Random, whole: list[bytes]) -> Iterator[bytes]:
    """Records without end, each changed in a few places: as bytes, or well-formed as elements."""
    while True:
        xml = pick.choice(whole)
        if pick.random() < 0.5:
            yield _reshaped(pick, xml)
            continue
        for _ in range(pick.randint(1, LONGEST)):
            xml = _broken(pick, xml)
        yield xml


def _reshaped(pick: random.Random, xml: bytes) -> bytes:
    """The record with elements removed, repeated elsewhere, emptied, renamed or given another text."""
    root = etree.fromstring(xml)
    for _ in range(pick.randint(1, LONGEST)):
        nodes = list(root.iter())
        node, other = pick.choice(nodes), pick.choice(nodes)
        parent = node.getparent()
        if parent is None:
            continue
        change = pick.randrange(6)
        if change == 0:
            parent.remove(node)
        elif change == 1:
            other.append(deepcopy(node))
        elif change == 2:
            node.text = pick.choice(TEXTS)
        elif change == 3:
            node.tag = other.tag
        elif change == 4:
            node.clear()
        else:
            node.attrib.update({name: pick.choice(TEXTS) for name in node.attrib})
    return bytes(etree.tostring(root))


def _broken(pick: random.Random, xml: bytes) -> bytes:
    start = pick.randrange(len(xml) + 1)
    if pick.random() < 0.8:
        start = xml.rfind(b"<", 0, start) % (len(xml) + 1)
    end = xml.find(b">", start + pick.randrange(1, 60)) + 1 or len(xml)
    part = xml[start:end]
    changes: tuple[Callable[[], bytes], ...] = (
        lambda: xml[:start] + xml[end:],
        lambda: xml[:end] + part + xml[end:],
        lambda: xml[:start] + pick.randbytes(3) + xml[start:],
        lambda: xml[:start] + part.replace(b"Y", b"").replace(b"1", b"9" * 30) + xml[end:],
        lambda: xml.replace(b">20", b">-20", 1).replace(b"<Year>", b"<Year> x", 1),
        lambda: xml[:start] + b"<Article/>" + xml[start:],
        lambda: xml[:start] + b"<!-- --><?x y?><![CDATA[ ]]>" + xml[start:],
        lambda: _emptied(pick, xml),
    )
    return pick.choice(changes)()


def _emptied(pick: random.Random, xml: bytes) -> bytes:
    """The record without the text of an element."""
    start = xml.find(b">", pick.randrange(len(xml) + 1)) + 1
    end = xml.find(b"<", start)
    return xml if end < 0 else xml[:start] + xml[end:]


def outcome(work: Callable[[], object], refusals: tuple[type[Exception], ...]) -> Outcome:
    """Which of `KINDS` a try is, and for another error what it says."""
    try:
        work()
    except refusals:
        return "refused", ""
    except Exception as error:  # noqa: BLE001 - what this program looks for
        return "other", f"{type(error).__name__}: {error}"
    return "accepted", ""


def fuzz(
    name: str,
    examples: Iterator[Example],
    number: int,
    work: Callable[[Example], object],
    refusals: tuple[type[Exception], ...],
) -> int:
    """Try so many examples, print what became of them, and count those neither accepted nor refused."""
    counts = dict.fromkeys(KINDS, 0)
    others: Counter[str] = Counter()
    slowest, slow = 0.0, ""
    for _ in range(number):
        example = next(examples)
        started = perf_counter()
        kind, said = outcome(lambda tried=example: work(tried), refusals)
        seconds = perf_counter() - started
        counts[kind] += 1
        if said:
            others[f"{said[:100]} <- {example[:200]!r}"] += 1
        if seconds > slowest:
            slowest, slow = seconds, repr(example[:120])
    shown = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    sys.stdout.write(f"{name}: {number} tried, {shown}; slowest {slowest * 1000:.1f} ms: {slow}\n")
    for said, count in others.most_common(20):
        sys.stdout.write(f"  {count} x {said}\n")
    return counts["other"]


def main(number: int) -> int:
    """Fuzz both readers; 1 where anything else than acceptance or refusal came of it."""
    pick = random.Random(SEED)
    whole = [xml.strip().encode() for _, xml in records(RECORDS)]
    index = index_of(read_document(str(90_000_001 + n), xml) for n, xml in enumerate(whole))

    def searched(query: str) -> None:
        evaluation = Evaluation(index, parse(query))
        by_relevance(index, evaluation.matches, evaluation.cues, most=5)

    wrong = fuzz("queries", queries(pick), number, searched, (QueryError,))
    wrong += fuzz(
        "spelling", queries(pick), max(1, number // 1000), lambda text: corrected(index, text), ()
    )
    wrong += fuzz("records", broken_records(pick, whole), number, parse_article, (ReviewError,))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else EXAMPLES))
