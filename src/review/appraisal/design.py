"""Study design of a record, and the words or heading that decided it.

Order: notices and comments; the title's own words; publication types that name one design; the
methods and results sentences; subjects (animals, cells); PubMed's broad types last. "Review" alone
never makes a systematic review.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from review.appraisal.sentences import sentences
from review.models import DesignCall, Record
from review.vocabulary import RANDOMISED, Design, Role


class DesignRule(NamedTuple):
    """A pattern and the design it shows."""

    design: Design
    pattern: re.Pattern[str]


def _rules(*pairs: tuple[Design, str]) -> tuple[DesignRule, ...]:
    return tuple(
        DesignRule(design, re.compile(pattern, re.IGNORECASE)) for design, pattern in pairs
    )


TITLE = _rules(
    (Design.PROTOCOL, r"\b(?:study|trial|review)? ?protocol\b"),
    (Design.META_ANALYSIS, r"\bmeta-?\s?analys[ie]s\b"),
    (
        Design.CASE_REPORT,
        r"\bcase reports?\b|\ba case of\b|\bcase study\b|\breport of (?:a|one|two|three) cases?\b",
    ),
    (Design.CASE_SERIES, r"\bcase series\b|\bseries of \w+ cases\b"),
    (
        Design.SYSTEMATIC_REVIEW,
        r"\bsystematic(?:ally)? (?:literature )?review|\bevidence synthesis\b",
    ),
    (Design.SECONDARY_ANALYSIS, r"\bsecondary analys[ie]s\b|\bpost[- ]hoc analysis\b"),
    (Design.GUIDELINE, r"\bguidelines?\b|\bpractice parameter\b|\bconsensus statement\b"),
    (Design.CASE_CONTROL, r"\bcase-control\b"),
    (Design.CROSS_SECTIONAL, r"\bcross-sectional\b|\bsurvey\b"),
    (Design.COHORT, r"\bcohort\b|\bprospective study\b|\bretrospective\b|\bregistry\b"),
    (Design.QUALITATIVE, r"\bqualitative\b|\binterview study\b"),
)

TYPES: tuple[tuple[str, Design], ...] = (
    ("Meta-Analysis", Design.META_ANALYSIS),
    ("Systematic Review", Design.SYSTEMATIC_REVIEW),
    ("Practice Guideline", Design.GUIDELINE),
    ("Guideline", Design.GUIDELINE),
    ("Randomized Controlled Trial", Design.RANDOMISED_TRIAL),
    ("Controlled Clinical Trial", Design.NON_RANDOMISED_TRIAL),
    ("Clinical Trial Protocol", Design.PROTOCOL),
    ("Case Reports", Design.CASE_REPORT),
)

STUDY_TYPES = frozenset(name for name, _ in TYPES) | {"Clinical Trial", "Observational Study"}
"""Types that make a record a study even where PubMed links it as a comment."""

TYPES_LAST: tuple[tuple[str, Design], ...] = (
    ("Clinical Trial", Design.NON_RANDOMISED_TRIAL),
    ("Observational Study", Design.COHORT),
    ("Comment", Design.COMMENT),
    ("Editorial", Design.COMMENT),
    ("Published Erratum", Design.NOTICE),
    ("Review", Design.NARRATIVE_REVIEW),
)

ANIMAL = re.compile(
    r"\b(?:rats?|mice|mouse|guinea[- ]pigs?|rabbits?|cats?|dogs?|monkeys?|rhesus|hamsters?|murine|rodents?|"
    r"Wistar|Sprague[- ]Dawley|C57BL|zebrafish|piglets?|gerbils?)\b",
    re.IGNORECASE,
)
IN_VITRO = re.compile(
    r"\b(?:in vitro|slices?|cell lines?|cultured|membranes?|synaptosomes?|isolated (?:ileum|tissue|organ)|"
    r"patch[- ]clamp|transfected|oocytes?|binding sites?)\b",
    re.IGNORECASE,
)
HUMAN = re.compile(
    r"\b(?:patients?|volunteers?|participants?|men|women|adults|inpatients?|outpatients?|people|addicts|"
    r"children|infants?|mothers?|persons|subjects with)\b",
    re.IGNORECASE,
)
RANDOMISED_TEXT = re.compile(
    r"(?<!not )(?<!non-)(?<!non)(?<!not by )(?<!not assigned by )(?<!without )"
    r"\brandom(?:i[sz]ed|ly|i[sz]ation)\b"
    r"(?! (?:selected|chosen|sampled|drawn|effects?|controlled trials\b|controlled trial\b(?= (?:is|are) (?:needed|warranted|required))))",
    re.IGNORECASE,
)
REVIEW_LABEL = re.compile(
    r"\bsearch (?:methods?|strateg(?:y|ies))\b|\bselection criteria\b|\bdata sources?\b|\bstudy selection\b",
    re.IGNORECASE,
)
CASE_LABEL = re.compile(
    r"\bcase (?:reports?|series|presentation|description|summary)\b", re.IGNORECASE
)
TITLE_REVIEW = re.compile(r"\breview\b(?! board)|\boverview\b", re.IGNORECASE)
TREATED_PEOPLE = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty) (?:[\w-]+ ){0,4}"
    r"(?:patients|volunteers|addicts|subjects|inpatients|outpatients|participants|men|women|people)\b",
    re.IGNORECASE,
)
NESTED = re.compile(
    r"\b(?:secondary analys[ie]s|post[- ]hoc|(?:data|participants) from (?:a|the|two|three) (?:\w+ ){0,3}trials?|"
    r"(?:cohort|observational|follow-up) (?:study )?(?:nested )?(?:with)?in (?:a|the) (?:\w+ ){0,3}trial)\b",
    re.IGNORECASE,
)
TEXT = _rules(
    (Design.META_ANALYSIS, r"\bmeta-?analys[ie]s\b(?! (?:has|have|is needed))"),
    (
        Design.SYSTEMATIC_REVIEW,
        r"\bsystematic(?:ally)? (?:literature )?(?:review|search)|\bwe searched\b|\bwere searched\b|"
        r"\bdatabases? (?:was|were) searched|\bsearch(?:es)? of (?:the )?(?:Cochrane|MEDLINE|PubMed|EMBASE)",
    ),
    (Design.CASE_CONTROL, r"\bcase-control (?:study|analysis|design)\b"),
    (
        Design.COHORT,
        r"\bcohort\b|\bretrospective(?:ly)?\b|\bprospective(?:ly)? (?:study|followed|observ)|\bregistry\b|"
        r"\bobservational study\b|\bpropensity\b|\bfollow-up study\b|\bfollow(?:ed)?[- ]up (?:interviews?|at|for)\b|\bchart review\b|\brecords? (?:was|were) reviewed",
    ),
    (
        Design.CROSS_SECTIONAL,
        r"\bcross-sectional\b|\bquestionnaires? (?:was|were) sent|\bsurvey(?:ed)?\b",
    ),
    (
        Design.CASE_REPORT,
        r"\bwe (?:report|describe|present) (?:on )?(?:a|an|the case|one)\b|\bcase report\b|\ba \d+[- ]year[- ]old\b|"
        r"\b(?:is|was) (?:reported|described|presented) in a\b|\bthis patient\b|\bthe patient\b",
    ),
    (
        Design.CASE_SERIES,
        r"\bcase series\b|\b(?:two|three|four|five|six|seven) (?:cases|patients) (?:are|were|with|who)\b|\bseries of\b",
    ),
    (
        Design.NON_RANDOMISED_TRIAL,
        r"\bopen(?:[- ]label)? (?:uncontrolled |pilot )?(?:trial|study)\b|\bpilot (?:study|trial)\b|\bsingle-arm\b|"
        r"\bdouble-blind\b|\bplacebo\b|\bcrossover\b|\bclinical trial\b|\buncontrolled\b|"
        r"\b(?:patients|addicts|volunteers|subjects|inpatients|outpatients) (?:\w+ ){0,6}(?:received|were given|were treated|took|underwent)\b",
    ),
    (
        Design.NARRATIVE_REVIEW,
        r"\bthis (?:article|paper|review|chapter|overview) (?:reviews|discusses|describes|considers|summari[sz]es|covers|examines|looks)\b|"
        r"\b(?:is|are) reviewed\b|\b(?:evidence|literature) (?:was|were|is|are) (?:briefly )?reviewed\b|\bwe review\b|\bthis review\b|\breview of the literature\b|\boverview\b",
    ),
)


@lru_cache(maxsize=8192)
def design(record: Record) -> DesignCall:
    """What kind of study the record is, whether it allocated at random, and what showed it."""
    found, signal = _first(record)
    return DesignCall(found, found in RANDOMISED or _gathers_trials(record, found), signal)


def _first(record: Record) -> tuple[Design, str]:
    steps = (_by_link, _by_title, _by_labels, _by_types, _by_subjects, _by_text, _by_last_types)
    for step in steps:
        answer = step(record)
        if answer is not None:
            return answer
    treated = TREATED_PEOPLE.search(_own_text(record))
    if treated:
        return Design.NON_RANDOMISED_TRIAL, f"text: {treated.group()} (no comparison described)"
    return Design.UNCLEAR, "no title word, publication type or sentence shows the design"


def _by_link(record: Record) -> tuple[Design, str] | None:
    for correction in record.corrections:
        if correction.ref_type in ("ErratumFor", "RetractionOf", "ExpressionOfConcernFor"):
            return Design.NOTICE, f"PubMed link {correction.ref_type}"
        if correction.ref_type == "CommentOn" and not STUDY_TYPES & set(record.publication_types):
            return Design.COMMENT, "PubMed link CommentOn"
    return None


def _by_title(record: Record) -> tuple[Design, str] | None:
    for rule in TITLE:
        match = rule.pattern.search(record.title)
        if match:
            return rule.design, f"title: {match.group().strip()}"
    random = RANDOMISED_TEXT.search(record.title)
    if random and not NESTED.search(record.title) and not ANIMAL.search(record.title):
        return Design.RANDOMISED_TRIAL, f"title: {random.group()}"
    return None


def _by_labels(record: Record) -> tuple[Design, str] | None:
    """Sections that only a systematic review, or only a case report, has."""
    for section in record.sections:
        case = CASE_LABEL.search(section.label)
        if case:
            several = "series" in case.group().lower()
            return (
                Design.CASE_SERIES if several else Design.CASE_REPORT,
                f"section: {section.label}",
            )
        if REVIEW_LABEL.search(section.label):
            if "Meta-Analysis" in record.publication_types:
                return Design.META_ANALYSIS, "publication type: Meta-Analysis"
            return Design.SYSTEMATIC_REVIEW, f"section: {section.label}"
    return None


def _by_types(record: Record) -> tuple[Design, str] | None:
    nested = NESTED.search(_own_text(record))
    for name, kind in TYPES:
        if name in record.publication_types:
            if kind is Design.RANDOMISED_TRIAL and nested:
                return Design.SECONDARY_ANALYSIS, f"text: {nested.group()}"
            if kind is Design.NON_RANDOMISED_TRIAL and RANDOMISED_TEXT.search(_own_text(record)):
                return (
                    Design.RANDOMISED_TRIAL,
                    "publication type Controlled Clinical Trial and random allocation",
                )
            return kind, f"publication type: {name}"
    return None


def _by_subjects(record: Record) -> tuple[Design, str] | None:
    headings = {heading.descriptor for heading in record.mesh}
    text = f"{record.title} {record.abstract}"
    animal, human = ANIMAL.search(text), HUMAN.search(text)
    title_animal = ANIMAL.search(record.title)
    if (
        title_animal
        or (animal and not human)
        or ("Animals" in headings and "Humans" not in headings)
    ):
        signal = title_animal or animal
        return (
            Design.ANIMAL,
            f"subjects: {signal.group()}" if signal else "MeSH heading Animals without Humans",
        )
    cells = IN_VITRO.search(text)
    if cells and not human and not animal:
        return Design.IN_VITRO, f"text: {cells.group()}"
    return None


def _by_text(record: Record) -> tuple[Design, str] | None:
    own = _own_text(record)
    nested = NESTED.search(own)
    if nested:
        return Design.SECONDARY_ANALYSIS, f"text: {nested.group()}"
    gathering = next((r for r in TEXT[:2] if r.pattern.search(own)), None)
    random = RANDOMISED_TEXT.search(own)
    reviewed = TITLE_REVIEW.search(record.title)
    is_review = bool(reviewed) or "Review" in record.publication_types
    if gathering is None and random and not is_review:
        return Design.RANDOMISED_TRIAL, f"text: {random.group()}"
    if gathering is None and reviewed:
        return Design.NARRATIVE_REVIEW, f"title: {reviewed.group()}"
    for rule in TEXT:
        match = rule.pattern.search(own)
        if match:
            return rule.design, f"text: {match.group().strip()}"
    return None


def _by_last_types(record: Record) -> tuple[Design, str] | None:
    for name, kind in TYPES_LAST:
        if name in record.publication_types:
            return kind, f"publication type: {name}"
    return None


def _own_text(record: Record) -> str:
    """The sentences about this study itself: no background."""
    return " ".join(s.text for s in sentences(record) if s.role is not Role.BACKGROUND)


def _gathers_trials(record: Record, found: Design) -> bool:
    """Whether a synthesis says that it gathered randomised trials."""
    if found not in (Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW):
        return False
    text = f"{record.title} {record.abstract}"
    return bool(
        re.search(
            r"\brandom(?:i[sz]ed|ly)|\bRCTs?\b|\bcontrolled (?:clinical )?trials?\b",
            text,
            re.IGNORECASE,
        )
    )
