"""PubMed XML to records: every field, awkward markup, and refusals that say what is wrong."""

import hashlib
from pathlib import Path

import pytest

from review.core.errors import RecordError
from review.core.models import Correction, Grant, MeshHeading, OtherAbstract, Record, Section
from review.core.vocabulary import DatePrecision, NoticeState
from review.records.notices import notice_state
from review.records.pubmed_xml import NO_TITLE, parse_article

FULL = """<PubmedArticle>
  <MedlineCitation Status="MEDLINE" Owner="NLM">
    <PMID Version="1">90000001</PMID>
    <Article PubModel="Print">
      <Journal>
        <JournalIssue CitedMedium="Print">
          <Volume>12</Volume><Issue>3</Issue>
          <PubDate><Year>2001</Year><Month>Feb</Month></PubDate>
        </JournalIssue>
        <Title>Journal of Imaginary Trials</Title><ISOAbbreviation>J Imagin Trials</ISOAbbreviation>
      </Journal>
      <ArticleTitle>Drug A versus <i>drug B</i> in CO<sub>2</sub>
        narcosis.</ArticleTitle>
      <Pagination><StartPage>10</StartPage><EndPage>19</EndPage><MedlinePgn>10-9</MedlinePgn></Pagination>
      <ELocationID EIdType="doi" ValidYN="Y">10.5555/elocation</ELocationID>
      <Abstract>
        <AbstractText Label="AIMS" NlmCategory="OBJECTIVE">To test A.</AbstractText>
        <AbstractText Label="RESULTS" NlmCategory="RESULTS">Of 10<sup>6</sup> cells/m<sup>2</sup>,
          <b>half</b> died (NCT00000102).</AbstractText>
        <AbstractText Label="RESULTS" NlmCategory="RESULTS">More results.</AbstractText>
        <AbstractText>No label here.</AbstractText>
        <CopyrightInformation>Summary written for this project from facts.</CopyrightInformation>
      </Abstract>
      <AuthorList CompleteYN="N">
        <Author ValidYN="Y"><LastName>Ödman</LastName><ForeName>Eva</ForeName><Initials>E</Initials></Author>
        <Author ValidYN="N"><LastName>Odmann</LastName><Initials>E</Initials></Author>
        <Author ValidYN="Y"><LastName>King</LastName><Initials>ML</Initials><Suffix>Jr</Suffix></Author>
        <Author ValidYN="Y"><CollectiveName>Imaginary Study Group</CollectiveName></Author>
      </AuthorList>
      <Language>eng</Language><Language>und</Language>
      <DataBankList CompleteYN="Y">
        <DataBank><DataBankName>GENBANK</DataBankName>
          <AccessionNumberList><AccessionNumber>AB000001</AccessionNumber></AccessionNumberList></DataBank>
        <DataBank><DataBankName>ISRCTN</DataBankName>
          <AccessionNumberList><AccessionNumber>ISRCTN00000001</AccessionNumber></AccessionNumberList></DataBank>
        <DataBank><DataBankName>ClinicalTrials.gov</DataBankName>
          <AccessionNumberList><AccessionNumber>NCT00000102</AccessionNumber></AccessionNumberList></DataBank>
      </DataBankList>
      <GrantList CompleteYN="Y">
        <Grant><GrantID>G-1</GrantID><Acronym>IF</Acronym><Agency>Imaginary Fund</Agency><Country>Utopia</Country></Grant>
        <Grant><Agency>Another Fund</Agency><Country/></Grant><Grant/></GrantList>
      <PublicationTypeList>
        <PublicationType UI="">Not recorded</PublicationType>
        <PublicationType UI="D016449">Randomized Controlled Trial</PublicationType>
      </PublicationTypeList>
      <VernacularTitle>Droge A gegen Droge B</VernacularTitle>
    </Article>
    <MedlineJournalInfo><MedlineTA>J Imagin Trials</MedlineTA></MedlineJournalInfo>
    <ChemicalList><Chemical><RegistryNumber>0</RegistryNumber>
      <NameOfSubstance UI="">Drug A</NameOfSubstance></Chemical></ChemicalList>
    <CommentsCorrectionsList>
      <CommentsCorrections RefType="Cites"><RefSource>Elsewhere</RefSource><PMID Version="1">90000009</PMID></CommentsCorrections>
      <CommentsCorrections RefType="ErratumIn"><RefSource>J Imagin Trials. 2002;13:1</RefSource><PMID Version="1">90000002</PMID></CommentsCorrections>
      <CommentsCorrections RefType="CommentIn"><RefSource>J Imagin Trials. 2003</RefSource></CommentsCorrections>
    </CommentsCorrectionsList>
    <MeshHeadingList>
      <MeshHeading><DescriptorName UI="" MajorTopicYN="N">Humans</DescriptorName></MeshHeading>
      <MeshHeading><DescriptorName UI="" MajorTopicYN="N">Drug A</DescriptorName>
        <QualifierName UI="" MajorTopicYN="N">adverse effects</QualifierName>
        <QualifierName UI="" MajorTopicYN="Y">therapeutic use</QualifierName></MeshHeading>
    </MeshHeadingList>
    <OtherAbstract Type="Publisher" Language="ger"><AbstractText Label="ZIEL">Anderes.</AbstractText></OtherAbstract>
  </MedlineCitation>
  <PubmedData>
    <PublicationStatus>ppublish</PublicationStatus>
    <ArticleIdList><ArticleId IdType="pubmed">90000001</ArticleId><ArticleId IdType="doi">10.5555/own</ArticleId>
      <ArticleId IdType="pmc">PMC0</ArticleId></ArticleIdList>
    <ReferenceList><Reference><Citation>Other</Citation>
      <ArticleIdList><ArticleId IdType="doi">10.5555/of-a-reference</ArticleId></ArticleIdList></Reference></ReferenceList>
  </PubmedData>
</PubmedArticle>""".encode()


def article(abstract: str = "", article_parts: str = "", dates: str = "<Year>2001</Year>") -> bytes:
    return f"""<PubmedArticle><MedlineCitation Status="Publisher"><PMID Version="1">90000001</PMID>
      <Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print"><PubDate>{dates}</PubDate></JournalIssue></Journal>
      <ArticleTitle>T</ArticleTitle>{abstract}{article_parts}</Article></MedlineCitation>
      <PubmedData><ArticleIdList><ArticleId IdType="pubmed">90000001</ArticleId></ArticleIdList>
      <ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.5555/ref</ArticleId></ArticleIdList></Reference></ReferenceList>
      </PubmedData></PubmedArticle>""".encode()


def abstract_of(inner: str) -> Record:
    return parse_article(article(f"<Abstract>{inner}</Abstract>"))


def test_every_field_is_read() -> None:
    record = parse_article(FULL)
    abstract = (
        "AIMS: To test A.\nRESULTS: Of 10^6 cells/m^2, half died (NCT00000102).\n"
        "RESULTS: More results.\nNo label here."
    )
    assert record == Record(
        title="Drug A versus drug B in CO2 narcosis.",
        abstract=abstract,
        pmid="90000001",
        sections=(
            Section("AIMS", "OBJECTIVE", 6, 16),
            Section("RESULTS", "RESULTS", 26, 69),
            Section("RESULTS", "RESULTS", 79, 92),
            Section("", "", 93, 107),
        ),
        publication_types=("Randomized Controlled Trial",),
        mesh=(
            MeshHeading("Humans"),
            MeshHeading("Drug A", ("adverse effects", "therapeutic use"), True),
        ),
        substances=("Drug A",),
        authors=("Ödman E", "King ML Jr", "Imaginary Study Group"),
        authors_complete=False,
        journal="J Imagin Trials",
        year=2001,
        volume="12",
        issue="3",
        pages="10-9",
        doi="10.5555/own",
        languages=("eng",),
        vernacular_title="Droge A gegen Droge B",
        registrations=("ISRCTN00000001", "NCT00000102"),
        corrections=(
            Correction("ErratumIn", "J Imagin Trials. 2002;13:1", "90000002"),
            Correction("CommentIn", "J Imagin Trials. 2003", ""),
        ),
        is_summary=True,
        notice_state=NoticeState.ERRATUM,
        sha256=hashlib.sha256(FULL).hexdigest(),
        published="2001 Feb",
        date_precision=DatePrecision.MONTH,
        pmcid="PMC0",
        grants=(Grant("G-1", "Imaginary Fund", "Utopia"), Grant("", "Another Fund", "")),
        other_abstracts=(OtherAbstract("Publisher", "ger", "ZIEL: Anderes."),),
        notices=(NoticeState.ERRATUM, NoticeState.COMMENTED),
    )


def test_section_offsets_span_the_text_without_its_label() -> None:
    record = parse_article(FULL)
    texts = [record.abstract[section.start : section.end] for section in record.sections]
    assert texts == [
        "To test A.",
        "Of 10^6 cells/m^2, half died (NCT00000102).",
        "More results.",
        "No label here.",
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>6</sup>", "10^6"),
        ("10<sup>-3</sup> M", "10^-3 M"),
        ("Ca<sup>2+</sup> and H<sub>2</sub>O", "Ca^2+ and H2O"),
        ("<sup>3</sup>H-labelled", "3H-labelled"),
        ("Lioresal<sup>®</sup>", "Lioresal®"),
        ("GABA<sub>B</sub>", "GABAB"),
        ("β<sub>\n  2</sub>-agonist", "β2-agonist"),
        ("<i>in <b>vitro</b></i> work", "in vitro work"),
        ("10<sup>4<i>x</i></sup> after", "10^4x after"),
        ("a\n   b\u00a0c\u2009d", "a b c d"),
        ("P &lt; 0.05 &amp; more", "P < 0.05 & more"),
        ("before<!-- note -->after <?pi x?>end", "beforeafter end"),
        (
            '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>x</mml:mi>'
            "<mml:mn>2</mml:mn></mml:msup></mml:math> rose",
            "x^2 rose",
        ),
        (
            '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">\n <mml:mrow>\n <mml:mi>He</mml:mi>\n'
            " <mml:mfrac><mml:mn>1</mml:mn> <mml:mn>3</mml:mn></mml:mfrac>\n<mml:mtext> </mml:mtext>"
            "<mml:mi>MRI</mml:mi></mml:mrow></mml:math> scans",
            "He1/3 MRI scans",
        ),
    ],
)
def test_inline_markup_keeps_its_meaning(markup: str, text: str) -> None:
    assert abstract_of(f"<AbstractText>{markup}</AbstractText>").abstract == text


def test_unlabelled_abstract_has_no_sections() -> None:
    record = abstract_of("<AbstractText>Plain text.</AbstractText>")
    assert (record.abstract, record.sections) == ("Plain text.", ())


def test_unlabelled_label_is_not_printed() -> None:
    record = abstract_of(
        '<AbstractText Label="UNLABELLED" NlmCategory="UNASSIGNED">Some text.</AbstractText>'
    )
    assert record.abstract == "Some text."
    assert record.sections == (Section("", "UNASSIGNED", 0, 10),)


def test_headings_in_bold_are_labels() -> None:
    record = abstract_of(
        "<AbstractText><b>Background: </b>Old news. <b>Results</b>: A <b>large</b> fall in x<sup>2</sup>."
        "</AbstractText>"
    )
    assert record.abstract == "Background: Old news.\nResults: A large fall in x^2."
    assert [section.label for section in record.sections] == ["Background", "Results"]
    assert record.abstract[record.sections[1].start :] == "A large fall in x^2."


def test_bold_inside_a_sentence_is_no_heading() -> None:
    record = abstract_of("<AbstractText>We gave <b>baclofen</b>: it worked.</AbstractText>")
    assert (record.abstract, record.sections) == ("We gave baclofen: it worked.", ())


def test_empty_sections_leave_no_trace() -> None:
    record = abstract_of(
        '<AbstractText Label="AIM"/><AbstractText Label="RESULTS">Yes.</AbstractText>'
    )
    assert record.abstract == "RESULTS: Yes."


def test_authors_own_abstract_is_no_summary() -> None:
    record = abstract_of(
        "<AbstractText>X.</AbstractText><CopyrightInformation>© 2001 Press.</CopyrightInformation>"
    )
    assert not record.is_summary


def test_doi_of_a_reference_is_not_the_articles() -> None:
    assert parse_article(article()).doi == ""


def test_doi_is_taken_from_a_valid_location() -> None:
    parts = (
        '<ELocationID EIdType="doi" ValidYN="N">10.5555/old</ELocationID>'
        '<ELocationID EIdType="doi" ValidYN="Y">10.5555/new</ELocationID>'
    )
    assert parse_article(article(article_parts=parts)).doi == "10.5555/new"


@pytest.mark.parametrize(
    ("dates", "later", "year"),
    [
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", "", 1998),
        ("<MedlineDate>Winter 2003</MedlineDate>", "", 2003),
        ("<MedlineDate>Not recorded</MedlineDate>", "", None),
        (
            "",
            '<ArticleDate DateType="Electronic"><Year>2010</Year><Month>1</Month><Day>2</Day></ArticleDate>',
            2010,
        ),
        (
            "<Year>2011</Year>",
            '<ArticleDate DateType="Electronic"><Year>2010</Year></ArticleDate>',
            2011,
        ),
    ],
)
def test_year_from_each_kind_of_date(dates: str, later: str, year: int | None) -> None:
    assert parse_article(article(article_parts=later, dates=dates)).year == year


def test_placeholders_for_unknown_values_are_read_as_nothing() -> None:
    xml = article(
        article_parts="<Pagination><MedlinePgn/></Pagination><Language>und</Language>"
        '<PublicationTypeList><PublicationType UI="">Not recorded</PublicationType></PublicationTypeList>'
    ).replace(
        b"</Article></Med",
        b"</Article><MedlineJournalInfo><MedlineTA>Not recorded</MedlineTA></MedlineJournalInfo>"
        b'<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>Not recorded</RefSource>'
        b"</CommentsCorrections></CommentsCorrectionsList></Med",
    )
    record = parse_article(xml)
    assert record.corrections == (Correction("RetractionIn"),)
    assert (record.languages, record.publication_types, record.journal, record.pages) == (
        (),
        (),
        "",
        "",
    )


def test_untitled_article_uses_its_own_language_or_says_so() -> None:
    untitled = article().replace(b"<ArticleTitle>T</ArticleTitle>", b"<ArticleTitle/>")
    assert parse_article(untitled).title == NO_TITLE
    vernacular = untitled.replace(
        b"</Article><", b"<VernacularTitle>Titel</VernacularTitle></Article><"
    ).replace(b"</Article></Med", b"<VernacularTitle>Titel</VernacularTitle></Article></Med")
    assert parse_article(vernacular).title == "Titel"


def test_pages_from_start_and_end() -> None:
    parts = "<Pagination><StartPage>12</StartPage><EndPage>15</EndPage></Pagination>"
    assert parse_article(article(article_parts=parts)).pages == "12-15"
    assert (
        parse_article(
            article(article_parts="<Pagination><StartPage>e7</StartPage></Pagination>")
        ).pages
        == "e7"
    )


def test_book_chapter() -> None:
    record = parse_article(
        b"""<PubmedBookArticle><BookDocument><PMID Version="1">90000003</PMID>
        <ArticleIdList><ArticleId IdType="bookaccession">NBK1</ArticleId></ArticleIdList>
        <Book><Publisher><PublisherName>P</PublisherName></Publisher><BookTitle>Handbook</BookTitle>
          <PubDate><Year>2006</Year></PubDate>
          <AuthorList Type="editors"><Author><LastName>Editor</LastName><Initials>E</Initials></Author></AuthorList></Book>
        <ArticleTitle>Baclofen</ArticleTitle><Language>eng</Language>
        <AuthorList Type="authors"><Author><LastName>Writer</LastName><Initials>W</Initials></Author></AuthorList>
        <PublicationType UI="D016454">Review</PublicationType>
        <Abstract><AbstractText>Levels in milk are low.</AbstractText></Abstract></BookDocument>
        <PubmedBookData><PublicationStatus>ppublish</PublicationStatus><ArticleIdList>
          <ArticleId IdType="pubmed">90000003</ArticleId></ArticleIdList></PubmedBookData></PubmedBookArticle>"""
    )
    assert (record.pmid, record.title, record.journal, record.year) == (
        "90000003",
        "Baclofen",
        "Handbook",
        2006,
    )
    assert (record.authors, record.publication_types) == (("Writer W",), ("Review",))
    assert record.abstract == "Levels in milk are low."


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        (b"<PubmedArticle><a></PubmedArticle>", "not well-formed"),
        (b"", "not well-formed"),
        (b"<html><body>error</body></html>", "begins with <html>"),
        (b"<PubmedArticleSet/>", "begins with <PubmedArticleSet>"),
        (b"<PubmedArticle/>", "no valid PMID"),
        (
            b"<PubmedArticle><MedlineCitation><PMID>9x</PMID></MedlineCitation></PubmedArticle>",
            "'9x'",
        ),
        (
            b"<PubmedArticle><MedlineCitation><PMID>90000001</PMID></MedlineCitation></PubmedArticle>",
            "PMID 90000001 has no MedlineCitation/Article",
        ),
        (
            b"<PubmedBookArticle><BookDocument><PMID>90000001</PMID></BookDocument></PubmedBookArticle>",
            "PMID 90000001 has no BookDocument/Book",
        ),
    ],
)
def test_malformed_record_is_refused_by_name(xml: bytes, says: str) -> None:
    with pytest.raises(RecordError, match="^(?s:.*)" + says.replace("(", r"\(")):
        parse_article(xml)


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not read")
    declared = f'<!DOCTYPE PubmedArticle [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    hostile = declared + article("<Abstract><AbstractText>a &x; b</AbstractText></Abstract>")
    with pytest.raises(RecordError, match="PMID 90000001 declares XML entities"):
        parse_article(hostile)


@pytest.mark.parametrize(
    ("types", "links", "state"),
    [
        ((), (), NoticeState.NONE),
        (("Retracted Publication",), (), NoticeState.RETRACTED),
        ((), ("ErratumIn", "RetractionIn"), NoticeState.RETRACTED),
        ((), ("UpdateIn", "ErratumIn", "ExpressionOfConcernIn"), NoticeState.EXPRESSION_OF_CONCERN),
        ((), ("ErratumIn", "CorrectedandRepublishedIn", "UpdateIn"), NoticeState.REPUBLISHED),
        ((), ("UpdateIn", "CommentIn"), NoticeState.UPDATED),
        (("Retraction of Publication",), ("RetractionOf",), NoticeState.NONE),
        (("Published Erratum",), ("ErratumFor",), NoticeState.NONE),
        (("Expression of Concern",), ("ExpressionOfConcernFor",), NoticeState.NONE),
        (("Journal Article",), ("UpdateOf", "CommentOn", "RepublishedFrom"), NoticeState.NONE),
    ],
)
def test_notice_state_is_the_worst_that_the_record_itself_shows(
    types: tuple[str, ...], links: tuple[str, ...], state: NoticeState
) -> None:
    assert notice_state(types, links) is state
