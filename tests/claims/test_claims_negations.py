"""A denial anywhere in a sentence is kept: what is denied is never read as asserted."""

import pytest

from review.claims.derivation import claim
from review.claims.wording import wording
from review.core.vocabulary import Direction, Kind

NOTHING = Direction.NO_DIFFERENCE
DENIED = [
    "Zorvan is not superior to sertal in terms of completion of treatment",
    "Zorvan isn't any better than sertal in terms of completion of treatment",
    "Zorvan is not inferior to sertal in terms of completion of treatment",
    "Zorvan is never superior to sertal for colds",
    "Zorvan is not better than placebo for colds",
    "Zorvan is not significantly more effective than placebo for colds",
    "Zorvan is not worse than sertal for colds",
    "Zorvan is no less effective than sertal for colds",
    "There is not any link between zorvan and autism",
    "There isn't a link between zorvan and autism",
    "There is little association between zorvan and autism",
    "There is hardly any link between zorvan and autism",
    "There is a lack of association between zorvan and autism",
    "There is no clear or consistent link between zorvan and autism",
    "Zorvan is not a treatment for colds",
    "Zorvan is not an effective treatment for colds",
    "Zorvan is hardly effective for asthma",
    "Zorvan is never useful for asthma",
    "Zorvan is not good for asthma",
    "Zorvan does nothing for asthma",
    "Zorvan doesn't do anything for asthma",
    "Zorvan is completely useless against asthma",
    "Zorvan is of no benefit in asthma",
    "Zorvan lacks any benefit for asthma",
    "Zorvan has little effect on asthma",
    "Zorvan does not have any effect on asthma",
    "Zorvan can't cure asthma",
    "Zorvan is not harmful",
    "Zorvan is not safer than sertal",
    "Nausea is not a side effect of zorvan",
    "Zorvan does not work better than placebo for colds",
    "Zorvan has no advantage over sertal for colds",
    "There is not much difference between zorvan and sertal for colds",
    "Zorvan is without benefit for the heart",
    "Zorvan is not the cause of autism",
    "Zorvan is unlikely to cause autism",
    "Zorvan rarely causes autism",
    "Zorvan failed to prevent colds",
    "Zorvan neither increases nor decreases blood pressure",
]


@pytest.mark.parametrize("statement", DENIED)
def test_what_is_denied_makes_no_difference(statement: str) -> None:
    read = claim(statement)
    assert (read.intervention, read.direction) == ("zorvan", NOTHING)


@pytest.mark.parametrize(
    ("statement", "direction", "comparator", "outcome"),
    [
        ("Zorvan is superior to sertal for memory", "improves", "sertal", "memory"),
        (
            "Clonidine is worse than methadone for completion of detoxification",
            "worsens", "methadone", "completion of detoxification",
        ),
        ("Zorvan is better than sertal for migraine", "improves", "sertal", "migraine"),
        ("Zorvan is less effective than sertal for migraine", "worsens", "sertal", "migraine"),
        ("Zorvan is not as effective as sertal for migraine", "worsens", "sertal", "migraine"),
        ("There is a strong link between zorvan and falls", "increases", "", "falls"),
        ("Zorvan is a very effective treatment for colds", "decreases", "", "colds"),
        ("Zorvan is a common cause of falls", "increases", "", "falls"),
        ("Zorvan is not safe", "increases", "", "adverse events"),
        ("Zorvan is really good for memory", "improves", "", "memory"),
        ("Zorvan is very bad for memory", "worsens", "", "memory"),
    ],
)  # fmt: skip
def test_what_is_asserted_keeps_its_direction(
    statement: str, direction: str, comparator: str, outcome: str
) -> None:
    read = claim(statement)
    assert (read.direction, read.comparator, read.outcome) == (direction, comparator, outcome)


def test_neither_denies_both() -> None:
    read = claim("Neither zinc nor vitamin C prevents colds")
    assert (read.intervention, read.outcome) == ("zinc or vitamin C", "colds")
    assert read.direction is NOTHING


def test_no_pattern_passes_over_a_denial() -> None:
    by_name = {pattern.name: pattern.match for pattern in wording().patterns}
    for name in ("more effective than", "less effective than", "superior in terms of"):
        assert not by_name[name].match("Zorvan is not superior to sertal in terms of sleep")
    assert claim("Zorvan is not superior to sertal for sleep").kind is Kind.COMPARATIVE
