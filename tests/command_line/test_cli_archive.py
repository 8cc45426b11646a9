"""`review archive`: what is held, whether it is sound, in and out again."""

import csv
import gzip
import re

import click
import pytest
from click.testing import CliRunner
from pubmed_xml_samples import LIBRARY, article, article_set

from review.command_line import commands
from review.search.archive import Archive
from review.search.local.service import LocalService
from review.search.source import open_source

NAMES = ("info", "verify", "import", "export")


def review(*words):
    return CliRunner().invoke(commands.main, ["archive", *map(str, words)])


def refused(result):
    assert result.exit_code == 2, result.output
    told = result.stderr.strip()
    assert told.startswith("review: ")
    assert "\n" not in told
    return told


@pytest.fixture
def library(tmp_path):
    path = tmp_path / "library.xml"
    path.write_bytes(article_set(*LIBRARY))
    return path


@pytest.fixture
def place(tmp_path, monkeypatch):
    path = tmp_path / "data" / "archive.sqlite"
    monkeypatch.setenv("REVIEW_ARCHIVE", str(path))
    return path


@pytest.fixture
def filled(place, library):
    """An archive with what a service sent, under its own origin."""
    with Archive.open(":memory:") as records:
        records.import_files([library])
        with LocalService(records) as service, open_source(service.base_url) as client:
            client.fetch(client.search("clonidine OR baclofen OR opioid", limit=9).pmids, bytes)
    return place


def origin_of(place):
    with Archive.open(place) as archive:
        return archive.origins()[0]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_an_example_and_stands_in_the_readme(root, name):
    result = review(name, "--help")
    assert result.exit_code == 0
    assert re.search(rf"Example:\n +review archive {name}\b", result.output)
    assert f"review archive {name} " in (root / "README.md").read_text(encoding="utf-8")
    options = [
        option
        for option in commands.archive_group.commands[name].params
        if isinstance(option, click.Option)
    ]
    assert all(option.help for option in options)


def test_the_commands_are_those_promised():
    assert set(commands.archive_group.commands) == set(NAMES)


def test_info_says_what_is_held_from_where_and_since_when(filled):
    told = review("info").output
    assert str(filled) in told
    assert re.search(
        r"^Local index, build [0-9a-f]{16}: \d records, stored (\S{10}) to \1; 1 searches$",
        told,
        re.M,
    )


def test_verify_counts_or_names_the_damage(filled):
    assert "3 records are what was stored" in review("verify").output
    content = bytearray(filled.read_bytes())
    content[content.index(b"<ArticleTitle>") + 20] ^= 1
    filled.write_bytes(content)
    assert "is damaged" in refused(review("verify"))


def test_export_and_import_give_the_same_records(filled, tmp_path):
    out, second = tmp_path / "records.xml.gz", tmp_path / "second.sqlite"
    assert "3 records in" in review("export", out).output
    assert "3 records read" in review("import", out, "--archive", second).output
    with Archive.open(filled) as one, Archive.open(second) as two:
        assert one.of(origin_of(filled)).hashes() == two.hashes()
        assert len(two) == 3
    again = tmp_path / "again.xml"
    review("export", again, "--archive", second)
    assert again.read_bytes() == gzip.decompress(out.read_bytes())
    with open_source(str(filled)) as client:
        assert client.search("baclofen[ti]", limit=5).pmids == ("90000002",)


def test_the_log_of_searches_is_exported(filled, tmp_path):
    out = tmp_path / "searches.csv"
    assert "1 searches in" in review("export", out).output
    (row,) = csv.DictReader(out.read_text(encoding="utf-8").splitlines())
    assert row["query"] == "clonidine OR baclofen OR opioid"
    assert (row["limit"], row["count"]) == ("9", "3")
    assert row["database"].startswith("Local index of 4 PubMed records")
    assert len(row["pmids"].split(" | ")) == 3


def test_records_of_several_origins_are_never_mixed(filled, library, tmp_path):
    review("import", library)
    told = refused(review("export", tmp_path / "out.xml"))
    assert "files" in told
    assert "--origin" in told
    assert refused(review("export", tmp_path / "out.xml", "--origin", "PubMed"))
    assert "4 records" in review("export", tmp_path / "out.xml", "--origin", "files").output


def test_import_applies_updates_and_withdrawals(place, tmp_path):
    base, update = tmp_path / "pubmed25n0001.xml.gz", tmp_path / "pubmed25n0002.xml.gz"
    base.write_bytes(gzip.compress(article_set(article(90000001), article(90000002, "Old"))))
    deletion = "<DeleteCitation><PMID>90000001</PMID></DeleteCitation>"
    update.write_bytes(gzip.compress(article_set(article(90000002, "New"), deletion)))
    assert "holds 1 imported" in review("import", base, update).output
    assert "files: 1 records, stored 2" in review("info").output


@pytest.mark.parametrize("name", ["info", "verify", "export"])
def test_an_archive_that_is_not_there_is_named_and_not_made(place, name):
    words = ["out.xml"] if name == "export" else []
    assert str(place) in refused(review(name, *words))
    assert not place.parent.exists()


def test_no_archive_at_all_is_said(monkeypatch):
    monkeypatch.setenv("REVIEW_ARCHIVE", "none")
    assert "--archive" in refused(review("info"))


@pytest.mark.parametrize("out", ["records.txt", "there.xml", "no/such/folder/records.xml"])
def test_an_export_that_cannot_be_written_is_refused(filled, tmp_path, out):
    (tmp_path / "there.xml").write_text("kept")
    assert out.rsplit("/", 1)[-1] in refused(review("export", tmp_path / out))
    assert (tmp_path / "there.xml").read_text() == "kept"
    assert not list(tmp_path.glob(".*.part"))


def test_a_run_names_its_archive(place, tmp_path, library, monkeypatch):
    monkeypatch.chdir(tmp_path)
    claims, own = tmp_path / "claims.csv", tmp_path / "own.sqlite"
    claims.write_text("claim_id,statement\nX01,Clonidine reduces opioid withdrawal\n")
    with Archive.open(":memory:") as records:
        records.import_files([library])
        with LocalService(records) as service:
            words = ["run", str(claims), "--source", service.base_url, "--archive", str(own)]
            result = CliRunner().invoke(commands.main, words)
    assert result.exit_code == 0, result.output
    assert "searches" in review("info", "--archive", own).output
    assert not place.exists()
