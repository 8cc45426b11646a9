"""Judgements as the tables `certainty`, `summary_of_findings`, `pooled` and `sensitivity`."""

from collections.abc import Iterable, Mapping

import pandas as pd

from review.core.models import Claim, Judgement
from review.core.run_tables import CERTAINTY, POOLED, SENSITIVITY, SUMMARY_OF_FINDINGS
from review.synthesis.sensitivity import Variant


def certainty_frame(judgements: Iterable[Judgement]) -> pd.DataFrame:
    """Every step of every rating, as the table `certainty`."""
    return CERTAINTY.build(
        {
            "claim_id": judgement.claim_id,
            "domain": step.domain,
            "levels": step.levels,
            "reason": step.reason,
            "pmids": step.pmids,
        }
        for judgement in judgements
        for step in judgement.domains
    )


def pooled_frame(judgements: Iterable[Judgement]) -> pd.DataFrame:
    """Every pooled effect, or why there is none, as the table `pooled`."""
    return POOLED.build(
        {
            "claim_id": judgement.claim_id,
            **vars(judgement.pooled),
            "left_out": [f"PMID {one.pmid}: {one.reason}" for one in judgement.pooled.left_out],
        }
        for judgement in judgements
        if judgement.pooled is not None
    )


def sensitivity_frame(variants: Iterable[Variant]) -> pd.DataFrame:
    """Every verdict on part of the records, as the table `sensitivity`."""
    return SENSITIVITY.build(vars(variant) for variant in variants)


def summary_of_findings_frame(
    claims: Iterable[Claim],
    judgements: Mapping[str, Judgement],
    cautions: Mapping[str, tuple[str, ...]],
) -> pd.DataFrame:
    """One row per claim, as the table `summary_of_findings`.

    Args:
        claims: all claims, in file order.
        judgements: by claim id; one for every claim.
        cautions: by claim id, what the search adds to the judgement's own notes.
    """
    return SUMMARY_OF_FINDINGS.build(
        _row(claim, judgements[claim.claim_id], cautions.get(claim.claim_id, ()))
        for claim in claims
    )


def _row(claim: Claim, judged: Judgement, cautions: tuple[str, ...]) -> dict[str, object]:
    return {
        "claim_id": claim.claim_id,
        "statement": claim.statement,
        "kind": claim.kind,
        "verdict": judged.verdict,
        "certainty": judged.certainty,
        "statement_of_findings": judged.statement,
        "n_records": judged.n_records,
        "n_studies": judged.n_studies,
        "n_participants": judged.n_participants,
        "supports": judged.supports,
        "refutes": judged.refutes,
        "mixed": judged.mixed,
        "no_information": judged.no_information,
        "sign_test_p": judged.sign_test_p,
        "proportion_in_favour": judged.proportion,
        "proportion_low": judged.proportion_low,
        "proportion_high": judged.proportion_high,
        "state": judged.state,
        "reason": judged.reason,
        "source_class": judged.source_class,
        "notes": (*judged.notes, *cautions),
    }
