"""Mechanism claims: GRADE does not apply, the consistency of the pharmacology does.

`established` when at least three sources agree, practically none disagree and they come from more
than one group; `probable` with two, or with some dissent; else `speculative`. Laboratory work is
primary evidence here, and a review or clinical paper that states the mechanism counts as a source.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review.models import Claim, DomainRating, Record
from review.synthesis.basis import Basis, step
from review.synthesis.direction import Body, Effect
from review.synthesis.studies import Study
from review.vocabulary import Certainty, Domain

ESTABLISHED_FROM = 3
PROBABLE_FROM = 2
HARDLY_ANY = 0.1
"""Share of dissenting sources up to which a mechanism still counts as established."""

CLEAR_MAJORITY = 0.75


@dataclass(frozen=True)
class Pharmacology:
    """Consistency of a mechanism: the larger side, and how far it can be relied on."""

    leading: Effect
    """`towards`, `against`, or `mixed` where neither side has a clear majority."""
    certainty: Certainty
    domain: DomainRating


def consistency(claim: Claim, body: Body, records: Mapping[str, Record]) -> Pharmacology:
    """How consistent the counted sources are on a mechanism, and which way they point.

    Args:
        claim: a mechanism claim.
        body: its body of evidence, with at least one counted source.
        records: the records behind it, by PMID; their first authors tell groups apart.
    """
    basis = Basis(claim, body, records)
    towards = basis.showing(Effect.TOWARDS, Effect.EQUAL)
    against = basis.showing(Effect.AGAINST, Effect.NULL)
    larger, smaller = (towards, against) if len(towards) >= len(against) else (against, towards)
    agreement = len(larger) / len(basis.counted)
    clear = bool(larger) and len(larger) / (len(larger) + len(smaller)) >= CLEAR_MAJORITY
    certainty = _certainty(larger, agreement, clear, records)
    leading = Effect.MIXED if not clear else Effect.TOWARDS if larger is towards else Effect.AGAINST
    reason = (
        f"{str(certainty).capitalize()}: {len(towards)} of {len(basis.counted)} counted sources agree with the "
        f"claim, {len(against)} disagree, {_laboratories(basis.counted)} of them laboratory work."
    )
    return Pharmacology(leading, certainty, step(Domain.PHARMACOLOGY, 0, reason, basis.counted))


def _certainty(
    larger: Sequence[Study], agreement: float, clear: bool, records: Mapping[str, Record]
) -> Certainty:
    enough = len(larger) >= ESTABLISHED_FROM and agreement >= 1 - HARDLY_ANY
    if enough and _groups(larger, records) > 1:
        return Certainty.ESTABLISHED
    if len(larger) >= PROBABLE_FROM and clear:
        return Certainty.PROBABLE
    return Certainty.SPECULATIVE


def _groups(sources: Sequence[Study], records: Mapping[str, Record]) -> int:
    """How many first authors the sources have; a source without authors is its own group."""
    names = set()
    for source in sources:
        record = records.get(source.pmid)
        names.add(record.authors[0] if record is not None and record.authors else source.study_id)
    return len(names)


def _laboratories(sources: Sequence[Study]) -> int:
    return sum(source.is_laboratory for source in sources)
