"""A user's own PubMed query, checked before it is sent: what PubMed would misread is refused, what is doubtful is said.

Source: NLM, PubMed User Guide (https://pubmed.ncbi.nlm.nih.gov/help/): search field tags, Boolean operators, truncation and proximity.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

OPERATORS = frozenset({"AND", "OR", "NOT"})
SHORTEST_TRUNCATION = 4
"""Letters that must stand before an asterisk: PubMed does not truncate fewer."""

LEXEME = re.compile(r'"([^"]*)"|\[([^\[\]]*)\]|([()])|([^\s()"\[\]]+)|(["\[\]])')
PROXIMITY = re.compile(r"~[0-9]{1,4}")
COMMON_TAGS = "[tiab], [ti], [mh], [majr], [nm], [pt], [tw], [dp], [au], [la]"

TAGS = frozenset(
    tag.strip()
    for tag in """
    ad, affl, affiliation; all, all fields, all field; aid, article identifier; au, auth, author, authors; auid, author identifier;
    1au, faut, first author, first author name, author - first; lastau, laut, last author, last author name, author - last;
    fau, full, full author name, author - full; cn, auco, corporate author, author - corporate; book, books; ed, editor;
    cois, conflict of interest statement, conflict of interest statements; dcom, completion date, date - completion;
    crdt, create date, creation date, date - create; rn, ecno, ec/rn number; edat, entry date, entrez date, date - entry;
    filter, filt, sb, subset; gr, grnt, grant number, grants and funding; ir, investigator; fir, finv, full investigator name, investigator - full;
    isbn; issn, is; ip, iss, issue; ta, jour, journal; la, lang, language; lid, location id; doi;
    mhda, mesh date, date - mesh; majr, mesh major topic, mesh major topics; sh, subh, subheading, mesh subheading, mesh subheadings;
    mh, mesh, mesh term, mesh terms; lr, mdat, modification date, date - modification; jid, nlm unique id;
    ot, otrm, other term, other terms, keyword; pg, page, pagination; ps, personal name as subject, subject - personal name;
    pa, papx, pharmacological action; pl, cntry, place of publication; uid, pmid; pubn, publisher;
    dp, pdat, publication date, date - publication; dep, epdat, electronic publication date; ppdat, print publication date;
    pt, ptyp, publication type, publication types; si, secondary source id; nm, subs, substance name, supplementary concept;
    tw, word, text, text word, text words; ti, titl, title, title word, title words; ab, abst, abstract;
    tiab, title/abstract, title abstract; tt, transliterated title; vi, vol, volume
    """.replace(";", ",").split(",")
)
"""Field tags and the names of fields, in small letters, as PubMed takes them in square brackets."""

UNEXPLODED = frozenset(
    [
        "mh",
        "mesh",
        "mesh term",
        "mesh terms",
        "majr",
        "mesh major topic",
        "mesh major topics",
        "sh",
        "subh",
        "subheading",
        "mesh subheading",
        "mesh subheadings",
        "pt",
        "ptyp",
        "publication type",
        "publication types",
    ]
)
NEAR = frozenset(
    [
        "ti",
        "titl",
        "title",
        "title word",
        "title words",
        "tiab",
        "title/abstract",
        "title abstract",
        "ad",
        "affl",
        "affiliation",
        "all",
        "all fields",
        "all field",
    ]
)


@dataclass(frozen=True)
class QueryPiece:
    """A piece of a query: `phrase`, `tag`, `(`, `)`, `operator`, `word` or a `stray` mark that closes nothing."""

    kind: str
    text: str


def faults(query: str) -> tuple[str, ...]:
    """What makes a query another one than its writer meant, a clause each; empty for a query that can be sent.

    Example:
        >>> from review.core.own_query import faults
        >>> faults('zinc[tiab] AND "common cold"[mh]')
        ()
        >>> faults("zinc[tiab] AND")
        ('the operator AND has nothing after it; write a term there or delete the operator',)
    """
    if not query.strip():
        return ()
    pieces = _pieces(query)
    return (*_unbalanced(pieces), *_misplaced(pieces), *_tags(pieces), *_truncations(pieces))


def doubtful(query: str) -> tuple[str, ...]:
    """What PubMed may read otherwise than its writer meant, a clause each.

    Example:
        >>> from review.core.own_query import doubtful
        >>> doubtful("cold")
        ("one word without a field ('cold'): PubMed maps it broadly; a field such as [tiab] or [mh] says what is meant",)
    """
    return tuple(_doubts(_pieces(query)))


def _pieces(query: str) -> list[QueryPiece]:
    return [_piece(*match.groups()) for match in LEXEME.finditer(query)]


def _piece(
    phrase: str | None, tag: str | None, bracket: str | None, word: str | None, stray: str | None
) -> QueryPiece:
    if phrase is not None:
        return QueryPiece("phrase", phrase)
    if tag is not None:
        return QueryPiece("tag", tag)
    if bracket is not None:
        return QueryPiece(bracket, bracket)
    if word is not None:
        return QueryPiece("operator" if word in OPERATORS else "word", word)
    return QueryPiece("stray", stray or "")


def _unbalanced(pieces: Sequence[QueryPiece]) -> Iterator[str]:
    strays = [piece.text for piece in pieces if piece.kind == "stray"]
    if strays:
        names = {
            '"': 'a quotation mark " has no partner',
            "[": "a [ is not closed",
            "]": "a ] closes nothing",
        }
        yield f"{names[strays[0]]}; write both of the pair or neither"
        return
    depth = 0
    for piece in pieces:
        depth += {"(": 1, ")": -1}.get(piece.kind, 0)
        if depth < 0:
            yield "a ) closes nothing; delete it or write its ("
            return
    if depth:
        yield "a ( is not closed; delete it or write its )"


def _misplaced(pieces: Sequence[QueryPiece]) -> Iterator[str]:
    ends = [QueryPiece("start", ""), *pieces, QueryPiece("end", "")]
    for before, after in pairwise(ends):
        if after.kind == "phrase" and not after.text.strip():
            yield 'a pair of quotation marks "" is empty; write a phrase in it or delete it'
        if before.kind == "(" and after.kind == ")":
            yield "a pair of brackets () is empty; write a term in it or delete it"
        if after.kind == "operator" and before.kind in ("start", "("):
            yield f"the operator {after.text} has nothing before it; write a term there or delete the operator"
        if before.kind == "operator" and after.kind in ("end", ")"):
            yield f"the operator {before.text} has nothing after it; write a term there or delete the operator"
        if before.kind == after.kind == "operator" and (before.text, after.text) != ("AND", "NOT"):
            yield f"the operators {before.text} {after.text} have nothing between them; keep one of them"
        if after.kind == "tag" and before.kind not in ("word", "phrase"):
            yield f"the field [{after.text.strip()}] follows no term; write it directly behind each word or phrase it is for"


def _tags(pieces: Sequence[QueryPiece]) -> Iterator[str]:
    for piece in pieces:
        if piece.kind == "tag" and not piece.text.strip():
            yield f"a pair of brackets [] is empty; write a field of PubMed in it ({COMMON_TAGS}) or delete it"
        elif piece.kind == "tag" and not _is_known(piece.text):
            yield (
                f"[{piece.text.strip()[:60]}] is no field of PubMed; allowed are the field tags of the PubMed User Guide, "
                f"for example {COMMON_TAGS}; correct or delete it"
            )


def _is_known(tag: str) -> bool:
    name, colon, option = (part.strip() for part in " ".join(tag.lower().split()).partition(":"))
    if name not in TAGS or not colon:
        return name in TAGS
    return (option == "noexp" and name in UNEXPLODED) or (
        name in NEAR and PROXIMITY.fullmatch(option) is not None
    )


def _truncations(pieces: Sequence[QueryPiece]) -> Iterator[str]:
    for piece in pieces:
        for part in piece.text.split() if piece.kind in ("word", "phrase") else ():
            stem = part.partition("*")[0]
            if "*" in part and len(stem) < SHORTEST_TRUNCATION:
                yield (
                    f"{part[:60]!r} has {len(stem)} characters before its asterisk and PubMed truncates words of at least "
                    f"{SHORTEST_TRUNCATION}; write the words out"
                )


def _doubts(pieces: Sequence[QueryPiece]) -> Iterator[str]:
    small = [p.text for p in pieces if p.kind == "word" and p.text.upper() in OPERATORS]
    if small:
        named = ", ".join(dict.fromkeys(small))
        yield f"{named} in small letters: the PubMed User Guide asks for AND, OR and NOT in capitals"
    operators = [p.text if p.kind == "operator" else "" for p in pieces]
    if ("AND", "NOT") in pairwise(operators):
        yield "AND NOT: PubMed has NOT alone"
    words = [p for p in pieces if p.kind not in ("(", ")")]
    if len(words) == 1 and words[0].kind == "word":
        yield (
            f"one word without a field ({words[0].text!r}): PubMed maps it broadly; "
            "a field such as [tiab] or [mh] says what is meant"
        )
