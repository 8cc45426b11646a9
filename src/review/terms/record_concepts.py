"""What a record talks about: the concepts in its title, abstract and index terms."""

import re
from functools import lru_cache

from review.core.models import Record
from review.terms.concepts import OWN_PHRASE, Concept, Mention, Thesaurus, thesaurus
from review.terms.named_things import record_things, title_things
from review.terms.words import share, stems, weighed

GROUP_REACH = 80
"""How far from a condition, in characters, the people it is a trait of may be named."""

MOST = 0.5
"""Share of a phrase's words, by rarity, that a record must name to address it."""

SEGMENT = re.compile(r"(?<=[.;])\s+|\n")


@lru_cache(maxsize=4096)
def text_concepts(record: Record) -> frozenset[str]:
    """Ids of the concepts that the title or the abstract addresses, with broader and composite ones.

    A composite (opioid withdrawal) is addressed where one sentence names all its parts: an abstract
    that mentions opioids here and withdrawal of something else there is not about it.
    """
    segments = [record.title, *SEGMENT.split(record.abstract)]
    return frozenset(name for segment in segments for name in addressed_in(segment))


@lru_cache(maxsize=65536)
def addressed_in(segment: str) -> frozenset[str]:
    """Ids of the concepts that a stretch of text addresses, with broader and composite ones."""
    named = {mention.concept_id for mention in thesaurus().mentions(segment)}
    return frozenset(thesaurus().addressed(named))


@lru_cache(maxsize=4096)
def title_concepts(record: Record) -> frozenset[str]:
    """Ids of the concepts that the title addresses."""
    return addressed_in(record.title)


@lru_cache(maxsize=4096)
def concepts_of(record: Record) -> frozenset[str]:
    """Ids of the concepts a record addresses.

    Index terms count beside the text, except where they alone name a substance in a record that has
    an abstract: MeSH indexes some medicines under a parent compound (lofexidine under clonidine), so
    a heading alone does not show that the medicine was studied.
    """
    terms = [heading.descriptor for heading in record.mesh] + list(record.substances)
    indexed = _indexed(tuple(terms))
    if record.abstract:
        indexed = {name for name in indexed if thesaurus().concepts[name].group != "drug"}
    return frozenset(thesaurus().addressed(indexed)) | text_concepts(record)


def _indexed(terms: tuple[str, ...]) -> set[str]:
    headings = _heading_index()
    return {name for term in terms for name in headings.get(term.lower(), ())}


@lru_cache(maxsize=1)
def _heading_index() -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for concept in thesaurus().concepts.values():
        for heading in (*concept.mesh, *concept.substances):
            index[heading.lower()] = (*index.get(heading.lower(), ()), concept.concept_id)
    return index


def addresses(record: Record, concept: Concept) -> bool:
    """Whether the record's text or index terms address the concept."""
    if concept.parts:
        return all(addresses(record, part) for part in concept.parts)
    if concept.group == OWN_PHRASE:
        named = places(record.title, concept) or places(record.abstract, concept)
        return bool(named) or _names_things(record, concept)
    return concept.concept_id in concepts_of(record)


def _names_things(record: Record, concept: Concept) -> bool:
    """Whether the record names all that the phrase names, or kinds of it.

    Where the phrase has other words too, the title must name them, or the record most of the words; where the
    phrase names nothing known, the words decide.
    """
    named = [bool(one & record_things(record)) for one in concept.things]
    if not concept.left and named:
        return all(named)
    if named and all(one & title_things(record) for one in concept.things):
        return True
    return (any(named) or not named) and _names_most(record, concept)


def _names_most(record: Record, concept: Concept) -> bool:
    """Whether the record names most of a phrase, by rarity of its words, in whatever form and order."""
    return share(weighed(concept.terms[0]), stems(f"{record.title}\n{record.abstract}")) >= MOST


@lru_cache(maxsize=65536)
def places(text: str, concept: Concept) -> tuple[tuple[int, int], ...]:
    """Offsets of the places where a text names the concept or a kind of it.

    A joined concept is named where its parts are all named: the places of the last part.
    """
    if concept.parts:
        found = [places(text, part) for part in concept.parts]
        return found[-1] if all(found) else ()
    if concept.group == OWN_PHRASE:
        return places_of(text, concept)
    wanted = frozenset(thesaurus().narrower(concept.concept_id))
    return _named_places(text, concept.group, wanted)


@lru_cache(maxsize=65536)
def mentions_in(text: str) -> tuple[Mention, ...]:
    """Every place where the text names a concept."""
    return tuple(thesaurus().mentions(text))


@lru_cache(maxsize=65536)
def places_of(text: str, concept: Concept) -> tuple[tuple[int, int], ...]:
    """Offsets of the places where a text names the concept itself, not a kind of it."""
    if concept.group == OWN_PHRASE:
        return tuple((m.start, m.end) for m in Thesaurus.of([concept]).mentions(text))
    return _named_places(text, concept.group, frozenset({concept.concept_id}))


def _named_places(text: str, group: str, wanted: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Where the text names one of these, and not a longer name of another outcome."""
    named = mentions_in(text)
    own = [m for m in named if m.concept_id in wanted]
    if group == "outcome":
        others = [m for m in named if m.concept_id not in wanted]
        own = [m for m in own if not any(_is_another(other, m) for other in others)]
    return tuple((m.start, m.end) for m in own)


def _is_another(other: Mention, mention: Mention) -> bool:
    """Whether the words are part of a longer name of another outcome ("CNS depression" is no mood)."""
    known = thesaurus().concepts
    contains = other.start <= mention.start and mention.end <= other.end
    longer = other.end - other.start > mention.end - mention.start
    related = mention.concept_id in (
        *known[other.concept_id].part_of,
        *known[other.concept_id].broader,
    )
    return contains and longer and known[other.concept_id].group == "outcome" and not related


PEOPLE = r"(?:patients?|people|adults?|men|women|man|woman|children|infants?|subjects?|individuals?|participants?|persons?|mothers?)"
GROUP_BEFORE = re.compile(
    rf"\b{PEOPLE}\s+(?:[\w-]+\s+){{0,3}}(?:with|who (?:had|have|were|are)|having|on|undergoing|receiving)\s+"
    r"(?:[\w,/-]+\s+){0,6}$|\b(?:history of|diagnosed with|during|known|suffering from|cases? of)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
GROUP_AFTER = re.compile(rf"^[\w-]*\s+(?:[\w-]+\s+){{0,2}}{PEOPLE}\b", re.IGNORECASE)


@lru_cache(maxsize=65536)
def is_about_group(record: Record, concept: Concept) -> bool:
    """Whether the people studied are the group, not only an outcome or a measurement of that name.

    Shown by the title, an index term, or words of the abstract that make it a trait of people
    ("patients with ...", "history of ...", "... patients"). A trial that measured blood pressure is
    not a trial in people with low blood pressure.
    """
    if concept.parts:
        return all(is_about_group(record, part) for part in concept.parts)
    headings = [heading.descriptor for heading in record.mesh]
    family = thesaurus().narrower(concept.concept_id)
    if family & (title_concepts(record) | _indexed(tuple(headings))):
        return True
    text = record.abstract
    return any(
        GROUP_BEFORE.search(text[max(0, start - GROUP_REACH) : start])
        or GROUP_AFTER.match(text[end : end + GROUP_REACH])
        for start, end in places(text, concept)
    )
