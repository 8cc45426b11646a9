"""Records to a frame and back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.core.errors import InputError
from review.core.models import Correction, Grant, MeshHeading, OtherAbstract, Record, Section
from review.core.run_tables import RECORDS
from review.core.vocabulary import DatePrecision, NoticeState
from review.records.table import records_frame, records_from

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SOME = TEXT.filter(bool)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
OFFSET = st.integers(0, 10_000)
RECORD = st.builds(
    Record,
    title=SOME,
    abstract=TEXT,
    pmid=st.integers(90_000_001, 90_000_099).map(str),
    sections=st.lists(st.builds(Section, TEXT, TEXT, OFFSET, OFFSET), max_size=3).map(tuple),
    publication_types=TEXTS,
    mesh=st.lists(st.builds(MeshHeading, SOME, TEXTS, st.booleans()), max_size=3).map(tuple),
    substances=TEXTS,
    authors=TEXTS,
    authors_complete=st.booleans(),
    journal=TEXT,
    year=st.none() | st.integers(1781, 2030),
    volume=TEXT,
    issue=TEXT,
    pages=TEXT,
    doi=TEXT,
    languages=TEXTS,
    vernacular_title=TEXT,
    registrations=TEXTS,
    corrections=st.lists(st.builds(Correction, SOME, TEXT, TEXT), max_size=3).map(tuple),
    is_summary=st.booleans(),
    notice_state=st.sampled_from(NoticeState),
    sha256=TEXT,
    published=TEXT,
    date_precision=st.none() | st.sampled_from(DatePrecision),
    pmcid=TEXT,
    grants=st.lists(st.builds(Grant, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    other_abstracts=st.lists(st.builds(OtherAbstract, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    notices=st.lists(st.sampled_from(NoticeState), max_size=2).map(tuple),
)
RECORD_LISTS = st.lists(RECORD, max_size=3, unique_by=lambda record: record.pmid)


def ids_of(records: list[Record]) -> dict[str, str]:
    return {record.pmid: f"S{record.pmid}" for record in records}


@given(RECORD_LISTS)
def test_round_trip_is_exact(records: list[Record]) -> None:
    assert records_from(records_frame(records, ids_of(records))) == records


def test_round_trip_through_a_file(tmp_path: Path) -> None:
    record = Record(
        title='A "quoted", title',
        abstract="AIM: one\nRESULTS: ä, β; 1,000",
        pmid="90000001",
        sections=(Section("AIM", "OBJECTIVE", 5, 8),),
        authors=("O'Neil B", "Group; A, B"),
        mesh=(MeshHeading("Humans"), MeshHeading("Baclofen", ("therapeutic use",), True)),
        year=1999,
        volume="007",
        published="1999 Dec-2000 Jan",
        date_precision=DatePrecision.RANGE,
        grants=(Grant("R01, no. 7", 'The "Fund"'),),
        other_abstracts=(OtherAbstract("plain-language-summary", "eng", "In short: ä.\nMore."),),
        notices=(NoticeState.ERRATUM, NoticeState.COMMENTED),
    )
    RECORDS.write(records_frame([record], {"90000001": "S90000001"}), tmp_path)
    frame = RECORDS.read(tmp_path)
    assert records_from(frame) == [record]
    assert frame["study_id"].tolist() == ["S90000001"]
    assert frame["mesh"].tolist() == [
        '[["Humans", [], false], ["Baclofen", ["therapeutic use"], true]]'
    ]


def test_order_is_kept() -> None:
    records = [Record(title="t", pmid=pmid) for pmid in ("90000003", "90000001", "90000002")]
    frame = records_frame(records, ids_of(records))
    assert frame["pmid"].tolist() == ["90000003", "90000001", "90000002"]


def test_record_without_study_is_refused() -> None:
    with pytest.raises(InputError, match="Record 90000001 has no study"):
        records_frame([Record(title="t", pmid="90000001")], {})


def test_pmid_twice_is_refused() -> None:
    record = Record(title="t", pmid="90000001")
    with pytest.raises(InputError, match="more than one row"):
        records_frame([record, record], {"90000001": "S90000001"})
