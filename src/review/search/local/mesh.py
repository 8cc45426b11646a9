"""Which MeSH headings lie below which, as the bundled vocabulary tells."""

from functools import lru_cache

from review.mesh.index import vocabulary
from review.search.local.words import value


@lru_cache(maxsize=4096)
def exploded(text: str) -> tuple[str, ...] | None:
    """Names in comparable form that a heading, with or without a qualifier, stands for.

    The heading itself and all that stand below it in the tree; None for a heading that is not known or cut short.
    """
    heading, slash, qualifier = text.partition("/")
    thing = None if heading.endswith("*") else vocabulary().heading(heading)
    if thing is None or not thing.is_heading:
        return None
    below = sorted(value(vocabulary().thing(n).name) for n in vocabulary().below(thing.n))
    return tuple(f"{name}{slash}{qualifier}" for name in dict.fromkeys([heading, *below]))
