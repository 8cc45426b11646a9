"""What PubMed's publication types and links mean for a record."""

from collections.abc import Iterable

from review.vocabulary import NoticeState

RETRACTED_TYPE = "Retracted Publication"

STATE_OF_LINK = {
    "RetractionIn": NoticeState.RETRACTED,
    "RetractedandRepublishedIn": NoticeState.RETRACTED,
    "ExpressionOfConcernIn": NoticeState.EXPRESSION_OF_CONCERN,
    "ErratumIn": NoticeState.ERRATUM,
    "CorrectedandRepublishedIn": NoticeState.ERRATUM,
    "UpdateIn": NoticeState.UPDATED,
}
"""Links that say something about the record that carries them. Links of a notice to the article it
is about (`RetractionOf`, `ErratumFor`, ...) say nothing about the notice."""


def notice_state(publication_types: Iterable[str], ref_types: Iterable[str]) -> NoticeState:
    """The worst state that a record's own publication types and links show.

    Retracted, expression of concern, erratum and updated version are distinct, in this order; a
    paper about retractions, or the notice itself, is in none of them.
    """
    states = {STATE_OF_LINK[ref_type] for ref_type in ref_types if ref_type in STATE_OF_LINK}
    if RETRACTED_TYPE in publication_types:
        states.add(NoticeState.RETRACTED)
    return (
        next((state for state in NoticeState if state in states), NoticeState.NONE)
        if states
        else NoticeState.NONE
    )
