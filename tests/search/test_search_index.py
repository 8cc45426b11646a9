"""The local index against a slow one that reads every text; how it is kept, exploded and spelled."""

import random
import re

import numpy as np
import pytest
from pubmed_xml_samples import LIBRARY, article, article_set

from review.search.archive import Archive
from review.search.local import store
from review.search.local.building import index_of
from review.search.local.documents import read_document
from review.search.local.evaluate import Evaluation, Kept
from review.search.local.fields import Field
from review.search.local.history import MOST_ENVIRONMENTS, History, HistoryError
from review.search.local.mesh import exploded
from review.search.local.phrases import Phrase
from review.search.local.postings import Postings
from review.search.local.query import parse
from review.search.local.spelling import corrected
from review.search.local.utilities import Utilities
from review.search.local.words import value
from review.terms.concepts import thesaurus

WORDS = ("pain", "opioid", "opioids", "with", "withdrawal", "dose", "kappa")


def indexed(*articles):
    numbered = enumerate(articles, 90000001)
    return index_of(read_document(str(pmid), xml.encode()) for pmid, xml in numbered)


def random_texts(count=60):
    pick = random.Random(7)
    return [
        (
            " ".join(pick.choices(WORDS, k=pick.randint(1, 4))),
            " ".join(pick.choices(WORDS, k=pick.randint(1, 12))),
        )
        for _ in range(count)
    ]


TEXTS = random_texts()
INDEX = indexed(*(article(90000001, title, abstract) for title, abstract in TEXTS))


def numbers(mask):
    return set(np.flatnonzero(mask).tolist())


@pytest.mark.parametrize(
    "phrase",
    ["pain", "opioid*", "opioid withdrawal", "with* with*", "pain pain", "dose with* pain"],
)
def test_a_phrase_is_found_where_a_regular_expression_finds_it(phrase):
    pattern = re.compile(rf"(?<!\S){re.escape(phrase)}(?!\S)".replace(r"\*", r"\S*"))
    segments = INDEX.phrase(Phrase.of(phrase))
    expected = {n for n, texts in enumerate(TEXTS) if any(map(pattern.search, texts))}
    assert numbers(INDEX.holding(Field.TIAB, segments)) == expected
    in_title = {n for n, (title, _) in enumerate(TEXTS) if pattern.search(title)}
    assert numbers(INDEX.holding(Field.TITLE, segments)) == in_title


@pytest.mark.parametrize("distance", [0, 1, 3])
@pytest.mark.parametrize("wanted", [("pain", "dose"), ("kappa", "with", "dose"), ("pain", "pain")])
def test_words_near_each_other_are_those_within_a_window(wanted, distance):
    size = len(set(wanted)) + distance

    def is_near(text):
        words = text.split()
        windows = [words[start : start + size] for start in range(len(words))]
        return any(set(wanted) <= set(window) for window in windows)

    expected = {n for n, texts in enumerate(TEXTS) if any(map(is_near, texts))}
    assert expected
    assert numbers(INDEX.holding(Field.TIAB, INDEX.near(wanted, distance))) == expected


def test_postings_are_the_same_in_one_chunk_and_in_many(monkeypatch):
    pick = random.Random(1)
    names = {name: place for place, name in enumerate("dbcae")}
    keys = np.array([pick.randrange(5) for _ in range(1000)], np.int32)
    whole = Postings.of(names, keys)
    monkeypatch.setattr("review.search.local.postings.CHUNK", 7)
    parts = Postings.of(names, keys)
    assert whole.names == parts.names == sorted(names)
    assert whole.entries.tolist() == parts.entries.tolist()
    for name, number in names.items():
        assert parts.at(name).tolist() == np.flatnonzero(keys == number).tolist()
    assert parts.at("x").tolist() == []


def test_an_empty_archive_is_searched_and_finds_nothing(tmp_path):
    with Archive.open(tmp_path / "none.sqlite") as archive:
        for _ in range(2):
            body = Utilities(archive).answer("esearch.fcgi", {"db": "pubmed", "term": "a1* OR b"})
            assert b"<Count>0</Count>" in body.body


@pytest.fixture
def place(tmp_path):
    (tmp_path / "a.xml").write_bytes(article_set(*LIBRARY))
    path = tmp_path / "records.sqlite"
    with Archive.open(path) as archive:
        archive.import_files([tmp_path / "a.xml"])
    return path


def found(path, term="opioid", **more):
    with Archive.open(path) as archive:
        answer = Utilities(archive).answer("esearch.fcgi", {"db": "pubmed", "term": term, **more})
    return re.findall(r"<Id>(\d+)</Id>", answer.body.decode())


def test_an_index_is_built_once_and_then_opened(place, monkeypatch):
    first = found(place)
    assert first == ["90000001", "90000003", "90000002"]
    assert place.with_name("records.sqlite.index").is_file()
    monkeypatch.setattr(store, "index_of", lambda _: pytest.fail("it was built again"))
    assert found(place) == first
    for term in ("doe b[au]", "2018[dp]", '"withdrawal a randomised"', "opioid*[tiab]", "ger[la]"):
        assert found(place, term)


def test_an_index_of_other_records_or_a_damaged_one_is_built_again(place):
    index = place.with_name("records.sqlite.index")
    found(place)
    with Archive.open(place) as archive:
        archive.add("90000009", article(90000009, "Opioid once more").encode(), "test")
    assert "90000009" in found(place)
    whole = index.read_bytes()
    for damaged in (b"", whole[:100], whole[:-20], whole[:-9] + b"\x07" + whole[-8:]):
        index.write_bytes(damaged)
        assert store.read_index(index, store.build_of({})) is None
        assert len(found(place)) == 4
        assert index.read_bytes() == whole


def test_nothing_is_left_of_an_index_that_could_not_be_put_in_its_place(tmp_path):
    place = tmp_path / "records.sqlite.index"
    (place / "in the way").mkdir(parents=True)
    assert not store.write_index(place, INDEX, store.build_of({}))
    assert [path.name for path in tmp_path.iterdir()] == [place.name]


def test_an_index_that_cannot_be_kept_is_used_all_the_same(place, monkeypatch):
    def refused(**_):
        raise PermissionError

    monkeypatch.setattr(store.tempfile, "NamedTemporaryFile", refused)
    assert len(found(place)) == 3
    assert not place.with_name("records.sqlite.index").exists()


def test_a_heading_explodes_to_what_stands_below_it_in_any_place():
    assert exploded("heroin dependence") == ("heroin dependence",)
    below = exploded("opioid related disorders")
    assert {"heroin dependence", "morphine dependence"} <= set(below)
    assert "opioid related disorders" in exploded("substance related disorders")
    assert "cocaine related disorders" not in below
    assert exploded("opioid related disorders/therapy")[0] == "opioid related disorders/therapy"
    assert exploded("no such heading") is None


def test_the_vocabulary_knows_the_headings_of_the_concepts():
    headings = {value(name) for c in thesaurus().concepts.values() for name in c.mesh}
    unknown = {name for name in headings if exploded(name) is None}
    assert len(unknown) < 0.05 * len(headings), sorted(unknown)


MESH = indexed(
    article(90000001, mesh=("Substance-Related Disorders",)),
    article(90000002, mesh=("Heroin Dependence",), major=("Heroin Dependence",)),
    article(90000003, mesh=("Rats", "Pain")),
)


@pytest.mark.parametrize(
    ("query", "expected", "translation"),
    [
        ("opioid-related disorders[mh]", {1}, '"opioid-related disorders"[MeSH Terms]'),
        (
            '"Substance-Related Disorders"[mesh]',
            {0, 1},
            '"Substance-Related Disorders"[MeSH Terms]',
        ),
        (
            "substance-related disorders[mh:noexp]",
            {0},
            '"substance-related disorders"[MeSH Terms:noexp]',
        ),
        ("opioid-related disorders[majr]", {1}, '"opioid-related disorders"[MeSH Major Topic]'),
        ("opioid-related disorders[majr:noexp]", set(), None),
        ("rats[mh]", {2}, '"rats"[MeSH Terms]'),
        ("rat*[mh]", set(), None),
        ("heroin*[mh]", {1}, '"heroin*"[MeSH Terms:noexp]'),
    ],
)
def test_headings_are_exploded_unless_noexp_forbids_it(query, expected, translation):
    evaluation = Evaluation(MESH, parse(query))
    assert numbers(evaluation.matches) == expected
    assert translation in (None, evaluation.result.translation)


def test_an_unknown_heading_is_said_not_to_be_exploded():
    [message] = Evaluation(MESH, parse("zorvic agents[mh] AND pain[mh]")).issues.messages
    assert message.startswith("zorvic agents[mh] was not exploded")
    assert Evaluation(MESH, parse("zorvic agents[mh:noexp] AND pain[mh]")).issues.messages == []


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("clonidnie", "clonidine"),
        ("Clonidin[ti] AND opiod", "clonidine[ti] AND opioid"),
        ("withdrawall symptms", "withdrawal symptoms"),
        ("clonidine", "clonidine"),
        ("opi", "opi"),
        ("xqzwvkj", "xqzwvkj"),
        ("90000001 AND NOT rats", "90000001 AND NOT rats"),
    ],
)
def test_a_spelling_is_proposed_for_words_that_no_record_holds(query, better):
    pieces = corrected(indexed(*LIBRARY), query)
    assert "".join(text for text, _ in pieces) == better
    assert any(replaced for _, replaced in pieces) == (better != query)


def test_the_oldest_environments_end_when_there_are_too_many():
    history = History()
    kept = Kept(np.zeros(0, np.int32), "")
    first, key = history.keep(kept)
    assert (key, history.keep(kept, web_env=first)) == ("1", (first, "2"))
    assert history.query(first, "2") is kept
    for _ in range(MOST_ENVIRONMENTS):
        history.keep(kept)
    with pytest.raises(HistoryError, match="Unable to obtain query #1"):
        history.query(first, "1")
    with pytest.raises(HistoryError, match="Unable to obtain query"):
        history.keep(kept, web_env=first)


def test_other_fields_and_dates_are_read():
    xml = article(90000001, authors=(("Doe", "B"), ("Roe", "C"))).replace(
        '<JournalIssue CitedMedium="Print">',
        '<JournalIssue CitedMedium="Print"><Volume>12</Volume><Issue>3</Issue>',
    )
    xml = xml.replace("</PubmedData>", "<History>%s</History></PubmedData>").replace(
        "</Article>", '<ELocationID EIdType="doi">10.5555/ab.1</ELocationID></Article>'
    ) % "".join(
        f'<PubMedPubDate PubStatus="{status}"><Year>{year}</Year><Month>1</Month></PubMedPubDate>'
        for status, year in (("received", 2001), ("entrez", 2002), ("pubmed", 2003))
    )
    xml = xml.replace(
        "<Initials>B</Initials>",
        "<Initials>B</Initials><AffiliationInfo><Affiliation>Ward 7, Ghent</Affiliation></AffiliationInfo>",
    ).replace(
        "</MedlineCitation>",
        "<ChemicalList><Chemical><RegistryNumber>MN3L5RMN02</RegistryNumber></Chemical></ChemicalList>"
        "</MedlineCitation>",
    )
    index = indexed(xml)
    for query in (
        "ghent[ad]", '"ward ghent"[ad:~1]', "ghent", "MN3L5RMN02[rn]",
        "doe b[1au]", "roe[lastau]", "12[vi]", "3[ip]", "1[pg]", "1-2[pg]", "10.5555/ab.1[doi]",
        "2003[edat]", "2002[crdt]", "2002/01:2002/02[crdt]",
    ):  # fmt: skip
        assert Evaluation(index, parse(query)).matches.all(), query
    for query in (
        "ghent[tw]",
        "doe[ad]",
        "roe[1au]",
        "doe[lastau]",
        "2001[edat]",
        "2003[crdt]",
        "2020[lr]",
    ):
        assert not Evaluation(index, parse(query)).matches.any(), query
