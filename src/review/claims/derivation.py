"""Build a valid claim from a statement, from PICO parts, or from both."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from review.claims.doubts import doubts
from review.claims.phrases import capitalised
from review.claims.proposition import slots_of
from review.claims.statement import is_active, read
from review.core.bounds import LONGEST_QUERY, shown
from review.core.errors import InputError
from review.core.invisible import without_marks
from review.core.models import Claim
from review.core.vocabulary import Direction, Kind

LONGEST = 1000
"""Characters of the longest statement, population, intervention, comparator or outcome that is read; a
longer one is no atomic claim.
"""

VERBS = {
    Direction.INCREASES: "increases",
    Direction.DECREASES: "decreases",
    Direction.IMPROVES: "improves",
    Direction.WORSENS: "worsens",
    Direction.NO_DIFFERENCE: "makes no difference to",
    Direction.IS: "is",
    Direction.IS_NOT: "is not",
}


def claim(
    statement: str = "",
    *,
    kind: Kind | str | None = None,
    population: str | None = None,
    intervention: str = "",
    comparator: str | None = None,
    outcome: str = "",
    direction: Direction | str | None = None,
    claim_id: str = "claim",
    article: str = "",
    article_sha256: str = "",
    section: str = "",
    start: int | None = None,
    end: int | None = None,
    query: str = "",
    known_pmids: Sequence[str] = (),
) -> Claim:
    """A claim from its statement, its PICO parts, or both; what is given is never changed.

    Only white space is made one space, and marks that nobody sees are left out.

    From a statement every part left out is derived; `derived` names those for which it said
    something. Without a statement one is made of the parts, and the claim has a direction only if
    one is given.

    Args:
        statement: the claim as one sentence.
        kind: what it asserts, one of `Kind`.
        population: None to derive it, empty text for people in general.
        intervention: "A plus B" is a combination, "A or B" alternatives.
        comparator: None to derive it, empty text for none.
        outcome: what is changed; several are joined by commas.
        direction: which way the outcome goes, one of `Direction`.
        claim_id: identifier of the claim.
        article: file name of the article.
        article_sha256: hash of that file.
        section: heading under which the article makes the claim.
        start: offset of the claim's first character in the article.
        end: offset after its last character.
        query: a PubMed query to be used as it is.
        known_pmids: records that its searches should find.

    Raises:
        InputError: neither statement nor parts, one of them or the query too long, a value not allowed.

    Returns:
        The claim. Its `slots` tell of each part the words it came from, the concept matched and how surely
        (`core.claim_slot.ClaimSlot`); its `doubts` say what was not understood.

    Example:
        >>> import review
        >>> one = review.claim("Clonidine reduces the severity of opioid withdrawal")
        >>> one.intervention, str(one.direction)
        ('clonidine', 'decreases')
        >>> [(slot.name, slot.words, slot.sureness) for slot in one.slots if slot.name == "direction"]
        [('direction', 'reduces', 'cue')]
    """
    text = _tidied(statement) or ""
    if len(text) > LONGEST:
        raise InputError(
            f"Claim {claim_id}: the statement has {len(text)} characters and {LONGEST} are allowed; state one checkable thing."
        )
    chosen = None if direction is None else Direction(_member(direction, Direction, claim_id))
    given: dict[str, str | None] = {
        "kind": None if kind is None else Kind(_member(kind, Kind, claim_id)),
        "population": _tidied(population),
        "intervention": _tidied(intervention) or None,
        "comparator": _tidied(comparator),
        "outcome": _tidied(outcome) or None,
        "direction": chosen,
    }
    _check_lengths({**given, "query": query}, claim_id)
    if re.search(r"\w", text):
        reading = read(text)
        read_parts = {name: getattr(reading, name) for name in given}
    elif given["intervention"] or given["outcome"]:
        read_parts = {
            "statement": statement_of(given, chosen),
            "kind": _kind_of(given["comparator"] or ""),
        }
    else:
        raise InputError(
            f"Claim {claim_id} says nothing: give a statement, or an intervention and an outcome."
        )
    derived = {name: part for name, part in read_parts.items() if part and given.get(name) is None}
    parts = {**given, **derived}
    read_claim = Claim(
        claim_id=claim_id,
        statement=derived.get("statement", text),
        kind=Kind(parts["kind"]),
        population=parts["population"] or "",
        intervention=parts["intervention"] or "",
        comparator=parts["comparator"] or "",
        outcome=parts["outcome"] or "",
        direction=Direction(parts["direction"]) if parts["direction"] else None,
        article=article,
        article_sha256=article_sha256,
        section=section,
        start=start,
        end=end,
        query=query,
        derived=tuple(derived),
        known_pmids=tuple(known_pmids),
    )
    doubted = replace(read_claim, doubts=doubts(read_claim))
    return replace(doubted, slots=slots_of(doubted))


def _check_lengths(given: Mapping[str, str | None], claim_id: str) -> None:
    for name, text in given.items():
        longest = LONGEST_QUERY if name == "query" else LONGEST
        if len(text or "") > longest:
            raise InputError(
                f"Claim {claim_id}: {name} has {len(text or '')} characters and {longest} are allowed; "
                "shorten it."
            )


def _tidied(value: str | None) -> str | None:
    return None if value is None else " ".join(without_marks(value).split())


def _member(value: str, allowed: type[Kind] | type[Direction], claim_id: str) -> str:
    if value not in {member.value for member in allowed}:
        raise InputError(
            f"Claim {claim_id}: {allowed.__name__.lower()} is {shown(value)!r}; "
            f"allowed are {', '.join(member.value for member in allowed)}."
        )
    return str(value)


def _kind_of(comparator: str) -> Kind:
    """Kind of a claim made of parts: comparative where the comparator is another treatment."""
    return Kind.COMPARATIVE if comparator and is_active(comparator) else Kind.EFFICACY


def statement_of(parts: dict[str, str | None], direction: Direction | None) -> str:
    """A sentence made of PICO parts; without a direction it only names the question."""
    intervention = parts.get("intervention") or "the intervention"
    outcome = parts.get("outcome") or "the outcome"
    comparator, population = parts.get("comparator"), parts.get("population")
    versus = f" compared with {comparator}" if comparator else ""
    people = f" in {population}" if population else ""
    if direction is None:
        return f"Effect of {intervention}{versus} on {outcome}{people}"
    return capitalised(f"{intervention} {VERBS[direction]} {outcome}{people}{versus}")
