"""What a run on the bundled snapshot must say where its topic is another one."""

import json

from review.core.settings import data_folder
from review.core.vocabulary import EvidenceState
from review.runs.run import Run

SNAPSHOT = "snapshot"
NOT_THERE = (EvidenceState.NOTHING_FOUND, EvidenceState.NOTHING_RELEVANT)


def off_topic_note(run: Run) -> str:
    """One sentence where claims of a run found nothing in the bundled snapshot; empty for any other run.

    The snapshot holds a selection of records on one topic: that it holds none on a claim says nothing about PubMed.
    """
    if run.manifest.get("source") != SNAPSHOT:
        return ""
    without = int(run.summary_of_findings["state"].isin(NOT_THERE).sum())
    if not without:
        return ""
    about = json.loads((data_folder() / SNAPSHOT / "snapshot.json").read_text(encoding="utf-8"))
    return (
        f"{without} of {len(run.claims)} claims found no record that bears on them in the bundled snapshot, which is "
        f"{about['records']} records on {about['topic']}, not PubMed: search PubMed itself with --source pubmed."
    )
