"""The verdict on a mechanism claim, from the consistency of the pharmacology."""

from collections.abc import Callable
from dataclasses import dataclass

from review.core.models import Claim
from review.core.vocabulary import Certainty, Verdict
from review.synthesis.decision import Ruling, judged_as_worded
from review.synthesis.direction import DirectionOfEffect
from review.synthesis.facts import FAVOURABLE, SUBSTANTIAL_STUDIES, Facts
from review.synthesis.pharmacology import Pharmacology


@dataclass(frozen=True)
class MechanismRule:
    """A named rule for mechanism claims."""

    name: str
    applies: Callable[[Facts, Pharmacology], bool]
    verdict: Verdict
    reason: str


def _on_the_question(facts: Facts) -> bool:
    """Whether a source that agrees is on the claim's own question; laboratory work is, here."""
    return any(study.is_direct or study.is_laboratory for study in facts.showing(*FAVOURABLE))


MECHANISM_RULES: tuple[MechanismRule, ...] = (
    MechanismRule(
        "mechanism to the contrary",
        lambda facts, pharmacology: (
            pharmacology.leading is DirectionOfEffect.AGAINST
            and (
                pharmacology.certainty is Certainty.ESTABLISHED
                or facts.count(DirectionOfEffect.AGAINST) >= SUBSTANTIAL_STUDIES
            )
        ),
        Verdict.CONTRADICTED,
        "The pharmacology shows the contrary",
    ),
    MechanismRule(
        "consistent pharmacology",
        lambda facts, pharmacology: (
            pharmacology.leading is DirectionOfEffect.TOWARDS
            and pharmacology.certainty is not Certainty.SPECULATIVE
            and _on_the_question(facts)
            and not facts.conditions
        ),
        Verdict.SUPPORTED,
        "The pharmacology is consistent with the claim",
    ),
    MechanismRule(
        "pharmacology divided",
        lambda facts, pharmacology: (
            pharmacology.leading is DirectionOfEffect.MIXED
            and facts.count(*FAVOURABLE) >= SUBSTANTIAL_STUDIES
            and facts.count(DirectionOfEffect.AGAINST) >= SUBSTANTIAL_STUDIES
        ),
        Verdict.CONFLICTING,
        "Several sources stand on either side",
    ),
    MechanismRule(
        "pharmacology agrees in part",
        lambda facts, pharmacology: (
            pharmacology.leading is not DirectionOfEffect.AGAINST
            and bool(
                facts.count(DirectionOfEffect.MIXED)
                or facts.count(*FAVOURABLE) >= SUBSTANTIAL_STUDIES
                or (facts.count_direct(*FAVOURABLE) and not facts.not_shown)
            )
        ),
        Verdict.PARTLY_SUPPORTED,
        "Sources agree with part of the claim, or only one does",
    ),
    MechanismRule(
        "too little pharmacology",
        lambda facts, pharmacology: True,
        Verdict.INSUFFICIENT,
        "A single source beside the question, or sources that do not agree, cannot tell",
    ),
)


def decide_mechanism(claim: Claim, facts: Facts, pharmacology: Pharmacology) -> Ruling:
    """The first rule that applies; an overstated claim loses a step where the mechanism is speculative."""
    rule = next(rule for rule in MECHANISM_RULES if rule.applies(facts, pharmacology))
    condition = "; ".join(facts.conditions) if rule.verdict is Verdict.PARTLY_SUPPORTED else ""
    ruling = Ruling(rule.name, rule.verdict, f"{rule.reason} ({facts.tally}).", condition)
    relied_on = pharmacology.certainty is not Certainty.SPECULATIVE
    return judged_as_worded(claim, ruling, relied_on=relied_on)
