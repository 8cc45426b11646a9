"""How advice is judged by its sources.

Rules for advice as a table: what is advised, what the records say, what follows. All of it is invented.

Advice is borne out by sources that give it, by studies that did so, or by the harm it guards against;
never by another harm, and silence says nothing either way.
"""

import pytest

import review
from review.core.models import Claim, Judgement, Record
from review.core.vocabulary import Certainty, Direction, EvidenceState, Kind, Verdict
from review.terms.precautions import advice_of, question_behind

SUPPORTED, PARTLY = Verdict.SUPPORTED, Verdict.PARTLY_SUPPORTED
CONTRADICTED, CONFLICTING = Verdict.CONTRADICTED, Verdict.CONFLICTING
INSUFFICIENT, NOT_CHECKABLE = Verdict.INSUFFICIENT, Verdict.NOT_CHECKABLE

TRIAL, GUIDE, REVIEW = "Randomized Controlled Trial", "Practice Guideline", "Systematic Review"
CASE, NARRATIVE, COHORT = "Case Reports", "Review", "Observational Study"


def advice(statement: str, intervention: str, population: str = "") -> Claim:
    return review.claim(
        statement, kind="guidance", intervention=intervention, population=population, direction="is"
    )


def study(title: str, text: str, *kinds: str) -> tuple[str, str, tuple[str, ...]]:
    return title, text, kinds


def records(studies) -> list[Record]:
    return [
        review.record(
            title=title, abstract=text, publication_types=kinds, pmid=90000001 + place, year=2010
        )
        for place, (title, text, kinds) in enumerate(studies)
    ]


def judged(claim: Claim, studies) -> Judgement:
    return review.judge(claim, records(studies))


BLEEDING_COHORT = study(
    "Bleeding in outpatients on zorvarin: a cohort study",
    "METHODS: A cohort of 900 patients on zorvarin was compared with 900 matched patients not taking it. "
    "RESULTS: Major bleeding occurred in 6% of patients on zorvarin and in 1% of the others. "
    "CONCLUSIONS: Zorvarin was associated with a higher risk of bleeding.",
    COHORT,
)
DRY_MOUTH = study(
    "Zorvarin for hot flushes: a randomised trial",
    "METHODS: 200 women were randomly assigned to zorvarin or placebo. "
    "RESULTS: Dry mouth occurred in 30% of women on zorvarin and 5% on placebo. "
    "CONCLUSIONS: Zorvarin reduced hot flushes and caused dry mouth.",
    TRIAL,
)
GUIDELINE_TAPER = study(
    "Guideline on the use of zorvanib",
    "The evidence on zorvanib was reviewed by a panel. Zorvanib should be tapered over four weeks and not be "
    "stopped abruptly.",
    GUIDE,
)


def rebound_case(number: int) -> tuple[str, str, tuple[str, ...]]:
    return study(
        f"Seizures after abrupt withdrawal of zorvanib, case {number}",
        "A woman aged 40 years had generalised seizures two days after abrupt discontinuation of zorvanib. "
        "No other cause was found. Zorvanib was given again and the seizures ceased.",
        CASE,
    )


SAFE_STOP = study(
    "Abrupt discontinuation of zorvanib: a randomised trial",
    "METHODS: 640 patients were randomly assigned to abrupt discontinuation of zorvanib or to a taper. "
    "RESULTS: No seizures, no delirium and no rebound occurred after abrupt discontinuation of zorvanib. "
    "CONCLUSIONS: Tapering of zorvanib is not necessary.",
    TRIAL,
)
RENAL_COHORT = study(
    "Neurotoxicity of gabazol in chronic kidney disease: a cohort study",
    "METHODS: 1200 patients with kidney disease who started gabazol were compared with 1200 who did not. "
    "RESULTS: Neurotoxicity developed in 9% of patients with kidney disease on gabazol and in 1% of the others. "
    "CONCLUSIONS: Gabazol was associated with neurotoxicity in kidney disease.",
    COHORT,
)
NORMAL_KIDNEYS = study(
    "Overdose of gabazol: a cohort study",
    "METHODS: 300 healthy adults on gabazol were compared with 300 not taking it. "
    "RESULTS: Toxicity occurred in 4% of adults on gabazol. CONCLUSIONS: Gabazol can be toxic.",
    COHORT,
)
OTHER_DRUG = study(
    "Bleeding with pralafen: a cohort study",
    "METHODS: 900 patients on pralafen were compared with 900 on zorvarin. "
    "RESULTS: Bleeding occurred in 8% of patients on pralafen. CONCLUSIONS: Pralafen was associated with bleeding.",
    COHORT,
)
DOSED_BY_SCORE = study(
    "Fenodine for alcohol withdrawal: a randomised trial",
    "METHODS: 120 patients were randomly assigned to fenodine or placebo, and the dose of fenodine was adjusted every "
    "four hours to the score on a withdrawal scale. RESULTS: Withdrawal was milder with fenodine. "
    "CONCLUSIONS: Fenodine relieves withdrawal.",
    TRIAL,
)
SCORE_REVIEW = study(
    "Fenodine in alcohol withdrawal: a review",
    "Fenodine is widely used. Doses of fenodine must be fitted to the symptoms of the patient.",
    NARRATIVE,
)
TAPER_OPINION = study(
    "Zorvanib in practice: a review",
    "Zorvanib is widely used. Zorvanib should be tapered over four weeks.",
    NARRATIVE,
)
NO_TAPER_OPINION = study(
    "Stopping zorvanib: a review",
    "Zorvanib is widely used. Tapering of zorvanib is not necessary.",
    NARRATIVE,
)
WEAK_TRIAL = study(
    "Zorvanib for migraine: a small randomised trial",
    "METHODS: 30 patients with migraine were randomly assigned to zorvanib or placebo. "
    "RESULTS: Migraine attacks were significantly fewer with zorvanib than with placebo (P=0.03). "
    "CONCLUSIONS: Zorvanib reduced migraine attacks.",
    TRIAL,
)

TAPER = advice("Zorvanib should be tapered rather than stopped abruptly", "zorvanib")
NO_TAPER = advice("Zorvanib does not need to be tapered", "zorvanib")
ABRUPT = advice("Zorvanib can be stopped abruptly", "zorvanib")
INR = advice("Bleeding should be watched for during treatment with zorvarin", "zorvarin")
RENAL = advice(
    "The dose of gabazol should be adjusted in people with kidney disease",
    "gabazol",
    "people with kidney disease",
)
SCORES = advice("Symptoms should be tracked to adjust the dose of fenodine", "fenodine")
OVERSIGHT = advice("A specialist should supervise any use of ketarol", "ketarol")


def guideline(*sentences: str) -> tuple[str, str, tuple[str, ...]]:
    told = " ".join(("A panel reviewed the evidence on zorvanib.", *sentences))
    return study("Guideline on the use of zorvanib", told, GUIDE)


CASES = {
    "a guideline gives the advice": (TAPER, [GUIDELINE_TAPER], SUPPORTED),
    "two reviewers' opinions": (TAPER, [TAPER_OPINION, TAPER_OPINION], PARTLY),
    "two reviewers' opinions against it": (
        TAPER,
        [NO_TAPER_OPINION, NO_TAPER_OPINION],
        INSUFFICIENT,
    ),
    "an opinion and a case of the harm": (TAPER, [TAPER_OPINION, rebound_case(1)], SUPPORTED),
    "one case of the harm": (TAPER, [rebound_case(1)], PARTLY),
    "three cases of the harm": (TAPER, [rebound_case(n) for n in (1, 2, 3)], SUPPORTED),
    "a trial that finds tapering needless": (TAPER, [SAFE_STOP], CONTRADICTED),
    "a guideline for it, a trial against it": (TAPER, [GUIDELINE_TAPER, SAFE_STOP], CONFLICTING),
    "needless, says the claim, and a guideline says otherwise": (
        NO_TAPER,
        [GUIDELINE_TAPER],
        CONTRADICTED,
    ),
    "needless, says the claim, and a trial agrees": (NO_TAPER, [SAFE_STOP], SUPPORTED),
    "may be stopped at once, says the claim, and cases say otherwise": (
        ABRUPT,
        [rebound_case(n) for n in (1, 2, 3)],
        CONTRADICTED,
    ),
    "needless, says the claim, beside a single case": (NO_TAPER, [rebound_case(1)], INSUFFICIENT),
    "the harm that is watched for is documented": (INR, [BLEEDING_COHORT], SUPPORTED),
    "only a harm of another kind": (INR, [DRY_MOUTH], INSUFFICIENT),
    "only the harm of another medicine": (INR, [OTHER_DRUG], INSUFFICIENT),
    "nothing at all": (INR, [], INSUFFICIENT),
    "a group: harm in it": (RENAL, [RENAL_COHORT], SUPPORTED),
    "a group: harm in other people only": (RENAL, [NORMAL_KIDNEYS], INSUFFICIENT),
    "doses that followed scores, and a review that asks for it": (
        SCORES,
        [DOSED_BY_SCORE, SCORE_REVIEW],
        SUPPORTED,
    ),
    "a single review that asks for it": (SCORES, [SCORE_REVIEW], PARTLY),
    "supervision: overdoses": (
        OVERSIGHT,
        [
            study(
                "Poisoning with ketarol: a cohort study",
                "METHODS: Consecutive admissions were compared with those for other medicines. RESULTS: Ketarol overdose "
                "caused coma in 12% and respiratory depression in 8% of 140 patients. CONCLUSIONS: Ketarol overdose "
                "caused severe toxicity.",
                COHORT,
            )
        ],
        SUPPORTED,
    ),
    "supervision: headache only": (
        OVERSIGHT,
        [
            study(
                "Ketarol for depression: a randomised trial",
                "METHODS: 90 patients were randomly assigned to ketarol or placebo. RESULTS: Headache occurred more often "
                "with ketarol (20% v 8%). CONCLUSIONS: Ketarol improved mood and caused headache.",
                TRIAL,
            )
        ],
        INSUFFICIENT,
    ),
    "supervision: deaths that the medicine prevented": (
        advice("A specialist should supervise any use of cardolol", "cardolol"),
        [
            study(
                "Cardolol after myocardial infarction: a randomised trial",
                "METHODS: 2000 patients were randomly assigned to cardolol or placebo. RESULTS: Cardolol reduced fatal "
                "reinfarction (RR 0.70, 95% CI 0.55-0.90). CONCLUSIONS: Cardolol lowers mortality.",
                TRIAL,
            )
        ],
        INSUFFICIENT,
    ),
    "monitoring of the liver: a synthesis asks for it": (
        advice("Liver function should be monitored during treatment with hepazine", "hepazine"),
        [
            study(
                "Hepazine and the liver: a systematic review",
                "METHODS: We searched MEDLINE and Embase and included 14 studies. RESULTS: Liver injury was reported with "
                "hepazine in 11 studies. CONCLUSIONS: Liver function should be monitored in patients on hepazine.",
                REVIEW,
            )
        ],
        SUPPORTED,
    ),
    "monitoring of the liver: more studies of monitoring are asked for": (
        advice("Liver function should be monitored during treatment with hepazine", "hepazine"),
        [
            study(
                "Hepazine for gout: a randomised trial",
                "METHODS: 80 patients were randomly assigned to hepazine or placebo. RESULTS: Urate fell with hepazine. "
                "CONCLUSIONS: Hepazine lowers urate. Studies that monitor liver function should follow.",
                TRIAL,
            )
        ],
        INSUFFICIENT,
    ),
    "driving: sedation in a trial": (
        advice("People who take somnol should avoid driving", "somnol"),
        [
            study(
                "Somnol for insomnia: a randomised trial",
                "METHODS: 300 adults were randomly assigned to somnol or placebo. RESULTS: Drowsiness occurred in 25% on "
                "somnol compared with 6% on placebo (P<0.001). CONCLUSIONS: Somnol improved sleep but caused drowsiness.",
                TRIAL,
            )
        ],
        SUPPORTED,
    ),
    "alcohol: overdose of the medicine alone": (
        advice("Alcohol should be avoided during treatment with somnol", "somnol"),
        [
            study(
                "Somnol overdose: a cohort study",
                "METHODS: 200 patients on somnol were compared with 200 others. RESULTS: Overdose occurred in 5% on somnol "
                "and coma in 2%. CONCLUSIONS: Somnol was associated with overdose.",
                COHORT,
            )
        ],
        INSUFFICIENT,
    ),
    "alcohol: profound sedation with both": (
        advice("Alcohol should be avoided during treatment with somnol", "somnol"),
        [
            study(
                "Somnol with alcohol: a randomised trial",
                "METHODS: 60 volunteers were randomly assigned to somnol or placebo, each with alcohol. RESULTS: Profound "
                "sedation occurred with somnol and alcohol more often than with placebo and alcohol (P=0.001). "
                "CONCLUSIONS: Somnol caused profound sedation with alcohol.",
                TRIAL,
            )
        ],
        SUPPORTED,
    ),
    "supervision: fewer deaths in treatment than out of it": (
        advice("A specialist should supervise treatment with methol", "methol"),
        [
            study(
                "Mortality in and out of treatment with methol: a systematic review",
                "METHODS: We searched Medline and included 19 cohorts. RESULTS: Overdose mortality was 2.6 in treatment and "
                "12.7 out of methol treatment per 1000 person years. CONCLUSIONS: Retention in methol treatment was "
                "associated with lower mortality.",
                REVIEW,
            )
        ],
        INSUFFICIENT,
    ),
    "supervision: toxicology is no toxicity": (
        advice("A specialist should supervise treatment with methol", "methol"),
        [
            study(
                "Methol in pregnancy: a case report",
                "A woman on methol gave birth. Urine toxicology was repeated every two weeks during methol treatment.",
                CASE,
            )
        ],
        INSUFFICIENT,
    ),
    "no replacement: nothing compares": (
        advice("Melarol should not replace behavioural therapy for insomnia", "melarol"),
        [
            study(
                "Melarol for insomnia: a randomised trial",
                "METHODS: 60 adults were randomly assigned to melarol or placebo. RESULTS: Sleep improved with melarol. "
                "CONCLUSIONS: Melarol improves sleep.",
                TRIAL,
            )
        ],
        INSUFFICIENT,
    ),
    "no replacement: a guideline calls it an adjunct": (
        advice("Melarol should not replace behavioural therapy for insomnia", "melarol"),
        [
            study(
                "Guideline on insomnia and melarol",
                "A panel reviewed the evidence on melarol. Melarol should only be offered as an adjunct to behavioural therapy.",
                GUIDE,
            )
        ],
        SUPPORTED,
    ),
    "the harm in animals only": (
        TAPER,
        [
            study(
                "Withdrawal of zorvanib in rats",
                "METHODS: Rats received zorvanib for three weeks. RESULTS: Seizures occurred after abrupt discontinuation of "
                "zorvanib in 6 of 10 rats. CONCLUSIONS: Zorvanib withdrawal causes seizures in rats.",
            )
        ],
        INSUFFICIENT,
    ),
    "research needed, and the evidence is very uncertain": (
        advice("The role of zorvanib in migraine needs further research", "zorvanib", "migraine"),
        [WEAK_TRIAL],
        SUPPORTED,
    ),
    "limited but promising, and a small trial is favourable": (
        advice(
            "Evidence on zorvanib for migraine is limited but promising", "zorvanib", "migraine"
        ),
        [WEAK_TRIAL],
        SUPPORTED,
    ),
    "a sudden stop is advised, and a guideline says otherwise": (
        advice("Zorvanib should be stopped abruptly", "zorvanib"),
        [GUIDELINE_TAPER],
        CONTRADICTED,
    ),
    "tapering, and a guideline advises against it": (
        TAPER,
        [guideline("Zorvanib should not be tapered but stopped at once.")],
        CONTRADICTED,
    ),
    "tapering, and a guideline wants a sudden stop": (
        TAPER,
        [guideline("Abrupt discontinuation of zorvanib is recommended.")],
        INSUFFICIENT,
    ),
    "tapering, and a guideline is about raising the dose": (
        TAPER,
        [guideline("The dose of zorvanib should be increased slowly.")],
        INSUFFICIENT,
    ),
    "the lowest dose, and a guideline prefers high ones": (
        advice("The lowest dose of zorvanib should be used", "zorvanib"),
        [guideline("High doses of zorvanib are recommended rather than low doses.")],
        INSUFFICIENT,
    ),
    "monitoring, and a trial in which a dose lowered what is to be watched": (
        advice("Blood pressure should be monitored during treatment with zorvanib", "zorvanib"),
        [
            study(
                "Zorvanib for hypertension: a randomised trial",
                "METHODS: 80 patients were randomly assigned to zorvanib or placebo. RESULTS: Zorvanib at a dose of 10 mg "
                "reduced blood pressure by 9 mmHg (P=0.01). CONCLUSIONS: Zorvanib works.",
                TRIAL,
            )
        ],
        INSUFFICIENT,
    ),
    "ask your doctor": (
        advice("Ask your doctor before taking zorvanib", "zorvanib"),
        [GUIDELINE_TAPER],
        NOT_CHECKABLE,
    ),
    "a policy": (
        advice("Zorvanib should be paid for by health insurance", "zorvanib"),
        [GUIDELINE_TAPER],
        NOT_CHECKABLE,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_advice_stands_or_falls_with_its_sources(case) -> None:
    claim, studies, verdict = case
    judgement = judged(claim, studies)
    assert judgement.verdict is verdict, judgement.reason


def test_the_kind_of_source_is_stated_and_no_level_of_certainty() -> None:
    judgement = judged(TAPER, [GUIDELINE_TAPER, rebound_case(1)])
    assert judgement.certainty is Certainty.NOT_RATED
    assert judgement.source_class == "guideline"
    (source,) = judgement.domains
    assert source.levels == 0
    assert source.reason == (
        "Gives the advice: guideline; documents the harm it guards against: case report."
    )
    assert source.pmids == ("90000001", "90000002")


def test_a_statement_on_advice_recommends_nothing() -> None:
    told = judged(INR, [BLEEDING_COHORT]).statement
    assert told.startswith("The advice itself was not tested; the harm that it guards against")
    assert "“Bleeding should be watched for during treatment with zorvarin”" in told


def test_silent_records_are_told_from_none() -> None:
    assert judged(INR, [DRY_MOUTH]).state is EvidenceState.SILENT
    assert judged(INR, []).state is EvidenceState.NOTHING_FOUND


def test_part_of_what_is_advised_may_be_borne_out() -> None:
    both = advice("Zorvanib should be tapered off and blood pressure monitored", "zorvanib")
    judgement = judged(both, [GUIDELINE_TAPER])
    assert judgement.verdict is PARTLY
    assert "nothing bears on monitoring" in judgement.reason


def test_advice_is_searched_for_with_its_words_and_the_harm_behind_it() -> None:
    query = review.query(TAPER)
    assert query.startswith("(zorvanib[tiab]")
    assert "taper*[tiab]" in query
    assert "seizure*[tiab]" in query
    assert review.query(advice("Ask your doctor before taking zorvanib", "zorvanib")) == ""


PLAIN = {
    "Blood pressure should be monitored during treatment with zelurapine": "zelurapine",
    "Do not stop zelurapine suddenly": "zelurapine",
    "Lithium levels should be checked regularly": "lithium",
    "Liver function should be monitored in people taking zelurapine": "zelurapine",
    "Patients on clozapine need regular blood counts": "clozapine",
    "A doctor should supervise any use of phenobarbital for alcohol withdrawal": "phenobarbital",
    "It is important to monitor kidney function while taking zelurapine": "zelurapine",
    "Zelurapine should be used at the lowest effective dose": "zelurapine",
}


@pytest.mark.parametrize(("statement", "treatment"), PLAIN.items(), ids=PLAIN)
def test_the_treatment_that_advice_is_about_is_read_from_it(statement, treatment) -> None:
    claim = review.claim(statement)
    assert (claim.kind, claim.intervention.lower()) == (Kind.GUIDANCE, treatment)
    assert judged(claim, []).verdict is INSUFFICIENT


DENIED = (
    "There is no reason to taper zorvanib",
    "You don't have to taper zorvanib",
    "Zorvanib never needs tapering",
    "It is fine to stop zorvanib suddenly",
    "Zorvanib should be stopped abruptly",
    "Zorvanib should not be tapered",
    "No blood pressure monitoring is required during treatment with zorvanib",
    "Zorvanib can be taken without checking blood pressure",
    "Zorvanib is safe to use without a specialist",
    "You can skip blood tests on zorvanib",
    "There is no risk in stopping zorvanib suddenly",
)
ASKED = (
    "Zorvanib should not be used without supervision",
    "Do not stop zorvanib suddenly",
    "Zorvanib must never be stopped abruptly because it may cause rebound",
    "It is dangerous to take zorvanib without checking blood pressure",
    "Do not skip blood tests on zorvanib",
    "Patients who do not respond to zorvanib should be monitored for low blood pressure",
    "People not on dialysis need their blood pressure checked on zorvanib",
    "Zorvanib should not be combined with alcohol",
    "Avoid alcohol and monitor blood pressure on zorvanib",
)


@pytest.mark.parametrize("statement", (*DENIED, *ASKED))
def test_a_claim_against_a_precaution_is_told_from_one_for_it(statement) -> None:
    read = advice_of(advice(statement, "zorvanib"))
    assert read is not None
    assert read.is_denied is (statement in DENIED)


OPEN = {
    "Evidence on zorvanib for migraine is limited": ("migraine", None),
    "Zorvanib for migraine needs more research": ("migraine", None),
    "Research on zorvanib for anxiety is limited but promising": ("anxiety", Direction.IMPROVES),
}


@pytest.mark.parametrize(("statement", "asked"), OPEN.items(), ids=OPEN)
def test_the_question_behind_a_claim_on_the_state_of_research(statement, asked) -> None:
    question = question_behind(review.claim(statement, kind="guidance", intervention="zorvanib"))
    assert question is not None
    assert (question.outcome, question.direction) == asked
    assert question.kind is Kind.EFFICACY
