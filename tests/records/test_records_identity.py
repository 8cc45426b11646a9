"""Which records report one investigation: examples that must join, and look-alikes that must not."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.core.models import Correction, Record
from review.records.counts import figures_in, people_counts
from review.records.identity import study_ids, why_same
from review.records.traits import own_registrations, title_words, traits_of

FIRST = Record(
    title="Double-blind randomized controlled trial of baclofen vs. clonidine in the treatment of opiates withdrawal",
    abstract="In a 14-day trial 62 people with dependence got baclofen (40 mg/day) or clonidine (0.8 mg/day), "
    "rated on days 0, 1, 2, 3, 4, 7 and 14.",
    pmid="90000001",
    authors=("Alpha S",),
    authors_complete=False,
    journal="J Imagin Ther",
    year=2000,
)
SECOND = replace(
    FIRST,
    title="Baclofen versus clonidine in the treatment of opiates withdrawal, side-effects aspect: a double-blind "
    "randomized controlled trial",
    abstract="Side effects were compared in a 14-day trial of 62 people on baclofen to 40 mg/day or clonidine to "
    "0.8 mg/day, on days 0, 1, 2, 3, 4, 7 and 14.",
    pmid="90000002",
    authors=("Beta SA",),
    year=2001,
)


def same(one: Record, other: Record) -> bool:
    ids = study_ids([one, other])
    assert ids == study_ids([other, one])
    return ids[one.pmid] == ids[other.pmid]


def other(**changes: object) -> Record:
    return replace(SECOND, **changes)  # type: ignore[arg-type]


def test_two_papers_of_one_trial_are_one_study_even_with_incomplete_author_lists() -> None:
    assert study_ids([SECOND, FIRST]) == {"90000001": "S90000001", "90000002": "S90000001"}


def test_two_papers_of_one_trial_with_a_shared_author() -> None:
    one = replace(FIRST, authors=("Alpha S", "Beta SA"), authors_complete=True)
    two = other(authors=("Beta S", "Alpha S"), authors_complete=True, journal="Another J")
    assert same(one, two)


LOOK_ALIKES = {
    "another number of participants": {"abstract": SECOND.abstract.replace("62", "64")},
    "another comparator": {
        "title": "Baclofen versus lofexidine in the treatment of opiates withdrawal"
    },
    "another condition": {
        "title": "Baclofen versus clonidine in the treatment of alcohol withdrawal"
    },
    "three years later": {"year": 2003},
    "year unknown": {"year": None},
    "another journal and no author in common": {"journal": "Another J"},
    "complete author lists without a name in common": {"authors_complete": True},
    "other doses and days": {
        "abstract": "In 62 people baclofen (60 mg/day) was compared with clonidine (1.2 mg/day) for 21 days."
    },
    "number of participants not given": {"abstract": "Baclofen 40 mg, clonidine 0.8 mg, 14 days."},
    "a review of the subject": {"publication_types": ("Systematic Review",)},
    "too short a title": {"title": "Baclofen versus clonidine"},
}


@pytest.mark.parametrize("changes", LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_look_alike_stays_apart(changes: dict[str, object]) -> None:
    one = replace(FIRST, authors_complete=bool(changes.get("authors_complete")))
    assert not same(one, other(**changes))


GROUP = replace(FIRST, authors=("Alpha S", "Gamma M"), authors_complete=True)
OF_THE_GROUP = {
    "another herb for the same condition, same n": {
        "title": "Passionflower in the treatment of opiates withdrawal: a double-blind randomized controlled trial"
    },
    "same drugs, same n, other condition": {"title": "Baclofen vs clonidine in alcohol dependence"},
    "same drugs and condition, other n": {"abstract": SECOND.abstract.replace("62", "60")},
}


@pytest.mark.parametrize("changes", OF_THE_GROUP.values(), ids=OF_THE_GROUP)
def test_other_trial_of_the_same_group_stays_apart(changes: dict[str, object]) -> None:
    abstract = "In 62 people for 28 days the drug (60 drops) was given."
    two = other(**{"abstract": abstract, "authors": ("Alpha S", "Gamma M"), **changes})
    assert not same(GROUP, replace(two, authors_complete=True))


TRIAL = Record(title="Drug A for pain", pmid="90000003", registrations=("NCT00000102",), year=2001)


def test_same_registration_is_one_study_whatever_the_case_and_year() -> None:
    later = Record(title="Ten years on", pmid="90000004", registrations=("nct00000102",), year=2011)
    assert same(TRIAL, later)


@pytest.mark.parametrize(
    "record",
    [
        Record(
            title="Drug A: a systematic review", pmid="90000004", registrations=("NCT00000102",)
        ),
        Record(
            title="Drug A pooled",
            pmid="90000004",
            registrations=("NCT00000102",),
            publication_types=("Meta-Analysis",),
        ),
        Record(
            title="Two trials of drug A",
            pmid="90000004",
            registrations=("NCT00000102", "NCT00000103"),
        ),
        Record(title="Drug A for pain", pmid="90000004", registrations=("NCT00000103",)),
    ],
)
def test_record_of_several_trials_or_of_another_is_not_joined_by_registration(
    record: Record,
) -> None:
    assert not same(TRIAL, record)


def test_two_registries_of_one_trial_both_count() -> None:
    both = Record(title="Drug A", pmid="90000004", registrations=("ISRCTN00000001", "NCT00000102"))
    assert own_registrations(both) == {"ISRCTN00000001", "NCT00000102"}
    assert same(TRIAL, both)


def review(pmid: str, **changes: object) -> Record:
    record = Record(
        title="Drug A for the management of chronic back pain",
        pmid=pmid,
        journal="Cochrane Database Syst Rev",
        authors=("Alpha S",),
        doi="10.1002/14651858.CD999999.pub2",
        year=2005,
    )
    return replace(record, **changes)  # type: ignore[arg-type]


def test_versions_of_a_cochrane_review_share_its_number() -> None:
    later = review(
        "90000006",
        doi="10.1002/14651858.cd999999.pub9",
        title="New title",
        authors=("Zeta Z",),
        year=2020,
    )
    assert same(review("90000005"), later)
    by_pages = review("90000007", doi="", pages="CD999999", authors=("Zeta Z",), title="Old title")
    assert same(review("90000005"), by_pages)


def test_cochrane_review_and_its_journal_publication_by_the_same_first_author() -> None:
    journal = review(
        "90000006", title="Drug A in chronic back pain", journal="J Imagin Ther", doi=""
    )
    assert same(review("90000005"), replace(journal, authors=("Alpha SX", "Beta B")))
    assert not same(review("90000005"), replace(journal, authors=("Beta B", "Alpha S")))
    assert not same(review("90000005"), replace(journal, authors=()))
    assert not same(review("90000005"), replace(journal, title="Drug A in chronic neck pain"))


def test_other_reviews_of_the_same_authors_stay_apart() -> None:
    assert not same(review("90000005"), review("90000006", doi="10.1002/14651858.CD999998.pub2"))


@pytest.mark.parametrize(
    ("ref_type", "joins"),
    [
        ("UpdateIn", True),
        ("UpdateOf", True),
        ("CorrectedandRepublishedFrom", True),
        ("CommentOn", False),
        ("ErratumFor", False),
        ("RetractionOf", False),
        ("AssociatedPublication", False),
    ],
)
def test_only_links_between_versions_join(ref_type: str, joins: bool) -> None:
    one = Record(title="One", pmid="90000005")
    two = Record(
        title="Two", pmid="90000006", corrections=(Correction(ref_type, "J. 2001", "90000005"),)
    )
    assert same(one, two) is joins


MEASURED = Record(
    title="Effects of drug C on sinus node function in man",
    abstract="In 11 patients recovery time rose from 1,704 to 3,562 ms and conduction fell from 132 to 121/min (P<0.05).",
    pmid="90000007",
    authors=("Alpha J", "Beta H"),
    year=1981,
)
AGAIN = replace(
    MEASURED,
    title="[Bradycardia caused by drug C]",
    abstract="Eleven patients. Recovery time 1704 and 3562 ms; conduction 132 and 121/min. P less than 0.05.",
    pmid="90000008",
    authors=("Alpha J", "Delta K"),
)


def test_the_same_measurements_of_the_same_people_are_one_study() -> None:
    assert same(MEASURED, AGAIN)


@pytest.mark.parametrize(
    "changes",
    [
        {
            "abstract": "Eleven patients. Recovery time 1801 and 3900 ms; conduction 140 and 119/min."
        },
        {"abstract": AGAIN.abstract.replace("Eleven", "Twelve")},
        {"authors": ("Delta K",)},
        {"abstract": "Eleven patients, P<0.05, P<0.01, P<0.001, 100%."},
    ],
)
def test_other_measurements_people_or_authors_are_another_study(changes: dict[str, object]) -> None:
    assert not same(MEASURED, replace(AGAIN, **changes))  # type: ignore[arg-type]


PARENT = Record(
    title="A multi-center randomized trial of drug D versus drug E for opioid detoxification",
    abstract="Participants were 113 inpatients (77 drug D, 36 drug E) and 231 outpatients.",
    pmid="90000009",
    authors=("Alpha W", "Beta L", "Gamma S"),
    year=2005,
)
SECONDARY = Record(
    title="Predictors of outcome of opioid detoxification during a trial of drug D and drug E",
    abstract="In this secondary analysis 344 people were studied.",
    pmid="90000010",
    authors=("Delta D", "Beta L", "Alpha W"),
    year=2009,
)


def test_secondary_analysis_belongs_to_its_trial() -> None:
    assert same(PARENT, SECONDARY)
    assert (
        why_same(traits_of(SECONDARY), traits_of(PARENT)) == "secondary analysis of the same trial"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"abstract": "In this trial 344 people were studied."},
        {"abstract": "In this secondary analysis 300 people were studied."},
        {"authors": ("Delta D", "Alpha W")},
        {"title": "Predictors of outcome in alcohol dependence"},
        {"year": 2004},
        {"year": 2012},
    ],
)
def test_secondary_analysis_of_another_trial_stays_apart(changes: dict[str, object]) -> None:
    assert not same(PARENT, replace(SECONDARY, **changes))  # type: ignore[arg-type]


EVERY = [
    FIRST,
    SECOND,
    TRIAL,
    review("90000005"),
    review("90000006"),
    MEASURED,
    AGAIN,
    PARENT,
    SECONDARY,
]


@given(st.permutations(EVERY))
def test_order_of_records_does_not_matter(records: list[Record]) -> None:
    assert study_ids(records) == study_ids(EVERY)


def test_groups_are_named_after_their_smallest_pmid_by_value() -> None:
    records = [
        Record(title="t", pmid=pmid, registrations=("NCT00000102",))
        for pmid in ("100000001", "90000002", "90000010")
    ]
    assert {*study_ids(records).values()} == {"S90000002"}


def test_a_chain_of_reports_is_one_study() -> None:
    ends = [
        Record(title="a", pmid="90000001", registrations=("NCT00000102",)),
        Record(title="b", pmid="90000002", registrations=("NCT00000102", "ISRCTN00000001")),
        Record(title="c", pmid="90000003", registrations=("ISRCTN00000001",)),
    ]
    for order in permutations(ends):
        assert {*study_ids(order).values()} == {"S90000001"}


def test_records_alone_keep_their_own_study() -> None:
    assert study_ids([TRIAL]) == {"90000003": "S90000003"}
    assert study_ids([]) == {}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("62 opioid-dependent people took part", {62}),
        ("Eleven patients and 2,112 healthy adult volunteers", {11, 2112}),
        ("randomised (n = 49) to two groups (N=25)", {49, 25}),
        ("for 14 days in patients, 40 mg of drug for men", set()),
        ("in 30% of patients, 2.5 patients a day, aged 10-20 patients", set()),
        ("30 rats and 12 trials in adults", set()),
        ("a 24-week trial of 141 people", {141}),
    ],
)
def test_people_are_counted_and_other_numbers_are_not(text: str, counts: Iterable[int]) -> None:
    assert people_counts(text) == set(counts)


def test_figures_and_title_words() -> None:
    assert figures_in("1,704 ms in 1999, 0.8 mg and 40 mg; P<.05") == {1704.0, 0.8, 40.0, 0.05}
    assert title_words("A double-blind trial of GABA(B) agonists versus placebo for opiates") == {
        "gaba",
        "agonist",
        "opiate",
    }
