"""Pages whose style sheets are broken, huge or made to be slow, and text with marks made to mislead."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import review
from review.claims.article import read_article
from review.claims.extraction import draft_claims
from review.claims.library import load_claims
from review.claims.web_page.style_properties import PROPERTIES
from review.core.invisible import without_marks

N = 3000
SECONDS = 5
"""Far more than any of these pages takes on an idle machine, and far less than one that is stuck."""
HIDING = ".x {display: none}"
BROKEN = [
    "p {color: red",
    "}}} p {color: red}",
    "p {left: -" + "9" * 9000 + "px}",
    "p {left: 1e999px; opacity: 1e999%}",
    "@media " + "(" * 9000 + "{}",
    ":not(" * 9000 + ".x" + ")" * 9000 + "{}",
    ":is(" * 300 + ".x" + ")" * 300 + "{display: block}",
    ".x " * 300 + "{display: block}",
    "p:nth-child(1e9) {display: block} p:nth-child(foo) {display: block}",
    "\\110000 {display: block} .\x00 {display: block}",
    "p {left:" + "calc(" * 9000 + "}",
    "p" + "{" * 9000,
]


def page(css: str, body: str) -> str:
    return f"<!doctype html><style>{css}</style><body>{body}"


def read(tmp_path: Path, text: str) -> str:
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    return read_article(tmp_path / "a.html").text


@pytest.mark.parametrize("css", BROKEN, ids=[css[:20] for css in BROKEN])
def test_a_broken_sheet_shows_no_more_and_hides_no_more(tmp_path: Path, css: str) -> None:
    body = f"<style>{css}</style><p>Baclofen calms.<p class=x>Clonidine calms."
    assert read(tmp_path, page(HIDING, body)) == "Baclofen calms."


PARTS = st.sampled_from(
    [*sorted(PROPERTIES), ".x", "p", "#y", "*", ":not(", ":is(", ":nth-child(", "::before", ":hover", ")", "(", "[", "]",
     "class=", "'", '"', "\\", ">", "+", "~", ",", "{", "}", ":", ";", "@media", "@layer", "@keyframes", "@supports",
     "@import", "screen", "not", "(min-width:", "600px", "var(", "calc(", "rgb(", "hsl(", "inset(", "rect(", "translate(",
     "scale(", "-9999px", "0", "%", "1e999", "!important", "inherit", "none", "\x00", "é", "/*", "*/", "<!--", "url(", "\n"]
)  # fmt: skip


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.one_of(st.text(max_size=80), st.lists(PARTS, max_size=40).map(" ".join)))
def test_any_sheet_and_any_style_is_read(tmp_path: Path, css: str) -> None:
    inside = css.replace("&", "&amp;").replace('"', "&quot;").encode("utf-8", "ignore").decode()
    text = page(inside, f'<p>Tea calms.<p id=y class=x style="{inside}" bgcolor="{inside}">Tea')
    try:
        assert set(read(tmp_path, text).split()) <= {"Tea", "calms."}
    except review.core.errors.InputError as refused:
        assert str(refused).startswith("a.html holds no text")


SLOW = {
    "a rule for each element": "".join(f".c{n} {{display: none}}" for n in range(N)),
    "rules for all elements": "div p {left: 5px} p {opacity: 1}" * N,
    "rules for no element": "".join(f".q{n} .x > a:hover {{color: #fff}}" for n in range(N)),
    "rules that matter not": "".join(f".c{n} {{border: 0; line-height: 1.2}}" for n in range(N)),
    "places": "".join(f"p:nth-child({n}) {{opacity: 1}}" for n in range(N)),
    "denials": "".join(f".x:not(.c{n}) {{opacity: 1}}" for n in range(N)),
    "ancestors": "".join(f"div div div .c{n} {{opacity: 1}}" for n in range(N)),
    "one long list": f"{','.join(f'.c{n}' for n in range(N))} {{{'left: 5px;' * N}}}",
}


@pytest.mark.parametrize("css", SLOW.values(), ids=SLOW)
def test_many_rules_for_many_elements_are_read_soon(tmp_path: Path, css: str) -> None:
    body = "".join(f"<div><p class='x c{n}'>Tea {n} calms.</p></div>" for n in range(N))
    began = time.process_time()
    text = read(tmp_path, page(css, f"<p>Baclofen calms.</p>{body}"))
    assert time.process_time() - began < SECONDS
    assert text.startswith("Baclofen calms.")


def test_elements_in_elements_without_end(tmp_path: Path) -> None:
    deep = "<div style='opacity:.999'>" * 20_000
    text = page("div div div .x, div > div {color: #333}", f"<p>Baclofen calms.</p>{deep}Tea")
    assert read(tmp_path, text).startswith("Baclofen calms.")


MISLEADING = {
    "soft hyphen": "Clo\u00adnidine relieves swea\u00adting.",
    "no width": "Clo\u200bni\u200cdi\u200dne re\u2060lieves swea\ufeffting.",
    "direction": "\u202aClonidine\u202c \u2067relieves\u2069 \u200esweating\u200f.\u061c",
    "turned round": "Clonidine relieves \u202esweating\u202c.",
}


@pytest.mark.parametrize("said", MISLEADING.values(), ids=MISLEADING)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_marks_nobody_sees_cut_no_words_of_an_article(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_text(f"Baclofen is old.\n\n{said}\n", encoding="utf-8")
    article = read_article(tmp_path / name)
    drafts = draft_claims(article)
    assert list(drafts["statement"]) == ["Clonidine decreases sweating"]
    (start,), (end,) = drafts["start"], drafts["end"]
    assert without_marks(article.text[start:end]) == "Clonidine relieves sweating."
    assert all(article.text[s.start : s.end] == s.text for s in article.sentences)


def test_an_article_in_plain_text_keeps_its_marks_and_places(tmp_path: Path) -> None:
    text = "\u200bHar\u00adms\u200b\n\n\u200e\u2022 Clonidine relieves sweating\u200b, but clo\u00adnidine can cause dry mouth.\u200b Rest.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    article = read_article(tmp_path / "a.txt")
    assert article.text == text
    assert [(s.words, s.section, s.is_heading) for s in article.sentences] == [
        ("Harms", "Harms", True),
        ("Clonidine relieves sweating, but clonidine can cause dry mouth.", "Harms", False),
        ("Rest.", "Harms", False),
    ]
    drafts = draft_claims(article)
    assert list(drafts["statement"]) == [
        "Clonidine decreases sweating",
        "Clonidine can cause dry mouth",
    ]
    assert [text[row.start : row.end] for row in drafts.itertuples()] == [
        "Clonidine relieves sweating",
        "clo\u00adnidine can cause dry mouth.",
    ]


@pytest.mark.parametrize("said", MISLEADING.values(), ids=MISLEADING)
def test_marks_nobody_sees_are_left_out_of_claims(tmp_path: Path, said: str) -> None:
    whole = "Clonidine relieves sweating."
    assert review.claim(said) == review.claim(whole)
    assert review.claim(intervention=said, outcome=said).intervention == whole
    (tmp_path / "c.txt").write_text(f"\u200e- {said}\n\u200b\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text(
        f"claim_id\u200b,statement\nA\u200b,{said}\n\u200b,\u200b\n", encoding="utf-8"
    )
    for name in ("c.txt", "c.csv"):
        (claim,) = load_claims(tmp_path / name).itertuples()
        assert (claim.statement, claim.intervention.lower()) == (whole, "clonidine")


def test_marks_nobody_sees_are_left_out_of_records(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>90000001</PMID><Article>"
        "<ArticleTitle>Clo&#xad;nidine <i>eases</i> swea&#x200b;ting</ArticleTitle>"
        "<Abstract><AbstractText>It \u202edid\u202c so.</AbstractText></Abstract>"
        "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
        encoding="utf-8",
    )
    (record,) = review.read_records(tmp_path / "a.xml")
    assert (record.title, record.abstract) == ("Clonidine eases sweating", "It did so.")
