"""Numbers in a text: how many people it speaks of, and the figures it gives."""

import re

NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip

_PEOPLE = (
    r"(?:in|out)?patients|participants|people|persons|subjects|adults|adolescents|children|infants|"
    r"neonates|newborns|men|women|males|females|volunteers|addicts|individuals|cases|users|veterans|smokers"
)
_OTHER_NOUN = (
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|min|h|mg|g|kg|ml|ms|mm|trials|studies|doses|"
    r"of|in|for|to|and|or|with|who|were|was|had|the|per|than|from|among)\b"
)
_NUMBER = r"\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d{1,9}(?!\d)"
"""Below a thousand thousand millions: more digits are no number of people."""
_COUNT = re.compile(
    rf"(?<![\d.,/=-])\b({_NUMBER}|{'|'.join(NUMBER_WORDS)})(?![\d%]|[.,]\d)\s+(?:(?!{_OTHER_NOUN})[a-z][\w-]*\s+){{0,4}}?"
    rf"(?:{_PEOPLE})\b",
    re.IGNORECASE,
)
_N_EQUALS = re.compile(rf"\bn\s*=\s*({_NUMBER})(?![.,]?\d)", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d*\.\d+|\d+)")
_YEAR = re.compile(r"(?:18|19|20)\d\d")


def people_counts(text: str) -> frozenset[int]:
    """Numbers of people named in a text: `62 opioid-dependent people`, `eleven patients`, `n = 62`."""
    found = [
        match.group(1).lower() for match in [*_COUNT.finditer(text), *_N_EQUALS.finditer(text)]
    ]
    return frozenset(NUMBER_WORDS.get(word) or int(word.replace(",", "")) for word in found)


def figures_in(text: str) -> frozenset[float]:
    """Every figure in a text except years."""
    found = _FIGURE.findall(text)
    return frozenset(float(text.replace(",", "")) for text in found if not _YEAR.fullmatch(text))
