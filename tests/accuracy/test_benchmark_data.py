"""Loaders of public datasets: every layout as published, open parts by default, one sentence for what is missing."""

from collections import Counter
from pathlib import Path

import benchmark_samples as samples
import pytest

from review.accuracy import abstract_data
from review.accuracy.abstract_data import EXACT, place_of_number
from review.accuracy.benchmarks import NAMES, PARAPHRASES, TASKS, VERDICTS, WHOLE, benchmark
from review.accuracy.number_words import number_of
from review.accuracy.stance_data import guessed_rationale, rationale_answer
from review.accuracy.task import DEVELOPMENT, Example, Task, examples_of, training_examples
from review.api import record
from review.core.errors import InputError


def task(name: str, question: str = "") -> Task:
    return next(one for one in TASKS if one.name == name and question in ("", one.question))


def load(name: str, folder: Path, question: str = "", split: str = DEVELOPMENT) -> list[Example]:
    return examples_of(task(name, question), samples.DATASETS[name](folder), split)


def golds(examples: list[Example]) -> dict[str, str]:
    return {one.item: one.gold for one in examples}


def test_every_dataset_has_a_sample() -> None:
    assert set(NAMES) == {VERDICTS, PARAPHRASES, *WHOLE, *samples.DATASETS}


@pytest.mark.parametrize("name", [one for one in samples.DATASETS if task(one).held_back])
def test_the_held_back_part_is_read_only_by_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(abstract_data, "OPEN_ABSTRACTS", 2)
    by_default = {one.item for one in load(name, tmp_path)}
    held_back = {one.item for one in examples_of(task(name), tmp_path, task(name).held_back[-1])}
    assert by_default
    assert held_back
    assert not by_default & held_back


@pytest.mark.parametrize("name", samples.DATASETS)
def test_missing_data_are_told_in_one_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is not in .*: fetch the dataset as it is published"):
        benchmark(name, data=tmp_path)


def test_a_split_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match="scifact has no split 'all'; it has development, train, dev"
    ):
        benchmark("scifact", data=samples.scifact(tmp_path), split="all")


def test_an_unknown_label_is_refused(tmp_path: Path) -> None:
    write = samples.scifact(tmp_path) / "claims_train.jsonl"
    write.write_text(write.read_text().replace("CONTRADICT", "DOUBT"))
    with pytest.raises(InputError, match=r"has the label 'DOUBT'; known are SUPPORT, CONTRADICT"):
        examples_of(task("scifact"), tmp_path, DEVELOPMENT)


def test_a_missing_column_and_broken_json_are_told(tmp_path: Path) -> None:
    samples.write_csv(tmp_path / "train_set.csv", [{"claim": "x"}])
    with pytest.raises(InputError, match="has no column 'index'"):
        examples_of(task("clinifact"), tmp_path, DEVELOPMENT)
    samples.write_text(samples.pubmedqa(tmp_path) / "ori_pqal.json", "{")
    with pytest.raises(InputError, match=r"ori_pqal\.json is not JSON"):
        examples_of(task("pubmedqa"), tmp_path, DEVELOPMENT)


def test_text_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "train_clean.txt").write_bytes(b"###1\noutcome\t\xff\n")
    with pytest.raises(InputError, match="is not UTF-8 at byte"):
        examples_of(task("nicta-piboso"), tmp_path, DEVELOPMENT)


def test_the_other_open_part_trains_a_baseline(tmp_path: Path) -> None:
    folder = samples.healthver(tmp_path)
    asked = task("healthver", "stance")
    assert training_examples(asked, folder, DEVELOPMENT) == []
    assert {one.item for one in training_examples(asked, folder, "dev")} == {
        "0/90000001", "0/90000003", "1/90000002",
    }  # fmt: skip
    assert len(training_examples(asked, folder, "test")) == 6


def test_claims_stand_beside_the_documents_they_are_paired_with(tmp_path: Path) -> None:
    found = load("scifact", tmp_path, "stance")
    assert golds(found) == {
        "0/90000001": "support",
        "0/90000003": "contradict",
        "1/90000002": "no information",
    }
    first = found[0]
    assert first.claim is not None
    assert first.claim.statement == samples.CLAIM
    assert [first.record.abstract[a:b] for a, b in first.evidence] == [samples.SHOWN]


def test_only_pairs_with_marked_sentences_ask_for_a_rationale(tmp_path: Path) -> None:
    found = load("scifact", tmp_path, "rationale")
    assert golds(found) == {"0/90000001": "found", "0/90000003": "found"}
    assert rationale_answer(found[0]).label == "found"


def test_a_guessed_rationale_is_right_as_often_as_draws_say() -> None:
    four = " ".join(f"Sentence number {n} stands here." for n in ("one", "two", "three", "four"))
    start = four.index("Sentence number two")
    asked = Example(
        "1", "1", "found", record(title="", abstract=four), four, evidence=((start, start + 32),)
    )
    assert guessed_rationale(asked) == pytest.approx(3 / 4)


def test_trial_claims_keep_what_the_register_says(tmp_path: Path) -> None:
    found = load("clinifact", tmp_path)
    assert Counter(one.gold for one in found) == dict.fromkeys(
        ("inconclusive", "evidence", "not enough information"), 2
    )
    asked = found[0].claim
    assert asked is not None
    assert (asked.intervention, asked.comparator, asked.outcome) == (
        "Valerian", "Placebo", "Time to Fall Asleep",
    )  # fmt: skip


def test_questions_become_claims_beside_abstracts_with_their_conclusion(tmp_path: Path) -> None:
    found = load("pubmedqa", tmp_path)
    assert [one.gold for one in found] == ["yes", "no", "maybe"]
    assert [part.label for part in found[0].record.sections] == [
        "BACKGROUND",
        "METHODS",
        "CONCLUSIONS",
    ]
    assert found[0].record.title == ""


def test_marked_texts_are_asked_once_each_and_only_valid_ones(tmp_path: Path) -> None:
    found = load("evidence-inference-sentence", tmp_path)
    assert [(one.document, one.gold, one.record.abstract) for one in found] == [
        ("901", "decreased", "Valerian shortened sleep latency."),
        ("901", "decreased", "Latency fell by nine minutes."),
        ("902", "no difference", "Colds did not differ."),
        ("903", "increased", "Letters made colds more frequent."),
    ]
    assert {one.record.title for one in found} == {""}
    assert "Test drug" not in {one.claim.intervention for one in found if one.claim}


def test_merged_judgements_are_preferred(tmp_path: Path) -> None:
    samples.evidence_inference(tmp_path)
    samples.evidence_inference(tmp_path, judgements="annotations_merged.csv")
    (tmp_path / "annotations" / "v2_annotations.csv").write_text("broken")
    assert len(examples_of(task("evidence-inference-sentence"), tmp_path, DEVELOPMENT)) == 4


def test_abstracts_are_asked_where_the_marked_text_stands_in_them(tmp_path: Path) -> None:
    found = load("evidence-inference-abstract", tmp_path)
    assert golds(found) == {"1": "decreased", "2": "no difference"}
    assert found[0].record.title == "Valerian and sleep"
    assert found[1].record.abstract.endswith("FINDINGS: Colds did not differ.")
    assert "RESULTS: Valerian shortened sleep latency." in found[0].record.abstract


def test_labels_are_hidden_from_structured_abstracts(tmp_path: Path) -> None:
    found = load("structured-abstracts", tmp_path)
    assert [(one.document, one.gold) for one in found] == [
        ("PMC901", "background"),
        ("PMC901", "methods"),
        ("PMC901", "results"),
        ("PMC901", "results"),
        ("PMC901", "conclusions"),
        ("PMC902", "methods"),
        ("PMC902", "results"),
    ]
    whole = found[0].record
    assert whole.sections == ()
    assert "METHODS" not in whole.abstract
    assert [whole.abstract[slice(*one.span)] for one in found[:2] if one.span] == [
        "Many people sleep badly.",
        "Sixty adults took valerian or placebo.",
    ]


def test_sentences_of_tokenised_abstracts_keep_their_place(tmp_path: Path) -> None:
    found = load("nicta-piboso", tmp_path)
    assert [one.gold for one in found] == ["background", "methods", "outcome"] * 2
    for one in found:
        assert one.span is not None
        assert one.record.abstract[slice(*one.span)] == one.text
    assert "A hospital in a town ." in found[0].record.abstract


def test_study_types_are_merged_to_our_designs(tmp_path: Path) -> None:
    assert [one.gold for one in load("studytypeteller", tmp_path, "design")] == [
        "randomised trial", "animal", "other", "systematic review",
    ] * 2  # fmt: skip
    assert [one.gold for one in load("studytypeteller", tmp_path, "randomised")] == [
        "yes", "no", "no", "no",
    ] * 2  # fmt: skip


def test_every_marked_total_is_right_and_abstracts_without_one_are_left_out(tmp_path: Path) -> None:
    assert golds(load("pico-corpus", tmp_path)) == {
        "90000001": "60",
        "90000002": "42 or 61",
        "90000004": "63",
    }


@pytest.mark.parametrize(
    ("answer", "column"),
    [("61", EXACT), ("42", EXACT), ("45", "within a tenth"), ("50", "too large"), ("53", "too small"), ("20", "too small"), ("90", "too large"), ("", "none found")],
)  # fmt: skip
def test_a_number_is_held_against_the_nearest_total(answer: str, column: str) -> None:
    assert place_of_number("42 or 61", answer) == (EXACT, column)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,204", 1204), ("Two hundred and thirty-one", 231), ("three thousand five", 3005), ("a hundred", 100), ("all of them", None), ("", None)],
)  # fmt: skip
def test_numbers_are_read_in_figures_and_words(text: str, number: int | None) -> None:
    assert number_of(text) == number
