"""Numbers as abstracts write them: in figures, with separators, in millions, or in words."""

import re

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}  # fmt: skip
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
WORD_VALUES = {**NUMBER_WORDS, **TENS, "hundred": 100, "thousand": 1000}
_WORD = "|".join(sorted(WORD_VALUES, key=len, reverse=True))
SEPARATORS = "\u2009\u202f\u00a0 "
NUMBER = (
    rf"(?:\d{{1,9}}(?:\.\d+)? million|\d{{1,3}}(?:[,{SEPARATORS}]\d{{3}}){{1,3}}(?!\d)|\d{{1,9}}|"
    rf"(?:{_WORD})\b(?:(?:[ -]|[ -]and[ -])(?:{_WORD})\b){{0,8}})"
)
"""A number in figures (1,728; 2 345; 1.2 million) or in words (one hundred and twenty)."""


def value(written: str) -> int:
    """The value of a number as `NUMBER` finds it."""
    lowered = written.lower()
    if lowered.endswith(" million"):
        return round(float(lowered.split()[0]) * 1_000_000)
    if lowered[0].isdigit():
        return int(re.sub(r"\D", "", lowered))
    return _value_of_words([word for word in re.split(r"[ -]", lowered) if word != "and"])


def _value_of_words(words: list[str]) -> int:
    total = current = 0
    for word in words:
        worth = WORD_VALUES[word]
        if worth == WORD_VALUES["hundred"]:
            current = max(current, 1) * worth
        elif worth == WORD_VALUES["thousand"]:
            total, current = total + max(current, 1) * worth, 0
        else:
            current += worth
    return total + current


def is_year(written: str) -> bool:
    """Whether a number looks like a year of our time."""
    return bool(re.fullmatch(r"19[5-9]\d|20[0-3]\d", written))
