"""A linear chain over sentences (conditional random field), fitted to roles that may be partly known.

Lafferty, McCallum and Pereira 2001; with sets of allowed labels: Tsuboi et al. 2008. Fitted by L-BFGS
on all abstracts at once, so the same data give the same weights.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import optimize, sparse

ROLES = 5
Floats = np.ndarray


@dataclass(frozen=True)
class Chain:
    """Weights: `words[feature, role]`, `steps[before, after]`, `first[role]`, `last[role]`."""

    features: tuple[str, ...]
    words: Floats
    steps: Floats
    first: Floats
    last: Floats
    scale: float = 0.0
    """What one unit is worth, where `words` are whole numbers of units; 0 where they are not."""

    @cached_property
    def columns(self) -> dict[str, int]:
        """The place of each feature."""
        return {name: column for column, name in enumerate(self.features)}


@dataclass(frozen=True)
class Batch:
    """Abstracts side by side: rows of the feature matrix, padded, and which roles are allowed."""

    matrix: sparse.csr_matrix
    rows: Floats
    """[abstract, place]: row of the matrix; -1 past the end."""
    allowed: Floats
    """[abstract, place, role]: 1 where the role is allowed."""


def vocabulary(abstracts: Sequence[Sequence[Sequence[str]]], *, fewest: int) -> dict[str, int]:
    """The features seen in at least so many sentences, and at least twice that for neighbours' words."""
    counts = Counter(name for texts in abstracts for seen in texts for name in seen)
    kept = sorted(
        name
        for name, count in counts.items()
        if count >= fewest * (3 if name.startswith(("previous ", "next ")) else 1)
    )
    return {name: column for column, name in enumerate(kept)}


def matrix_of(
    abstracts: Sequence[Sequence[Sequence[str]]], columns: dict[str, int]
) -> sparse.csr_matrix:
    """One row a sentence, one column a feature, 1 where it was seen."""
    places, starts = [], [0]
    for seen in (seen for texts in abstracts for seen in texts):
        places.extend(columns[name] for name in seen if name in columns)
        starts.append(len(places))
    ones = np.ones(len(places))
    return sparse.csr_matrix((ones, places, starts), shape=(len(starts) - 1, len(columns)))


def batch_of(matrix: sparse.csr_matrix, allowed: Sequence[Floats]) -> Batch:
    """Put abstracts side by side; `allowed` holds one [place, role] table each."""
    longest = max(len(one) for one in allowed)
    rows = np.full((len(allowed), longest), -1)
    table = np.ones((len(allowed), longest, ROLES))
    start = 0
    for place, one in enumerate(allowed):
        rows[place, : len(one)] = np.arange(start, start + len(one))
        table[place, : len(one)] = one
        start += len(one)
    return Batch(matrix, rows, table)


def fit(batch: Batch, features: Sequence[str], *, penalty: float, rounds: int) -> Chain:
    """The weights that make the allowed roles most likely, less `penalty` x their squares."""
    count = batch.matrix.shape[1]
    size = count * ROLES + ROLES * ROLES + 2 * ROLES
    transposed = batch.matrix.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        words, *ends = _parts(flat, count)
        scores = batch.matrix @ words
        free, of_all = _expected(scores, ends, batch, np.ones_like(batch.allowed))
        held, of_held = _expected(scores, ends, batch, batch.allowed)
        slopes = [a - h for a, h in zip(of_all, of_held, strict=True)]
        slope = np.concatenate([(transposed @ slopes[0]).ravel(), *(s.ravel() for s in slopes[1:])])
        return free - held + penalty * float(flat @ flat), slope + 2 * penalty * flat

    found = optimize.minimize(
        loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8}
    )
    return Chain(tuple(features), *_parts(found.x, count))


def _parts(flat: Floats, count: int) -> tuple[Floats, Floats, Floats, Floats]:
    cut = count * ROLES
    return (
        flat[:cut].reshape(count, ROLES),
        flat[cut : -2 * ROLES].reshape(ROLES, ROLES),
        flat[-2 * ROLES : -ROLES],
        flat[-ROLES:],
    )


def _expected(
    scores: Floats, ends: Sequence[Floats], batch: Batch, allowed: Floats
) -> tuple[float, tuple[Floats, Floats, Floats, Floats]]:
    """Log of the summed weight of all allowed paths, and how often each weight is expected in them."""
    steps, first, last = ends
    rows, inside = batch.rows, batch.rows >= 0
    lengths = inside.sum(axis=1)
    abstracts, longest = rows.shape
    emitted = np.where(inside[..., None], scores[rows], 0.0)
    top = emitted.max(axis=2, keepdims=True)
    shown = np.exp(emitted - top) * allowed
    step, start, finish = np.exp(steps), np.exp(first), np.exp(last)
    forward = np.zeros((abstracts, longest, ROLES))
    norms = np.ones((abstracts, longest))
    for place in range(longest):
        before = start[None, :] if place == 0 else forward[:, place - 1] @ step
        now = before * shown[:, place]
        norm = now.sum(axis=1)
        ok = inside[:, place]
        norms[ok, place] = norm[ok]
        forward[:, place] = np.where(ok[:, None], now / np.where(ok, norm, 1)[:, None], 0)
    who = np.arange(abstracts)
    closing = forward[who, lengths - 1] @ finish
    total = np.log(norms).sum(axis=1) + (top[..., 0] * inside).sum(axis=1) + np.log(closing)
    backward = np.zeros_like(forward)
    pairs = np.zeros((ROLES, ROLES))
    at_end = np.zeros((abstracts, longest), dtype=bool)
    at_end[who, lengths - 1] = True
    for place in range(longest - 1, -1, -1):
        if place + 1 < longest:
            coming = shown[:, place + 1] * backward[:, place + 1]
            coming /= norms[:, place + 1, None]
            backward[:, place] = np.where(inside[:, place + 1, None], coming @ step.T, 0)
            went = inside[:, place + 1]
            pairs += ((forward[:, place] * went[:, None]).T @ coming) * step
        here = at_end[:, place]
        backward[here, place] = finish[None, :] / closing[here, None]
    likely = forward * backward
    by_row = np.zeros_like(scores)
    by_row[rows[inside]] = likely[inside]
    slopes = (by_row, pairs, likely[:, 0].sum(axis=0), likely[who, lengths - 1].sum(axis=0))
    return float(total.sum()), slopes


def thinned(chain: Chain, seen: Floats, *, kept: int) -> Chain:
    """The chain with the `kept` features that matter most: heavy ones, and seen in many sentences."""
    spread = np.abs(chain.words - chain.words.mean(axis=1, keepdims=True)).max(axis=1)
    order = np.sort(np.argsort(-spread * np.sqrt(seen), kind="stable")[:kept])
    features = tuple(chain.features[place] for place in order)
    return replace(chain, features=features, words=chain.words[order])


def rounded(chain: Chain, *, levels: int) -> Chain:
    """The chain with its weights of features as whole numbers, at most `levels`, of one unit.

    What is added to a feature's weights of all roles alike changes nothing, so each is centred first.
    """
    centred = chain.words - chain.words.mean(axis=1, keepdims=True)
    scale = round(float(np.abs(centred).max()) / levels, 6)
    words = np.rint(centred / scale) * scale
    steps, first, last = (np.round(part, 4) for part in (chain.steps, chain.first, chain.last))
    return Chain(chain.features, words, steps, first, last, scale)
