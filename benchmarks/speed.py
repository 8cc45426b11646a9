"""Seconds per stage for each bundled claims file on the bundled snapshot: `make benchmark`.

The last line counts appraisals of claims beside records that were read before: what a claim more costs.
"""

import sys
import time

from review.core.settings import data_folder
from review.pipeline import stages


def main() -> None:
    """Print one line per claims file and stage."""
    for path in sorted((data_folder() / "claims").glob("*.csv")):
        run = stages.run(path)
        for stage, seconds in run.manifest["durations_seconds"].items():
            sys.stdout.write(f"{path.stem:<32} {stage:<12} {seconds:6.2f} s\n")
        started = time.process_time()
        appraisals = stages.appraise(run.claims, run.records, run.screening)
        rate = len(appraisals) / (time.process_time() - started)
        sys.stdout.write(
            f"{path.stem:<32} {len(appraisals)} appraisals, {rate:.0f} a second again\n"
        )


if __name__ == "__main__":
    main()
