"""Reading a record for a comparison that the concept lists do not cover, in the claim's own words.

The sentence most likely to show the answer is found (`ranking`), the direction of the effect in it is
read (`comparison`), and the stance follows from the claim's direction by the rules of METHOD 4. A
sentence that does not name the outcome answers nothing, nor does a record that never names the
intervention.
"""

from functools import lru_cache

from review.appraisal.abbreviations import abbreviations, spelled_out
from review.appraisal.comparison import Compared, Comparison, compare, polarity
from review.appraisal.cues import has_cue
from review.appraisal.effects import OPPOSITE, Effect
from review.appraisal.evidence import Evidence
from review.appraisal.naming import CONTROL, CUES, Pairs, outcome_place
from review.appraisal.passages import Passage, may_find
from review.appraisal.question import Question
from review.appraisal.ranking import rank
from review.appraisal.stance import Reading
from review.appraisal.words import content_words, rarity, words
from review.concepts import OWN_PHRASE
from review.models import Claim, Record
from review.vocabulary import ComparatorKind, Direction, Finding, Kind, Stance

LEAST_NAMED = 0.25
"""Share of the outcome's words, by rarity, that a sentence must name to speak of it."""

LEAST_STUDIED = 0.3
"""Share of the intervention's words, by rarity, that a record must name to be about it."""

READ = 3
"""How many sentences are tried, the likeliest first."""

EFFECT = {
    Finding.INCREASED: Effect.UP,
    Finding.DECREASED: Effect.DOWN,
    Finding.NO_CLEAR_DIFFERENCE: Effect.NULL,
}
COMPARED = frozenset({Kind.EFFICACY, Kind.COMPARATIVE, Kind.HARM, Kind.DOSING})


def is_open(asked: Question) -> bool:
    """Whether the question compares treatments, and some of it is in words that no list covers."""
    named = [
        part
        for concept in (*asked.interventions, *asked.comparators, *asked.outcomes)
        for part in (concept.parts or (concept,))
    ]
    return (
        asked.kind in COMPARED
        and bool(asked.interventions and asked.outcomes)
        and any(concept.group == OWN_PHRASE for concept in named)
    )


def read_open(claim: Claim, asked: Question, record: Record) -> Reading | None:
    """What the record says of the comparison; None where no sentence speaks of the outcome."""
    pairs = abbreviations(record.abstract)
    comparison = Comparison(claim.intervention, claim.comparator, claim.outcome, pairs)
    if not _is_studied(claim.intervention, record, pairs):
        return None
    for ranked in rank(claim, record)[:READ]:
        sentence = ranked.sentence
        passage = Passage(sentence.text, sentence.start, sentence.end, "abstract", sentence.role)
        place = outcome_place(sentence.text, claim.outcome, pairs)
        if place is not None and place.share >= LEAST_NAMED and may_find(passage, record):
            return _reading(claim, asked, compare(sentence.text, comparison), passage)
    return None


def _is_studied(intervention: str, record: Record, pairs: Pairs) -> bool:
    """Whether the record names the intervention; an abstract without a title may leave it out."""
    if not record.title:
        return True
    wanted = {w.stem for w in content_words(intervention)}
    meant = wanted | {w.stem for w in content_words(spelled_out(intervention, pairs))}
    named = meant & _stems(record)
    whole = sum(rarity(stem) for stem in wanted)
    return sum(rarity(stem) for stem in named) >= LEAST_STUDIED * whole


@lru_cache(maxsize=4096)
def _stems(record: Record) -> frozenset[str]:
    return frozenset(w.stem for w in words(f"{record.title}\n{record.abstract}"))


def _reading(claim: Claim, asked: Question, compared: Compared, passage: Passage) -> Reading:
    comparator, kind = _comparator(claim, asked)
    effect = EFFECT[compared.finding]
    shown = Evidence(
        effect=effect,
        outcome=asked.outcomes[0],
        claimed=asked.outcomes[0],
        passage=passage,
        weight=passage.weight,
        rule="",
        comparator=comparator,
        comparator_kind=kind,
    )
    rule = f"comparison in the claim's words ({', '.join(compared.signals)}; {compared.probability:.0%})"
    outcomes = tuple(sorted({outcome.name for outcome in asked.outcomes}))
    if asked.direction is None:
        return Reading(compared.finding, Stance.NOT_APPLICABLE, shown, rule, outcomes)
    beside = kind is ComparatorKind.ACTIVE and asked.kind is not Kind.COMPARATIVE
    stance = _stance(effect, asked.direction, polarity(claim.outcome))
    if beside and stance is Stance.REFUTES and effect is Effect.NULL:
        note = "compared with another active treatment only: neither supports nor refutes"
        return Reading(compared.finding, Stance.NO_INFORMATION, shown, note)
    return Reading(compared.finding, stance, shown, rule, outcomes)


def _stance(effect: Effect, direction: Direction, good: int) -> Stance:
    """The stance of an effect; where the outcome's words do not tell whether more of it is better
    (`good` 0), a clear difference is taken for the one that was hoped for.
    """
    if direction is Direction.NO_DIFFERENCE:
        no_worse = effect is Effect.NULL or good == 0 or (effect is Effect.UP) == (good > 0)
        return Stance.SUPPORTS if no_worse else Stance.REFUTES
    better = {1: Effect.UP, -1: Effect.DOWN, 0: effect}[good]
    wanted = {
        Direction.INCREASES: Effect.UP,
        Direction.IS: Effect.UP,
        Direction.DECREASES: Effect.DOWN,
        Direction.IMPROVES: better,
        Direction.WORSENS: OPPOSITE[better],
        Direction.IS_NOT: Effect.NULL,
    }[direction]
    is_null = effect is Effect.NULL
    return Stance.SUPPORTS if effect is wanted and not is_null else Stance.REFUTES


def _comparator(claim: Claim, asked: Question) -> tuple[str, ComparatorKind]:
    """The claim's comparator as a concept; none where the claim names none."""
    if not asked.comparators:
        return "", ComparatorKind.NONE
    passive = has_cue(claim.comparator, CONTROL, CUES)
    return (
        (asked.comparators[0].parts or asked.comparators)[0].concept_id,
        ComparatorKind.PLACEBO if passive else ComparatorKind.ACTIVE,
    )
