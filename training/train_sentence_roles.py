"""Train the model of sentence roles on public data and print how well it does on articles held out.

    python training/train_sentence_roles.py --data DIR

writes `data/models/sentence_roles.json`. See `training/sentence_roles.md` for what DIR holds.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import chain
import numpy as np
from role_data import Abstract, read_all

from review.core.settings import data_folder
from review.core.vocabulary import Role
from review.reading.role_features import role_features
from review.reading.roles import SHORTEST_READ_BY_MODEL, probabilities, role_by_words, surely

ROLES = (Role.BACKGROUND, Role.OBJECTIVE, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS)
FOLDS = 5
FEWEST = 5
"""How many sentences must show a feature for it to be learnt about."""

KEPT = 40_000
"""How many features keep a weight."""

PENALTY = 2.0
ROUNDS = 50
LEVELS = 127
LICENCES = (
    "The weights are numbers learnt from public data; no text of it is kept beyond words and short "
    "phrases that occur in several abstracts. Each data set has its own terms: see its publisher."
)
NICTA_GROUPS = {
    "background": "background",
    "population": "methods",
    "intervention": "methods",
    "study design": "methods",
    "outcome": "outcome",
}
ROLE_GROUPS = {
    Role.BACKGROUND: "background",
    Role.OBJECTIVE: "background",
    Role.METHODS: "methods",
    Role.RESULTS: "outcome",
    Role.CONCLUSIONS: "outcome",
}

Features = list[list[str]]
Paths = list[list[Role]]


def main() -> None:
    """Cross-validate, print the figures, train on everything and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the downloaded data")
    data: Path = parser.parse_args().data
    abstracts = read_all(data)
    if not abstracts:
        parser.error(f"{data} holds none of the data sets that training/sentence_roles.md lists.")
    features = [role_features(abstract.texts) for abstract in abstracts]
    figures = cross_validated(abstracts, features)
    print(table_of(figures), flush=True)
    write(train(abstracts, features), abstracts, figures)


def cross_validated(
    abstracts: list[Abstract], features: list[Features]
) -> dict[str, dict[str, float]]:
    """By way of deciding, then by data set: weighted F1 on articles that were not trained on."""
    paths: Paths = [[] for _ in abstracts]
    for fold in range(FOLDS):
        inside = [i for i, one in enumerate(abstracts) if _fold(one) != fold]
        model = train([abstracts[i] for i in inside], [features[i] for i in inside])
        for i, one in enumerate(abstracts):
            if _fold(one) == fold:
                paths[i] = roles_by(model, one, features[i])
    return {
        "model": scores(abstracts, paths),
        "rules": scores(abstracts, [_by_rules(one) for one in abstracts]),
        "majority": scores(abstracts, [[Role.RESULTS] * len(one.texts) for one in abstracts]),
    }


def train(abstracts: list[Abstract], features: list[Features]) -> chain.Chain:
    """Fit on all features, keep the telling ones and round their weights."""
    allowed = [
        np.array([[float(role in roles) for role in ROLES] for roles in one.allowed])
        for one in abstracts
    ]
    columns = chain.vocabulary(features, fewest=FEWEST)
    matrix = chain.matrix_of(features, columns)
    batch = chain.batch_of(matrix, allowed)
    fitted = chain.fit(batch, list(columns), penalty=PENALTY, rounds=ROUNDS)
    seen = np.asarray(matrix.sum(axis=0)).ravel()
    return chain.rounded(chain.thinned(fitted, seen, kept=KEPT), levels=LEVELS)


def roles_by(model: chain.Chain, one: Abstract, features: Features) -> list[Role]:
    """What the suite would say with this model about an abstract without labels."""
    by_rule = _by_rules(one)
    if len(by_rule) < SHORTEST_READ_BY_MODEL:
        return by_rule
    scored = chain.matrix_of([features], model.columns) @ model.words
    for place, (row, text) in enumerate(zip(scored, one.texts, strict=True)):
        sure = surely(text, place, len(scored))
        if sure is not None:
            row[[role is not sure for role in ROLES]] = -np.inf
    shares = probabilities(scored, model.steps, model.first, model.last)
    return [ROLES[place] for place in shares.argmax(axis=1)]


def scores(abstracts: list[Abstract], paths: Paths) -> dict[str, float]:
    """Weighted F1 by data set; `structured` gathers all but NICTA; `nicta` leaves out "other"."""
    structured = [
        (one.source, next(iter(roles)), role)
        for one, path in zip(abstracts, paths, strict=True)
        for roles, role in zip(one.allowed, path, strict=True)
        if one.source != "nicta" and len(roles) == 1
    ]
    nicta = [
        (label, role)
        for one, path in zip(abstracts, paths, strict=True)
        for label, role in zip(one.labels, path, strict=True)
        if one.source == "nicta"
    ]
    found = {
        source: weighted_f1([row[1:] for row in structured if row[0] == source])
        for source in sorted({row[0] for row in structured})
    }
    found["structured"] = weighted_f1([row[1:] for row in structured])
    found["nicta"] = weighted_f1(
        [(NICTA_GROUPS[label], ROLE_GROUPS[role]) for label, role in nicta if label != "other"]
    )
    found["nicta, other as methods"] = weighted_f1(
        [(NICTA_GROUPS.get(label, "methods"), ROLE_GROUPS[role]) for label, role in nicta]
    )
    return found


def weighted_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean of each true class's F1, weighted by how many are of it; 0 for no pairs."""
    true, given = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    right = Counter(one for one, other in pairs if one == other)
    summed = sum(count * 2 * right[name] / (count + given[name]) for name, count in true.items())
    return summed / len(pairs) if pairs else 0.0


def table_of(figures: dict[str, dict[str, float]]) -> str:
    """The figures as a table to read."""
    names = list(figures)
    rows = [f"{'weighted F1':28}" + "".join(f"{name:>10}" for name in names)]
    for source in figures[names[0]]:
        rows.append(f"{source:28}" + "".join(f"{figures[name][source]:10.3f}" for name in names))
    return "\n".join(rows)


def write(
    model: chain.Chain, abstracts: list[Abstract], figures: dict[str, dict[str, float]]
) -> None:
    """Write the weights with where they come from, one feature a line."""
    counts = Counter(one.source for one in abstracts)
    sentences = sum(len(one.texts) for one in abstracts)
    about = {
        "what": "Weights of the chain that tells what sentences of abstracts do (review.reading.roles)",
        "trained_by": "training/train_sentence_roles.py",
        "trained_on": {name: f"{count} abstracts" for name, count in sorted(counts.items())},
        "sentences": sentences,
        "date": date.today().isoformat(),
        "licences": LICENCES,
        "figures": {
            f"weighted F1 of the {name}, {FOLDS}-fold by article": {
                source: round(value, 3) for source, value in by_source.items()
            }
            for name, by_source in figures.items()
        },
        "roles": [role.value for role in ROLES],
        "scale": model.scale,
        "steps": model.steps.tolist(),
        "first": model.first.tolist(),
        "last": model.last.tolist(),
    }
    head = json.dumps(about, indent=1, ensure_ascii=False)[:-2]
    units = np.rint(model.words / model.scale).astype(int)
    rows = [
        f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row, separators=(',', ':'))}"
        for name, row in zip(model.features, units.tolist(), strict=True)
        if any(row)
    ]
    path = data_folder() / "models" / "sentence_roles.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(head + ',\n "weights": {\n' + ",\n".join(rows) + "\n}}\n", encoding="utf-8")


def _by_rules(one: Abstract) -> list[Role]:
    return [role_by_words(text, place, len(one.texts)) for place, text in enumerate(one.texts)]


def _fold(one: Abstract) -> int:
    """The fold of an article: a fixed one, whatever else is in the data."""
    return int(hashlib.sha256(f"{one.source}/{one.key}".encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    main()
