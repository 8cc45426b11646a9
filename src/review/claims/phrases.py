"""Phrases of a statement: tidy them and tell drugs, outcomes and groups of people in them."""

import re
from collections.abc import Sequence

from review.claims.wording import wording
from review.mesh.index import vocabulary
from review.terms.concepts import (
    INTERVENTION_GROUPS,
    OUTCOME_GROUPS,
    POPULATION_GROUPS,
    Concept,
    Mention,
    thesaurus,
)
from review.terms.named_things import carries
from review.terms.words import stems

TARGETS = frozenset({"target", "transmitter", "region"})
ARTICLE_WORD = re.compile(r"^(?:the|an?|its|their|your|his|her|some|certain)\s+", re.IGNORECASE)
EDGES = " ,;:.!?\"'“”‘’()[]-–—"
JOINED = re.compile(
    r"\s*,\s*(?:and\s+|or\s+|as well as\s+)?|\s+(?:and|as well as)\s+", re.IGNORECASE
)
ADJECTIVE = re.compile(r"(?:al|ic|ive|ous|ary|ed|ing|ar|able|ible|both)$", re.IGNORECASE)
PREPOSITION = re.compile(r"\s(?:in|among|for|by|of)\s+", re.IGNORECASE)
COUNTED_PEOPLE = re.compile(
    r"^(?:the )?(?:number|percentage|percent|proportion|share|rate)s? of (?:the )?"
    r"(?:participants|patients|subjects|people|women|men|children|adults|infants) "
    r"(?:with|who|having|achieving|experiencing|reporting)\s+(?:an?\s+)?",
    re.IGNORECASE,
)
"""What counts people by what happened to them: what happened is the outcome."""

PROCESS = re.compile(
    r"(?:winter|summer|spring|autumn|mornings?|evenings?|nights?|gut|brain|heart|liver|skin|body|stomach|lungs?|bones?|eyes?|blood|"
    r"water|foods?|diet|world|past|future|air|environment|lab|laboratory|tests?|life|replication|metabolism|functions?|development|diagnosis|cells?|neurons?|mice|rats|differentiation|"
    r"expression|countries|homeostasis|formation|signall?ing|tissues?|bats?|pangolins?)$",
    re.IGNORECASE,
)
"""The end of a phrase that names no people, and no condition that people have."""

EATEN = re.compile(
    r"^(?:regularly )?(?:drinking|eating|consuming|taking) (?=[\w-])(?!(?:and|or|while|in|on|at|with|during|before|after|heavily|less|more|late|early|alone)\b)",
    re.IGNORECASE,
)
"""What is done with what a sentence is about: "drinking coffee" is coffee."""

AMOUNT = re.compile(
    r"^(?:just |only |even )?(?:too much|too many|a lot of|lots of|plenty of|"
    r"(?:an?|one|two|three|four|five|six|\d+|several|a few|some)(?: or (?:more|two|three))? "
    r"(?:cups?|glass(?:es)?|servings?|portions?|handfuls?|spoons?|drops?|pieces?|minutes|hours) of|"
    r"\d[\d,.]* ?(?:mg|milligrams?|g|grams?|micrograms?|mcg|µg|iu|units?|ml|millilitres?)(?: a day)? of) ",
    re.IGNORECASE,
)
HOW_OFTEN = re.compile(
    r"(?:(?: (?:once|twice|\w+ times))? (?:a|per|each|every) (?:day|week|night|month)| daily| regularly)$",
    re.IGNORECASE,
)
"""How much and how often: neither is part of what is given."""

FORM = re.compile(
    r"(?<=[\w)])(?<!\bsleeping)(?<!\bwater)(?<!\bdiet)(?<!\bcontrol)(?<!\bcontraceptive)(?<!\bafter)(?<!\bslimming)"
    r"(?<!\bloss)(?<!\babortion)(?<!\bthe) (?:pills?|tablets?|capsules?|caplets?|gummies|lozenges?)$",
    re.IGNORECASE,
)
"""The form a medicine is taken in, after its name; "sleeping pills" are not named without it."""

BEFORE_PEOPLE = 2
"""At most this many words ("pregnant", "older") stand between "in" and the people it names."""
USE_OF = re.compile(r"^[\w-]+ (?:use|treatment|administration) (?:of|with) ", re.IGNORECASE)
"""How something is used, before what it is: what is used is not left out where no list knows it."""
CIRCUMSTANCE = re.compile(
    r" (?:in|on|for|during|when|while|that|which|plays?|works?|within) ", re.IGNORECASE
)
"""What stands in no name of what is given, but between it and where, when or how."""
THERAPY = re.compile(r"[\w-]+ therapy", re.IGNORECASE)
"""A name that is none without its second word ("hormone therapy")."""
LONGEST_ACTION = 5
"""Words of the longest subject kept as it stands where it says what is done with a drug."""
LONGEST_GROUP = 4
"""Words of the longest intervention read from a sentence that says nothing known."""
LONGEST_NAME = 3
"""Words of the longest subject kept as it stands where it ends in a drug's name."""


def mentions_of(text: str, groups: frozenset[str]) -> list[Mention]:
    """Longest mentions of concepts of these groups, in order."""
    known = thesaurus()
    found = [m for m in known.mentions(text) if known.concepts[m.concept_id].group in groups]
    return [m for m in found if not any(_inside(m, other) for other in found)]


def concepts_of(text: str, groups: frozenset[str]) -> list[Concept]:
    """Concepts of these groups that a text names, each once, in order."""
    names = dict.fromkeys(mention.concept_id for mention in mentions_of(text, groups))
    return [thesaurus().concepts[name] for name in names]


def _inside(inner: Mention, outer: Mention) -> bool:
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and outer.end - outer.start > inner.end - inner.start
    )


def tidy(phrase: str) -> str:
    """A phrase without articles, edge punctuation and a sentence's capital letter."""
    bare = phrase.strip(EDGES)
    while (shorter := ARTICLE_WORD.sub("", bare).strip(EDGES)) != bare:
        bare = shorter
    unclosed = bare.count("(") - bare.count(")")
    return lowered(bare + ")" * max(0, unclosed))


def lowered(phrase: str) -> str:
    """The phrase with a small first letter, unless its first words look like a name."""
    first, _, rest = phrase.partition(" ")
    is_name = len(rest) > 1 and rest[0].isupper() and rest[1].islower()
    plain = first[:1].isupper() and first[1:].islower() and not is_name
    return phrase[:1].lower() + phrase[1:] if plain else phrase


def capitalised(phrase: str) -> str:
    """The phrase as a sentence begins."""
    return phrase[:1].upper() + phrase[1:]


def intervention_in(subject: str) -> str:
    """What is given or done, as the subject of a sentence names it."""
    rules = wording().lists
    subject = FORM.sub("", HOW_OFTEN.sub("", AMOUNT.sub("", EATEN.sub("", tidy(subject)))))
    combined = bool(rules["combination"].search(subject))
    named = mentions_of(subject, INTERVENTION_GROUPS)
    bare = tidy(_without_edges(_cut_condition(subject), rules["use"]))
    texts = list(dict.fromkeys(lowered(subject[m.start : m.end]) for m in named))
    if not named and THERAPY.fullmatch(tidy(subject)):
        return tidy(subject)
    if not texts or any(subject[: m.start].endswith(("-", "/")) for m in named):
        return bare or tidy(subject)
    told = concepts_of(bare, frozenset({"intervention"}))
    use = USE_OF.match(bare)
    if use and concepts_of(subject, frozenset({"drug"})):
        return bare
    if use:
        return tidy(bare[use.end() :])
    parts = [part for part in re.split(r"\s*,\s*|\s+(?:and|or)\s+", bare) if part]
    if len(texts) > 1 and (combined or len(parts) > 1):
        return (" plus " if combined else " or ").join(texts)
    ends_so = bare.lower().endswith(texts[-1].lower()) and "," not in bare
    words = len(bare.split())
    keeps = (told and words <= LONGEST_ACTION) or (ends_so and words <= LONGEST_NAME)
    return bare if keeps or _names_more(bare, texts) else " ".join(texts)


def _names_more(phrase: str, texts: Sequence[str]) -> bool:
    """Whether a phrase names something beside what the texts hold ("oral zinc" beside "oral")."""
    held = stems(" ".join(texts))
    return not CIRCUMSTANCE.search(f" {phrase} ") and any(
        not carries(at.n) and not stems(phrase[at.start : at.end]) & held
        for at in vocabulary().names_in(phrase)
    )


def first_group(sentence: str) -> str:
    """The intervention of a sentence that says nothing known: a drug it names, else its first nouns."""
    starts = 0
    for match in wording().lists["group_end"].finditer(sentence):
        if sentence[starts : match.start()].strip(EDGES):
            break
        starts = match.end()
    else:
        match = None
    group = sentence[starts : match.start() if match else None]
    has_name = concepts_of(group, INTERVENTION_GROUPS)
    if not has_name and concepts_of(sentence, INTERVENTION_GROUPS):
        return intervention_in(sentence)
    words = intervention_in(group).split()
    if len(words) > LONGEST_GROUP and "and" in words[1:]:
        words = words[: words.index("and", 1)]
    return tidy(" ".join(words[:LONGEST_GROUP]))


def combination_in(text: str) -> str:
    """Two things taken together as "A plus B"; the text itself where it names only one."""
    match = wording().lists["together"].search(text)
    first, second = (text[: match.start()], text[match.end() :]) if match else (text, "")
    opened = tidy(_without_edges(first, wording().lists["combining"]))
    return f"{opened} plus {tidy(second)}" if tidy(second) and opened else intervention_in(text)


def _without_edges(phrase: str, words: re.Pattern[str]) -> str:
    """A phrase without words of a list at its beginning and end."""
    bare = tidy(phrase)
    while bare:
        found = [m for m in words.finditer(bare) if m.start() == 0 or m.end() == len(bare)]
        if not found or found[0].span() == (0, len(bare)):
            break
        first = found[0]
        bare = tidy(bare[first.end() :] if first.start() == 0 else bare[: first.start()])
    return bare


def _cut_condition(phrase: str) -> str:
    """A phrase up to the condition it is used for ("clonidine treatment of opioid withdrawal")."""
    for mention in mentions_of(phrase, POPULATION_GROUPS):
        lead = re.search(
            r"\s(?:used\s+)?(?:of|for|in|during|before|after|to treat)\s+(?:the\s+)?$",
            phrase[: mention.start],
        )
        if lead and lead.start() > 0:
            return phrase[: lead.start()]
    return phrase


def outcomes_in(phrase: str) -> str:
    """What is changed, as the object of a sentence names it; several are joined by commas."""
    said = COUNTED_PEOPLE.sub("", phrase.strip())
    bare = _without_edges(_without_people(_of_people(said)), wording().lists["measure"])
    pieces = [piece for piece in (tidy(part) for part in _split(bare)) if piece]
    named = [_outcome(piece) for piece in pieces]
    return ", ".join(dict.fromkeys(name for name in named if name))


def _of_people(phrase: str) -> str:
    """For a phrase that is only people ("those with migraine"), the condition they have."""
    bare = tidy(phrase)
    people = wording().lists["PEOPLE"].match(bare)
    had = mentions_of(bare, POPULATION_GROUPS)
    if not people or not had:
        return phrase
    return bare[had[0].start : had[0].end]


def _split(phrase: str) -> list[str]:
    """The coordinated parts of a phrase, where splitting leaves whole things."""
    parts = [part for part in JOINED.split(phrase) if part.strip()]
    whole = mentions_of(phrase, OUTCOME_GROUPS)
    spans = [match.span() for match in JOINED.finditer(phrase)]
    if any(m.start <= start and end <= m.end for m in whole for start, end in spans):
        return re.split(r"\s*,\s*", phrase)
    if all(concepts_of(part, OUTCOME_GROUPS) for part in parts):
        return parts
    adjective = any(len(part.split()) == 1 and ADJECTIVE.search(part) for part in parts[:-1])
    return [phrase] if adjective else parts


def _outcome(piece: str) -> str:
    """One outcome: the piece itself, or the severity of a condition it names."""
    conditions = mentions_of(piece, POPULATION_GROUPS)
    if not conditions:
        return piece
    first = conditions[0]
    before = re.sub(
        r"\s+(?:of|in|during|for|from|associated with|caused by)\s*$",
        "",
        " " + piece[: first.start],
    )
    own = [
        m
        for m in mentions_of(piece, OUTCOME_GROUPS)
        if m.end <= first.start or m.start >= first.end
    ]
    if own and own[0].start < first.start:
        return tidy(before)
    rest = wording().lists["burden"].sub("", piece[: first.start] + " " + piece[first.end :])
    if rest.strip(EDGES):
        return piece
    condition = piece[first.start : first.end]
    within = mentions_of(condition, frozenset({"outcome"}))
    is_burden = within and (within[0].start, within[0].end) != (0, len(condition))
    return thesaurus().concepts[within[0].concept_id].name if is_burden else condition


def _without_people(phrase: str) -> str:
    """A phrase up to the people it is about ("craving in people with alcohol dependence")."""
    place = people_at(phrase)
    return phrase[: place[0]] if place and place[0] > 0 else phrase


def people_at(text: str) -> tuple[int, int] | None:
    """Where a text names people after "in", "among", "for" or "by": offset of that word, of them."""
    people = wording().lists["PEOPLE"]
    for lead in PREPOSITION.finditer(text):
        rest = text[lead.end() :]
        found = people.search(rest)
        before = f" {rest[: found.start()]}" if found else " , "
        is_near = len(before.split()) <= BEFORE_PEOPLE and not re.search(r"[,;]", before)
        if is_near and not PREPOSITION.search(before):
            return lead.start(), lead.end()
    place = re.search(
        r"(?<!rich)(?<!high)(?<!low)(?<!found)\s(?:in|during)\s+([\w-]+(?: [\w-]+){0,3})[.?!]?$",
        text,
    )
    names_none = place and (
        wording().lists["no_population"].match(place.group(1))
        or PROCESS.search(place.group(1))
        or wording().verb.search(place.group(1))
    )
    if place and not names_none:
        named = mentions_of(place.group(1), POPULATION_GROUPS)
        if named or not mentions_of(place.group(1), OUTCOME_GROUPS):
            return place.start(), place.start(1)
    return None


def population_in(texts: Sequence[str]) -> str:
    """Who a statement is about: the people it names, or those who have a condition it names."""
    for text in texts:
        place = people_at(" " + text)
        if place:
            return who((" " + text)[place[1] :])
    for text in texts:
        found = mentions_of(text, POPULATION_GROUPS)
        if found:
            return who(text[found[0].start : found[0].end])
    return ""


def who(phrase: str) -> str:
    """People as a claims file writes them."""
    bare = tidy(phrase)
    if not bare or wording().lists["PEOPLE"].search(bare):
        return bare
    return f"people {'in' if wording().lists['states'].search(bare) else 'with'} {bare}"
