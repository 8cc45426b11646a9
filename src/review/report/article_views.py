"""What a report shows of the article itself, as plain values that its templates only have to print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from review.core.run_tables import ARTICLE_CHECKS, CLAIMS
from review.core.vocabulary import Check, CheckResult, Kind
from review.report.run_views import Row, rows_of
from review.runs.evidence_matrix import author_year
from review.runs.run import Run

NAMED_AT_ONCE = 8
"""Most overstated claims that are named at once."""

EFFECTS = frozenset({Kind.EFFICACY, Kind.COMPARATIVE, Kind.HARM})
"""Kinds of claim that a reader acts on; equally far from their evidence, they stand first."""


@dataclass(frozen=True)
class ClaimLink:
    """A claim with the number that names its card."""

    number: int
    claim: Row


@dataclass(frozen=True)
class NotedClaim:
    """A check of one claim, or of two that contradict each other."""

    check: Row
    claim: ClaimLink
    other: ClaimLink | None = None


@dataclass(frozen=True)
class NotedHarm:
    """A harm that no claim names, with the label and PMID of each record that reports it."""

    check: Row
    records: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ArticleView:
    """All that a report says about the article; `topics` of safety with the claims that touch them."""

    is_checked: bool
    n_compared: int
    n_fitting: int
    overstated: tuple[NotedClaim, ...]
    furthest: tuple[NotedClaim, ...]
    """Those of them that are the most steps from their evidence, few enough to be named at once."""
    not_studied: tuple[NotedClaim, ...]
    """Claims on which no study that was found reports: nothing measures their wording."""
    understated: tuple[NotedClaim, ...]
    not_compared: tuple[NotedClaim, ...]
    contradictions: tuple[NotedClaim, ...]
    harms: tuple[NotedHarm, ...]
    topics: Mapping[str, tuple[NotedClaim, ...]]


def about_article(run: Run) -> ArticleView:
    """What was noted about the article of a run; overstated claims stand furthest first."""
    links = {
        str(row["claim_id"]): ClaimLink(number, row)
        for number, row in enumerate(rows_of(CLAIMS, run.claims), start=1)
    }
    rows = rows_of(ARTICLE_CHECKS, run.article_checks)
    by_result = {
        result: tuple(_noted(row, links) for row in rows if row["result"] == result)
        for result in CheckResult
        if result is not CheckResult.NOT_MENTIONED
    }
    n_claims = sum(row["check"] == Check.WORDING for row in rows)
    safe = by_result[CheckResult.SAFETY_RELEVANT]
    overstated = sorted(by_result[CheckResult.OVERSTATED], key=_furthest_first)
    not_compared = by_result[CheckResult.NOT_COMPARED]
    not_studied = by_result[CheckResult.NOT_STUDIED]
    return ArticleView(
        is_checked=bool(rows),
        n_compared=n_claims - len(not_compared) - len(not_studied),
        n_fitting=len(by_result[CheckResult.FITS]),
        overstated=tuple(overstated),
        furthest=tuple(
            noted for noted in overstated if noted.check["steps"] == overstated[0].check["steps"]
        )[:NAMED_AT_ONCE],
        not_studied=not_studied,
        understated=by_result[CheckResult.UNDERSTATED],
        not_compared=not_compared,
        contradictions=by_result[CheckResult.CONTRADICTS],
        harms=_harms(rows, run),
        topics=_topics(safe),
    )


def _noted(row: Row, links: Mapping[str, ClaimLink]) -> NotedClaim:
    return NotedClaim(row, links[str(row["claim_id"])], links.get(str(row["other_claim_id"])))


def _furthest_first(noted: NotedClaim) -> tuple[int, bool, int]:
    is_background = noted.claim.claim["kind"] not in EFFECTS
    return (-int(str(noted.check["steps"])), is_background, noted.claim.number)


def _topics(safe: Iterable[NotedClaim]) -> dict[str, tuple[NotedClaim, ...]]:
    topics: dict[str, tuple[NotedClaim, ...]] = {}
    for noted in safe:
        name = str(noted.check["topic"])
        topics[name] = (*topics.get(name, ()), noted)
    return topics


def _harms(rows: Iterable[Row], run: Run) -> tuple[NotedHarm, ...]:
    records = {str(row["pmid"]): row for row in run.records.to_dict("records")}
    harms = []
    for row in rows:
        if row["check"] == Check.HARM:
            pmids = row["pmids"]
            assert isinstance(pmids, list)
            named = tuple((author_year(records[pmid]), pmid) for pmid in pmids)
            harms.append(NotedHarm(row, named))
    return tuple(harms)
