"""What is read from a statement, and claims built from PICO parts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.claims.derivation import LONGEST, claim
from review.core.errors import InputError
from review.core.vocabulary import Direction, Kind

STATEMENTS = [
    # statement, kind, direction, population, intervention, comparator, outcome
    (
        "Vitamin D reduces the risk of respiratory infection in children",
        "efficacy", "decreases", "children", "vitamin D", "", "respiratory infection",
    ),
    (
        "Turmeric does not reduce knee stiffness",
        "efficacy", "no difference", "", "turmeric", "", "knee stiffness",
    ),
    (
        "Omega-3 fatty acids have no effect on depression",
        "efficacy", "no difference", "", "omega-3 fatty acids", "", "depression",
    ),
    (
        "Exercise improves sleep quality in older adults",
        "efficacy", "improves", "older adults", "exercise", "", "sleep quality",
    ),
    (
        "Metformin lowers blood glucose more than placebo in adults with type 2 diabetes",
        "efficacy", "decreases", "adults with type 2 diabetes", "metformin", "placebo", "blood glucose",
    ),
    (
        "Ibuprofen is as effective as paracetamol for migraine",
        "comparative", "no difference", "", "ibuprofen", "paracetamol", "migraine",
    ),
    (
        "Lofexidine causes fewer falls than clonidine",
        "comparative", "decreases", "", "lofexidine", "clonidine", "falls",
    ),
    (
        "Lofexidine is safer than clonidine",
        "comparative", "decreases", "", "lofexidine", "clonidine", "adverse events",
    ),
    (
        "Aspirin may cause stomach bleeding",
        "harm", "increases", "", "aspirin", "", "stomach bleeding",
    ),
    (
        "Side effects of metformin include nausea, diarrhoea and loss of appetite",
        "harm", "increases", "", "metformin", "", "nausea, diarrhoea, loss of appetite",
    ),
    (
        "Echinacea is safe for children",
        "harm", "no difference", "children", "echinacea", "", "adverse events",
    ),
    (
        "Pregnant women should not take isotretinoin",
        "contraindication", "increases", "pregnant women", "isotretinoin", "", "adverse events",
    ),
    (
        "People with asthma should avoid aspirin",
        "contraindication", "increases", "people with asthma", "aspirin", "", "adverse events",
    ),
    (
        "Mixing alcohol with sleeping pills can be fatal",
        "interaction", "increases", "", "alcohol plus sleeping pills", "", "adverse events",
    ),
    (
        "The usual dose of ibuprofen is 400 mg every six hours",
        "dosing and route", "is", "", "ibuprofen", "", "400 mg every six hours",
    ),
    (
        "Caffeine blocks adenosine receptors",
        "mechanism", "decreases", "", "caffeine", "", "adenosine receptors",
    ),
    (
        "Low-dose naltrexone is used off-label for fibromyalgia",
        "background", "is", "", "low-dose naltrexone", "", "used off-label for fibromyalgia",
    ),
    (
        "Baclofen should not replace other treatments",
        "guidance", "is not", "", "baclofen", "", "replace other treatments",
    ),
    (
        "Zinc can have serious side effects",
        "harm", "increases", "", "zinc", "", "serious side effects",
    ),
    (
        "Common side effects include dry mouth and constipation",
        "harm", "increases", "", "", "", "dry mouth, constipation",
    ),
    (
        "Isotretinoin should not be taken while breastfeeding",
        "contraindication", "increases", "breastfeeding", "isotretinoin", "", "adverse events",
    ),
    (
        "Use ibuprofen with caution in people with kidney disease",
        "contraindication", "increases", "people with kidney disease", "ibuprofen", "", "adverse events",
    ),
    (
        "Counselling makes it easier to stay sober",
        "efficacy", "increases", "", "counselling", "", "to stay sober",
    ),
    (
        "Smoking and drinking increase the risk of falls",
        "harm", "increases", "", "smoking and drinking", "", "falls",
    ),
    (
        "Talk to your doctor before taking melatonin",
        "guidance", "is", "", "melatonin", "", "talk to your doctor",
    ),
    (
        "Craving is reduced by baclofen",
        "efficacy", "decreases", "", "baclofen", "", "craving",
    ),
    (
        "By calming the gut, peppermint oil relieves cramps",
        "efficacy", "decreases", "", "peppermint oil", "", "cramps",
    ),
    (
        "Research shows that melatonin shortens jet lag",
        "efficacy", "decreases", "", "melatonin", "", "duration of jet lag",
    ),
    (
        "Clonidine reduces the severity of opioid withdrawal",
        "efficacy", "decreases", "people in opioid withdrawal", "clonidine", "", "withdrawal severity",
    ),
]  # fmt: skip


@pytest.mark.parametrize("row", STATEMENTS, ids=[row[0] for row in STATEMENTS])
def test_parts_are_read_from_a_statement(row: tuple[str, ...]) -> None:
    derived = claim(row[0])
    found = (derived.statement, derived.kind, derived.direction, derived.population)
    assert found == row[:4]
    assert (derived.intervention, derived.comparator, derived.outcome) == row[4:]


def test_what_was_derived_is_named_and_what_was_empty_is_not() -> None:
    derived = claim("Zinc shortens the common cold")
    assert derived.derived == ("kind", "intervention", "outcome", "direction")


def test_given_parts_are_kept_and_not_called_derived() -> None:
    given = claim(
        "Zinc shortens the common cold in children",
        kind="comparative",
        population="",
        comparator="vitamin C",
        outcome="days of illness",
        direction=Direction.IMPROVES,
    )
    assert given.kind is Kind.COMPARATIVE
    assert (given.population, given.comparator) == ("", "vitamin C")
    assert (given.outcome, given.direction) == ("days of illness", Direction.IMPROVES)
    assert given.intervention == "zinc"
    assert given.derived == ("intervention",)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Does green tea reduce body weight?", ("green tea", "body weight", Direction.DECREASES)),
        (
            "Weight in adults: does green tea reduce it?",
            ("green tea", "it", Direction.DECREASES),
        ),
        ("Is green tea effective for headache?", ("green tea", "headache", Direction.DECREASES)),
        ("Does green tea have a role in sleep?", ("green tea", "sleep", Direction.IS)),
    ],
)
def test_a_question_has_the_parts_of_what_it_asks_about(
    question: str, parts: tuple[str, str, Direction]
) -> None:
    asked = claim(question)
    assert (asked.intervention, asked.outcome, asked.direction) == parts
    assert "direction" in asked.derived


@pytest.mark.parametrize(
    ("statement", "parts"),
    [
        (
            "Zorvanib is superior to Placebo in terms of Overall Survival (OS)",
            ("zorvanib", "placebo", "Overall Survival (OS)", Direction.IMPROVES),
        ),
        (
            "Zorvanib is superior or other to Usual Care in terms of Number of Participants With Relapse",
            ("zorvanib", "Usual Care", "relapse", Direction.IMPROVES),
        ),
        (
            "Zorvanib is non-inferior or equivalent to Sertal in terms of pain score",
            ("zorvanib", "sertal", "pain score", Direction.NO_DIFFERENCE),
        ),
        (
            "Zorvanib is inferior to sertal with regard to pain relief",
            ("zorvanib", "sertal", "pain relief", Direction.WORSENS),
        ),
        (
            "There is no association between tea and sleep.",
            ("tea", "", "sleep", Direction.NO_DIFFERENCE),
        ),
        (
            "There is an inverse correlation between tea and sleep.",
            ("tea", "", "sleep", Direction.DECREASES),
        ),
        ("Tea encourages sleep.", ("tea", "", "sleep", Direction.INCREASES)),
    ],
)
def test_claims_of_any_subject(statement: str, parts: tuple[str, str, str, Direction]) -> None:
    read = claim(statement)
    assert (read.intervention, read.comparator, read.outcome, read.direction) == parts


def test_a_process_is_no_population() -> None:
    assert claim("Tea alters enzymes in hepatic glucose metabolism.").population == ""


def test_pico_parts_without_a_direction_only_ask() -> None:
    asked = claim(
        intervention="clonidine", comparator="methadone", outcome="completion of treatment"
    )
    assert (
        asked.statement == "Effect of clonidine compared with methadone on completion of treatment"
    )
    assert (asked.kind, asked.direction) == (Kind.COMPARATIVE, None)
    assert asked.derived == ("statement", "kind")


@pytest.mark.parametrize("comparator", ["placebo", "baclofen alone", "usual care"])
def test_a_comparator_that_is_no_other_treatment_leaves_efficacy(comparator: str) -> None:
    asked = claim(intervention="baclofen plus x", comparator=comparator, outcome="craving")
    assert asked.kind is Kind.EFFICACY


def test_pico_parts_with_a_direction_make_an_assertion() -> None:
    made = claim(
        intervention="baclofen", outcome="craving", population="adults", direction="decreases"
    )
    assert made.statement == "Baclofen decreases craving in adults"
    assert made.direction is Direction.DECREASES


def test_two_verbs_of_opposite_sense_are_an_improvement() -> None:
    derived = claim("Counselling raises retention and lowers the chance of relapse")
    assert derived.direction is Direction.IMPROVES
    assert derived.outcome == "retention, relapse"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "Claim claim says nothing: give a statement, or an intervention and an outcome."),
        (
            {"statement": " ?! "},
            "Claim claim says nothing: give a statement, or an intervention and an outcome.",
        ),
        (
            {"statement": "Tea calms", "kind": "magic"},
            "Claim claim: kind is 'magic'; allowed are efficacy, comparative, harm, contraindication, "
            "interaction, dosing and route, mechanism, background, guidance.",
        ),
        (
            {"statement": "Tea calms", "direction": "up", "claim_id": "T1"},
            "Claim T1: direction is 'up'; allowed are increases, decreases, improves, worsens, "
            "no difference, is, is not.",
        ),
        (
            {"statement": "x" * (LONGEST + 1)},
            "Claim claim: the statement has 1001 characters and 1000 are allowed; state one checkable thing.",
        ),
    ],
)
def test_what_cannot_be_a_claim_is_refused(arguments, message) -> None:
    with pytest.raises(InputError) as refused:
        claim(**arguments)
    assert str(refused.value) == message


WORDS = st.sampled_from(
    [
        *("baclofen", "clonidine", "craving", "withdrawal", "people", "side effects", "effective"),
        *("reduces", "is", "should", "should not", "take", "may cause", "include", "no difference"),
        *("with", "in", "of", "the", "and", "or", "than", "as", "by", "plus", "between", "which"),
        *(",", "?", "."),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(min_size=1, max_size=200), st.lists(WORDS, min_size=1).map(" ".join)))
def test_any_text_gives_a_claim_or_one_clear_error(text: str) -> None:
    try:
        derived = claim(text)
    except InputError as refused:
        assert "claim" in str(refused)
        return
    assert isinstance(derived.kind, Kind)
    assert derived.direction is None or isinstance(derived.direction, Direction)
    assert derived == claim(text)


@pytest.mark.parametrize("name", ["Baclofen", "Zinc", "Passionflower tea"])
@pytest.mark.parametrize(
    ("verb", "direction"),
    [("lowers", "decreases"), ("raises", "increases"), ("worsens", "worsens"),
     ("makes no difference to", "no difference"), ("does not lower", "no difference")],
)  # fmt: skip
def test_direction_does_not_depend_on_the_drug(name, verb, direction) -> None:
    assert claim(f"{name} {verb} appetite").direction is Direction(direction)
