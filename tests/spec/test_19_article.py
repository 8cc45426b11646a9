"""What is noted about the article itself.

What is noted about an article itself: wording, contradictions, harms left out, safety.

Each rule looks at the claims, and at the evidence found for them, never at a person's case.
"""

import pytest

import review
from review.article_checks.contradictions import contradictions
from review.article_checks.overstatement import check_wording, is_warning, worded
from review.article_checks.safety import check_safety
from review.article_checks.unmentioned_harms import main_treatments, unmentioned_harms
from review.core.models import Claim, Record
from review.core.vocabulary import Certainty, EvidenceState, Kind, Verdict


def claims(*statements: str) -> list[Claim]:
    return [review.claim(text, claim_id=f"X{n}") for n, text in enumerate(statements, start=1)]


@pytest.mark.parametrize(
    ("statement", "strength"),
    [
        ("Valerian is proven to shorten the time to fall asleep", "certain"),
        ("Valerian will cure insomnia", "certain"),
        ("Valerian always works", "certain"),
        ("Valerian rapidly relieves insomnia", "certain"),
        ("Valerian is a game-changer for insomnia", "certain"),
        ("Valerian has been shown to relieve insomnia", "certain"),
        ("Valerian relieves insomnia", "plain"),
        ("Valerian can relieve insomnia", "plain"),
        ("Valerian probably relieves insomnia", "plain"),
        ("The dose will depend on the person's age", "plain"),
        ("Valerian is no miracle", "plain"),
        ("Valerian does not always work", "plain"),
        ("Valerian is not a cure for insomnia", "plain"),
        ("Valerian might be a breakthrough for insomnia", "plain"),
        ("Valerian may relieve insomnia", "hedged"),
        ("Some evidence suggests that valerian relieves insomnia", "hedged"),
        ("Valerian has not been proven to relieve insomnia", "hedged"),
        ("Valerian can cause nausea", "hedged"),
        ("Some people get headaches from valerian", "hedged"),
        ("Valerian causes nausea", "plain"),
    ],
)
def test_wording_is_certain_plain_or_hedged(statement: str, strength: str) -> None:
    assert worded(review.claim(statement)).strength == strength


@pytest.mark.parametrize(
    ("statement", "verdict", "certainty", "result"),
    [
        ("Valerian is proven to relieve insomnia", "supported", "high", "fits"),
        ("Valerian is proven to relieve insomnia", "supported", "moderate", "overstated"),
        ("Valerian is proven to relieve insomnia", "partly supported", "high", "overstated"),
        ("Valerian relieves insomnia", "supported", "high", "fits"),
        ("Valerian relieves insomnia", "supported", "moderate", "fits"),
        ("Valerian relieves insomnia", "supported", "low", "overstated"),
        ("Valerian relieves insomnia", "insufficient evidence", "low", "overstated"),
        ("Valerian relieves insomnia", "conflicting", "moderate", "overstated"),
        ("Valerian relieves insomnia", "contradicted", "high", "overstated"),
        ("Valerian may relieve insomnia", "supported", "low", "fits"),
        ("Valerian may relieve insomnia", "insufficient evidence", "very low", "fits"),
        ("Valerian may relieve insomnia", "supported", "high", "understated"),
        ("Valerian may relieve insomnia", "contradicted", "low", "overstated"),
        ("Valerian relieves insomnia", "not checkable", "not rated", "not compared"),
        ("Valerian relieves insomnia", "search failed", "not rated", "not compared"),
        ("Valerian causes nausea", "supported", "very low", "fits"),
        ("Valerian causes nausea", "insufficient evidence", "very low", "fits"),
        ("Valerian causes nausea", "contradicted", "low", "overstated"),
        ("Valerian always causes nausea", "supported", "low", "overstated"),
        ("Valerian may cause nausea", "supported", "moderate", "fits"),
        ("Pregnant people should not take valerian", "supported", "very low", "fits"),
        ("Valerian is safe", "supported", "very low", "overstated"),
    ],
)
def test_a_promise_needs_more_evidence_than_a_warning(
    statement: str, verdict: str, certainty: str, result: str
) -> None:
    noted = check_wording(review.claim(statement), Verdict(verdict), Certainty(certainty))
    assert noted.result == result


@pytest.mark.parametrize("state", ["relevant but silent", "nothing found", "nothing relevant"])
@pytest.mark.parametrize("statement", ["Valerian cures insomnia", "Valerian may relieve insomnia"])
def test_no_evidence_found_is_not_overstatement(statement: str, state: str) -> None:
    noted = check_wording(
        review.claim(statement),
        Verdict.INSUFFICIENT,
        Certainty.VERY_LOW,
        state=EvidenceState(state),
    )
    assert (noted.result, noted.steps) == ("no evidence found", None)
    assert noted.reason.endswith("so nothing measures the wording.")


@pytest.mark.parametrize(
    ("statement", "verdict", "certainty", "steps"),
    [
        ("Valerian is proven to relieve insomnia", "insufficient evidence", "low", 3),
        ("Valerian relieves insomnia", "contradicted", "moderate", 3),
        ("Valerian relieves insomnia", "supported", "very low", 2),
        ("Valerian relieves insomnia", "supported", "low", 1),
        ("Valerian relieves insomnia", "supported", "moderate", 0),
        ("Valerian may relieve insomnia", "supported", "high", -2),
    ],
)
def test_steps_count_from_the_evidence_to_the_wording(
    statement: str, verdict: str, certainty: str, steps: int
) -> None:
    noted = check_wording(review.claim(statement), Verdict(verdict), Certainty(certainty))
    assert noted.steps == steps


@pytest.mark.parametrize(
    ("statement", "said", "strength"),
    [
        ("Valerian relieves insomnia", "valerian could help you sleep", "hedged"),
        ("Valerian relieves insomnia", "a guaranteed good night", "certain"),
        ("Valerian may relieve insomnia", "a guaranteed good night", "hedged"),
        ("Valerian relieves insomnia", "", "plain"),
    ],
)
def test_the_articles_own_words_count_where_the_statement_is_plain(
    statement: str, said: str, strength: str
) -> None:
    assert worded(review.claim(statement), said).strength == strength


@pytest.mark.parametrize(
    ("statement", "warns"),
    [
        ("Valerian causes nausea", True),
        ("Pregnant people should not take valerian", True),
        ("Valerian is safe", False),
        ("Valerian relieves insomnia", False),
    ],
)
def test_a_claim_of_safety_promises_and_does_not_warn(statement: str, warns: bool) -> None:
    assert is_warning(review.claim(statement)) is warns


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Baclofen relieves nausea", "Baclofen can cause nausea", "opposite directions"),
        ("Zinc shortens a cold", "Zinc prolongs a cold", "opposite directions"),
        (
            "Clonidine raises blood pressure",
            "Clonidine lowers blood pressure",
            "opposite directions",
        ),
        ("Baclofen relieves nausea", "Clonidine can cause nausea", ""),
        ("Baclofen relieves nausea", "Baclofen can cause headache", ""),
        ("Baclofen relieves nausea", "Baclofen relieves nausea and headache", ""),
        (
            "Melatonin improves sleep quality",
            "Melatonin does not improve sleep quality",
            "statement and denial",
        ),
        ("Melatonin is addictive", "Melatonin is not addictive", "statement and denial"),
        ("Melatonin is addictive", "Caffeine is not addictive", ""),
        ("Melatonin is not addictive", "Melatonin is never addictive", ""),
        (
            "Vitamin D has no effect on heart attacks",
            "Vitamin D lowers the risk of heart attacks",
            "some difference and none",
        ),
        ("Valerian is safe", "Valerian can cause liver injury", "safe and harmful"),
        ("Valerian is safe", "Valerian can cause drowsiness", ""),
        ("Valerian is not safe", "Valerian can cause liver injury", ""),
        (
            "People with epilepsy should not take baclofen",
            "Baclofen reduces seizures in people with epilepsy",
            "should and should not",
        ),
        (
            "Pregnant people should not take baclofen",
            "Baclofen reduces seizures in people with epilepsy",
            "",
        ),
        (
            "People with kidney disease should not take baclofen",
            "Baclofen calls for caution in people with kidney disease",
            "ban and caution",
        ),
        (
            "Baclofen activates GABA receptors",
            "Baclofen blocks GABA receptors",
            "activates and blocks",
        ),
        ("Baclofen is a GABA agonist", "Baclofen acts by blocking GABA", "activates and blocks"),
    ],
)
def test_claims_contradict_each_other_only_on_the_same_treatment_and_matter(
    one: str, other: str, rule: str
) -> None:
    found = contradictions(claims(one, other))
    assert [pair.rule for pair in found] == [rule] * bool(rule)
    assert [pair.rule for pair in contradictions(claims(other, one))] == [rule] * bool(rule)


def test_one_claim_against_several_is_one_contradiction_that_names_them_all() -> None:
    found = contradictions(
        claims(
            "Valerian is safe",
            "Valerian can cause liver injury",
            "Valerian can cause seizures",
            "Valerian can cause arrhythmia",
        )
    )
    assert [(pair.claim_id, pair.other_claim_id) for pair in found] == [("X1", "X2")]
    assert found[0].reason.endswith("The same goes for X3, X4.")


ARTICLE = claims("Clonidine relieves anxiety", "Clonidine can cause drowsiness")
TRIAL = "METHODS: 80 adults were randomised to clonidine or placebo. RESULTS: {}"


def records(
    *sentences: str, title: str = "Clonidine in adults: a randomised trial"
) -> list[Record]:
    return [
        review.record(title=title, abstract=TRIAL.format(text), pmid=90000001 + number)
        for number, text in enumerate(sentences)
    ]


def harms_left_out(
    found: list[Record], *, text: str = "", article: list[Claim] = ARTICLE
) -> list[str]:
    by_pmid = {record.pmid: record for record in found}
    noted = unmentioned_harms(
        article,
        by_pmid,
        {pmid: f"S{pmid}" for pmid in by_pmid},
        {article[0].claim_id: list(by_pmid)},
        text=text,
    )
    return [one.topic for one in noted]


CONSTIPATED = "Constipation was more frequent with clonidine than with placebo (p=0.02)."
NOT_CONSTIPATED = "Constipation was more frequent with placebo than with clonidine (p=0.02)."
SLEEPY = "Drowsiness was more frequent with clonidine than with placebo (p=0.02)."
NEUTRAL = "There was no difference in constipation between clonidine and placebo."


@pytest.mark.parametrize(
    ("sentences", "harms"),
    [
        ((CONSTIPATED, CONSTIPATED), ["constipation"]),
        ((CONSTIPATED,), []),
        ((CONSTIPATED, NOT_CONSTIPATED), []),
        ((CONSTIPATED, NEUTRAL), []),
        ((SLEEPY, SLEEPY), []),
    ],
)
def test_a_harm_is_left_out_when_two_studies_report_it_and_no_claim_names_it(
    sentences: tuple[str, ...], harms: list[str]
) -> None:
    assert harms_left_out(records(*sentences)) == harms


INSOMNIA = "Insomnia was more frequent with clonidine than with placebo (p=0.02)."


@pytest.mark.parametrize(
    ("title", "harms"),
    [
        ("Clonidine in adults: a randomised trial", ["insomnia"]),
        ("Clonidine for opioid withdrawal: a randomised trial", []),
    ],
)
def test_a_complaint_of_the_condition_is_no_harm_of_its_treatment(
    title: str, harms: list[str]
) -> None:
    assert harms_left_out(records(INSOMNIA, INSOMNIA, title=title)) == harms


def test_a_harm_that_the_article_names_outside_its_claims_is_not_left_out() -> None:
    found = records(CONSTIPATED, CONSTIPATED)
    assert harms_left_out(found, text="It can also make you constipated.") == []
    assert harms_left_out(found, text="It is taken as a pill.") == ["constipation"]


REBOUND = "After abrupt discontinuation of clonidine, seizures developed in two patients."
OWN = "The clonidine withdrawal syndrome was seen in five of the patients."
NO_REBOUND = "After abrupt discontinuation of clonidine, no rebound and no seizures were seen."
OF_OPIOIDS = "Clonidine relieved opioid withdrawal and was continued for ten days."


@pytest.mark.parametrize(
    ("sentences", "harms"),
    [
        ((REBOUND, REBOUND), ["a withdrawal reaction of its own"]),
        ((REBOUND, OWN), ["a withdrawal reaction of its own"]),
        ((REBOUND,), []),
        ((NO_REBOUND, NO_REBOUND), []),
        ((OF_OPIOIDS, OF_OPIOIDS), []),
    ],
)
def test_a_treatments_own_withdrawal_reaction_is_looked_for(
    sentences: tuple[str, ...], harms: list[str]
) -> None:
    assert harms_left_out(records(*sentences)) == harms


def test_an_article_that_warns_of_stopping_at_once_names_the_reaction() -> None:
    found = records(REBOUND, REBOUND)
    assert harms_left_out(found, text="Never stop it abruptly.") == []
    assert harms_left_out(found, text="Clonidine withdrawal is unpleasant.") == []


def test_two_reports_of_one_study_are_one_study() -> None:
    found = records(CONSTIPATED, CONSTIPATED)
    by_pmid = {record.pmid: record for record in found}
    included = {"X1": list(by_pmid)}
    assert not unmentioned_harms(ARTICLE, by_pmid, dict.fromkeys(by_pmid, "S1"), included)


def test_medicines_named_in_passing_are_not_what_the_article_is_about() -> None:
    often = claims(*["Clonidine relieves anxiety"] * 5, "Buprenorphine relieves anxiety")
    assert [one.concept_id for one in main_treatments(often)] == ["clonidine"]
    evenly = claims("Clonidine relieves anxiety", "Buprenorphine relieves anxiety")
    assert len(main_treatments(evenly)) == 2


@pytest.mark.parametrize(
    ("statement", "topics"),
    [
        ("Stopping clonidine abruptly can cause rebound hypertension", ["stopping or tapering"]),
        ("The usual dose of baclofen is 5 mg three times a day", ["dose"]),
        ("Pregnant people should not take baclofen", ["pregnancy or breastfeeding"]),
        ("Antidepressants should never be stopped suddenly", ["stopping or tapering"]),
        ("Do not drive after taking melatonin", ["driving or machines"]),
        ("Children should not take baclofen", ["children"]),
        (
            "Combining baclofen with alcohol raises the risk of side effects",
            ["combination with other substances"],
        ),
        ("An overdose of baclofen can cause coma", ["overdose"]),
        ("Baclofen can cause drowsiness, so driving should be avoided", ["driving or machines"]),
        ("Dopamine drives the reward system of the brain", []),
        ("Baclofen relieves anxiety", []),
        ("Counselling added to clonidine helps people to stay abstinent", []),
    ],
)
def test_claims_on_which_safety_depends_are_marked(statement: str, topics: list[str]) -> None:
    assert [noted.topic for noted in check_safety(review.claim(statement))] == topics


def test_two_medicines_together_are_a_combination_and_counselling_is_none() -> None:
    both = review.claim(
        "It works better",
        kind=Kind.EFFICACY,
        intervention="baclofen plus naltrexone",
        outcome="craving",
    )
    talking = review.claim(
        "It works better",
        kind=Kind.EFFICACY,
        intervention="clonidine plus counselling",
        outcome="craving",
    )
    assert [noted.topic for noted in check_safety(both)] == ["combination with other substances"]
    assert not list(check_safety(talking))
