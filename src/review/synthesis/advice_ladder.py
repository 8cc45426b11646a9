"""The ladder for advice: not how sure an effect is, but what kind of source the advice rests on.

A precaution is hardly ever tested itself, so GRADE's levels do not apply: the class of the source is
stated instead (docs/method/synthesis.md). It is borne out by sources that give it, by studies that did so, or by the
harm it guards against. Silence neither supports nor contradicts it.

Advice to study something further is another matter: it is as right as the evidence is uncertain. By
GRADE's definition of the levels (Guyatt, BMJ 2008;336:924-926) further research is very unlikely to
change high certainty, likely to change moderate, very likely to change low.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from review.core.models import Claim, DomainRating, Judgement
from review.core.vocabulary import SYNTHESES, Design, Domain, Ground, Stance, Verdict
from review.synthesis.basis import HIGH, LEVELS_BY_NAME, LOW, step
from review.synthesis.decision import Ruling
from review.synthesis.direction import Body
from review.synthesis.facts import SEVERAL_ANECDOTES, SUBSTANTIAL_PARTICIPANTS
from review.synthesis.rate_down import is_uncontrolled
from review.synthesis.studies import CONTROLLED, Study, participants, source_class
from review.synthesis.thresholds import OPTIMAL_SIZE
from review.terms.precautions import Advice, is_promising

STRONGEST = SYNTHESES | {Design.GUIDELINE}
"""Sources whose advice needs no second one."""

SEVERAL = 2

OPPOSITE = {
    Verdict.SUPPORTED: Verdict.CONTRADICTED,
    Verdict.CONTRADICTED: Verdict.SUPPORTED,
    Verdict.PARTLY_SUPPORTED: Verdict.INSUFFICIENT,
}
"""The verdict on a claim that a precaution is needless, from the verdict on the precaution."""


@dataclass(frozen=True)
class Grounds:
    """The counted sources, by how they bear on the advice as if it were not denied."""

    advice: Advice
    counted: tuple[Study, ...]

    def sources(self, *grounds: Ground) -> list[Study]:
        """Counted sources on people that bear in one of these ways, and in no other as strongly."""
        return [
            study
            for study in self.counted
            if study.deciding.rule.startswith(grounds)
            and study.deciding.stance is not Stance.MIXED
            and not study.is_laboratory
        ]

    @property
    def given(self) -> list[Study]:
        """Sources that give the advice or did so."""
        return self.sources(Ground.ADVISED, Ground.FOLLOWED)

    @property
    def harmed(self) -> list[Study]:
        """Sources that document the harm it guards against."""
        return self.sources(Ground.HARM)

    @property
    def is_borne_out(self) -> bool:
        """Whether one of the rules for full support applies."""
        return any(rule.applies(self) for rule in SUPPORTING)

    @property
    def is_needless(self) -> bool:
        """Whether enough sources call it needless, or looked for the harm in vain."""
        needless = self.sources(Ground.NOT_NEEDED)
        unharmed = self.sources(Ground.NO_HARM)
        return (
            _are_several(needless)
            or _is_by_the_strongest(needless)
            or (participants(needless) or 0) >= SUBSTANTIAL_PARTICIPANTS
            or (participants(unharmed) or 0) >= OPTIMAL_SIZE
        )

    @property
    def not_shown(self) -> tuple[str, ...]:
        """Precautions of the claim that no source bears out."""
        shown = {name for one in (*self.given, *self.harmed) for name in one.deciding.outcomes}
        return tuple(one.name for one in self.advice.precautions if one.name not in shown)


@dataclass(frozen=True)
class AdviceRule:
    """A named rule: when it applies, the verdict it gives and why."""

    name: str
    applies: Callable[[Grounds], bool]
    verdict: Verdict
    reason: str


def _is_by_the_strongest(studies: Iterable[Study]) -> bool:
    return any(study.deciding.design in STRONGEST for study in studies)


def _are_several(studies: Sequence[Study]) -> bool:
    """Whether there are several sources, and not only reviewers' opinions."""
    is_opinion = all(study.deciding.design is Design.NARRATIVE_REVIEW for study in studies)
    return len(studies) >= SEVERAL and not is_opinion


def _is_documented(grounds: Grounds) -> bool:
    """The harm: by a study with more than cases or one treated group, or by several reports."""
    controlled = [
        study
        for study in grounds.harmed
        if study.deciding.design in CONTROLLED and not is_uncontrolled(study)
    ]
    return bool(controlled) or len(grounds.harmed) >= SEVERAL_ANECDOTES


SUPPORTING: tuple[AdviceRule, ...] = (
    AdviceRule(
        "advice of a guideline or synthesis",
        lambda g: _is_by_the_strongest(g.sources(Ground.ADVISED)),
        Verdict.SUPPORTED,
        "A guideline or a systematic review gives this advice",
    ),
    AdviceRule(
        "advice of several sources",
        lambda g: bool(g.given) and _are_several([*g.given, *g.harmed]),
        Verdict.SUPPORTED,
        "Several sources give this advice, did so or document the harm that it guards against",
    ),
    AdviceRule(
        "harm documented",
        _is_documented,
        Verdict.SUPPORTED,
        "The advice itself was not tested; the harm that it guards against is documented",
    ),
)

ADVICE_RULES: tuple[AdviceRule, ...] = (
    AdviceRule(
        "sources disagree on the advice",
        lambda g: g.is_borne_out and g.is_needless,
        Verdict.CONFLICTING,
        "Some sources bear the advice out, others find it needless",
    ),
    AdviceRule(
        "found needless",
        lambda g: g.is_needless and not (g.given or g.harmed),
        Verdict.CONTRADICTED,
        "Sources call the precaution needless, or looked for the harm in enough people and did not see it",
    ),
    AdviceRule(
        "borne out in part",
        lambda g: g.is_borne_out and bool(g.not_shown),
        Verdict.PARTLY_SUPPORTED,
        "Only part of what is advised is borne out",
    ),
    *SUPPORTING,
    AdviceRule(
        "a single or weak source",
        lambda g: bool(g.given or g.harmed) and not g.is_needless,
        Verdict.PARTLY_SUPPORTED,
        "One source gives this advice, or the harm that it guards against is seen in few reports",
    ),
    AdviceRule(
        "too little on the advice",
        lambda g: True,
        Verdict.INSUFFICIENT,
        "Too little bears on the advice or on the harm that it guards against to tell",
    ),
)


def decide_advice(advice: Advice, body: Body) -> Ruling:
    """The first rule that applies, turned round for a claim that a precaution is needless."""
    grounds = Grounds(advice, body.counted)
    rule = next(rule for rule in ADVICE_RULES if rule.applies(grounds))
    verdict = OPPOSITE.get(rule.verdict, rule.verdict) if advice.is_denied else rule.verdict
    partly = rule.verdict is Verdict.PARTLY_SUPPORTED and grounds.not_shown
    lacking = f"nothing bears on {', '.join(grounds.not_shown)}" if partly else ""
    detail = "; ".join(filter(None, (_tally(body), lacking)))
    return Ruling(rule.name, verdict, f"{rule.reason} ({detail}).", lacking)


def _tally(body: Body) -> str:
    """How many sources bear in which way, in the order of the closed list."""
    told = ((ground, len(studies)) for ground, studies in _by_ground(body).items())
    return "; ".join(f"{ground}: {number}" for ground, number in told if number)


def sources_of_advice(body: Body) -> tuple[DomainRating, ...]:
    """What kind of source bears on the advice in which way, and the records, as a step of no level."""
    by_ground = _by_ground(body)
    told = [
        f"{ground}: {source_class(studies)}" for ground, studies in by_ground.items() if studies
    ]
    if not told:
        return ()
    reason = "; ".join(told)
    reason = f"{reason[:1].upper()}{reason[1:]}."
    return (step(Domain.SOURCE, 0, reason, [one for s in by_ground.values() for one in s]),)


def _by_ground(body: Body) -> dict[Ground, list[Study]]:
    return {
        ground: [study for study in body.counted if study.deciding.rule.startswith(ground)]
        for ground in Ground
    }


def advice_statement(claim: Claim, ruling: Ruling) -> str:
    """One sentence on what the advice rests on; it never says what anybody should do."""
    reason = ruling.reason.partition(" (")[0]
    limit = f" Limits: {ruling.condition}." if ruling.condition else ""
    return f"{reason}: “{claim.statement.strip().rstrip('.')}”.{limit}"


def decide_open_question(claim: Claim, judged: Judgement) -> Ruling:
    """Whether a question is as open as a claim says, from the certainty of the evidence that answers it.

    Args:
        claim: the claim on the state of research.
        judged: the question of effect behind it, judged on the same records.
    """
    level = LEVELS_BY_NAME[judged.certainty]
    verdict, so = _openness(level)
    unmet = is_promising(claim) and judged.supports <= judged.refutes
    if unmet and verdict is Verdict.SUPPORTED:
        verdict = Verdict.PARTLY_SUPPORTED
    lacking = "most findings do not look favourable" if unmet else ""
    reason = f"The evidence on the question is of {judged.certainty} certainty, {so}"
    told = f"{reason} ({judged.n_studies} included studies; finding: {judged.finding})."
    return Ruling("as open as the evidence is uncertain", verdict, told, lacking)


def _openness(level: int) -> tuple[Verdict, str]:
    if level <= LOW:
        return Verdict.SUPPORTED, "so it is open"
    if level < HIGH:
        return Verdict.PARTLY_SUPPORTED, "so further research may still change the answer"
    return Verdict.CONTRADICTED, "so further research is unlikely to change the answer"
