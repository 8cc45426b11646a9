"""Who may import whom, who may print, and what never stands in code or term lists.

The folders are read from disk; only their order is declared here. Each check is a function of plain
values, and the second half of this file shows that each finds what it is there to find.
"""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "review"
FILES = sorted(SOURCE.rglob("*.py"))

STAGES = ("claims", "search", "records", "screening", "appraisal", "synthesis")
LAYERS: tuple[tuple[str, ...], ...] = (
    ("core",),
    ("mesh",),
    ("terms",),
    ("reading",),
    ("relations",),
    STAGES,
    ("article_checks",),
    ("runs",),
    ("figures",),
    ("report",),
    ("pipeline",),
    ("api",),
    ("accuracy",),
    ("notebook",),
    ("batch",),
    ("command_line",),
    ("review",),
)
"""Folders from the ground up; `review` is the package's own `__init__`. A module imports from its own
folder and from layers below, never from its neighbours: the stages meet in `pipeline`."""

RANK = {folder: rank for rank, layer in enumerate(LAYERS) for folder in layer}
READERS_OF_ABSTRACTS = {"appraisal"}
"""The stages that import `reading`."""

MOST_LOOSE = 4
MOST_LINES = 300
TABLES = {"core.run_tables"}
"""Modules that only declare: long because there is much to declare, and read like a table."""
FINDINGS = "appraisal"
"""Where it is read which way an outcome went; its modules may be long."""

Graph = Mapping[str, set[str]]
"""By module (`search.archive`, `api`, `review` for the package itself) the modules it imports."""


# What is on disk


def module_of(path: Path, source: Path = SOURCE) -> str:
    """`search.archive`; a folder's name for its `__init__`."""
    parts = list(path.relative_to(source).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "review"


def imported_names(text: str) -> Iterator[str]:
    """Full names of everything that a module imports, wherever in the module."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide who imports whom"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def graph_of(texts: Mapping[str, str]) -> dict[str, set[str]]:
    """The import graph of modules, given the source of each."""

    def imported(name: str) -> str | None:
        first, *parts = name.split(".")
        if first != "review":
            return None
        known = (".".join(parts[:size]) for size in range(len(parts), 0, -1))
        return next((module for module in known if module in texts), "review")

    return {
        module: {name for name in map(imported, imported_names(text)) if name}
        for module, text in texts.items()
    }


TEXTS = {module_of(path): path.read_text(encoding="utf-8") for path in FILES}
GRAPH = graph_of(TEXTS)


# The checks


def folder_of(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def cycles(graph: Graph) -> list[list[str]]:
    """Modules that reach each other, each circle once; found by taking away what no circle holds."""
    left = {module: set(imports) & set(graph) for module, imports in graph.items()}
    while True:
        used = {name for imports in left.values() for name in imports}
        ends = {module for module, imports in left.items() if not imports or module not in used}
        if not ends:
            break
        left = {module: imports - ends for module, imports in left.items() if module not in ends}
    circles = {frozenset(_reached(left, start) & _reaching(left, start)) for start in left}
    return sorted(sorted(circle) for circle in circles if circle)


def _reached(graph: Graph, start: str) -> set[str]:
    found, waiting = set(), [start]
    while waiting:
        new = graph[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def _reaching(graph: Graph, start: str) -> set[str]:
    return {module for module in graph if start in _reached(graph, module)}


def between_folders(graph: Graph) -> dict[str, set[str]]:
    """The same graph with one node for each folder."""
    folders: dict[str, set[str]] = {folder_of(module): set() for module in graph}
    for module, imports in graph.items():
        folders[folder_of(module)] |= {folder_of(name) for name in imports}
    return {folder: others - {folder} for folder, others in folders.items()}


def pairs(graph: Graph) -> Iterator[tuple[str, str]]:
    """Every import from one folder into another."""
    for module, imports in sorted(graph.items()):
        for name in sorted(imports):
            if folder_of(name) != folder_of(module):
                yield module, name


def upward(graph: Graph) -> list[str]:
    """Imports of something above."""
    return [f"{a} imports {b}" for a, b in pairs(graph) if RANK[folder_of(b)] > RANK[folder_of(a)]]


def sideways(graph: Graph) -> list[str]:
    """Imports of a neighbour: of one stage by another, or of `reading` by a stage that may not."""
    return [
        f"{a} imports {b}"
        for a, b in pairs(graph)
        if RANK[folder_of(a)] == RANK[folder_of(b)]
        or (folder_of(b) == "reading" and folder_of(a) in set(STAGES) - READERS_OF_ABSTRACTS)
    ]


def folders_without_a_layer(modules: Iterable[str]) -> set[str]:
    """Differences between the folders there are and those that LAYERS names."""
    return {folder_of(module) for module in modules} ^ set(RANK)


def loose_files(paths: Iterable[str]) -> list[str]:
    """Files beside the folders, given paths relative to the package."""
    return sorted(path for path in paths if "/" not in path)


def lines_in(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())


def too_long(texts: Mapping[str, str]) -> list[str]:
    """Modules of more lines that are not blank than one reads in one go."""
    return [
        module
        for module, text in texts.items()
        if lines_in(text) > MOST_LINES and module not in TABLES and folder_of(module) != FINDINGS
    ]


def doubled_names(paths: Iterable[str]) -> list[str]:
    """File names that stand twice in one folder and its subfolders."""
    named = [PurePosixPath(path) for path in paths]
    counted = Counter((path.parts[0], path.name) for path in named if path.name != "__init__.py")
    return [f"{folder}: {name}" for (folder, name), count in counted.items() if count > 1]


def importers(texts: Mapping[str, str], package: str) -> set[str]:
    """Modules that import a package from elsewhere."""
    return {
        module
        for module, text in texts.items()
        if any(name.split(".")[0] == package for name in imported_names(text))
    }


def prints(text: str) -> bool:
    """Whether a module writes to the terminal."""
    calls = [node.func for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    ways = {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}
    return bool({ast.unparse(function) for function in calls} & ways)


# The suite holds to them


def test_no_module_reaches_itself() -> None:
    assert cycles(GRAPH) == []


def test_no_folder_reaches_itself() -> None:
    assert cycles(between_folders(GRAPH)) == []


def test_nothing_imports_what_lies_above() -> None:
    assert upward(GRAPH) == []


def test_stages_do_not_import_each_other() -> None:
    assert sideways(GRAPH) == []


def test_every_folder_has_its_layer() -> None:
    assert folders_without_a_layer(GRAPH) == set()


def test_few_files_lie_loose() -> None:
    paths = [path.relative_to(SOURCE).as_posix() for path in SOURCE.iterdir() if path.is_file()]
    assert len(loose_files(paths)) <= MOST_LOOSE


def test_a_module_can_be_read_in_one_go() -> None:
    assert too_long(TEXTS) == []


def test_a_file_name_stands_once_in_a_folder() -> None:
    assert doubled_names(path.relative_to(SOURCE).as_posix() for path in FILES) == []


def test_one_module_imports_bio() -> None:
    assert importers(TEXTS, "Bio") == {"search.biopython"}


def test_one_folder_imports_matplotlib() -> None:
    assert {folder_of(module) for module in importers(TEXTS, "matplotlib")} == {"figures"}


def test_one_folder_prints() -> None:
    printing = {folder_of(module) for module, text in TEXTS.items() if prints(text)}
    assert printing == {"command_line"}


RULE_FILES = FILES + sorted((ROOT / "data" / "terms").rglob("*.toml"))


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


# Each check finds what it is there to find


def test_the_graph_of_the_suite_is_no_empty_one() -> None:
    assert len(GRAPH) > 200
    assert "search.entrez" in GRAPH["search.runs"]
    assert {"claims", "synthesis"} <= between_folders(GRAPH)["pipeline"]


def test_imports_are_found_wherever_they_stand() -> None:
    texts = {
        "core.words": "",
        "core.late": "def f():\n    from review.core import words",
        "core.name": "from review.core.words import A, B\nimport json",
        "core.plain": "import review.core.words",
        "core.typed": "if TYPE_CHECKING:\n    from review.core.words import A",
        "core.root": "import review",
        "review": "",
    }
    assert graph_of(texts) == {
        "core.words": set(),
        **{
            name: {"core.words"}
            for name in texts
            if name not in ("core.words", "core.root", "review")
        },
        "core.root": {"review"},
        "review": set(),
    }
    with pytest.raises(AssertionError, match="relative"):
        list(imported_names("from . import words"))


def test_circles_are_found() -> None:
    graph = {
        "a": {"b"},
        "b": {"c"},
        "c": {"a", "d"},
        "d": set(),
        "e": {"a"},
        "f": {"g", "a"},
        "g": {"f"},
    }
    assert cycles(graph) == [["a", "b", "c"], ["f", "g"]]
    assert cycles({"a": {"b"}, "b": {"c"}, "c": set()}) == []


def test_a_circle_of_folders_is_found_where_no_module_is_in_one() -> None:
    graph = {"runs.one": {"report.one"}, "report.two": {"runs.two"}, "report.one": set()}
    graph["runs.two"] = set()
    assert cycles(graph) == []
    assert cycles(between_folders(graph)) == [["report", "runs"]]


def test_an_import_from_above_is_found() -> None:
    graph = {"core.one": {"terms.one"}, "terms.one": {"core.two"}, "records.one": {"review"}}
    assert upward(graph) == ["core.one imports terms.one", "records.one imports review"]
    assert upward({"api": {"pipeline.one"}, "pipeline.one": {"api"}}) == [
        "pipeline.one imports api"
    ]


def test_an_import_of_a_neighbour_is_found() -> None:
    graph = {
        "search.one": {"records.one", "search.two"},
        "synthesis.one": {"reading.one"},
        "appraisal.one": {"reading.one"},
        "article_checks.one": {"reading.one", "claims.one"},
    }
    assert sideways(graph) == [
        "search.one imports records.one",
        "synthesis.one imports reading.one",
    ]


def test_a_folder_without_a_layer_is_found() -> None:
    assert folders_without_a_layer([*RANK, "odds.ends"]) == {"odds"}
    assert folders_without_a_layer(set(RANK) - {"api"}) == {"api"}


def test_loose_files_are_found() -> None:
    assert loose_files(["b.py", "a.py", "search/c.py"]) == ["a.py", "b.py"]


def test_a_long_module_is_found() -> None:
    long = "x = 1\n" * (MOST_LINES + 1)
    texts = {
        "core.run_tables": long,
        f"{FINDINGS}.a": long,
        "records.a": long,
        "records.b": long[6:],
    }
    assert too_long(texts) == ["records.a"]


def test_a_doubled_name_is_found() -> None:
    paths = ["search/a.py", "search/local/a.py", "records/a.py", "api.py", "search/local/b.py"]
    init = ["search/__init__.py", "search/local/__init__.py"]
    assert doubled_names([*paths, *init]) == ["search: a.py"]


def test_an_importer_is_found() -> None:
    texts = {
        "a": "def f():\n    import Bio.Entrez",
        "b": "from Bio import Entrez",
        "c": "import Biology",
    }
    assert importers(texts, "Bio") == {"a", "b"}


@pytest.mark.parametrize("call", ["print(1)", "click.echo('a')", "sys.stderr.write('a')"])
def test_printing_is_found(call: str) -> None:
    assert prints(f"def f():\n    {call}")
    assert not prints("def f():\n    handle.write('print(1)')")


SOFT = {"Asked", "Fetched", "Found", "Given", "Held", "Looked", "Read", "Said", "Told", "Verified"}
"""Names that say that something was done and not what it is. The findings code still has some."""


def class_names(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """By name of a class, the modules that define one; of the findings code none but those shared."""
    found: dict[str, list[str]] = {}
    for module, text in texts.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(module)
    return found


def test_a_class_has_a_name_of_its_own_and_says_what_it_is() -> None:
    names = class_names(TEXTS)
    assert {name: modules for name, modules in names.items() if len(modules) > 1} == {}
    soft = {name for name in names if name.strip("_") in SOFT}
    assert {folder_of(module) for name in soft for module in names[name]} <= {FINDINGS}


def test_a_second_class_of_a_name_would_be_noticed() -> None:
    two = class_names({"search.a": "class Effect: ...", "synthesis.b": "class Effect: ..."})
    assert two == {"Effect": ["search.a", "synthesis.b"]}
