"""All checks of an article as the table `article_checks`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict

import pandas as pd

from review.article_checks.checks import ArticleCheck
from review.article_checks.contradictions import contradictions
from review.article_checks.overstatement import check_wording
from review.article_checks.safety import check_safety
from review.article_checks.unmentioned_harms import unmentioned_harms
from review.claims.article import Article
from review.claims.library import claims_from
from review.core.models import Claim
from review.core.run_tables import ARTICLE_CHECKS
from review.core.vocabulary import Certainty, EvidenceState, ScreeningDecision, Verdict
from review.records.table import records_from


def article_checks(
    claims: pd.DataFrame,
    records: pd.DataFrame,
    screening: pd.DataFrame,
    findings: pd.DataFrame,
    *,
    article: Article | None = None,
) -> pd.DataFrame:
    """What is noted about the article itself: the table `article_checks`.

    Args:
        claims: the table `claims`.
        records: the table `records`.
        screening: the table `screening`.
        findings: the table `summary_of_findings`.
        article: the article; its own words count beside those of the claims where it is given.
    """
    wanted = claims_from(claims)
    taken = screening[screening["decision"] == ScreeningDecision.INCLUDED.value]
    checks = [
        *_wordings(wanted, findings, article),
        *contradictions(wanted),
        *unmentioned_harms(
            wanted,
            {record.pmid: record for record in records_from(records)},
            dict(zip(records["pmid"], records["study_id"], strict=True)),
            {str(name): list(rows) for name, rows in taken.groupby("claim_id")["pmid"]},
            text=article.text if article else "",
        ),
        *(check for claim in wanted for check in check_safety(claim)),
    ]
    return ARTICLE_CHECKS.build(_rows(checks))


def _wordings(
    claims: Iterable[Claim], findings: pd.DataFrame, article: Article | None
) -> Iterator[ArticleCheck]:
    rated = findings.set_index("claim_id")[["verdict", "certainty", "state"]].to_dict("index")
    for claim in claims:
        row = rated[claim.claim_id]
        yield check_wording(
            claim,
            Verdict(row["verdict"]),
            Certainty(row["certainty"]),
            state=EvidenceState(row["state"]),
            said=_said(claim, article),
        )


def _said(claim: Claim, article: Article | None) -> str:
    if article is None or claim.start is None or claim.end is None:
        return ""
    return article.text[claim.start : claim.end]


def _rows(checks: Iterable[ArticleCheck]) -> Iterator[dict[str, object]]:
    numbers: Counter[str] = Counter()
    for check in checks:
        numbers[check.check] += 1
        yield {
            "check_id": f"{check.check.replace(' ', '-')}-{numbers[check.check]}",
            **asdict(check),
        }
