"""A rating can be made again from the tables of a run: appraisals and claims, and nothing else."""

from pathlib import Path

import pandas as pd
import pytest

from review.appraisal.table import appraisals_from
from review.claims.library import claims_from, load_claims
from review.core.models import Appraisal, Claim, DomainRating
from review.core.run_tables import APPRAISALS, CERTAINTY, CLAIMS, SUMMARY_OF_FINDINGS
from review.core.settings import data_folder
from review.core.tables import parse_list
from review.core.vocabulary import Certainty, Domain, EvidenceState, Kind
from review.pipeline import stages
from review.synthesis.certainty import certainty_of, rate
from review.synthesis.direction import body_of_evidence
from review.synthesis.pharmacology import consistency
from review.synthesis.studies import gather
from review.terms.precautions import question_behind

BUNDLED = ("baclofen_opioid_withdrawal", "clonidine_heroin_withdrawal")


@pytest.fixture(scope="module", params=BUNDLED)
def tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a run on the bundled snapshot, written to files."""
    claims = load_claims(data_folder() / "claims" / f"{request.param}.csv")
    found = stages.search(claims, source="snapshot")
    read = stages.appraise(claims, found.records, found.screening)
    made = stages.synthesise(claims, found.searches, found.records, found.screening, read)
    folder = tmp_path_factory.mktemp(request.param)
    CLAIMS.write(claims, folder)
    APPRAISALS.write(read, folder)
    CERTAINTY.write(made.certainty, folder)
    SUMMARY_OF_FINDINGS.write(made.summary_of_findings, folder)
    return folder


def rated_again(claim: Claim, appraisals: list[Appraisal]) -> tuple[Certainty, list[DomainRating]]:
    """Certainty and steps of a claim from its appraisals; no record is looked at."""
    claim = question_behind(claim) or claim
    body = body_of_evidence(claim, gather(appraisals), {})
    if claim.kind is Kind.MECHANISM:
        pharmacology = consistency(claim, body)
        return pharmacology.certainty, [pharmacology.domain]
    steps = rate(claim, body)
    return certainty_of(steps), list(steps)


def written_steps(certainty: pd.DataFrame, claim_id: str) -> list[DomainRating]:
    rows = certainty[certainty["claim_id"] == claim_id].to_dict("records")
    return [
        DomainRating(
            Domain(row["domain"]),
            int(row["levels"]),
            row["reason"],
            tuple(parse_list(row["pmids"])),
        )
        for row in rows
    ]


def test_every_certainty_of_a_run_follows_from_its_appraisals(tables: Path) -> None:
    read = appraisals_from(APPRAISALS.read(tables))
    certainty, findings = CERTAINTY.read(tables), SUMMARY_OF_FINDINGS.read(tables)
    written = {row["claim_id"]: row for row in findings.to_dict("records")}
    again = 0
    for claim in claims_from(CLAIMS.read(tables)):
        row = written[claim.claim_id]
        rated = row["certainty"] != Certainty.NOT_RATED
        if row["state"] != EvidenceState.EVIDENCE or not rated:
            continue
        mine = [one for one in read if one.claim_id == claim.claim_id]
        level, steps = rated_again(claim, mine)
        assert level == row["certainty"], claim.claim_id
        assert steps == written_steps(certainty, claim.claim_id), claim.claim_id
        again += 1
    assert again > 15


def test_the_levels_of_a_claim_add_up_to_its_certainty(tables: Path) -> None:
    certainty, findings = CERTAINTY.read(tables), SUMMARY_OF_FINDINGS.read(tables)
    for row in findings.to_dict("records"):
        steps = written_steps(certainty, row["claim_id"])
        if steps and steps[0].domain is Domain.SOURCE:
            assert row["certainty"] == Certainty.NOT_RATED
        elif steps and steps[0].domain is not Domain.PHARMACOLOGY:
            assert certainty_of(steps) == row["certainty"]
