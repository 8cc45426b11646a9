"""What a record says of its own study: no background, no earlier work, no wish for later work."""

import re
from functools import lru_cache

from review.core.models import Record, Sentence
from review.core.vocabulary import Role
from review.reading.sentences import sentences

OTHERS = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|recent(?:ly)?|several|many|few|most|other|existing|numerous) "
    r"(?:published |clinical |large |small |major |controlled |randomi[sz]ed ){0,3}"
    r"(?:stud(?:y|ies)|trials?|reports?|reviews?|research|meta-?analys[ei]s|published|rcts?)\b"
)
"""Work of others, told in passing."""

WISH = re.compile(
    r"\b(?:needed|warranted|required|necessary|future|awaited|should be (?:studied|tested|confirmed|"
    r"investigated|evaluated|conducted|performed|examined|explored)|further (?:[\w-]+,? ){0,4}(?:stud(?:y|ies)|trials?|research))\b"
)
"""Work that somebody ought to do."""


@lru_cache(maxsize=8192)
def own_statements(record: Record) -> str:
    """The sentences on this study itself, in lower case, one a line."""
    return "\n".join(
        sentence.text.lower().replace("\n", " ")
        for sentence in sentences(record)
        if _is_own(sentence)
    )


def _is_own(sentence: Sentence) -> bool:
    if sentence.role is Role.BACKGROUND:
        return False
    lowered = sentence.text.lower()
    if sentence.role in (Role.METHODS, Role.OBJECTIVE):
        return True
    return not WISH.search(lowered) and not OTHERS.search(lowered)
