"""Certainty profile: what moved the certainty of each claim, domain by domain (GRADE)."""

from collections.abc import Iterator, Mapping

import pandas as pd

from review.core.vocabulary import Certainty, Domain, EvidenceState, Stance
from review.figures.figure_numbers import several
from review.figures.legend import Entry, Legend, legend, legend_height
from review.figures.marks import (
    CHARACTER,
    INK,
    MARGIN,
    MUTED,
    PAPER,
    Box,
    Drawing,
    Line,
    Mark,
    Symbol,
    Text,
)
from review.figures.rows import PINNED, PINNED_NARROW, ROW, claim_rows, rows_in_blocks
from review.runs.run import Run

DOMAINS = tuple(domain for domain in Domain if domain is not Domain.START)
FULL, MECHANISM_FULL = 4, 3
HEIGHTS = {
    Certainty.HIGH: 4,
    Certainty.MODERATE: 3,
    Certainty.LOW: 2,
    Certainty.VERY_LOW: 1,
    Certainty.ESTABLISHED: 3,
    Certainty.PROBABLE: 2,
    Certainty.SPECULATIVE: 1,
}
MECHANISM = frozenset({Certainty.ESTABLISHED, Certainty.PROBABLE, Certainty.SPECULATIVE})
COLUMN, LADDER, WORD = 29, 56, 74
STEP_WIDTH, STEP_HEIGHT = 8, 10


def compute_certainty_profile(run: Run) -> pd.DataFrame:
    """One row per claim: the level it starts at, the levels each domain moved it, where it ends.

    Returns:
        Columns claim_id, starting level (4 high to 1 very low), one for each other domain (levels:
        negative down, positive up, 0 none; missing where the domain was not judged), certainty, and
        state (why there is evidence or none); claims as asked.
    """
    levels = run.certainty.pivot_table(
        index="claim_id", columns="domain", values="levels", aggfunc="first", dropna=False
    ).reindex(columns=[domain.value for domain in Domain])
    claims = run.summary_of_findings[["claim_id", "certainty", "state"]]
    joined = claims.merge(levels.reset_index(), on="claim_id", how="left")
    names = [domain.value for domain in Domain]
    return joined[["claim_id", *names, "certainty", "state"]].astype(dict.fromkeys(names, "Int64"))


def alt_certainty_profile(run: Run) -> str:
    """What the profile shows, in words."""
    profile = compute_certainty_profile(run)
    tally = profile["certainty"].value_counts()
    ends = [f"{int(tally[name])} {name}" for name in Certainty if name in tally.index]
    moved = {domain: int((profile[domain.value] < 0).sum()) for domain in DOMAINS}
    downs = [f"{domain} {count}" for domain, count in moved.items() if count]
    return (
        f"Certainty profile of {several(len(profile), 'claim', 'claims')}. "
        f"Certainty: {', '.join(ends) or 'none'}. "
        f"Claims rated down: {', '.join(downs) or 'none'}."
    )


def certainty_profile_drawing(run: Run) -> Drawing:
    """One row per claim: starting level, a column per domain that was judged, final certainty."""
    profile = compute_certainty_profile(run)
    domains = [domain for domain in DOMAINS if profile[domain.value].notna().any()]
    key = _key()
    heading = max(len(domain) for domain in (*domains, Domain.START)) * CHARACTER + 14
    top = MARGIN + max(0.0, legend_height(key) + 8 - heading)
    rows = rows_in_blocks(top, [ROW] * len(profile), heading=heading)
    start = PINNED + 8
    final = start + LADDER + COLUMN * len(domains) + 10
    right = final + LADDER + WORD
    columns: dict[Domain, float] = {
        domain: start + LADDER + COLUMN * (place + 0.5) for place, domain in enumerate(domains)
    }
    marks: list[Mark] = [*claim_rows(run.summary_of_findings, rows=rows, right=right)]
    for edges in rows.blocks:
        marks += _headings(columns, (start, final), edges)
    for row, (upper, lower) in zip(profile.to_dict("records"), rows.spans, strict=True):
        marks += _row(row, columns, (start, final), (upper + lower) / 2)
    marks += legend(key, top=MARGIN)
    size = right + MARGIN, rows.bottom + MARGIN
    sides = PINNED, PINNED_NARROW
    return Drawing("certainty-profile", *size, tuple(marks), *sides, rows.blocks[0][0])


def _headings(
    columns: Mapping[Domain, float], ladders: tuple[float, float], edges: tuple[float, float]
) -> Iterator[Mark]:
    """Names of the domains above a block of rows, and a thread down to its last row."""
    for x in columns.values():
        yield Line((x, edges[0]), (x, edges[1]), width=0.4)
    words = {Domain.START.value: ladders[0] + STEP_WIDTH * FULL / 2}
    words |= {domain.value: x for domain, x in columns.items()}
    for text, x in words.items():
        yield Text(x, edges[0] - 5, text, down="bottom", across="center", is_upright=True)
    yield Text(ladders[1], edges[0] - 10, "Certainty", is_bold=True)


def _row(
    row: Mapping[str, object],
    columns: Mapping[Domain, float],
    ladders: tuple[float, float],
    y: float,
) -> Iterator[Mark]:
    certainty = Certainty(str(row["certainty"]))
    if not pd.isna(row[Domain.START.value]):
        yield from _steps(ladders[0], y, int(str(row[Domain.START.value])), FULL)
    for domain, x in columns.items():
        if not pd.isna(row[domain.value]):
            yield from _move(x, y, int(str(row[domain.value])))
    if certainty in HEIGHTS:
        full = MECHANISM_FULL if certainty in MECHANISM else FULL
        yield from _steps(ladders[1], y, HEIGHTS[certainty], full)
        yield Text(ladders[1] + LADDER - 12, y, certainty.value, is_bold=True)
    else:
        has_evidence = row["state"] == EvidenceState.EVIDENCE
        yield Text(ladders[1], y, certainty.value if has_evidence else str(row["state"]), MUTED)


def _steps(x: float, y: float, height: int, full: int) -> Iterator[Mark]:
    """A ladder of steps, as many of them filled as the level is high."""
    for place in range(full):
        fill = INK if place < height else PAPER
        left = x + (STEP_WIDTH + 1) * place
        yield Box(left, y - STEP_HEIGHT / 2, STEP_WIDTH, STEP_HEIGHT, fill, MUTED)


def _move(x: float, y: float, levels: int) -> Iterator[Mark]:
    """A triangle down or up with the number of levels; a dash where a domain moved nothing."""
    if not levels:
        yield Line((x - 2, y), (x + 2, y), MUTED, 1.0)
        return
    stance = Stance.REFUTES if levels < 0 else Stance.SUPPORTS
    yield Symbol(x - 5, y, stance, 4, is_hollow=False)
    yield Text(x + 5, y, f"{levels:+d}".replace("-", "−"), across="center", is_bold=True)


def _key() -> Legend:
    def moved(text: str, levels: int) -> Entry:
        return Entry(text, tuple(_move(10, 0, levels)), 28)

    return [
        [moved("levels down", -1), moved("levels up", 1)],
        [moved("judged, nothing moved", 0)],
        [Entry("level: of four steps, or of three", tuple(_steps(0, 0, 3, FULL)), 44)],
        [Entry("for a claim about a mechanism", (), 44)],
        [Entry("empty: the domain was not judged", (), 28)],
    ]
