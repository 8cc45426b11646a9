"""Which MeSH headings lie below which, as far as `data/terms/mesh_tree.toml` tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from review.core.settings import data_folder
from review.search.local.words import value
from review.terms.term_files import read_toml

INDENT = 2
"""Spaces by which a heading stands further in than the one above it in the tree."""


@dataclass(frozen=True)
class MeshTree:
    """The branches carried: for each heading, in comparable form, itself and all narrower ones."""

    exploded: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "MeshTree":
        """The tree of an outline; a heading may stand in several places."""
        exploded: dict[str, dict[str, None]] = {}
        above: list[str] = []
        for line in filter(str.strip, lines):
            depth = (len(line) - len(line.lstrip())) // INDENT
            name = value(line)
            above = [*above[:depth], name]
            for wider in above:
                exploded.setdefault(wider, {})[name] = None
        return cls({name: tuple(names) for name, names in exploded.items()})

    def explode(self, text: str) -> tuple[str, ...] | None:
        """Names in comparable form that a heading, with or without a qualifier, stands for.

        None where its branch is not carried.
        """
        heading, slash, qualifier = text.partition("/")
        names = self.exploded.get(heading)
        return None if names is None else tuple(f"{name}{slash}{qualifier}" for name in names)


@cache
def mesh_tree() -> MeshTree:
    """The bundled branches."""
    return MeshTree.of(
        read_toml(data_folder() / "terms" / "mesh_tree.toml")["outline"].splitlines()
    )
