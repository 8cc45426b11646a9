"""Claims beside documents: SciFact, HealthVer, CliniFact, PubMedQA."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from itertools import accumulate
from math import comb
from pathlib import Path
from typing import Any

from review.accuracy.files import known_label, read_json, read_json_lines, read_rows
from review.accuracy.task import DEVELOPMENT, Example, Source, Task, TaskAnswer
from review.api import appraise, claim, rank_sentences, record, sentences
from review.claims.derivation import LONGEST
from review.core.models import Claim
from review.core.vocabulary import Stance

SUPPORT, CONTRADICT, NOTHING = "support", "contradict", "no information"
FOUND, MISSED = "found", "missed"
SHOWN_SENTENCES = 3
"""So many of our best sentences may hold the one that people marked."""

VERACITY = {"SUPPORT": SUPPORT, "CONTRADICT": CONTRADICT}


def stance_answer(words: Mapping[Stance, str], example: Example) -> TaskAnswer:
    """Our stance in the dataset's words, and the sentences that show it."""
    if example.claim is None:
        raise ValueError(f"{example.item} has no claim")
    found = appraise(example.claim, example.record)
    shown = (
        [(found.rationale_start, found.rationale_end)] if found.rationale_in == "abstract" else []
    )
    spans = [(start, end) for start, end in shown if start is not None and end is not None]
    return TaskAnswer(
        words.get(found.stance, found.stance.value), found.rule, tuple(spans[:SHOWN_SENTENCES])
    )


@lru_cache(maxsize=16384)
def claim_from(
    item: str,
    statement: str,
    *,
    intervention: str = "",
    comparator: str | None = None,
    outcome: str = "",
) -> Claim:
    """A claim of a dataset; what is longer than a claim may be is cut."""
    return claim(
        statement[:LONGEST],
        claim_id=item,
        intervention=intervention,
        comparator=comparator,
        outcome=outcome,
    )


def load_sentence_corpus(documents_key: str, data: Path, part: str) -> list[Example]:
    """Claims and cited documents in SciFact's layout: `claims_<part>.jsonl` and `corpus.jsonl`."""
    path = data / f"claims_{part}.jsonl"
    claims = read_json_lines(path)
    corpus = {str(one["doc_id"]): one for one in read_json_lines(data / "corpus.jsonl")}
    return [
        _cited(one, str(number), corpus[str(number)], path)
        for one in claims
        for number in one[documents_key]
        if str(number) in corpus
    ]


def _cited(one: Mapping[str, Any], number: str, document: Mapping[str, Any], path: Path) -> Example:
    sentences = [str(sentence).strip() for sentence in document["abstract"]]
    ends = list(accumulate((len(sentence) + 1 for sentence in sentences), initial=0))
    marked = one["evidence"].get(number, [])
    labels = {known_label(group["label"], VERACITY, path) for group in marked}
    places = sorted({place for group in marked for place in group["sentences"]})
    item = f"{one['id']}/{number}"
    return Example(
        item=item,
        document=number,
        gold=min(labels, default=NOTHING),
        record=record(title=document["title"], abstract=" ".join(sentences)),
        text=f"{one['claim']}\n{document['title']}\n{' '.join(sentences)}",
        claim=claim_from(str(one["id"]), one["claim"]),
        evidence=tuple((ends[place], ends[place] + len(sentences[place])) for place in places),
    )


def load_clinifact(data: Path, part: str) -> list[Example]:
    """Claims of registered trials and abstracts: `<part>_set.csv`."""
    path = data / f"{part}_set.csv"
    needed = ("index", "claim", "PMID", "article_title", "article_abstract", "label", "outcome_title",
              "intervention_group_title", "comparator_group_title")  # fmt: skip
    return [_trial_claim(row, path) for row in read_rows(path, needed)]


CLINIFACT = {"1": "evidence", "0": "inconclusive", "2": "not enough information"}


def _trial_claim(row: Mapping[str, str], path: Path) -> Example:
    item = f"{row['index']}/{row['PMID']}"
    return Example(
        item=item,
        document=row["PMID"],
        gold=known_label(row["label"], CLINIFACT, path),
        record=record(title=row["article_title"], abstract=row["article_abstract"]),
        text=f"{row['claim']}\n{row['article_title']}\n{row['article_abstract']}",
        claim=claim_from(
            item,
            row["claim"],
            intervention=row["intervention_group_title"],
            comparator=row["comparator_group_title"],
            outcome=row["outcome_title"],
        ),
    )


def load_pubmedqa(data: Path, part: str) -> list[Example]:
    """Questions with the abstract they were asked of: `ori_pqal.json`, split by `test_ground_truth.json`."""
    questions = read_json(data / "ori_pqal.json")
    held_back = set(read_json(data / "test_ground_truth.json"))
    wanted = [pmid for pmid in questions if (pmid in held_back) == (part == "test")]
    return [_question(pmid, questions[pmid], data / "ori_pqal.json") for pmid in wanted]


DECISIONS = {"yes": "yes", "no": "no", "maybe": "maybe"}


def _question(pmid: str, one: Mapping[str, Any], path: Path) -> Example:
    return Example(
        item=pmid,
        document=pmid,
        gold=known_label(one["final_decision"], DECISIONS, path),
        record=record(title="", abstract="\n".join(_sections(one)), pmid=pmid),
        text=f"{one['QUESTION']}\n{' '.join(one['CONTEXTS'])}\n{one['LONG_ANSWER']}",
        claim=claim_from(pmid, one["QUESTION"]),
    )


def _sections(one: Mapping[str, Any]) -> Iterator[str]:
    labels = [*one["LABELS"], "CONCLUSIONS"]
    texts = [*one["CONTEXTS"], one["LONG_ANSWER"]]
    yield from (
        f"{label}: {' '.join(text.split())}" for label, text in zip(labels, texts, strict=True)
    )


def _words(supports: str, refutes: str, mixed: str, nothing: str) -> dict[Stance, str]:
    return {
        Stance.SUPPORTS: supports,
        Stance.REFUTES: refutes,
        Stance.MIXED: mixed,
        Stance.NO_INFORMATION: nothing,
        Stance.NOT_APPLICABLE: nothing,
    }


def rationale_answer(example: Example) -> TaskAnswer:
    """Whether one of our first sentences is one that people marked."""
    if example.claim is None:
        raise ValueError(f"{example.item} has no claim")
    first = rank_sentences(example.claim, example.record)[:SHOWN_SENTENCES]
    spans = tuple((one.sentence.start, one.sentence.end) for one in first)
    hit = any(_covers(span, marked) for span in spans for marked in example.evidence)
    return TaskAnswer(FOUND if hit else MISSED, "ranking of sentences", spans)


def guessed_rationale(example: Example) -> float:
    """How likely one of three sentences drawn at random is one that people marked."""
    spans = [(one.start, one.end) for one in sentences(example.record)]
    marked = [span for span in spans if any(_covers(span, one) for one in example.evidence)]
    drawn = min(SHOWN_SENTENCES, len(spans))
    return 1 - comb(len(spans) - len(marked), drawn) / comb(len(spans), drawn)


def _covers(span: tuple[int, int], marked: tuple[int, int]) -> bool:
    """Whether a span takes in at least half of a marked sentence."""
    shared = min(span[1], marked[1]) - max(span[0], marked[0])
    return 2 * shared >= marked[1] - marked[0]


def _marked(load: Callable[[Path, str], list[Example]], data: Path, part: str) -> list[Example]:
    """The examples in which people marked sentences; finding one of them is the only right answer."""
    return [replace(one, gold=FOUND) for one in load(data, part) if one.evidence]


def _veracity_task(
    name: str, source: Source, key: str, parts: dict[str, str], held: tuple[str, ...]
) -> Task:
    return Task(
        name=name,
        question="stance",
        source=source,
        load=partial(load_sentence_corpus, key),
        development=parts,
        held_back=held,
        answer=partial(stance_answer, _words(SUPPORT, CONTRADICT, "mixed", NOTHING)),
        classes=(SUPPORT, CONTRADICT, NOTHING),
        others=("mixed",),
        measures=("macro-F1", "accuracy"),
        opposites=((SUPPORT, CONTRADICT),),
        scope="Every claim beside each document that it is paired with; a document without marked sentences gives no information.",
    )


def _rationale_task(task: Task) -> Task:
    return replace(
        task,
        question="rationale",
        load=partial(_marked, task.load),
        answer=rationale_answer,
        classes=(FOUND,),
        others=(MISSED,),
        measures=("hit rate",),
        opposites=(),
        guess=guessed_rationale,
        scope="Pairs in which people marked sentences: whether a marked one is among our first three.",
    )


SCIFACT = _veracity_task(
    "scifact",
    Source(
        "SciFact (Wadden et al. 2020)",
        "https://github.com/allenai/scifact",
        (),
    ),
    "cited_doc_ids",
    {"train": "claims_train.jsonl"},
    ("dev",),
)
HEALTHVER = _veracity_task(
    "healthver",
    Source(
        "HealthVer (Sarrouti et al. 2021), in SciFact's layout",
        "https://github.com/sarrouti/HealthVer",
        ("The parts share abstracts: claims are split, documents are not.",),
    ),
    "doc_ids",
    {"train": "claims_train.jsonl", "dev": "claims_dev.jsonl"},
    ("test",),
)
CLINIFACT_TASK = Task(
    name="clinifact",
    question="stance",
    source=Source(
        "CliniFact (Zhang et al. 2025)",
        "https://github.com/ds4dh/CliniFact",
        ("Labels come from p values of the trial register, not from readers of the abstracts.",),
    ),
    load=load_clinifact,
    development={"train": "train_set.csv", "validation": "validation_set.csv"},
    held_back=("test",),
    answer=partial(
        stance_answer, _words("evidence", "inconclusive", "inconclusive", "not enough information")
    ),
    classes=("evidence", "inconclusive", "not enough information"),
    measures=("macro-F1", "accuracy"),
    opposites=(("evidence", "inconclusive"),),
    scope="Claim, intervention, comparator and outcome as the trial register words them; refuted and mixed count as inconclusive.",
)
PUBMEDQA = Task(
    name="pubmedqa",
    question="answer",
    source=Source(
        "PubMedQA, labelled questions (Jin et al. 2019)",
        "https://github.com/pubmedqa/pubmedqa",
        ("The conclusion is given, which the dataset's reasoning-required setting hides.",),
    ),
    load=load_pubmedqa,
    development={DEVELOPMENT: "ori_pqal.json"},
    held_back=("test",),
    answer=partial(stance_answer, _words("yes", "no", "maybe", "maybe")),
    classes=("yes", "no", "maybe"),
    measures=("accuracy", "macro-F1"),
    opposites=(("yes", "no"),),
    scope="The question as it is asked, beside the abstract with its conclusion, without the title; mixed and silent abstracts count as maybe.",
)
TASKS = (
    SCIFACT,
    _rationale_task(SCIFACT),
    HEALTHVER,
    _rationale_task(HEALTHVER),
    CLINIFACT_TASK,
    PUBMEDQA,
)
