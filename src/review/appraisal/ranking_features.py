"""What the ranking looks at: how a sentence of a record answers to the words of a claim.

Every feature has a name that a person can read; `NAMES` gives their order, which is that of the
weights in `data/models/ranking.json`.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from review.core.models import Claim, Record, Sentence
from review.core.settings import data_folder
from review.core.vocabulary import Role
from review.reading.abbreviations import abbreviations
from review.reading.sentences import sentences
from review.terms.term_files import read_toml
from review.terms.words import content_words, rarity, share, stem, weighed, words

NAMES = (
    "words of the claim",
    "words of the claim, of the most in a sentence",
    "telling words, of the most in a sentence",
    "words of the claim, for the length",
    "words of the claim that nearly match",
    "rarest word of the claim",
    "pairs of words of the claim",
    "intervention",
    "comparator",
    "outcome",
    "outcome, of the most in a sentence",
    "head of the outcome",
    "intervention and comparator",
    "intervention and outcome",
    "numbers of the claim",
    "words of the claim in the sentence before",
    "words of the claim in the sentence after",
    "words of the title",
    "background",
    "objective",
    "methods",
    "results",
    "conclusions",
    "first sentence",
    "last sentence",
    "place",
    "direction",
    "comparison",
    "no difference",
    "p value",
    "interval",
    "figures",
    "aim or question",
    "length",
    "most words and results",
    "most words and conclusions",
    "outcome and p value",
    "outcome and no difference",
    "outcome and direction",
)

PREFIX = 6
"""Letters with which two words must agree to match nearly."""

NEAR = 0.5
"""What a near match counts of a match."""

HEAD_BEFORE = re.compile(
    r"\s+(?:of|in|at|for|from|with|to|by|on|after|during|between|among|over|per|as|using|within|following)\s"
    r"|[,;(:]",
    re.IGNORECASE,
)
"""What ends the part of an outcome that holds its head noun ("rate of relapse": rate)."""

DIRECTION = re.compile(
    r"\b(?:increas|decreas|reduc|improv|lower|higher|greater|fewer|less|more|rais|declin|elevat|enhanc|wors|"
    r"better|inhibit|promot|attenuat|suppress|induc|prevent|protect|longer|shorter|smaller|larger|rise|rose|"
    r"fell|drop|impair|diminish)\w*",
    re.IGNORECASE,
)
COMPARISON = re.compile(
    r"\b(?:than|versus|vs\.?|compared (?:with|to)|comparison|relative to|between|in contrast|rather than|"
    r"associat\w+|correlat\w+)\b",
    re.IGNORECASE,
)
NO_DIFFERENCE = re.compile(
    r"\b(?:no (?:\w+ ){0,3}(?:differ\w+|effect\w*|associat\w+|correlat\w+|evidence|improve\w+|change\w*|benefit)|"
    r"not (?:\w+ ){0,3}(?:differ\w*|significant\w*|affect\w*|associat\w+|change\w*|improve\w*|reduce\w*|increase\w*)|"
    r"similar|comparable|equivalent|non-?significant|n\.?s\.?|unchanged)\b",
    re.IGNORECASE,
)
P_VALUE = re.compile(r"\bp[ -]?(?:values?)?\s*[=<>≤≥]|\bp ?for ", re.IGNORECASE)
INTERVAL = re.compile(r"\bCI\b|confidence intervals?|±|\bS\.?[DE]\.?M?\b")
AIM = re.compile(
    r"\b(?:aim(?:s|ed)?|objectives?|purpose|we (?:sought|investigated|examined|hypothesi[sz]ed|tested|assessed|"
    r"evaluated|studied)|to (?:determine|investigate|assess|evaluate|examine|compare|test)|whether|hypothesis)\b|\?\W*$",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
ROLES = (Role.BACKGROUND, Role.OBJECTIVE, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS)


@dataclass(frozen=True)
class Wanted:
    """A claim as the words that a sentence may hold, each with its rarity."""

    words: dict[str, float]
    intervention: dict[str, float]
    comparator: dict[str, float]
    outcome: dict[str, float]
    head: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]


@dataclass(frozen=True)
class Held:
    """A sentence as the words that it holds, those of its abbreviations' long forms included."""

    stems: frozenset[str]
    prefixes: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    fixed: tuple[float, ...]
    """The features that no claim changes: from the title's words to the length."""
    weight: float


@lru_cache(maxsize=4096)
def wanted(claim: Claim) -> Wanted:
    """The words of a claim; its parts' words, where it has parts, and the head of its outcome."""
    text = _without_explained(claim.statement)
    found = weighed(text)
    arms = weighed(claim.intervention), weighed(claim.comparator)
    stems = [word.stem for word in content_words(text)]
    return Wanted(
        words=found,
        intervention=arms[0],
        comparator={one: w for one, w in arms[1].items() if one not in arms[0]},
        outcome=weighed(claim.outcome),
        head=heads(claim.outcome),
        pairs=frozenset(pairwise(stems)),
        numbers=frozenset(NUMBER.findall(claim.statement)),
    )


def _without_explained(text: str) -> str:
    """A text without the short forms that it explains itself, whose long forms stand there too."""
    for short, _ in abbreviations(text):
        text = text.replace(f"({short})", " ")
    return text


@lru_cache(maxsize=8192)
def heads(outcome: str) -> frozenset[str]:
    """The stems that name an outcome: the last word before "of", "in", "at", and past "rate of"."""
    found = set()
    for phrase in HEAD_BEFORE.split(outcome):
        stems = [word.stem for word in content_words(phrase) if not word.stem[0].isdigit()]
        if stems:
            found.add(stems[-1])
            if stems[-1] not in _light_heads():
                break
    return frozenset(found)


@cache
def _light_heads() -> frozenset[str]:
    """Stems of nouns that say how an outcome was measured ("rate of relapse")."""
    listed = read_toml(data_folder() / "terms" / "claim_relations.toml")["light_heads"]
    return frozenset(stem(str(word)) for word in listed)


@lru_cache(maxsize=4096)
def held(record: Record) -> tuple[Held, ...]:
    """Every sentence of a record's abstract as the words that it holds."""
    pairs = abbreviations(f"{record.title} {record.abstract}")
    title = weighed(record.title)
    found = sentences(record)
    return tuple(
        _held(sentence, pairs, title, (place, len(found))) for place, sentence in enumerate(found)
    )


def _held(
    sentence: Sentence,
    pairs: tuple[tuple[str, str], ...],
    title: dict[str, float],
    at: tuple[int, int],
) -> Held:
    text, (place, count) = sentence.text, at
    stems = [word.stem for word in content_words(text)]
    everything = {*stems, *_explained(text, pairs)}
    fixed = (
        share(title, everything),
        *(float(sentence.role is one) for one in ROLES),
        float(place == 0),
        float(place == count - 1),
        place / max(1, count - 1),
        *(
            float(bool(pattern.search(text)))
            for pattern in (DIRECTION, COMPARISON, NO_DIFFERENCE, P_VALUE, INTERVAL)
        ),
        min(1.0, len(NUMBER.findall(text)) / 5),
        float(bool(AIM.search(text))),
        math.log(1 + len(stems)) / 4,
    )
    return Held(
        stems=frozenset(everything),
        prefixes=frozenset(stem[:PREFIX] for stem in everything if len(stem) >= PREFIX),
        pairs=frozenset(pairwise(stems)),
        numbers=frozenset(NUMBER.findall(text)),
        fixed=fixed,
        weight=sum(rarity(stem) for stem in set(stems)),
    )


def _explained(text: str, pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Stems of the long forms of the abbreviations in a text, and of the short forms of its long ones."""
    tokens = {text[word.start : word.end] for word in words(text)}
    for short, long in pairs:
        if short in tokens or (not short.isalnum() and short in text):
            yield from (word.stem for word in content_words(long))
        elif long in text:
            yield from (word.stem for word in words(short))


def features(claim: Claim, record: Record) -> list[tuple[float, ...]]:
    """For each sentence of the abstract, in order, the values of `NAMES`."""
    asked, shown = wanted(claim), held(record)
    shares = [share(asked.words, one.stems) for one in shown]
    telling = _telling(asked, shown)
    told = [sum(telling[s] for s in telling if s in one.stems) for one in shown]
    outcomes = [share(asked.outcome, one.stems) for one in shown]
    rarest = max((s for s in telling), key=lambda s: (telling[s], s), default="")
    total = sum(asked.words.values()) or 1.0
    most, most_told, most_outcome = (
        max(found, default=0.0) or 1.0 for found in (shares, told, outcomes)
    )
    rows = []
    for place, one in enumerate(shown):
        arm, other = share(asked.intervention, one.stems), share(asked.comparator, one.stems)
        outcome, overlap = outcomes[place], shares[place]
        _, _, _, _, results, conclusions = one.fixed[:6]
        direction, _, null, p_value = one.fixed[9:13]
        rows.append(
            (
                overlap,
                overlap / most,
                told[place] / most_told,
                overlap * total / math.sqrt(total * (one.weight or 1.0)),
                near(asked, one) / total,
                float(rarest in one.stems),
                len(asked.pairs & one.pairs) / (len(asked.pairs) or 1),
                arm,
                other,
                outcome,
                outcome / most_outcome,
                float(bool(asked.head & one.stems)),
                min(arm, other),
                min(arm, outcome),
                len(asked.numbers & one.numbers) / (len(asked.numbers) or 1),
                shares[place - 1] if place else 0.0,
                shares[place + 1] if place + 1 < len(shown) else 0.0,
                *one.fixed,
                overlap / most * results,
                overlap / most * conclusions,
                outcome * p_value,
                outcome * null,
                outcome * direction,
            )
        )
    return rows


def _telling(asked: Wanted, shown: tuple[Held, ...]) -> dict[str, float]:
    """The claim's words that stand in the record, weighed also by in how few sentences they stand."""
    found = {}
    for word, weight in asked.words.items():
        times = sum(word in one.stems for one in shown)
        if times:
            found[word] = weight * math.log(1 + len(shown) / times)
    return found


def near(asked: Wanted, one: Held) -> float:
    """The weight of the claim's words that the sentence holds only in another form."""
    return NEAR * sum(
        weight
        for word, weight in asked.words.items()
        if word not in one.stems and len(word) >= PREFIX and word[:PREFIX] in one.prefixes
    )
