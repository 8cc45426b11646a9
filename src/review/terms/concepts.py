"""Concepts: the drugs, conditions, outcomes and targets that claims and records talk about.

A concept gathers the ways a thing is written (terms, with `*` for truncation), its MeSH headings
and its place among others (`broader`). They are data (`data/terms/*.toml`), never literals in code.
A phrase that no concept covers becomes a concept of its own, so that any health claim can be read.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from review.core.errors import InputError
from review.core.settings import data_folder
from review.mesh.index import vocabulary
from review.mesh.spelling import american, normal, tokens
from review.terms.named_things import read_phrase, synonyms
from review.terms.other_names import renamed
from review.terms.term_files import read_toml
from review.terms.word_lists import benefit_words, stop_words

PREFIX_LENGTH = 3
"""Truncated terms are indexed by this many letters, and so must have at least as many."""

INTERVENTION_GROUPS = frozenset({"drug", "intervention", "care", "manner"})
POPULATION_GROUPS = frozenset({"condition"})
OUTCOME_GROUPS = frozenset({"outcome", "target", "transmitter", "region", "function"})


@dataclass(frozen=True)
class Concept:
    """One thing that claims and records talk about.

    `all_of` names concepts that must all be addressed for this one to be (opioid withdrawal is
    addressed by a text about opioids and about withdrawal). `broader` names what it is a kind of.
    """

    concept_id: str
    group: str
    terms: tuple[str, ...]
    mesh: tuple[str, ...] = ()
    substances: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    """For outcomes: wider ones for which evidence on this one counts, as indirect evidence."""
    parts: tuple["Concept", ...] = ()
    """For a concept joined from a phrase ("oral baclofen"): all of these must be addressed."""
    things: tuple[frozenset[int], ...] = ()
    """For a claim's own phrase: what it names in the vocabulary (`named_things.read_phrase`)."""
    left: tuple[str, ...] = ()
    """The words of that phrase that name nothing known and are meant as well."""
    polarity: str = ""
    """For outcomes: `harm` (less is better), `benefit` (more is better) or empty (neither)."""

    @property
    def name(self) -> str:
        """How the concept is printed: its first term, or its identifier where that is cut short."""
        first = self.terms[0]
        return self.concept_id.replace("_", " ") if first.endswith("*") else first


@dataclass(frozen=True)
class Mention:
    """A place in a text where a concept is named: `text[start:end]`."""

    concept_id: str
    start: int
    end: int


ENDING_LENGTH = 2
LONG_WORD = 9
"""Words of this many letters and more are matched without their ending in a claim's own phrase."""
MANNER = "manner"
"""Group of how a medicine is given: it needs a medicine beside it."""
OWN_PHRASE = "phrase"
"""Group of a concept made of a claim's own words."""
JOINED = "joined"
"""Group of a concept joined from several."""

OPTIONS = re.compile(r"\s*[,;/]\s*(?:and\s+|or\s+)?|\s+or\s+")
PARTS = re.compile(r"\s+plus\s+|\s+combined with\s+")


def _pattern(term: str) -> tuple[tuple[str, bool], ...]:
    """A term as (word, is truncated) pairs."""
    parts = []
    for match in re.finditer(r"([a-zµ]+|[0-9]+|[α-ω])(\*?)", term, re.IGNORECASE):
        word, star = match.groups()
        parts.append((american(word.lower()) if star else normal(word), bool(star)))
    return tuple(parts)


@dataclass(frozen=True)
class Thesaurus:
    """All concepts, and the means to find them in text."""

    concepts: dict[str, Concept]
    _index: dict[str, list[tuple[tuple[tuple[str, bool], ...], str]]] = field(repr=False)

    @classmethod
    def of(cls, concepts: Iterable[Concept]) -> "Thesaurus":
        """A thesaurus of the concepts given."""
        by_id = {concept.concept_id: concept for concept in concepts}
        index: dict[str, list[tuple[tuple[tuple[str, bool], ...], str]]] = defaultdict(list)
        for concept in by_id.values():
            for term in concept.terms:
                pattern = _pattern(term)
                if pattern:
                    word, truncated = pattern[0]
                    index[word[:PREFIX_LENGTH] + "*" if truncated else word].append(
                        (pattern, concept.concept_id)
                    )
        return cls(by_id, dict(index))

    def mentions(self, text: str) -> list[Mention]:
        """Every place where a concept is named, nested and overlapping ones included, in order."""
        words = tokens(text)
        found = []
        for place, (word, start, _) in enumerate(words):
            for key in (word, word[:PREFIX_LENGTH] + "*"):
                for pattern, concept_id in self._index.get(key, ()):
                    end = _matches(words, place, pattern)
                    if end is not None:
                        found.append(Mention(concept_id, start, end))
        return sorted(
            set(found), key=lambda mention: (mention.start, -mention.end, mention.concept_id)
        )

    def addressed(self, mentioned: Iterable[str]) -> set[str]:
        """Concept ids addressed by a text that mentions these: with composites and broader ones."""
        known = set(mentioned)
        grown = True
        while grown:
            before = len(known)
            for concept in self.concepts.values():
                if concept.all_of and set(concept.all_of) <= known:
                    known.add(concept.concept_id)
            known |= {
                wider
                for name in known
                if name in self.concepts
                for wider in self.concepts[name].broader
            }
            grown = len(known) > before
        return known

    def narrower(self, concept_id: str) -> set[str]:
        """Ids of the concept and of all that are a kind of it."""
        found = {concept_id}
        while True:
            more = {c.concept_id for c in self.concepts.values() if found & set(c.broader)} - found
            if not more:
                return found
            found |= more

    def resolve(
        self, phrase: str, groups: frozenset[str], *, together: bool = True
    ) -> tuple[Concept, ...]:
        """The concepts a phrase names, as alternatives.

        "A or B" and "A, B" are alternatives; "A plus B" is one concept addressed by texts that
        address both. Within an option the longest names win. An option that no concept covers
        becomes a concept of its own.

        Args:
            phrase: for example "clonidine plus counselling".
            groups: concept groups to look in.
            together: whether several names in one option ("oral baclofen") must all be addressed
                (True) or are alternatives (False).
        """
        found: dict[str, Concept] = {}
        for option in OPTIONS.split(phrase):
            parts = [c for part in PARTS.split(option) for c in self._named(part, groups)]
            if len(parts) > 1 and together:
                parts = [joined(parts)]
            found.update({concept.concept_id: concept for concept in parts})
        return tuple(found.values())

    def _named(self, phrase: str, groups: frozenset[str]) -> list[Concept]:
        mentions = [m for m in self.mentions(phrase) if self.concepts[m.concept_id].group in groups]
        outermost = [m for m in mentions if not any(_wider(other, m) for other in mentions)]
        if any(self._is_part_of_another(mention, phrase) for mention in outermost):
            return list(own_concept(phrase))
        by_place: dict[tuple[int, int], str] = {}
        for mention in outermost:
            place = (mention.start, mention.end)
            rivals = (
                [by_place[place], mention.concept_id] if place in by_place else [mention.concept_id]
            )
            by_place[place] = min(
                rivals, key=lambda name: self._term_place(name, phrase[slice(*place)])
            )
        named = [self.concepts[name] for name in dict.fromkeys(by_place.values())]
        if all(concept.group == MANNER for concept in named):
            named += own_concept(_without(phrase, by_place))
        return named

    def _is_part_of_another(self, mention: Mention, phrase: str) -> bool:
        """Whether the words are part of a longer name of something else ("migraine headache")."""
        concept = self.concepts[mention.concept_id]
        return any(
            at.start <= mention.start
            and mention.end <= at.end
            and at.end - at.start > mention.end - mention.start
            and vocabulary().thing(at.n).name not in concept.mesh
            for at in vocabulary().names_in(phrase)
        )

    def _term_place(self, concept_id: str, text: str) -> int:
        """How early the concept lists a term that matches this text: its main names come first."""
        words = tokens(text)
        terms = self.concepts[concept_id].terms
        return next(
            (n for n, term in enumerate(terms) if _matches(words, 0, _pattern(term))), len(terms)
        )


def _without(phrase: str, covered: Iterable[tuple[int, int]]) -> str:
    """The phrase with the stretches that concepts cover blanked out."""
    for start, end in covered:
        phrase = phrase[:start] + " " * (end - start) + phrase[end:]
    return phrase


def _wider(other: Mention, mention: Mention) -> bool:
    inside = other.start <= mention.start and mention.end <= other.end
    return inside and other.end - other.start > mention.end - mention.start


def joined(parts: list[Concept]) -> Concept:
    """One concept that a text addresses when it addresses all the parts."""
    name = "+".join(part.concept_id for part in parts)
    return Concept(name, JOINED, tuple(part.name for part in parts), parts=tuple(parts))


def _matches(
    words: list[tuple[str, int, int]], place: int, pattern: tuple[tuple[str, bool], ...]
) -> int | None:
    """Offset of the end of the pattern when it stands at this place, else None."""
    if place + len(pattern) > len(words):
        return None
    here = words[place : place + len(pattern)]
    for (word, _, _), (wanted, truncated) in zip(here, pattern, strict=True):
        if not (word.startswith(wanted) if truncated else word == wanted):
            return None
    return words[place + len(pattern) - 1][2]


def own_concept(phrase: str) -> Iterator[Concept]:
    """A concept made of the phrase itself, for what no concept covers; nothing for empty words.

    It is written as the phrase writes it, from its first word with a meaning to its last. Long words
    also match with another ending, and everyday names by their other names. What people want more of (survival, strength) is a benefit.
    """
    meant = [token for token in tokens(phrase) if token[0] not in stop_words()]
    if meant:
        written = phrase[meant[0][1] : meant[-1][2]].lower()
        reading = read_phrase(phrase)
        others = [name.lower() for name in (*renamed(written), *synonyms(reading))]
        terms = dict.fromkeys([written, re.sub(r"[a-z]+", _truncated, written), *others])
        words = [word for word, _, _ in meant]
        polarity = "benefit" if benefit_words() & set(words) else "harm"
        yield Concept(
            "phrase:" + " ".join(words),
            OWN_PHRASE,
            tuple(terms),
            things=reading.things,
            left=reading.left,
            polarity=polarity,
        )


def _truncated(match: re.Match[str]) -> str:
    """The word without its last letters where it is long enough to have an ending."""
    word = match.group()
    return word[:-ENDING_LENGTH] + "*" if len(word) >= LONG_WORD else word


@cache
def thesaurus() -> Thesaurus:
    """The bundled concepts."""
    return read_thesaurus(data_folder() / "terms")


def read_thesaurus(folder: Path) -> Thesaurus:
    """Concepts from every `[[concept]]` of the TOML files in a folder.

    Raises:
        InputError: a file is not TOML, a concept repeats or names one that does not exist.
    """
    concepts: dict[str, Concept] = {}
    for path in sorted(folder.glob("*.toml")):
        for entry in read_toml(path).get("concept", []):
            concept = _concept(entry, path)
            if concept.concept_id in concepts:
                raise InputError(
                    f"Concept {concept.concept_id!r} in {path.name} is declared twice; keep one."
                )
            concepts[concept.concept_id] = concept
    for concept in concepts.values():
        for name in (*concept.broader, *concept.all_of, *concept.part_of):
            if name not in concepts:
                raise InputError(
                    f"Concept {concept.concept_id!r} names {name!r}, which is not declared; add it or drop it."
                )
    return Thesaurus.of(concepts.values())


def _concept(entry: dict[str, object], path: Path) -> Concept:
    fields = {
        "id",
        "group",
        "terms",
        "mesh",
        "substances",
        "broader",
        "all_of",
        "part_of",
        "polarity",
    }
    unknown = sorted(set(entry) - fields)
    if unknown or not entry.get("id") or not entry.get("terms"):
        raise InputError(
            f"A concept in {path.name} ({entry.get('id', 'without id')}) needs id and terms and may have "
            f"{', '.join(sorted(fields))}; it has {', '.join(sorted(entry))}."
        )

    def many(name: str) -> tuple[str, ...]:
        value = entry.get(name, [])
        return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)

    short = [term for term in many("terms") if re.search(r"\b\w{1,2}\*", term.split()[0])]
    if short:
        raise InputError(
            f"Concept {entry['id']!r} in {path.name} truncates {short[0]!r} too short; keep 3 letters."
        )
    return Concept(
        concept_id=str(entry["id"]),
        group=str(entry.get("group", path.stem)),
        terms=many("terms"),
        mesh=many("mesh"),
        substances=many("substances"),
        broader=many("broader"),
        all_of=many("all_of"),
        part_of=many("part_of"),
        polarity=str(entry.get("polarity", "")),
    )
