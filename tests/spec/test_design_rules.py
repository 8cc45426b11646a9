"""Rules of design: what kind of study a record is, and which words or type decide it."""

import pytest
from abstracts import a_record

import review
from review.models import Correction, Record
from review.vocabulary import Design

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
    "nothing to go by": ("Zorvanib", "Zorvanib is a medicine.", (), "unclear"),
    "nothing at all": ("Zorvanib", "", (), "unclear"),
}  # fmt: skip


@pytest.mark.parametrize(("title", "abstract", "types", "expected"), DESIGNS.values(), ids=DESIGNS)
def test_design(title, abstract, types, expected) -> None:
    called = review.design(a_record(abstract, title=title, types=types))
    assert (called.design, bool(called.signal)) == (Design(expected), True)


RANDOMISED = {
    "a trial": ("A randomised trial of zorvanib", "", (), True),
    "a nested cohort": ("Zorvanib and sleep", "This cohort study within a randomised trial followed 200.", (TRIAL,), False),
    "an open trial": ("Zorvanib", "In an open-label trial 20 patients took zorvanib.", (), False),
    "rats, randomly assigned": ("Zorvanib in rats", "Rats were randomly assigned.", (), False),
    "a synthesis of trials": ("Zorvanib: a meta-analysis of randomised trials", "", (), True),
    "a synthesis of cohorts": ("Zorvanib: a meta-analysis of cohorts", "", (), False),
}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "abstract", "types", "expected"), RANDOMISED.values(), ids=RANDOMISED
)
def test_randomisation_is_credited_only_where_it_is_due(title, abstract, types, expected) -> None:
    record = a_record(abstract, title=title, types=types)
    assert review.design(record).is_randomised is expected


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
