"""From a claim to PubMed search strategies: concept blocks joined by AND, relaxed in a declared order.

Each block is an OR of MeSH headings `[mh]`, supplementary concepts `[nm]` and title and abstract
words `[tiab]` from `data/terms/`. A published study filter is a block of its own, and only where the
run names one: what is searched is what the log shows.
Source of the method: PRISMA-S (Rethlefsen et al. 2021) and the Cochrane Handbook, chapter 4.
"""

import re

from review.core.models import Block, Claim, Strategy
from review.core.own_query import SHORTEST_TRUNCATION, doubtful
from review.core.vocabulary import Kind
from review.mesh.spelling import normal
from review.search.filters import StudyFilter
from review.search.heading_terms import terms_of
from review.terms.concepts import (
    INTERVENTION_GROUPS,
    OUTCOME_GROUPS,
    OWN_PHRASE,
    POPULATION_GROUPS,
    Concept,
    thesaurus,
)
from review.terms.precautions import advice_of, guarded, is_checkable, question_behind
from review.terms.word_lists import stop_words

INTERVENTION, POPULATION, OUTCOME = "intervention", "population", "outcome"
COMPARATOR, STUDY_FILTER = "comparator", "study filter"
"""Names of blocks."""

OWN_QUERY = "the query given in the claims file"
"""What the log says of a search that a user wrote."""

TERM = re.compile(
    r'(?:"[^"]*"|[^\s()"]+)\[[a-z]+\]|(?<![^\s(])(?!AND\b|OR\b)[^\s()"\[\]]+(?![^\s)])'
)
"""A term of a block: a quoted phrase or a word with its field, or a word that the service is to map."""

SYNTAX = re.compile(r'[\[\]"“”()<>]+')
"""Marks that mean something to PubMed: a claim's own words are searched without them."""

NO_NOUN = ("s", "ed", "ly")
"""Endings of plurals and of words that have none: "commonly prescribed", "rapidly"."""

LITTLE_WORDS = frozenset({"from", "into", "with", "over", "upon", "when"})
"""Words that a term may end with ("withdrawn from") and that have no plural."""

GENERAL_HARMS = "adverse_events"
"""Concept that stands in for a named harm when a search is relaxed."""

GROUP_OF_RISK = frozenset({Kind.CONTRAINDICATION})
"""Kinds whose search is about a group of people: the harm feared is not a block."""


def strategies(claim: Claim, *, study_filter: StudyFilter | None = None) -> tuple[Strategy, ...]:
    """The searches for a claim, fullest first; a user's own query is the only one when present.

    Pure advice is not checkable and has none, nor has a claim that was not understood. Outcomes are dropped first, then the population, then the
    comparator with the outcome; the intervention never is. A harm of a treatment is searched for in any population. A study filter
    is a block of every step; a user's own query stays as it is.
    """
    if claim.query:
        note = "; ".join((OWN_QUERY, *(f"doubtful: {doubt}" for doubt in doubtful(claim.query))))
        return (Strategy(1, note, claim.query),)
    if claim.doubts or not is_checkable(claim):
        return ()
    limited = () if study_filter is None else (_filter_block(study_filter),)
    asked = question_behind(claim) or claim
    steps = [(note, (*blocks, *limited)) for note, blocks in _steps(asked) if blocks]
    distinct = {_query(blocks): note for note, blocks in reversed(steps)}
    ordered = [(note, blocks) for note, blocks in steps if distinct[_query(blocks)] == note]
    name = "" if study_filter is None else study_filter.name
    return tuple(
        Strategy(step, note, _query(blocks), blocks, name)
        for step, (note, blocks) in enumerate(ordered, start=1)
    )


def _steps(claim: Claim) -> list[tuple[str, tuple[Block, ...]]]:
    """The blocks of each step with what it leaves out, fullest first."""
    concepts = thesaurus()
    intervention = _named(INTERVENTION, concepts.resolve(claim.intervention, INTERVENTION_GROUPS))
    people = concepts.resolve(claim.population, POPULATION_GROUPS)
    advice = advice_of(claim)
    if advice is not None:
        return [("", intervention + _named(OUTCOME, (*people, guarded(advice))))]
    population = _named(POPULATION, people)
    outcome = _named(OUTCOME, concepts.resolve(claim.outcome, OUTCOME_GROUPS, together=False))
    comparator: tuple[Block, ...] = ()
    if claim.kind is Kind.COMPARATIVE:
        comparator = _named(COMPARATOR, concepts.resolve(claim.comparator, INTERVENTION_GROUPS))
    if claim.kind in GROUP_OF_RISK:
        return [("", population + intervention)]
    full = ("", population + intervention + comparator + outcome)
    if claim.kind is Kind.HARM:
        harms = _named(OUTCOME, (concepts.concepts[GENERAL_HARMS],))
        widened = "outcome widened to adverse effects in general"
        return [
            ("", intervention + outcome),
            (widened, population + intervention + harms),
            ("outcome dropped", population + intervention),
        ]
    return [
        full,
        ("outcome dropped", population + intervention + comparator),
        ("population dropped", intervention + comparator + outcome),
        ("outcome and comparator dropped", population + intervention),
    ]


def _named(name: str, alternatives: tuple[Concept, ...]) -> tuple[Block, ...]:
    """The block of that name; nothing where there is no concept to search for."""
    query = block(alternatives)
    terms = tuple(dict.fromkeys(TERM.findall(query)))
    return (Block(name, query, terms),) if query else ()


def _filter_block(study_filter: StudyFilter) -> Block:
    query = f"({study_filter.query})"
    return Block(STUDY_FILTER, query, (query,))


def _query(blocks: tuple[Block, ...]) -> str:
    return " AND ".join(one.query for one in blocks)


def block(alternatives: tuple[Concept, ...]) -> str:
    """One search block: alternatives joined by OR, in parentheses; empty for no concept."""
    parts = list(dict.fromkeys(part for concept in alternatives for part in _parts(concept)))
    return f"({' OR '.join(parts)})" if parts else ""


def _parts(concept: Concept) -> list[str]:
    if concept.parts:
        return ["(" + " AND ".join(block((part,)) for part in concept.parts) + ")"]
    if concept.group == OWN_PHRASE:
        return _phrase_parts(concept)
    known = thesaurus().concepts
    within = {name for name in known if concept.concept_id in known[name].part_of}
    names = sorted((thesaurus().narrower(concept.concept_id) | within) - {concept.concept_id})
    family = [concept, *(known[name] for name in names)]
    return [part for member in family for part in _own_parts(member)]


def _phrase_parts(concept: Concept) -> list[str]:
    """The terms of a claim's own phrase, of what it names, or its words for the service to map."""
    own = [word for term in _terms(concept) if _searchable(term) for word in _words(term)]
    named = [[part for n in sorted(one) for part in _thing_parts(n)] for one in concept.things]
    if len(named) == 1 and not concept.left:
        return [*own, *named[0]]
    spoken = SYNTAX.sub(" ", concept.terms[0]).split()
    words = [word for word in spoken if word.isalnum() and word not in stop_words()]
    meant = [word for word in words if not named or normal(word) in concept.left]
    parts = [*named, *([word] for word in meant)]
    together = " AND ".join(
        f"({' OR '.join(part)})" if len(part) > 1 else part[0] for part in parts
    )
    return [*own, f"({together})"] if len(parts) > 1 else own


def _thing_parts(n: int) -> list[str]:
    terms = terms_of(n)
    return [*terms.headings, *(word for name in terms.names for word in _words(name))]


def _own_parts(concept: Concept) -> list[str]:
    parts = [f'"{heading}"[mh]' for heading in concept.mesh]
    parts += [f'"{substance}"[nm]' for substance in concept.substances]
    parts += [word for term in _terms(concept) if _searchable(term) for word in _words(term)]
    if concept.all_of:
        needed = [thesaurus().concepts[name] for name in concept.all_of]
        parts.append("(" + " AND ".join(block((part,)) for part in needed) + ")")
    return parts


def _terms(concept: Concept) -> list[str]:
    """The terms of a concept; those of a claim's own words without marks of the query language.

    The first of these is as the claim writes it; the `*` of the others are endings left off.
    """
    if concept.group != OWN_PHRASE:
        return list(concept.terms)
    written, *others = concept.terms
    plain = [
        " ".join(SYNTAX.sub(" ", term).split()) for term in (written.replace("*", " "), *others)
    ]
    return list(dict.fromkeys(plain))


def _words(term: str) -> list[str]:
    """The term as PubMed searches it, with its plural: PubMed does not stem `[tiab]` words."""
    start, last = term[: term.rfind(" ") + 1], term[term.rfind(" ") + 1 :]
    many = _plural(last) if len(last) >= SHORTEST_TRUNCATION else ""
    return [_tagged(form) for form in ((term, start + many) if many else (term,))]


def _plural(word: str) -> str:
    """The plural of a word; empty for one that has none or is one, and for no word at all."""
    lowered = word.lower()
    if lowered.endswith("sis"):
        return f"{word[:-2]}es"
    if not lowered[-1:].isalpha() or lowered.endswith(NO_NOUN) or lowered in LITTLE_WORDS:
        return ""
    if lowered.endswith("y") and lowered[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if lowered.endswith(("ch", "sh", "x")) else f"{word}s"


def _tagged(term: str) -> str:
    return f'"{term}"[tiab]' if " " in term or "-" in term else f"{term}[tiab]"


def _searchable(term: str) -> bool:
    """Whether PubMed can search the term: truncated at its end only, after enough letters."""
    if "*" not in term:
        return True
    last = term.rsplit(maxsplit=1)[-1]
    return term.count("*") == 1 and term.endswith("*") and len(last) > SHORTEST_TRUNCATION
