"""Writes a file of invented PubMed records, shaped like a baseline file, for the benchmarks.

    python benchmarks/synthetic_pubmed.py FILE RECORDS

The same number of records is the same file every time. Every word is made up from syllables, but for
a few that the searches of the benchmarks look for; PMIDs begin where none has been given out.
"""

import random
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from xml.sax.saxutils import escape

FIRST_PMID = 90_000_001
SEED = 20_261_122
VOCABULARY = 20_000
"""Different words; the n-th is used in proportion to 1/n, as words of a language are."""

WITHOUT_ABSTRACT, UNSTRUCTURED = 0.15, 0.4
"""Shares of records; the others have an abstract in four labelled sections."""

TOPICS = ("baclofen", "clonidine", "gabapentin", "opioid", "withdrawal", "alcohol", "placebo")
APART = 500
"""Ranks between two topics, the first at this rank: they stand in about 9 to 2 % of the records."""

HEADINGS = (
    "Humans",
    "Male",
    "Female",
    "Adult",
    "Baclofen",
    "Clonidine",
    "Pain",
    "Double-Blind Method",
)
QUALIFIERS = ("therapeutic use", "adverse effects", "pharmacology", "metabolism")
TYPES = (
    "Journal Article",
    "Randomized Controlled Trial",
    "Review",
    "Case Reports",
    "Meta-Analysis",
)
LABELS = ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, '
    '1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n'
)
TAIL = "</PubmedArticleSet>\n"


class Writer:
    """Invents records, one after the other."""

    def __init__(self) -> None:
        self._random = random.Random(SEED)  # noqa: S311 - invents text, keeps no secret
        self._words = list(self._invented(VOCABULARY))
        self._words[APART::APART] = [
            *TOPICS,
            *self._words[APART * (len(TOPICS) + 1) :: APART],
        ]
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self._words))))

    def record(self, pmid: int) -> str:
        """One `PubmedArticle`."""
        pick, year = self._random, self._random.randint(1985, 2025)
        return (
            f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{pmid}</PMID>'
            f"<DateCompleted><Year>{year}</Year><Month>03</Month><Day>04</Day></DateCompleted>"
            f"<DateRevised><Year>{year}</Year><Month>05</Month><Day>06</Day></DateRevised>"
            '<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">0000-0000</ISSN>'
            f'<JournalIssue CitedMedium="Internet"><Volume>{pick.randint(1, 90)}</Volume><Issue>2</Issue>'
            f"<PubDate><Year>{year}</Year><Month>Feb</Month></PubDate></JournalIssue>"
            "<Title>Journal of invented findings</Title><ISOAbbreviation>J Invent Find</ISOAbbreviation></Journal>"
            f"<ArticleTitle>{self._text(14)}.</ArticleTitle>"
            "<Pagination><StartPage>101</StartPage><EndPage>109</EndPage><MedlinePgn>101-9</MedlinePgn></Pagination>"
            f'<ELocationID EIdType="doi" ValidYN="Y">10.5555/{pmid}</ELocationID>'
            f"{self._abstract()}{self._authors()}<Language>eng</Language>"
            f"<PublicationTypeList>{self._types()}</PublicationTypeList></Article>"
            "<MedlineJournalInfo><Country>England</Country><MedlineTA>J Invent Find</MedlineTA>"
            "<NlmUniqueID>0</NlmUniqueID><ISSNLinking>0000-0000</ISSNLinking></MedlineJournalInfo>"
            f"{self._chemicals()}<CitationSubset>IM</CitationSubset>{self._mesh()}{self._keywords()}"
            f"</MedlineCitation>{self._data(pmid, year)}</PubmedArticle>\n"
        )

    def _invented(self, number: int) -> Iterator[str]:
        syllables = [first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou"]
        for _ in range(number):
            yield "".join(self._random.choices(syllables, k=self._random.randint(1, 4)))

    def _text(self, words: int) -> str:
        return " ".join(self._random.choices(self._words, cum_weights=self._weights, k=words))

    def _abstract(self) -> str:
        kind = self._random.random()
        if kind < WITHOUT_ABSTRACT:
            return ""
        if kind < WITHOUT_ABSTRACT + UNSTRUCTURED:
            return f"<Abstract><AbstractText>{self._sentences(210)}</AbstractText></Abstract>"
        parts = "".join(
            f'<AbstractText Label="{label}" NlmCategory="{label}">{self._sentences(55)}</AbstractText>'
            for label in LABELS
        )
        return f"<Abstract>{parts}<CopyrightInformation>Invented.</CopyrightInformation></Abstract>"

    def _sentences(self, words: int) -> str:
        signs = "P &lt; 0.05 at 10<sup>6</sup> cells, <i>in vitro</i>."
        return f"{self._text(words // 2)}. {self._text(words - words // 2)}, {signs}"

    def _authors(self) -> str:
        people = "".join(
            '<Author ValidYN="Y">'
            f"<LastName>{self._text(1).title()}</LastName><ForeName>Ada B</ForeName><Initials>AB</Initials>"
            f"<AffiliationInfo><Affiliation>{self._text(14)}.</Affiliation></AffiliationInfo></Author>"
            for _ in range(self._random.randint(1, 9))
        )
        return f'<AuthorList CompleteYN="Y">{people}</AuthorList>'

    def _types(self) -> str:
        names = self._random.sample(TYPES, k=self._random.randint(1, 2))
        return "".join(f'<PublicationType UI="D000">{name}</PublicationType>' for name in names)

    def _chemicals(self) -> str:
        inner = "".join(
            "<Chemical><RegistryNumber>0</RegistryNumber>"
            f'<NameOfSubstance UI="D000">{self._text(1)}</NameOfSubstance></Chemical>'
            for _ in range(self._random.randint(0, 5))
        )
        return f"<ChemicalList>{inner}</ChemicalList>" if inner else ""

    def _mesh(self) -> str:
        names = [*self._random.sample(HEADINGS, k=4), *(self._text(2) for _ in range(8))]
        inner = "".join(
            f'<MeshHeading><DescriptorName UI="D000" MajorTopicYN="N">{escape(name)}</DescriptorName>'
            f'<QualifierName UI="Q000" MajorTopicYN="Y">{self._random.choice(QUALIFIERS)}</QualifierName>'
            "</MeshHeading>"
            for name in names
        )
        return f"<MeshHeadingList>{inner}</MeshHeadingList>"

    def _keywords(self) -> str:
        inner = "".join(f'<Keyword MajorTopicYN="N">{self._text(2)}</Keyword>' for _ in range(4))
        return f'<KeywordList Owner="NOTNLM">{inner}</KeywordList>'

    def _data(self, pmid: int, year: int) -> str:
        dates = "".join(
            f'<PubMedPubDate PubStatus="{status}"><Year>{year}</Year><Month>2</Month><Day>3</Day>'
            "<Hour>6</Hour><Minute>0</Minute></PubMedPubDate>"
            for status in ("received", "accepted", "entrez", "pubmed", "medline")
        )
        cited = self._random.choice((0, 0, 0, 30))
        references = "".join(
            f"<Reference><Citation>{self._text(12)}.</Citation><ArticleIdList>"
            f'<ArticleId IdType="pubmed">{FIRST_PMID + number}</ArticleId></ArticleIdList></Reference>'
            for number in range(cited)
        )
        return (
            f"<PubmedData><History>{dates}</History><PublicationStatus>ppublish</PublicationStatus>"
            f'<ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>'
            f'<ArticleId IdType="doi">10.5555/{pmid}</ArticleId></ArticleIdList>'
            f"{f'<ReferenceList>{references}</ReferenceList>' if references else ''}</PubmedData>"
        )


def records(number: int) -> Iterator[tuple[str, str]]:
    """PMID and XML of as many invented records."""
    writer = Writer()
    for pmid in range(FIRST_PMID, FIRST_PMID + number):
        yield str(pmid), writer.record(pmid)


def write_file(path: Path, number: int) -> None:
    """A PubMed XML file of as many invented records."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(xml for _, xml in records(number))
        file.write(TAIL)


if __name__ == "__main__":
    write_file(Path(sys.argv[1]), int(sys.argv[2]))
