"""What an abstract lets one see for the rating of certainty: words, not judgements of the full text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from review.concepts import read_toml
from review.errors import InputError
from review.models import Record
from review.settings import data_folder

LEVELS = {"very low": 1, "low": 2, "moderate": 3, "high": 4}
_LEVEL = r"(very[ -]low|low|moderate|high)"
_OF_EVIDENCE = r"(?:certainty|quality|confidence|strength) of (?:the )?(?:available )?evidence"
STATED = re.compile(
    rf"\b{_LEVEL}[ -](?:to[ -]{_LEVEL}[ -])?(?:certainty|quality)\s+(?:of\s+)?(?:the\s+)?evidence"
    rf"|\b{_OF_EVIDENCE}\W+(?:was |is |were |as |of |rated |graded |judged |to be |overall )*{_LEVEL}\b"
    rf"|\bevidence (?:was|is|were) (?:judged |rated |graded )?(?:to be )?of {_LEVEL} (?:certainty|quality)"
    rf"|\b{_LEVEL}[ -]certainty\b",
    re.IGNORECASE,
)
RATIO = re.compile(
    r"\b(?:a?(?:RR|OR|HR)|(?:risk|rate|odds|hazards?) ratio|relative risk)s?\b[^\d.;]{0,30}?(\d+(?:\.\d+)?)"
    r"(?:[^\d.;]{0,12}(?:95 ?% ?(?:CI|confidence interval)?)?[^\d.;]{0,12}(\d+(?:\.\d+)?)\s*(?:-|–|to|,)\s*(\d+(?:\.\d+)?))?",
    re.IGNORECASE,
)
I_SQUARED = re.compile(
    r"\bI\s?(?:\^?2|²|-?\s?squared)\s*(?:statistic|value)?\s*(?:=|:|of|was|is)?\s*(\d+(?:\.\d+)?)\s*%",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Ratio:
    """A ratio measure as reported: estimate and 95 % interval, where given."""

    estimate: float
    low: float | None
    high: float | None

    @property
    def excludes_no_effect(self) -> bool:
        """Whether the reported interval lies on one side of 1."""
        return self.low is not None and self.high is not None and not self.low <= 1 <= self.high


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
def _pattern(key: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in wording(key))
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE)


def has_words(text: str, key: str) -> bool:
    """Whether the text holds a word of the list `key`."""
    return _pattern(key).search(text) is not None


def words_in(text: str, key: str) -> tuple[str, ...]:
    """The words of the list `key` that the text holds, in order, each once."""
    return tuple(dict.fromkeys(match.lower() for match in _pattern(key).findall(text)))


def is_blinded(record: Record) -> bool:
    """Whether title, abstract or headings mention blinding."""
    headings = " ; ".join(heading.descriptor for heading in record.mesh)
    return has_words(f"{record.title} ; {record.abstract} ; {headings}", "blinding")


def stated_certainty(rationale: str, record: Record | None) -> int | None:
    """GRADE level (4 high to 1 very low) that the authors of a synthesis state for their finding.

    The sentence that carries the finding comes first; another place in the abstract counts only
    when the abstract names a single level, so that no other outcome's rating is taken over.
    """
    here = _stated(rationale)
    if here:
        return min(here)
    elsewhere = _stated(record.abstract) if record is not None else set()
    return elsewhere.pop() if len(elsewhere) == 1 else None


def _stated(text: str) -> set[int]:
    return {
        LEVELS[level.lower().replace("-", " ")]
        for match in STATED.finditer(text)
        for level in match.groups()
        if level
    }


def ratios(texts: Iterable[str]) -> tuple[Ratio, ...]:
    """Ratio measures (RR, OR, HR) with their intervals, as the sentences report them."""
    found = []
    for text in texts:
        for estimate, low, high in RATIO.findall(text):
            found.append(
                Ratio(float(estimate), float(low) if low else None, float(high) if high else None)
            )
    return tuple(found)


def i_squared(text: str) -> tuple[float, ...]:
    """I-squared values in per cent, as a sentence reports them."""
    return tuple(float(value) for value in I_SQUARED.findall(text))
