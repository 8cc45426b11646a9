"""Hidden folders in which something is prepared before it takes its place.

A folder's name holds a digest of the host's name and the number of the process that made it, so that
what a killed process left can be told from what another one is still working in.
"""

import hashlib
import os
import platform
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

_NAME = re.compile(r"\.review-(?P<host>[0-9a-f]{8})-(?P<process>[0-9]{1,10})-[0-9a-f]{8}")


@contextmanager
def work_folder(parent: Path) -> Iterator[Path]:
    """A new work folder in `parent`, removed when the block ends; leftovers there go first.

    Raises:
        OSError: it cannot be made.
    """
    remove_leftovers(parent)
    work = parent / f".review-{_host()}-{os.getpid()}-{secrets.token_hex(4)}"
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def remove_leftovers(parent: Path) -> None:
    """Remove the work folders of processes of this host that are gone, and nothing else."""
    for folder in parent.glob(".review-*"):
        named = _NAME.fullmatch(folder.name)
        if named and named["host"] == _host() and not _is_running(int(named["process"])):
            shutil.rmtree(folder, ignore_errors=True)


def is_work_folder(name: str) -> bool:
    """Whether a file or folder of that name is a work folder, of whichever process."""
    return _NAME.fullmatch(name) is not None


def without_work_folders(text: str) -> str:
    """A text in which paths through a work folder lead to where its content will lie."""
    return re.sub(_NAME.pattern + r"[/\\]+", "", text)


def _host() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _is_running(process: int) -> bool:
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True
