"""Synthetic PubMed XML for tests: invented records under PMIDs that cannot exist."""

from xml.sax.saxutils import escape


def article(
    pmid,
    title="A synthetic title",
    abstract="",
    *,
    year=2020,
    month="",
    mesh=(),
    major=(),
    substances=(),
    types=("Journal Article",),
    authors=(),
    journal="Synth J",
    language="eng",
    revised="",
    keywords=(),
):
    """One `PubmedArticle`; every text is escaped."""
    headings = "".join(
        f'<MeshHeading><DescriptorName UI="D0" MajorTopicYN="{"Y" if name in major else "N"}">'
        f"{escape(name)}</DescriptorName></MeshHeading>"
        for name in mesh
    )
    names = "".join(
        f"<Author><LastName>{escape(last)}</LastName><Initials>{initials}</Initials></Author>"
        for last, initials in authors
    )
    chemicals = "".join(
        f'<Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance UI="D0">{escape(name)}'
        "</NameOfSubstance></Chemical>"
        for name in substances
    )
    kinds = "".join(f'<PublicationType UI="D0">{escape(name)}</PublicationType>' for name in types)
    words = "".join(f'<Keyword MajorTopicYN="N">{escape(word)}</Keyword>' for word in keywords)
    date = ""
    if revised:
        parts = zip(("Year", "Month", "Day"), revised.split("-"), strict=True)
        inner = "".join(f"<{tag}>{part}</{tag}>" for tag, part in parts)
        date = f"<DateRevised>{inner}</DateRevised>"
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">'
        f'<PMID Version="1">{pmid}</PMID>{date}'
        f'<Article PubModel="Print"><Journal><ISSN IssnType="Print">0000-0000</ISSN>'
        f'<JournalIssue CitedMedium="Print"><PubDate><Year>{year}</Year>'
        f"{f'<Month>{month}</Month>' if month else ''}</PubDate></JournalIssue>"
        f"<Title>{journal}ournal</Title><ISOAbbreviation>{journal}</ISOAbbreviation></Journal>"
        f"<ArticleTitle>{escape(title)}</ArticleTitle>"
        f"<Pagination><MedlinePgn>1-2</MedlinePgn></Pagination>"
        f"{f'<Abstract><AbstractText>{escape(abstract)}</AbstractText></Abstract>' if abstract else ''}"
        f'{f"""<AuthorList CompleteYN="Y">{names}</AuthorList>""" if names else ""}'
        f"<Language>{language}</Language><PublicationTypeList>{kinds}</PublicationTypeList>"
        f"</Article><MedlineJournalInfo><MedlineTA>{journal}</MedlineTA>"
        f"<NlmUniqueID>0</NlmUniqueID></MedlineJournalInfo>"
        f"{f'<ChemicalList>{chemicals}</ChemicalList>' if chemicals else ''}"
        f"{f'<MeshHeadingList>{headings}</MeshHeadingList>' if headings else ''}"
        f'{f"""<KeywordList Owner="NOTNLM">{words}</KeywordList>""" if words else ""}'
        f"</MedlineCitation><PubmedData><PublicationStatus>ppublish</PublicationStatus>"
        f'<ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId></ArticleIdList></PubmedData>'
        f"</PubmedArticle>"
    )


def article_set(*articles):
    """A whole file, as bytes."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
        '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
        "<!-- Synthetic records, invented for tests. -->\n"
        f"<PubmedArticleSet>\n{chr(10).join(articles)}\n</PubmedArticleSet>\n"
    ).encode()


LIBRARY = (
    article(
        90000001,
        "Clonidine for opioid withdrawal: a randomised trial",
        "Withdrawal symptoms were scored daily. Clonidine lowered the withdrawal score.",
        year=2018,
        month="Mar",
        mesh=("Clonidine", "Opioid-Related Disorders", "Humans"),
        major=("Clonidine",),
        substances=("Clonidine",),
        types=("Journal Article", "Randomized Controlled Trial"),
        authors=(("Müller", "JA"), ("Doe", "B")),
        revised="2021-02-03",
    ),
    article(
        90000002,
        "Systematic review of baclofen in alcohol withdrawal",
        "Baclofen was compared with diazepam. Opioid users were left out.",
        year=2021,
        mesh=("Baclofen", "Substance Withdrawal Syndrome"),
        types=("Journal Article", "Systematic Review"),
        authors=(("Doe", "BC"),),
        journal="Other J",
        revised="2022-07-01",
    ),
    article(
        90000003,
        "Rats and κ-opioid receptors",
        "A double-blind study of receptor binding in rats; dose of 5 mg.",
        year=2010,
        month="11",
        mesh=("Rats", "Receptors, Opioid, kappa"),
        language="ger",
        keywords=("binding assay",),
    ),
    article(90000004, "Untitled note", year=2023),
)
