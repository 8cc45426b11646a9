"""Questions: the sentence that a question asks about, and whether yes or no answers it."""

import re

from review.claims.wording import wording

HOW = re.compile(
    r"^how (?P<quality>[\w-]+) (?P<be>is|are|was|were) (?P<subject>.+?)(?P<rest> (?:for|in|at|against|during)\b.*)?$",
    re.IGNORECASE,
)
JUDGED = re.compile(
    r"^is it (?:really )?(?P<quality>safe|dangerous|harmful|healthy|unhealthy|useful|effective|good|bad) (?:for (?P<people>.+?) )?to "
    r"(?:take|use|eat|drink|have|get|do) (?P<what>.+)$",
    re.IGNORECASE,
)
"""What asks for a judgement of something done ("Is it safe to take ...?")."""

TIE = re.compile(
    r"^is there (?:really )?(?:an? |any )?(?P<tie>link|association|relationship|relation|correlation|connection)$",
    re.IGNORECASE,
)


NEUTRAL = re.compile(
    r"\b(?:affects?|influences?|alters?|change|(?:effects?|influence|impact|bearing) on|makes? a difference to|what happens)\b",
    re.IGNORECASE,
)
"""What asks whether something changes, and not which way."""

WHICH_WAY = re.compile(
    r"\b(?:positive|negative|beneficial|adverse|harmful|soothing|preventive|protective|good|bad|favou?rabl[ey]|lasting|helpful) (?:\w+ ){0,3}(?:effects?|influence|impact)\b|\b\w+ing effects?\b",
    re.IGNORECASE,
)


def is_open(question: str) -> bool:
    """Whether a text is a question that yes or no does not answer ("What is ...?")."""
    return question.endswith("?") and bool(wording().lists["asking"].match(_asked(question)))


def is_neutral(question: str) -> bool:
    """Whether a question leaves open which way something goes ("Does X affect Y?").

    Example:
        >>> from review.claims.questions import is_neutral
        >>> is_neutral("Does coffee affect sleep?"), is_neutral("Does coffee disturb sleep?")
        (True, False)
    """
    first = question.partition("?")
    return bool(first[1]) and bool(NEUTRAL.search(first[0])) and not WHICH_WAY.search(first[0])


def asserted(question: str) -> str:
    """The sentence a question asks about ("Is X related to Y?": X is related to Y).

    Of an open question it is what comes nearest: "How safe is X?" asks about "X is safe".
    """
    bare = _asked(question)
    title = question.rstrip("? ").removesuffix(bare).rstrip(": ")
    if (tie := TIE.match(bare)) and " and " in title:
        return f"there is a {tie['tie']} between {title}"
    if judged := JUDGED.match(bare):
        people = f" for {judged['people']}" if judged["people"] else ""
        return f"{judged['what']} is {judged['quality']}{people}"
    if how := HOW.match(bare):
        return f"{how['subject']} {how['be']} {how['quality']}{how['rest'] or ''}"
    if wording().lists["asking"].fullmatch(bare.partition(" ")[0]):
        return _without_asking(bare)
    return _turned(bare)


def _asked(question: str) -> str:
    """A question without its mark and without the title before it ("Weight in adults: does ...")."""
    whole = question.rstrip("? ")
    _, _, last = whole.rpartition(": ")
    asks_last = wording().lists["question"].fullmatch(last.partition(" ")[0])
    return last if asks_last else whole


def _without_asking(question: str) -> str:
    """An open question without the words that ask; who is asked for is people."""
    first, _, rest = question.partition(" ")
    if first.lower() in ("who", "whom"):
        return f"people {rest}"
    return _turned(rest)


def _turned(question: str) -> str:
    """A yes-or-no question with its verb moved behind its subject."""
    rules = wording().lists
    first, _, rest = question.partition(" ")
    if not rest or not rules["question"].fullmatch(first):
        return question
    if not rules["BE"].fullmatch(first):
        return rest
    for match in rules["predicate"].finditer(rest):
        if rest[: match.start()].strip():
            return f"{rest[: match.start()]}{first.lower()} {rest[match.start() :]}"
    return rest
