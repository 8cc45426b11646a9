"""PubMed's search fields, and the tags that name them."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """A field of the index, under the name PubMed's query translation gives it."""

    ALL = "All Fields"
    TEXT = "Text Word"
    TIAB = "Title/Abstract"
    TITLE = "Title"
    ABSTRACT = "Abstract"
    KEYWORD = "Other Term"
    AFFILIATION = "Affiliation"
    MESH = "MeSH Terms"
    MAJOR = "MeSH Major Topic"
    QUALIFIER = "MeSH Subheading"
    SUBSTANCE = "Supplementary Concept"
    NUMBER = "EC/RN Number"
    TYPE = "Publication Type"
    DATE = "Date - Publication"
    ENTERED = "Date - Entry"
    CREATED = "Date - Create"
    MODIFIED = "Date - Modification"
    AUTHOR = "Author"
    FIRST_AUTHOR = "Author - First"
    LAST_AUTHOR = "Author - Last"
    JOURNAL = "Journal"
    VOLUME = "Volume"
    ISSUE = "Issue"
    PAGES = "Pagination"
    IDENTIFIER = "Article Identifier"
    LANGUAGE = "Language"
    UID = "UID"
    SUBSET = "Subset"


TEXT_FIELDS = frozenset(
    {
        *(Field.ALL, Field.TEXT, Field.TIAB, Field.TITLE, Field.ABSTRACT, Field.KEYWORD),
        Field.AFFILIATION,
    }
)
"""Fields searched for words and phrases; the others for whole values or dates."""

DATE_FIELDS = frozenset({Field.DATE, Field.ENTERED, Field.CREATED, Field.MODIFIED})
"""Fields searched for dates and ranges of dates."""

VALUE_FIELDS = tuple(field for field in Field if field not in TEXT_FIELDS | DATE_FIELDS)
"""Fields searched for whole values."""

AUTHOR_FIELDS = frozenset({Field.AUTHOR, Field.FIRST_AUTHOR, Field.LAST_AUTHOR})
HEADING_FIELDS = frozenset({Field.MESH, Field.MAJOR})

CODES = {
    Field.ALL: "ALL",
    Field.TEXT: "WORD",
    Field.TIAB: "TIAB",
    Field.TITLE: "TITL",
    Field.ABSTRACT: "ABST",
    Field.KEYWORD: "OTRM",
    Field.AFFILIATION: "AFFL",
    Field.MESH: "MESH",
    Field.MAJOR: "MAJR",
    Field.QUALIFIER: "SUBH",
    Field.SUBSTANCE: "SUBS",
    Field.NUMBER: "ECNO",
    Field.TYPE: "PTYP",
    Field.DATE: "PDAT",
    Field.ENTERED: "EDAT",
    Field.CREATED: "CRDT",
    Field.MODIFIED: "MDAT",
    Field.AUTHOR: "AUTH",
    Field.FIRST_AUTHOR: "FAUT",
    Field.LAST_AUTHOR: "LAUT",
    Field.JOURNAL: "JOUR",
    Field.VOLUME: "VOL",
    Field.ISSUE: "ISS",
    Field.PAGES: "PAGE",
    Field.IDENTIFIER: "AID",
    Field.LANGUAGE: "LANG",
    Field.UID: "UID",
    Field.SUBSET: "FILT",
}
"""Short names under which `einfo` lists the fields."""

MEANINGS = {
    Field.ALL: "Words and phrases anywhere in the record",
    Field.TEXT: "Words and phrases in title, abstract, keywords, headings, types and substances",
    Field.TIAB: "Words and phrases in title, abstract and authors' keywords",
    Field.TITLE: "Words and phrases in the title",
    Field.ABSTRACT: "Words and phrases in the abstract",
    Field.KEYWORD: "Words and phrases in the authors' keywords",
    Field.AFFILIATION: "Words and phrases in the authors' affiliations",
    Field.MESH: "MeSH headings, exploded in the branches this service carries, else never exploded, and it says so",
    Field.MAJOR: "MeSH headings that are a major topic, exploded as MeSH Terms are",
    Field.QUALIFIER: "MeSH qualifiers of the record",
    Field.SUBSTANCE: "Names of substances and supplementary concepts",
    Field.NUMBER: "Registry and EC numbers of substances",
    Field.TYPE: "Publication types of the record, never exploded to narrower types",
    Field.DATE: "Date of publication, in print or electronic: year, year/month or year/month/day",
    Field.ENTERED: "Date on which PubMed took in the record",
    Field.CREATED: "Date on which the record was made",
    Field.MODIFIED: "Date of the record's last revision",
    Field.FIRST_AUTHOR: "First author as last name and initials or last name",
    Field.LAST_AUTHOR: "Last author as last name and initials or last name",
    Field.VOLUME: "Volume of the journal",
    Field.ISSUE: "Issue of the volume",
    Field.PAGES: "First page, or pages as PubMed writes them",
    Field.IDENTIFIER: "DOI, PMC number and other identifiers of the article",
    Field.AUTHOR: "Authors as last name and initials, last name, or collective name",
    Field.JOURNAL: "Journal as abbreviation, full title or ISSN",
    Field.LANGUAGE: "Language as its three-letter code or English name",
    Field.UID: "PMID",
    Field.SUBSET: "systematic: publication type Systematic Review or Meta-Analysis, or a title that says so",
}

TAGS = {
    Field.ALL: ("all", "all fields", "all field"),
    Field.TEXT: ("tw", "text", "word", "text word", "text words"),
    Field.TIAB: ("tiab", "title/abstract", "title abstract"),
    Field.TITLE: ("ti", "titl", "title", "title word", "title words"),
    Field.ABSTRACT: ("ab", "abst", "abstract"),
    Field.KEYWORD: ("ot", "otrm", "other term", "other terms", "keyword"),
    Field.AFFILIATION: ("ad", "affl", "affiliation"),
    Field.MESH: ("mh", "mesh", "mesh terms", "mesh term"),
    Field.MAJOR: ("majr", "mesh major topic", "mesh major topics"),
    Field.QUALIFIER: ("sh", "subh", "mesh subheading", "mesh subheadings", "subheading"),
    Field.SUBSTANCE: ("nm", "subs", "substance name", "supplementary concept"),
    Field.NUMBER: ("rn", "ecno", "ec/rn number"),
    Field.TYPE: ("pt", "ptyp", "publication type", "publication types"),
    Field.DATE: ("dp", "pdat", "date - publication", "publication date"),
    Field.ENTERED: ("edat", "date - entry", "entry date", "entrez date"),
    Field.CREATED: ("crdt", "date - create", "create date"),
    Field.MODIFIED: ("lr", "mdat", "date - modification", "modification date"),
    Field.AUTHOR: ("au", "auth", "author", "authors"),
    Field.FIRST_AUTHOR: ("1au", "faut", "author - first", "first author"),
    Field.LAST_AUTHOR: ("lastau", "laut", "author - last", "last author"),
    Field.JOURNAL: ("ta", "jour", "journal"),
    Field.VOLUME: ("vi", "vol", "volume"),
    Field.ISSUE: ("ip", "iss", "issue"),
    Field.PAGES: ("pg", "page", "pagination"),
    Field.IDENTIFIER: ("aid", "lid", "doi", "article identifier", "location id"),
    Field.LANGUAGE: ("la", "lang", "language"),
    Field.UID: ("uid", "pmid"),
    Field.SUBSET: ("sb", "subset", "filter", "filt"),
}
BY_TAG = {tag: field for field, tags in TAGS.items() for tag in tags}
PROXIMITY_FIELDS = frozenset({Field.TITLE, Field.TIAB, Field.AFFILIATION, Field.ALL})
PROXIMITY = re.compile(r"~([0-9]{1,4})")


@dataclass(frozen=True)
class Tag:
    """What a tag asks for: a field, for `[tiab:~3]` how many words may stand between, and whether
    headings stand for narrower ones too, which `[mh:noexp]` forbids.
    """

    field: Field
    distance: int | None = None
    explodes: bool = True


def read_tag(text: str) -> Tag | None:
    """The meaning of a tag's text, for example `tiab` or `MeSH Terms:noexp`; None if unknown."""
    name, _, option = " ".join(text.lower().split()).partition(":")
    field = BY_TAG.get(name.strip())
    if field is None or not option:
        return Tag(field) if field is not None and text.strip()[-1] != ":" else None
    proximity = PROXIMITY.fullmatch(option.strip())
    if proximity and field in PROXIMITY_FIELDS:
        return Tag(field, int(proximity.group(1)))
    noexp = option.strip() == "noexp" and field in (*HEADING_FIELDS, Field.TYPE, Field.QUALIFIER)
    return Tag(field, explodes=False) if noexp else None
