"""Builds the pages of the documentation, with a gallery of every figure: `make pages`.

    python docs/pages/build.py OUT

The Markdown of `docs/` is copied to a folder of its own, with the pages that lie beside it; the figures are
drawn from a run on the bundled snapshot; Sphinx makes pages of it all.
"""

import re
import shutil
import sys
from functools import partial
from pathlib import Path

from sphinx.cmd.build import build_main

from review.core.settings import data_folder
from review.figures import plots
from review.figures.figure_kinds import FIGURE_KINDS
from review.pipeline import stages

ROOT = Path(__file__).resolve().parents[2]
BESIDE = ("GLOSSARY.md", "CONTRIBUTING.md", "CHANGELOG.md")
CLAIMS = data_folder() / "claims" / "clonidine_heroin_withdrawal.csv"
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)([^)\s]+)\)")
CONF = """
project = "review"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = "review"
html_static_path = ["own"]
html_css_files = ["own.css"]
exclude_patterns = ["README.md"]
myst_heading_anchors = 3
myst_enable_extensions = []
suppress_warnings = ["myst.xref_missing", "myst.header"]
language = "en"
"""
STYLE = """
.content table { display: block; overflow-x: auto; }
#gallery section p:has(img) { overflow-x: auto; }
#gallery section img { max-width: none; }
"""
"""Wide tables and figures scroll inside their own box, never the page."""


def write_sources(folder: Path) -> None:
    """Copy the Markdown of the project to a folder, and write what only the built pages have."""
    shutil.copytree(ROOT / "docs", folder, ignore=shutil.ignore_patterns("pages"))
    for name in BESIDE:
        shutil.copy(ROOT / name, folder / name)
    for page in folder.rglob("*.md"):
        page.write_text(
            LINK.sub(partial(_link, page=page, folder=folder), page.read_text("utf-8")), "utf-8"
        )
    (folder / "own").mkdir()
    (folder / "own" / "own.css").write_text(STYLE, "utf-8")
    (folder / "conf.py").write_text(CONF, "utf-8")
    (folder / "index.md").write_text(index(folder), "utf-8")
    (folder / "api.md").write_text(API, "utf-8")


def _link(found: re.Match[str], page: Path, folder: Path) -> str:
    """A link to a page that is built; of one to anything else only the words are kept."""
    words, target = found.groups()
    path, _, anchor = target.partition("#")
    if not path:
        return found.group()
    for place in (
        page.parent / path,
        folder / Path(path).name if Path(path).name in BESIDE else page.parent / path,
    ):
        if place.is_file() and place.suffix == ".md" and folder in place.resolve().parents:
            relative = Path(
                *([".."] * len(page.parent.relative_to(folder).parts)),
                place.resolve().relative_to(folder.resolve()),
            )
            return f"[{words}]({relative.as_posix()}{'#' + anchor if anchor else ''})"
    return words


def index(folder: Path) -> str:
    """The first page: what there is, and the contents, which hold every page."""
    pages = sorted(
        page.relative_to(folder).with_suffix("").as_posix() for page in folder.rglob("*.md")
    )
    listed = [name for name in pages if name not in ("README", "index")]
    first = [
        name for name in ("gallery", "method/README", "api") if name in [*listed, "gallery", "api"]
    ]
    ordered = [*first, *(name for name in listed if name not in first)]
    contents = "\n".join(ordered)
    text = (folder / "README.md").read_text("utf-8")
    return f"{text}\n\n```{{toctree}}\n:hidden:\n:maxdepth: 1\n\n{contents}\n```\n"


API = """# Python functions

```{eval-rst}
.. automodule:: review
   :members:
   :imported-members:
```
"""


def draw_gallery(folder: Path) -> None:
    """Draw every kind of figure from a run on the snapshot, and write the page that shows them."""
    run = stages.run(CLAIMS)
    (folder / "drawn").mkdir()
    lines = [
        "# Gallery",
        "",
        "Every figure that a run draws, from the bundled claims about clonidine. The report holds each with its numbers.",
    ]
    for kind in FIGURE_KINDS:
        (folder / "drawn" / f"{kind.name}.svg").write_text(
            plots.svg(plots.draw(kind.drawing(run))), "utf-8"
        )
        lines += [
            "",
            f"## {kind.title}",
            "",
            kind.lead,
            "",
            f"![{kind.alt(run)}](drawn/{kind.name}.svg)",
        ]
    (folder / "gallery.md").write_text("\n".join(lines) + "\n", "utf-8")


def main(out: str) -> int:
    """Build all pages; the exit code of Sphinx, for which a warning is an error."""
    sources = Path(out) / "sources"
    shutil.rmtree(out, ignore_errors=True)
    Path(out).mkdir(parents=True)
    write_sources(sources)
    draw_gallery(sources)
    return int(build_main(["-q", "-W", "--keep-going", str(sources), str(Path(out) / "html")]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
