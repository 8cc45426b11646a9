"""Which way the outcome went, for arms and outcomes in any words.

Rules of comparison: which way an outcome went in one sentence, for arms and outcomes in any words.

The sentences compare "brelozine" with another arm on an outcome that no list of the suite knows.
All of them are invented.
"""

import pytest

import review
from review.core.vocabulary import Finding
from review.reading.abbreviations import abbreviations
from review.relations.estimates import estimates, intervals, p_values
from review.relations.naming import arms, named_arms, outcome_place
from review.relations.polarity import polarity
from review.relations.values import at_arms, values

UP, DOWN, SAME = Finding.INCREASED, Finding.DECREASED, Finding.NO_CLEAR_DIFFERENCE
SILENT = Finding.NOT_REPORTED


def finding_of(sentence: str, ours: str, theirs: str, outcome: str) -> Finding:
    """What a sentence, alone in an abstract without a title, says of an outcome."""
    asked = review.claim(intervention=ours, comparator=theirs, outcome=outcome)
    record = review.record(title="", abstract=f"RESULTS: {sentence}")
    return review.appraise(asked, record).finding


PLACEBO = {
    "lower with than": (
        "Itch score was significantly lower with brelozine than with placebo (p=0.01).",
        DOWN,
    ),
    "higher with than": (
        "Itch score was significantly higher with brelozine than with placebo (p=0.01).",
        UP,
    ),
    "arms the other way round": (
        "Itch score was significantly higher with placebo than with brelozine (P < 0.001).",
        DOWN,
    ),
    "compared with, up front": (
        "Compared with placebo, brelozine significantly reduced the itch score (P=0.002).",
        DOWN,
    ),
    "compared with the treatment": (
        "Placebo increased the itch score compared with brelozine (p = 0.03).",
        DOWN,
    ),
    "verb of the treatment": ("Brelozine significantly increased the itch score (p=0.004).", UP),
    "passive": ("The itch score was significantly reduced by brelozine (p<0.05).", DOWN),
    "group words": (
        "In the intervention group the itch score was significantly lower than in the control group (p=0.02).",
        DOWN,
    ),
    "controls had more": (
        "The control group had a significantly higher itch score (p=0.01).",
        DOWN,
    ),
    "no difference": (
        "The itch score did not differ between brelozine and placebo (p=0.62).",
        SAME,
    ),
    "no significant difference": (
        "There was no significant difference in itch score between the groups.",
        SAME,
    ),
    "similar": ("The itch score was similar in both groups.", SAME),
    "p not small": ("The itch score was 4.1 with brelozine and 4.3 with placebo (p=0.71).", SAME),
    "a trend": (
        "The itch score tended to be lower with brelozine than with placebo (p = 0.12).",
        SAME,
    ),
    "interval holds one": (
        "For itch score, brelozine versus placebo: odds ratio 0.91 (95% CI 0.70 to 1.18).",
        SAME,
    ),
    "NS": ("Itch score fell by 2 points with brelozine and by 1.8 with placebo (NS).", SAME),
    "values, treatment first": (
        "The itch score was 3.1 with brelozine and 5.2 with placebo (p<0.001).",
        DOWN,
    ),
    "values, control first": (
        "The itch score was 5.2 with placebo and 3.1 with brelozine (p<0.001).",
        DOWN,
    ),
    "percentages": (
        "Flares occurred in 12% of the brelozine group versus 31% of the placebo group (p=0.003).",
        DOWN,
    ),
    "percentages, more": (
        "Flares occurred in 31% of the brelozine group versus 12% of the placebo group (p=0.003).",
        UP,
    ),
    "fractions": ("Flares: 5/50 with brelozine versus 16/50 with placebo (p=0.01).", DOWN),
    "greater reduction": (
        "Brelozine led to a significantly greater reduction in itch score than placebo (p<0.01).",
        DOWN,
    ),
    "smaller reduction": (
        "Brelozine led to a significantly smaller reduction in itch score than placebo (p<0.01).",
        UP,
    ),
    "greater increase": (
        "There was a significantly greater increase in itch score with brelozine than with placebo (p<0.01).",
        UP,
    ),
    "reduced more": (
        "Brelozine reduced the itch score significantly more than placebo (p=0.01).",
        DOWN,
    ),
    "more effective": (
        "Brelozine was significantly more effective than placebo in reducing itch score (p=0.01).",
        DOWN,
    ),
    "not superior": ("Brelozine was not superior to placebo for itch score (p=0.4).", SAME),
    "did not reduce": ("Brelozine did not reduce the itch score.", SAME),
    "after but": (
        "Pain was lower with brelozine (p=0.01), but the itch score did not differ between groups (p=0.5).",
        SAME,
    ),
    "before but": (
        "The itch score was significantly lower with brelozine than with placebo (p=0.01), but pain did not differ.",
        DOWN,
    ),
    "after whereas": (
        "Pain did not differ, whereas the itch score was significantly lower with brelozine than placebo (p=0.01).",
        DOWN,
    ),
    "risk ratio below one": (
        "The risk of flares was lower with brelozine (RR 0.52, 95% CI 0.35 to 0.78).",
        DOWN,
    ),
    "risk ratio above one": (
        "The risk of flares was higher with brelozine (RR 1.92, 95% CI 1.35 to 2.78).",
        UP,
    ),
}

ACTIVE = {
    "than the other drug": (
        "Remission days were significantly more with brelozine than with corvatane (p=0.01).",
        UP,
    ),
    "other drug first": (
        "Corvatane gave significantly more remission days than brelozine (p=0.01).",
        DOWN,
    ),
    "as many": ("Remission days were similar with brelozine and corvatane.", SAME),
    "values": ("Remission days were 41 with brelozine and 30 with corvatane (p=0.01).", UP),
    "abbreviated": (
        "Remission days were significantly fewer in the BRZ group than in the CVT group (p=0.01).",
        DOWN,
    ),
}


@pytest.mark.parametrize(("sentence", "finding"), PLACEBO.values(), ids=PLACEBO)
def test_a_treatment_against_placebo(sentence: str, finding: Finding) -> None:
    outcome = "flares" if "lares" in sentence else "itch score"
    assert finding_of(sentence, "brelozine", "placebo", outcome) is finding


@pytest.mark.parametrize(("sentence", "finding"), ACTIVE.values(), ids=ACTIVE)
def test_a_treatment_against_another(sentence: str, finding: Finding) -> None:
    found = finding_of(sentence, "brelozine (BRZ)", "corvatane (CVT)", "remission days")
    assert found is finding


ESTIMATES = {
    "odds ratio": ("(OR 0.52, 95% CI 0.35 to 0.78; p=0.002)", ("OR", 0.52, 0.35, 0.78, True)),
    "in words": (
        "hazard ratio, 1.40; 95% confidence interval, 0.91 to 2.10; P=0.13",
        ("HR", 1.4, 0.91, 2.1, False),
    ),
    "mean difference": (
        "mean difference -2.5 [95% CI: -4.0, -1.0]",
        ("MD", -2.5, -4.0, -1.0, None),
    ),
    "raised point": ("relative risk 0·70 (95% CI 0·50–0·98)", ("RR", 0.7, 0.5, 0.98, None)),
    "dash between bounds of a difference": (
        "SMD 0.31 (95% CI -0.05–0.67)",
        ("SMD", 0.31, -0.05, 0.67, None),
    ),
    "no interval": ("risk difference 4.0%", ("RD", 4.0, None, None, None)),
}


@pytest.mark.parametrize(("text", "expected"), ESTIMATES.values(), ids=ESTIMATES)
def test_estimates_are_read_as_reported(text: str, expected: tuple[object, ...]) -> None:
    (found,) = estimates(text)
    low, high = (found.interval.low, found.interval.high) if found.interval else (None, None)
    small = found.p_value.is_small if found.p_value else None
    assert (found.measure, found.value, low, high, small) == expected


P_VALUES = {
    "p = .05": True,
    "P<0.001": True,
    "p value = 0.03": True,
    "P = 0.3": False,
    "p>0.05": False,
    "P = 1.2 × 10-5": True,
    "n.s.": False,
    "(NS)": False,
}


@pytest.mark.parametrize(("text", "small"), P_VALUES.items(), ids=P_VALUES)
def test_which_p_values_are_small(text: str, small: bool) -> None:
    assert [p.is_small for p in p_values(text)] == [small]


VALUES = {
    "an interval is no value": ("3.1 (95% CI 2.0 to 4.2)", [3.1]),
    "a p-value is none": ("3.1 vs 5.2 (p=0.03)", [3.1, 5.2]),
    "a spread is none": ("3.1 ± 0.4 and 5.2 ± 0.6", [3.1, 5.2]),
    "nor a time": ("at 12 weeks 3.1 and 5.2", [3.1, 5.2]),
    "nor a size": ("in 30 (n=40) and 20 (n=41)", [30.0, 20.0]),
    "a share of a whole is a percentage": ("5/50 against 10/50", [10.0, 20.0]),
}


@pytest.mark.parametrize(("text", "amounts"), VALUES.values(), ids=VALUES)
def test_which_numbers_may_be_results(text: str, amounts: list[float]) -> None:
    assert [value.amount for value in values(text)] == pytest.approx(amounts)


ARMS = {
    "by name": ("Brelozine beat placebo", [1, -1]),
    "by group": ("the intervention group and the control group", [1, -1]),
    "a general word before a name is no arm": ("patients treated with placebo", [-1]),
    "a sham of the treatment": ("Compared with sham brelozine, brelozine lasted", [-1, 1]),
    "nobody": ("both groups", []),
}


@pytest.mark.parametrize(("text", "sides"), ARMS.values(), ids=ARMS)
def test_who_is_named(text: str, sides: list[int]) -> None:
    assert [arm.side for arm in named_arms(text, arms("brelozine", "placebo", ()))] == sides


ABBREVIATED = {
    "round brackets": (
        "a visual analogue scale (VAS) was used",
        (("VAS", "visual analogue scale"),),
    ),
    "square brackets": ("interferon gamma [IFN-g]", (("IFN-g", "interferon gamma"),)),
    "figures are none": ("patients (n=32) improved (p<0.05)", ()),
    "a place is none": ("a hospital (Boston)", ()),
}


@pytest.mark.parametrize(("text", "pairs"), ABBREVIATED.values(), ids=ABBREVIATED)
def test_abbreviations_that_a_text_explains(text: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert abbreviations(text) == pairs


def test_an_outcome_is_found_by_its_abbreviation() -> None:
    text = "HRQoL was higher."
    place = outcome_place(
        text, "health-related quality of life", (("HRQoL", "health-related quality of life"),)
    )
    assert place is not None
    assert text[place.start : place.end] == "HRQoL"
    assert place.share == 1.0


def test_a_sentence_that_does_not_name_the_outcome_has_no_place_for_it() -> None:
    assert outcome_place("Nausea was rarer.", "itch score", ()) is None


def test_bounds_are_put_in_order() -> None:
    (interval,) = intervals("(95% CI 4.69–4.63)")
    assert (interval.low, interval.high) == (4.63, 4.69)


LONG = ["1 ", "1 to ", "(AB) ", "p = ", "95% CI ", "odds ratio ", "or ", "(", "- ", "1 mg/"]


@pytest.mark.parametrize("piece", LONG)
def test_long_runs_of_anything_are_read_to_the_end(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert len(values(text)) + len(estimates(text)) + len(abbreviations(text)) <= len(text)


def test_a_sentence_that_tells_nothing_of_the_outcome_has_no_finding() -> None:
    sentence = "The itch score was recorded in the brelozine group."
    assert finding_of(sentence, "brelozine", "placebo", "itch score") is SILENT


INTERVALS = {
    "below one, whatever is said of others": (
        "The hazard ratio for flares with brelozine was 0.56 (95% CI 0.45 to 0.70); stroke did not differ.",
        DOWN,
    ),
    "across one, whatever the words": (
        "Flares were fewer with brelozine (RR 0.94, 95% CI 0.80 to 1.10).",
        SAME,
    ),
}


@pytest.mark.parametrize(("sentence", "finding"), INTERVALS.values(), ids=INTERVALS)
def test_the_interval_of_its_own_ratio_decides(sentence: str, finding: Finding) -> None:
    assert finding_of(sentence, "brelozine", "placebo", "flares") is finding


NAMED_ALIKE = {
    "doses": (
        ("high-dose brelozine", "low-dose brelozine", "relapse"),
        "Relapse occurred in 10% of the high-dose group and 25% of the low-dose group (p=0.01).",
        DOWN,
    ),
    "a combination and its part": (
        ("BZ+CV", "CV", "itch score"),
        "The itch score was 3.2 with BZ+CV and 5.6 with CV (p=0.01).",
        DOWN,
    ),
    "with and without": (
        ("surgery with a drain", "surgery without a drain", "range of motion"),
        "Range of motion was 11 degrees more in the non-drain group (p=0.001).",
        DOWN,
    ),
    "one after the other": (
        ("brelozine then corvatane", "corvatane then brelozine", "relapse"),
        "Relapse was more common with corvatane first (30%) than with brelozine first (12%) (p=0.01).",
        SILENT,
    ),
}


@pytest.mark.parametrize(("asked", "sentence", "finding"), NAMED_ALIKE.values(), ids=NAMED_ALIKE)
def test_arms_that_share_words(
    asked: tuple[str, str, str], sentence: str, finding: Finding
) -> None:
    assert finding_of(sentence, *asked) is finding


OUTCOMES = {
    "thousands": (
        "platelet count",
        "The platelet count was 212,345 with brelozine and 198,120 with placebo (p=0.01).",
        UP,
    ),
    "changes with a sign": (
        "HbA1c",
        "The change in HbA1c from baseline was -0.8% with brelozine and -0.1% with placebo (p<0.001).",
        DOWN,
    ),
    "falls without one": (
        "LDL cholesterol",
        "LDL cholesterol fell by 32% with brelozine and 4% with placebo (p<0.001).",
        DOWN,
    ),
    "the hazard of death, for survival": (
        "overall survival",
        "For overall survival the hazard ratio with brelozine was 0.63 (95% CI 0.50 to 0.80; p<0.001).",
        UP,
    ),
    "the event, for the time to it": (
        "time to relapse",
        "Relapse was less frequent with brelozine (hazard ratio 0.50, 95% CI 0.36 to 0.70; p<0.001).",
        UP,
    ),
    "a ratio of the other arm": (
        "flares",
        "Flares with placebo compared with brelozine: odds ratio 2.4 (95% CI 1.4 to 4.1).",
        DOWN,
    ),
    "better, of a harm": (
        "pain",
        "Brelozine was superior to placebo for pain (p=0.002).",
        DOWN,
    ),
    "below a limit": (
        "HbA1c",
        "A significantly greater proportion of patients on brelozine (16%) had HbA1c of <7% than on placebo (8%) (p=0.01).",
        DOWN,
    ),
    "within the groups only": (
        "itch score",
        "The itch score fell significantly in both groups, with no difference between the groups.",
        SAME,
    ),
    "favoured": (
        "flares",
        "There was a significant difference in flares between the brelozine and placebo groups, favouring brelozine (p=0.02).",
        DOWN,
    ),
    "how much was taken": (
        "flares",
        "In the highest quintile of brelozine intake flares were rarer (hazard ratio 0.75, 95% CI 0.62 to 0.91).",
        DOWN,
    ),
}


@pytest.mark.parametrize(("outcome", "sentence", "finding"), OUTCOMES.values(), ids=OUTCOMES)
def test_outcomes_told_in_other_ways(outcome: str, sentence: str, finding: Finding) -> None:
    assert finding_of(sentence, "brelozine", "placebo", outcome) is finding


WANTED = {
    "pain": -1,
    "pain relief": 1,
    "number of participants with relief of symptoms": 1,
    "HbA1c at the efficacy time point": -1,
    "quality of life": 1,
    "relapse": -1,
    "time to relapse": 1,
    "relapse-free survival": 1,
    "overall survival in patients with cancer": 1,
    "time to recovery": -1,
    "length of stay": -1,
    "lack of response": -1,
    "disease activity": -1,
    "physical activity": 1,
    "range of motion": 0,
}


@pytest.mark.parametrize(("outcome", "sign"), WANTED.items(), ids=WANTED)
def test_whether_more_of_an_outcome_is_better(outcome: str, sign: int) -> None:
    assert polarity(outcome) == sign


BESIDE_ARMS = {
    "before the name": ("31% of the brelozine group versus 12% of the placebo group", (31.0, 12.0)),
    "after the name": ("placebo 5.2 and brelozine 3.1", (3.1, 5.2)),
    "one arm only": ("31% of the brelozine group", None),
}


@pytest.mark.parametrize(("text", "amounts"), BESIDE_ARMS.values(), ids=BESIDE_ARMS)
def test_values_beside_the_names_of_arms(text: str, amounts: tuple[float, float] | None) -> None:
    pair = at_arms(text, 0, named_arms(text, arms("brelozine", "placebo", ())))
    found = None if pair is None else (pair.first.amount, pair.second.amount)
    assert found == amounts


def asked_of(text: str, *, title: str = "") -> Finding:
    claim = review.claim(intervention="brelozine", comparator="placebo", outcome="itch score")
    return review.appraise(claim, review.record(title=title, abstract=text)).finding


def test_a_passage_that_does_not_name_the_outcome_says_nothing_of_it() -> None:
    text = "No significant differences were found between the groups (p=0.6)."
    assert asked_of(text) is SILENT
    assert asked_of(text, title="Brelozine and placebo") is SILENT


EXPOSURES = {
    "highest category": "The hazard ratio for bladder cancer in the highest category of brelozine intake was 0.75 (95% CI 0.62 to 0.91).",
    "inversely": "Higher intake of brelozine was inversely associated with bladder cancer.",
}


@pytest.mark.parametrize("sentence", EXPOSURES.values(), ids=EXPOSURES)
def test_how_much_was_taken_is_no_direction_of_the_outcome(sentence: str) -> None:
    claim = review.claim("Coffee lowers the risk of bladder cancer")
    record = review.record(
        title="Coffee and bladder cancer: a cohort study",
        abstract=f"RESULTS: {sentence.replace('brelozine', 'coffee')}",
    )
    assert review.appraise(claim, record).finding is DOWN


CRAMPS = "Magnesium supplements stop leg cramps"
FEWER = "RESULTS: There were fewer leg cramps with quinine than with placebo (8 v 12, P=0.03)."


@pytest.mark.parametrize(
    ("title", "finding"),
    [
        ("Quinine for leg cramps", Finding.NOT_REPORTED),
        ("Magnesium and quinine for leg cramps", Finding.NOT_REPORTED),
        ("A crossover trial", Finding.NOT_REPORTED),
    ],
)
def test_figures_of_another_treatment_are_its_own_whatever_the_title_says(
    title: str, finding: Finding
) -> None:
    text = f"METHODS: Sixty adults took part. Magnesium supplements were not allowed.\n{FEWER}"
    found = review.appraise(review.claim(CRAMPS), review.record(title=title, abstract=text))
    assert found.finding is finding
