"""What a service did not search for, or searched for otherwise, as its answer tells; and what follows.

PubMed leaves out a term it does not know and a field it does not know, and says so: `drug AND x` is then
answered as `drug`, with a hundred thousand hits. A local index leaves out nothing: its unknown terms
match nothing, and stand in its translation.
"""

import re
from collections.abc import Iterator, Sequence

from review.core.errors import SearchFailedError
from review.core.models import Strategy
from review.search.entrez import SearchAnswer

NO_FIELD, NOT_FOUND = "field not found", "not found"
UNKNOWN = (NOT_FOUND, "ignored", "quoted phrase not found")
"""Remarks on terms, as `replies.ISSUES` names them: one that names a term that was not searched for
as it stands."""

LEFT_OUT = (NOT_FOUND, "ignored")
"""Remarks on terms that a service may have left out altogether."""

MUST_STAY = ("intervention", "comparator")
"""Blocks without which a search would answer another question."""


def checked(strategy: Strategy, answer: SearchAnswer) -> SearchAnswer:
    """The answer itself, where it answers what was asked.

    Raises:
        SearchFailedError: the service does not know a field of the string, or knows no term of the
            intervention or comparator and left that block out.
    """
    fields = list(_remarked(answer.warnings, (NO_FIELD,)))
    if fields:
        raise SearchFailedError(
            f"The service does not know the field {fields[0]!r} and read the string without it or not at "
            "all, so that its answer is to another question: correct the field in square brackets."
        )
    lost = [name for name in left_out_blocks(strategy, answer) if name in MUST_STAY]
    if lost:
        raise SearchFailedError(
            f"The service knows no term of the {lost[0]} and left it out, so that its answer is to another "
            f"question: name the {lost[0]} otherwise in the claims file, or give a query."
        )
    return answer


def left_out_blocks(strategy: Strategy, answer: SearchAnswer) -> tuple[str, ...]:
    """Names of the blocks of which the service knew no term and which it left out or took apart.

    Joined by AND, such a block can match nothing: where records match, it was not searched for.
    """
    if not answer.count:
        return ()
    unknown = {_plain(term) for term in _remarked(answer.warnings, UNKNOWN)}
    return tuple(
        block.name
        for block in strategy.blocks
        if block.terms and all(unknown & {_plain(term), _bare(term)} for term in block.terms)
    )


def left_out_terms(warnings: Sequence[str], translation: str) -> tuple[str, ...]:
    """Terms that the service remarked on and that do not stand in its translation of the string."""
    read = f" {_bare(translation)} "
    named = dict.fromkeys(_remarked(warnings, LEFT_OUT))
    return tuple(term for term in named if f" {_bare(term)} " not in read)


def _remarked(warnings: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    """What the remarks of these kinds are about."""
    for warning in warnings:
        kind, _, what = warning.partition(": ")
        if kind in kinds:
            yield what


def _plain(term: str) -> str:
    """A term without quotation marks and parentheses, in lower case."""
    return " ".join(re.sub(r'["()]', " ", term.lower()).split())


def _bare(term: str) -> str:
    """A plain term without its field: a remark may name the term with its field or without."""
    return " ".join(re.sub(r"\[[^\]]*\]", " ", _plain(term)).split())
