"""Colours of figures can be told apart by readers with colour-blindness, in light and dark pages.

Colour vision deficiencies are simulated with the matrices of Machado, Oliveira and Fernandes (2009)
for full severity, on linear RGB; the difference is CIE 1976 in L*a*b* (D65).
"""

import itertools
import re

import numpy as np
import pytest

from review.core.presentation import STANCE_LOOKS
from review.core.vocabulary import Stance
from review.figures.gap_map import CLASSES
from review.report.page import style_sheet

VISION = {
    "full colour vision": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = TO_XYZ.sum(axis=1)
CLEAR = 20.0
"""A difference seen at a glance; about 2.3 is the smallest that is noticed at all."""

STANCES = (Stance.SUPPORTS, Stance.MIXED, Stance.REFUTES)
GRAPHIC, TEXT = 3.0, 4.5


def linear(colour):
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / WHITE
    cube = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * cube[1] - 16, 500 * (cube[0] - cube[1]), 200 * (cube[1] - cube[2])])


def difference(one, other, vision):
    seen = (lab(VISION[vision] @ linear(colour)) for colour in (one, other))
    return float(np.linalg.norm(next(seen) - next(seen)))


def contrast(one, other):
    dark, light = sorted(float((TO_XYZ @ linear(colour))[1]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def shown(scheme):
    """What the page makes of each colour that a figure is drawn with."""
    if scheme == "picture":
        return {}
    style = style_sheet()
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    values = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    if scheme == "dark":
        values |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark))
    rules = re.findall(r"^(\[fill=.*\]) \{ fill: var\(--([\w-]+)\)", style, re.MULTILINE)
    return {
        colour: values[name] for chosen, name in rules for colour in re.findall(r"#\w{6}", chosen)
    }


@pytest.fixture(scope="module", params=["picture", "light", "dark"])
def seen(request):
    table = shown(request.param)
    return lambda colour: table.get(colour, colour)


def test_the_simulation_keeps_grey_and_confuses_red_with_green():
    for matrix in VISION.values():
        assert np.allclose(matrix @ np.ones(3), 1, atol=1e-5)
    assert difference("#d55e00", "#8a8a00", "deuteranopia") < difference(
        "#d55e00", "#8a8a00", "full colour vision"
    )
    assert difference("#ffffff", "#000000", "full colour vision") == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("vision", VISION)
def test_stances_can_be_told_apart(seen, vision):
    for one, other in itertools.combinations(STANCES, 2):
        colours = (seen(STANCE_LOOKS[stance].colour) for stance in (one, other))
        assert difference(*colours, vision) >= CLEAR, (one, other)


@pytest.mark.parametrize("vision", VISION)
def test_filled_bubbles_of_the_gap_map_can_be_told_apart(seen, vision):
    filled = [seen(one.colour) for one in CLASSES if not one.is_hollow]
    for one, other in itertools.combinations(filled, 2):
        assert difference(one, other, vision) >= CLEAR


def test_no_class_of_designs_is_told_by_colour_alone():
    looks = [(one.shape, one.is_hollow) for one in CLASSES]
    assert len(set(looks)) == len({one.corner for one in CLASSES}) == len(CLASSES)


def test_numbers_in_bubbles_can_be_read(seen):
    for one in CLASSES:
        if not one.is_hollow:
            assert contrast(seen(one.colour), seen("#ffffff")) >= TEXT
        assert contrast(seen(one.colour), seen("#ffffff")) >= GRAPHIC


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_a_figure_has_its_counterpart_in_the_page(scheme):
    table = shown(scheme)
    used = {look.colour for look in STANCE_LOOKS.values()} | {one.colour for one in CLASSES}
    assert used <= set(table)
    assert all(contrast(table[colour], table["#ffffff"]) >= GRAPHIC for colour in used)


def test_colours_change_inside_shapes_that_are_used_again():
    """A shape drawn through `use` stands alone: a selector with an ancestor would not reach it."""
    assert not re.search(r"svg \[(fill|stroke)=", style_sheet())
