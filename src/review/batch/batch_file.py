"""The batch file: which articles a batch goes through."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from review.core import bounds
from review.core.bounds import shown
from review.core.errors import InputError
from review.core.supplied import PathKind, content_of, found_at

FILE_KEYS = ("articles",)
ARTICLE_KEYS = ("claims", "name", "source")
DEFAULT_SOURCE = "snapshot"
TEXT_TAG = "tag:yaml.org,2002:str"

INDEX_PAGE = "index.html"
"""The page beside the run folders that lists their reports."""

RESERVED = re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names that mean a device on Windows, whatever ending they have."""


@dataclass(frozen=True)
class BatchEntry:
    """One article of a batch: its claims file, where to search, and the name of its run folder."""

    name: str
    claims: str
    source: str


class _Loader(yaml.SafeLoader):
    """Makes nodes, which are read as they stand: no number, date or merged mapping is made of them."""

    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """A node, unless it lies deeper than anything in a batch file."""
        if self._depth > bounds.DEEPEST_BATCH:
            problem = f"parts nested more than {bounds.DEEPEST_BATCH} deep"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=self.get_mark())
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


def read_batch(path: Path) -> tuple[BatchEntry, ...]:
    """The articles of a batch file (YAML), in its order. Paths count from the file's folder.

    Raises:
        InputError: the file is not there, is not such a file, is too large, has keys it may not have
            or has twice, names no article or too many, names two alike, or one as no folder may be.
    """
    entries = _mapping(_load(path), FILE_KEYS, str(path)).get("articles")
    if not isinstance(entries, yaml.SequenceNode) or not entries.value:
        raise InputError(f"{path} names no article: list at least one under `articles:`.")
    if len(entries.value) > bounds.MOST_ARTICLES:
        raise InputError(
            f"{path} names {len(entries.value):,} articles and {bounds.MOST_ARTICLES:,} are allowed: "
            "split it."
        )
    articles = tuple(
        _article(entry, path, number) for number, entry in enumerate(entries.value, start=1)
    )
    repeated = _alike(article.name for article in articles)
    if repeated:
        raise InputError(
            f"{path} has two articles named {repeated}, or alike but for capitals, which some "
            "machines do not tell apart: give one another `name:`."
        )
    return articles


def _alike(names: Iterable[str]) -> str:
    """The first of two names that some file systems take for one; empty without such."""
    seen: dict[str, str] = {}
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            return seen[folded]
        seen[folded] = name
    return ""


def _load(path: Path) -> yaml.Node | None:
    if found_at(path) is PathKind.NOTHING:
        raise InputError(
            f"The batch file {path} does not exist: name a YAML file such as batch.yaml."
        )
    content = content_of(path, "batch file", largest=bounds.LARGEST_BATCH)
    try:
        return yaml.compose(content.decode(), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problem = shown(" ".join(str(error).split()), most=300)
        raise InputError(f"{path} is not valid YAML: {problem}; correct the file.") from error


def _mapping(node: yaml.Node | None, allowed: tuple[str, ...], where: str) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise InputError(f"{where} must be a mapping with {', '.join(allowed)}; see batch.yaml.")
    found: dict[str, yaml.Node] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        name = shown(key.value) if isinstance(key, yaml.ScalarNode) else f"in line {line}"
        if name not in allowed:
            raise InputError(f"{where} has the key {name!r}; allowed are {', '.join(allowed)}.")
        if name in found:
            raise InputError(
                f"{where} has the key {name!r} twice, in lines {lines[name]} and {line}: keep one."
            )
        found[name], lines[name] = value, line
    return found


def _text(node: yaml.Node) -> str:
    """The text that a node is; empty for anything else, numbers and dates without quotation marks too."""
    is_text = isinstance(node, yaml.ScalarNode) and node.tag == TEXT_TAG
    return str(node.value) if is_text else ""


def _article(entry: yaml.Node, path: Path, number: int) -> BatchEntry:
    where = f"{path}, article {number},"
    fields = {key: _text(node) for key, node in _mapping(entry, ARTICLE_KEYS, where).items()}
    wrong = [key for key, value in fields.items() if not value]
    if wrong or "claims" not in fields:
        raise InputError(f"{where} needs text under {(wrong or ['claims'])[0]!r}.")
    name = fields.get("name", Path(fields["claims"]).stem)
    if reason := _unusable(name):
        raise InputError(
            f"{where} has the name {shown(name)!r}, which {reason}: give it another `name:`."
        )
    return BatchEntry(
        name=name,
        claims=str(path.parent / fields["claims"]),
        source=_source(fields.get("source", DEFAULT_SOURCE), path.parent),
    )


def _unusable(name: str) -> str:
    """Why no run folder may be called so; empty where one may."""
    reasons = {
        "names a path and not a folder": bool({"/", "\\"} & {*name}) or name in {"", ".", ".."},
        "begins with a dot, as the suite's own hidden folders do": name.startswith("."),
        "has a space at an end or a dot at its end": name != name.strip().rstrip("."),
        "holds a character that cannot be seen": not name.isprintable(),
        "is a device on Windows": bool(RESERVED.fullmatch(name)),
        "is that of the index page": name.casefold() == INDEX_PAGE,
    }
    found = next((reason for reason, holds in reasons.items() if holds), "")
    if not found and len(name.encode()) > bounds.LONGEST_NAME:
        return f"has more than {bounds.LONGEST_NAME} bytes"
    return found


def _source(source: str, folder: Path) -> str:
    """The source, with a path made to count from the batch file's folder."""
    if "://" in source or found_at(folder / source) is PathKind.NOTHING:
        return source
    return str(folder / source)
