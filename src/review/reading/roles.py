"""What each sentence of an abstract does: its section's label says so, else a rule or a small model.

The model is a linear chain over the sentences (conditional random field: Lafferty, McCallum and Pereira
2001), trained by `training/train_sentence_roles.py`; its weights are `data/models/sentence_roles.json`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from review.core.settings import data_folder
from review.core.vocabulary import Role
from review.reading.role_features import role_features
from review.terms.cues import has_cue

MODEL = "sentence_roles.json"
SHORTEST_READ_BY_MODEL = 4
"""Abstracts of fewer sentences have no order of parts that the model could go by: rules decide."""

Scores = NDArray[np.float64]


class DecidedBy(StrEnum):
    """Who decided what a sentence does."""

    LABEL = "label"
    RULE = "rule"
    MODEL = "model"


@dataclass(frozen=True)
class RoleVote:
    """What a sentence does, who decided it, and how rule and model voted."""

    role: Role
    decided_by: DecidedBy
    by_rule: Role
    by_model: Role
    probability: float
    """The model's, of its own vote, given the labels in the abstract."""


@dataclass(frozen=True)
class RoleWeights:
    """Weights of the model, in natural logarithms: of features, of steps between roles, of either end."""

    roles: tuple[Role, ...]
    weights: dict[str, tuple[int, ...]]
    scale: float
    """What one unit of `weights` is worth."""
    steps: Scores
    first: Scores
    last: Scores


def role_votes(texts: Sequence[str], labelled: Sequence[Role | None]) -> list[RoleVote]:
    """What each sentence of one abstract does.

    Args:
        texts: its sentences, in order.
        labelled: the role that each one's section label gives; None for a sentence without.

    A label decides for its own sentences, words that name the role for others; both inform the model
    about their neighbours.
    """
    if not texts:
        return []
    model = chain()
    given = [
        label or surely(text, place, len(texts))
        for place, (text, label) in enumerate(zip(texts, labelled, strict=True))
    ]
    shares = probabilities(_scores(texts, given), model.steps, model.first, model.last)
    return [
        _vote(text, place, shares, label=label, sure=sure)
        for place, (text, label, sure) in enumerate(zip(texts, labelled, given, strict=True))
    ]


def _vote(
    text: str, place: int, shares: Scores, *, label: Role | None, sure: Role | None
) -> RoleVote:
    best = int(shares[place].argmax())
    by_model = chain().roles[best]
    by_rule = sure or role_by_words(text, place, len(shares))
    if label is not None:
        role, decided_by = label, DecidedBy.LABEL
    elif sure is not None or len(shares) < SHORTEST_READ_BY_MODEL:
        role, decided_by = by_rule, DecidedBy.RULE
    else:
        role, decided_by = by_model, DecidedBy.MODEL
    return RoleVote(role, decided_by, by_rule, by_model, float(shares[place, best]))


def surely(text: str, place: int, count: int) -> Role | None:
    """The role of a sentence that names it ("we conclude") in the later half; None for others."""
    late = place > 0 and place >= count // 2
    return Role.CONCLUSIONS if late and has_cue(text, "surely", "roles.toml") else None


def role_by_words(text: str, place: int, count: int) -> Role:
    """The role of a sentence by rule: from its cues and its place among `count` sentences."""
    is_last = place == count - 1 and count > 1
    if has_cue(text, "conclusions", "roles.toml") and (is_last or place > count / 2):
        return Role.CONCLUSIONS
    if has_cue(text, "objective", "roles.toml") and place <= count / 2:
        return Role.OBJECTIVE
    if has_cue(text, "results", "roles.toml"):
        return Role.RESULTS
    if has_cue(text, "methods", "roles.toml"):
        return Role.METHODS
    if place == 0 and count > 2:  # noqa: PLR2004 - an abstract of two sentences has no background
        return Role.BACKGROUND
    return Role.CONCLUSIONS if is_last else Role.RESULTS


@lru_cache(maxsize=1)
def chain() -> RoleWeights:
    """The bundled model."""
    stored = json.loads((data_folder() / "models" / MODEL).read_text(encoding="utf-8"))
    return RoleWeights(
        roles=tuple(Role(name) for name in stored["roles"]),
        weights={name: tuple(row) for name, row in stored["weights"].items()},
        scale=float(stored["scale"]),
        steps=np.array(stored["steps"], dtype=np.float64),
        first=np.array(stored["first"], dtype=np.float64),
        last=np.array(stored["last"], dtype=np.float64),
    )


def _scores(texts: Sequence[str], labelled: Sequence[Role | None]) -> Scores:
    """[sentence, role]: the summed weights of what is seen; minus infinity against a label."""
    model = chain()
    known = model.weights
    scores = np.array(
        [
            np.sum([known[name] for name in seen if name in known] or [_NOTHING], axis=0)
            for seen in role_features(texts)
        ],
        dtype=np.float64,
    )
    scores *= model.scale
    for row, label in zip(scores, labelled, strict=True):
        if label is not None:
            row[[role is not label for role in model.roles]] = -np.inf
    return scores


_NOTHING = (0,) * len(Role)


def probabilities(scores: Scores, steps: Scores, first: Scores, last: Scores) -> Scores:
    """[sentence, role]: how likely each role is, over all sequences of roles (forward-backward).

    Args:
        scores: [sentence, role]: what speaks for each role in the sentence itself.
        steps: [role, next role]: what speaks for the one being followed by the other.
        first: [role]: what speaks for an abstract beginning with it.
        last: [role]: what speaks for an abstract ending with it.
    """
    forward, backward = [first + scores[0]], [last]
    for row in scores[1:]:
        forward.append(np.logaddexp.reduce(forward[-1][:, None] + steps, axis=0) + row)
    for row in scores[:0:-1]:
        backward.append(np.logaddexp.reduce(steps + row + backward[-1], axis=1))
    joint = np.array(forward) + np.array(backward[::-1])
    joint -= np.logaddexp.reduce(joint, axis=1, keepdims=True)
    shares: Scores = np.exp(joint)
    return shares
