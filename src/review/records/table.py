"""Records as a frame and back, without loss."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from review.core.errors import InputError
from review.core.models import Correction, Grant, MeshHeading, OtherAbstract, Record, Section
from review.core.run_tables import RECORDS
from review.core.tables import text_of
from review.core.vocabulary import DatePrecision, NoticeState

TEXTS = (
    "pmid", "title", "vernacular_title", "abstract", "journal", "volume", "issue", "pages", "doi", "sha256",
    "published", "pmcid",
)  # fmt: skip
LISTS = ("authors", "languages", "publication_types", "substances", "registrations")


def records_frame(records: Iterable[Record], study_ids: Mapping[str, str]) -> pd.DataFrame:
    """The records as table `records`, in the order given; `study_ids` maps PMID to study.

    Raises:
        InputError: a record has no study, no PMID, or a PMID that occurs twice.
    """
    return RECORDS.build(_row(record, study_ids) for record in records)


def records_from(frame: pd.DataFrame) -> list[Record]:
    """The records of a `records` table, in its order, equal to those it was made from."""
    return [_record(row) for row in RECORDS.check(frame).to_dict("records")]


def _row(record: Record, study_ids: Mapping[str, str]) -> dict[str, object]:
    if record.pmid not in study_ids:
        raise InputError(
            f"Record {record.pmid or record.title} has no study: pass `study_ids(records)` of the same records."
        )
    texts = {name: getattr(record, name) for name in TEXTS}
    lists = {name: list(getattr(record, name)) for name in LISTS}
    return {
        **texts,
        **lists,
        "sections": [[s.label, s.category, s.start, s.end] for s in record.sections],
        "mesh": [[m.descriptor, list(m.qualifiers), m.major] for m in record.mesh],
        "corrections": [[c.ref_type, c.citation, c.pmid] for c in record.corrections],
        "year": record.year,
        "is_summary": record.is_summary,
        "authors_complete": record.authors_complete,
        "notice_state": record.notice_state,
        "date_precision": record.date_precision,
        "grants": [[g.number, g.agency, g.country] for g in record.grants],
        "other_abstracts": [[o.kind, o.language, o.text] for o in record.other_abstracts],
        "notices": [state.value for state in record.notices],
        "study_id": study_ids[record.pmid],
    }


def _record(row: Mapping[str, object]) -> Record:
    texts: dict[str, Any] = {name: text_of(row[name]) for name in TEXTS}
    lists: dict[str, Any] = {name: tuple(_items(row[name])) for name in LISTS}
    return Record(
        **texts,
        **lists,
        sections=tuple(Section(*section) for section in _items(row["sections"])),
        mesh=tuple(
            MeshHeading(descriptor, tuple(qualifiers), major)
            for descriptor, qualifiers, major in _items(row["mesh"])
        ),
        corrections=tuple(Correction(*correction) for correction in _items(row["corrections"])),
        year=None if pd.isna(row["year"]) else int(str(row["year"])),
        is_summary=bool(row["is_summary"]),
        authors_complete=bool(row["authors_complete"]),
        notice_state=NoticeState(str(row["notice_state"])),
        date_precision=None
        if pd.isna(row["date_precision"])
        else DatePrecision(str(row["date_precision"])),
        grants=tuple(Grant(*grant) for grant in _items(row["grants"])),
        other_abstracts=tuple(OtherAbstract(*other) for other in _items(row["other_abstracts"])),
        notices=tuple(map(NoticeState, _items(row["notices"]))),
    )


def _items(cell: object) -> list[Any]:
    return list(json.loads(text_of(cell) or "[]"))
