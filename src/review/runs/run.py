"""A run: everything one pass over one article produced, as plain data that figures and report read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from review.claims.article import Article
from review.core.run_tables import ARTICLE_CHECKS, POOLED, RUN_TABLES, SEARCH_TERMS, SENSITIVITY
from review.core.tables import Table, text_of
from review.core.vocabulary import Check


@dataclass(frozen=True, eq=False)
class Run:
    """The tables of a run folder with its manifest and PRISMA counts.

    Every frame is an instance of the table of the same name in `run_tables`; building a run checks
    that. `prisma` is what `review.runs.prisma.prisma` gives. `article` is there where the article's file
    was given: the report then shows the sentence behind each claim.

    Raises:
        InputError: a frame breaks the declaration of its table.
    """

    name: str
    manifest: dict[str, object]
    claims: pd.DataFrame
    searches: pd.DataFrame
    records: pd.DataFrame
    screening: pd.DataFrame
    appraisals: pd.DataFrame
    certainty: pd.DataFrame
    summary_of_findings: pd.DataFrame
    evidence_matrix: pd.DataFrame
    prisma: dict[str, object]
    article: Article | None = None
    search_terms: pd.DataFrame = field(default_factory=lambda: SEARCH_TERMS.build(()))
    pooled: pd.DataFrame = field(default_factory=lambda: POOLED.build(()))
    sensitivity: pd.DataFrame = field(default_factory=lambda: SENSITIVITY.build(()))
    article_checks: pd.DataFrame = field(default_factory=lambda: ARTICLE_CHECKS.build(()))

    def __post_init__(self) -> None:
        for table, frame in self.tables():
            table.check(frame)

    def tables(self) -> Iterator[tuple[Table, pd.DataFrame]]:
        """Each declared table with its frame, in file order."""
        for table in RUN_TABLES:
            yield table, getattr(self, table.name)

    @property
    def article_name(self) -> str:
        """File names of the articles the claims come from; the run's name where none is given."""
        names = [text_of(cell) for cell in self.claims["article"].dropna().unique()]
        return ", ".join(names) or self.name


def safety_topics(run: Run) -> dict[str, list[str]]:
    """By claim id, the topics for which safety depends on the claim (table `article_checks`)."""
    checks = run.article_checks
    safety = checks[checks["check"] == Check.SAFETY]
    return {str(name): list(rows) for name, rows in safety.groupby("claim_id", sort=False)["topic"]}
