"""The report: one HTML page that holds everything, runs no script and asks no other address.

Everything that comes from articles, records and services is escaped and cleared of characters that
hide or reorder text; the page's content security policy allows its own style sheet and nothing else.
"""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from review.claims.article import Article
from review.core.presentation import STANCE_LOOKS, VERDICT_LOOKS, doi_url, pubmed_url, visible
from review.core.run_tables import EVIDENCE_MATRIX
from review.core.vocabulary import Stance, Verdict
from review.figures.figure_numbers import compute_verdicts
from review.report.article_views import about_article
from review.report.figure_views import figure_views
from review.report.run_views import (
    claim_views,
    claims_confirmed,
    cut_short_searches,
    doubtful_queries,
    failed_searches,
    filters_used,
    flat,
    known_records,
    rows_of,
    search_dates,
    unclear_claims,
)
from review.runs.bundled_source import off_topic_note
from review.runs.evidence_matrix import studies_in_order
from review.runs.prisma import not_retrieved
from review.runs.run import Run

REPORT = "report.html"

LEAST_P = 0.001
"""Below this a p-value is printed as less than this."""


def write_report(run: Run, folder: Path, *, article: Article | None = None) -> Path:
    """Writes the report of a run as `report.html` into a folder; gives its path."""
    path = folder / REPORT
    path.write_text(render_report(run, article=article), encoding="utf-8", newline="\n")
    return path


def render_report(run: Run, *, article: Article | None = None) -> str:
    """The report of a run as a self-contained HTML page.

    Args:
        run: the run.
        article: the article; when given, each claim shows the sentence that makes it.

    Raises:
        InputError: the article is not the one for which the claims were made.
    """
    style = style_sheet()
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            run=run,
            title=title_of(run.name),
            article=article,
            style=Markup(style),  # noqa: S704 - the suite's own file
            style_hash=hash_of(style),
            views=claim_views(run, article),
            about=about_article(run),
            verdicts=compute_verdicts(run),
            unclear=unclear_claims(run),
            confirmed=claims_confirmed(run),
            off_topic=off_topic_note(run),
            failed=failed_searches(run),
            cut_short=cut_short_searches(run),
            lost=not_retrieved(run.searches),
            known=known_records(run),
            filters=filters_used(run),
            doubtful=doubtful_queries(run),
            dates=search_dates(run),
            summaries=int(run.records["is_summary"].sum()),
            figures=figure_views(run),
            matrix=_matrix(run),
            manifest=list(flat(run.manifest)),
        )
    )


def render_index(
    runs: Mapping[str, Run | None], *, failures: Mapping[str, str] = MappingProxyType({})
) -> str:
    """A page that lists articles, links to their reports and says why some failed.

    Args:
        runs: by the address of its folder, relative to the page, the run of each article; None where
            it has none.
        failures: by the same address, why an article failed; a run of it is then an earlier one, or
            one with failed searches.
    """
    style = style_sheet()
    return (
        _environment()
        .get_template("index.html.j2")
        .render(
            style=Markup(style),  # noqa: S704 - the suite's own file
            style_hash=hash_of(style),
            entries=[
                {
                    "folder": folder,
                    "title": title_of(run.name if run else folder),
                    "failure": failures.get(folder),
                    "run": run,
                    "verdicts": compute_verdicts(run) if run else {},
                    "dates": search_dates(run) if run else "",
                    "failed": len(failed_searches(run)) if run else 0,
                    "unclear": len(unclear_claims(run)) if run else 0,
                    "off_topic": off_topic_note(run) if run else "",
                }
                for folder, run in runs.items()
            ],
        )
    )


def title_of(name: str) -> str:
    """The name of a run as a title."""
    words = " ".join(name.replace("_", " ").split())
    return words[:1].upper() + words[1:]


@cache
def style_sheet() -> str:
    """The style sheet of every page."""
    return (Path(__file__).parent / "templates" / "report.css").read_text(encoding="utf-8")


def hash_of(style: str) -> str:
    """Source expression with which a content security policy allows exactly this text."""
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("review.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": _number,
        "p_value": p_value,
        "pubmed": pubmed_url,
        "doi": doi_url,
    }
    environment.globals |= {
        "verdict_looks": VERDICT_LOOKS,
        "stance_looks": STANCE_LOOKS,
        "Stance": Stance,
        "Verdict": Verdict,
    }
    return environment


def _shown(value: object) -> object:
    """What is printed for a value: nothing for missing, text without hidden characters."""
    if isinstance(value, Markup):
        return value
    if value is None or value is pd.NA:
        return ""
    return visible(value) if isinstance(value, str) else value


def p_value(value: float) -> str:
    """A p-value as papers print it: three digits, and never as zero."""
    return "p < 0.001" if value < LEAST_P else f"p = {value:.3f}"


def _number(value: object) -> str:
    """A whole number with thousands set apart; a dash where there is none."""
    return "–" if value is None or pd.isna(value) else f"{int(str(value)):,}"


def _matrix(run: Run) -> dict[str, object]:
    """The evidence matrix as columns (studies) and, by claim, cells by study."""
    cells: dict[object, dict[object, object]] = {}
    for row in rows_of(EVIDENCE_MATRIX, run.evidence_matrix):
        cells.setdefault(row["claim_id"], {})[row["study_id"]] = row
    return {"studies": studies_in_order(run.evidence_matrix).to_dict("records"), "cells": cells}
