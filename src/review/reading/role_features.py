"""What the model of sentence roles looks at: the words, numbers, cues and places of sentences.

Every feature is a short text that says what was seen (`word aimed`, `next results`, `from the end 0`),
so that the weights in `data/models/sentence_roles.json` can be read by a person.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from review.terms.cues import cues

WORD = re.compile(r"[a-zµα-ω]+|[0-9]+(?:[.,·][0-9]+)*|[%=<>±≤≥]", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]+(?:[.,·][0-9]+)*")
P_VALUE = re.compile(r"\bp[ -]?(?:values?)?\s*[=<>≤≥]|\bp ?for ", re.IGNORECASE)
INTERVAL = re.compile(r"\bCI\b|confidence intervals?|±|\bS\.?[DE]\.?M?\b")
PASSIVE = re.compile(
    r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ught)\b", re.IGNORECASE
)
WE_DID = re.compile(r"\bwe\s+(?:\w+ly\s+|also\s+)?(\w+)", re.IGNORECASE)
PRESENT = re.compile(r"\b(?:is|are|has|have|remains?|does|do)\b", re.IGNORECASE)
PAST = re.compile(r"\b(?:was|were|had|did)\b|\b\w{2,}ed\b", re.IGNORECASE)
MODAL = re.compile(r"\b(?:may|might|could|can|should|must|will|would)\b", re.IGNORECASE)
TO_VERB = re.compile(r"^\W*(?:(?:our|the) \w+ (?:was|is) )?to [a-z]+", re.IGNORECASE)
SHAPES = {
    "p value": P_VALUE,
    "interval": INTERVAL,
    "passive": PASSIVE,
    "present": PRESENT,
    "past": PAST,
    "modal": MODAL,
    "to verb": TO_VERB,
    "percent": re.compile(r"[0-9]\s?%"),
    "group size": re.compile(r"\bn\s?=\s?[0-9]"),
    "question": re.compile(r"\?\W*$"),
    "bracket": re.compile(r"[(\[]"),
    "semicolon": re.compile(r";"),
}
EDGE = 6
"""How many places from either end of an abstract are told apart."""

TENTHS = 10
LENGTHS = (5, 9, 14, 20, 27, 36, 50)
COUNTS = (1, 2, 3, 5, 8)
ABSTRACT_LENGTHS = (1, 2, 3, 5, 7, 9, 12, 16)


def role_features(texts: Sequence[str]) -> list[list[str]]:
    """For each sentence of one abstract, in order: what is seen of it, each thing named once."""
    worded = [words_of(text) for text in texts]
    shapes = [_shape(text, words) for text, words in zip(texts, worded, strict=True)]
    found = []
    for place in range(len(texts)):
        seen = _word_features(worded[place]) + shapes[place] + _place(place, len(texts))
        seen += [f"{shape} at {_tenth(place, len(texts))}" for shape in shapes[place]]
        for name, other in (("previous", place - 1), ("next", place + 1)):
            if 0 <= other < len(texts):
                seen += [f"{name} {word}" for word in worded[other]]
                seen += [f"{name} {shape}" for shape in shapes[other]]
        found.append(list(dict.fromkeys(seen)))
    return found


def words_of(text: str) -> list[str]:
    """The words and signs of a sentence in lower case; a number only by how it is written."""
    return [_plain(match.group().lower()) for match in WORD.finditer(text)]


def _plain(word: str) -> str:
    if not word[0].isdigit():
        return word
    return "0" * min(len(word), 4) if word.isdigit() else "0.0"


def _word_features(words: list[str]) -> list[str]:
    found = [f"word {word}" for word in words]
    found += [f"words {one} {two}" for one, two in pairwise(words)]
    found += [f"words {' '.join(words[i : i + 3])}" for i in range(len(words) - 2)]
    found += [f"starts {' '.join(words[:length])}" for length in (1, 2, 3) if len(words) >= length]
    return found + [f"ends {word}" for word in words[-1:]]


def _shape(text: str, words: list[str]) -> list[str]:
    found = [f"has {name}" for name, pattern in SHAPES.items() if pattern.search(text)]
    found += [f"we {match.group(1).lower()}" for match in WE_DID.finditer(text)]
    found += sorted({f"cue {cue.name}" for cue in cues(text, "roles.toml")})
    numbers = sum(1 for word in words if word[0].isdigit())
    return [*found, f"numbers {_step(numbers, COUNTS)}", f"length {_step(len(words), LENGTHS)}"]


def _place(place: int, count: int) -> list[str]:
    start, end = min(place, EDGE), min(count - 1 - place, EDGE)
    size = _step(count, ABSTRACT_LENGTHS)
    return [
        f"from the start {start}",
        f"from the end {end}",
        f"tenth {_tenth(place, count)}",
        f"tenth {_tenth(place, count)} of {size}",
        f"from the start {start} of {size}",
        f"from the end {end} of {size}",
    ]


def _tenth(place: int, count: int) -> int:
    return place * TENTHS // count


def _step(value: int, steps: tuple[int, ...]) -> int:
    """How many of the steps a value reaches."""
    return sum(value >= step for step in steps)
