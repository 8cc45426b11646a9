"""Closed lists: every word the suite may print in a column of fixed values.

One word per thing, in code, tables and prose. A value outside these lists is an error, never a
new category.
"""

from enum import StrEnum

NOT_READ = "abstract not read"
"""Part of the rule of every record that may hold a finding nobody could read: why follows it."""


class Ground(StrEnum):
    """How a record bears on advice; it opens the rule of every finding read for advice."""

    ADVISED = "gives the advice"
    FOLLOWED = "does as advised"
    HARM = "documents the harm it guards against"
    HARM_UNCLEAR = "reports that harm both ways"
    NO_HARM = "looked for that harm and did not see it"
    NOT_NEEDED = "says that it is not needed"


class Kind(StrEnum):
    """What a claim asserts; it decides which evidence counts and which ladder rates it."""

    EFFICACY = "efficacy"
    COMPARATIVE = "comparative"
    HARM = "harm"
    CONTRAINDICATION = "contraindication"
    INTERACTION = "interaction"
    DOSING = "dosing and route"
    MECHANISM = "mechanism"
    BACKGROUND = "background"
    GUIDANCE = "guidance"


class Direction(StrEnum):
    """Which way the claim says its outcome goes with the intervention."""

    INCREASES = "increases"
    DECREASES = "decreases"
    IMPROVES = "improves"
    WORSENS = "worsens"
    NO_DIFFERENCE = "no difference"
    IS = "is"
    IS_NOT = "is not"


class Design(StrEnum):
    """Study design of a record, as far as its citation and abstract show it."""

    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic review"
    RANDOMISED_TRIAL = "randomised trial"
    NON_RANDOMISED_TRIAL = "non-randomised trial"
    SECONDARY_ANALYSIS = "secondary analysis of a trial"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CROSS_SECTIONAL = "cross-sectional"
    CASE_SERIES = "case series"
    CASE_REPORT = "case report"
    QUALITATIVE = "qualitative"
    GUIDELINE = "guideline"
    NARRATIVE_REVIEW = "narrative review"
    ANIMAL = "animal"
    IN_VITRO = "in vitro"
    PROTOCOL = "protocol"
    COMMENT = "comment"
    NOTICE = "notice"
    UNCLEAR = "unclear"


class Arrangement(StrEnum):
    """How a trial was arranged or a meta-analysis compares; empty for every other study."""

    PARALLEL = "parallel groups"
    CROSSOVER = "crossover"
    CLUSTER = "cluster"
    NETWORK = "network"
    NONE = ""


class Role(StrEnum):
    """What a sentence of an abstract does."""

    BACKGROUND = "background"
    OBJECTIVE = "objective"
    METHODS = "methods"
    RESULTS = "results"
    CONCLUSIONS = "conclusions"


class Directness(StrEnum):
    """Whether a record answers the claim's own question or a neighbouring one."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class Finding(StrEnum):
    """Which way the claim's outcome moved with the intervention relative to the comparator.

    A claim that says what is (a route, a use, a site of action) has no movement: its finding is
    `stated` or `denied`.
    """

    INCREASED = "increased"
    DECREASED = "decreased"
    NO_CLEAR_DIFFERENCE = "no clear difference"
    MIXED = "mixed"
    STATED = "stated"
    DENIED = "denied"
    NOT_REPORTED = "not reported"


class Stance(StrEnum):
    """The finding compared with the claim's direction."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    MIXED = "mixed"
    NO_INFORMATION = "no information"
    NOT_APPLICABLE = "not applicable"


class ComparatorKind(StrEnum):
    """What the intervention was compared with."""

    PLACEBO = "placebo or nothing"
    ACTIVE = "active comparator"
    BEFORE = "before and after"
    NONE = "none stated"


class LeftOut(StrEnum):
    """What a sensitivity analysis leaves out of a body of evidence."""

    FLAGGED = "retracted or flagged records"
    HIGH_RISK = "studies with high-risk signals"
    INDIRECT = "indirect evidence"


class Measure(StrEnum):
    """The measure of an effect, as reports abbreviate it."""

    ODDS_RATIO = "OR"
    RISK_RATIO = "RR"
    HAZARD_RATIO = "HR"
    MEAN_DIFFERENCE = "MD"
    STANDARDISED_MEAN_DIFFERENCE = "SMD"
    RISK_DIFFERENCE = "RD"


class ScreeningDecision(StrEnum):
    """Whether a record goes on to appraisal for a claim."""

    INCLUDED = "included"
    EXCLUDED = "excluded"


class ScreeningReason(StrEnum):
    """The one reason for which a record was excluded for a claim."""

    RETRACTED = "retracted"
    NOTICE = "notice, not a study"
    COMMENT = "comment, not a study"
    INTERVENTION = "does not address the intervention"
    POPULATION = "does not address the population or condition"


class NoticeState(StrEnum):
    """What PubMed's own links and types say about a record; distinct states, worst first.

    A comment on a record is listed among its notices and is no reason to trust it less: it is never
    the record's state.
    """

    RETRACTED = "retracted"
    EXPRESSION_OF_CONCERN = "expression of concern"
    REPUBLISHED = "corrected and republished"
    ERRATUM = "erratum published"
    UPDATED = "updated version published"
    COMMENTED = "comment published"
    NONE = "no notice"


class DatePrecision(StrEnum):
    """How precisely PubMed dates a publication."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"


class SearchState(StrEnum):
    """Whether a search was answered."""

    ANSWERED = "answered"
    FAILED = "failed"


class EvidenceState(StrEnum):
    """Why a claim has evidence or has none; the empty states are never merged."""

    NOT_UNDERSTOOD = "not understood"
    SEARCH_FAILED = "search failed"
    NOTHING_FOUND = "nothing found"
    NOTHING_RELEVANT = "nothing relevant"
    SILENT = "relevant but silent"
    EVIDENCE = "evidence found"
    NOT_SEARCHED = "not searched"


class Verdict(StrEnum):
    """The answer for a claim. A claim that was not understood, or whose search failed, has no
    verdict: the cell says so.
    """

    SUPPORTED = "supported"
    PARTLY_SUPPORTED = "partly supported"
    CONTRADICTED = "contradicted"
    CONFLICTING = "conflicting"
    INSUFFICIENT = "insufficient evidence"
    NOT_CHECKABLE = "not checkable"
    UNCLEAR = "unclear"
    SEARCH_FAILED = "search failed"


class Certainty(StrEnum):
    """Certainty of a body of evidence: GRADE's four levels, and three for mechanism claims."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"
    ESTABLISHED = "established"
    PROBABLE = "probable"
    SPECULATIVE = "speculative"
    NOT_RATED = "not rated"


class Domain(StrEnum):
    """What moved the certainty, in the order in which it is shown."""

    START = "starting level"
    RISK_OF_BIAS = "risk of bias"
    INCONSISTENCY = "inconsistency"
    INDIRECTNESS = "indirectness"
    IMPRECISION = "imprecision"
    PUBLICATION_BIAS = "publication bias"
    LARGE_EFFECT = "large effect"
    DOSE_RESPONSE = "dose response"
    CONFOUNDING = "plausible confounding"
    PHARMACOLOGY = "consistency of pharmacology"
    SOURCE = "source of advice"


class Check(StrEnum):
    """What is looked at in the article itself, beside each claim's verdict."""

    WORDING = "wording"
    CONTRADICTION = "contradiction"
    HARM = "unmentioned harm"
    SAFETY = "safety"


class CheckResult(StrEnum):
    """What a check of the article found."""

    OVERSTATED = "overstated"
    FITS = "fits"
    UNDERSTATED = "understated"
    NOT_COMPARED = "not compared"
    NOT_STUDIED = "no evidence found"
    CONTRADICTS = "contradicts another claim"
    NOT_MENTIONED = "not mentioned"
    SAFETY_RELEVANT = "safety-relevant"


class Strength(StrEnum):
    """How sure the wording of a claim is."""

    CERTAIN = "certain"
    PLAIN = "plain"
    HEDGED = "hedged"


ABOUT_HARM: frozenset[Kind] = frozenset({Kind.HARM, Kind.CONTRAINDICATION, Kind.INTERACTION})
"""Kinds of claim that are about harm from ordinary use."""

SYNTHESES: frozenset[Design] = frozenset({Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW})
"""Designs that gather other studies, and so must not be counted beside the studies they gather."""

RANDOMISED: frozenset[Design] = frozenset({Design.RANDOMISED_TRIAL})

LABORATORY: frozenset[Design] = frozenset({Design.ANIMAL, Design.IN_VITRO})

NOT_STUDIES: frozenset[Design] = frozenset({Design.PROTOCOL, Design.COMMENT, Design.NOTICE})
