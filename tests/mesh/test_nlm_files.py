"""MeSH as NLM publishes it becomes the tables of the vocabulary, and damaged files are named."""

import gzip
from pathlib import Path

import pytest

from review.core.errors import InputError
from review.mesh.nlm_files import read_headings, read_substances, write_headings, write_substances
from review.mesh.sources import headings, substances

DESCRIPTORS = """<?xml version="1.0"?><DescriptorRecordSet><DescriptorRecord>
<DescriptorUI>D900001</DescriptorUI><DescriptorName><String>Zorvan Disease</String></DescriptorName>
<TreeNumberList><TreeNumber>C10.1</TreeNumber><TreeNumber>C05.2</TreeNumber></TreeNumberList>
<ConceptList><Concept PreferredConceptYN="Y"><TermList><Term><String>Zorvan Disease</String></Term>
<Term><String>Disease, Zorvan</String></Term></TermList></Concept>
<Concept PreferredConceptYN="N"><TermList><Term><String>Narrower</String></Term></TermList></Concept></ConceptList>
</DescriptorRecord></DescriptorRecordSet>"""

SUPPLEMENTARY = """<?xml version="1.0"?><SupplementalRecordSet>{}</SupplementalRecordSet>"""
RECORD = """<SupplementalRecord><SupplementalRecordUI>{}</SupplementalRecordUI>
<SupplementalRecordName><String>{}</String></SupplementalRecordName><HeadingMappedToList><HeadingMappedTo>
<DescriptorReferredTo><DescriptorUI>*D900001</DescriptorUI></DescriptorReferredTo></HeadingMappedTo></HeadingMappedToList>
<ConceptList><Concept PreferredConceptYN="Y"><TermList><Term><String>zorvanib</String></Term></TermList></Concept></ConceptList>
</SupplementalRecord>"""


def test_descriptors_become_the_table_of_headings(tmp_path: Path) -> None:
    file = tmp_path / "desc.gz"
    file.write_bytes(gzip.compress(DESCRIPTORS.encode()))
    write_headings(read_headings(file), tmp_path)
    [one] = headings(tmp_path)
    assert (one.number, one.name) == ("D900001", "Zorvan Disease")
    assert one.others == ("Disease, Zorvan",)
    assert one.places == ("C05.2", "C10.1")


def test_medicines_are_kept_of_the_supplementary_concepts(tmp_path: Path) -> None:
    file = tmp_path / "supp.xml"
    kept, left = (
        RECORD.format("C900001", "zorvanib"),
        RECORD.format("C900002", "zorvan protein, human"),
    )
    file.write_text(SUPPLEMENTARY.format(kept + left), encoding="utf-8")
    write_substances(read_substances(file), tmp_path)
    [one] = substances(tmp_path)
    assert (one.number, one.name, one.within) == ("C900001", "zorvanib", ("D900001",))


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"<DescriptorRecordSet>", "cannot be read as MeSH"), (b"<a/>", "holds no DescriptorRecord")],
)
def test_another_file_is_named(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "desc.xml"
    file.write_bytes(content)
    with pytest.raises(InputError, match=says):
        list(read_headings(file))
