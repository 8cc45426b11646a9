"""From rules to a ruling: the first rule that applies, then the claim judged as it is worded."""

from dataclasses import dataclass

from review.core.models import Claim
from review.core.vocabulary import Verdict
from review.synthesis.basis import MODERATE
from review.synthesis.facts import Facts
from review.synthesis.rules import rules_for
from review.terms.word_lists import words_in


@dataclass(frozen=True)
class Ruling:
    """The rule that decided a claim, its verdict and reason, and the condition of a partial one."""

    rule: str
    verdict: Verdict
    reason: str
    condition: str = ""


def decide(facts: Facts) -> Ruling:
    """The first rule that applies; an overstated claim loses a step where certainty is below moderate."""
    rule = next(rule for rule in rules_for(facts.claim) if rule.applies(facts))
    condition = ""
    if rule.verdict is Verdict.PARTLY_SUPPORTED:
        condition = "; ".join(facts.shortfalls())
    detail = f" ({facts.tally}{'; ' + condition if condition else ''})"
    ruling = Ruling(rule.name, rule.verdict, f"{rule.reason}{detail}.", condition)
    return judged_as_worded(facts.claim, ruling, relied_on=facts.level >= MODERATE)


def judged_as_worded(claim: Claim, ruling: Ruling, *, relied_on: bool) -> Ruling:
    """A claim that promises more than the evidence can carry is judged one step lower.

    Args:
        claim: the claim, with its wording.
        ruling: what the evidence gives without regard to the wording.
        relied_on: whether the certainty is at least moderate (or the mechanism probable).
    """
    words = words_in(claim.statement, "overstatement")
    lower = {
        Verdict.SUPPORTED: Verdict.PARTLY_SUPPORTED,
        Verdict.PARTLY_SUPPORTED: Verdict.INSUFFICIENT,
    }.get(ruling.verdict)
    if relied_on or not words or lower is None:
        return ruling
    quoted = ", ".join(f"“{word}”" for word in words)
    return Ruling(
        f"{ruling.rule}, judged as worded",
        lower,
        f"{ruling.reason} The wording ({quoted}) promises more than this certainty carries.",
        "; ".join(filter(None, (ruling.condition, "less than the wording promises"))),
    )
