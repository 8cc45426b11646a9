"""Grades the health claims of a web article against PubMed, claim by claim.

The functions here are small and pure, for use from a notebook or another program: no network, no
downloads, no global state. `review.run` goes through all stages; its default source is the bundled
snapshot.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from review.api import (
        appraise,
        claim,
        design,
        judge,
        query,
        rank_sentences,
        read_records,
        record,
        sentences,
        size,
    )
    from review.pipeline.stages import run

__all__ = [
    "appraise",
    "claim",
    "design",
    "judge",
    "query",
    "rank_sentences",
    "read_records",
    "record",
    "run",
    "sentences",
    "size",
]


def __getattr__(name: str) -> Any:
    """Load a public function when it is first used, so that `import review` is quick."""
    if name not in __all__:
        raise AttributeError(
            f"module 'review' has no attribute {name!r}; it has {', '.join(__all__)}"
        )
    return getattr(import_module("review.pipeline.stages" if name == "run" else "review.api"), name)
