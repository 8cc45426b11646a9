"""How often a reader of sentences is right, by family and by transformation.

    PYTHONPATH=src python tests/reading/grammar/scorer.py --per-template 1 --transformations

A reader is any function of a claim and a sentence or record that gives a stance.
"""

import argparse
import csv
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from grammar import NOTHING, REFUTES, SUPPORTS, Case, sentences, transformed

import review
from review.core.models import Claim, Record

Reader = Callable[[str, str | Record], str]
OUTCOMES = ("right", "wrong side", "unfounded", "silent")
SIDES = (SUPPORTS, REFUTES)


@lru_cache(maxsize=4096)
def _claim(text: str) -> Claim:
    return review.claim(text)


def appraised(claim: str, reading: str | Record) -> str:
    """What `review.appraise` says; a sentence stands alone in an abstract without a title."""
    record = (
        review.record(title="", abstract=reading, pmid=90000001)
        if isinstance(reading, str)
        else reading
    )
    return str(review.appraise(_claim(claim), record).stance)


def outcome(stance: str, right: tuple[str, ...]) -> str:
    """Right, on the wrong side, unfounded (a side where there is none) or silent."""
    if stance in right or (stance not in SIDES and NOTHING in right):
        return "right"
    if stance not in SIDES:
        return "silent"
    return "wrong side" if any(side in right for side in SIDES) else "unfounded"


def cases(
    seed: int, per_template: int, *, sealed: bool = False, changed: bool = False
) -> Iterator[Case]:
    """Filled sentences and, with `changed`, what the transformations make of them."""
    for one in sentences(seed, per_template, sealed=sealed):
        yield one
        if changed:
            yield from transformed(one)


class Score:
    """Counts of outcomes by family and by transformation, and every case that is not right."""

    def __init__(self) -> None:
        self.by_family: dict[str, Counter[str]] = {}
        self.by_transformation: dict[str, Counter[str]] = {}
        self.total: Counter[str] = Counter()
        self.missed: list[tuple[Case, str, str]] = []

    def add(self, one: Case, stance: str) -> None:
        """Count one reading."""
        found = outcome(stance, one.stances)
        self.total[found] += 1
        if one.transformation == "as written":
            self.by_family.setdefault(one.template.family, Counter())[found] += 1
        self.by_transformation.setdefault(one.transformation, Counter())[found] += 1
        if found != "right":
            self.missed.append((one, stance, found))

    def lines(self) -> Iterator[str]:
        """The table, a line at a time."""
        head = "  ".join(f"{name:>10}" for name in OUTCOMES)
        for title, table in (
            ("family (as written)", self.by_family),
            ("transformation", self.by_transformation),
            ("", {"all": self.total}),
        ):
            yield f"{title:22}{'n':>6}  {head}"
            for name, counts in table.items():
                total = sum(counts.values())
                shares = "  ".join(f"{counts[what] / total:10.3f}" for what in OUTCOMES)
                yield f"{name:22}{total:6}  {shares}"


def score(reader: Reader, chosen: Iterable[Case]) -> Score:
    """Read every case."""
    kept = Score()
    for one in chosen:
        kept.add(one, reader(one.claim, one.reading))
    return kept


def write_missed(kept: Score, path: Path) -> None:
    """What was not right, as CSV."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(
            ["template_id", "transformation", "claim", "text", "right", "read", "outcome"]
        )
        for one, stance, found in kept.missed:
            table.writerow(
                [
                    one.template.template_id,
                    one.transformation,
                    one.claim,
                    one.text,
                    ";".join(one.stances),
                    stance,
                    found,
                ]
            )


def main() -> None:
    """Score `review.appraise` from the command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--per-template", type=int, default=1)
    options.add_argument("--transformations", action="store_true")
    options.add_argument("--sealed", action="store_true", help="only what is kept apart")
    options.add_argument("--family", help="only this family")
    options.add_argument("--limit", type=float, default=600, help="seconds after which it stops")
    options.add_argument("--missed", type=Path, help="write what was not right here, as CSV")
    chosen = options.parse_args()
    end = time.monotonic() + chosen.limit
    kept = Score()
    for one in cases(
        chosen.seed,
        chosen.per_template,
        sealed=chosen.sealed,
        changed=chosen.transformations,
    ):
        if chosen.family and one.template.family != chosen.family:
            continue
        if time.monotonic() > end:
            sys.stdout.write("Stopped at the limit of time.\n")
            break
        kept.add(one, appraised(one.claim, one.reading))
    sys.stdout.write("\n".join(kept.lines()) + "\n")
    if chosen.missed:
        write_missed(kept, chosen.missed)


if __name__ == "__main__":
    main()
