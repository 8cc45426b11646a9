"""The forest plot: what it shows, in numbers and words, and where it stands in the report."""

from dataclasses import replace

import pytest
from example_run import example_run
from lxml import etree

from review.core.errors import InputError
from review.core.run_tables import APPRAISALS, POOLED, SENSITIVITY
from review.core.tables import parse_list
from review.figures.forest import alt_forest, compute_forest, forest_drawing
from review.figures.marks import Box, Line, Text
from review.figures.plots import draw, svg
from review.report.page import render_report
from review.runs.run import Run

CLAIM = "X01"
EFFECTS = ((0.60, 0.40, 0.90), (0.70, 0.65, 0.75), (0.02, 0.001, 0.40))


def with_pooled(measure: str = "RR", effects=EFFECTS) -> Run:
    run = example_run()
    matrix = run.evidence_matrix
    pmids = [parse_list(cell)[0] for cell in matrix.loc[matrix["claim_id"] == CLAIM, "pmids"]][:3]
    appraisals = run.appraisals.copy()
    for pmid, (value, low, high) in zip(pmids, effects, strict=True):
        here = (appraisals["claim_id"] == CLAIM) & (appraisals["pmid"] == pmid)
        appraisals.loc[here, ["effect_measure"]] = measure
        appraisals.loc[here, ["effect", "effect_low", "effect_high"]] = [value, low, high]
    pooled = {
        "claim_id": CLAIM,
        "measure": measure,
        "k": 3,
        "pmids": sorted(pmids),
        "estimate": effects[0][0],
        "low": effects[0][1],
        "high": effects[0][2],
        "prediction_low": effects[0][1] - 0.1,
        "prediction_high": effects[0][2] + 0.1,
        "tau2": 0.02,
        "i2": 41.3,
    }
    refused = {"claim_id": "X02", "k": 0, "refused_because": "Too few, <b>really</b>."}
    flips = {
        "claim_id": CLAIM,
        "left_out": "indirect evidence",
        "verdict": "conflicting",
        "certainty": "low",
        "flips": True,
        "pmids": pmids[:2],
    }
    return replace(
        run,
        appraisals=APPRAISALS.check(appraisals),
        pooled=POOLED.build([pooled, refused]),
        sensitivity=SENSITIVITY.build([flips, {**flips, "claim_id": "X02", "flips": False}]),
    )


@pytest.fixture(scope="module")
def run() -> Run:
    return with_pooled()


def test_the_numbers_are_those_reported_and_weights_add_up(run) -> None:
    studies = compute_forest(run, CLAIM)
    assert sorted(studies["effect"]) == [0.02, 0.60, 0.70]
    assert studies["weight"].sum() == pytest.approx(1)
    assert studies.loc[studies["weight"].idxmax(), "effect"] == 0.70
    assert list(studies["year"].dropna()) == sorted(studies["year"].dropna())


def test_every_study_has_a_row_and_the_pooled_effect_its_own(run) -> None:
    drawing = forest_drawing(run, CLAIM)
    texts = [mark.text for mark in drawing.marks if isinstance(mark, Text)]
    assert {"0.60 (0.40 to 0.90)", "0.70 (0.65 to 0.75)", "0.02 (0.00 to 0.40)"} <= set(texts)
    assert "Pooled (I² 41 %)" in texts
    squares = [mark for mark in drawing.marks if isinstance(mark, Box)]
    assert len(squares) == 3
    assert max(square.width for square in squares) <= 9


def test_a_limit_beyond_the_plot_is_an_arrow(run) -> None:
    arrows = [m for m in forest_drawing(run, CLAIM).marks if isinstance(m, Line) and m.is_arrow]
    assert len(arrows) == 1


def test_everything_stands_within_the_drawing(run) -> None:
    drawing = forest_drawing(run, CLAIM)
    for mark in drawing.marks:
        points = (
            [mark.start, mark.end] if isinstance(mark, Line) else [(mark.x, mark.y)]  # type: ignore[union-attr]
        )
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in points)


def test_differences_have_their_null_at_zero() -> None:
    run = with_pooled("SMD", ((-0.4, -0.7, -0.1), (-0.3, -0.6, 0.0), (-0.5, -0.9, -0.1)))
    texts = [m.text for m in forest_drawing(run, CLAIM).marks if isinstance(m, Text)]
    assert "0" in texts
    assert "−0.40 (−0.70 to −0.10)" in texts


def test_the_same_run_gives_the_same_bytes(run) -> None:
    one, other = (svg(draw(forest_drawing(run, CLAIM))) for _ in range(2))
    assert one == other
    assert etree.fromstring(one).get("id") == "forest-X01"


def test_the_description_names_the_pooled_effect(run) -> None:
    assert alt_forest(run, CLAIM) == (
        "Forest plot of claim X01: 3 studies report a RR of 0.02 to 0.70; pooled 0.60 (0.40 to 0.90), "
        "a further study is expected between 0.30 and 1.00."
    )


def test_a_claim_without_a_pooled_effect_has_no_plot(run) -> None:
    with pytest.raises(InputError, match=r"No effect was pooled for claim X02; pooled\.csv"):
        forest_drawing(run, "X02")


def test_the_report_shows_plot_refusal_and_flip(run) -> None:
    page = render_report(run)
    assert page.count('id="forest-X01"') == 1
    assert "Effects not pooled. Too few, &lt;b&gt;really&lt;/b&gt;." in page
    assert page.count("The verdict rests on some of its records: without indirect evidence") == 1
    assert "<strong>conflicting</strong>, certainty low" in page
