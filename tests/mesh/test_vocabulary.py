"""Names, spellings, classes and kinds of things: what stands for what."""

import shutil
from pathlib import Path

import pytest

from review.core.errors import InputError
from review.core.settings import data_folder
from review.mesh import sources
from review.mesh.building import build
from review.mesh.index import vocabulary
from review.mesh.kinds import ThingKind
from review.mesh.spelling import key_of, spellings

SAME = {
    "entry term": ("vitamin C", "Ascorbic Acid"),
    "turned round": ("low back pain", "Low Back Pain"),
    "uninverted heading": ("overactive urinary bladder", "Urinary Bladder, Overactive"),
    "British spelling": ("oesophagitis", "Esophagitis"),
    "hyphen": ("beta-blockers", "Adrenergic beta-Antagonists"),
    "Greek letter": ("β-carotene", "beta Carotene"),
    "plural": ("migraines", "Migraine Disorders"),
    "everyday name": ("bowel cancer", "Colorectal Neoplasms"),
    "brand name": ("Tylenol", "Acetaminophen"),
    "class": ("blood thinners", "Anticoagulants"),
    "substance": ("fexofenadine", "fexofenadine"),
    "letters and digits": ("vitamin-B12", "Vitamin B 12"),
}


@pytest.mark.parametrize(("name", "heading"), SAME.values(), ids=SAME)
def test_a_name_stands_for_its_heading(name: str, heading: str) -> None:
    assert vocabulary().thing(vocabulary().named(name)[0].n).name == heading


def test_an_abbreviation_is_one_only_in_capitals() -> None:
    assert any(
        vocabulary().thing(at.n).name == "Multiple Sclerosis" for at in vocabulary().named("MS")
    )
    assert not any(
        vocabulary().thing(at.n).name == "Multiple Sclerosis" for at in vocabulary().named("ms")
    )


MEMBERS = {
    "a member of a class": ("ketorolac", "Anti-Inflammatory Agents, Non-Steroidal"),
    "a class within a class": ("amoxicillin", "Anti-Bacterial Agents"),
    "a narrower heading": ("Breast Neoplasms", "Neoplasms"),
    "through class and tree": ("esomeprazole", "Proton Pump Inhibitors"),
}


@pytest.mark.parametrize(("member", "whole"), MEMBERS.values(), ids=MEMBERS)
def test_a_member_is_within_its_class_and_not_the_other_way_round(member: str, whole: str) -> None:
    known = vocabulary()
    one, other = known.heading(member), known.heading(whole)
    assert one is not None and other is not None
    assert one.n in known.narrower(other.n)
    assert other.n in known.wider(one.n)
    assert other.n not in known.narrower(one.n)


KINDS = {
    "melatonin": ThingKind.CHEMICAL,
    "insomnia": ThingKind.DISEASE,
    "headache": ThingKind.SYMPTOM,
    "acupuncture": ThingKind.PROCEDURE,
    "hearing aids": ThingKind.DEVICE,
    "blood pressure": ThingKind.MEASURE,
    "red meat": ThingKind.FOOD,
    "children": ThingKind.PEOPLE,
    "heart": ThingKind.BODY_PART,
    "garlic": ThingKind.ORGANISM,
}


@pytest.mark.parametrize(("name", "kind"), KINDS.items(), ids=KINDS)
def test_the_branch_tells_the_kind(name: str, kind: ThingKind) -> None:
    named = vocabulary().named(name)
    assert any(kind in vocabulary().thing(at.n).kinds for at in named)


def test_the_longest_name_of_a_place_is_told() -> None:
    text = "Migraine headache in adults with low back pain"
    named = [text[at.start : at.end] for at in vocabulary().names_in(text)]
    assert "Migraine headache" in named
    assert "low back pain" in named
    assert "headache" not in named and "back pain" not in named


def test_what_is_no_name_is_none() -> None:
    assert vocabulary().named("zorvanib") == ()
    assert vocabulary().named("") == ()
    assert vocabulary().heading("no such heading") is None


def test_a_search_is_written_in_both_spellings() -> None:
    assert spellings("oestrogen") == ("oestrogen", "estrogen")
    assert spellings("hemorrhage") == ("hemorrhage", "haemorrhage")
    assert spellings("chemotherapy") == ("chemotherapy",)
    assert key_of("Haemorrhages") == key_of("hemorrhage")


def _copied(folder: Path) -> Path:
    copy = folder / "vocabulary"
    copy.mkdir()
    for name in sources.FILES:
        shutil.copy(data_folder() / "vocabulary" / name, copy / name)
    return copy


def test_a_row_that_names_no_heading_is_refused(tmp_path: Path) -> None:
    copy = _copied(tmp_path)
    with (copy / sources.EVERYDAY).open("a", encoding="utf-8") as file:
        file.write("zorvan pox,Zorvan Disease,\n")
    with pytest.raises(InputError, match=r"everyday_names\.csv names 'Zorvan Disease'"):
        build(copy, tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    copy = _copied(tmp_path)
    (copy / sources.BRANDS).unlink()
    with pytest.raises(InputError, match=r"brand_names\.csv is missing"):
        sources.fingerprint(copy)


@pytest.mark.parametrize("name", [sources.EVERYDAY, sources.BRANDS, sources.CLASSES])
def test_hand_made_tables_say_nothing_twice(name: str) -> None:
    listed = [tuple(row.values())[:2] for row in sources.rows(data_folder() / "vocabulary" / name)]
    assert len(listed) == len(set(listed))
    assert listed == sorted(listed, key=lambda row: [cell.lower() for cell in row])
