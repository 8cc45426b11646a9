"""Draft the claims of an article: a first list for a person to correct, never a finished one."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from review.claims.article import Article
from review.claims.assertion import clause_of, verbs_in
from review.claims.derivation import LONGEST, statement_of
from review.claims.library import claims_frame
from review.claims.parts import PREDICATES, StatementParts
from review.claims.phrases import capitalised, concepts_of, mentions_of, population_in
from review.claims.sentences import ArticleSentence
from review.claims.statement import read
from review.claims.wording import wording
from review.core.invisible import read_places
from review.core.models import Claim
from review.core.vocabulary import Direction, Kind
from review.terms.concepts import INTERVENTION_GROUPS, OUTCOME_GROUPS

DRUGS = frozenset({"drug"})
CLAUSE = re.compile(
    r"(?:;|,\s+but|,\s+so|,\s+(?:and|or)(?=\s+(?:it|they|this|the)\b)|,\s+while)\s+", re.IGNORECASE
)
LIST_OPENING = re.compile(r"^(?:these|they)(?: \w+ \w+)? include\s+", re.IGNORECASE)
HARM_BEFORE = re.compile(r"\b(?:side|adverse) effects?\b", re.IGNORECASE)


def draft_claims(article: Article) -> pd.DataFrame:
    """Draft claims of an article as the claims table, in the order of the text.

    A clause becomes a claim when it asserts something of a drug or intervention that the terms
    know, by name or by a pronoun after the name. Joined outcomes become a claim each. Headings,
    questions and words to the reader are left out. Statements are put in one normal form.
    """
    claims: list[Claim] = []
    seen: set[str] = set()
    for sentence, reading in _readings(article):
        for one in _atomic(reading):
            statement = _statement(one)
            if statement.lower() not in seen:
                seen.add(statement.lower())
                claims.append(_draft(len(claims) + 1, statement, one, sentence, article))
    return claims_frame(claims)


def _draft(
    number: int,
    statement: str,
    reading: StatementParts,
    sentence: ArticleSentence,
    article: Article,
) -> Claim:
    parts = {
        name: getattr(reading, name)
        for name in ("kind", "population", "intervention", "comparator", "outcome", "direction")
    }
    return Claim(
        claim_id=f"D{number:03d}",
        statement=statement,
        **parts,
        article=article.name,
        article_sha256=article.sha256,
        section=sentence.section,
        start=sentence.start,
        end=sentence.end,
        derived=tuple(name for name, value in parts.items() if value),
    )


def _readings(article: Article) -> Iterator[tuple[ArticleSentence, StatementParts]]:
    """Clauses that assert something of a known drug or intervention, with what they assert."""
    topic, before = "", ""
    for sentence in article.sentences:
        if not _is_skipped(sentence):
            for words, clause in _clauses(sentence):
                if len(words) > LONGEST:  # no atomic claim
                    continue
                reading = _read(_named(words, topic, before))
                if _is_claim(reading) and not wording().lists["advisory"].search(words):
                    yield clause, reading
        topic = _topic(sentence.words) or topic
        before = sentence.words


def _topic(sentence: str) -> str:
    """The drug a sentence is about: the first named, if it stands before the verb."""
    drugs = mentions_of(sentence, DRUGS)
    if not drugs:
        return ""
    before = sentence[: drugs[0].start]
    is_subject = not verbs_in(before) and not wording().lists["light"].search(before)
    return sentence[drugs[0].start : drugs[0].end].lower() if is_subject else ""


def _is_skipped(sentence: ArticleSentence) -> bool:
    return sentence.is_heading or sentence.words.rstrip().endswith("?")


def _clauses(sentence: ArticleSentence) -> Iterator[tuple[str, ArticleSentence]]:
    """Main clauses of a sentence as they are read, each with its own place in the article."""
    read, places = read_places(sentence.text)
    begin = 0
    for end, following in [
        *[match.span() for match in CLAUSE.finditer(read)],
        (len(read), len(read)),
    ]:
        words = read[begin:end]
        if words.strip():
            first, after = places[begin], places[end - 1] + 1
            text, place = sentence.text[first:after], sentence.start
            yield words, replace(sentence, text=text, start=place + first, end=place + after)
        begin = following


def _named(clause: str, topic: str, before: str) -> str:
    """The clause with the drug's name in place of what stands for it."""
    if not topic:
        return clause
    if LIST_OPENING.match(clause) and HARM_BEFORE.search(before):
        return LIST_OPENING.sub(f"Side effects of {topic} include ", clause)
    for opening in wording().openings:
        if "context" not in opening.groupindex:
            clause = opening.sub("", clause)
    stands_for = wording().lists["pronoun"].search(clause)
    drugs = mentions_of(clause, DRUGS)
    if not stands_for or (drugs and drugs[0].start < stands_for.start()):
        return clause
    return f"{clause[: stands_for.start()]}{topic}{clause[stands_for.end() :]}"


def _read(clause: str) -> StatementParts:
    """What a clause asserts; where it gives examples, of these."""
    reading = read(clause)
    examples = wording().lists["examples"].search(clause)
    verbs = [found for found in verbs_in(clause) if examples and found.end < examples.start()]
    if not examples or not verbs or not mentions_of(clause[examples.end() :], OUTCOME_GROUPS):
        return reading
    listed = read(f"{clause[: verbs[0].end]} {clause[examples.end() :]}")
    return replace(listed, population=reading.population or population_in([clause]))


def _is_claim(reading: StatementParts) -> bool:
    known = concepts_of(reading.intervention, INTERVENTION_GROUPS)
    return bool(known and reading.outcome and reading.direction)


def _atomic(reading: StatementParts) -> list[StatementParts]:
    """The reading once per outcome; of what is said of the intervention itself, the first part."""
    if reading.direction in PREDICATES:
        said = clause_of(reading.outcome)
        return [replace(reading, outcome=said.partition(",")[0])] if said else []
    return [replace(reading, outcome=one) for one in reading.outcome.split(", ")]


def _statement(reading: StatementParts) -> str:
    """A reading in the normal form of its kind."""
    parts: dict[str, str | None] = {
        "population": reading.population,
        "intervention": reading.intervention,
        "comparator": reading.comparator,
        "outcome": reading.outcome,
    }
    if reading.kind is Kind.CONTRAINDICATION:
        people = reading.population or "some people"
        return capitalised(f"{people} should not take {reading.intervention}")
    if reading.kind is Kind.GUIDANCE:
        advice = "is advised against" if reading.direction is Direction.IS_NOT else "is advised"
        return capitalised(f"{reading.intervention}: {reading.outcome} {advice}")
    if reading.kind is Kind.MECHANISM and reading.direction is Direction.IS:
        return capitalised(f"{reading.intervention} acts on {reading.outcome}")
    if reading.kind is Kind.HARM and reading.direction is Direction.INCREASES:
        people = f" in {reading.population}" if reading.population else ""
        return capitalised(f"{reading.intervention} can cause {reading.outcome}{people}")
    if reading.direction in PREDICATES:
        parts["population"] = None
    return statement_of(parts, reading.direction)
