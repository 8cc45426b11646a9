"""Notebook parameters are checked and work from wherever a notebook runs."""

from pathlib import Path

import pytest

from review.core.errors import InputError
from review.notebook.parameters import check_parameters

BUNDLED = "data/claims/baclofen_opioid_withdrawal.csv"


def test_bundled_claims_are_found_from_the_root_and_from_the_notebooks_folder(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notebooks").mkdir()
    for folder in (root, tmp_path, tmp_path / "notebooks"):
        monkeypatch.chdir(folder)
        checked = check_parameters(claims=BUNDLED, source="snapshot", out="runs/a")
        assert checked.claims.is_file()
    assert checked.out == tmp_path / "runs" / "a"


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"claims": "data/claims/nothing.csv"}, "nothing.csv does not exist"),
        ({"source": "snapsot"}, "snapsot"),
        ({"out": ""}, "parameter out is ''"),
        ({"out": 2020}, "parameter out is 2020"),
    ],
)
def test_a_wrong_parameter_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch, wrong: dict, word: str
) -> None:
    monkeypatch.chdir(root)
    with pytest.raises(InputError, match=word):
        check_parameters(**{"claims": BUNDLED, "source": "snapshot", "out": "runs/a", **wrong})
