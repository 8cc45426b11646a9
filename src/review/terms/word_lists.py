"""Lists of words, each for one purpose, as `data/terms/wording.toml` holds them."""

import re
from functools import cache

from review.core.errors import InputError
from review.core.settings import data_folder
from review.mesh.spelling import normal
from review.terms.term_files import read_toml


@cache
def wording(key: str) -> tuple[str, ...]:
    """A word list of `data/terms/wording.toml`.

    Raises:
        InputError: the file has no such list.
    """
    lists = read_toml(data_folder() / "terms" / "wording.toml")
    if key not in lists:
        raise InputError(f"wording.toml has no list {key!r}; it has {', '.join(sorted(lists))}.")
    return tuple(str(word) for word in lists[key])


@cache
def matching(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of the words; `*` stands for any ending."""
    listed = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<![\w-])(?:{listed})(?!\w)", re.IGNORECASE)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return matching(wording(key))


def has_words(text: str, key: str) -> bool:
    """Whether the text holds a word of the list `key`."""
    return _pattern(key).search(text) is not None


def words_in(text: str, key: str) -> tuple[str, ...]:
    """The words of the list `key` that the text holds, in order, each once."""
    return tuple(dict.fromkeys(match.lower() for match in _pattern(key).findall(text)))


@cache
def stop_words() -> frozenset[str]:
    """Words that carry no meaning of their own in a PICO phrase (`data/terms/stop_words.toml`)."""
    return frozenset(read_toml(data_folder() / "terms" / "stop_words.toml")["words"])


@cache
def benefit_words() -> frozenset[str]:
    """Words for outcomes of which more is better (`data/terms/stop_words.toml`)."""
    words = read_toml(data_folder() / "terms" / "stop_words.toml")["benefit_words"]
    return frozenset(normal(word) for word in words)
