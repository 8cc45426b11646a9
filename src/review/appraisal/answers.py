"""Answers to questions: what the conclusions of a record say to a yes-or-no question.

Linear models over readable features (`answer_features`) score yes, no and maybe, with the weights of
`data/models/answers.json` (`training/train_answers.py` says on what they were trained).
"""

import math
from functools import cache, lru_cache

from review.appraisal.answer_features import NAMES, conclusions, values
from review.appraisal.assertions import StatementReading
from review.appraisal.linear_model import Weights, score, weights_of
from review.appraisal.ranking import rank
from review.models import Claim, Record
from review.vocabulary import Stance

FILE = "answers.json"
ANSWERS = {"yes": Stance.SUPPORTS, "no": Stance.REFUTES, "maybe": Stance.MIXED}


def is_question(claim: Claim) -> bool:
    """Whether a claim asks ("Does X help?")."""
    return claim.statement.rstrip(" \"'”’)").endswith("?")


@lru_cache(maxsize=8192)
def read_answer(claim: Claim, record: Record) -> StatementReading:
    """The answer that the conclusions give to a question; the best sentences where none is marked.

    "Supports" is yes, "refutes" no, and "mixed" an answer that goes both ways.
    """
    ranked = rank(claim, record)
    if not ranked:
        return StatementReading(Stance.NO_INFORMATION, None, "no abstract to read", 1.0)
    read = conclusions(ranked)
    found = values(claim, read)
    scores = {answer: score(_model()[answer], found) for answer in ANSWERS}
    given = max(scores, key=lambda answer: scores[answer])
    total = sum(math.exp(one - scores[given]) for one in scores.values())
    rule = f"the conclusions answer {given}"
    return StatementReading(ANSWERS[given], read[0].sentence, rule, 1 / total)


@cache
def _model() -> dict[str, Weights]:
    return weights_of(FILE, dict.fromkeys(ANSWERS, NAMES))
