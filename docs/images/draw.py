"""Draws the picture of the README from a run on the snapshot: `make docs`.

The claims shown are the first of the file that have studies with a direction; studies without information on
any of them are left out, so that the picture can be read at the width of a page.
"""

from dataclasses import replace
from pathlib import Path

from review.core.settings import data_folder
from review.core.vocabulary import Stance
from review.figures import plots
from review.pipeline import stages

CLAIMS = data_folder() / "claims" / "baclofen_opioid_withdrawal.csv"
SHOWN_CLAIMS = 9
RESOLUTION = 130
"""Dots per inch."""


def main() -> None:
    """Write `evidence_matrix.png` beside this file."""
    run = stages.run(CLAIMS)
    telling = run.evidence_matrix[run.evidence_matrix["stance"] != Stance.NO_INFORMATION.value]
    shown = list(dict.fromkeys(telling["claim_id"]))[:SHOWN_CLAIMS]
    part = replace(
        run,
        claims=run.claims[run.claims["claim_id"].isin(shown)],
        summary_of_findings=run.summary_of_findings[
            run.summary_of_findings["claim_id"].isin(shown)
        ],
        evidence_matrix=telling[telling["claim_id"].isin(shown)],
    )
    picture = Path(__file__).with_name("evidence_matrix.png")
    plots.plot_evidence_matrix(part).savefig(picture, dpi=RESOLUTION, metadata={"Software": None})


if __name__ == "__main__":
    main()
