"""Whoever is killed while a run folder is written leaves the earlier run, the new one, or none."""

import signal
import sys

import moments
import pytest
from example_run import example_run

from review.pipeline.run_folder import fill_run_folder
from review.runs.output_folder import (
    MANIFEST,
    UNFINISHED,
    check_run_folder,
    holds_run,
    new_run_folder,
)

NOTES = {"notes.txt": "mine", "notebooks/mine.ipynb": "my own"}
"""Files of a user's own in a run folder."""


def texts(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def of_run(text):
    only = moments.FIRST_ONLY if text == "first" else moments.SECOND_ONLY
    return dict.fromkeys((*moments.FILES, only), text)


def notes_in(out):
    return {name: text for name, text in NOTES.items() if (out / name).exists()}


def with_notes(folder):
    for name, text in NOTES.items():
        (folder / name).write_text(text)


@pytest.mark.parametrize(
    ("work", "is_earlier", "found"),
    [
        (moments.replace_run, True, {"first", None, "second"}),
        (moments.replace_run, False, {"second"}),
        (moments.stop_run, True, {"first"}),
        (moments.stop_run, False, {None}),
        (moments.start_over, True, {"first", None}),
        (moments.start_over, False, {None}),
    ],
)
def test_kill_before_any_change_of_a_run_folder(processes, tmp_path, work, is_earlier, found):
    """The folder holds the earlier run, none, or the new one; notes stay; the next run completes it."""
    seen = set()
    for number in range(1, 100):
        out = tmp_path / str(number) / "run"
        if is_earlier:
            with new_run_folder(out) as folder:
                moments.write(folder, "first")
            with_notes(out)
        process = processes.Process(target=work, args=(out, number))
        process.start()
        process.join(30)
        if out.exists():
            left = texts(out)
            notes = NOTES if is_earlier else {}
            assert notes.items() <= left.items()
            run = {name: text for name, text in left.items() if name not in (*notes, UNFINISHED)}
            assert MANIFEST not in run or run in (of_run("first"), of_run("second"))
            seen.add(run.get(MANIFEST))
        check_run_folder(out)
        with new_run_folder(out) as folder:
            moments.write(folder, "second")
        assert texts(out.parent) == {
            f"run/{name}": text for name, text in (of_run("second") | notes_in(out)).items()
        }
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
    assert number > 3
    assert seen == found


def test_the_manifest_is_the_first_to_go_and_the_last_to_come(tmp_path):
    """Of a folder filled by a notebook: at every file that is written, it holds no run."""
    (tmp_path / MANIFEST).write_text("{}")
    written = []

    def watch(event, words):
        if watching and event == "open" and str(words[0]).startswith(str(tmp_path)):
            written.append((words[0], holds_run(tmp_path)))

    watching = True
    sys.addaudithook(watch)
    fill_run_folder(example_run(), tmp_path)
    watching = False
    assert len(written) > 15
    assert not any(is_run for _, is_run in written)
    assert holds_run(tmp_path)
    assert not (tmp_path / UNFINISHED).exists()
