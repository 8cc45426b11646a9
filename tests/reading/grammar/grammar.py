"""Sentences of known meaning: templates, what to put in, and what may be done to them.

A template says what its sentence means for its claim, whatever is put in; its twin says the opposite,
denies it, or tells something where the template tells nothing. A third of the templates (with their
twins) and a third of the fillings are sealed: they lie in files of their own and are only given when
asked for.
"""

import csv
import hashlib
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import review
from review.core.models import Record

HERE = Path(__file__).resolve().parent

SUPPORTS, REFUTES, NOTHING = "supports", "refutes", "no information"
INCREASED, DECREASED = "increased", "decreased"
NO_DIFFERENCE, EQUIVALENT, NOT_TOLD = "no clear difference", "equivalent", "not told"
TURNED = {SUPPORTS: REFUTES, REFUTES: SUPPORTS, NOTHING: NOTHING}

DIRECTION = {
    "reduces": DECREASED,
    "compares": DECREASED,
    "shortens": DECREASED,
    "blocks": DECREASED,
    "improves": INCREASED,
    "increases": INCREASED,
    "prolongs": INCREASED,
    "causes": INCREASED,
    "activates": INCREASED,
}
"""Which way the outcome goes where the claim holds, by family; the other families have none."""

KINDS = {
    "any": {"amount", "both", "event", "lasting", "receptor", "other"},
    "amount": {"amount", "both"},
    "event": {"event", "both"},
    "countable": {"event", "both"},
    "symptom": {"both"},
    "passing": {"event"},
    "receptor": {"receptor"},
}
"""Which kinds of outcome a template takes, by what it needs."""


@dataclass(frozen=True)
class Template:
    """A sentence with slots, and what it says about its claim."""

    template_id: str
    twin_id: str
    family: str
    claim: str
    sentence: str
    finding: str
    stances: tuple[str, ...]
    needs: str
    design: str
    turned: str
    sealed: bool


@dataclass(frozen=True)
class Filling:
    """What to put into the slots."""

    families: tuple[str, ...]
    branch: str
    slots: Mapping[str, str]
    number: str
    kind: str
    number2: str
    sealed: bool

    @property
    def key(self) -> str:
        """What tells this filling from the others."""
        return f"{self.slots['I']}|{self.slots['O']}"


@dataclass(frozen=True)
class Case:
    """A filled sentence, its claim, and the stances that are right, the best first."""

    template: Template
    filling: Filling
    seed: str
    claim: str
    pattern: str
    stances: tuple[str, ...]
    finding: str
    transformation: str = "as written"
    record: Record | None = None

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return capitalised(filled(self.pattern, self.filling, self.seed))

    @property
    def reading(self) -> str | Record:
        """What a reader is given: the sentence, or the record around it."""
        return self.record if self.record is not None else self.text


def is_sealed(key: str) -> bool:
    """Whether what has this key is kept apart; one in three is."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 3 == 0


def stem(template_id: str) -> str:
    """What a template and its twin have in common."""
    return template_id[:-1]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def templates(*, sealed: bool = False) -> tuple[Template, ...]:
    """The open templates, or those that are kept apart."""
    return tuple(
        Template(
            template_id=row["template_id"],
            twin_id=row["twin_id"],
            family=row["family"],
            claim=row["claim"],
            sentence=row["sentence"],
            finding=row["finding"],
            stances=tuple(row["stance"].split(";")),
            needs=row["needs"],
            design=row["design"],
            turned=row["turned"],
            sealed=is_sealed(stem(row["template_id"])),
        )
        for row in _rows("templates_sealed.csv" if sealed else "templates.csv")
    )


@cache
def fillings(*, sealed: bool = False) -> tuple[Filling, ...]:
    """The open fillings, or those that are kept apart."""
    return tuple(
        Filling(
            families=tuple(row["families"].split(";")),
            branch=row["branch"],
            slots={name: row[name] for name in ("I", "C", "P", "O", "O2", "G")},
            number=row["number"],
            kind=row["kind"],
            number2=row["number2"],
            sealed=is_sealed(f"{row['I']}|{row['O']}"),
        )
        for row in _rows("fillings_sealed.csv" if sealed else "fillings.csv")
    )


def numbers(seed: str) -> dict[str, str]:
    """Figures that keep the meaning of every slot: what is low is well below what is high."""
    draw = random.Random(seed)
    size = draw.randrange(90, 400, 10)
    few = draw.randint(round(size * 0.06), round(size * 0.15))
    many = round(few * draw.uniform(2.0, 3.0))
    low, high = round(100 * few / size), round(100 * many / size)
    even = draw.randint(8, 30)
    below, above = draw.uniform(0.45, 0.72), draw.uniform(1.45, 2.6)
    width, wide = draw.uniform(1.12, 1.28), draw.uniform(1.25, 1.6)
    unity = draw.uniform(0.92, 1.09)
    difference = draw.uniform(1.2, 8.0)
    value = draw.uniform(20, 60)
    change = draw.randint(2, 6)
    days = draw.randint(3, 9)
    point = draw.choice(["{} (95% CI {} to {})", "{} (95% CI, {}-{})", "{} [95% CI {}, {}]"])
    within = draw.choice(["{}, 95% CI {} to {}", "{}; 95% CI {}-{}"])

    def ratio(form: str, middle: float, spread: float) -> str:
        return form.format(
            *(f"{figure:.2f}" for figure in (middle, middle / spread, middle * spread))
        )

    return {
        "N": str(size),
        "both": str(2 * size),
        "nlo": str(few),
        "nhi": str(many),
        "lo": str(low),
        "hi": str(high),
        "even1": str(even),
        "even2": str(even + draw.choice([-1, 1])),
        "below": ratio(point, below, width),
        "above": ratio(point, above, width),
        "even": ratio(point, unity, wide),
        "below_in": ratio(within, below, width),
        "above_in": ratio(within, above, width),
        "even_in": ratio(within, unity, wide),
        "diff": f"{difference:.1f}",
        "difflo": f"{difference * 0.5:.1f}",
        "diffhi": f"{difference * 1.5:.1f}",
        "even_d": f"{difference * 0.1:.1f}",
        "even_l": f"{difference * 0.5:.1f}",
        "even_h": f"{difference * 0.7:.1f}",
        "sdiff": f"{draw.uniform(0.35, 0.9):.2f}",
        "vlo": f"{value:.1f}",
        "vhi": f"{value * draw.uniform(1.2, 1.35):.1f}",
        "base": f"{value * draw.uniform(1.45, 1.6):.1f}",
        "sd": f"{value * 0.15:.1f}",
        "clo": str(change),
        "chi": str(change * 2 + draw.randint(0, 3)),
        "dlo": str(days),
        "dhi": str(days * 2 + draw.randint(0, 3)),
        "weeks": str(draw.choice([6, 8, 12, 24, 52])),
        "p": draw.choice(["P<0.001", "p = 0.002", "P=0.01", "p<0.01", "P = .003"]),
        "ns": draw.choice(["P=0.45", "p = 0.62", "P = .31", "p=0.84", "P=0.27"]),
    }


def filled(pattern: str, filling: Filling, seed: str) -> str:
    """The pattern with everything put in, without a capital."""
    verbs = {"singular": "was", "plural": "were"}
    return pattern.format_map(
        {
            **numbers(seed),
            **filling.slots,
            "w": verbs[filling.number],
            "w2": verbs[filling.number2],
        }
    )


def capitalised(text: str) -> str:
    """The text with a capital at its start, where it starts with a letter."""
    return text[:1].upper() + text[1:]


def fits(template: Template, filling: Filling) -> bool:
    """Whether the filling makes sense in this template."""
    return (
        template.family in filling.families
        and filling.kind in KINDS[template.needs]
        and (template.needs != "countable" or filling.number == "plural")
    )


def case(template: Template, filling: Filling, seed: int | str) -> Case:
    """One filled sentence. A template and its twin get the same figures from the same seed."""
    return Case(
        template=template,
        filling=filling,
        seed=f"{seed}|{stem(template.template_id)}|{filling.key}",
        claim=capitalised(template.claim.format_map(filling.slots)),
        pattern=template.sentence,
        stances=template.stances,
        finding=template.finding,
    )


def sentences(seed: int, per_template: int, *, sealed: bool = False) -> Iterator[Case]:
    """Filled sentences, the same for the same seed; with `sealed` only those that are kept apart.

    What is kept apart: every sentence whose template or whose filling is.
    """
    open_only = [*templates()] if not sealed else [*templates(), *templates(sealed=True)]
    for template in open_only:
        choice = [*fillings()] if not sealed else [*fillings(sealed=True)]
        if template.sealed:
            choice += fillings()
        draw = random.Random(f"{seed}|{stem(template.template_id)}")
        usable = [filling for filling in choice if fits(template, filling)]
        for filling in draw.sample(usable, min(per_template, len(usable))):
            yield case(template, filling, seed)


@cache
def _by_id() -> dict[str, Template]:
    return {one.template_id: one for one in (*templates(), *templates(sealed=True))}


def twin(one: Case) -> Case:
    """The same filling and figures in the twin's sentence."""
    other = _by_id()[one.template.twin_id]
    return replace(
        one,
        template=other,
        pattern=other.sentence,
        stances=other.stances,
        finding=other.finding,
        transformation="twin",
    )


# --- what may be done to a sentence -----------------------------------------------------------------

NEGATIVE = re.compile(
    r"\b(no|not|nor|neither|none|never|without|unlike|whereas|although|but|yet|unchanged|stable|"
    r"failed|unaffected|useless|nil|numerically|tended|equally|similar|different)\b|;"
)
FIGURES = re.compile(r"\{(?!I\}|C\}|P\}|O\}|O2\}|G\}|w\}|w2\}|p\}|weeks\})")
DIRECTED = {
    "reduces",
    "compares",
    "improves",
    "increases",
    "shortens",
    "prolongs",
    "causes",
    "no effect",
}
"""Families whose claims are about which way an outcome goes, or that it does not go."""


def _opposite(one: Case) -> tuple[str, ...]:
    """The stances after the direction of the finding was turned."""
    if one.template.family == "no effect":
        return one.stances
    return tuple(TURNED[stance] for stance in one.stances)


def _other_way(finding: str) -> str:
    return {INCREASED: DECREASED, DECREASED: INCREASED}.get(finding, finding)


def turn_arms(one: Case) -> Case | None:
    """The treatment and what it is compared with change places."""
    how, _, arm = one.template.turned.partition(" ")
    if not how:
        return None
    places = {"{I}": f"{{{arm}}}", f"{{{arm}}}": "{I}"}
    pattern = re.sub(rf"\{{(I|{arm})\}}", lambda found: places[found[0]], one.pattern)
    opposite = how == "opposite"
    stances = _opposite(one) if opposite else one.stances
    if how == "unsure" and NOTHING not in stances:
        stances = (*stances, NOTHING)
    turned = _other_way(one.finding) if opposite or one.template.family == "no effect" else None
    return replace(
        one,
        pattern=pattern,
        stances=stances,
        finding=turned or one.finding,
        transformation="turn the arms",
    )


DENIALS = (
    (" has no effect on ", " has an effect on "),
    (" does not affect ", " affects "),
    (" has no side effects", " has side effects"),
    (" is free of side effects", " is not free of side effects"),
    (" should be avoided in ", " need not be avoided in "),
    (" is ", " is not "),
    (" are equally ", " are not equally "),
    *(
        (f" {verb}s ", f" does not {verb} ")
        for verb in (
            *("reduce", "lower", "decrease", "prevent", "relieve", "improve", "enhance"),
            *("increase", "raise", "shorten", "prolong", "cause", "block", "inhibit"),
            *("activate", "stimulate", "interact"),
        )
    ),
)


def deny_claim(one: Case) -> Case | None:
    """The claim is denied, the sentence stays."""
    for plain, denied in DENIALS:
        if plain in one.template.claim:
            claim = one.template.claim.replace(plain, denied, 1)
            break
    else:
        return None
    stances = tuple(TURNED[stance] for stance in one.stances)
    other = _other_way(DIRECTION.get(one.template.family, ""))
    if one.finding == other and NOTHING not in stances:
        stances = (*stances, NOTHING)
    return replace(
        one,
        claim=capitalised(claim.format_map(one.filling.slots)),
        stances=stances,
        transformation="deny the claim",
    )


BASE = {
    "reduced": "reduce",
    "lowered": "lower",
    "improved": "improve",
    "increased": "increase",
    "raised": "raise",
    "shortened": "shorten",
    "prolonged": "prolong",
    "provoked": "provoke",
}
NEGATIONS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(rf"(?<=\{{I\}} )(significantly )?({'|'.join(BASE)}) (?=\{{O\}}|the risk)"),
        lambda found: f"did not {found[1] or ''}{BASE[found[2]]} ",
    ),
    (re.compile(r"\{w\} significantly "), lambda _: "{w} not significantly "),
    (
        re.compile(r" was (?=superior|inferior|(significantly )?(more|less) effective|better)"),
        lambda _: " was not ",
    ),
    (
        re.compile(
            r"\{w\} (?=lower|higher|better|worse|(more|less) frequent|(longer|shorter) with)"
        ),
        lambda _: "{w} not ",
    ),
    (re.compile(r" led to (?=a significant)"), lambda _: " did not lead to "),
    (re.compile(r" was (?=associated|of help|beneficial)"), lambda _: " was not "),
    (re.compile(r"\bThere was a (?=larger|gain|clear)"), lambda _: "There was no "),
    (re.compile(r" proved (?=useful|(more|less) effective)"), lambda _: " did not prove "),
    (re.compile(r" outperformed "), lambda _: " did not outperform "),
    (re.compile(r" made (?=\{O\} (more|less) likely)"), lambda _: " did not make "),
    (re.compile(r" had (?=\{O\} less often|(fewer|more) \{O\})"), lambda _: " did not have "),
)


def negate(one: Case) -> Case | None:
    """A stated difference is denied, with a P-value to match."""
    if (
        one.template.family not in DIRECTED
        or one.finding not in (INCREASED, DECREASED)
        or NEGATIVE.search(one.pattern)
        or FIGURES.search(one.pattern)
        or AMOUNT.search(one.pattern)
        or one.pattern.count("{p}") != 1
    ):
        return None
    for shape, denied in NEGATIONS:
        pattern, times = shape.subn(denied, one.pattern)
        if times == 1:
            right = SUPPORTS if one.template.family == "no effect" else REFUTES
            hoped = DIRECTION.get(one.template.family, DECREASED)
            stances = (right,) if one.finding == hoped else (right, NOTHING)
            return replace(
                one,
                pattern=pattern.replace("{p}", "{ns}"),
                stances=stances,
                finding=NO_DIFFERENCE,
                transformation="negate",
            )
    return None


_PAIRS = (
    *(("lower", "higher"), ("fewer", "more"), ("less", "more"), ("shorter", "longer")),
    *(("better", "worse"), ("reduced", "increased"), ("lowered", "raised")),
    *(("decrease", "increase"), ("smaller", "larger"), ("fell", "rose"), ("fallen", "risen")),
    *(("inferior", "superior"), ("halved", "doubled"), ("shortened", "prolonged")),
    *(
        ("decreased", "increased"),
        ("lesser", "greater"),
        ("resulted in lower", "resulted in higher"),
    ),
)
SWAPS = {
    **dict(_PAIRS),
    **{more: less for less, more in reversed(_PAIRS)},
    "greater": "smaller",
    "more": "less",
    "increased": "decreased",
}
SWAP = re.compile(rf"\b({'|'.join(SWAPS)})\b", re.IGNORECASE)
AMOUNT = re.compile(
    r"more than (a |half|doubl|halv|\d)|\b(fold|twice|third|half|far|aggravated|needed|Besides)\b"
)


def swap_direction(one: Case) -> Case | None:
    """The one word of direction is put for its opposite."""
    words = SWAP.findall(one.pattern)
    if (
        one.template.family not in DIRECTED
        or one.finding not in (INCREASED, DECREASED)
        or len(words) != 1
        or NEGATIVE.search(one.pattern)
        or FIGURES.search(one.pattern)
        or AMOUNT.search(one.pattern)
    ):
        return None
    word = words[0].lower()
    new = SWAPS[word]
    if word == "more" and re.search(r"\bmore (\{O\}|patients\b)", one.pattern, re.I):
        new = "fewer"
    stances = _opposite(one)
    return replace(
        one,
        pattern=SWAP.sub(new, one.pattern),
        stances=stances,
        finding=_other_way(one.finding),
        transformation="swap more and less",
    )


SYNONYMS = (
    (" as compared with {", " versus {"),
    (" compared with {", " relative to {"),
    ("Compared with {", "Relative to {"),
    ("did not differ between", "showed no difference between"),
    ("failed to reduce", "was unable to reduce"),
    (" reduced {O}", " decreased {O}"),
    (" lowered {O}", " diminished {O}"),
    (" raised {O}", " increased {O}"),
    (" improved {O}", " enhanced {O}"),
    (" shortened {O}", " reduced {O}"),
    ("was associated with", "was linked to"),
    ("not associated with", "not linked to"),
    ("more frequent", "more common"),
    ("occurred in", "arose in"),
    ("{O} fell ", "{O} dropped "),
    ("{O} rose ", "{O} went up "),
    ("was superior to", "was better than"),
    ("was not superior to", "was not better than"),
    ("erious adverse events", "erious adverse effects"),
    ("side effects", "adverse effects"),
    ("antagonist at", "blocker of"),
    ("inhibitor of", "blocker of"),
    ("is not known", "is unknown"),
    ("Patients", "Participants"),
    ("patients", "participants"),
)


def synonym(one: Case) -> Case | None:
    """One word is put for another of the same meaning."""
    for old, new in SYNONYMS:
        if old in one.pattern and "was compared with" not in one.pattern:
            return replace(one, pattern=one.pattern.replace(old, new, 1), transformation="synonym")
    return None


UNRELATED = (
    "serum selenium rose during follow-up",
    "attendance at visits fell in the second year",
    "the time spent on forms increased",
    "travel costs were higher in the northern centres",
    "room temperature was lower in the winter months",
    "the number of telephone calls did not change",
)


def _unrelated(one: Case) -> str:
    return random.Random(one.seed).choice(UNRELATED)


def append_clause(one: Case) -> Case | None:
    """A clause about something else, with a direction of its own, is put at the end."""
    pattern = f"{one.pattern.removesuffix('.')}, and {_unrelated(one)}."
    return replace(one, pattern=pattern, transformation="append a clause")


def prepend_clause(one: Case) -> Case | None:
    """A clause about something else, with a direction of its own, is put at the start."""
    start = one.pattern
    if not start.startswith("{") and not re.match(r"[A-Z]{2}|I ", start):
        start = start[0].lower() + start[1:]
    return replace(
        one,
        pattern=f"{capitalised(_unrelated(one))}, and {start}",
        transformation="prepend a clause",
    )


def abbreviate(one: Case) -> Case | None:
    """The outcome is followed by an abbreviation in brackets."""
    words = re.findall(r"[A-Za-z]+", one.filling.slots["O"])
    letters = "".join(word[0].upper() for word in words)
    if len(words) < 2 or "{O}" not in one.pattern:
        return None
    pattern = one.pattern.replace("{O}", f"{{O}} ({letters})", 1)
    return replace(one, pattern=pattern, transformation="abbreviation")


JOINT = re.compile(
    r"\{O2\}|of \{O\} over|\{O\}, |with \{O\}|who began|needed|likely to have|Freedom|Recipients|"
    r"[Pp]atients (had|given)|made \{O\}|people who"
)
"""Where two outcomes in one place could mean both at once."""


def in_a_list(one: Case) -> Case | None:
    """The outcome stands in a list with another."""
    if (
        one.template.family not in DIRECTED
        or one.finding not in (INCREASED, DECREASED)
        or one.template.needs == "countable"
        or one.pattern.count("{O}") != 1
        or JOINT.search(one.pattern)
        or NEGATIVE.search(one.pattern)
        or FIGURES.search(one.pattern)
    ):
        return None
    first = random.Random(one.seed).random() < 0.5
    both = "{O} and {O2}" if first else "{O2} and {O}"
    pattern = one.pattern.replace("{O}", both).replace("{w}", "were")
    return replace(one, pattern=pattern, transformation="list")


METHODS = {
    "trial": "We randomly assigned {both} people to {I} or {P} and followed them for {weeks} weeks.",
    "active": "We randomly assigned {both} people to {I} or {C} and followed them for {weeks} weeks.",
    "one arm": "We gave {I} to {N} people and followed them for {weeks} weeks.",
    "cohort": "We used the records of 24,300 people from four national registers.",
    "laboratory": "We tested {I} in isolated cells and in cell membranes.",
    "interaction": "We reviewed studies in which {I} was given together with {C}.",
}
BACKGROUNDS = (
    "Earlier studies of {I} were small.",
    "{I} is used in many countries.",
    "The place of {I} is a matter of debate.",
    "Guidelines differ in what they say about {I}.",
)
STARTS = (
    "Of {asked} people who were asked, {both} took part.",
    "The mean age was 54 years, and half of the participants were women.",
    "The groups were alike in age and sex.",
    "",
)
CONCLUSIONS = (
    "Larger studies in other countries are under way.",
    "These data will be of use to those who plan services.",
    "Studies of costs are now needed.",
    "The methods used here can be applied elsewhere.",
)
TITLES = ("{I}: a clinical study", "{I} in daily practice", "A study of {I}")
LABELS = ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")


def in_a_record(one: Case) -> Case | None:
    """The sentence is the result of an abstract with background, methods and conclusion."""
    design = one.template.design
    if design == "trial" and one.template.family in ("compares", "equivalent"):
        design = "active"
    draw = random.Random(one.seed)
    start = draw.choice(STARTS) if design in ("trial", "active") else ""
    start = start.replace("{asked}", str(draw.randint(820, 1400)))
    parts = [
        " ".join(capitalised(filled(text, one.filling, one.seed)) for text in texts if text)
        for texts in (
            (draw.choice(BACKGROUNDS),),
            (METHODS[design],),
            (start, one.pattern),
            (draw.choice(CONCLUSIONS),),
        )
    ]
    labelled = draw.random() < 0.7
    abstract = (
        "\n".join(f"{label}: {part}" for label, part in zip(LABELS, parts, strict=True))
        if labelled
        else " ".join(parts)
    )
    title = {"laboratory": "Studies of {I} in cells", "one arm": "{I}: experience in one hospital"}
    record = review.record(
        title=capitalised(title.get(design, draw.choice(TITLES)).format_map(one.filling.slots)),
        abstract=abstract,
        publication_types=["Randomized Controlled Trial"] if design in ("trial", "active") else [],
        pmid=90000001,
    )
    return replace(one, record=record, transformation="record")


TRANSFORMATIONS: tuple[Callable[[Case], Case | None], ...] = (
    turn_arms,
    deny_claim,
    negate,
    swap_direction,
    synonym,
    append_clause,
    prepend_clause,
    abbreviate,
    in_a_list,
    in_a_record,
)


def transformed(one: Case) -> Iterator[Case]:
    """The sentence as each transformation that fits it leaves it, with what it must mean then."""
    for change in TRANSFORMATIONS:
        changed = change(one)
        if changed is not None:
            yield changed
