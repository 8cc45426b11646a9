"""What the vocabulary gives a search for a thing: its heading, its names in both spellings, its kinds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from review.mesh.index import Thing, vocabulary
from review.mesh.spelling import spellings

MOST_NAMES = 20
"""Names of one thing in a search; the first are the commonest."""

MOST_KINDS = 80
"""A thing with more kinds than this is searched for by their headings alone, which PubMed explodes."""

LONGEST_NAME = 5
"""Words of the longest name that is searched for as a phrase."""


@dataclass(frozen=True)
class ThingTerms:
    """What a thing is searched for by: terms with their field, and names to be looked for in titles and abstracts."""

    headings: tuple[str, ...]
    names: tuple[str, ...]


@lru_cache(maxsize=4096)
def terms_of(n: int) -> ThingTerms:
    """The terms for a thing and its kinds, as alternatives.

    A heading is exploded by the service; members of a class that the tree does not hold, and records
    that have no headings yet, are found by name.
    """
    known = vocabulary()
    thing = known.thing(n)
    kinds = known.narrower(n) - {n}
    members = [known.thing(one) for one in sorted(kinds - known.below(n))]
    named = [known.thing(one) for one in sorted(kinds)] if len(kinds) <= MOST_KINDS else []
    names = [*_names(thing, MOST_NAMES), *(name for one in named for name in _names(one, 2))]
    headings = [_heading(one) for one in (thing, *members[:MOST_KINDS])]
    return ThingTerms(tuple(dict.fromkeys(headings)), tuple(dict.fromkeys(names)))


def _heading(thing: Thing) -> str:
    return f'"{thing.name}"[{"mh" if thing.is_heading else "nm"}]'


def _names(thing: Thing, most: int) -> Iterator[str]:
    for name in thing.names[:most]:
        if len(name.split()) <= LONGEST_NAME and not set(name) & set('[]"()*'):
            yield from spellings(name.lower())
