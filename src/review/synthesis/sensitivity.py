"""Sensitivity of a verdict: the same claim judged again with part of its records left out.

What flips a verdict is shown beside it (SWiM, Campbell 2020, item 6; Cochrane Handbook v6, section
10.14). Signals are what an abstract lets one see, no judgement of risk of bias.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from review.core.models import Appraisal, Claim, Judgement, Record
from review.core.vocabulary import (
    SYNTHESES,
    Certainty,
    ComparatorKind,
    Design,
    Directness,
    EvidenceState,
    LeftOut,
    NoticeState,
    Verdict,
)
from review.synthesis.studies import ANECDOTAL, informs, pmid_order
from review.synthesis.verdict import judge

FLAGS = frozenset({NoticeState.RETRACTED, NoticeState.EXPRESSION_OF_CONCERN})
"""Notices that put a record in doubt; an erratum or an update corrects it."""

UNCONTROLLED = frozenset({ComparatorKind.BEFORE, ComparatorKind.NONE})


@dataclass(frozen=True)
class Variant:
    """What the verdict is without some of the records."""

    claim_id: str
    left_out: LeftOut
    verdict: Verdict
    certainty: Certainty
    flips: bool
    pmids: tuple[str, ...]
    """The records left out."""


def sensitivity(judgement: Judgement, claim: Claim, records: Mapping[str, Record]) -> list[Variant]:
    """The verdict without each kind of record, where the claim has any of that kind.

    Args:
        judgement: the claim's judgement on all its records.
        claim: the claim.
        records: the records by PMID.

    Returns:
        One variant per kind that leaves something out, in the order of `LeftOut`; none for a claim
        that was not judged on evidence. A variant with nothing left says insufficient evidence.
    """
    if judgement.state is not EvidenceState.EVIDENCE or judgement.verdict is Verdict.NOT_CHECKABLE:
        return []
    return list(_variants(judgement, claim, records))


def _variants(
    judgement: Judgement, claim: Claim, records: Mapping[str, Record]
) -> Iterator[Variant]:
    # Records that are silent on the outcome sway no verdict, so they need not be judged again.
    telling = [one for one in judgement.appraisals if informs(one)]
    for left_out, is_out in KINDS.items():
        without = {one.pmid for one in telling if is_out(one, records.get(one.pmid))}
        if without:
            kept = [one for one in telling if one.pmid not in without]
            again = judge(
                claim, kept, records=records, n_found=len(judgement.appraisals), search_failed=False
            )
            yield Variant(
                claim.claim_id,
                left_out,
                again.verdict,
                again.certainty,
                again.verdict is not judgement.verdict,
                tuple(sorted(without, key=pmid_order)),
            )


def _is_flagged(_: Appraisal, record: Record | None) -> bool:
    return record is not None and record.notice_state in FLAGS


def has_high_risk_signals(appraisal: Appraisal, _: Record | None) -> bool:
    """Whether an abstract shows no control group, or a randomised trial that mentions no blinding."""
    if appraisal.design in SYNTHESES:
        return False
    if appraisal.is_randomised:
        return not appraisal.is_blinded
    is_open_trial = appraisal.design is Design.NON_RANDOMISED_TRIAL
    is_single_arm = is_open_trial and appraisal.comparator_kind in UNCONTROLLED
    return is_single_arm or appraisal.design in (*ANECDOTAL, Design.UNCLEAR)


def _is_indirect(appraisal: Appraisal, _: Record | None) -> bool:
    return appraisal.directness is not Directness.DIRECT


KINDS: dict[LeftOut, Callable[[Appraisal, Record | None], bool]] = {
    LeftOut.FLAGGED: _is_flagged,
    LeftOut.HIGH_RISK: has_high_risk_signals,
    LeftOut.INDIRECT: _is_indirect,
}
"""Which records each analysis leaves out."""
