"""Which sentence may show what a record says about a claim.

Rules of ranking: which sentence of an abstract may show what it says about a claim. Sentences are invented.
"""

import pytest

import review
from review.appraisal import ranking
from review.appraisal.ranking import rank
from review.appraisal.ranking_features import NAMES, features, heads
from review.core.errors import InputError

ABSTRACT = """BACKGROUND: Zorvanib may reduce pain after hip surgery.
METHODS: We randomised 120 adults to zorvanib or placebo and recorded pain and nausea for 7 days.
RESULTS: The two groups were similar at baseline. Pain intensity on day 7 was lower with zorvanib than with placebo (p=0.004). \
Nausea did not differ between the groups (p=0.41).
CONCLUSIONS: Further trials are needed."""


def first(claim: str | dict[str, str], abstract: str = ABSTRACT, title: str = "") -> str:
    made = review.claim(claim) if isinstance(claim, str) else review.claim(**claim)
    return rank(made, review.record(title=title, abstract=abstract))[0].sentence.text


@pytest.mark.parametrize(
    ("claim", "begins"),
    [
        ("Zorvanib lowers pain intensity.", "Pain intensity on day 7"),
        ("Zorvanib causes nausea.", "Nausea did not differ"),
        (
            {"intervention": "zorvanib", "comparator": "placebo", "outcome": "nausea"},
            "Nausea did not differ",
        ),
        (
            {
                "intervention": "zorvanib",
                "comparator": "placebo",
                "outcome": "intensity of pain on day 7",
            },
            "Pain intensity on day 7",
        ),
    ],
)
def test_the_sentence_about_the_outcome_comes_first(
    claim: str | dict[str, str], begins: str
) -> None:
    assert first(claim).startswith(begins)


def test_an_abbreviation_is_read_as_what_it_stands_for() -> None:
    abstract = (
        "Chronic kidney disease (CKD) is common. Folate did not slow CKD over two years (p=0.6). "
        "Folate raised the level of haemoglobin in the kidney clinic (p=0.01)."
    )
    assert first("Folate slows chronic kidney disease.", abstract).startswith("Folate did not slow")


def test_a_claims_abbreviation_is_found_in_words() -> None:
    abstract = (
        "Chronic kidney disease (CKD) is common. Folate did not slow chronic kidney disease over two years (p=0.6). "
        "Folate raised the level of haemoglobin (p=0.01)."
    )
    assert first("Folate slows CKD.", abstract).startswith("Folate did not slow")


def test_every_sentence_is_ranked_once_best_first() -> None:
    record = review.record(title="Zorvanib", abstract=ABSTRACT)
    found = review.rank_sentences(review.claim("Zorvanib lowers pain."), record)
    assert sorted((one.sentence for one in found), key=lambda s: s.start) == review.sentences(
        record
    )
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 <= one.score <= 1 for one in found)


def test_of_equal_sentences_the_earlier_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    record = review.record(title="Zorvanib", abstract=ABSTRACT)
    monkeypatch.setattr(
        ranking, "features", lambda _, of: [(0.0,) * len(NAMES)] * len(review.sentences(of))
    )
    found = ranking.rank.__wrapped__(review.claim("Zorvanib lowers pain."), record)
    assert [one.sentence for one in found] == review.sentences(record)


def test_a_record_without_abstract_has_nothing_to_rank() -> None:
    assert (
        rank(review.claim("Zorvanib lowers pain."), review.record(title="Zorvanib and pain")) == ()
    )


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("pain", {"pain"}),
        ("incidence of chronic kidney disease", {"incid", "diseas"}),
        ("quality of life at 12 weeks", {"qualiti"}),
        ("all-cause mortality, 30 days", {"mortal"}),
        ("", set()),
    ],
)
def test_the_head_of_an_outcome(outcome: str, expected: set[str]) -> None:
    assert set(heads(outcome)) == expected


def test_features_have_names_and_stay_in_bounds() -> None:
    record = review.record(title="Zorvanib and pain", abstract=ABSTRACT)
    rows = features(review.claim("Zorvanib lowers pain in 20% of 120 adults."), record)
    assert len(rows) == len(review.sentences(record))
    assert all(len(row) == len(NAMES) for row in rows)
    assert all(0 <= value < 2 for row in rows for value in row)


def test_weights_of_other_features_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    ranking._model.cache_clear()
    monkeypatch.setattr(ranking, "NAMES", (*NAMES, "another"))
    with pytest.raises(InputError, match="train the model again"):
        ranking._model()
    ranking._model.cache_clear()
