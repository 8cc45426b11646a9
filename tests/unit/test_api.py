"""The public functions: plain arguments in, frozen values out, the same answer every time."""

import subprocess
import sys
from pathlib import Path

import pubmed_xml_samples as samples
import pytest

import review
from review.core.errors import InputError
from review.core.vocabulary import Design, Finding, NoticeState, Stance, Verdict

TRIAL = review.record(
    title="Xyline for opioid withdrawal: a randomised trial",
    abstract=(
        "BACKGROUND: Earlier work suggested that xyline worsens withdrawal.\n"
        "METHODS: In a double-blind trial, 120 people with opioid dependence were randomised to xyline or placebo.\n"
        "RESULTS: Withdrawal symptoms were lower with xyline than with placebo (P = 0.01).\n"
        "CONCLUSIONS: Xyline reduced withdrawal symptoms."
    ),
    publication_types=["Randomized Controlled Trial"],
    mesh=["Substance Withdrawal Syndrome/drug therapy*"],
    pmid=90000001,
    year=2020,
)


def test_a_claim_in_words_and_a_claim_in_parts_ask_the_same() -> None:
    words = review.claim("Xyline reduces withdrawal symptoms in people with opioid dependence")
    parts = review.claim(
        intervention="xyline", outcome="withdrawal symptoms", direction="decreases", kind="efficacy"
    )
    assert review.appraise(words, TRIAL).stance is Stance.SUPPORTS
    assert review.appraise(parts, TRIAL).stance is Stance.SUPPORTS


def test_a_claim_without_direction_gets_a_finding_and_no_stance() -> None:
    asked = review.claim(intervention="xyline", comparator="placebo", outcome="withdrawal symptoms")
    appraisal = review.appraise(asked, TRIAL)
    assert (appraisal.finding, appraisal.stance) == (Finding.DECREASED, Stance.NOT_APPLICABLE)


def test_design_size_and_sentences_of_a_record() -> None:
    assert review.design(TRIAL).design is Design.RANDOMISED_TRIAL
    assert review.size(TRIAL).participants == 120
    sentences = review.sentences(TRIAL)
    assert [str(sentence.role) for sentence in sentences] == [
        "background",
        "methods",
        "results",
        "conclusions",
    ]
    assert all(TRIAL.abstract[s.start : s.end] == s.text for s in sentences)


def test_a_query_is_a_pubmed_strategy() -> None:
    query = review.query(review.claim("Baclofen relieves opioid withdrawal"))
    assert '"Baclofen"[mh]' in query
    assert " AND " in query
    assert (
        review.query(review.claim("Ask your doctor before taking baclofen", kind="guidance")) == ""
    )


def test_records_are_judged_together_and_order_does_not_matter() -> None:
    claim = review.claim("Xyline reduces withdrawal symptoms in people with opioid dependence")
    other = review.record(title="Gardening in winter", abstract="Roses were pruned.", pmid=90000002)
    one, two = review.judge(claim, [TRIAL, other]), review.judge(claim, [other, TRIAL])
    assert one == two
    assert one.supports == 1
    assert one.n_records == 1


def test_records_without_pmid_can_be_judged() -> None:
    claim = review.claim("Xyline reduces withdrawal symptoms")
    nameless = review.record(title=TRIAL.title, abstract=TRIAL.abstract)
    assert review.judge(claim, [nameless]).supports == 1


def test_no_record_is_insufficient_evidence_and_never_a_refutation() -> None:
    judgement = review.judge(review.claim("Xyline reduces withdrawal symptoms"), [])
    assert judgement.verdict is Verdict.INSUFFICIENT
    assert judgement.refutes == 0


def test_a_retracted_record_does_not_count() -> None:
    claim = review.claim("Xyline reduces withdrawal symptoms")
    retracted = review.record(
        title=TRIAL.title,
        abstract=TRIAL.abstract,
        publication_types=["Retracted Publication"],
        pmid=90000003,
    )
    assert review.judge(claim, [retracted]).supports == 0


def test_the_same_pmid_twice_is_refused() -> None:
    with pytest.raises(InputError, match="same PMID"):
        review.judge(review.claim("Xyline reduces withdrawal symptoms"), [TRIAL, TRIAL])


def test_an_empty_record_is_refused() -> None:
    with pytest.raises(InputError, match="both are empty"):
        review.record(title=" ", abstract="")


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = "import sys, review; print(sorted({'pandas', 'matplotlib', 'Bio', 'lxml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_name_says_what_there_is() -> None:
    with pytest.raises(AttributeError, match="it has appraise"):
        _ = review.nothing


def test_records_of_a_file_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "some.xml"
    path.write_bytes(samples.article_set(*samples.LIBRARY))
    records = review.read_records(str(path))
    assert next(records).pmid == "90000001"
    assert [record.pmid for record in records] == ["90000002", "90000003", "90000004"]


def test_a_retracted_type_is_a_notice() -> None:
    record = review.record(title="T", publication_types=["Retracted Publication"])
    assert record.notice_state is NoticeState.RETRACTED
    assert record.notices == (NoticeState.RETRACTED,)


def test_every_public_name_stays_a_function_when_its_neighbours_are_imported() -> None:
    """A module of the package with the name of a public function would take its place."""
    modules = {path.stem for path in Path(review.__file__).parent.iterdir()}
    assert not modules & set(review.__all__)
