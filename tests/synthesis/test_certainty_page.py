"""docs/certainty.md and decision tables cannot drift from the numbers in the code."""

from pathlib import Path

from review.synthesis import thresholds
from review.synthesis.thresholds import THRESHOLDS, threshold_table


def constants() -> dict[str, float]:
    """Every number of the module by name."""
    return {
        name: value
        for name, value in vars(thresholds).items()
        if name.isupper() and isinstance(value, int | float)
    }


def test_the_page_shows_the_thresholds_of_the_code(root: Path) -> None:
    page = (root / "docs" / "certainty.md").read_text(encoding="utf-8")
    assert threshold_table() in page, "put the output of threshold_table() into docs/certainty.md"


def test_every_number_has_its_row_and_its_value() -> None:
    assert {one.name: one.value for one in THRESHOLDS} == constants()
    assert all(one.source and one.decides for one in THRESHOLDS)


def test_the_domains_hold_no_cut_off_of_their_own(root: Path) -> None:
    for name in ("rate_down", "rate_up", "certainty"):
        lines = (root / "src" / "review" / "synthesis" / f"{name}.py").read_text().splitlines()
        own = [line for line in lines if line[:1].isupper() and "= " in line and line[-1].isdigit()]
        assert own == [], f"{name} declares {own}; it belongs into thresholds"
