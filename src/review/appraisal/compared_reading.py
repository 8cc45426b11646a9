"""Reading a record for a comparison: the sentence that tells it best, and the stance that follows.

Sentences are ranked (`ranking`), the direction of the effect is read in each that may tell it
(`comparison`), and the stance follows from the claim's direction by the rules of docs/method/appraisal.md. A sentence
that does not name the outcome answers nothing, nor does a record that never names the arms.
"""

from review.appraisal.addressed import (
    LEAST_NAMED,
    is_studied,
    named_share,
    names_for,
    names_treatment,
)
from review.appraisal.clauses import split_arms
from review.appraisal.comparison import Compared, compare
from review.appraisal.comparison_signals import Comparison
from review.appraisal.effects import Effect
from review.appraisal.evidence import Evidence
from review.appraisal.naming import CONTROL, CUES, arms, named_arms, outcome_place
from review.appraisal.passages import Passage, may_find
from review.appraisal.polarity import polarity
from review.appraisal.question import Question
from review.appraisal.ranking import is_asked, is_compared, rank
from review.appraisal.stance import FINDING_OF, LESS_WILL_DO, Reading
from review.core.models import Claim, Record, Sentence
from review.core.vocabulary import (
    ABOUT_HARM,
    IN_OWN_WORDS,
    ComparatorKind,
    Direction,
    Finding,
    Kind,
    Stance,
)
from review.reading.sentences import sentences
from review.terms.cues import has_cue

LEAST_SURE = 0.5
"""Probability that a finding or an answer must have to speak for or against a claim: likelier than all
others together. A question without a direction gets the likeliest answer, with its probability."""

PASSAGE = 3
"""Sentences of the longest text that somebody has chosen for a question, and not a whole abstract."""

MOST_NAMED = 0.75
"""Share of the outcome's words that title and sentence must name together where the sentence has only the last."""

TITLE_NAMED = 0.5
"""Share of the outcome's words that make a title one about the outcome."""

SURE_OF_HEAD = 0.7
"""The same where the sentence names only the last word of the outcome and the title the rest."""

LEAST_SURE_AGAINST = 0.8
"""The same for an effect of an arm opposite to the claimed one."""

EFFECT = {finding: effect for effect, finding in FINDING_OF.items()}


def read_compared(claim: Claim, asked: Question, record: Record) -> Reading | None:
    """What the record says of the comparison; None where no sentence speaks of the outcome."""
    pairs = names_for(claim, record)
    comparison = Comparison(claim.intervention, claim.comparator, claim.outcome, pairs)
    if not all(is_studied(name, record, pairs) for name in _arms_of(claim)):
        return None
    told = [
        (ranked.score * compared.probability, -passage.start, passage, compared)
        for ranked in rank(claim, record)
        for passage in [_passage(ranked.sentence)]
        if _may_tell(passage, record, asked, comparison)
        for compared in [compare(passage.text, comparison)]
        if compared is not None
        and _counts(compared, claim, asked, passage, record=record, comparison=comparison)
    ]
    if not told:
        return None
    _, _, passage, compared = max(told, key=lambda one: one[:2])
    return _reading(claim, asked, compared, passage)


def _passage(sentence: Sentence) -> Passage:
    return Passage(sentence.text, sentence.start, sentence.end, "abstract", sentence.role)


def _counts(
    compared: Compared,
    claim: Claim,
    asked: Question,
    passage: Passage,
    *,
    record: Record,
    comparison: Comparison,
) -> bool:
    """Whether what a sentence says is sure enough, and its figures are those of the claim's treatment."""
    least = LEAST_SURE if _is_named(passage.text, comparison) else SURE_OF_HEAD
    if claim.direction and not _is_sure(compared, asked, claim.outcome, least):
        return False
    return is_compared(claim) or (_tells(compared) and _may_be_its(claim, passage.text, record))


def _tells(compared: Compared) -> bool:
    """Whether a sentence gives figures of an effect, or says of its figures that they show none.

    Numbers beside no word of direction ("Cdk5 phosphorylates ATM at Ser 794") deny nothing.
    """
    is_null = compared.finding is Finding.NO_CLEAR_DIFFERENCE
    return compared.has_figures and (compared.shows_null or not is_null)


def _may_be_its(claim: Claim, sentence: str, record: Record) -> bool:
    """Whether figures may be those of the claim's treatment.

    A warning's must name it, there or in the title; any claim's where the title names the outcome and
    not the treatment ("Quinine for cramps", for a claim about magnesium).
    """
    share = named_share(claim.outcome, record.title, names_for(claim, record))
    needs_name = claim.kind in ABOUT_HARM or share >= TITLE_NAMED
    return not needs_name or names_treatment(claim, sentence, record)


def is_chosen(claim: Claim, record: Record) -> bool:
    """Whether who asks has chosen the text: a question of PICO parts put to a passage without a title.

    It is read as a whole and need not name outcome and arms again.
    """
    short = len(sentences(record)) <= PASSAGE
    return is_asked(claim) and not record.title and short and bool(record.abstract)


def read_chosen(claim: Claim, asked: Question, record: Record) -> Reading | None:
    """What a chosen text says of the comparison, read as a whole."""
    text = record.abstract
    pairs = names_for(claim, record)
    compared = compare(text, Comparison(claim.intervention, claim.comparator, claim.outcome, pairs))
    if compared is None or (claim.direction and not _is_sure(compared, asked, claim.outcome)):
        return None
    role = sentences(record)[0].role
    return _reading(claim, asked, compared, Passage(text, 0, len(text), "abstract", role))


def _is_sure(compared: Compared, asked: Question, outcome: str, least: float = LEAST_SURE) -> bool:
    """Whether a finding may speak for or against a claim.

    No difference must be shown, not just left open; and between two arms an effect the other way is
    rare, a direction misread is not.
    """
    if compared.finding is Finding.NO_CLEAR_DIFFERENCE:
        return compared.shows_null and compared.probability >= least
    against = asked.comparators and _stance(compared, asked, outcome) is Stance.REFUTES
    return compared.probability >= (LEAST_SURE_AGAINST if against else least)


def _may_tell(passage: Passage, record: Record, asked: Question, comparison: Comparison) -> bool:
    """Whether a passage may hold a finding on the outcome, of these arms and after treatment."""
    text = passage.text
    return (
        (_is_named(text, comparison) or _names_head(text, record.title, comparison))
        and may_find(passage, record)
        and not has_cue(passage.text, "at_the_start", CUES)
        and not _is_of_others(passage.text, asked, comparison)
    )


def _is_named(sentence: str, comparison: Comparison) -> bool:
    """Whether a sentence names enough of the outcome."""
    place = outcome_place(sentence, comparison.outcome, comparison.pairs)
    return place is not None and place.share >= LEAST_NAMED


def _names_head(sentence: str, title: str, comparison: Comparison) -> bool:
    """Whether a sentence names the last word of the outcome ("pain") and the title the rest of it."""
    last = comparison.outcome.split()[-1:]
    whole = named_share(comparison.outcome, f"{title}\n{sentence}", comparison.pairs)
    return (
        whole >= MOST_NAMED and bool(last) and named_share(last[0], sentence, comparison.pairs) == 1
    )


def _is_of_others(text: str, asked: Question, comparison: Comparison) -> bool:
    """Whether a sentence names another treatment and neither arm: the finding is that one's."""
    told = arms(comparison.intervention, comparison.comparator, comparison.pairs)
    ours, others = split_arms(text, asked)
    return bool(others) and not ours and not named_arms(text, told)


def _arms_of(claim: Claim) -> tuple[str, ...]:
    """The arms that a record must name: a comparator too where it is another treatment."""
    is_control = has_cue(claim.comparator, CONTROL, CUES)
    return (claim.intervention, "" if is_control else claim.comparator)


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
    rule = f"comparison {IN_OWN_WORDS} ({', '.join(compared.signals)}; {compared.probability:.0%})"
    outcomes = tuple(sorted({outcome.name for outcome in asked.outcomes}))
    beside = kind is ComparatorKind.ACTIVE and asked.kind is not Kind.COMPARATIVE
    stance = _stance(compared, asked, claim.outcome)
    if beside and stance is Stance.REFUTES and effect is Effect.NULL:
        note = "compared with another active treatment only: neither supports nor refutes"
        return Reading(compared.finding, Stance.NO_INFORMATION, shown, note)
    return Reading(compared.finding, stance, shown, rule, outcomes)


def _stance(compared: Compared, asked: Question, outcome: str) -> Stance:
    """The stance of a comparison by docs/method/appraisal.md; no information where nothing tells what is better."""
    effect, direction = EFFECT[compared.finding], asked.direction
    if direction is None:
        return Stance.NOT_APPLICABLE
    if effect is Effect.NULL:
        borne_out = direction in (Direction.NO_DIFFERENCE, Direction.IS_NOT)
        return Stance.SUPPORTS if borne_out else Stance.REFUTES
    if direction in (Direction.INCREASES, Direction.IS, Direction.DECREASES, Direction.IS_NOT):
        wanted = Effect.DOWN if direction is Direction.DECREASES else Effect.UP
        is_wanted = effect is wanted and direction is not Direction.IS_NOT
        return Stance.SUPPORTS if is_wanted else Stance.REFUTES
    good = _is_good(compared, asked, polarity(outcome))
    if direction is Direction.NO_DIFFERENCE and asked.kind not in LESS_WILL_DO:
        return Stance.REFUTES
    if good is None:
        return Stance.NO_INFORMATION
    return Stance.SUPPORTS if good is not (direction is Direction.WORSENS) else Stance.REFUTES


def _is_good(compared: Compared, asked: Question, outcome_polarity: int) -> bool | None:
    """Whether a clear difference is an improvement; None where neither words nor outcome tell.

    An outcome of unknown kind that rises is taken for one of which more is wanted. Between two arms
    of a trial a clear difference is taken for the one hoped for where the sentence says neither.
    """
    is_up = compared.finding is Finding.INCREASED
    if compared.worth:
        return compared.worth > 0
    if outcome_polarity:
        return is_up == (outcome_polarity > 0)
    return True if is_up or asked.kind is Kind.COMPARATIVE else None


def _comparator(claim: Claim, asked: Question) -> tuple[str, ComparatorKind]:
    """The claim's comparator as a concept; none where the claim names none."""
    if not asked.comparators:
        return "", ComparatorKind.NONE
    passive = has_cue(claim.comparator, CONTROL, CUES)
    return (
        (asked.comparators[0].parts or asked.comparators)[0].concept_id,
        ComparatorKind.PLACEBO if passive else ComparatorKind.ACTIVE,
    )
