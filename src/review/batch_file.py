"""The batch file: which articles a batch goes through."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from review.errors import InputError

FILE_KEYS = ("articles",)
ARTICLE_KEYS = ("claims", "name", "source")
DEFAULT_SOURCE = "snapshot"

INDEX_PAGE = "index.html"
"""The page beside the run folders that lists their reports."""


@dataclass(frozen=True)
class Article:
    """One article of a batch: its claims file, where to search, and the name of its run folder."""

    name: str
    claims: str
    source: str


def read_batch(path: Path) -> tuple[Article, ...]:
    """The articles of a batch file (YAML), in its order. Paths count from the file's folder.

    Raises:
        InputError: the file is not there, is not such a file, has keys it may not have, names no
            article, names two alike, or names one like the index page.
    """
    content = _mapping(_load(path), FILE_KEYS, str(path))
    entries = content.get("articles")
    if not isinstance(entries, list) or not entries:
        raise InputError(f"{path} names no article: list at least one under `articles:`.")
    articles = tuple(_article(entry, path, number) for number, entry in enumerate(entries, start=1))
    folded = [article.name.casefold() for article in articles]
    repeated = [article.name for article in articles if folded.count(article.name.casefold()) > 1]
    if repeated:
        raise InputError(
            f"{path} has two articles named {repeated[0]}, or alike but for capitals, which some "
            "machines do not tell apart: give one another `name:`."
        )
    return articles


def _load(path: Path) -> object:
    if not path.is_file():
        raise InputError(
            f"The batch file {path} does not exist: name a YAML file such as batch.yaml."
        )
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problem = " ".join(str(error).split())
        raise InputError(f"{path} is not valid YAML: {problem}; correct the file.") from error


def _mapping(content: object, allowed: tuple[str, ...], where: str) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise InputError(f"{where} must be a mapping with {', '.join(allowed)}; see batch.yaml.")
    unknown = [str(key) for key in content if key not in allowed]
    if unknown:
        raise InputError(f"{where} has the key {unknown[0]!r}; allowed are {', '.join(allowed)}.")
    return content


def _article(entry: object, path: Path, number: int) -> Article:
    where = f"{path}, article {number},"
    fields = _mapping(entry, ARTICLE_KEYS, where)
    wrong = [key for key, value in fields.items() if not isinstance(value, str) or not value]
    if wrong or "claims" not in fields:
        raise InputError(f"{where} needs text under {(wrong or ['claims'])[0]!r}.")
    name = fields.get("name", Path(fields["claims"]).stem)
    if name in {"", ".", ".."} or Path(name).name != name:
        raise InputError(f"{where} has the name {name!r}: name a folder, not a path.")
    if name.casefold() == INDEX_PAGE:
        raise InputError(
            f"{where} has the name {name!r}, which is that of the index page: give it another."
        )
    return Article(
        name=name,
        claims=str(path.parent / fields["claims"]),
        source=_source(fields.get("source", DEFAULT_SOURCE), path.parent),
    )


def _source(source: str, folder: Path) -> str:
    """The source, with a path made to count from the batch file's folder."""
    return str(folder / source) if (folder / source).exists() else source
