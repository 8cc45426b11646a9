"""Dates of publication in every shape that PubMed has, with how precise each one is."""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from review.core.vocabulary import DatePrecision
from review.records.markup import leaf

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

DATE_PARTS = frozenset({"Year", "Month", "Day", "Season", "MedlineDate"})

_YEAR = re.compile(r"(?<![0-9])(?:1[5-9]|20)[0-9]{2}(?![0-9])")
_MONTH_NUMBER = re.compile(r"0?[1-9]|1[0-2]")
_MONTH = rf"\b(?:{'|'.join(MONTHS)})[a-z]*\b"
_SHAPES = (
    (DatePrecision.RANGE, re.compile(r"\w\s*[-–/&]\s*\w")),
    (
        DatePrecision.SEASON,
        re.compile(r"\b(?:spring|summer|autumn|fall|winter|quart|trimest|semest)", re.IGNORECASE),
    ),
    (DatePrecision.DAY, re.compile(rf"{_MONTH}\.?\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{_MONTH}")),
    (DatePrecision.MONTH, re.compile(_MONTH)),
)
"""What shows each precision, looked for in this order; a date with none of them is a year.

A quarter or another part of a year counts as a season."""


class Published(NamedTuple):
    """A date as PubMed words it, its first year and its precision; all empty for no date."""

    words: str = ""
    year: int | None = None
    precision: DatePrecision | None = None


NOT_DATED = Published()


def published(dates: list[etree._Element]) -> Published:
    """The first date that states a year.

    A range (`1998 Dec-1999 Jan`) counts by the first year written in it.
    """
    for date in dates:
        found = read_date(_words(date))
        if found.year is not None:
            return found
    return NOT_DATED


@lru_cache(maxsize=4096)
def read_date(words: str) -> Published:
    """Year and precision of a date in PubMed's words; no date where they hold no year."""
    year = _YEAR.search(words)
    if year is None:
        return NOT_DATED
    shapes = (precision for precision, shape in _SHAPES if shape.search(words))
    return Published(words, int(year.group()), next(shapes, DatePrecision.YEAR))


def _words(date: etree._Element) -> str:
    parts = [_part(node) for node in date if node.tag in DATE_PARTS]
    return " ".join(part for part in parts if part)


def _part(node: etree._Element) -> str:
    """Text of a part of a date; a month given as a number by its name."""
    text = leaf(node)
    if node.tag == "Month" and _MONTH_NUMBER.fullmatch(text):
        return MONTHS[int(text) - 1]
    return text
