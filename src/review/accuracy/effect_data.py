"""Which way an outcome moved: Evidence Inference 2.0, by sentence and by abstract."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from review.accuracy.abstract_files import read_abst
from review.accuracy.files import known_label, read_rows, read_text
from review.accuracy.task import Example, Source, Task, TaskAnswer
from review.api import appraise, claim, record
from review.core.models import Record
from review.core.supplied import PathKind, found_at
from review.core.vocabulary import Finding

INCREASED, DECREASED, NO_DIFFERENCE = "increased", "decreased", "no difference"
LABEL_CODES = {"1": INCREASED, "-1": DECREASED, "0": NO_DIFFERENCE}
WORDS = {
    Finding.INCREASED: INCREASED,
    Finding.DECREASED: DECREASED,
    Finding.NO_CLEAR_DIFFERENCE: NO_DIFFERENCE,
    Finding.STATED: "mixed",
    Finding.DENIED: "mixed",
}
FOLDER = "annotations"
ANNOTATIONS = ("annotations_merged.csv", "v2_annotations.csv")
"""Files of judgements; the first that is there is read."""


def finding_answer(example: Example) -> TaskAnswer:
    """Our finding in the dataset's words."""
    if example.claim is None:
        raise ValueError(f"{example.item} has no claim")
    found = appraise(example.claim, example.record)
    return TaskAnswer(WORDS.get(found.finding, found.finding.value), found.rule)


Row = Mapping[str, str]


def load_sentences(data: Path, part: str) -> list[Example]:
    """One example per prompt and text that a reader marked as showing the answer."""
    prompts = _prompts(data, part)
    marked = {
        (row["PromptID"], " ".join(row["Annotations"].split())): row
        for row in _judgements(data, prompts)
    }
    return [
        _example(prompts[prompt], f"{prompt}/{number}", row["Label Code"], _sentence(text), data)
        for number, ((prompt, text), row) in enumerate(marked.items(), 1)
        if text
    ]


def load_abstracts(data: Path, part: str) -> list[Example]:
    """One example per prompt whose marked text stands in the abstract; the label most readers gave."""
    prompts = _prompts(data, part)
    by_prompt: dict[str, list[Row]] = defaultdict(list)
    for row in _judgements(data, prompts):
        by_prompt[row["PromptID"]].append(row)
    return list(_in_abstracts(prompts, by_prompt, data))


def _in_abstracts(
    prompts: Mapping[str, Row], by_prompt: Mapping[str, list[Row]], data: Path
) -> Iterator[Example]:
    for prompt, rows in by_prompt.items():
        path = data / FOLDER / "abstracts" / f"PMC{prompts[prompt]['PMCID']}.abst"
        if found_at(path) is not PathKind.FILE:
            continue
        found = read_abst(path)
        texts = [" ".join(row["Annotations"].split()) for row in rows]
        if any(text and text in " ".join(found.abstract.split()) for text in texts):
            commonest = Counter(row["Label Code"] for row in rows).most_common(1)[0][0]
            yield _example(prompts[prompt], prompt, commonest, found, data)


def _prompts(data: Path, part: str) -> dict[str, Row]:
    """The prompts of the articles of a part, by id."""
    folder = data / FOLDER
    articles = set(read_text(folder / "splits" / f"{part}_article_ids.txt").split())
    needed = ("PromptID", "PMCID", "Outcome", "Intervention", "Comparator")
    rows = read_rows(folder / "prompts_merged.csv", needed)
    return {row["PromptID"]: row for row in rows if row["PMCID"] in articles}


def _judgements(data: Path, prompts: Mapping[str, Row]) -> list[Row]:
    """The judgements on these prompts that checkers found valid, label and reasoning."""
    folder = data / FOLDER
    present = [name for name in ANNOTATIONS if found_at(folder / name) is PathKind.FILE]
    needed = ("PromptID", "Valid Label", "Valid Reasoning", "Annotations", "Label Code")
    rows = read_rows(folder / (present or list(ANNOTATIONS))[0], needed)
    valid = [row for row in rows if row["Valid Label"] == row["Valid Reasoning"] == "True"]
    return [row for row in valid if row["PromptID"] in prompts]


def _sentence(text: str) -> Record:
    return record(title="", abstract=text)


def _example(prompt: Row, item: str, code: str, found: Record, data: Path) -> Example:
    parts = {name: prompt[name].strip() for name in ("Intervention", "Comparator", "Outcome")}
    return Example(
        item=item,
        document=prompt["PMCID"],
        gold=known_label(code, LABEL_CODES, data / FOLDER),
        record=found,
        text="\n".join([*parts.values(), found.title, found.abstract]),
        claim=claim(
            claim_id=item,
            intervention=parts["Intervention"],
            comparator=parts["Comparator"],
            outcome=parts["Outcome"],
        ),
    )


def _task(name: str, load: Callable[[Path, str], list[Example]], scope: str) -> Task:
    return Task(
        name=name,
        question="finding",
        source=Source(
            "Evidence Inference 2.0 (DeYoung et al. 2020)",
            "https://github.com/jayded/evidence-inference",
            (),
        ),
        load=load,
        development={
            part: f"{FOLDER}/splits/{part}_article_ids.txt" for part in ("train", "validation")
        },
        held_back=("test",),
        answer=finding_answer,
        classes=(INCREASED, DECREASED, NO_DIFFERENCE),
        others=("mixed", "not reported"),
        measures=("macro-F1", "accuracy", "not reported"),
        opposites=((INCREASED, DECREASED),),
        scope=scope,
    )


TASKS = (
    _task(
        "evidence-inference-sentence",
        load_sentences,
        "The text that a reader marked is given as the whole abstract, without a title; one row per prompt and marked text, valid judgements only.",
    ),
    _task(
        "evidence-inference-abstract",
        load_abstracts,
        "Title and abstract are given; only prompts whose marked text stands in the abstract, with the label most readers gave.",
    ),
)
