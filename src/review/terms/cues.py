"""Cues: the words that show direction, negation, comparison and role. They are data (`data/terms`)."""

from dataclasses import dataclass
from functools import cache, lru_cache

from review.core.settings import data_folder
from review.terms.concepts import Concept, Thesaurus
from review.terms.term_files import read_toml


@dataclass(frozen=True)
class Cue:
    """A cue in a text: `text[start:end]`."""

    name: str
    start: int
    end: int


@cache
def _lexicon(file_name: str) -> Thesaurus:
    entries = read_toml(data_folder() / "terms" / file_name)["cue"]
    return Thesaurus.of(
        Concept(str(entry["id"]), "cue", tuple(str(term) for term in _terms(entry)))
        for entry in entries
    )


def _terms(entry: dict[str, object]) -> list[object]:
    terms = entry["terms"]
    return terms if isinstance(terms, list) else [terms]


@lru_cache(maxsize=65536)
def cues(text: str, file_name: str = "cues.toml") -> tuple[Cue, ...]:
    """Every cue in the text, nested ones included, in order."""
    return tuple(Cue(m.concept_id, m.start, m.end) for m in _lexicon(file_name).mentions(text))


def has_cue(text: str, name: str, file_name: str = "cues.toml") -> bool:
    """Whether the text holds a cue of this name."""
    return any(cue.name == name for cue in cues(text, file_name))
