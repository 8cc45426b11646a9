"""How the closed lists look to a reader: symbols, colours, groups of designs, and text safe to show.

Colours are those of Okabe and Ito (2008), told apart by readers with colour-blindness; a colour
never stands alone, a symbol or a word always says the same.
"""

import re
from dataclasses import dataclass

from review.core.invisible import MARKS
from review.core.vocabulary import Certainty, Design, Stance, Verdict

PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"


@dataclass(frozen=True)
class Look:
    """A symbol, a colour (hex) and a one-word name usable in CSS."""

    symbol: str
    colour: str
    css: str


STANCE_LOOKS: dict[Stance, Look] = {
    Stance.SUPPORTS: Look("▲", "#0072b2", "supports"),
    Stance.MIXED: Look("◆", "#cc79a7", "mixed"),
    Stance.REFUTES: Look("▼", "#d55e00", "refutes"),
    Stance.NO_INFORMATION: Look("–", "#767676", "silent"),
    Stance.NOT_APPLICABLE: Look("■", "#5f6b76", "undirected"),
}

VERDICT_LOOKS: dict[Verdict, Look] = {
    Verdict.SUPPORTED: Look("✓", "#0072b2", "supported"),
    Verdict.PARTLY_SUPPORTED: Look("◐", "#56b4e9", "partly"),
    Verdict.CONTRADICTED: Look("✕", "#d55e00", "contradicted"),
    Verdict.CONFLICTING: Look("⇄", "#cc79a7", "conflicting"),
    Verdict.INSUFFICIENT: Look("?", "#767676", "insufficient"),
    Verdict.NOT_CHECKABLE: Look("–", "#a6adb4", "uncheckable"),
    Verdict.UNCLEAR: Look("¿", "#000000", "unclear"),
    Verdict.SEARCH_FAILED: Look("!", "#000000", "failed"),
}

CERTAINTY_SYMBOLS: dict[Certainty, str] = {
    Certainty.HIGH: "⊕⊕⊕⊕",
    Certainty.MODERATE: "⊕⊕⊕◯",
    Certainty.LOW: "⊕⊕◯◯",
    Certainty.VERY_LOW: "⊕◯◯◯",
    Certainty.ESTABLISHED: "●●●",
    Certainty.PROBABLE: "●●○",
    Certainty.SPECULATIVE: "●○○",
    Certainty.NOT_RATED: "",
}
"""GRADE's own symbols for its four levels; dots for the three levels of mechanism claims."""


@dataclass(frozen=True)
class DesignGroup:
    """Designs shown together. `rank` orders the groups and is the bar height in a harvest plot."""

    name: str
    rank: int
    designs: tuple[Design, ...]


DESIGN_GROUPS: tuple[DesignGroup, ...] = (
    DesignGroup("Evidence syntheses", 6, (Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW)),
    DesignGroup("Randomised trials", 5, (Design.RANDOMISED_TRIAL,)),
    DesignGroup(
        "Other comparative studies",
        4,
        (
            Design.NON_RANDOMISED_TRIAL,
            Design.SECONDARY_ANALYSIS,
            Design.COHORT,
            Design.CASE_CONTROL,
        ),
    ),
    DesignGroup(
        "Descriptive studies",
        3,
        (Design.CROSS_SECTIONAL, Design.CASE_SERIES, Design.CASE_REPORT, Design.QUALITATIVE),
    ),
    DesignGroup(
        "Reviews and others",
        2,
        (
            Design.GUIDELINE,
            Design.NARRATIVE_REVIEW,
            Design.UNCLEAR,
            Design.PROTOCOL,
            Design.COMMENT,
            Design.NOTICE,
        ),
    ),
    DesignGroup("Laboratory", 1, (Design.ANIMAL, Design.IN_VITRO)),
)
"""Kinds of design, strongest first. The rank says what kind of study it is, not how well it was done."""

_GROUP_OF = {design: group for group in DESIGN_GROUPS for design in group.designs}

_UNSEEN = re.compile(
    f"[{MARKS}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u2061-\u2064\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that no reader sees and that can hide or reorder what is shown."""


def design_group(design: str) -> DesignGroup:
    """The group a design is shown in."""
    return _GROUP_OF[Design(design)]


def visible(text: str) -> str:
    """The text without control characters and direction overrides; line breaks and tabs stay."""
    return _UNSEEN.sub("", text)


def shortened(text: str, length: int) -> str:
    """At most `length` characters on one line, cut at a word where one ends near, with an ellipsis."""
    line = " ".join(visible(text).split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > length * 2 // 3 else cut) + "…"


def pubmed_url(pmid: str) -> str:
    """Address of the record at PubMed; empty where the identifier is not a PMID."""
    return f"{PUBMED}{pmid}/" if re.fullmatch(r"[0-9]{1,10}", pmid) else ""


def doi_url(doi: str) -> str:
    """Address of the article at its DOI; empty where the text is not a plain DOI."""
    return f"https://doi.org/{doi}" if re.fullmatch(r"10\.\d{4,9}/[\w.()/:;-]+", doi, re.A) else ""
