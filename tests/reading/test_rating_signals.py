"""What an appraisal tells of a record for the rating of certainty."""

import pytest

import review
from review.core.models import Appraisal
from review.core.vocabulary import Certainty

CLAIM = review.claim("Clonidine reduces the severity of opioid withdrawal")
FOUND = "Clonidine reduced the severity of opioid withdrawal compared with placebo."


def appraised(title: str, abstract: str, **parts: object) -> Appraisal:
    record = review.record(title=title, abstract=abstract, pmid="90000001", **parts)  # type: ignore[arg-type]
    return review.appraise(CLAIM, record)


@pytest.mark.parametrize(
    ("abstract", "mesh", "blinded"),
    [
        (f"In a double-blind trial adults took part. {FOUND}", [], True),
        (f"Adults took part. {FOUND}", ["Double-Blind Method"], True),
        (f"Adults took part. {FOUND}", [], False),
    ],
)
def test_blinding_is_told_from_text_and_headings(
    abstract: str, mesh: list[str], blinded: bool
) -> None:
    assert appraised("A randomised trial", abstract, mesh=mesh).is_blinded is blinded


@pytest.mark.parametrize(
    ("title", "rationale", "stated"),
    [
        ("A systematic review and meta-analysis", FOUND[:-1] + " (low-certainty evidence).", Certainty.LOW),
        ("A systematic review and meta-analysis", FOUND, None),
        ("A randomised trial", FOUND[:-1] + " (low-certainty evidence).", None),
    ],
)  # fmt: skip
def test_only_authors_of_a_synthesis_rate_a_body_of_evidence(
    title: str, rationale: str, stated: Certainty | None
) -> None:
    assert appraised(title, f"Trials were searched for. {rationale}").stated_certainty is stated


def test_year_and_first_author_are_those_of_the_record() -> None:
    told = appraised("A trial", FOUND, year=1999)
    assert (told.year, told.first_author) == (1999, "")
