"""Study design of a record, and the words or heading that decided it.

Order: PubMed's links of notices; the title's own words; section labels; publication types; subjects
(animals); sentences on the study itself; MeSH headings on the design. Only where none of these
decides does a model of word frequencies (`design_model`) weigh in, and the signal says so. "Review"
alone never makes a systematic review.
"""

from functools import lru_cache

from review.core.models import DesignCall, Record
from review.core.vocabulary import RANDOMISED, SYNTHESES, Arrangement, Design
from review.reading.allocation import NETWORK, arrangement, gathers_random, random_allocation
from review.reading.design_cues import DesignCue, design_cue, design_cues
from review.reading.design_hints import by_hints
from review.reading.own_statements import own_statements
from review.reading.subjects import animals_studied, only_animals

DesignAndSignal = tuple[Design, str]

TYPES: tuple[tuple[str, Design], ...] = (
    ("Retraction of Publication", Design.NOTICE),
    ("Expression of Concern", Design.NOTICE),
    ("Network Meta-Analysis", Design.META_ANALYSIS),
    ("Meta-Analysis", Design.META_ANALYSIS),
    ("Systematic Review", Design.SYSTEMATIC_REVIEW),
    ("Scoping Review", Design.SYSTEMATIC_REVIEW),
    ("Practice Guideline", Design.GUIDELINE),
    ("Guideline", Design.GUIDELINE),
    ("Clinical Trial Protocol", Design.PROTOCOL),
    ("Randomized Controlled Trial", Design.RANDOMISED_TRIAL),
    ("Controlled Clinical Trial", Design.NON_RANDOMISED_TRIAL),
    ("Case Reports", Design.CASE_REPORT),
)
"""Publication types that name one design, the decisive ones first."""

STUDY_TYPES = frozenset(name for name, _ in TYPES[2:]) | {"Clinical Trial", "Observational Study"}
"""Types that make a record a study even where PubMed links it as a comment."""

BEFORE_RANDOM = SYNTHESES | {
    Design.NOTICE,
    Design.COMMENT,
    Design.PROTOCOL,
    Design.SECONDARY_ANALYSIS,
    Design.CASE_REPORT,
    Design.CASE_SERIES,
    Design.GUIDELINE,
}
"""Designs that a title names even where it names a randomised trial too."""

SEVERAL = 2

TRIALS = frozenset({Design.RANDOMISED_TRIAL, Design.NON_RANDOMISED_TRIAL})

NOTICE_LINKS = frozenset({"ErratumFor", "RetractionOf", "ExpressionOfConcernFor"})


@lru_cache(maxsize=8192)
def design(record: Record) -> DesignCall:
    """What kind of study the record is, whether it allocated at random, and what showed it."""
    found, signal = _first(record)
    text = f"{record.title}\n{record.abstract}".lower()
    return DesignCall(
        found,
        is_randomised=found in RANDOMISED,
        signal=signal,
        arrangement=_arrangement(found, text),
        gathers_randomised=found in SYNTHESES and gathers_random(text),
    )


def _first(record: Record) -> DesignAndSignal:
    steps = (_by_link, _by_title, _by_label, _by_type, _by_subject, _by_statement, _by_heading)
    for step in steps:
        answer = step(record)
        if answer is not None:
            return answer
    return by_hints(record)


def _arrangement(found: Design, text: str) -> Arrangement:
    if found in RANDOMISED:
        return arrangement(text)
    if found is Design.META_ANALYSIS and NETWORK.search(text):
        return Arrangement.NETWORK
    return Arrangement.NONE


def _by_link(record: Record) -> DesignAndSignal | None:
    for correction in record.corrections:
        if correction.ref_type in NOTICE_LINKS:
            return Design.NOTICE, f"PubMed link {correction.ref_type}"
        if correction.ref_type == "CommentOn" and not STUDY_TYPES & set(record.publication_types):
            return Design.COMMENT, "PubMed link CommentOn"
    return None


def _by_title(record: Record) -> DesignAndSignal | None:
    title = record.title.lower().strip("[] ")
    cue = design_cue(title, "title")
    if cue and cue.design in BEFORE_RANDOM:
        return cue.design, f"title: {cue.words}"
    random = random_allocation(title)
    if random and not animals_studied(title):
        return Design.RANDOMISED_TRIAL, f"title: {random}"
    if cue and cue.design is Design.NARRATIVE_REVIEW:
        return _reviewed(record, f"title: {cue.words}")
    return (cue.design, f"title: {cue.words}") if cue else None


def _reviewed(record: Record, signal: str) -> DesignAndSignal:
    """A review by its title: systematic where it has the labels, type or search of one."""
    types = next(
        (
            (kind, f"publication type: {name}")
            for name, kind in TYPES
            if name in record.publication_types and kind in SYNTHESES
        ),
        None,
    )
    by_words = _by_label(record) or _synthesis_in_text(record)
    return types or by_words or (Design.NARRATIVE_REVIEW, signal)


def _synthesis_in_text(record: Record) -> DesignAndSignal | None:
    cue = design_cue(own_statements(record), "statement")
    return (cue.design, f"text: {cue.words}") if cue and cue.design in SYNTHESES else None


def _by_label(record: Record) -> DesignAndSignal | None:
    """Sections that only one design has."""
    for section in record.sections:
        cue = design_cue(section.label.lower(), "label")
        if cue is None:
            continue
        if cue.design is Design.SYSTEMATIC_REVIEW and "Meta-Analysis" in record.publication_types:
            return Design.META_ANALYSIS, "publication type: Meta-Analysis"
        return cue.design, f"section: {section.label}"
    return None


def _by_type(record: Record) -> DesignAndSignal | None:
    for name, kind in TYPES:
        if name in record.publication_types:
            return _typed(record, name, kind)
    return None


def _typed(record: Record, name: str, kind: Design) -> DesignAndSignal:
    """The design that a publication type names, unless the record's own sentences correct it."""
    if kind in TRIALS:
        own = own_statements(record)
        cue = design_cue(own, "statement")
        if cue and cue.design in (Design.SECONDARY_ANALYSIS, Design.PROTOCOL):
            return cue.design, f"text: {cue.words}"
        if kind is Design.NON_RANDOMISED_TRIAL and random_allocation(own):
            return Design.RANDOMISED_TRIAL, f"publication type {name} and random allocation"
    return kind, f"publication type: {name}"


def _by_subject(record: Record) -> DesignAndSignal | None:
    headings = {heading.descriptor for heading in record.mesh}
    if "Animals" in headings and "Humans" not in headings:
        words = animals_studied(f"{record.title}\n{record.abstract}".lower())
        return (
            Design.ANIMAL,
            f"subjects: {words}" if words else "MeSH heading Animals without Humans",
        )
    return None


def _by_statement(record: Record) -> DesignAndSignal | None:
    """What the record's sentences on its own study say."""
    own = own_statements(record)
    cue = _statement_cue(own)
    random = random_allocation(own)
    if (
        cue
        and cue.design in BEFORE_RANDOM - {Design.CASE_REPORT}
        and not (random and _in_passing(cue, own))
    ):
        return cue.design, f"text: {cue.words}"
    is_review = "Review" in record.publication_types or (
        cue is not None and cue.design is Design.NARRATIVE_REVIEW
    )
    if random and not is_review and not only_animals(record.title.lower(), own):
        return Design.RANDOMISED_TRIAL, f"text: {random}"
    return (cue.design, f"text: {cue.words}") if cue else None


def _statement_cue(own: str) -> DesignCue | None:
    """The sentence that decides; plans in the future tense make a protocol only where there are several."""
    found = design_cue(own, "statement")
    if found is None or found.design is not Design.PROTOCOL:
        return found
    cues = design_cues(own, "statement")
    plans = [cue for cue in cues if cue.design is Design.PROTOCOL]
    others = [cue for cue in cues if cue.design is not Design.PROTOCOL]
    if len(plans) >= SEVERAL:
        return found
    return design_cue("\n".join(cue.words for cue in others), "statement")


def _in_passing(found: DesignCue, own: str) -> bool:
    """Whether a randomised trial names a synthesis only once: somebody else's."""
    named = [cue for cue in design_cues(own, "statement") if cue.design in SYNTHESES]
    return found.design in SYNTHESES and len(named) < SEVERAL


def _by_heading(record: Record) -> DesignAndSignal | None:
    for heading in record.mesh:
        cue = design_cue(heading.descriptor.lower(), "heading")
        if cue:
            return cue.design, f"MeSH heading {heading.descriptor}"
    return None
