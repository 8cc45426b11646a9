"""Requests of a run against the fewest that could do: `make benchmark`.

The bundled articles are reviewed on the snapshot over HTTP, first with an empty archive, then again
with what that run kept. The fewest are one search for each different strategy in the log of searches, and one
fetch for each full batch of the different records that the archive does not hold. Searches that only
count the hits of a term stand apart, and so does the question what the database is, asked of any service but PubMed.
"""

import math
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from review.core.settings import data_folder
from review.pipeline import stages
from review.search.database import ARCHIVE_VARIABLE
from review.search.entrez import BATCH
from review.search.local import service
from review.search.local.answers import HttpAnswer
from review.search.local.utilities import Utilities
from review.search.opened_archive import open_archive

LINE = "{:<30} {:<8} {:>6} {:>8} {:>7} {:>7} {:>6} {:>6} {:>6} {:>6}\n"
HEADINGS = (
    "article", "archive", "logged", "searches", "fetches", "records", "fewest", "ratio", "counts", "einfo"
)  # fmt: skip
ASKED: Counter[str] = Counter()


class CountingUtilities(Utilities):
    """The E-utilities, which count what they are asked."""

    def answer(self, name: str, parameters: Mapping[str, str]) -> HttpAnswer | None:
        """The answer, after the question was counted."""
        only_counts = name == "esearch.fcgi" and parameters.get("retmax") == "0"
        ASKED["counts" if only_counts else name] += 1
        return super().answer(name, parameters)


def measure(path: Path, *, source: str, held: bool) -> None:
    """Review one article and print what it asked for."""
    ASKED.clear()
    run = stages.run(path, source=source)
    searches, fetches = ASKED["esearch.fcgi"], ASKED["efetch.fcgi"]
    records = len(run.records)
    strategies = run.searches["query"].nunique()
    fewest = strategies + (0 if held else math.ceil(records / BATCH))
    sys.stdout.write(
        LINE.format(
            path.stem,
            "full" if held else "empty",
            len(run.searches),
            searches,
            fetches,
            records,
            fewest,
            f"{(searches + fetches) / fewest:.2f}",
            ASKED["counts"],
            ASKED["einfo.fcgi"],
        )
    )


def main() -> None:
    """Print two lines for each claims file."""
    service.Utilities = CountingUtilities  # type: ignore[misc]  # the service makes its own
    sys.stdout.write(LINE.format(*HEADINGS))
    with (
        open_archive(data_folder() / "snapshot") as snapshot,
        service.LocalService(snapshot) as local,
    ):
        for path in sorted((data_folder() / "claims").glob("*.csv")):
            with tempfile.TemporaryDirectory() as folder:
                os.environ[ARCHIVE_VARIABLE] = str(Path(folder) / "archive.sqlite")
                for held in (False, True):
                    measure(path, source=local.base_url, held=held)


if __name__ == "__main__":
    main()
