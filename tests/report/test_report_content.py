import json
from dataclasses import replace

import pytest
from example_run import ARTICLE_TEXT, SEARCHED_ON, example_run
from lxml import html

from review.claims.article import Article
from review.claims.sentences import sentences_of
from review.core.errors import InputError
from review.core.run_tables import SEARCH_TERMS
from review.report.page import p_value, render_index, render_report, write_report
from review.report.run_views import claim_views, flat, levels_in_words, search_dates


@pytest.fixture(scope="module")
def run():
    return example_run()


@pytest.fixture(scope="module")
def text(run):
    return render_report(run)


@pytest.fixture(scope="module")
def page(text):
    return html.fromstring(text)


def words(element):
    return " ".join(element.text_content().split())


def cells_apart(element):
    return " ".join(" ".join(element.itertext()).split())


def card(page, number):
    return page.get_element_by_id(f"claim-{number}")


def article():
    return Article("sleep_remedies.html", "0" * 64, ARTICLE_TEXT, sentences_of(ARTICLE_TEXT))


def test_the_same_run_gives_the_same_page(run, text):
    assert render_report(run) == text


def test_failed_searches_and_reached_limits_come_before_every_verdict(page):
    first, second = page.get_element_by_id("read-first"), page.get_element_by_id("findings")
    sections = [section.get("id") for section in page.iter("section")]
    assert sections.index(first.get("id")) < sections.index(second.get("id"))
    shown = words(first)
    assert "1 of 15 searches failed" in shown
    assert "did not answer within 30 seconds" in shown
    assert "X02 (X02-1): 322 matched, 10 read" in shown
    assert "not medical advice" in shown
    assert SEARCHED_ON in shown
    assert "28 of 28 abstracts are summaries written for this project" in shown


def test_every_claim_has_a_row_and_a_card(run, page):
    rows = page.xpath("//table[contains(@class, 'findings')]/tbody/tr")
    assert len(rows) == len(run.claims)
    for number, finding in enumerate(run.summary_of_findings.to_dict("records"), start=1):
        assert finding["statement"] in words(rows[number - 1])
        assert finding["verdict"] in words(rows[number - 1])
        assert finding["statement"] in words(card(page, number))
        assert finding["statement_of_findings"] in words(card(page, number))


def test_tiles_count_every_claim_once(run, page):
    counts = [int(words(tile)) for tile in page.find_class("tile-count")]
    assert sum(counts) == len(run.claims)


def test_certainty_has_symbols_and_words(page):
    rows = page.xpath("//table[contains(@class, 'findings')]/tbody/tr")
    assert "⊕⊕⊕◯ moderate" in words(rows[0])
    assert "⊕◯◯◯ very low" in words(rows[4])
    assert "●●○ probable" in words(rows[6])


def test_the_four_empty_states_are_told_apart(page):
    assert "search failed" in words(card(page, 11))
    assert "nothing found" in words(card(page, 13))
    assert "nothing relevant" in words(card(page, 10))
    assert "relevant but silent" in words(card(page, 9))
    assert "not checkable" in words(card(page, 14))


def test_a_failed_search_is_never_insufficient_evidence(page):
    assert "insufficient" not in words(card(page, 11))


def test_each_rationale_is_highlighted_where_it_stands(run, page):
    told = run.appraisals[run.appraisals["rationale"].notna()]
    marks = [words(mark) for mark in page.iter("mark")]
    assert sorted(marks) == sorted(" ".join(text.split()) for text in told["rationale"])
    abstracts = card(page, 1).find_class("abstract")
    assert words(abstracts[0]).startswith("BACKGROUND: Sleep problems")
    assert "RESULTS: Across 14 trials" in words(abstracts[0])


def test_a_rationale_that_does_not_stand_at_its_offsets_is_not_highlighted(run):
    moved = run.appraisals.copy()
    moved["rationale_start"] = moved["rationale_start"] + 3
    page = html.fromstring(render_report(replace(run, appraisals=moved)))
    assert not list(page.iter("mark"))
    assert "does not stand where it was noted" in words(card(page, 1))


def test_a_rationale_in_the_title_is_highlighted_in_the_title(run):
    moved = run.appraisals.copy()
    title = run.records.set_index("pmid").loc["90000001", "title"]
    row = moved.index[0]
    moved.loc[row, ["rationale", "rationale_in"]] = [title[:9], "title"]
    moved.loc[row, ["rationale_start", "rationale_end"]] = [0, 9]
    page = html.fromstring(render_report(replace(run, appraisals=moved)))
    assert words(card(page, 1).xpath(".//p[@class='record-title']//mark")[0]) == "Valerian"


def test_studies_say_why_they_are_not_counted(page):
    assert "no: Published before the search of a synthesis" in words(card(page, 1))
    assert "indirect: another population" in words(card(page, 2))


def test_counted_studies_come_before_the_others(run):
    for view in claim_views(run, None):
        counted = [study.study["counted"] for study in view.telling]
        assert counted == sorted(counted, reverse=True)


def test_two_records_of_one_study_stand_together(page):
    first = card(page, 1)
    labels = [words(label) for label in first.find_class("study-label")]
    assert labels.count("Castellanos 2023") == 1
    study = first.find_class("study")[labels.index("Castellanos 2023")]
    assert len(study.find_class("record")) == 2


def test_notices_of_pubmed_are_shown(page):
    assert "PubMed shows for this record: expression of concern" in words(card(page, 1))


def test_every_record_links_to_pubmed(run, page):
    links = {link.get("href") for link in page.iter("a")}
    for pmid in run.records["pmid"]:
        assert f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" in links


def test_excluded_records_are_listed_with_their_reason(page):
    shown = words(card(page, 1))
    assert "Excluded, does not address the population or condition: 3" in shown
    assert "Excluded, retracted: 1 Retracted: valerian cures insomnia" in shown


def test_searches_can_be_repeated_from_the_page(run, page):
    shown = words(page)
    for query in run.searches["query"].unique():
        assert " ".join(query.split()) in shown
    assert "Relaxed: Outcome words left out" in words(card(page, 3))
    assert "Phrase not found: valerian pessary" in words(card(page, 10))
    assert "review run data/claims/sleep_remedies.csv --source snapshot" in shown


def doubted(run, remarks, *, query, count, translation='"sleeps"[Title/Abstract]'):
    """The report where the first search has these remarks, and was read like this."""
    claims, searches = run.claims.copy(), run.searches.copy()
    if query:
        claims.loc[0, "query"] = query
    searches.loc[0, "warnings"] = json.dumps(remarks)
    searches.loc[0, "count"] = count
    searches.loc[0, "query_translation"] = translation
    changed = replace(run, claims=claims, searches=searches)
    return html.fromstring(render_report(changed))


REMARKS = ["not found: sleeps[tiab]", "field not found: foo", 'quoted phrase not found: "a b"']


def test_what_a_service_did_not_know_of_a_users_own_query_is_told_first(run):
    page = doubted(run, REMARKS, query="zzzz[foo]", count=7)
    first = words(page.get_element_by_id("read-first"))
    assert 'X01 (X01-1): field not found: foo; quoted phrase not found: "a b"' in first
    assert "sleeps" not in first
    assert "1 logged, 3 remarks of the service" in words(card(page, 1))


def test_a_term_left_out_of_a_users_own_query_is_told_first(run):
    page = doubted(run, REMARKS[:1], query="zzzz AND sleeps[tiab]", count=7, translation="zzzz")
    assert "X01 (X01-1): not found: sleeps[tiab]" in words(page.get_element_by_id("read-first"))


def test_a_users_own_query_that_matches_nothing_is_told_with_all_remarks(run):
    page = doubted(run, ["not found: zzq[tiab]"], query="zzq[tiab]", count=0)
    assert "not found: zzq[tiab]" in words(page.get_element_by_id("read-first"))


def test_words_of_the_suites_own_queries_that_an_index_lacks_are_folded_away(run):
    page = doubted(run, REMARKS, query="", count=7)
    assert "not found" not in words(page.get_element_by_id("read-first"))
    folded = card(page, 1).xpath(".//details[summary[contains(., 'remarked: 3')]]")
    assert len(folded) == 1
    assert folded[0].get("open") is None
    assert "field not found: foo" in words(folded[0])


def test_hits_of_blocks_and_terms_are_folded_with_those_without_any_marked(run):
    counted = SEARCH_TERMS.build(
        {"search_id": "X01-1", "claim_id": "X01", "block": "outcome", "term": term, "hits": hits}
        for term, hits in (
            ("", 1234),
            ("sleep[tiab]", 1234),
            ("slepe[tiab]", 0),
            ("nap[tiab]", None),
        )
    )
    page = html.fromstring(render_report(replace(run, search_terms=counted)))
    folded = card(page, 1).xpath(".//details[summary[contains(., 'Hits of each block and term')]]")
    assert len(folded) == 1
    assert folded[0].get("open") is None
    assert "of X01-1: 1 without any" in words(folded[0])
    assert folded[0].xpath(".//tr[td[contains(., 'slepe')]]//*[@class='alarm']")[0].text == "0"
    assert "nap[tiab] not told" in cells_apart(folded[0])
    assert "Hits of each block" not in words(card(page, 2))


def with_known(run, **columns):
    """The report of the run where the first claim names known records, with these columns."""
    claims, searches = run.claims.copy(), run.searches.copy()
    claims.loc[0, "known_pmids"] = '["90000001", "90000999"]'
    for name, value in columns.items():
        searches.loc[searches["claim_id"] == claims["claim_id"][0], name] = value
    return html.fromstring(render_report(replace(run, claims=claims, searches=searches)))


def test_known_records_that_were_missed_are_told_first_and_on_the_claim(run):
    page = with_known(run, known_found='["90000001"]', known_missed='["90000999"]')
    told = "X01: 1 of 2 known records found; missed: PMID 90000999"
    first = words(page.get_element_by_id("read-first"))
    assert "Known records: 1 of 2 were found." in first
    assert told in first
    assert told in words(card(page, 1))


def test_a_study_filter_is_told_with_its_source_and_none_where_there_is_none(run, page):
    assert "study filter" not in words(page).lower()
    searches = run.searches.copy()
    searches["study_filter"] = "pubmed-systematic"
    changed = html.fromstring(render_report(replace(run, searches=searches)))
    first = words(changed.get_element_by_id("read-first"))
    assert "A study filter was used: pubmed-systematic (systematic reviews" in first
    assert "no query given in the claims file. Source: National Library of Medicine" in first
    assert "Study filter: pubmed-systematic" in words(card(changed, 1))


def test_each_domain_is_shown_with_its_reason(page):
    shown = cells_apart(card(page, 1))
    assert "starting level starts high" in shown
    assert "risk of bias down one level Most participants were in trials" in shown


def test_derived_fields_are_told(page):
    assert "Outcome sleep quality (derived from the statement)" in cells_apart(card(page, 2))


def test_numbers_stand_beside_each_figure(run, page):
    for name in ("matrix", "profile", "harvest", "effects", "gaps", "flow", "timeline"):
        section = page.get_element_by_id(f"{name}-section")
        assert section.xpath(".//figure")
        assert section.xpath(".//table")
    cells = page.xpath("//table[@class='matrix']/tbody/tr/td[node()]")
    assert len(cells) == len(run.evidence_matrix)


def test_the_article_is_quoted_only_when_it_is_supplied(run, page):
    assert not list(page.iter("blockquote"))
    quoted = html.fromstring(render_report(run, article=article()))
    quotes = [words(quote) for quote in quoted.iter("blockquote")]
    assert quotes == ["Valerian root shortens the time it takes to fall asleep."]
    assert quoted.xpath("//blockquote/mark")


def test_another_article_is_refused(run):
    with pytest.raises(InputError, match="SHA-256"):
        render_report(run, article=replace(article(), sha256="1" * 64))


def test_a_run_without_failures_has_no_error_box(run):
    searches = run.searches[run.searches["state"] == "answered"].assign(limit_reached=False)
    page = html.fromstring(render_report(replace(run, searches=searches)))
    assert not page.find_class("error")
    assert not page.find_class("caution")


def test_a_manifest_without_anything_is_enough(run):
    page = html.fromstring(render_report(replace(run, manifest={})))
    assert "source not recorded" in words(page)


def test_write_report_gives_the_path_of_what_it_wrote(run, text, tmp_path):
    path = write_report(run, tmp_path)
    assert path == tmp_path / "report.html"
    assert path.read_text(encoding="utf-8") == text


def test_the_index_links_every_report(run):
    page = html.fromstring(render_index({"sleep": run, "a b": replace(run, name="other_run")}))
    links = [link.get("href") for link in page.iter("a")]
    assert "sleep/report.html" in links
    assert "a%20b/report.html" in links
    assert "Other run" in words(page)
    assert "Searches that failed: 1." in words(page)


def test_the_index_says_of_an_article_without_a_run_why_and_links_nothing(run):
    failures = {"sleep": "It failed; the earlier run stays.", "some_rest": "No room."}
    page = html.fromstring(render_index({"sleep": run, "some_rest": None}, failures=failures))
    assert [link.get("href") for link in page.xpath("//h2/a")] == ["sleep/report.html"]
    first, second = (" ".join(card.text_content().split()) for card in page.find_class("card"))
    assert "This review failed. It failed; the earlier run stays." in first
    assert second == "Some rest This review failed. No room."


def test_an_empty_index_says_so():
    assert "No run is listed." in render_index({})


def test_views_keep_every_appraised_record(run):
    views = claim_views(run, None)
    shown = sum(len(study.records) for v in views for study in (*v.telling, *v.silent))
    assert shown == len(run.appraisals)
    excluded = sum(len(records) for v in views for _, records in v.excluded)
    assert excluded == (run.screening["decision"] == "excluded").sum()


@pytest.mark.parametrize(
    ("domain", "levels", "expected"),
    [
        ("starting level", 4, "starts high"),
        ("starting level", 1, "starts very low"),
        ("imprecision", -2, "down two levels"),
        ("imprecision", 0, "no change"),
        ("large effect", 1, "up one level"),
    ],
)
def test_steps_of_the_rating_in_words(domain, levels, expected):
    assert levels_in_words({"domain": domain, "levels": levels}) == expected


def test_dates_of_searches(run):
    assert search_dates(run) == SEARCHED_ON
    later = run.searches.copy()
    later.loc[0, "searched_on"] = "2025-07-01"
    assert search_dates(replace(run, searches=later)) == f"{SEARCHED_ON} to 2025-07-01"
    assert "nothing was searched" in search_dates(replace(run, searches=run.searches.iloc[:0]))


def test_a_nested_manifest_is_shown_flat():
    assert list(flat({"a": {"b": 1, "c": ["x", "y"]}, "d": None})) == [
        ("a.b", "1"),
        ("a.c", "x, y"),
        ("d", ""),
    ]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.03125, "p = 0.031"),
        (1.0, "p = 1.000"),
        (0.001, "p = 0.001"),
        (6e-8, "p < 0.001"),
        (0.0, "p < 0.001"),
    ],
)
def test_a_p_value_is_never_printed_as_zero(value: float, printed: str) -> None:
    assert p_value(value) == printed
