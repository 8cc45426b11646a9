"""Claims that are not graded: those that were not understood, and those that no study could contradict."""

from review.core.models import Claim, Judgement
from review.core.vocabulary import Certainty, Direction, EvidenceState, Finding, Verdict
from review.synthesis.statements_of_findings import GUIDANCE, NON_COMMITTAL, NOT_UNDERSTOOD
from review.terms.precautions import is_checkable
from review.terms.word_lists import has_words

NON_COMMITTAL_REASON = "The claim commits itself to nothing that a study could contradict."


def not_understood(claim: Claim) -> Judgement:
    """A claim that was not understood has no verdict; its doubts say what to write instead."""
    return Judgement(
        claim_id=claim.claim_id,
        state=EvidenceState.NOT_UNDERSTOOD,
        verdict=Verdict.UNCLEAR,
        reason=" ".join(claim.doubts),
        finding=Finding.NOT_REPORTED,
        certainty=Certainty.NOT_RATED,
        statement=NOT_UNDERSTOOD,
    )


def not_checkable(claim: Claim) -> tuple[str, str] | None:
    """Why a claim cannot be checked, and the sentence that says so; None for one that can."""
    if not is_checkable(claim):
        return "Advice, policy or opinion.", GUIDANCE
    return (NON_COMMITTAL_REASON, NON_COMMITTAL) if _commits_to_nothing(claim) else None


def _commits_to_nothing(claim: Claim) -> bool:
    """Whether the claim says only that something varies or has two sides: no study could contradict it."""
    says_what_is = claim.direction in (Direction.IS, Direction.IS_NOT)
    return says_what_is and has_words(claim.statement, "non_committal")
