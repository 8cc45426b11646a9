"""The accuracy report: right sums, honest about disagreement, and current."""

import re
from pathlib import Path

import pandas as pd
import pytest

from review.accuracy.benchmarks import benchmark
from review.accuracy.verdicts import REFERENCE, compare_with, verdicts_report
from review.core.errors import InputError
from review.core.run_tables import SUMMARY_OF_FINDINGS

READER = [
    ("X01", "supported", "low", "high"),
    ("X02", "supported", "moderate", "low"),
    ("X03", "contradicted", "very low", "high"),
    ("X04", "not checkable", None, "high"),
]
RULES = {
    "X01": ("supported", "very low"),
    "X02": ("partly supported", "very low"),
    "X03": ("contradicted", "not rated"),
    "X04": ("insufficient evidence", "not rated"),
}


def reference() -> pd.DataFrame:
    names = ("claim_id", "verdict", "certainty", "confidence")
    return REFERENCE.build(dict(zip(names, row, strict=True)) for row in READER)


def findings(names: list[str]) -> pd.DataFrame:
    counts = dict.fromkeys(
        ["n_records", "n_studies", "supports", "refutes", "mixed", "no_information"], 0
    )
    return SUMMARY_OF_FINDINGS.build(
        {
            "claim_id": name,
            "statement": f"Statement | {name}",
            "kind": "efficacy",
            "verdict": RULES[name][0],
            "certainty": RULES[name][1],
            "statement_of_findings": "A sentence.",
            "state": "evidence found",
            "reason": "A reason.",
            **counts,
        }
        for name in names
    )


@pytest.fixture
def report() -> str:
    return verdicts_report(compare_with(reference(), findings(sorted(RULES))))


def measure(report: str, name: str) -> tuple[str, str]:
    found = re.search(rf"^\| {re.escape(name)}[^|]* \| (\S+) \| (\d+) \|$", report, re.MULTILINE)
    assert found, report
    return found[1], found[2]


def test_measures_are_those_worked_out_by_hand(report: str) -> None:
    assert measure(report, "same verdict") == ("0.50", "4")
    assert measure(report, "always answering *supported*") == ("0.50", "4")
    assert measure(report, "same verdict where the reader was sure") == ("0.67", "3")
    assert measure(report, "kappa with quadratic weights")[1] == "3"
    assert measure(report, "same level of certainty") == ("0.00", "2")
    assert measure(report, "certainty within one level") == ("0.50", "2")


def test_the_confusion_table_adds_up(report: str) -> None:
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+) \|$", report, re.MULTILINE)
    numbers = {
        name: [0 if cell == "." else int(cell) for cell in cells.split(" | ")]
        for name, cells in rows
    }
    total = numbers.pop("all")
    assert [sum(column) for column in zip(*numbers.values(), strict=True)] == total
    assert all(sum(row[:-1]) == row[-1] for row in numbers.values())
    assert total[-1] == len(READER)


def test_every_disagreement_is_listed(report: str) -> None:
    listed = report.split("## Where they differ (2 of 4)")[1]
    assert (
        "| X02 | efficacy | Statement / X02 | supported (low) | partly supported | A reason. |"
        in listed
    )
    assert "| X04 |" in listed
    assert "| X01 |" not in listed


def test_a_reference_for_other_claims_is_refused() -> None:
    with pytest.raises(InputError, match="judges X02, which is not among the claims"):
        compare_with(reference(), findings(["X01"]))


def test_missing_data_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"verdicts\.csv is not in"):
        benchmark("verdicts", data=tmp_path)


@pytest.mark.slow
def test_the_published_figures_are_those_of_a_fresh_run(root: Path) -> None:
    page = (root / "docs" / "accuracy.md").read_text(encoding="utf-8")
    fresh = benchmark("verdicts", data=root / "data" / "reference")
    assert page.strip() == fresh.strip(), "run `make accuracy`"
