"""Evaluates a query tree on an index: matches, translation, and what could not be found.

A term that is not found matches nothing; it is never dropped, so that an unmatched term cannot
silently widen a search. Nothing is mapped or exploded: a heading stands for itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from review.search.local.fields import HEADING_FIELDS, TEXT_FIELDS, Field, Tag, read_tag
from review.search.local.index import SHORTEST_TRUNCATED, Index, Phrase
from review.search.local.query import Chain, Node, Operator, Term
from review.search.local.words import STOP_WORDS, value

SCORED_VALUES = frozenset({*HEADING_FIELDS, Field.SUBSTANCE})
DATE = re.compile(r"(\d{4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?")
LAST_DAY, LAST_MONTH = 99, 9999


@dataclass(frozen=True)
class Cue:
    """A term that speaks for the documents it matches; ranking counts its phrase where it has one."""

    matches: frozenset[int]
    phrase: Phrase | None = None


@dataclass
class Issues:
    """What the query asked for that the index could not give, as esearch reports it."""

    phrases_not_found: list[str] = field(default_factory=list)
    fields_not_found: list[str] = field(default_factory=list)
    phrases_ignored: list[str] = field(default_factory=list)
    quoted_phrases_not_found: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """Documents matched (None for a part of a query that is ignored) and the translation."""

    matches: frozenset[int] | None
    translation: str = ""


NOTHING: frozenset[int] = frozenset()


class Evaluation:
    """One query on one index. `issues` and `cues` fill while `result` is worked out."""

    def __init__(self, index: Index, query: Node, *, default: Field = Field.ALL) -> None:
        self._index = index
        self._default = default
        self.issues = Issues()
        self.cues: list[Cue] = []
        self.result = self._node(query, True)

    @property
    def matches(self) -> frozenset[int]:
        """Numbers of the documents that match."""
        return self.result.matches or NOTHING

    def _node(self, node: Node, wanted: bool) -> Result:
        return self._chain(node, wanted) if isinstance(node, Chain) else self._term(node, wanted)

    def _chain(self, chain: Chain, wanted: bool) -> Result:
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

    def _operand(self, node: Node, wanted: bool) -> Result:
        """The result of a part of a chain, in parentheses where it is a chain itself."""
        result = self._node(node, wanted)
        return _grouped(result) if isinstance(node, Chain) else result

    def _term(self, term: Term, wanted: bool) -> Result:
        tag = Tag(self._default) if term.tag is None else read_tag(term.tag)
        if tag is None:
            self.issues.fields_not_found.append(str(term.tag))
            return Result(NOTHING, f"{_quoted(term.text)}[{term.tag}]")
        if tag.field in TEXT_FIELDS:
            return self._text(term, tag, wanted)
        return self._value(term, tag.field, wanted)

    def _text(self, term: Term, tag: Tag, wanted: bool) -> Result:
        phrase = Phrase.of(term.text)
        bare = term.tag is None and not term.quoted
        if not phrase.words or (bare and str(phrase) in STOP_WORDS):
            self.issues.phrases_ignored.append(term.text)
            return Result(None)
        translation = f"{_quoted(str(phrase))}[{_label(tag)}]"
        if phrase.truncates_too_short:
            self._too_short(term)
            return Result(NOTHING, translation)
        if tag.distance is None:
            found = self._index.with_phrase(tag.field, phrase)
        else:
            found = self._index.with_words_near(tag.field, phrase, tag.distance)
        return self._found(term, frozenset(found), translation, phrase if wanted else None, wanted)

    def _value(self, term: Term, name: Field, wanted: bool) -> Result:
        text = value(term.text) + ("*" if term.text.rstrip().endswith("*") else "")
        exact = term.quoted or name is not Field.AUTHOR
        shown = _quoted(term.text) if exact else term.text
        translation = f"{shown}[{name}{':noexp' if name in HEADING_FIELDS else ''}]"
        if text.endswith("*") and len(text) <= SHORTEST_TRUNCATED:
            self._too_short(term)
            return Result(NOTHING, translation)
        matches = frozenset(self._finder(name, term)(text))
        return self._found(term, matches, translation, None, wanted and name in SCORED_VALUES)

    def _finder(self, name: Field, term: Term) -> Callable[[str], set[int]]:
        if name is Field.DATE:
            return lambda _: self._dated(term.text)
        if name is Field.AUTHOR and not term.quoted and "*" not in term.text:
            return self._index.with_author
        return lambda text: self._index.with_value(name, text)

    def _dated(self, text: str) -> set[int]:
        low, colon, high = text.partition(":")
        earliest, latest = _date(low, 0, 0), _date(high if colon else low, LAST_MONTH, LAST_DAY)
        if earliest is None or latest is None:
            return set()
        return self._index.dated(earliest, latest)

    def _found(
        self,
        term: Term,
        matches: frozenset[int],
        translation: str,
        phrase: Phrase | None,
        is_cue: bool,
    ) -> Result:
        if not matches:
            self._not_found(term)
        elif is_cue:
            self.cues.append(Cue(matches, phrase))
        return Result(matches, translation)

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


def _grouped(result: Result) -> Result:
    return result if result.matches is None else Result(result.matches, f"({result.translation})")


def _combined(left: Result, operator: Operator, right: Result) -> Result:
    if right.matches is None:
        return left
    if left.matches is None:
        return (
            right if operator is not Operator.NOT else Result(NOTHING, f"NOT {right.translation}")
        )
    translation = f"{left.translation} {operator} {right.translation}"
    if operator is Operator.AND:
        return Result(left.matches & right.matches, translation)
    if operator is Operator.OR:
        return Result(left.matches | right.matches, translation)
    return Result(left.matches - right.matches, translation)


def _quoted(text: str) -> str:
    return f'"{text}"'


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
