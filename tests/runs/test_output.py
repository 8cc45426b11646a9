"""Run folders are written whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from review.core.errors import InputError
from review.runs.output_folder import (
    MANIFEST,
    UNFINISHED,
    check_run_folder,
    new_run_folder,
    remove_leftovers_of,
    start_run_folder,
)


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


def stopped(out: Path, *, keep: bool, **files: str) -> None:
    """A run into `out` that wrote some files and then failed."""
    with pytest.raises(ZeroDivisionError), new_run_folder(out, keep_stopped=keep) as folder:
        write(folder, **files)
        raise ZeroDivisionError


def test_what_a_stopped_run_wrote_is_kept_without_its_manifest_where_nothing_was(
    tmp_path: Path,
) -> None:
    out = tmp_path / "run"
    stopped(out, keep=True, claims_csv="half", manifest_json="half")
    assert content(out) == {"claims.csv": "half", UNFINISHED: ""}
    write(out, notes_txt="mine")
    with new_run_folder(out) as folder:
        write(folder, manifest_json="new")
    assert content(out) == {"manifest.json": "new", "notes.txt": "mine"}


def test_a_stopped_run_is_not_kept_over_an_earlier_one(tmp_path: Path) -> None:
    write(tmp_path / "run", manifest_json="old")
    stopped(tmp_path / "run", keep=True, claims_csv="half")
    assert content(tmp_path / "run") == {"manifest.json": "old"}


def test_a_run_that_cannot_take_its_place_leaves_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a machine on which a file that another program has open cannot be replaced."""
    out = tmp_path / "run"
    write(out, claims_csv="old", manifest_json="old", report_html="old", notes_txt="mine")
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if target == out / "report.html" and path.read_text() == "new":
            raise PermissionError(13, "it is open elsewhere")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    before = content(out)
    with pytest.raises(PermissionError), new_run_folder(out) as folder:
        write(folder, claims_csv="new", manifest_json="new", report_html="new")
    assert content(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_users_own_files_are_never_touched_in_the_folder_of_notebooks_either(
    tmp_path: Path,
) -> None:
    notebooks = tmp_path / "run" / "notebooks"
    write(notebooks, mine_ipynb="mine")
    (notebooks / "01_claims.ipynb").write_text("old")
    write(tmp_path / "run", manifest_json="old")
    with new_run_folder(tmp_path / "run") as folder:
        write(folder, manifest_json="new")
    assert content(notebooks) == {"mine.ipynb": "mine"}


def test_a_folder_of_notebooks_that_a_new_run_does_not_have_goes(tmp_path: Path) -> None:
    write(tmp_path / "run", manifest_json="old")
    (tmp_path / "run" / "notebooks").mkdir()
    (tmp_path / "run" / "notebooks" / "01_claims.ipynb").write_text("old")
    with new_run_folder(tmp_path / "run") as folder:
        write(folder, manifest_json="new")
    assert content(tmp_path / "run") == {"manifest.json": "new"}


@pytest.mark.parametrize(("name", "kind"), [("report.html", "folder"), ("notebooks", "file")])
def test_what_stands_in_the_way_of_a_file_is_told_before_anything_is_done(
    tmp_path: Path, name: str, kind: str
) -> None:
    write(tmp_path / "run", manifest_json="old")
    path = tmp_path / "run" / name
    path.mkdir() if kind == "folder" else path.write_text("")
    with pytest.raises(InputError, match=rf"{name} is a {kind}, and a run writes something else"):
        check_run_folder(tmp_path / "run")


@pytest.fixture
def gone() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_killed_runs_left_is_removed_and_nothing_else(tmp_path: Path, gone: int) -> None:
    with new_run_folder(tmp_path / "sample") as folder:
        host = folder.parent.name.split("-")[1]
        write(folder, manifest_json="new")
    left = f".review-{host}-{gone}-0123abcd"
    others = {
        f".review-{host}-{os.getpid()}-0123abcd",  # of this process
        f".review-00000000-{gone}-0123abcd",  # of another host
        f".review-{host}-{gone}",
        f".review-{host}-{gone}-0123abcd.old",
        ".review",
        ".git",
    }
    for name in (left, *others):
        write(tmp_path / name, precious_txt="mine")
    with new_run_folder(tmp_path / "run") as folder:
        write(folder, manifest_json="new")
        assert not (tmp_path / left).exists()
    assert {path.name for path in tmp_path.iterdir()} == {*others, "run", "sample"}
    write(tmp_path / left, manifest_json="half")
    remove_leftovers_of(tmp_path / "run")
    assert {path.name for path in tmp_path.iterdir()} == {*others, "run", "sample"}


links = pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")


@links
@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("linked", ["runs", "runs/run"])
def test_links_are_written_through(tmp_path: Path, linked: str, is_there: bool) -> None:
    target, link, out = tmp_path / "disk" / "target", tmp_path / linked, tmp_path / "runs" / "run"
    if is_there:
        target.mkdir(parents=True)
        write(target / "run" if linked == "runs" else target, manifest_json="old", notes_txt="mine")
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(target, target_is_directory=True)
    with new_run_folder(out) as folder:
        write(folder, manifest_json="new")
        assert folder.name == "run"
        assert tmp_path / "disk" in folder.parents
    assert link.is_symlink()
    written = {"manifest.json": "new"} | ({"notes.txt": "mine"} if is_there else {})
    assert content(target / "run" if linked == "runs" else target) == content(out) == written
    assert [path.name for path in (tmp_path / "disk").iterdir()] == ["target"]


@links
def test_a_run_is_started_through_a_link_whose_target_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "run").symlink_to(tmp_path / "disk" / "target", target_is_directory=True)
    start_run_folder(tmp_path / "run")
    assert content(tmp_path / "disk" / "target") == {UNFINISHED: ""}


@links
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").symlink_to(tmp_path / "run")
    with pytest.raises(InputError, match=r"cannot be a path here \(Too many levels"):
        check_run_folder(tmp_path / "run")


def test_into_a_mounted_folder_is_moved_from_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files cannot be renamed from one file system to another."""
    out = tmp_path / "run"
    write(out, manifest_json="old", notes_txt="mine")
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == out)
    with new_run_folder(out) as folder:
        write(folder, manifest_json="new")
        assert out in folder.parents
        check_run_folder(out)
    assert content(out) == {"manifest.json": "new", "notes.txt": "mine"}


def test_a_folder_started_over_stays_one_of_a_run_whatever_is_put_into_it(tmp_path: Path) -> None:
    start_run_folder(tmp_path / "run")
    write(tmp_path / "run", notes_txt="mine")
    start_run_folder(tmp_path / "run")
    assert not (tmp_path / "run" / MANIFEST).exists()
    assert content(tmp_path / "run")["notes.txt"] == "mine"
