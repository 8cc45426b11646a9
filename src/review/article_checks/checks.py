"""What a check of the article notes down."""

from dataclasses import dataclass

from review.core.vocabulary import Check, CheckResult, Strength


@dataclass(frozen=True)
class ArticleCheck:
    """One thing noted about the article; the columns of the table `article_checks` say what each part is."""

    check: Check
    result: CheckResult
    reason: str
    rule: str
    claim_id: str = ""
    other_claim_id: str = ""
    intervention: str = ""
    topic: str = ""
    wording: Strength | None = None
    words: tuple[str, ...] = ()
    steps: int | None = None
    n_studies: int | None = None
    study_ids: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
