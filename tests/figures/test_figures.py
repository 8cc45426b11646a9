import itertools
import re
from dataclasses import replace

import pytest
from example_run import example_run
from lxml import etree
from matplotlib.figure import Figure

from review.core.presentation import DESIGN_GROUPS, STANCE_LOOKS, VERDICT_LOOKS
from review.core.run_tables import EVIDENCE_MATRIX
from review.core.vocabulary import Design, Finding, Stance, Verdict
from review.figures.figure_numbers import HARVEST_COLUMNS, compute_verdicts, harvest_column
from review.figures.harvest import harvest_drawing
from review.figures.marks import Dot, Symbol, Text
from review.figures.matrix import matrix_drawing
from review.figures.plots import (
    alt_evidence_matrix,
    alt_harvest,
    alt_prisma,
    alt_timeline,
    compute_evidence_matrix,
    compute_harvest,
    compute_prisma,
    compute_timeline,
    plot_evidence_matrix,
    plot_harvest,
    plot_prisma,
    plot_timeline,
    svg,
)
from review.figures.timeline import timeline_drawing
from review.runs.evidence_matrix import telling_studies


@pytest.fixture(scope="module")
def run():
    return example_run()


@pytest.fixture(scope="module")
def empty(run):
    return replace(run, evidence_matrix=EVIDENCE_MATRIX.build([]))


def all_figures(run):
    return [
        plot_evidence_matrix(run),
        plot_harvest(run),
        plot_harvest(run, "X01"),
        plot_timeline(run),
        plot_prisma(run.prisma),
    ]


def words(figure):
    root = etree.fromstring(svg(figure))
    return [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_same_run_gives_the_same_bytes(run):
    assert [svg(f) for f in all_figures(run)] == [svg(f) for f in all_figures(run)]


def test_a_figure_has_no_style_script_date_or_foreign_address(run):
    for figure in all_figures(run):
        text = svg(figure)
        assert text.startswith("<svg ")
        assert not re.search(r"style=|<style|<script|<metadata|<!DOCTYPE|@import", text)
        assert set(re.findall(r"https?://[^\"' <]+", text)) <= {
            "http://www.w3.org/2000/svg",
            "http://www.w3.org/1999/xlink",
        }


def test_ids_are_unique_across_the_figures_of_a_page(run):
    ids = [name for f in all_figures(run) for name in re.findall(r'\bid="([^"]+)"', svg(f))]
    assert len(ids) == len(set(ids)) > 5
    for figure in all_figures(run):
        text = svg(figure)
        own = set(re.findall(r'\bid="([^"]+)"', text))
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= own


def test_every_claim_and_study_of_the_matrix_can_be_read(run):
    shown = words(plot_evidence_matrix(run))
    assert set(run.claims["claim_id"]) <= set(shown)
    telling = telling_studies(run.evidence_matrix)
    silent = set(run.evidence_matrix["label"]) - set(telling["label"])
    assert set(telling["label"]) <= set(shown)
    assert silent and not silent & set(shown)
    assert f"Not drawn: {len(silent)} studies silent on every claim." in alt_evidence_matrix(run)
    assert "✕ contradicted" in shown


def test_the_matrix_says_why_a_row_is_empty(run):
    shown = words(plot_evidence_matrix(run))
    for state in ("search failed", "nothing found", "nothing relevant", "not searched"):
        assert state in shown


def test_the_matrix_has_a_symbol_for_each_cell_with_its_stance(run):
    symbols = [mark for mark in matrix_drawing(run).marks if isinstance(mark, Symbol)]
    in_key = 4 + 1 + 3
    assert len(symbols) == len(telling_studies(run.evidence_matrix)) + in_key
    refuting = sum(symbol.stance == Stance.REFUTES for symbol in symbols)
    assert refuting == (run.evidence_matrix["stance"] == "refutes").sum() + 1


def test_indirect_studies_are_hollow(run):
    symbols = [mark for mark in matrix_drawing(run).marks if isinstance(mark, Symbol)]
    hollow = sum(symbol.is_hollow for symbol in symbols)
    assert hollow == (run.evidence_matrix["directness"] == "indirect").sum() + 1


def test_a_large_matrix_grows_and_its_labels_keep_apart(run):
    rows = [
        {
            "claim_id": f"X{claim:02}",
            "study_id": f"s{study}",
            "pmids": ["90000001"],
            "label": f"Author {1960 + study}",
            "year": 1960 + study,
            "design": list(Design)[study % len(Design)],
            "directness": "direct",
            "finding": "increased",
            "stance": "supports",
            "counted": True,
        }
        for claim in range(1, 15)
        for study in range(60)
    ]
    large = replace(run, evidence_matrix=EVIDENCE_MATRIX.build(rows))
    drawing = matrix_drawing(large)
    labels = sorted(m.x for m in drawing.marks if isinstance(m, Text) and m.is_upright)
    assert len(labels) == 60
    assert min(b - a for a, b in itertools.pairwise(labels)) >= 12
    assert drawing.width > matrix_drawing(run).width
    assert max(m.x for m in drawing.marks if isinstance(m, Symbol)) < drawing.width


def test_the_name_of_a_wide_group_of_designs_stays_in_sight(run):
    first = run.evidence_matrix.to_dict("records")[0]
    rows = [
        {**first, "study_id": f"s{n}", "pmids": ["90000001"], "design": "cohort"} for n in range(70)
    ]
    drawing = matrix_drawing(replace(run, evidence_matrix=EVIDENCE_MATRIX.build(rows)))
    places = [m.x for m in drawing.marks if getattr(m, "text", "") == "Other comparative studies"]
    assert len(places) == 4
    assert all(b - a <= 330 for a, b in itertools.pairwise(places))


def test_a_null_against_a_claim_stands_in_the_middle_of_the_harvest_plot():
    assert harvest_column(Stance.REFUTES, Finding.NO_CLEAR_DIFFERENCE) == HARVEST_COLUMNS[1]
    assert harvest_column(Stance.REFUTES, Finding.DECREASED) == HARVEST_COLUMNS[0]
    assert harvest_column(Stance.MIXED, Finding.MIXED) == HARVEST_COLUMNS[1]
    assert harvest_column(Stance.SUPPORTS, Finding.NO_CLEAR_DIFFERENCE) == HARVEST_COLUMNS[2]


def test_the_harvest_plot_shows_sizes_and_marks_counted_studies(run):
    bars = compute_harvest(run, "X01")
    assert list(bars["column"].value_counts().reindex(HARVEST_COLUMNS, fill_value=0)) == [0, 2, 3]
    assert list(bars.query("column == 'supports'")["height"]) == [6, 5, 5]
    shown = words(plot_harvest(run, "X01"))
    assert {"1,684", "212", "170", "135", "84"} <= set(shown)
    assert "n?" in words(plot_harvest(run, "X02"))


def test_silent_studies_are_in_no_harvest_plot_and_no_timeline(run):
    directed = run.evidence_matrix["stance"] != "no information"
    assert len(compute_harvest(run)) == directed.sum()
    assert len(compute_timeline(run)) == directed.sum()
    assert "X09" not in set(compute_harvest(run)["claim_id"])


def test_each_dot_of_the_harvest_plot_is_a_counted_study(run):
    dots = [mark for mark in harvest_drawing(run).marks if isinstance(mark, Dot)]
    assert len(dots) == compute_harvest(run)["counted"].sum()


def test_studies_of_one_year_do_not_hide_each_other_in_the_timeline(run):
    rows = compute_timeline(run).head(1).to_dict("records")
    template = run.evidence_matrix.to_dict("records")[0]
    assert rows
    same = [
        {**template, "study_id": f"s{n}", "pmids": ["90000001"], "not_counted_reason": None}
        for n in range(3)
    ]
    drawing = timeline_drawing(replace(run, evidence_matrix=EVIDENCE_MATRIX.build(same)))
    places = [(m.x, m.y) for m in drawing.marks if isinstance(m, Symbol)]
    in_key = 3 + 1 + 3
    assert len(places) == len(set(places)) == 3 + in_key


def test_the_flow_diagram_shows_every_count(run):
    shown = " ".join(words(plot_prisma(run.prisma)))
    for step, count in compute_prisma(run.prisma).itertuples(index=False):
        words_of_step = step.removeprefix("Excluded: ")
        assert str(count) in shown
        if step.startswith("Excluded: ") or step.startswith("Records"):
            assert f"{words_of_step}: {count}" in shown


def test_empty_runs_say_so_instead_of_failing(empty):
    assert "No study has a direction to show." in words(plot_harvest(empty))
    assert "No study has a year to show." in words(plot_timeline(empty))
    assert "X01" in words(plot_evidence_matrix(empty))


def test_alternative_texts_hold_the_numbers(run, empty):
    assert "14 claims by 24 studies" in alt_evidence_matrix(run)
    assert "supports: 3" in alt_harvest(run, "X01")
    assert "2005 to 2025" in alt_timeline(run)
    assert "28 screened, 3 excluded, 25 included" in alt_prisma(run.prisma)
    assert alt_timeline(empty) == "Timeline without studies."


def test_the_table_beside_the_matrix_has_every_cell(run):
    assert len(compute_evidence_matrix(run)) == len(run.evidence_matrix)


def test_verdicts_are_counted_once_per_claim(run):
    assert sum(compute_verdicts(run).values()) == len(run.claims)


@pytest.mark.parametrize(
    "text",
    ["$\\frac{1}{0", "<script>alert(1)</script>", "\u202eevil", "a\x00b", "汉字 العربية 😀", "]]>"],
)
def test_hostile_text_is_drawn_as_text(run, text):
    findings = run.summary_of_findings.copy()
    findings["statement"] = text
    drawn = svg(plot_evidence_matrix(replace(run, summary_of_findings=findings)))
    assert etree.fromstring(drawn) is not None
    assert "<script" not in drawn
    assert "\u202e" not in drawn


def test_a_figure_leaves_the_global_state_of_matplotlib_alone(run):
    import matplotlib as mpl  # noqa: PLC0415 - only this test looks at its state

    before = dict(mpl.rcParams)
    figure = plot_prisma(run.prisma)
    svg(figure)
    assert isinstance(figure, Figure)
    assert dict(mpl.rcParams) == before


def test_every_design_stance_and_verdict_has_its_look():
    designs = [design for group in DESIGN_GROUPS for design in group.designs]
    assert sorted(designs) == sorted(Design)
    assert set(STANCE_LOOKS) == set(Stance)
    assert set(VERDICT_LOOKS) == set(Verdict)
    symbols = [look.symbol for look in STANCE_LOOKS.values()]
    assert len(set(symbols)) == len(symbols)
    assert len({look.symbol for look in VERDICT_LOOKS.values()}) == len(Verdict)
