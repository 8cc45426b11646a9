"""Stance: what a record's evidence, taken together, says about the claim's direction."""

from dataclasses import dataclass

from review.appraisal.effects import OPPOSITE, Effect
from review.appraisal.evidence import Evidence
from review.appraisal.question import Question
from review.appraisal.worth import worth_of
from review.core.vocabulary import ABOUT_HARM, ComparatorKind, Direction, Finding, Kind, Stance
from review.terms.concepts import Concept

DOMINANCE = 7 / 3
"""How many times the weight of the other side one must have to outweigh it: 70 % of both (Boon and Thomson 2021
ask for 70 % of a study's outcomes)."""

BESIDE_ACTIVE = "compared with another active treatment only"
BESIDE_OPPOSITE = "only the opposite effect is denied"
BESIDE_WORSE = "it got worse, which a denial that something helps leaves open"
LESS_WILL_DO = ABOUT_HARM | {Kind.COMPARATIVE}
"""Kinds in which a claim of no difference is borne out by less too: no harm, no worse than another.
"Does not prevent" is not: prevention refutes it."""
FINDING_OF = {
    Effect.UP: Finding.INCREASED,
    Effect.DOWN: Finding.DECREASED,
    Effect.NULL: Finding.NO_CLEAR_DIFFERENCE,
}


@dataclass(frozen=True)
class Reading:
    """What a record says about a claim, and the piece of evidence that shows it best."""

    finding: Finding
    stance: Stance
    shown_by: Evidence | None
    rule: str
    outcomes: tuple[str, ...] = ()
    """Names of the claim's outcomes that the deciding side speaks to."""


def goal(direction: Direction, outcome: Concept, claimed: Concept, asked: Question) -> Effect:
    """The effect on this outcome that would bear the claim out.

    Where the outcome stands for a claimed one of the other worth (detoxification completed, for
    withdrawal eased), what counts is whether it gets better, not whether it goes up.
    """
    worth = worth_of(outcome, asked)
    better = Effect.UP if worth > 0 else Effect.DOWN
    wanted = {
        Direction.INCREASES: Effect.UP,
        Direction.DECREASES: Effect.DOWN,
        Direction.IMPROVES: better,
        Direction.WORSENS: OPPOSITE[better],
        Direction.NO_DIFFERENCE: Effect.NULL,
        Direction.IS: Effect.UP,
        Direction.IS_NOT: Effect.NULL,
    }[direction]
    turned = outcome != claimed and worth * worth_of(claimed, asked) < 0
    return (
        OPPOSITE[wanted]
        if turned and direction in (Direction.INCREASES, Direction.DECREASES)
        else wanted
    )


def read(asked: Question, found: list[Evidence]) -> Reading:
    """Weigh the evidence of one record; the claim's own outcomes outrank broader ones."""
    if not found:
        return Reading(Finding.NOT_REPORTED, Stance.NO_INFORMATION, None, "outcome not reported")
    exact = [piece for piece in found if piece.is_exact]
    if asked.direction is None:
        best = _heaviest(exact or found)
        return Reading(_finding(best), Stance.NOT_APPLICABLE, best, best.rule)
    sides = _sides(asked, asked.direction, exact)
    return _weigh(sides if sides.decides else _sides(asked, asked.direction, found))


@dataclass(frozen=True)
class _Sides:
    for_claim: list[Evidence]
    against: list[Evidence]
    nulls: list[Evidence]
    beside: list[Evidence]
    """What neither supports nor refutes: comparisons with another active treatment, and the denial
    of the effect opposite to the claimed one ("did not increase" for a claim of less)."""

    @property
    def decides(self) -> bool:
        """Whether anything here speaks for or against the claim."""
        return bool(self.for_claim or self.against or self.nulls)


def _sides(asked: Question, direction: Direction, pool: list[Evidence]) -> _Sides:
    sides = _Sides([], [], [], [])
    for piece in pool:
        wanted = goal(direction, piece.outcome, piece.claimed, asked)
        versus_active = (
            piece.comparator_kind is ComparatorKind.ACTIVE and asked.kind is not Kind.COMPARATIVE
        )
        worse = _is_worse_than_denied(asked, direction, piece)
        less_will_do = direction is Direction.NO_DIFFERENCE and asked.kind in LESS_WILL_DO
        if piece.effect is wanted or (less_will_do and piece.effect is Effect.DOWN):
            sides.for_claim.append(piece)
        elif worse or (
            direction is not Direction.NO_DIFFERENCE
            and (versus_active or piece.denied is OPPOSITE[wanted])
        ):
            sides.beside.append(piece)
        elif piece.effect is Effect.NULL:
            sides.nulls.append(piece)
        else:
            sides.against.append(piece)
    return sides


def _is_worse_than_denied(asked: Question, direction: Direction, piece: Evidence) -> bool:
    """Whether an outcome got worse where the claim denies that something helps: the denial may be right all the same.

    So a claim and its denial never have the same side.
    """
    if direction is not Direction.NO_DIFFERENCE or asked.kind is not Kind.EFFICACY:
        return False
    worth = worth_of(piece.outcome, asked)
    return piece.effect is {1: Effect.DOWN, -1: Effect.UP}.get(worth)


def _beside(piece: Evidence) -> str:
    """Why a piece of evidence decides nothing."""
    if piece.effect is not Effect.NULL and piece.comparator_kind is not ComparatorKind.ACTIVE:
        return BESIDE_WORSE
    return BESIDE_ACTIVE if piece.comparator_kind is ComparatorKind.ACTIVE else BESIDE_OPPOSITE


def _weigh(sides: _Sides) -> Reading:
    favour, against = _weight(sides.for_claim), _weight(sides.against) + _weight(sides.nulls)
    if favour and against and max(favour, against) < DOMINANCE * min(favour, against):
        best = _heaviest([*sides.for_claim, *sides.against, *sides.nulls])
        pieces = [*sides.for_claim, *sides.against, *sides.nulls]
        rule = "findings for and against in one record"
        return Reading(Finding.MIXED, Stance.MIXED, best, rule, _outcomes(pieces))
    if favour and favour > against:
        best = _heaviest(sides.for_claim)
        return Reading(_finding(best), Stance.SUPPORTS, best, best.rule, _outcomes(sides.for_claim))
    if against:
        best = _heaviest(sides.against or sides.nulls)
        pieces = [*sides.against, *sides.nulls]
        return Reading(_finding(best), Stance.REFUTES, best, best.rule, _outcomes(pieces))
    best = _heaviest(sides.beside)
    return Reading(
        _finding(best),
        Stance.NO_INFORMATION,
        best,
        f"{_beside(best)}: neither supports nor refutes",
    )


def _outcomes(pieces: list[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({piece.claimed.name for piece in pieces}))


def _weight(pieces: list[Evidence]) -> float:
    return sum(piece.weight for piece in pieces)


def _heaviest(pieces: list[Evidence]) -> Evidence:
    """The piece that shows the finding best; the abstract before the title, then the later one."""
    return max(
        pieces,
        key=lambda piece: (piece.weight, piece.passage.where == "abstract", piece.passage.start),
    )


def _finding(piece: Evidence) -> Finding:
    if piece.is_statement:
        return Finding.DENIED if piece.effect is Effect.NULL else Finding.STATED
    return FINDING_OF[piece.effect]
