"""Term lists: where they come from is written down, and they hold nothing about single records."""

import re
from datetime import date
from pathlib import Path

import pytest

from review.core.settings import data_folder
from review.terms.lock import (
    LOCK,
    SOURCE,
    SOURCES,
    hash_of,
    lock_of,
    read_lock,
    term_lists,
    write_lock,
)

TERMS = data_folder() / "terms"
LISTS = term_lists(TERMS)


def test_every_list_is_locked() -> None:
    assert LISTS
    assert set(read_lock(TERMS)) == {path.relative_to(TERMS).as_posix() for path in LISTS}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_the_lock_fits_the_list(path: Path) -> None:
    entry = read_lock(TERMS)[path.relative_to(TERMS).as_posix()]
    assert entry["sha256"] == hash_of(path), "run `python -m review.terms.lock`"
    assert entry["source"] == SOURCES.get(path.name, SOURCE)
    assert date.fromisoformat(entry["date"]) >= date(2020, 1, 1)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_no_list_names_a_claim_or_a_record(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\b[BC]\d\d\b|\b\d{6,8}\b|(?i:\bpmid\b)", text) == []


def test_a_changed_list_gets_a_new_date_and_the_others_keep_theirs(tmp_path) -> None:
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text("words = []\n", encoding="utf-8")
    second.write_text("words = []\n", encoding="utf-8")
    write_lock(tmp_path, today="2026-01-01")
    before = (tmp_path / LOCK).read_bytes()
    write_lock(tmp_path, today="2026-02-02")
    assert (tmp_path / LOCK).read_bytes() == before
    second.write_text('words = ["one"]\n', encoding="utf-8")
    dates = {name: entry["date"] for name, entry in lock_of(tmp_path, today="2026-03-03").items()}
    assert dates == {"a.toml": "2026-01-01", "b.toml": "2026-03-03"}
