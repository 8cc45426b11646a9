"""Run folders are written whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from review.errors import InputError
from review.output import UNFINISHED, check_run_folder, new_run_folder, start_run_folder


def write(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_a_run_appears_when_it_is_complete(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "run"
    with new_run_folder(out) as folder:
        write(folder, manifest_json="new")
        assert not out.exists()
    assert content(out) == {"manifest.json": "new"}
    assert [path.name for path in out.parent.iterdir()] == ["run"]


def test_a_failed_run_leaves_the_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "run"
    write(out, manifest_json="old")
    with pytest.raises(ZeroDivisionError), new_run_folder(out) as folder:
        write(folder, manifest_json="half")
        raise ZeroDivisionError
    assert content(out) == {"manifest.json": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_an_earlier_run_is_replaced_and_notes_beside_it_are_kept(tmp_path: Path) -> None:
    out = tmp_path / "run"
    write(out, manifest_json="old", report_html="old", notes_txt="mine")
    with new_run_folder(out) as folder:
        write(folder, manifest_json="new")
    assert content(out) == {"manifest.json": "new", "notes.txt": "mine"}


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "photos", holiday_jpg="")
    with pytest.raises(InputError, match=r"holds holiday\.jpg, which is not part of a run"):
        check_run_folder(tmp_path / "photos")


def test_a_stopped_run_may_be_written_over(tmp_path: Path) -> None:
    write(tmp_path / "run", claims_csv="half")
    check_run_folder(tmp_path / "run")


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="is a file"):
        check_run_folder(tmp_path / "out")


def test_a_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with (
        pytest.raises(InputError, match="cannot be written"),
        new_run_folder(tmp_path / "out" / "run"),
    ):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of folders work otherwise there")
def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    with pytest.raises(InputError, match="does not allow it; name another folder"):
        check_run_folder(tmp_path / "run")
    assert not list(tmp_path.iterdir())


def test_starting_over_removes_what_an_earlier_run_wrote(tmp_path: Path) -> None:
    write(tmp_path / "run", claims_csv="old", manifest_json="old", notes_txt="mine")
    (tmp_path / "run" / "notebooks").mkdir()
    start_run_folder(tmp_path / "run")
    assert {path.name for path in (tmp_path / "run").iterdir()} == {
        "notes.txt",
        "notebooks",
        UNFINISHED,
    }
