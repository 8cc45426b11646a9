"""What the notebooks show: tables with title and source, a claim's studies, and a
chooser. Everything but the chooser is plain HTML, so that it reads the same in a shared page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import ipywidgets
import pandas as pd

from review.core.errors import InputError
from review.core.presentation import STANCE_LOOKS, design_group, pubmed_url, visible
from review.core.tables import text_of
from review.core.vocabulary import Stance
from review.runs.evidence_matrix import author_year

Row = Mapping[str, object]
"""A row of a frame."""

SILENT = (Stance.NO_INFORMATION, Stance.NOT_APPLICABLE)

LEFT, RIGHT = "text-align:left", "text-align:right"


@dataclass(frozen=True)
class Html:
    """A piece of HTML that Jupyter displays; `text` stands for it where HTML cannot."""

    markup: str
    text: str

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.text


def table(rows: pd.DataFrame, *, title: str, source: str) -> Html:
    """A frame as an HTML table with its title above and its source below."""
    numeric = [pd.api.types.is_numeric_dtype(rows[name]) for name in rows.columns]
    head = "".join(
        f'<th scope="col" style="{_aligned(is_number)}">{_shown(name)}</th>'
        for name, is_number in zip(rows.columns, numeric, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{_aligned(is_number)}">{_shown(cell)}</td>'
            for cell, is_number in zip(row, numeric, strict=True)
        )
        + "</tr>"
        for row in rows.itertuples(index=False)
    )
    markup = (
        f'<table><caption style="{LEFT};font-weight:600">{_shown(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        f'<tfoot><tr><td colspan="{max(len(rows.columns), 1)}" style="{LEFT};font-size:85%">'
        f"Source: {_shown(source)}</td></tr></tfoot></table>"
    )
    return Html(markup, f"Table: {title}")


def tally(values: pd.Series, *, of: str) -> pd.DataFrame:
    """How often each value occurs, most frequent first: a frame of the values and a column `of`."""
    counts = values.value_counts().rename(of).rename_axis(values.name).reset_index()
    return counts.sort_values([of, str(values.name)], ascending=[False, True]).reset_index(
        drop=True
    )


def facts(values: Mapping[str, object], *, title: str, source: str) -> Html:
    """A few named values as a table of two columns."""
    rows = pd.DataFrame({"what": list(values), "value": [str(value) for value in values.values()]})
    return table(rows, title=title, source=source)


def figure(svg: str, *, alt: str, title: str) -> Html:
    """A drawn figure with its title above and, for those who cannot see it, what it shows."""
    markup = (
        f'<figure role="img" aria-label="{escape(visible(alt))}" style="margin:0;background:#fff">'
        f'<figcaption style="{LEFT};font-weight:600;color:#000">{_shown(title)}</figcaption>'
        f"{svg}</figure>"
    )
    return Html(markup, f"Figure: {alt}")


def source_note(searches: pd.DataFrame) -> str:
    """Where the records come from and as of when, for the note below a table."""
    databases = ", ".join(sorted(searches["database"].dropna().unique())) or "no database"
    dates = ", ".join(sorted(searches["searched_on"].dropna().unique())) or "unknown date"
    return f"{databases}, as of {dates}; read by rules from abstracts, provisional."


def richest_claim(claims: pd.DataFrame, appraisals: pd.DataFrame) -> str:
    """The claim with most records that say something about it; the first where none does."""
    telling = appraisals[~appraisals["stance"].isin(SILENT)]
    counts = telling["claim_id"].value_counts(sort=False)
    return str(claims["claim_id"].iloc[0] if counts.empty else counts.idxmax())


@dataclass(frozen=True, eq=False)
class Shelf:
    """What is read claim by claim: the tables, and the summary of findings where there is one."""

    claims: pd.DataFrame
    records: pd.DataFrame
    appraisals: pd.DataFrame
    findings: pd.DataFrame | None = None


def studies_of(claim_id: str, shelf: Shelf) -> Html:
    """A claim with its verdict, where there is one, and the records appraised for it, each with the
    sentence that shows its stance highlighted in the abstract.

    Raises:
        InputError: there is no such claim.
    """
    return Html(_studies(claim_id, shelf), f"Studies of claim {claim_id}")


def choose_claim(shelf: Shelf) -> ipywidgets.VBox:
    """A chooser: pick a claim, read its studies. Needs a running kernel."""
    options = [
        (f"{row.claim_id}: {row.statement}", str(row.claim_id)) for row in shelf.claims.itertuples()
    ]
    chooser = ipywidgets.Dropdown(
        options=options, description="Claim", layout=ipywidgets.Layout(width="100%")
    )
    reading = ipywidgets.HTML()

    def show(change: dict[str, str]) -> None:
        reading.value = _studies(change["new"], shelf)

    chooser.observe(show, names="value")
    show({"new": chooser.value})
    return ipywidgets.VBox([chooser, reading])


def _studies(claim_id: str, shelf: Shelf) -> str:
    statements = dict(zip(shelf.claims["claim_id"], shelf.claims["statement"], strict=True))
    if claim_id not in statements:
        raise InputError(f"There is no claim {claim_id!r}; there are {', '.join(statements)}.")
    by_pmid = {row["pmid"]: row for row in shelf.records.to_dict("records")}
    of_claim = shelf.appraisals[shelf.appraisals["claim_id"] == claim_id].to_dict("records")
    telling = sorted(
        (row for row in of_claim if row["stance"] not in SILENT),
        key=lambda row: -design_group(str(row["design"])).rank,
    )
    silent = [row for row in of_claim if row["stance"] in SILENT]
    entries = [_entry(row, by_pmid[row["pmid"]]) for row in telling]
    return (
        f"<p><strong>{_shown(claim_id)}: {_shown(statements[claim_id])}</strong></p>"
        + _verdict(claim_id, shelf.findings)
        + ("".join(entries) or "<p>No record says anything about this claim.</p>")
        + _silent([by_pmid[row["pmid"]] for row in silent])
    )


def _verdict(claim_id: str, findings: pd.DataFrame | None) -> str:
    """The verdict of the claim with its certainty, sentence and reason."""
    if findings is None:
        return ""
    (finding,) = findings[findings["claim_id"] == claim_id].to_dict("records")
    return (
        f"<p><strong>{_shown(finding['verdict'])}</strong>, certainty: {_shown(finding['certainty'])}. "
        f"{_shown(finding['statement_of_findings'])} <em>{_shown(finding['reason'])}</em></p>"
    )


def _silent(records: Sequence[Row]) -> str:
    """Included records that say nothing about the outcome, as a folded list of links."""
    if not records:
        return ""
    items = "".join(f"<li>{_shown(row['title'])} ({_link(row)})</li>" for row in records)
    return (
        f'<details style="margin:.4em 0"><summary>no information: {len(records)} included records do not '
        f"report on the outcome</summary><ul>{items}</ul></details>"
    )


def _link(record: Row) -> str:
    url = pubmed_url(str(record["pmid"]))
    return (
        f'<a href="{url}" style="text-decoration:underline">PMID {_shown(record["pmid"])}</a>'
        if url
        else _shown(record["pmid"])
    )


def _entry(appraisal: Row, record: Row) -> str:
    """One record: what it says, folded over its abstract."""
    look = STANCE_LOOKS[Stance(str(appraisal["stance"]))]
    size = f", {appraisal['n']} participants" if text_of(appraisal["n"]) else ""
    note = " The abstract is a summary written for this project." if record["is_summary"] else ""
    return (
        f'<details style="margin:.4em 0"><summary><span style="color:{look.colour}" aria-hidden="true">'
        f"{look.symbol}</span> <strong>{_shown(appraisal['stance'])}</strong>: "
        f"{_shown(author_year(record))}, {_shown(appraisal['design'])}{size}, "
        f"{_shown(appraisal['directness'])}</summary>"
        f'<p style="margin:.4em 1.2em">{_highlighted(appraisal, record, "title")} ({_link(record)}).{note}</p>'
        f'<p style="margin:.4em 1.2em;white-space:pre-line">{_highlighted(appraisal, record, "abstract")}</p>'
        f'<p style="margin:.4em 1.2em;font-size:85%">Rule: {_shown(appraisal["rule"])}</p></details>'
    )


def _highlighted(appraisal: Row, record: Row, part: str) -> str:
    """Title or abstract, with the rationale marked where it stands in it."""
    text = text_of(record[part])
    if text_of(appraisal["rationale_in"]) != part:
        return _shown(text) or "No abstract."
    start, end = int(str(appraisal["rationale_start"])), int(str(appraisal["rationale_end"]))
    return f"{_shown(text[:start])}<mark>{_shown(text[start:end])}</mark>{_shown(text[end:])}"


def _aligned(is_number: bool) -> str:
    return RIGHT if is_number else LEFT


def _shown(cell: object) -> str:
    """A cell as HTML text: escaped, without unseen characters, missing as nothing."""
    return escape(visible(text_of(cell)))
