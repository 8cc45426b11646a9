"""Whether a record or a sentence names what a claim is about, in whatever words."""

import re

from review.appraisal.naming import Pairs
from review.core.models import Claim, Record
from review.reading.abbreviations import abbreviations, spelled_out
from review.terms.other_names import other_names
from review.terms.words import arm_words, stems, weighed

LEAST_NAMED = 0.25
"""Share of the outcome's words, by rarity, that a sentence must name to speak of it."""

LEAST_STUDIED = 0.3
"""Share of the intervention's words, by rarity, that a record must name to be about it; and of the
other words of a question, to answer it."""

BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


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


def names_of(arm: str) -> tuple[str, ...]:
    """The names of an arm: the whole, and each of those it gives in brackets ("brelozine (BX-101)")."""
    outside = BRACKETED.sub(" ", arm)
    names = [arm, outside, *(m.group(1) for m in BRACKETED.finditer(arm))]
    return tuple(name for name in names if name.strip()) or (arm,)


def is_studied(arm: str, record: Record, pairs: Pairs) -> bool:
    """Whether the record names an arm by any of its names; an abstract without a title may leave it out."""
    text = f"{record.title}\n{record.abstract}"
    return not record.title or any(
        named_share(name, text, pairs, but=arm_words()) >= LEAST_STUDIED for name in names_of(arm)
    )


def names_treatment(claim: Claim, sentence: str, record: Record) -> bool:
    """Whether a sentence, or the title above it, names the claim's intervention; without a title it
    may stand in another sentence, and a claim with no verb that is known names none for sure.
    """
    if not record.title or claim.direction is None:
        return True
    pairs = names_for(claim, record)
    return named_share(claim.intervention, f"{record.title}\n{sentence}", pairs) >= LEAST_STUDIED


def names_for(claim: Claim, record: Record) -> Pairs:
    """Short forms that the record explains, and other names of what the claim says in everyday words."""
    parts = (claim.intervention, claim.comparator, claim.outcome)
    named = [pair for phrase in parts for pair in other_names(phrase)]
    written = [(other, said) for said, other in named if " " not in other]
    meant = {
        said: " ".join(other for one, other in named if one == said)
        for said in dict.fromkeys(said for said, _ in named)
    }
    return (*abbreviations(record.abstract), *written, *meant.items())
