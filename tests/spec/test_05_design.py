"""What kind of study a record is.

Rules of design: what kind of study a record is, and which words or type decide it.
"""

import re
import tomllib

import pytest
from abstracts import a_record

import review
from review.core.models import Correction, Record
from review.core.settings import data_folder
from review.core.vocabulary import Design

TRIAL = "Randomized Controlled Trial"

DESIGNS = {
    # what decides: title, abstract, publication types -> design
    "title: randomised trial": ("A randomised trial of zorvanib for pain", "", (), "randomised trial"),
    "title: meta-analysis": ("Zorvanib for pain: a meta-analysis", "", (), "meta-analysis"),
    "title: systematic review": ("Zorvanib: a systematic review", "", (), "systematic review"),
    "title: protocol": ("Zorvanib for pain: study protocol for a randomised trial", "", (), "protocol"),
    "title: case report": ("Coma after zorvanib: a case report", "", (), "case report"),
    "title: case series": ("Zorvanib overdose: a case series", "", (), "case series"),
    "title: cohort": ("Zorvanib and falls: a cohort study", "", (), "cohort"),
    "title: case-control": ("Zorvanib and falls: a case-control study", "", (), "case-control"),
    "title: survey": ("Use of zorvanib: a survey of doctors", "", (), "cross-sectional"),
    "title: qualitative": ("Taking zorvanib: a qualitative study", "", (), "qualitative"),
    "title: guideline": ("Guideline for the use of zorvanib", "", (), "guideline"),
    "title: secondary analysis": ("Zorvanib and sleep: a secondary analysis of a randomised trial", "", (TRIAL,), "secondary analysis of a trial"),
    "title over type": ("Zorvanib for pain: a meta-analysis", "", (TRIAL,), "meta-analysis"),
    "title over text": ("Zorvanib and falls: a cohort study", "Patients were randomly assigned to wards.", (), "cohort"),
    "type: trial": ("Zorvanib for pain", "Zorvanib reduced pain.", (TRIAL,), "randomised trial"),
    "type: meta-analysis": ("Zorvanib for pain", "Trials were pooled.", ("Meta-Analysis",), "meta-analysis"),
    "type: case report": ("Coma after zorvanib", "A man took zorvanib.", ("Case Reports",), "case report"),
    "type: review is not systematic": ("Zorvanib for pain", "Zorvanib is used for pain.", ("Review",), "narrative review"),
    "title: review is not systematic": ("Zorvanib for pain: a review", "Zorvanib is used for pain.", (), "narrative review"),
    "type review, text systematic": ("Zorvanib for pain", "We searched MEDLINE and Embase for trials.", ("Review",), "systematic review"),
    "review that names trials is no trial": ("Zorvanib: a review", "Several randomised trials have been published.", ("Review",), "narrative review"),
    "type: systematic review": ("Zorvanib for pain", "", ("Systematic Review", "Review"), "systematic review"),
    "type: guideline": ("Managing pain", "", ("Practice Guideline",), "guideline"),
    "type: observational": ("Zorvanib and falls", "Falls were counted.", ("Observational Study",), "cohort"),
    "type: clinical trial, no allocation": ("Zorvanib for pain", "Zorvanib reduced pain.", ("Clinical Trial",), "non-randomised trial"),
    "text: random allocation": ("Zorvanib for pain", "Sixty patients were randomly assigned to zorvanib or placebo.", (), "randomised trial"),
    "text: double-blind crossover, randomised": ("Zorvanib for pain", "In a randomized, double-blind, crossover study 20 patients took zorvanib.", (), "randomised trial"),
    "text: controlled clinical trial with random allocation": ("Zorvanib for pain", "Patients were randomized to zorvanib or placebo.", ("Controlled Clinical Trial",), "randomised trial"),
    "text: randomly selected is not randomised": ("Zorvanib and falls", "In this cohort study users were matched with randomly selected controls.", (), "cohort"),
    "text: case-control with randomly selected controls": ("Zorvanib and falls", "A case-control study compared 90 patients with randomly selected controls.", (), "case-control"),
    "text: retrospective": ("Zorvanib and falls", "We retrospectively studied 200 patients.", (), "cohort"),
    "text: cross-sectional": ("Zorvanib and falls", "A cross-sectional study of 200 patients.", (), "cross-sectional"),
    "text: open-label": ("Zorvanib for pain", "In an open-label trial 20 patients took zorvanib.", (), "non-randomised trial"),
    "text: a case": ("Coma after zorvanib", "We report a 54-year-old man who took zorvanib.", (), "case report"),
    "text: three cases": ("Coma after zorvanib", "Three patients with coma after zorvanib are described.", (), "case series"),
    "text: a host trial's randomisation": ("Zorvanib and sleep", "This cohort study nested within a randomised trial followed 200 patients.", (), "secondary analysis of a trial"),
    "type trial, text post hoc": ("Zorvanib and sleep", "This post hoc analysis used data from a randomised trial.", (TRIAL,), "secondary analysis of a trial"),
    "a real trial stays a trial": ("Zorvanib for pain", "Sixty patients were randomised to zorvanib or placebo and followed up for a year.", (TRIAL,), "randomised trial"),
    "background trials are not this study's": ("Zorvanib for pain", "BACKGROUND: Randomised trials have been small.\nMETHODS: We retrospectively studied 200 patients.", (), "cohort"),
    "animals: title": ("Zorvanib reduces pain in rats", "Rats were randomly assigned to zorvanib or saline.", (), "animal"),
    "animals: text": ("Zorvanib and pain", "Mice were given zorvanib.", (), "animal"),
    "cells": ("Zorvanib and receptors", "Zorvanib was tested in vitro on cultured cells.", (), "in vitro"),
    "comment": ("Zorvanib for pain", "", ("Comment",), "comment"),
    "erratum": ("Zorvanib for pain: correction", "", ("Published Erratum",), "notice"),
    "title: network meta-analysis": ("Drugs for pain: a network meta-analysis", "", (), "meta-analysis"),
    "title: scoping review": ("Zorvanib in the clinic: a scoping review", "", (), "systematic review"),
    "title: umbrella review": ("Zorvanib for pain: an umbrella review", "", (), "systematic review"),
    "title: protocol of a review": ("Zorvanib for pain: protocol for a systematic review", "", (), "protocol"),
    "title: rationale and design": ("Rationale and design of the ZORV trial", "", (), "protocol"),
    "title: a treatment protocol is no study protocol": ("A protocol-based treatment of pain", "Sixty patients were randomly assigned to zorvanib or placebo.", (), "randomised trial"),
    "title: case report with a review": ("Coma after zorvanib: a case report and review of the literature", "", (), "case report"),
    "title: report of two cases": ("Coma after zorvanib: report of two cases", "", (), "case report"),
    "title: non-randomised": ("Zorvanib for pain: a non-randomised controlled study", "", (), "non-randomised trial"),
    "title: open-label": ("Zorvanib for pain: an open-label study", "", (), "non-randomised trial"),
    "title: phase I": ("A phase I study of zorvanib", "", (), "non-randomised trial"),
    "title: guideline that names trials": ("Guidelines for the use of zorvanib after recent randomised trials", "", (), "guideline"),
    "title: guidelines in passing": ("Pain after surgery: implications for guidelines", "A cross-sectional study of 200 patients.", (), "cross-sectional"),
    "title: Mendelian randomisation is no allocation": ("Zorvanib and falls: a Mendelian randomization study", "Genetic data of a national cohort were used. Registry data were linked.", (), "cohort"),
    "title: correction": ("Correction: Zorvanib for pain", "", (), "notice"),
    "title: erratum": ("Erratum to: Zorvanib for pain", "", (), "notice"),
    "title: retraction notice": ("Retraction: Zorvanib for pain", "", (), "notice"),
    "title: expression of concern": ("Expression of concern: Zorvanib for pain", "", (), "notice"),
    "a paper about retraction is no notice": ("Retractions in pain research: a survey", "", (), "cross-sectional"),
    "the retracted paper itself is no notice": ("Retracted: A randomised trial of zorvanib", "", (TRIAL,), "randomised trial"),
    "title: reply": ("Reply to the authors of the zorvanib trial", "", (), "comment"),
    "title: response to treatment is no letter": ("Response to zorvanib in depression", "Sixty patients were randomly assigned to zorvanib or placebo.", (), "randomised trial"),
    "title: review with a search": ("Zorvanib for pain: a review", "Databases were searched for trials. Nine trials were pooled.", (), "meta-analysis"),
    "text: plans in the future tense": ("Zorvanib for pain", "Sixty patients will be recruited. Participants will be randomised to zorvanib or placebo.", (), "protocol"),
    "text: this protocol describes": ("Zorvanib for pain", "This protocol describes a trial. Patients will be randomly assigned.", (), "protocol"),
    "text: one plan for later is no protocol": ("Zorvanib for pain", "Sixty patients were randomly assigned to zorvanib or placebo. Outcomes will be assessed again.", (), "randomised trial"),
    "type: trial, but a protocol": ("Zorvanib for pain", "Patients will be randomised. Outcomes will be assessed at one year.", (TRIAL,), "protocol"),
    "text: a post-hoc test is no secondary analysis": ("Zorvanib for pain", "Patients were randomised to three doses. Post-hoc tests showed a difference.", (), "randomised trial"),
    "text: post hoc analysis of": ("Zorvanib and sleep", "Post hoc analyses of data from two trials are given.", (), "secondary analysis of a trial"),
    "text: a trial is needed": ("Zorvanib for pain", "In this cohort study pain fell. A randomised trial is needed.", (), "cohort"),
    "text: trials of others": ("Zorvanib and falls", "BACKGROUND: Falls are common.\nRESULTS: We retrospectively studied 200 patients. Previous randomised trials showed the same.", (), "cohort"),
    "text: somebody else's review": ("Zorvanib for pain", "A systematic review left doubts. Sixty patients were randomly assigned to zorvanib or placebo.", (), "randomised trial"),
    "text: random effects": ("Zorvanib and falls", "A cohort study; random effects were modelled.", (), "cohort"),
    "text: randomly divided samples": ("Zorvanib and falls", "A cohort study. Patients were randomly split into a training set and a validation set.", (), "cohort"),
    "text: random order of pictures": ("Memory for faces", "Pictures were shown in random order in a cross-sectional study of students.", (), "cross-sectional"),
    "text: non-randomised": ("Zorvanib for pain", "Patients chose zorvanib or placebo in this non-randomised study.", (), "non-randomised trial"),
    "text: not randomised": ("Zorvanib for pain", "Allocation was not randomised; an open-label trial.", (), "non-randomised trial"),
    "text: single-arm": ("Zorvanib for pain", "A single-arm trial of zorvanib in 40 patients.", (), "non-randomised trial"),
    "text: quasi-experimental": ("Teaching about pain", "A quasi-experimental design was used.", (), "non-randomised trial"),
    "text: nationwide cohort": ("Zorvanib and falls", "We used a nationwide cohort of adults.", (), "cohort"),
    "text: focus groups": ("Living with pain", "Focus groups were held with 20 nurses.", (), "qualitative"),
    "text: interviews": ("Living with pain", "Semi-structured interviews were held with 20 nurses.", (), "qualitative"),
    "text: this article reviews": ("Zorvanib for pain", "This article reviews the use of zorvanib.", (), "narrative review"),
    "text: a review that discusses random allocation": ("Zorvanib for pain", "In this review we consider how patients were randomly assigned.", (), "narrative review"),
    "text: an article on a case": ("Coma after zorvanib", "We report the case of a woman who took zorvanib.", (), "case report"),
    "section: search strategy": ("Zorvanib for pain", "SEARCH STRATEGY: MEDLINE to 2020.\nMAIN RESULTS: Nine trials.", (), "systematic review"),
    "section: case presentation": ("Coma after zorvanib", "BACKGROUND: Coma is rare.\nCASE PRESENTATION: She took zorvanib.", (), "case report"),
    "section: ethics and dissemination": ("Zorvanib for pain", "METHODS: Sixty patients.\nETHICS AND DISSEMINATION: Approved.", (), "protocol"),
    "type: protocol before trial": ("Zorvanib for pain", "Sixty patients.", ("Clinical Trial Protocol", TRIAL), "protocol"),
    "type: retraction notice": ("Zorvanib for pain", "", ("Retraction of Publication",), "notice"),
    "type review does not outrank a cohort": ("Zorvanib and falls: a cohort study", "", ("Review",), "cohort"),
    "animals: a model of emesis": ("Ginger and emesis in the musk shrew", "METHODS: Ginger or vehicle was given to Suncus murinus.", (), "animal"),
    "animals: birds fed": ("Zorvanib in broiler chickens", "METHODS: 240 chickens were randomly allocated to zorvanib or control diets.", (), "animal"),
    "an animal that is food": ("Chicken soup and colds", "METHODS: Forty participants were randomised to chicken soup or water.", (), "randomised trial"),
    "an animal that is company": ("Dogs and mortality", "METHODS: We followed 3,400 adults for 12 years; some owned dogs.", (), "cohort"),
    "an animal that is a source": ("Porcine insulin", "METHODS: Sixty patients were randomised to porcine or human insulin.", (), "randomised trial"),
    "animals: random allocation in the text": ("Zorvanib and pain", "Wistar rats were randomly divided into two groups.", (), "animal"),
    "an antibody of a mouse is no animal study": ("Zorvanib for pain", "Sixty patients were randomly assigned to a mouse antibody or placebo.", (), "randomised trial"),
    "markup in the text": ("Zorvanib for <i>pain</i>", "<p>Sixty patients were <b>randomly</b> ill.</p> An open-label trial.", (), "non-randomised trial"),
    "Spanish": ("Zorvanib para el dolor", "Se estudiaron sesenta pacientes con dolor.", (), "unclear"),
    "only numbers": ("12 34", "1 2 3 4 5. 6 7 8 9.", (), "unclear"),
    "nothing to go by": ("Zorvanib", "Zorvanib is a medicine.", (), "unclear"),
    "nothing at all": ("Zorvanib", "", (), "unclear"),
}  # fmt: skip


@pytest.mark.parametrize(("title", "abstract", "types", "expected"), DESIGNS.values(), ids=DESIGNS)
def test_design(title, abstract, types, expected) -> None:
    called = review.design(a_record(abstract, title=title, types=types))
    assert (called.design, bool(called.signal)) == (Design(expected), True)


RANDOMISED = {
    "a trial": ("A randomised trial of zorvanib", "", (), True),
    "an RCT by its letters": ("Zorvanib for pain", "In this RCT 60 patients took zorvanib or placebo.", (), True),
    "allocated at random": ("Zorvanib for pain", "Sixty patients were allocated at random to zorvanib or placebo.", (), True),
    "by random allocation": ("Zorvanib for pain", "Sixty patients took zorvanib or placebo by random allocation.", (), True),
    "crossover in random order": ("Zorvanib for pain", "Ten patients took zorvanib and placebo in random order.", (), True),
    "a nested cohort": ("Zorvanib and sleep", "This cohort study within a randomised trial followed 200.", (TRIAL,), False),
    "an open trial": ("Zorvanib", "In an open-label trial 20 patients took zorvanib.", (), False),
    "double-blind alone says nothing of allocation": ("Zorvanib", "A double-blind study of zorvanib in 20 patients.", (), False),
    "rats, randomly assigned": ("Zorvanib in rats", "Rats were randomly assigned.", (), False),
    "a protocol": ("Zorvanib: study protocol for a randomised trial", "", (), False),
    "a synthesis of trials": ("Zorvanib: a meta-analysis of randomised trials", "", (), False),
    "patients sampled at random": ("Zorvanib and falls", "We interviewed 90 randomly selected patients.", (), False),
}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "abstract", "types", "expected"), RANDOMISED.values(), ids=RANDOMISED
)
def test_randomisation_is_credited_only_where_it_is_due(title, abstract, types, expected) -> None:
    record = a_record(abstract, title=title, types=types)
    assert review.design(record).is_randomised is expected


GATHERED = {
    "a synthesis of trials": ("Zorvanib: a meta-analysis of randomised trials", True),
    "a synthesis of cohorts": ("Zorvanib: a meta-analysis of cohorts", False),
    "a trial gathers nothing": ("A randomised trial of zorvanib", False),
}


@pytest.mark.parametrize(("title", "expected"), GATHERED.values(), ids=GATHERED)
def test_a_synthesis_says_whether_it_gathered_randomised_trials(title, expected) -> None:
    assert review.design(a_record(title=title)).gathers_randomised is expected


def test_a_synthesis_of_trials_is_appraised_as_randomised_evidence() -> None:
    claim = review.claim("Zorvanib reduces pain")
    trials = a_record(title="Zorvanib: a meta-analysis of randomised trials")
    assert review.appraise(claim, trials).is_randomised


ARRANGEMENTS = {
    "parallel": ("A randomised trial of zorvanib", "", "parallel groups"),
    "crossover": ("A randomised crossover trial of zorvanib", "", "crossover"),
    "cluster": ("A cluster randomised trial of teaching", "", "cluster"),
    "practices": ("Teaching about pain", "Forty practices were randomly assigned to teaching or none.", "cluster"),
    "stepped wedge": ("A randomised stepped-wedge trial of teaching", "", "cluster"),
    "network": ("Drugs for pain: a network meta-analysis", "", "network"),
    "pairs": ("Zorvanib for pain: a meta-analysis", "", ""),
    "cohort": ("Zorvanib and falls: a cohort study", "", ""),
}  # fmt: skip


@pytest.mark.parametrize(("title", "abstract", "expected"), ARRANGEMENTS.values(), ids=ARRANGEMENTS)
def test_the_arrangement_of_a_trial(title, abstract, expected) -> None:
    assert review.design(a_record(abstract, title=title)).arrangement == expected


LINKS = {
    "ErratumFor": Design.NOTICE,
    "RetractionOf": Design.NOTICE,
    "ExpressionOfConcernFor": Design.NOTICE,
    "CommentOn": Design.COMMENT,
    "RetractionIn": Design.RANDOMISED_TRIAL,
    "CommentIn": Design.RANDOMISED_TRIAL,
}


@pytest.mark.parametrize(("link", "expected"), LINKS.items(), ids=LINKS)
def test_a_notice_is_known_by_its_link_and_its_subject_is_not_one(link, expected) -> None:
    record = Record(
        title="A randomised trial of zorvanib", corrections=(Correction(link, "", "90000002"),)
    )
    assert review.design(record).design is expected


def test_mesh_tells_animals_from_people() -> None:
    record = a_record("Zorvanib reduced pain.", title="Zorvanib and pain", mesh=["Animals"])
    assert review.design(record).design is Design.ANIMAL
    both = a_record("Zorvanib reduced pain.", title="Zorvanib", mesh=["Animals", "Humans"])
    assert review.design(both).design is not Design.ANIMAL


HEADINGS = {
    "Cross-Sectional Studies": Design.CROSS_SECTIONAL,
    "Case-Control Studies": Design.CASE_CONTROL,
    "Cohort Studies": Design.COHORT,
    "Retrospective Studies": Design.COHORT,
    "Clinical Trials as Topic": Design.UNCLEAR,
}


@pytest.mark.parametrize(("heading", "expected"), HEADINGS.items(), ids=HEADINGS)
def test_mesh_headings_on_the_design_decide_where_the_text_does_not(heading, expected) -> None:
    record = a_record("Falls were counted.", title="Zorvanib and falls", mesh=[heading])
    assert review.design(record).design is expected


LONG_STUDY = (
    "The hippocampal neurons were cultured and incubated with zorvanib for 24 h. Western blot showed that the "
    "expression of the receptor protein was increased in the treated cells, and apoptosis of the cells was "
    "inhibited by the compound in a dose-dependent manner. The effect of the inhibitor on cell viability and on "
    "the mRNA expression was measured by PCR. These results suggest that the signaling pathway is involved in "
    "the neuroprotective effect of the compound in vitro, and that its activation protects neurons."
)


def test_the_word_model_says_that_it_decided_and_how_sure_it_is() -> None:
    called = review.design(a_record(LONG_STUDY, title="Zorvanib protects neurons"))
    assert called.design is Design.IN_VITRO
    assert "words of the abstract: in vitro 0." in called.signal


def test_the_word_model_never_outvotes_a_decisive_word() -> None:
    called = review.design(a_record(LONG_STUDY, title="Zorvanib and neurons: a cohort study"))
    assert (called.design, called.signal) == (Design.COHORT, "title: cohort")


EDGES = {
    "no abstract": "",
    "one letter, 50,000 times": "a" * 50_000,
    "digits, 50,000": "1" * 50_000,
    "numbers": "1 " * 25_000,
    "the word random, 7,000 times": "random " * 7_000,
    "numbers in words": "one hundred and " * 3_000,
    "n = without end": "(n = 12" * 7_000,
    "patients without end": "12 patients of 13 patients " * 2_000,
    "hyphens": "meta-" * 10_000,
    "brackets": "(((" * 16_000,
    "sentences": "We searched. " * 4_000,
    "spaces": " " * 49_990 + "patients",
    "lines": "METHODS: x\n" * 5_000,
}


@pytest.mark.parametrize("abstract", EDGES.values(), ids=EDGES)
def test_long_and_odd_texts_are_read_to_the_end(abstract) -> None:
    record = a_record(abstract, title="Zorvanib for pain")
    assert review.design(record).signal
    assert review.size(record).participants is None or review.size(record).participants >= 0


@pytest.mark.parametrize("place", ["title", "label", "statement", "hint", "heading"])
def test_no_cue_repeats_without_a_limit(place) -> None:
    """A pattern that repeats a group without an upper limit can take time beyond all bounds."""
    cues = tomllib.loads((data_folder() / "terms" / "designs.toml").read_text("utf-8"))["cue"]
    patterns = [pattern for cue in cues if cue["place"] == place for pattern in cue["patterns"]]
    assert patterns
    assert [p for p in patterns if re.search(r"\)[*+]|\{\d+,\}|\.[*+]", p)] == []
