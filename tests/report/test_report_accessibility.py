import itertools
import re
from collections import Counter

import pytest
from example_run import example_run
from lxml import html

from review.core.presentation import STANCE_LOOKS, VERDICT_LOOKS
from review.report.page import hash_of, render_index, render_report, style_sheet

AA_TEXT, AA_GRAPHIC = 4.5, 3.0


@pytest.fixture(scope="module", params=["report", "index"])
def text(request):
    run = example_run()
    if request.param == "report":
        return render_report(run)
    return render_index({"x": run, "y": None}, failures={"y": "It failed."})


@pytest.fixture(scope="module")
def page(text):
    return html.fromstring(text)


def test_language_title_viewport_and_doctype(text, page):
    assert text.lstrip().startswith("<!DOCTYPE html>")
    assert page.get("lang") == "en"
    assert page.findtext(".//title")
    assert page.xpath("//meta[@name='viewport']")


def test_one_main_and_a_skip_link_to_it(page):
    assert len(page.xpath("//main")) == 1
    skip = page.xpath("//body/a[1]")[0]
    assert skip.get("href") == "#" + page.xpath("//main/@id")[0]


def test_headings_go_down_one_level_at_a_time(page):
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_ids_are_unique_and_every_reference_has_its_target(page):
    ids = Counter(page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    for attribute in ("aria-labelledby", "aria-describedby"):
        for names in page.xpath(f"//@{attribute}"):
            assert set(names.split()) <= set(ids)
    for target in page.xpath("//a/@href[starts-with(., '#')]"):
        assert target[1:] in ids


def test_header_cells_say_what_they_head(page):
    assert all(cell.get("scope") in ("col", "row") for cell in page.iter("th"))


def test_regions_that_scroll_can_be_reached_and_have_a_name(page):
    for region in page.find_class("scroll"):
        assert region.get("tabindex") == "0"
        assert region.get("role") == "region"
        assert region.get("aria-label")


def test_figures_have_a_description_and_their_drawing_is_not_read_out(page):
    for figure in page.iter("figure"):
        assert figure.get("aria-label")
        drawings = figure.xpath(".//*[local-name()='svg']")
        assert drawings
        assert all(drawing.get("aria-hidden") == "true" for drawing in drawings)


def test_no_script_no_inline_style_and_a_strict_policy(text, page):
    assert not page.xpath("//script|//iframe|//object|//embed|//link|//form|//base|//img")
    assert not page.xpath("//@style")
    assert not [
        name for name in page.xpath("//@*") if getattr(name, "attrname", "").startswith("on")
    ]
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    assert f"'{hash_of(style[1])}'" in policy


def test_nothing_is_fetched_from_another_address(page):
    assert not page.xpath("//@src|//@srcset|//@poster|//@background")
    assert all(
        link.startswith("#")
        for link in page.xpath("//*[local-name()='use']/@*[contains(name(), 'href')]")
    )
    assert "url(http" not in style_sheet()
    assert "@import" not in style_sheet()


def colours(scheme):
    light, dark = re.findall(r":root \{(.*?)\}", style_sheet(), re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    return (
        found
        if scheme == "light"
        else found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark))
    )


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["blue", "sky", "red", "pink", "grey", "pale", "black"])
def test_badges_and_symbols_can_be_read(scheme, tone):
    shown = colours(scheme)
    assert contrast(shown[f"{tone}-ink"], shown[f"{tone}-tint"]) >= AA_TEXT
    assert contrast(shown[f"{tone}-ink"], shown["paper"]) >= AA_TEXT or tone == "black"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("ink", "page"),
        ("ink", "mark"),
        ("ink", "band"),
        ("ink", "caution"),
        ("ink", "red-tint"),
        ("muted", "page"),
        ("muted", "band"),
        ("link", "page"),
        ("link", "paper"),
    ],
)
def test_text_can_be_read(scheme, ink, paper):
    assert contrast(colours(scheme)[ink], colours(scheme)[paper]) >= AA_TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["blue", "red", "pink", "grey"])
@pytest.mark.parametrize("paper", ["paper", "band"])
def test_symbols_of_figures_stand_out(scheme, tone, paper):
    assert contrast(colours(scheme)[tone], colours(scheme)[paper]) >= AA_GRAPHIC


def test_every_look_has_its_style_and_its_filter():
    style = style_sheet()
    for look in VERDICT_LOOKS.values():
        assert f".v-{look.css} " in style
        assert f"#show-{look.css}:checked) #claims .card:not(.v-{look.css})" in style
    for look in STANCE_LOOKS.values():
        assert f".s-{look.css}" in style


def test_dark_print_and_narrow_pages_are_provided_for():
    for rule in (
        "prefers-color-scheme: dark",
        "@media print",
        "max-width: 44rem",
        ":focus-visible",
    ):
        assert rule in style_sheet()
