"""The bundled snapshot: valid, marked as summaries, linked sensibly, and counted right."""

import json
import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from review.core.models import Record
from review.core.settings import data_folder
from review.core.vocabulary import NoticeState
from review.records.identity import study_ids
from review.records.pubmed_xml import NO_TITLE, iter_articles, parse_article
from review.records.table import records_frame, records_from

FOLDER = data_folder() / "snapshot"
FILES = sorted(FOLDER.glob("*.xml"))
README = (FOLDER / "README.md").read_text(encoding="utf-8")

REVERSE = {
    "RetractionIn": "RetractionOf",
    "ErratumIn": "ErratumFor",
    "CommentIn": "CommentOn",
    "UpdateIn": "UpdateOf",
    "ExpressionOfConcernIn": "ExpressionOfConcernFor",
}
NOTICES = {"RetractionOf": "RetractionIn", "ErratumFor": "ErratumIn", "CommentOn": "CommentIn"}


@pytest.fixture(scope="module")
def files() -> dict[str, list[Record]]:
    return {path.name: [parse_article(xml) for _, xml in iter_articles(path)] for path in FILES}


@pytest.fixture(scope="module")
def records(files: dict[str, list[Record]]) -> dict[str, Record]:
    return {record.pmid: record for found in files.values() for record in found}


@pytest.fixture(scope="module")
def dtd() -> etree.DTD:
    spec = find_spec("Bio")
    assert spec is not None and spec.origin is not None
    return etree.DTD(str(Path(spec.origin).parent / "Entrez" / "DTDs" / "pubmed_250101.dtd"))


def types_of(records: dict[str, Record], ref_type: str) -> list[Record]:
    return [r for r in records.values() if ref_type in {c.ref_type for c in r.corrections}]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_is_valid(path: Path, dtd: etree.DTD) -> None:
    tree = etree.parse(path, etree.XMLParser(load_dtd=False, no_network=True))
    assert tree.docinfo.system_url.endswith("/pubmed_250101.dtd")
    assert dtd.validate(tree), dtd.error_log
    assert path.read_bytes().startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE ")


def test_the_validation_does_find_faults(dtd: etree.DTD) -> None:
    tree = etree.parse(FILES[0])
    title = next(tree.getroot().iter("ArticleTitle"))
    title.getparent().remove(title)
    assert not dtd.validate(tree)


def test_every_pmid_occurs_once_and_in_order(files: dict[str, list[Record]]) -> None:
    pmids = [record.pmid for found in files.values() for record in found]
    assert [pmid for pmid, times in Counter(pmids).items() if times > 1] == []
    for found in files.values():
        numbers = [int(record.pmid) for record in found]
        assert numbers == sorted(numbers)


def test_every_abstract_is_marked_as_a_summary(records: dict[str, Record]) -> None:
    assert [r.pmid for r in records.values() if r.abstract and not r.is_summary] == []
    notes = {
        node.text
        for path in FILES
        for node in etree.parse(path).iter("CopyrightInformation")
    }  # fmt: skip
    assert notes == {
        "Summary written for this project from the reported facts; not the authors' abstract."
    }


def test_every_record_has_a_title_and_untitled_ones_are_listed(records: dict[str, Record]) -> None:
    assert all(record.title.strip() for record in records.values())
    untitled = {pmid for pmid, record in records.items() if record.title == NO_TITLE}
    listed = re.search(r"Title not recorded: ([\d, ]+)\.", README)
    assert listed is not None
    assert untitled == set(listed.group(1).split(", "))


def test_records_left_out_are_not_there(records: dict[str, Record]) -> None:
    listed = re.search(r"Left out, because no page confirmed the PMID: ([\d, ]+)\.", README)
    assert listed is not None
    assert not set(listed.group(1).split(", ")) & set(records)


def test_records_with_an_unknown_journal_or_year_are_listed(records: dict[str, Record]) -> None:
    listed = re.search(r"Journal or year not recorded: ([\d, ]+)\.", README)
    assert listed is not None
    unknown = {r.pmid for r in records.values() if not r.journal or r.year is None}
    assert unknown == set(listed.group(1).split(", "))


def test_placeholders_do_not_reach_the_records(records: dict[str, Record]) -> None:
    values = [
        value
        for r in records.values()
        for value in (*r.publication_types, *r.languages, r.journal, *(c.citation for c in r.corrections))
    ]  # fmt: skip
    assert not {"Not recorded", "und"} & set(values)


def test_sections_cover_their_text(records: dict[str, Record]) -> None:
    for record in records.values():
        for section in record.sections:
            line_start = record.abstract.rfind("\n", 0, section.start) + 1
            label = record.abstract[line_start : section.start]
            assert label == (f"{section.label}: " if section.label else ""), record.pmid
            assert record.abstract[section.start : section.end].strip()


def test_links_between_records_in_the_snapshot_go_both_ways(records: dict[str, Record]) -> None:
    for notice_link, paper_link in NOTICES.items():
        for notice in types_of(records, notice_link):
            (link,) = notice.corrections
            paper = records[link.pmid]
            assert (paper_link, notice.pmid) in {(c.ref_type, c.pmid) for c in paper.corrections}
    for record in records.values():
        for link in record.corrections:
            assert link.pmid != record.pmid
            if link.ref_type in NOTICES.values() and link.pmid in records:
                back = {(c.ref_type, c.pmid) for c in records[link.pmid].corrections}
                assert (REVERSE[link.ref_type], record.pmid) in back


def test_awkward_kinds_of_record_are_there(records: dict[str, Record]) -> None:
    found = list(records.values())
    types = {kind for record in found for kind in record.publication_types}
    assert {
        "Review",
        "Meta-Analysis",
        "Case Reports",
        "Randomized Controlled Trial",
        "Letter",
    } <= types
    assert any("Animals" in {m.descriptor for m in record.mesh} for record in found)
    assert any(not record.abstract for record in found)
    assert any(not record.authors_complete for record in found)
    assert any(not record.publication_types and record.abstract for record in found)
    assert any(record.vernacular_title and record.languages == ("ger",) for record in found)
    assert any(record.registrations for record in found)
    assert any(len(record.sections) >= 6 for record in found)


def test_retracted_papers_and_errata_have_their_state(records: dict[str, Record]) -> None:
    retracted = [r for r in records.values() if r.notice_state is NoticeState.RETRACTED]
    assert retracted == types_of(records, "RetractionIn")
    assert all(record.abstract for record in retracted)
    errata = [r for r in records.values() if r.notice_state is NoticeState.ERRATUM]
    assert errata == types_of(records, "ErratumIn")
    for kind in NOTICES:
        assert {r.notice_state for r in types_of(records, kind)} == {NoticeState.NONE}


def test_studies_reported_twice_are_known(records: dict[str, Record]) -> None:
    ids = study_ids(records.values())
    groups: dict[str, set[str]] = {}
    for pmid, study in ids.items():
        groups.setdefault(study, set()).add(pmid)
    assert sorted(sorted(group) for group in groups.values() if len(group) > 1) == sorted(
        sorted(group)
        for group in [
            {"11123486", "11286609"},  # one trial of 62 people: withdrawal signs, then side effects
            {"21249712", "25836263", "28822350"},  # three versions of one Cochrane review
            {"7018848", "7472189"},  # the same 11 patients, in English and in German
            {"11895270", "27140827"},  # a Cochrane review and its publication in a journal
            {"16042639", "18805656"},  # two-setting trial and the analysis of its predictors
            {"15495136", "21901695"},  # two versions of one Cochrane review
            {"23260506", "27776678"},  # trial of 141 people and a secondary analysis of 140 of them
        ]
    )


def test_records_survive_the_frame(records: dict[str, Record]) -> None:
    found = list(records.values())
    assert records_from(records_frame(found, study_ids(found))) == found


def test_counts_in_the_readme_are_true(
    files: dict[str, list[Record]], records: dict[str, Record]
) -> None:
    rows = re.findall(
        r"^\| (?:`([\w.]+)`|(all)) \|[^|]*\| (\d+) \| (\d+) \|$", README, re.MULTILINE
    )
    stated = {name or total: (int(n), int(summaries)) for name, total, n, summaries in rows}
    counted = {
        name: (len(found), sum(bool(record.abstract) for record in found))
        for name, found in files.items()
    }
    counted["all"] = (len(records), sum(bool(record.abstract) for record in records.values()))
    assert stated == counted

    states = Counter(record.notice_state for record in records.values())
    reported = Counter(study_ids(records.values()).values())
    prose = " ".join(README.split())
    for words in (
        f"{states[NoticeState.RETRACTED]} retracted papers",
        f"{states[NoticeState.ERRATUM]} with an erratum",
        f"{states[NoticeState.UPDATED]} with an updated version",
        f"{len(types_of(records, 'RetractionOf'))} retraction notices",
        f"{len(types_of(records, 'ErratumFor'))} erratum notices",
        f"{len(types_of(records, 'CommentOn'))} comments",
        f"{sum(times > 1 for times in reported.values())} studies are reported in more than one record",
    ):
        assert words in prose


def test_index_states_date_and_number(records: dict[str, Record]) -> None:
    index = json.loads((FOLDER / "snapshot.json").read_text(encoding="utf-8"))
    assert set(index) == {"updated_on", "records", "topic", "note"}
    assert index["records"] == len(records) >= 200
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", index["updated_on"])
