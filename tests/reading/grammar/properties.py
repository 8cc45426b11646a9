"""What must hold between two readings, whatever the sentence is.

Each function takes a reader and a filled sentence and gives None where the property holds or does not
apply, and otherwise a sentence that says how it failed. They know no right answer beyond the pair's.
"""

from collections.abc import Callable

from grammar import (
    REFUTES,
    SUPPORTS,
    TURNED,
    Case,
    append_clause,
    deny_claim,
    in_a_record,
    prepend_clause,
    turn_arms,
    twin,
)
from scorer import SIDES, Reader

Property = Callable[[Reader, Case], str | None]
SAFETY = ("safe", "tolerated", "no side effects")


def _told(name: str, first: Case, read: str, second: Case, reread: str) -> str:
    return (
        f"{name}: [{first.claim}] {first.reading} -> {read}; "
        f"[{second.claim}] {second.reading} -> {reread}"
    )


def claim_and_denial_differ(reader: Reader, one: Case) -> str | None:
    """A claim and its denial never get the same side from one sentence."""
    denied = deny_claim(one)
    if denied is None:
        return None
    read, reread = reader(one.claim, one.reading), reader(denied.claim, denied.reading)
    if read in SIDES and read == reread:
        return _told("claim and denial on the same side", one, read, denied, reread)
    return None


def turned_arms_turn_the_side(reader: Reader, one: Case) -> str | None:
    """With the arms of a comparison turned, the side is turned (or kept, where they are equal)."""
    turned = turn_arms(one)
    if turned is None or one.template.turned.startswith("unsure"):
        return None
    read, reread = reader(one.claim, one.reading), reader(turned.claim, turned.reading)
    same = one.template.turned.startswith("same")
    right = read if same else TURNED.get(read, read)
    if read in SIDES and reread in SIDES and reread != right:
        return _told("arms turned, side not as it should be", one, read, turned, reread)
    return None


def harm_never_supports_safety(reader: Reader, one: Case) -> str | None:
    """A harm that was seen never supports a claim of safety."""
    if one.template.family not in SAFETY or REFUTES not in one.stances:
        return None
    read = reader(one.claim, one.reading)
    if read == SUPPORTS:
        return f"a harm supports safety: [{one.claim}] {one.reading}"
    return None


def unrelated_clauses_change_nothing(reader: Reader, one: Case) -> str | None:
    """A clause about something else, before or after, leaves the stance."""
    read = reader(one.claim, one.reading)
    for changed in (append_clause(one), prepend_clause(one)):
        if changed is not None:
            reread = reader(changed.claim, changed.reading)
            if reread != read:
                return _told("an unrelated clause changed it", one, read, changed, reread)
    return None


def a_record_changes_no_side(reader: Reader, one: Case) -> str | None:
    """What a sentence says is not turned by a background and a conclusion without a finding."""
    changed = in_a_record(one)
    if changed is None:
        return None
    read, reread = reader(one.claim, one.reading), reader(changed.claim, changed.reading)
    if read in SIDES and reread in SIDES and reread != read:
        return _told("the record turned the side", one, read, changed, reread)
    return None


def twins_differ(reader: Reader, one: Case) -> str | None:
    """A sentence and its twin never get the same side where their meanings share none."""
    other = twin(one)
    if set(one.stances) & set(other.stances) & set(SIDES):
        return None
    read, reread = reader(one.claim, one.reading), reader(other.claim, other.reading)
    if read in SIDES and read == reread:
        return _told("twins on the same side", one, read, other, reread)
    return None


PROPERTIES: tuple[Property, ...] = (
    claim_and_denial_differ,
    turned_arms_turn_the_side,
    harm_never_supports_safety,
    unrelated_clauses_change_nothing,
    a_record_changes_no_side,
    twins_differ,
)
