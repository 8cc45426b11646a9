"""Find the verb with which a sentence asserts something, and what stands before and after it."""

import re
from dataclasses import dataclass

from review.claims.phrases import EDGES, concepts_of, tidy
from review.claims.wording import Verb, wording
from review.core.vocabulary import Direction
from review.terms.concepts import OUTCOME_GROUPS

NEGATION_REACH = 4
"""A negation counts when it stands within this many words before the verb, or opens its object."""
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been)\s+(?:\w+\s+)?$", re.IGNORECASE)
CAUSES = frozenset({"cause", "tie"})
"""Senses of verbs whose object may open with the direction ("leads to fewer falls")."""
TIED = re.compile(r"\b(?:is|are|was|were|be|been)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""What stands before "linked to" where that asserts a tie."""
AGENT = re.compile(r"^(?P<object>.*?)\s*\b(?:by|with|from)\s+(?P<agent>.+)$", re.IGNORECASE)
KEPT = (
    (re.compile(r"\s+(?:away|low|down|at bay|in check|under control)$", re.I), Direction.DECREASES),
    (re.compile(r"\s+(?:healthy|strong|fit|young|sharp)$", re.I), Direction.IMPROVES),
)
"""How something is kept, and what that says of it."""
MADE = re.compile(
    r"(?:you|us|people|them|patients|us all)\s+(?=[a-z]{2,} (?:on|up|off|in|out|weight)\b|gain\b|lose\b|feel\b|fall\b)",
    re.IGNORECASE,
)
"""Whom something makes do what follows."""
FROM = re.compile(r"\b(?:from|against)\s+", re.IGNORECASE)
"""What stands before the harm that something protects people from."""
OPENING = re.compile(
    r"(?:an?|the|some)?\s*(?:\w+ly|much|far|somewhat|[\d.]+\s?(?:%|per\s?cent))?", re.IGNORECASE
)
"""What may stand before a word that gives the direction ("a slightly lower risk", "a 20% lower risk")."""
CONJUNCTION = re.compile(r"(?:,|\band|\bnor|\bor)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)


@dataclass(frozen=True)
class Assertion:
    """A sentence read by its verb: subject, direction and what is said to change."""

    subject: str
    direction: Direction
    sense: str
    objects: tuple[str, ...]
    rest: str
    """Everything after the verb, clauses included."""
    affirmed: Direction
    """The direction without the negation, if there is one."""


@dataclass(frozen=True)
class VerbMention:
    """A verb at its place in a sentence."""

    verb: Verb
    start: int
    end: int


def verbs_in(sentence: str) -> list[VerbMention]:
    """Asserting verbs of a sentence in order, without those that are nouns or adjectives there."""
    noun_before = wording().lists["noun_before"]
    found = []
    for match in wording().verb.finditer(sentence):
        before = sentence[: match.start()].split()
        if before and not noun_before.fullmatch(before[-1]):
            verb = wording().verbs[match.group().lower()]
            if verb.sense == "tie" and not TIED.search(sentence[: match.start()]):
                continue
            found.append(VerbMention(verb, match.start(), match.end()))
    return found


def assertion(sentence: str) -> Assertion | None:
    """The assertion of a sentence, or None where no verb of the list asserts anything."""
    verbs = verbs_in(sentence)
    main = _main(verbs)
    if main is None:
        return None
    before, rest = sentence[: main.start], sentence[main.end :]
    agent = AGENT.match(rest) if main.verb.form.endswith("ed") and PASSIVE.search(before) else None
    subject = _subject(before)
    if agent:
        return Assertion(
            clause_of(agent["agent"]),
            _negated(main.verb.direction, before),
            main.verb.sense,
            (subject,),
            rest,
            main.verb.direction,
        )
    pieces = _pieces(sentence, main, verbs)
    turned = [_turned(verb, said) for verb, said in pieces]
    affirmed = direction = _joined([direction for direction, _ in turned])
    if rest.lower().lstrip().startswith("no "):
        direction = Direction.NO_DIFFERENCE
    return Assertion(
        subject,
        _negated(direction, before),
        main.verb.sense,
        tuple(said for _, said in turned),
        rest,
        affirmed,
    )


def _main(verbs: list[VerbMention]) -> VerbMention | None:
    """The first verb that asserts: a finite one before one in -ing, any before "help"."""
    strong = [found for found in verbs if found.verb.sense != "help"]
    finite = [found for found in strong if not found.verb.form.split()[0].endswith("ing")]
    return next(iter(finite or strong or verbs), None)


def _subject(before: str) -> str:
    """The words before the verb up to the first auxiliary."""
    for match in wording().lists["light"].finditer(before):
        if before[: match.start()].strip(EDGES):
            return before[: match.start()].strip()
    return before.strip()


def clause_of(text: str) -> str:
    """A text up to where another clause begins."""
    for match in wording().lists["clause"].finditer(text):
        if text[: match.start()].strip(EDGES):
            return text[: match.start()].rstrip(EDGES)
    return text.strip(EDGES)


def _pieces(sentence: str, main: VerbMention, verbs: list[VerbMention]) -> list[tuple[Verb, str]]:
    """The verb and its object, and those of verbs that are joined to it."""
    rest = sentence[main.end :]
    said = clause_of(rest)
    stop = main.end + rest.find(said) + len(said)
    joined = [main]
    for found in verbs:
        between = sentence[joined[-1].end : found.start]
        is_finite = not found.verb.form.split()[0].endswith(("ing", "ed"))
        if main.end < found.start < stop and is_finite and CONJUNCTION.search(between):
            joined.append(found)
    pieces = []
    for found, following in zip(joined, [*joined[1:], None], strict=True):
        end = following.start if following else stop
        said = sentence[found.end : end]
        if following:
            said = CONJUNCTION.sub("", said)
        pieces.append((found.verb, clause_of(said)))
    return pieces


def _joined(directions: list[Direction]) -> Direction:
    """One direction for outcomes told together; where they differ, the whole is an improvement."""
    changing = [direction for direction in directions if direction is not Direction.IS]
    told = dict.fromkeys(changing or directions)
    return next(iter(told)) if len(told) == 1 else Direction.IMPROVES


def _turned(verb: Verb, said: str) -> tuple[Direction, str]:
    """Direction and outcome, where the words around the verb say more than the verb."""
    for kept, direction in KEPT:
        match = kept.search(said) if verb.base == "keep" else None
        if match:
            return direction, said[: match.start()]
    if verb.sense == "attain":
        return verb.direction, f"{verb.base} {said}"
    away = FROM.search(said) if verb.base == "protect" else None
    made = MADE.match(said) if verb.sense == "make" else None
    if away or made:
        found = away or made
        return (
            Direction.DECREASES if away else Direction.INCREASES,
            said[found.end() if found else 0 :],
        )
    if verb.sense == "duration":
        return verb.direction, f"duration of {said}"
    if verb.direction is Direction.IMPROVES and wording().lists["odds"].match(tidy(said)):
        return Direction.INCREASES, said
    return (
        _modified(verb, said)
        if verb.sense in CAUSES or verb.sense == "make"
        else (verb.direction, said)
    )


def _modified(verb: Verb, said: str) -> tuple[Direction, str]:
    """Direction and outcome where a word such as "fewer" or "easier" gives the direction."""
    for pattern, direction in wording().modifiers:
        match = pattern.search(said)
        if not match:
            continue
        if verb.sense in CAUSES and not OPENING.fullmatch(said[: match.start()].strip(EDGES)):
            continue
        before, after = said[: match.start()].strip(EDGES), said[match.end() :].strip(EDGES)
        outcome = before if verb.sense == "make" and before.lower() not in ("", "it") else after
        good = any(
            concept.polarity == "benefit" for concept in concepts_of(outcome, OUTCOME_GROUPS)
        )
        good = good or _attains(outcome)
        easier = good and verb.sense == "make" and direction is Direction.IMPROVES
        return (Direction.INCREASES if easier else direction), outcome
    return verb.direction, said


def _attains(outcome: str) -> bool:
    """Whether an outcome is something reached or kept ("to stay sober")."""
    first = outcome.removeprefix("to ").partition(" ")[0].lower()
    verb = wording().verbs.get(first)
    return verb is not None and verb.sense == "attain"


def _negated(direction: Direction, before: str) -> Direction:
    """The direction a negation before the verb leaves."""
    near = " ".join(before.split()[-NEGATION_REACH:])
    if not wording().lists["negation"].search(near):
        return direction
    return Direction.IS_NOT if direction is Direction.IS else Direction.NO_DIFFERENCE
