"""Reading a record for a comparison that the concept lists do not cover, in the claim's own words.

The sentence most likely to show the answer is found (`ranking`), the direction of the effect in it is
read (`comparison`), and the stance follows from the claim's direction by the rules of METHOD 4. A
sentence that does not name the outcome answers nothing, nor does a record that never names the
intervention.
"""

from review.appraisal.abbreviations import abbreviations, spelled_out
from review.appraisal.answers import (
    asks_plainly,
    has_conclusions,
    is_question,
    parts,
    read_answer,
)
from review.appraisal.assertions import read_statement
from review.appraisal.clauses import split_arms
from review.appraisal.comparison import BY_INTERVAL, Compared, Comparison, compare, polarity
from review.appraisal.cues import has_cue
from review.appraisal.effects import Effect
from review.appraisal.evidence import Evidence
from review.appraisal.naming import CONTROL, CUES, Pairs, arms, named_arms, outcome_place
from review.appraisal.passages import Passage, may_find
from review.appraisal.question import Question
from review.appraisal.ranking import is_compared, rank
from review.appraisal.stance import FINDING_OF, LESS_WILL_DO, Reading
from review.concepts import OWN_PHRASE, Concept
from review.models import Claim, Record
from review.other_names import other_names
from review.reading import places
from review.vocabulary import (
    ABOUT_HARM,
    IN_OWN_WORDS,
    ComparatorKind,
    Direction,
    Finding,
    Kind,
    Stance,
)
from review.words import stems, weighed

LEAST_NAMED = 0.25
"""Share of the outcome's words, by rarity, that a sentence must name to speak of it."""

MOST_NAMED = 0.75
"""Share of the outcome's words that title and sentence must name together where the sentence has only the last."""

LEAST_STUDIED = 0.3
"""Share of the intervention's words, by rarity, that a record must name to be about it; and of the
other words of a question, to answer it."""

LEAST_SURE = 0.5
"""Probability that a finding or an answer must have to speak for or against a claim: likelier than all
others together. A question without a direction gets the likeliest answer, with its probability."""

SURE_OF_HEAD = 0.7
"""The same where the sentence names only the last word of the outcome and the title the rest."""

READ = 3
"""How many sentences are tried, the likeliest first."""

SHOWS_NONE = frozenset(
    {
        "denial here",
        "denial near",
        "p not small",
        "some p not small",
        "interval holds no effect",
        BY_INTERVAL[True],
    }
)
"""Signals of a comparison by which figures show that there is no difference."""

EFFECT = {finding: effect for effect, finding in FINDING_OF.items()}
COMPARED = frozenset({Kind.EFFICACY, Kind.COMPARATIVE, Kind.DOSING, Kind.HARM, Kind.INTERACTION})


def read_question(claim: Claim, asked: Question, record: Record) -> Reading | None:
    """What the conclusions answer to a yes-or-no question; None where they do not speak of it.

    The lists answer a question that they cover, and other readings one whose record does not conclude.
    """
    if not asks_plainly(claim) or _is_covered(asked) or not has_conclusions(record):
        return None
    return read_stated(claim, asked, record)


def read_in_own_words(claim: Claim, asked: Question, record: Record) -> Reading | None:
    """What the record says of a claim that the concept lists do not cover; None for nothing.

    A comparison, or a question made of PICO parts, is read for its effect; so is any other claim of an
    effect where a sentence gives figures for it. What is left is read for what is said of the
    statement, unless the rules by concepts have read it and found nothing. Advice is not read, nor is
    a claim that the lists cover.
    """
    if asked.kind is Kind.GUIDANCE or _is_covered(asked):
        return None
    compared = None
    if asked.kind in COMPARED and asked.interventions and asked.outcomes:
        compared = read_compared(claim, asked, record)
    if compared is not None or is_compared(claim):
        return compared
    return None if _was_read(asked, record) else read_stated(claim, asked, record)


def _was_read(asked: Question, record: Record) -> bool:
    """Whether the rules by concepts knew where to look and abstained.

    They do where the lists know the treatment, and for a harm that the record names word for word:
    "used to treat drowsiness" tells of no harm. What is harmed (the liver) is not a harm itself.
    """
    known = asked.interventions and all(c.group != OWN_PHRASE for c in asked.interventions)
    named = any(places(record.abstract, concept) for concept in asked.outcomes)
    is_harm = asked.kind in ABOUT_HARM and asked.direction is not Direction.WORSENS
    return bool(known or (is_harm and asked.interventions and named))


def _is_covered(asked: Question) -> bool:
    """Whether intervention and outcome are named, and all that is named stands in the lists."""
    named = [
        part
        for concept in (*asked.interventions, *asked.comparators, *asked.outcomes)
        for part in (concept.parts or (concept,))
    ]
    told = bool(asked.interventions and asked.outcomes)
    return told and all(concept.group != OWN_PHRASE for concept in named)


def read_compared(claim: Claim, asked: Question, record: Record) -> Reading | None:
    """What the record says of the comparison; None where no sentence speaks of the outcome."""
    pairs = _pairs(claim, record)
    comparison = Comparison(claim.intervention, claim.comparator, claim.outcome, pairs)
    if not all(_is_studied(name, record, pairs) for name in _arms_of(claim)):
        return None
    for ranked in rank(claim, record)[:READ]:
        found = ranked.sentence
        passage = Passage(found.text, found.start, found.end, "abstract", found.role)
        if not _may_tell(passage, record, asked, comparison):
            continue
        compared = compare(found.text, comparison)
        least = LEAST_SURE if _is_named(found.text, comparison) else SURE_OF_HEAD
        if compared is None or (claim.direction and compared.probability < least):
            continue
        if is_compared(claim) or (_tells(compared) and _may_be_its(claim, found.text, record)):
            return _reading(claim, asked, compared, passage)
    return None


def _tells(compared: Compared) -> bool:
    """Whether a sentence gives figures of an effect, or says of its figures that they show none.

    Numbers beside no word of direction ("Cdk5 phosphorylates ATM at Ser 794") deny nothing.
    """
    is_null = compared.finding is Finding.NO_CLEAR_DIFFERENCE
    return compared.has_figures and not (is_null and SHOWS_NONE.isdisjoint(compared.signals))


def _may_be_its(claim: Claim, sentence: str, record: Record) -> bool:
    """Whether figures may be those of the claim's treatment; a warning's must name it, there or in the title."""
    return claim.kind not in ABOUT_HARM or _names_treatment(claim, sentence, record)


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
    whole = _share(comparison.outcome, f"{title}\n{sentence}", comparison.pairs)
    return whole >= MOST_NAMED and bool(last) and _share(last[0], sentence, comparison.pairs) == 1


def _is_of_others(text: str, asked: Question, comparison: Comparison) -> bool:
    """Whether a sentence names another treatment and neither arm: the finding is that one's."""
    told = arms(comparison.intervention, comparison.comparator, comparison.pairs)
    ours, others = split_arms(text, asked)
    return bool(others) and not ours and not named_arms(text, told)


def read_stated(claim: Claim, asked: Question, record: Record) -> Reading | None:
    """What the record says of the claim's statement as a whole; None where it says nothing."""
    said = read_answer(claim, record) if asks_plainly(claim) else read_statement(claim, record)
    if said.sentence is None or not _speaks_of(claim, record):
        return None
    if asks_plainly(claim) and said.confidence < LEAST_SURE:
        return None
    sentence = said.sentence
    passage = Passage(sentence.text, sentence.start, sentence.end, "abstract", sentence.role)
    if not may_find(passage, record) or not _names_treatment(claim, sentence.text, record):
        return None
    finding = {
        Stance.SUPPORTS: Finding.STATED,
        Stance.REFUTES: Finding.DENIED,
        Stance.MIXED: Finding.MIXED,
    }[said.stance]
    outcome = asked.outcomes[0] if asked.outcomes else _whole(claim)
    shown = Evidence(
        effect=Effect.NULL if finding is Finding.DENIED else Effect.UP,
        outcome=outcome,
        claimed=outcome,
        passage=passage,
        weight=passage.weight,
        rule="",
        is_statement=True,
    )
    rule = f"statement {IN_OWN_WORDS} ({said.rule}; {said.confidence:.0%})"
    return Reading(finding, said.stance, shown, rule, (outcome.name,))


def _whole(claim: Claim) -> Concept:
    """The statement itself, for a claim of which no outcome can be told apart."""
    return Concept("statement", OWN_PHRASE, (claim.statement,))


def _speaks_of(claim: Claim, record: Record) -> bool:
    """Whether the record names what a question, a warning or a description is about.

    Any conclusion would answer a question otherwise, any harm stand for another, and anything be said
    of a thing. For other statements the model of coverage has judged it already.
    """
    pairs = _pairs(claim, record)
    whole = f"{record.title}\n{record.abstract}"
    if is_question(claim):
        return all(_share(part, whole, pairs) >= LEAST_STUDIED for part in parts(claim))
    if claim.kind not in ABOUT_HARM and claim.direction not in (Direction.IS, Direction.IS_NOT):
        return True
    return (
        _share(claim.outcome or claim.statement, whole, pairs) >= LEAST_NAMED
        and _share(claim.intervention, whole, pairs) >= LEAST_STUDIED
    )


def _names_treatment(claim: Claim, sentence: str, record: Record) -> bool:
    """Whether a sentence, or the title above it, names the claim's intervention; without a title it
    may stand in another sentence, and a claim with no verb that is known names none for sure.
    """
    if not record.title or claim.direction is None:
        return True
    pairs = _pairs(claim, record)
    return _share(claim.intervention, f"{record.title}\n{sentence}", pairs) >= LEAST_STUDIED


def _arms_of(claim: Claim) -> tuple[str, ...]:
    """The arms that a record must name: a comparator too where it is another treatment."""
    is_control = has_cue(claim.comparator, CONTROL, CUES)
    return (claim.intervention, "" if is_control else claim.comparator)


def _pairs(claim: Claim, record: Record) -> Pairs:
    """Short forms that the record explains, and other names of what the claim says in everyday words."""
    parts = (claim.intervention, claim.comparator, claim.outcome)
    named = [pair for phrase in parts for pair in other_names(phrase)]
    written = [(other, said) for said, other in named if " " not in other]
    meant = {
        said: " ".join(other for one, other in named if one == said)
        for said in dict.fromkeys(said for said, _ in named)
    }
    return (*abbreviations(record.abstract), *written, *meant.items())


def _is_studied(intervention: str, record: Record, pairs: Pairs) -> bool:
    """Whether the record names the intervention; an abstract without a title may leave it out."""
    named = _share(intervention, f"{record.title}\n{record.abstract}", pairs)
    return not record.title or named >= LEAST_STUDIED


def _share(phrase: str, text: str, pairs: Pairs) -> float:
    """The share of a phrase's words, by rarity, that a text names; 1 for an empty phrase."""
    wanted = weighed(phrase)
    meant = wanted | weighed(spelled_out(phrase, pairs))
    whole, found = sum(wanted.values()), stems(text)
    named = sum(weight for stem, weight in meant.items() if stem in found)
    return min(1.0, named / whole) if whole else 1.0


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
    """The stance of a comparison by METHOD 4; no information where nothing tells what is better."""
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
    if outcome_polarity:
        return is_up == (outcome_polarity > 0)
    if compared.worth:
        return compared.worth > 0
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
