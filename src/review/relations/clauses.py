"""Clauses: the parts of a sentence inside which what is said belongs together."""

import re
from dataclasses import dataclass
from functools import lru_cache

CUT = re.compile(
    r";\s+|\s+(?:whereas|while|although|though|however|but|despite|yet)\s+|,\s+(?:whereas|while|although|though|"
    r"however|but|and\s+(?=(?:no|there|the|it|they|both|neither|only|was|were|is|are|"
    r"had|has|did|led|may|might|can|could|should|\w+ed)\b)|which)\s+|:\s+"
)

SUBORDINATE = re.compile(
    r"(\s*(?:although|though|even though|while|whereas)\s[^,;]*),\s+(?!(?:and|or)\b)(?=[^,;]+(?:\.|;|$))",
    re.IGNORECASE,
)
"""A subordinate clause that opens the sentence, and its comma ("Although X fell, Y did not.")."""

FIGURES = re.compile(r"\((?:[^()]|\([^()]*\))*\d(?:[^()]|\([^()]*\))*\)")
"""Brackets that hold figures: "(RR 0.32, 95% CI 0.18-0.57; 3 studies)"."""

BUT_NOT = re.compile(r",\s+but not [^,;]{1,40},", re.IGNORECASE)
"""An aside that only denies something else ("clonidine, but not placebo, reduced ...")."""


@dataclass(frozen=True)
class Clause:
    """Part of a sentence; offsets are within the sentence."""

    text: str
    start: int


@lru_cache(maxsize=65536)
def clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence, in order, with figures in brackets and asides blanked out."""
    for aside in (FIGURES, BUT_NOT):
        sentence = aside.sub(lambda match: " " * len(match.group()), sentence)
    edges = [0]
    lead = SUBORDINATE.match(sentence)
    if lead:
        edges += [lead.end(1), lead.end()]
    for match in CUT.finditer(sentence, edges[-1]):
        edges += [match.start(), match.end()]
    edges.append(len(sentence))
    return tuple(
        Clause(sentence[left:right], left)
        for left, right in zip(edges[::2], edges[1::2], strict=True)
        if sentence[left:right].strip()
    )
