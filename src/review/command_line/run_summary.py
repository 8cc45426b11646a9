"""What the command line tells of a finished run, as lines."""

from collections.abc import Iterator

from review.core.tables import parse_list
from review.runs.bundled_source import off_topic_note
from review.runs.known_records import recall
from review.runs.prisma import not_retrieved
from review.runs.run import Run


def lines_of(run: Run) -> Iterator[str]:
    """Verdicts with their counts, then what the searches leave open: the limit, known records."""
    for verdict, count in run.summary_of_findings["verdict"].value_counts().items():
        yield f"{count:4d}  {verdict}"
    unclear = run.claims[run.claims["doubts"].notna()]
    for row in unclear.to_dict("records"):
        yield f"NOT UNDERSTOOD, {row['claim_id']}: {' '.join(parse_list(row['doubts']))}"
    given = int(run.claims["derived"].isna().sum())
    yield (
        f"Claims whose parts all stand in the claims file: {given} of {len(run.claims)}; `review check` shows how "
        "the others were understood."
    )
    if note := off_topic_note(run):
        yield note
    reached = run.searches[run.searches["limit_reached"].fillna(False)]
    if len(reached):
        unread = int((reached["count"] - reached["fetched"]).clip(lower=0).sum())
        yield (
            f"LIMIT REACHED in {len(reached)} of {len(run.searches)} searches "
            f"({reached['claim_id'].nunique()} claims): {unread} matches were not read, only the best "
            f"{reached['limit'].iloc[0]} for each claim; raise it with --limit."
        )
    lost = not_retrieved(run.searches)
    if lost:
        first, reason = next(iter(lost.items()))
        yield (
            f"NOT READ: {len(lost)} of {len(run.records) + len(lost)} records could not be had or read, first "
            f"PMID {first} ({reason.rstrip('.')}); the report names all of them."
        )
    for one in recall(run.claims, run.searches, run.screening):
        yield f"{'' if one.is_whole else 'KNOWN RECORDS NOT FOUND. '}{one}."
