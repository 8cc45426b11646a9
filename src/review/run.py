"""A run: everything one pass over one article produced, as figures and the report read it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from review.run_tables import RUN_TABLES
from review.tables import Table, text_of


@dataclass(frozen=True, eq=False)
class Run:
    """The tables of a run folder with its manifest and PRISMA counts.

    Every frame is an instance of the table of the same name in `run_tables`; building a run checks
    that. `prisma` is what `review.prisma.prisma` gives.

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
