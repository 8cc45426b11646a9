"""What a record shows for the rating of certainty: blinding, and the rating its authors give.

Words of title, abstract and headings, not judgements of the full text.
"""

import re
from functools import lru_cache

from review.core.models import Record
from review.core.vocabulary import Certainty
from review.terms.word_lists import has_words

LEVELS = {
    "very low": Certainty.VERY_LOW,
    "low": Certainty.LOW,
    "moderate": Certainty.MODERATE,
    "high": Certainty.HIGH,
}
"""From the lowest up."""

_LEVEL = r"(very[ -]low|low|moderate|high)"
_OF_EVIDENCE = r"(?:certainty|quality|confidence|strength) of (?:the )?(?:available )?evidence"
STATED = re.compile(
    rf"\b{_LEVEL}[ -](?:to[ -]{_LEVEL}[ -])?(?:certainty|quality)\s+(?:of\s+)?(?:the\s+)?evidence"
    rf"|\b{_OF_EVIDENCE}\W+(?:was |is |were |as |of |rated |graded |judged |to be |overall )*{_LEVEL}\b"
    rf"|\bevidence (?:was|is|were) (?:judged |rated |graded )?(?:to be )?of {_LEVEL} (?:certainty|quality)"
    rf"|\b{_LEVEL}[ -]certainty\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_blinded(record: Record) -> bool:
    """Whether title, abstract or headings mention blinding."""
    headings = " ; ".join(heading.descriptor for heading in record.mesh)
    return has_words(f"{record.title} ; {record.abstract} ; {headings}", "blinding")


def stated_certainty(rationale: str, abstract: str) -> Certainty | None:
    """GRADE level that the authors of a synthesis state for their finding; of a range its lower end.

    The sentence that carries the finding comes first; another place in the abstract counts only
    when the abstract names a single level, so that no other outcome's rating is taken over.
    """
    here = _stated(rationale)
    if here:
        return LEVELS[min(here, key=list(LEVELS).index)]
    elsewhere = _stated(abstract)
    return LEVELS[elsewhere.pop()] if len(elsewhere) == 1 else None


def _stated(text: str) -> set[str]:
    return {
        level.lower().replace("-", " ")
        for match in STATED.finditer(text)
        for level in match.groups()
        if level
    }
