"""What a manifest says of the data that a run was made with."""

import shutil
from pathlib import Path

import pytest

from review.core.settings import data_folder
from review.runs.manifest import folder_hash


def copied(folder: Path, to: Path) -> Path:
    to.mkdir()
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return to


@pytest.mark.parametrize("name", ["terms", "models"])
def test_a_change_of_any_list_or_weight_changes_the_hash_and_a_page_does_not(
    name: str, tmp_path: Path
) -> None:
    folder = copied(data_folder() / name, tmp_path / name)
    before = folder_hash(folder)
    assert before == folder_hash(data_folder() / name)
    (folder / "README.md").write_text("other words")
    assert folder_hash(folder) == before
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            whole = path.read_bytes()
            path.write_bytes(whole + b"\n")
            assert folder_hash(folder) != before, path.name
            path.write_bytes(whole)
    assert folder_hash(folder) == before
