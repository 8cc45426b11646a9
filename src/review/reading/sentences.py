"""Sentences of an abstract with exact offsets, and what each does (its role)."""

from functools import lru_cache

from review.core.models import Record, Section, Sentence
from review.reading.roles import RoleVote, role_votes
from review.reading.section_labels import section_role
from review.reading.splitting import spans


@lru_cache(maxsize=8192)
def sentences(record: Record) -> tuple[Sentence, ...]:
    """The sentences of a record's abstract, in order; none for a record without an abstract.

    The role comes from the section's NLM category, else from its label, else from the sentence's
    own words, its neighbours and its place in the abstract.
    """
    return tuple(
        Sentence(record.abstract[start:end], start, end, vote.role)
        for (start, end), vote in voted(record)
    )


@lru_cache(maxsize=8192)
def voted(record: Record) -> tuple[tuple[tuple[int, int], RoleVote], ...]:
    """The offsets of each sentence and how label, rule and model voted on what it does."""
    sections = record.sections or (Section("", "", 0, len(record.abstract)),)
    placed = [
        (span, section_role(section))
        for section in sections
        for span in spans(record.abstract, section.start, section.end)
    ]
    texts = [record.abstract[start:end] for (start, end), _ in placed]
    votes = role_votes(texts, [label for _, label in placed])
    return tuple(zip([span for span, _ in placed], votes, strict=True))
