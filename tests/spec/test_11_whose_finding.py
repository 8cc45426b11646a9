"""Whose finding a sentence is, and of which outcome.

Whose finding a sentence is, and which outcome it names: the arm credited, the longer name, the denial.
"""

import pytest

import review
from review.core.models import Claim

RELIEF = review.claim("Clonidine reduces the severity of opioid withdrawal")
DROWSY = review.claim("Baclofen can cause tiredness")
MOOD = review.claim("Baclofen can cause depression")
SEDATES = review.claim("Clonidine can cause drowsiness")


@pytest.mark.parametrize(
    ("claim", "sentence", "stance"),
    [
        (
            RELIEF,
            "Withdrawal symptoms were reduced more by naltrexone than by either placebo or clonidine.",
            "no information",
        ),
        (
            RELIEF,
            "Compared with placebo, clonidine reduced withdrawal symptoms.",
            "supports",
        ),
        (
            DROWSY,
            "The commonest side effect was tiredness in the tizanidine group and weakness in the baclofen group.",
            "supports",
        ),
        (
            DROWSY,
            "The commonest side effect of baclofen was nausea, and tiredness in the tizanidine group.",
            "no information",
        ),
        (MOOD, "Baclofen caused CNS depression.", "no information"),
        (MOOD, "Baclofen caused depression.", "supports"),
        (SEDATES, "Clonidine lowered pressure without syncope, and caused sedation.", "supports"),
        (SEDATES, "Clonidine caused no syncope or sedation.", "refutes"),
    ],
)
def test_the_finding_goes_to_its_own_arm_and_outcome(
    claim: Claim, sentence: str, stance: str
) -> None:
    drug = claim.intervention.capitalize()
    record = review.record(
        title=f"{drug} in a clinic", abstract=f"RESULTS: {sentence}", pmid=90000001
    )
    assert str(review.appraise(claim, record).stance) == stance
