"""The public functions on claims and records: plain arguments in, frozen values out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from review.appraisal.appraise import appraise as _appraise
from review.appraisal.ranking import Ranked
from review.appraisal.ranking import rank as _rank
from review.claims.derivation import claim
from review.core.bounds import LONGEST_ABSTRACT, LONGEST_TITLE
from review.core.errors import InputError
from review.core.models import (
    Appraisal,
    Claim,
    DesignCall,
    Judgement,
    MeshHeading,
    Record,
    Sentence,
    Size,
)
from review.reading.design import design as _design
from review.reading.sentences import sentences as _sentences
from review.reading.size import size as _size
from review.records.abstract import sections_of
from review.records.identity import study_ids
from review.records.notices import notices_of, worst
from review.records.pubmed_xml import iter_records
from review.screening.eligibility import exclusion
from review.search.strategy import strategies
from review.synthesis.verdict import judge as _judge

__all__ = [
    "appraise",
    "claim",
    "design",
    "judge",
    "query",
    "rank_sentences",
    "read_records",
    "record",
    "sentences",
    "size",
]


def record(
    *,
    title: str,
    abstract: str = "",
    publication_types: Sequence[str] = (),
    mesh: Sequence[str] = (),
    pmid: str | int | None = None,
    year: int | None = None,
) -> Record:
    """A record from plain values.

    Args:
        title: title of the article.
        abstract: the abstract as one text; lines that begin with a label and a colon ("METHODS: ...")
            are its sections. Offsets in results index into this text.
        publication_types: in PubMed's words, for example "Randomized Controlled Trial".
        mesh: headings as `Descriptor` or `Descriptor/qualifier`, with `*` on a major topic.
        pmid: PubMed identifier; None for a record that has none.
        year: year of publication.

    Raises:
        InputError: the record has no title and no abstract, or one longer than any in PubMed.

    Example:
        >>> import review
        >>> review.record(title="Clonidine for sweating", abstract="", year=1990).year
        1990
    """
    if not title.strip() and not abstract.strip():
        raise InputError("A record needs a title or an abstract; both are empty.")
    for name, text, longest in (
        ("title", title, LONGEST_TITLE),
        ("abstract", abstract, LONGEST_ABSTRACT),
    ):
        if len(text) > longest:
            raise InputError(
                f"The {name} of a record has {len(text):,} characters and {longest:,} are allowed; give "
                f"one {name}, not a full text."
            )
    notices = notices_of(publication_types, ())
    return Record(
        title=title,
        abstract=abstract,
        pmid="" if pmid is None else str(pmid),
        sections=sections_of(abstract),
        publication_types=tuple(publication_types),
        mesh=tuple(_heading(text) for text in mesh),
        year=year,
        notice_state=worst(notices),
        notices=notices,
    )


def read_records(path: str | Path) -> Iterator[Record]:
    """Every record of a PubMed XML file (`.xml` or `.xml.gz`), in file order.

    The file is read one article at a time, so memory stays flat whatever its size.

    Raises:
        InputError: the file is missing, cut off, has XML entities, or is not PubMed XML.
        RecordError: an article in it is not a PubMed record.

    Example:
        >>> import review
        >>> from review.core.settings import data_folder
        >>> file = sorted((data_folder() / "snapshot").glob("*.xml"))[0]
        >>> next(review.read_records(file)).pmid.isdigit()
        True
    """
    return iter_records(Path(path))


def _heading(text: str) -> MeshHeading:
    descriptor, *qualifiers = [part.strip() for part in text.split("/")]
    names = [part.rstrip("*") for part in qualifiers]
    return MeshHeading(descriptor.rstrip("*"), tuple(names), "*" in text)


def sentences(record: Record) -> list[Sentence]:
    """The sentences of the abstract, each with text, start, end and role.

    Example:
        >>> import review
        >>> trial = review.record(
        ...     title="Clonidine in opioid withdrawal: a randomised trial",
        ...     abstract="METHODS: 60 adults took part. RESULTS: Clonidine reduced the severity of opioid withdrawal.",
        ... )
        >>> [str(sentence.role) for sentence in review.sentences(trial)]
        ['methods', 'results']
    """
    return list(_sentences(record))


def rank_sentences(claim: Claim, record: Record) -> list[Ranked]:
    """The sentences of the abstract with a score from 0 to 1, the likeliest evidence for the claim first.

    Example:
        >>> import review
        >>> trial = review.record(
        ...     title="Clonidine in opioid withdrawal: a randomised trial",
        ...     abstract="METHODS: 60 adults took part. RESULTS: Clonidine reduced the severity of opioid withdrawal.",
        ... )
        >>> claim = review.claim("Clonidine reduces the severity of opioid withdrawal")
        >>> review.rank_sentences(claim, trial)[0].sentence.text
        'Clonidine reduced the severity of opioid withdrawal.'
    """
    return list(_rank(claim, record))


def design(record: Record) -> DesignCall:
    """The study design, whether allocation was random, and the signal that decided.

    Example:
        >>> import review
        >>> trial = review.record(
        ...     title="Clonidine in opioid withdrawal: a randomised trial",
        ...     abstract="METHODS: 60 adults took part. RESULTS: Clonidine reduced the severity of opioid withdrawal.",
        ... )
        >>> str(review.design(trial).design), review.design(trial).is_randomised
        ('randomised trial', True)
    """
    return _design(record)


def size(record: Record) -> Size:
    """Participants, per arm where given, studies of a synthesis, and the text they came from.

    Example:
        >>> import review
        >>> trial = review.record(
        ...     title="Clonidine in opioid withdrawal: a randomised trial",
        ...     abstract="METHODS: 60 adults took part. RESULTS: Clonidine reduced the severity of opioid withdrawal.",
        ... )
        >>> review.size(trial).participants, review.size(trial).text
        (60, '60 adults')
    """
    return _size(record)


def appraise(claim: Claim, record: Record) -> Appraisal:
    """What one record says about one claim: finding, stance, rationale with offsets, rule and more.

    Example:
        >>> import review
        >>> trial = review.record(
        ...     title="Clonidine in opioid withdrawal: a randomised trial",
        ...     abstract="METHODS: 60 adults took part. RESULTS: Clonidine reduced the severity of opioid withdrawal.",
        ... )
        >>> claim = review.claim("Clonidine reduces the severity of opioid withdrawal")
        >>> appraisal = review.appraise(claim, trial)
        >>> str(appraisal.finding), str(appraisal.stance)
        ('decreased', 'supports')
    """
    return _appraise(claim, record)


def query(claim: Claim) -> str:
    """The claim's full PubMed search strategy; empty for guidance, which is not searched.

    Example:
        >>> import review
        >>> "clonidine" in review.query(review.claim("Clonidine relieves anxiety"))
        True
    """
    steps = strategies(claim)
    return steps[0].query if steps else ""


def judge(claim: Claim, records: Sequence[Record]) -> Judgement:
    """What the records, together, say about a claim: verdict, certainty, domains, statement.

    The records are screened first, as in a run: retracted papers, notices and records off the topic
    do not count. A record without a PMID is told apart by its place.

    Raises:
        InputError: two records share a PMID.

    Example:
        >>> import review
        >>> claim = review.claim("Clonidine reduces the severity of opioid withdrawal")
        >>> str(review.judge(claim, []).verdict)
        'insufficient evidence'
    """
    named = [one if one.pmid else _numbered(one, place) for place, one in enumerate(records, 1)]
    by_pmid = {one.pmid: one for one in named}
    if len(by_pmid) < len(named):
        raise InputError("Two of the records have the same PMID; give each record once.")
    same_study = study_ids(named)
    included = [one for one in named if exclusion(claim, one) is None]
    return _judge(
        claim,
        [_appraise(claim, one, study_id=same_study[one.pmid]) for one in included],
        records=by_pmid,
        n_found=len(named),
        search_failed=False,
    )


def _numbered(one: Record, place: int) -> Record:
    return replace(one, pmid=f"record-{place}")
