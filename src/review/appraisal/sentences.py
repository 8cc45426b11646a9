"""Sentences of an abstract with exact offsets, and what each does (its role)."""

import re
from functools import lru_cache
from itertools import pairwise

from review.appraisal.cues import has_cue
from review.concepts import read_toml, tokens
from review.models import Record, Section, Sentence
from review.settings import data_folder
from review.vocabulary import Role

BOUNDARY = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])|\n+")
ABBREVIATION = re.compile(
    r"(?:\b(?:vs|e\.g|i\.e|et al|cf|approx|Dr|Prof|St|Fig|figs?|no|nos|vol|pp|ca|i\.v|i\.p|s\.c|p\.o|i\.m|"
    r"b\.i\.d|t\.i\.d|q\.d|mg|U\.S|D|A)|\b[A-Z])\.$",
)

NLM_CATEGORIES = {
    "BACKGROUND": Role.BACKGROUND,
    "OBJECTIVE": Role.OBJECTIVE,
    "METHODS": Role.METHODS,
    "RESULTS": Role.RESULTS,
    "CONCLUSIONS": Role.CONCLUSIONS,
}


@lru_cache(maxsize=8192)
def sentences(record: Record) -> tuple[Sentence, ...]:
    """The sentences of a record's abstract, in order; none for a record without an abstract.

    The role comes from the section's NLM category, else from its label, else from the sentence's
    own words and its place in the abstract.
    """
    sections = record.sections or (Section("", "", 0, len(record.abstract)),)
    found: list[Sentence] = []
    for section in sections:
        spans = _spans(record.abstract, section.start, section.end)
        labelled = _labelled_role(section)
        for place, (start, end) in enumerate(spans):
            text = record.abstract[start:end]
            role = labelled or _role_by_words(text, place, len(spans))
            found.append(Sentence(text, start, end, role))
    return tuple(found)


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the sentences between two offsets, without surrounding space."""
    cuts = [start]
    for match in BOUNDARY.finditer(text, start, end):
        before = text[start : match.start() + 1]
        if "\n" in match.group() or not ABBREVIATION.search(before):
            cuts.append(match.end())
    cuts.append(end)
    spans = []
    for left, right in pairwise(cuts):
        stripped = text[left:right].strip()
        if stripped:
            begin = text.index(stripped, left)
            spans.append((begin, begin + len(stripped)))
    return spans


def _labelled_role(section: Section) -> Role | None:
    """The role a section's category or label gives its sentences; None without either."""
    if section.category in NLM_CATEGORIES:
        return NLM_CATEGORIES[section.category]
    words = {word for word, _, _ in tokens(section.label)}
    for role, names in _label_words().items():
        if words & names:
            return role
    return None


@lru_cache(maxsize=1)
def _label_words() -> dict[Role, frozenset[str]]:
    labels = read_toml(data_folder() / "terms" / "roles.toml")["labels"]
    order = (Role.CONCLUSIONS, Role.RESULTS, Role.METHODS, Role.OBJECTIVE, Role.BACKGROUND)
    return {
        role: frozenset(word for label in labels[role.value] for word, _, _ in tokens(label))
        for role in order
    }


def _role_by_words(text: str, place: int, count: int) -> Role:
    """The role of a sentence of an unlabelled abstract, from its cues and place."""
    is_last = place == count - 1 and count > 1
    if has_cue(text, "conclusions", "roles.toml") and (is_last or place > count / 2):
        return Role.CONCLUSIONS
    if has_cue(text, "objective", "roles.toml") and place <= count / 2:
        return Role.OBJECTIVE
    if has_cue(text, "results", "roles.toml"):
        return Role.RESULTS
    if has_cue(text, "methods", "roles.toml"):
        return Role.METHODS
    if place == 0 and count > 2:  # noqa: PLR2004 - an abstract of two sentences has no background
        return Role.BACKGROUND
    return Role.CONCLUSIONS if is_last else Role.RESULTS
