"""Whether those who took part were allocated at random, and in what arrangement."""

import re

from review.core.vocabulary import Arrangement

RANDOM = re.compile(r"\brandom(?:i[sz](?:ed|e|ation|ing)|ly)?\b(?!-(?:effects?|dot))")
NOT_BEFORE = re.compile(
    r"(?:\bnot|\bnon-?|\bquasi-?|\bwithout|\bmendelian|\bpseudo-?|\bneither|\bno)[ -]?$|"
    r"\bnot (?:been |assigned by |by |allocated by )$|"
    r"\b(?:need|needs|call|calls|support|supporting|rationale|warrant\w*|justif\w*|merits?|await\w*|requir\w+) (?:for )?(?:[\w-]+,? ){0,5}$|"
    r"\b(?:previous(?:ly)?|further|future|larger|more|other|published|several|few|recent|prior|available) (?:[\w-]+,? ){0,3}$|"
    r"\b(?:images?|slides|specimens|samples|teeth|cells|blocks|discs|videos?|scans|charts|records|questions|items|"
    r"stimuli|pictures|words|plates|order|sequence|presentation|vignettes) (?:[\w-]+ ){0,3}$"
)
"""What stands before the word where nobody was allocated."""
NOT_AFTER = re.compile(
    r" (?:selected|chosen|sampled|samples?|sampling|drawn|picked|recruited|invited|effects?|intercepts?|forests?|slopes?|"
    r"numbers?|errors?|noise|dots?|moving|scattered|located|generated|matched|placed|walk|variation|distributed|occurring|presented|ordered|urine|blood|assay|"
    r"allocation of (?:samples|images)|coefficients?|telephone|digit|controls|(?:[\w-]+,? ){0,3}(?:trials|studies|rcts)\b)|"
    r"(?: (?:divided|split|assigned|partitioned))? (?:in)?to (?:a |the )?(?:training|derivation|development|validation|test)\b"
)
"""What follows the word where people were picked, or somebody else's trials are named."""
GROUPING = re.compile(
    r" (?:and \w+ |but \w+ |double-blindly |equally |or \w+ )?(?:allocat|assign|divid|split|distribut|receiv|treated|given|grouped|separated|allott|designated|"
    r"classified|in(?:to)? |to |stratified|administered|prescribed|offered|enrol+ed (?:in)?to)"
)
GROUPED = re.compile(
    r"\b(?:allocated|assigned|divided|split|distributed|separated|treated|were|allotted)(?: at)? $"
)
"""Words that make "random" an allocation."""
IN_ORDER = re.compile(r" (?:order|sequence)\b|\W{1,2}counterbalanced\b")
TREATMENTS_IN_TURN = re.compile(r"\bcross-?over\b|\bplacebo\b|\bwash-?out\b|\bdouble-blind")
ONE_TRIAL = re.compile(
    r"\b(?:an?|this|the|our|pilot|blind(?:ed)?|arm|group|feasibility|multicent(?:re|er)|cluster|controlled) rct\b(?! register)"
)
MANY_TRIALS = re.compile(r"\brandom(?:i[sz]ed|ly)\b|\brcts?\b|\bcontrolled (?:clinical )?trials?\b")

ARRANGEMENTS = (
    (
        Arrangement.CLUSTER,
        re.compile(
            r"\bcluster[- ](?:[\w-]+ ){0,2}(?:random|controlled|trial|rct)|\bgroup-randomi|\bstepped[- ]wedge\b|\bcommunity-randomi|"
            r"\b(?:practices|schools|villages|clinics|hospitals|communities|wards|clusters|classes|centres|centers|households|"
            r"nursing homes|physicians|practitioners) (?:\w+ ){0,2}(?:were|was) (?:\w+ )?random|"
            r"\brandom(?:i[sz]ed|ly (?:assigned|allocated)) \w+ (?:[\w-]+ ){0,2}(?:practices|schools|villages|clinics|hospitals|communities|wards|clusters)\b"
        ),
    ),
    (
        Arrangement.CROSSOVER,
        re.compile(
            r"\bcross-? ?over\b|\blatin[- ]square\b|\bwithin-subjects?\b|\bin (?:a )?random(?:i[sz]ed)? (?:order|sequence)\b|"
            r"\bwash-?out period\b"
        ),
    ),
)
NETWORK = re.compile(
    r"\bnetwork meta-?\s?analy|\bmixed[- ]treatments? comparison|\bmultiple[- ]treatments? (?:comparison )?meta-?analy|"
    r"\bindirect treatment comparison|\bnetwork of (?:trials|evidence)"
)


def random_allocation(text: str) -> str:
    """The words that say that those in this study were allocated at random; empty without them.

    `text` is lower case. People picked at random, work of others ("randomised trials have shown") and
    statistics ("random effects") do not count; the order of treatments counts where each is given in turn.
    """
    if "random" in text:
        for match in RANDOM.finditer(text):
            if _allocates(text, match):
                after = text[match.end() : match.end() + 40].partition("\n")[0]
                return (match.group() + _following_word(after)).strip()
    one = ONE_TRIAL.search(text)
    return one.group() if one else ""


def _allocates(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 60) : match.start()].rpartition("\n")[2]
    if NOT_BEFORE.search(before) or NOT_AFTER.match(text, match.end()):
        return False
    if IN_ORDER.match(text, match.end()):
        return bool(TREATMENTS_IN_TURN.search(text))
    if match.group() in ("random", "randomly"):
        return bool(GROUPING.match(text, match.end()) or GROUPED.search(before))
    return True


def _following_word(after: str) -> str:
    word = re.match(r"[ -][\w-]+", after)
    return word.group() if word else ""


def arrangement(text: str) -> Arrangement:
    """How a randomised trial was arranged: by cluster, crossed over, else in parallel groups."""
    return next((name for name, words in ARRANGEMENTS if words.search(text)), Arrangement.PARALLEL)


def gathers_random(text: str) -> bool:
    """Whether a synthesis says that it gathered randomised trials."""
    return bool(MANY_TRIALS.search(text))
