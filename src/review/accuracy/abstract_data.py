"""Parts and traits of abstracts: NICTA-PIBOSO, structured abstracts, StudyTypeTeller, PICO-Corpus."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import accumulate
from pathlib import Path

from review.accuracy.abstract_files import read_abst
from review.accuracy.files import known_label, read_rows, read_text
from review.accuracy.number_words import number_of
from review.accuracy.task import DEVELOPMENT, Example, Source, Task, TaskAnswer
from review.api import design, record, sentences, size
from review.core.errors import InputError
from review.core.models import Record, Section
from review.core.supplied import PathKind, entries_of, found_at
from review.core.vocabulary import Design, Role


def role_answer(words: dict[Role, str], example: Example) -> TaskAnswer:
    """The role of the sentence of ours that shares most with the one asked about."""
    start, end = example.span or (0, 0)
    ours = max(sentences(example.record), key=lambda one: min(one.end, end) - max(one.start, start))
    return TaskAnswer(words[ours.role], ours.role.value, ((ours.start, ours.end),))


PIBOSO = {
    name: name
    for name in ("background", "population", "intervention", "study design", "outcome", "other")
}
PIBOSO_PLACE = {
    "background": "background",
    "population": "methods",
    "intervention": "methods",
    "study design": "methods",
    "outcome": "outcome",
}
"""Labels by the role that holds them; `other` has none and is not scored."""


def load_nicta(data: Path, part: str) -> list[Example]:
    """Sentences of tokenised abstracts: `<part>_clean.txt`, one per line behind its label."""
    path = data / f"{part}_clean.txt"
    abstracts = re.split(r"^###(.+)$", read_text(path), flags=re.MULTILINE)[1:]
    pairs = zip(abstracts[::2], abstracts[1::2], strict=True)
    return [one for name, lines in pairs for one in _labelled_lines(name.strip(), lines, path)]


def _labelled_lines(name: str, text: str, path: Path) -> Iterator[Example]:
    lines = [line.partition("\t") for line in text.splitlines() if line.strip()]
    whole = record(title="", abstract=" ".join(line for _, _, line in lines), pmid=name)
    starts = accumulate((len(line) + 1 for _, _, line in lines), initial=0)
    for number, ((label, _, line), start) in enumerate(zip(lines, starts, strict=False), 1):
        gold = PIBOSO_PLACE.get(known_label(label, PIBOSO, path))
        if gold:
            span = (start, start + len(line))
            yield Example(f"{name}/{number}", name, gold, whole, line, span=span)


LABELS = {
    Role.BACKGROUND: ("background", "introduction", "context", "rationale", "importance"),
    Role.OBJECTIVE: ("objective", "objectives", "aim", "aims", "purpose", "goal", "hypothesis"),
    Role.METHODS: (
        "method", "methods", "materials and methods", "material and methods", "patients and methods", "design",
        "study design", "setting", "participants", "patients", "intervention", "interventions", "research design and methods",
        "methodology", "main outcome measures", "subjects and methods", "methods and materials", "study design and methods",
        "design and methods", "methods/design",
    ),
    Role.RESULTS: ("result", "results", "findings", "main results"),
    Role.CONCLUSIONS: ("conclusion", "conclusions", "interpretation", "discussion", "conclusion and relevance", "conclusions and relevance"),
}  # fmt: skip
ROLE_OF_LABEL = {label: role for role, labels in LABELS.items() for label in labels}
"""Section labels that name one role; sections under other labels, or under two roles, are not scored."""


def load_structured(data: Path, part: str) -> list[Example]:
    """Sentences of the structured abstracts of Evidence Inference, with their labels taken away."""
    folder = data / "annotations"
    articles = read_text(folder / "splits" / f"{part}_article_ids.txt").split()
    paths = [folder / "abstracts" / f"PMC{article}.abst" for article in articles]
    there = [path for path in paths if found_at(path) is PathKind.FILE]
    return [one for path in there for one in _hidden(read_abst(path), path.stem)]


def _hidden(whole: Record, name: str) -> Iterator[Example]:
    """The sentences of labelled sections, asked about in the text without its labels."""
    if {ROLE_OF_LABEL.get(section.label.lower()) for section in whole.sections} <= {None}:
        return
    texts = [whole.abstract[section.start : section.end] for section in whole.sections]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    bare = Record(title=whole.title, abstract=" ".join(texts))
    placed = [
        Section(section.label, "", start, start + len(text))
        for section, text, start in zip(whole.sections, texts, starts, strict=False)
    ]
    for number, one in enumerate(sentences(replace(bare, sections=tuple(placed))), 1):
        label = next(part.label for part in placed if part.start <= one.start < part.end)
        role = ROLE_OF_LABEL.get(label.lower())
        if role:
            span = (one.start, one.end)
            yield Example(f"{name}/{number}", name, role.value, bare, one.text, span=span)


STUDY_TYPES = {
    "Human-RCT-drug-intervention": "randomised trial",
    "Human-RCT-non-drug-intervention": "randomised trial",
    "Human-RCT-non-intervention": "randomised trial",
    "Human-non-RCT-drug-intervention": "non-randomised trial",
    "Human-non-RCT-non-drug-intervention": "non-randomised trial",
    "Human-systematic-review": "systematic review",
    "Human-case-report": "case report",
    "Non-systematic-review": "narrative review",
    "Clinical-study-protocol": "protocol",
    "Animal-drug-intervention": "animal",
    "Animal-non-drug-intervention": "animal",
    "Animal-other": "animal",
    "In-vitro-study": "in vitro",
    "Remaining": "other",
}
STUDY_CLASSES = tuple(dict.fromkeys(STUDY_TYPES.values()))
OUR_DESIGNS = {
    **{Design(name): name for name in STUDY_CLASSES if name != "other"},
    Design.META_ANALYSIS: "systematic review",
}
"""Our designs in the merged classes; every other design is `other`."""


def load_study_types(key: dict[str, str], data: Path, part: str) -> list[Example]:
    """Abstracts with their type of study: `<part>.csv`."""
    path = data / f"{part}.csv"
    rows = read_rows(path, ("pmid", "title", "abstract", "accepted_label"))
    return [
        Example(
            item=row["pmid"],
            document=row["pmid"],
            gold=known_label(row["accepted_label"], key, path),
            record=record(title=row["title"], abstract=row["abstract"], pmid=row["pmid"]),
            text=f"{row['title']}\n{row['abstract']}",
        )
        for row in rows
    ]


RANDOMISED = {label: "yes" if label.startswith("Human-RCT") else "no" for label in STUDY_TYPES}


def design_answer(example: Example) -> TaskAnswer:
    """Our design in the merged classes."""
    found = design(example.record).design
    return TaskAnswer(OUR_DESIGNS.get(found, "other"), found.value)


def randomised_answer(example: Example) -> TaskAnswer:
    """Whether we call the study randomised."""
    found = design(example.record)
    return TaskAnswer("yes" if found.is_randomised else "no", found.design.value)


PICO_FOLDER = "pico_corpus_brat_annotated_files"
OPEN_ABSTRACTS = 700
"""The first abstracts of PICO-Corpus by PMID are open for development; the later ones are held back."""

EXACT, NEAR, TOO_SMALL, TOO_LARGE, NONE_FOUND = (
    "exact", "within a tenth", "too small", "too large", "none found",
)  # fmt: skip
TENTH = 0.1
PMID_FILE = re.compile(r"[0-9]{1,9}\.ann")


def load_pico(data: Path, part: str) -> list[Example]:
    """Abstracts of trials of breast cancer with the number of participants: brat files by PMID."""
    folder = data / PICO_FOLDER
    found = entries_of(folder) if found_at(folder) is PathKind.FOLDER else []
    named = [path for path in found if PMID_FILE.fullmatch(path.name)]
    paths = sorted(named, key=lambda path: int(path.stem))
    if not paths:
        raise InputError(
            f"{PICO_FOLDER} with brat files is not in {data}: fetch the dataset as it is published and name its folder with --data."
        )
    wanted = paths[:OPEN_ABSTRACTS] if part == DEVELOPMENT else paths[OPEN_ABSTRACTS:]
    return [one for path in wanted for one in _participants(path)]


def _participants(path: Path) -> Iterator[Example]:
    """One example where a total is marked; where several are, each of them is right."""
    lines = [line.split("\t") for line in read_text(path).splitlines()]
    marked = [line[2] for line in lines if line[1:] and line[1].startswith("total-participants ")]
    totals = sorted({number for text in marked if (number := number_of(text)) is not None})
    if totals:
        abstract = read_text(path.with_suffix(".txt"))
        found = record(title="", abstract=abstract, pmid=path.stem)
        yield Example(path.stem, path.stem, " or ".join(map(str, totals)), found, abstract)


def size_answer(example: Example) -> TaskAnswer:
    """Our number of participants."""
    found = size(example.record)
    return TaskAnswer("" if found.participants is None else str(found.participants), "size")


def place_of_number(gold: str, answer: str) -> tuple[str, str]:
    """How near an answered number is to the one that was marked."""
    if not answer:
        return EXACT, NONE_FOUND
    nearest = min(map(int, gold.split(" or ")), key=lambda total: abs(int(answer) - total))
    apart = int(answer) - nearest
    if abs(apart) <= TENTH * nearest:
        return EXACT, NEAR if apart else EXACT
    return EXACT, TOO_LARGE if apart > 0 else TOO_SMALL


NICTA = Task(
    name="nicta-piboso",
    question="role",
    source=Source(
        "NICTA-PIBOSO (Kim et al. 2011), in plain text",
        "https://doi.org/10.1186/1471-2105-12-S2-S5",
        (),
    ),
    load=load_nicta,
    development={"train": "train_clean.txt"},
    held_back=("dev", "test"),
    answer=partial(
        role_answer,
        {
            Role.BACKGROUND: "background",
            Role.OBJECTIVE: "background",
            Role.METHODS: "methods",
            Role.RESULTS: "outcome",
            Role.CONCLUSIONS: "outcome",
        },
    ),
    classes=("background", "methods", "outcome"),
    measures=("weighted F1", "macro-F1", "accuracy"),
    scope="Population, intervention and study design are methods, results and conclusions outcome; sentences labelled other are read but not scored. Published figures for six labels do not compare.",
)
STRUCTURED = Task(
    name="structured-abstracts",
    question="role",
    source=Source(
        "Structured abstracts of Evidence Inference 2.0 (DeYoung et al. 2020), labels hidden",
        "https://github.com/jayded/evidence-inference",
        (
            "Labels are those of the journals; sections that hold two roles under one label are not scored.",
        ),
    ),
    load=load_structured,
    development={
        part: f"annotations/splits/{part}_article_ids.txt" for part in ("train", "validation")
    },
    held_back=("test",),
    answer=partial(role_answer, {role: role.value for role in Role}),
    classes=tuple(role.value for role in Role),
    measures=("weighted F1", "macro-F1", "accuracy"),
    scope="The sections are joined to one text without labels; each sentence is to get the role of the label it stood under.",
)
STUDY_TYPE = Task(
    name="studytypeteller",
    question="design",
    source=Source(
        "StudyTypeTeller (Doneva et al. 2024)",
        "https://github.com/Ineichen-Group/StudyTypeTeller",
        (),
    ),
    load=partial(load_study_types, STUDY_TYPES),
    development={"train": "train.csv", "val": "val.csv"},
    held_back=("test",),
    answer=design_answer,
    classes=STUDY_CLASSES,
    measures=("macro-F1", "accuracy"),
    scope="The 14 published classes are merged to nine, since drugs and other interventions are one design to us. Title and abstract only: PubMed's publication types, which the suite reads elsewhere, are not in the data.",
)
IS_RANDOMISED = replace(
    STUDY_TYPE,
    question="randomised",
    load=partial(load_study_types, RANDOMISED),
    answer=randomised_answer,
    classes=("yes", "no"),
    measures=("F1 of yes", "accuracy"),
    scope="Yes are the three classes of randomised trials in people, no is every other class.",
)
PICO = Task(
    name="pico-corpus",
    question="participants",
    source=Source(
        "PICO-Corpus (Mutinda et al. 2022), trials of breast cancer",
        "https://github.com/sociocom/PICO-Corpus",
        (),
    ),
    load=load_pico,
    development={DEVELOPMENT: PICO_FOLDER},
    held_back=("test",),
    answer=size_answer,
    classes=(EXACT,),
    others=(NEAR, TOO_SMALL, TOO_LARGE, NONE_FOUND),
    measures=("exact", "within a tenth", "none found"),
    place=place_of_number,
    scope="Abstracts in which a total of participants is marked; where several are, each of them is right. The text has its title in front.",
)
TASKS = (NICTA, STRUCTURED, STUDY_TYPE, IS_RANDOMISED, PICO)
