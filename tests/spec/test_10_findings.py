"""Which way the outcome went, for what the lists know.

Rules of the finding: one invented sentence a line, and which way it says the outcome went.

Each case reads: the results of a trial of this medicine say this; so withdrawal (or pain, or sleep)
went up, down, or nowhere, or nothing was said about it.
"""

import pytest
from abstracts import appraised

import review
from review.core.vocabulary import Finding

UP, DOWN = Finding.INCREASED, Finding.DECREASED
SAME, SILENT, MIXED = Finding.NO_CLEAR_DIFFERENCE, Finding.NOT_REPORTED, Finding.MIXED

WITHDRAWAL = {"intervention": "clonidine", "outcome": "withdrawal severity"}

ONE_TREATMENT = {
    "reduced": ("Clonidine reduced withdrawal symptoms.", DOWN),
    "lower with than with": (
        "Withdrawal severity was lower with clonidine than with placebo.",
        DOWN,
    ),
    "higher with than with": (
        "Withdrawal severity was higher with clonidine than with placebo.",
        UP,
    ),
    "increase": ("Clonidine increased withdrawal symptoms.", UP),
    "significance in brackets": (
        "Clonidine significantly reduced the withdrawal score (mean difference -4.2, 95% CI -6.0 to -2.4; p = 0.001).",
        DOWN,
    ),
    "did not reduce": ("Clonidine did not reduce withdrawal symptoms.", SAME),
    "failed to reduce": ("Clonidine failed to reduce withdrawal symptoms.", SAME),
    "no effect on": ("Clonidine had no effect on withdrawal symptoms.", SAME),
    "without effect": ("Clonidine was without effect on withdrawal symptoms.", SAME),
    "neither nor": ("Neither dose of clonidine reduced withdrawal symptoms.", SAME),
    "neither at the head": (
        "Neither form of clonidine that was tried here produced a significant reduction of withdrawal symptoms.",
        SAME,
    ),
    "little benefit": ("Clonidine provided little benefit for withdrawal symptoms.", SAME),
    "compared with going without": (
        "Clonidine reduced withdrawal symptoms compared with no clonidine.",
        DOWN,
    ),
    "no evidence that": ("There was no evidence that clonidine reduced withdrawal symptoms.", SAME),
    "no significant difference": (
        "There was no significant difference in withdrawal symptoms between clonidine and placebo.",
        SAME,
    ),
    "did not differ": ("Withdrawal scores did not differ between clonidine and placebo.", SAME),
    "similar": ("Withdrawal severity was similar in the clonidine and placebo groups.", SAME),
    "unchanged": ("Withdrawal symptoms remained unchanged with clonidine.", SAME),
    "no better than": ("Clonidine was no better than placebo for withdrawal symptoms.", SAME),
    "not superior": ("Clonidine was not superior to placebo for withdrawal symptoms.", SAME),
    "no more effective than": (
        "Clonidine was no more effective than placebo in relieving withdrawal symptoms.",
        SAME,
    ),
    "superior to": ("Clonidine was superior to placebo in relieving withdrawal symptoms.", DOWN),
    "better than": ("Clonidine was better than placebo for withdrawal symptoms.", DOWN),
    "more effective than": (
        "Clonidine was more effective than placebo in relieving withdrawal symptoms.",
        DOWN,
    ),
    "effective": ("Clonidine was effective against withdrawal symptoms.", DOWN),
    "ineffective": ("Clonidine was ineffective against withdrawal symptoms.", SAME),
    "improved": ("Withdrawal symptoms improved with clonidine.", DOWN),
    "worsened": ("Withdrawal symptoms worsened with clonidine.", UP),
    "arms in the other order, less": (
        "Placebo was associated with more withdrawal symptoms than clonidine.",
        DOWN,
    ),
    "arms in the other order, lower": (
        "Withdrawal severity was lower with placebo than with clonidine.",
        UP,
    ),
    "placebo first": ("Compared with placebo, clonidine reduced withdrawal symptoms.", DOWN),
    "placebo first, null": (
        "Compared with placebo, clonidine did not reduce withdrawal symptoms.",
        SAME,
    ),
    "versus": ("Withdrawal scores were lower for clonidine vs. placebo (12 vs. 19).", DOWN),
    "fell more": (
        "Withdrawal scores fell more in the clonidine group than in the placebo group.",
        DOWN,
    ),
    "fewer": (
        "Patients given clonidine had fewer withdrawal symptoms than those given placebo.",
        DOWN,
    ),
    "list of outcomes": ("Clonidine reduced anxiety, craving and withdrawal symptoms.", DOWN),
    "the other outcome takes the cue": (
        "Clonidine reduced blood pressure, but withdrawal symptoms did not change.",
        SAME,
    ),
    "undone rise": ("Clonidine reversed the rise in withdrawal symptoms.", DOWN),
    "prevented": ("Clonidine prevented withdrawal symptoms.", DOWN),
    "another outcome only": ("Clonidine reduced blood pressure.", SILENT),
    "both groups fell": (
        "Withdrawal scores fell from 6.1 to 3.2 with clonidine and from 6.0 to 3.1 with placebo (p = 0.8).",
        SAME,
    ),
    "a trend": ("Withdrawal symptoms tended to be lower with clonidine (p = 0.08).", SAME),
    "an interval that holds no effect": (
        "Clonidine reduced withdrawal symptoms (RR 0.91, 95% CI 0.74 to 1.12).",
        SAME,
    ),
    "a p-value of another outcome": (
        "Withdrawal symptoms were lower with clonidine (p = 0.01); sleep was longer (p = 0.4).",
        DOWN,
    ),
    "outcome without a direction": ("Withdrawal symptoms were rated daily by a nurse.", SILENT),
    "another treatment's effect": ("Methadone reduced withdrawal symptoms.", SILENT),
    "numbers between": (
        "Clonidine 0.3 mg daily for 10 days reduced withdrawal symptoms by 45% (p < 0.05).",
        DOWN,
    ),
    "semicolon parts two arms": (
        "Clonidine reduced withdrawal symptoms; placebo did not.",
        DOWN,
    ),
    "although parts two outcomes": (
        "Although clonidine eased craving, withdrawal symptoms did not differ.",
        SAME,
    ),
    "a purpose is no effect": ("Clonidine was given to reduce withdrawal symptoms.", SILENT),
    "better tolerated is not better": (
        "Clonidine was better tolerated in withdrawal and raised completion.",
        SILENT,
    ),
    "the next outcome takes the adjective": (
        "Clonidine was used in withdrawal with higher completion than placebo.",
        SILENT,
    ),
    "a figure of success is no comparison": (
        "Relief of withdrawal was successful in 43% with clonidine versus 95% with methadone.",
        DOWN,
    ),
    "whereas parts two arms": (
        "Withdrawal symptoms fell with clonidine, whereas they rose with placebo.",
        DOWN,
    ),
}


def trial(sentence: str) -> str:
    return (
        "BACKGROUND: Withdrawal is unpleasant.\n"
        "METHODS: We studied 60 patients.\n"
        f"RESULTS: {sentence}"
    )


@pytest.mark.parametrize(("sentence", "finding"), ONE_TREATMENT.values(), ids=ONE_TREATMENT)
def test_which_way_the_outcome_went(sentence, finding) -> None:
    shown = appraised(review.claim(**WITHDRAWAL), trial(sentence), title="A trial of clonidine")
    assert shown.finding is finding
    assert shown.rationale == ("" if finding is SILENT else sentence)


OTHER_OUTCOMES = {
    "a benefit goes up": ("clonidine", "completion of treatment", "More patients completed treatment with clonidine than with placebo.", UP),
    "a benefit goes down": ("clonidine", "completion of treatment", "Fewer patients completed treatment with clonidine than with placebo.", DOWN),
    "a benefit improves": ("clonidine", "quality of life", "Clonidine improved quality of life.", UP),
    "a benefit worsens": ("clonidine", "quality of life", "Clonidine worsened quality of life.", DOWN),
    "own words, less": ("zorvanib", "itching", "Zorvanib reduced itching compared with placebo.", DOWN),
    "own words, more": ("zorvanib", "itching", "Zorvanib increased itching compared with placebo.", UP),
    "own words, null": ("zorvanib", "itching", "Itching did not differ between zorvanib and placebo.", SAME),
    "own words, other order": ("zorvanib", "itching", "Itching was less with placebo than with zorvanib.", UP),
    "own words of several words": ("zorvanib", "duration of colds", "Zorvanib shortened the duration of colds.", DOWN),
    "own words, a benefit": ("zorvanib", "muscle strength", "Zorvanib improved muscle strength.", UP),
    "own words with figures": ("zorvanib", "HbA1c", "Zorvanib lowered HbA1c by 1.1% (95% CI 0.8 to 1.4).", DOWN),
    "less than a number is no comparison": ("clonidine", "completion of treatment", "Less than one-third of the clonidine group completed treatment.", SILENT),
    "longer time to": ("clonidine", "relapse", "Time to relapse was longer with clonidine than with placebo.", DOWN),
    "shorter time to": ("clonidine", "relapse", "Time to first relapse was shorter with clonidine than with placebo.", UP),
    "non-inferior": ("zorvanib", "pain", "Zorvanib was non-inferior to ibuprofen for pain.", SAME),
    "an aside that denies": ("zorvanib", "pain", "Zorvanib, but not placebo, reduced pain.", DOWN),
    "another subject takes up the sentence": ("clonidine", "completion of detoxification", "Clonidine suppressed anxiety, and every patient completed detoxification.", SILENT),
    "two of the claim's own, one better": ("clonidine or buprenorphine", "withdrawal severity", "Withdrawal scores were lower with buprenorphine than with clonidine.", SILENT),
    "known rival's effect": ("zorvanib", "itching", "Ibuprofen reduced itching.", SILENT),
    "known rival is the reference": ("zorvanib", "itching", "Itching was lower with ibuprofen than with zorvanib.", UP),
}  # fmt: skip


@pytest.mark.parametrize(
    ("drug", "outcome", "sentence", "finding"), OTHER_OUTCOMES.values(), ids=OTHER_OUTCOMES
)
def test_any_medicine_and_any_outcome(drug, outcome, sentence, finding) -> None:
    asked = review.claim(intervention=drug, outcome=outcome)
    assert appraised(asked, trial(sentence), title=f"A trial of {drug}").finding is finding


# How differently the same can be said. Zorvanib is an invented medicine.

LESS_PAIN = [
    "Pain was significantly reduced in the zorvanib group (p<0.001).",
    "Zorvanib was associated with a significant reduction in pain.",
    "Zorvanib led to a 30% reduction in pain scores versus placebo.",
    "Zorvanib significantly decreased the risk of pain (RR 0.72, 95% CI 0.60 to 0.86).",
    "Pain occurred less often with zorvanib than with placebo.",
    "Pain was less common in the zorvanib group than in the placebo group.",
    "Patients receiving zorvanib reported less pain than those receiving placebo.",
    "Patients receiving placebo reported more pain than those receiving zorvanib.",
    "Zorvanib appears to be effective for pain.",
    "Zorvanib provided significant pain relief.",
    "Zorvanib relieves pain.",
    "Zorvanib may reduce pain.",
    "Zorvanib is an effective treatment for pain.",
    "Zorvanib lowered pain more than placebo did.",
    "Zorvanib significantly improved pain and function compared with placebo.",
    "Pain decreased from 7.2 at baseline to 3.4 after zorvanib.",
    "Pain scores fell by 3.2 points with zorvanib versus 1.1 points with placebo.",
    "Treatment with zorvanib resulted in lower pain scores.",
    "Zorvanib use was associated with lower odds of pain (OR 0.64).",
    "Zorvanib prevented pain in 60% of patients.",
    "Zorvanib halved pain.",
    "Zorvanib, compared with placebo, reduced pain but not nausea.",
    "Zorvanib reduced pain without affecting blood pressure.",
    "Zorvanib reduced pain, with no increase in adverse events.",
    "Unlike placebo, zorvanib reduced pain.",
    "Pain was reduced by zorvanib but not by placebo.",
    "Only zorvanib reduced pain.",
    "Pain resolved in most patients on zorvanib.",
    "Zorvanib had a beneficial effect on pain.",
    "Zorvanib was superior to ibuprofen for pain.",
    "Pain relief was greater with zorvanib than with placebo.",
    "Pain improvement was greater with zorvanib than placebo.",
    "The reduction in pain was greater with zorvanib than with placebo.",
    "Zorvanib produced a greater decrease in pain than placebo.",
]

MORE_PAIN = [
    "Pain was more common in the zorvanib group than in the placebo group.",
    "Patients on placebo had less pain than patients on zorvanib.",
    "Zorvanib lowered pain less than placebo.",
    "Zorvanib worsened pain.",
    "Zorvanib was inferior to placebo for pain.",
    "Zorvanib users had a higher risk of pain than non-users (HR 1.40, 95% CI 1.10-1.78).",
    "Zorvanib use was associated with increased pain.",
    "Pain doubled with zorvanib.",
    "Ibuprofen was superior to zorvanib for pain.",
    "Pain relief was better with ibuprofen than with zorvanib.",
    "The reduction in pain was smaller with zorvanib than with placebo.",
    "A greater reduction in pain was seen with placebo than with zorvanib.",
    "Zorvanib produced a smaller reduction in pain than placebo.",
]

PAIN_NOT_CHANGED = [
    "There was no difference in pain between groups.",
    "There were no significant differences between zorvanib and placebo in pain, nausea or sleep.",
    "No reduction in pain was seen with zorvanib.",
    "Zorvanib showed no benefit over placebo for pain.",
    "Zorvanib did not significantly reduce pain compared with placebo.",
    "Zorvanib was not associated with a reduction in pain.",
    "Zorvanib was not effective in reducing pain.",
    "Zorvanib proved ineffective for pain.",
    "The effect of zorvanib on pain was not statistically significant.",
    "A non-significant reduction in pain was found with zorvanib.",
    "Zorvanib and placebo were equally effective in relieving pain.",
    "Zorvanib was as effective as placebo for pain.",
    "Zorvanib failed to show superiority over placebo for pain.",
    "Our findings suggest that zorvanib has no role in treating pain.",
    "Zorvanib was not associated with pain (RR 1.02, 95% CI 0.91-1.14).",
    "In conclusion, zorvanib does not relieve pain.",
    "Zorvanib reduced nausea but not pain.",
    "Zorvanib reduced nausea without reducing pain.",
    "Although zorvanib reduced nausea, it did not reduce pain.",
    "Zorvanib was as effective as ibuprofen for pain.",
    "The reduction in pain was similar with zorvanib and placebo.",
]

FIGURES = [
    "Mean pain score was 3.1 (SD 1.2) with zorvanib and 5.2 (SD 1.4) with placebo (p = 0.002).",
    "The incidence of pain was 12% with zorvanib and 24% with placebo (p = 0.01).",
]


SAID = [
    "Mean pain score was 3.1 (SD 1.2) with zorvanib and 5.2 (SD 1.4) with placebo (p = 0.002).",
    "The incidence of pain was 12% with zorvanib and 24% with placebo (p = 0.01).",
]


SAID = [
    *((sentence, DOWN) for sentence in LESS_PAIN),
    *((sentence, UP) for sentence in MORE_PAIN),
    *((sentence, SAME) for sentence in PAIN_NOT_CHANGED),
    *((sentence, DOWN) for sentence in FIGURES),
]


@pytest.mark.parametrize(("sentence", "finding"), SAID)
def test_the_same_in_other_words(sentence, finding) -> None:
    asked = review.claim(intervention="zorvanib", outcome="pain")
    assert appraised(asked, trial(sentence), title="A trial of zorvanib").finding is finding


NO_FINDINGS = {
    "background": "BACKGROUND: Clonidine reduces withdrawal symptoms.\nMETHODS: 20 men took part.",
    "objective": "OBJECTIVE: To test whether clonidine reduces withdrawal symptoms.\nMETHODS: 20 men took part.",
    "methods": "METHODS: Clonidine was given until withdrawal symptoms decreased.\nRESULTS: Sixty took part.",
    "hypothesis": "RESULTS: We hypothesised that clonidine reduces withdrawal symptoms.",
    "previous studies": "RESULTS: Previous studies suggested that clonidine reduces withdrawal symptoms.",
    "reported elsewhere": "CONCLUSIONS: It has been reported that clonidine reduces withdrawal symptoms.",
    "what was tested": "We therefore tested the efficacy of clonidine for reducing withdrawal symptoms. Sixty men took part. They stayed.",
    "what is discussed": "RESULTS: The data are discussed as inhibition of withdrawal by clonidine.",
    "too little to tell": "RESULTS: There was insufficient evidence that clonidine reduces withdrawal symptoms.",
    "a wish": "CONCLUSIONS: Further research is needed on whether clonidine reduces withdrawal symptoms.",
    "what people believe": "RESULTS: Two thirds of nurses believed that clonidine reduces withdrawal symptoms.",
    "what people agree with": "RESULTS: Most agreed that clonidine reduces withdrawal symptoms.",
    "unknown": "CONCLUSIONS: Whether clonidine reduces withdrawal symptoms remains unclear.",
    "aim, no label": "The aim of this trial was to determine whether clonidine reduces withdrawal symptoms. Sixty men took part. They stayed for ten days.",
    "first sentence, no label": "Clonidine is known to relieve withdrawal symptoms. We gave it to ten men. They stayed for ten days.",
}  # fmt: skip


@pytest.mark.parametrize("abstract", NO_FINDINGS.values(), ids=NO_FINDINGS)
def test_what_is_no_finding(abstract) -> None:
    shown = appraised(review.claim(**WITHDRAWAL), abstract, title="A randomised trial")
    assert shown.finding is SILENT


WHICH_SENTENCE = {
    "the conclusion outranks the background": (
        "BACKGROUND: Clonidine reduces withdrawal symptoms.\nRESULTS: Sixty took part.\n"
        "CONCLUSIONS: Clonidine did not reduce withdrawal symptoms.",
        SAME,
        "Clonidine did not reduce withdrawal symptoms.",
    ),
    "the result outranks the hypothesis": (
        "OBJECTIVE: We hypothesised that clonidine would reduce withdrawal symptoms.\n"
        "RESULTS: Clonidine increased withdrawal symptoms.",
        UP,
        "Clonidine increased withdrawal symptoms.",
    ),
    "many positive backgrounds do not outvote one result": (
        "BACKGROUND: Clonidine reduces withdrawal symptoms. Clonidine lowers withdrawal scores. "
        "Clonidine relieves withdrawal.\nRESULTS: Clonidine did not reduce withdrawal symptoms.",
        SAME,
        "Clonidine did not reduce withdrawal symptoms.",
    ),
    "what was so at the start is no effect": (
        "RESULTS: Clonidine reduced withdrawal symptoms. Effects were larger with higher baseline withdrawal symptoms.",
        DOWN,
        "Clonidine reduced withdrawal symptoms.",
    ),
    "results for and against are mixed": (
        "RESULTS: Clonidine reduced withdrawal symptoms on day 2. Clonidine increased withdrawal symptoms on day 9.",
        MIXED,
        "Clonidine increased withdrawal symptoms on day 9.",
    ),
}


@pytest.mark.parametrize(
    ("abstract", "finding", "rationale"), WHICH_SENTENCE.values(), ids=WHICH_SENTENCE
)
def test_which_sentence_decides(abstract, finding, rationale) -> None:
    asked = review.claim("Clonidine reduces withdrawal symptoms", kind="efficacy")
    shown = appraised(asked, abstract, title="A randomised trial of clonidine")
    assert (shown.finding, shown.rationale) == (finding, rationale)
