"""An executed notebook as one self-contained HTML page to share."""

import re
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter

TEMPLATES = Path(__file__).parent / "templates"
TEMPLATE = "shared_notebook"
LIGHT_CODE, DARK_CODE = "friendly", "github-dark"
"""Pygments styles of the folded code, by colour scheme."""

SET_UP = "## How this page was made"

HEADING = re.compile(r'<h2 id="(?P<id>[^"]+)">(?P<text>.*?)(?:<a class="anchor-link".*?</a>)?</h2>')


def export_html(notebook: Path, page: Path, *, subject: str) -> Path:
    """Write the notebook with its outputs as `page`: code folded away, no script, no request to
    another address, live controls left out.

    Args:
        notebook: an executed notebook.
        page: the HTML file to write.
        subject: what the page is about; part of its title.
    """
    content = nbformat.read(notebook, as_version=4)
    content.cells = _set_up_last(content.cells)
    exporter = HTMLExporter(
        template_name=TEMPLATE,
        extra_template_basedirs=[str(TEMPLATES)],
        sanitize_html=False,
    )
    resources = {"page_title": f"{subject}: {_title(content, notebook.stem)}", "page_css": _css()}
    text, _ = exporter.from_notebook_node(content, resources=resources)
    page.write_text(_with_sections(text), encoding="utf-8", newline="\n")
    return page


def _set_up_last(cells: list[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """The cells with the set-up, from the parameters to the first section, moved to the end: a
    reader of the page wants the results first.
    """
    starts = [n for n, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", [])]
    sections = [n for n, cell in enumerate(cells) if cell.source.startswith("## ")]
    if not starts or not sections or sections[0] < starts[0]:
        return cells
    start, end = max(starts[0] - 1, 0), sections[0]
    heading = nbformat.v4.new_markdown_cell(SET_UP)
    return [*cells[:start], *cells[end:], heading, *cells[start:end]]


def _title(content: nbformat.NotebookNode, otherwise: str) -> str:
    """The first heading of the notebook."""
    prose = "\n".join(cell.source for cell in content.cells if cell.cell_type == "markdown")
    heading = re.search(r"^# (.+)$", prose, re.MULTILINE)
    return heading[1] if heading else otherwise


def _css() -> str:
    light = HtmlFormatter(style=LIGHT_CODE).get_style_defs(".highlight")
    dark = HtmlFormatter(style=DARK_CODE).get_style_defs(".highlight")
    own = (TEMPLATES / TEMPLATE / "page.css").read_text(encoding="utf-8")
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n{own}"


def _with_sections(text: str) -> str:
    """The page with its second-level headings as navigation."""
    items = [
        f'<li><a href="#{match["id"]}">{re.sub("<[^>]*>", "", match["text"])}</a></li>'
        for match in HEADING.finditer(text)
    ]
    return text.replace("<!-- sections -->", f"<ul>{''.join(items)}</ul>", 1)
