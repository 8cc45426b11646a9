"""Evaluates a query tree on an index: matches, translation, and what could not be found.

A term that is not found matches nothing; it is never dropped, so that an unmatched term cannot
silently widen a search. Nothing is mapped. A heading stands for itself and, where the bundled
branches of the MeSH tree hold it, for all narrower ones; where they do not, the answer says so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType

import numpy as np

from review.search.local.fields import (
    AUTHOR_FIELDS,
    DATE_FIELDS,
    HEADING_FIELDS,
    TEXT_FIELDS,
    Field,
    Tag,
    read_tag,
)
from review.search.local.index import Index
from review.search.local.mesh import exploded
from review.search.local.phrases import SHORTEST_TRUNCATED, Phrase
from review.search.local.postings import Mask, Numbers
from review.search.local.query import BooleanChain, Node, Operator, QueryError, Term
from review.search.local.words import STOP_WORDS, value

SCORED_VALUES = frozenset({*HEADING_FIELDS, Field.SUBSTANCE})
DATE = re.compile(r"(\d{4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?")
LAST_DAY, LAST_MONTH = 99, 9999
REFERENCE = re.compile(r"#([0-9]{1,6})")
"""How a query names an earlier search of its web environment."""


@dataclass(frozen=True, eq=False)
class RankingTerm:
    """A term that speaks for the documents it matches; ranking counts its phrase where it has one."""

    matches: Mask
    phrase: Phrase | None = None
    segments: Numbers | None = None
    """Where the phrase stands; None for a heading, which counts once."""

    @property
    def key(self) -> tuple[Phrase | None, bytes]:
        """What makes two cues the same one."""
        return self.phrase, np.packbits(self.matches).tobytes()


@dataclass(frozen=True)
class Kept:
    """An earlier search: the documents it found, in its order, and how it was read."""

    numbers: Numbers
    translation: str


NO_HISTORY: Mapping[int, Kept] = MappingProxyType({})


@dataclass
class Issues:
    """What the query asked for that the index could not give, as esearch reports it."""

    phrases_not_found: list[str] = field(default_factory=list)
    fields_not_found: list[str] = field(default_factory=list)
    phrases_ignored: list[str] = field(default_factory=list)
    quoted_phrases_not_found: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class QueryResult:
    """Documents matched (None for a part of a query that is ignored) and the translation."""

    matches: Mask | None
    translation: str = ""


class Evaluation:
    """One query on one index. `issues` and `cues` fill while `result` is worked out."""

    def __init__(
        self,
        index: Index,
        query: Node,
        *,
        default: Field = Field.ALL,
        history: Mapping[int, Kept] = NO_HISTORY,
    ) -> None:
        """Evaluate a query.

        Args:
            index: where.
            query: its tree.
            default: field of terms without a tag.
            history: earlier searches that it may name, by number.

        Raises:
            QueryError: it names one that is not there.
        """
        self._index = index
        self._default = default
        self._history = history
        self.issues = Issues()
        self.cues: list[RankingTerm] = []
        self.result = self._node(query, True)

    @property
    def matches(self) -> Mask:
        """For every document whether it matches."""
        return self._nothing if self.result.matches is None else self.result.matches

    @property
    def _nothing(self) -> Mask:
        return np.zeros(len(self._index), np.bool_)

    def _node(self, node: Node, wanted: bool) -> QueryResult:
        return (
            self._chain(node, wanted)
            if isinstance(node, BooleanChain)
            else self._term(node, wanted)
        )

    def _chain(self, chain: BooleanChain, wanted: bool) -> QueryResult:
        result = self._operand(chain.operands[0], wanted)
        previous: Operator | None = None
        for operator, operand in zip(chain.operators, chain.operands[1:], strict=True):
            right = self._operand(operand, wanted and operator is not Operator.NOT)
            if right.matches is None:
                continue
            if previous not in (None, operator):
                result = _grouped(result)
            previous = operator if result.matches is not None else None
            result = _combined(result, operator, right)
        return result

    def _operand(self, node: Node, wanted: bool) -> QueryResult:
        """The result of a part of a chain, in parentheses where it is a chain itself."""
        result = self._node(node, wanted)
        return _grouped(result) if isinstance(node, BooleanChain) else result

    def _term(self, term: Term, wanted: bool) -> QueryResult:
        if term.tag is None and not term.quoted and (named := REFERENCE.fullmatch(term.text)):
            return self._earlier(int(named[1]))
        tag = Tag(self._default) if term.tag is None else read_tag(term.tag)
        if tag is None:
            self.issues.fields_not_found.append(str(term.tag))
            return QueryResult(self._nothing, f"{_quoted(term.text)}[{term.tag}]")
        if tag.field in TEXT_FIELDS:
            return self._text(term, tag, wanted)
        if tag.field in DATE_FIELDS:
            found = self._dated(tag.field, term.text)
            return self._found(
                term, RankingTerm(found), f"{_quoted(term.text)}[{tag.field}]", False
            )
        return self._value(term, tag, wanted)

    def _earlier(self, number: int) -> QueryResult:
        if number not in self._history:
            raise QueryError(f"Unable to obtain query #{number}")
        kept = self._history[number]
        return QueryResult(self._index.mask(kept.numbers), f"({kept.translation or f'#{number}'})")

    def _text(self, term: Term, tag: Tag, wanted: bool) -> QueryResult:
        phrase = Phrase.of(term.text)
        bare = term.tag is None and not term.quoted
        if not phrase.words or (bare and str(phrase) in STOP_WORDS):
            self.issues.phrases_ignored.append(term.text)
            return QueryResult(None)
        translation = f"{_quoted(str(phrase))}[{_label(tag)}]"
        if phrase.truncates_too_short:
            self._too_short(term)
            return QueryResult(self._nothing, translation)
        segments = self._index.phrase(phrase)
        places = segments if tag.distance is None else self._index.near(phrase.words, tag.distance)
        cue = RankingTerm(self._index.holding(tag.field, places), phrase, segments)
        return self._found(term, cue, translation, wanted)

    def _value(self, term: Term, tag: Tag, wanted: bool) -> QueryResult:
        name = tag.field
        truncated = term.text.rstrip().endswith("*")
        text = value(term.text) + ("*" if truncated else "")
        if truncated and len(text) <= SHORTEST_TRUNCATED:
            self._too_short(term)
            return QueryResult(self._nothing, _shown(term, str(name)))
        if name in AUTHOR_FIELDS and not term.quoted and not truncated:
            matches = self._index.with_author(name, text)
            return self._found(term, RankingTerm(matches), f"{term.text}[{name}]", False)
        label, names = self._names(term, tag, text)
        matches = reduce(np.logical_or, (self._index.with_value(name, each) for each in names))
        return self._found(
            term, RankingTerm(matches), _shown(term, label), wanted and name in SCORED_VALUES
        )

    def _names(self, term: Term, tag: Tag, text: str) -> tuple[str, tuple[str, ...]]:
        """The field as the translation names it, and the values that the term stands for."""
        if tag.field not in HEADING_FIELDS:
            return str(tag.field), (text,)
        narrower = exploded(text)
        if tag.explodes and narrower is not None:
            return str(tag.field), narrower
        if tag.explodes and not text.endswith("*"):
            self.issues.messages.append(
                f"{term.text}[{term.tag}] was not exploded to narrower headings: the vocabulary of this suite does "
                "not know the heading"
            )
        return f"{tag.field}:noexp", (text,)

    def _dated(self, name: Field, text: str) -> Mask:
        low, colon, high = text.partition(":")
        earliest, latest = _date(low, 0, 0), _date(high if colon else low, LAST_MONTH, LAST_DAY)
        if earliest is None or latest is None:
            return self._nothing
        return self._index.dated(name, earliest, latest)

    def _found(self, term: Term, cue: RankingTerm, translation: str, is_cue: bool) -> QueryResult:
        if not cue.matches.any():
            self._not_found(term)
        elif is_cue:
            self.cues.append(cue)
        return QueryResult(cue.matches, translation)

    def _not_found(self, term: Term) -> None:
        tag = "" if term.tag is None else f"[{term.tag}]"
        if term.quoted:
            self.issues.quoted_phrases_not_found.append(f"{_quoted(term.text)}{tag}")
        else:
            self.issues.phrases_not_found.append(f"{term.text}{tag}")

    def _too_short(self, term: Term) -> None:
        self.issues.phrases_ignored.append(term.text)
        self.issues.messages.append(
            f"A truncated term must have at least {SHORTEST_TRUNCATED} characters before the asterisk: "
            f"{term.text} matched nothing"
        )


def _grouped(result: QueryResult) -> QueryResult:
    return (
        result if result.matches is None else QueryResult(result.matches, f"({result.translation})")
    )


def _combined(left: QueryResult, operator: Operator, right: QueryResult) -> QueryResult:
    if right.matches is None:
        return left
    if left.matches is None:
        if operator is not Operator.NOT:
            return right
        return QueryResult(np.zeros_like(right.matches), f"NOT {right.translation}")
    translation = f"{left.translation} {operator} {right.translation}"
    if operator is Operator.AND:
        return QueryResult(left.matches & right.matches, translation)
    if operator is Operator.OR:
        return QueryResult(left.matches | right.matches, translation)
    return QueryResult(left.matches & ~right.matches, translation)


def _quoted(text: str) -> str:
    return f'"{text}"'


def _shown(term: Term, label: str) -> str:
    return f"{_quoted(term.text)}[{label}]"


def _label(tag: Tag) -> str:
    return str(tag.field) if tag.distance is None else f"{tag.field}:~{tag.distance}"


def _date(text: str, month: int, day: int) -> int | None:
    """A date as yyyymmdd; what is not stated is filled so that ranges include it."""
    match = DATE.fullmatch(text.strip().strip('"'))
    if match is None:
        return None
    year = int(match[1]) * 10000
    if match[2] is None:
        return year + month
    return year + int(match[2]) * 100 + (int(match[3]) if match[3] else day)
