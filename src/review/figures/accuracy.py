"""Where everything stands in the figure of benchmarks: the rules beside what needs no understanding."""

from collections.abc import Iterator, Mapping

import pandas as pd

from review.figures.marks import BAND, INK, MARGIN, MUTED, PAPER, Box, Drawing, Line, Mark, Text

RULES, WORDS, COMMONEST, SHUFFLED = (
    "rules",
    "words only",
    "commonest class",
    "rules, shuffled abstracts",
)
COLUMNS = {"rules": RULES, "words": WORDS, "commonest": COMMONEST, "shuffled": SHUFFLED}
OURS = "#0072b2"
LABEL_WIDTH, SCALE, NUMBER_WIDTH = 290, 300, 60
ROW, SQUARE, TICK = 24, 7, 12
TENTHS = 10
KEY_WIDTH = 560


def compute_accuracy(figures: pd.DataFrame) -> pd.DataFrame:
    """One row per benchmark, question and split: the headline measure of the rules with its interval, and
    the same measure of each yardstick (missing where there is none).

    The headline measure is the first that is kept for the rules.
    """
    whole = figures[figures["class"].isna()]
    place = ["benchmark", "question", "split"]
    rows = []
    for names, group in whole.groupby(place, sort=False):
        ours = group[group["rater"] == RULES].iloc[0]
        values = group[group["measure"] == ours["measure"]].set_index("rater")["value"]
        rows.append(
            {
                **dict(zip(place, names, strict=True)),
                "measure": ours["measure"],
                "examples": ours["items"],
                "low": ours["low"],
                "high": ours["high"],
                **{name: values.get(rater) for name, rater in COLUMNS.items()},
            }
        )
    order = [
        *place,
        "measure",
        "examples",
        "rules",
        "low",
        "high",
        "words",
        "commonest",
        "shuffled",
    ]
    return pd.DataFrame(rows, columns=order).astype(dict.fromkeys(order[5:], "Float64"))


def alt_accuracy(figures: pd.DataFrame) -> str:
    """What the figure shows, in words."""
    computed = compute_accuracy(figures)
    rivals = computed[computed["words"].notna()]
    better = int((rivals["rules"] > rivals["words"]).sum())
    return (
        f"The headline measure of {len(computed)} questions to public datasets, from 0 to 1: the rules with a 95 % interval, "
        f"beside a classifier of words, the commonest class and shuffled abstracts. In {better} of the {len(rivals)} questions with a "
        "classifier of words the rules are above it."
    )


def accuracy_drawing(figures: pd.DataFrame) -> Drawing:
    """One row per question, a scale from 0 to 1, a key below."""
    rows = compute_accuracy(figures).to_dict("records")
    top = MARGIN + 18
    bottom = top + ROW * len(rows)
    left = MARGIN + LABEL_WIDTH
    marks: list[Mark] = []
    for place in range(len(rows)):
        y = top + ROW * (place + 0.5)
        if place % 2 == 0:
            marks.append(Box(MARGIN, y - ROW / 2, LABEL_WIDTH + SCALE + NUMBER_WIDTH, ROW, BAND))
    marks += _scale(left, top, bottom)
    for place, row in enumerate(rows):
        marks += _row(row, left, top + ROW * (place + 0.5))
    marks += _key(bottom + 20)
    width = max(LABEL_WIDTH + SCALE + NUMBER_WIDTH, KEY_WIDTH) + 2 * MARGIN
    return Drawing("accuracy", width, bottom + 40, tuple(marks))


def _scale(left: float, top: float, bottom: float) -> Iterator[Mark]:
    for tenth in range(0, TENTHS + 1, 2):
        x = left + SCALE * tenth / TENTHS
        yield Line((x, top), (x, bottom), width=0.5)
        yield Text(x, top - 9, f"{tenth / TENTHS:g}", MUTED, across="center")


def _row(row: Mapping[str, object], left: float, y: float) -> Iterator[Mark]:
    """The label of a question, its yardsticks, the rules on top, and their value as a number."""
    yield Text(MARGIN + 4, y, f"{row['benchmark']}, {row['question']}", is_bold=True)
    yield Text(left - 10, y, str(row["measure"]), MUTED, across="right")
    placed = {
        name: left + SCALE * float(str(row[name])) for name in COLUMNS if not pd.isna(row[name])
    }
    if "commonest" in placed:
        yield _tick(placed["commonest"], y)
    if "shuffled" in placed:
        yield from _cross(placed["shuffled"], y)
    if "words" in placed:
        yield _square(placed["words"], y, PAPER, INK)
    low, high = (left + SCALE * float(str(row[name])) for name in ("low", "high"))
    yield Line((low, y), (high, y), OURS, 1.6)
    yield _square(placed["rules"], y, OURS)
    yield Text(left + SCALE + 12, y, f"{row['rules']:.2f}")


def _key(y: float) -> Iterator[Mark]:
    x = MARGIN + 8
    yield Line((x - 8, y), (x + 8, y), OURS, 1.6)
    yield _square(x, y, OURS)
    yield Text(x + 14, y, "rules, 95 % interval")
    yield _square(x + 135, y, PAPER, INK)
    yield Text(x + 145, y, "words only")
    yield _tick(x + 215, y)
    yield Text(x + 223, y, "commonest class")
    yield from _cross(x + 320, y)
    yield Text(x + 330, y, "rules beside another document's abstract")


def _square(x: float, y: float, fill: str, edge: str = "") -> Box:
    return Box(x - SQUARE / 2, y - SQUARE / 2, SQUARE, SQUARE, fill, edge)


def _tick(x: float, y: float) -> Line:
    return Line((x, y - TICK / 2), (x, y + TICK / 2), MUTED, 1.6)


def _cross(x: float, y: float) -> Iterator[Line]:
    arm = SQUARE / 2
    yield Line((x - arm, y - arm), (x + arm, y + arm), MUTED, 1.0)
    yield Line((x - arm, y + arm), (x + arm, y - arm), MUTED, 1.0)
