"""Harms that recur in the evidence on the article's treatments and that the article never names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from review.appraisal.advice import reaction_to_stopping
from review.appraisal.appraise import appraise
from review.appraisal.question import question
from review.article_checks.checks import ArticleCheck
from review.article_checks.lists import Harm, found, lists
from review.core.models import Claim, Record
from review.core.vocabulary import (
    LABORATORY,
    NOT_STUDIES,
    Check,
    CheckResult,
    Design,
    Direction,
    Directness,
    Finding,
    Kind,
)
from review.reading.design import design
from review.terms.concepts import OUTCOME_GROUPS, OWN_PHRASE, Concept, thesaurus

STUDIES_NEEDED = 2
"""A harm that a single study reports may be chance, a slip of the rules or one person's; two separate
studies make it recur. More would hide harms that trials are too small to show twice over."""

MAIN_SHARE = 4
"""A treatment is the article's own when it is named at least a quarter as often as the most named one: medicines
mentioned in passing as alternatives are not what the article owes its reader the harms of."""

TREATMENTS = frozenset({"drug", "intervention", OWN_PHRASE})
RETOLD = frozenset({Design.NARRATIVE_REVIEW, Design.GUIDELINE, Design.QUALITATIVE, Design.UNCLEAR})
"""Kinds of record that retell harms instead of counting them, or of which it is not known."""


OWN_WITHDRAWAL = "a withdrawal reaction of its own"
"""What stopping a treatment brings: not on the list of harms, which are those of taking it."""

CASES = frozenset({Design.CASE_REPORT, Design.CASE_SERIES})


def unmentioned_harms(
    claims: Sequence[Claim],
    records: Mapping[str, Record],
    study_of: Mapping[str, str],
    included: Mapping[str, Sequence[str]],
    *,
    text: str = "",
) -> list[ArticleCheck]:
    """Harms found in at least two studies of a treatment of the article that no claim names.

    Args:
        claims: the claims of the article.
        records: by PMID.
        study_of: PMID to the id of the investigation.
        included: by claim id, the PMIDs included for it.
        text: the article's own text, where it is at hand; a harm named there is not missed.
    """
    told = " ; ".join([text, *(_told(claim) for claim in claims)])
    missing = [harm for harm in lists().harms if not is_named(harm, told)]
    noted = []
    for treatment in main_treatments(claims):
        pmids = _pmids(treatment, claims, included)
        read = [records[pmid] for pmid in pmids if counts_harms(pmid, treatment, records)]
        looked_for = [
            (harm.name, partial(reports, treatment=treatment, harm=harm)) for harm in missing
        ]
        if not tells_of_stopping(treatment, told):
            looked_for.append(
                (OWN_WITHDRAWAL, partial(reports_own_withdrawal, treatment=treatment))
            )
        for name, shows in looked_for:
            showing = [one.pmid for one in read if shows(one)]
            studies = tuple(dict.fromkeys(study_of[pmid] for pmid in showing))
            if len(studies) >= STUDIES_NEEDED:
                noted.append(_noted(treatment, name, studies, tuple(showing)))
    return noted


def main_treatments(claims: Iterable[Claim]) -> list[Concept]:
    """The treatments that the article is about, most named first."""
    named: dict[str, Concept] = {}
    times: Counter[str] = Counter()
    for claim in claims:
        parts = {part.concept_id: part for part in _treatments(claim)}
        named |= parts
        times.update(parts.keys())
    most = max(times.values(), default=0)
    return [named[name] for name, number in times.most_common() if number * MAIN_SHARE >= most]


def is_named(harm: Harm, told: str) -> bool:
    """Whether a text names the harm, in words of its list or of its concept."""
    concepts = {
        concept.concept_id
        for concept in thesaurus().resolve(harm.name, OUTCOME_GROUPS, together=False)
        if concept.group != OWN_PHRASE
    }
    mentioned = {mention.concept_id for mention in thesaurus().mentions(told)}
    in_words = harm.terms.search(told) or harm.told_by.search(told)
    return bool(in_words) or bool(concepts & mentioned)


def reports(record: Record, treatment: Concept, harm: Harm) -> bool:
    """Whether a record reports the harm as an effect of the treatment, in people, at ordinary doses.

    A complaint of the condition studied is not taken for a harm of its treatment, nor is one of
    another arm: the record is read as for a claim that the treatment causes the harm, and the
    sentence found must name the harm itself. A title tells of a harm only where it is that of a case:
    elsewhere it names what was studied.
    """
    text = f"{record.title}\n{record.abstract}"
    if not harm.terms.search(text) or harm.belongs_to.search(text):
        return False
    read = appraise(_claim(treatment, harm), record)
    return (
        read.finding is Finding.INCREASED
        and read.directness is Directness.DIRECT
        and read.design not in LABORATORY | NOT_STUDIES | RETOLD
        and (read.rationale_in != "title" or read.design in CASES)
        and harm.terms.search(read.rationale) is not None
    )


def tells_of_stopping(treatment: Concept, told: str) -> bool:
    """Whether a text says what stopping a treatment can bring, in whatever words."""
    own = rf"\b{re.escape(treatment.name)}[\s-]+withdrawal\b|withdrawal (?:of|from) {re.escape(treatment.name)}\b"
    return bool(found("stopping", told)) or re.search(own, told, re.IGNORECASE) is not None


def reports_own_withdrawal(record: Record, treatment: Concept) -> bool:
    """Whether a record reports, in people, a reaction to the treatment's being stopped."""
    if design(record).design in LABORATORY | NOT_STUDIES | RETOLD:
        return False
    read = reaction_to_stopping(treatment, record)
    return read is not None and read.finding is Finding.INCREASED


def counts_harms(pmid: str, treatment: Concept, records: Mapping[str, Record]) -> bool:
    """Whether the record is at hand and names the treatment."""
    if pmid not in records:
        return False
    text = f"{records[pmid].title}\n{records[pmid].abstract}"
    named = {mention.concept_id for mention in thesaurus().mentions(text)}
    return treatment.group == OWN_PHRASE or bool(named & thesaurus().narrower(treatment.concept_id))


def _told(claim: Claim) -> str:
    """What a claim names. Advice who should not have a treatment does not name the harm behind it."""
    if claim.kind is Kind.CONTRAINDICATION:
        return claim.statement
    return f"{claim.statement} ; {claim.outcome}"


def _claim(treatment: Concept, harm: Harm) -> Claim:
    return Claim(
        claim_id="harm",
        statement=f"{treatment.name} can cause {harm.name}",
        kind=Kind.HARM,
        intervention=treatment.name,
        outcome=harm.name,
        direction=Direction.INCREASES,
    )


def _treatments(claim: Claim) -> Iterator[Concept]:
    for concept in question(claim).interventions:
        for part in concept.parts or (concept,):
            if part.group in TREATMENTS:
                yield part


def _pmids(
    treatment: Concept, claims: Iterable[Claim], included: Mapping[str, Sequence[str]]
) -> list[str]:
    """PMIDs included for any claim on the treatment, by number."""
    pmids = {
        pmid
        for claim in claims
        if treatment.concept_id in {part.concept_id for part in _treatments(claim)}
        for pmid in included.get(claim.claim_id, ())
    }
    return sorted(pmids, key=lambda pmid: (len(pmid), pmid))


def _noted(
    treatment: Concept, harm: str, studies: tuple[str, ...], pmids: tuple[str, ...]
) -> ArticleCheck:
    return ArticleCheck(
        Check.HARM,
        CheckResult.NOT_MENTIONED,
        f"{len(studies)} included studies report {harm} with {treatment.name}; no claim of the article names it.",
        f"reported by at least {STUDIES_NEEDED} studies",
        intervention=treatment.name,
        topic=harm,
        n_studies=len(studies),
        study_ids=studies,
        pmids=pmids,
    )
