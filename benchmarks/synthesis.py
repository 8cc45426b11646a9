"""Seconds to synthesise thousands of claims, on a made-up body of evidence drawn from a fixed seed.

    python benchmarks/synthesis.py                          5,000 claims of 200 records, two processes
    python benchmarks/synthesis.py --claims 200 --profile   one process, where its time goes

Judging, pooling and every sensitivity analysis are timed, with the tables made of them; drawing the
input is not. The last line is a digest of the tables: equal digests, equal results.
"""

import argparse
import cProfile
import hashlib
import pstats
import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from review.core.models import Appraisal, Claim, Judgement, Record
from review.core.vocabulary import (
    ComparatorKind,
    Design,
    Direction,
    Directness,
    Finding,
    Kind,
    Measure,
    NoticeState,
    Stance,
)
from review.synthesis.judgement_tables import (
    certainty_frame,
    pooled_frame,
    sensitivity_frame,
    summary_of_findings_frame,
)
from review.synthesis.sensitivity import Variant, sensitivity
from review.synthesis.verdict import judge

FIRST_PMID = 90000001
RECORDS = 20000
"""Different records that the claims share, as searches on neighbouring questions do."""

SHOWN = (
    (Stance.SUPPORTS, Finding.DECREASED, 20),
    (Stance.REFUTES, Finding.NO_CLEAR_DIFFERENCE, 10),
    (Stance.REFUTES, Finding.INCREASED, 6),
    (Stance.MIXED, Finding.MIXED, 4),
    (Stance.NO_INFORMATION, Finding.NOT_REPORTED, 60),
)
DESIGNS = (
    (Design.META_ANALYSIS, 3),
    (Design.SYSTEMATIC_REVIEW, 3),
    (Design.RANDOMISED_TRIAL, 24),
    (Design.NON_RANDOMISED_TRIAL, 8),
    (Design.COHORT, 18),
    (Design.CASE_CONTROL, 4),
    (Design.CASE_SERIES, 6),
    (Design.CASE_REPORT, 12),
    (Design.NARRATIVE_REVIEW, 16),
    (Design.ANIMAL, 6),
)
KINDS = (Kind.EFFICACY, Kind.COMPARATIVE, Kind.HARM, Kind.MECHANISM, Kind.DOSING)
SENTENCE = "Scores differed between the groups after {n} days of treatment (risk ratio {ratio})."
TEXT = "We studied a treatment in people with a condition and followed them for some weeks. " * 12


def drawn(chance: random.Random, options: tuple[tuple[object, ...], ...]) -> tuple[object, ...]:
    """One of the options, by the weight at its end."""
    return chance.choices(options, [option[-1] for option in options])[0]


def make_records() -> dict[str, Record]:
    """The records, some of them blinded, some with a notice."""
    chance = random.Random(1)  # noqa: S311 - no secret
    return {
        str(FIRST_PMID + place): Record(
            title=f"Study {place} of a treatment",
            abstract=f"{'A double-blind trial. ' if place % 3 else ''}{TEXT}It was study {place}.",
            pmid=str(FIRST_PMID + place),
            year=chance.randint(1985, 2025),
            authors=(f"Author {place}",),
            notice_state=NoticeState.NONE if place % 50 else NoticeState.EXPRESSION_OF_CONCERN,
        )
        for place in range(RECORDS)
    }


def make_claim(place: int) -> Claim:
    """A claim on an outcome that no concept covers."""
    return Claim(
        f"T{place:05}",
        "The drug can reduce withdrawal",
        KINDS[place % len(KINDS)],
        population="adults",
        intervention="the drug",
        outcome="withdrawal severity",
        direction=Direction.DECREASES,
    )


def make_appraisals(claim: Claim, place: int, number: int) -> list[Appraisal]:
    """What so many records say about a claim."""
    chance = random.Random(place)  # noqa: S311 - no secret
    pmids = chance.sample(range(RECORDS), number)
    return [_appraisal(claim, str(FIRST_PMID + pmid), chance) for pmid in pmids]


def _appraisal(claim: Claim, pmid: str, chance: random.Random) -> Appraisal:
    stance, finding, _ = drawn(chance, SHOWN)
    (design, _), randomised = drawn(chance, DESIGNS), chance.random()
    ratio = round(chance.uniform(0.4, 1.6), 2)
    reports = stance is not Stance.NO_INFORMATION and chance.random() < 0.25  # noqa: PLR2004
    rationale = "" if stance is Stance.NO_INFORMATION else SENTENCE.format(n=pmid[-2:], ratio=ratio)
    indirect = chance.random() < 0.3  # noqa: PLR2004
    return Appraisal(
        claim_id=claim.claim_id,
        pmid=pmid,
        study_id=f"S{int(pmid) // 2 * 2}" if chance.random() < 0.05 else f"S{pmid}",  # noqa: PLR2004
        design=design,  # type: ignore[arg-type]
        is_randomised=design is Design.RANDOMISED_TRIAL or randomised < 0.02,  # noqa: PLR2004
        design_signal="title",
        n=chance.choice([None, chance.randint(5, 900)]),
        studies=None,
        comparator="",
        comparator_kind=chance.choice([ComparatorKind.PLACEBO, ComparatorKind.NONE]),
        directness=Directness.INDIRECT if indirect else Directness.DIRECT,
        directness_reason="another population or condition" if indirect else "",
        finding=finding,  # type: ignore[arg-type]
        stance=stance,  # type: ignore[arg-type]
        rationale=rationale,
        rationale_start=0 if rationale else None,
        rationale_end=len(rationale) if rationale else None,
        rationale_in="abstract" if rationale else "",
        rule="benchmark",
        effect_measure=Measure.RISK_RATIO if reports else None,
        effect=ratio if reports else None,
        effect_low=round(ratio * 0.7, 2) if reports else None,
        effect_high=round(ratio * 1.4, 2) if reports else None,
    )


Judged = tuple[list[Judgement], list[Variant]]


def synthesise(
    records: dict[str, Record], bodies: list[tuple[Claim, list[Appraisal]]]
) -> Iterator[Judged]:
    """The judgement of each claim and its variants."""
    for claim, appraisals in bodies:
        judged = judge(
            claim, appraisals, records=records, n_found=len(appraisals), search_failed=False
        )
        yield [judged], sensitivity(judged, claim, records)


def share(first: int, beyond: int, number: int) -> tuple[float, float, str]:
    """Seconds, processor seconds and digest of the tables of some of the claims."""
    records = make_records()
    claims = [make_claim(place) for place in range(first, beyond)]
    bodies = [(claim, make_appraisals(claim, first + i, number)) for i, claim in enumerate(claims)]
    began, busy = time.perf_counter(), time.process_time()
    judgements: list[Judgement] = []
    variants: list[Variant] = []
    for judged, varied in synthesise(records, bodies):
        judgements += judged
        variants += varied
    by_id = {judgement.claim_id: judgement for judgement in judgements}
    frames = (
        certainty_frame(judgements),
        summary_of_findings_frame(claims, by_id, {}),
        pooled_frame(judgements),
        sensitivity_frame(variants),
    )
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    text = "".join(frame.to_csv(index=False, float_format="%.6f") for frame in frames)
    return seconds, busy, hashlib.sha256(text.encode()).hexdigest()[:16]


def main() -> None:
    """Print the seconds of the slowest process, what both kept the processors busy, and the digest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=5000)
    parser.add_argument("--records", type=int, default=200, help="records of each claim")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--profile", action="store_true", help="one process, with a profile")
    wanted = parser.parse_args()
    if wanted.profile:
        with cProfile.Profile() as profile:
            share(0, wanted.claims, wanted.records)
        pstats.Stats(profile, stream=sys.stdout).sort_stats("cumulative").print_stats(45)
        return
    edges = [wanted.claims * job // wanted.jobs for job in range(wanted.jobs + 1)]
    with ProcessPoolExecutor(wanted.jobs) as workers:
        done = list(workers.map(share, edges, edges[1:], [wanted.records] * wanted.jobs))
    digest = hashlib.sha256("".join(text for _, _, text in done).encode()).hexdigest()[:16]
    slowest = max(seconds for seconds, _, _ in done)
    sys.stdout.write(
        f"{wanted.claims:,} claims of {wanted.records} records, {wanted.jobs} processes: {slowest:.1f} s "
        f"({sum(busy for _, busy, _ in done):.1f} s of processor time)\ndigest {digest}\n"
    )


if __name__ == "__main__":
    main()
