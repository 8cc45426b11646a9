"""What a page hides makes no claims, and what it shows does: each way of hiding beside its twin."""

from pathlib import Path

import pytest

from review.claims.article import read_article
from review.claims.extraction import draft_claims

KEPT = "Baclofen decreases insomnia"
OTHER = "Clonidine decreases sweating"
SAID = "Clonidine relieves sweating."
X = f"<p class=x>{SAID}</p>"
OTHER_SHEET = "<link rel=stylesheet href=other.css>"


@pytest.fixture
def drafted(tmp_path: Path):
    """Statements drafted from a page that says one thing of baclofen and then holds a body."""

    def draft(body: str, head: str = "") -> list[str]:
        path = tmp_path / "a.html"
        path.write_text(
            f"<!doctype html><html><head>{head}</head><body>"
            f"<p class=first>Baclofen relieves insomnia.</p>{body}</body></html>",
            encoding="utf-8",
        )
        return list(draft_claims(read_article(path))["statement"])

    return draft


SHEETS = [
    # the rules that hide, and those of the twin that shows
    (".x {display: none}", ".x {display: inline}"),
    (".x {DISPLAY: NONE}", ".y {display: none}"),
    (".x {visibility: hidden}", ".x {visibility: visible}"),
    (".x {visibility: collapse}", ".x {visibility: hidden} .x {visibility: initial}"),
    (".x {content-visibility: hidden}", ".x {content-visibility: auto}"),
    (".x {opacity: 0}", ".x {opacity: .9}"),
    (".x {opacity: 2%}", ".x {opacity: 90%}"),
    (".x {font-size: 0}", ".x {font-size: 12px}"),
    (".x {font-size: 1px}", ".x {font-size: smaller}"),
    (".x {font-size: .01em}", ".x {font-size: clamp(1rem, 2vw, 3rem)}"),
    (".x {font: 0/0 a}", ".x {font: italic 14px/1.5 serif}"),
    ("html {font-size: 62.5%} .x {font-size: .05rem}", "html {font-size: 62.5%} .x {font-size: 1.6rem}"),
    (".x {color: #fff}", ".x {color: #767676}"),
    (".x {color: white}", ".x {background: black; color: white}"),
    (".x {color: #fefefe}", "body {background: #000; color: #ddd} .x {color: #fefefe}"),
    (".x {color: rgb(255, 255, 255)}", ".x {color: rgb(255, 0, 0)}"),
    (".x {color: rgb(255 255 255 / 90%)}", ".x {color: rgb(0 0 0 / 90%)}"),
    (".x {color: rgba(0, 0, 0, 0)}", ".x {color: rgba(0, 0, 0, .8)}"),
    (".x {color: hsl(0, 0%, 100%)}", ".x {color: hsl(0, 100%, 40%)}"),
    (".x {color: transparent}", ".x {color: transparent; background: linear-gradient(red, blue); -webkit-background-clip: text}"),
    (".x {background: #123456; color: #123457}", ".x {background: #7f7f7f; color: #f00}"),
    (".x {background: #000}", ".x {background: #eee}"),
    (".x {background-color: #fff; color: #fff}", ".x {background: #fff url(a.png); color: #fff}"),
    (".x {background: rgba(255,255,255,.5); color: #fff}", ".x {background: rgba(0,0,0,.5); color: #fff}"),
    (".x {color: #fff; text-shadow: 0 0 2px #fff}", ".x {color: #fff; text-shadow: 0 0 2px #000}"),
    (".x {color: #fff; background: none}", ".x {color: #fff; background: var(--dark)}"),
    (".x {color: #fff}", ":root {color-scheme: dark} .x {color: #fff}"),
    (".x {position: absolute; left: -9999px}", ".x {position: relative; left: -5px}"),
    (".x {position: fixed; top: -2000px}", ".x {left: -9999px; top: -9999px}"),
    (".x {position: absolute; left: -100em}", ".x {position: absolute; left: 50%; margin-left: -600px}"),
    (".x {position: absolute; left: -200%}", ".x {position: absolute; left: 0; right: -9999px}"),
    (".x {position: absolute; left: -100vw}", ".x {position: relative; left: 50%; margin-left: -50vw}"),
    (".x {position: absolute; inset: -9999px auto auto 0}", ".x {position: absolute; top: 9000px}"),
    (".x {text-indent: -9999px}", ".x {text-indent: -2em}"),
    (".x {margin-left: -9999px}", ".x {margin: 0 -9999px; padding: 0 9999px}"),
    (".x {margin: 0 0 0 -600px}", ".x {float: left; margin-left: -960px}"),
    (".x {transform: translateX(-9999px)}", ".x {transform: translate(-50%, -50%)}"),
    (".x {transform: translate3d(-200vw, 0, 0)}", ".x {transform: translateY(4000px)}"),
    (".x {transform: translateX(-600%)}", ".x {transform: translateX(-100%)}"),
    (".x {transform: scale(0)}", ".x {transform: scale(1.05) rotate(0deg)}"),
    (".x {scale: 0}", ".x {scale: 1.1}"),
    (".x {position: absolute; clip: rect(0 0 0 0)}", ".x {clip: rect(0 0 0 0)}"),
    (".x {position: absolute; clip: rect(1px, 1px, 1px, 1px)}", ".x {position: absolute; clip: auto}"),
    (".x {clip-path: inset(50%)}", ".x {clip-path: inset(5%)}"),
    (".x {clip-path: circle(0)}", ".x {clip-path: circle(50%)}"),
    (".x {clip-path: polygon(0 0, 0 0, 0 0)}", ".x {clip-path: polygon(0 0, 100% 0, 0 100%)}"),
    (".x {height: 0; overflow: hidden}", ".x {height: 0}"),
    (".x {height: 0; overflow: clip}", ".x {height: 0; padding-bottom: 56.25%; overflow: hidden}"),
    (".x {max-height: 0; overflow: hidden}", ".x {max-height: 200px; overflow: hidden}"),
    (".x {width: 1px; height: 1px; overflow: hidden}", ".x {width: 0; flex: 1; overflow: hidden}"),
    # which rules hold
    ("@media screen {.x {display: none}}", "@media print {.x {display: none}}"),
    ("@media only screen {.x {display: none}}", "@media (max-width: 600px) {.x {display: none}}"),
    ("@media all {@media screen {.x {display: none}}}", "@media screen and (min-width: 600px) {.x {display: none}}"),
    (".x {display: none} @media (max-width: 600px) {.x {display: block}}",
     ".x {display: none} @media (min-width: 600px) {.x {display: block}}"),
    ("@supports (display: grid) {.x {display: none}}", "@supports not (display: grid) {.x {display: none}}"),
    ("@layer a {.x {display: block}} .x {display: none}", "@layer a {.x {display: none}} .x {display: block}"),
    ("@layer a {.x {display: none !important}} .x {display: block !important}",
     "@layer a {.x {display: block !important}} .x {display: none !important}"),
    # which of two rules wins
    (".x {display: block} .x {display: none}", ".x {display: none} .x {display: block}"),
    ("p.x {display: none} .x {display: block}", "p.x {display: block} .x {display: none}"),
    (".x {display: none !important} p.x {display: block}", ".x {display: block !important} p.x {display: none}"),
    (".x {display: none; display: nonsense}", ".x {display: none; display: block}"),
    # animations that the page declares
    (".x {animation: out 1s forwards} @keyframes out {to {opacity: 0}}",
     ".x {opacity: 0; animation: in 1s ease forwards} @keyframes in {from {opacity: 0} to {opacity: 1}}"),
    # whom a rule chooses
    ("p:last-of-type {display: none}", "p:first-of-type + div {display: none}"),
    ("p:nth-child(2) {display: none}", "p:nth-child(3) {display: none}"),
    ("p:not(.first, .y) {display: none}", "p:not(.x, .first) {display: none}"),
    ("body > .first ~ p {display: none}", "p > p {display: none}"),
    ("[class=x] {display: none}", "[class^=y] {display: none}"),
    (":is(.x, .y) {display: none}", ":where(.x) {display: none} p {display: block}"),
    ("p + p {display: none}", ".x:hover {display: none}"),
    (".x:not(:focus) {display: none}", ".x:focus {display: none}"),
    ("a::before, .x {display: none}", ".x::before {display: none}"),
    (".x:focus {display: block} .x {display: none}", ".x:has(a) {display: none}"),
]  # fmt: skip


@pytest.mark.parametrize(("hiding", "showing"), SHEETS)
def test_what_a_sheet_hides_makes_no_claim_and_its_twin_does(drafted, hiding, showing) -> None:
    assert drafted(X, f"<style>{hiding}</style>") == [KEPT]
    assert OTHER in drafted(X, f"<style>{showing}</style>")


BODIES = [
    # by a style attribute
    (f"<p style='display:none'>{SAID}</p>", f"<p style='display:none; display:block'>{SAID}</p>"),
    (f"<style>.x {{display: none !important}}</style><p class=x style='display:block'>{SAID}</p>",
     f"<style>#i {{display: none}}</style><p id=i style='display:block'>{SAID}</p>"),
    # by what stands around it
    (f"<div style='display:none'><p style='display:block'>{SAID}</p></div>", f"<div style='display:block'><p>{SAID}</p></div>"),
    (f"<div style='visibility:hidden'><p>{SAID}</p></div>",
     f"<div style='visibility:hidden'><p style='visibility:visible'>{SAID}</p></div>"),
    (f"<div style='opacity:.3'><p style='opacity:.3'>{SAID}</p></div>", f"<div style='opacity:.5'><p style='opacity:.5'>{SAID}</p></div>"),
    (f"<div style='font-size:0'><p style='font-size:2em'>{SAID}</p></div>", f"<div style='font-size:0'><p style='font-size:14px'>{SAID}</p></div>"),
    (f"<div style='color:#fff'><p>{SAID}</p></div>", f"<div style='color:#fff'><p style='color:#222'>{SAID}</p></div>"),
    (f"<div style='color:#fff'><a>{SAID}</a></div>", f"<div style='color:#fff'><a href=x>{SAID}</a></div>"),
    (f"<div style='color:#fff'><b>{SAID}</b></div>", f"<div style='color:#fff'><mark>{SAID}</mark></div>"),
    (f"<div style='background:#222; color:#fff'><p style='color:#222'>{SAID}</p></div>", f"<div style='background:#222'><p style='color:#fff'>{SAID}</p></div>"),
    (f"<div style='text-indent:-9999px'><p>{SAID}</p></div>", f"<div style='text-indent:-9999px'><p style='text-indent:0'>{SAID}</p></div>"),
    # by attributes of older pages
    (f"<font color=white>{SAID}</font>", f"<table bgcolor=black><tr><td><font color=white>{SAID}</font></table>"),
    (f"<table bgcolor='000000'><tr><td><font color='#000'>{SAID}</font></table>",
     f"<table background=a.png><tr><td><font color=white>{SAID}</font></table>"),
    # by custom
    (f"<p class=sr-only>{SAID}</p>", f"<style>.sr-only {{position: static}}</style><p class=sr-only>{SAID}</p>"),
    (f"<p class='a visually-hidden'>{SAID}</p>", f"<p class=hidden>{SAID}</p>"),
    (f"<p class=screen-reader-text>{SAID}</p>", f"<p class=text>{SAID}</p>"),
    # boxes
    (f"<div style='height:0; overflow:hidden'>{SAID}</div>", f"<span style='height:0; overflow:hidden'>{SAID}</span>"),
    (f"<p style='height:1px; overflow:hidden'>{SAID}</p>", f"<table><tr><td style='height:1px; overflow:hidden'>{SAID}</table>"),
    # sheets for others
    (f"<style media=screen>.x {{display: none}}</style>{X}", f"<style media=print>.x {{display: none}}</style>{X}"),
    (f"<style>.x {{display: none}}</style><noscript><style>.x {{display: block}}</style></noscript>{X}",
     f"<noscript><style>.x {{display: none}}</style></noscript>{X}"),
    # pictures behind text
    (f"<div><p style='color:#fff'>{SAID}</p></div>", f"<div><img src=a><div style='position:absolute; color:#fff'>{SAID}</div></div>"),
    (f"<div><p style='position:relative; color:#fff'>{SAID}</p></div>",
     f"<div><img src=a style='position:absolute'><p style='position:relative; color:#fff'>{SAID}</p></div>"),
    (f"<div style='position:fixed; top:0; height:60px; background:#333'>Menu</div><p style='color:#fff'>{SAID}</p>",
     f"<div><div style='position:absolute; inset:0; background:#333'></div><p style='position:relative; color:#fff'>{SAID}</p></div>"),
    # folded parts
    (f"<style>.tab {{display: none}} .tab.open {{display: block}}</style><div class=tab>{SAID}</div>",
     f"<style>.tab {{display: none}} .tab.open {{display: block}}</style><div class='tab open'>{SAID}</div>"),
    (f"<style>.c {{display: none}} input:checked ~ .c {{display: block}}</style><input type=checkbox><div class=c>{SAID}</div>",
     f"<style>.c {{display: none}} input:checked ~ .c {{display: block}}</style><input type=checkbox checked><div class=c>{SAID}</div>"),
    (f"<div hidden>{SAID}</div>", f"<details><summary>More</summary><p>{SAID}</p></details>"),
    (f"<div aria-hidden=true>{SAID}</div>", f"<div aria-hidden=false>{SAID}</div>"),
]  # fmt: skip


@pytest.mark.parametrize(("hiding", "showing"), BODIES)
def test_what_elements_hide_makes_no_claim_and_its_twin_does(drafted, hiding, showing) -> None:
    assert drafted(hiding) == [KEPT]
    assert drafted(showing) == [KEPT, OTHER]


@pytest.mark.parametrize(
    ("style", "is_shown"),
    [
        ("color:#fff", True),
        ("color:#fff; background:#fff", False),
        ("color:transparent", False),
        ("display:none", False),
    ],
)
@pytest.mark.parametrize("sheet", [OTHER_SHEET, "<style>@import 'other.css';</style>"])
def test_a_canvas_that_another_sheet_may_colour_is_not_taken_to_be_white(
    drafted, sheet, style, is_shown
) -> None:
    assert (OTHER in drafted(f"<p style='{style}'>{SAID}</p>", sheet)) is is_shown


@pytest.mark.parametrize(
    "css",
    ["body {opacity: 0}", "body {visibility: hidden}", "html {display: none}"],
)
def test_a_page_that_waits_for_its_script_hides_nothing(drafted, css) -> None:
    assert drafted(X, f"<style>{css}</style>") == [KEPT, OTHER]


def test_hidden_letters_do_not_cut_words(drafted) -> None:
    letters = "<span style='display:none'>z</span>"
    assert drafted(f"<p>Clo{letters}nidine relieves sw{letters}eating.</p>") == [KEPT, OTHER]


def test_places_where_a_word_may_be_broken_do_not_cut_it(drafted) -> None:
    assert drafted("<p>Clo&shy;ni<wbr>dine <b>re</b>&shy;lieves swea&#8203;ting.</p>") == [
        KEPT,
        OTHER,
    ]


def test_the_words_around_hidden_ones_keep_their_order(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<style>i {display: none}</style><title>T</title><p>One <i>no <b>not</b> never</i>two <b>three</b> four.",
        encoding="utf-8",
    )
    article = read_article(path)
    assert (article.text, article.title) == ("One two three four.", "T")


ACCORDION = """<style>
:root {--ink: #222}
body {margin: 0; background: #fff; color: var(--ink); font: 16px/1.6 sans-serif}
.panel {max-height: 0; overflow: hidden; transition: max-height .3s}
.panel.is-open {max-height: 60rem}
.card {position: relative; overflow: hidden; height: 20rem}
.card .more {position: absolute; right: -2px; top: 0}
.menu {display: none} @media (min-width: 48em) {.menu {display: flex}}
@media print {.no-print {display: none !important}}
</style>
<div><h1>Two remedies</h1>
<section class=panel><p>Lofexidine relieves nausea.</p></section>
<section class="panel is-open"><p>Clonidine relieves sweating.</p></section>
<details><summary>Read on</summary><p>Clonidine relieves anxiety.</p></details>
<div class="card no-print"><p>Clonidine relieves nausea.</p><p class=more>Clonidine relieves headache.</p></div>
<div class=menu><p>Clonidine relieves insomnia.</p></div>
</div>"""


def test_a_page_with_an_accordion_gives_what_it_shows(drafted) -> None:
    assert drafted(ACCORDION) == [
        KEPT,
        "Clonidine decreases sweating",
        "Clonidine decreases anxiety",
        "Clonidine decreases nausea",
        "Clonidine decreases headache",
        "Clonidine decreases insomnia",
    ]
