"""A synthetic run of realistic size and shape; every study in it is invented.

PMIDs start at 90000001, which no record has.
"""

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
from review.core.vocabulary import EvidenceState, Finding, Stance, Verdict
from review.runs.evidence_matrix import evidence_matrix
from review.runs.prisma import prisma
from review.runs.run import Run

FIRST_PMID = 90000001
SEARCHED_ON = "2025-06-30"

ARTICLE_TEXT = (
    "Valerian and lavender are everywhere. Valerian root shortens the time it takes to fall asleep. "
    "It also improves how well people say they sleep. Some say it beats sleeping pills."
)

# authors, year, title, design, participants, outcome sentence
STUDIES = [
    (
        ["Adeyemi FO", "Brandt L", "Castellanos M"],
        2021,
        "Valerian preparations for insomnia disorder in adults living at home: a systematic review and meta-analysis of randomised placebo-controlled trials with subgroup analyses by extract, dose and duration",
        "meta-analysis",
        1684,
        "Across 14 trials valerian shortened sleep onset latency compared with placebo (mean difference -7.9 minutes, 95% CI -12.6 to -3.2).",
    ),
    (
        ["Brightwater JA", "Ng C"],
        2018,
        "Herbal sleep aids: systematic review",
        "systematic review",
        960,
        "Findings for sleep quality were inconsistent between trials, and most were small.",
    ),
    (
        ["Castellanos M", "Dube T"],
        2023,
        "Valerian extract versus placebo for chronic insomnia: a randomised trial",
        "randomised trial",
        212,
        "Sleep onset latency fell by 11 minutes with valerian and by 3 minutes with placebo (p=0.004).",
    ),
    (
        ["Demir E"],
        2019,
        "Valerian for sleep in people undergoing haemodialysis: randomised double-blind cross-over trial",
        "randomised trial",
        64,
        "Sleep quality scores improved with valerian compared with placebo.",
    ),
    (
        ["Eriksson P", "Falk U"],
        2015,
        "Single-dose valerian and next-day driving",
        "randomised trial",
        38,
        "Lane weaving did not differ between valerian and placebo.",
    ),
    (
        ["Fontaine R"],
        2011,
        "Valerian compared with oxazepam in non-organic insomnia: a non-inferiority trial in general practice",
        "randomised trial",
        405,
        "Sleep quality improved to a similar extent with valerian and oxazepam (difference 0.4 points, 95% CI -2.1 to 2.9).",
    ),
    (
        ["Gwarinda K", "Holm S"],
        2009,
        "Valerian and sleep in women after the menopause",
        "randomised trial",
        100,
        "Sleep quality improved in 30% of women taking valerian and 4% taking placebo.",
    ),
    (
        ["Holm S"],
        2007,
        "A negative trial of valerian for insomnia",
        "randomised trial",
        135,
        "There was no difference in sleep onset latency between valerian and placebo.",
    ),
    (
        ["Ivanova D", "Jonsson B"],
        2020,
        "Valerian use and injurious falls in older adults: a registry cohort",
        "cohort",
        18422,
        "Falls were not more frequent among people who used valerian (hazard ratio 1.02, 95% CI 0.91 to 1.14).",
    ),
    (
        ["Jonsson B"],
        2016,
        "Hypnotic use and herbal medicines in primary care: case-control study",
        "case-control",
        1210,
        "Users of valerian had filled fewer prescriptions for hypnotics.",
    ),
    (
        ["Kim HJ", "Lund A"],
        2013,
        "Liver injury after valerian: four cases",
        "case series",
        4,
        "Four people developed raised liver enzymes that settled after valerian was stopped.",
    ),
    (
        ["Lund A"],
        2005,
        "Acute hepatitis in a user of several herbal products",
        "case report",
        1,
        "Jaundice appeared three weeks after a product containing valerian was started.",
    ),
    (
        ["Mbeki N", "O'Connor T"],
        2022,
        "Valerenic acid potentiates GABA-A receptors containing beta-3 subunits",
        "in vitro",
        None,
        "Valerenic acid enhanced GABA-evoked currents in a concentration-dependent manner.",
    ),
    (
        ["Nakamura Y"],
        2014,
        "Sedative effect of valerian extract in beta-3 mutant mice",
        "animal",
        None,
        "The anxiolytic-like effect of valerenic acid was absent in mutant mice.",
    ),
    (
        ["O'Connor T", "Petrov I"],
        2017,
        "Valerian and alprazolam pharmacokinetics in healthy volunteers",
        "non-randomised trial",
        12,
        "Valerian did not change the clearance of alprazolam.",
    ),
    (
        ["European Herbal Sleep Medicine Consensus Working Group and Collaborating Societies"],
        2024,
        "Guideline for the management of insomnia disorder",
        "guideline",
        None,
        "Valerian is not recommended for insomnia because evidence is insufficient.",
    ),
    (
        ["Quispe R"],
        2012,
        "Herbal medicine and sleep: a narrative overview",
        "narrative review",
        None,
        "Valerian is among the most widely sold herbal sleep aids.",
    ),
    (
        ["Rahman S", "Silva P"],
        2019,
        "Use of sleep aids in a national household survey",
        "cross-sectional",
        31044,
        "In the survey 5.2% of adults had used valerian in the past year.",
    ),
    (
        ["Silva P"],
        2021,
        "Experiences of people who use herbal sleep aids: a qualitative study",
        "qualitative",
        22,
        "Participants described valerian as gentler than prescribed hypnotics.",
    ),
    (
        ["Tran Q", "Usman A"],
        2010,
        "Lavender oil capsules for restlessness and disturbed sleep: randomised trial",
        "randomised trial",
        170,
        "Sleep quality improved more with lavender oil than with placebo.",
    ),
    (
        ["Usman A"],
        2008,
        "Inhaled lavender in intensive care",
        "non-randomised trial",
        60,
        "Sleep quality was similar with and without lavender.",
    ),
    (
        ["Castellanos M", "Vega L"],
        2023,
        "Secondary analysis of a valerian trial: who responds?",
        "secondary analysis of a trial",
        212,
        "Baseline anxiety did not predict response to valerian.",
    ),
    (
        [],
        2003,
        "Valerian revisited",
        "unclear",
        None,
        "Valerian was thought to act within two weeks.",
    ),
    (
        ["Wójcik-Østergård Ż"],
        2006,
        "Dose finding for valerian extract: 300, 600 and 900 mg before bed",
        "randomised trial",
        84,
        "Sleep onset latency shortened at 600 mg and at 900 mg, but not at 300 mg.",
    ),
    (
        ["Xu M", "Yilmaz B"],
        2025,
        "Valerian versus cognitive behavioural therapy for insomnia: pragmatic randomised trial in 41 general practices with twelve months of follow-up and a parallel economic evaluation",
        "randomised trial",
        538,
        "Insomnia severity fell less with valerian than with cognitive behavioural therapy (difference 3.1 points, 95% CI 1.9 to 4.3).",
    ),
    (
        ["Zimmer K"],
        2016,
        "Retracted: valerian cures insomnia within a day",
        "randomised trial",
        90,
        "All participants slept at once.",
    ),
    (
        ["Abara I"],
        2018,
        "Comment on a trial of valerian",
        "comment",
        None,
        "The trial was well conducted.",
    ),
    (
        ["Bianchi G", "Zimmer K"],
        2012,
        "Yield of Valeriana officinalis under three irrigation regimens in southern Italy",
        "unclear",
        None,
        "Root yield rose with irrigation.",
    ),
]

# statement, kind, population, intervention, comparator, outcome, direction, verdict, certainty
CLAIM_ROWS = [
    (
        "Valerian shortens the time to fall asleep in adults with insomnia.",
        "efficacy",
        "adults with insomnia",
        "valerian",
        "",
        "sleep onset latency",
        "decreases",
        "supported",
        "moderate",
    ),
    (
        "Valerian improves sleep quality.",
        "efficacy",
        "",
        "valerian",
        "",
        "sleep quality",
        "improves",
        "partly supported",
        "low",
    ),
    (
        "Valerian works better than cognitive behavioural therapy for insomnia.",
        "comparative",
        "adults with insomnia",
        "valerian",
        "cognitive behavioural therapy",
        "insomnia severity",
        "improves",
        "contradicted",
        "moderate",
    ),
    (
        "Valerian is as effective as oxazepam for sleep quality in people seen in general practice for insomnia that has no organic cause.",
        "comparative",
        "adults with insomnia",
        "valerian",
        "oxazepam",
        "sleep quality",
        "no difference",
        "supported",
        "low",
    ),
    (
        "Valerian damages the liver.",
        "harm",
        "",
        "valerian",
        "",
        "liver injury",
        "worsens",
        "insufficient evidence",
        "very low",
    ),
    (
        "Valerian increases falls in older people.",
        "harm",
        "older adults",
        "valerian",
        "",
        "falls",
        "increases",
        "contradicted",
        "low",
    ),
    (
        "Valerenic acid acts on GABA-A receptors.",
        "mechanism",
        "",
        "valerenic acid",
        "",
        "GABA-A receptor activity",
        "increases",
        "supported",
        "probable",
    ),
    (
        "Lavender improves sleep quality.",
        "efficacy",
        "",
        "lavender",
        "",
        "sleep quality",
        "improves",
        "conflicting",
        "very low",
    ),
    (
        "Valerian must not be combined with alprazolam.",
        "interaction",
        "",
        "valerian plus alprazolam",
        "",
        "alprazolam clearance",
        "decreases",
        "insufficient evidence",
        "not rated",
    ),
    (
        "Valerian pessaries help shift workers sleep by day.",
        "dosing and route",
        "shift workers",
        "valerian pessary",
        "",
        "daytime sleep",
        "improves",
        "insufficient evidence",
        "not rated",
    ),
    (
        "Valerian is unsafe in pregnancy.",
        "contraindication",
        "pregnant women",
        "valerian",
        "",
        "fetal harm",
        "increases",
        "search failed",
        "not rated",
    ),
    (
        "Valerian is a common sleep aid.",
        "background",
        "",
        "valerian",
        "",
        "use",
        "is",
        "supported",
        "low",
    ),
    (
        "Valerian stops tinnitus.",
        "efficacy",
        "people with tinnitus",
        "valerian",
        "",
        "tinnitus",
        "decreases",
        "insufficient evidence",
        "not rated",
    ),
    (
        "Talk to your doctor before you take valerian.",
        "guidance",
        "",
        "",
        "",
        "",
        "",
        "not checkable",
        "not rated",
    ),
]

# claim number -> {study number: (stance, finding, directness, comparator, reason not counted)}
S, M, R, N = "supports", "mixed", "refutes", "no information"
DIRECT, INDIRECT = "direct", "indirect"
LINKS = {
    1: {
        1: (S, "decreased", DIRECT, "placebo", ""),
        3: (S, "decreased", DIRECT, "placebo", ""),
        8: (
            R,
            "no clear difference",
            DIRECT,
            "placebo",
            "Published before the search of a synthesis that is counted.",
        ),
        24: (
            M,
            "mixed",
            DIRECT,
            "placebo",
            "Published before the search of a synthesis that is counted.",
        ),
        22: (N, "not reported", DIRECT, "", "Silent on the outcome."),
        20: (S, "decreased", INDIRECT, "placebo", "Another preparation."),
    },
    2: {
        2: (M, "mixed", DIRECT, "placebo", ""),
        4: (S, "increased", INDIRECT, "placebo", ""),
        7: (S, "increased", DIRECT, "placebo", ""),
        6: (S, "increased", DIRECT, "oxazepam", ""),
        17: (N, "not reported", DIRECT, "", "Not a study."),
        10: (N, "not reported", DIRECT, "", "Silent on the outcome."),
        16: (R, "no clear difference", DIRECT, "", "A guideline is not counted beside studies."),
    },
    3: {25: (R, "decreased", DIRECT, "cognitive behavioural therapy", "")},
    4: {
        6: (S, "no clear difference", DIRECT, "oxazepam", ""),
        2: (N, "not reported", DIRECT, "", "Silent on the outcome."),
        19: (N, "not reported", DIRECT, "", "Silent on the outcome."),
    },
    5: {
        11: (S, "increased", DIRECT, "", ""),
        12: (S, "increased", INDIRECT, "", ""),
        1: (N, "not reported", DIRECT, "", "Silent on the outcome."),
    },
    6: {
        9: (R, "no clear difference", DIRECT, "no valerian", ""),
        5: (R, "no clear difference", INDIRECT, "placebo", ""),
    },
    7: {
        13: (S, "increased", DIRECT, "", ""),
        14: (S, "increased", DIRECT, "", ""),
        23: (N, "not reported", DIRECT, "", "Silent on the outcome."),
    },
    8: {
        20: (S, "increased", DIRECT, "placebo", ""),
        21: (R, "no clear difference", DIRECT, "usual care", ""),
    },
    9: {15: (N, "not reported", DIRECT, "", "Silent on the outcome.")},
    12: {
        18: (S, "increased", DIRECT, "", ""),
        17: (S, "increased", DIRECT, "", "Not a study."),
    },
}
EXCLUDED = {
    1: {
        11: "does not address the population or condition",
        16: "does not address the population or condition",
        26: "retracted",
        28: "does not address the population or condition",
    },
    2: {
        12: "does not address the population or condition",
        26: "retracted",
        27: "comment, not a study",
    },
    8: {3: "does not address the intervention", 24: "does not address the intervention"},
    10: {24: "does not address the population or condition"},
}
NOTICES = {8: "expression of concern", 26: "retracted", 7: "erratum published"}
STATES = {
    9: EvidenceState.SILENT,
    10: EvidenceState.NOTHING_RELEVANT,
    11: EvidenceState.SEARCH_FAILED,
    13: EvidenceState.NOTHING_FOUND,
    14: EvidenceState.NOT_SEARCHED,
}


def claim_id(number: int) -> str:
    return f"X{number:02}"


def pmid(number: int) -> str:
    return str(FIRST_PMID + number - 1)


def claim_rows() -> list[dict[str, object]]:
    rows = []
    for number, row in enumerate(CLAIM_ROWS, start=1):
        statement, kind, population, intervention, comparator, outcome, direction, *_ = row
        rows.append(
            {
                "claim_id": claim_id(number),
                "statement": statement,
                "kind": kind,
                "population": population,
                "intervention": intervention,
                "comparator": comparator,
                "outcome": outcome,
                "direction": direction,
                "article": "sleep_remedies.html",
                "article_sha256": "0" * 64,
                "section": "What valerian does" if number < 5 else "Is it safe?",
                "start": 38 if number == 1 else None,
                "end": 95 if number == 1 else None,
                "derived": ["population", "outcome"] if number == 2 else [],
            }
        )
    return rows


def abstract(number: int) -> tuple[str, list[list[object]]]:
    authors, _, title, design, n, outcome = STUDIES[number - 1]
    people = f" It included {n:,} people." if n else ""
    parts = [
        ("BACKGROUND", "Sleep problems are common, and many people try herbal products first."),
        (
            "METHODS",
            f"This invented record describes a {design} by {len(authors) or 'unknown'} authors.{people}",
        ),
        ("RESULTS", outcome + " Adverse events were few and mild."),
        ("CONCLUSIONS", f"Findings bear on the question: {title.split(':')[0].lower()}."),
    ]
    text, sections = "", []
    for label, body in parts:
        text += f"{label}: "
        sections.append([label, label, len(text), len(text) + len(body)])
        text += body + "\n"
    return text.rstrip("\n"), sections


def record_rows() -> list[dict[str, object]]:
    rows = []
    for number, (authors, year, title, *_) in enumerate(STUDIES, start=1):
        text, sections = abstract(number)
        rows.append(
            {
                "pmid": pmid(number),
                "title": title,
                "abstract": text,
                "sections": sections,
                "is_summary": True,
                "authors": authors,
                "authors_complete": number != 1,
                "journal": "J Invent Sleep",
                "year": year,
                "volume": str(year - 2000),
                "issue": "2",
                "pages": f"{number}01-{number}09",
                "doi": f"10.5555/invented.{number}",
                "languages": ["eng"],
                "publication_types": ["Journal Article"],
                "mesh": [["Valerian", [], True]],
                "notice_state": NOTICES.get(number, "no notice"),
                "study_id": pmid(3 if number == 22 else number),
                "sha256": "0" * 64,
            }
        )
    return rows


def search_rows() -> list[dict[str, object]]:
    rows = []
    for number in range(1, len(CLAIM_ROWS)):
        found = len(LINKS.get(number, {})) + len(EXCLUDED.get(number, {}))
        failed = STATES.get(number) is EvidenceState.SEARCH_FAILED
        row: dict[str, object] = {
            "search_id": f"{claim_id(number)}-1",
            "claim_id": claim_id(number),
            "step": 1,
            "database": "pubmed",
            "query": '("Valerian"[mh] OR valerian*[tiab]) AND ("Sleep Initiation and Maintenance Disorders"[mh] OR insomnia*[tiab]) AND (latenc*[tiab] OR "sleep quality"[tiab])',
            "query_translation": '"valerian"[MeSH Terms] OR "valerian*"[Title/Abstract]',
            "searched_on": SEARCHED_ON,
            "limit": 200,
            "state": "failed" if failed else "answered",
        }
        if failed:
            row["error"] = (
                "The service did not answer within 30 seconds, three times; run the claim again."
            )
        else:
            row |= {
                "count": found + (312 if number == 2 else 0),
                "fetched": found,
                "limit_reached": number == 2,
            }
        rows.append(row)
        if number in (3, 10):
            rows.append(
                row
                | {
                    "search_id": f"{claim_id(number)}-2",
                    "step": 2,
                    "relaxation": "Outcome words left out: fewer than 8 records were found.",
                    "query": '"Valerian"[mh] OR valerian*[tiab]',
                    "warnings": ["Phrase not found: valerian pessary"] if number == 10 else [],
                }
            )
    return rows


def screening_rows() -> list[dict[str, object]]:
    rows = []
    for number in range(1, len(CLAIM_ROWS) + 1):
        found = {**LINKS.get(number, {}), **EXCLUDED.get(number, {})}
        for rank, study in enumerate(found, start=1):
            reason = EXCLUDED.get(number, {}).get(study)
            rows.append(
                {
                    "claim_id": claim_id(number),
                    "pmid": pmid(study),
                    "search_id": f"{claim_id(number)}-1",
                    "rank": rank,
                    "decision": "excluded" if reason else "included",
                    "reason": reason,
                    "relevance": round(1 / rank, 2),
                }
            )
    return rows


def appraisal_rows() -> list[dict[str, object]]:
    rows = []
    for number, links in LINKS.items():
        for study, (stance, finding, directness, comparator, _) in links.items():
            _, _, _, design, n, outcome = STUDIES[study - 1]
            text, _ = abstract(study)
            start = text.index(outcome)
            silent = stance == N
            rows.append(
                {
                    "claim_id": claim_id(number),
                    "pmid": pmid(study),
                    "study_id": pmid(3 if study == 22 else study),
                    "design": design,
                    "n": n,
                    "comparator": comparator,
                    "directness": directness,
                    "finding": finding,
                    "stance": stance,
                    "rationale": None if silent else outcome,
                    "rationale_start": None if silent else start,
                    "rationale_end": None if silent else start + len(outcome),
                    "rule": "no outcome sentence" if silent else "direction word beside outcome",
                    "appraiser": "rules",
                    "rationale_in": None if silent else "abstract",
                    "is_randomised": design == "randomised trial",
                    "design_signal": f"title: {design}",
                    "comparator_kind": {
                        "placebo": "placebo or nothing",
                        "": "none stated",
                    }.get(comparator, "active comparator"),
                    "directness_reason": "another population" if directness == INDIRECT else None,
                    "condition": "at 600 mg or more" if study == 24 else None,
                }
            )
    return rows


def certainty_rows() -> list[dict[str, object]]:
    heights = {"high": 4, "moderate": 3, "low": 2, "very low": 1}
    rows: list[dict[str, object]] = []
    for number, row in enumerate(CLAIM_ROWS, start=1):
        if row[-1] not in heights:
            continue
        down = 4 - heights[row[-1]]
        rows.append(
            {
                "claim_id": claim_id(number),
                "domain": "starting level",
                "levels": 4,
                "reason": "The body of evidence is randomised.",
                "pmids": [pmid(study) for study in LINKS[number]],
            }
        )
        for place, domain in enumerate(
            ("risk of bias", "inconsistency", "indirectness", "imprecision", "publication bias")
        ):
            lowered = place < down
            rows.append(
                {
                    "claim_id": claim_id(number),
                    "domain": domain,
                    "levels": -1 if lowered else 0,
                    "reason": (
                        "Most participants were in trials whose abstracts do not mention blinding."
                        if lowered
                        else "Nothing in the abstracts calls for rating down."
                    ),
                    "pmids": [pmid(next(iter(LINKS[number])))] if lowered else [],
                }
            )
    return rows


def finding_rows(matrix) -> list[dict[str, object]]:
    rows = []
    for number, row in enumerate(CLAIM_ROWS, start=1):
        of_claim = matrix[matrix["claim_id"] == claim_id(number)]
        tally = of_claim["stance"].value_counts()
        counted = of_claim[of_claim["counted"]]
        state = STATES.get(number, EvidenceState.EVIDENCE)
        verdict = Verdict(row[7])
        rows.append(
            {
                "claim_id": claim_id(number),
                "statement": row[0],
                "kind": row[1],
                "verdict": verdict,
                "certainty": row[8],
                "statement_of_findings": statement_of(verdict, row),
                "n_records": int(of_claim["pmids"].str.count("9000").sum()),
                "n_studies": len(of_claim),
                "n_participants": int(counted["n"].sum()) or None,
                "supports": int(tally.get(Stance.SUPPORTS, 0)),
                "refutes": int(tally.get(Stance.REFUTES, 0)),
                "mixed": int(tally.get(Stance.MIXED, 0)),
                "no_information": int(tally.get(Stance.NO_INFORMATION, 0)),
                "sign_test_p": 0.5 if number == 1 else None,
                "proportion_in_favour": 1.0 if number == 1 else None,
                "proportion_low": 0.342 if number == 1 else None,
                "proportion_high": 1.0 if number == 1 else None,
                "state": state,
                "reason": f"The verdict is {verdict} because of the studies listed and the state is: {state}.",
                "source_class": "trial" if row[1] == "interaction" else None,
                "notes": (
                    ["Small body of evidence: two counted studies.", "The limit was reached."]
                    if number == 2
                    else []
                ),
            }
        )
    return rows


def statement_of(verdict: Verdict, row) -> str:
    if verdict is Verdict.SEARCH_FAILED:
        return "The search failed, so nothing is known about this claim from this run."
    if verdict is Verdict.NOT_CHECKABLE:
        return "This is advice, which studies cannot confirm or refute."
    if row[8] == "not rated":
        return f"We found no study that tells whether {row[3]} changes {row[5]}."
    verb = {"moderate": "probably", "low": "may"}.get(row[8])
    if verb is None:
        return f"The evidence on {row[3]} and {row[5]} is very uncertain."
    return f"{row[3].capitalize()} {verb} changes {row[5]} as the studies below describe."


def judged_studies(links) -> tuple[JudgedStudy, ...]:
    together: dict[str, list[str]] = {}
    for number in links:
        together.setdefault(pmid(3 if number == 22 else number), []).append(pmid(number))
    sizes = {pmid(number): STUDIES[number - 1][4] for number in links}
    return tuple(
        JudgedStudy(name, tuple(sorted(pmids)), sizes[min(pmids)])
        for name, pmids in together.items()
    )


def judgements() -> dict[str, Judgement]:
    result = {}
    for number, links in LINKS.items():
        reasons = {pmid(study): link[4] for study, link in links.items()}
        result[claim_id(number)] = Judgement(
            claim_id=claim_id(number),
            state=EvidenceState.EVIDENCE,
            verdict=Verdict(CLAIM_ROWS[number - 1][7]),
            reason="",
            finding=Finding.MIXED,
            certainty=CLAIM_ROWS[number - 1][8],
            statement="",
            studies=judged_studies(links),
            counted=frozenset(name for name, reason in reasons.items() if not reason),
            not_counted=tuple((name, reason) for name, reason in reasons.items() if reason),
        )
    return result


def example_run() -> Run:
    searches = SEARCHES.build(search_rows())
    screening = SCREENING.build(screening_rows())
    found = set(screening["pmid"])
    records = RECORDS.build([row for row in record_rows() if row["pmid"] in found])
    appraisals = APPRAISALS.build(appraisal_rows())
    matrix = evidence_matrix(appraisals, records, judgements())
    return Run(
        name="sleep_remedies",
        manifest={
            "source": "snapshot",
            "searched_on": SEARCHED_ON,
            "versions": {"review": "0.1.0", "python": "3.11", "biopython": "1.88"},
            "parameters": {"limit": 200, "claims": "data/claims/sleep_remedies.csv"},
        },
        claims=CLAIMS.build(claim_rows()),
        searches=searches,
        records=records,
        screening=screening,
        appraisals=appraisals,
        certainty=CERTAINTY.build(certainty_rows()),
        summary_of_findings=SUMMARY_OF_FINDINGS.build(finding_rows(matrix)),
        evidence_matrix=matrix,
        prisma=prisma(searches, records, screening, appraisals),
    )
