"""The stages joined: claims, searches, records, screening, appraisals, synthesis, run.

Each function takes the tables of the stage before and returns those of its own, so that a notebook,
the command line and another program all take the same path.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from review.appraisal.appraise import appraise as appraise_record
from review.appraisal.table import appraisals_frame, appraisals_from
from review.article_checks.table import article_checks
from review.claims.article import Article, locate, read_article
from review.claims.library import claims_from, load_claims
from review.core.errors import InputError
from review.core.models import Appraisal, Claim, Judgement, Record
from review.core.run_tables import SCREENING, SEARCH_TERMS
from review.core.settings import RECORDS_PER_CLAIM
from review.core.vocabulary import EvidenceState, ScreeningDecision, SearchState
from review.pipeline.run_folder import write_run
from review.pipeline.stage_clock import StageClock
from review.records.identity import study_ids
from review.records.pubmed_xml import parse_article
from review.records.table import records_frame, records_from
from review.report.finished_run import FinishedRun
from review.runs.evidence_matrix import evidence_matrix
from review.runs.manifest import manifest_of, now
from review.runs.output_folder import check_run_folder
from review.runs.prisma import prisma
from review.screening.eligibility import exclusion, relevance
from review.search.claim_searches import count_search_terms, search_claims
from review.search.fetching import fetch_hits, without_missing
from review.search.filters import study_filter as filter_named
from review.search.runs import Hit
from review.search.source import open_source
from review.synthesis.judgement_tables import (
    certainty_frame,
    pooled_frame,
    sensitivity_frame,
    summary_of_findings_frame,
)
from review.synthesis.notes import on_searches
from review.synthesis.sensitivity import sensitivity
from review.synthesis.verdict import judge as judge_claim


@dataclass(frozen=True, eq=False)
class SearchResults:
    """What the searches brought: the log, the records, and which go on to appraisal."""

    searches: pd.DataFrame
    records: pd.DataFrame
    screening: pd.DataFrame
    search_terms: pd.DataFrame = field(default_factory=lambda: SEARCH_TERMS.build(()))
    """Hits per block and term; empty where they were not asked for."""


@dataclass(frozen=True, eq=False)
class Synthesis:
    """What the body of evidence says about every claim."""

    certainty: pd.DataFrame
    summary_of_findings: pd.DataFrame
    evidence_matrix: pd.DataFrame
    pooled: pd.DataFrame
    sensitivity: pd.DataFrame


def search(
    claims: pd.DataFrame,
    *,
    source: str,
    limit: int = RECORDS_PER_CLAIM,
    study_filter: str = "",
    term_counts: bool = False,
) -> SearchResults:
    """Search the source for every claim, fetch what matches and screen it.

    A search that fails, or cannot be made, is a row with state `failed`, never an empty answer; the
    claims it concerns get no verdict, and the others go on. A record that cannot be had or read is named
    in the log (`not_retrieved`); a claim of which too many are missing has no verdict either.

    Args:
        claims: the table `claims`.
        source: `snapshot`, `pubmed`, the http address of an E-utilities service, or a path to PubMed XML.
        limit: most records read per claim, best match first.
        study_filter: name of a published study filter (`review.search.filters`) that every search
            holds, a user's own query excepted; empty text for none.
        term_counts: whether the hits of every block and term are asked for (some 1,000 requests).

    Raises:
        InputError: there is no such filter; nothing was searched.
    """
    wanted, used = claims_from(claims), filter_named(study_filter)
    with open_source(source) as client:
        log, hits = search_claims(wanted, client, limit=limit, study_filter=used)
        terms = count_search_terms(wanted if term_counts else (), client, study_filter=used)
        fetched = fetch_hits(client, hits, parse_article)
    log, hits = without_missing(log, hits, fetched.missing)
    needed = {hit.pmid for hit in hits}
    records = {pmid: record for pmid, record in fetched.records.items() if pmid in needed}
    frame = records_frame(records.values(), study_ids(records.values()))
    return SearchResults(log, frame, _screening(wanted, records, hits), terms)


def _screening(claims: list[Claim], records: dict[str, Record], hits: list[Hit]) -> pd.DataFrame:
    by_id = {claim.claim_id: claim for claim in claims}
    rows = []
    for hit in hits:
        claim, record = by_id[hit.claim_id], records[hit.pmid]
        reason = exclusion(claim, record)
        rows.append(
            {
                "claim_id": hit.claim_id,
                "pmid": hit.pmid,
                "search_id": hit.search_id,
                "rank": hit.rank,
                "decision": ScreeningDecision.EXCLUDED if reason else ScreeningDecision.INCLUDED,
                "reason": reason,
                "relevance": relevance(claim, record),
            }
        )
    return SCREENING.build(rows)


def appraise(claims: pd.DataFrame, records: pd.DataFrame, screening: pd.DataFrame) -> pd.DataFrame:
    """Read every included record for its claim: the table `appraisals`, in the order of screening."""
    by_id = {claim.claim_id: claim for claim in claims_from(claims)}
    by_pmid = _by_pmid(records)
    study_of = dict(zip(records["pmid"], records["study_id"], strict=True))
    included = screening[screening["decision"] == ScreeningDecision.INCLUDED.value]
    return appraisals_frame(
        appraise_record(by_id[claim_id], by_pmid[pmid], study_id=study_of[pmid])
        for claim_id, pmid in zip(included["claim_id"], included["pmid"], strict=True)
    )


def judge(
    claims: pd.DataFrame,
    searches: pd.DataFrame,
    records: pd.DataFrame,
    screening: pd.DataFrame,
    appraisals: pd.DataFrame,
) -> dict[str, Judgement]:
    """The judgement of every claim, by claim id, in file order.

    Raises:
        InputError: a claim was never searched for, so that nobody can say that nothing was found.
    """
    by_pmid = _by_pmid(records)
    return _judge(claims, searches, by_pmid, screening, appraisals)


def _by_pmid(records: pd.DataFrame) -> dict[str, Record]:
    return {record.pmid: record for record in records_from(records)}


def _judge(
    claims: pd.DataFrame,
    searches: pd.DataFrame,
    by_pmid: dict[str, Record],
    screening: pd.DataFrame,
    appraisals: pd.DataFrame,
) -> dict[str, Judgement]:
    failed = set(searches.loc[searches["state"] == SearchState.FAILED.value, "claim_id"])
    found = screening.groupby("claim_id")["pmid"].nunique().to_dict()
    of_claim: dict[str, list[Appraisal]] = {}
    for one in appraisals_from(appraisals):
        of_claim.setdefault(one.claim_id, []).append(one)
    judgements = {
        claim.claim_id: judge_claim(
            claim,
            of_claim.get(claim.claim_id, []),
            records=by_pmid,
            n_found=int(found.get(claim.claim_id, 0)),
            search_failed=claim.claim_id in failed,
        )
        for claim in claims_from(claims)
    }
    _check_searched(judgements, set(searches["claim_id"]))
    return judgements


def _check_searched(judgements: dict[str, Judgement], searched: set[str]) -> None:
    for claim_id, judgement in judgements.items():
        if judgement.state is EvidenceState.NOTHING_FOUND and claim_id not in searched:
            raise InputError(
                f"Claim {claim_id} has no row in searches.csv: search for it before it is judged."
            )


def synthesise(
    claims: pd.DataFrame,
    searches: pd.DataFrame,
    records: pd.DataFrame,
    screening: pd.DataFrame,
    appraisals: pd.DataFrame,
) -> Synthesis:
    """Grade the body of evidence of every claim: certainty, summary of findings, evidence matrix.

    Effects are pooled where they can be, and every verdict is given again without doubtful records.
    """
    asked, by_pmid = claims_from(claims), _by_pmid(records)
    judgements = _judge(claims, searches, by_pmid, screening, appraisals)
    return Synthesis(
        certainty_frame(judgements.values()),
        summary_of_findings_frame(asked, judgements, on_searches(searches, screening)),
        evidence_matrix(appraisals, records, judgements),
        pooled_frame(judgements.values()),
        sensitivity_frame(
            variant
            for claim in asked
            for variant in sensitivity(judgements[claim.claim_id], claim, by_pmid)
        ),
    )


def assemble(
    manifest: dict[str, object],
    claims: pd.DataFrame,
    found: SearchResults,
    appraisals: pd.DataFrame,
    synthesis: Synthesis,
    *,
    article: Article | None = None,
) -> FinishedRun:
    """The run made of the tables of all stages, named as in its manifest."""
    return FinishedRun(
        name=str(manifest["name"]),
        manifest=manifest,
        claims=claims,
        searches=found.searches,
        records=found.records,
        screening=found.screening,
        appraisals=appraisals,
        certainty=synthesis.certainty,
        summary_of_findings=synthesis.summary_of_findings,
        evidence_matrix=synthesis.evidence_matrix,
        prisma=prisma(found.searches, found.records, found.screening, appraisals),
        article=article,
        search_terms=found.search_terms,
        pooled=synthesis.pooled,
        sensitivity=synthesis.sensitivity,
        article_checks=article_checks(
            claims, found.records, found.screening, synthesis.summary_of_findings, article=article
        ),
    )


def run(
    path: str | Path,
    *,
    source: str = "snapshot",
    out: str | Path | None = None,
    article: str | Path | None = None,
    limit: int = RECORDS_PER_CLAIM,
    study_filter: str = "",
    term_counts: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> FinishedRun:
    """Review one article: all stages, and the run folder when one is named.

    Args:
        path: the claims file.
        source: where to search; see `search`.
        out: the run folder to write; nothing is written without it.
        article: the article's file; when given, the report shows the sentence behind each claim.
        limit: most records read per claim.
        study_filter: name of a published study filter; see `search`.
        term_counts: whether the hits of every block and term are asked for.
        progress: told a line before each stage.

    Raises:
        InputError: the claims, the article, the source or the folder cannot be used; nothing was
            searched or written.

    Example:
        >>> import pathlib, tempfile, review
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     claims = pathlib.Path(folder, "one.txt")
        ...     _ = claims.write_text("Talk to a doctor")
        ...     done = review.run(claims)
        >>> list(done.summary_of_findings["verdict"])
        ['not checkable']
    """
    started, clock = now(), StageClock(progress)
    if out is not None:
        check_run_folder(Path(out))
    claims = clock.time("claims", lambda: load_claims(path))
    supplied = None if article is None else _article_of(claims, article)
    found = clock.time(
        "search",
        lambda: search(
            claims, source=source, limit=limit, study_filter=study_filter, term_counts=term_counts
        ),
    )
    appraisals = clock.time("appraisal", lambda: appraise(claims, found.records, found.screening))
    synthesis = clock.time(
        "synthesis",
        lambda: synthesise(claims, found.searches, found.records, found.screening, appraisals),
    )
    manifest = manifest_of(
        Path(path),
        source=source,
        limit=limit,
        study_filter=study_filter,
        searches=found.searches,
        records=found.records,
        started=started,
        durations=clock.seconds,
    )
    done = assemble(manifest, claims, found, appraisals, synthesis, article=supplied)
    if out is not None:
        progress("report")
        write_run(done, Path(out))
    return done


def _article_of(claims: pd.DataFrame, path: str | Path) -> Article:
    """The article, when every claim that points into an article points into this one."""
    article = read_article(path)
    for claim in claims_from(claims):
        if claim.start is not None and claim.end is not None:
            locate(article, claim.start, claim.end, claim.article_sha256)
    return article
