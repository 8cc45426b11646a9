"""PubMed XML to records: one small case for every shape that a field may have."""

import pytest

from review.core.models import Correction, Grant, MeshHeading, OtherAbstract, Record, Section
from review.core.vocabulary import DatePrecision, NoticeState
from review.records.pubmed_xml import parse_article

MATH = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">{}</mml:math>'


def read(
    *, article: str = "", date: str = "", title: str = "T", citation: str = "", data: str = ""
) -> Record:
    return parse_article(
        f"""<PubmedArticle><MedlineCitation><PMID Version="1">90000001</PMID><Article>
        <Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>
        <ArticleTitle>{title}</ArticleTitle>{article}</Article>{citation}</MedlineCitation>
        <PubmedData>{data}</PubmedData></PubmedArticle>""".encode()
    )


def abstract(inner: str) -> Record:
    return read(article=f"<Abstract>{inner}</Abstract>")


def formula(inner: str) -> str:
    """MathML written with short names: `<i>` for mi, `<o>` for mo, `<r>` for mrow."""
    for short, name in (("i", "mi"), ("o", "mo"), ("r", "mrow")):
        inner = inner.replace(f"<{short}>", f"<{name}>").replace(f"</{short}>", f"</{name}>")
    return MATH.format(
        inner.replace("</", "<//").replace("<", "<mml:").replace("<mml://", "</mml:")
    )


FORMULAS = {
    "<msub><i>V</i><i>max</i></msub>": "Vmax",
    "<msubsup><i>x</i><i>i</i><i>2</i></msubsup>": "xi^2",
    "<mfrac><r><i>a</i><o>+</o><i>b</i></r><i>c</i></mfrac>": "(a+b)/c",
    "<mfrac><i>a</i><r><o>-</o><i>b</i></r></mfrac>": "a/-b",
    "<msup><i>e</i><r><i>n</i><o>+</o><i>1</i></r></msup>": "e^(n+1)",
    "<msup><i>10</i><r><o>-</o><i>3</i></r></msup>": "10^-3",
    "<msup><mfenced><i>a</i><i>b</i></mfenced><i>2</i></msup>": "(a,b)^2",
    "<mfenced open='[' close=']' separators=';'><i>a</i><i>b</i></mfenced>": "[a;b]",
    "<msqrt><i>a</i><o>+</o><i>b</i></msqrt>": "√(a+b)",
    "<mroot><i>x</i><i>3</i></mroot>": "x^(1/3)",
    "<i>p</i><mspace/><o>&lt;</o><mspace/><i>0.05</i>": "p < 0.05",
    "<semantics><i>x</i><annotation>x_{tex}</annotation></semantics>": "x",
}


@pytest.mark.parametrize(("inner", "text"), FORMULAS.items())
def test_a_formula_reads_the_same_in_title_and_abstract(inner: str, text: str) -> None:
    record = read(
        title=f"Rise of {formula(inner)} in rats",
        article=f"<Abstract><AbstractText>{formula(inner)} rose.</AbstractText></Abstract>",
    )
    assert record.title == f"Rise of {text} in rats"
    assert record.abstract == f"{text} rose."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("2<sup>n+1</sup>", "2^(n+1)"),
        ("kg<sup>-1</sup> m<sup>-2</sup>", "kg^-1 m^-2"),
        ("SO<sub>4</sub><sup>2-</sup>", "SO4^2-"),
        ("R<sup>2</sup>=0.4", "R^2=0.4"),
        ("x<i> </i><sup>3</sup>H", "x 3H"),
        ("AUC<sub>0-24</sub>", "AUC0-24"),
    ],
)
def test_raised_and_lowered_text_cannot_be_misread(markup: str, text: str) -> None:
    assert abstract(f"<AbstractText>{markup}</AbstractText>").abstract == text


@pytest.mark.parametrize("kind", ["Publisher", "plain-language-summary", "AIDS"])
def test_other_abstracts_stay_out_of_the_abstract(kind: str) -> None:
    other = f'<OtherAbstract Type="{kind}" Language="spa"><AbstractText>Otro NCT00000103.</AbstractText></OtherAbstract>'
    with_both = read(
        article="<Abstract><AbstractText>Own.</AbstractText></Abstract>", citation=other
    )
    assert (with_both.abstract, with_both.registrations) == ("Own.", ())
    assert with_both.other_abstracts == (OtherAbstract(kind, "spa", "Otro NCT00000103."),)
    assert read(citation=other).abstract == ""
    assert read(citation=other).other_abstracts == with_both.other_abstracts


def test_other_abstracts_are_kept_apart_in_order() -> None:
    record = read(
        citation='<OtherAbstract Type="Publisher" Language="fre"><AbstractText Label="BUT">Un.</AbstractText>'
        "<AbstractText>Deux: 10<sup>6</sup>.</AbstractText><CopyrightInformation>©</CopyrightInformation>"
        '</OtherAbstract><OtherAbstract Type="Publisher" Language="ger"><AbstractText/></OtherAbstract>'
        '<OtherAbstract Type="plain-language-summary" Language="eng"><AbstractText>Plain.</AbstractText></OtherAbstract>',
    )
    assert record.other_abstracts == (
        OtherAbstract("Publisher", "fre", "BUT: Un.\nDeux: 10^6."),
        OtherAbstract("plain-language-summary", "eng", "Plain."),
    )


def test_a_title_translated_for_pubmed_keeps_its_brackets() -> None:
    record = read(
        title="[Baclofen in <i>practice</i>].",
        article="<Language>ger</Language><VernacularTitle>Baclofen in der <i>Praxis</i>.</VernacularTitle>",
    )
    assert record.title == "[Baclofen in practice]."
    assert (record.vernacular_title, record.languages) == ("Baclofen in der Praxis.", ("ger",))


@pytest.mark.parametrize(
    ("headings", "mesh"),
    [
        (
            '<DescriptorName MajorTopicYN="Y">Pain</DescriptorName>',
            MeshHeading("Pain", (), True),
        ),
        (
            '<DescriptorName MajorTopicYN="N">Pain</DescriptorName><QualifierName MajorTopicYN="N">drug therapy'
            '</QualifierName><QualifierName MajorTopicYN="Y">etiology</QualifierName>',
            MeshHeading("Pain", ("drug therapy", "etiology"), True),
        ),
        (
            '<DescriptorName MajorTopicYN="N" Type="Geographic"> New\n York </DescriptorName>',
            MeshHeading("New York"),
        ),
    ],
)
def test_each_shape_of_a_heading(headings: str, mesh: MeshHeading) -> None:
    listed = f"<MeshHeadingList><MeshHeading>{headings}</MeshHeading></MeshHeadingList>"
    assert read(citation=listed).mesh == (mesh,)


def test_grants_are_kept_with_what_is_given() -> None:
    listed = (
        "<GrantList CompleteYN='N'><Grant><GrantID>K1</GrantID><Agency>Fund &amp; Co</Agency></Grant>"
        "<Grant><Acronym>XY</Acronym><Agency>Trust</Agency><Country>Utopia</Country></Grant><Grant/></GrantList>"
    )
    assert read(article=listed).grants == (
        Grant("K1", "Fund & Co"),
        Grant("", "Trust", "Utopia"),
    )


def test_registrations_are_those_of_trial_registries_and_of_the_abstract() -> None:
    banks = "".join(
        f"<DataBank><DataBankName>{name}</DataBankName><AccessionNumberList>"
        f"<AccessionNumber>{number}</AccessionNumber></AccessionNumberList></DataBank>"
        for name, number in (("ClinicalTrials.gov", "NCT00000102"), ("PDB", "1ABC"), ("DRKS", "DRKS00000001"))
    )  # fmt: skip
    record = read(
        article="<Abstract><AbstractText>See NCT00000102, ISRCTN00000001 and ACTRN00000000000001.</AbstractText>"
        f"</Abstract><DataBankList>{banks}</DataBankList>"
    )
    assert record.registrations == (
        "NCT00000102",
        "DRKS00000001",
        "ISRCTN00000001",
        "ACTRN00000000000001",
    )


@pytest.mark.parametrize(
    ("inner", "text", "sections"),
    [
        ("<AbstractText/>", "", ()),
        ("<AbstractText> \n </AbstractText><AbstractText>A.</AbstractText>", "A.", ()),
        (
            '<AbstractText Label="AIM">A.</AbstractText><AbstractText Label="AIM">B.</AbstractText>',
            "AIM: A.\nAIM: B.",
            (Section("AIM", "", 5, 7), Section("AIM", "", 13, 15)),
        ),
        (
            '<AbstractText NlmCategory="RESULTS">A.</AbstractText>',
            "A.",
            (Section("", "RESULTS", 0, 2),),
        ),
        ('<AbstractText Label="AIM:">A.</AbstractText>', "AIM: A.", (Section("AIM", "", 5, 7),)),
        ('<AbstractText Label="">A.</AbstractText>', "A.", ()),
        ("<CopyrightInformation>© Press.</CopyrightInformation>", "", ()),
    ],
)
def test_each_shape_of_an_abstract(inner: str, text: str, sections: tuple[Section, ...]) -> None:
    record = abstract(inner)
    assert (record.abstract, record.sections) == (text, sections)


ELECTRONIC = '<ArticleDate DateType="Electronic"><Year>2010</Year></ArticleDate>'


@pytest.mark.parametrize(
    ("date", "later", "year"),
    [
        ("<Year>2003</Year><Season>Winter</Season>", "", 2003),
        ("<Year>2003</Year><Month>Feb</Month><Day>29</Day>", ELECTRONIC, 2003),
        ("<MedlineDate>1976-1977 Winter</MedlineDate>", "", 1976),
        ("<MedlineDate>15 Dec 1998-3 Jan 1999</MedlineDate>", "", 1998),
        ("<MedlineDate>1st Quart 2000</MedlineDate>", ELECTRONIC, 2000),
        ("<MedlineDate>Suppl 12345</MedlineDate>", "", None),
        ("<MedlineDate>Suppl 12345</MedlineDate>", ELECTRONIC, 2010),
        ("<Year/>", "", None),
        ("", "<ArticleDate><Month>1</Month></ArticleDate>" + ELECTRONIC, 2010),
    ],
)
def test_each_shape_of_a_date(date: str, later: str, year: int | None) -> None:
    assert read(date=date, article=later).year == year


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("<Author><CollectiveName>Group A</CollectiveName></Author>", ("Group A",)),
        (
            "<Author><LastName>Doe</LastName><ForeName>Ada B</ForeName><Initials>AB</Initials></Author>"
            "<Author><CollectiveName>Group <i>A</i></CollectiveName></Author>",
            ("Doe AB", "Group A"),
        ),
        ("<Author><LastName>Plato</LastName></Author><Author/>", ("Plato",)),
        (
            "<Author><LastName>Doe</LastName><Identifier Source='ORCID'>0</Identifier>"
            "<AffiliationInfo><Affiliation>Here</Affiliation></AffiliationInfo></Author>",
            ("Doe",),
        ),
    ],
)
def test_each_shape_of_an_author(authors: str, names: tuple[str, ...]) -> None:
    record = read(
        article=f"<AuthorList>{authors}</AuthorList>",
        citation="<InvestigatorList><Investigator><LastName>Site</LastName></Investigator></InvestigatorList>",
    )
    assert record.authors == names


def test_only_valid_identifiers_of_the_article_itself_count() -> None:
    record = read(
        article='<ELocationID EIdType="doi" ValidYN="N">10.5555/wrong</ELocationID>'
        '<ELocationID EIdType="pii" ValidYN="Y">S1</ELocationID>'
        '<ELocationID EIdType="doi" ValidYN="Y">10.5555/own</ELocationID>',
        citation="<CommentsCorrectionsList><CommentsCorrections RefType='CommentIn'><RefSource>J. doi: 10.5555/other"
        "</RefSource><PMID>90000007</PMID></CommentsCorrections></CommentsCorrectionsList>",
        data="<ArticleIdList><ArticleId IdType='doi'/></ArticleIdList><ReferenceList><Reference><ArticleIdList>"
        "<ArticleId IdType='pubmed'>90000008</ArticleId><ArticleId IdType='doi'>10.5555/cited</ArticleId>"
        "<ArticleId IdType='pmc'>PMC9</ArticleId></ArticleIdList></Reference></ReferenceList>",
    )
    assert (record.pmid, record.doi, record.pmcid) == ("90000001", "10.5555/own", "")


@pytest.mark.parametrize(
    ("ref_type", "state"),
    [
        ("RetractionIn", NoticeState.RETRACTED),
        ("RetractedandRepublishedIn", NoticeState.RETRACTED),
        ("ExpressionOfConcernIn", NoticeState.EXPRESSION_OF_CONCERN),
        ("CorrectedandRepublishedIn", NoticeState.REPUBLISHED),
        ("ErratumIn", NoticeState.ERRATUM),
        ("UpdateIn", NoticeState.UPDATED),
        ("CommentIn", NoticeState.NONE),
        ("CommentOn", NoticeState.NONE),
        ("CorrectedandRepublishedFrom", NoticeState.NONE),
        ("ExpressionOfConcernFor", NoticeState.NONE),
        ("SummaryForPatientsIn", NoticeState.NONE),
    ],
)
def test_each_link_is_kept_as_what_it_is(ref_type: str, state: NoticeState) -> None:
    link = f'<CommentsCorrections RefType="{ref_type}"><RefSource>J. 2002</RefSource></CommentsCorrections>'
    record = read(citation=f"<CommentsCorrectionsList>{link}</CommentsCorrectionsList>")
    assert record.corrections == (Correction(ref_type, "J. 2002"),)
    assert record.notice_state is state
    seen = NoticeState.COMMENTED if ref_type == "CommentIn" else state
    assert record.notices == (() if seen is NoticeState.NONE else (seen,))


def test_every_notice_is_kept_worst_first() -> None:
    links = "".join(
        f'<CommentsCorrections RefType="{ref_type}"><RefSource>J</RefSource></CommentsCorrections>'
        for ref_type in ("CommentIn", "CommentOn", "ErratumIn", "UpdateIn", "Cites", "ErratumIn",
                         "CorrectedandRepublishedIn", "ExpressionOfConcernIn", "RetractionIn")
    )  # fmt: skip
    record = read(citation=f"<CommentsCorrectionsList>{links}</CommentsCorrectionsList>")
    assert record.notices == tuple(NoticeState)[:6]
    assert record.notice_state is NoticeState.RETRACTED
    assert "Cites" not in {link.ref_type for link in record.corrections}


BOOK = """<PubmedBookArticle><BookDocument><PMID>90000002</PMID>
    <ArticleIdList><ArticleId IdType="doi">10.5555/chapter</ArticleId></ArticleIdList>
    <Book><BookTitle>Handbook</BookTitle>{book}</Book>{document}</BookDocument></PubmedBookArticle>"""


@pytest.mark.parametrize(
    ("book", "document", "expected"),
    [
        (
            "<PubDate><Year>2006</Year></PubDate><AuthorList Type='editors'><Author><LastName>Ed</LastName></Author></AuthorList>",
            "<ArticleTitle>Chapter</ArticleTitle>"
            "<AuthorList Type='authors'><Author><LastName>Au</LastName></Author></AuthorList>",
            ("Chapter", "Handbook", 2006, ("Au",)),
        ),
        (
            "<PubDate><MedlineDate>2006-2010</MedlineDate></PubDate>"
            "<AuthorList Type='authors'><Author><CollectiveName>Office</CollectiveName></Author></AuthorList>",
            "",
            ("Handbook", "", 2006, ("Office",)),
        ),
        (
            "<PubDate/>",
            "<ContributionDate><Year>2019</Year></ContributionDate>",
            ("Handbook", "", 2019, ()),
        ),
    ],
)
def test_each_shape_of_a_book(book: str, document: str, expected: tuple[object, ...]) -> None:
    record = parse_article(BOOK.format(book=book, document=document).encode())
    assert (record.title, record.journal, record.year, record.authors) == expected
    assert (record.pmid, record.doi) == ("90000002", "10.5555/chapter")


def test_a_book_has_the_fields_that_books_have() -> None:
    record = parse_article(
        b"""<PubmedBookArticle><BookDocument><PMID>90000002</PMID>
        <ArticleIdList><ArticleId IdType="bookaccession">NBK0</ArticleId></ArticleIdList>
        <Book><BookTitle>The <i>whole</i> book</BookTitle><PubDate><Year>2006</Year><Month>05</Month></PubDate>
          <Volume>2</Volume><ELocationID EIdType="doi">10.5555/book</ELocationID></Book>
        <VernacularTitle>Das Buch</VernacularTitle><Pagination><StartPage>7</StartPage></Pagination>
        <Language>eng</Language><PublicationType>Review</PublicationType>
        <Abstract><AbstractText Label="AIM">Trial NCT00000102.</AbstractText></Abstract>
        <GrantList><Grant><Agency>Trust</Agency></Grant></GrantList></BookDocument>
        <PubmedBookData><ArticleIdList><ArticleId IdType="pmc">PMC0</ArticleId></ArticleIdList></PubmedBookData>
        </PubmedBookArticle>"""
    )
    assert (record.title, record.journal, record.vernacular_title) == (
        "The whole book",
        "",
        "Das Buch",
    )
    assert (record.published, record.date_precision) == ("2006 May", DatePrecision.MONTH)
    assert (record.volume, record.pages, record.doi, record.pmcid) == (
        "2",
        "7",
        "10.5555/book",
        "PMC0",
    )
    assert (record.grants, record.registrations) == ((Grant("", "Trust"),), ("NCT00000102",))
    assert record.sections == (Section("AIM", "", 5, 23),)
