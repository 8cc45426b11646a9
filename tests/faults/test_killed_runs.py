"""A run that is killed at any moment, and begun again, ends as if nothing had happened."""

import random
import signal
import sys
import time

import pytest
from loopback import numbered
from run_service import AT_ONCE, CLAIMS, SIZE, RunService, library, review_apart
from test_entrez_faults import Reply

from review.search.archive import Archive
from review.search.local.utilities import Utilities
from review.search.verification import verify

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a server of forks")
MOMENTS, SEED = 6, 20
DELAY = 0.02
"""Seconds that each answer takes."""

TIMES = {"manifest.json", "report.html"}
"""Files that say when a run was made and how long it took."""


def slow(utility, parameters, query):
    time.sleep(DELAY)


@pytest.fixture(scope="module")
def service():
    with library() as archive, RunService(Utilities(archive)) as running:
        yield running


@pytest.fixture(scope="module")
def begin(processes, service, tmp_path_factory):
    """Begins a run into a folder, with the archive that is in it, in a process of its own."""
    claims = tmp_path_factory.mktemp("claims") / "two.csv"
    claims.write_text(CLAIMS)

    def start(folder):
        places = (folder / "run", folder / "archive.sqlite")
        process = processes.Process(target=review_apart, args=(claims, service.url, *places))
        process.start()
        return process

    return start


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in TIMES
    }


def finish(process):
    process.join(60)
    assert process.exitcode == 0


def held(folder):
    place = folder / "archive.sqlite"
    if not place.exists():
        return set()
    with Archive.open(place) as archive:
        verify(archive, bytes)
        return {pmid for origin in archive.origins() for pmid in archive.of(origin).pmids()}


@pytest.fixture(scope="module")
def unbroken(service, begin, tmp_path_factory):
    """The files of a run that nobody disturbs, and how long it took."""
    folder = tmp_path_factory.mktemp("unbroken")
    service.fault = slow
    began = time.monotonic()
    finish(begin(folder))
    took = time.monotonic() - began
    assert sorted(service.fetched) == numbered(SIZE)
    written = files(folder / "run")
    assert {"searches.csv", "summary_of_findings.csv", "evidence_matrix.xlsx"} <= set(written)
    return written, took


def test_kill_at_any_moment_of_a_run(service, begin, unbroken, tmp_path):
    expected, took = unbroken
    service.fault, chance = slow, random.Random(SEED)
    for moment in sorted(chance.uniform(0, took) for _ in range(MOMENTS)):
        kept = held(tmp_path)
        service.asked.clear()
        process = begin(tmp_path)
        process.join(moment)
        process.kill()
        process.join()
        asked, kept_now = service.fetched, held(tmp_path)
        assert not kept & set(asked), "asked for again"
        assert len(asked) == len(set(asked)), "asked for twice"
        assert kept <= kept_now
        assert len(set(asked) - kept_now) <= AT_ONCE, "more lost than what was under way"
    kept = held(tmp_path)
    service.asked.clear()
    finish(begin(tmp_path))
    assert sorted(service.fetched) == sorted(set(numbered(SIZE)) - kept)
    assert files(tmp_path / "run") == expected


KILLS = [("einfo", 1), ("esearch", 1), ("esearch", 2), ("efetch", 1), ("efetch", 2), ("efetch", 5)]


def test_kill_in_the_middle_of_an_answer_and_nothing_is_delivered_twice(
    service, begin, unbroken, tmp_path
):
    delivered = []

    def killing(process, utility, number):
        """Kills the process when it makes that request of a utility, and gives it half an answer."""
        left = [number]

        def fault(name, parameters, query):
            left[0] -= utility in name
            if utility in name and left[0] == 0:
                process.kill()
                return Reply(service.utilities.answer(name, parameters).body, cut=True)
            if "efetch" in name:
                delivered.extend(parameters["id"].split(","))
            return None

        return fault

    for utility, number in KILLS:
        with service.lock:  # no request is answered before it is known whose it is
            process = begin(tmp_path)
            service.fault = killing(process, utility, number)
        process.join(60)
        assert process.exitcode == -signal.SIGKILL
    service.fault = killing(None, "nothing", 1)
    finish(begin(tmp_path))
    assert files(tmp_path / "run") == unbroken[0]
    assert sorted(delivered) == numbered(SIZE)


def test_two_whole_runs_at_once_with_one_archive(service, begin, unbroken, tmp_path):
    service.fault = slow
    service.asked.clear()
    (tmp_path / "archive.sqlite").touch()
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        (folder / "archive.sqlite").symlink_to(tmp_path / "archive.sqlite")
    for process in [begin(folder) for folder in folders]:
        finish(process)
    assert [files(folder / "run") for folder in folders] == [unbroken[0], unbroken[0]]
    assert held(tmp_path) == set(numbered(SIZE))
    assert set(service.fetched) == set(numbered(SIZE))
    assert len(service.fetched) <= 2 * SIZE
