"""The model of sentence roles: how it votes beside label and rule, and what its weights hold."""

import itertools

import numpy as np
import pytest
from abstracts import a_record

from review.core.settings import data_folder
from review.core.vocabulary import Role
from review.reading.role_features import role_features, words_of
from review.reading.roles import DecidedBy, chain, probabilities, role_votes, surely
from review.reading.section_labels import label_role
from review.reading.sentences import voted

TEXTS = (
    "Chronic itching is common in older people, and its treatment remains difficult.",
    "Sixty patients were randomly assigned to zorvanib or placebo for 12 weeks.",
    "Itching was rated on a visual analogue scale at baseline and at week 12.",
    "Itching was significantly lower with zorvanib than with placebo (p = 0.02).",
    "These findings suggest that zorvanib may be useful in older people with itching.",
)
OPEN = (None,) * len(TEXTS)


def test_the_votes_of_rule_and_model_are_kept_beside_the_decision() -> None:
    votes = role_votes(TEXTS, OPEN)
    assert [vote.decided_by for vote in votes] == [DecidedBy.MODEL] * len(TEXTS)
    assert [vote.role for vote in votes] == [vote.by_model for vote in votes]
    assert all(1 / len(Role) < vote.probability <= 1 for vote in votes)
    assert votes[3].by_rule is votes[3].by_model is Role.RESULTS


def test_a_label_decides_and_the_model_goes_along() -> None:
    votes = role_votes(TEXTS, [None, None, Role.RESULTS, None, None])
    assert votes[2].role is votes[2].by_model is Role.RESULTS
    assert votes[2].decided_by is DecidedBy.LABEL
    assert votes[2].probability == pytest.approx(1)


def test_a_label_informs_its_neighbours() -> None:
    alone = role_votes(TEXTS, OPEN)
    beside = role_votes(TEXTS, [None, None, None, Role.CONCLUSIONS, None])
    assert beside[4].probability > alone[4].probability


def test_few_sentences_are_left_to_the_rules() -> None:
    votes = role_votes(TEXTS[:3], OPEN[:3])
    assert {vote.decided_by for vote in votes} == {DecidedBy.RULE}
    assert [vote.role for vote in votes] == [vote.by_rule for vote in votes]


def test_no_sentences_no_votes() -> None:
    assert role_votes([], []) == []
    assert voted(a_record("", title="A study")) == ()


def test_votes_stand_beside_their_offsets() -> None:
    abstract = f"BACKGROUND: {TEXTS[0]}\nMETHODS: {TEXTS[1]}"
    found = voted(a_record(abstract, title="A study"))
    assert [abstract[start:end] for (start, end), _ in found] == list(TEXTS[:2])
    assert [vote.role for _, vote in found] == [Role.BACKGROUND, Role.METHODS]


@pytest.mark.parametrize(
    ("text", "place", "role"),
    [
        ("We conclude that zorvanib helps.", 4, Role.CONCLUSIONS),
        ("In conclusion, zorvanib helps.", 2, Role.CONCLUSIONS),
        ("We conclude that zorvanib helps.", 0, None),
        ("Zorvanib helps.", 4, None),
    ],
)
def test_words_that_name_the_role(text, place, role) -> None:
    assert surely(text, place, 5) is role


def by_counting(scores, steps, first, last):
    """The probabilities by adding up every sequence of roles."""
    count, roles = scores.shape
    shares = np.zeros_like(scores)
    for path in itertools.product(range(roles), repeat=count):
        total = first[path[0]] + last[path[-1]] + sum(scores[i, r] for i, r in enumerate(path))
        total += sum(steps[a, b] for a, b in itertools.pairwise(path))
        for place, role in enumerate(path):
            shares[place, role] += np.exp(total)
    return shares / shares.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_probabilities_are_those_of_all_sequences(count) -> None:
    numbers = np.random.default_rng(count)
    parts = [numbers.normal(size=size) for size in ((count, 3), (3, 3), 3, 3)]
    assert probabilities(*parts) == pytest.approx(by_counting(*parts))


def test_a_role_that_is_ruled_out_has_no_share() -> None:
    scores = np.zeros((3, 2))
    scores[1, 0] = -np.inf
    shares = probabilities(scores, np.zeros((2, 2)), np.zeros(2), np.zeros(2))
    assert shares[1].tolist() == [0, 1]
    assert shares.sum(axis=1) == pytest.approx(1)


def test_weights_are_small_readable_and_complete() -> None:
    path = data_folder() / "models" / "sentence_roles.json"
    assert path.stat().st_size < 3_000_000
    model = chain()
    assert set(model.roles) == set(Role)
    assert 10_000 < len(model.weights) <= 40_000
    assert all(
        len(row) == len(Role) and max(map(abs, row)) <= 127 for row in model.weights.values()
    )
    assert model.steps.shape == (len(Role), len(Role))


def test_weights_speak_the_language_of_the_features() -> None:
    known = chain().weights
    seen = role_features(TEXTS)
    assert all(sum(name in known for name in names) > len(names) / 4 for names in seen)


def test_features_tell_words_neighbours_and_place() -> None:
    first, *_, last = role_features(TEXTS)
    assert {"word chronic", "words is common", "next randomly", "from the start 0"} <= set(first)
    assert {"has modal", "cue conclusions", "from the end 0", "previous placebo"} <= set(last)
    assert len(first) == len(set(first))


def test_numbers_count_by_how_they_are_written() -> None:
    assert words_of("12 of 1,234 (p = 0.02)") == ["00", "of", "0.0", "p", "=", "0.0"]
    assert words_of("p = 0.02") == words_of("p=0.49")


@pytest.mark.parametrize("label", ["", "ANIMALS IN THE ATTIC", "12"])
def test_a_label_that_names_no_role(label) -> None:
    assert label_role(label) is None
