"""Reads MeSH as NLM publishes it and writes the tables of `data/vocabulary` again.

    python -m review.mesh.nlm_files desc2026.gz supp2026.gz

NLM's files: https://www.nlm.nih.gov/databases/download/mesh.html (descriptors and supplementary
concepts, XML).
"""

import gzip
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from review.core.errors import InputError
from review.core.settings import data_folder
from review.mesh.sources import HEADINGS, SUBSTANCES, Named

LONGEST_SUBSTANCE = 40
"""Characters of the longest name of a substance that an article would use."""

NOT_TAKEN = ("protein", "gene", "receptor", "enzyme", "antibody", "peptide", "mRNA", "virus")
"""Words in the names of substances that nobody takes or eats."""


def read_headings(path: Path) -> Iterator[Named]:
    """The descriptors of NLM's file, with the entry terms of their preferred concept.

    Raises:
        InputError: the file is not there, or is no file of descriptors.
    """
    for record in _records(path, "DescriptorRecord"):
        name = _text(record, "DescriptorName/String")
        yield Named(
            _text(record, "DescriptorUI"),
            name,
            _other_names(record, name),
            places=tuple(sorted(_texts(record, "TreeNumberList/TreeNumber"))),
        )


def read_substances(path: Path) -> Iterator[Named]:
    """The supplementary concepts of NLM's file that look like medicines and foods.

    Raises:
        InputError: the file is not there, or is no file of supplementary concepts.
    """
    for record in _records(path, "SupplementalRecord"):
        name = _text(record, "SupplementalRecordName/String")
        if len(name) > LONGEST_SUBSTANCE or any(word in name for word in NOT_TAKEN):
            continue
        mapped = _texts(
            record, "HeadingMappedToList/HeadingMappedTo/DescriptorReferredTo/DescriptorUI"
        )
        yield Named(
            _text(record, "SupplementalRecordUI"),
            name,
            tuple(one for one in _other_names(record, name) if len(one) <= LONGEST_SUBSTANCE),
            within=tuple(number.lstrip("*") for number in mapped),
        )


def write_headings(headings: Iterable[Named], folder: Path) -> None:
    """Write the table of headings."""
    _write(
        folder / HEADINGS,
        ("id", "heading", "entry_terms", "tree_numbers"),
        ((one.number, one.name, "|".join(one.others), "|".join(one.places)) for one in headings),
    )


def write_substances(substances: Iterable[Named], folder: Path) -> None:
    """Write the table of supplementary concepts."""
    _write(
        folder / SUBSTANCES,
        ("id", "name", "other_names", "headings"),
        ((one.number, one.name, "|".join(one.others), "|".join(one.within)) for one in substances),
    )


def _records(path: Path, tag: str) -> Iterator[etree._Element]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            found = False
            for _, element in etree.iterparse(
                file, tag=tag, resolve_entities=False, no_network=True
            ):
                found = True
                yield element
                element.clear()
    except (OSError, EOFError, etree.XMLSyntaxError) as error:
        raise InputError(
            f"{path.name} cannot be read as MeSH ({error}); fetch it again from NLM."
        ) from error
    if not found:
        raise InputError(
            f"{path.name} holds no {tag}: name NLM's file of descriptors first, then that of supplementary concepts."
        )


def _other_names(record: etree._Element, name: str) -> tuple[str, ...]:
    terms = _texts(record, 'ConceptList/Concept[@PreferredConceptYN="Y"]/TermList/Term/String')
    return tuple(dict.fromkeys(term.replace("|", " ") for term in terms if term != name))


def _text(record: etree._Element, path: str) -> str:
    return str(record.findtext(path) or "").replace("\t", " ").strip()


def _texts(record: etree._Element, path: str) -> list[str]:
    return [(one.text or "").replace("\t", " ").strip() for one in record.findall(path)]


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    lines = ["\t".join(header), *("\t".join(row) for row in rows)]
    content = "\n".join(lines) + "\n"
    path.write_bytes(gzip.compress(content.encode("utf-8"), mtime=0))


def main(descriptors: str, supplementary: str) -> None:
    """Write both tables again from NLM's files."""
    folder = data_folder() / "vocabulary"
    write_headings(read_headings(Path(descriptors)), folder)
    write_substances(read_substances(Path(supplementary)), folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
