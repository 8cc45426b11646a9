"""Measures, intervals and controls of benchmarks, against values worked out by hand."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from review.accuracy.baselines import by_words, commonest
from review.accuracy.evaluation import Rater, TaskResult, evaluate, partners_of
from review.accuracy.measures import (
    MEASURES,
    by_chance,
    class_estimates,
    estimates,
    f1_scores,
    precisions,
    recalls,
    tables_by_group,
)
from review.accuracy.page import falls_to_chance
from review.accuracy.task import DEVELOPMENT, Example, Source, Task, TaskAnswer
from review.api import claim, record
from review.core.errors import InputError

# two classes and one further answer: 6 + 2 + 2 of the first, 1 + 3 + 0 of the second
TABLE = np.array([[6.0, 2.0, 2.0], [1.0, 3.0, 0.0]])
F1 = (12 / 17, 6 / 9)


def test_figures_of_each_class() -> None:
    assert precisions(TABLE) == pytest.approx([6 / 7, 3 / 5])
    assert recalls(TABLE) == pytest.approx([6 / 10, 3 / 4])
    assert f1_scores(TABLE) == pytest.approx(F1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("macro-F1", sum(F1) / 2),
        ("weighted F1", (10 * F1[0] + 4 * F1[1]) / 14),
        ("accuracy", 9 / 14),
        ("F1 of yes", F1[0]),
        ("within a tenth", 12 / 14),
        ("not reported", 2 / 14),
    ],
)
def test_measures_of_the_whole(name: str, value: float) -> None:
    assert float(MEASURES[name](TABLE)) == pytest.approx(value)


def test_a_class_that_is_never_there_nor_answered_has_no_f1() -> None:
    assert f1_scores(np.array([[3.0, 0.0], [0.0, 0.0]])) == pytest.approx([1, 0])


def test_what_chance_gives() -> None:
    assert by_chance(TABLE, "accuracy") == pytest.approx((10 * 7 + 4 * 5) / 14**2)


def test_tables_are_counted_by_document() -> None:
    tables = tables_by_group([(0, 0), (0, 1), (1, 2)], np.array([0, 1, 1]), (2, 3))
    assert tables.tolist() == [[[1, 0, 0], [0, 0, 0]], [[0, 1, 0], [0, 0, 1]]]


def documents(right: int, wrong: int, *, each: int = 1) -> np.ndarray:
    """Confusion tables of documents of one class, `each` examples per document."""
    tables = np.zeros((right + wrong, 1, 2))
    tables[:right, 0, 0], tables[right:, 0, 1] = each, each
    return tables


def test_the_interval_is_that_of_a_proportion() -> None:
    (found,) = estimates(documents(80, 20), ["accuracy"])
    assert (found.value, found.items) == (0.8, 100)
    assert found.low == pytest.approx(0.72, abs=0.015)
    assert found.high == pytest.approx(0.88, abs=0.015)


def test_examples_of_one_document_do_not_narrow_the_interval() -> None:
    (alone,) = estimates(documents(80, 20), ["accuracy"])
    (together,) = estimates(documents(80, 20, each=10), ["accuracy"])
    assert (together.low, together.high) == (alone.low, alone.high)
    assert together.items == 1000


def test_intervals_are_the_same_every_time() -> None:
    assert estimates(documents(7, 3), ["accuracy"]) == estimates(documents(7, 3), ["accuracy"])


def test_every_class_has_its_figures() -> None:
    found = class_estimates(np.stack([TABLE, TABLE]), ("first", "second"))
    assert [one.measure for one in found["second"]] == ["precision", "recall", "F1"]
    assert found["second"][1].value == pytest.approx(3 / 4)
    assert found["first"][0].items == 20


def example(item: str, gold: str, text: str, *, document: str = "") -> Example:
    found = record(title="", abstract=text)
    return Example(item=item, document=document or item, gold=gold, record=found, text=text)


def test_partners_are_others_and_used_once() -> None:
    names = ["a", "a", "b", "c", "c", "d"]
    found = partners_of(names)
    assert found is not None
    assert sorted(found) == list(range(6))
    assert all(names[one] != names[other] for one, other in enumerate(found))
    assert partners_of(["a", "a", "b"]) is None


def test_the_commonest_class_of_the_training_part_or_of_the_whole() -> None:
    asked = [example("1", "no", "x"), example("2", "yes", "x"), example("3", "yes", "x")]
    assert commonest(asked, []) == ["yes"] * 3
    assert commonest(asked, [example("4", "no", "x")]) == ["no"] * 3


WORDS = {"yes": "sleep improved a lot", "no": "nothing changed at all"}


def sleepers(count: int) -> list[Example]:
    return [
        example(f"{gold}{n}", gold, f"{text} in group {n}")
        for n in range(count)
        for gold, text in WORDS.items()
    ]


def test_words_tell_classes_apart_in_folds_and_from_a_training_part() -> None:
    asked = sleepers(10)
    assert by_words(asked, []) == [one.gold for one in asked]
    assert by_words(asked[:2], sleepers(5)) == ["yes", "no"]


def test_folds_keep_documents_together() -> None:
    texts = [f"word{n} word{n}" for n in range(10) for _ in range(3)]
    asked = [
        example(f"{n}", "yes" if n % 2 else "no", text, document=text)
        for n, text in enumerate(texts)
    ]
    right = sum(a == one.gold for a, one in zip(by_words(asked, []), asked, strict=True))
    assert right <= 20, "words seen in one document only must not help"


def test_one_document_is_too_few() -> None:
    with pytest.raises(InputError, match="hold one document only"):
        by_words(
            [example("1", "no", "x", document="d"), example("2", "yes", "y", document="d")], []
        )


def test_without_scikit_learn_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    with pytest.raises(InputError, match=r"pip install 'review\[benchmark\]'"):
        by_words(sleepers(3), [])


def task(examples: list[Example], answer: Callable[[Example], TaskAnswer]) -> Task:
    return Task(
        name="sample",
        question="answer",
        source=Source("A sample", "https://example.org", ("None.",)),
        load=lambda _data, _part: examples,
        development={DEVELOPMENT: "."},
        held_back=("test",),
        answer=answer,
        classes=("yes", "no"),
        measures=("macro-F1", "accuracy"),
        scope="All.",
    )


def by_reading(one: Example) -> TaskAnswer:
    return TaskAnswer("yes" if "improved" in one.record.abstract else "no", "a word")


def by_peeking(one: Example) -> TaskAnswer:
    return TaskAnswer("yes" if one.item.startswith("yes") else "no", "a leak")


def asked(answer: Callable[[Example], TaskAnswer], examples: list[Example]) -> TaskResult:
    return evaluate(task(examples, answer), Path(), DEVELOPMENT)


def with_claims(examples: list[Example]) -> list[Example]:
    return [replace(one, claim=claim("Valerian improves sleep")) for one in examples]


def test_right_answers_fall_to_chance_beside_another_abstract() -> None:
    found = asked(by_reading, with_claims(sleepers(40)))
    assert found.figures[Rater.RULES][0].value == 1
    control, chance = found.figures[Rater.SHUFFLED][0], found.figures[Rater.CHANCE][0]
    assert control.value < 0.65
    assert falls_to_chance(control, chance)


def test_answers_that_do_not_come_from_the_abstract_are_found_out() -> None:
    found = asked(by_peeking, with_claims(sleepers(40)))
    control, chance = found.figures[Rater.SHUFFLED][0], found.figures[Rater.CHANCE][0]
    assert control.value == 1
    assert not falls_to_chance(control, chance)


def test_tasks_without_claims_are_controlled_by_the_answers_of_others() -> None:
    found = asked(by_reading, sleepers(40))
    assert found.figures[Rater.SHUFFLED][1].value < 0.65


def test_everybody_answers_the_same_examples() -> None:
    found = asked(by_reading, sleepers(6))
    assert set(found.figures) == set(Rater) - {Rater.GUESSING}
    assert {one.items for figures in found.figures.values() for one in figures} == {12}
    assert found.figures[Rater.COMMONEST][1].value == pytest.approx(0.5)


def test_nothing_to_score_is_told() -> None:
    with pytest.raises(InputError, match="has nothing that can be scored"):
        asked(by_reading, [])
