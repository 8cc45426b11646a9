"""PubMed's query language: text to a tree.

Operators are AND, OR and NOT in upper case, of equal rank, read from left to right; parentheses
group; terms side by side are combined with AND; a tag in square brackets applies to the words
before it. After the PubMed user guide (https://pubmed.ncbi.nlm.nih.gov/help/).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from review.core.bounds import LONGEST_QUERY

DEPTH = 100
LEXEME = re.compile(r'"([^"]*)"|\[([^\[\]]*)\]|([()])|([^\s()"\[\]]+)|(["\[\]])')
RANGE = ":"


class QueryError(ValueError):
    """A query that cannot be read; the message says why."""


class Operator(StrEnum):
    """How a term is combined with what stands before it."""

    AND = "AND"
    OR = "OR"
    NOT = "NOT"


OPERATORS = frozenset(operator.value for operator in Operator)


@dataclass(frozen=True)
class Term:
    """Words, a quoted phrase or a range, with the text of its tag (None when it has none)."""

    text: str
    quoted: bool = False
    tag: str | None = None


@dataclass(frozen=True)
class BooleanChain:
    """Operands in order; `operators[i]` combines what came before with `operands[i + 1]`."""

    operands: tuple["Node", ...]
    operators: tuple[Operator, ...]


Node = Term | BooleanChain


class LexemeKind(StrEnum):
    """What a lexeme is."""

    PHRASE = "phrase"
    TAG = "tag"
    OPEN = "("
    CLOSE = ")"
    OPERATOR = "operator"
    WORD = "word"
    END = "end"


@dataclass(frozen=True)
class Lexeme:
    """A piece of a query."""

    kind: LexemeKind
    text: str


def parse(text: str) -> Node:
    """The tree of a query.

    Raises:
        QueryError: the query is empty, too long, unbalanced or lacks a term where one must stand.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"The query has {len(text)} characters; at most {LONGEST_QUERY} are read")
    lexemes = lex(text)
    if lexemes[0].kind is LexemeKind.END:
        raise QueryError("Empty term and query_key - nothing todo")
    reader = _Reader(lexemes)
    node = reader.chain(0)
    if reader.next.kind is LexemeKind.CLOSE:
        raise QueryError("Unbalanced parentheses: a ) closes nothing")
    return node


def lex(text: str) -> list[Lexeme]:
    """The pieces of a query, closed by an END."""
    lexemes = []
    for match in LEXEME.finditer(text):
        phrase, tag, bracket, word, stray = match.groups()
        if stray is not None:
            raise QueryError(f"Unbalanced {stray} in the query")
        if bracket is not None:
            lexemes.append(Lexeme(LexemeKind(bracket), bracket))
        elif phrase is not None:
            lexemes.append(Lexeme(LexemeKind.PHRASE, phrase))
        elif tag is not None:
            lexemes.append(Lexeme(LexemeKind.TAG, tag))
        else:
            lexemes.append(
                Lexeme(LexemeKind.OPERATOR if word in OPERATORS else LexemeKind.WORD, word)
            )
    return [*lexemes, Lexeme(LexemeKind.END, "")]


class _Reader:
    """Recursive descent over the pieces; one method per rule of the grammar."""

    def __init__(self, lexemes: list[Lexeme]) -> None:
        self._lexemes = lexemes
        self._place = 0

    @property
    def next(self) -> Lexeme:
        return self._lexemes[self._place]

    def _take(self) -> Lexeme:
        lexeme = self.next
        self._place += 1
        return lexeme

    def chain(self, depth: int) -> Node:
        if depth > DEPTH:
            raise QueryError(f"The query nests more than {DEPTH} parentheses")
        operands = [self._operand(depth)]
        operators: list[Operator] = []
        while self.next.kind not in (LexemeKind.CLOSE, LexemeKind.END):
            operators.append(self._operator())
            operands.append(self._operand(depth))
        return operands[0] if not operators else BooleanChain(tuple(operands), tuple(operators))

    def _operator(self) -> Operator:
        if self.next.kind is not LexemeKind.OPERATOR:
            return Operator.AND
        operator = Operator(self._take().text)
        if operator is Operator.AND and self.next == Lexeme(LexemeKind.OPERATOR, Operator.NOT):
            return Operator(self._take().text)
        return operator

    def _operand(self, depth: int) -> Node:
        kind = self.next.kind
        if kind is LexemeKind.OPEN:
            return self._group(depth)
        if kind is LexemeKind.PHRASE:
            return self._ranged(Term(self._take().text, True, self._tag()))
        if kind is LexemeKind.WORD:
            return self._words()
        if kind is LexemeKind.TAG:
            raise QueryError(f"The tag [{self.next.text}] follows no term")
        if kind is LexemeKind.OPERATOR:
            raise QueryError(f"The operator {self.next.text} has no term before it")
        raise QueryError("A term is missing at the end of the query or of a parenthesis")

    def _group(self, depth: int) -> Node:
        self._take()
        node = self.chain(depth + 1)
        if self._take().kind is not LexemeKind.CLOSE:
            raise QueryError("Unbalanced parentheses: a ( is not closed")
        return node

    def _words(self) -> Node:
        run = []
        while self.next.kind is LexemeKind.WORD:
            run.append(self._take().text)
        tag = self._tag()
        if tag is not None or len(run) == 1:
            return self._ranged(Term(" ".join(run), False, tag))
        terms = tuple(Term(word) for word in run)
        return BooleanChain(terms, (Operator.AND,) * (len(terms) - 1))

    def _tag(self) -> str | None:
        return self._take().text if self.next.kind is LexemeKind.TAG else None

    def _ranged(self, low: Term) -> Term:
        """The term itself or, where a colon follows its tag, the range that it begins."""
        if low.tag is None or self.next.kind is not LexemeKind.WORD or self.next.text[0] != RANGE:
            return low
        colon = self._take().text
        if len(colon) > 1:
            high = Lexeme(LexemeKind.PHRASE, colon[1:])
        elif self.next.kind in (LexemeKind.PHRASE, LexemeKind.WORD):
            high = self._take()
        else:
            raise QueryError("A range ends in a colon; its second term is missing")
        self._tag()
        return Term(f"{low.text}{RANGE}{high.text}", True, low.tag)
