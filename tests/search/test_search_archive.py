import gzip
import json
import tracemalloc

import pytest
from lxml import etree
from pubmed_xml_samples import LIBRARY, article, article_set

from review.core.errors import InputError
from review.search.archive import Archive

BOOK = (
    "<PubmedBookArticle><BookDocument><PMID>90000009</PMID><Book><BookTitle>A synthetic book"
    "</BookTitle></Book><ArticleTitle>A chapter</ArticleTitle></BookDocument></PubmedBookArticle>"
)
DELETION = "<DeleteCitation><PMID>90000001</PMID></DeleteCitation>"


@pytest.fixture
def archive():
    with Archive.open(":memory:") as opened:
        yield opened


def write(folder, name, content):
    path = folder / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return path


def test_import_reads_files_folders_and_gzip(tmp_path, archive):
    write(tmp_path, "a.xml", article_set(*LIBRARY[:2]))
    write(tmp_path, "b.xml.gz", article_set(LIBRARY[2], BOOK))
    (tmp_path / "notes.txt").write_text("not read")
    assert archive.import_files([tmp_path]) == 4
    assert archive.pmids() == ["90000001", "90000002", "90000003", "90000009"]
    assert b"A chapter" in archive.get(["90000009"])["90000009"]
    assert archive.updated_on == "2022-07-01"


def test_bytes_come_back_in_the_order_asked_and_read_the_same_again(tmp_path, archive):
    archive.import_files([write(tmp_path, "a.xml", article_set(*LIBRARY))])
    records = archive.get(["90000003", "90000001", "90000999"])
    assert list(records) == ["90000003", "90000001"]
    again = article_set(*(xml.decode() for xml in records.values()))
    with Archive.open(":memory:") as second:
        second.import_files([write(tmp_path, "again.xml", again)])
        assert second.get(records) == records
        assert {pmid: archive.hashes()[pmid] for pmid in sorted(records)} == second.hashes()


def test_text_with_markup_and_entities_survives(tmp_path, archive):
    text = article(90000001, "TITLE").replace("TITLE", "10<sup>6</sup> &lt; &#233; &amp; <i>x</i>")
    archive.import_files([write(tmp_path, "a.xml", article_set(text))])
    node = etree.fromstring(archive.get(["90000001"])["90000001"])
    assert "".join(node.find(".//ArticleTitle").itertext()) == "106 < é & x"


def test_snapshot_date_and_note_come_from_the_folder(tmp_path, archive):
    write(tmp_path, "a.xml", article_set(*LIBRARY))
    facts = {"updated_on": "2024-05-06", "note": "Synthetic."}
    (tmp_path / "snapshot.json").write_text(json.dumps(facts))
    archive.import_files([tmp_path])
    assert (archive.updated_on, archive.note) == ("2024-05-06", "Synthetic.")


@pytest.mark.parametrize("facts", ["{", "{}", "[]", '{"updated_on": "May"}', '{"updated_on": 3}'])
def test_snapshot_file_that_cannot_be_read_is_refused(tmp_path, archive, facts):
    write(tmp_path, "a.xml", article_set(*LIBRARY))
    (tmp_path / "snapshot.json").write_text(facts)
    with pytest.raises(InputError, match=r"snapshot\.json"):
        archive.import_files([tmp_path])


def test_the_same_record_twice_is_one_record(tmp_path, archive):
    write(tmp_path, "a.xml", article_set(LIBRARY[0]))
    write(tmp_path, "b.xml", article_set(LIBRARY[0], LIBRARY[1]))
    archive.import_files([tmp_path])
    assert len(archive) == 2


def test_two_versions_in_plain_files_are_refused_and_nothing_is_kept(tmp_path, archive):
    write(tmp_path, "a.xml", article_set(article(90000001, "One")))
    write(tmp_path, "b.xml", article_set(article(90000001, "Two")))
    with pytest.raises(InputError, match=r"PMID 90000001 .* a\.xml and b\.xml"):
        archive.import_files([tmp_path])
    assert len(archive) == 0


def test_release_files_replace_and_withdraw(tmp_path, archive):
    write(
        tmp_path, "pubmed25n0001.xml.gz", article_set(article(90000001), article(90000002, "Old"))
    )
    write(tmp_path, "pubmed25n0002.xml.gz", article_set(article(90000002, "New"), DELETION))
    archive.import_files([tmp_path])
    assert archive.pmids() == ["90000002"]
    assert b">New<" in archive.get(["90000002"])["90000002"]


def test_release_files_apply_in_their_order_however_they_are_named(tmp_path, archive):
    old = write(
        tmp_path, "pubmed25n0009.xml.gz", article_set(article(90000001, "Old"), article(90000003))
    )
    new = write(
        tmp_path,
        "pubmed25n0010.xml.gz",
        article_set(article(90000001, "New"), DELETION.replace("1<", "3<")),
    )
    plain = write(tmp_path, "z.xml", article_set(article(90000002)))
    assert archive.import_files([new, old, plain]) == 4
    assert archive.pmids() == ["90000001", "90000002"]
    assert b">New<" in archive.get(["90000001"])["90000001"]


def test_a_release_that_contradicts_a_plain_file_is_refused(tmp_path, archive):
    release = write(tmp_path, "pubmed25n0001.xml.gz", article_set(article(90000001, "One")))
    plain = write(tmp_path, "a.xml", article_set(article(90000001, "Two")))
    with pytest.raises(InputError, match=r"different content in a\.xml and pubmed25n0001"):
        archive.import_files([release, plain])


def test_nothing_is_remembered_of_releases_alone(tmp_path, archive):
    """A baseline has some forty million records; what is kept of each would fill the memory."""
    articles = [article(90000001 + place, "x" * 400) for place in range(2000)]
    path = write(tmp_path, "pubmed25n0001.xml.gz", article_set(*articles))
    with Archive.open(tmp_path / "records.sqlite") as stored:
        tracemalloc.start()
        assert stored.import_files([path]) == 2000
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 400_000


def test_a_later_import_replaces(tmp_path, archive):
    archive.import_files([write(tmp_path, "a.xml", article_set(article(90000001, "One")))])
    archive.import_files([write(tmp_path, "a.xml", article_set(article(90000001, "Two")))])
    assert b">Two<" in archive.get(["90000001"])["90000001"]


WHOLE = article_set(*LIBRARY)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("cut.xml", WHOLE[: len(WHOLE) // 2], r"cut\.xml, line \d+: the XML is malformed"),
        ("bad.xml", WHOLE.replace(b"</Article>", b"", 1), r"bad\.xml, line \d+"),
        ("empty.xml", b"", r"empty\.xml, line \d+"),
        ("none.xml", article_set(), r"none\.xml holds no PubMed record"),
        ("page.xml", b"<html><body/></html>", r"page\.xml is not PubMed XML: its root is <html>"),
        ("no_pmid.xml", article_set(article("x1")), r"no_pmid\.xml, line \d+: .* no valid PMID"),
        (
            "entity.xml",
            b'<!DOCTYPE PubmedArticleSet [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
            + article_set(article(90000001, "X")).split(b"-->")[1].replace(b">X<", b">&e;<"),
            r"entity\.xml declares an XML entity",
        ),
        ("plain.xml.gz", None, r"plain\.xml\.gz is not a complete gzip file"),
    ],
)
def test_files_that_cannot_be_read_are_named(tmp_path, archive, name, content, message):
    path = tmp_path / name
    path.write_bytes(content if content is not None else WHOLE)
    with pytest.raises(InputError, match=message):
        archive.import_files([path])
    assert len(archive) == 0


def test_a_gzip_file_that_was_cut_is_refused(tmp_path, archive):
    whole = gzip.compress(WHOLE)
    path = tmp_path / "cut.xml.gz"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"cut\.xml\.gz"):
        archive.import_files([path])


@pytest.mark.parametrize("name", ["missing.xml", "missing", "."])
def test_paths_without_pubmed_xml_are_refused(tmp_path, archive, name):
    with pytest.raises(InputError, match="PubMed XML"):
        archive.import_files([tmp_path / name])


def test_an_archive_is_kept_in_its_file(tmp_path):
    path = tmp_path / "records.sqlite"
    with Archive.open(path) as archive:
        archive.import_files([write(tmp_path, "a.xml", article_set(*LIBRARY))])
    with Archive.open(path) as archive:
        assert len(archive) == 4
        assert archive.updated_on == "2022-07-01"


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    path = write(tmp_path, "a.sqlite", b"not a database, but long enough to be read as one" * 50)
    with pytest.raises(InputError, match="is not an archive"):
        Archive.open(path)
