"""What the reading of answers looks at: a yes-or-no question, and the conclusions of a record.

A question asks after one or several things (`TOPICS`): whether there is an effect, whether something
is good, or needed. For each there are words that affirm it and words that speak against it
(`data/terms/answer_cues.toml`); a denial shortly before a word turns it round.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from review.appraisal.coverage import BEST
from review.appraisal.estimates import p_values
from review.appraisal.ranking import Ranked
from review.appraisal.said import denies
from review.core.vocabulary import Role
from review.terms.cues import Cue, cues, has_cue
from review.terms.words import content_words, words

CUES = "answer_cues.toml"
REACH = 5
"""Words within which a denial reaches what follows it."""

MOST = 2
"""Words of a kind beyond this many count no more."""

LEAST = 0.05
"""Added to the score of a conclusion, so that none is left out."""

SHORTEST = 4
"""Letters of a word whose opposite is looked for ("adequate", "inadequate")."""

OPPOSITES = ("un", "in", "im", "non", "dis", "ir", "mis", "under")
"""What before a word makes its opposite."""


@dataclass(frozen=True)
class Topic:
    """What a question can ask after: its name in words, and the words that answer yes and no."""

    name: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


TOPICS = {
    "asks_same": Topic("whether things are alike", ("same",), ("unlike",)),
    "asks_effect": Topic("whether there is an effect or a tie", ("effect",), ("none",)),
    "asks_cause": Topic("whether one brings the other on", ("more", "tie"), ("less", "none")),
    "asks_need": Topic("whether it is needed", ("needed",), ("unneeded", "none")),
    "asks_omit": Topic("whether it can be left out", ("unneeded", "good"), ("needed", "bad")),
    "asks_good": Topic("whether it is good", ("good",), ("bad",)),
    "asks_bad": Topic("whether it is bad", ("bad",), ("good",)),
    "asks_more": Topic("whether there is more", ("more",), ("less", "none")),
    "asks_less": Topic("whether there is less", ("less",), ("more", "none")),
}
OUTRANKED = (
    ({"asks_cause"}, "asks_effect asks_good asks_bad asks_more asks_less"),
    ({"asks_same", "asks_effect", "asks_need", "asks_omit"}, "asks_good asks_bad asks_more asks_less"),
    ({"asks_good", "asks_bad"}, "asks_more asks_less"),
)  # fmt: skip
"""Topics beside which others are no more than their wording ("Does X predict worse survival?")."""

SAID = ("dismisses", "bears_out", "partly", "turns", "hedge", "good", "needed", "none")
"""What conclusions may say, whatever is asked."""

PLACES = ("best", "first")
NAMES = (
    *(topic.name for topic in TOPICS.values()),
    "whether it is so always or really",
    *(f"{what} ({place})" for place in (*PLACES, "mean") for what in ("yes", "no", "more yes")),
    *(f"{what} ({place})" for what in SAID for place in ("mean", *PLACES, "denied, mean")),
    "denials",
    *(f"denies ({place})" for place in ("best", "first", "last")),
    *(f"{what} ({place})" for place in ("any", "best") for what in ("repeats", "repeats, denied", "opposite")),
    "results deny",
    "results say yes",
    "results with a small p",
    "results with a p that is not small",
)  # fmt: skip


@dataclass(frozen=True)
class Marked:
    """A sentence as the kinds of words it holds, affirmed and denied, and its denials' ends."""

    text: str
    affirmed: Counter[str]
    denied: Counter[str]
    denials: tuple[int, ...]

    def is_denied(self, start: int) -> bool:
        """Whether an odd number of denials stands shortly before a place."""
        before = (self.text[end:start] for end in self.denials if end <= start)
        return sum(len(between.split()) < REACH for between in before) % 2 == 1


@lru_cache(maxsize=16384)
def marked(text: str, named: frozenset[str] = frozenset()) -> Marked:
    """Read a sentence for the words of the list.

    Args:
        text: the sentence.
        named: for a question of cause, the stems of its other words: they only name things here
            ("decline"). Less of what is said to be caused denies the cause, and so does a tie to less.
    """
    found = [cue for cue in cues(text, CUES) if not _stems(text[cue.start : cue.end]) & named]
    spared = [cue for cue in found if cue.name == "no_denial"]
    denying = {"denial", "less"} if named else {"denial"}
    ends = {
        cue.end
        for cue in found
        if cue.name in denying and not any(one.start <= cue.start < one.end for one in spared)
    }
    bare = Marked(text, Counter(), Counter(), tuple(sorted(ends)))
    for cue in found:
        (bare.denied if bare.is_denied(cue.start) else bare.affirmed)[cue.name] += 1
    if bare.affirmed["less"]:
        del bare.affirmed["tie"]
    return bare


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(text))


def asked_part(question: str) -> str:
    """A question without the title before it ("Weight in adults: does tea matter?")."""
    return question.rpartition(": ")[2]


@lru_cache(maxsize=4096)
def topics(question: str) -> tuple[str, ...]:
    """What a question asks after, as names of `TOPICS`; the weightier topics where there are several."""
    part = asked_part(question)
    found = cues(part, CUES)
    named = {cue.name for cue in found}
    if any(_is_directed(part, cue, found) for cue in found if cue.name == "asks_cause"):
        named.remove("asks_cause")
    for weightier, lighter in OUTRANKED:
        if named & weightier:
            named -= set(lighter.split())
    return tuple(one for one in TOPICS if one in named)


def _is_directed(part: str, cause: Cue, found: Sequence[Cue]) -> bool:
    """Whether a word that gives a direction follows at once ("lead to a lower risk")."""
    return any(
        cue.name == "direction"
        and cause.end <= cue.start
        and not _stems(part[cause.end : cue.start])
        for cue in found
    )


def named_by(question: str) -> frozenset[str]:
    """Stems of the words that name things in a question of cause; in others they ask as well."""
    if "asks_cause" not in topics(question):
        return frozenset()
    part = asked_part(question)
    asking = [cue for cue in cues(part, CUES) if cue.name == "asks_cause"]
    return frozenset(
        word.stem
        for word in content_words(part)
        if not any(cue.start <= word.start < cue.end for cue in asking)
    )


def verdict(asked: Sequence[str], sentence: Marked) -> tuple[float, float]:
    """How much a sentence says yes and no to the topics asked after, each from 0 to 2 on the mean."""
    yes = [_said(sentence, TOPICS[one].yes, TOPICS[one].no) for one in asked]
    no = [_said(sentence, TOPICS[one].no, TOPICS[one].yes) for one in asked]
    return sum(yes) / (len(asked) or 1), sum(no) / (len(asked) or 1)


def _said(sentence: Marked, affirmed: Sequence[str], denied: Sequence[str]) -> int:
    times = sum(sentence.affirmed[one] for one in affirmed)
    return min(MOST, times + sum(sentence.denied[one] for one in denied))


def conclusions(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The conclusions among ranked sentences, best first; the best sentences where there are none."""
    found = [one for one in ranked if one.sentence.role is Role.CONCLUSIONS]
    return found or list(ranked[:BEST])


def values(question: str, ranked: Sequence[Ranked]) -> tuple[float, ...]:
    """The values of `NAMES` for a question and a record's sentences, best first."""
    asked, read = topics(question), conclusions(ranked)
    in_order = sorted(read, key=lambda one: one.sentence.start)
    best = in_order.index(read[0])
    named = named_by(question)
    told = [marked(one.sentence.text, named) for one in in_order]
    weights = [one.score + LEAST for one in in_order]
    return (
        *(float(one in asked) for one in TOPICS),
        float(has_cue(asked_part(question), "asks_strictly", CUES)),
        *_verdicts([verdict(asked, one) for one in told], weights, best),
        *(value for kind in SAID for value in _of_kind(kind, told, best)),
        min(3.0, sum(len(one.denials) for one in told) / len(told)),
        *(float(bool(told[place].denials)) for place in (best, 0, -1)),
        *_echoed(question, told, best),
        *_results(
            asked, named, [one for one in ranked if one.sentence.role is Role.RESULTS][:BEST]
        ),
    )


def _verdicts(
    found: Sequence[tuple[float, float]], weights: Sequence[float], best: int
) -> Iterator[float]:
    """Yes, no, and which is more, of the best sentence, the first, and all on the weighed mean."""
    rows = [(yes, no, float((yes > no) - (yes < no))) for yes, no in found]
    yield from rows[best]
    yield from rows[0]
    for column in zip(*rows, strict=True):
        yield sum(w * v for w, v in zip(weights, column, strict=True)) / sum(weights)


def _of_kind(kind: str, told: Sequence[Marked], best: int) -> Iterator[float]:
    """How often words of a kind stand in the sentences on the mean, in the best, in the first, denied."""
    yield min(MOST, sum(one.affirmed[kind] for one in told) / len(told))
    yield min(MOST, told[best].affirmed[kind])
    yield min(MOST, told[0].affirmed[kind])
    yield min(MOST, sum(one.denied[kind] for one in told) / len(told))


def _echoed(question: str, told: Sequence[Marked], best: int) -> Iterator[float]:
    """Whether the words that ask are repeated, repeated and denied, or turned into their opposites."""
    part = asked_part(question)
    asking = frozenset(
        word.stem
        for cue in cues(part, CUES)
        if cue.name.startswith("asks_")
        for word in content_words(part[cue.start : cue.end])
    )
    rows = [_echo(asking, one) for one in told]
    yield from (max(column) for column in zip(*rows, strict=True))
    yield from rows[best]


def _echo(asking: frozenset[str], sentence: Marked) -> tuple[float, float, float]:
    opposites = {f"{b}{one}" for one in asking if len(one) >= SHORTEST for b in OPPOSITES}
    found = words(sentence.text)
    denied = [sentence.is_denied(word.start) for word in found if word.stem in asking]
    return (
        float(min(MOST, denied.count(False))),
        float(min(MOST, denied.count(True))),
        float(any(word.stem in opposites for word in found)),
    )


def _results(
    asked: Sequence[str], named: frozenset[str], best: Sequence[Ranked]
) -> Iterator[float]:
    """What the likeliest results say: a denial, yes or no, p-values."""
    texts = [one.sentence.text for one in best]
    count = len(texts) or 1
    verdicts = [verdict(asked, marked(text, named)) for text in texts]
    found = [p for text in texts for p in p_values(text)]
    yield sum(denies(text) for text in texts) / count
    yield sum((yes > no) - (yes < no) for yes, no in verdicts) / count
    yield float(any(p.is_small for p in found))
    yield float(any(not p.is_small for p in found))
