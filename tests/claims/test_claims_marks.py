"""Marks of the query language in a claim's own words do not reach PubMed."""

import re

import pytest

from review.claims.derivation import claim
from review.search.strategy import strategies

QUERY = re.compile(r'\((?:(?:"[\w*\' -]+"|[\w*]+)\[tiab\](?: OR |(?=\))))+\)')
"""A block of words and quoted phrases in titles and abstracts."""


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
