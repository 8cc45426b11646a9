"""Long texts are read without delay.

Rules of long texts: fifty thousand characters of anything are read in steps that grow with their length.
"""

from typing import Any

import pytest

from review.appraisal.regimen import DOSE, DURATION
from review.core.bounds import LONGEST_SENTENCE
from review.reading.splitting import spans
from review.terms.concepts import Concept, Thesaurus

LENGTH = 50_000
"""Read in hundredths of a second; where time grew with the square of the length it was half a minute."""

SIGNS = [".", "!", "?", "…", " ", "\t", ".)", "a.", "\n"]
NUMBERS = ["1,", "1.", "1,000,", ".5", "1 ", "12 to "]


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_sentences_of_one_sign_repeated(sign: str) -> None:
    assert len(spans(sign * (LENGTH // len(sign)))) <= LENGTH // LONGEST_SENTENCE + 1


def test_a_text_without_a_stop_is_cut_between_words() -> None:
    text = "clonidine reduced withdrawal symptoms in patients and " * 200
    found = [text[start:end] for start, end in spans(text)]
    assert all(len(one) <= LONGEST_SENTENCE for one in found)
    assert " ".join(found) == text.strip()


@pytest.mark.parametrize("pattern", [DURATION, DOSE], ids=["durations", "doses"])
@pytest.mark.parametrize("piece", NUMBERS)
def test_numbers_without_end(pattern: Any, piece: str) -> None:
    assert not pattern.search(piece * (LENGTH // len(piece)))


class Words(list):  # type: ignore[type-arg]
    """A list that counts the members it hands out in slices."""

    handed_out = 0

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        if isinstance(place, slice):
            self.handed_out += len(found)
        return found


def test_a_term_looks_at_no_more_words_than_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Words(("no", place, place + 2) for place in range(0, 3000, 3))
    monkeypatch.setattr("review.terms.concepts.tokens", lambda _: words)
    known = Thesaurus.of([Concept("none", "outcome", ("no pain",))])
    assert known.mentions("no " * 1000) == []
    assert words.handed_out <= 2 * len(words)
