"""Invented abstracts for tests of the rules, read through the public functions. The PMIDs cannot exist."""

from collections.abc import Sequence

import review
from review.core.models import Appraisal, Claim, Record

FIRST_PMID = 90000001


def a_record(
    abstract: str = "", *, title: str = "", types: Sequence[str] = (), **parts: object
) -> Record:
    """A record with this abstract."""
    return review.record(
        title=title, abstract=abstract, publication_types=types, pmid=FIRST_PMID, **parts
    )


def appraised(claim: Claim, abstract: str, *, title: str = "", **parts: object) -> Appraisal:
    """What an abstract says about a claim; its rationale is checked to be where it says it is."""
    record = a_record(abstract, title=title, **parts)
    appraisal = review.appraise(claim, record)
    assert shown_exactly(appraisal, record)
    return appraisal


def shown_exactly(appraisal: Appraisal, record: Record) -> bool:
    """Whether the rationale is the text that its offsets point at (or there is none)."""
    if not appraisal.rationale:
        return (appraisal.rationale_start, appraisal.rationale_end, appraisal.rationale_in) == (
            None,
            None,
            "",
        )
    text = record.title if appraisal.rationale_in == "title" else record.abstract
    return text[appraisal.rationale_start : appraisal.rationale_end] == appraisal.rationale
