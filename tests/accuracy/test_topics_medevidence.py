"""Two collections with reports of their own: what is counted, what is passed over and what is refused."""

import gzip
from pathlib import Path

import pytest
from benchmark_samples import med_evidence, write_csv, write_text
from pubmed_xml_samples import article

from review.accuracy.benchmarks import benchmark
from review.accuracy.medevidence import claim_of, off_topic_pairs, read_questions
from review.accuracy.topics import TopicVerdict
from review.core.errors import InputError


def test_studies_used_and_off_topic_pairs_are_counted(tmp_path: Path) -> None:
    page = benchmark("medevidence", data=med_evidence(tmp_path))
    assert "2 open questions." in page
    assert "| studies the authors used, left out | 3 | 1 |" in page
    assert "| of these: does not address the intervention | | 1 |" in page
    assert "| off-topic pairs that stay in | 200 | 0 |" in page


def test_questions_that_are_not_open_are_passed_over(tmp_path: Path) -> None:
    assert [one.review for one in read_questions(med_evidence(tmp_path))] == ["R1", "R2"]


def test_the_same_pairs_are_drawn_each_time_and_none_from_one_review(tmp_path: Path) -> None:
    asked = read_questions(med_evidence(tmp_path))
    drawn = [(claim.intervention, study.pmid) for claim, study in off_topic_pairs(asked)]
    assert drawn == [(claim.intervention, study.pmid) for claim, study in off_topic_pairs(asked)]
    assert ("zinc", "90000001") not in drawn
    assert list(off_topic_pairs(asked[:1])) == []


def test_a_question_of_another_build_is_read_as_a_sentence() -> None:
    assert claim_of("Does zinc shorten colds?").intervention.lower() == "zinc"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('{"question_id": 9}', "holds none of the questions"),
        ('{"question_id": 1, "relevant_sources": []}', "'original_review' is missing"),
    ],
)
def test_an_unusable_collection_is_refused(tmp_path: Path, lines: str, said: str) -> None:
    med_evidence(tmp_path)
    write_text(tmp_path / "med-evidence-abstract.jsonl", lines)
    with pytest.raises(InputError, match=said):
        benchmark("medevidence", data=tmp_path)


@pytest.mark.parametrize(
    ("verdict", "expected", "acceptable", "how"),
    [
        ("supported", "supported", "", "exact"),
        ("partly supported", "supported", "conflicting; partly supported", "accepted"),
        ("contradicted", "supported", "", "wrong side"),
        ("partly supported", "contradicted", "", "wrong side"),
        ("insufficient evidence", "supported", "", "other"),
        ("supported", "insufficient evidence", "", "other"),
    ],
)
def test_a_verdict_is_compared(verdict: str, expected: str, acceptable: str, how: str) -> None:
    assert TopicVerdict("A", "s", verdict, expected, acceptable).how == how


def topic_folder(folder: Path) -> Path:
    records = article(
        90000001,
        "Zinc for the common cold: a randomised trial",
        "We randomised 200 adults to zinc or placebo. Zinc shortened colds (P = 0.001).",
        types=("Randomized Controlled Trial",),
    )
    (folder / "topics.xml.gz").write_bytes(
        gzip.compress(f"<PubmedArticleSet>{records}</PubmedArticleSet>".encode())
    )
    write_csv(folder / "cold_claims.csv", [{"claim_id": "A", "statement": "Zinc shortens colds"}])
    write_csv(
        folder / "cold_expected.csv",
        [{"claim_id": "A", "expected": "contradicted", "acceptable": ""}],
    )
    return folder


def test_topics_are_judged_from_their_own_records(tmp_path: Path) -> None:
    page = benchmark("topics", data=topic_folder(tmp_path))
    assert "| all | 1 |" in page
    assert "| A | Zinc shortens colds | " in page
    assert "| contradicted | wrong side |" in page


def test_a_folder_without_topics_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not hold topics"):
        benchmark("topics", data=tmp_path)


def test_a_claim_of_which_nothing_is_expected_is_refused(tmp_path: Path) -> None:
    write_csv(
        topic_folder(tmp_path) / "cold_expected.csv",
        [{"claim_id": "B", "expected": "supported", "acceptable": ""}],
    )
    with pytest.raises(InputError, match="has the claim A, of which nothing is expected"):
        benchmark("topics", data=tmp_path)


@pytest.mark.parametrize("name", ["topics", "medevidence"])
def test_there_is_no_other_split(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=f"The benchmark {name} has one set"):
        benchmark(name, data=tmp_path, split="test")
