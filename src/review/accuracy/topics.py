"""Verdicts on plain claims of other topics, beside those that published reviews let one expect."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from review.accuracy.files import read_rows
from review.claims.library import load_claims
from review.core.errors import InputError
from review.core.settings import RECORDS_PER_CLAIM
from review.core.supplied import PathKind, found_at
from review.core.vocabulary import Verdict
from review.pipeline import stages

NAME = "topics"
RECORDS = "topics.xml.gz"
CLAIMS_END, EXPECTED_END = "_claims.csv", "_expected.csv"
SIDE = {Verdict.SUPPORTED: 1, Verdict.PARTLY_SUPPORTED: 1, Verdict.CONTRADICTED: -1}
"""The verdicts that take a side: for the claim or against it."""


@dataclass(frozen=True)
class TopicVerdict:
    """One claim: the verdict of the rules, the one expected, and others that a careful reader could reach."""

    claim_id: str
    statement: str
    verdict: str
    expected: str
    acceptable: str

    @property
    def how(self) -> str:
        """`exact`, `accepted`, `wrong side` (for instead of against, or the other way round) or `other`."""
        if self.verdict == self.expected:
            return "exact"
        if self.verdict in [part.strip() for part in self.acceptable.split(";")]:
            return "accepted"
        return "wrong side" if _side(self.verdict) * _side(self.expected) < 0 else "other"


def topics(data: Path) -> str:
    """The report on the claims of a folder, judged from its own records and no others, as Markdown.

    Raises:
        InputError: the folder lacks records, claims or what is expected of them.
    """
    return "\n".join(_page(list(topic_verdicts(data)))) + "\n"


def topic_verdicts(data: Path) -> Iterator[TopicVerdict]:
    """Every claim of the folder with its verdict.

    Raises:
        InputError: the folder lacks records, claims or what is expected of them.
    """
    files = sorted(data.glob(f"*{CLAIMS_END}"))
    if not files or found_at(data / RECORDS) is not PathKind.FILE:
        raise InputError(
            f"{data} does not hold {RECORDS} and files named *{CLAIMS_END}: name the folder of the topics with --data."
        )
    for path in files:
        wanted = path.with_name(path.name.removesuffix(CLAIMS_END) + EXPECTED_END)
        yield from _judged(path, read_rows(wanted, ("claim_id", "expected", "acceptable")), data)


def _judged(path: Path, wanted: Sequence[dict[str, str]], data: Path) -> Iterator[TopicVerdict]:
    claims = load_claims(path)
    found = stages.search(claims, source=str(data / RECORDS), limit=RECORDS_PER_CLAIM)
    appraisals = stages.appraise(claims, found.records, found.screening)
    findings = stages.synthesise(
        claims, found.searches, found.records, found.screening, appraisals
    ).summary_of_findings
    expected = {row["claim_id"]: row for row in wanted}
    for row in findings.to_dict("records"):
        name = str(row["claim_id"])
        if name not in expected:
            raise InputError(f"{path.name} has the claim {name}, of which nothing is expected.")
        yield TopicVerdict(
            name,
            str(row["statement"]),
            str(row["verdict"]),
            expected[name]["expected"],
            expected[name]["acceptable"],
        )


def _side(verdict: str) -> int:
    return next((side for known, side in SIDE.items() if known.value == verdict), 0)


def _page(judged: Sequence[TopicVerdict]) -> Iterator[str]:
    yield "# Topics"
    yield ""
    yield "| | claims |"
    yield "|---|---|"
    for how in ("exact", "accepted", "wrong side", "other"):
        yield f"| {how} | {sum(one.how == how for one in judged)} |"
    yield f"| all | {len(judged)} |"
    yield ""
    yield "| claim | statement | verdict | expected | |"
    yield "|---|---|---|---|---|"
    for one in judged:
        yield f"| {one.claim_id} | {one.statement} | {one.verdict} | {one.expected} | {one.how} |"
