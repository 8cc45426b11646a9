"""Records as references for reference managers."""

import re
from collections.abc import Iterable

import rispy

from review.core.models import Record
from review.core.vocabulary import NoticeState

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_INITIALS = re.compile(r"[^\W\d_]{1,4}")
_SUFFIXES = frozenset({"Jr", "Sr", "2nd", "3rd", "4th", "II", "III", "IV"})


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """RIS without the running number that rispy puts before each reference."""

    def set_header(self, count: int) -> str:
        """No text before a reference: the format allows none."""
        return ""


def ris(records: Iterable[Record]) -> str:
    """The records in RIS, ordered by PMID, as text with bare line feeds.

    Every value stands on one line without control characters, so that no text inside a record can
    begin a field of its own. A summary is marked as one, and so is a notice.
    """
    ordered = sorted(records, key=lambda record: (len(record.pmid), record.pmid))
    text: str = rispy.dumps([_entry(record) for record in ordered], implementation=_Writer)
    return text.replace("\r\n", "\n").lstrip("\n")


def _entry(record: Record) -> dict[str, str | list[str]]:
    first_page, _, last_page = record.pages.partition("-")
    values: dict[str, str | list[str]] = {
        "type_of_reference": "JOUR" if record.journal else "GEN",
        "title": record.title,
        "authors": [_author(name) for name in record.authors],
        "journal_name": record.journal,
        "year": "" if record.year is None else str(record.year),
        "volume": record.volume,
        "number": record.issue,
        "start_page": first_page,
        "end_page": last_page,
        "doi": record.doi,
        "language": ", ".join(record.languages),
        "abstract": record.abstract,
        "keywords": [heading.descriptor for heading in record.mesh],
        "notes": _notes(record),
        "accession_number": record.pmid,
        "name_of_database": "PubMed",
        "urls": [f"https://pubmed.ncbi.nlm.nih.gov/{record.pmid}/"] if record.pmid else [],
    }
    cleaned = {name: _clean(value) for name, value in values.items()}
    return {name: value for name, value in cleaned.items() if value}


def _notes(record: Record) -> list[str]:
    summary = ["The abstract is a summary written for this project, not the authors' text."]
    notice = [f"PubMed: {record.notice_state}."]
    return (summary if record.is_summary else []) + (
        notice if record.notice_state is not NoticeState.NONE else []
    )


def _clean(value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [text for text in map(_one_line, value) if text]
    return _one_line(value)


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _author(name: str) -> str:
    """`Last Initials Suffix` as RIS wants it: `Last, I.N., Suffix`. A group's name stays."""
    words = name.split()
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    if len(words) > 1 and _INITIALS.fullmatch(words[-1]) and words[-1].isupper():
        initials = "".join(f"{letter}." for letter in words.pop())
        return ", ".join(part for part in (" ".join(words), initials, suffix) if part)
    return name
