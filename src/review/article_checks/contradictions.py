"""Pairs of claims of one article that say opposite things of the same treatment."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from review.appraisal.question import Question, question
from review.article_checks.checks import ArticleCheck
from review.article_checks.lists import found, lists
from review.article_checks.overstatement import is_warning
from review.core.models import Claim
from review.core.vocabulary import Check, CheckResult, Direction, Kind
from review.mesh.spelling import normal, tokens
from review.terms.concepts import Concept, thesaurus

SIGNS = {Direction.INCREASES: 1, Direction.DECREASES: -1}
GOOD = {Direction.IMPROVES: 1, Direction.WORSENS: -1}
WORTH = {"benefit": 1, "harm": -1}
EFFECTS = frozenset({Kind.EFFICACY, Kind.COMPARATIVE, Kind.HARM, Kind.INTERACTION, Kind.MECHANISM})
"""Kinds of claim that say which way something goes."""

HELPING = frozenset(normal(word) for word in ("do", "does", "did"))

Rule = Callable[[Claim, Claim], str]
"""Says why two claims on the same treatment contradict each other; empty text where they do not."""


def contradictions(claims: Iterable[Claim]) -> list[ArticleCheck]:
    """The pairs of claims that contradict each other, each with the reason, in file order.

    Where one claim contradicts several by the same rule, the first pair stands and its reason names
    the others.
    """
    first: dict[tuple[str, str], ArticleCheck] = {}
    others: dict[tuple[str, str], list[str]] = {}
    for one, other in combinations(claims, 2):
        for pair in _pairs(one, other):
            key = (pair.rule, pair.claim_id)
            first.setdefault(key, pair)
            others.setdefault(key, []).append(pair.other_claim_id)
    return [_with_others(pair, others[key][1:]) for key, pair in first.items()]


def _pairs(one: Claim, other: Claim) -> Iterator[ArticleCheck]:
    """What the first rule that applies says of two claims, in either order."""
    alike = _same(question(one).interventions, question(other).interventions)
    if not (alike or denies(one, other) or denies(other, one)):
        return
    for name, rule in RULES:
        for left, right in ((one, other), (other, one)):
            reason = rule(left, right)
            if reason:
                yield ArticleCheck(
                    Check.CONTRADICTION,
                    CheckResult.CONTRADICTS,
                    reason + _on_people(left, right),
                    name,
                    claim_id=left.claim_id,
                    other_claim_id=right.claim_id,
                )
                return


def _with_others(pair: ArticleCheck, others: list[str]) -> ArticleCheck:
    also = f" The same goes for {', '.join(others)}." if others else ""
    return replace(pair, reason=pair.reason + also)


def _same(ours: Iterable[Concept], theirs: Iterable[Concept]) -> bool:
    return bool(_ids(ours) & _ids(theirs))


def _ids(concepts: Iterable[Concept]) -> frozenset[str]:
    return frozenset(concept.concept_id for concept in concepts)


def _may_share_people(one: Question, other: Question) -> bool:
    """Whether two claims can be about the same people; one that names none is about everybody."""
    if not one.population or not other.population:
        return True
    return _covers(one, other) or _covers(other, one)


def _covers(group: Question, people: Question) -> bool:
    """Whether the people of the second claim belong to a group that the first one names."""
    return bool(_ids(group.population) & thesaurus().addressed(_ids(people.population)))


def _on_people(one: Claim, other: Claim) -> str:
    if bool(one.population) == bool(other.population):
        return ""
    named = one.population or other.population
    return f" One speaks of {named}, the other of people in general, so both may hold."


def _sign(direction: Direction | None, outcome: Concept) -> int:
    """Which way the claim says that the outcome goes: 1 up, -1 down, 0 neither or unknown."""
    if direction in GOOD:
        return GOOD[direction] * WORTH.get(outcome.polarity, 0)
    return SIGNS.get(direction, 0) if direction else 0


def opposite_directions(one: Claim, other: Claim) -> str:
    """The same outcome goes up by one claim and down by the other; or what is good of it does."""
    asked, also = question(one), question(other)
    if not {one.kind, other.kind} <= EFFECTS or not _may_share_people(asked, also):
        return ""
    if _ids(asked.comparators) != _ids(also.comparators):
        return ""
    for ours in asked.outcomes:
        for theirs in also.outcomes:
            signs = _sign(one.direction, ours) * _sign(other.direction, theirs)
            if ours.concept_id == theirs.concept_id and signs < 0:
                up, down = (one, other) if _sign(one.direction, ours) > 0 else (other, one)
                return (
                    f"“{_called(one, ours)}”: more of it by {up.claim_id}, less by {down.claim_id}."
                )
            if _are_counterparts(ours, theirs) and signs > 0:
                return f"“{_called(one, ours)}” and “{_called(other, theirs)}” are opposites, and both go the same way."
    return ""


def denies(one: Claim, other: Claim) -> str:
    """One statement is the other with a negation, whatever their parts are taken to be."""
    negations = [bool(found("negation", claim.statement)) for claim in (one, other)]
    if negations != [False, True] or _meant(one) != _meant(other):
        return ""
    return f"{other.claim_id} denies in the same words what {one.claim_id} says."


def _meant(claim: Claim) -> list[str]:
    """The words of a statement without negations and what they need (does not, is not)."""
    kept = lists().words["negation"].sub(" ", claim.statement)
    return [word for word, _, _ in tokens(kept) if word not in HELPING]


def _called(claim: Claim, outcome: Concept) -> str:
    """The outcome in the claim's words, where it names no other."""
    return claim.outcome if len(question(claim).outcomes) == 1 else outcome.name


def _are_counterparts(ours: Concept, theirs: Concept) -> bool:
    """Whether more of one good thing is less of the other bad one (abstinence and relapse)."""
    wide = {ours.concept_id, *ours.part_of} & {theirs.concept_id, *theirs.part_of}
    return bool(wide) and {ours.polarity, theirs.polarity} == {"benefit", "harm"}


def some_difference_and_none(one: Claim, other: Claim) -> str:
    """One claim says that there is no difference in an outcome, the other that there is."""
    asked, also = question(one), question(other)
    if one.direction is not Direction.NO_DIFFERENCE or one.kind is Kind.HARM:
        return ""
    fits = _ids(asked.comparators) == _ids(also.comparators) and _may_share_people(asked, also)
    differs = any(_sign(other.direction, outcome) for outcome in also.outcomes)
    shared = [
        _called(one, concept) for concept in asked.outcomes if _same([concept], also.outcomes)
    ]
    if other.kind not in EFFECTS or not fits or not differs or not shared:
        return ""
    return f"“{shared[0]}”: no difference by {one.claim_id}, a difference by {other.claim_id}."


def safe_and_harmful(one: Claim, other: Claim) -> str:
    """One claim calls the treatment safe, the other names a serious harm of it."""
    harm = other.kind in (Kind.HARM, Kind.INTERACTION) and is_warning(other)
    words = found("serious", f"{other.statement} ; {other.outcome}")
    if not (says_safe(one) and harm and words):
        return ""
    if not _may_share_people(question(one), question(other)):
        return ""
    return f"{one.claim_id} calls the treatment safe, {other.claim_id} names a serious harm of it (“{words[0]}”)."


def says_safe(claim: Claim) -> bool:
    """Whether a claim says that a treatment is safe."""
    if claim.kind is Kind.GUIDANCE or is_warning(claim):
        return False
    return bool(found("safe", claim.statement)) and not found("negation", claim.statement)


def should_and_should_not(one: Claim, other: Claim) -> str:
    """People who by one claim should not have the treatment are among those it helps by the other."""
    if not is_ban(one) or not _covers(question(one), question(other)):
        return ""
    kinds = (Kind.EFFICACY, Kind.COMPARATIVE)
    if not says_safe(other) and (other.kind not in kinds or not other.direction):
        return ""
    return (
        f"{one.claim_id} rules the treatment out for {one.population}, while {other.claim_id} "
        f"{'calls it safe for' if says_safe(other) else 'promises a benefit to'} {other.population}."
    )


def is_ban(claim: Claim) -> bool:
    """Whether a claim says that people should not have a treatment, not only that care is needed."""
    return claim.kind is Kind.CONTRAINDICATION and not found("caution", claim.statement)


def ban_and_caution(one: Claim, other: Claim) -> str:
    """One claim forbids a treatment to people to whom the other allows it with caution."""
    cautious = other.kind is Kind.CONTRAINDICATION and not is_ban(other)
    shared = _ids(question(one).population) & _ids(question(other).population)
    if not (is_ban(one) and cautious and shared):
        return ""
    return f"{one.claim_id} rules the treatment out for {one.population}; {other.claim_id} allows it with caution."


def is_and_is_not(one: Claim, other: Claim) -> str:
    """What one claim says is so, or should be, the other says is not."""
    asked, also = question(one), question(other)
    if (one.direction, other.direction) != (Direction.IS, Direction.IS_NOT):
        return ""
    if not _same(asked.outcomes, also.outcomes) or not _may_share_people(asked, also):
        return ""
    return f"What {one.claim_id} says is so, {other.claim_id} says is not."


def activates_and_blocks(one: Claim, other: Claim) -> str:
    """By one claim the treatment activates a target, by the other it blocks it."""
    targets = _targets(one) & _targets(other)
    activates = found("activates", one.statement) and not found("blocks", one.statement)
    blocks = found("blocks", other.statement) and not found("activates", other.statement)
    if not (targets and activates and blocks):
        return ""
    return f"The treatment activates a target by {one.claim_id} and blocks it by {other.claim_id}."


def _targets(claim: Claim) -> frozenset[str]:
    """Targets of action that a claim names."""
    known = thesaurus()
    named = {mention.concept_id for mention in known.mentions(claim.statement)}
    own = _ids(question(claim).outcomes) if claim.kind is Kind.MECHANISM else frozenset()
    return own | {name for name in named if known.concepts[name].group == "target"}


RULES: tuple[tuple[str, Rule], ...] = (
    ("statement and denial", denies),
    ("activates and blocks", activates_and_blocks),
    ("is and is not", is_and_is_not),
    ("should and should not", should_and_should_not),
    ("ban and caution", ban_and_caution),
    ("safe and harmful", safe_and_harmful),
    ("opposite directions", opposite_directions),
    ("some difference and none", some_difference_and_none),
)
"""Tried in order for each pair; the first that applies is the reason."""
