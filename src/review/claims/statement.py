"""Read a statement: what it asserts, of what, by its sentence pattern or else by its verb."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from review.claims.assertion import CAUSES, Assertion, assertion
from review.claims.binding import bound
from review.claims.parts import PREDICATES, StatementParts
from review.claims.phrases import (
    EDGES,
    TARGETS,
    combination_in,
    concepts_of,
    first_group,
    intervention_in,
    outcomes_in,
    people_at,
    population_in,
    tidy,
    who,
)
from review.claims.questions import asserted, is_neutral, is_open
from review.claims.slots import as_things
from review.claims.wording import Pattern, wording
from review.core.vocabulary import Direction, Kind
from review.terms.concepts import INTERVENTION_GROUPS, OUTCOME_GROUPS

DENIED: dict[Direction | None, Direction | None] = {
    Direction.IS: Direction.IS_NOT,
    Direction.IS_NOT: Direction.IS,
    Direction.NO_DIFFERENCE: None,
}
"""What is left of a direction that is denied; of any other there is no difference."""
DENIED_ANSWER = re.compile(
    r"(?:no|nope|not really|unfortunately not|far from it|sadly not)\b", re.IGNORECASE
)
"""An answer that denies what the question before it asks about."""

NEITHER_WAY = frozenset({None, Direction.IS, Direction.IMPROVES, Direction.INCREASES})
"""What a question that leaves the way open is read as before that is noticed."""

UNNAMED_HARM = "adverse events"
"""Outcome of a warning that names no harm."""
QUANTITY = re.compile(
    r"\s*(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|half|once|twice|usual|ever|expected|before)\b)",
    re.IGNORECASE,
)
"""An amount after "than" is nothing compared with ("less than six hours")."""
MORE = re.compile(r"\s+(?:more|less|better|further|faster)$", re.IGNORECASE)
TAG = re.compile(r"</?[a-z]\w*>|\[\w+\]", re.IGNORECASE)
"""A tag of a page or of a query."""
NEGATIONS = (
    (re.compile(r"\bcan(?:n['’]?t|['’]t|not)\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon['’]t\b", re.IGNORECASE), "will not"),
    (re.compile(r"\bthere['’]s\b", re.IGNORECASE), "there is"),
    (re.compile(r"(?<=\w)n['’]t\b", re.IGNORECASE), " not"),
    (re.compile(r"\bnot (?:only|just|merely|simply) ", re.IGNORECASE), ""),
    (
        re.compile(
            r"\b(who drink|who drinks|you drink)(?=(?: (?:are|have|is|heavily|a lot|too|more|get|run|tend|may|can)\b|,|$))",
            re.I,
        ),
        r"\1 alcohol",
    ),
    (
        re.compile(
            r"^drinking (?=(?:while|when|too much|heavily|moderately|in|during|on)\b)", re.I
        ),
        "Drinking alcohol ",
    ),
)
"""Contracted negations, each with its full form, a negation that denies nothing, and what is drunk."""
WARNINGS = frozenset({Kind.HARM, Kind.CONTRAINDICATION, Kind.INTERACTION})


TAKEN = re.compile(
    r"\b(?:(?:treatment|treated|therapy) with|taking|takes?|using|(?:use|doses?|levels?|course) of|"
    r"(?:people|patients|adults|those) on)\s+(?P<treatment>\w.*?)"
    r"(?=\s+(?:should|must|ought|needs?|requires?|because|so|for|to)\b|,|$)|^(?P<measured>.+?) (?:blood )?levels?\b",
    re.IGNORECASE,
)
"""Words of advice after which its treatment is named, or before which ("lithium levels")."""


@dataclass(frozen=True)
class StatementFrame:
    """A statement taken apart at its edges: the assertion, its circumstances, its comparator."""

    body: str
    context: str
    comparator: str
    reason: str = ""
    """Why a warning is given."""


@lru_cache(maxsize=4096)
def read(statement: str) -> StatementParts:
    """The parts of a statement; those of a question are the parts of what it asks about.

    "Does X reduce Y?" asks whether X reduces Y: a record that shows it answers yes. A question that
    yes or no does not answer ("What is X?") has no direction.
    """
    text = _plain(" ".join(statement.split()).strip(" .!;:,"))
    first, mark, answer = text.partition("? ")
    text = first + mark.strip() if mark else text
    if mark and DENIED_ANSWER.match(answer):
        return _denied(_assertion(asserted(_opened(text).body)))
    if not text.endswith("?"):
        return _assertion(text)
    reading = _assertion(asserted(_opened(text).body))
    if reading.direction in NEITHER_WAY and is_neutral(text):
        is_target = bool(concepts_of(reading.outcome, TARGETS))
        kind = Kind.EFFICACY if reading.kind is Kind.MECHANISM and not is_target else reading.kind
        return replace(reading, direction=None, kind=kind)
    return replace(reading, direction=None) if is_open(text) else reading


def _plain(text: str) -> str:
    """A sentence without tags, and with its contracted negations written out ("is not")."""
    for contracted, whole in NEGATIONS:
        text = contracted.sub(whole, text)
    return " ".join(TAG.sub(" ", text).split())


def _assertion(text: str) -> StatementParts:
    """The parts of a sentence that asserts; what an opening denies is turned."""
    for denying in wording().denying:
        match = denying.match(text)
        if match and text[match.end() :].strip(EDGES):
            return _denied(_assertion(text[match.end() :]))
    framed = _ended(_opened(text))
    return bound(as_things(_parts(framed)), framed.body, framed.context)


def _denied(reading: StatementParts) -> StatementParts:
    """A reading of what is denied."""
    turned = DENIED.get(reading.direction, Direction.NO_DIFFERENCE)
    return replace(reading, direction=turned if reading.direction else None)


def _parts(whole: StatementFrame) -> StatementParts:
    comparing = [p for p in wording().patterns if "comparator" in p.match.groupindex]
    others = [p for p in wording().patterns if "comparator" not in p.match.groupindex]
    cut = _compared(whole)
    for sentence, patterns in ((whole, comparing), (cut, others)):
        for pattern in patterns:
            match = pattern.match.match(sentence.body)
            if match and _names_its_subject(pattern, match):
                return _by_pattern(pattern, match, sentence)
    return _by_verb(cut)


def _names_its_subject(pattern: Pattern, match: re.Match[str]) -> bool:
    """Whether what a pattern calls the intervention is there, or may be left out.

    Where a denial ends it, the pattern would assert what the sentence denies.
    """
    said = match["intervention"]
    if pattern.kind is Kind.GUIDANCE or said is None:
        return True
    last = said.rpartition(" ")[2]
    return bool(said.strip(EDGES)) and not wording().lists["denial"].fullmatch(last)


def _opened(text: str) -> StatementFrame:
    """A sentence without its openings, and what they say about circumstances and comparator."""
    body, context, comparator = text, "", ""
    changed = True
    while changed:
        changed = False
        for opening in wording().openings:
            match = opening.match(body)
            if match and body[match.end() :].strip(EDGES):
                said = match.groupdict()
                context = f"{context} {said.get('context') or ''}".strip()
                comparator = comparator or tidy(said.get("comparator") or "")
                body, changed = body[match.end() :], True
    body, _, consequence = body.partition(", so ")
    return StatementFrame(body, f"{context} {consequence}".strip(), comparator)


def _ended(sentence: StatementFrame) -> StatementFrame:
    """A sentence without its endings, and the reason that one of them gives."""
    body, reason = sentence.body, sentence.reason
    for ending in wording().endings:
        match = ending.search(body)
        if match and body[: match.start()].strip(EDGES):
            reason = reason or (match.groupdict().get("reason") or "")
            body = body[: match.start()]
    return replace(sentence, body=body, reason=reason)


def _compared(sentence: StatementFrame) -> StatementFrame:
    """The sentence without its comparison; people named after it belong to the circumstances."""
    for match in wording().lists["comparison"].finditer(sentence.body):
        before = MORE.sub("", sentence.body[: match.start()].rstrip(EDGES))
        after = sentence.body[match.end() :]
        names_one = after.strip(EDGES) and not QUANTITY.match(after)
        if before and not before.lower().endswith(" other") and names_one:
            place = people_at(after)
            named, rest = (after[: place[0]], after[place[0] :]) if place else (after, "")
            context = f"{sentence.context} {rest}".strip()
            return replace(sentence, body=before, context=context, comparator=tidy(named))
    return sentence


def _by_pattern(pattern: Pattern, match: re.Match[str], sentence: StatementFrame) -> StatementParts:
    parts = {name: part or "" for name, part in match.groupdict().items()}
    given = " with ".join(filter(None, (parts.get("intervention"), parts.get("partner"))))
    said = parts.get("outcome", "")
    subject = given
    if pattern.kind is Kind.GUIDANCE:
        subject = _advised_on(sentence.body) or _known([given, said, sentence.context])
    is_predicate = pattern.direction in PREDICATES
    outcome = tidy(said) if is_predicate else outcomes_in(said)
    unnamed = (outcomes_in(sentence.reason) or UNNAMED_HARM) if pattern.kind in WARNINGS else ""
    people = parts.get("population", "")
    compared = parts.get("comparator") or ""
    about = given if pattern.kind in WARNINGS and not is_predicate else sentence.body
    if compared:
        about = about.replace(compared, "")
    comparator = tidy(parts.get("comparator", "")) or sentence.comparator
    is_rival = pattern.kind is Kind.EFFICACY and comparator and is_active(comparator)
    return StatementParts(
        kind=Kind.COMPARATIVE if is_rival else pattern.kind,
        direction=pattern.direction,
        population=who(people) if people else _people(about, said, sentence),
        intervention=combination_in(given)
        if pattern.kind is Kind.INTERACTION
        else intervention_in(subject),
        comparator=comparator,
        outcome=outcome or pattern.outcome or unnamed,
    )


def _advised_on(advice: str) -> str:
    """The treatment that advice names as taken or used ("... during treatment with X"); else empty."""
    match = TAKEN.search(advice)
    return (match["treatment"] or match["measured"]) if match else ""


def _known(texts: list[str]) -> str:
    """The first text that names a known drug or intervention, else the first."""
    return next((text for text in texts if concepts_of(text, INTERVENTION_GROUPS)), texts[0])


def _by_verb(sentence: StatementFrame) -> StatementParts:
    found = assertion(sentence.body)
    if found is None:
        return StatementParts(
            kind=Kind.DOSING if wording().lists["dosing"].search(sentence.body) else Kind.EFFICACY,
            population=population_in([sentence.body, sentence.context]),
            intervention=first_group(sentence.body),
            comparator=sentence.comparator,
        )
    outcome = ", ".join(
        dict.fromkeys(name for said in found.objects if (name := outcomes_in(said)))
    )
    kind = _kind(found, sentence, outcome)
    intervention = intervention_in(found.subject.replace(" nor ", " or "))
    about = sentence.body
    if kind in WARNINGS:
        about = re.sub(re.escape(intervention), "", found.subject, flags=re.IGNORECASE)
    return StatementParts(
        kind=kind,
        direction=found.direction,
        population=_people(about, found.rest, sentence),
        intervention=intervention,
        comparator=sentence.comparator,
        outcome=outcome,
    )


def _people(about: str, said: str, sentence: StatementFrame) -> str:
    """The population: people named anywhere, else those with a condition named in what the claim is about.

    What people may get (prevented, or at risk of) is no condition that they have.
    """
    place = people_at(sentence.body)
    named = _before_verb(sentence.body[place[1] :]) if place else ""
    if wording().lists["PEOPLE"].search(named):
        return who(named)
    if said and wording().lists["at_risk"].search(sentence.body):
        about = about.replace(said, "")
    return population_in([about, sentence.context])


def _before_verb(text: str) -> str:
    """A text up to its first asserting verb, where something stands before that."""
    verb = wording().verb.search(text)
    return text[: verb.start()] if verb and text[: verb.start()].strip(EDGES) else text


def _kind(found: Assertion, sentence: StatementFrame, outcome: str) -> Kind:
    """What a sentence with an asserting verb asserts, by its verb, outcome and comparator."""
    rules = wording().lists
    named = concepts_of(outcome, OUTCOME_GROUPS)
    is_harm = bool(rules["harm"].search(" ".join(found.objects))) or any(
        concept.polarity == "harm" for concept in named
    )
    rises = found.affirmed is Direction.INCREASES
    is_combined = rules["combination"].search(found.subject)
    if rises and is_harm and is_combined and " plus " in combination_in(found.subject):
        return Kind.INTERACTION
    if sentence.comparator and is_active(sentence.comparator):
        return Kind.COMPARATIVE
    if rules["mechanism"].search(f"{found.subject} {found.rest}") or any(
        c.group in TARGETS for c in named
    ):
        return Kind.MECHANISM
    if found.sense == "mechanism" and not any(c.group == "outcome" for c in named):
        return Kind.MECHANISM
    is_good = any(concept.polarity == "benefit" for concept in named)
    is_caused = found.sense in CAUSES and rises and not is_good
    if found.sense == "damage" or is_caused or (rises and is_harm and found.sense != "attain"):
        return Kind.HARM
    return Kind.DOSING if rules["dosing"].search(found.subject) else Kind.EFFICACY


def is_active(comparator: str) -> bool:
    """Whether a comparator is another treatment: not a placebo, nor the intervention alone."""
    inactive = concepts_of(comparator, frozenset({"comparator"}))
    return not inactive and not comparator.lower().endswith(" alone")
