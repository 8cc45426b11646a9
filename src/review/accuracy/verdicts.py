"""Agreement of the rules with a reader on the claims of the bundled articles."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from review.accuracy.agreement import cohen_kappa, gwet_ac1, raw_agreement, weighted_kappa
from review.claims.library import load_claims
from review.core.errors import InputError
from review.core.settings import RECORDS_PER_CLAIM, data_folder
from review.core.tables import Column, Table, text_of
from review.core.vocabulary import Certainty, Verdict
from review.pipeline import stages

REFERENCE = Table(
    "verdicts",
    "One row per claim judged by a reader.",
    (
        Column("claim_id", "text", "The claim.", required=True),
        Column("verdict", "text", "The reader's answer.", Verdict, required=True),
        Column("certainty", "text", "The reader's certainty of the evidence.", Certainty),
        Column("confidence", "text", "How sure the reader is of the judgement."),
        Column("pmids", "list", "Records the judgement rests on."),
    ),
    ("claim_id",),
)

SUPPORT_RANK = {
    Verdict.CONTRADICTED: 0,
    Verdict.CONFLICTING: 1,
    Verdict.INSUFFICIENT: 1,
    Verdict.PARTLY_SUPPORTED: 2,
    Verdict.SUPPORTED: 3,
}
"""Verdicts by how much the evidence speaks for the claim. Conflicting and insufficient evidence share
the place between: neither says which way. Not checkable is no degree of support and has none."""

CERTAINTY_RANK = {
    Certainty.VERY_LOW: 0,
    Certainty.LOW: 1,
    Certainty.MODERATE: 2,
    Certainty.HIGH: 3,
}
"""GRADE's levels. The three levels of mechanism claims are another scale and are not compared."""


@dataclass(frozen=True)
class VerdictPair:
    """One claim: what the reader judged and what the rules say."""

    claim_id: str
    statement: str
    kind: str
    reader: Verdict
    rules: Verdict
    reader_certainty: str
    rules_certainty: str
    confidence: str
    reason: str


def verdicts(data: Path) -> str:
    """Agreement of the rules with a reader's verdicts (`verdicts.csv`), as Markdown."""
    reference = REFERENCE.read(data)
    return verdicts_report(compare_with(reference, _bundled_findings()))


def compare_with(reference: pd.DataFrame, findings: pd.DataFrame) -> list[VerdictPair]:
    """Reader and rules side by side, in the order of the reference.

    Raises:
        InputError: a claim of the reference is not among the findings.
    """
    by_id = {row["claim_id"]: row for row in findings.to_dict("records")}
    missing = [name for name in reference["claim_id"] if name not in by_id]
    if missing:
        raise InputError(
            f"The reference judges {missing[0]}, which is not among the claims reviewed; remove its row."
        )
    return [_comparison(row, by_id[row["claim_id"]]) for row in reference.to_dict("records")]


def verdicts_report(comparisons: Sequence[VerdictPair]) -> str:
    """The comparison as a page: measures, confusion table, disagreements."""
    return "\n".join(
        [
            "# Agreement with a reader's verdicts",
            "",
            "Written by `make accuracy` (`review benchmark verdicts --data data/reference`), on the bundled",
            "snapshot. The reference is one reader's judgement from abstracts, made before the rules were",
            "written (`data/reference/README.md`). **The rules were then developed with these judgements in",
            "view**, so the figures are those of a development set: on other claims expect less agreement.",
            "They are a regression check and a list of questions, not proof that either side is right.",
            "",
            *_measures(comparisons),
            "",
            *_confusion(comparisons),
            "",
            *_disagreements(comparisons),
            "",
        ]
    )


def _bundled_findings() -> pd.DataFrame:
    paths = sorted((data_folder() / "claims").glob("*.csv"))
    return pd.concat([_findings(path) for path in paths], ignore_index=True)


def _findings(path: Path) -> pd.DataFrame:
    claims = load_claims(path)
    found = stages.search(claims, source="snapshot", limit=RECORDS_PER_CLAIM)
    appraisals = stages.appraise(claims, found.records, found.screening)
    return stages.synthesise(
        claims, found.searches, found.records, found.screening, appraisals
    ).summary_of_findings


def _comparison(reader: dict[str, object], rules: dict[str, object]) -> VerdictPair:
    return VerdictPair(
        claim_id=str(reader["claim_id"]),
        statement=str(rules["statement"]),
        kind=str(rules["kind"]),
        reader=Verdict(str(reader["verdict"])),
        rules=Verdict(str(rules["verdict"])),
        reader_certainty=text_of(reader["certainty"]),
        rules_certainty=str(rules["certainty"]),
        confidence=text_of(reader["confidence"]),
        reason=str(rules["reason"]),
    )


def _measures(comparisons: Sequence[VerdictPair]) -> Iterator[str]:
    pairs = [(c.reader, c.rules) for c in comparisons]
    ranked = [pair for pair in pairs if set(pair) <= set(SUPPORT_RANK)]
    sure = [(c.reader, c.rules) for c in comparisons if c.confidence == "high"]
    commonest, times = Counter(c.reader for c in comparisons).most_common(1)[0]
    levels = [
        (
            CERTAINTY_RANK[Certainty(c.reader_certainty)],
            CERTAINTY_RANK[Certainty(c.rules_certainty)],
        )
        for c in comparisons
        if c.reader_certainty in CERTAINTY_RANK and c.rules_certainty in CERTAINTY_RANK
    ]
    near = [abs(a - b) <= 1 for a, b in levels]
    yield "| measure | value | claims |"
    yield "|---|---|---|"
    yield _measure("same verdict", raw_agreement(pairs), len(pairs))
    yield _measure(
        f"always answering *{commonest}*, for comparison", times / len(pairs), len(pairs)
    )
    yield _measure("Cohen's kappa", cohen_kappa(pairs), len(pairs))
    yield _measure("Gwet's AC1", gwet_ac1(pairs, list(Verdict)), len(pairs))
    yield _measure(
        "kappa with quadratic weights", weighted_kappa(ranked, SUPPORT_RANK), len(ranked)
    )
    yield _measure("same verdict where the reader was sure", raw_agreement(sure), len(sure))
    yield _measure("same level of certainty", raw_agreement(levels), len(levels))
    yield _measure("certainty within one level", sum(near) / len(near) if near else None, len(near))
    yield ""
    yield "The weighted kappa ranks verdicts by how much the evidence speaks for the claim: contradicted;"
    yield "conflicting or insufficient, which both leave the direction open; partly supported; supported. Pairs"
    yield "with *not checkable* have no place on that scale. Certainty is compared where both sides use GRADE's"
    yield "four levels, so not for mechanism claims and not for claims without evidence to rate."


def _measure(name: str, value: float | None, claims: int) -> str:
    return f"| {name} | {'-' if value is None else f'{value:.2f}'} | {claims} |"


def _confusion(comparisons: Sequence[VerdictPair]) -> Iterator[str]:
    counts = Counter((c.reader, c.rules) for c in comparisons)
    columns = [v for v in Verdict if any(c.rules == v for c in comparisons)]
    rows = [v for v in Verdict if any(c.reader == v for c in comparisons)]
    yield "## Reader (rows) against rules (columns)"
    yield ""
    yield f"| | {' | '.join(columns)} | all |"
    yield "|---" * (len(columns) + 2) + "|"
    for row in rows:
        cells = [counts[row, column] for column in columns]
        yield f"| **{row}** | {' | '.join(str(cell or '.') for cell in cells)} | {sum(cells)} |"
    sums = [sum(counts[row, column] for row in rows) for column in columns]
    yield f"| **all** | {' | '.join(map(str, sums))} | {sum(sums)} |"


def _disagreements(comparisons: Sequence[VerdictPair]) -> Iterator[str]:
    apart = [c for c in comparisons if c.reader != c.rules]
    yield f"## Where they differ ({len(apart)} of {len(comparisons)})"
    yield ""
    yield "| claim | kind | statement | reader (confidence) | rules | the rules' reason |"
    yield "|---|---|---|---|---|---|"
    for c in apart:
        cells = (c.claim_id, c.kind, c.statement, f"{c.reader} ({c.confidence})", c.rules, c.reason)
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
