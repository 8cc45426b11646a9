"""What live searches bring is kept once, whole, and known to be what was sent."""

import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from loopback import RecordService, numbered, record

from review.core.errors import InputError, SearchFailedError
from review.search import entrez
from review.search.archive import Archive
from review.search.entrez import EntrezClient
from review.search.source import open_source
from review.search.verification import verify

FETCH = """
import sys
from review.core.errors import ReviewError
from review.search.source import open_source
url, start, end = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
try:
    with open_source(url) as client:
        pmids = client.search("x", limit=end).pmids[start:end]
        print(len(client.fetch(pmids, bytes).records), flush=True)
except ReviewError as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    path = tmp_path / "kept" / "archive.sqlite"
    monkeypatch.setenv("REVIEW_ARCHIVE", str(path))
    return path


def start(service, first, last, **options):
    command = [sys.executable, "-c", FETCH, service.url, str(first), str(last)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def fetch(service, count):
    with open_source(service.url) as client:
        return client.fetch(client.search("x", limit=count).pmids, bytes).records


def held(place, service):
    with Archive.open(place) as archive:
        return archive.of(service.url).pmids()


def test_a_second_run_searches_anew_and_fetches_nothing(place):
    with RecordService(450) as service:
        first = fetch(service, 450)
        assert sorted(service.asked) == numbered(450)
        second = fetch(service, 450)
        assert len(service.asked) == 450
        assert service.searches == 2
    assert list(second.items()) == list(first.items())
    assert first["90000007"].decode() == record("90000007")


def test_only_records_that_are_not_held_are_asked_for(place):
    with RecordService(300) as service:
        fetch(service, 120)
        service.fetches.clear()
        assert list(fetch(service, 300)) == numbered(300)
        assert service.asked == numbered(300)[120:]


def test_two_services_never_stand_in_for_each_other(place):
    with RecordService(3, text="One") as one, RecordService(3, text="Two") as two:
        fetch(one, 3)
        assert all(b">Two 9" in xml for xml in fetch(two, 3).values())
        assert len(two.asked) == 3


@pytest.mark.parametrize(("age", "asked"), [(entrez.REUSED_DAYS, 0), (entrez.REUSED_DAYS + 1, 3)])
def test_a_record_is_fetched_anew_when_it_was_kept_too_long(place, age, asked):
    with RecordService(3, text="New") as service, open_source(service.url) as client:
        old = {pmid: record(pmid, "Old").encode() for pmid in numbered(3)}
        day = entrez.day_before(age)
        with Archive.open(place) as archive:
            archive.of(service.url).keep(old, source="test", stored_on=day)
        texts = {b">New 9" in xml for xml in client.fetch(numbered(3), bytes).records.values()}
    assert len(service.asked) == asked
    assert texts == {bool(asked)}


def test_a_record_too_old_that_cannot_be_fetched_is_an_error(place):
    with RecordService(3) as service, open_source(service.url) as client:
        with Archive.open(place) as archive:
            old = {"90000001": record("90000001").encode()}
            archive.of(service.url).keep(old, source="test", stored_on="2001-01-01")
        service.is_gone = True
        with pytest.raises(SearchFailedError, match="404"):
            client.fetch(["90000001"], bytes)


def test_an_answer_that_is_not_what_was_asked_for_is_not_kept(place):
    with RecordService(5) as service:
        service.text = "</ArticleTitle><broken>"
        with Archive.open(":memory:") as archive:
            client = EntrezClient(service.url, archive=archive, sleep=lambda _: None)
            with pytest.raises(SearchFailedError, match="well-formed"):
                client.fetch(numbered(5), bytes)
            assert archive.origins() == []


def test_nothing_is_kept_of_the_snapshot_or_where_it_is_not_wanted(place, monkeypatch):
    with open_source("snapshot") as client:
        client.fetch(client.search("withdrawal", limit=3).pmids, bytes)
    monkeypatch.setenv("REVIEW_ARCHIVE", "none")
    with RecordService(3) as service:
        assert len(fetch(service, 3)) == len(fetch(service, 3)) == 3
        assert len(service.asked) == 6
    assert not place.parent.exists()


def test_a_run_that_is_killed_goes_on_where_it_was(place):
    with RecordService(1000, delay=0.15) as service:
        process = start(service, 0, 1000)
        while len(service.fetches) < 3:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kept = held(place, service)
        assert len(kept) in (400, 600)
        time.sleep(0.3)
        service.fetches.clear()
        service.delay = 0.0
        assert list(fetch(service, 1000)) == numbered(1000)
        assert service.asked == numbered(1000)[len(kept) :]
        with Archive.open(place) as archive:
            assert verify(archive, bytes).records == 1000


def test_kill_at_any_moment_leaves_a_sound_archive(place):
    with RecordService(2000) as service:
        for pause in (0.45, 0.55, 0.65, 0.75, 0.85):
            process = start(service, 0, 2000)
            time.sleep(pause)
            process.kill()
            process.communicate()
            if place.exists():
                with Archive.open(place) as archive:
                    assert verify(archive, bytes).records % 200 == 0
        assert list(fetch(service, 2000)) == numbered(2000)
        assert held(place, service) == numbered(2000)


def test_two_runs_at_once_share_one_archive(place):
    with RecordService(1400, delay=0.02) as service:
        processes = [start(service, 0, 1000), start(service, 400, 1400)]
        outcomes = [process.communicate(timeout=60) for process in processes]
        assert outcomes == [("1000\n", ""), ("1000\n", "")]
        assert held(place, service) == numbered(1400)
        service.fetches.clear()
        assert len(fetch(service, 1400)) == 1400
        assert service.asked == []
    with Archive.open(place) as archive:
        assert verify(archive, bytes).records == 1400


def test_an_archive_that_another_process_holds_is_named(place, monkeypatch):
    monkeypatch.setattr("review.search.database.BUSY_SECONDS", 0.1)
    place.parent.mkdir()
    with Archive.open(place) as archive:
        other = sqlite3.connect(place)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match=r"archive\.sqlite has been in use by another process"):
            archive.keep({"90000001": b"<PMID>90000001</PMID>"}, source="x", stored_on="2026-01-01")
        other.close()


def filled(place, count=50):
    place.parent.mkdir(exist_ok=True)
    with Archive.open(place) as archive:
        records = {pmid: record(pmid).encode() for pmid in numbered(count)}
        archive.keep(records, source="test", stored_on="2026-01-02")
        archive.keep_search("some words", {"count": 3}, most=5, day="2026-01-02")
    return records


def test_a_flipped_byte_in_a_record_is_noticed_and_named(place):
    filled(place)
    content = bytearray(place.read_bytes())
    content[content.index(b"Synthetic 90000030") + 3] ^= 1
    place.write_bytes(content)
    with Archive.open(place) as archive:
        for read in (
            lambda: archive.get(["90000030"]),
            lambda: verify(archive, bytes),
            lambda: list(archive.records()),
        ):
            with pytest.raises(
                InputError, match=r"archive\.sqlite is damaged .*90000030.*run again"
            ):
                read()
        assert len(archive.get(["90000001"])) == 1


def test_a_flipped_byte_anywhere_is_noticed_or_changes_nothing(place):
    records = filled(place)
    whole = place.read_bytes()
    for position in [*range(0, 100, 7), *range(100, len(whole), 1499)]:
        content = bytearray(whole)
        content[position] ^= 0x20
        for stale in place.parent.glob("*-*"):
            stale.unlink()
        place.write_bytes(content)
        try:
            with Archive.open(place) as archive:
                verify(archive, bytes)
                read, kept = archive.get(records), archive.searches()
        except InputError as error:
            assert "archive.sqlite" in str(error)
        else:
            assert read.items() <= records.items(), position
            assert [search["query"] for search in kept] in ([], ["some words"])


def test_a_file_cut_short_or_replaced_is_named(place):
    filled(place)
    whole = place.read_bytes()
    for content in (whole[: len(whole) // 2], b"not a database at all " * 500):
        place.write_bytes(content)
        with pytest.raises(InputError, match=r"archive\.sqlite"), Archive.open(place) as archive:
            verify(archive, bytes)


def test_a_database_of_something_else_is_left_alone(place):
    place.parent.mkdir()
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE photos (name TEXT)")
    other.close()
    with pytest.raises(InputError, match="not an archive"):
        Archive.open(place)
    other = sqlite3.connect(place)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("photos",)]
    other.close()


def small_files():
    import resource  # noqa: PLC0415 - not on every platform

    resource.setrlimit(resource.RLIMIT_FSIZE, (1_600_000, resource.RLIM_INFINITY))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
def test_a_full_disk_is_named_and_leaves_the_archive_usable(place):
    with RecordService(1000) as service:
        process = start(service, 0, 1000, preexec_fn=small_files)
        _, told = process.communicate(timeout=60)
        assert process.returncode == 1
        assert "InputError: The archive" in told
        assert "archive.sqlite cannot be opened or written" in told
        with Archive.open(place) as archive:
            kept = verify(archive, bytes).records
        assert kept in range(200, 1000, 200)
        service.fetches.clear()
        assert len(fetch(service, 1000)) == 1000
        assert len(service.asked) == 1000 - kept


def test_an_archive_in_a_place_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("REVIEW_ARCHIVE", str(tmp_path / "file" / "archive.sqlite"))
    with pytest.raises(InputError, match="cannot be made"), open_source("http://127.0.0.1:9/"):
        pass
