"""Claims, records and the sentences that are their evidence, read from public datasets as published.

Nothing of the data is kept in this repository; each person downloads it. Gold sentences are found
again in the record by their place in its text, so that they fit the sentences that the suite sees.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import review
from review.core.models import Claim, Record
from review.reading.sentences import sentences

LABELS = {"SUPPORT": "supports", "CONTRADICT": "refutes"}
HALF = 0.5
LONGEST_ABSTRACT = 6000
"""Characters; a longer file of Evidence Inference holds more than the abstract."""

SHORTEST_EVIDENCE = 20
TITLE = re.compile(r"^TITLE:\s*\n.*?\n\n+", re.DOTALL)
BLOCK = re.compile(r"\n(?=ABSTRACT[.A-Z]*)")
LABELLED = re.compile(r"\s*(?:ABSTRACT\.?)([^\n:]*):?\s*\n(.*)", re.DOTALL)
csv.field_size_limit(10_000_000)


@dataclass(frozen=True)
class Example:
    """A claim, a record, which of its sentences are evidence, and what they say about the claim."""

    source: str
    claim: Claim
    record: Record
    document: str
    gold: frozenset[int]
    label: str


def statements(data: Path, name: str, part: str = "claims_train") -> Iterator[Example]:
    """The claims of SciFact or HealthVer with each record they are held against."""
    lines = (data / name / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    corpus = {document["doc_id"]: document for document in map(json.loads, lines)}
    for line in (data / name / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        claim = review.claim(row["claim"])
        for number in row.get("cited_doc_ids") or row["doc_ids"]:
            texts = [text.strip() for text in corpus[number]["abstract"]]
            record = review.record(title=corpus[number]["title"], abstract=" ".join(texts))
            told = row["evidence"].get(str(number), [])
            places = {place for one in told for place in one["sentences"]}
            label = LABELS[told[0]["label"]] if told else "no information"
            gold = _found(record, [span for n, span in enumerate(_spans(texts)) if n in places])
            yield Example(name, claim, record, f"{name} {number}", gold, label)


def _spans(texts: list[str]) -> Iterator[tuple[int, int]]:
    """Where sentences stand in the text that they make when joined by spaces."""
    start = 0
    for text in texts:
        yield start, start + len(text)
        start += len(text) + 1


def _found(record: Record, gold: list[tuple[int, int]]) -> frozenset[int]:
    """The record's sentences that share half of themselves, or of it, with a gold sentence."""
    return frozenset(
        place
        for place, one in enumerate(sentences(record))
        for start, end in gold
        if min(one.end, end) - max(one.start, start) >= HALF * min(end - start, one.end - one.start)
    )


def evidence_inference(data: Path) -> Iterator[Example]:
    """The prompts of Evidence Inference whose evidence text stands in the abstract."""
    folder = data / "ei" / "annotations"
    with (folder / "prompts_merged.csv").open(encoding="utf-8", newline="") as file:
        prompts = {row["PromptID"]: row for row in csv.DictReader(file)}
    evidence: dict[str, list[str]] = defaultdict(list)
    with (folder / "v2_annotations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Valid Label"] == "True" and row["Label Code"] in ("-1", "0", "1"):
                evidence[row["PromptID"]].append(_plain(row["Annotations"]))
    for prompt, texts in evidence.items():
        row = prompts.get(prompt)
        path = folder / "abstracts" / f"PMC{row['PMCID'] if row else ''}.abst"
        if row and path.is_file():
            yield from _prompt(row, path.read_text(encoding="utf-8"), texts)


def _prompt(row: dict[str, str], text: str, texts: list[str]) -> Iterator[Example]:
    abstract = abstract_of(text)
    if not abstract or len(abstract) > LONGEST_ABSTRACT:
        return
    record = review.record(title="", abstract=abstract)
    parts = [" ".join(row[name].split()) for name in ("Intervention", "Comparator", "Outcome")]
    if not (parts[0] or parts[2]):
        return
    claim = review.claim(intervention=parts[0], comparator=parts[1], outcome=parts[2])
    gold = frozenset(
        place
        for place, one in enumerate(sentences(record))
        if any(_same(_plain(one.text), told) for told in texts)
    )
    if gold:
        yield Example("ei", claim, record, f"ei {row['PMCID']}", gold, "")


def abstract_of(text: str) -> str:
    """The abstract of an `.abst` file, each section on its line after its label; without the title."""
    lines = []
    for block in BLOCK.split("\n" + TITLE.sub("", text)):
        match = LABELLED.match(block)
        label, body = match.groups() if match else ("", block)
        told = " ".join(body.split())
        if told:
            lines.append(f"{label.strip()}: {told}" if label.strip() else told)
    return "\n".join(lines)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _same(sentence: str, evidence: str) -> bool:
    if len(evidence) <= SHORTEST_EVIDENCE or len(sentence) < SHORTEST_EVIDENCE:
        return False
    return sentence in evidence or evidence in sentence


def questions(data: Path) -> Iterator[Example]:
    """The questions of PubMedQA that are not in its test part, each with its abstract and answer."""
    folder = data / "pubmedqa"
    rows = json.loads((folder / "ori_pqal.json").read_text(encoding="utf-8"))
    held_back = json.loads((folder / "test_ground_truth.json").read_text(encoding="utf-8"))
    for number, row in rows.items():
        if number not in held_back:
            told = zip(row["LABELS"], row["CONTEXTS"], strict=True)
            lines = [
                *(f"{label}: {text}" for label, text in told),
                f"CONCLUSIONS: {row['LONG_ANSWER']}",
            ]
            record = review.record(title="", abstract="\n".join(lines))
            claim = review.claim(row["QUESTION"])
            yield Example("pubmedqa", claim, record, number, frozenset(), row["final_decision"])
