"""Claims on which safety depends: a reader who acts on one wrongly can come to harm."""

from collections.abc import Iterator

from review.appraisal.question import question
from review.article_checks.checks import ArticleCheck
from review.article_checks.lists import SafetyWords, lists
from review.core.models import Claim
from review.core.vocabulary import Check, CheckResult, Kind

COMBINATION = "combination with other substances"
SUBSTANCES = 2


def check_safety(claim: Claim) -> Iterator[ArticleCheck]:
    """The topics of safety that a claim touches, in the order of the list."""
    for entry in lists().safety:
        words = _words(claim, entry)
        combines = entry.topic == COMBINATION and combines_substances(claim)
        if words or combines:
            yield ArticleCheck(
                Check.SAFETY,
                CheckResult.SAFETY_RELEVANT,
                entry.reason,
                "substances combined" if combines else "named in the claim",
                claim_id=claim.claim_id,
                topic=entry.topic,
                words=words,
            )


def combines_substances(claim: Claim) -> bool:
    """Whether the claim is about taking several substances together."""
    if claim.kind is Kind.INTERACTION:
        return True
    return any(
        sum(part.group == "drug" for part in concept.parts) >= SUBSTANCES
        for concept in question(claim).interventions
    )


def _words(claim: Claim, entry: SafetyWords) -> tuple[str, ...]:
    text = f"{claim.statement} ; {claim.intervention}"
    named = [*entry.words.finditer(text), *entry.people.finditer(claim.population)]
    return tuple(dict.fromkeys(match.group().lower() for match in named))
