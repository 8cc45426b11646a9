"""What is said for and against a statement on any subject.

Rules of reading statements on any subject: for, against, or nothing. Sentences are invented.
"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import review
from review.appraisal import assertions
from review.appraisal.assertions import FEATURES, read_statement
from review.appraisal.leanings import NAMES as LEANINGS
from review.appraisal.leanings import leanings, ratio_direction, worth
from review.appraisal.relations import NAMES, denies_effect, relations
from review.core.errors import InputError
from review.core.settings import data_folder
from review.core.vocabulary import Stance

FOR, AGAINST, NOTHING = Stance.SUPPORTS, Stance.REFUTES, Stance.NO_INFORMATION

CLAIM = "A shortage of folate raises blood levels of homocysteine."
ABOUT = "We studied homocysteine in 300 adults with a shortage of folate."


def read(claim: str, *sentences: str, title: str = "") -> assertions.StatementReading:
    return read_statement(
        review.claim(claim), review.record(title=title, abstract=" ".join(sentences))
    )


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
    assert read(claim, "Nutrition of adults was studied.", sentence).stance is stance


def relation(name: str, claim: str, sentence: str) -> float:
    return dict(zip(NAMES, relations(claim, sentence), strict=True))[name]


@pytest.mark.parametrize(
    ("name", "claim", "sentence"),
    [
        ("directions around shared words agree", "Tea lowers glucose.", "Tea reduced glucose."),
        ("directions around shared words differ", "Tea lowers glucose.", "Tea raised glucose."),
        ("the words of direction not shared agree", "Tea lowers glucose.", "Tea reduced glucose."),
        ("the words of direction not shared differ", "Tea lowers glucose.", "Tea raised glucose."),
        ("sum of directions differs", "Tea lowers glucose.", "Tea did not lower glucose."),
        ("only the claim denies", "Tea does not lower glucose.", "Tea lowered glucose."),
        ("only the sentence denies", "Tea lowers glucose.", "Tea did not lower glucose."),
        ("both deny", "Tea does not lower glucose.", "Tea failed to lower glucose."),
        (
            "the sentence finds no difference, the claim does not",
            "Tea lowers glucose.",
            "Glucose was similar with and without tea.",
        ),
        ("numbers differ", "Tea was drunk by 5% of adults.", "Tea was drunk by 75% of adults."),
        ("numbers are found", "One in five adults drank tea.", "Tea: 1 in 5 adults drank it."),
        ("opposites", "Tea is given before surgery.", "Tea was given after surgery."),
        (
            "sides of a comparison are swapped",
            "Tea lowers glucose more than coffee.",
            "Coffee lowered glucose more than tea.",
        ),
        (
            "sides of a comparison are the same",
            "Tea lowers glucose more than coffee.",
            "Tea lowered glucose more than coffee did.",
        ),
        ("the sentence hedges", "Tea lowers glucose.", "Tea might lower glucose."),
        ("the sentence leaves it open", "Tea lowers glucose.", "Whether tea does is unclear."),
        ("the sentence calls something false", "Tea cures colds.", "It is a myth that tea does."),
        (
            "the sentence knows no remedy, the claim does",
            "Tea cures colds.",
            "There is no specific treatment for colds.",
        ),
        ("only the sentence tells of none", "Tea affects sleep.", "Tea had no effect on sleep."),
        ("both tell of an effect", "Tea affects sleep.", "Tea was associated with sleep."),
    ],
)
def test_a_relation_is_seen(name: str, claim: str, sentence: str) -> None:
    assert relation(name, claim, sentence) > 0


@pytest.mark.parametrize(
    ("name", "claim", "sentence"),
    [
        ("numbers are found", "CD4 cells grow.", "CD4 cells grew."),
        ("numbers differ", "COVID-19 spreads by air.", "It spread to 20% of them."),
        ("only the sentence denies", "Tea lowers glucose.", "Tea lowered glucose."),
        ("opposites", "Tea is given before surgery.", "Tea was given before and after surgery."),
    ],
)
def test_a_relation_is_not_seen_where_it_is_not(name: str, claim: str, sentence: str) -> None:
    assert relation(name, claim, sentence) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea improves sleep.", 1),
        ("Tea is harmful.", -1),
        ("Tea does not improve sleep.", -1),
        ("Tea reduces pain.", 1),
        ("Tea increases mortality.", -1),
        ("Tea shortened survival.", 0),
        ("Tea lowered survival.", -1),
        ("Tea makes the pill less effective.", -1),
        ("Tea was drunk by 40 adults.", 0),
    ],
)
def test_good_and_harm_depend_on_what_goes_up_or_down(text: str, expected: int) -> None:
    assert worth(text) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tea and stroke: OR 1.50 (95% CI 1.10 to 2.00).", 1),
        ("Tea and stroke: hazard ratio 0.57 (95% CI 0.44 to 0.74).", -1),
        ("Tea and stroke: RR 0.90 (95% CI 0.70 to 1.20).", 0),
        ("Tea and stroke: odds ratio 1.50.", None),
        ("Tea and sleep: mean difference 1.50 (95% CI 1.10 to 2.00).", None),
    ],
)
def test_the_direction_of_a_ratio_needs_its_interval(sentence: str, expected: int | None) -> None:
    assert ratio_direction(sentence) == expected


@pytest.mark.parametrize(
    ("name", "claim", "sentence"),
    [
        ("both tell of good, or both of harm", "Tea is good: it improves sleep.", "Tea cut pain."),
        ("one tells of good, the other of harm", "Tea reduces pain.", "Tea increased pain."),
        ("only the claim tells of good", "Tea improves sleep.", "Tea was drunk at night."),
        ("directions between shared words agree", "Tea lowers glucose.", "Tea reduced glucose."),
        ("directions between shared words differ", "Tea lowers glucose.", "Tea raised glucose."),
        (
            "a ratio goes the claim's way",
            "Tea increases stroke.",
            "Tea and stroke: OR 1.50 (95% CI 1.10 to 2.00).",
        ),
        (
            "a ratio goes the other way",
            "Tea reduces stroke.",
            "Tea and stroke: OR 1.50 (95% CI 1.10 to 2.00).",
        ),
        (
            "a ratio's interval holds no effect",
            "Tea reduces stroke.",
            "Tea and stroke: OR 0.90 (95% CI 0.70 to 1.20).",
        ),
    ],
)
def test_a_leaning_is_seen(name: str, claim: str, sentence: str) -> None:
    assert dict(zip(LEANINGS, leanings(claim, sentence), strict=True))[name] > 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea did not lower glucose.", True),
        ("Glucose was similar in both groups.", True),
        ("Tea lowered glucose but did not change sleep.", False),
        ("Tea lowered glucose.", False),
        ("Forty adults drank tea.", False),
    ],
)
def test_a_sentence_that_only_denies_effects(text: str, expected: bool) -> None:
    assert denies_effect(text) is expected


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (CLAIM, "A shortage of folate did not change blood levels of homocysteine."),
        (
            "A shortage of folate does not change blood levels of homocysteine.",
            "A shortage of folate increased blood levels of homocysteine.",
        ),
    ],
)
def test_a_denial_on_one_side_never_supports(claim: str, sentence: str) -> None:
    assert read(claim, ABOUT, sentence).stance is not FOR


@pytest.mark.parametrize(("informs", "refutes"), [(0.1, 3.0), (3.0, 0.05), (3.0, -0.05)])
def test_what_is_too_near_to_call_says_nothing(
    monkeypatch: pytest.MonkeyPatch, informs: float, refutes: float
) -> None:
    scores = {"informs": informs, "refutes": refutes}
    monkeypatch.setattr(assertions, "_score", lambda name, _: scores[name])
    found = assertions.read_statement.__wrapped__(
        review.claim(CLAIM), review.record(title="", abstract=ABOUT)
    )
    assert (found.stance, found.sentence) == (NOTHING, None)


def test_the_sentence_that_shows_it_is_named_with_its_place() -> None:
    found = read(CLAIM, ABOUT, "A shortage of folate raised blood levels of homocysteine.")
    assert found.sentence is not None
    assert found.sentence.text.startswith("A shortage of folate raised")
    assert found.sentence.start == len(ABOUT) + 1
    assert 0 < found.confidence <= 1


def test_nothing_is_shown_for_no_information() -> None:
    found = read(CLAIM, "The roof of the old mill was mended in spring.")
    assert (found.sentence, found.rule) == (None, "the claim is not spoken about")


def test_a_reason_against_is_given() -> None:
    found = read(CLAIM, ABOUT, "A shortage of folate lowered blood levels of homocysteine.")
    assert found.stance is AGAINST
    assert found.rule in {
        *assertions.SPEAKS_AGAINST.values(),
        assertions.OTHERWISE_AGAINST,
    }


@pytest.mark.parametrize(
    ("sentence", "speaks_against"),
    [
        (
            "RESULTS: Of adults given zorvanib for pain, 6180 (52%) were women, 682 (6%) students and 272 (2%) nurses.",
            False,
        ),
        ("RESULTS: Pain was 4.1 with zorvanib and 4.0 with placebo in adults (p=0.72).", True),
    ],
)
def test_numbers_deny_nothing_without_a_sign_of_it(sentence: str, speaks_against: bool) -> None:
    record = review.record(title="Zorvanib and pain", abstract=sentence)
    found = review.appraise(review.claim("Zorvanib lowers pain in adults."), record)
    assert (found.stance is AGAINST) is speaks_against


def test_a_record_without_an_abstract_says_nothing() -> None:
    found = read_statement(review.claim(CLAIM), review.record(title="Folate and homocysteine"))
    assert (found.stance, found.rule) == (NOTHING, "no abstract to read")


def test_the_stored_weights_are_those_of_the_features() -> None:
    stored = json.loads((data_folder() / "models" / assertions.FILE).read_text(encoding="utf-8"))
    assert {name: tuple(one["weights"]) for name, one in stored.items()} == FEATURES


def test_weights_of_other_features_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assertions._model.cache_clear()
    monkeypatch.setattr(assertions, "FEATURES", {**FEATURES, "refutes": ("another",)})
    with pytest.raises(InputError, match="train the model again"):
        assertions._model()
    assertions._model.cache_clear()


@settings(deadline=None)
@given(
    statement=st.text(min_size=1, max_size=80).filter(lambda text: any(map(str.isalnum, text))),
    abstract=st.text(max_size=200),
)
def test_any_text_is_read(statement: str, abstract: str) -> None:
    record = review.record(title="Folate and homocysteine", abstract=abstract)
    found = read_statement(review.claim(statement), record)
    assert found.stance in {FOR, AGAINST, NOTHING, Stance.MIXED}
    assert 0 <= found.confidence <= 1
    if found.sentence is not None:
        assert record.abstract[found.sentence.start : found.sentence.end] == found.sentence.text


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
