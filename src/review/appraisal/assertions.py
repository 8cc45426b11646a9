"""What a record says about a statement in any words: for it, against it, or nothing.

Two small linear models over readable features decide, with the weights of `data/models/assertions.json`
(`training/train_assertions.py` says on what they were trained): whether the record speaks about the
statement at all (`coverage`), and whether its best sentences speak against it (`relations`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from review.appraisal import coverage as about
from review.appraisal import relations as between
from review.appraisal.coverage import BEST, coverage
from review.appraisal.linear_model import Weights, chance, score, weights_of
from review.appraisal.ranking import rank
from review.appraisal.relations import relations, weighed_mean
from review.models import Claim, Record, Sentence
from review.vocabulary import Stance

FILE = "assertions.json"
COVERED = tuple(f"{name} (coverage)" for name in about.NAMES)
RELATED = between.NAMES
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


@lru_cache(maxsize=8192)
def read_statement(claim: Claim, record: Record) -> StatementReading:
    """What the abstract says about the claim's statement."""
    ranked = rank(claim, record)
    if not ranked:
        return StatementReading(Stance.NO_INFORMATION, None, "no abstract to read", 1.0)
    covered = coverage(claim, record, ranked)
    found = [relations(claim.statement, one.sentence.text) for one in ranked[:BEST]]
    related = weighed_mean(found, [one.score for one in ranked[:BEST]])
    informs = _score("informs", (*covered, *related))
    if informs < 0:
        return StatementReading(
            Stance.NO_INFORMATION, None, "the claim is not spoken about", chance(-informs)
        )
    cover = tuple(covered[n] for n in COVER)
    refutes = _score("refutes", (*related, *cover))
    if refutes < 0:
        rule = "the sentence says what the claim says"
        return StatementReading(
            Stance.SUPPORTS, ranked[0].sentence, rule, chance(informs) * chance(-refutes)
        )
    place = max(
        range(len(found)),
        key=lambda n: (ranked[n].score * chance(_score("refutes", (*found[n], *cover))), -n),
    )
    return StatementReading(
        Stance.REFUTES,
        ranked[place].sentence,
        reason_against(found[place]),
        chance(informs) * chance(refutes),
    )


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
