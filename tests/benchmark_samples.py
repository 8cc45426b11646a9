"""Tiny datasets in the layouts in which the public ones are published; every text is made up for the tests."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

CLAIM = "Clonidine reduces the severity of opioid withdrawal"
SHOWN = "Clonidine reduced the severity of opioid withdrawal."
DOCUMENTS = {
    90000001: ["Adults took clonidine or placebo.", SHOWN],
    90000002: ["A survey of gardens was made.", "Most of them held roses."],
    90000003: [
        "Clonidine was given.",
        "Clonidine increased the severity of opioid withdrawal.",
        "No harm.",
    ],
}


def write_lines(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def write_csv(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _judged(number: int, claim: str, documents: Sequence[int], key: str, **found: tuple) -> dict:
    evidence = {
        name.removeprefix("d"): [{"sentences": places, "label": label}]
        for name, (label, places) in found.items()
    }
    return {"id": number, "claim": claim, key: list(documents), "evidence": evidence}


def sentence_corpus(folder: Path, parts: Sequence[str], key: str) -> Path:
    """SciFact's layout; every part has the same three pairs under its own claim ids."""
    corpus = [{"doc_id": n, "title": f"Title {n}", "abstract": a} for n, a in DOCUMENTS.items()]
    write_lines(folder / "corpus.jsonl", corpus)
    for number, part in enumerate(parts):
        claims = [
            _judged(
                10 * number,
                CLAIM,
                [90000001, 90000003],
                key,
                d90000001=("SUPPORT", [1]),
                d90000003=("CONTRADICT", [1]),
            ),
            _judged(10 * number + 1, "Roses prevent colds", [90000002], key),
        ]
        write_lines(folder / f"claims_{part}.jsonl", claims)
    return folder


def scifact(folder: Path) -> Path:
    return sentence_corpus(folder, ("train", "dev"), "cited_doc_ids")


def healthver(folder: Path) -> Path:
    return sentence_corpus(folder, ("train", "dev", "test"), "doc_ids")


def clinifact(folder: Path) -> Path:
    for number, part in enumerate(("train", "validation", "test")):
        rows = [
            {
                "index": 10 * number + label,
                "claim": "Valerian is superior to Placebo in terms of Time to Fall Asleep 4 weeks",
                "PMID": 90000001 + 10 * number + label,
                "article_title": "Valerian for sleep",
                "article_abstract": "Valerian shortened the time to fall asleep.\nNo harm was seen.",
                "label": label,
                "outcome_title": "Time to Fall Asleep",
                "intervention_group_title": "Valerian",
                "comparator_group_title": "Placebo",
            }
            for label in (0, 1, 2)
        ]
        write_csv(folder / f"{part}_set.csv", rows)
    return folder


def pubmedqa(folder: Path) -> Path:
    def question(decision: str) -> dict[str, object]:
        return {
            "QUESTION": "Does valerian shorten the time to fall asleep?",
            "CONTEXTS": ["Adults who sleep badly took part.", "Time to fall asleep was measured."],
            "LABELS": ["BACKGROUND", "METHODS"],
            "LONG_ANSWER": "Valerian shortened the time to fall asleep.",
            "final_decision": decision,
        }

    questions = {
        str(90000001 + n): question(d) for n, d in enumerate(("yes", "no", "maybe", "yes"))
    }
    write_text(folder / "ori_pqal.json", json.dumps(questions))
    write_text(folder / "test_ground_truth.json", json.dumps({"90000004": "yes"}))
    return folder


ABSTRACTS = {
    "901": "TITLE: \nValerian and sleep\n\n\n\nABSTRACT.BACKGROUND:\nMany people sleep badly.\n\nABSTRACT.METHODS:\n"
    "Sixty adults took valerian or placebo.\n\nABSTRACT.RESULTS:\nValerian shortened  sleep latency. It was well liked.\n\n"
    "ABSTRACT.CONCLUSIONS:\nValerian may help.\n\n",
    "902": "TITLE.\nRoses and colds\n\n\n\nABSTRACT.SUMMARY.METHODS.\nForty adults grew roses.\n\n"
    "ABSTRACT.FUNDING.\nA garden club paid.\n\nABSTRACT.FINDINGS.\nColds did not differ.\n\n"
    "BODY.RESULTS.\nLetters made colds more frequent.\n\nBODY.\nThe end.\n\n",
    "903": "TITLE: \nA letter\n\n\n\nABSTRACT:\nNo sections here. Nothing was found.\n\n",
    "904": "TITLE: \nA held-back trial\n\n\n\nABSTRACT.RESULTS:\nThe test drug eased pain.\n\n",
}


def evidence_inference(folder: Path, judgements: str = "v2_annotations.csv") -> Path:
    notes = folder / "annotations"
    for part, articles in (("train", "901\n902"), ("validation", "903"), ("test", "904")):
        write_text(notes / "splits" / f"{part}_article_ids.txt", articles)
    for article, text in ABSTRACTS.items():
        write_text(notes / "abstracts" / f"PMC{article}.abst", text)
    prompts = [(1, 901, "Sleep latency", "Valerian", "Placebo"), (2, 902, "Colds", "Roses", "No roses"),
               (3, 903, "Colds", "Letters", "No letters"), (4, 904, "Pain", "Test drug", "Placebo")]  # fmt: skip
    names = ("PromptID", "PMCID", "Outcome", "Intervention", "Comparator")
    write_csv(notes / "prompts_merged.csv", [dict(zip(names, p, strict=True)) for p in prompts])
    rows = [
        (1, "True", "True", "Valerian shortened sleep\nlatency.", -1),
        (1, "True", "True", "Valerian  shortened sleep latency.", -1),
        (1, "True", "True", "Latency fell by nine minutes.", -1),
        (1, "False", "True", "Valerian shortened sleep latency. It was well liked.", 1),
        (2, "True", "True", "Colds did not differ.", 0),
        (3, "True", "True", "Letters made colds more frequent.", 1),
        (4, "True", "True", "The test drug eased pain.", -1),
    ]
    names = ("PromptID", "Valid Label", "Valid Reasoning", "Annotations", "Label Code")
    write_csv(notes / judgements, [dict(zip(names, row, strict=True)) for row in rows])
    return folder


def nicta(folder: Path) -> Path:
    def abstract(number: int) -> str:
        return (
            f"###{number}\nbackground\tMany people sleep badly .\npopulation\tSixty adults took part .\n"
            "other\tA hospital in a town .\noutcome\tValerian shortened sleep latency ( P < .01 ) .\n\n"
        )

    write_text(folder / "train_clean.txt", abstract(90000001) + abstract(90000002))
    write_text(folder / "test_clean.txt", abstract(90000003))
    return folder


def study_types(folder: Path) -> Path:
    types = ("Human-RCT-drug-intervention", "Animal-other", "Remaining", "Human-systematic-review")
    for number, part in enumerate(("train", "val", "test")):
        rows = [
            {
                "idx": n,
                "pmid": 90000001 + 10 * number + n,
                "title": f"A study of kind {n}",
                "abstract": "Sixty adults were randomised.",
                "accepted_label": kind,
            }
            for n, kind in enumerate(types)
        ]
        write_csv(folder / f"{part}.csv", rows)
    return folder


def pico(folder: Path, *, abstracts: int = 4) -> Path:
    place = folder / "pico_corpus_brat_annotated_files"
    for n in range(abstracts):
        marks = ["T1\tage 0 2\t43", f"T2\ttotal-participants 3 8\t{60 + n}"]
        if n == 1:
            marks += [
                "T3\ttotal-participants 9 14\tForty-two",
                "T4\ttotal-participants 9 14\tall of them",
            ]
        write_text(place / f"{90000001 + n}.ann", "\n".join(marks if n != 2 else marks[:1]) + "\n")
        write_text(place / f"{90000001 + n}.txt", f"A trial. {60 + n} women were randomised.\n")
    return folder


RATED = (
    ("very low", 1, 60, "RR", 0.5, 0.2, 1.4, ""),
    ("low", 3, 300, "RR", 0.9, 0.8, 1.1, ""),
    ("moderate", 5, 900, "MD", -2, -3, -1, "20"),
    ("high", 9, 8000, "RR", 0.8, 0.75, 0.85, "0"),
    ("high", 1, 60, "OR", 1.1, 0, 9, "60"),
)


def cochrane_ratings(folder: Path) -> Path:
    names = ("certainty", "studies", "participants", "measure", "estimate", "ci_low", "ci_high", "i2")  # fmt: skip
    rows = [
        {"review": f"CD{n}", **dict(zip(names, values, strict=True))}
        for n, values in enumerate(RATED, 1)
    ]
    write_csv(folder / "cochrane_ratings.csv", rows)
    return folder


DATASETS = {
    "scifact": scifact,
    "healthver": healthver,
    "clinifact": clinifact,
    "pubmedqa": pubmedqa,
    "evidence-inference-sentence": evidence_inference,
    "evidence-inference-abstract": evidence_inference,
    "nicta-piboso": nicta,
    "structured-abstracts": evidence_inference,
    "studytypeteller": study_types,
    "pico-corpus": pico,
    "cochrane-ratings": cochrane_ratings,
}
"""Writers of each dataset, by the name of its benchmark."""


def med_evidence(folder: Path) -> Path:
    """MedEvidence's layout: two open questions of two reviews and one that is not open."""
    zinc = "Is cold duration higher, lower, or the same when comparing zinc to placebo?"
    iron = "Is anemia higher, lower, or the same when comparing iron to placebo?"
    used = {
        "90000001": "Adults took zinc or placebo. Zinc shortened colds.",
        "90000002": "Roses grew in most gardens.",
        "90000003": "Women took iron or placebo. Iron corrected anemia.",
    }

    def asked(number: int, question: str, review: str, *pmids: str) -> dict[str, object]:
        sources = {pmid: {"title": "", "content": used[pmid]} for pmid in pmids}
        return {
            "question_id": number,
            "question": question,
            "original_review": review,
            "relevant_sources": list(pmids),
            "sources": sources,
        }

    rows = [
        asked(1, zinc, "R1", "90000001", "90000002"),
        asked(2, iron, "R2", "90000003"),
        {"question_id": 3, "question": "sealed"},
    ]
    write_lines(folder / "med-evidence-abstract.jsonl", rows)
    write_text(folder / "medevidence_development.json", "[1, 2]")
    return folder
