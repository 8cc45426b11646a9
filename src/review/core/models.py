"""The nouns of the suite: frozen values that stages pass to each other.

Nothing here computes; `review.claim` and `review.record` build valid ones from plain arguments.
"""

from dataclasses import dataclass, field

from review.core.claim_slot import ClaimSlot
from review.core.vocabulary import (
    Arrangement,
    Certainty,
    ComparatorKind,
    DatePrecision,
    Design,
    Direction,
    Directness,
    Domain,
    EvidenceState,
    Finding,
    Kind,
    Measure,
    NoticeState,
    Role,
    Stance,
    Verdict,
)


@dataclass(frozen=True)
class Claim:
    """One atomic, checkable statement of an article, with its question in PICO form.

    Empty text means "not stated". `direction` is None for a claim that only asks (PICO without a
    direction). `start` and `end` are character offsets of the claim in its article.
    """

    claim_id: str
    statement: str
    kind: Kind
    population: str = ""
    intervention: str = ""
    comparator: str = ""
    outcome: str = ""
    direction: Direction | None = None
    article: str = ""
    article_sha256: str = ""
    section: str = ""
    start: int | None = None
    end: int | None = None
    query: str = ""
    derived: tuple[str, ...] = ()
    """Names of the fields above that were derived from the statement, not given by the user."""
    doubts: tuple[str, ...] = ()
    """What keeps the claim from being understood, a sentence each; a claim with a doubt is neither searched for
    nor graded.
    """
    known_pmids: tuple[str, ...] = ()
    """Records that the searches should find, as the user names them; empty where none is named."""
    slots: tuple[ClaimSlot, ...] = field(default=(), compare=False, repr=False)
    """The same parts with the words and the concepts behind them, and dose, time, hedge and quantifier."""


@dataclass(frozen=True)
class Block:
    """One concept of a search: alternatives joined by OR, in PubMed's language.

    `name` says which (population, intervention, comparator, outcome, study filter); `terms` are the
    alternatives, each as it could be searched for alone. A published filter is one term: itself.
    """

    name: str
    query: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Strategy:
    """One search of a claim: step 1 is the full strategy, later steps its declared relaxations.

    `blocks` are joined by AND in `query`; a user's own query has none. `study_filter` names the
    published filter among them, if any.
    """

    step: int
    relaxation: str
    query: str
    blocks: tuple[Block, ...] = ()
    study_filter: str = ""


@dataclass(frozen=True)
class Section:
    """A part of an abstract: `abstract[start:end]` is its text, without the label."""

    label: str
    category: str
    """NLM category (BACKGROUND, OBJECTIVE, METHODS, RESULTS, CONCLUSIONS, UNASSIGNED) or empty."""
    start: int
    end: int


@dataclass(frozen=True)
class MeshHeading:
    """A MeSH descriptor of a record with its qualifiers; `major` where either is a major topic."""

    descriptor: str
    qualifiers: tuple[str, ...] = ()
    major: bool = False


@dataclass(frozen=True)
class Correction:
    """A link PubMed holds between a record and a notice, comment or version of it.

    `ref_type` is PubMed's RefType (`RetractionIn`, `ErratumFor`, `CommentOn`, `UpdateIn`, ...).
    """

    ref_type: str
    citation: str = ""
    pmid: str = ""


@dataclass(frozen=True)
class Grant:
    """Support that a record names; a part that PubMed leaves out is empty."""

    number: str = ""
    agency: str = ""
    country: str = ""


@dataclass(frozen=True)
class OtherAbstract:
    """An abstract beside the record's own: a translation, or one for another audience.

    `kind` is PubMed's Type (`Publisher`, `plain-language-summary`, ...), `language` ISO 639-2.
    """

    kind: str
    language: str
    text: str


@dataclass(frozen=True)
class Record:
    """One PubMed citation. `abstract` is one string; offsets everywhere index into it."""

    title: str
    abstract: str = ""
    pmid: str = ""
    sections: tuple[Section, ...] = ()
    publication_types: tuple[str, ...] = ()
    mesh: tuple[MeshHeading, ...] = ()
    substances: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    authors_complete: bool = True
    journal: str = ""
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    languages: tuple[str, ...] = ()
    vernacular_title: str = ""
    registrations: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    is_summary: bool = False
    """True where the abstract is a summary written for this project, not the authors' text."""
    notice_state: NoticeState = NoticeState.NONE
    sha256: str = ""
    """Hash of the record's XML as received; empty for a record built by hand."""
    published: str = ""
    """Date of publication as PubMed words it (`2001 Feb 14`, `1998 Dec-1999 Jan`); empty without a year."""
    date_precision: DatePrecision | None = None
    """How precise `published` is; None where it is empty."""
    pmcid: str = ""
    """Identifier of the full text in PubMed Central."""
    grants: tuple[Grant, ...] = ()
    other_abstracts: tuple[OtherAbstract, ...] = ()
    """Translations and plain-language summaries; never read as the abstract."""
    notices: tuple[NoticeState, ...] = ()
    """Every state that the record's links and types show, worst first, comments included."""

    def __hash__(self) -> int:
        """Of the texts alone, whose hashes Python keeps: a record may have thousands of sections and
        is looked up thousands of times while it is read.
        """
        return hash((self.pmid, self.title, self.abstract))


@dataclass(frozen=True)
class Sentence:
    """A sentence of an abstract with its place and role: `abstract[start:end] == text`."""

    text: str
    start: int
    end: int
    role: Role


@dataclass(frozen=True)
class DesignCall:
    """What kind of study a record is and the words or the heading that decided it.

    `is_randomised`: the study itself allocated at random; `gathers_randomised`: it is a synthesis
    that gathered trials that did. `arrangement` tells crossover and cluster trials from parallel
    groups, and a network meta-analysis from one of pairs.
    """

    design: Design
    is_randomised: bool
    signal: str
    arrangement: Arrangement = Arrangement.NONE
    gathers_randomised: bool = False


@dataclass(frozen=True)
class Size:
    """How many took part. `studies` is set for a synthesis; `text` is where the numbers stand."""

    participants: int | None = None
    per_arm: tuple[int, ...] = ()
    studies: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Appraisal:
    """One record read for one claim."""

    claim_id: str
    pmid: str
    design: Design
    is_randomised: bool
    design_signal: str
    n: int | None
    studies: int | None
    comparator: str
    comparator_kind: ComparatorKind
    directness: Directness
    directness_reason: str
    finding: Finding
    stance: Stance
    rationale: str
    rationale_start: int | None
    rationale_end: int | None
    rationale_in: str
    """`abstract` or `title`: the text that the offsets index; empty where there is no rationale."""
    rule: str
    condition: str = ""
    """What the finding holds for, where that is narrower than the claim; empty otherwise."""
    appraiser: str = "rules"
    study_id: str = ""
    outcomes: tuple[str, ...] = ()
    """Names of the claim's outcomes that the deciding evidence speaks to."""
    effect_measure: Measure | None = None
    """Measure of the effect that the rationale reports on the claim's outcome; None where it gives none."""
    effect: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None
    """Effect and limits of its 95 % interval, as printed; never computed."""
    p_value: str = ""
    """P-value as printed, for example `0.03` or `<0.001`."""
    dose: str = ""
    """Dose of the claim's treatment, as printed."""
    duration: str = ""
    """How long the study lasted, as printed."""
    year: int | None = None
    """Year of the record."""
    first_author: str = ""
    is_blinded: bool = False
    """Whether title, abstract or headings mention blinding."""
    stated_certainty: Certainty | None = None
    """Certainty of the evidence as the authors of a synthesis state it for this finding."""


@dataclass(frozen=True)
class DomainRating:
    """One step in the rating of certainty. Negative levels rate down, positive rate up."""

    domain: Domain
    levels: int
    reason: str
    pmids: tuple[str, ...] = ()


@dataclass(frozen=True)
class JudgedStudy:
    """One investigation in a judgement: its included records, the deciding one first, and its size."""

    study_id: str
    pmids: tuple[str, ...]
    n: int | None = None


@dataclass(frozen=True)
class UnpooledStudy:
    """A study that reports an effect and was not pooled with the others, and for what."""

    pmid: str
    reason: str


@dataclass(frozen=True)
class Pooled:
    """The pooled effect of a claim's direct studies, on the scale of its measure, or why there is none.

    `k` studies with these `pmids`; where it was refused, as many as could have been pooled together.
    """

    measure: Measure | None
    k: int
    pmids: tuple[str, ...]
    refused_because: str = ""
    """One sentence; empty where the effects were pooled."""
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    """Limits of its 95 % interval."""
    prediction_low: float | None = None
    prediction_high: float | None = None
    """Limits between which the effect of a further study is expected, 95 %."""
    tau2: float | None = None
    """Variance between studies, of the logarithm for ratios."""
    i2: float | None = None
    """Share of the variation that is between studies, in per cent."""
    left_out: tuple[UnpooledStudy, ...] = ()
    """The other direct primary studies that report an effect; empty where nothing was pooled."""


@dataclass(frozen=True)
class Judgement:
    """What a body of evidence says about one claim."""

    claim_id: str
    state: EvidenceState
    verdict: Verdict
    reason: str
    finding: Finding
    certainty: Certainty
    statement: str
    """Statement of findings in GRADE wording."""
    domains: tuple[DomainRating, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    n_records: int = 0
    n_studies: int = 0
    n_participants: int | None = None
    supports: int = 0
    refutes: int = 0
    mixed: int = 0
    no_information: int = 0
    sign_test_p: float | None = None
    proportion: float | None = None
    proportion_low: float | None = None
    proportion_high: float | None = None
    source_class: str = ""
    notes: tuple[str, ...] = ()
    studies: tuple[JudgedStudy, ...] = ()
    """Every included study, counted or not."""
    counted: frozenset[str] = field(default_factory=frozenset)
    """PMIDs whose direction was counted."""
    not_counted: tuple[tuple[str, str], ...] = ()
    """(PMID, reason) of included records that were shown but not counted."""
    pooled: Pooled | None = None
    """The pooled effect or why there is none; None where no effect is claimed or nothing is counted."""
