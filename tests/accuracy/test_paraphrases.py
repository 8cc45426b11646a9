"""Whether wordings of one claim are understood alike: what counts as the same, and what the page says."""

from pathlib import Path

import pytest

from review.accuracy.benchmarks import benchmark
from review.accuracy.paraphrases import HELD_BACK, read_wordings, same_thing
from review.accuracy.task import DEVELOPMENT
from review.core.errors import InputError

GROUPS = """group,intervention,comparator,population,outcome,direction,kind,part
G1,Melatonin,,,Jet Lag Syndrome,decreases,efficacy,development
G2,Aspirin,,,Stroke,no_effect,efficacy,held back
"""
PARAPHRASES = """group,statement,part
G1,Melatonin eases jet lag,development
G1,Melatonin causes jet lag,development
G1,It eases jet lag,development
G2,Aspirin does not prevent stroke,held back
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "groups.csv").write_text(GROUPS, encoding="utf-8")
    (tmp_path / "paraphrases.csv").write_text(PARAPHRASES, encoding="utf-8")
    return tmp_path


def test_each_wording_is_compared_with_what_was_meant(data: Path) -> None:
    read = list(read_wordings(data, DEVELOPMENT))
    assert [one.wrong for one in read] == [(), ("direction",), ("intervention",)]
    assert [one.is_unclear for one in read] == [False, False, True]


def test_the_page_counts_and_lists_what_is_wrong_and_not_marked(data: Path) -> None:
    page = benchmark("paraphrases", data=data)
    assert "| understood as meant | 1 | 0.33 |" in page
    assert "| wrong and not marked | 1 | 0.33 |" in page
    assert "0 of 1." in page
    assert "Melatonin causes jet lag (direction)" in page
    assert "Aspirin" not in page


def test_what_is_held_back_is_counted_and_never_shown(data: Path) -> None:
    page = benchmark("paraphrases", data=data, split=HELD_BACK)
    assert "| understood as meant | 1 | 1.00 |" in page
    assert "spirin" not in page


def test_another_split_and_another_folder_are_refused(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no split 'test'"):
        benchmark("paraphrases", data=data, split="test")
    with pytest.raises(InputError, match=r"groups\.csv is not in"):
        benchmark("paraphrases", data=tmp_path / "nowhere")


SAME = [
    ("blood thinners", "Warfarin", True),
    ("oestrogen tablets", "Estrogens", True),
    ("older adults", "Aged", True),
    ("zinc", "Iron", False),
    ("", "Iron", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_what_means_the_same(one: str, other: str, same: bool) -> None:
    assert same_thing(one, other) is same
