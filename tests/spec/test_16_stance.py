"""What a finding says about what the claim asserts.

Rules of stance: what a finding says about what the claim asserts. Sentences are invented.
"""

import pytest
from abstracts import appraised

import review
from review.appraisal.effects import Effect
from review.appraisal.evidence import Evidence
from review.appraisal.passages import Passage
from review.appraisal.question import question
from review.appraisal.stance import read
from review.core.vocabulary import ComparatorKind, Finding, Role, Stance

FOR, AGAINST, MIXED = Stance.SUPPORTS, Stance.REFUTES, Stance.MIXED
NOTHING, UNASKED = Stance.NO_INFORMATION, Stance.NOT_APPLICABLE
UP, DOWN = Finding.INCREASED, Finding.DECREASED
SAME, SILENT = Finding.NO_CLEAR_DIFFERENCE, Finding.NOT_REPORTED

LESS = "Zorvanib reduced pain compared with placebo."
MORE = "Zorvanib increased pain compared with placebo."
EQUAL = "Pain did not differ between zorvanib and placebo."
STRONGER = "Zorvanib improved muscle strength compared with placebo."
WEAKER = "Zorvanib reduced muscle strength compared with placebo."


def results(sentence: str) -> str:
    return f"METHODS: We studied 60 patients.\nRESULTS: {sentence}"


DIRECTIONS = {
    "decreases, less": ("pain", "decreases", LESS, DOWN, FOR),
    "decreases, more": ("pain", "decreases", MORE, UP, AGAINST),
    "decreases, equal": ("pain", "decreases", EQUAL, SAME, AGAINST),
    "increases, less": ("pain", "increases", LESS, DOWN, AGAINST),
    "increases, more": ("pain", "increases", MORE, UP, FOR),
    "increases, equal": ("pain", "increases", EQUAL, SAME, AGAINST),
    "improves, less": ("pain", "improves", LESS, DOWN, FOR),
    "improves, more": ("pain", "improves", MORE, UP, AGAINST),
    "worsens, less": ("pain", "worsens", LESS, DOWN, AGAINST),
    "worsens, more": ("pain", "worsens", MORE, UP, FOR),
    "no difference, equal": ("pain", "no difference", EQUAL, SAME, FOR),
    "no difference, more": ("pain", "no difference", MORE, UP, NOTHING),
    "not asked": ("pain", None, LESS, DOWN, UNASKED),
    "not asked, silent": ("pain", None, "Sixty took part.", SILENT, NOTHING),
    "decreases, denied more": (
        "pain",
        "decreases",
        "Zorvanib did not increase pain.",
        SAME,
        NOTHING,
    ),
    "decreases, denied less": ("pain", "decreases", "Zorvanib did not reduce pain.", SAME, AGAINST),
    "increases, denied less": ("pain", "increases", "Zorvanib did not reduce pain.", SAME, NOTHING),
    "no difference, denied more": (
        "pain",
        "no difference",
        "Zorvanib did not increase pain.",
        SAME,
        FOR,
    ),
    "asked, silent": ("pain", "decreases", "Sixty took part.", SILENT, NOTHING),
    "a benefit improves": ("muscle strength", "improves", STRONGER, UP, FOR),
    "a benefit gets less": ("muscle strength", "improves", WEAKER, DOWN, AGAINST),
    "a benefit worsens as claimed": ("muscle strength", "worsens", WEAKER, DOWN, FOR),
    "a benefit increases as claimed": ("muscle strength", "increases", STRONGER, UP, FOR),
}


@pytest.mark.parametrize(
    ("outcome", "direction", "sentence", "finding", "stance"), DIRECTIONS.values(), ids=DIRECTIONS
)
def test_stance_is_the_finding_set_against_the_claim(
    outcome, direction, sentence, finding, stance
) -> None:
    asked = review.claim(
        intervention="zorvanib", outcome=outcome, direction=direction, kind="efficacy"
    )
    shown = appraised(asked, results(sentence), title="A trial of zorvanib")
    assert (shown.finding, shown.stance) == (finding, stance)


COMPARATORS = {
    "null against placebo": (
        "Zorvanib reduces pain",
        "Pain did not differ between zorvanib and placebo.",
        SAME,
        AGAINST,
        ComparatorKind.PLACEBO,
    ),
    "null against another medicine": (
        "Zorvanib reduces pain",
        "Pain did not differ between zorvanib and ibuprofen.",
        SAME,
        NOTHING,
        ComparatorKind.ACTIVE,
    ),
    "worse than another medicine": (
        "Zorvanib reduces pain",
        "Pain was higher with zorvanib than with ibuprofen.",
        UP,
        NOTHING,
        ComparatorKind.ACTIVE,
    ),
    "better than another medicine": (
        "Zorvanib reduces pain",
        "Pain was lower with zorvanib than with ibuprofen.",
        DOWN,
        FOR,
        ComparatorKind.ACTIVE,
    ),
    "as effective as, equal": (
        "Zorvanib is as effective as ibuprofen for pain",
        "Zorvanib was as effective as ibuprofen for pain.",
        SAME,
        FOR,
        ComparatorKind.ACTIVE,
    ),
    "as effective as, worse": (
        "Zorvanib is as effective as ibuprofen for pain",
        "Zorvanib was less effective than ibuprofen for pain.",
        UP,
        AGAINST,
        ComparatorKind.ACTIVE,
    ),
    "better than, equal": (
        "Zorvanib reduces pain more than ibuprofen",
        "Pain did not differ between zorvanib and ibuprofen.",
        SAME,
        AGAINST,
        ComparatorKind.ACTIVE,
    ),
    "better than, other comparator": (
        "Zorvanib reduces pain more than ibuprofen",
        "Pain was lower with zorvanib than with placebo.",
        SILENT,
        NOTHING,
        None,
    ),
}


@pytest.mark.parametrize(
    ("statement", "sentence", "finding", "stance", "kind"), COMPARATORS.values(), ids=COMPARATORS
)
def test_what_it_was_compared_with_matters(statement, sentence, finding, stance, kind) -> None:
    title = "A randomised trial of zorvanib"
    shown = appraised(review.claim(statement), results(sentence), title=title)
    assert (shown.finding, shown.stance) == (finding, stance)
    assert kind is None or shown.comparator_kind is kind


JOINTLY = "Risk of falls with concomitant use of alcohol and muscle relaxants: a cohort"

BOTH_TAKEN = {
    "both in the sentence": ("", "Baclofen taken with alcohol caused dizziness.", FOR),
    "less drinking is no alcohol given": ("", "Baclofen was safe and led to less drinking.", NOTHING),
    "craving is no alcohol given": ("", "Baclofen reduced craving for alcohol; dizziness occurred.", NOTHING),
    "a title on joint use names one": (JOINTLY, "Dizziness was more common with baclofen relative to placebo.", FOR),
    "a title on one names no joint use": ("Alcohol and falls", "Dizziness was more common with baclofen.", NOTHING),
}  # fmt: skip


@pytest.mark.parametrize(("title", "sentence", "stance"), BOTH_TAKEN.values(), ids=BOTH_TAKEN)
def test_two_things_taken_together(title, sentence, stance) -> None:
    asked = review.claim("Combining baclofen with alcohol raises the risk of dizziness")
    assert appraised(asked, results(sentence), title=title or "A cohort").stance is stance


CAN = "Zorvanib can cause drowsiness"
WEIGHT = "Zorvanib causes weight gain"

HARMS = {
    "less weight gain refutes": (WEIGHT, "Zorvanib led to less weight gain than placebo.", AGAINST),
    "more weight gain": (WEIGHT, "Weight gain was greater with zorvanib than with placebo.", FOR),
    "reduced": (WEIGHT, "Zorvanib reduced weight gain compared with placebo.", AGAINST),
    "no difference": (WEIGHT, "Weight gain did not differ between zorvanib and placebo.", AGAINST),
    "occurred": (CAN, "Drowsiness occurred in 12 of 60 patients given zorvanib.", FOR),
    "side effects were": (CAN, "Side effects of zorvanib included dizziness and drowsiness.", FOR),
    "caused": (CAN, "Zorvanib caused drowsiness.", FOR),
    "not seen": (CAN, "No drowsiness was observed with zorvanib.", AGAINST),
    "did not cause": (CAN, "Zorvanib did not cause drowsiness.", AGAINST),
    "more than placebo": (CAN, "Drowsiness was more frequent with zorvanib than placebo.", FOR),
    "less than placebo": (CAN, "Drowsiness was less frequent with zorvanib than placebo.", AGAINST),
    "another harm": (CAN, "Zorvanib caused a rash.", NOTHING),
    "tied to the harm": (CAN, "Use of zorvanib was associated with drowsiness.", FOR),
    "an inverse tie denies the harm": (
        CAN, "Use of zorvanib was inversely associated with the risk of drowsiness.", AGAINST,
    ),
    "an inverse tie to another harm": (
        CAN, "Zorvanib was inversely associated with falls but it was tied to more drowsiness.", FOR,
    ),
    "less of the medicine": (CAN, "A lower intake of zorvanib was tied to drowsiness.", NOTHING),
    "without the medicine": (CAN, "Going without zorvanib caused drowsiness.", NOTHING),
    "another medicine's": (CAN, "Ibuprofen caused drowsiness.", NOTHING),
    "the reason for treatment": (CAN, "Zorvanib was used to treat drowsiness.", NOTHING),
    "not controlled is not caused": (CAN, "With zorvanib drowsiness was not controlled.", NOTHING),
    "after stopping": (CAN, "After abrupt discontinuation of zorvanib drowsiness occurred.", NOTHING),
    "its interval holds no effect": (CAN, "Drowsiness occurred in 12 % with zorvanib and 11 % with placebo (RR 1.1, 95% CI 0.7 to 1.6).", AGAINST),
    "its interval excludes no effect": (CAN, "Drowsiness occurred in 22 % with zorvanib and 11 % with placebo (RR 2.0, 95% CI 1.3 to 3.1).", FOR),
    "its p is not small": (CAN, "Drowsiness occurred in 12 % with zorvanib and 11 % with placebo (p = 0.71).", AGAINST),
    "fewer with the treatment, clearly": (CAN, "Drowsiness occurred in 1% of patients on zorvanib and 9% on placebo (P<0.001).", AGAINST),
    "no more than with placebo": (CAN, "Drowsiness occurred in 3% on zorvanib and 4% on placebo.", AGAINST),
    "more than with placebo": (CAN, "Drowsiness occurred in 12% on zorvanib and 3% on placebo.", FOR),
    "the numbers of another harm": (CAN, "Drowsiness and rash occurred, the latter in 1% on zorvanib and 9% on placebo.", NOTHING),
    "another harm's interval": (CAN, "Drowsiness occurred with zorvanib (RR 2.0, 95% CI 1.3 to 3.1); falls did not (RR 1.0, 95% CI 0.8 to 1.3).", FOR),
    "what patients already had": (CAN, "Patients with drowsiness were often given zorvanib.", NOTHING),
    "what was common before": (CAN, "Falls are common after drowsiness and occurred with zorvanib.", NOTHING),
    "stopping, claimed": (
        "Stopping zorvanib abruptly can cause seizures",
        "Seizures occurred after zorvanib was stopped abruptly.",
        FOR,
    ),
    "stopping, but harm while taking": (
        "Stopping zorvanib abruptly can cause seizures",
        "Seizures occurred during treatment with zorvanib.",
        NOTHING,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "sentence", "stance"), HARMS.values(), ids=HARMS)
def test_harms(statement, sentence, stance) -> None:
    asked = review.claim(statement, kind="harm")
    assert appraised(asked, results(sentence), title="A trial of zorvanib").stance is stance


SAFETY = {
    "well tolerated": ("Zorvanib was well tolerated.", FOR),
    "no serious adverse events": ("No serious adverse events occurred with zorvanib.", FOR),
    "serious adverse events": ("Zorvanib caused coma in two patients.", AGAINST),
    "mild events do not speak against it": ("Zorvanib caused drowsiness in two patients.", NOTHING),
}


@pytest.mark.parametrize(("sentence", "stance"), SAFETY.values(), ids=SAFETY)
def test_claims_of_safety(sentence, stance) -> None:
    asked = review.claim(
        "Zorvanib is safe",
        kind="harm",
        intervention="zorvanib",
        outcome="adverse events",
        direction="no difference",
    )
    assert appraised(asked, results(sentence), title="A trial of zorvanib").stance is stance


AT_RISK = {
    "contraindicated": ("Zorvanib is contraindicated in kidney disease.", FOR, ""),
    "should be avoided": ("Zorvanib should be avoided in renal failure.", FOR, ""),
    "harm": ("Zorvanib caused encephalopathy in patients with renal failure.", FOR, ""),
    "caution": (
        "Zorvanib should be used with caution and at a reduced dose in renal failure.",
        FOR,
        "with caution or a lower dose",
    ),
    "tolerated": ("Zorvanib was well tolerated in patients with renal failure.", AGAINST, ""),
    "safe": ("Zorvanib was safe in patients on dialysis.", AGAINST, ""),
    "silent": ("Zorvanib was given to patients with renal failure.", NOTHING, ""),
    "healthy people are no group at risk": (
        "Renal failure slowed clearance of zorvanib compared with healthy people.",
        NOTHING,
        "",
    ),
}


@pytest.mark.parametrize(("sentence", "stance", "condition"), AT_RISK.values(), ids=AT_RISK)
def test_people_who_should_not_take_it(sentence, stance, condition) -> None:
    asked = review.claim(
        "People with kidney disease should not take zorvanib",
        kind="contraindication",
        population="people with kidney disease",
        intervention="zorvanib",
        outcome="adverse events",
        direction="increases",
    )
    shown = appraised(asked, results(sentence), title="Zorvanib in kidney disease")
    assert (shown.stance, shown.condition) == (stance, condition)


OTHER_GROUP = {
    "safe in another disease": "Zorvanib was safe in multiple sclerosis.",
    "harm in another disease": "Zorvanib caused encephalopathy in multiple sclerosis.",
    "advised against in another disease": "Zorvanib should be avoided in multiple sclerosis.",
}


@pytest.mark.parametrize("sentence", OTHER_GROUP.values(), ids=OTHER_GROUP)
def test_another_group_says_nothing_about_the_group_at_risk(sentence) -> None:
    asked = review.claim(
        "People with kidney disease should not take zorvanib",
        kind="contraindication",
        population="people with kidney disease",
        intervention="zorvanib",
        outcome="adverse events",
        direction="increases",
    )
    text = f"METHODS: Renal function was measured.\nRESULTS: {sentence}"
    assert appraised(asked, text, title="A trial of zorvanib").stance is NOTHING


STATEMENTS = {
    "is": ("is", "Zorvanib is licensed for spasticity.", Finding.STATED, FOR),
    "is, denied": ("is", "Zorvanib is not used for spasticity.", Finding.DENIED, AGAINST),
    "is not, stated": ("is not", "Zorvanib is licensed for spasticity.", Finding.STATED, AGAINST),
    "is not, denied": ("is not", "Zorvanib is not used for spasticity.", Finding.DENIED, FOR),
    "silent": ("is", "Zorvanib was given to 60 patients.", SILENT, NOTHING),
}


@pytest.mark.parametrize(
    ("direction", "sentence", "finding", "stance"), STATEMENTS.values(), ids=STATEMENTS
)
def test_statements_of_what_is(direction, sentence, finding, stance) -> None:
    asked = review.claim(
        "Zorvanib is a treatment for spasticity",
        kind="background",
        intervention="zorvanib",
        outcome="spasticity",
        direction=direction,
    )
    shown = appraised(asked, results(sentence), title="A review of zorvanib")
    assert (shown.finding, shown.stance) == (finding, stance)


ROUTE = {
    "the claimed route": ("Oral baclofen was given to patients.", FOR),
    "another route": ("Intrathecal baclofen was given to patients.", NOTHING),
}


@pytest.mark.parametrize(("sentence", "stance"), ROUTE.values(), ids=ROUTE)
def test_routes_and_doses(sentence, stance) -> None:
    asked = review.claim(
        "Baclofen is taken by mouth",
        kind="dosing and route",
        intervention="oral baclofen",
        outcome="usual route of administration",
        direction="is",
    )
    assert appraised(asked, results(sentence), title="Baclofen in practice").stance is stance


ACTIVATES = {
    "noun before the name": ("The GABA-B agonist baclofen was given.", FOR),
    "noun after the name": ("Baclofen, a GABA-B receptor agonist, was given.", FOR),
    "verb": ("Baclofen activates GABA-B receptors.", FOR),
    "acts on": ("Baclofen acts on GABA-B receptors.", FOR),
    "antagonist": ("Baclofen, a GABA-B receptor antagonist, was given.", AGAINST),
    "the other substance is the antagonist": (
        "The GABA-B antagonist phaclofen blocked the effect of baclofen.",
        NOTHING,
    ),
    "the other substance is the agonist": (
        "Muscimol, unlike baclofen, had no effect.",
        NOTHING,
    ),
    "stated in the background": (
        "BACKGROUND: Baclofen is a GABA-B receptor agonist.\nRESULTS: Ten took part.",
        FOR,
    ),
    "no receptor named": ("Baclofen was given to ten men.", NOTHING),
}


@pytest.mark.parametrize(("sentence", "stance"), ACTIVATES.values(), ids=ACTIVATES)
def test_mechanisms(sentence, stance) -> None:
    asked = review.claim(
        "Baclofen activates GABA receptors",
        kind="mechanism",
        intervention="baclofen",
        outcome="GABA-B receptors",
        direction="increases",
    )
    text = sentence if ":" in sentence else results(sentence)
    assert appraised(asked, text, title="A study in ten men").stance is stance


def test_an_agonist_refutes_a_claim_of_blocking() -> None:
    asked = review.claim(
        "Baclofen blocks GABA",
        kind="mechanism",
        intervention="baclofen",
        outcome="GABA",
        direction="decreases",
    )
    shown = appraised(asked, results("The GABA-B agonist baclofen was given."), title="A study")
    assert (shown.finding, shown.stance) == (UP, AGAINST)


# From a claim as an article words it to a stance, for medicines and outcomes that no term list holds.
ANY_CLAIM = [
    (
        "Vitamin E does not prevent dementia",
        "Vitamin E lowered the incidence of dementia.",
        AGAINST,
    ),
    (
        "Vitamin E does not prevent dementia",
        "Vitamin E did not lower the incidence of dementia.",
        FOR,
    ),
    (
        "Statins reduce the risk of stroke",
        "Statin therapy was associated with a lower risk of stroke (RR 0.78, 95% CI 0.70-0.87).",
        FOR,
    ),
    (
        "Aspirin prevents heart attacks",
        "Aspirin did not significantly reduce myocardial infarction.",
        AGAINST,
    ),
    (
        "Vitamin D supplementation reduces falls in older people",
        "Vitamin D supplementation had no effect on falls compared with placebo.",
        AGAINST,
    ),
    (
        "Omega-3 improves memory in older adults",
        "Omega-3 supplementation did not improve memory.",
        AGAINST,
    ),
    (
        "Ginkgo improves memory",
        "Memory improved significantly in the ginkgo group compared with placebo.",
        FOR,
    ),
    (
        "Melatonin reduces jet lag",
        "Melatonin was effective in preventing or reducing jet lag.",
        FOR,
    ),
    (
        "Acupuncture relieves back pain",
        "Acupuncture was superior to sham acupuncture for back pain.",
        FOR,
    ),
    (
        "Acupuncture relieves back pain",
        "Back pain did not differ between acupuncture and sham.",
        AGAINST,
    ),
    (
        "Exercise reduces depression",
        "Exercise reduced depressive symptoms compared with no treatment.",
        FOR,
    ),
    (
        "Ibuprofen causes stomach bleeding",
        "Stomach bleeding occurred in 3% of patients on ibuprofen and 1% on placebo.",
        FOR,
    ),
    (
        "Coffee increases the risk of cancer",
        "Coffee drinking was not associated with cancer risk.",
        AGAINST,
    ),
    ("Metformin causes weight gain", "Metformin was associated with weight loss.", NOTHING),
    (
        "Semaglutide reduces body weight",
        "Semaglutide led to greater reductions in body weight than placebo (-14.9% vs -2.4%).",
        FOR,
    ),
    (
        "Magnesium improves sleep quality",
        "Sleep quality improved more with magnesium than with placebo.",
        FOR,
    ),
    (
        "Paracetamol is as effective as ibuprofen for pain",
        "Pain did not differ between paracetamol and ibuprofen.",
        FOR,
    ),
    (
        "Ibuprofen is more effective than paracetamol for fever",
        "Ibuprofen reduced fever more than paracetamol.",
        FOR,
    ),
    (
        "Ibuprofen is more effective than paracetamol for fever",
        "Paracetamol reduced fever more than ibuprofen.",
        AGAINST,
    ),
    (
        "Ibuprofen is more effective than paracetamol for fever",
        "There was no difference in fever between ibuprofen and paracetamol.",
        AGAINST,
    ),
    (
        "Probiotics reduce antibiotic-associated diarrhoea",
        "Probiotics reduced the risk of antibiotic-associated diarrhoea by 51%.",
        FOR,
    ),
    ("Cannabis reduces anxiety", "Cannabis use was associated with increased anxiety.", AGAINST),
    ("Turmeric lowers cholesterol", "Turmeric had no significant effect on cholesterol.", AGAINST),
    (
        "SSRIs increase the risk of suicide",
        "SSRI users had a higher risk of suicide than non-users.",
        FOR,
    ),
    (
        "Hydroxychloroquine reduces mortality in COVID-19",
        "Mortality was 27% with hydroxychloroquine and 25% with usual care (rate ratio 1.09, 95% CI 0.97-1.23).",
        AGAINST,
    ),
    (
        "Hydroxychloroquine reduces mortality in COVID-19",
        "Hydroxychloroquine did not reduce mortality at 28 days.",
        AGAINST,
    ),
    ("Yoga reduces blood pressure", "Yoga lowered systolic and diastolic blood pressure.", FOR),
    (
        "Meditation improves quality of life",
        "Quality of life was significantly better in the meditation group than in controls.",
        FOR,
    ),
]


@pytest.mark.parametrize(("statement", "sentence", "stance"), ANY_CLAIM)
def test_any_health_claim_can_be_read(statement, sentence, stance) -> None:
    asked = review.claim(statement)
    title = f"A randomised trial of {asked.intervention}"
    assert appraised(asked, results(sentence), title=title).stance is stance


SHARES = {
    "70 % for": (7.0, 3.0, Stance.SUPPORTS),
    "two thirds for": (2.0, 1.0, Stance.MIXED),
    "half for": (1.0, 1.0, Stance.MIXED),
    "two thirds against": (1.0, 2.0, Stance.MIXED),
    "70 % against": (3.0, 7.0, Stance.REFUTES),
}


@pytest.mark.parametrize(("favour", "against", "stance"), SHARES.values(), ids=SHARES)
def test_one_side_needs_seventy_per_cent_of_what_a_record_says(favour, against, stance) -> None:
    asked = question(review.claim("Xyline reduces pain"))
    (pain,) = asked.outcomes
    passage = Passage("Pain fell.", 0, 10, "abstract", Role.RESULTS)
    found = [
        Evidence(effect, pain, pain, passage, weight, "a rule")
        for effect, weight in ((Effect.DOWN, favour), (Effect.UP, against))
    ]
    assert read(asked, found).stance is stance


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Zorvanib was safe.", Stance.SUPPORTS),
        ("Zorvanib was well tolerated.", Stance.SUPPORTS),
        ("Zorvanib was not only effective but safe.", Stance.SUPPORTS),
        ("Zorvanib was not safe.", Stance.REFUTES),
        ("Zorvanib was not well tolerated.", Stance.REFUTES),
        ("Zorvanib was effective but not safe.", Stance.REFUTES),
        ("Zorvanib is neither safe nor effective.", Stance.REFUTES),
        ("There is no evidence that zorvanib is safe.", Stance.NO_INFORMATION),
    ],
)
def test_what_is_said_of_safety_may_be_denied(sentence: str, stance: Stance) -> None:
    record = review.record(title="Safety of zorvanib", abstract=f"CONCLUSIONS: {sentence}")
    assert review.appraise(review.claim("Zorvanib is safe"), record).stance is stance


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Dizziness occurred in 1% on zorvanib and 9% on placebo (P<0.001).", Stance.REFUTES),
        ("Dizziness occurred in 9% on placebo and 1% on zorvanib (P<0.001).", Stance.REFUTES),
        ("Dizziness occurred in 9% on zorvanib and 1% on placebo (P<0.001).", Stance.SUPPORTS),
        ("Dizziness occurred in 1% on placebo and 9% on zorvanib (P<0.001).", Stance.SUPPORTS),
    ],
)
def test_a_harm_is_counted_in_its_own_arm_in_either_order(sentence: str, stance: Stance) -> None:
    record = review.record(title="Zorvanib: a randomised trial", abstract=f"RESULTS: {sentence}")
    assert review.appraise(review.claim("Zorvanib causes dizziness"), record).stance is stance


@pytest.mark.parametrize(
    ("rival", "sentence", "stance"),
    [
        ("methadone", "Withdrawal scores did not differ between the groups (p = 0.8).", Stance.NO_INFORMATION),
        ("methadone", "Withdrawal scores fell with clonidine and with methadone (p = 0.8).", Stance.NO_INFORMATION),
        ("placebo", "Withdrawal scores did not differ between the groups (p = 0.8).", Stance.REFUTES),
        ("placebo", "Withdrawal scores fell with clonidine and with placebo (p = 0.8).", Stance.REFUTES),
    ],
)  # fmt: skip
def test_no_difference_from_another_treatment_denies_nothing(
    rival: str, sentence: str, stance: Stance
) -> None:
    record = review.record(
        title=f"Clonidine or {rival} in opioid withdrawal: a randomised trial",
        abstract=f"METHODS: Sixty patients were randomised to clonidine or {rival}. RESULTS: {sentence}",
    )
    assert (
        review.appraise(review.claim("Clonidine eases opioid withdrawal"), record).stance is stance
    )
