"""Synthetic runs of any size, to try figures and reports on; every claim and study in them is invented.

PMIDs start at 90000001, which no record has. The same sizes give the same run.
"""

import random
from collections.abc import Sequence

from review.core.models import JudgedStudy, Judgement
from review.core.run_tables import (
    APPRAISALS,
    CERTAINTY,
    CLAIMS,
    RECORDS,
    SCREENING,
    SEARCHES,
    SUMMARY_OF_FINDINGS,
)
from review.core.vocabulary import (
    Certainty,
    Design,
    Directness,
    Domain,
    EvidenceState,
    Finding,
    Stance,
    Verdict,
)
from review.runs.evidence_matrix import evidence_matrix
from review.runs.prisma import prisma
from review.runs.run import Run

FIRST_PMID = 90000001
INTERVENTIONS = (
    "valerian",
    "lavender oil",
    "valerian plus hops",
    "melatonin, prolonged release",
    "cognitive behavioural therapy for insomnia or sleep hygiene or relaxation training",
    "chamomile",
)
OUTCOMES = (
    "sleep onset latency",
    "sleep quality",
    "next-day drowsiness",
    "falls",
    "liver injury",
    "total sleep time",
    "anxiety",
    "quality of life",
    "completion of treatment, days in treatment and drop-out for any reason",
    "number of awakenings",
    "daytime function",
    "cost",
    "satisfaction",
    "headache",
)
NAMES = ("Adeyemi", "Brandt", "Castellanos", "Demir", "Eriksson", "Fontaine", "Gwarinda", "Holm")
LONG_NAME = "European Herbal Sleep Medicine Consensus Group"
DESIGNS = (
    Design.META_ANALYSIS,
    *(Design.RANDOMISED_TRIAL,) * 5,
    Design.COHORT,
    Design.CASE_SERIES,
    Design.NARRATIVE_REVIEW,
    Design.ANIMAL,
)
STANCES = {
    Stance.SUPPORTS: Finding.DECREASED,
    Stance.REFUTES: Finding.NO_CLEAR_DIFFERENCE,
    Stance.MIXED: Finding.MIXED,
    Stance.NO_INFORMATION: Finding.NOT_REPORTED,
}
EMPTY = (EvidenceState.NOTHING_FOUND, EvidenceState.SEARCH_FAILED, EvidenceState.NOTHING_RELEVANT)
HEIGHTS = {1: Certainty.VERY_LOW, 2: Certainty.LOW, 3: Certainty.MODERATE, 4: Certainty.HIGH}
DOWN = (
    Domain.RISK_OF_BIAS,
    Domain.INCONSISTENCY,
    Domain.INDIRECTNESS,
    Domain.IMPRECISION,
    Domain.PUBLICATION_BIAS,
)


def synthetic_run(n_claims: int, n_studies: int) -> Run:
    """A run of so many claims and studies; every seventh claim has no study."""
    chance = random.Random(n_claims * 1000 + n_studies)
    names = [f"C{number:02}" for number in range(1, n_claims + 1)]
    studies = [_study(number, chance) for number in range(n_studies)]
    links = {
        name: {
            str(study["pmid"]): chance.choice(list(STANCES))
            for study in sorted(
                chance.sample(studies, min(n_studies, chance.randint(1, 12))),
                key=lambda study: str(study["pmid"]),
            )
        }
        for place, name in enumerate(names)
        if place % 7 != 6
    }
    by_pmid = {str(study["pmid"]): study for study in studies}
    judged = {name: _judgement(name, found, by_pmid) for name, found in links.items()}
    used = {pmid for found in links.values() for pmid in found}
    records = RECORDS.build([_record(study) for study in studies if study["pmid"] in used])
    appraisals = APPRAISALS.build(
        [
            _appraisal(name, by_pmid[pmid], stance, chance)
            for name, found in links.items()
            for pmid, stance in found.items()
        ]
    )
    searches = SEARCHES.build([_search(name, place) for place, name in enumerate(names)])
    screening = SCREENING.build(
        [
            _screened(name, pmid, rank)
            for name, found in links.items()
            for rank, pmid in enumerate(found, start=1)
        ]
    )
    moved = {name: _moves(chance) for name in links}
    return Run(
        name=f"synthetic_{n_claims}_by_{n_studies}",
        manifest={"source": "snapshot", "searched_on": "2025-06-30"},
        claims=CLAIMS.build([_claim(name, place) for place, name in enumerate(names)]),
        searches=searches,
        records=records,
        screening=screening,
        appraisals=appraisals,
        certainty=CERTAINTY.build(
            [row for name in links for row in _domains(name, moved[name], list(links[name]))]
        ),
        summary_of_findings=SUMMARY_OF_FINDINGS.build(
            [
                _finding(name, place, links.get(name, {}), moved.get(name))
                for place, name in enumerate(names)
            ]
        ),
        evidence_matrix=evidence_matrix(appraisals, records, judged),
        prisma=prisma(searches, records, screening, appraisals),
    )


def _study(number: int, chance: random.Random) -> dict[str, object]:
    design = chance.choice(DESIGNS)
    return {
        "pmid": str(FIRST_PMID + number),
        "author": LONG_NAME if number == 3 else NAMES[number % len(NAMES)],
        "year": chance.randint(1988, 2025),
        "design": design,
        "n": chance.choice((None, 12, 38, 64, 212, 1684, 18422)),
    }


def _claim(name: str, place: int) -> dict[str, object]:
    intervention = INTERVENTIONS[place * place % len(INTERVENTIONS)]
    outcome = OUTCOMES[place % len(OUTCOMES)]
    return {
        "claim_id": name,
        "statement": _statement(place),
        "kind": "efficacy",
        "intervention": intervention,
        "outcome": outcome,
        "direction": "decreases" if place % 2 else "improves",
    }


def _statement(place: int) -> str:
    intervention = INTERVENTIONS[place * place % len(INTERVENTIONS)]
    words = f"{intervention.capitalize()} changes {OUTCOMES[place % len(OUTCOMES)]}"
    return words + (" in older adults who live at home and take other medicines" * (place % 3))


def _state(place: int) -> EvidenceState:
    return EMPTY[place // 7 % len(EMPTY)] if place % 7 == 6 else EvidenceState.EVIDENCE


def _search(name: str, place: int) -> dict[str, object]:
    failed = _state(place) is EvidenceState.SEARCH_FAILED
    counts = {"error": "No answer."} if failed else {"count": 12, "fetched": 12}
    return {
        "search_id": f"{name}-1",
        "claim_id": name,
        "step": 1,
        "database": "pubmed",
        "query": "valerian",
        "searched_on": "2025-06-30",
        "limit": 200,
        "state": "failed" if failed else "answered",
        **counts,
    }


def _screened(name: str, pmid: str, rank: int) -> dict[str, object]:
    return {
        "claim_id": name,
        "pmid": pmid,
        "search_id": f"{name}-1",
        "rank": rank,
        "decision": "included",
    }


def _record(study: dict[str, object]) -> dict[str, object]:
    return {
        "pmid": study["pmid"],
        "title": "An invented study",
        "abstract": "Nothing was found.",
        "sections": [],
        "is_summary": True,
        "authors": [f"{study['author']} A", "Zimmer K"],
        "authors_complete": True,
        "journal": "J Invent Sleep",
        "year": study["year"],
        "languages": ["eng"],
        "publication_types": [],
        "mesh": [],
        "notice_state": "no notice",
        "study_id": study["pmid"],
        "sha256": "0" * 64,
    }


def _appraisal(
    name: str, study: dict[str, object], stance: Stance, chance: random.Random
) -> dict[str, object]:
    return {
        **{column.name: False for column in APPRAISALS.columns if column.content == "yes/no"},
        "claim_id": name,
        "pmid": study["pmid"],
        "study_id": study["pmid"],
        "design": study["design"],
        "n": study["n"],
        "directness": chance.choice((Directness.DIRECT, Directness.DIRECT, Directness.INDIRECT)),
        "finding": STANCES[stance],
        "stance": stance,
        "rule": "invented",
        "appraiser": "rules",
        "is_randomised": study["design"] is Design.RANDOMISED_TRIAL,
        "design_signal": "invented",
        "comparator_kind": "none stated",
    }


def _judgement(name: str, found: dict[str, Stance], by_pmid: dict[str, dict[str, object]]):
    counted = [pmid for pmid in found if found[pmid] is not Stance.NO_INFORMATION]
    return Judgement(
        claim_id=name,
        state=EvidenceState.EVIDENCE,
        verdict=Verdict.CONFLICTING,
        reason="",
        finding=Finding.MIXED,
        certainty=Certainty.LOW,
        statement="",
        studies=tuple(JudgedStudy(pmid, (pmid,), by_pmid[pmid]["n"]) for pmid in found),
        counted=frozenset(counted),
        not_counted=tuple((pmid, "Silent.") for pmid in found if pmid not in counted),
    )


def _moves(chance: random.Random) -> dict[Domain, int]:
    start = chance.choice((2, 4))
    moves = {Domain.START: start}
    left = start - 1
    for domain in DOWN:
        moves[domain] = -min(left, chance.choice((0, 0, 1, 2)))
        left += moves[domain]
    if start == 2 and left == 1:
        moves[Domain.LARGE_EFFECT] = 1
    return moves


def _domains(name: str, moves: dict[Domain, int], pmids: Sequence[str]) -> list[dict[str, object]]:
    return [
        {
            "claim_id": name,
            "domain": domain,
            "levels": levels,
            "reason": "Invented.",
            "pmids": pmids[:2] if levels < 0 else [],
        }
        for domain, levels in moves.items()
    ]


def _finding(
    name: str, place: int, found: dict[str, Stance], moves: dict[Domain, int] | None
) -> dict[str, object]:
    state = _state(place)
    tally = [list(found.values()).count(stance) for stance in STANCES]
    verdicts = [verdict for verdict in Verdict if verdict is not Verdict.SEARCH_FAILED]
    failed = state is EvidenceState.SEARCH_FAILED
    verdict = verdicts[place % 4] if found else Verdict.INSUFFICIENT
    return {
        "claim_id": name,
        "statement": _statement(place),
        "kind": "efficacy",
        "verdict": Verdict.SEARCH_FAILED if failed else verdict,
        "certainty": Certainty.NOT_RATED if moves is None else HEIGHTS[sum(moves.values())],
        "statement_of_findings": "Invented.",
        "n_records": len(found),
        "n_studies": len(found),
        "supports": tally[0],
        "refutes": tally[1],
        "mixed": tally[2],
        "no_information": tally[3],
        "state": state,
        "reason": "Invented.",
        "notes": [],
    }
