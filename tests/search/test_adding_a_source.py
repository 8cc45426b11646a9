"""A source is one file and one line: added from outside, a run searches it and a refusal names it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import review
from review.core.errors import InputError
from review.core.settings import data_folder
from review.search import source as registry
from review.search.entrez import EntrezClient
from review.search.local.service import LocalService
from review.search.opened_archive import open_archive
from review.search.source import SOURCE_KINDS, open_source
from review.search.sources.source_kind import SourceKind

WARD = "ward library"


@contextmanager
def _ward(_: str) -> Iterator[EntrezClient]:
    with open_archive(data_folder() / "snapshot") as archive, LocalService(archive) as service:
        yield EntrezClient(service.base_url, place="the ward's own shelf")


@pytest.fixture
def _added(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = SourceKind(WARD, lambda named: named == WARD, _ward)
    monkeypatch.setattr(registry, "SOURCE_KINDS", (*SOURCE_KINDS, kind))


@pytest.mark.usefixtures("_added")
def test_a_run_searches_a_source_from_outside(tmp_path) -> None:
    claims = tmp_path / "claims.csv"
    claims.write_text("claim_id,statement\nX01,Clonidine reduces opioid withdrawal symptoms.\n")
    run = review.run(claims, source=WARD, out=tmp_path / "run")
    assert run.searches["count"].sum() > 0
    assert run.manifest["source"] == WARD


@pytest.mark.usefixtures("_added")
def test_a_refusal_names_every_kind() -> None:
    with pytest.raises(InputError) as refused:
        open_source("no-such-place")
    for kind in registry.SOURCE_KINDS:
        assert kind.words in str(refused.value)


def test_an_unknown_source_is_refused_where_nothing_was_added() -> None:
    with pytest.raises(InputError, match="The source ward library does not exist"):
        open_source(WARD)
