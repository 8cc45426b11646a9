"""How sure the wording of a claim is, held against the certainty of its evidence.

A promise of benefit and a warning are not measured alike. "Reduces", without more, is how evidence of high
certainty is worded (Santesso 2020); moderate certainty is let pass, because an article for everybody hardly
ever writes "probably". A plain warning passes with any evidence: caution does not wait for proof.
"""

import re
from dataclasses import dataclass, replace

from review.article_checks.checks import ArticleCheck
from review.article_checks.lists import found, lists
from review.core.models import Claim
from review.core.vocabulary import (
    ABOUT_HARM,
    Certainty,
    Check,
    CheckResult,
    Direction,
    EvidenceState,
    Kind,
    Strength,
    Verdict,
)

NEGATION_REACH = 3
"""Words between a negation and the word of certainty that it takes back."""

LEVELS = {
    Certainty.HIGH: 4,
    Certainty.ESTABLISHED: 4,
    Certainty.MODERATE: 3,
    Certainty.PROBABLE: 3,
    Certainty.LOW: 2,
    Certainty.VERY_LOW: 1,
    Certainty.SPECULATIVE: 1,
}
CAPS = {
    Verdict.SUPPORTED: 4,
    Verdict.PARTLY_SUPPORTED: 3,
    Verdict.CONFLICTING: 1,
    Verdict.INSUFFICIENT: 1,
    Verdict.CONTRADICTED: 0,
}
"""The most that the evidence of a claim with this verdict carries. One that holds only in part cannot be certain."""

PROMISE = {Strength.CERTAIN: (4, 4), Strength.PLAIN: (3, 4), Strength.HEDGED: (1, 2)}
WARNING = {Strength.CERTAIN: (3, 4), Strength.PLAIN: (1, 4), Strength.HEDGED: (1, 3)}
"""Least and highest level of evidence that each wording fits."""

SAYS = {
    Strength.CERTAIN: "Worded as certain",
    Strength.PLAIN: "Worded plainly, without a caution",
    Strength.HEDGED: "Worded with caution",
}
IN_WORDS = {
    Verdict.CONFLICTING: "the evidence found conflicts",
    Verdict.INSUFFICIENT: "the evidence found is too little to tell",
    Verdict.CONTRADICTED: "the evidence found points the other way",
}
IN_NO_STUDY = {
    EvidenceState.SILENT: "no study that was found reports on it",
    EvidenceState.NOTHING_FOUND: "no study of it was found",
    EvidenceState.NOTHING_RELEVANT: "no study of it was found",
}


@dataclass(frozen=True)
class Worded:
    """How sure a wording is, and the words that made it so."""

    strength: Strength
    words: tuple[str, ...] = ()


def is_warning(claim: Claim) -> bool:
    """Whether a claim warns of harm; one that says that something is safe promises instead."""
    if claim.kind is Kind.CONTRAINDICATION:
        return True
    warns = claim.direction in (Direction.INCREASES, Direction.WORSENS)
    return claim.kind in ABOUT_HARM and warns


def worded(claim: Claim, said: str = "") -> Worded:
    """How sure the claim is worded: by its statement, else by the article's own words for it.

    Args:
        claim: the claim.
        said: the passage of the article that makes the claim, where the article is at hand.
    """
    by_statement = _worded(claim.statement, is_warning(claim))
    if by_statement.strength is not Strength.PLAIN or by_statement.words:
        return by_statement
    return _worded(said, is_warning(claim))


def check_wording(
    claim: Claim,
    verdict: Verdict,
    certainty: Certainty,
    *,
    state: EvidenceState = EvidenceState.EVIDENCE,
    said: str = "",
) -> ArticleCheck:
    """Whether the claim's wording says more, as much or less than its evidence carries.

    Where no study was found nothing was measured, and that is the result: it is not overstatement.
    """
    told = worded(claim, said)
    if verdict not in CAPS or (verdict is not Verdict.CONTRADICTED and certainty not in LEVELS):
        return replace(_noted(claim, told), reason=_why_not(verdict))
    if state in IN_NO_STUDY:
        return replace(
            _noted(claim, told),
            result=CheckResult.NOT_STUDIED,
            reason=f"{_saying(told)}; {IN_NO_STUDY[state]}, so nothing measures the wording.",
            rule="no study found",
        )
    level = min(CAPS[verdict], LEVELS.get(certainty, 0))
    scale = "warning" if is_warning(claim) else "promise"
    steps = _steps(level, *(WARNING if is_warning(claim) else PROMISE)[told.strength])
    return replace(
        _noted(claim, told),
        result=_result(steps),
        steps=steps,
        reason=f"{_saying(told)}; {_carrying(verdict, certainty)}.",
        rule=f"{scale}, {told.strength} wording",
    )


def _result(steps: int) -> CheckResult:
    if not steps:
        return CheckResult.FITS
    return CheckResult.OVERSTATED if steps > 0 else CheckResult.UNDERSTATED


def _worded(text: str, warns: bool) -> Worded:
    """Certainty with a caution in front ("may be a breakthrough") counts as plain."""
    text = lists().words["not_certain"].sub("", text)
    certain = tuple(dict.fromkeys((*_promises(text, "overstatement"), *_promises(text, "certain"))))
    hedges = found("hedged", text) + (found("possibility", text) if warns else ())
    if certain and hedges:
        return Worded(Strength.PLAIN, (*hedges, *certain))
    if certain:
        return Worded(Strength.CERTAIN, certain)
    return (
        Worded(Strength.HEDGED, tuple(dict.fromkeys(hedges))) if hedges else Worded(Strength.PLAIN)
    )


def _promises(text: str, name: str) -> tuple[str, ...]:
    """Words of a list of certainty that no negation before them takes back."""
    return tuple(
        match.group().lower()
        for match in lists().words[name].finditer(text)
        if not _is_negated(text[: match.start()])
    )


def _is_negated(before: str) -> bool:
    near = " ".join(re.findall(r"[\w'’]+", before)[-NEGATION_REACH:]).replace("’", "'")
    return bool(found("negation", near))


def _steps(level: int, least: int, highest: int) -> int:
    """Positive: so many levels short of what the wording needs; negative: so many above it."""
    return max(0, least - level) or min(0, highest - level)


def _saying(told: Worded) -> str:
    quoted = ", ".join(f"“{word}”" for word in told.words)
    if told.strength is Strength.PLAIN and told.words:
        return f"Worded as certain, but with caution ({quoted})"
    return SAYS[told.strength] + (f" ({quoted})" if quoted else "")


def _carrying(verdict: Verdict, certainty: Certainty) -> str:
    if verdict in IN_WORDS:
        return IN_WORDS[verdict]
    graded = certainty in (Certainty.ESTABLISHED, Certainty.PROBABLE, Certainty.SPECULATIVE)
    words = (
        f"the evidence is {certainty}" if graded else f"the evidence is of {certainty} certainty"
    )
    return words + (", and holds only in part" if verdict is Verdict.PARTLY_SUPPORTED else "")


def _why_not(verdict: Verdict) -> str:
    if verdict is Verdict.SEARCH_FAILED:
        return "The search failed, so there is nothing to compare the wording with."
    return "The claim was not rated, so there is nothing to compare its wording with."


def _noted(claim: Claim, told: Worded) -> ArticleCheck:
    """A claim whose wording is not compared with anything."""
    return ArticleCheck(
        Check.WORDING,
        CheckResult.NOT_COMPARED,
        reason="",
        rule="not rated",
        claim_id=claim.claim_id,
        wording=told.strength,
        words=told.words,
    )
