"""A whole PubMed XML file, streamed: flat memory, and refusals that say where the file fails."""

import gzip
import tracemalloc
from pathlib import Path

import pubmed_xml_samples as samples
import pytest

from review.core import bounds
from review.core.errors import InputError, RecordError
from review.records.pubmed_xml import iter_articles, iter_records, parse_article


def article(pmid: int) -> bytes:
    return samples.article(pmid, abstract="Invented.").encode()


def stored(path: Path, content: bytes) -> Path:
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    return path


def test_articles_are_streamed_from_plain_and_compressed_files(tmp_path: Path) -> None:
    second = article(90000002)
    xml = (
        b"<?xml version='1.0'?><!DOCTYPE PubmedArticleSet SYSTEM 'absent.dtd'><PubmedArticleSet>\n"
    )
    xml += article(90000001) + b"\n" + second + b"\n</PubmedArticleSet>"
    plain, packed = tmp_path / "a.xml", tmp_path / "a.xml.gz"
    plain.write_bytes(xml)
    packed.write_bytes(gzip.compress(xml))
    found = list(iter_articles(plain))
    assert [pmid for pmid, _ in found] == ["90000001", "90000002"]
    assert [parse_article(each).pmid for _, each in found] == ["90000001", "90000002"]
    assert list(iter_articles(packed)) == found


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "cut.xml",
            b"<PubmedArticleSet>" + article(90000001),
            "cut.xml is not complete PubMed XML",
        ),
        (
            "cut.xml.gz",
            gzip.compress(b"<PubmedArticleSet/>", mtime=0)[:-6],
            "cut.xml.gz is not complete",
        ),
        ("odd.xml.gz", b"<PubmedArticleSet/>", "odd.xml.gz is not complete"),
        (
            "page.xml",
            b"<html/>",
            "page.xml is not PubMed XML: it begins with <html>",
        ),
    ],
)
def test_unusable_file_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=says):
        list(iter_articles(path))


def test_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.xml was not found; check the path"):
        list(iter_articles(tmp_path / "none.xml"))


MANY = samples.article_set(
    *(samples.article(90000001 + n, abstract="word " * 400) for n in range(500))
)


def test_records_are_those_of_the_articles(tmp_path: Path) -> None:
    path = stored(tmp_path / "library.xml.gz", samples.article_set(*samples.LIBRARY))
    assert list(iter_records(path)) == [parse_article(xml) for _, xml in iter_articles(path)]
    assert len(list(iter_records(path))) == len(samples.LIBRARY)


@pytest.mark.parametrize("name", ["many.xml", "many.xml.gz"])
def test_what_was_read_is_let_go(tmp_path: Path, name: str) -> None:
    path = stored(tmp_path / name, MANY)
    list(iter_records(path))
    tracemalloc.start()
    try:
        articles = sum(len(xml) > 1000 for _, xml in iter_articles(path))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert articles == 500
    assert len(MANY) > 1_000_000
    assert peak < 600_000, "a few parts of the file, not the whole"


@pytest.mark.parametrize("name", ["cut.xml", "cut.xml.gz"])
def test_a_cut_file_gives_what_came_before_and_names_the_place(tmp_path: Path, name: str) -> None:
    whole = stored(tmp_path / name, MANY).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    found = []
    with pytest.raises(InputError, match=rf"{name} is not complete PubMed XML after \d+ articles"
                       ) as caught:  # fmt: skip
        found.extend(pmid for pmid, _ in iter_articles(tmp_path / name))
    read = int(str(caught.value).split(" after ")[1].split()[0])
    assert 100 < read < 400


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    path = stored(tmp_path / "bad.xml.gz", MANY)
    packed = bytearray(path.read_bytes())
    packed[len(packed) // 2 : len(packed) // 2 + 40] = bytes(range(40))
    path.write_bytes(packed)
    with pytest.raises(InputError, match=r"bad\.xml\.gz is not complete PubMed XML"):
        list(iter_records(path))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        '<!ENTITY l11 SYSTEM "file:///etc/hostname">',
        '<!ENTITY % all SYSTEM "file:///etc/hostname"> %all;',
    ],
    ids=["billion laughs", "external entity", "external parameter entity"],
)
def test_declared_entities_are_refused_before_anything_is_read(
    tmp_path: Path, declared: str
) -> None:
    body = article(90000001).replace(b"Invented.", b"&l11;").decode()
    whole = f"<!DOCTYPE PubmedArticleSet [{declared}]><PubmedArticleSet>{body}</PubmedArticleSet>"
    with pytest.raises(InputError, match="declares XML entities"):
        list(iter_records(stored(tmp_path / "bomb.xml", whole.encode())))
    alone = f"<!DOCTYPE PubmedArticle [{declared}]>{body}"
    with pytest.raises(RecordError, match=r"declares XML entities|entity amplification"):
        parse_article(alone.encode())


def test_an_entity_of_a_dtd_that_is_never_loaded_is_refused(tmp_path: Path) -> None:
    body = article(90000001).replace(b"Invented.", b"&alpha;")
    head = b'<!DOCTYPE PubmedArticleSet SYSTEM "https://dtd.example/pubmed.dtd">'
    path = stored(
        tmp_path / "odd.xml", head + b"<PubmedArticleSet>" + body + b"</PubmedArticleSet>"
    )
    with pytest.raises(
        InputError, match=r"odd\.xml .* after 0 articles \(Entity 'alpha' not defined"
    ):
        list(iter_records(path))
    with pytest.raises(RecordError, match="PMID 90000001 uses an XML entity"):
        parse_article(b'<!DOCTYPE PubmedArticle SYSTEM "https://dtd.example/pubmed.dtd">' + body)


ONE, TWO = article(90000001), article(90000002)


@pytest.mark.parametrize(
    "content",
    [
        b"<PubmedArticleSet>" + ONE + TWO + b"</PubmedArticleSet>",
        b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?><!-- <PubmedArticleSet> --><PubmedArticleSet x='1'>"
        + ONE + b"<!-- <PubmedArticle> \xc3\xa4 -->\r\n\t" + TWO + b"\n</PubmedArticleSet ><!-- end -->\n",
        b"<PubmedArticleSet><DeleteCitation><PMID>90000009</PMID></DeleteCitation>"
        + ONE + b"<DeleteCitation><PMID>90000008</PMID></DeleteCitation>" + TWO
        + b"<DeleteCitation><PMID>90000007</PMID></DeleteCitation></PubmedArticleSet>",
    ],
    ids=["close together", "comments and spaces", "withdrawals"],
)  # fmt: skip
def test_the_bytes_of_an_article_are_those_of_the_file(tmp_path: Path, content: bytes) -> None:
    path = stored(tmp_path / "set.xml", content)
    assert list(iter_articles(path)) == [("90000001", ONE), ("90000002", TWO)]


def test_a_lone_article_is_a_file_too(tmp_path: Path) -> None:
    path = stored(tmp_path / "one.xml", b'<?xml version="1.0"?>\n' + ONE + b"\n")
    assert list(iter_articles(path)) == [("90000001", ONE)]


def test_a_set_without_articles_has_none(tmp_path: Path) -> None:
    for content in (samples.article_set(), b"<PubmedArticleSet/>"):
        assert list(iter_records(stored(tmp_path / "none.xml.gz", content))) == []


def test_articles_longer_than_what_is_read_at_a_time(tmp_path: Path) -> None:
    long = [samples.article(90000001 + n, abstract="é word " * 40_000) for n in range(3)]
    path = stored(tmp_path / "long.xml.gz", samples.article_set(*long))
    assert [xml.decode() for _, xml in iter_articles(path)] == long


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<PubmedArticleSet>" + ONE + b"</PubmedBookArticleSet>", "after 1 articles"),
        (b"<PubmedArticleSet>" + ONE + b"<a></PubmedArticleSet>", "after 1 articles"),
        (b"<PubmedArticleSet>" + ONE + b"</PubmedArticleSet>" + TWO, "after 1 articles"),
        (b"<PubmedArticleSet></a>" + ONE + b"</PubmedArticleSet>", "after 0 articles"),
        (b"<PubmedArticleSet><!-- </PubmedArticle> --></PubmedArticleSet>", "after 0 articles"),
        (ONE + TWO, "after 0 articles"),
        (b"", "after 0 articles"),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><PubmedArticleSet></PubmedArticleSet>", "encoded as ISO-8859-1"),
        ("<?xml version='1.0' encoding='UTF-16'?><PubmedArticleSet/>".encode("utf-16"), "after 0 articles"),
        (b"<PubmedArticleSet>" + ONE.replace(b"Invented.", b"\xe4") + b"</PubmedArticleSet>", "after 0 articles"),
    ],
)  # fmt: skip
def test_what_stands_between_articles_must_be_well_formed(
    tmp_path: Path, content: bytes, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        list(iter_articles(stored(tmp_path / "odd.xml", content)))


def test_an_endless_article_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "LARGEST_RECORD", 200_000)
    path = stored(
        tmp_path / "huge.xml.gz", samples.article_set(samples.article(90000001, "a" * 400_000))
    )
    with pytest.raises(InputError, match=r"huge\.xml\.gz has an article of more than"):
        list(iter_articles(path))
