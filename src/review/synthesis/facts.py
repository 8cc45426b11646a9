"""What the rules of the verdict look at: counts, shares and sizes of one body of evidence."""

from dataclasses import dataclass
from functools import cached_property

from review.core.models import Claim
from review.synthesis.direction import RETRACTED, Body, DirectionOfEffect, effect, weight
from review.synthesis.rate_down import is_uncontrolled
from review.synthesis.studies import CONTROLLED, Study, participants
from review.synthesis.thresholds import OPTIMAL_SIZE, VERY_SMALL
from review.terms.concepts import OUTCOME_GROUPS, thesaurus
from review.terms.word_lists import has_words

FAVOURABLE = (DirectionOfEffect.TOWARDS, DirectionOfEffect.EQUAL)
SUBSTANTIAL_STUDIES = 2
SUBSTANTIAL_PARTICIPANTS = 100
STUDIES_FOR_A_NULL = 3
SEVERAL_ANECDOTES = 3
LEADING = 0.5
"""Share of the weight that effects of one direction must carry to lead."""

OUTWEIGHS = 3.0
"""How many times the weight of the opposite direction that must be."""

CONSISTENT = 0.75
ONE_THIRD = 1 / 3
TWO_THIRDS = 2 / 3


@dataclass(frozen=True)
class Facts:
    """Counts, shares and sizes of a body of evidence with at least one counted study.

    `level` is the certainty as a height: 4 high to 1 very low.
    """

    claim: Claim
    body: Body
    level: int

    @cached_property
    def effects(self) -> dict[str, DirectionOfEffect]:
        """What each included study shows, by study id."""
        return {study.study_id: effect(self.claim, study) for study in self.body.studies}

    def showing(self, *effects: DirectionOfEffect) -> list[Study]:
        """Counted studies that show one of these."""
        return [study for study in self.body.counted if self.effects[study.study_id] in effects]

    def count(self, *effects: DirectionOfEffect) -> int:
        """How many counted studies show one of these."""
        return len(self.showing(*effects))

    def count_direct(self, *effects: DirectionOfEffect) -> int:
        """How many counted studies on the claim's own question show one of these."""
        return sum(study.is_direct for study in self.showing(*effects))

    def share(self, *effects: DirectionOfEffect) -> float:
        """The share of the counted weight that shows one of these."""
        return sum(map(weight, self.showing(*effects))) / self.whole

    @cached_property
    def whole(self) -> float:
        """The weight of the counted body."""
        return sum(map(weight, self.body.counted))

    @cached_property
    def total(self) -> int | None:
        """Participants of the counted studies."""
        return participants(self.body.counted)

    @property
    def is_anchored(self) -> bool:
        """Whether a synthesis that answers the claim's own question is counted."""
        return self.body.anchor is not None and self.body.anchor.is_direct

    def leads(
        self, effects: tuple[DirectionOfEffect, ...], opposite: tuple[DirectionOfEffect, ...]
    ) -> bool:
        """Whether effects of one direction carry the body against the opposite ones."""
        return self.share(*effects) >= max(LEADING, OUTWEIGHS * self.share(*opposite))

    @cached_property
    def favourable_leads(self) -> bool:
        """Whether effects that go the claim's way carry the body."""
        return self.leads(FAVOURABLE, (DirectionOfEffect.AGAINST,))

    @cached_property
    def opposite_leads(self) -> bool:
        """Whether effects that go the opposite way carry the body."""
        return self.leads((DirectionOfEffect.AGAINST,), FAVOURABLE)

    def some_direct(self, *effects: DirectionOfEffect) -> bool:
        """Whether one of the studies that show this answers the claim's own question in people."""
        return any(study.is_direct and not study.is_laboratory for study in self.showing(*effects))

    def is_substantial(self, *effects: DirectionOfEffect) -> bool:
        """Two studies or a hundred participants, and not only case reports."""
        studies = [study for study in self.showing(*effects) if not study.is_anecdotal]
        enough = (participants(studies) or 0) >= SUBSTANTIAL_PARTICIPANTS
        return len(studies) >= SUBSTANTIAL_STUDIES or enough or self.body.anchor in studies

    @property
    def opposite_is_more_than_an_anecdote(self) -> bool:
        """Two studies against, a synthesis, or one study that is no case report."""
        against = self.showing(DirectionOfEffect.AGAINST)
        return len(against) >= SUBSTANTIAL_STUDIES or any(not s.is_anecdotal for s in against)

    @cached_property
    def null_is_consistent_and_large(self) -> bool:
        """Consistent nulls in a body of the optimal size, or in a synthesis of several studies."""
        studies = self.showing(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST)
        anchor = self.body.anchor
        pooled = anchor is not None and anchor in studies and anchor.n is None
        gathered = (anchor.deciding.studies or 0) if anchor is not None and pooled else 0
        large = (participants(studies) or 0) >= OPTIMAL_SIZE or gathered >= STUDIES_FOR_A_NULL
        return large and self.share(DirectionOfEffect.NULL, DirectionOfEffect.AGAINST) >= CONSISTENT

    @property
    def is_small(self) -> bool:
        """Fewer than a hundred participants (or unknown) outside a synthesis of the question."""
        return not self.is_anchored and (self.total or 0) < VERY_SMALL

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """What the favourable findings hold for, where nearly all of them are narrower than the claim."""
        favourable = self.showing(*FAVOURABLE)
        narrower = [study for study in favourable if study.deciding.condition]
        whole = sum(map(weight, favourable))
        if not favourable or sum(map(weight, narrower)) < TWO_THIRDS * whole:
            return ()
        return tuple(sorted({study.deciding.condition for study in narrower}))

    @cached_property
    def not_shown(self) -> tuple[str, ...]:
        """Outcomes of a claim of several that no favourable study speaks to."""
        named = thesaurus().resolve(self.claim.outcome, OUTCOME_GROUPS, together=False)
        favourable = self.showing(*FAVOURABLE)
        if len(named) == 1 or not all(study.deciding.outcomes for study in favourable):
            return ()
        shown = {name for study in favourable for name in study.deciding.outcomes}
        return tuple(outcome.name for outcome in named if outcome.name not in shown)

    def shortfalls(self) -> tuple[str, ...]:
        """Why favourable evidence supports the claim only in part; empty where it does in full."""
        if not self.count(*FAVOURABLE):
            return ()
        dissent = self.share(
            DirectionOfEffect.AGAINST, DirectionOfEffect.NULL, DirectionOfEffect.MIXED
        )
        checks = (
            (
                not self.some_direct(*FAVOURABLE),
                "the favourable evidence is only on a neighbouring question",
            ),
            (
                self.count_direct(*FAVOURABLE) < TWO_THIRDS * self.count(*FAVOURABLE),
                "much of the favourable evidence is on a neighbouring question",
            ),
            (bool(self.not_shown), f"nothing was found on {', '.join(self.not_shown)}"),
            (
                not self.count(DirectionOfEffect.TOWARDS),
                "it was only shown to equal another treatment",
            ),
            (bool(self.conditions), f"condition: {'; '.join(self.conditions)}"),
            (self.is_small, "the counted studies are very small"),
            (dissent >= ONE_THIRD, "a third or more of the evidence does not show the effect"),
        )
        return tuple(reason for applies, reason in checks if applies)

    def reported_beside(self) -> list[Study]:
        """Studies in people or reviews that go the claim's way but are shown and not counted."""
        counted = {study.study_id for study in self.body.counted}
        retracted = {pmid for pmid, reason in self.body.not_counted if reason == RETRACTED}
        return [
            study
            for study in self.body.studies
            if study.study_id not in counted
            and study.pmid not in retracted
            and self.effects[study.study_id] is DirectionOfEffect.TOWARDS
            and not study.is_laboratory
        ]

    @property
    def towards_in_people(self) -> list[Study]:
        """Counted studies in people, of this population or another, that go the claim's way."""
        return [
            study for study in self.showing(DirectionOfEffect.TOWARDS) if not study.is_laboratory
        ]

    @cached_property
    def controlled_towards(self) -> list[Study]:
        """Direct studies going the claim's way that are more than cases, one treated group or a retelling."""
        return [
            study
            for study in self.showing(DirectionOfEffect.TOWARDS)
            if study.is_direct
            and study.deciding.design in CONTROLLED
            and not is_uncontrolled(study)
        ]

    @property
    def has_sizeable_trial(self) -> bool:
        """Whether a favourable randomised study, or synthesis of such, has a hundred participants."""
        trials = [s for s in self.showing(*FAVOURABLE) if s.deciding.is_randomised]
        return any(
            study.is_synthesis or (study.n or 0) >= SUBSTANTIAL_PARTICIPANTS for study in trials
        )

    @cached_property
    def anecdotes_towards(self) -> list[Study]:
        """Direct case reports and series that go the claim's way."""
        return [
            s for s in self.showing(DirectionOfEffect.TOWARDS) if s.is_direct and s.is_anecdotal
        ]

    @cached_property
    def sources_call_for_caution(self) -> bool:
        """Whether a source that goes the claim's way, or is mixed, speaks of caution or a lower dose."""
        texts = (
            f"{study.deciding.condition} ; {study.deciding.rationale}"
            for study in self.showing(DirectionOfEffect.TOWARDS, DirectionOfEffect.MIXED)
        )
        return any(has_words(text, "caution") for text in texts)

    @property
    def tally(self) -> str:
        """The counts in words, for the reason of the verdict."""
        named = (
            (DirectionOfEffect.TOWARDS, "for"),
            (DirectionOfEffect.EQUAL, "equal to an active comparator"),
            (DirectionOfEffect.AGAINST, "against"),
            (DirectionOfEffect.NULL, "without a clear difference"),
            (DirectionOfEffect.MIXED, "mixed"),
        )
        parts = [f"{self.count(item)} {words}" for item, words in named if self.count(item)]
        size = "size not reported" if self.total is None else f"{self.total} participants"
        noun = "study" if len(self.body.counted) == 1 else "studies"
        return f"{len(self.body.counted)} counted {noun}: {', '.join(parts)}; {size}"
