"""Marks of the query language in a claim's own words do not reach PubMed."""

import re

import pytest

from review.claims.derivation import claim
from review.search.strategy import strategies

TERM = r'(?:(?:"[\w*\' -]+"|[\w*]+)\[(?:tiab|mh|nm)\]|\w+)'
ALTERNATIVES = rf"\({TERM}(?: OR {TERM})*\)"
QUERY = re.compile(
    rf"\((?:(?:{TERM}|\((?:{TERM}|{ALTERNATIVES})(?: AND (?:{TERM}|{ALTERNATIVES}))+\))(?: OR |(?=\))))+\)"
)
"""A block of headings, words and quoted phrases, alone or joined, and no other mark."""


@pytest.mark.parametrize(
    "intervention",
    [
        "zorvan [tiab] tea",
        "<b>zorvan</b> tea",
        '"zorvan" tea',
        "zorvan (green) tea",
        "zor*van tea",
        "“zorvan” tea",
    ],
)
def test_marks_are_left_out_of_the_query(intervention: str) -> None:
    found = strategies(claim(intervention=intervention, outcome="wakening [mh]"))
    assert found
    for step in found:
        for block in step.blocks:
            assert QUERY.fullmatch(block.query), block.query


def test_endings_left_off_stay() -> None:
    (step,) = strategies(claim(intervention="zorvanising", outcome=""))
    assert "zorvanisi*[tiab]" in step.query
