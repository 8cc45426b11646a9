"""Dates of publication: every shape that PubMed has, in its words and with its precision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from review.core.vocabulary import DatePrecision
from review.records.dates import NOT_DATED, Published, published, read_date


def dates(*inner: str) -> list[etree._Element]:
    return [etree.fromstring(f"<PubDate>{each}</PubDate>") for each in inner]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<Year>2001</Year>", ("2001", 2001, DatePrecision.YEAR)),
        ("<Year>2001</Year><Month>Feb</Month>", ("2001 Feb", 2001, DatePrecision.MONTH)),
        ("<Year>2001</Year><Month>02</Month>", ("2001 Feb", 2001, DatePrecision.MONTH)),
        ("<Year>2001</Year><Month>13</Month>", ("2001 13", 2001, DatePrecision.YEAR)),
        (
            "<Year>2001</Year><Month>2</Month><Day>03</Day>",
            ("2001 Feb 03", 2001, DatePrecision.DAY),
        ),
        ("<Year>2001</Year><Season>Winter</Season>", ("2001 Winter", 2001, DatePrecision.SEASON)),
        (
            "<Year>2001</Year><Season>Jan-Feb</Season>",
            ("2001 Jan-Feb", 2001, DatePrecision.RANGE),
        ),
    ],
)
def test_a_date_in_parts(date: str, expected: tuple[object, ...]) -> None:
    assert published(dates(date)) == expected


@pytest.mark.parametrize(
    ("words", "year", "precision"),
    [
        ("1998 Dec-1999 Jan", 1998, DatePrecision.RANGE),
        ("15 Dec 1998-3 Jan 1999", 1998, DatePrecision.RANGE),
        ("1975-1976", 1975, DatePrecision.RANGE),
        ("1976-1977 Winter", 1976, DatePrecision.RANGE),
        ("2000 Spring-Summer", 2000, DatePrecision.RANGE),
        ("2000 Dec 23- 30", 2000, DatePrecision.RANGE),
        ("2011 Jan/Feb", 2011, DatePrecision.RANGE),
        ("2000 Spring", 2000, DatePrecision.SEASON),
        ("Winter 2003", 2003, DatePrecision.SEASON),
        ("1st Quart 2000", 2000, DatePrecision.SEASON),
        ("1998 4th Trimest", 1998, DatePrecision.SEASON),
        ("2003 Jan 15", 2003, DatePrecision.DAY),
        ("15 Jan 2003", 2003, DatePrecision.DAY),
        ("Jan 2003", 2003, DatePrecision.MONTH),
        ("2003 September", 2003, DatePrecision.MONTH),
        ("1998 Christmas", 1998, DatePrecision.YEAR),
        ("1999", 1999, DatePrecision.YEAR),
    ],
)
def test_a_date_in_words(words: str, year: int, precision: DatePrecision) -> None:
    expected = Published(words, year, precision)
    assert read_date(words) == expected
    assert published(dates(f"<MedlineDate> {words}\n</MedlineDate>")) == expected


@pytest.mark.parametrize("words", ["", "Not recorded", "Suppl 12345", "Jan", "Spring", "0198"])
def test_words_without_a_year_are_no_date(words: str) -> None:
    assert published(dates(f"<MedlineDate>{words}</MedlineDate>")) == NOT_DATED


def test_the_first_date_with_a_year_counts() -> None:
    electronic = "<Year>2010</Year><Month>1</Month>"
    later = "<Year>2011</Year>"
    assert published(dates("<Month>Mar</Month>", electronic, later)).words == "2010 Jan"
    assert published([]) == NOT_DATED


@given(st.text(max_size=40))
def test_any_words_have_a_year_and_a_precision_or_neither(words: str) -> None:
    found = read_date(words)
    assert (found.year is None) is (found.precision is None) is (found.words == "")
