"""What a report shows of a run, as plain values that its templates only have to print."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from review.claims.article import Article, locate
from review.core.presentation import CERTAINTY_SYMBOLS, STANCE_LOOKS, VERDICT_LOOKS, Look
from review.core.run_tables import SEARCHES
from review.core.tables import Table, parse_list, text_of
from review.core.vocabulary import (
    Certainty,
    Check,
    Domain,
    NoticeState,
    ScreeningDecision,
    SearchState,
    Stance,
    Verdict,
)
from review.figures.forest import alt_forest, forest_drawing
from review.figures.plots import draw, svg
from review.runs.known_records import Recall, recall
from review.runs.run import Run
from review.search.filters import StudyFilter, study_filter
from review.search.rewriting import left_out_terms

Row = Mapping[str, object]
"""A row of a table; lists are lists, and None stands for missing."""

SILENT = (Stance.NO_INFORMATION, Stance.NOT_APPLICABLE)
STARTS = {4: "high", 3: "moderate", 2: "low", 1: "very low"}
TELLING_REMARKS = ("field not found", "quoted phrase not found")
"""How remarks of a service begin that put a user's own query in doubt."""

STEPS = {1: "one level", 2: "two levels", 3: "three levels"}


@dataclass(frozen=True)
class HighlightedText:
    """A text with one passage to highlight; `passage` is empty where there is none."""

    before: str
    passage: str = ""
    after: str = ""


@dataclass(frozen=True)
class RecordView:
    """One record of a study, as appraised for a claim.

    `is_misplaced` is True where the rationale does not stand where its offsets say.
    """

    record: Row
    appraisal: Row
    title: HighlightedText
    abstract: HighlightedText
    is_misplaced: bool

    @property
    def has_notice(self) -> bool:
        """Whether PubMed links the record to a notice."""
        return self.record["notice_state"] != NoticeState.NONE


@dataclass(frozen=True)
class StudyView:
    """One study of a claim, with its records, the deciding one first."""

    study: Row
    look: Look
    records: tuple[RecordView, ...]


@dataclass(frozen=True)
class ClaimView:
    """All that a report says about one claim. `number` counts from 1 and names its anchor.

    `safety` names the topics for which safety depends on the claim; `wording` is how the check of
    the article found it worded.
    """

    number: int
    claim: Row
    finding: Row
    look: Look
    symbols: str
    searches: tuple[Row, ...]
    n_remarks: int
    terms: tuple[Row, ...]
    recall: Recall | None
    domains: tuple[tuple[Row, str], ...]
    telling: tuple[StudyView, ...]
    silent: tuple[StudyView, ...]
    excluded: tuple[tuple[str, tuple[Row, ...]], ...]
    sentence: HighlightedText | None
    safety: tuple[str, ...]
    wording: Row | None
    pooled: Row | None
    """The row of the table `pooled`; None for a claim that has none."""
    forest: Markup
    """The forest plot as markup and `forest_alt` in words; empty where nothing was pooled."""
    forest_alt: str
    flips: tuple[Row, ...]
    """Rows of the table `sensitivity` with another verdict than the claim's."""


def rows_of(table: Table, frame: pd.DataFrame) -> list[Row]:
    """The rows of a table as plain values."""
    lists = {column.name for column in table.columns if column.content == "list"}
    return [
        {
            name: parse_list(value) if name in lists else (None if pd.isna(value) else value)
            for name, value in row.items()
        }
        for row in frame.to_dict("records")
    ]


def claim_views(run: Run, article: Article | None) -> list[ClaimView]:
    """One view per claim, in file order.

    Raises:
        InputError: the article given is not the one for which the claims were made.
    """
    rows = {table.name: rows_of(table, frame) for table, frame in run.tables()}
    of_claim = {name: _by(rows[name], "claim_id") for name in rows if name != "records"}
    records = {str(row["pmid"]): row for row in rows["records"]}
    known = {one.claim_id: one for one in known_records(run)}
    claims = {row["claim_id"]: row for row in rows["claims"]}
    return [
        _claim_view(
            number,
            finding,
            claims[finding["claim_id"]],
            parts={name: grouped[finding["claim_id"]] for name, grouped in of_claim.items()},
            records=records,
            known=known.get(str(finding["claim_id"])),
            article=article,
            forest=_forest(run, str(finding["claim_id"])),
        )
        for number, finding in enumerate(rows["summary_of_findings"], start=1)
    ]


def marked(text: str, start: object, end: object) -> HighlightedText:
    """The text with the passage between two offsets set apart."""
    if start is None or end is None:
        return HighlightedText(text)
    first, last = int(str(start)), int(str(end))
    return HighlightedText(text[:first], text[first:last], text[last:])


def levels_in_words(row: Row) -> str:
    """What a step of the rating did, for example `down one level`."""
    levels = int(str(row["levels"]))
    if row["domain"] == Domain.START:
        return f"starts {STARTS[levels]}"
    if not levels:
        return "no change"
    return f"{'down' if levels < 0 else 'up'} {STEPS[abs(levels)]}"


def failed_searches(run: Run) -> list[Row]:
    """Searches that got no answer."""
    failed = run.searches[run.searches["state"] == SearchState.FAILED]
    return list(failed.to_dict("records"))


def unclear_claims(run: Run) -> list[Row]:
    """Claims that were not understood, with what to write instead."""
    rows = run.claims[run.claims["doubts"].notna()].to_dict("records")
    return [row | {"doubts": parse_list(row["doubts"])} for row in rows]


def claims_confirmed(run: Run) -> int:
    """How many claims have every part from the claims file, none from the reading of the statement."""
    return int(run.claims["derived"].isna().sum())


def cut_short_searches(run: Run) -> list[Row]:
    """Searches that matched more records than were read."""
    return list(run.searches[run.searches["limit_reached"].fillna(False)].to_dict("records"))


def doubtful_queries(run: Run) -> list[tuple[Row, tuple[str, ...]]]:
    """Answered searches with a query of the user's own of which the service did not know a field or a phrase,
    or left out a term, with these remarks; all remarks where nothing matched. Terms of the suite's
    own queries that a small index lacks are no cause for doubt.
    """
    own = set(run.claims.loc[run.claims["query"].notna(), "claim_id"])
    answered = run.searches["state"] == SearchState.ANSWERED
    doubtful = []
    for row in rows_of(SEARCHES, run.searches[answered & run.searches["claim_id"].isin(own)]):
        said = _texts(row["warnings"])
        lost = left_out_terms(said, text_of(row["query_translation"]))
        remarks = tuple(
            remark
            for remark in said
            if row["count"] == 0
            or remark.lower().startswith(TELLING_REMARKS)
            or remark.partition(": ")[2] in lost
        )
        if remarks:
            doubtful.append((row, remarks))
    return doubtful


def known_records(run: Run) -> tuple[Recall, ...]:
    """Which records that the user knows of were found, by claim; nothing where none is named."""
    return recall(run.claims, run.searches, run.screening)


def filters_used(run: Run) -> list[StudyFilter]:
    """The published study filters that the searches hold."""
    named = run.searches["study_filter"].dropna().unique()
    return [used for name in named if (used := study_filter(name)) is not None]


def search_dates(run: Run) -> str:
    """The date as of which was searched, or the first and the last."""
    dates = sorted(run.searches["searched_on"].dropna().unique())
    has_answer = (run.searches["state"] == SearchState.ANSWERED).any()
    none = (
        "a date that the service does not tell" if has_answer else "no date: nothing was searched"
    )
    return " to ".join(dict.fromkeys([*dates[:1], *dates[-1:]])) or none


def flat(values: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested values as pairs of a dotted name and a text."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{name}.")
        elif isinstance(value, list | tuple):
            yield prefix + name, ", ".join(map(str, value))
        else:
            yield prefix + name, "" if value is None else str(value)


def _texts(values: object) -> list[str]:
    assert isinstance(values, list)
    return [str(value) for value in values]


def _by(rows: Sequence[Row], name: str) -> Mapping[object, list[Row]]:
    grouped: dict[object, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[name]].append(row)
    return grouped


def _claim_view(
    number: int,
    finding: Row,
    claim: Row,
    *,
    parts: Mapping[str, list[Row]],
    records: Mapping[str, Row],
    known: Recall | None,
    article: Article | None,
    forest: tuple[Markup, str],
) -> ClaimView:
    appraisals = {str(row["pmid"]): row for row in parts["appraisals"]}
    counted_first = sorted(parts["evidence_matrix"], key=lambda row: not row["counted"])
    studies = [_study_view(row, appraisals, records) for row in counted_first]
    checks = parts["article_checks"]
    return ClaimView(
        number=number,
        claim=claim,
        finding=finding,
        look=VERDICT_LOOKS[Verdict(str(finding["verdict"]))],
        symbols=CERTAINTY_SYMBOLS[Certainty(str(finding["certainty"]))],
        searches=tuple(parts["searches"]),
        n_remarks=sum(len(_texts(search["warnings"])) for search in parts["searches"]),
        terms=tuple(parts["search_terms"]),
        recall=known,
        domains=tuple((row, levels_in_words(row)) for row in parts["certainty"]),
        telling=tuple(view for view in studies if view.study["stance"] not in SILENT),
        silent=tuple(view for view in studies if view.study["stance"] in SILENT),
        excluded=tuple(_excluded(parts["screening"], records)),
        sentence=None if article is None else _sentence(claim, article),
        safety=tuple(str(row["topic"]) for row in checks if row["check"] == Check.SAFETY),
        wording=next((row for row in checks if row["check"] == Check.WORDING), None),
        pooled=next(iter(parts["pooled"]), None),
        forest=forest[0],
        forest_alt=forest[1],
        flips=tuple(row for row in parts["sensitivity"] if row["flips"]),
    )


def _forest(run: Run, claim_id: str) -> tuple[Markup, str]:
    """The forest plot of a claim as markup, and what it shows in words."""
    of_claim = run.pooled[run.pooled["claim_id"] == claim_id]
    if not of_claim["estimate"].notna().any():
        return Markup(), ""
    drawn = svg(draw(forest_drawing(run, claim_id)))
    return Markup(drawn), alt_forest(run, claim_id)  # noqa: S704 - written by an XML writer


def _study_view(study: Row, appraisals: Mapping[str, Row], records: Mapping[str, Row]) -> StudyView:
    pmids = study["pmids"]
    assert isinstance(pmids, list)
    views = tuple(_record_view(records[pmid], appraisals[pmid]) for pmid in pmids)
    return StudyView(study, STANCE_LOOKS[Stance(str(study["stance"]))], views)


def _record_view(record: Row, appraisal: Row) -> RecordView:
    texts = {name: text_of(record[name]) for name in ("title", "abstract")}
    shown = {name: HighlightedText(text) for name, text in texts.items()}
    place = text_of(appraisal["rationale_in"])
    found = (
        marked(texts[place], appraisal["rationale_start"], appraisal["rationale_end"])
        if place in texts
        else HighlightedText("")
    )
    is_misplaced = found.passage != text_of(appraisal["rationale"])
    if found.passage and not is_misplaced:
        shown[place] = found
    return RecordView(record, appraisal, shown["title"], shown["abstract"], is_misplaced)


def _excluded(
    screening: Sequence[Row], records: Mapping[str, Row]
) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Reasons with the records excluded for them, most frequent reason first."""
    excluded = [row for row in screening if row["decision"] == ScreeningDecision.EXCLUDED]
    grouped = _by(excluded, "reason")
    for reason in sorted(grouped, key=lambda name: (-len(grouped[name]), str(name))):
        yield str(reason), tuple(records[str(row["pmid"])] for row in grouped[reason])


def _sentence(claim: Row, article: Article) -> HighlightedText | None:
    """The article's sentence that makes the claim, with the claim's own words set apart."""
    if claim["start"] is None or claim["end"] is None:
        return None
    start, end = int(str(claim["start"])), int(str(claim["end"]))
    sentence = locate(article, start, end, text_of(claim["article_sha256"]))
    first, last = min(start, sentence.start), max(end, sentence.end)
    return marked(article.text[first:last], start - first, end - first)
