"""Answers to questions: what the conclusions of a record say to a yes-or-no question.

A linear model over readable features (`answer_features`) scores yes, no and maybe, with the weights of
`data/models/answers.json` (`training/train_answers.py` says on what they were trained).
"""

import math
from collections.abc import Sequence
from functools import cache, lru_cache

from review.appraisal.answer_features import (
    CUES,
    NAMES,
    TOPICS,
    asked_part,
    conclusions,
    marked,
    named_by,
    topics,
    values,
    verdict,
)
from review.appraisal.assertions import StatementReading
from review.appraisal.linear_model import Weights, score, weights_of
from review.appraisal.ranking import Ranked, rank
from review.core.models import Claim, Record, Sentence
from review.core.vocabulary import Role, Stance
from review.reading.sentences import sentences
from review.terms.cues import cues, has_cue
from review.terms.words import content_words, function_words, words

FILE = "answers.json"
YES, NO, MAYBE = "yes", "no", "maybe"
ANSWERS = {YES: Stance.SUPPORTS, NO: Stance.REFUTES, MAYBE: Stance.MIXED}


def is_question(claim: Claim) -> bool:
    """Whether a claim asks ("Does X help?")."""
    return claim.statement.rstrip(" \"'”’)").endswith("?")


def asks_plainly(claim: Claim) -> bool:
    """Whether a claim asks and denies nothing: yes to "Does X not help?" bears out a denial."""
    return is_question(claim) and not has_cue(asked_part(claim.statement), "asks_denied", CUES)


def has_conclusions(record: Record) -> bool:
    """Whether a record has sentences that conclude."""
    return any(one.role is Role.CONCLUSIONS for one in sentences(record))


def parts(claim: Claim) -> tuple[str, str]:
    """What a question is about, and its other words, without those that only ask.

    The first is empty where a pronoun stands for it ("Tea: is it safe?").
    """
    asking = [cue for cue in cues(claim.statement, CUES) if cue.name in TOPICS]
    named = words(claim.intervention)
    subject = claim.intervention if named and named[0].stem not in function_words() else ""
    about = {word.stem for word in named}
    kept = (
        word
        for word in content_words(claim.statement)
        if word.stem not in about and not any(cue.start <= word.start < cue.end for cue in asking)
    )
    return subject, " ".join(claim.statement[word.start : word.end] for word in kept)


@lru_cache(maxsize=8192)
def read_answer(claim: Claim, record: Record) -> StatementReading:
    """The answer that the conclusions give to a question; the best sentences where none is marked.

    "Supports" is yes, "refutes" no, and "mixed" an answer that goes both ways.
    """
    ranked = rank(claim, record)
    if not ranked:
        return StatementReading(Stance.NO_INFORMATION, None, "no abstract to read", 1.0)
    found = values(claim.statement, ranked)
    scores = {answer: score(_model()[answer], found) for answer in ANSWERS}
    given = max(scores, key=lambda answer: scores[answer])
    total = sum(math.exp(one - scores[given]) for one in scores.values())
    asked = topics(claim.statement)
    after = f", asked {' and '.join(TOPICS[one].name for one in asked)}" if asked else ""
    shown = _shown(given, asked, named_by(claim.statement), conclusions(ranked))
    return StatementReading(
        ANSWERS[given], shown, f"the conclusions answer {given}{after}", 1 / total
    )


def _shown(
    given: str, asked: Sequence[str], named: frozenset[str], read: Sequence[Ranked]
) -> Sentence:
    """The sentence that shows an answer: the best of those that speak for it, else the best of all."""
    if given != MAYBE:
        for one in read:
            yes, no = verdict(asked, marked(one.sentence.text, named))
            if (yes > no) if given == YES else (no > yes):
                return one.sentence
    return read[0].sentence


@cache
def _model() -> dict[str, Weights]:
    return weights_of(FILE, dict.fromkeys(ANSWERS, NAMES))
