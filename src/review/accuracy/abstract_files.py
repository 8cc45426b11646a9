"""Abstracts in the layout of Evidence Inference: a title, then sections under labels."""

import re
from functools import lru_cache
from pathlib import Path

from review.accuracy.files import read_text
from review.core.models import Record
from review.records.abstract import Part, compose

HEADING = re.compile(r"^(TITLE|ABSTRACT|BODY)(?:\.([^\n]*?))?[.: ]*$", re.MULTILINE)
"""`TITLE:`, `ABSTRACT.`, `ABSTRACT.METHODS:`, `ABSTRACT.SUMMARY.METHODS.` on a line of their own. Some files go on
with the whole article under `BODY`, which is no part of the abstract."""


@lru_cache(maxsize=8192)
def read_abst(path: Path) -> Record:
    """The record in a `.abst` file, with its sections."""
    pieces = HEADING.split(read_text(path))
    parts = zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True)
    named = [(kind, label or "", " ".join(text.split())) for kind, label, text in parts]
    title = " ".join(text for kind, _, text in named if kind == "TITLE")
    abstract, sections = compose(
        [Part(_last(label), "", text) for kind, label, text in named if kind == "ABSTRACT"]
    )
    return Record(title=title, abstract=abstract, sections=sections)


def _last(label: str) -> str:
    """The innermost of nested labels."""
    return label.rpartition(".")[2]
