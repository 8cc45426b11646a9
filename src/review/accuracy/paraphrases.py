"""Whether different wordings of one claim are understood as the same claim, beside what their writer meant."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from review.accuracy.task import DEVELOPMENT
from review.claims.cues import people_in
from review.claims.derivation import claim
from review.core.errors import InputError
from review.core.models import Claim
from review.core.supplied import PathKind, found_at
from review.core.vocabulary import Direction
from review.mesh.index import vocabulary
from review.mesh.sources import rows
from review.terms.named_things import read_phrase
from review.terms.words import stems

NAME = "paraphrases"
HELD_BACK = "held back"
SPLITS = (DEVELOPMENT, HELD_BACK)
SHARED = 0.5
"""Share of the shorter phrase's words that two phrases without a common heading must share to mean the same."""

SMALL_WORDS = "people patients adults risk rate symptoms severity levels level chance the a an of in with and or to for your"

FALLS = frozenset({Direction.DECREASES, Direction.IMPROVES})
RISES = frozenset({Direction.INCREASES, Direction.WORSENS})
CHANGES = FALLS | RISES
MEANT: dict[str, frozenset[Direction]] = {
    "increases": RISES - {Direction.WORSENS},
    "causes": RISES,
    "decreases": FALLS,
    "prevents": FALLS,
    "treats": FALLS | {Direction.INCREASES},
    "improves": FALLS | {Direction.INCREASES},
    "worsens": CHANGES - {Direction.IMPROVES},
    "no_effect": frozenset({Direction.NO_DIFFERENCE}),
    "same_as": frozenset({Direction.NO_DIFFERENCE}),
    "safe": frozenset({Direction.NO_DIFFERENCE}),
    "better_than": FALLS | {Direction.INCREASES},
    "worse_than": CHANGES - {Direction.IMPROVES},
    "acts_on": frozenset({Direction.IS, Direction.INCREASES, Direction.DECREASES}),
}
"""By the writer's word, the directions that say the same: whether more of an outcome is better depends on the outcome."""


@dataclass(frozen=True)
class ReadWording:
    """One wording and what became of it: the parts that differ from what its writer meant."""

    group: str
    statement: str
    wrong: tuple[str, ...]
    is_unclear: bool


def paraphrases(data: Path, split: str = DEVELOPMENT) -> str:
    """The report on the paraphrases of a folder, as Markdown.

    Raises:
        InputError: there is no such split, or no such data.
    """
    if split not in SPLITS:
        raise InputError(f"There is no split {split!r} of {NAME}; there are: {', '.join(SPLITS)}.")
    read = list(read_wordings(data, split))
    return "\n".join(_page(read, split)) + "\n"


def read_wordings(data: Path, split: str) -> Iterator[ReadWording]:
    """Every wording of a split, read and compared with its proposition.

    Raises:
        InputError: the folder has no such files.
    """
    for name in ("groups.csv", "paraphrases.csv"):
        if found_at(data / name) is not PathKind.FILE:
            raise InputError(
                f"{name} is not in {data}: name the folder data/reference/paraphrases."
            )
    meant = {row["group"]: row for row in rows(data / "groups.csv")}
    for row in rows(data / "paraphrases.csv"):
        if row["part"] == split:
            read = claim(row["statement"])
            wrong = tuple(_wrong(read, meant[row["group"]]))
            yield ReadWording(row["group"], row["statement"], wrong, bool(read.doubts))


def _wrong(read: Claim, meant: dict[str, str]) -> Iterator[str]:
    """Names of the parts that differ; a part that stands in a neighbouring slot is none."""
    if not same_thing(read.intervention, meant["intervention"].split(" plus ")[0]):
        yield "intervention"
    if bool(meant["comparator"]) != bool(read.comparator) or (
        meant["comparator"] and not same_thing(read.comparator, meant["comparator"])
    ):
        yield "comparator"
    if meant["outcome"] and not _in(meant["outcome"], (read.outcome, read.population)):
        yield "outcome"
    if meant["population"] and not _in(meant["population"], (read.population, read.outcome)):
        yield "population"
    if read.direction not in MEANT[meant["direction"]]:
        yield "direction"


def _in(meant: str, read: Sequence[str]) -> bool:
    return any(same_thing(one, meant) for one in read)


def same_thing(one: str, other: str) -> bool:
    """Whether two phrases mean the same: a common heading, one a kind of the other, the same people, or half of their words.

    Example:
        >>> from review.accuracy.paraphrases import same_thing
        >>> same_thing("blood thinners", "Warfarin"), same_thing("elderly", "Aged"), same_thing("zinc", "iron")
        (True, True, False)
    """
    known = vocabulary()
    mine, theirs = (
        {n for things in read_phrase(phrase).things for n in things} for phrase in (one, other)
    )
    if any(a in known.wider(b) or b in known.wider(a) for a in mine for b in theirs):
        return True
    group = people_in(HEADINGS_OF_PEOPLE.get(other, other))
    if group and group == people_in(one):
        return True
    small = stems(SMALL_WORDS)
    mine_words, their_words = stems(one) - small, stems(other) - small
    shared = mine_words & their_words
    return bool(shared) and len(shared) >= SHARED * min(len(mine_words), len(their_words))


HEADINGS_OF_PEOPLE = {
    "Aged": "elderly",
    "Child": "children",
    "Infant": "babies",
    "Smokers": "smokers",
    "Adolescent": "teenagers",
}


def _page(read: Sequence[ReadWording], split: str) -> Iterator[str]:
    groups = defaultdict(list)
    for one in read:
        groups[one.group].append(one)
    right = sum(not one.wrong for one in read)
    unmarked = sum(bool(one.wrong) and not one.is_unclear for one in read)
    needless = sum(not one.wrong and one.is_unclear for one in read)
    whole = sum(all(not one.wrong for one in wordings) for wordings in groups.values())
    yield f"# Paraphrases, {split}"
    yield ""
    yield "| | wordings | share |"
    yield "|---|---|---|"
    for name, count in (
        ("understood as meant", right - needless),
        ("said to be unclear", sum(one.is_unclear for one in read)),
        ("of these, understood after all", needless),
        ("wrong and not marked", unmarked),
    ):
        yield f"| {name} | {count} | {count / len(read):.2f} |"
    yield f"| all | {len(read)} | |"
    yield ""
    yield f"Groups of which every wording gives one proposition: {whole} of {len(groups)}."
    wrong = Counter(part for one in read for part in one.wrong)
    yield f"Parts that were wrong: {', '.join(f'{part} {count}' for part, count in wrong.most_common())}."
    if split == DEVELOPMENT:
        yield ""
        yield from (
            f"- {one.group}: {one.statement} ({', '.join(one.wrong)})"
            for one in read
            if one.wrong and not one.is_unclear
        )
