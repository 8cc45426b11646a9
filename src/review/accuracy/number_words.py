"""Whole numbers as datasets write them, in figures or in English words."""

import re

UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL = {word: value for value, word in enumerate(UNITS)} | {
    word: 10 * value for value, word in enumerate(TENS, 2)
}
LARGE = {"hundred": 100, "thousand": 1000}


def number_of(text: str) -> int | None:
    """The number that a text is; None where it is not a number and nothing else."""
    figures = re.sub(r"[\s,]", "", text)
    if re.fullmatch(r"[0-9]{1,12}", figures):
        return int(figures)
    words = [word for word in re.findall(r"[a-z]+", text.lower()) if word not in ("and", "a")]
    if not words or not set(words) <= set(SMALL) | set(LARGE):
        return None
    total, current = 0, 0
    for word in words:
        if word == "thousand":
            total, current = total + max(current, 1) * LARGE[word], 0
        elif word == "hundred":
            current = max(current, 1) * LARGE[word]
        else:
            current += SMALL[word]
    return total + current
