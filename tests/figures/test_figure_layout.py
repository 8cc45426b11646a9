"""Every figure at every size: nothing overlaps, nothing is cut off, everything is drawn."""

import itertools
import re
from dataclasses import replace
from functools import cache

import pytest
from example_run import example_run
from lxml import etree
from matplotlib.textpath import TextPath
from synthetic_run import synthetic_run

from review.core.run_tables import (
    APPRAISALS,
    CERTAINTY,
    EVIDENCE_MATRIX,
    RECORDS,
    SCREENING,
    SUMMARY_OF_FINDINGS,
)
from review.figures.figure_kinds import FIGURE_KINDS
from review.figures.marks import TEXT_SIZE, Box, Glyph, Line, Symbol, Text
from review.figures.plots import Shape, draw, run_figures, svg
from review.figures.rows import ROWS_PER_BLOCK, rows_in_blocks
from review.report.page import style_sheet

SIZES = {1: 4, 5: 14, 52: 40, 100: 60}
RUNS = {f"{claims} claims": (claims, studies) for claims, studies in SIZES.items()}
KINDS = {kind.name: kind for kind in FIGURE_KINDS}
CAP_HEIGHT = 6.0
"""Height of capitals in points: lines of text may not come nearer than that."""


@pytest.fixture(scope="module", params=[*RUNS, "example"])
def run(request):
    return example_run() if request.param == "example" else synthetic_run(*RUNS[request.param])


@cache
def width_of(text, weight):
    """Width of a text in points, as Matplotlib's own font draws it."""
    if not text.strip():
        return 0.0
    path = TextPath((0, 0), text, size=TEXT_SIZE, prop={"weight": weight})
    return float(path.get_extents().width)


def span(position, anchor, length):
    """Start and end of a text along its line, from its anchor."""
    start = {"left": 0.0, "center": -0.5, "right": -1.0}[anchor] * length
    return position + start, position + start + length


def box_of(mark):
    """Left, top, right and bottom of a text."""
    long = width_of(mark.text, "bold" if mark.is_bold else "normal")
    if mark.is_upright:
        left, right = mark.x - CAP_HEIGHT / 2, mark.x + CAP_HEIGHT / 2
        below = {"bottom": 0.0, "center": long / 2}[mark.down]
        return left, mark.y + below - long, right, mark.y + below
    left, right = span(mark.x, mark.across, long)
    middle = mark.y - (CAP_HEIGHT / 2 if mark.down == "bottom" else 0)
    return left, middle - CAP_HEIGHT / 2, right, middle + CAP_HEIGHT / 2


def overlap(one, other):
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 0.5 and down > 0.5


def overlapping(texts):
    """Pairs of texts that share ink, found by a sweep from top to bottom."""
    placed = sorted(((box_of(mark), mark.text) for mark in texts), key=lambda one: one[0][1])
    pairs = []
    for place, (box, text) in enumerate(placed):
        below = itertools.takewhile(lambda one, edge=box[3]: one[0][1] < edge, placed[place + 1 :])
        pairs += [(text, words) for other, words in below if overlap(box, other)]
    return pairs


@pytest.mark.parametrize("name", KINDS)
def test_no_label_overlaps_another(run, name):
    drawing = KINDS[name].drawing(run)
    assert overlapping([mark for mark in drawing.marks if isinstance(mark, Text)]) == []


@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_cut_off(run, name):
    drawing = KINDS[name].drawing(run)
    for mark in drawing.marks:
        match mark:
            case Text():
                left, top, right, bottom = box_of(mark)
            case Box():
                left, top, right, bottom = mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
            case Glyph():
                half = mark.size / 2
                left, top, right, bottom = (
                    *(mark.x - half, mark.y - half),
                    *(mark.x + half, mark.y + half),
                )
            case Line():
                (left, top), (right, bottom) = mark.start, mark.end
            case _:
                left, top, right, bottom = mark.x, mark.y, mark.x, mark.y
        assert min(left, right) >= 0, mark
        assert min(top, bottom) >= 0, mark
        assert max(left, right) <= drawing.width, mark
        assert max(top, bottom) <= drawing.height, mark


@pytest.mark.parametrize("name", KINDS)
def test_a_figure_fits_a_page_or_names_what_stays_in_sight(run, name):
    drawing = KINDS[name].drawing(run)
    assert 0 <= drawing.pinned_narrow <= drawing.pinned < drawing.width
    assert drawing.pinned_narrow <= 150
    assert drawing.pinned or drawing.width < 620


@pytest.mark.parametrize("name", KINDS)
def test_the_page_of_a_figure_is_the_same_every_time_and_has_no_date(name):
    kind, run = KINDS[name], example_run()
    first, second = (svg(draw(kind.drawing(run))) for _ in range(2))
    assert first == second
    assert etree.fromstring(first).tag == "{http://www.w3.org/2000/svg}svg"
    assert not re.search(
        r"style=|<style|<script|<metadata|<!DOCTYPE|dc:date|20\d\d-\d\d-\d\dT", first
    )


@pytest.mark.parametrize("name", KINDS)
def test_a_figure_has_numbers_and_words_that_agree_with_a_second_reading(run, name):
    kind = KINDS[name]
    assert kind.numbers(run).equals(kind.numbers(run))
    assert len(kind.numbers(run)) > 0
    assert kind.alt(run).endswith(".")
    assert re.search(r"\d", kind.alt(run))


def test_every_kind_is_drawn_under_its_name():
    small = synthetic_run(1, 4)
    figures = run_figures(small)
    assert list(figures) == list(KINDS)
    anchors = [kind.anchor for kind in FIGURE_KINDS]
    assert len(set(anchors)) == len(anchors)
    names = [kind.drawing(small).name for kind in FIGURE_KINDS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", KINDS)
def test_a_figure_becomes_a_picture(tmp_path, name):
    path = tmp_path / "figure.png"
    draw(KINDS[name].drawing(synthetic_run(5, 14))).savefig(path)
    again = tmp_path / "again.png"
    draw(KINDS[name].drawing(synthetic_run(5, 14))).savefig(again)
    assert path.read_bytes() == again.read_bytes()
    assert path.stat().st_size > 3000


@pytest.mark.parametrize("name", KINDS)
def test_a_run_without_evidence_has_every_figure(name):
    """Claims were asked and nothing was found: the figure says so, and its words do not fail."""
    full = synthetic_run(3, 4)
    findings = full.summary_of_findings.assign(state="nothing found", certainty="not rated")
    nothing = replace(
        full,
        records=RECORDS.build([]),
        screening=SCREENING.build([]),
        appraisals=APPRAISALS.build([]),
        certainty=CERTAINTY.build([]),
        evidence_matrix=EVIDENCE_MATRIX.build([]),
        summary_of_findings=findings,
    )
    drawing = KINDS[name].drawing(nothing)
    assert overlapping([mark for mark in drawing.marks if isinstance(mark, Text)]) == []
    assert KINDS[name].alt(nothing).endswith(".")
    unasked = replace(
        nothing,
        claims=nothing.claims.head(0),
        summary_of_findings=SUMMARY_OF_FINDINGS.build([]),
    )
    assert KINDS[name].drawing(unasked).height > 0


def test_long_figures_repeat_their_headings():
    run = synthetic_run(100, 60)
    for name in ("evidence_matrix", "timeline", "certainty_profile", "harvest", "effect_direction"):
        texts = [m for m in KINDS[name].drawing(run).marks if isinstance(m, Text)]
        headings = [m for m in texts if m.is_upright or m.across == "center"]
        repeated = max(sum(m.text == one for m in headings) for one in {m.text for m in headings})
        if name == "effect_direction":
            repeated = sum(m.text == "people" for m in texts)
        assert repeated >= 4, name


def test_blocks_of_rows_are_of_nearly_the_same_length():
    rows = rows_in_blocks(10, [20] * 52, heading=30)
    lengths = [round((lower - upper) / 20) for upper, lower in rows.blocks]
    assert lengths == [18, 18, 16]
    assert max(lengths) <= ROWS_PER_BLOCK
    assert rows.spans[0] == (40, 60)
    assert rows.spans[18][0] == 40 + 18 * 20 + 30
    assert rows.bottom == 10 + 3 * 30 + 52 * 20


def test_rows_without_a_claim_leave_room_for_a_sentence():
    rows = rows_in_blocks(10, [], heading=30)
    assert rows.spans == ()
    assert rows.bottom > 40


def test_what_scrolls_keeps_its_hidden_words_inside():
    """Words for screen readers are placed absolutely: a box that scrolls must be what they are placed in."""
    rule = re.search(r"^\.scroll \{([^;]*;)", style_sheet(), re.MULTILINE)
    assert rule is not None
    assert rule[1].strip() == "position: relative;"


def test_every_shape_can_be_drawn():
    from review.figures.plots import GLYPHS  # noqa: PLC0415 - only this test looks inside

    assert set(GLYPHS) == set(Shape)


def test_symbols_of_a_matrix_keep_apart():
    marks = KINDS["evidence_matrix"].drawing(synthetic_run(100, 60)).marks
    rows = {}
    for mark in marks:
        if isinstance(mark, Symbol) and mark.x > 390:
            rows.setdefault(mark.y, []).append(mark.x)
    assert len(rows) > 80
    for places in rows.values():
        ordered = sorted(places)
        assert all(b - a >= 12 for a, b in itertools.pairwise(ordered))
