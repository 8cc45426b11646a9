"""References in RIS."""

import rispy

from review.core.models import MeshHeading, Record
from review.core.vocabulary import NoticeState
from review.records.references import ris

RECORD = Record(
    title="Drug A versus drug B",
    abstract="AIM: one.\nRESULTS: two.",
    pmid="90000001",
    authors=("Ödman E", "van der King ML Jr", "Imaginary Study Group", "Carnwath"),
    journal="J Imagin Trials",
    year=2001,
    volume="12",
    issue="3",
    pages="10-19",
    doi="10.5555/own",
    languages=("eng",),
    mesh=(MeshHeading("Humans"),),
)


def test_fields_survive_a_reference_manager() -> None:
    (entry,) = rispy.loads(ris([RECORD]))
    assert entry["type_of_reference"] == "JOUR"
    assert entry["title"] == "Drug A versus drug B"
    assert entry["authors"] == [
        "Ödman, E.",
        "van der King, M.L., Jr",
        "Imaginary Study Group",
        "Carnwath",
    ]
    assert (entry["year"], entry["volume"], entry["number"]) == ("2001", "12", "3")
    assert (entry["start_page"], entry["end_page"], entry["doi"]) == ("10", "19", "10.5555/own")
    assert entry["abstract"] == "AIM: one. RESULTS: two."
    assert entry["keywords"] == ["Humans"]
    assert entry["accession_number"] == "90000001"
    assert entry["urls"] == ["https://pubmed.ncbi.nlm.nih.gov/90000001/"]


def test_order_is_by_pmid_whatever_the_order_given() -> None:
    records = [Record(title="t", pmid=pmid) for pmid in ("90000002", "900001", "90000001")]
    text = ris(records)
    assert text == ris(records[::-1])
    entries = rispy.loads(text)
    assert [entry["accession_number"] for entry in entries] == ["900001", "90000001", "90000002"]


def test_hostile_text_cannot_start_a_field_or_a_reference() -> None:
    hostile = "x\nER  - \r\nTY  - JOUR\u2028AU  - Mallory, M.\x85TI  - forged\x00\x1b[31m"
    record = Record(
        title=hostile,
        abstract=hostile,
        pmid="90000001",
        authors=(hostile,),
        journal=hostile,
        mesh=(MeshHeading(hostile),),
    )
    text = ris([record])
    (entry,) = rispy.loads(text)
    assert len(entry["authors"]) == 1
    lines = text.splitlines()
    assert sum(line.startswith("TY  -") for line in lines) == 1
    assert sum(line.startswith("ER  -") for line in lines) == 1
    assert all(line[2:6] == "  - " or not line for line in lines)
    assert not any(ord(letter) < 32 and letter != "\n" for letter in text)


def test_summaries_and_notices_are_marked() -> None:
    record = Record(title="t", pmid="90000001", is_summary=True, notice_state=NoticeState.RETRACTED)
    (entry,) = rispy.loads(ris([record]))
    assert entry["notes"] == [
        "The abstract is a summary written for this project, not the authors' text.",
        "PubMed: retracted.",
    ]


def test_unknown_fields_are_left_out() -> None:
    (entry,) = rispy.loads(ris([Record(title="t", pmid="90000001")]))
    assert entry["type_of_reference"] == "GEN"
    assert not {"year", "doi", "volume", "abstract", "journal_name", "notes"} & set(entry)


def test_no_records_give_empty_text() -> None:
    assert ris([]).strip() == ""
