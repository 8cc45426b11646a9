"""A kind of source: which names it answers to, and how a client of it is opened."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from review.search.entrez import EntrezClient


@dataclass(frozen=True)
class SourceKind:
    """One entry of the registry of sources (`review.search.source`).

    Attributes:
        words: what a user writes for it, in the words of the sentence that lists all kinds.
        answers_to: whether a name, as the user wrote it, is of this kind.
        opened: a client for as long as the block runs.
    """

    words: str
    answers_to: Callable[[str], bool]
    opened: Callable[[str], AbstractContextManager[EntrezClient]]
