"""Count in how many abstracts each word stem stands: `data/models/word_counts.csv`.

    python training/count_words.py --data DIR

DIR holds public datasets as published, one folder each: Evidence Inference 2.0 (`ei/annotations/
abstracts`), StudyTypeTeller (`stt/train.csv`), CliniFact (`clinifact/train_set.csv`), SciFact
(`scifact/`, what its training claims cite), PubMedQA (`pubmedqa/`, outside the test ids) and PICO-Corpus
(`pico/`, the first 700 by PMID). Only counts are kept; stems of fewer than 3 abstracts are not.
"""

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from review.core.settings import data_folder
from review.terms.words import words

FEWEST = 3
PICO_OPEN = 700
"""Abstracts of PICO-Corpus, by PMID, that may be developed on."""

BODY = re.compile(r"^BODY\b", re.MULTILINE)
"""Where a file of Evidence Inference goes on with the whole article."""

csv.field_size_limit(10_000_000)


def abstracts(data: Path) -> Iterator[str]:
    """Every abstract of the datasets, once."""
    for path in sorted((data / "ei/annotations/abstracts").glob("*.abst")):
        yield BODY.split(path.read_text(encoding="utf-8"))[0]
    with (data / "stt/train.csv").open(encoding="utf-8", newline="") as file:
        yield from (f"{row['title']} {row['abstract']}" for row in csv.DictReader(file))
    with (data / "clinifact/train_set.csv").open(encoding="utf-8", newline="") as file:
        yield from {row["PMID"]: row["article_abstract"] for row in csv.DictReader(file)}.values()
    claims = [json.loads(line) for line in _lines(data / "scifact/claims_train.jsonl")]
    cited = {name for claim in claims for name in claim["cited_doc_ids"]}
    for line in _lines(data / "scifact/corpus.jsonl"):
        document = json.loads(line)
        if document["doc_id"] in cited:
            yield f"{document['title']} {' '.join(document['abstract'])}"

    asked = json.loads((data / "pubmedqa/ori_pqal.json").read_text(encoding="utf-8"))
    held_back = json.loads((data / "pubmedqa/test_ground_truth.json").read_text(encoding="utf-8"))
    for name, article in asked.items():
        if name not in held_back:
            yield " ".join([*article["CONTEXTS"], article["LONG_ANSWER"]])
    trials = sorted((data / "pico").rglob("*.txt"), key=lambda path: int(path.stem))
    for path in trials[:PICO_OPEN]:
        yield path.read_text(encoding="utf-8")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public datasets")
    counts: Counter[str] = Counter()
    total = 0
    for text in abstracts(parser.parse_args().data):
        counts.update({word.stem for word in words(text)})
        total += 1
    out = data_folder() / "models" / "word_counts.csv"
    out.parent.mkdir(exist_ok=True)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("stem", "abstracts"))
        writer.writerow(("", total))
        writer.writerows((s, n) for s, n in sorted(counts.items()) if n >= FEWEST and s.isalpha())
    print(f"{total} abstracts, {len(counts)} stems")


if __name__ == "__main__":
    main()
