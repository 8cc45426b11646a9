"""What every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def root() -> Path:
    """The checkout: the folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_kept() -> Iterator[None]:
    """No test writes to the user's archive; those about the archive name their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEW_ARCHIVE", "none")
        yield
