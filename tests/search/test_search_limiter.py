"""Requests keep the pace a service allows, whoever makes them."""

import sqlite3
import subprocess
import sys
import threading
from itertools import pairwise

import pytest

from review.core import settings
from review.core.errors import InputError
from review.search import limiter as module
from review.search import transport
from review.search.entrez import PER_SECOND, PER_SECOND_WITH_KEY, EntrezClient
from review.search.limiter import Limiter, pace_file

BOOK = """
import sys, time
from pathlib import Path
from review.search.limiter import Limiter
moment = {}
def clock():
    moment["now"], moment["pause"] = time.time(), 0.0
    return moment["now"]
limiter = Limiter(
    "host", 10.0, place=Path(sys.argv[1]), clock=clock, sleep=lambda pause: moment.update(pause=pause)
)
sys.stdin.readline()
for _ in range(40):
    limiter.wait()
    print(moment["now"] + moment["pause"])
"""
"""Books 40 requests without waiting for them, and says for when."""


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 100.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def place(tmp_path):
    return tmp_path / "pace.sqlite"


def test_requests_are_spaced_and_a_pause_counts(place):
    clock = Clock()
    limiter = Limiter("host", 4.0, place=place, sleep=clock.sleep, clock=clock)
    for _ in range(3):
        limiter.wait()
    clock.now += 10
    limiter.wait()
    assert clock.slept == [0.25, 0.25]


def test_limiters_of_a_host_share_one_pace_and_hosts_do_not(place):
    clock = Clock()
    for host in ("one", "one", "other"):
        Limiter(host, 4.0, place=place, sleep=clock.sleep, clock=clock).wait()
    assert clock.slept == [0.25]


def test_two_processes_together_stay_under_the_rate(place):
    command = [sys.executable, "-c", BOOK, str(place)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    processes = [subprocess.Popen(command, text=True, **pipes) for _ in range(2)]
    told = [process.communicate("go\n", timeout=60) for process in processes]
    assert [errors for _, errors in told] == ["", ""]
    moments = sorted(float(moment) for booked, _ in told for moment in booked.split())
    assert len(moments) == 80
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert min(gaps) > 0.099


def test_threads_together_stay_under_the_rate(place):
    clock, slept = Clock(), []
    limiter = Limiter("host", 5.0, place=place, sleep=slept.append, clock=clock)
    threads = [threading.Thread(target=limiter.wait) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(round(pause, 6) for pause in slept) == [0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4]


def test_a_clock_that_was_set_back_does_not_stop_anybody(place):
    clock = Clock()
    limiter = Limiter("host", 4.0, place=place, sleep=clock.sleep, clock=clock)
    limiter.wait()
    clock.now -= 1_000_000
    limiter.wait()
    assert clock.slept == []


@pytest.mark.parametrize("content", [b"not a database " * 100, None])
def test_a_file_that_cannot_be_used_is_named(place, content):
    place.mkdir() if content is None else place.write_bytes(content)
    with pytest.raises(InputError, match=r"pace\.sqlite.*remove it"):
        Limiter("host", 4.0, place=place).wait()


def test_a_process_that_died_in_its_turn_does_not_block_the_next(place):
    Limiter("host", 4.0, place=place).wait()
    script = (
        "import os, sqlite3, sys\n"
        "file = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "file.execute('BEGIN IMMEDIATE')\n"
        "file.execute('UPDATE pace SET free = 0')\n"
        "os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(place)], check=False)
    assert done.returncode == 9
    clock = Clock()
    Limiter("host", 4.0, place=place, sleep=clock.sleep, clock=clock).wait()
    file = sqlite3.connect(place)
    assert file.execute("SELECT free FROM pace").fetchone()[0] > clock.now
    file.close()


@pytest.mark.parametrize(("key", "rate"), [(None, PER_SECOND), ("synthetic", PER_SECOND_WITH_KEY)])
def test_a_client_of_a_service_elsewhere_waits_before_every_try(key, rate, place, monkeypatch):
    """Every try of every client, also a repeated one, and none to this machine."""
    made = []

    class Counting(Limiter):
        def __init__(self, host, per_second):
            super().__init__(host, per_second, place=place)
            made.append((host, per_second, self))
            self.waits = 0

        def wait(self):
            self.waits += 1

    monkeypatch.setattr(transport, "Limiter", Counting)
    EntrezClient("http://127.0.0.1:9/")
    assert made == []
    client = EntrezClient(settings.NCBI, api_key=key)
    ((host, per_second, limiter),) = made
    assert (host, per_second) == ("eutils.ncbi.nlm.nih.gov", rate)
    assert (PER_SECOND, PER_SECOND_WITH_KEY) == (3.0, 10.0)

    def refuse(request):
        raise transport.AttemptError("it cannot be reached", may_pass=True)

    monkeypatch.setattr(client._transport, "_body", refuse)
    monkeypatch.setattr(client._transport.patience, "_sleep", lambda seconds: None)
    with pytest.raises(Exception, match="after 4 tries"):
        client.search("x", limit=1)
    assert limiter.waits == 4


def test_the_pace_is_kept_in_one_file_of_the_user():
    assert pace_file() == pace_file()
    assert Limiter("host", 1.0)._place == pace_file()
    assert module.LONGEST_QUEUE >= 60
