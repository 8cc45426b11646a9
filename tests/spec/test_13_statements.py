"""Claims of any subject, read as they are worded: for, against, or nothing.

Rules of reading claims that no list of the suite covers. Sentences are invented.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import review
from review.core.vocabulary import Stance

FOR, AGAINST, NOTHING = Stance.SUPPORTS, Stance.REFUTES, Stance.NO_INFORMATION

CLAIM = "A shortage of folate raises blood levels of homocysteine."


def read(claim: str, *sentences: str, title: str = "") -> Stance:
    record = review.record(title=title, abstract=" ".join(sentences))
    return review.appraise(review.claim(claim), record).stance


@pytest.mark.parametrize(
    ("claim", "sentence", "stance"),
    [
        (CLAIM, "A shortage of folate increased blood levels of homocysteine.", FOR),
        (CLAIM, "A shortage of folate lowered blood levels of homocysteine.", AGAINST),
        (CLAIM, "A shortage of folate did not raise blood levels of homocysteine.", AGAINST),
        (CLAIM, "The roof of the old mill was mended in spring.", NOTHING),
        (
            "Wearing masks in hospitals does not reduce influenza among nurses.",
            "Wearing masks in hospitals reduced influenza among nurses.",
            AGAINST,
        ),
        (
            "Wearing masks in hospitals reduces influenza among nurses.",
            "Wearing masks in hospitals reduced influenza among nurses.",
            FOR,
        ),
        (
            "Kalirin activation promotes growth of spines in neurons.",
            "Kalirin activation inhibited growth of spines in neurons.",
            AGAINST,
        ),
    ],
)
def test_stance(claim: str, sentence: str, stance: Stance) -> None:
    assert read(claim, "Nutrition of adults was studied.", sentence) is stance


def test_the_sentence_that_shows_it_is_named_with_its_place() -> None:
    text = "We studied adults. A shortage of folate increased blood levels of homocysteine."
    shown = review.appraise(review.claim(CLAIM), review.record(title="", abstract=text))
    assert text[shown.rationale_start : shown.rationale_end] == shown.rationale
    assert shown.rationale.startswith("A shortage")


def test_a_record_without_an_abstract_says_nothing() -> None:
    record = review.record(title="Folate and homocysteine")
    assert review.appraise(review.claim(CLAIM), record).stance is NOTHING


@settings(max_examples=50, deadline=None)
@given(statement=st.text(min_size=1, max_size=120), abstract=st.text(max_size=300))
def test_any_text_is_read(statement: str, abstract: str) -> None:
    claim = review.claim(f"Tea {statement}", intervention="tea", outcome="sleep")
    shown = review.appraise(claim, review.record(title="Tea", abstract=abstract))
    if shown.rationale_in == "abstract":
        assert abstract[shown.rationale_start : shown.rationale_end] == shown.rationale


COHORT = (
    "RESULTS: Compared with non-drinkers, those with the highest coffee intake had a lower risk of bladder "
    "cancer (HR 0.78, 95% CI 0.65 to 0.93). CONCLUSIONS: Coffee was inversely associated with bladder cancer."
)


@pytest.mark.parametrize(
    ("claim", "stance"),
    [
        ("Coffee is associated with a lower risk of bladder cancer", FOR),
        ("Coffee protects against bladder cancer", FOR),
        ("Coffee causes bladder cancer", AGAINST),
        ("Drinking coffee is linked to a higher risk of bladder cancer", AGAINST),
        ("Coffee does not raise the risk of bladder cancer", FOR),
        ("Coffee is associated with reduced mortality", NOTHING),
        ("Coffee prevents heart attacks", NOTHING),
        ("Tea lowers the risk of bladder cancer", NOTHING),
    ],
)
def test_a_cohort_speaks_to_its_own_exposure_and_outcome_only(claim: str, stance: Stance) -> None:
    record = review.record(title="Coffee and bladder cancer: a cohort study", abstract=COHORT)
    assert review.appraise(review.claim(claim), record).stance is stance


@pytest.mark.parametrize(
    "sentence",
    [
        "CONCLUSIONS: Whether ginger reduces sickness remains unclear.",
        "CONCLUSIONS: The effect of ginger on sickness is not yet known.",
        "CONCLUSIONS: Ginger has been used for sickness for centuries.",
        "CONCLUSIONS: Ginger is taken for sickness by many.",
    ],
)
def test_what_is_open_or_only_done_bears_nothing_out(sentence: str) -> None:
    record = review.record(title="Ginger and sickness", abstract=sentence)
    assert review.appraise(review.claim("Ginger lessens sickness"), record).stance is NOTHING
