"""A shared notebook is one page that asks nobody for anything."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from review.notebook.export import export_html

WIDGET = {
    "application/vnd.jupyter.widget-view+json": {"model_id": "a"},
    "text/plain": "VBox(children=())",
}
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def page(tmp_path: Path) -> str:
    cells = [
        new_markdown_cell("# What is <known>?\n\nFor readers, with a formula-like $5 and $6."),
        new_markdown_cell("The parameters."),
        new_code_cell("source = 'a'", metadata={"tags": ["parameters"]}),
        new_markdown_cell("## Results & limits"),
        new_code_cell(
            "answer = 'folded away'\nanswer",
            execution_count=1,
            outputs=[
                new_output(
                    "execute_result",
                    {"text/html": "<table><caption>T</caption></table>"},
                    execution_count=1,
                ),
                new_output("display_data", WIDGET),
                new_output(
                    "display_data",
                    {"image/png": PIXEL},
                    metadata={"image/png": {"alt": 'One "dot"'}},
                ),
                new_output("stream", name="stdout", text="said <aloud>"),
            ],
        ),
    ]
    source = tmp_path / "a.ipynb"
    nbformat.write(new_notebook(cells=cells), source)
    return export_html(source, tmp_path / "a.html", subject="Valerian").read_text(encoding="utf-8")


def test_it_asks_no_other_address(page: str) -> None:
    assert not re.search(r"<script|<link|@import|url\(|https?://", page)
    assert "default-src 'none'" in page


def test_it_has_language_title_and_navigation(page: str) -> None:
    assert '<html lang="en">' in page
    assert "<title>Valerian: What is &lt;known&gt;?</title>" in page
    target = re.search(r'<li><a href="#([^"]+)">Results &amp; limits</a></li>', page)
    assert target
    assert f'<h2 id="{target[1]}"' in page


def test_the_set_up_comes_last(page: str) -> None:
    order = [
        "For readers",
        "Results &amp; limits<",
        "<table>",
        "How this page was made<",
        "parameters",
    ]
    places = [page.rindex(words) for words in order]
    assert places == sorted(places)


def test_code_is_folded_and_there(page: str) -> None:
    folded = re.search(r"<details class=\"code\">.*?</details>", page, re.DOTALL)
    assert folded
    assert "folded away" in folded[0]
    assert "<details open" not in page


def test_outputs_are_shown_with_alternative_texts_and_without_live_controls(page: str) -> None:
    assert "<caption>T</caption>" in page
    assert "alt='One \"dot\"'" in page
    assert "said &lt;aloud&gt;" in page
    assert "VBox" not in page
