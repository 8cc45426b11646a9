"""The project's own files agree with each other."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

ASKED_FOR = ("jupyterlab", "pandas", "biopython", "matplotlib", "papermill", "nbval")

OTHER_NAME_IN_CONDA: dict[str, str] = {}
"""PyPI name to conda-forge name, where they differ by more than case."""

NOT_FROM_PYPI = {"python", "pip", "make"}


def names_and_floors(requirements: list[str]) -> dict[str, str]:
    pairs = [re.fullmatch(r"([A-Za-z0-9_.-]+)>=([0-9.]+)", entry) for entry in requirements]
    assert all(pairs), f"every entry is NAME>=VERSION: {requirements}"
    return {pair[1].lower(): pair[2] for pair in pairs if pair}


@pytest.fixture
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture
def conda(root: Path) -> dict:
    return yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))


@pytest.fixture
def locked(root: Path) -> str:
    return (root / "requirements.lock").read_text(encoding="utf-8")


def required(project: dict) -> dict[str, str]:
    return names_and_floors(project["dependencies"] + project["optional-dependencies"]["test"])


def test_conda_has_the_names_and_floors_of_pyproject(project: dict, conda: dict) -> None:
    listed = [entry for entry in conda["dependencies"] if isinstance(entry, str)]
    from_conda = names_and_floors([entry for entry in listed if entry not in NOT_FROM_PYPI])
    python = from_conda.pop("python")
    wanted = {OTHER_NAME_IN_CONDA.get(n, n): floor for n, floor in required(project).items()}
    assert from_conda == wanted
    assert f">={python}" == project["requires-python"]


def test_conda_takes_only_the_project_itself_from_pip(conda: dict) -> None:
    assert conda["channels"] == ["conda-forge"]
    assert [e for e in conda["dependencies"] if isinstance(e, dict)] == [{"pip": ["-e ."]}]


@pytest.mark.parametrize("name", ASKED_FOR)
def test_what_was_asked_for_is_installed_by_both_ways(
    name: str, conda: dict, locked: str, project: dict
) -> None:
    assert name in required(project)
    assert any(str(entry).startswith(f"{name}>=") for entry in conda["dependencies"])
    assert re.search(rf"^{name}==", locked, re.MULTILINE)


def test_the_lock_pins_every_requirement_with_hashes(project: dict, locked: str) -> None:
    pins = re.findall(
        r"^([A-Za-z0-9_.-]+)==(\S+)(?: ;[^\\]*)? \\\n    --hash=sha256:", locked, re.M
    )
    entries = re.findall(r"^[A-Za-z]", locked, re.M)
    assert len(pins) == len(entries) > 100
    pinned = {name.lower() for name, _ in pins}
    assert set(required(project)) <= pinned
    assert {"hatchling", "editables"} <= pinned


def test_the_lock_meets_the_floors(project: dict, locked: str) -> None:
    pins = dict(re.findall(r"^([A-Za-z0-9_.-]+)==([0-9.]+)", locked, re.M))
    for name, floor in required(project).items():
        pinned = [int(part) for part in pins[name].rstrip(".").split(".")]
        assert pinned >= [int(part) for part in floor.split(".")], name


def test_the_lock_names_no_machine_and_no_index(locked: str) -> None:
    assert not re.search(r"https?:|file:|--index|--find-links|(?<![\w.])/\w", locked)


def test_the_lock_of_the_pages_agrees_with_the_other(
    root: Path, locked: str, project: dict
) -> None:
    pages = (root / "requirements-pages.lock").read_text(encoding="utf-8")
    pins = [dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", lock, re.M)) for lock in (locked, pages)]
    assert {name: pins[1][name] for name in pins[0].keys() & pins[1].keys()} == {
        name: pins[0][name] for name in pins[0].keys() & pins[1].keys()
    }
    wanted = [re.split(r"[>=]", name)[0] for name in project["optional-dependencies"]["pages"]]
    assert set(wanted) <= set(pins[1])
    assert not set(wanted) & set(pins[0])
    assert not re.search(r"https?:|file:|--index|--find-links|(?<![\w.])/\w", pages)


def test_version_is_told_once(project: dict, root: Path) -> None:
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["version"] == citation["version"] == version("review")
    assert f"## {project['version']}" in changelog
    assert "### Verdicts that changed" in changelog


def test_ci_runs_the_test_command_of_the_readme(root: Path) -> None:
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    commands = [
        line for line in script.splitlines() if line and not line.startswith(("#", "set", "cd"))
    ]
    assert commands == ["make test"]
    assert "make test" in (root / "README.md").read_text(encoding="utf-8")


def test_make_help_lists_every_target(root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split())
    documented = set(re.findall(r"^([a-z]+):.*## ", makefile, re.M))
    assert documented == targets
