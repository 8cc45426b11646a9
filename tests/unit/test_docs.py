"""The documentation keeps up with the code."""

import ast
import re
from pathlib import Path

import pytest
import rules_page
from test_architecture import LAYERS, RANK

from review.core.run_tables import RUN_TABLES
from review.runs.data_dictionary import data_dictionary

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "src" / "review").rglob("*.py"))
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
COLUMNS = [(table, column) for table in RUN_TABLES for column in table.columns]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_data_dictionary_is_current() -> None:
    page = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert page == data_dictionary(), "run `make docs`"


def test_the_page_of_rules_is_current() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == rules_page.page(), "run `make docs`"


def test_the_page_of_rules_states_what_a_spec_test_runs() -> None:
    page = rules_page.page()
    assert (
        "| did not reduce | Clonidine did not reduce withdrawal symptoms. | no clear difference |"
        in page
    )
    assert int(re.search(r"(\d+) cases in", page)[1]) >= 250


def test_the_page_of_rules_holds_no_sign_that_cannot_be_seen() -> None:
    page = rules_page.page()
    unseen = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]"
    assert not re.search(unseen, page)
    assert "\\u0000" in page, "a case with a raw NUL is shown by its code"


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda part: part.name)
def test_every_column_says_what_it_means(table, column) -> None:
    assert column.meaning.endswith((".", "`)")), f"{table.name}.{column.name}: a sentence"
    assert "|" not in column.meaning, "a bar would break the table in the data dictionary"


def public_objects(path: Path) -> list[ast.AST]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.ClassDef)
    top = [node for node in tree.body if isinstance(node, kinds)]
    inner = [
        node
        for parent in top
        if isinstance(parent, ast.ClassDef) and not parent.name.startswith("_")
        for node in parent.body
        if isinstance(node, kinds)
    ]
    return [tree, *(node for node in top + inner if not node.name.startswith("_"))]


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_everything_public_has_a_docstring(path: Path) -> None:
    for node in public_objects(path):
        name = getattr(node, "name", "the module")
        assert ast.get_docstring(node), f"{short(path)}: {name} has no docstring"


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_links_inside_the_documentation_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{short(page)} links to {target}"


def test_every_notebook_and_command_of_the_makefile_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        assert f"notebooks/{notebook.name}" in readme
    for target in ("make review", "make test", "make lab"):
        assert target in readme


def test_decisions_are_short_and_numbered() -> None:
    notes = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
    assert notes
    numbers = [note.name[:4] for note in notes]
    assert all(number.isdigit() for number in numbers)
    assert len(set(numbers)) == len(numbers)
    for note in notes:
        text = note.read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert len(text.split()) < 400, f"{note.name}: a decision is a short note"


def test_the_index_of_decisions_lists_every_note_with_its_title_and_a_status() -> None:
    folder = ROOT / "docs" / "decisions"
    lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()
    listed = [re.fullmatch(r"\| (\d+) \| \[(.+)\]\((\S+)\) \| (.+) \|", line) for line in lines]
    rows = [match.groups() for match in listed if match]
    assert [name for _, _, name, _ in rows] == sorted(path.name for path in folder.glob("0*.md"))
    for number, title, name, status in rows:
        first = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# {number}. {title}"
        assert int(name[:4]) == int(number)
        assert re.match(r"in force|changed|(?:in part )?superseded", status)


GLOSSARY = (
    "anchor", "appraisal", "body of evidence", "certainty", "claim", "counted", "direct", "finding", "precaution",
    "record", "stance", "study", "verdict"
)  # fmt: skip


def test_the_glossary_explains_each_word_once_with_an_example() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \*\*(.+)\*\* \| (.+) \| (.+) \|$", text, re.MULTILINE)
    words = [word for word, _, _ in rows]
    assert words == sorted(set(words))
    assert set(GLOSSARY) <= set(words)
    for _, meaning, example in rows:
        assert meaning[0].isupper()
        assert meaning.endswith(".")
        assert example


def test_nothing_refers_to_a_document_that_is_not_here() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.py"), ROOT / "README.md"]
    named = [p.name for p in pages if re.search(r"\bMETHOD\b(?!S|:)", p.read_text("utf-8"))]
    assert named == []


@pytest.mark.parametrize("folder", ["terms", "models"])
def test_every_file_of_a_data_folder_is_in_its_readme(folder: str) -> None:
    place = ROOT / "data" / folder
    named = re.findall(r"^\| `([^`]+)` \|", (place / "README.md").read_text("utf-8"), re.MULTILINE)
    assert named == sorted(path.name for path in place.iterdir() if path.suffix != ".md")


def drawn_folders() -> dict[str, str]:
    """The folders of the drawing in docs/README.md and their sentences, from the ground up."""
    text = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    lines = text.partition("```text\n")[2].partition("```")[0].splitlines()
    return dict(line[2:].split(maxsplit=1) for line in reversed(lines))


def test_the_drawing_of_the_folders_is_the_order_in_which_they_may_import() -> None:
    folders = [name for layer in LAYERS for name in sorted(layer)]
    loose = {"api", "review"}
    drawn = drawn_folders()
    assert sorted(drawn, key=lambda name: (RANK[name], name)) == [
        f for f in folders if f not in loose
    ]
    assert [RANK[name] for name in drawn] == sorted(RANK[name] for name in drawn)
    for name, sentence in drawn.items():
        source = (ROOT / "src" / "review" / name / "__init__.py").read_text(encoding="utf-8")
        first = (ast.get_docstring(ast.parse(source)) or "").splitlines()[0]
        assert first == f"{name.replace('_', ' ').capitalize()}: {sentence}"


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or f"]({page.name})" in index
    for path in re.findall(r"`((?!src/|data/)[a-z_]+/[a-z_]*(?:\.py)?)`", index):
        assert (ROOT / "src" / "review" / path).exists(), path


def test_a_decision_that_is_no_longer_in_force_says_so_itself() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(
        r"\| \[[^\]]+\]\(([^)]+)\) \| (.+?) \|\n",
        (folder / "README.md").read_text(encoding="utf-8"),
    )
    assert len(listed) > 20
    for name, status in listed:
        said = f"*Status: {status}.*" in (folder / name).read_text(encoding="utf-8")
        assert said is (status != "in force"), name


def test_every_page_of_the_method_is_in_its_contents() -> None:
    folder = ROOT / "docs" / "method"
    listed = re.findall(
        r"^\| \[[^\]]+\]\((\S+\.md)\)",
        (folder / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(listed) == len(set(listed))
    assert set(listed) == {page.name for page in folder.glob("*.md")} - {"README.md"}


def test_links_between_pages_lead_somewhere() -> None:
    for page in [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "data").rglob("README.md"),
    ]:
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_page_of_rules_shows_words_and_no_objects() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    cells = [cell for line in page.splitlines() if line.startswith("|") for cell in line.split("|")]
    assert not [
        cell for cell in cells if re.search(r"\b[A-Z]\w*\(\w+=| object at 0x|^ ?<class", cell)
    ]
    named = re.findall(r"^\d+\. \[(.+?)\]\(#", page, re.MULTILINE)
    assert named == re.findall(r"^## (.+)$", page, re.MULTILINE)
