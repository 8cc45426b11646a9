"""Learn how the signals of a sentence tell the direction of an effect: `data/models/comparison.json`.

    python training/train_comparison.py --data DIR

DIR holds Evidence Inference 2.0 as published (`jayded/evidence-inference`), its folder `annotations`
under `ei/`: `prompts_merged.csv`, `annotations_merged.csv` or `v2_annotations.csv`, and `splits/`. Only
articles of the training and validation splits are read. The model sees signals, never words. Prints
cross-validated figures (5 folds, no article on both sides) before it trains on everything.
"""

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold

from review.appraisal.comparison import MODEL, NULL, crosses
from review.appraisal.comparison_signals import Comparison, signals
from review.core.settings import data_folder

FINDINGS = {"-1": "decreased", "0": "no clear difference", "1": "increased"}
STRENGTH = 0.1
"""Inverse strength of the penalty; chosen among 0.05, 0.1, 0.3 and 1 by cross-validation."""

csv.field_size_limit(10_000_000)


@dataclass(frozen=True)
class Example:
    """One sentence with the question asked of it and the answer of most annotators."""

    article: str
    asked: Comparison
    text: str
    finding: str
    is_first: bool


def examples(folder: Path) -> Iterator[Example]:
    """Every annotated sentence of the development splits."""
    allowed = {
        name
        for split in ("train", "validation")
        for name in (folder / "splits" / f"{split}_article_ids.txt").read_text().split()
    }
    prompts = {row["PromptID"]: row for row in _rows(folder / "prompts_merged.csv")}
    merged = folder / "annotations_merged.csv"
    found = defaultdict(list)
    for row in _rows(merged if merged.exists() else folder / "v2_annotations.csv"):
        if (
            row["PMCID"] in allowed
            and row["Valid Label"] == "True"
            and row["Label Code"] in FINDINGS
        ):
            found[row["PromptID"]].append(row)
    for prompt_id, rows in found.items():
        label = Counter(row["Label Code"] for row in rows).most_common(1)[0][0]
        texts = [row["Annotations"] for row in rows if row["Label Code"] == label]
        prompt = prompts[prompt_id]
        asked = Comparison(prompt["Intervention"], prompt["Comparator"], prompt["Outcome"])
        for place, text in enumerate(dict.fromkeys(t for t in texts if t.strip())):
            yield Example(rows[0]["PMCID"], asked, text, FINDINGS[label], place == 0)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Cross-validate, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public datasets")
    found = list(examples(parser.parse_args().data / "ei" / "annotations"))
    told = [signals(one.text, one.asked) for one in found]
    findings = [one.finding for one in found]
    folds = GroupKFold(5).split(told, findings, [one.article for one in found])
    pairs = []
    for train, test in folds:
        matrix = DictVectorizer()
        learned = LogisticRegression(C=STRENGTH, max_iter=2000).fit(
            matrix.fit_transform([told[i] for i in train]), [findings[i] for i in train]
        )
        said = learned.predict(matrix.transform([told[i] for i in test]))
        pairs += [
            (findings[i], answer) for i, answer in zip(test, said, strict=True) if found[i].is_first
        ]
    truth, answers = [a for a, _ in pairs], [b for _, b in pairs]
    commonest = Counter(truth).most_common(1)[0][0]
    print(f"{len(found)} sentences of {len(pairs)} questions")
    crossed = [(crosses(one.text, one.asked), one) for one in found if one.is_first]
    told_by = [c is (one.finding == NULL) for c, one in crossed if c is not None]
    print(f"interval of the outcome's own ratio: as people in {sum(told_by)} of {len(told_by)}")
    print(f"macro-F1 {f1_score(truth, answers, average='macro'):.3f}")
    print(
        f"accuracy {accuracy_score(truth, answers):.3f}, always {commonest} {truth.count(commonest) / len(truth):.3f}"
    )
    matrix = DictVectorizer()
    learned = LogisticRegression(C=STRENGTH, max_iter=2000).fit(
        matrix.fit_transform(told), findings
    )
    weights = {
        name: [round(float(w), 3) for w in learned.coef_[:, place]]
        for place, name in enumerate(matrix.feature_names_)
    }
    stored = {
        "trained on": f"Evidence Inference 2.0, training and validation splits: {len(found)} sentences of {len(pairs)} questions",
        "trained by": "training/train_comparison.py",
        "macro-F1 in 5-fold cross-validation by article": round(
            float(f1_score(truth, answers, average="macro")), 3
        ),
        "classes": list(learned.classes_),
        "biases": [round(float(bias), 3) for bias in learned.intercept_],
        "weights": weights,
    }
    path = data_folder() / "models" / MODEL
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
