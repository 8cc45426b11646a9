"""The parts of a claim as things: amounts, times and circumstances stand beside a name, not in it.

What a phrase names is told by the vocabulary, so that "the heart" is no group of people and "after the
menopause" is one.
"""

import re
from dataclasses import replace

from review.claims.parts import StatementParts
from review.claims.phrases import tidy
from review.claims.wording import wording
from review.core.vocabulary import Kind
from review.mesh.index import vocabulary
from review.mesh.kinds import ThingKind
from review.terms.named_things import AMOUNT, read_phrase

WHEN = re.compile(
    r"^(?P<what>.+?) (?P<when>(?:after|during|before|following) (?:the |an? )?(?P<event>.+))$",
    re.IGNORECASE,
)
EVENTS = frozenset({ThingKind.DISEASE, ThingKind.PROCEDURE, ThingKind.SYMPTOM})
STAGES_OF_LIFE = "G08"
"""Branch of the tree with menopause, pregnancy and birth."""

WITH_OR_IN = re.compile(r"^people (?:with|in) (?:the |an? )?", re.IGNORECASE)
ANYBODY = re.compile(
    r"^(?:more |most |many |some |other )?(?:people|you|us|anyone|everyone|everybody|someone|patients|users|humans|individuals|those)$",
    re.IGNORECASE,
)
EXAMPLES = re.compile(r",?\s+(?:such as|including|for example|like|e\.g\.)\s.*$", re.IGNORECASE)
"""What a class is illustrated by: the class is meant."""

MEASURED = re.compile(
    r"^(?:(?:daily|single|small|large|low|high|regular) )?(?:doses?|cups?|glass(?:es)?|scoops?|layers?|courses?|drops?|spoonfuls?|handfuls?|tablets?|capsules?|shots?|lots?|plenty|amounts?) of ",
    re.IGNORECASE,
)
"""By how much something is taken, before its name."""

GIVEN_FOR = re.compile(r"(?P<what>.+?) (?:for|against) (?P<ill>[\w' -]+)$", re.IGNORECASE)
GIVEN_TO = re.compile(
    r" (?:in|among) (?P<people>(?:[\w-]+ )?(?:women|men|children|adults|people|patients|babies|teenagers|smokers))$",
    re.IGNORECASE,
)
"""To whom something is given, after its name."""

MANNER = re.compile(
    r"\s+(?:faster|properly|quickly|easily|altogether|again|sooner|too|as well|effectively|in check|at bay)$",
    re.IGNORECASE,
)
"""How something is done, after its name."""

TRAILING = re.compile(
    r"\s+(?:does|do|did|can|is|are|was|were|would|(?:works?|acts?)(?: by| through| via)?|"
    r"(?!family|jelly|lily|early|only|daily|weekly|assembly|anomaly|butterfly)\w{3,}ly)$",
    re.IGNORECASE,
)


def as_things(parts: StatementParts) -> StatementParts:
    """The parts with each slot holding a name and nothing beside it."""
    for step in (_people, _reason, _circumstances, _outcome, _amounts):
        parts = step(parts)
    return replace(
        parts,
        intervention=TRAILING.sub("", EXAMPLES.sub("", parts.intervention)),
        comparator=TRAILING.sub("", EXAMPLES.sub("", parts.comparator)),
    )


def _people(parts: StatementParts) -> StatementParts:
    """A population that is anybody is none; a part of the body is what may be harmed; people are nothing done."""
    if given := GIVEN_TO.search(parts.intervention):
        parts = replace(
            parts,
            intervention=parts.intervention[: given.start()],
            population=parts.population or given["people"],
        )
    if ANYBODY.match(parts.population):
        return replace(parts, population="")
    lead = WITH_OR_IN.match(parts.population)
    part = parts.population[lead.end() :] if lead else ""
    kinds = kinds_of_phrase(part) if read_phrase(part).is_whole else frozenset()
    within = part in parts.outcome and part != parts.outcome and parts.direction_changes
    if ThingKind.SYMPTOM in kinds and within:
        return replace(parts, population="")
    if kinds == {ThingKind.BODY_PART}:
        return replace(
            parts, population="", outcome=part if parts.kind is Kind.HARM else parts.outcome
        )
    return parts


def _reason(parts: StatementParts) -> StatementParts:
    """What something is given for says who is meant: "plasma for pneumonia" is plasma in people with pneumonia."""
    found = GIVEN_FOR.match(parts.intervention)
    if not found or not kinds_of_phrase(found["ill"]) & {ThingKind.DISEASE, ThingKind.SYMPTOM}:
        return parts
    people = parts.population or f"people with {found['ill']}"
    return replace(parts, intervention=found["what"], population=people)


def _circumstances(parts: StatementParts) -> StatementParts:
    """An event after which something is looked for says in whom."""
    found = WHEN.match(parts.outcome)
    if not found or "," in parts.outcome:
        return parts
    reading = read_phrase(found["event"])
    known = vocabulary()
    places = [known.thing(n).places for one in reading.things for n in one]
    in_life = any(place.startswith(STAGES_OF_LIFE) for own in places for place in own)
    if not in_life and not kinds_of_phrase(found["event"]) & EVENTS:
        return parts
    return replace(
        parts, outcome=found["what"], population=f"{parts.population or 'people'} {found['when']}"
    )


def _outcome(parts: StatementParts) -> StatementParts:
    """An outcome without the verb that says what is done about it ("at reducing incontinence")."""
    parts = replace(parts, outcome=MANNER.sub("", parts.outcome))
    first, _, rest = parts.outcome.partition(" ")
    verb = wording().verbs.get(first.lower())
    if rest and verb and first.lower().endswith("ing") and verb.sense in ("effect", "help"):
        return replace(parts, outcome=tidy(rest))
    return parts


def _amounts(parts: StatementParts) -> StatementParts:
    """An intervention without its amount, unless two amounts of it are compared."""
    bare = tidy(MEASURED.sub("", AMOUNT.sub(" ", parts.intervention)))
    bare = " ".join(bare.split())
    if not bare or bare == parts.intervention or AMOUNT.search(parts.comparator):
        return parts
    kind = Kind.EFFICACY if parts.kind is Kind.DOSING and parts.direction_changes else parts.kind
    return replace(parts, intervention=bare, kind=kind)


def kinds_of_phrase(phrase: str) -> frozenset[ThingKind]:
    """The kinds of all things that a phrase names; empty where it names nothing known."""
    things = [vocabulary().thing(n) for one in read_phrase(phrase).things for n in one]
    return frozenset(kind for thing in things for kind in thing.kinds)
