"""Abstracts with known roles of sentences, read from public data sets in their published layout.

Nothing of the data is kept in this repository; each person downloads it. A sentence's role is often
only partly known (a section "METHODS AND RESULTS"), so each carries the set of roles it may have.
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from review.core.vocabulary import Role
from review.reading.section_labels import label_role
from review.reading.splitting import spans

ANY = frozenset(Role)
NICTA = {
    "background": frozenset({Role.BACKGROUND, Role.OBJECTIVE}),
    "population": frozenset({Role.METHODS}),
    "intervention": frozenset({Role.METHODS}),
    "study design": frozenset({Role.METHODS}),
    "outcome": frozenset({Role.RESULTS, Role.CONCLUSIONS}),
    "other": frozenset({Role.BACKGROUND, Role.OBJECTIVE, Role.METHODS, Role.RESULTS}),
}
HEADING = re.compile(
    r"(?:^|(?<=[.!?)\]]\s)|(?<=\n))\s*([A-Z][A-Z ,/&'’-]{3,60}?)(?::\s|\s+(?=[A-Z0-9\"(][a-z0-9 ,.]))"
)
OUTSIDE = re.compile(r"registr|funding|supplementary|interest|NCT", re.IGNORECASE)
"""Labels of what is said about the study and not in it; where they are put differs between sources."""

FEWEST_SECTIONS = 3


@dataclass(frozen=True)
class Abstract:
    """The sentences of one abstract, the roles each may have, and its label in the data set."""

    source: str
    key: str
    texts: tuple[str, ...]
    allowed: tuple[frozenset[Role], ...]
    labels: tuple[str, ...]


def read_all(data: Path) -> list[Abstract]:
    """Every abstract of the data sets that lie in the folder, each text once, in a fixed order."""
    readers = (nicta, pubmedqa, evidence_inference, clinifact, scifact)
    found, seen = [], set()
    for abstract in (one for reader in readers for one in reader(data)):
        start = re.sub(r"\W", "", "".join(abstract.texts).lower())[:120]
        if start not in seen and len(abstract.texts) > 1:
            seen.add(start)
            found.append(abstract)
    return found


def nicta(data: Path) -> Iterator[Abstract]:
    """NICTA-PIBOSO, training part: `nicta/train_clean.txt`."""
    for block in _text(data / "nicta" / "train_clean.txt").split("###")[1:]:
        key, *lines = block.strip().split("\n")
        rows = [line.split("\t", 1) for line in lines if "\t" in line]
        texts, labels = tuple(row[1] for row in rows), tuple(row[0] for row in rows)
        yield Abstract("nicta", key.strip(), texts, tuple(NICTA[name] for name in labels), labels)


def pubmedqa(data: Path) -> Iterator[Abstract]:
    """PubMedQA, labelled part: `pubmedqa/ori_pqal.json`; the long answer is the conclusion."""
    for key, row in json.loads(_text(data / "pubmedqa" / "ori_pqal.json") or "{}").items():
        sections = list(zip(row["LABELS"], row["CONTEXTS"], strict=True))
        yield _structured("pubmedqa", key, [*sections, ("CONCLUSIONS", row["LONG_ANSWER"])])


def evidence_inference(data: Path) -> Iterator[Abstract]:
    """Evidence Inference 2.0, abstracts: `ei/annotations/abstracts/*.abst`."""
    for path in sorted((data / "ei" / "annotations" / "abstracts").glob("*.abst")):
        text = re.split(r"^BODY", _text(path), maxsplit=1, flags=re.MULTILINE)[0]
        parts = re.split(r"^(ABSTRACT[^\n]*|SUMMARY[^\n]*)$", text, flags=re.MULTILINE)[1:]
        sections = [
            (re.sub(r"^(?:(?:ABSTRACT|SUMMARY)[.:]*)+", "", name).strip(" .:"), body.strip())
            for name, body in zip(parts[::2], parts[1::2], strict=True)
        ]
        sections = [section for section in sections if section[1]]
        if len(sections) >= FEWEST_SECTIONS and all(label for label, _ in sections):
            yield _structured("evidence inference", path.stem, sections)


def clinifact(data: Path) -> Iterator[Abstract]:
    """CliniFact, training and validation parts: `clinifact/*_set.csv`; headings in capitals."""
    csv.field_size_limit(10**8)
    for path in sorted((data / "clinifact").glob("*_set.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield from _with_headings("clinifact", row["PMID"], row["article_abstract"])


def scifact(data: Path) -> Iterator[Abstract]:
    """SciFact, corpus: `scifact/corpus.jsonl`; headings in capitals."""
    for line in _text(data / "scifact" / "corpus.jsonl").splitlines():
        row = json.loads(line)
        text = "\n".join(sentence.strip() for sentence in row["abstract"])
        yield from _with_headings("scifact", str(row["doc_id"]), text)


def _with_headings(source: str, key: str, text: str) -> Iterator[Abstract]:
    places = [m for m in HEADING.finditer(text) if roles_of_label(m.group(1))]
    if len(places) >= FEWEST_SECTIONS and not text[: places[0].start()].strip():
        ends = [place.start() for place in places[1:]] + [len(text)]
        sections = [
            (place.group(1), text[place.end() : end].strip())
            for place, end in zip(places, ends, strict=True)
        ]
        yield _structured(source, key, sections)


def _structured(source: str, key: str, sections: list[tuple[str, str]]) -> Abstract:
    rows = [
        (" ".join(body[start:end].split()), roles_of_label(label) or ANY, label)
        for label, body in sections
        for start, end in spans(body)
    ]
    texts, allowed, labels = zip(*rows, strict=True) if rows else ((), (), ())
    return Abstract(source, key, texts, allowed, labels)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def roles_of_label(label: str) -> frozenset[Role]:
    """Every role that the parts of a label name ("METHODS AND RESULTS": two); empty for none."""
    if OUTSIDE.search(label):
        return frozenset({Role.BACKGROUND, Role.METHODS})
    whole = label_role(label)
    parts = {label_role(part) for part in re.split(r"\band\b|[,/&]", label, flags=re.IGNORECASE)}
    named = {role for role in parts if role is not None}
    return frozenset(named if len(named) > 1 else {whole} if whole is not None else ())
