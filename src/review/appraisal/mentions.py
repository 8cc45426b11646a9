"""What a passage mentions of a question: the treatment, what it is compared with, other treatments, the outcome."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from review.appraisal.addressed import named_share, names_for
from review.appraisal.arms import is_medicine, split_arms
from review.appraisal.question import Question
from review.appraisal.stopping import LITTLE
from review.core.models import Record
from review.core.settings import data_folder
from review.core.vocabulary import Kind
from review.mesh.index import vocabulary
from review.mesh.kinds import ThingKind
from review.relations.language import directions_in, modifiers_in, tokens_of
from review.relations.naming import CONTROL as CONTROL_ARM
from review.relations.naming import CUES, Pairs, arms, named_arms, outcome_place
from review.relations.polarity import is_waited_for
from review.relations.scene import CONTROL, OURS, RIVAL, ArmAt, Scene, as_tokens
from review.relations.small_words import BEFORE_NAME, NO_NAME
from review.terms.concepts import OPTIONS, OWN_PHRASE, Concept, thesaurus
from review.terms.cues import has_cue
from review.terms.named_things import read_phrase
from review.terms.record_concepts import places
from review.terms.term_files import read_toml
from review.terms.words import arm_words, content_words, rarity, stems

Place = tuple[int, int]

LEAST_NAMED = 0.5
"""Share of a phrase's words, by rarity, that a sentence must name to speak of it."""

FEW, ALL_NAMED = 2, 0.99
"""Words of an outcome that must all be named, and the share that means all."""

LEAST_TOLD = 0.45
"""Share of a treatment's words, by rarity, that names it."""

COMMON = 3.0
"""Rarity below which a word tells too little to be asked for."""

REACH = 9
"""Words after a word of comparison in which the name compared with stands."""

ANYWAY = 14
"""Characters between words for what people had anyway and its name."""

SHORTEST = 4
"""Letters of a name that nobody knows."""

NO_ARM = frozenset({"only", "alone"})
GIVEN = frozenset({ThingKind.CHEMICAL, ThingKind.PROCEDURE})
ARM_BEFORE = re.compile(
    r"\b(?:than|versus|vs\.?|compared (?:with|to)|receiving|received|taking|took|over|superior to|inferior to|treated with|assigned to|"
    r"allocated to|relative to)\s+(?:(?:that|those|the|oral|with|of|in|on|receiving|taking|did)\s+){0,3}$",
    re.IGNORECASE,
)
ARM_AFTER = re.compile(r"[\s-]+(?:groups?|arms?|recipients|users|treated)\b", re.IGNORECASE)
"""What stands around a medicine or procedure that was given to some."""

GENERAL_ARM = re.compile(r"(?:the )?(?:control|comparison|comparator)", re.IGNORECASE)
"""What may stand for any comparator."""


def scene_of(
    asked: Question, record: Record, text: str, outcome: Concept, *, about: bool
) -> Scene | None:
    """A passage as the question sees it; None where it does not name the outcome.

    Args:
        asked: the question.
        record: the record, which may explain abbreviations.
        text: the passage.
        outcome: one of the question's outcomes, or one that stands for it.
        about: whether a passage that names no arm is about the question's treatment.
    """
    text = text.replace("\n", " ")
    spans = outcome_places(asked, record, text, outcome)
    if not spans or not _names_whole(asked, record, text, outcome):
        return None
    named = arms_of(asked, record, text, spans)
    ours = asked.words[0]
    if not asked.words[1] and not split_arms(text, asked)[0]:
        pairs = names_for(asked.words, record)
        if named_share(ours, text, pairs, but=arm_words()) < LEAST_NAMED:
            named = tuple(arm for arm in named if arm.side != OURS)
    asked_so = asked.outcomes == (outcome,) and is_waited_for(asked.words[2])
    is_awaited = is_waited_for(outcome.name) or asked_so
    return Scene(text, named, tuple(as_tokens(text, spans)), about, is_awaited)


def outcome_places(asked: Question, record: Record, text: str, outcome: Concept) -> list[Place]:
    """Where a text names the outcome: the widest of nested names, none that is part of another thing's name."""
    spans = list(places(text, outcome))
    if not spans and outcome.group == OWN_PHRASE and outcome.terms[0] in asked.words[2]:
        core = _core(outcome.terms[0])
        place = outcome_place(text, core, names_for(asked.words, record))
        few = len(_stems(core)) <= FEW
        if place is not None and place.share >= (ALL_NAMED if few else LEAST_NAMED):
            spans = [(place.start, place.end)]
        else:
            spans = _heads(asked, record, text, outcome)
    if asked.kind is not Kind.MECHANISM:
        spans = [one for one in spans if not _is_part_of_another(text, one, outcome)]
    return [
        one
        for one in spans
        if not any(other != one and other[0] <= one[0] and one[1] <= other[1] for other in spans)
    ]


@lru_cache(maxsize=4096)
def _core(phrase: str) -> str:
    """An outcome without the noun that only says how it is measured ("duration of colds" is of colds)."""
    listed = read_toml(data_folder() / "terms" / "claim_relations.toml")["light_heads"]
    measures = "|".join(map(re.escape, map(str, listed)))
    bare = re.sub(rf"^(?:the )?(?:{measures})s? of (?:the )?", "", phrase, flags=re.IGNORECASE)
    return bare or phrase


def _heads(asked: Question, record: Record, text: str, outcome: Concept) -> list[Place]:
    """Where a text names the outcome by its head alone ("pain"), under a title that names it whole."""
    words = content_words(outcome.terms[0])
    pairs = names_for(asked.words, record)
    if not words or named_share(outcome.terms[0], record.title, pairs) < ALL_NAMED:
        return []
    return [(one.start, one.end) for one in content_words(text) if one.stem == words[-1].stem]


def _is_part_of_another(text: str, span: Place, outcome: Concept) -> bool:
    """Whether the mention is part of the longer name of another thing ("ST-segment depression", "H2 receptor antagonists")."""
    own = {n for one in (outcome.things or read_phrase(outcome.name).things) for n in one}
    if not own:
        return False
    known = vocabulary()
    terms = {term.lower() for term in outcome.terms}
    return any(
        at.start <= span[0]
        and span[1] <= at.end
        and at.end - at.start > span[1] - span[0] + 1
        and not own & known.wider(at.n)
        and text[at.start : at.end].lower() not in terms
        for at in known.names_in(text)
    )


@lru_cache(maxsize=4096)
def _left_over(phrase: str, outcome: Concept) -> frozenset[str]:
    """The words of the claim's outcome that its concept leaves out ("chest" of "pain in the chest")."""
    options = [_stems(one) for one in OPTIONS.split(phrase) if one.strip()]
    names = [_stems(term.rstrip("*")) for term in outcome.terms]
    fitting = [option - name for option in options for name in names if name and name <= option]
    best: frozenset[str] = min(fitting, key=len, default=frozenset())
    return frozenset(word for word in best if rarity(word) > COMMON)


def _names_whole(asked: Question, record: Record, text: str, outcome: Concept) -> bool:
    """Whether the passage, or the title, has the words of the outcome that its concept leaves out."""
    if outcome.group == OWN_PHRASE:
        return True
    left = _left_over(asked.words[2], outcome)
    return not left or bool(left & (stems(text) | stems(record.title)))


def _stems(phrase: str) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(phrase))


@dataclass(frozen=True)
class NamedHere:
    """A name of an arm in a text, and whose it is."""

    place: Place
    side: int

    def overlaps(self, place: Place) -> bool:
        """Whether it shares letters with a place."""
        return self.place[0] < place[1] and place[0] < self.place[1]


def arms_of(
    asked: Question, record: Record, text: str, spans: Sequence[Place] = ()
) -> tuple[ArmAt, ...]:
    """The arms that a text names, outside these places, without what people had anyway."""
    anyway = [
        tokens_of(text)[one.last - 1].end for one in modifiers_in(text) if one.category == "anyway"
    ]
    found: list[ArmAt] = []
    for named in sorted(_named(asked, record, text), key=lambda one: (one.place[0], -one.place[1])):
        start, end = named.place
        within = any(first < end and start < last for first, last in spans)
        if within or any(0 <= start - at <= ANYWAY for at in anyway):
            continue
        first, last = as_tokens(text, [named.place])[0]
        inner = any(one.first <= first and last <= one.last and one.side != RIVAL for one in found)
        if not inner:
            little = bool(LITTLE.search(text[:start]))
            name = f"no {text[start:end]}" if little and named.side == CONTROL else text[start:end]
            found.append(ArmAt(first, last, named.side, name, little and named.side == OURS))
    return (*found, *_unknown(text, found))


def _named(asked: Question, record: Record, text: str) -> list[NamedHere]:
    """Names of arms: in the claim's words, by concepts, by the vocabulary; an earlier one outranks a later."""
    found = list(_in_own_words(asked, record, text))
    ours, others = split_arms(text, asked)
    for arm in ours:
        place = (arm.start, arm.end)
        if not any(one.side == CONTROL and one.overlaps(place) for one in found):
            found = [one for one in found if one.place != place]
            found.append(NamedHere(place, OURS))
    wanted = {n for concept in asked.comparators for n in thesaurus().narrower(concept.concept_id)}
    for arm in others:
        passive = (
            not is_medicine(arm.concept_id)
            and thesaurus().concepts[arm.concept_id].group == "comparator"
        )
        general = asked.kind is not Kind.COMPARATIVE or GENERAL_ARM.match(text, arm.start)
        side = CONTROL if (passive and general) or arm.concept_id in wanted else RIVAL
        if not any(one.place == (arm.start, arm.end) for one in found):
            found.append(NamedHere((arm.start, arm.end), side))
    return [*found, *_in_vocabulary(text, found)]


def _in_own_words(asked: Question, record: Record, text: str) -> Iterator[NamedHere]:
    ours, theirs, _ = asked.words
    pairs = names_for(asked.words, record)
    for one in named_arms(text, arms(ours, theirs, pairs)):
        words = text[one.start : one.end]
        unsure = one.side > 0 and not theirs and not _tells(ours, words, pairs)
        if words.lower() not in NO_ARM and not unsure:
            yield NamedHere((one.start, one.end), OURS if one.side > 0 else CONTROL)


def _tells(intervention: str, words: str, pairs: Pairs) -> bool:
    """Whether words tell the treatment from others: "surgery" alone does not name laparoscopic surgery."""
    if has_cue(words, "treated_arm", CUES) or words.isupper():
        return True
    return named_share(intervention, words, pairs, but=arm_words()) >= LEAST_TOLD


def _in_vocabulary(text: str, found: Iterable[NamedHere]) -> Iterator[NamedHere]:
    """Medicines and procedures of the vocabulary that stand where an arm does."""
    taken = list(found)
    for at in vocabulary().names_in(text):
        if any(one.overlaps((at.start, at.end)) for one in taken):
            continue
        kinds = vocabulary().thing(at.n).kinds
        as_arm = ARM_BEFORE.search(text[: at.start]) or ARM_AFTER.match(text[at.end :])
        if kinds and kinds <= GIVEN and as_arm:
            yield NamedHere((at.start, at.end), RIVAL)


def _unknown(text: str, arms_found: Sequence[ArmAt]) -> Iterator[ArmAt]:
    """What is compared with under a name that nobody knows ("than with corvatane", "between ours and corvatane")."""
    words = [token.word for token in tokens_of(text)]
    for one in modifiers_in(text):
        reached = range(one.first, one.last + REACH + 1)
        if one.category == "reference" and not any(arm.first in reached for arm in arms_found):
            place = one.last
            while place < min(len(words), one.last + REACH) and words[place] in BEFORE_NAME:
                place += 1
            if _may_name(text, words, place):
                yield ArmAt(place, place + 1, RIVAL, words[place])
    for n, word in enumerate(words):
        if word == "between" and "and" in words[n : n + REACH + 1]:
            joint = words.index("and", n)
            ours = any(n < arm.first < joint and arm.side == OURS for arm in arms_found)
            free = not any(joint < arm.first <= joint + 3 for arm in arms_found)
            if ours and free and _may_name(text, words, joint + 1):
                yield ArmAt(joint + 1, joint + 2, RIVAL, words[joint + 1])


def _may_name(text: str, words: Sequence[str], place: int) -> bool:
    """Whether a word may be a name: letters only, no small word, no word of direction."""
    if place >= len(words) or len(words[place]) < SHORTEST or not words[place].isalpha():
        return False
    directed = any(one.first == place for one in directions_in(text))
    return words[place] not in NO_NAME | BEFORE_NAME and not directed


def is_passive(record: Record) -> bool:
    """Whether the record compares with a placebo or with nothing, as far as its words tell."""
    return has_cue(f"{record.title}\n{record.abstract}", CONTROL_ARM, CUES)


def is_inert(name: str) -> bool:
    """Whether an arm of this name had a placebo, or nothing."""
    return name.startswith("no ") or has_cue(name, CONTROL_ARM, CUES)
