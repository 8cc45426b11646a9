"""What a record says about a statement in any words: for it, against it, or nothing.

Two small linear models over readable features decide, with the weights of `data/models/assertions.json`
(`training/train_assertions.py` says on what they were trained): whether the record speaks about the
statement at all (`coverage`), and whether its best sentences speak against it (`relations`, `leanings`).
Where the scores are too near to call, it says nothing: a wrong side is worse than none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from review.appraisal import coverage as about
from review.appraisal import leanings as leaning
from review.appraisal import relations as between
from review.appraisal.coverage import BEST, coverage
from review.appraisal.leanings import leanings
from review.appraisal.linear_model import Weights, chance, score, weights_of
from review.appraisal.ranking import Ranked, rank
from review.appraisal.relations import denies_effect, relations, weighed_mean
from review.appraisal.telling import told
from review.core.models import Claim, Record, Sentence
from review.core.vocabulary import Direction, Stance

FILE = "assertions.json"
COVERED = tuple(f"{name} (coverage)" for name in about.NAMES)
RELATED = (*between.NAMES, *leaning.NAMES)
COVER = tuple(
    about.NAMES.index(name)
    for name in (
        "most words of the claim in a sentence",
        "words of the claim in the best sentences together",
        "words of the claim in the record",
        "weight of the claim's words that the record lacks",
    )
)
"""What of the coverage bears on the side that is taken: a loose match rarely bears a claim out."""

FEATURES = {
    "informs": (*COVERED, *RELATED),
    "refutes": (*RELATED, *(COVERED[n] for n in COVER)),
}
"""What each model looks at, in order. Those of relations are means over the sentences that are read."""

CLEARLY_SPOKEN, CLEARLY_SIDED = 0.15, 0.1
"""How far from even the scores must be: a side that is hardly likelier than the other is not taken."""

UNSETTLED = re.compile(
    r"\b(?:remains?|remained|is|are|was|were|still)(?: (?:\w+ly|still|as yet|yet))? "
    r"(?:unclear|unknown|uncertain|unproven|unresolved|controversial|debated|open|to be (?:\w+))\b|"
    r"\bnot (?:yet |fully |well )?(?:known|clear|established|understood)\b",
    re.IGNORECASE,
)
"""What leaves open that of which a sentence speaks."""

MOVES = frozenset({Direction.INCREASES, Direction.DECREASES, Direction.IMPROVES, Direction.WORSENS})

SPEAKS_AGAINST = {
    "only the claim denies": "the claim denies what the sentence states",
    "only the sentence denies": "the sentence denies what the claim states",
    "the sentence finds no difference, the claim does not": "the sentence finds no difference",
    "the claim finds no difference, the sentence does not": "the sentence finds a difference",
    "only the sentence tells of none": "the sentence tells of no effect",
    "only the claim tells of none": "the sentence tells of an effect",
    "numbers differ": "the numbers differ",
    "opposites": "the sentence says the opposite",
    "sides of a comparison are swapped": "the sides of the comparison are swapped",
    "directions around shared words differ": "the directions differ",
    "the words of direction not shared differ": "the directions differ",
    "sum of directions differs": "the directions differ",
    "directions between shared words differ": "the directions differ",
    "one tells of good, the other of harm": "one tells of good, the other of harm",
    "a ratio goes the other way": "the ratio goes the other way",
    "a ratio's interval holds no effect": "the interval of the ratio holds no effect",
    "the sentence calls something false": "the sentence calls it false",
    "the sentence knows no remedy, the claim does": "the sentence knows no remedy",
}
"""The relations that can be a reason against a claim, as the rule words them."""

OTHERWISE_AGAINST = "the sentence does not bear the claim out"


@dataclass(frozen=True)
class StatementReading:
    """What a record says about a statement.

    `sentence` shows it (None for no information), `rule` says in words why, and `confidence` is the
    model's chance, from 0 to 1, that the stance is right; it is not a certainty of evidence.
    """

    stance: Stance
    sentence: Sentence | None
    rule: str
    confidence: float


@dataclass(frozen=True)
class Values:
    """What the models look at for a claim and a record."""

    informs: tuple[float, ...]
    refutes: tuple[float, ...]
    by_sentence: tuple[tuple[float, ...], ...]
    """What "refutes" would look at, were one sentence the only one read."""


def values(claim: Claim, record: Record, ranked: Sequence[Ranked]) -> Values:
    """The values of `FEATURES` for a claim and a record with an abstract, its sentences best first."""
    covered = coverage(claim, record, ranked)
    cover = tuple(covered[n] for n in COVER)
    read = ranked[:BEST]
    found = [_related(claim.statement, one.sentence.text) for one in read]
    related = weighed_mean(found, [one.score for one in read])
    return Values((*covered, *related), (*related, *cover), tuple((*one, *cover) for one in found))


def _related(claim: str, sentence: str) -> tuple[float, ...]:
    return (*relations(claim, sentence), *leanings(claim, sentence))


@lru_cache(maxsize=8192)
def read_statement(claim: Claim, record: Record) -> StatementReading:
    """What the abstract says about the claim's statement."""
    ranked = rank(claim, record)
    if not ranked:
        return StatementReading(Stance.NO_INFORMATION, None, "no abstract to read", 1.0)
    found = values(claim, record, ranked)
    informs, refutes = _score("informs", found.informs), _score("refutes", found.refutes)
    if informs < CLEARLY_SPOKEN:
        return _nothing("the claim is not spoken about", chance(-informs))
    if abs(refutes) < CLEARLY_SIDED:
        return _nothing("neither clearly for nor against", chance(informs) / 2)
    sure = chance(informs) * chance(abs(refutes))
    return _for(claim, ranked[0], sure) if refutes < 0 else _against(claim, ranked, found, sure)


def _for(claim: Claim, best: Ranked, sure: float) -> StatementReading:
    """For the claim, by its best sentence, unless that lacks what bears a claim out."""
    if lacking := _what_lacks(claim, best.sentence.text):
        return _nothing(lacking, 1 - sure)
    rule = "the sentence says what the claim says"
    return StatementReading(Stance.SUPPORTS, best.sentence, rule, sure)


def _against(
    claim: Claim, ranked: Sequence[Ranked], found: Values, sure: float
) -> StatementReading:
    """Against the claim, by the sentence that most denies it, unless that leaves it open."""
    place = max(range(len(found.by_sentence)), key=lambda n: (_denial(found, ranked, n), -n))
    sentence = ranked[place].sentence
    if _leaves_open(claim.statement, sentence.text):
        return _nothing("the sentence against leaves it open", 1 - sure)
    return StatementReading(
        Stance.REFUTES, sentence, reason_against(found.by_sentence[place]), sure
    )


def _nothing(rule: str, sure: float) -> StatementReading:
    return StatementReading(Stance.NO_INFORMATION, None, rule, sure)


def _leaves_open(claim: str, sentence: str) -> bool:
    """Whether only the sentence says that it is not known ("whether it helps remains unclear")."""
    return bool(UNSETTLED.search(sentence)) and not UNSETTLED.search(claim)


def _what_lacks(claim: Claim, sentence: str) -> str:
    """Why a sentence that speaks of a claim does not bear it out, in words; empty where it may."""
    said = told(sentence)
    says_which_way = claim.direction in MOVES or bool(told(claim.statement).signs)
    if _leaves_open(claim.statement, sentence):
        return "the best sentence leaves it open"
    if says_which_way and not (said.signs or said.effects or said.alike):
        return "the best sentence says no direction"
    if _is_denied_by_one(claim.statement, sentence):
        return "the best sentence denies an effect, or the claim does"
    return ""


def _is_denied_by_one(claim: str, sentence: str) -> bool:
    """Whether the sentence only denies effects and the claim denies nothing, or the other way round."""
    if denies_effect(sentence):
        return not (told(claim).denials or told(claim).alike)
    return denies_effect(claim) and not (told(sentence).denials or told(sentence).alike)


def _denial(found: Values, ranked: Sequence[Ranked], place: int) -> float:
    """How likely a sentence shows that the record speaks against the claim."""
    return ranked[place].score * chance(_score("refutes", found.by_sentence[place]))


def reason_against(found: Sequence[float]) -> str:
    """The relation that speaks most against the claim, in words."""
    _, weights = _model()["refutes"]
    told = [
        (weight * value, name)
        for name, weight, value in zip(RELATED, weights, found, strict=False)
        if name in SPEAKS_AGAINST and weight * value > 0
    ]
    return SPEAKS_AGAINST[max(told)[1]] if told else OTHERWISE_AGAINST


def _score(name: str, values: Sequence[float]) -> float:
    return score(_model()[name], values)


@cache
def _model() -> dict[str, Weights]:
    return weights_of(FILE, FEATURES)
