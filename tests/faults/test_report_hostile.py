"""Text from articles, records and services that tries to be more than text."""

import re
from dataclasses import replace

import pytest
from example_run import example_run
from lxml import html
from openpyxl import load_workbook

from review.core.presentation import doi_url, pubmed_url, shortened, visible
from review.report.page import render_index, render_report
from review.report.workbook import LONGEST_CELL, write_xlsx

SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>'
ATTRIBUTE = '" onmouseover="alert(1)" x=\''
BIDI = "safe\u202egpj.exe\u2066\u200f"
CONTROL = "a\x00b\x07c\x1bd\x7f"
TEMPLATE = "{{ 7 * 7 }}{% for x in y %}"
CLOSING = "</style></title></details></main><!-- ]]> -->"
HUGE = "W" * 5000
FORMULA = '=HYPERLINK("http://example.invalid","click")'
HOSTILE = [
    SCRIPT,
    ATTRIBUTE,
    BIDI,
    CONTROL,
    TEMPLATE,
    CLOSING,
    HUGE,
    FORMULA,
    "javascript:alert(1)",
]


@pytest.fixture(scope="module")
def run():
    return example_run()


def poisoned(run, text):
    """The run with the text in every free text cell that a report shows."""
    claims, findings = run.claims.copy(), run.summary_of_findings.copy()
    records, appraisals = run.records.copy(), run.appraisals.copy()
    searches, certainty = run.searches.copy(), run.certainty.copy()
    matrix = run.evidence_matrix.copy()
    for frame, names in (
        (
            claims,
            [
                "statement",
                "population",
                "intervention",
                "comparator",
                "outcome",
                "section",
                "article",
            ],
        ),
        (findings, ["statement", "statement_of_findings", "reason", "source_class"]),
        (records, ["title", "journal", "doi", "volume", "issue", "pages"]),
        (
            appraisals,
            ["comparator", "rule", "appraiser", "design_signal", "directness_reason", "condition"],
        ),
        (
            searches,
            ["query", "query_translation", "relaxation", "database", "error", "searched_on"],
        ),
        (certainty, ["reason"]),
        (matrix, ["label", "not_counted_reason"]),
    ):
        frame[names] = text
    return replace(
        run,
        name=text,
        claims=claims,
        summary_of_findings=findings,
        records=records,
        appraisals=appraisals,
        searches=searches,
        certainty=certainty,
        evidence_matrix=matrix,
        manifest={"source": text, "versions": {text: text}, "parameters": {"claims": text}},
    )


@pytest.fixture(
    scope="module",
    params=range(len(HOSTILE)),
    ids=lambda place: HOSTILE[place][:12].encode("unicode_escape").decode(),
)
def hostile(request, run):
    bad = poisoned(run, HOSTILE[request.param])
    return bad, render_report(bad)


def tags(page):
    return {element.tag for element in page.iter() if isinstance(element.tag, str)}


def test_the_page_has_the_elements_of_a_harmless_one(run, hostile):
    page = html.fromstring(hostile[1])
    assert tags(page) <= tags(html.fromstring(render_report(run))) | {"q"}
    assert len(page.xpath("//main")) == 1
    assert len(page.xpath("//article")) == len(run.claims)


def test_no_attribute_runs_anything(hostile):
    page = html.fromstring(hostile[1])
    for element in page.iter():
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert name != "style"
            if name in ("href", "src", "action", "{http://www.w3.org/1999/xlink}href"):
                assert re.match(
                    r"#|https://pubmed\.ncbi\.nlm\.nih\.gov/\d+/$|https://doi\.org/10\.", value
                ), value


def test_nothing_unseen_reaches_the_page(hostile):
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u200f\u202a-\u202e\u2066-\u2069]", hostile[1])


def test_what_can_be_seen_is_shown(run):
    page = html.fromstring(render_report(poisoned(run, SCRIPT)))
    assert SCRIPT in page.xpath("//h3")[0].text_content()
    page = html.fromstring(render_report(poisoned(run, TEMPLATE)))
    assert TEMPLATE in page.xpath("//h3")[0].text_content()


def test_the_index_is_as_careful(hostile):
    page = html.fromstring(render_index({'x"><script>alert(1)</script>': hostile[0]}))
    assert not page.xpath("//script|//img")
    assert [link.get("href") for link in page.xpath("//h2/a")] == [
        "x%22%3E%3Cscript%3Ealert%281%29%3C/script%3E/report.html"
    ]
    page = html.fromstring(render_index({SCRIPT: None}, failures={SCRIPT: f"{SCRIPT}{BIDI}"}))
    assert not page.xpath("//script|//img")
    assert page.text_content().count(SCRIPT) == 2
    assert BIDI not in page.text_content()


def test_an_abstract_with_markup_keeps_its_offsets(run):
    records, appraisals = run.records.copy(), run.appraisals.copy()
    text = f"{SCRIPT}{BIDI} & the outcome <b>improved</b>. More."
    start = text.index("the outcome")
    records.loc[0, "abstract"] = text
    first = appraisals["pmid"] == records.loc[0, "pmid"]
    appraisals.loc[first, ["rationale", "rationale_in"]] = [text[start:-6], "abstract"]
    appraisals.loc[first, ["rationale_start", "rationale_end"]] = [start, len(text) - 6]
    page = html.fromstring(render_report(replace(run, records=records, appraisals=appraisals)))
    marks = [mark.text_content() for mark in page.get_element_by_id("claim-1").iter("mark")]
    assert "the outcome <b>improved</b>." in marks


@pytest.mark.parametrize(
    "pmid", ["javascript:alert(1)", "1/../../x", "", "12345678901", "１２３", "1\n"]
)
def test_only_a_pmid_becomes_a_link_to_pubmed(pmid):
    assert pubmed_url(pmid) == ""


@pytest.mark.parametrize(
    "doi", ["javascript:alert(1)", "10.1/x", '10.1000/"onclick=', "10.1000/<x>", "10.1000/a b", ""]
)
def test_only_a_plain_doi_becomes_a_link(doi):
    assert doi_url(doi) == ""


def test_a_plain_doi_becomes_a_link():
    assert (
        doi_url("10.1016/S0140-6736(20)30183-5") == "https://doi.org/10.1016/S0140-6736(20)30183-5"
    )


def test_hidden_characters_go_and_letters_of_every_script_stay():
    assert visible(BIDI) == "safegpj.exe"
    assert visible("漢字 العربية ñ é\t\n") == "漢字 العربية ñ é\t\n"


def test_shortened_text_never_exceeds_its_length():
    assert len(shortened(HUGE, 40)) == 40
    assert shortened("one two three four", 10) == "one two…"


def test_no_cell_of_the_workbook_is_a_formula(run, tmp_path):
    for text in (FORMULA, "+1+1", "-1", "@SUM(A1)", CONTROL, BIDI, "x" * (LONGEST_CELL + 5)):
        write_xlsx(poisoned(run, text), tmp_path / "book.xlsx")
        for sheet in load_workbook(tmp_path / "book.xlsx"):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f"
                    assert len(str(cell.value)) <= LONGEST_CELL
                    if cell.hyperlink is not None:
                        assert cell.hyperlink.target.startswith("https://pubmed.ncbi.nlm.nih.gov/")


def test_text_that_looks_like_a_formula_is_marked_as_text(run, tmp_path):
    write_xlsx(poisoned(run, FORMULA), tmp_path / "book.xlsx")
    cell = load_workbook(tmp_path / "book.xlsx")["Summary of findings"]["B2"]
    assert cell.value == FORMULA
    assert cell.quotePrefix
