"""How long it takes to open the vocabulary, to look names up and to find all names in abstracts.

python benchmarks/vocabulary.py
"""

import subprocess
import sys
from time import perf_counter

import review
from review.core.settings import data_folder
from review.mesh.index import MedicalVocabulary, vocabulary

NAMES = ("low back pain", "oestrogen", "vitamin C", "blood thinners", "zorvanib")
ROUNDS = 4_000
START = (
    "from time import perf_counter; from review.mesh.index import vocabulary; start = perf_counter(); "
    "vocabulary().named('aspirin'); print(perf_counter() - start)"
)


def main() -> None:
    """Print the figures."""
    command = [sys.executable, "-c", START]
    opened = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    print(f"open and look up the first name: {float(opened.stdout) * 1000:.0f} ms")
    known = vocabulary()
    start = perf_counter()
    for _ in range(ROUNDS):
        for name in NAMES:
            known.named(name)
    print(f"look-ups: {ROUNDS * len(NAMES) / (perf_counter() - start):,.0f} a second")
    file = data_folder() / "snapshot" / "baclofen.xml"
    abstracts = [record.abstract for record in review.read_records(file)]
    fresh = MedicalVocabulary()
    start = perf_counter()
    found = sum(len(fresh.names_in(abstract)) for abstract in abstracts)
    spent = perf_counter() - start
    print(
        f"names in abstracts: {found} in {len(abstracts)}, {1000 * spent / len(abstracts):.1f} ms each"
    )


if __name__ == "__main__":
    main()
