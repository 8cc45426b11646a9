"""What happens to an article of a batch: notebooks that start and end, and how it ended."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from review.batch.batch_file import BatchEntry
from review.core.errors import ReviewError
from review.core.places import without_paths
from review.core.presentation import shortened
from review.core.work_folder import without_work_folders
from review.runs.output_folder import holds_run

LONGEST_SENTENCE = 1_000
"""Characters of what is told of a failure, which may hold what a service answered."""


@dataclass(frozen=True)
class Progress:
    """A notebook of an article has started (`seconds` is None) or ended."""

    article: str
    notebook: str
    seconds: float | None = None


@dataclass(frozen=True)
class Outcome:
    """How an article ended. `exit_code` is 0 when all went well; else `error` is one sentence, and
    `error_to_share` the same without paths of the machine.
    """

    article: str
    folder: Path
    seconds: float = 0.0
    error: str = ""
    error_to_share: str = ""
    exit_code: int = 0


Report = Callable[[Progress | Outcome], None]


def failed(article: BatchEntry, error: Exception, *, out: Path, written: bool = False) -> Outcome:
    """The outcome of an article that failed: one sentence, and the exit code that goes with it.

    Args:
        article: the article.
        error: why it failed.
        out: folder of the run folders.
        written: whether its run was written all the same.
    """
    folder = out / article.name
    kind = "" if isinstance(error, ReviewError) else f"{type(error).__name__}: "
    told = without_work_folders(f"{kind}{error}")
    earlier = holds_run(folder) and not written
    return Outcome(
        article.name,
        folder,
        error=_sentence(told, earlier),
        error_to_share=_sentence(
            without_paths(told, article.claims, article.source, str(folder)), earlier
        ),
        exit_code=error.exit_code if isinstance(error, ReviewError) else ReviewError.exit_code,
    )


def _sentence(told: str, earlier: bool) -> str:
    kept = "; the earlier run in its folder is left as it was" if earlier else ""
    return f"{shortened(told, LONGEST_SENTENCE).rstrip(' :.')}{kept}."


def line_of(event: Progress | Outcome) -> str:
    """What the command line tells of it."""
    if isinstance(event, Progress):
        done = "started" if event.seconds is None else f"done in {event.seconds:.1f} s"
        return f"  {event.article:<32} {event.notebook:<22} {done}"
    if event.error:
        return f"review: {event.article}: {event.error}"
    return f"{event.folder / 'report.html'} ({event.seconds:.0f} s)"


def lines_of_failures(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """At the end of a batch, which of its articles failed; each was told of when it did."""
    names = [outcome.article for outcome in outcomes if outcome.error]
    if names and len(outcomes) > 1:
        yield f"review: {len(names)} of {len(outcomes)} articles failed: {', '.join(names)}."
