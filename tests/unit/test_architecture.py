"""Who may import whom, who may print, and what never stands in code or term lists."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "review"
MODULES = sorted(SOURCE.rglob("*.py"))
STAGES = ("claims", "search", "records", "screening", "appraisal", "synthesis")
FOUNDATION = {
    "bounds",
    "supplied",
    "vocabulary",
    "models",
    "tables",
    "run_tables",
    "errors",
    "invisible",
    "settings",
    "advice",
    "concepts",
    "other_names",
    "terms_files",
    "reading",
    "wordlists",
    "words",
}
"""What every stage may import."""


def module_name(path: Path) -> str:
    return path.relative_to(SOURCE).with_suffix("").as_posix().replace("/", ".")


def imports(path: Path) -> Iterator[str]:
    """Full names of everything a module imports, wherever in the module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative imports hide who imports whom"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_parts(path: Path) -> set[str]:
    """Top-level parts of `review` that a module imports, for example `search`."""
    names = [name.split(".") for name in imports(path)]
    return {parts[1] for parts in names if parts[0] == "review" and len(parts) > 1}


def importers_of(package: str) -> set[str]:
    return {
        module_name(path)
        for path in MODULES
        if any(name.split(".")[0] == package for name in imports(path))
    }


def stage_of(path: Path) -> str:
    return module_name(path).split(".", maxsplit=1)[0]


STAGE_MODULES = [path for path in MODULES if stage_of(path) in STAGES]
FOUNDATION_MODULES = [path for path in MODULES if module_name(path) in FOUNDATION]


@pytest.mark.parametrize("path", STAGE_MODULES, ids=module_name)
def test_a_stage_imports_only_itself_and_the_foundation(path: Path) -> None:
    others = imported_parts(path) - FOUNDATION - {stage_of(path)}
    assert not others, f"{module_name(path)} imports {sorted(others)}: stages meet in pipeline.py"


@pytest.mark.parametrize("path", FOUNDATION_MODULES, ids=module_name)
def test_the_foundation_imports_only_the_foundation(path: Path) -> None:
    assert imported_parts(path) <= FOUNDATION


def test_every_stage_is_there() -> None:
    assert {stage_of(path) for path in STAGE_MODULES} == set(STAGES)


def test_one_module_imports_bio() -> None:
    assert importers_of("Bio") == {"search.biopython"}


def test_one_module_imports_matplotlib() -> None:
    assert importers_of("matplotlib") == {"figures"}


def prints(path: Path) -> bool:
    calls = [
        n.func
        for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(n, ast.Call)
    ]
    names = {ast.unparse(function) for function in calls}
    return bool(
        names & {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}
    )


def test_only_the_command_line_prints() -> None:
    assert {module_name(path) for path in MODULES if prints(path)} == {"cli", "cli_archive"}


def test_nothing_of_the_suite_imports_the_command_line() -> None:
    assert [module_name(p) for p in MODULES if "cli" in imported_parts(p)] == []


RULE_FILES = MODULES + sorted((ROOT / "data" / "terms").rglob("*.toml"))


def known_claim_ids() -> set[str]:
    found = set()
    for path in sorted((ROOT / "data" / "claims").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            found |= {row["claim_id"] for row in csv.DictReader(lines)}
    return found


def known_pmids() -> set[str]:
    texts = [p.read_text(encoding="utf-8") for p in (ROOT / "data" / "snapshot").glob("*.xml")]
    return set(re.findall(r"<PMID[^>]*>(\d+)</PMID>", "".join(texts)))


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_claim_id_and_no_pmid_in_rules(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    words = set(re.findall(r"\w+", "\n".join(line for line in lines if "//DTD " not in line)))
    assert not words & known_claim_ids()
    assert not words & known_pmids()
    assert not [word for word in words if re.fullmatch(r"[BC]\d\d|[1-9]\d{6,7}", word)]


def test_there_are_claims_and_pmids_to_look_for() -> None:
    assert len(known_claim_ids()) > 90
    assert len(known_pmids()) > 200


DECLARATIONS = {"run_tables"}
"""Modules that only declare: long because there is much to declare, and read like a table."""


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_can_be_read_in_one_go(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= 300 or module_name(path) in DECLARATIONS, (
        f"{module_name(path)} has {len(lines)} lines that are not blank; it is asking to be two"
    )
