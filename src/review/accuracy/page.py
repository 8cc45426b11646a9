"""The page of a benchmark: data, figures with their controls, classes, confusion, the worst errors."""

from collections import Counter
from collections.abc import Iterator, Sequence

from review.accuracy.evaluation import Rater, TaskResult
from review.accuracy.measures import MeasureEstimate
from review.accuracy.task import DEVELOPMENT, Example, TaskAnswer, leaks_of

ERRORS_SHOWN = 20
IDS_SHOWN = 5
TEXTS_SHOWN = 40


def page(results: Sequence[TaskResult], *, show_text: bool = False) -> str:
    """The results of one benchmark as Markdown.

    Args:
        results: the questions that were put to the dataset.
        show_text: also show claims and sentences of the dataset; without it nothing of its text stands on the page.
    """
    lines = [line for result in results for line in _question(result, show_text)]
    return "\n".join([f"# Benchmark {results[0].task.name}", "", *_data(results[0]), "", *lines])


def _data(result: TaskResult) -> Iterator[str]:
    source = result.task.source
    whose = (
        "facts that come with the project"
        if source.is_bundled
        else "fetched by whoever runs this, no part of the project"
    )
    yield f"- Data: {source.title}, <{source.address}>; {whose}."
    yield f"- Split: {result.split}{_parts(result)}."
    yield f"- Run on {result.run_on} with review {result.version}."
    yield from (f"- Leaks and limits: {leak}" for leak in leaks_of(result.task, result.split))


def _parts(result: TaskResult) -> str:
    return (
        f" ({', '.join(result.parts)})"
        if result.parts not in ((result.split,), (DEVELOPMENT,))
        else ""
    )


def _question(result: TaskResult, show_text: bool) -> Iterator[str]:
    yield f"## {result.task.question.capitalize()}"
    yield ""
    yield f"{len(result.examples)} examples in {result.documents} documents. {result.task.scope}"
    yield ""
    yield from _figures(result)
    yield ""
    yield from control_sentence(result.figures)
    if len(result.task.classes) > 1:
        yield ""
        yield from _classes(result)
    yield ""
    yield from _confusion(result)
    yield ""
    yield from _errors(result)
    yield ""
    if show_text:
        yield from _texts(result)
        yield ""


def _figures(result: TaskResult) -> Iterator[str]:
    measures = result.task.measures
    yield f"| who | {' | '.join(measures)} |"
    yield "|---" * (len(measures) + 1) + "|"
    for rater, found in result.figures.items():
        yield f"| {rater} | {' | '.join(shown(one) for one in found)} |"


def shown(one: MeasureEstimate) -> str:
    """A figure with its interval, where it has one."""
    if one.low is None or one.high is None:
        return f"{one.value:.3f}"
    return f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"


def control_sentence(figures: dict[Rater, list[MeasureEstimate]]) -> Iterator[str]:
    """Whether the rules fall to chance when they read the wrong abstract."""
    yield "Intervals: 95 %, 1,000 bootstrap resamples of documents with a fixed seed."
    if Rater.SHUFFLED not in figures:
        yield "No control with shuffled abstracts: one document holds most of the examples."
        return
    control = figures[Rater.SHUFFLED][0]
    chance = next(
        (figures[rater][0] for rater in (Rater.CHANCE, Rater.GUESSING) if rater in figures), None
    )
    told = f"beside another document's abstract, {control.measure}"
    if chance is None:
        yield f"Control: {told} is {shown(control)}."
    elif falls_to_chance(control, chance):
        yield f"Control: {told} falls to chance, as it must."
    else:
        yield f"**Control: {told} stays above chance: part of it does not come from reading the claim beside its abstract.**"


def falls_to_chance(control: MeasureEstimate, chance: MeasureEstimate) -> bool:
    """Whether the control's interval reaches down to what chance gives."""
    return control.low is not None and control.low <= chance.value


def _classes(result: TaskResult) -> Iterator[str]:
    yield "| class | examples | precision | recall | F1 |"
    yield "|---|---|---|---|---|"
    for name, (precision, recall, f1) in result.classes.items():
        yield f"| {name} | {f1.items} | {precision.value:.3f} | {recall.value:.3f} | {shown(f1)} |"


def _confusion(result: TaskResult) -> Iterator[str]:
    columns = (*result.task.classes, *result.task.others)
    yield f"| people (rows), rules (columns) | {' | '.join(columns)} | all |"
    yield "|---" * (len(columns) + 2) + "|"
    for name, row in zip(result.task.classes, result.table, strict=True):
        cells = [str(int(count)) if count else "." for count in row]
        yield f"| **{name}** | {' | '.join(cells)} | {int(row.sum())} |"


def _wrong(result: TaskResult) -> list[tuple[Example, TaskAnswer, tuple[str, str]]]:
    """The examples answered wrongly, opposites first, with row and column."""
    placed = [
        (one, answer, result.task.place(one.gold, answer.label))
        for one, answer in zip(result.examples, result.answers, strict=True)
    ]
    opposites = {frozenset(pair) for pair in result.task.opposites}
    wrong = [entry for entry in placed if entry[2][0] != entry[2][1]]
    return sorted(wrong, key=lambda entry: frozenset(entry[2]) not in opposites)


def _errors(result: TaskResult) -> Iterator[str]:
    wrong = _wrong(result)
    groups = Counter((*place, answer.rule) for _, answer, place in wrong)
    opposites = {frozenset(pair) for pair in result.task.opposites}
    ranked = sorted(
        groups.items(), key=lambda group: (frozenset(group[0][:2]) not in opposites, -group[1])
    )
    yield f"The worst errors, opposites first, then the commonest ({len(wrong)} of {len(result.examples)} are wrong):"
    yield ""
    yield "| people | rules | rule | examples | ids |"
    yield "|---|---|---|---|---|"
    for (gold, label, rule), count in ranked[:ERRORS_SHOWN]:
        ids = [
            one.item for one, answer, place in wrong if (*place, answer.rule) == (gold, label, rule)
        ]
        yield f"| {gold} | {label} | {rule} | {count} | {', '.join(ids[:IDS_SHOWN])} |"


def _texts(result: TaskResult) -> Iterator[str]:
    yield "Texts of the dataset, not to be passed on with this page:"
    for one, answer, (gold, _) in _wrong(result)[:TEXTS_SHOWN]:
        asked = one.claim.statement if one.claim else one.text if one.span else one.record.title
        sentences = [one.record.abstract[start:end] for start, end in answer.shown]
        yield ""
        yield f"- {one.item}: {gold} / {answer.label} ({answer.rule})"
        yield from (f"    - {' '.join(text.split())}" for text in [asked, *sentences] if text)
