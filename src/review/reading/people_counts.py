"""Numbers of people in an abstract, and how strongly the words around each say that they are the study.

Every number of people gets marks for the words before and after it, and each mark has points
(`POINTS`): *120 patients were randomised* is the study; *300 were screened*, *60 in the placebo
group* and *12 patients relapsed* are not. A clinician can read the tables and argue with them.
"""

import re
from typing import NamedTuple

from review.core.models import Sentence
from review.core.vocabulary import Role
from review.reading.numbers import NUMBER, is_year, value

PEOPLE = (
    r"(?:patients?|pts|participants?|subjects?|volunteers?|adults?|men|women|males?|females?|people|persons?|"
    r"individuals?|inpatients?|outpatients?|addicts?|users?|children|adolescents|infants?|neonates|newborns|"
    r"mothers?|pregnan(?:t women|cies)|drinkers?|abusers?|smokers?|cases?|clients?|veterans?|prescribers?|survivors?|"
    r"students|nurses|physicians|practitioners|residents|radiologists|couples|carers|caregivers|athletes|"
    r"respondents|girls|boys|recipients|workers|beneficiaries|members|families|employees|relatives|"
    r"bcs|bc survivors|latinas|pairs)"
)
_NOT_BETWEEN = (
    r"(?:we|the|they|it|there|our|this|these|that|times|fold|doses?|hours?|h|of|to|when|in|from|with|per|at|"
    r"after|before|mg|kg|g|ml|cm|mm|gy|days?|weeks?|wks?|months?|mo|years?|yrs?|min|minutes|centers?|centres?|hospitals|sites|"
    r"cycles?|studies|trials|versus|vs|than|were|was|had|for|by|randomi[sz]ed|randomly)"
)
COUNT = re.compile(
    rf"(?<![\w.,/<>=≥≤±·-])(?<![<>≥≤=±] )(?<!\d to )(?P<number>{NUMBER})(?![\d%]|\.\d|,\d|·\d| ?%|/\d|-(?:item|arm|week|year|month|day|point|hour))"
    rf"(?P<share> ?\(\d[\d.]* ?%\))?"
    r"(?:[ -]+(?:ASA (?:physical )?(?:status |class )?\w{1,4} (?:(?:and|or|to) \w{1,4} )?)?"
    rf"(?:(?!{_NOT_BETWEEN}\b|\d)[\w'()/.+-]{{1,30}},?[ ]+){{0,8}}?(?P<noun>{PEOPLE})\b(?![ -](?:years?|days|months)\b))?",
    re.IGNORECASE,
)
NAMED_N = re.compile(
    r"\bn\s?(?:=|:|of)\s?(?P<number>\d{1,3}(?:[,\u2009\u202f\u00a0 ]\d{3}){1,3}(?!\d)|\d{1,7})(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)
TAG = re.compile(r"</?[a-z]{1,6}\d?>", re.IGNORECASE)
EACH = re.compile(r"\s*(?:per|in each|each)\b", re.IGNORECASE)

ENTERED = (
    r"(?:randomi[sz]ed|randomly|random|allocated|assigned|enrol+ed|recruited|included|entered|accrued|registered|participated|"
    r"took part|consented|studied|agreed|volunteered|stratified|divided)"
)
AFTER: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in (
        ("then: entered", rf"[^.;:\d]{{0,60}}?\b{ENTERED}\b"),
        ("then: entered, later", rf"(?:[^.;,\d]{{60}}|[^.;\d]{{0,60}}\d)[^.;]{{0,160}}?\b{ENTERED}\b"),
        ("then: treated", r"[^.;]{0,60}?\b(?:underwent|received|were (?:given|treated|evaluated|assessed|followed|analy[sz]ed)|participating|undergoing|scheduled|suffering|receiving|met)\b"),
        ("then: with", r",? (?:\([^)]{0,40}\) )?(?:with|who|aged|undergoing|from|\(median|\(mean|\(age)\b"),
        ("then: screened", r"[^.;,]{0,40}?\b(?:screened|assessed for eligibility|approached|invited|contacted|identified|were asked|referred)\b"),
        ("then: eligible", r"[^.;,]{0,20}?\beligible\b"),
        ("then: event", r"[^.;,(]{0,25}?\b(?:experienced|developed|died|relapsed|withdrew|discontinued|dropped|refused|declined|responded|achieved|failed|were lost|did not|had|reported|showed|were (?:still|alive|withdrawn|excluded|not))\b"),
        ("then: completed", r"[^.;,]{0,25}?\b(?:completed|available|evaluable|assessable|analy[sz]ed)\b"),
        ("then: in a group", r"[^.;,(]{0,30}?\b(?:in|to|on|with|received|receiving) (?:the |arm |group |each )?(?:[\w/+-]+ ){0,4}(?:group|arm|placebo|controls?)\b"),
        ("then: one of several groups", r" (?:were |was )?(?:then )?(?:randomi[sz]ed|randomly (?:assigned|allocated)|assigned|allocated|received)\b[^.;]{1,110}?\b(?:and|versus|vs\.?|,|;) \d"),
        ("then: each", r"[ -](?:per|in each|each|every)\b"),
        ("then: bracket", r" \([^)]{0,80}\bn ?="),
    )
}  # fmt: skip
"""What follows a number of people."""

BEFORE: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern + r"$", re.IGNORECASE)
    for name, pattern in (
        ("after: total", r"\b(?:total (?:of|sample|number)(?: [\w-]+){0,3} ?(?:of |was )?|(?:in all|in total|overall|altogether),? )"),
        ("after: entering", rf"\b(?:{ENTERED}|enrol+ing|recruiting|randomi[sz]ing) (?:the |all |approximately )?"),
        ("after: study of", r"\b(?:including|involv(?:ed|ing)|compris(?:ed|ing)|consist(?:ed|ing) of|on|among|amongst|in which|evaluated|evaluating|(?:stud(?:y|ies)|trials?|sample|cohort|group|population) (?:in|of|with|among|on)|(?:conducted|performed|carried out|studied|measured|assessed) (?:in|on|with)|data from|comparing) (?:the |all |these )?"),
        ("after: in, of, for", r"\b(?:in|with|for|of|from) "),
        ("after: planned", r"\b(?:target(?:ed)?(?: for| of| sample size of)|planned(?: for| to \w+)?|requir(?:es?|ed|ing)|need(?:ed|s)?|expected|at least|originally planned for|up to|to recruit|aim(?:ed)? (?:for|to \w+)|sample size (?:of|was)) (?:the |an? )?(?:total of |planned )?"),
        ("after: others", r"\b(?:out of|potential sample of|population of (?:over |about |some )?|a further|another|additional|other|remaining|initial cohort of|was|were) (?:the |an? )?"),
        ("after: of the", r"\bof (?:the |these |all )(?:initial |first )?"),
        ("after: Of", r"^Of (?:the |these |all |a total of )?"),
        ("after: and, or", r"\b(?:only|whereas|and|or|versus|vs\.?|including) "),
        ("at the start", r"(?:^|[.:;] |^(?:in (?:this|the) [^.]{1,40}, |between [^.]{1,40}, |from [^.]{1,40}, ))"),
    )
}  # fmt: skip
"""What stands before a number of people."""

NOT_PEOPLE = re.compile(
    r"\b(?:phase|stages?|grades?|weeks?|days?|months?|years?|age|aged|arm|groups?|group,|cycles?|class|type|level|score|figure|table|"
    r"version|visit|part|bands|category|lines?|than|least|every|about the|who|ECOG|status|times?|items?|per|population of(?: over| about| some| nearly)?|no\.|p) $|\w\($|\b\d (?:and|or|to) $",
    re.IGNORECASE,
)
"""Before a number that is a label or a limit, whatever noun follows."""
OF_TOTAL = re.compile(
    rf"\s*(?:\([^)]{{0,20}}\) )?(?:of|out of|from) (?:the |a |potential |possible )*(?:total (?:of )?|planned |eligible |initial )*(?:{NUMBER})\b(?=[^.;]{{0,60}}?\b(?:{PEOPLE}|{ENTERED})\b)",
    re.IGNORECASE,
)
"""What follows the part of a whole ("68 of 109 patients")."""
PART_BEFORE = re.compile(
    rf"(?:{NUMBER})\s*(?:\([^)]{{0,20}}\) )?(?:[\w-]+ )?(?:of|out of|from) (?:the |a |potential |possible )*(?:total (?:of )?|planned |eligible |initial )*$",
    re.IGNORECASE,
)
"""What stands before the whole of a part."""
BARE_VERB = re.compile(
    rf"\s*(?:\([^)]{{0,80}}\) )?(?:patients )?(?:of (?:them|these|whom) |who )?(?:were |was |have been |had been )?(?:then |subsequently |finally |eventually )?{ENTERED}\b",
    re.IGNORECASE,
)
"""What makes a number without a noun a number of people ("120 were randomised")."""


FAR = 120
NEAR = 30
"""How far before a number its label stands, in characters."""

YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|until|during|from|to|and|of|january|february|march|april|may|june|july|august|september|"
    r"october|november|december) $",
    re.IGNORECASE,
)
"""Before a number like 1998 that is a year, whatever noun follows."""
WHOLE = re.compile(
    r"^(?:of|out of|among|from) [^.;]{3,90}, $|\b(?:screened|approached|invited|contacted|eligible)[^.;]{0,40}?,? (?:and|of whom|of which|but) $",
    re.IGNORECASE,
)
TOOK_PART = re.compile(
    rf"(?: \([^)]{{0,30}}\))?(?: [\w-]+){{0,2}}? {ENTERED}\b(?! (?:to|assigned to|allocated to)\b[^.]{{1,90}}?\band \d)",
    re.IGNORECASE,
)
"""*Of 322 eligible women, 31 participated*: the whole was asked, the part took part."""


class Count(NamedTuple):
    """A number of people: its value, the marks of the words around it, and those words."""

    value: int
    marks: tuple[str, ...]
    words: str


def counts(sentences: tuple[Sentence, ...]) -> list[Count]:
    """Every number of people in these sentences, in order."""
    return [found for sentence in sentences for found in _counts_of(sentence)]


def _counts_of(sentence: Sentence) -> list[Count]:
    text = TAG.sub(lambda tag: " " * len(tag.group()), sentence.text)
    plain = [
        (match.start(), _count(match, text, sentence.role))
        for match in COUNT.finditer(text)
        if _is_people(match, text)
    ]
    named = [
        (match.start(), _named_count(match, text, sentence.role))
        for match in NAMED_N.finditer(text)
        if not EACH.match(text, match.end())
    ]
    return [count for _, count in sorted(plain + named, key=lambda placed: placed[0])]


def _named_count(match: re.Match[str], text: str, role: Role) -> Count:
    marks = (role.value, *_named_marks(text, match))
    return Count(value(match["number"]), marks, match.group())


def _is_people(match: re.Match[str], text: str) -> bool:
    number_end = match.end("share") if match["share"] else match.end("number")
    if NOT_PEOPLE.search(text[max(0, match.start() - NEAR) : match.start()]):
        return False
    if is_year(match["number"]):
        is_next = bool(match["noun"]) and match.start("noun") == number_end + 1
        return is_next and not YEAR_BEFORE.search(
            text[max(0, match.start() - NEAR) : match.start()]
        )
    return bool(
        match["noun"] or BARE_VERB.match(text, number_end) or OF_TOTAL.match(text, number_end)
    )


def _count(match: re.Match[str], text: str, role: Role) -> Count:
    before, after = (
        text[max(0, match.start() - 60) : match.start()],
        text[match.end() : match.end() + 260],
    )
    marks = [role.value]
    marks += [name for name, words in BEFORE.items() if words.search(before)]
    marks += [name for name, words in AFTER.items() if words.match(after)]
    if match["share"]:
        marks.append("share")
    if PART_BEFORE.search(before):
        marks.append("whole of a part")
    if OF_TOTAL.match(text, match.end("share") if match["share"] else match.end("number")):
        marks.append("part of a whole")
    if WHOLE.search(_start_of_sentence(text, match.start())) and TOOK_PART.match(text, match.end()):
        marks.append("took part, of those asked")
    if not match["noun"]:
        marks.append("entered, no noun" if BARE_VERB.match(text, match.end()) else "no noun")
    return Count(value(match["number"]), tuple(marks), " ".join(match.group().split()))


def _start_of_sentence(text: str, end: int) -> str:
    """The text before a number; where that is long only its last part, which then does not look like a start."""
    return text[:end] if end <= FAR else f"… {text[end - FAR : end]}"


def _named_marks(text: str, match: re.Match[str]) -> list[str]:
    """`Participants (n = 86)`, `(N = 240)`: a total; `placebo (n = 43)`: an arm."""
    before = text[max(0, match.start() - 40) : match.start()]
    after = text[match.end() : match.end() + 160]
    marks = ["n ="]
    if re.search(rf"\b{PEOPLE}\b[^;:.)]{{0,12}}\($", before, re.IGNORECASE):
        marks.append("n =, of people")
    if re.match(rf"[^.;]{{0,140}}?\b{ENTERED}\b", after, re.IGNORECASE):
        marks.append("n =, entered")
    if match.group().startswith("N"):
        marks.append("N =")
    return marks
