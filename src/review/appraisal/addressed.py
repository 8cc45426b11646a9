"""How much of a phrase a text names, in whatever words."""

from functools import lru_cache

from review.core.models import Record
from review.reading.abbreviations import abbreviations, spelled_out
from review.relations.naming import Pairs
from review.terms.other_names import other_names
from review.terms.words import stems, weighed


def named_share(
    phrase: str, text: str, pairs: Pairs, *, but: frozenset[str] = frozenset()
) -> float:
    """The share of a phrase's words, by rarity, that a text names; 1 for an empty phrase.

    Figures and the words of `but` do not count where others remain.
    """
    wanted = weighed(phrase)
    telling = {s: w for s, w in wanted.items() if s not in but and not (but and s[0].isdigit())}
    wanted = telling or wanted
    meant = wanted | weighed(spelled_out(phrase, pairs))
    whole, found = sum(wanted.values()), stems(text)
    named = sum(weight for stem, weight in meant.items() if stem in found and stem not in but)
    return min(1.0, named / whole) if whole else 1.0


@lru_cache(maxsize=16384)
def names_for(phrases: tuple[str, ...], record: Record) -> Pairs:
    """Short forms that the record explains, and other names of what phrases say in everyday words."""
    named = [pair for phrase in phrases for pair in other_names(phrase)]
    written = [(other, said) for said, other in named if " " not in other]
    meant = {
        said: " ".join(other for one, other in named if one == said)
        for said in dict.fromkeys(said for said, _ in named)
    }
    return (*abbreviations(record.abstract), *written, *meant.items())
