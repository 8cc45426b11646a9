"""The numbers behind the effect-direction plot, the certainty profile and the evidence gap map."""

from dataclasses import replace

import pandas as pd
import pytest
from example_run import example_run
from synthetic_run import synthetic_run

from review.core.presentation import STANCE_LOOKS
from review.core.run_tables import CERTAINTY, EVIDENCE_MATRIX
from review.core.vocabulary import Certainty, Domain, Finding, Stance
from review.figures.certainty_profile import certainty_profile_drawing
from review.figures.effect_direction import SizeClass, effect_direction_drawing, size_class
from review.figures.gap_map import CLASSES, gap_map_drawing
from review.figures.marks import Box, Glyph, Shape, Text
from review.figures.plots import (
    alt_certainty_profile,
    alt_effect_direction,
    alt_gap_map,
    compute_certainty_profile,
    compute_effect_direction,
    compute_gap_map,
)
from review.report.figure_views import figure_views


@pytest.fixture(scope="module")
def run():
    return example_run()


def cell(effects, claim, label):
    found = effects[(effects["claim_id"] == claim) & (effects["label"] == label)]
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (1, SizeClass.SMALL),
        (49, SizeClass.SMALL),
        (50, SizeClass.MEDIUM),
        (300, SizeClass.MEDIUM),
        (301, SizeClass.LARGE),
        (None, SizeClass.UNKNOWN),
        (pd.NA, SizeClass.UNKNOWN),
    ],
)
def test_size_classes_are_those_of_boon_and_thomson(people, expected):
    assert size_class(people) is expected


def test_an_effect_direction_is_what_the_study_found_whatever_the_claim_says(run):
    effects = compute_effect_direction(run)
    shorter = cell(effects, "X01", "Adeyemi 2021")
    assert (shorter["finding"], shorter["stance"]) == (Finding.DECREASED, Stance.SUPPORTS)
    assert (shorter["claimed"], shorter["size"]) == ("decreases", SizeClass.LARGE)
    less = cell(effects, "X03", "Xu 2025")
    assert (less["finding"], less["stance"]) == (Finding.DECREASED, Stance.REFUTES)
    assert less["claimed"] == "improves"


def test_studies_that_do_not_report_the_outcome_have_no_arrow(run):
    effects = compute_effect_direction(run)
    assert Finding.NOT_REPORTED not in set(effects["finding"])
    told = run.evidence_matrix["finding"] != Finding.NOT_REPORTED
    assert len(effects) == told.sum()


def test_a_study_is_boxed_where_it_is_named_for_risk_of_bias(run):
    effects = compute_effect_direction(run)
    assert cell(effects, "X01", "Adeyemi 2021")["risk_of_bias"]
    assert not cell(effects, "X01", "Holm 2007")["risk_of_bias"]
    raised = run.certainty.assign(levels=run.certainty["levels"].abs())
    calm = compute_effect_direction(replace(run, certainty=raised))
    assert not calm["risk_of_bias"].any()


def test_each_study_stands_under_one_kind_of_design(run):
    effects = compute_effect_direction(run)
    assert (effects.groupby("study_id")["kind"].nunique() == 1).all()
    kinds = list(dict.fromkeys(effects["kind"]))
    assert kinds[:2] == ["Evidence syntheses", "Randomised trials"]
    assert kinds[-1] == "Laboratory"


def test_arrows_say_direction_by_shape_and_stance_by_colour_and_sign(run):
    drawing = effect_direction_drawing(run)
    effects = compute_effect_direction(run)
    blue = STANCE_LOOKS[Stance.SUPPORTS].colour
    arrows = [m for m in drawing.marks if isinstance(m, Glyph) and m.y > drawing.rows_from]
    assert len(arrows) == len(effects)
    shapes = pd.Series([arrow.shape for arrow in arrows]).value_counts()
    assert shapes[Shape.DOWN] == (effects["finding"] == Finding.DECREASED).sum()
    assert shapes[Shape.SIDEWAYS] == (effects["finding"] == Finding.NO_CLEAR_DIFFERENCE).sum()
    assert sum(a.colour == blue for a in arrows) == (effects["stance"] == Stance.SUPPORTS).sum()
    signs = [m.text for m in drawing.marks if isinstance(m, Text) and m.y > drawing.rows_from]
    assert signs.count("+") == (effects["stance"] == Stance.SUPPORTS).sum()
    assert signs.count("−") == (effects["stance"] == Stance.REFUTES).sum()
    assert sum(a.is_hollow for a in arrows) == (effects["directness"] == "indirect").sum()


@pytest.mark.parametrize("stance", [Stance.NOT_APPLICABLE, Stance.NO_INFORMATION])
def test_a_finding_that_is_not_compared_with_its_claim_has_no_sign(run, stance):
    drawing = effect_direction_drawing(
        replace(run, evidence_matrix=run.evidence_matrix.assign(stance=stance))
    )
    signs = {m.text for m in drawing.marks if isinstance(m, Text) and m.y > drawing.rows_from}
    assert not signs & {"+", "−", "±"}
    assert [m for m in drawing.marks if isinstance(m, Glyph) and m.y > drawing.rows_from]


def test_larger_studies_have_larger_arrows(run):
    drawing = effect_direction_drawing(run)
    arrows = [m for m in drawing.marks if isinstance(m, Glyph) and m.y > drawing.rows_from]
    effects = compute_effect_direction(run)
    assert sum(a.size == 14 for a in arrows) == (effects["size"] == SizeClass.LARGE).sum()
    assert sum(a.size == 10.5 for a in arrows) == (effects["size"] == SizeClass.MEDIUM).sum()


def test_the_profile_adds_up_from_the_starting_level_to_the_certainty(run):
    profile = compute_certainty_profile(run)
    heights = {"high": 4, "moderate": 3, "low": 2, "very low": 1}
    rated = profile[profile["certainty"].isin(heights)]
    levels = [domain.value for domain in Domain]
    assert len(rated) == 8
    assert list(rated[levels].sum(axis=1)) == [heights[name] for name in rated["certainty"]]


def test_the_profile_has_every_claim_and_keeps_unjudged_apart_from_unmoved(run):
    profile = compute_certainty_profile(run)
    assert list(profile["claim_id"]) == list(run.summary_of_findings["claim_id"])
    first = profile.iloc[0]
    assert first[Domain.RISK_OF_BIAS.value] == -1
    assert first[Domain.INCONSISTENCY.value] == 0
    assert pd.isna(first[Domain.LARGE_EFFECT.value])
    assert profile.set_index("claim_id").loc["X11", levels_of()].isna().all()


def levels_of():
    return [domain.value for domain in Domain]


def test_the_drawn_profile_says_why_a_claim_has_no_rating(run):
    words = [m.text for m in certainty_profile_drawing(run).marks if isinstance(m, Text)]
    assert {"search failed", "nothing found", "nothing relevant", "not searched"} <= set(words)
    assert words.count("very low") == 2
    assert "large effect" not in words
    assert "publication bias" in words


def test_a_domain_that_raised_certainty_gets_its_column_and_its_sign(run):
    row = {
        "claim_id": "X07",
        "domain": Domain.LARGE_EFFECT,
        "levels": 2,
        "reason": "Large.",
        "pmids": [],
    }
    raised = pd.concat([run.certainty, CERTAINTY.build([row])], ignore_index=True)
    changed = replace(run, certainty=raised)
    words = [m.text for m in certainty_profile_drawing(changed).marks if isinstance(m, Text)]
    assert "large effect" in words
    assert "+2" in words


def test_filled_steps_are_the_height_of_the_certainty(run):
    only = run.summary_of_findings.assign(certainty=Certainty.LOW)
    drawing = certainty_profile_drawing(
        replace(run, summary_of_findings=only, certainty=CERTAINTY.build([]))
    )
    steps = [
        m for m in drawing.marks if isinstance(m, Box) and m.width == 8 and m.y > drawing.rows_from
    ]
    assert len(steps) == 4 * len(only)
    assert sum(step.fill == "#1b2329" for step in steps) == 2 * len(only)


def test_a_study_counts_once_in_a_pair_and_in_one_class(run):
    cells = compute_gap_map(run).set_index(["intervention", "outcome"])
    quality = cells.loc[("valerian", "sleep quality")]
    assert quality["claims"] == "X02, X04"
    assert quality["studies"] == 5
    assert quality["randomised trials"] == 3
    assert quality["syntheses"] == 1
    names = [one.name for one in CLASSES]
    assert (cells[names].sum(axis=1) == cells["studies"]).all()


def test_a_gap_keeps_its_reason_and_a_failed_search_is_no_gap(run):
    cells = compute_gap_map(run).set_index("outcome")
    assert cells.loc["tinnitus", "state"] == "nothing found"
    assert cells.loc["alprazolam clearance", "state"] == "relevant but silent"
    assert cells.loc["fetal harm", "state"] == "search failed"
    drawing = gap_map_drawing(run)
    words = [m.text for m in drawing.marks if isinstance(m, Text) and m.y > drawing.rows_from]
    gaps = (cells["studies"] == 0) & (cells["state"] != "search failed")
    assert words.count("0") == gaps.sum() == 3
    assert words.count("!") == 1


def test_evidence_that_is_silent_on_a_pair_is_silence(run):
    silent = run.evidence_matrix.assign(finding=Finding.NOT_REPORTED, stance=Stance.NO_INFORMATION)
    cells = compute_gap_map(replace(run, evidence_matrix=silent)).set_index("outcome")
    assert (cells["studies"] == 0).all()
    assert cells.loc["sleep quality", "state"].unique().tolist() == ["relevant but silent"]


def test_claims_without_intervention_or_outcome_are_left_out_and_said_so(run):
    assert "X14" not in " ".join(compute_gap_map(run)["claims"])
    assert "1 claim names no intervention or no outcome" in alt_gap_map(run)


def test_the_longer_list_of_the_map_goes_down(run):
    drawing = gap_map_drawing(run)
    words = [m.text for m in drawing.marks if isinstance(m, Text)]
    assert any(text.startswith("outcome ↓") for text in words)
    claims = run.claims.assign(
        intervention=run.claims["claim_id"], outcome=["sleep"] * len(run.claims)
    )
    turned = gap_map_drawing(replace(run, claims=claims))
    assert any(m.text.startswith("intervention ↓") for m in turned.marks if isinstance(m, Text))


def test_bubbles_hold_their_number_and_grow_with_it():
    drawing = gap_map_drawing(synthetic_run(100, 60))
    sizes = {}
    for glyph in (m for m in drawing.marks if isinstance(m, Glyph) and m.y > drawing.rows_from):
        inside = next(
            m for m in drawing.marks if isinstance(m, Text) and (m.x, m.y) == (glyph.x, glyph.y)
        )
        sizes[int(inside.text)] = glyph.size
    ordered = [sizes[number] for number in sorted(sizes)]
    assert ordered == sorted(ordered)
    assert ordered[-1] > 1.8 * ordered[0]


def test_alternative_texts_hold_the_numbers(run):
    effects = compute_effect_direction(run)
    assert f"of {effects['study_id'].nunique()} studies on 9 claims" in alt_effect_direction(run)
    assert "Certainty profile of 14 claims. Certainty: 2 moderate, 4 low" in (
        alt_certainty_profile(run)
    )
    assert "risk of bias 8" in alt_certainty_profile(run)
    assert "4 of them without a study" in alt_gap_map(run)
    nothing = replace(run, evidence_matrix=EVIDENCE_MATRIX.build([]))
    assert alt_effect_direction(nothing) == (
        "Effect directions of 0 studies on 0 claims. Findings: none."
    )


def test_a_report_has_every_figure_with_its_numbers_and_folds_the_long_ones(run):
    short, long = figure_views(run), figure_views(synthetic_run(40, 20))
    assert [view.kind.anchor for view in short] == [view.kind.anchor for view in long]
    assert not any(view.is_folded for view in short)
    folded = {view.kind.name for view in long if view.is_folded}
    assert folded == {view.kind.name for view in long} - {"evidence_matrix", "flow"}
    for view in short:
        assert len(view.rows) == len(view.kind.numbers(run))
        assert {column.name for column in view.columns} <= set(view.rows[0])
        assert len({part.screen for part in view.pinned}) == len(view.pinned)


def test_the_part_that_stays_in_sight_never_cuts_the_key(run):
    for view in figure_views(run):
        drawing = view.kind.drawing(run)
        key = [m for m in drawing.marks if isinstance(m, Text) and m.y < drawing.rows_from]
        for part in view.pinned:
            right, top = float(part.width) * 0.75, float(part.top) * 0.75
            cut = [
                m.text
                for m in key
                if not m.is_upright and m.y > top and m.x < right < m.x + 4.2 * len(m.text)
            ]
            assert cut == [], (view.kind.name, part.screen)
