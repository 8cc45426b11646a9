"""Screening beside the authors of Cochrane reviews: what they used and is left out, what is off topic and stays in."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from review.accuracy.files import read_json, read_json_lines
from review.claims.derivation import claim
from review.core.errors import InputError
from review.core.models import Claim, Record
from review.core.vocabulary import Kind
from review.screening.eligibility import exclusion

NAME = "medevidence"
QUESTIONS, OPEN = "med-evidence-abstract.jsonl", "medevidence_development.json"
OFF_TOPIC, SEED, TRIES = 200, 1, 100_000
QUESTION = re.compile(
    r"(?:Is|Are) (?:the )?(?P<outcome>.*?)(?: higher| improved| faster)?,? (?:higher, )?(?:lower|longer)?.*?"
    r"when comparing (?P<intervention>.*?)(?: to | with (?!free)| and )(?P<comparator>.*?)\?"
)
"""How the collection asks."""


@dataclass(frozen=True)
class ReviewQuestion:
    """One question of a review, as a claim, with the studies its authors used."""

    review: str
    claim: Claim
    studies: tuple[Record, ...]


def medevidence(data: Path) -> str:
    """The report on screening, as Markdown; no text of the collection is shown.

    Raises:
        InputError: the folder lacks the questions or the list of those that are open.
    """
    asked = read_questions(data)
    used = [exclusion(one.claim, study) for one in asked for study in one.studies]
    drawn = [exclusion(*pair) for pair in off_topic_pairs(asked)]
    return "\n".join(_page(len(asked), used, drawn)) + "\n"


def read_questions(data: Path) -> list[ReviewQuestion]:
    """The open questions; all others of the file are passed over unread.

    Raises:
        InputError: a file is missing, or none of the open questions is in it.
    """
    allowed = {str(number) for number in read_json(data / OPEN)}
    rows = [r for r in read_json_lines(data / QUESTIONS) if str(r.get("question_id")) in allowed]
    if not rows:
        raise InputError(
            f"{QUESTIONS} holds none of the questions that {OPEN} names; fetch both again."
        )
    return [_question(row, data / QUESTIONS) for row in rows]


def _question(row: dict[str, Any], path: Path) -> ReviewQuestion:
    try:
        used = [(pmid, row["sources"][pmid]) for pmid in row["relevant_sources"]]
        studies = tuple(
            Record(title=source.get("title") or "", abstract=source["content"], pmid=pmid)
            for pmid, source in used
        )
        return ReviewQuestion(row["original_review"], claim_of(row["question"]), studies)
    except KeyError as error:
        raise InputError(
            f"{path}, question {row['question_id']}: {error} is missing; fetch the file again as published."
        ) from error


def claim_of(question: str) -> Claim:
    """The question as a claim with its parts; read as any sentence is where it is not built as the others are.

    Example:
        >>> from review.accuracy.medevidence import claim_of
        >>> one = claim_of("Is pain higher, lower, or the same when comparing zinc to placebo?")
        >>> one.intervention, one.comparator, one.outcome
        ('zinc', 'placebo', 'pain')
    """
    parts = QUESTION.match(question.strip())
    if parts is None:
        return claim(question)
    return claim(
        "",
        kind=Kind.EFFICACY,
        population="",
        intervention=parts["intervention"],
        comparator=parts["comparator"],
        outcome=parts["outcome"],
    )


def off_topic_pairs(asked: Sequence[ReviewQuestion]) -> Iterator[tuple[Claim, Record]]:
    """Questions with studies of other reviews, drawn with a fixed seed; none where there is one review only."""
    draw = random.Random(SEED)  # noqa: S311 a sample that can be repeated, no secret
    studies = [(other.review, study) for other in asked for study in other.studies]
    left = OFF_TOPIC
    for _ in range(TRIES if studies else 0):
        one, (review, study) = draw.choice(asked), draw.choice(studies)
        if review != one.review and study.pmid not in {own.pmid for own in one.studies}:
            left -= 1
            yield one.claim, study
        if not left:
            return


def _page(asked: int, used: Sequence[object], drawn: Sequence[object]) -> Iterator[str]:
    out = Counter(str(reason) for reason in used if reason)
    yield "# Screening beside Cochrane authors"
    yield ""
    yield f"{asked} open questions."
    yield ""
    yield "| | of | |"
    yield "|---|---|---|"
    yield f"| studies the authors used, left out | {len(used)} | {sum(out.values())} |"
    yield from (f"| of these: {reason} | | {count} |" for reason, count in out.most_common())
    yield f"| off-topic pairs that stay in | {len(drawn)} | {sum(not reason for reason in drawn)} |"
