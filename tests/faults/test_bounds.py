"""Whatever is too large, too deep or too many is told in a sentence, soon, and nothing is lost by it."""

import io
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from run_service import trial

import review
from review.batch.batch_file import read_batch
from review.claims.article import read_article
from review.claims.extraction import draft_claims
from review.claims.library import load_claims
from review.command_line import commands
from review.core import bounds
from review.core.errors import InputError, RecordError
from review.records.pubmed_xml import parse_article
from review.search.archive import Archive
from review.search.local.utilities import Utilities

DIGITS = "9" * 5_000
SOON = 10.0
"""Seconds of processor time that nothing here may take: some minutes would be a stall."""


def workbook(change=lambda sheet: None, claims=(("X01", "Clonidine helps."),)):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["claim_id", "statement"])
    for row in claims:
        sheet.append(row)
    change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(content, name, part):
    """The workbook with one of its parts made another."""
    old, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        new.writestr(name, part)
    return stream.getvalue()


NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def cell(place, value):
    return lambda sheet: sheet.__setitem__(place, value)


WORKBOOKS = {
    "a cell at the far corner": (workbook(cell("XFD1048576", "x")), r"in cell XFD1048576"),
    "a cell far down": (workbook(cell("A100001", "x")), r"in cell A100001"),
    "a cell far right": (workbook(cell("IW2", "x")), r"in cell IW2"),
    "too many rows": (
        workbook(claims=[(f"X{n}", "It helps.") for n in range(20_001)]),
        r"more than .*20,000",
    ),
    "a cell of millions of letters": (
        with_part(workbook(), SHEET, f"<worksheet {NAMES}><sheetData><row><c t='str'><v>{'x' * 25_000_000}</v></c></row></sheetData></worksheet>"),
        r"more than 20,000,000 characters|cannot be read",
    ),
    "what unpacks to a hundred megabytes": (with_part(workbook(), "xl/big.xml", b" " * 100_000_000), r"unpacks to 100 MB"),
    "entities that grow": (with_part(workbook(), "xl/sharedStrings.xml", f"<!DOCTYPE sst [<!ENTITY l0 'x'>{LAUGHS}]><sst><si><t>&l11;</t></si></sst>"), "document type"),
    "elements nested 100,000 deep": (with_part(workbook(), SHEET, "<a>" * 100_000), "deep"),
    "no sheet": (with_part(workbook(), SHEET, ""), "cannot be read"),
    "no workbook": (b"PK\x03\x04 and no more", "cannot be read"),
    "a number of 5,000 digits": (with_part(workbook(), SHEET, f"<worksheet {NAMES}><sheetData><row><c><v>{DIGITS}</v></c></row></sheetData></worksheet>"), "no column claim_id|cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "told"), WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_workbook_beyond_its_bounds_is_a_sentence(content, told, tmp_path):
    path = tmp_path / "claims.xlsx"
    path.write_bytes(content)
    assert_refused(path, told)


def assert_refused(path, told):
    """Loading the claims ends soon and in one short sentence."""
    began = time.process_time()
    with pytest.raises(InputError, match=told) as caught:
        load_claims(path)
    assert time.process_time() - began < SOON
    assert len(str(caught.value)) < 400
    assert "\n" not in str(caught.value)


def test_a_workbook_within_its_bounds_is_read(tmp_path):
    path = tmp_path / "claims.xlsx"
    path.write_bytes(workbook(cell("A4", "X02")))
    assert list(load_claims_with(path, cell("B4", "Baclofen helps."))["claim_id"]) == ["X01", "X02"]


def load_claims_with(path, change):
    book = openpyxl.load_workbook(path)
    change(book.active)
    book.save(path)
    return load_claims(path)


def test_no_damage_to_a_workbook_ends_in_anything_but_a_sentence(tmp_path):
    whole, chance, path = workbook(), random.Random(20261201), tmp_path / "claims.xlsx"
    parts = zipfile.ZipFile(io.BytesIO(whole)).namelist()
    damaged = [whole[: len(whole) // n] for n in (2, 3, 5)]
    for name in parts:
        text = zipfile.ZipFile(io.BytesIO(whole)).read(name)
        places = [chance.randrange(len(text)) for _ in range(8)]
        damaged += [with_part(whole, name, text[:at] + bytes([text[at] ^ 1 << chance.randrange(8)]) + text[at + 1 :]) for at in places]  # fmt: skip
        damaged += [with_part(whole, name, text[: len(text) // 2]), with_part(whole, name, b"")]
    for place in chance.sample(range(len(whole)), 60):
        damaged.append(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
    refused = 0
    for content in damaged:
        path.write_bytes(content)
        try:
            load_claims(path)
        except InputError:
            refused += 1
    assert refused > len(damaged) / 3


TABLES = {
    "too large": ("claim_id,statement\n" + "X,y\n" * 5_100_000, "larger than the 20 MB"),
    "too many rows": ("claim_id,statement\n" + "".join(f"X{n},It helps.\n" for n in range(20_001)), "20,000"),
    "a long cell": (f'claim_id,statement\nX01,"{"long " * 20_000}"\n', "characters"),
    "a field beyond what the reader allows": (f'claim_id,statement\nX01,"{"x" * 140_000}"\n', "field larger"),
    "a place of 5,000 digits": (f"claim_id,statement,start,end\nX01,It helps.,{DIGITS},{DIGITS}\n", "start"),
    "a known record of 5,000 digits": (f"claim_id,statement,known_pmids\nX01,It helps.,{DIGITS}\n", "known_pmids"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TABLES.values(), ids=TABLES)
def test_a_table_beyond_its_bounds_is_a_sentence(text, told, tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text(text)
    assert_refused(path, told)


PAGES = {
    "eleven megabytes": (b"<p>word " * 1_400_000, "larger than the 10 MB"),
    "100,000 nested elements": (b"<div>" * 100_000 + b"Baclofen relieves anxiety.", None),
    "500,001 tags": (b"<b>" * 500_001, "tags"),
    "100,000 attributes": (b"<p " + b"".join(b"a%d=1 " % n for n in range(100_000)) + b">x", "attributes"),
    "one line of three million letters": (b"<p>" + b"word " * 600_000, "characters of text"),
    "one word of 200,000 letters": (b"<p>" + b"x" * 200_000, None),
    "200,000 stops": (b"<p>Baclofen helps" + b"." * 200_000, None),
}  # fmt: skip


@pytest.mark.parametrize(("content", "told"), PAGES.values(), ids=PAGES)
def test_a_page_is_read_soon_or_refused(content, told, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(content)
    began = time.process_time()
    try:
        draft_claims(read_article(path))
    except InputError as error:
        assert told is None or told in str(error)
        assert len(str(error)) < 400
    else:
        assert told is None
    assert time.process_time() - began < 2 * SOON


def article(**changes):
    text = trial("90000001")
    for old, new in changes.items():
        text = text.replace(old, new)
    return text.encode()


def test_a_record_longer_than_any_in_pubmed_is_not_read():
    with pytest.raises(RecordError, match=r"PMID 90000001 has an abstract of 5,\d{3},\d{3} char"):
        parse_article(article(adults="adults " * 720_000))
    with pytest.raises(RecordError, match=r"PMID 90000001 has a title of"):
        parse_article(article(trial="trial " * 2_000))
    with pytest.raises(InputError, match="not a full text"):
        review.record(title="", abstract="word " * 41_000)


NUMBERS = "".join(f"Group {n} had {n} of {2 * n} patients (p = 0.0{n}). " for n in range(1, 4_000))


@pytest.mark.parametrize("text", ["word " * 39_999, "Clonidine reduced pain. " * 8_000, NUMBERS], ids=["no stop", "stops", "numbers"])  # fmt: skip
def test_an_abstract_just_within_the_bound_is_read_soon(text):
    record = review.record(title="Clonidine for pain", abstract=text[: bounds.LONGEST_ABSTRACT])
    began = time.process_time()
    review.appraise(review.claim("Clonidine reduces pain"), record)
    assert time.process_time() - began < 2 * SOON


@pytest.mark.parametrize(
    "change",
    [
        {"<Year>": f"<Year>{DIGITS}"},
        {"<Year>": f"<Month>{DIGITS}</Month><Day>{DIGITS}</Day><Year>"},
        {"adults": f"{DIGITS} adults"},
        {"trial": f"trial of {DIGITS} patients"},
        {"p = 0.0": f"p = 0.{DIGITS}"},
        {"<Abstract>": f"<Pagination><MedlinePgn>{DIGITS}-{DIGITS}</MedlinePgn></Pagination><Abstract>"},
    ],
    ids=["year", "month and day", "people", "title", "p", "pages"],
)  # fmt: skip
def test_numbers_of_5000_digits_in_a_record_end_in_no_traceback(change, tmp_path):
    xml = article(**change)
    record = parse_article(xml)
    claim = review.claim("Clonidine reduces the severity of opioid withdrawal")
    review.appraise(claim, record)
    review.judge(claim, [record])
    path = tmp_path / "records.xml"
    path.write_bytes(b"<PubmedArticleSet>" + xml + b"</PubmedArticleSet>")
    done = CliRunner().invoke(commands.main, ["archive", "import", str(path), "--archive", str(tmp_path / "a.sqlite")])  # fmt: skip
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize(
    "statement", [f"Clonidine lowers pressure by {DIGITS[:900]} mmHg", "9" * 1_000]
)
def test_numbers_in_claims_end_in_no_traceback(statement):
    try:
        review.claim(statement)
    except InputError as error:
        assert len(str(error)) < 300


ASKED = {
    "a query": {"term": f"{DIGITS}[uid]"},
    "a range": {"term": f'"{DIGITS}"[dp] : "{DIGITS}"[dp]'},
    "how many": {"term": "clonidine", "retmax": DIGITS},
    "from where": {"term": "clonidine", "retstart": DIGITS},
    "days back": {"term": "clonidine", "reldate": DIGITS, "datetype": "pdat"},
    "from a day": {"term": "clonidine", "mindate": DIGITS, "maxdate": DIGITS, "datetype": "pdat"},
}


@pytest.mark.parametrize("parameters", ASKED.values(), ids=ASKED)
def test_requests_of_5000_digits_are_answered_in_xml(parameters):
    with Archive.open(":memory:") as archive:
        archive.add("90000001", trial("90000001").encode(), "test")
        answer = Utilities(archive).answer("esearch.fcgi", {"db": "pubmed", **parameters})
    assert b"eSearchResult" in answer.body


BATCHES = {
    "two megabytes": ("# " + "x" * 2_000_000, "larger than the 1 MB"),
    "nested 100,000 deep": ("articles: " + "[" * 100_000, "nested more than 20 deep"),
    "a key twice": ("articles:\n- claims: a.csv\n  claims: b.csv\n", r"'claims' twice, in lines 2 and 3"),
    "articles twice": ("articles: [{claims: a.csv}]\narticles: [{claims: b.csv}]\n", r"'articles' twice, in lines 1 and 2"),
    "aliases that grow": ("a: &a [x,x]\nb: &b [*a,*a]\narticles: *b\n", "the key 'a'"),
    "a merged key": ("articles:\n- <<: {claims: a.csv}\n", "the key '<<'"),
    "5,000 digits": (f"articles: [{{claims: {DIGITS}}}]", "needs text under 'claims'"),
    "a NUL in a name": ('articles: [{claims: a.csv, name: "a\\0b"}]', "cannot be seen"),
    "a name of 300 letters": (f"articles: [{{claims: a.csv, name: {'n' * 300}}}]", "more than 100 bytes"),
    "a hidden name": ("articles: [{claims: a.csv, name: .a}]", "begins with a dot"),
    "a name that is a path": ("articles: [{claims: a.csv, name: a/b}]", "names a path"),
    "a device": ("articles: [{claims: a.csv, name: nul.x}]", "device on Windows"),
    "no UTF-8": (b"articles: \xff", "not valid YAML"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), BATCHES.values(), ids=BATCHES)
def test_a_batch_file_beyond_its_bounds_is_a_sentence_before_anything_starts(text, told, tmp_path):
    path = tmp_path / "batch.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError, match=told) as caught:
        read_batch(path)
    assert len(str(caught.value)) < 600


NOWHERE = ("n" * 300, "no/such/file.csv")


@pytest.mark.parametrize("name", NOWHERE, ids=["300 letters", "nothing"])
@pytest.mark.parametrize(
    "words",
    [
        ("run", "{}.csv"),
        ("run", "{good}", "--article", "{}.html"),
        ("run", "{good}", "--source", "{}.xml"),
        ("run", "{good}", "--out", "{}"),
        ("claims", "{}.html"),
        ("batch", "{}.yaml"),
        ("serve", "{}.xml"),
        ("compare", "{}", "{}"),
        ("benchmark", "scifact", "--data", "{}"),
        ("archive", "verify", "--archive", "{}.sqlite"),
    ],
    ids=lambda words: " ".join(words).replace("{good}", "").replace("{}", ""),
)
def test_a_path_that_cannot_be_is_a_sentence(words, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("good.csv").write_text("claim_id,statement\nX01,Talk to a doctor\n")
    filled = [word.replace("{good}", "good.csv").replace("{}", name) for word in words]
    done = CliRunner().invoke(commands.main, filled)
    if done.exit_code == 0:
        assert filled[-2:] == ["--out", "no/such/file.csv"]
        return
    assert done.exit_code == 2, done.output
    assert "fault of review itself" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


MEMORY = """
import resource, sys
from review.claims.library import load_claims
from review.core.errors import ReviewError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    load_claims(sys.argv[1])
except ReviewError:
    pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1000)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="reads the peak of memory")
@pytest.mark.parametrize("name", ["a cell at the far corner", "what unpacks to a hundred megabytes", "entities that grow"])  # fmt: skip
def test_a_workbook_made_to_fill_the_memory_does_not(name, tmp_path):
    path = tmp_path / "claims.xlsx"
    path.write_bytes(WORKBOOKS[name][0])
    done = subprocess.run([sys.executable, "-c", MEMORY, str(path)], capture_output=True, text=True, check=True)  # fmt: skip
    assert int(done.stdout) < 150


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_as_a_batch_file_is_articles_or_a_sentence(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "batch.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputError):
        read_batch(path)
