"""Count in how many abstracts each word stem stands: `data/models/word_counts.csv`.

    python training/count_words.py --data DIR

DIR holds public datasets as published, one folder each: Evidence Inference 2.0 (`ei/annotations/
abstracts`), StudyTypeTeller (`stt/train.csv`), CliniFact (`clinifact/train_set.csv`) and the corpus
of SciFact (`scifact/corpus.jsonl`). Only counts are kept; stems of fewer than 3 abstracts are not.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from review.appraisal.words import words
from review.settings import data_folder

FEWEST = 3
csv.field_size_limit(10_000_000)


def abstracts(data: Path) -> Iterator[str]:
    """Every abstract of the datasets, once."""
    for path in sorted((data / "ei/annotations/abstracts").glob("*.abst")):
        yield path.read_text(encoding="utf-8")[:6000]
    with (data / "stt/train.csv").open(encoding="utf-8", newline="") as file:
        yield from (f"{row['title']} {row['abstract']}" for row in csv.DictReader(file))
    with (data / "clinifact/train_set.csv").open(encoding="utf-8", newline="") as file:
        yield from {row["PMID"]: row["article_abstract"] for row in csv.DictReader(file)}.values()
    for line in (data / "scifact/corpus.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        yield f"{document['title']} {' '.join(document['abstract'])}"


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
