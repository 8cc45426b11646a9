"""Split an article's text into sentences with offsets, and tell its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from review.core.bounds import LONGEST_SENTENCE
from review.core.invisible import read_places, without_marks

ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|Dr|Mr|Mrs|Ms|Prof|St|Fig|No|Nos|al|ca|resp|Jr|Sr|Inc|Ltd|min|max|dept|U\.S|U\.K|a\.m|p\.m)"
    r"|\b[A-Z])\.$"
)
ENDING = re.compile(r"(?<![.!?])[.!?]++[\"'”’)\]]*+(?=\s|$|[A-Z][a-z])")
"""A run of stops is tried from its first one only, and whole, so that long ones take no longer."""
REACH = 12
"""How far back from a full stop the abbreviation that it may belong to is looked for, in characters."""

NEXT = re.compile(r"\s*")
LONGEST_HEADING = 200
"""Characters of the longest line taken for a heading."""
QUESTION = re.compile(
    r"^(?:what|who|why|how|when|where|which|is|are|can|could|does|do|did|should|will)\b",
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*(?:[•*·–-]|\d+[.)])\s+")


@dataclass(frozen=True)
class ArticleSentence:
    """A sentence of an article: `article.text[start:end] == text`; `section` is its heading."""

    text: str
    start: int
    end: int
    section: str
    is_heading: bool = False

    @property
    def words(self) -> str:
        """The sentence as it is read: without marks that nobody sees."""
        return without_marks(self.text)


def sentences_of(text: str, headings: frozenset[int] | None = None) -> tuple[ArticleSentence, ...]:
    """Sentences in order, headings among them.

    Args:
        text: the article.
        headings: offsets of the lines that are headings; None to tell them by their form.
    """
    found = []
    section = ""
    read, places = read_places(text)
    for start, line in _lines(read):
        is_heading = _looks_like_heading(line) if headings is None else places[start] in headings
        if is_heading:
            section = line.lstrip("# ").rstrip(" #")
        end = start + len(line)
        for first, after in [(start, end)] if is_heading else _spans(read, start, end):
            begin, stop = places[first], places[after - 1] + 1
            found.append(ArticleSentence(text[begin:stop], begin, stop, section, is_heading))
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that hold something, without surrounding space, with their offsets."""
    for match in re.finditer(r"[^\r\n]+", text):
        line = match.group()
        if line.strip():
            yield match.start() + len(line) - len(line.lstrip()), line.strip()


def _looks_like_heading(line: str) -> bool:
    """A Markdown heading, a question on a line of its own, or a short line that does not end."""
    if line.startswith("#"):
        return True
    if BULLET.match(line) or len(line) > LONGEST_HEADING:
        return False
    if line.endswith("?"):
        return bool(QUESTION.match(line)) and not ENDING.search(line[:-1])
    return line[-1].isalnum() and not ENDING.search(line)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one line."""
    bullet = BULLET.match(text[start:end])
    begin = start + (bullet.end() if bullet else 0)
    for match in ENDING.finditer(text, begin, end):
        before = text[max(begin, match.end() - REACH) : match.end()]
        following = end_of_space(text, match.end(), end)
        if ABBREVIATION.search(before) or text[following : following + 1].islower():
            continue
        yield from _shortened(text, begin, match.end())
        begin = following
    yield from _shortened(text, begin, end)


def end_of_space(text: str, start: int, end: int) -> int:
    """Where the white space ends that begins at a place of a text."""
    space = NEXT.match(text, start, end)
    return space.end() if space else start


def _shortened(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence; one that is too long for a sentence cut between words, an empty one left out."""
    while end - begin > LONGEST_SENTENCE:
        between = text.rfind(" ", begin + 1, begin + LONGEST_SENTENCE)
        cut = between if between > begin else begin + LONGEST_SENTENCE
        if text[begin:cut].strip():
            yield begin, cut
        begin = end_of_space(text, cut, end)
    if text[begin:end].strip():
        yield begin, end
