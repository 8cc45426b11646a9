"""What PubMed's publication types and links mean for a record."""

from collections.abc import Iterable

from review.core.vocabulary import NoticeState

RETRACTED_TYPE = "Retracted Publication"

STATE_OF_LINK = {
    "RetractionIn": NoticeState.RETRACTED,
    "RetractedandRepublishedIn": NoticeState.RETRACTED,
    "ExpressionOfConcernIn": NoticeState.EXPRESSION_OF_CONCERN,
    "CorrectedandRepublishedIn": NoticeState.REPUBLISHED,
    "ErratumIn": NoticeState.ERRATUM,
    "UpdateIn": NoticeState.UPDATED,
    "CommentIn": NoticeState.COMMENTED,
}
"""Links that say something about the record that carries them. Links of a notice to the article it
is about (`RetractionOf`, `ErratumFor`, `CommentOn`, ...) say nothing about the notice."""


def notices_of(
    publication_types: Iterable[str], ref_types: Iterable[str]
) -> tuple[NoticeState, ...]:
    """Every state that a record's own publication types and links show, worst first.

    A paper about retractions, or the notice itself, is in none of them.
    """
    states = {STATE_OF_LINK[ref_type] for ref_type in ref_types if ref_type in STATE_OF_LINK}
    if RETRACTED_TYPE in publication_types:
        states.add(NoticeState.RETRACTED)
    return tuple(state for state in NoticeState if state in states) if states else ()


def worst(notices: Iterable[NoticeState]) -> NoticeState:
    """The worst of the states, given worst first; a comment is no notice."""
    found = (state for state in notices if state is not NoticeState.COMMENTED)
    return next(found, NoticeState.NONE)


def notice_state(publication_types: Iterable[str], ref_types: Iterable[str]) -> NoticeState:
    """The worst state that a record's own publication types and links show.

    Retracted, expression of concern, corrected and republished, erratum and updated version are
    distinct, in this order.
    """
    return worst(notices_of(publication_types, ref_types))
