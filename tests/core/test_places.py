"""What may be shared names no folder of the machine, and loses nothing else."""

from pathlib import Path

import pytest

from review.core.places import last_part, without_paths


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("No space left: '/home/some one/runs/x/records.csv'", "No space left: 'records.csv'"),
        ('"/srv/x y/" is a folder', '"x y" is a folder'),
        ("/var/lib/python3/site.py:12: UserWarning: odd", "site.py:12: UserWarning: odd"),
        ("cannot open (/mnt/data/a.csv)", "cannot open (a.csv)"),
        (r"'C:\\Users\\Some One\\a.csv' is open", "'a.csv' is open"),
        (r"see C:\Users\me\a.csv", "see a.csv"),
        ("see C:/Users/me/a.csv", "see a.csv"),
    ],
)
def test_full_paths_become_their_last_part(text: str, shared: str) -> None:
    assert without_paths(text) == shared


@pytest.mark.parametrize(
    "text",
    [
        "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esearch.fcgi answered 500",
        "http://127.0.0.1:8000/entrez/eutils/ did not answer",
        "5 mg/kg/day and/or 0.5 g/l",
        "data/claims/a.csv has no column statement",
        "claim_id is 'a/b'; it's 1/2 of the user's",
    ],
)
def test_addresses_units_and_relative_paths_stay(text: str) -> None:
    assert without_paths(text) == text


def test_known_paths_with_spaces_become_their_last_part() -> None:
    folder = "/data of mine/private runs/good"
    assert without_paths(f"{folder} is a file, {folder}/a.csv too", folder) == (
        "good is a file, good/a.csv too"
    )


def test_what_lies_below_the_working_folder_is_named_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a private folder"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert without_paths(f"{folder}/x/a.csv is gone", "x/a.csv") == "a.csv is gone"
    assert without_paths(f"{folder}/y/a b.csv is gone") == "y/a b.csv is gone"


def test_plain_words_and_addresses_are_no_paths() -> None:
    assert without_paths("snapshot at http://localhost/x", "snapshot", "http://localhost/x") == (
        "snapshot at http://localhost/x"
    )
    assert last_part("http://localhost/x") == "http://localhost/x"
    assert last_part("folder/snapshot") == "snapshot"
