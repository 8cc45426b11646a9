"""The numbers behind each figure, and what each figure shows in words.

A figure is drawn from the frame computed here, and the report prints that frame beside it.
"""

from collections.abc import Mapping

import pandas as pd

from review.core.presentation import design_group
from review.core.vocabulary import Finding, Stance, Verdict
from review.runs.evidence_matrix import studies_in_order, telling_studies
from review.runs.run import Run

HARVEST_COLUMNS = ("refutes", "no clear difference or mixed", "supports")
"""The three hypotheses that a harvest plot sorts studies under."""

EXCLUDED = "Excluded: "
"""What a step of the flow begins with when it counts a reason."""

DIRECTED = frozenset({Stance.SUPPORTS, Stance.REFUTES, Stance.MIXED})


def compute_harvest(run: Run, claim_id: str | None = None) -> pd.DataFrame:
    """Each study with a stance, under the hypothesis it speaks for (Ogilvie 2008).

    A study that found no clear difference and so speaks against its claim stands in the middle: a
    null is not an effect in the opposite direction. Studies without information are not shown.

    Args:
        run: the run.
        claim_id: one claim; None for all.

    Returns:
        Columns claim_id, label, design, column (one of `HARVEST_COLUMNS`), height (rank of the kind
        of design, 1 to 6), n, directness, counted; tallest and largest first within a column.
    """
    matrix = run.evidence_matrix
    shown = matrix[matrix["stance"].isin(DIRECTED)]
    if claim_id is not None:
        shown = shown[shown["claim_id"] == claim_id]
    shown = shown.assign(
        column=[
            harvest_column(stance, finding)
            for stance, finding in zip(shown["stance"], shown["finding"], strict=True)
        ],
        height=[design_group(design).rank for design in shown["design"]],
        order=shown["claim_id"].map(claim_places(run)),
        place=shown["n"].fillna(0),
    ).sort_values(
        ["order", "column", "height", "place", "label"], ascending=[True, True, False, False, True]
    )
    names = ["claim_id", "label", "design", "column", "height", "n", "directness", "counted"]
    return shown[names].reset_index(drop=True)


def harvest_column(stance: str, finding: str) -> str:
    """The hypothesis a study stands under: one of `HARVEST_COLUMNS`."""
    if stance == Stance.SUPPORTS:
        return HARVEST_COLUMNS[2]
    opposite = stance == Stance.REFUTES and finding != Finding.NO_CLEAR_DIFFERENCE
    return HARVEST_COLUMNS[0] if opposite else HARVEST_COLUMNS[1]


def compute_timeline(run: Run) -> pd.DataFrame:
    """Each claim's studies by year: claim_id, year, label, stance, design, directness, counted.

    Studies without a year and studies silent on the outcome are left out; the frame's order is
    claims as asked, then oldest first.
    """
    matrix = run.evidence_matrix
    dated = matrix[matrix["year"].notna() & matrix["stance"].isin(DIRECTED)]
    dated = dated.assign(order=dated["claim_id"].map(claim_places(run)))
    dated = dated.sort_values(["order", "year", "label"])
    names = ["claim_id", "year", "label", "stance", "design", "directness", "counted"]
    return dated[names].reset_index(drop=True)


def compute_evidence_matrix(run: Run) -> pd.DataFrame:
    """The cells of the evidence matrix: claim_id, label, design, n, directness, stance, counted."""
    names = ["claim_id", "label", "design", "n", "directness", "stance", "counted"]
    matrix = run.evidence_matrix
    order = matrix["claim_id"].map(claim_places(run))
    return (
        matrix.assign(order=order).sort_values("order", kind="stable")[names].reset_index(drop=True)
    )


def compute_prisma(prisma: Mapping[str, object]) -> pd.DataFrame:
    """The flow as a table of steps and counts, in the order in which records pass them."""
    reasons = prisma["excluded_by_reason"]
    assert isinstance(reasons, Mapping)
    rows = [
        ("Searches sent", prisma["searches"]),
        ("Searches that failed", prisma["searches_failed"]),
        ("Records identified", prisma["identified"]),
        ("Matching records beyond the limit, not read", prisma["not_read"]),
        ("Duplicates removed", prisma["duplicates_removed"]),
        ("Not retrieved", prisma["not_retrieved"]),
        ("Records screened", prisma["screened"]),
        ("Records excluded", prisma["excluded"]),
        *((EXCLUDED + str(reason), count) for reason, count in reasons.items()),
        ("Records included", prisma["included"]),
        ("Studies included", prisma["studies_included"]),
    ]
    return pd.DataFrame(rows, columns=["step", "n"])


def compute_verdicts(run: Run) -> dict[Verdict, int]:
    """How many claims have each verdict, in the order of the closed list; absent ones are left out."""
    tally = run.summary_of_findings["verdict"].value_counts()
    return {verdict: int(tally[verdict]) for verdict in Verdict if verdict in tally.index}


def alt_evidence_matrix(run: Run) -> str:
    """What the evidence matrix shows, in words."""
    matrix = run.evidence_matrix
    tally = matrix["stance"].value_counts()
    parts = [f"{int(tally[stance])} {stance}" for stance in Stance if stance in tally.index]
    n_studies, n_drawn = (len(studies_in_order(one)) for one in (matrix, telling_studies(matrix)))
    left = n_studies - n_drawn
    silent = (
        f" Not drawn: {several(left, 'study', 'studies')} silent on every claim." if left else ""
    )
    return (
        f"Evidence matrix of {several(len(run.summary_of_findings), 'claim', 'claims')} by "
        f"{several(len(studies_in_order(matrix)), 'study', 'studies')}. Cells by stance: {', '.join(parts) or 'none'}.{silent}"
    )


def alt_harvest(run: Run, claim_id: str | None = None) -> str:
    """What the harvest plot shows, in words."""
    bars = compute_harvest(run, claim_id)
    tally = bars["column"].value_counts()
    parts = [f"{column}: {int(tally.get(column, 0))}" for column in HARVEST_COLUMNS]
    n_claims = bars["claim_id"].nunique()
    where = f"for claim {claim_id}" if claim_id else f"for {several(n_claims, 'claim', 'claims')}"
    return f"Harvest plot {where}. Studies under each hypothesis: {'; '.join(parts)}."


def alt_timeline(run: Run) -> str:
    """What the timeline shows, in words."""
    dated = compute_timeline(run)
    if dated.empty:
        return "Timeline without studies."
    years = dated["year"]
    return (
        f"Timeline of {several(len(dated), 'study finding', 'study findings')} on "
        f"{several(dated['claim_id'].nunique(), 'claim', 'claims')}, "
        f"published {int(years.min())} to {int(years.max())}."
    )


def alt_prisma(prisma: Mapping[str, object]) -> str:
    """What the flow diagram shows, in words."""
    missing = prisma["not_retrieved"]
    lost = f"{missing} that could not be had or read, " if missing else ""
    return (
        f"PRISMA flow: {prisma['identified']} records identified, {prisma['duplicates_removed']} "
        f"duplicates removed, {lost}{prisma['screened']} screened, {prisma['excluded']} excluded, "
        f"{prisma['included']} included, reporting {prisma['studies_included']} studies."
    )


def several(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many}"


def claim_places(run: Run) -> dict[str, int]:
    """The place of each claim among those asked, by its id and in that order."""
    return {name: place for place, name in enumerate(run.summary_of_findings["claim_id"])}
