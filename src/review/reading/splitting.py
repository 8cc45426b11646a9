"""Where sentences end: exact offsets, past abbreviations, decimals, initials, lists and wrapped lines."""

import re
from collections.abc import Iterator, Sequence

from review.core.bounds import LONGEST_SENTENCE

STOP = re.compile(
    r"(?<![.!?…])[.!?…]+[\"'”’)\]]*\s+"  # the usual end, white space after it
    r"|(?:(?<=[a-zà-ÿ]{2})|(?<=[)\]%0-9]))[.!?](?=[A-Z][A-Za-z]*[\s:,])"  # "... placebo.Pain fell": no space
    r"|[。！？]+"
    r"|(?<![ \t])[ \t]*\n\s*"
)
"""Runs of stops and of spaces are tried from their first sign only, so that long ones take no longer."""

OPENING = " \t\n\"'“‘(['[¿¡«•*-–—"
NEVER_LAST = re.compile(
    r"\b(?:vs|e\.\s?g|i\.\s?e|cf|viz|et al|approx|Drs?|Prof|Mr|Mrs|Ms|St)\s?$", re.IGNORECASE
)
"""Abbreviations that the sentence always goes on after."""

BEFORE_A_NUMBER = re.compile(
    r"\b(?:no|nos|vol|pp|ca|figs?|eqs?|refs?|tabs?|ver|[=<>≤≥~]|version)\s?$|[=<>≤≥~]\s?$",
    re.IGNORECASE,
)
MAY_BE_LAST = re.compile(
    r"(?:^|(?<=[\s(\[,;/-]))(?:(?:[A-Za-z]\.\s?)+[A-Za-z]|[A-Z]|Jr|Inc|Ltd|Co|Corp|spp?|subsp|var|Univ|Dept)\s?$"
)
"""Initials and abbreviations that stand before a name as well as at the end of a sentence."""

NAMED_BY_A_LETTER = re.compile(
    r"\b(?:groups?|arms?|vitamins?|hepatitis|types?|phases?|class|grades?|stages?|factors?|protein|influenza|"
    r"immunoglobulin|treatments?|category|level|toxin|drug|cohort|study|trial|part|period|schedule|regimen|"
    r"GABA|\b[A-Z] (?:and|or|versus|vs\.?|than))[ -]\(?[A-Z]\s?$",
    re.IGNORECASE,
)
STARTER = re.compile(
    r"(?:The|We|In|This|These|Those|There|It|Its|They|Their|Our|At|After|Before|However|All|Both|A|An|For|Among|"
    r"To|On|One|Two|Three|No|Each|During|Although|While|When|With|Of|From|As|By|Results?|Methods?|Conclusions?|"
    r"Patients?|Participants|Subjects|Treatment|Further|Furthermore|Moreover|Thus|Therefore|Here|Overall|Neither|"
    r"Only|Most|Some|Mean|Median)\b"
)
LIST_NUMBER = re.compile(r"\W*(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})\W?$")
GOES_ON = re.compile(
    r"[,(\[=<>+/–-]\s?$|\b(?:a|an|and|as|at|by|for|from|in|is|of|on|or|than|that|the|to|was|were|with)$",
    re.IGNORECASE,
)
REACH = 40
"""How far before a full stop the words that decide about it are looked for, in characters."""


def spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Offsets of the sentences between two offsets of a text, in order, without surrounding space.

    What goes on for more than `LONGEST_SENTENCE` characters is no sentence and is cut between words.
    """
    end = len(text) if end is None else end
    found, begin = [], start
    for cut in _shortened(text, start, [*_cuts(text, start, end), end]):
        part = text[begin:cut]
        left = begin + len(part) - len(part.lstrip())
        right = begin + len(part.rstrip())
        if left < right:
            found.append((left, right))
        begin = cut
    return found


def _shortened(text: str, start: int, cuts: Sequence[int]) -> Iterator[int]:
    """The cuts, with others between words where two are too far apart."""
    begin = start
    for cut in cuts:
        while cut - begin > LONGEST_SENTENCE:
            between = text.rfind(" ", begin + 1, begin + LONGEST_SENTENCE)
            begin = between if between > begin else begin + LONGEST_SENTENCE
            yield begin
        yield cut
        begin = cut


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where one sentence ends and the next begins."""
    last = start
    for match in STOP.finditer(text, start, end):
        if match.end() >= end:
            return
        before = text[max(last, match.start() - REACH) : match.start()]
        after = text[match.end() : min(end, match.end() + REACH)]
        if _ends(match.group(), before, after):
            last = match.end()
            yield last


def _ends(stop: str, before: str, after: str) -> bool:
    if not stop.strip():
        return stop.count("\n") > 1 or not _is_wrapped(before, after)
    if stop[0] in "。！？":
        return True
    following = after.lstrip(OPENING)
    if not _may_start(following):
        return "\n" in stop
    if stop[0] != ".":
        return True
    return not _goes_on_after_full_stop(before, following)


def _goes_on_after_full_stop(before: str, following: str) -> bool:
    """Whether the full stop is one of an abbreviation, a number of a list or a split decimal."""
    if LIST_NUMBER.fullmatch(before) or NEVER_LAST.search(before):
        return True
    if BEFORE_A_NUMBER.search(before):
        return following[:1].isdigit()
    if not MAY_BE_LAST.search(before):
        return False
    return not (STARTER.match(following) or NAMED_BY_A_LETTER.search(before))


def _may_start(following: str) -> bool:
    """Whether a sentence may start so: not in lower case, unless with a name such as mRNA or a Greek letter."""
    word = re.match(r"[^\W\d_]*", following)
    name = word.group() if word else ""
    if not name or not name[0].islower():
        return bool(following)
    return any(letter.isupper() for letter in name) or not name[0].isascii()


def _is_wrapped(before: str, after: str) -> bool:
    """Whether a line break only wraps a sentence: it goes on in lower case, or stopped half-way."""
    return after[:1].islower() or bool(GOES_ON.search(before))
